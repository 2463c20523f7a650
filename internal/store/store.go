// Package store owns the database: its handles, its schema, transactions that
// are acknowledged only when durable, and idempotency keys. It must never know
// a feature's rule; features put their queries into their own store.go.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"wbl/internal/clock"
)

// The drivers that Open takes.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Config says which database to open.
type Config struct {
	Driver string // SQLite or Postgres
	DSN    string // SQLite: the path of the file; Postgres: a connection URL
}

// Store is the open database.
type Store struct {
	driver string
	clock  clock.Clock
	writer *gorm.DB
	reader *gorm.DB
	queue  chan *write
	cancel context.CancelFunc
	done   chan struct{}
	ctx    context.Context
}

// Open connects and checks the settings that durability rests on; it does not
// migrate. The store stops with Close, not with ctx.
func Open(ctx context.Context, cfg Config, c clock.Clock) (*Store, error) {
	own, cancel := context.WithCancel(context.Background())
	s := &Store{driver: cfg.Driver, clock: c, ctx: own, cancel: cancel, done: make(chan struct{})}
	var err error
	switch cfg.Driver {
	case SQLite:
		err = s.openSQLite(ctx, cfg.DSN)
	case Postgres:
		err = s.openPostgres(ctx, cfg.DSN)
	default:
		err = fmt.Errorf("database driver %q: use %q or %q", cfg.Driver, SQLite, Postgres)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	return s, nil
}

// Driver is SQLite or Postgres.
func (s *Store) Driver() string { return s.driver }

// Close waits for the writes under way and closes every handle.
func (s *Store) Close() error {
	s.cancel()
	if s.queue != nil {
		<-s.done
	}
	var problems []error
	handles := []*gorm.DB{s.writer}
	if s.reader != s.writer {
		handles = append(handles, s.reader)
	}
	for _, handle := range handles {
		pool, err := handle.DB()
		if err == nil {
			err = pool.Close()
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.reader.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// Tx is one transaction, or one savepoint of a shared one. It is the only way
// to the database that a feature has.
type Tx struct {
	db    *gorm.DB
	store *Store
	now   clock.Instant
	after []func()
	write bool
}

// DB is the handle inside the transaction; only store.go files touch it.
func (tx *Tx) DB() *gorm.DB { return tx.db }

// Now is the one time that every row of this transaction carries.
func (tx *Tx) Now() clock.Instant { return tx.now }

// AfterCommit runs fn once the transaction is durable; a lost or rolled-back
// transaction drops it. Nothing may leave the process before that.
func (tx *Tx) AfterCommit(fn func()) {
	if !tx.write {
		panic("store: AfterCommit in a read transaction")
	}
	tx.after = append(tx.after, fn)
}

// Serialize makes every transaction that names the same thing wait for the
// others until it ends. SQLite has one writer, so there it does nothing.
func (tx *Tx) Serialize(name string) error {
	if tx.store.driver != Postgres {
		return nil
	}
	return tx.db.Exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name).Error
}

// Read runs fn on one consistent snapshot that cannot write.
func (s *Store) Read(ctx context.Context, fn func(tx *Tx) error) (err error) {
	options := &sql.TxOptions{}
	if s.driver == Postgres {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	db := s.reader.WithContext(ctx).Begin(options)
	if db.Error != nil {
		return unavailable(db.Error)
	}
	defer db.Rollback()
	return fn(&Tx{db: db, store: s, now: s.clock.Now()})
}

// Write runs fn in a transaction and returns once what it did is durable. fn
// may run again when the transaction is lost, so it must not change anything
// outside of tx. ctx is looked at only until fn starts.
func (s *Store) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if s.driver == Postgres {
		return s.writeAlone(ctx, fn)
	}
	return s.writeShared(ctx, fn)
}

var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID is a random identifier: 128 bits as 26 characters. Ids leave the
// process, so their order must tell nothing.
func NewID() string {
	var raw [16]byte
	rand.Read(raw[:])
	return lowerBase32.EncodeToString(raw[:])
}

// NewSecret is a random token of 256 bits for links and keys.
func NewSecret() string {
	var raw [32]byte
	rand.Read(raw[:])
	return lowerBase32.EncodeToString(raw[:])
}

// Missing reports whether err says that no row was found.
func Missing(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }

// Duplicate reports whether err says that a unique constraint was broken.
func Duplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }

// escapeLike makes user text safe inside a LIKE pattern with ESCAPE '\'.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// Contains is a LIKE pattern (with ESCAPE '\') for text that contains s.
func Contains(s string) string { return "%" + escapeLike(s) + "%" }
