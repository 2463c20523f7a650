// Package storetest opens migrated, empty databases for tests: SQLite by
// default, PostgreSQL when WBL_TEST_DATABASE=postgres, in the cluster that
// WBL_TEST_POSTGRES names. It must never be imported by anything but tests and
// testkit.
package storetest

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that makes and drops databases

	"wbl/internal/clock"
	"wbl/internal/store"
)

// Open gives a migrated, empty database that disappears with the test.
func Open(tb testing.TB, c clock.Clock) *store.Store {
	tb.Helper()
	s, err := store.Open(context.Background(), Config(tb), c)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Config names a migrated, empty database that disappears with the test. The
// database stays when a store on it is closed, so that a test can open it anew.
func Config(tb testing.TB) store.Config {
	tb.Helper()
	if os.Getenv("WBL_TEST_DATABASE") == store.Postgres {
		return postgresCopy(tb)
	}
	return sqliteCopy(tb)
}

// Migrating takes a hundred times as long as copying, so each test process
// migrates one template and copies it.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "wbl-template-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	if err := migrate(store.Config{Driver: store.SQLite, DSN: path}); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func migrate(cfg store.Config) error {
	s, err := store.Open(context.Background(), cfg, clock.System{})
	if err != nil {
		return err
	}
	if _, err := s.Migrate(context.Background()); err != nil {
		return err
	}
	return s.Close()
}

func sqliteCopy(tb testing.TB) store.Config {
	tb.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(tb.TempDir(), "wbl.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		tb.Fatal(err)
	}
	return store.Config{Driver: store.SQLite, DSN: path}
}

var postgresTemplate = sync.OnceValues(func() (string, error) {
	name := "wbl_template_" + store.NewID()
	if err := execAdmin("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	return name, migrate(store.Config{Driver: store.Postgres, DSN: databaseURL(name)})
})

// One at a time: PostgreSQL refuses to copy a template that another session is
// copying.
var copying sync.Mutex

func postgresCopy(tb testing.TB) store.Config {
	tb.Helper()
	if os.Getenv("WBL_TEST_POSTGRES") == "" {
		tb.Fatal("WBL_TEST_DATABASE=postgres needs WBL_TEST_POSTGRES: run go run ./cmd/dev test")
	}
	copying.Lock()
	defer copying.Unlock()
	template, err := postgresTemplate()
	if err != nil {
		tb.Fatal(err)
	}
	name := "wbl_test_" + store.NewID()
	if err := execAdmin("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := execAdmin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			tb.Error(err)
		}
	})
	return store.Config{Driver: store.Postgres, DSN: databaseURL(name)}
}

func execAdmin(statement string) error {
	db, err := sql.Open("pgx", os.Getenv("WBL_TEST_POSTGRES"))
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // nothing is lost with this connection
	_, err = db.ExecContext(context.Background(), statement)
	return err
}

func databaseURL(name string) string {
	u, err := url.Parse(os.Getenv("WBL_TEST_POSTGRES"))
	if err != nil {
		return ""
	}
	u.Path = "/" + strings.TrimPrefix(name, "/")
	return u.String()
}
