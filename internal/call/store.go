package call

import (
	"errors"

	"gorm.io/gorm"

	"wbl/internal/fault"
	"wbl/internal/store"
)

var errStageNotFound = fault.New(fault.NotFound, "call.stage_not_found")

// ByID gives one call in any status, or call.not_found.
func ByID(tx *store.Tx, id string) (Call, error) { return callWhere(tx, "id = ?", id) }

func byKey(tx *store.Tx, key string) (Call, error) { return callWhere(tx, "call_key = ?", key) }

func callWhere(tx *store.Tx, condition, value string) (c Call, err error) {
	err = tx.DB().Take(&c, condition, value).Error
	if store.Missing(err) {
		return c, errNotFound
	}
	return c, err
}

// StageByID gives one stage, or call.stage_not_found.
func StageByID(tx *store.Tx, id string) (s Stage, err error) {
	err = tx.DB().Take(&s, "id = ?", id).Error
	if store.Missing(err) {
		return s, errStageNotFound
	}
	return s, err
}

// Stages gives the stages of a call by position.
func Stages(tx *store.Tx, callID string) ([]Stage, error) {
	stages := []Stage{}
	err := tx.DB().Where("call_id = ?", callID).Order("position").Find(&stages).Error
	return stages, err
}

func stagesOf(tx *store.Tx, calls []Call) (map[string][]Stage, error) {
	ids := make([]string, len(calls))
	for i, c := range calls {
		ids[i] = c.ID
	}
	rows := []Stage{}
	err := tx.DB().Where("call_id IN ?", ids).Order("position").Find(&rows).Error
	stages := make(map[string][]Stage, len(calls))
	for _, row := range rows {
		stages[row.CallID] = append(stages[row.CallID], row)
	}
	return stages, err
}

// StageAfter gives the stage that follows, and false after the last one.
func StageAfter(tx *store.Tx, s Stage) (Stage, bool, error) {
	return stageAt(tx, s.CallID, s.Position+1)
}

func stageAt(tx *store.Tx, callID string, position int) (s Stage, found bool, err error) {
	err = tx.DB().Take(&s, "call_id = ? AND position = ?", callID, position).Error
	if store.Missing(err) {
		return s, false, nil
	}
	return s, err == nil, err
}

// previousReleased reports whether the stage before is released; there is none
// before the first.
func previousReleased(tx *store.Tx, s Stage) (bool, error) {
	previous, found, err := stageAt(tx, s.CallID, s.Position-1)
	return !found || previous.Phase == PhaseReleased, err
}

func insertCall(tx *store.Tx, c Call) error { return takenKey(tx.DB().Create(&c).Error) }

// takenKey turns a broken unique constraint on calls into a problem of the key:
// ids are random and nothing else is unique.
func takenKey(err error) error {
	if store.Duplicate(err) {
		return fault.InvalidInput(fault.At("body.key", "call.address_taken")).Because(err)
	}
	return err
}

// updateCall writes every column of a call and gives it with its next version.
func updateCall(tx *store.Tx, c Call) (Call, error) {
	before := c.Version
	c.Version, c.UpdatedAt = before+1, tx.Now()
	result := tx.DB().Where("version = ?", before).Select("*").Updates(&c)
	if result.Error != nil {
		return c, takenKey(result.Error)
	}
	if result.RowsAffected == 0 {
		return c, errChanged
	}
	return c, nil
}

// updateStage writes every column of a stage and raises its version.
func updateStage(tx *store.Tx, s Stage) error {
	before := s.Version
	s.Version, s.UpdatedAt = before+1, tx.Now()
	result := tx.DB().Where("version = ?", before).Select("*").Updates(&s)
	if result.Error == nil && result.RowsAffected == 0 {
		return errChanged
	}
	return result.Error
}

// rewriteStages makes rows the stages of a call. Positions first move out of the
// way, since two stages that change places would share one for a moment.
func rewriteStages(tx *store.Tx, before, rows []Stage) error {
	kept := map[string]bool{}
	for _, row := range rows {
		kept[row.ID] = true
	}
	for _, old := range before {
		if kept[old.ID] {
			if err := tx.DB().Model(&old).Update("position", -old.Position).Error; err != nil {
				return err
			}
			continue
		}
		if err := inUse(tx.DB().Delete(&old).Error); err != nil {
			return err
		}
	}
	for _, row := range rows {
		if err := tx.DB().Save(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

func inUse(err error) error {
	if errors.Is(err, gorm.ErrForeignKeyViolated) {
		return fault.New(fault.Conflict, "call.stage_in_use").Because(err)
	}
	return err
}

func insertScheduleChanges(tx *store.Tx, rows []ScheduleChange) error {
	return tx.DB().Create(&rows).Error
}

func scheduleChanges(tx *store.Tx, callID string) ([]ScheduleChange, error) {
	rows := []ScheduleChange{}
	err := tx.DB().Where("call_id = ?", callID).Order("changed_at, id").Find(&rows).Error
	return rows, err
}
