package mail

import (
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

func insert(tx *store.Tx, row *mailRow) error { return tx.DB().Create(row).Error }

func byID(tx *store.Tx, id string) (mailRow, error) {
	var row mailRow
	err := tx.DB().Where("id = ?", id).Take(&row).Error
	return row, err
}

// markSent also empties the body: the one-time links in it stand nowhere else in
// readable form, and nobody needs them here any more.
func markSent(tx *store.Tx, id string, attempts int64) error {
	return tx.DB().Model(&mailRow{}).Where("id = ?", id).
		Updates(map[string]any{"sent_at": tx.Now(), "attempts": attempts, "last_error": "", "body": ""}).Error
}

func markFailed(tx *store.Tx, id string, attempts int64, problem string) error {
	return tx.DB().Model(&mailRow{}).Where("id = ?", id).
		Updates(map[string]any{"attempts": attempts, "last_error": problem}).Error
}

// Entry is what an operator sees of a mail: never its subject, whose names are
// not the operator's business, nor its body.
type Entry struct {
	ID        string
	Recipient string
	Language  string
	Template  string
	CreatedAt clock.Instant
	SentAt    clock.Instant // zero while it waits or when it was given up
	Attempts  int64
	LastError string
}

func entries(tx *store.Tx, in ListInput) ([]Entry, error) {
	query := tx.DB().Model(&mailRow{}).
		Select("id", "recipient", "language", "template", "created_at", "sent_at", "attempts", "last_error").
		Order("created_at DESC, id DESC").Limit(in.Limit)
	if in.OnlyUnsent {
		query = query.Where("sent_at = 0")
	}
	if in.After != "" {
		last, err := byID(tx, in.After)
		if store.Missing(err) {
			return nil, fault.InvalidInput(fault.At("query.cursor", "mail.cursor_unknown"))
		}
		if err != nil {
			return nil, err
		}
		query = query.Where("created_at < ? OR (created_at = ? AND id < ?)", last.CreatedAt, last.CreatedAt, last.ID)
	}
	list := []Entry{}
	err := query.Find(&list).Error
	return list, err
}

// Mail is a mail as its recipient reads it.
type Mail struct {
	Recipient string
	Template  string
	Subject   string
	Body      string
	CreatedAt clock.Instant
}

// newest lists the last unsent mails to anybody, newest first.
func newest(tx *store.Tx, limit int) ([]Mail, error) {
	list := []Mail{}
	err := tx.DB().Model(&mailRow{}).Select("recipient", "template", "subject", "body", "created_at").
		Where("sent_at = 0").Order("created_at DESC, id DESC").Limit(limit).Find(&list).Error
	return list, err
}
