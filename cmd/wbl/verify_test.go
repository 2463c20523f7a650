package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestARankingIsComputedAgainFromItsFiles takes both files from the shipped
// program and checks them offline, as they are and changed.
func TestARankingIsComputedAgainFromItsFiles(t *testing.T) {
	s := settle(t, filepath.Join(t.TempDir(), "data"))
	s.start()
	ranking := query[string](t, s.open(), `SELECT r.id FROM rankings r JOIN stages g ON g.id = r.stage_id JOIN calls c ON c.id = g.call_id
		WHERE c.call_key = 'demo-released' AND g.stage_key = 'presentation'`)
	if len(ranking) != 1 {
		t.Fatalf("%d rankings", len(ranking))
	}
	full := s.ask(s.signIn("admin"), api("GET", "/rankings/"+ranking[0]+"/file", nil), http.StatusOK, nil).reply
	public := s.ask("", request{method: "GET", path: "/calls/demo-released/results/presentation.json"}, http.StatusOK, nil).reply
	s.stop()

	proved := s.verifyRanking(full, 0)
	for _, said := range []string{
		"wbl.ranking.full.v1", "proved: Every figure from the score sheets", "proved: The ranks", "not proved: This file alone", "SHA-256 ",
	} {
		if !strings.Contains(proved, said) {
			t.Errorf("of the full file it does not say %q: %s", said, proved)
		}
	}
	hash := regexp.MustCompile(`SHA-256 ([0-9a-f]{64})`).FindStringSubmatch(proved)
	if hash == nil || !bytes.Contains(public, []byte(hash[1])) {
		t.Error("the public file does not commit to the full one")
	}
	if said := s.verifyRanking(public, 0); !strings.Contains(said, "wbl.result.public.v1") || !strings.Contains(said, "proved: ") ||
		!strings.Contains(said, "not proved: Figures that are not published") {
		t.Errorf("of the public file it says %s", said)
	}
	for name, changed := range map[string][]byte{
		"a score":            replaced(t, full, `"points":"`, `"points":"1`),
		"a total":            replaced(t, full, `"total":"`, `"total":"1`),
		"a place":            replaced(t, full, `"rank":1,`, `"rank":2,`),
		"a byte more":        append([]byte("x"), full...),
		"cut off":            full[:len(full)/2],
		"public: the number": replaced(t, public, `"passed":`, `"passed":1`),
		"public: one more":   replaced(t, public, `"selected":[`, `"selected":[{"lead_organisation":"가","name":"가","name_en":"A"},`),
		"public: a line":     replaced(t, public, `"selected":[{`, `"selected":[{"rank":1,`),
		"nothing":            {},
	} {
		if said := s.verifyRanking(changed, 1); strings.Contains(said, "proved") {
			t.Errorf("%s changed: %s", name, said)
		}
	}
	s.refused("no such file", "verify", "ranking", filepath.Join(t.TempDir(), "none.json"))
}

// replaced changes the first place where old stands.
func replaced(t *testing.T, raw []byte, old, becomes string) []byte {
	t.Helper()
	if !bytes.Contains(raw, []byte(old)) {
		t.Fatalf("no %s in %.300s", old, raw)
	}
	return bytes.Replace(raw, []byte(old), []byte(becomes), 1)
}

func (s *site) verifyRanking(file []byte, want int) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "file.json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		s.t.Fatal(err)
	}
	printed, code := s.command("verify", "ranking", path)
	if code != want {
		s.t.Errorf("wbl verify ranking ended with %d, want %d: %s", code, want, printed)
	}
	return printed
}

// TestAChangedDocumentIsFound: a back-up of the shipped program while sixteen
// people write is whole where it is restored, and one byte that then changes in
// a document is found.
func TestAChangedDocumentIsFound(t *testing.T) {
	s := settle(t, filepath.Join(t.TempDir(), "data"))
	s.start()
	kept := filepath.Join(t.TempDir(), "kept.json")
	checkpoint := s.ask("", api("GET", "/audit/checkpoint", nil), http.StatusOK, nil).reply
	if err := os.WriteFile(kept, noteIn(t, checkpoint), 0o600); err != nil {
		t.Fatal(err)
	}
	c := s.crew()
	stop := make(chan struct{})
	wait := c.write(stop)
	backup := filepath.Join(t.TempDir(), "wbl.tar")
	s.must("backup", backup)
	close(stop)
	wait()
	if c.count() == 0 {
		t.Error("nobody wrote during the back-up")
	}
	s.stop()

	other := prepare(t, filepath.Join(t.TempDir(), "restored"))
	other.must("restore", backup)
	if said := other.must("verify", "data", "--kept", kept); !strings.Contains(said, " 0 findings") || strings.Contains(said, " 0 documents") {
		t.Fatal(said)
	}
	found, err := filepath.Glob(filepath.Join(other.cfg.Data, "documents", "objects", "*", "*", "*"))
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	content, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(found[0], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(found[0], flipped(content), 0o600); err != nil {
		t.Fatal(err)
	}
	id := query[string](t, other.open(), "SELECT id FROM documents WHERE blob_key = ?", filepath.Base(found[0]))
	if len(id) != 1 {
		t.Fatalf("%d rows name %s", len(id), found[0])
	}
	other.refused("document "+id[0]+": its bytes do not have the SHA-256", "verify", "data")
}

func noteIn(t *testing.T, reply []byte) []byte {
	t.Helper()
	note := textAt("note")(reply)
	if note == "" {
		t.Fatalf("no checkpoint: %s", reply)
	}
	return []byte(note)
}
