package call

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// SetPhase moves a stage on: its call's administrators do that, up to closed. A
// result alone releases a stage. Conflicts: those of MoveTo, and
// whatever a hook of OnPhase refuses.
func (s *Service) SetPhase(ctx context.Context, who actor.Actor, stageID string, to Phase) (stage Stage, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		before, c, err := stageFor(tx, who, stageID)
		if err != nil {
			return err
		}
		if to == PhaseReleased {
			return fault.New(fault.Conflict, "call.release_by_result")
		}
		from := before.EffectivePhase(c, tx.Now())
		if err := mayEnter(tx, before, c, to); err != nil {
			return err
		}
		for _, hook := range s.OnPhase {
			if err := hook(tx, who, before, from, to); err != nil {
				return err
			}
		}
		if err := MoveTo(tx, who, stageID, to); err != nil {
			return err
		}
		stage, err = StageByID(tx, stageID)
		return err
	})
	return stage, err
}

func stageFor(tx *store.Tx, who actor.Actor, stageID string) (Stage, Call, error) {
	stage, err := StageByID(tx, stageID)
	if err != nil {
		return stage, Call{}, err
	}
	c, err := administered(tx, who, stage.CallID)
	if fault.KindOf(err) == fault.NotFound {
		err = errStageNotFound
	}
	return stage, c, err
}

// MoveTo moves a stage to its next phase in the caller's transaction, without
// asking hooks or roles. Conflicts: call.not_open, call.phase_not_next,
// call.filing_not_begun, call.filing_still_open, call.previous_stage_not_released.
func MoveTo(tx *store.Tx, who actor.Actor, stageID string, to Phase) error {
	stage, err := StageByID(tx, stageID)
	if err != nil {
		return err
	}
	c, err := ByID(tx, stage.CallID)
	if err != nil {
		return err
	}
	if err := mayEnter(tx, stage, c, to); err != nil {
		return err
	}
	from := stage.EffectivePhase(c, tx.Now())
	stage.Phase = to
	if err := updateStage(tx, stage); err != nil {
		return err
	}
	_, err = audit.Record(tx, who, audit.Act{
		Action: "call.phase_changed", ObjectKind: "stage", ObjectID: stage.ID, CallID: c.ID,
		Details: map[string]any{"from": string(from), "to": string(to)},
	})
	return err
}

func mayEnter(tx *store.Tx, stage Stage, c Call, to Phase) error {
	released, err := previousReleased(tx, stage)
	if err != nil {
		return err
	}
	return stage.checkPhase(to, circumstances{call: c, previousReleased: released, now: tx.Now()})
}
