package evaluation_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/submission"
	"wbl/internal/team"
)

var ctx = context.Background()

// world is a call whose paper stage reads what three teams filed at the
// documents stage, with judges seated and nobody assigned yet.
type world struct {
	t       testing.TB
	store   *store.Store
	clock   *clock.Manual
	blobs   *blob.Store
	panel   *panel.Service
	service *evaluation.Service
	callID  string
	filing  string // the documents stage
	stageID string // the paper stage
	due     clock.Instant
	teams   []string // by sort name
	people  map[string]string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, clk)
	w := &world{
		t: t, store: s, clock: clk, blobs: blobs, panel: panel.New(s),
		service: evaluation.New(s, submission.New(s, blobs, nil, submission.Config{MaxBytes: 1 << 30})),
		due:     clk.Now() + clock.Day, people: map[string]string{},
	}
	w.panel.OnConflict, w.panel.OnExcuse = evaluation.SealSheet, evaluation.SealUnsubmitted
	w.write(w.populate)
	for _, judge := range []string{"j1", "j2", "j3"} {
		w.seat(judge)
	}
	w.phase(call.PhaseScoring)
	return w
}

func (w *world) populate(tx *store.Tx) error {
	for _, name := range []string{"admin", "approver", "operator", "auditor", "lead", "j1", "j2", "j3"} {
		w.people[name] = store.NewID()
		w.create(tx, &account.Person{
			ID: w.people[name], Email: name + "@example.kr", Name: name, Language: "ko", Status: account.Active,
		})
	}
	w.announce(tx)
	for i, name := range []string{"가람", "나래", "다온"} {
		w.enter(tx, name, fmt.Sprintf("%010d", i))
	}
	w.grant(tx, "admin", actor.Administrator, actor.Call, w.callID)
	w.grant(tx, "approver", actor.Approver, actor.Call, w.callID)
	w.grant(tx, "operator", actor.Operator, actor.Installation, "")
	w.grant(tx, "auditor", actor.Auditor, actor.Installation, "")
	w.grant(tx, "lead", actor.Lead, actor.Team, w.teams[0])
	return nil
}

func points(text string) scoring.Points {
	p, err := scoring.ParsePoints(text)
	if err != nil {
		panic(err)
	}
	return p
}

// criteria are 40 in halves, 30 in tenths, 30 in whole points.
var criteria = []scoring.Criterion{
	{Key: "technology", Points: points("40"), Step: points("0.5")},
	{Key: "plan", Points: points("30"), Step: points("0.1")},
	{Key: "impact", Points: points("30"), Step: points("1")},
}

func (w *world) announce(tx *store.Tx) {
	w.callID, w.filing, w.stageID = store.NewID(), store.NewID(), store.NewID()
	w.create(tx, &call.Call{
		ID: w.callID, Key: "call", Programme: "p", Title: call.Text{Ko: "공고", En: "Call"},
		Status: call.StatusOpen, Version: 1, CreatedBy: w.people["admin"],
	})
	w.create(tx, &call.Stage{
		ID: w.filing, CallID: w.callID, Key: "documents", Position: 1, Kind: call.KindDocuments, Phase: call.PhaseReleased,
		Version: 1, Definition: call.StageDefinition{Documents: []call.DocumentRule{
			{Key: "secret", Title: call.Text{Ko: "재무 자료", En: "Accounts"}, Types: []call.DocumentType{call.PDF}},
			{Key: "proposal", Title: call.Text{Ko: "사업계획서", En: "Proposal"}, Types: []call.DocumentType{call.PDF}, JudgesRead: true},
		}},
	})
	root := scoring.Node{Key: "expert", Points: points("100"), Panel: &scoring.Panel{Criteria: criteria}}
	w.create(tx, &call.Stage{
		ID: w.stageID, CallID: w.callID, Key: "paper", Position: 2, Kind: call.KindPaper, Phase: call.PhasePending,
		Title: call.Text{Ko: "서면평가", En: "Paper review"}, Version: 1, TreeVersion: 1,
		Schedule: call.Schedule{EvaluationUntil: w.due},
		Definition: call.StageDefinition{
			Reads: []string{"documents"},
			Tree:  &scoring.Tree{Root: scoring.Node{Key: "total", Points: points("100"), Children: []scoring.Node{root}}},
			Criteria: []call.CriterionText{
				{Key: "technology", Title: call.Text{Ko: "기술", En: "Technology"}, CommentMin: 5, CommentMax: 50},
				{Key: "plan", Title: call.Text{Ko: "계획", En: "Plan"}},
				{Key: "impact", Title: call.Text{Ko: "파급", En: "Impact"}},
			},
		},
	})
}

func (w *world) enter(tx *store.Tx, name, number string) {
	o := account.Organisation{
		ID: store.NewID(), RegistrationNumber: number, Name: name + " 주식회사", SortName: name,
		Kind: account.StartUp, CreatedBy: w.people["lead"],
	}
	w.create(tx, &o)
	id := store.NewID()
	w.teams = append(w.teams, id)
	w.create(tx, &team.Team{
		ID: id, CallID: w.callID, Name: name + " 컨소시엄", LeadOrganisationID: o.ID, SortName: name,
		Status: team.Active, CreatedBy: w.people["lead"], Version: 1,
	})
	w.create(tx, &team.Entry{ID: store.NewID(), StageID: w.stageID, TeamID: id, Outcome: team.Undecided, EnteredAt: tx.Now()})
	w.file(tx, id)
}

// file makes a filed version with two proposals and one document that judges do
// not read; the text of each says whose it is.
func (w *world) file(tx *store.Tx, teamID string) {
	sub := submission.Submission{ID: store.NewID(), TeamID: teamID, StageID: w.filing, Status: submission.Filed, FiledVersions: 1}
	w.create(tx, &sub)
	content := submission.Content{}
	for _, key := range []string{"secret", "proposal", "proposal"} {
		d := w.upload(tx, sub.ID, key, teamID)
		content.Documents = append(content.Documents, submission.ContentDocument{ID: d.ID, Key: d.DocumentKey, SHA256: d.SHA256})
	}
	raw, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	w.create(tx, &submission.Version{
		ID: store.NewID(), SubmissionID: sub.ID, Number: 1, Reference: store.NewID(), Content: string(raw), FiledBy: w.people["lead"],
	})
}

func (w *world) upload(tx *store.Tx, submissionID, key, teamID string) submission.Document {
	id := store.NewID()
	info, err := w.blobs.Put(ctx, id, strings.NewReader("%PDF-1.7 "+key+" of "+teamID), 1<<20)
	if err != nil {
		panic(err)
	}
	d := submission.Document{
		ID: id, SubmissionID: submissionID, DocumentKey: key, FileName: "김철수_" + teamID + ".pdf",
		MediaType: string(blob.PDF), Size: info.Size, SHA256: info.SHA256, BlobKey: id, Status: submission.Ready,
		UploadedBy: w.people["lead"], CreatedAt: tx.Now(), ReadyAt: tx.Now(),
	}
	w.create(tx, &d)
	return d
}

// create panics because a write runs on the store's own goroutine.
func (w *world) create(tx *store.Tx, row any) {
	if err := tx.DB().Create(row).Error; err != nil {
		panic(err)
	}
}

func (w *world) grant(tx *store.Tx, name string, role actor.Role, kind actor.ScopeKind, scope string) {
	if err := account.Grant(tx, actor.System(tx.Now()), w.people[name], role, kind, scope); err != nil {
		panic(err)
	}
}

// as gives the person with the roles held now, arriving now.
func (w *world) as(name string) actor.Actor {
	w.t.Helper()
	var who actor.Actor
	w.read(func(tx *store.Tx) (err error) {
		who, err = account.AsActor(tx, w.people[name], w.clock.Now())
		return err
	})
	return who
}

func (w *world) seat(name string) {
	w.t.Helper()
	_, err := w.panel.AddMember(ctx, w.as("admin"), w.stageID, panel.MemberInput{PersonID: w.people[name], Role: actor.Judge})
	want(w.t, err, "")
}

func (w *world) assign(pairs ...panel.Pair) {
	w.t.Helper()
	_, err := w.panel.Assign(ctx, w.as("admin"), w.stageID, panel.AssignInput{All: len(pairs) == 0, Pairs: pairs})
	want(w.t, err, "")
}

func (w *world) phase(p call.Phase) { w.setStage("phase", p) }

func (w *world) setStage(column string, value any) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", w.stageID).Update(column, value).Error
	})
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Read(ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

// assignment gives the id of what a judge has been given about a team.
func (w *world) assignment(judge string, teamIndex int) string {
	w.t.Helper()
	id := ""
	w.read(func(tx *store.Tx) error {
		rows, err := panel.Assignments(tx, w.stageID)
		for _, a := range rows {
			if a.JudgeID == w.people[judge] && a.TeamID == w.teams[teamIndex] {
				id = a.ID
			}
		}
		return err
	})
	return id
}

func (w *world) open(judge string, teamIndex int) evaluation.SheetView {
	w.t.Helper()
	view, err := w.service.OpenSheet(ctx, w.as(judge), w.assignment(judge, teamIndex))
	want(w.t, err, "")
	return view
}

// full is a complete sheet on the given version.
func full(technology, plan, impact string, version int64) evaluation.SaveInput {
	opinion := "종합 의견"
	return evaluation.SaveInput{Opinion: &opinion, IfVersion: version, Entries: []evaluation.EntryInput{
		{CriterionKey: "technology", Points: technology, Comment: "기술이 좋음"},
		{CriterionKey: "plan", Points: plan},
		{CriterionKey: "impact", Points: impact},
	}}
}

// handIn opens, fills and submits a judge's sheet.
func (w *world) handIn(judge string, teamIndex int, technology string) evaluation.SheetView {
	w.t.Helper()
	view := w.open(judge, teamIndex)
	view, err := w.service.SaveSheet(ctx, w.as(judge), view.ID, full(technology, "20", "10", view.Version))
	want(w.t, err, "")
	view, err = w.service.Submit(ctx, w.as(judge), view.ID, view.Version)
	want(w.t, err, "")
	return view
}

func (w *world) recuse(judge string, teamIndex int) {
	w.t.Helper()
	in := panel.ConflictInput{Reason: "공동연구"}
	_, err := w.panel.DeclareConflict(ctx, w.as(judge), w.assignment(judge, teamIndex), in)
	want(w.t, err, "")
}

func (w *world) acts(action string) int64 {
	w.t.Helper()
	var n int64
	w.read(func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("action = ?", action).Count(&n).Error
	})
	return n
}

// want checks the code of an error, or of one of its fields; "" means success.
func want(t testing.TB, err error, code string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	if fault.CodeOf(err) == code {
		return
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			if field.Code == code {
				return
			}
		}
	}
	t.Fatalf("error %v, want %s", err, code)
}
