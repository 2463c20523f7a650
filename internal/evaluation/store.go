package evaluation

import (
	"gorm.io/gorm/clause"

	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

func sheetByID(tx *store.Tx, id string) (Sheet, error) {
	var s Sheet
	err := tx.DB().Take(&s, "id = ?", id).Error
	if store.Missing(err) {
		return s, errSheetNotFound()
	}
	return s, err
}

// sheetOf gives the sheet of an assignment; ok is false while it is not begun.
func sheetOf(tx *store.Tx, assignmentID string) (s Sheet, ok bool, err error) {
	err = tx.DB().Take(&s, "assignment_id = ?", assignmentID).Error
	if store.Missing(err) {
		return s, false, nil
	}
	return s, err == nil, err
}

// sheetsOf gives the sheets of these assignments, by assignment.
func sheetsOf(tx *store.Tx, assignments []panel.Assignment) (map[string]Sheet, error) {
	ids := make([]string, 0, len(assignments))
	for _, a := range assignments {
		ids = append(ids, a.ID)
	}
	rows := []Sheet{}
	err := tx.DB().Where("assignment_id IN ?", ids).Find(&rows).Error
	byAssignment := make(map[string]Sheet, len(rows))
	for _, s := range rows {
		byAssignment[s.AssignmentID] = s
	}
	return byAssignment, err
}

func insertSheet(tx *store.Tx, s Sheet) error { return tx.DB().Create(&s).Error }

// updateSheet writes the sheet over the version before.
func updateSheet(tx *store.Tx, s Sheet) error {
	updated := tx.DB().Model(&Sheet{}).Where("id = ? AND version = ?", s.ID, s.Version-1).Updates(map[string]any{
		"status": s.Status, "opinion": s.Opinion, "version": s.Version,
		"updated_at": s.UpdatedAt, "submitted_at": s.SubmittedAt,
	})
	if updated.Error == nil && updated.RowsAffected == 0 {
		return fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	return updated.Error
}

func entriesOf(tx *store.Tx, sheetID string) ([]Entry, error) {
	rows := []Entry{}
	err := tx.DB().Where("score_sheet_id = ?", sheetID).Order("criterion_key").Find(&rows).Error
	return rows, err
}

func upsertEntries(tx *store.Tx, rows []Entry) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "score_sheet_id"}, {Name: "criterion_key"}},
		DoUpdates: clause.AssignmentColumns([]string{"points", "comment"}),
	}).Create(&rows).Error
}

// entriesOfStage gives the lines of every sheet of a stage, by sheet.
func entriesOfStage(tx *store.Tx, stageID string) (map[string][]Entry, error) {
	rows := []Entry{}
	err := tx.DB().
		Joins("JOIN score_sheets s ON s.id = score_entries.score_sheet_id").
		Joins("JOIN assignments a ON a.id = s.assignment_id").
		Where("a.stage_id = ?", stageID).Order("score_entries.criterion_key").Find(&rows).Error
	bySheet := map[string][]Entry{}
	for _, e := range rows {
		bySheet[e.ScoreSheetID] = append(bySheet[e.ScoreSheetID], e)
	}
	return bySheet, err
}

// holdStage locks the stage's row against changes until the transaction ends;
// others can hold it too. SQLite has one writer and needs no lock.
func holdStage(tx *store.Tx, stageID string) error {
	var stage call.Stage
	return tx.DB().Clauses(clause.Locking{Strength: "SHARE"}).Select("id").Take(&stage, "id = ?", stageID).Error
}

func handleByID(tx *store.Tx, id string) (Handle, error) {
	var h Handle
	err := tx.DB().Take(&h, "id = ?", id).Error
	if store.Missing(err) {
		return h, errNoDocument()
	}
	return h, err
}

// handlesOf gives the handles of an assignment, by document.
func handlesOf(tx *store.Tx, assignmentID string) (map[string]string, error) {
	rows := []Handle{}
	err := tx.DB().Where("assignment_id = ?", assignmentID).Find(&rows).Error
	byDocument := make(map[string]string, len(rows))
	for _, h := range rows {
		byDocument[h.DocumentID] = h.ID
	}
	return byDocument, err
}

func insertHandles(tx *store.Tx, rows []Handle) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.DB().Create(&rows).Error
}
