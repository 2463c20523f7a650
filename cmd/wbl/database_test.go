package main

import (
	"testing"

	"wbl/internal/app"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/store"
)

func openDatabase(t *testing.T, cfg config.Config) *store.Store {
	t.Helper()
	s, err := app.OpenStore(t.Context(), cfg, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// query gives the rows that a statement finds.
func query[T any](t *testing.T, s *store.Store, statement string, args ...any) []T {
	t.Helper()
	rows := []T{}
	err := s.Read(t.Context(), func(tx *store.Tx) error { return tx.DB().Raw(statement, args...).Scan(&rows).Error })
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// change runs a statement behind the program's back; it must change one row.
func change(t *testing.T, s *store.Store, statement string, args ...any) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		result := tx.DB().Exec(statement, args...)
		if result.Error == nil && result.RowsAffected != 1 {
			t.Errorf("%s changed %d rows, want 1", statement, result.RowsAffected)
		}
		return result.Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sound says what the database finds wrong with its own file.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if s.Driver() != store.SQLite {
		return
	}
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		found := query[string](t, s, "PRAGMA "+pragma)
		if len(found) > 1 || (len(found) == 1 && found[0] != "ok") {
			t.Errorf("PRAGMA %s: %v", pragma, found)
		}
	}
}
