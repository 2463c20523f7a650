package panel

import (
	"wbl/internal/clock"
	"wbl/internal/store"
)

// Members lists the panel of a stage in no particular order.
func Members(tx *store.Tx, stageID string) ([]Member, error) {
	rows := []Member{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("id").Find(&rows).Error
	return rows, err
}

func memberOf(tx *store.Tx, stageID, personID string) (Member, bool, error) {
	var m Member
	err := tx.DB().Take(&m, "stage_id = ? AND person_id = ?", stageID, personID).Error
	if store.Missing(err) {
		return m, false, nil
	}
	return m, err == nil, err
}

func insertMember(tx *store.Tx, m Member) error { return tx.DB().Create(&m).Error }

func deleteMember(tx *store.Tx, m Member) error { return tx.DB().Delete(&m).Error }

// AssignmentByID gives one assignment in any state, or panel.assignment_not_found.
func AssignmentByID(tx *store.Tx, id string) (Assignment, error) {
	var a Assignment
	err := tx.DB().Take(&a, "id = ?", id).Error
	if store.Missing(err) {
		return a, errAssignmentNotFound()
	}
	return a, err
}

// Assignments lists the assignments of a stage in every state, in no particular
// order. Only the active ones count.
func Assignments(tx *store.Tx, stageID string) ([]Assignment, error) {
	rows := []Assignment{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("id").Find(&rows).Error
	return rows, err
}

func ofJudge(tx *store.Tx, judgeID string) ([]Assignment, error) {
	rows := []Assignment{}
	err := tx.DB().
		Where("judge_id = ? AND status <> ?", judgeID, Withdrawn).
		Where("stage_id IN (?)", tx.DB().Model(&Member{}).Select("stage_id").Where("person_id = ?", judgeID)).
		Order("id").Find(&rows).Error
	return rows, err
}

func insertAssignments(tx *store.Tx, rows []Assignment) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.DB().CreateInBatches(rows, 200).Error
}

func updateAssignment(tx *store.Tx, a Assignment) error {
	return tx.DB().Model(&Assignment{}).Where("id = ?", a.ID).Updates(map[string]any{
		"status": a.Status, "assigned_by": a.AssignedBy, "assigned_at": a.AssignedAt, "ended_at": a.EndedAt,
	}).Error
}

// withdrawAll ends what the judge was to do at the stage, and says how much.
func withdrawAll(tx *store.Tx, stageID, judgeID string, now clock.Instant) (int64, error) {
	done := tx.DB().Model(&Assignment{}).
		Where("stage_id = ? AND judge_id = ? AND status = ?", stageID, judgeID, Active).
		Updates(map[string]any{"status": Withdrawn, "ended_at": now})
	return done.RowsAffected, done.Error
}

func insertDeclaration(tx *store.Tx, d Declaration) error { return tx.DB().Create(&d).Error }

func declarations(tx *store.Tx, stageID string) (map[string]Declaration, error) {
	rows := []Declaration{}
	err := tx.DB().
		Where("assignment_id IN (?)", tx.DB().Model(&Assignment{}).Select("id").Where("stage_id = ?", stageID)).
		Find(&rows).Error
	byAssignment := make(map[string]Declaration, len(rows))
	for _, d := range rows {
		byAssignment[d.AssignmentID] = d
	}
	return byAssignment, err
}
