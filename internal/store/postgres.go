package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

const (
	postgresHandles = 16
	writeAttempts   = 8
)

func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	db, err := gorm.Open(postgres.Open(dsn), gormConfig())
	if err != nil {
		return fmt.Errorf("open postgres: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(postgresHandles)
	pool.SetMaxIdleConns(postgresHandles)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	s.writer, s.reader = db, db
	return pool.PingContext(ctx)
}

// writeAlone is one transaction of its own. The database may abort one of two
// transactions that wait for each other; such a one has done nothing and runs
// again.
func (s *Store) writeAlone(ctx context.Context, fn func(tx *Tx) error) error {
	var err error
	for range writeAttempts {
		tx := &Tx{store: s, now: s.clock.Now(), write: true}
		err = s.writer.WithContext(ctx).Transaction(func(db *gorm.DB) error {
			tx.db = db
			return fn(tx)
		})
		if err == nil {
			for _, after := range tx.after {
				after()
			}
			return nil
		}
		if !aborted(err) {
			return unavailable(err)
		}
	}
	return unavailable(err)
}

// aborted reports a serialization failure or a deadlock.
func aborted(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
