package call

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/store"
)

// ChangeSchedule moves dates of an open call, with a reason that becomes part of
// its public history; its administrators do that. Input problems name each date
// that cannot be moved so; see ScheduleInput.
func (s *Service) ChangeSchedule(ctx context.Context, who actor.Actor, callID string, in ScheduleInput) (v View, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		c, err := runningFor(tx, who, callID, in.IfVersion)
		if err != nil {
			return err
		}
		v, err = changeSchedule(tx, who, c, in)
		return err
	})
	return v, err
}

func changeSchedule(tx *store.Tx, who actor.Actor, c Call, in ScheduleInput) (View, error) {
	stages, err := Stages(tx, c.ID)
	if err != nil {
		return View{}, err
	}
	moved, found := in.check(stages, tx.Now())
	if err := found.fault(); err != nil {
		return View{}, err
	}
	if c, err = updateCall(tx, c); err != nil {
		return View{}, err
	}
	for i, stage := range moved {
		if stage.Schedule != stages[i].Schedule {
			if err := updateStage(tx, stage); err != nil {
				return View{}, err
			}
		}
	}
	rows := in.rows(stages, ScheduleChange{CallID: c.ID, ChangedBy: who.PersonID, ChangedAt: tx.Now()}, store.NewID)
	if err := insertScheduleChanges(tx, rows); err != nil {
		return View{}, err
	}
	if err := record(tx, who, "call.schedule_changed", c, scheduleDetails(rows)); err != nil {
		return View{}, err
	}
	return view(tx, c)
}

func scheduleDetails(rows []ScheduleChange) map[string]any {
	changes := make([]map[string]any, len(rows))
	for i, row := range rows {
		changes[i] = map[string]any{
			"stage_id": row.StageID, "field": string(row.Field), "old_at": row.OldAt.String(), "new_at": row.NewAt.String(),
		}
	}
	return map[string]any{"reason": rows[0].Reason, "changes": changes}
}
