package store_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var dialectWords = strings.NewReplacer("BYTEA", "BLOB", ` COLLATE "C"`, "")

// Both schemas are written by hand; they may differ only in the words below.
func TestBothSchemasAreTheSame(t *testing.T) {
	folder := os.DirFS("migrations")
	names, err := fs.Glob(folder, "sqlite/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	other, err := fs.Glob(folder, "postgres/*.sql")
	if err != nil || len(other) != len(names) {
		t.Fatalf("%d files for SQLite, %d for PostgreSQL", len(names), len(other))
	}
	space := regexp.MustCompile(`[ \t]+`)
	read := func(name string) string {
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		return space.ReplaceAllString(dialectWords.Replace(string(raw)), " ")
	}
	for _, name := range names {
		twin := strings.Replace(name, "sqlite/", "postgres/", 1)
		if diff := cmp.Diff(read(name), read(twin)); diff != "" {
			t.Errorf("%s and %s differ:\n%s", name, twin, diff)
		}
	}
}
