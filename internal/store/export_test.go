package store_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/fault"
	"wbl/internal/store"
)

type closer struct{ *bytes.Buffer }

func (closer) Close() error { return nil }

func dump(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	files := map[string]*bytes.Buffer{}
	err := s.Export(context.Background(), func(table string) (io.WriteCloser, error) {
		files[table] = &bytes.Buffer{}
		return closer{files[table]}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for table, file := range files {
		out[table] = file.String()
	}
	return out
}

func load(s *store.Store, files map[string]string) error {
	return s.Import(context.Background(), func(table string) (io.ReadCloser, error) {
		return closer{bytes.NewBufferString(files[table])}, nil
	})
}

func TestTablesNameTheWholeSchema(t *testing.T) {
	s := open(t)
	var inDatabase []string
	err := s.Read(context.Background(), func(tx *store.Tx) (err error) {
		inDatabase, err = tx.DB().Migrator().GetTables()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	inDatabase = slices.DeleteFunc(inDatabase, func(name string) bool {
		return name == "goose_db_version" || name == "sqlite_sequence"
	})
	slices.Sort(inDatabase)
	if diff := cmp.Diff(slices.Sorted(slices.Values(store.Tables)), inDatabase); diff != "" {
		t.Fatalf("export order and schema differ:\n%s", diff)
	}
}

func TestExportAndImportKeepEveryByte(t *testing.T) {
	from, to := open(t), open(t)
	statements := []string{
		`INSERT INTO persons VALUES ('p', 'a@b.kr', '김"철수', 'ko', 'h', 'active', 9007199254740993, 2)`,
		`INSERT INTO calls VALUES ('c', 'k', 'pr', '공고', 'call', 'draft', '{}', 1, 'p', 1, 1, 0, 0)`,
		`INSERT INTO ledger_postings VALUES ('l1', 'c', 'k', '', '', NULL, 'p', 5), ('l0', 'c', 'k', '', '', 'l1', 'p', 5)`,
	}
	err := from.Write(context.Background(), func(tx *store.Tx) error {
		for _, statement := range statements {
			if err := tx.DB().Exec(statement).Error; err != nil {
				return err
			}
		}
		return tx.DB().Exec("INSERT INTO audit_hashes VALUES (0, ?)", []byte{0, 255, 10}).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	files := dump(t, from)
	if err := load(to, files); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files, dump(t, to)); diff != "" {
		t.Fatalf("differs after the import:\n%s", diff)
	}
	if err := load(to, files); fault.CodeOf(err) != "store.not_empty" {
		t.Fatalf("a second import: %v", err)
	}
}

func TestImportRefusesForeignColumns(t *testing.T) {
	s := open(t)
	err := load(s, map[string]string{"jobs": `{"id); DROP TABLE persons; --": "x"}`})
	if err == nil {
		t.Fatal("took a column that is not in the schema")
	}
}
