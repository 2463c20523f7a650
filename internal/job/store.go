package job

import (
	"gorm.io/gorm/clause"

	"wbl/internal/clock"
	"wbl/internal/store"
)

type jobRow struct {
	ID          string `gorm:"primaryKey"`
	Kind        string
	Payload     string
	RunAt       clock.Instant
	Attempts    int64
	LockedUntil clock.Instant
	DoneAt      clock.Instant
	LastError   string
}

func (jobRow) TableName() string { return "jobs" }

func insert(tx *store.Tx, row *jobRow) error { return tx.DB().Create(row).Error }

// insertOnce leaves a row with the same id as it is.
func insertOnce(tx *store.Tx, row *jobRow) error {
	return tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error
}

// anyDue reports whether claim would find a job; it writes nothing, so that an
// idle queue costs no transaction of the only writer.
func anyDue(tx *store.Tx, kinds []string) (bool, error) {
	var ids []string
	err := tx.DB().Model(&jobRow{}).Where("done_at = 0 AND run_at <= ? AND locked_until <= ? AND kind IN ?", tx.Now(), tx.Now(), kinds).
		Limit(1).Pluck("id", &ids).Error
	return len(ids) > 0, err
}

// claim takes the job that has been due longest. Rows that another process is
// claiming are passed over; SQLite has one writer and needs no lock.
func claim(tx *store.Tx, kinds []string) (row jobRow, ok bool, err error) {
	err = tx.DB().Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}).
		Where("done_at = 0 AND run_at <= ? AND locked_until <= ? AND kind IN ?", tx.Now(), tx.Now(), kinds).
		Order("run_at, id").Take(&row).Error
	if store.Missing(err) {
		return row, false, nil
	}
	if err != nil {
		return row, false, err
	}
	row.Attempts++
	row.LockedUntil = tx.Now().Add(lease)
	err = tx.DB().Model(&row).Select("attempts", "locked_until").Updates(row).Error
	return row, true, err
}

// settle stores how an attempt ended, unless the job has been taken over by
// another process since.
func settle(tx *store.Tx, claimed, settled jobRow) error {
	settled.LockedUntil = 0
	return tx.DB().Model(&jobRow{}).
		Where("id = ? AND attempts = ? AND locked_until = ?", claimed.ID, claimed.Attempts, claimed.LockedUntil).
		Select("run_at", "attempts", "locked_until", "done_at", "last_error").Updates(settled).Error
}

// Forget deletes the jobs that were done before the given time.
func Forget(tx *store.Tx, before clock.Instant) error {
	return tx.DB().Where("done_at > 0 AND done_at < ?", before).Delete(&jobRow{}).Error
}
