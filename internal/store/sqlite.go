package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"sync"

	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

const (
	sqliteDriver  = "wbl-sqlite3"
	readerHandles = 4
)

// Pages kept in memory by readers and the length of the log before it is
// folded back: both measured to give the most reads and shared commits.
var sqlitePragmas = []string{
	"PRAGMA mmap_size=268435456", "PRAGMA wal_autocheckpoint=8000",
	"PRAGMA temp_store=MEMORY", // there may be no folder for temporary files
}

var registerSQLite = sync.OnceFunc(func() {
	sql.Register(sqliteDriver, &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		for _, pragma := range sqlitePragmas {
			if _, err := conn.Exec(pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}})
})

func gormConfig() *gorm.Config {
	return &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true, // every statement already runs inside a transaction of ours
		Logger:                 logger.Discard,
	}
}

func (s *Store) openSQLite(ctx context.Context, path string) error {
	registerSQLite()
	var err error
	// _txlock=immediate: a deferred transaction that reads and then writes loses
	// against every other writer, whatever the timeout.
	s.writer, err = openSQLiteHandle(path, 1, url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"on"},
		"_busy_timeout": {"5000"}, "_txlock": {"immediate"},
	})
	if err != nil {
		return err
	}
	if err := assertDurable(ctx, s.writer); err != nil {
		return err
	}
	s.reader, err = openSQLiteHandle(path, readerHandles, url.Values{
		"_query_only": {"true"}, "_foreign_keys": {"on"}, "_busy_timeout": {"5000"},
	})
	if err != nil {
		return err
	}
	s.queue = make(chan *write, 1024)
	go s.serveWrites()
	return nil
}

func openSQLiteHandle(path string, connections int, options url.Values) (*gorm.DB, error) {
	// Each connection keeps its own statements: GORM's PrepareStmt would prepare
	// every statement of every transaction anew.
	options.Set("_stmt_cache_size", "256")
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode()
	db, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: sqliteDriver, DSN: dsn}), gormConfig())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

// assertDurable refuses to start on settings that could lose an acknowledged
// write: kill -9 cannot tell FULL from NORMAL, a power cut can.
func assertDurable(ctx context.Context, db *gorm.DB) error {
	for _, want := range []struct{ pragma, value string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"},
	} {
		var got string
		if err := db.WithContext(ctx).Raw("PRAGMA " + want.pragma).Scan(&got).Error; err != nil {
			return err
		}
		if got != want.value {
			return fmt.Errorf("sqlite: PRAGMA %s is %q, must be %q", want.pragma, got, want.value)
		}
	}
	return nil
}
