package panel_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
	"wbl/internal/team"
)

var ctx = context.Background()

func asFault(err error, f **fault.Fault) bool { return errors.As(err, f) }

func TestWhoMayRunThePanel(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	w.write(func(tx *store.Tx) error {
		root := actor.System(tx.Now())
		other := "another-call"
		return account.Grant(tx, root, w.people["outsider"], actor.Administrator, actor.Call, other)
	})
	add := func(who actor.Actor) error {
		_, err := w.service.AddMember(ctx, who, w.stageID, panel.MemberInput{PersonID: w.people["j2"], Role: actor.Judge})
		return err
	}
	assign := func(who actor.Actor) error {
		_, err := w.service.Assign(ctx, who, w.stageID, panel.AssignInput{All: true})
		return err
	}
	remove := func(who actor.Actor) error { return w.service.RemoveMember(ctx, who, w.stageID, w.people["j1"]) }
	look := func(who actor.Actor) error {
		_, err := w.service.Overview(ctx, who, w.stageID)
		return err
	}
	for _, c := range []struct {
		who            string
		changes, looks string
	}{
		{"approver", "panel.administrators_only", ""},
		{"outsider", "panel.not_found", "panel.not_found"},
		{"lead", "panel.not_found", "panel.not_found"},
		{"j1", "panel.not_found", "panel.not_found"},
		{"admin", "", ""},
	} {
		t.Run(c.who, func(t *testing.T) {
			want(t, look(w.as(c.who)), c.looks)
			want(t, add(w.as(c.who)), c.changes)
			want(t, assign(w.as(c.who)), c.changes)
			want(t, remove(w.as(c.who)), c.changes)
		})
	}
	if diff := cmp.Diff(look(w.as("outsider")).Error(), lookNowhere(w)); diff != "" {
		t.Errorf("a foreign panel and a missing one look different:\n%s", diff)
	}
}

func lookNowhere(w *world) string {
	_, err := w.service.Overview(ctx, w.as("admin"), store.NewID())
	return err.Error()
}

func TestWhoMayJudge(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	w.write(func(tx *store.Tx) error {
		create(tx, &account.Person{ID: store.NewID(), Email: "closed@example.kr", Name: "c", Status: account.Closed})
		return nil
	})
	for _, c := range []struct {
		name string
		in   panel.MemberInput
		code string
	}{
		{"by e-mail in any case", panel.MemberInput{Email: " J2@Example.kr ", Role: actor.Chair}, ""},
		{"twice", panel.MemberInput{PersonID: w.people["j1"], Role: actor.Judge}, "panel.already_member"},
		{"second chair", panel.MemberInput{PersonID: w.people["j3"], Role: actor.Chair}, "panel.chair_taken"},
		{"nobody", panel.MemberInput{Role: actor.Judge}, "input.required"},
		{"unknown address", panel.MemberInput{Email: "no@example.kr", Role: actor.Judge}, "panel.person_unknown"},
		{"unknown id", panel.MemberInput{PersonID: "x", Role: actor.Judge}, "panel.person_unknown"},
		{"closed account", panel.MemberInput{Email: "closed@example.kr", Role: actor.Judge}, "panel.person_unknown"},
		{"role", panel.MemberInput{PersonID: w.people["j3"], Role: actor.Auditor}, "input.not_allowed"},
		{"administrator", panel.MemberInput{PersonID: w.people["admin"], Role: actor.Judge}, "panel.person_administers"},
		{"approver", panel.MemberInput{PersonID: w.people["approver"], Role: actor.Judge}, "panel.person_administers"},
		{"applicant", panel.MemberInput{PersonID: w.people["lead"], Role: actor.Judge}, "panel.person_competes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.service.AddMember(ctx, w.as("admin"), w.stageID, c.in)
			want(t, err, c.code)
		})
	}
	if !w.as("j2").Holds(actor.Chair, actor.Stage, w.stageID) {
		t.Error("the chair holds no role")
	}
	if got := w.acts("panel.member_added"); got != 2 {
		t.Errorf("%d acts of adding, want 2", got)
	}
}

func TestAllProblemsOfAPersonAtOnce(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx *store.Tx) error {
		w.grant(tx, actor.System(tx.Now()), "lead", actor.Administrator, actor.Call, w.callID)
		return nil
	})
	_, err := w.service.AddMember(ctx, w.as("admin"), w.stageID, panel.MemberInput{PersonID: w.people["lead"], Role: actor.Judge})
	want(t, err, "panel.person_administers")
	want(t, err, "panel.person_competes")
}

func TestRemovalEndsEverything(t *testing.T) {
	w := newWorld(t)
	w.seat("j1", "j2")
	w.assignAll()
	want(t, w.service.RemoveMember(ctx, w.as("admin"), w.stageID, w.people["j1"]), "")
	if a := w.assignment("j1", 0); a.Status != panel.Withdrawn || a.EndedAt == 0 {
		t.Errorf("assignment is %+v", a)
	}
	if w.as("j1").HoldsAnywhere(actor.Judge) {
		t.Error("the role is still held")
	}
	if a := w.assignment("j2", 0); a.Status != panel.Active {
		t.Errorf("the other judge's assignment is %s", a.Status)
	}
	if w.acts("panel.member_removed") != 1 {
		t.Error("no act of removal")
	}
	w.seat("j1")
	if got := w.assignAll(); got.Added != 3 || got.Unchanged != 3 {
		t.Errorf("giving back: %+v", got)
	}
	for _, p := range []call.Phase{call.PhaseScoring, call.PhaseClosed, call.PhaseReleased} {
		w.phase(p)
		want(t, w.service.RemoveMember(ctx, w.as("admin"), w.stageID, w.people["j1"]), "panel.scoring_began")
	}
}

func TestAssign(t *testing.T) {
	w := newWorld(t)
	assign := func(in panel.AssignInput) (panel.Assigned, error) {
		return w.service.Assign(ctx, w.as("admin"), w.stageID, in)
	}
	_, err := assign(panel.AssignInput{All: true})
	want(t, err, "panel.no_members")
	w.seat("j1", "j2")
	pair := func(judge string, i int) panel.Pair { return panel.Pair{JudgeID: w.people[judge], TeamID: w.teams[i]} }
	for _, c := range []struct {
		name  string
		in    panel.AssignInput
		codes []string
	}{
		{"nothing", panel.AssignInput{}, []string{"panel.choose_all_or_pairs"}},
		{"both", panel.AssignInput{All: true, Pairs: []panel.Pair{pair("j1", 0)}}, []string{"panel.choose_all_or_pairs"}},
		{
			"all problems",
			panel.AssignInput{Pairs: []panel.Pair{pair("j3", 3), pair("j1", 0), pair("j1", 0)}},
			[]string{"panel.not_a_member", "panel.team_not_entered", "panel.pair_repeated"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := assign(c.in)
			for _, code := range c.codes {
				want(t, err, code)
			}
		})
	}
	got, err := assign(panel.AssignInput{Pairs: []panel.Pair{pair("j1", 0)}})
	if diff := cmp.Diff(panel.Assigned{Added: 1}, got); err != nil || diff != "" {
		t.Fatal(err, diff)
	}
	if diff := cmp.Diff(panel.Assigned{Added: 5, Unchanged: 1}, w.assignAll()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(panel.Assigned{Unchanged: 6}, w.assignAll()); diff != "" {
		t.Error(diff)
	}
	if got := w.acts("panel.teams_assigned"); got != 2 {
		t.Errorf("%d acts of assigning, want 2: one that changes nothing is none", got)
	}
	w.phase(call.PhaseClosed)
	_, err = assign(panel.AssignInput{All: true})
	want(t, err, "panel.stage_over")
}

func TestOverviewCounts(t *testing.T) {
	w := newWorld(t)
	w.seat("j2", "j1")
	w.assignAll()
	if _, err := w.service.DeclareConflict(ctx, w.as("j1"), w.assignment("j1", 1).ID, panel.ConflictInput{Reason: "친족"}); err != nil {
		t.Fatal(err)
	}
	o, err := w.service.Overview(ctx, w.as("approver"), w.stageID)
	if err != nil {
		t.Fatal(err)
	}
	members := []string{}
	for _, m := range o.Members {
		members = append(members, m.Name)
	}
	if diff := cmp.Diff([]string{"j1", "j2"}, members); diff != "" {
		t.Error(diff)
	}
	if o.Members[0].Teams != 2 || o.Members[0].Recused != 1 || o.Members[1].Teams != 3 {
		t.Errorf("counts of members: %+v", o.Members)
	}
	if o.Teams[0].Judges != 2 || o.Teams[1].Judges != 1 || o.Teams[1].LeadOrganisation != "나래 주식회사" {
		t.Errorf("teams: %+v", o.Teams)
	}
	if len(o.Assignments) != 6 || o.Assignments[2].Reason != "친족" || o.Assignments[2].Status != panel.Recused {
		t.Errorf("assignments: %+v", o.Assignments)
	}
}

func TestDeclareConflict(t *testing.T) {
	w := newWorld(t)
	w.seat("j1", "j2")
	w.assignAll()
	declare := func(judge, id, reason string) error {
		_, err := w.service.DeclareConflict(ctx, w.as(judge), id, panel.ConflictInput{Reason: reason})
		return err
	}
	mine := w.assignment("j1", 0)
	for _, c := range []struct{ name, who, id, reason, code string }{
		{"another's", "j2", mine.ID, "r", "panel.assignment_not_found"},
		{"an administrator", "admin", mine.ID, "r", "panel.assignment_not_found"},
		{"missing", "j1", "nothing", "r", "panel.assignment_not_found"},
		{"no reason", "j1", mine.ID, "  ", "input.required"},
		{"too long", "j1", mine.ID, strings.Repeat("가", 2001), "input.too_long"},
		{"unreadable", "j1", mine.ID, "a\x00b", "panel.text_unreadable"},
		{"in order", "j1", mine.ID, "공동연구", ""},
		{"again", "j1", mine.ID, "r", "panel.already_recused"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, declare(c.who, c.id, c.reason), c.code) })
	}
	if got := w.acts("panel.conflict_declared"); got != 1 {
		t.Errorf("%d acts, want 1", got)
	}
	if got := w.assignAll(); got.Recused != 1 || got.Added != 0 {
		t.Errorf("assigning all again gave %+v", got)
	}
	pairs := []panel.Pair{{JudgeID: mine.JudgeID, TeamID: mine.TeamID}}
	_, err := w.service.Assign(ctx, w.as("admin"), w.stageID, panel.AssignInput{Pairs: pairs})
	want(t, err, "panel.pair_recused")
	w.phase(call.PhaseClosed)
	want(t, declare("j2", w.assignment("j2", 0).ID, "late, but before the release"), "")
	w.phase(call.PhaseReleased)
	want(t, declare("j2", w.assignment("j2", 1).ID, "r"), "panel.result_released")
}

func TestConflictHookIsPartOfTheAct(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	w.assignAll()
	id := w.assignment("j1", 0).ID
	w.service.OnConflict = func(*store.Tx, panel.Assignment) error { return errors.New("cannot seal") }
	if _, err := w.service.DeclareConflict(ctx, w.as("j1"), id, panel.ConflictInput{Reason: "r"}); err == nil {
		t.Fatal("declared although the hook failed")
	}
	if w.assignment("j1", 0).Status != panel.Active || w.acts("panel.conflict_declared") != 0 {
		t.Error("a failed hook left something behind")
	}
	seen := panel.Assignment{}
	w.service.OnConflict = func(_ *store.Tx, a panel.Assignment) error { seen = a; return nil }
	if _, err := w.service.DeclareConflict(ctx, w.as("j1"), id, panel.ConflictInput{Reason: "r"}); err != nil {
		t.Fatal(err)
	}
	if seen.ID != id || seen.Status != panel.Recused {
		t.Errorf("the hook saw %+v", seen)
	}
}

func TestFormerJudge(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	w.assignAll()
	id, before := w.assignment("j1", 0).ID, w.as("j1")
	want(t, w.service.RemoveMember(ctx, w.as("admin"), w.stageID, w.people["j1"]), "")
	for _, who := range []actor.Actor{before, w.as("j1")} { // also with the roles of a moment ago
		_, err := w.service.DeclareConflict(ctx, who, id, panel.ConflictInput{Reason: "r"})
		want(t, err, "panel.assignment_not_found")
	}
}

func TestTeamsThatWithdrewAreNotAssigned(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&team.Team{}).Where("id = ?", w.teams[1]).Update("status", team.Withdrawn).Error
	})
	if got := w.assignAll(); got.Added != 2 {
		t.Errorf("assigned %+v", got)
	}
}

func TestAssignOnceWithAKey(t *testing.T) {
	w := newWorld(t)
	w.seat("j1")
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{PersonID: "p", Route: "r", ObjectID: w.stageID, Key: "k", BodyHash: "h"})
	var first panel.Assigned
	for i := range 3 {
		w.clock.Advance(time.Second)
		got, err := w.service.Assign(keyed, w.as("admin"), w.stageID, panel.AssignInput{All: true})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestScoringBeginsWithEnoughJudges(t *testing.T) {
	w := newWorld(t)
	lacking := func(to call.Phase) (teams []string) {
		t.Helper()
		var err error
		w.read(func(tx *store.Tx) error {
			stage, stageErr := call.StageByID(tx, w.stageID)
			err = panel.CheckEnough(tx, w.as("admin"), stage, call.PhasePending, to)
			return stageErr
		})
		var refusal *fault.Fault
		if err != nil && (!errors.As(err, &refusal) || refusal.Code != "panel.too_few_judges") {
			t.Fatal(err)
		}
		if refusal != nil {
			for _, field := range refusal.Fields {
				teams = append(teams, strings.TrimPrefix(field.Location, "teams."))
			}
		}
		slices.Sort(teams)
		return teams
	}
	entered := slices.Sorted(slices.Values(w.teams[:3]))
	if got := lacking(call.PhaseScreening); got != nil {
		t.Errorf("before the scoring: %v", got)
	}
	if got := lacking(call.PhaseScoring); !slices.Equal(got, entered) {
		t.Errorf("with no judge: %v", got)
	}
	w.seat("j1", "j2")
	w.assignAll()
	if got := lacking(call.PhaseScoring); got != nil {
		t.Errorf("with two judges each: %v", got)
	}
	conflicted := w.assignment("j2", 1)
	if _, err := w.service.DeclareConflict(ctx, w.as("j2"), conflicted.ID, panel.ConflictInput{Reason: "같은 연구실에 있었습니다."}); err != nil {
		t.Fatal(err)
	}
	if got := lacking(call.PhaseScoring); !slices.Equal(got, w.teams[1:2]) {
		t.Errorf("with one judge for one: %v", got)
	}
}
