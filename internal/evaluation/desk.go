package evaluation

import (
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// desk is what a judge works at: the own assignment, its stage and the form.
type desk struct {
	assignment panel.Assignment
	stage      call.Stage
	form       form
}

// sit gives the judge the desk of an active assignment. Another's looks like
// none (panel.assignment_not_found); one's own after a recusal is gone
// (evaluation.recused), and closed to a judge who has taken a side
// (panel.not_impartial).
func sit(tx *store.Tx, who actor.Actor, assignmentID string) (desk, error) {
	a, err := panel.OwnAssignment(tx, who, assignmentID)
	if err != nil {
		return desk{}, err
	}
	if a.Status != panel.Active {
		return desk{}, errRecused()
	}
	stage, err := call.StageByID(tx, a.StageID)
	if err != nil {
		return desk{}, err
	}
	return desk{assignment: a, stage: stage, form: formOf(stage)}, panel.CheckImpartial(tx, who, stage.CallID)
}

// mayWrite says why nothing can be written now; arrival is when the request came.
func (d desk) mayWrite(arrival clock.Instant) error {
	switch d.stage.Phase {
	case call.PhaseScoring:
	case call.PhaseClosed, call.PhaseReleased:
		return fault.New(fault.Conflict, "evaluation.closed")
	default:
		return fault.New(fault.Conflict, "evaluation.not_begun")
	}
	if arrival >= d.stage.EvaluationUntil {
		return fault.New(fault.Conflict, "evaluation.deadline_passed", fault.Args{"at": d.stage.EvaluationUntil.KST()})
	}
	return nil
}

// work is a desk with the sheet on it.
type work struct {
	desk
	sheet   Sheet
	entries map[string]Entry // of the form's criteria, by key
}

// open gives the judge's own sheet; another's looks like none
// (evaluation.sheet_not_found).
func open(tx *store.Tx, who actor.Actor, sheetID string) (work, error) {
	sheet, err := sheetByID(tx, sheetID)
	if err != nil {
		return work{}, err
	}
	d, err := sit(tx, who, sheet.AssignmentID)
	if fault.KindOf(err) == fault.NotFound {
		err = errSheetNotFound()
	}
	if err != nil {
		return work{}, err
	}
	return d.lay(tx, sheet)
}

// openForWriting is open after everybody else who changes the sheet is done.
func openForWriting(tx *store.Tx, who actor.Actor, sheetID string) (work, error) {
	sheet, err := sheetByID(tx, sheetID)
	if err != nil {
		return work{}, err
	}
	if err := hold(tx, sheet.AssignmentID); err != nil {
		return work{}, err
	}
	return open(tx, who, sheetID)
}

// hold waits for whoever else writes on the assignment, and keeps the stage from
// being closed or rescheduled before this transaction ends.
func hold(tx *store.Tx, assignmentID string) error {
	if err := panel.Lock(tx, assignmentID); err != nil {
		return err
	}
	a, err := panel.AssignmentByID(tx, assignmentID)
	if err != nil {
		return err
	}
	return holdStage(tx, a.StageID)
}

// lay puts a sheet on the desk.
func (d desk) lay(tx *store.Tx, sheet Sheet) (work, error) {
	rows, err := entriesOf(tx, sheet.ID)
	w := work{desk: d, sheet: sheet, entries: make(map[string]Entry, len(rows))}
	for _, e := range rows {
		if _, known := d.form.line(e.CriterionKey); known {
			w.entries[e.CriterionKey] = e
		}
	}
	return w, err
}
