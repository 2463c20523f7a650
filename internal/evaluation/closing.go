package evaluation

import (
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// CheckHandedIn is a hook of call's phases: before the deadline of the scoring it
// refuses to close it while a sheet is missing (evaluation.sheets_missing), since
// nobody can hand in afterwards.
func CheckHandedIn(tx *store.Tx, _ actor.Actor, stage call.Stage, from, to call.Phase) error {
	if from != call.PhaseScoring || to != call.PhaseClosed || tx.Now() >= stage.EvaluationUntil {
		return nil
	}
	assignments, err := panel.Assignments(tx, stage.ID)
	if err != nil {
		return err
	}
	sheets, err := sheetsOf(tx, assignments)
	missing := 0
	for _, a := range assignments {
		if a.Status == panel.Active && sheets[a.ID].Status != Submitted {
			missing++
		}
	}
	if err == nil && missing > 0 {
		err = fault.New(fault.Conflict, "evaluation.sheets_missing", fault.Args{"missing": missing, "until": stage.EvaluationUntil.KST()})
	}
	return err
}
