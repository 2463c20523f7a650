package submission

import (
	"wbl/internal/store"
)

func insertVersion(tx *store.Tx, v Version) error { return tx.DB().Create(&v).Error }

// versionsOf lists all filings, the newest first.
func versionsOf(tx *store.Tx, submissionID string) ([]Version, error) {
	rows := []Version{}
	return rows, tx.DB().Where("submission_id = ?", submissionID).Order("number DESC").Find(&rows).Error
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

func referenceTaken(tx *store.Tx, reference string) (bool, error) {
	var n int64
	err := tx.DB().Model(&Version{}).Where("reference = ?", reference).Count(&n).Error
	return n > 0, err
}
