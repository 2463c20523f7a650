package result

import (
	"gorm.io/gorm/clause"

	"wbl/internal/clock"
	"wbl/internal/store"
)

func findingsOf(tx *store.Tx, stageID string) ([]Finding, error) {
	rows := []Finding{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("team_id, gate_key").Find(&rows).Error
	return rows, err
}

func upsertFindings(tx *store.Tx, rows []Finding) error {
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "stage_id"}, {Name: "team_id"}, {Name: "gate_key"}},
		DoUpdates: clause.AssignmentColumns([]string{"outcome", "reason", "decided_by", "decided_at"}),
	}).Create(&rows).Error
}

func insertRanking(tx *store.Tx, r record) error { return tx.DB().Create(&r).Error }

func rankingByID(tx *store.Tx, id string) (record, error) {
	var r record
	err := tx.DB().Take(&r, "id = ?", id).Error
	if store.Missing(err) {
		return r, errNotFound()
	}
	return r, err
}

// rankingsOf gives the rankings of a stage, the latest first.
func rankingsOf(tx *store.Tx, stageID string) ([]record, error) {
	rows := []record{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("number DESC").Find(&rows).Error
	return rows, err
}

// latestRanking gives nil where there is none.
func latestRanking(tx *store.Tx, stageID string) (*record, error) {
	rows := []record{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("number DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func decisionsOf(tx *store.Tx, stageID string) ([]Decision, error) {
	rows := []Decision{}
	err := tx.DB().Where("stage_id = ?", stageID).Order("team_id").Find(&rows).Error
	return rows, err
}

func upsertDecisions(tx *store.Tx, rows []Decision) error {
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "stage_id"}, {Name: "team_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"ranking_id", "outcome", "reason", "decided_by", "decided_at"}),
	}).Create(&rows).Error
}

func markReleased(tx *store.Tx, stageID string, teamIDs []string, at clock.Instant) error {
	return tx.DB().Model(&Decision{}).Where("stage_id = ? AND team_id IN ?", stageID, teamIDs).Update("released_at", at).Error
}

func insertRelease(tx *store.Tx, r releaseRow) error { return tx.DB().Create(&r).Error }

// releaseOf gives the release of a stage; ok is false while there is none.
func releaseOf(tx *store.Tx, stageID string) (r releaseRow, ok bool, err error) {
	err = tx.DB().Take(&r, "stage_id = ?", stageID).Error
	if store.Missing(err) {
		return r, false, nil
	}
	return r, err == nil, err
}

// releasesOfCall gives the releases of the call with this key, by stage.
func releasesOfCall(tx *store.Tx, callKey string) ([]releaseRow, error) {
	rows := []releaseRow{}
	err := tx.DB().Joins("JOIN stages s ON s.id = releases.stage_id").
		Joins("JOIN calls c ON c.id = s.call_id").
		Where("c.call_key = ?", callKey).Order("s.position").Find(&rows).Error
	return rows, err
}

func decisionOf(tx *store.Tx, stageID, teamID string) (d Decision, ok bool, err error) {
	err = tx.DB().Take(&d, "stage_id = ? AND team_id = ?", stageID, teamID).Error
	if store.Missing(err) {
		return d, false, nil
	}
	return d, err == nil, err
}
