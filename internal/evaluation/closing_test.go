package evaluation_test

import (
	"context"
	"testing"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

func (w *world) mayClose() (code string) {
	w.t.Helper()
	w.read(func(tx *store.Tx) error {
		stage, err := call.StageByID(tx, w.stageID)
		code = fault.CodeOf(evaluation.CheckHandedIn(tx, w.as("admin"), stage, call.PhaseScoring, call.PhaseClosed))
		return err
	})
	return code
}

func TestScoringIsNotClosedOverMissingSheets(t *testing.T) {
	w := newWorld(t)
	w.assign(panel.Pair{JudgeID: w.people["j1"], TeamID: w.teams[0]}, panel.Pair{JudgeID: w.people["j2"], TeamID: w.teams[0]},
		panel.Pair{JudgeID: w.people["j3"], TeamID: w.teams[0]})
	w.handIn("j1", 0, "30")
	w.recuse("j2", 0)
	if code := w.mayClose(); code != "evaluation.sheets_missing" {
		t.Errorf("with a sheet missing: %q", code)
	}
	w.clock.Set(w.due)
	if code := w.mayClose(); code != "" {
		t.Errorf("at the deadline: %q", code)
	}
	w.clock.Set(w.due - clock.Microsecond)
	if code := w.mayClose(); code != "evaluation.sheets_missing" {
		t.Errorf("before the deadline: %q", code)
	}
	if _, err := w.panel.Excuse(context.Background(), w.as("admin"), w.assignment("j3", 0), panel.ConflictInput{Reason: "입원"}); err != nil {
		t.Fatal(err)
	}
	if code := w.mayClose(); code != "" {
		t.Errorf("after the judge was excused: %q", code)
	}
	_, err := w.panel.Excuse(context.Background(), w.as("admin"), w.assignment("j1", 0), panel.ConflictInput{Reason: "입원"})
	if fault.CodeOf(err) != "evaluation.sheet_counts" {
		t.Errorf("a sheet that counts: %v", err)
	}
	if n := w.acts("panel.judge_excused"); n != 1 {
		t.Errorf("%d acts", n)
	}
}
