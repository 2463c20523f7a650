package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// full is an installation with an operator and a back-up of it, made while it
// served.
func full(t *testing.T) (in *installation, backup string) {
	t.Helper()
	in = install(t)
	typing(t, "four plain words together\n")
	in.must("admin", "create", "--email", "boss@example.kr", "--name", "운영자")
	_, stop := in.serving("serve")
	if status := in.signIn("boss@example.kr", "four plain words together"); status != http.StatusOK {
		t.Fatalf("signing in gives %d", status)
	}
	backup = filepath.Join(in.dir, "wbl.tar")
	if out := in.must("backup", backup); !strings.Contains(out, "tables") {
		t.Fatal(out)
	}
	stop()
	return in, backup
}

// elsewhere is the same installation with an empty data folder.
func (in *installation) elsewhere() *installation {
	in.t.Helper()
	next := *in
	next.environ = append([]string{}, in.environ...)
	next.environ[0] = "WBL_DATA=" + filepath.Join(in.t.TempDir(), "restored")
	return &next
}

func TestBackupRestoreVerify(t *testing.T) {
	in, backup := full(t)
	if _, err := os.Stat(backup + ".partial"); err == nil {
		t.Error("a partial file is left")
	}
	if out := in.must("verify", "data"); !strings.Contains(out, " 0 findings") {
		t.Fatal(out)
	}
	other := in.elsewhere()
	if out := other.must("restore", backup); !strings.Contains(out, "wbl verify data") {
		t.Fatal(out)
	}
	if out := other.must("verify", "data"); !strings.Contains(out, " 0 findings") || strings.HasPrefix(out, "0 leaves, 0 waiting") {
		t.Fatal(out)
	}
	printed, _ := other.serving("serve")
	if strings.Contains(printed.String(), "/register/") {
		t.Fatalf("the restored one printed %s", printed)
	}
	if status := other.signIn("boss@example.kr", "four plain words together"); status != http.StatusOK {
		t.Fatalf("signing in where it was restored gives %d", status)
	}
	_, err := other.run("restore", backup)
	wantError(t, err, "not empty")
}

func TestADamagedBackupIsRefused(t *testing.T) {
	in, backup := full(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(whole, []byte("boss@example.kr"), []byte("evil@example.kr"), 1)
	for name, content := range map[string][]byte{
		"cut off": whole[:len(whole)/2], "no manifest": whole[:len(whole)-len(whole)%512-4096], "changed": changed, "empty": {}, "no tar": []byte("hello"),
	} {
		damaged := filepath.Join(t.TempDir(), "damaged.tar")
		if err := os.WriteFile(damaged, content, 0o600); err != nil {
			t.Fatal(err)
		}
		other := in.elsewhere()
		if out, err := other.run("restore", damaged); err == nil {
			t.Errorf("%s: restored: %s", name, out)
		}
		if out := other.must("verify", "data"); !strings.HasPrefix(out, "0 leaves, 0 waiting") {
			t.Errorf("%s left rows behind: %s", name, out)
		}
	}
	other := in.elsewhere()
	other.must("restore", backup)
}

func TestWhatIsNotThereIsNeitherBackedUpNorSound(t *testing.T) {
	in, _ := full(t)
	nowhere := filepath.Join(in.dir, "misspelt")
	for _, command := range [][]string{{"backup", filepath.Join(in.dir, "none.tar")}, {"verify", "data"}} {
		_, err := in.run(append(command, "--data", nowhere)...)
		wantError(t, err, "no database here")
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("the folder was made")
	}
}

func TestAnotherVersionsSchemaIsLeftAlone(t *testing.T) {
	s := settle(t, filepath.Join(t.TempDir(), "data"))
	db := s.open()
	newest := query[int64](t, db, "SELECT MAX(version_id) FROM goose_db_version")[0]
	change(t, db, "UPDATE goose_db_version SET version_id = ? WHERE version_id = ?", newest+1, newest)
	for _, command := range [][]string{{"backup", filepath.Join(t.TempDir(), "b.tar")}, {"verify", "data"}} {
		s.refused("use the program that migrated it", command...)
	}
	change(t, db, "DELETE FROM goose_db_version WHERE version_id = ?", newest+1)
	s.refused("run wbl migrate first", "verify", "data")
}
