package evaluation_test

import (
	"testing"

	"pgregory.net/rapid"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// model is what a sheet should do, written down a second time and apart from the
// product: by questions instead of transitions.
type model struct {
	begun, complete, submitted, recused bool
	phase                               call.Phase
	late                                bool
	version                             int64
}

func (m *model) refusal(needsSheet bool) string {
	switch {
	case m.recused:
		return "evaluation.recused"
	case needsSheet && m.submitted:
		return "evaluation.already_submitted"
	case m.phase == call.PhasePending:
		return "evaluation.not_begun"
	case m.phase != call.PhaseScoring:
		return "evaluation.closed"
	case m.late:
		return "evaluation.deadline_passed"
	}
	return ""
}

// machine drives one assignment and its model side by side.
type machine struct {
	*model
	w            *world
	assignmentID string
	sheetID      string
}

// TestSheetStates walks at random through opening, saving, submitting, recusal,
// the deadline and the phases.
func TestSheetStates(t *testing.T) {
	w := newWorld(t)
	w.assign()
	id := w.assignment("j1", 0)
	rapid.Check(t, func(rt *rapid.T) {
		w.startAnew()
		m := &machine{model: &model{phase: call.PhasePending}, w: w, assignmentID: id}
		w.phase(call.PhasePending)
		rt.Repeat(map[string]func(*rapid.T){
			"open": m.open, "save a part": m.savePart, "save all": m.saveAll, "submit": m.submit,
			"recuse": m.recuse, "deadline": m.deadline, "next phase": m.nextPhase, "": m.look,
		})
	})
}

// startAnew takes everything back that a run before has done.
func (w *world) startAnew() {
	w.clock.Set(w.due - clock.Hour)
	w.write(func(tx *store.Tx) error {
		for _, statement := range []string{
			"DELETE FROM score_entries", "DELETE FROM score_sheets", "DELETE FROM conflict_declarations",
			"UPDATE assignments SET status = 'active', ended_at = 0",
		} {
			if err := tx.DB().Exec(statement).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func expect(rt *rapid.T, err error, code string) {
	if got := fault.CodeOf(err); got != code || err != nil && code == "" {
		rt.Fatalf("error %v, want code %q", err, code)
	}
}

func (m *machine) open(rt *rapid.T) {
	view, err := m.w.service.OpenSheet(ctx, m.w.as("j1"), m.assignmentID)
	switch {
	case m.begun && !m.recused:
		expect(rt, err, "")
	default:
		code := m.refusal(false)
		expect(rt, err, code)
		if code == "" {
			m.begun, m.sheetID, m.version = true, view.ID, 1
		}
	}
}

func (m *machine) savePart(rt *rapid.T) {
	m.save(rt, evaluation.SaveInput{Entries: []evaluation.EntryInput{{CriterionKey: "plan"}}}, false)
}

func (m *machine) saveAll(rt *rapid.T) { m.save(rt, full("1", "2", "3", 0), true) }

func (m *machine) save(rt *rapid.T, in evaluation.SaveInput, complete bool) {
	if !m.begun {
		return
	}
	stale := rapid.Bool().Draw(rt, "stale")
	in.IfVersion = m.version
	if stale {
		in.IfVersion--
	}
	code := m.refusal(true)
	if code == "" && stale {
		code = "store.changed_meanwhile"
	}
	_, err := m.w.service.SaveSheet(ctx, m.w.as("j1"), m.sheetID, in)
	expect(rt, err, code)
	if code == "" {
		m.version++
		m.complete = complete
	}
}

func (m *machine) submit(rt *rapid.T) {
	if !m.begun {
		return
	}
	code := m.refusal(true)
	if code == "" && !m.complete {
		code = "input.invalid"
	}
	_, err := m.w.service.Submit(ctx, m.w.as("j1"), m.sheetID, m.version)
	expect(rt, err, code)
	if code == "" {
		m.submitted = true
		m.version++
	}
}

func (m *machine) recuse(rt *rapid.T) {
	if rapid.IntRange(0, 3).Draw(rt, "seldom") > 0 {
		return
	}
	code := ""
	switch {
	case m.recused:
		code = "panel.already_recused"
	case m.phase == call.PhaseReleased:
		code = "panel.result_released"
	}
	_, err := m.w.panel.DeclareConflict(ctx, m.w.as("j1"), m.assignmentID, panel.ConflictInput{Reason: "r"})
	expect(rt, err, code)
	if code == "" {
		m.recused = true
	}
}

func (m *machine) deadline(rt *rapid.T) {
	if rapid.IntRange(0, 3).Draw(rt, "seldom") > 0 {
		return
	}
	m.w.clock.Set(m.w.due)
	m.late = true
}

func (m *machine) nextPhase(rt *rapid.T) {
	if m.phase == call.PhaseScoring && rapid.IntRange(0, 3).Draw(rt, "seldom") > 0 {
		return
	}
	next := map[call.Phase]call.Phase{call.PhasePending: call.PhaseScoring, call.PhaseScoring: call.PhaseClosed, call.PhaseClosed: call.PhaseReleased}
	if to, ok := next[m.phase]; ok {
		m.phase = to
		m.w.phase(to)
	}
}

// look compares what is shown and what counts with the model.
func (m *machine) look(rt *rapid.T) {
	counts := 0
	m.w.read(func(tx *store.Tx) error {
		counting, err := evaluation.SubmittedSheets(tx, m.w.stageID)
		counts = len(counting)
		return err
	})
	if wanted := m.submitted && !m.recused; wanted != (counts == 1) {
		rt.Fatalf("%d sheets count, model %+v", counts, *m.model)
	}
	if !m.begun {
		return
	}
	view, err := m.w.service.Sheet(ctx, m.w.as("j1"), m.sheetID)
	if m.recused {
		expect(rt, err, "evaluation.recused")
		return
	}
	expect(rt, err, "")
	status := evaluation.Draft
	if m.submitted {
		status = evaluation.Submitted
	}
	if view.Status != status || view.Version != m.version || view.Editable != (m.refusal(true) == "") {
		rt.Fatalf("shown %s, version %d, editable %v; model %+v", view.Status, view.Version, view.Editable, *m.model)
	}
}
