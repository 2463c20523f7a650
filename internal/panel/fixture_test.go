package panel_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/team"
)

// world is a call with a paper stage that three teams have entered, a fourth
// that has not, and people who have no seat yet.
type world struct {
	t       *testing.T
	store   *store.Store
	clock   *clock.Manual
	service *panel.Service
	callID  string
	stageID string
	teams   []string // by sort name; the last one has not entered
	people  map[string]string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	s := storetest.Open(t, clk)
	w := &world{t: t, store: s, clock: clk, service: panel.New(s), people: map[string]string{}}
	w.write(func(tx *store.Tx) error {
		for _, name := range []string{"admin", "approver", "lead", "outsider", "j1", "j2", "j3"} {
			w.people[name] = name + "-" + store.NewID()
			create(tx, &account.Person{
				ID: w.people[name], Email: name + "@example.kr", Name: name, Language: "ko", Status: account.Active,
			})
		}
		w.announce(tx)
		for i, name := range []string{"가람", "나래", "다온", "라온"} {
			w.enter(tx, name, fmt.Sprintf("%010d", i), i < 3)
		}
		root := actor.System(tx.Now())
		w.grant(tx, root, "admin", actor.Administrator, actor.Call, w.callID)
		w.grant(tx, root, "approver", actor.Approver, actor.Call, w.callID)
		w.grant(tx, root, "lead", actor.Lead, actor.Team, w.teams[0])
		return nil
	})
	return w
}

func (w *world) announce(tx *store.Tx) {
	w.callID, w.stageID = store.NewID(), store.NewID()
	create(tx, &call.Call{
		ID: w.callID, Key: "call", Programme: "p", Status: call.StatusOpen, Version: 1, CreatedBy: w.people["admin"],
	})
	tree := scoring.Tree{Root: scoring.Node{Key: "expert", Points: scoring.NewPoints(100), Panel: &scoring.Panel{
		Criteria: []scoring.Criterion{{Key: "all", Points: scoring.NewPoints(100), Step: scoring.NewPoints(1)}},
	}}}
	create(tx, &call.Stage{
		ID: w.stageID, CallID: w.callID, Key: "paper", Position: 1, Kind: call.KindPaper, Phase: call.PhasePending,
		Definition: call.StageDefinition{Tree: &tree, JudgesMin: 2}, Version: 1,
	})
}

func (w *world) enter(tx *store.Tx, name, number string, enters bool) {
	o := account.Organisation{
		ID: store.NewID(), RegistrationNumber: number, Name: name + " 주식회사", SortName: name,
		Kind: account.StartUp, CreatedBy: w.people["lead"],
	}
	create(tx, &o)
	id := store.NewID()
	w.teams = append(w.teams, id)
	create(tx, &team.Team{
		ID: id, CallID: w.callID, Name: name + " 컨소시엄", LeadOrganisationID: o.ID, SortName: name,
		Status: team.Active, CreatedBy: w.people["lead"], Version: 1,
	})
	if enters {
		create(tx, &team.Entry{
			ID: store.NewID(), StageID: w.stageID, TeamID: id, Outcome: team.Undecided, EnteredAt: tx.Now(),
		})
	}
}

func (w *world) grant(tx *store.Tx, who actor.Actor, name string, role actor.Role, kind actor.ScopeKind, scope string) {
	if err := account.Grant(tx, who, w.people[name], role, kind, scope); err != nil {
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

func (w *world) phase(p call.Phase) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", w.stageID).Update("phase", p).Error
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

// create panics because a write runs on the store's own goroutine.
func create(tx *store.Tx, row any) {
	if err := tx.DB().Create(row).Error; err != nil {
		panic(err)
	}
}

// seat adds people to the panel as judges.
func (w *world) seat(names ...string) {
	w.t.Helper()
	for _, name := range names {
		in := panel.MemberInput{PersonID: w.people[name], Role: actor.Judge}
		if _, err := w.service.AddMember(context.Background(), w.as("admin"), w.stageID, in); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) assignAll() panel.Assigned {
	w.t.Helper()
	done, err := w.service.Assign(context.Background(), w.as("admin"), w.stageID, panel.AssignInput{All: true})
	if err != nil {
		w.t.Fatal(err)
	}
	return done
}

// assignment finds what a judge has been given about a team.
func (w *world) assignment(judge string, teamIndex int) panel.Assignment {
	w.t.Helper()
	var found panel.Assignment
	w.read(func(tx *store.Tx) error {
		rows, err := panel.Assignments(tx, w.stageID)
		for _, a := range rows {
			if a.JudgeID == w.people[judge] && a.TeamID == w.teams[teamIndex] {
				found = a
			}
		}
		return err
	})
	return found
}

// acts counts the audit rows of an action.
func (w *world) acts(action string) int64 {
	w.t.Helper()
	var n int64
	w.read(func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("action = ?", action).Count(&n).Error
	})
	return n
}

// want checks the code of an error, or of one of its fields; "" means success.
func want(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	for _, got := range codes(err) {
		if got == code {
			return
		}
	}
	t.Fatalf("error %v has codes %v, want %s", err, codes(err), code)
}

func codes(err error) []string {
	all := []string{fault.CodeOf(err)}
	var f *fault.Fault
	if asFault(err, &f) {
		for _, field := range f.Fields {
			all = append(all, field.Code)
		}
	}
	return all
}
