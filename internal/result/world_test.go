package result_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/result"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// world is a call with the stages documents, paper and presentation, four teams
// at the first and the people who run, judge and enter it.
type world struct {
	t       testing.TB
	store   *store.Store
	clock   *clock.Manual
	service *result.Service
	callID  string
	callKey string
	stages  map[string]string // ids by key
	teams   []string          // ids in the order of sort names
	people  map[string]string // ids by name
}

var reason = "이유를 열 글자 넘게 적었습니다."

var (
	teamNames = []string{"가람", "나래", "다온", "라온"}
	judges    = []string{"j1", "j2", "j3", "j4", "j5", "j6"}
)

func newWorld(t testing.TB, change ...func(*call.Definition, map[string]*call.StageDefinition)) *world {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	return announce(t, storetest.Open(t, clk), clk, change...)
}

var number atomic.Int64

// announce makes a further call with its own people in an open database.
func announce(t testing.TB, s *store.Store, clk *clock.Manual, change ...func(*call.Definition, map[string]*call.StageDefinition)) *world {
	t.Helper()
	n := number.Add(1)
	w := &world{
		t: t, store: s, clock: clk, service: result.New(s, result.Config{Site: "https://wbl.example.kr/", CodeVersion: "test"}),
		callID: store.NewID(), callKey: fmt.Sprintf("call-%d", n), stages: map[string]string{}, people: map[string]string{},
	}
	w.write(func(tx *store.Tx) error {
		for i, name := range slices.Concat([]string{"admin", "admin2", "approver", "both", "auditor", "outsider"}, teamNames, judges) {
			w.people[name] = store.NewID()
			create(t, tx, &account.Person{
				ID: w.people[name], Email: fmt.Sprintf("p%d-%d@example.kr", i, n), Name: name, Language: "ko", Status: account.Active,
			})
		}
		w.define(tx, change...)
		for i, name := range teamNames {
			w.enter(tx, name, fmt.Sprintf("%05d%05d", n, i))
		}
		return nil
	})
	return w
}

func (w *world) define(tx *store.Tx, change ...func(*call.Definition, map[string]*call.StageDefinition)) {
	definition := call.Definition{
		Eligibility: []call.Rule{{Key: "university", Kind: call.UniversityRequired}},
		Disclosure: call.Disclosure{
			Applicants: call.ApplicantDisclosure{OwnPoints: true, Reasons: true},
			Public:     call.PublicDisclosure{List: call.ListSelected, Points: call.PointsNone},
		},
	}
	stages := map[string]*call.StageDefinition{
		"documents":    {Requests: true, Gates: gates("complete", "eligible")},
		"paper":        {Tree: tree(2), Quota: 2, Criteria: criteria()},
		"presentation": {Tree: tree(1), Quota: 1, Gates: gates("independence")},
	}
	for _, fn := range change {
		fn(&definition, stages)
	}
	create(w.t, tx, &call.Call{
		ID: w.callID, Key: w.callKey, Programme: "p", Title: call.Text{Ko: "공고", En: "Call"},
		Status: call.StatusOpen, Definition: definition, Version: 1, CreatedBy: w.people["admin"],
	})
	for i, key := range []string{"documents", "paper", "presentation"} {
		w.stages[key] = store.NewID()
		create(w.t, tx, &call.Stage{
			ID: w.stages[key], CallID: w.callID, Key: key, Position: i + 1, Kind: call.Kind(key),
			Title: call.Text{Ko: key + " 단계", En: key}, Phase: call.PhasePending,
			Schedule:   call.Schedule{OpensAt: tx.Now() - 2*clock.Day, ClosesAt: tx.Now() - clock.Day},
			Definition: *stages[key], TreeVersion: 1, Version: 1,
		})
	}
}

func gates(keys ...string) []call.Gate {
	list := []call.Gate{}
	for _, key := range keys {
		list = append(list, call.Gate{Key: key, Title: call.Text{Ko: key, En: key}})
	}
	return list
}

func points(text string) scoring.Points {
	p, err := scoring.ParsePoints(text)
	if err != nil {
		panic(err)
	}
	return p
}

// tree is the published sheet of the 2025 selection with a trimmed mean.
func tree(quota int) *scoring.Tree {
	return &scoring.Tree{
		Root: scoring.Node{Key: "paper", Points: points("100"), Panel: &scoring.Panel{
			Criteria: []scoring.Criterion{
				{Key: "technology", Points: points("40"), Step: points("0.5")},
				{Key: "strategy", Points: points("30"), Step: points("0.5")},
				{Key: "ecosystem", Points: points("30"), Step: points("0.5")},
			},
			Aggregation: scoring.Aggregation{Method: scoring.TrimmedMean, Below: 5}, Missing: scoring.MissingBlocks,
		}},
		Display:  scoring.Display{Scale: 2, Rounding: scoring.HalfUp},
		PassMark: &scoring.PassMark{Points: points("60"), Compare: scoring.CompareExact},
		Ranking: scoring.RankRules{
			Compare: scoring.CompareExact, Quota: &quota,
			TieBreak: []scoring.TieKey{{Key: "paper/technology", Judges: scoring.KeptJudges}},
		},
	}
}

func criteria() []call.CriterionText {
	return []call.CriterionText{
		{Key: "technology", Title: call.Text{Ko: "기술", En: "Technology"}},
		{Key: "strategy", Title: call.Text{Ko: "전략", En: "Strategy"}},
		{Key: "ecosystem", Title: call.Text{Ko: "생태계", En: "Ecosystem"}},
	}
}

func (w *world) enter(tx *store.Tx, name, registration string) {
	lead := account.Organisation{
		ID: store.NewID(), RegistrationNumber: registration, Name: name + " 주식회사", SortName: name,
		Kind: account.StartUp, CreatedBy: w.people[name],
	}
	school := lead
	school.ID, school.RegistrationNumber, school.Kind, school.Name = store.NewID(), "s"+registration, account.University, name+"대학교"
	id := store.NewID()
	w.teams = append(w.teams, id)
	rows := []any{&lead, &school, &team.Team{
		ID: id, CallID: w.callID, Name: name + " 컨소시엄", LeadOrganisationID: lead.ID, SortName: name,
		Status: team.Active, CreatedBy: w.people[name], Version: 1,
	}, &team.Participation{ID: store.NewID(), TeamID: id, OrganisationID: lead.ID, Role: team.RoleLead}}
	if name != "라온" {
		rows = append(rows, &team.Participation{ID: store.NewID(), TeamID: id, OrganisationID: school.ID, Role: team.RoleParticipant})
	}
	sub := submission.Submission{ID: store.NewID(), TeamID: id, StageID: w.stages["documents"], Status: submission.Filed, FiledVersions: 1}
	rows = append(rows,
		&team.Member{ID: store.NewID(), TeamID: id, PersonID: w.people[name], OrganisationID: lead.ID, Role: team.RoleLead},
		&team.Entry{ID: store.NewID(), StageID: w.stages["documents"], TeamID: id, Outcome: team.Undecided, EnteredAt: tx.Now()})
	if name != "다온" {
		rows = append(rows, &sub, &submission.Version{
			ID: store.NewID(), SubmissionID: sub.ID, Number: 1, Reference: store.NewID(), Content: "{}", FiledBy: w.people[name], FiledAt: tx.Now(),
		})
	}
	for _, row := range rows {
		create(w.t, tx, row)
	}
}

// as gives a person with the roles of the name. "both" administers and approves.
func (w *world) as(name string) actor.Actor {
	who := actor.Actor{PersonID: w.people[name], Language: "ko", Arrival: w.clock.Now()}
	hold := func(role actor.Role, kind actor.ScopeKind, id string) {
		who.Grants = append(who.Grants, actor.Grant{Role: role, ScopeKind: kind, ScopeID: id})
	}
	if name == "admin" || name == "admin2" || name == "both" {
		hold(actor.Administrator, actor.Call, w.callID)
	}
	if name == "approver" || name == "both" {
		hold(actor.Approver, actor.Call, w.callID)
	}
	if name == "auditor" {
		hold(actor.Auditor, actor.Installation, "")
	}
	if name == "outsider" {
		hold(actor.Administrator, actor.Call, store.NewID())
		hold(actor.Approver, actor.Call, store.NewID())
	}
	for i, lead := range teamNames {
		if name == lead {
			hold(actor.Lead, actor.Team, w.teams[i])
		}
	}
	if slices.Contains(judges, name) {
		hold(actor.Judge, actor.Stage, w.stages["paper"])
	}
	return who
}

func (w *world) phase(stage string, p call.Phase) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", w.stages[stage]).Update("phase", p).Error
	})
}

// sheet hands in a judge's sheet for a team, whose assignment becomes active.
func (w *world) sheet(stage, judge string, teamIndex int, technology, strategy, ecosystem string) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		a := w.assign(tx, stage, judge, teamIndex)
		s := evaluation.Sheet{ID: store.NewID(), AssignmentID: a.ID, TreeVersion: 1, Status: evaluation.Submitted, Version: 2, SubmittedAt: tx.Now()}
		create(w.t, tx, &s)
		for key, text := range map[string]string{"technology": technology, "strategy": strategy, "ecosystem": ecosystem} {
			create(w.t, tx, &evaluation.Entry{ID: store.NewID(), ScoreSheetID: s.ID, CriterionKey: key, Points: text})
		}
		return nil
	})
}

func (w *world) assign(tx *store.Tx, stage, judge string, teamIndex int) panel.Assignment {
	a := panel.Assignment{
		ID: store.NewID(), StageID: w.stages[stage], TeamID: w.teams[teamIndex], JudgeID: w.people[judge],
		Status: panel.Active, AssignedBy: w.people["admin"], AssignedAt: tx.Now(),
	}
	create(w.t, tx, &a)
	return a
}

// recuse makes the judge step by, sheet and all.
func (w *world) recuse(judge string, teamIndex int) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&panel.Assignment{}).Where("team_id = ? AND judge_id = ?", w.teams[teamIndex], w.people[judge]).
			Update("status", panel.Recused).Error
	})
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Read(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// count counts the rows of a table that meet a condition.
func (w *world) count(table, condition string, args ...any) int64 {
	w.t.Helper()
	var n int64
	w.read(func(tx *store.Tx) error { return tx.DB().Table(table).Where(condition, args...).Count(&n).Error })
	return n
}

func create(t testing.TB, tx *store.Tx, row any) {
	t.Helper()
	if err := tx.DB().Create(row).Error; err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// codesOf gives the code of an error and those of its fields.
func codesOf(err error) []string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return nil
	}
	codes := []string{f.Code}
	for _, field := range f.Fields {
		codes = append(codes, field.Code)
	}
	return codes
}

// refused checks that an error has the code, or one of its fields has.
func refused(t testing.TB, err error, code string) {
	t.Helper()
	if !slices.Contains(codesOf(err), code) {
		t.Fatalf("error %v has codes %v, want %s", err, codesOf(err), code)
	}
}

func asJSON(v any) string { return string(must(json.Marshal(v))) }
