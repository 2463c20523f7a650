package submission

import (
	"wbl/internal/store"
)

func insertVersion(tx *store.Tx, v Version) error { return tx.DB().Create(&v).Error }

// versionsOf lists all filings, the newest first.
func versionsOf(tx *store.Tx, submissionID string) ([]Version, error) {
	rows := []Version{}
	err := tx.DB().Where("submission_id = ?", submissionID).Order("number DESC").Find(&rows).Error
	return rows, err
}

// lastVersion gives the version filed last; the zero version when none was.
func lastVersion(tx *store.Tx, s Submission) (Version, error) {
	var v Version
	err := tx.DB().Take(&v, "submission_id = ? AND number = ?", s.ID, s.FiledVersions).Error
	if store.Missing(err) {
		return Version{}, nil
	}
	return v, err
}

// LatestVersions gives the versions of the teams' filings at a stage that count,
// by team; a team without one is left out.
func LatestVersions(tx *store.Tx, stageID string, teamIDs []string) (map[string]Version, error) {
	var rows []struct {
		TeamID string
		Version
	}
	err := tx.DB().Table("submission_versions v").Select("s.team_id, v.*").
		Joins("JOIN submissions s ON s.id = v.submission_id AND s.filed_versions = v.number").
		Where("s.stage_id = ? AND s.status = ? AND s.team_id IN ?", stageID, Filed, teamIDs).Find(&rows).Error
	byTeam := make(map[string]Version, len(rows))
	for _, row := range rows {
		byTeam[row.TeamID] = row.Version
	}
	return byTeam, err
}

func referenceTaken(tx *store.Tx, reference string) (bool, error) {
	var n int64
	err := tx.DB().Model(&Version{}).Where("reference = ?", reference).Count(&n).Error
	return n > 0, err
}
