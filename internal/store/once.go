package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm/clause"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

// IdempotencyKey names one intended act: the same person asking the same route
// for the same object with the same key means the same act.
type IdempotencyKey struct {
	PersonID string
	Route    string
	ObjectID string
	Key      string // as the client sent it
	BodyHash string // SHA-256 of the body, in hex
}

type keyInContext struct{}

// WithIdempotency puts the key where Once finds it.
func WithIdempotency(ctx context.Context, key IdempotencyKey) context.Context {
	return context.WithValue(ctx, keyInContext{}, key)
}

// idempotencyRow keeps what was answered, beside what was asked.
type idempotencyRow struct {
	PersonID  string `gorm:"primaryKey"`
	Route     string `gorm:"primaryKey"`
	ObjectID  string `gorm:"primaryKey"`
	Key       string `gorm:"primaryKey;column:idempotency_key"`
	BodyHash  string
	Result    string
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
}

func (idempotencyRow) TableName() string { return "idempotency_keys" }

// Once is Write for acts that create or submit: fn's result is stored with the
// act, and a repetition with the same key waits for the first and gets that
// result without running fn. The same key with another body is refused
// (store.key_reused, 422). Only successes are stored. Without a key in ctx it
// is plain Write.
func Once[T any](ctx context.Context, s *Store, fn func(tx *Tx) (T, error)) (T, error) {
	key, keyed := ctx.Value(keyInContext{}).(IdempotencyKey)
	var result T
	err := s.Write(ctx, func(tx *Tx) (err error) {
		if !keyed {
			result, err = fn(tx)
			return err
		}
		var stored T // a fresh value for each run: the transaction may run again
		result, err = once(tx, key, stored, fn)
		return err
	})
	return result, err
}

func once[T any](tx *Tx, key IdempotencyKey, result T, fn func(tx *Tx) (T, error)) (T, error) {
	row := idempotencyRow{
		PersonID: key.PersonID, Route: key.Route, ObjectID: key.ObjectID, Key: key.Key,
		BodyHash: key.BodyHash, CreatedAt: tx.Now(),
	}
	// Inserting first makes a second transaction wait here for the first one.
	claim := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if claim.Error != nil {
		return result, claim.Error
	}
	if claim.RowsAffected == 0 {
		return replay(tx, key, result)
	}
	result, err := fn(tx)
	if err != nil {
		return result, err
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return result, fmt.Errorf("store the result of %s: %w", key.Route, err)
	}
	return result, tx.db.Model(&row).Update("result", string(raw)).Error
}

func replay[T any](tx *Tx, key IdempotencyKey, result T) (T, error) {
	row := idempotencyRow{PersonID: key.PersonID, Route: key.Route, ObjectID: key.ObjectID, Key: key.Key}
	if err := tx.db.First(&row).Error; err != nil {
		return result, err
	}
	if row.BodyHash != key.BodyHash {
		return result, fault.New(fault.Invalid, "store.key_reused")
	}
	err := json.Unmarshal([]byte(row.Result), &result)
	return result, err
}

// ForgetKeys deletes the keys made before the given time; the wire promises to
// keep them for 24 hours.
func ForgetKeys(tx *Tx, before clock.Instant) error {
	return tx.db.Where("created_at < ?", before).Delete(&idempotencyRow{}).Error
}
