package panel

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Excuse takes a judge out for one team, so that a stage can go on when the judge
// cannot hand in; only the call's administrator may, with a reason, while the
// scoring is under way or closed. What was handed in stays: nobody who runs the
// call takes a score out. Faults: panel.assignment_not_found,
// panel.administrators_only, panel.excuse_not_now, panel.already_recused,
// panel.result_released, those of OnExcuse; input: body.reason.
func (s *Service) Excuse(ctx context.Context, who actor.Actor, assignmentID string, in ConflictInput) (Recusal, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Recusal, error) {
		return s.excuse(tx, who, assignmentID, in)
	})
}

func (s *Service) excuse(tx *store.Tx, who actor.Actor, assignmentID string, in ConflictInput) (Recusal, error) {
	if err := Lock(tx, assignmentID); err != nil {
		return Recusal{}, err
	}
	a, err := AssignmentByID(tx, assignmentID)
	if err != nil {
		return Recusal{}, err
	}
	stage, err := administered(tx, who, a.StageID)
	if fault.KindOf(err) == fault.NotFound {
		err = errAssignmentNotFound()
	}
	if err != nil {
		return Recusal{}, err
	}
	reason, err := in.check()
	switch {
	case err != nil:
		return Recusal{}, err
	case !began(stage):
		return Recusal{}, fault.New(fault.Conflict, "panel.excuse_not_now")
	case stage.Phase == call.PhaseReleased:
		return Recusal{}, fault.New(fault.Conflict, "panel.result_released")
	case a.Status != Active:
		return Recusal{}, fault.New(fault.Conflict, "panel.already_recused")
	}
	if err := s.end(tx, who, &a, reason, s.OnExcuse); err != nil {
		return Recusal{}, err
	}
	_, err = audit.Record(tx, who, audit.Act{
		Action: "panel.judge_excused", ObjectKind: "assignment", ObjectID: a.ID, CallID: stage.CallID,
		Details: map[string]any{"team_id": a.TeamID, "judge_id": a.JudgeID, "reason": reason},
	})
	return Recusal{AssignmentID: a.ID, Status: a.Status, DeclaredAt: a.EndedAt}, err
}
