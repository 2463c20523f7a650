package submission

import (
	"wbl/internal/fault"
	"wbl/internal/store"
)

func byID(tx *store.Tx, id string) (Submission, error) {
	var s Submission
	err := tx.DB().Take(&s, "id = ?", id).Error
	if store.Missing(err) {
		return s, errNotFound()
	}
	return s, err
}

// ByTeamStage gives the team's submission at the stage; ok is false when there
// is none.
func ByTeamStage(tx *store.Tx, teamID, stageID string) (s Submission, ok bool, err error) {
	err = tx.DB().Take(&s, "team_id = ? AND stage_id = ?", teamID, stageID).Error
	if store.Missing(err) {
		return s, false, nil
	}
	return s, err == nil, err
}

func submissionsOfTeam(tx *store.Tx, teamID string) ([]Submission, error) {
	rows := []Submission{}
	err := tx.DB().Joins("JOIN stages s ON s.id = submissions.stage_id").Where("team_id = ?", teamID).
		Order("s.position").Find(&rows).Error
	return rows, err
}

func insertSubmission(tx *store.Tx, s Submission) error { return tx.DB().Create(&s).Error }

// updateSubmission writes the state of the filing.
func updateSubmission(tx *store.Tx, s Submission) error {
	return tx.DB().Model(&Submission{}).Where("id = ?", s.ID).Updates(map[string]any{
		"status": s.Status, "filed_versions": s.FiledVersions, "updated_at": tx.Now(),
	}).Error
}

// sectionOf gives a section; one never saved has version 0.
func sectionOf(tx *store.Tx, submissionID, key string) (Section, error) {
	var row Section
	err := tx.DB().Take(&row, "submission_id = ? AND section_key = ?", submissionID, key).Error
	if store.Missing(err) {
		return Section{ID: store.NewID(), SubmissionID: submissionID, SectionKey: key}, nil
	}
	return row, err
}

func sectionsOf(tx *store.Tx, submissionID string) (map[string]Section, error) {
	var rows []Section
	if err := tx.DB().Where("submission_id = ?", submissionID).Find(&rows).Error; err != nil {
		return nil, err
	}
	byKey := make(map[string]Section, len(rows))
	for _, row := range rows {
		byKey[row.SectionKey] = row
	}
	return byKey, nil
}

// saveSection writes the row as its next version, unless it has moved on.
func saveSection(tx *store.Tx, row Section) (Section, error) {
	row.Version++
	if row.Version == 1 {
		err := tx.DB().Create(&row).Error
		if store.Duplicate(err) {
			err = fault.New(fault.PreconditionFailed, "store.changed_meanwhile").Because(err)
		}
		return row, err
	}
	updated := tx.DB().Model(&Section{}).Where("id = ? AND version = ?", row.ID, row.Version-1).
		Select("answers", "complete", "version", "updated_by", "updated_at").Updates(&row)
	if updated.Error == nil && updated.RowsAffected == 0 {
		return row, fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	return row, updated.Error
}

func requestsOf(tx *store.Tx, submissionID string) ([]Request, error) {
	var rows []requestRow
	if err := tx.DB().Where("submission_id = ?", submissionID).Order("position").Find(&rows).Error; err != nil {
		return nil, err
	}
	requests := make([]Request, 0, len(rows))
	for _, row := range rows {
		requests = append(requests, row.Request)
	}
	return requests, nil
}

// replaceRequests writes the whole table anew and counts its version up.
func replaceRequests(tx *store.Tx, s Submission, requests []Request) error {
	if err := tx.DB().Where("submission_id = ?", s.ID).Delete(&requestRow{}).Error; err != nil {
		return err
	}
	for i, r := range requests {
		row := requestRow{ID: store.NewID(), SubmissionID: s.ID, Position: int64(i), Request: r}
		if err := tx.DB().Create(&row).Error; err != nil {
			return err
		}
	}
	updated := tx.DB().Model(&Submission{}).Where("id = ? AND requests_version = ?", s.ID, s.RequestsVersion).
		Updates(map[string]any{"requests_version": s.RequestsVersion + 1, "updated_at": tx.Now()})
	if updated.Error == nil && updated.RowsAffected == 0 {
		return fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	return updated.Error
}
