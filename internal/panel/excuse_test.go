package panel_test

import (
	"errors"
	"testing"

	"wbl/internal/call"
	"wbl/internal/panel"
	"wbl/internal/store"
)

func TestExcuse(t *testing.T) {
	w := newWorld(t)
	w.seat("j1", "j2")
	w.assignAll()
	a := w.assignment("j1", 0)
	in := panel.ConflictInput{Reason: "입원하여 평가표를 낼 수 없습니다."}
	excuse := func(who string, in panel.ConflictInput) error {
		_, err := w.service.Excuse(ctx, w.as(who), a.ID, in)
		return err
	}
	want(t, excuse("admin", in), "panel.excuse_not_now")
	w.phase(call.PhaseScoring)
	for who, code := range map[string]string{
		"approver": "panel.administrators_only", "j1": "panel.assignment_not_found", "j2": "panel.assignment_not_found",
		"lead": "panel.assignment_not_found", "outsider": "panel.assignment_not_found",
	} {
		want(t, excuse(who, in), code)
	}
	want(t, excuse("admin", panel.ConflictInput{Reason: " "}), "input.invalid")
	w.service.OnExcuse = func(*store.Tx, panel.Assignment) error { return errors.New("handed in") }
	if excuse("admin", in) == nil || w.assignment("j1", 0).Status != panel.Active || w.acts("panel.judge_excused") != 0 {
		t.Error("excused although the sheet counts")
	}
	w.service.OnExcuse = func(*store.Tx, panel.Assignment) error { return nil }

	w.phase(call.PhaseReleased)
	want(t, excuse("admin", in), "panel.result_released")
	w.phase(call.PhaseClosed)
	if err := excuse("admin", in); err != nil {
		t.Fatal(err)
	}
	if w.assignment("j1", 0).Status != panel.Recused || w.acts("panel.judge_excused") != 1 {
		t.Errorf("%+v, %d acts", w.assignment("j1", 0), w.acts("panel.judge_excused"))
	}
	want(t, excuse("admin", in), "panel.already_recused")
	seen, err := w.service.Overview(ctx, w.as("admin"), w.stageID)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range seen.Assignments {
		if excused := one.ID == a.ID; one.Excused != excused || (one.Reason == in.Reason) != excused {
			t.Errorf("%+v", one)
		}
	}
}
