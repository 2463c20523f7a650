package submission

import (
	"wbl/internal/clock"
	"wbl/internal/store"
)

func documentByID(tx *store.Tx, id string) (Document, error) {
	var d Document
	err := tx.DB().Take(&d, "id = ?", id).Error
	if store.Missing(err) {
		return d, errNoDocument()
	}
	return d, err
}

func documentsByIDs(tx *store.Tx, ids []string) (map[string]Document, error) {
	var rows []Document
	if err := tx.DB().Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	byID := make(map[string]Document, len(rows))
	for _, d := range rows {
		byID[d.ID] = d
	}
	return byID, nil
}

func documentsOf(tx *store.Tx, submissionID string, statuses ...DocumentStatus) ([]Document, error) {
	rows := []Document{}
	err := tx.DB().Where("submission_id = ? AND status IN ?", submissionID, statuses).
		Order("created_at, id").Find(&rows).Error
	return rows, err
}

// StoredDocuments gives up to limit documents whose bytes must be there, in the
// order of their ids from after on, so that all can be checked page by page.
func StoredDocuments(tx *store.Tx, after string, limit int) ([]Document, error) {
	rows := []Document{}
	err := tx.DB().Where("id > ? AND status IN ?", after, []DocumentStatus{Ready, Removed}).
		Order("id").Limit(limit).Find(&rows).Error
	return rows, err
}

// bytesOf is what the submission's documents in these states take up until their
// bytes are really gone; those still arriving count as announced.
func bytesOf(tx *store.Tx, submissionID string, statuses ...DocumentStatus) (sum int64, err error) {
	err = tx.DB().Model(&Document{}).Where("submission_id = ? AND blob_key <> '' AND status IN ?", submissionID, statuses).
		Select("CAST(COALESCE(SUM(size), 0) AS BIGINT)").Scan(&sum).Error
	return sum, err
}

func insertDocument(tx *store.Tx, d Document) error { return tx.DB().Create(&d).Error }

// updateDocument writes everything that can change about a document.
func updateDocument(tx *store.Tx, d Document) error {
	return tx.DB().Model(&Document{}).Where("id = ?", d.ID).
		Select("status", "media_type", "size", "sha256", "blob_key", "ready_at").Updates(&d).Error
}

func stagedBefore(tx *store.Tx, before clock.Instant) ([]Document, error) {
	rows := []Document{}
	err := tx.DB().Where("status = ? AND created_at < ?", Staged, before).Order("created_at, id").Find(&rows).Error
	return rows, err
}
