package call_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

func TestOpenAnnouncesAndLocks(t *testing.T) {
	w := newWorld(t)
	v := w.open()
	if v.Call.Status != call.StatusOpen || v.Call.OpenedAt != w.clock.Now() {
		t.Errorf("%s at %s", v.Call.Status, v.Call.OpenedAt)
	}
	for _, stage := range v.Stages {
		if stage.TreeVersion != 1 {
			t.Errorf("%s: tree version %d", stage.Key, stage.TreeVersion)
		}
	}
	in := w.input()
	_, err := w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if fault.CodeOf(err) != "call.not_draft" {
		t.Errorf("changing the content of an open call: %v", err)
	}
	_, err = w.service.Open(w.ctx, w.as("admin"), v.Call.ID, call.OpenInput{IfVersion: v.Call.Version})
	if fault.CodeOf(err) != "call.not_draft" {
		t.Errorf("opening twice: %v", err)
	}
	if diff := cmp.Diff([]string{"call.created", "call.opened"}, w.actions(v.Call.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestOpenRefusesAnUnfinishedDraft(t *testing.T) {
	w := newWorld(t)
	in := w.input()
	in.Approvers = nil
	in.Budget = nil
	in.Stages[1].Tree.Root.Panel.Criteria = in.Stages[1].Tree.Root.Panel.Criteria[:2]
	in.Stages[2].ResultAt = 0
	v, err := w.service.Create(w.ctx, w.as("organiser"), in)
	if err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(20 * 24 * 3600e9)
	_, err = w.service.Open(w.ctx, w.as("admin"), v.Call.ID, call.OpenInput{IfVersion: v.Call.Version})
	want := []string{
		"call.not_ready",
		"call.approvers call.approver_missing",
		"call.budget call.budget_missing",
		"call.stages[1].tree.root.panel.criteria scoring.points_do_not_total",
		"call.stages[1].criteria[2].key call.key_unknown",
		"call.stages[2].result_at call.date_missing",
		"call.short_notice_reason call.notice_too_short",
	}
	if diff := cmp.Diff(want, refusal(err)); diff != "" || fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestAShortNoticeNeedsAReason(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	w.clock.Advance(10 * 24 * 3600e9)
	open := call.OpenInput{IfVersion: v.Call.Version}
	if _, err := w.service.Open(w.ctx, w.as("admin"), v.Call.ID, open); fault.CodeOf(err) != "call.not_ready" {
		t.Fatalf("without a reason: %v", err)
	}
	open.ShortNoticeReason = call.Text{Ko: "세계적인 개발 속도에 맞추어야 합니다.", En: "The field moves fast."}
	opened, err := w.service.Open(w.ctx, w.as("admin"), v.Call.ID, open)
	if err != nil {
		t.Fatal(err)
	}
	public, err := w.service.Public(w.ctx, opened.Call.Key)
	if err != nil || public.Call.Definition.ShortNoticeReason != open.ShortNoticeReason {
		t.Errorf("the reason is not public: %v", err)
	}
}

func TestStagesMoveOn(t *testing.T) {
	w := newWorld(t)
	v := w.open()
	admin := w.as("admin")
	documents, paper := v.Stages[0], v.Stages[1]
	var seen []string
	veto := errors.New("not yet")
	w.service.OnPhase = append(w.service.OnPhase, func(_ *store.Tx, _ actor.Actor, s call.Stage, from, to call.Phase) error {
		seen = append(seen, s.Key+" "+string(from)+" "+string(to))
		if to == call.PhaseClosed {
			return veto
		}
		return nil
	})
	step := func(stage call.Stage, to call.Phase, want string) {
		t.Helper()
		if _, err := w.service.SetPhase(w.ctx, admin, stage.ID, to); fault.CodeOf(err) != want && !errors.Is(err, veto) {
			t.Errorf("%s to %s: %v, want %q", stage.Key, to, err, want)
		}
	}
	step(documents, call.PhaseScreening, "call.filing_still_open")
	step(documents, call.PhaseClosed, "call.phase_not_next")
	w.clock.Set(documents.ClosesAt - 1)
	step(documents, call.PhaseScreening, "call.filing_still_open")
	w.clock.Set(documents.ClosesAt)
	step(paper, call.PhaseScoring, "call.previous_stage_not_released")
	step(documents, call.PhaseScreening, "")
	step(documents, call.PhaseReleased, "call.release_by_result")
	step(documents, call.PhaseClosed, "vetoed")
	if diff := cmp.Diff([]string{"documents filing screening", "documents screening closed"}, seen); diff != "" {
		t.Error(diff)
	}
	w.service.OnPhase = nil
	step(documents, call.PhaseClosed, "")
	w.setPhase(documents, w.clock.Now()+clock.Hour, call.PhaseReleased)
	step(paper, call.PhaseScreening, "call.phase_not_next")
	step(paper, call.PhaseScoring, "")
	w.clock.Advance(3600e9)
	want := []string{"call.phase_changed", "call.phase_changed", "call.phase_changed"}
	if diff := cmp.Diff(want, w.actions(documents.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestCloseWaitsForResults(t *testing.T) {
	w := newWorld(t)
	v := w.open()
	_, err := w.service.Close(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version)
	if fault.CodeOf(err) != "call.stage_unfinished" {
		t.Errorf("while teams file: %v", err)
	}
	w.setPhase(v.Stages[0], v.Stages[0].ClosesAt, call.PhaseScreening, call.PhaseClosed, call.PhaseReleased)
	closed, err := w.service.Close(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version)
	if err != nil || closed.Call.Status != call.StatusClosed || closed.Call.ClosedAt != w.clock.Now() {
		t.Fatalf("%+v: %v", closed.Call.Status, err)
	}
	_, err = w.service.Close(w.ctx, w.as("admin"), v.Call.ID, closed.Call.Version)
	if fault.CodeOf(err) != "call.not_open" {
		t.Errorf("closing twice: %v", err)
	}
	if diff := cmp.Diff([]string{"call.created", "call.opened", "call.closed"}, w.actions(v.Call.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestNeighboursOfAStage(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	w.write(func(tx *store.Tx) error {
		next, found, err := call.StageAfter(tx, v.Stages[0])
		if err != nil || !found || next.ID != v.Stages[1].ID {
			t.Errorf("after the first: %s %v %v", next.Key, found, err)
		}
		_, found, err = call.StageAfter(tx, v.Stages[2])
		if err != nil || found {
			t.Errorf("after the last: %v %v", found, err)
		}
		_, err = call.StageByID(tx, "none")
		if fault.CodeOf(err) != "call.stage_not_found" {
			t.Errorf("no such stage: %v", err)
		}
		return nil
	})
}
