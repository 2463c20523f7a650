package call

import (
	"gorm.io/gorm"

	"wbl/internal/store"
)

// listCalls gives at most one call more than asked for, newest first.
func listCalls(tx *store.Tx, in ListInput, after position, drafts draftsSeen) ([]Call, error) {
	query := seen(tx.DB(), drafts)
	if in.Status != "" {
		query = query.Where("status = ?", in.Status)
	}
	if after.id != "" {
		query = query.Where("created_at < ? OR (created_at = ? AND id < ?)", after.createdAt, after.createdAt, after.id)
	}
	calls := []Call{}
	err := query.Order("created_at DESC, id DESC").Limit(in.Limit + 1).Find(&calls).Error
	return calls, err
}

func seen(db *gorm.DB, drafts draftsSeen) *gorm.DB {
	if drafts.all {
		return db
	}
	return db.Where("status <> ? OR id IN ?", StatusDraft, drafts.ids)
}
