package app_test

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/app"
	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/demo"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/testkit"
)

// busy is a program on which the demonstration has been played and people go on
// writing.
type busy struct {
	*testkit.Kit
	t    *testing.T
	cfg  config.Config
	kept audit.Checkpoint // signed while they wrote, before the back-up
	made int              // organisations whose making was answered before the back-up
}

// present is a clock that stands at the moment up to which the demonstration
// was played.
func present() *clock.Manual { return clock.NewManual(time.Now()) }

func makeBusy(t *testing.T) *busy {
	t.Helper()
	b := &busy{t: t, cfg: testkit.Config(t)}
	if err := demo.Seed(t.Context(), b.cfg, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	b.Kit = testkit.Open(t, b.cfg, present())
	return b
}

// backUp takes a back-up while eight people write, and documents come and go.
func (b *busy) backUp() []byte {
	b.t.Helper()
	var writers sync.WaitGroup
	ctx, stop := context.WithCancel(b.t.Context())
	answered := make(chan int, 8)
	for i := range 8 {
		email := fmt.Sprintf("writer%d@test.kr", i)
		b.Person(email)
		client := b.SignIn(email)
		writers.Go(func() { b.write(ctx, client, i, answered) })
	}
	coming := make(chan struct{})
	writers.Go(func() { b.uploadAndRemove(ctx, coming) })
	for range 8 {
		b.made += <-answered
	}
	<-coming
	kept, err := b.Log.SignCheckpoint(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	b.kept = kept
	var file bytes.Buffer
	_, err = app.Backup(b.t.Context(), b.Store, b.Blobs, b.Clock.Now(), b.t.TempDir(), &file)
	stop()
	writers.Wait()
	if err != nil {
		b.t.Fatal(err)
	}
	return file.Bytes()
}

// write makes organisations until it is stopped, and says once how many of
// them were answered.
func (b *busy) write(ctx context.Context, client *testkit.Client, writer int, answered chan<- int) {
	for n := 0; ctx.Err() == nil; n++ {
		client.With("Idempotency-Key", store.NewID()).Do("POST", "/organisations", map[string]any{
			"registration_number": account.WithCheckDigit(fmt.Sprintf("3%02d%06d", writer, n)), "name": fmt.Sprintf("주식회사 마루%d-%d", writer, n),
			"name_en": "", "kind": "start_up", "representative": "김대표",
		}).Want(http.StatusCreated)
		if n == 4 {
			answered <- n + 1
		}
	}
}

// uploadAndRemove adds a document to a draft and takes it out again, over and
// over: a back-up can fall in between.
func (b *busy) uploadAndRemove(ctx context.Context, coming chan<- struct{}) {
	lead := b.signInDemo("lead1")
	var teams struct {
		Items []struct{ ID string }
	}
	submission := ""
	lead.Do("GET", "/me/teams", nil).Want(http.StatusOK).JSON(&teams)
	for _, team := range teams.Items {
		var list struct {
			Items []struct{ ID, Status string }
		}
		lead.Do("GET", "/teams/"+team.ID+"/submissions", nil).Want(http.StatusOK).JSON(&list)
		for _, s := range list.Items {
			if s.Status == "draft" {
				submission = s.ID
			}
		}
	}
	for n := 0; ctx.Err() == nil; n++ {
		content := fmt.Appendf(nil, "%s\n%% %d\n", paper, n)
		id := lead.Do("POST", "/submissions/"+submission+"/documents", map[string]any{
			"document_key": "privacy_consent", "file_name": "동의서.pdf", "size": len(content),
		}).Want(http.StatusCreated).Get("id")
		lead.With("Upload-Offset", "0").Send("PATCH", "/api/v1/documents/"+id+"/content", "application/octet-stream", bytes.NewReader(content)).
			Want(http.StatusNoContent)
		lead.Do("POST", "/documents/"+id+"/finish", nil).Want(http.StatusOK)
		if n == 0 {
			close(coming)
		}
		lead.Do("DELETE", "/documents/"+id, nil).Want(http.StatusNoContent)
	}
}

func (b *busy) signInDemo(name string) *testkit.Client {
	var session struct {
		AccessToken string `json:"access_token"`
	}
	nobody := b.Anonymous()
	nobody.Do("POST", "/session", map[string]any{"email": name + "@demo.wbl", "password": demo.Password, "client": "program"}).
		Want(http.StatusOK).JSON(&session)
	return nobody.WithToken(session.AccessToken)
}

// elsewhere is an empty folder and database.
type elsewhere struct {
	store *store.Store
	blobs *blob.Store
}

func emptyPlace(t *testing.T, db store.Config) elsewhere {
	t.Helper()
	cfg := config.Defaults()
	cfg.Data, cfg.Database = t.TempDir(), config.Database{Driver: db.Driver, DSN: db.DSN}
	s, err := app.OpenStore(t.Context(), cfg, present())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	blobs, err := blob.Open(filepath.Join(cfg.Data, "documents"))
	if err != nil {
		t.Fatal(err)
	}
	return elsewhere{store: s, blobs: blobs}
}

// places are the databases that a back-up goes to: SQLite always, PostgreSQL
// where a cluster is named.
func places(t *testing.T) map[string]store.Config {
	t.Helper()
	t.Setenv("WBL_TEST_DATABASE", store.SQLite)
	found := map[string]store.Config{store.SQLite: storetest.Config(t)}
	if os.Getenv("WBL_TEST_POSTGRES") != "" {
		t.Setenv("WBL_TEST_DATABASE", store.Postgres)
		found[store.Postgres] = storetest.Config(t)
	}
	return found
}

func TestABackUpMadeUnderLoadIsWholeElsewhere(t *testing.T) {
	b := makeBusy(t)
	file := b.backUp()
	later, err := b.Log.SignCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, db := range places(t) {
		t.Run(name, func(t *testing.T) {
			to := emptyPlace(t, db)
			if _, err := app.Restore(t.Context(), to.store, to.blobs, t.TempDir(), bytes.NewReader(file)); err != nil {
				t.Fatal(err)
			}
			to.sound(t, b.Log.VerifierKey(), b.kept.Note)
			b.sameDocuments(t, to)
			if n := to.organisations(t); n < b.made {
				t.Errorf("%d organisations, but %d had been answered", n, b.made)
			}
			report, err := audit.VerifyData(t.Context(), to.store, b.Log.VerifierKey(), later.Note)
			if err != nil || len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Problem, "went backwards") {
				t.Errorf("a checkpoint from after the back-up: %v %v", report.Findings, err)
			}
			_, err = app.Restore(t.Context(), to.store, to.blobs, t.TempDir(), bytes.NewReader(file))
			if fault.CodeOf(err) != "store.not_empty" {
				t.Errorf("restored over what is there: %v", err)
			}
		})
	}
	b.damagedDocumentsAreNamed(t)
}

func (e elsewhere) sound(t *testing.T, key string, kept ...string) {
	t.Helper()
	report, err := audit.VerifyData(t.Context(), e.store, key, kept...)
	if err != nil || len(report.Findings) > 0 || report.Leaves == 0 {
		t.Errorf("the log: %+v, %v", report, err)
	}
	checked, findings, err := app.VerifyDocuments(t.Context(), e.store, e.blobs)
	if err != nil || len(findings) > 0 || checked < 50 {
		t.Errorf("%d documents: %v, %v", checked, findings, err)
	}
}

func (e elsewhere) organisations(t *testing.T) (n int) {
	t.Helper()
	err := e.store.Read(t.Context(), func(tx *store.Tx) error {
		return tx.DB().Raw("SELECT COUNT(*) FROM organisations WHERE name LIKE '주식회사 마루%-%'").Scan(&n).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func documents(t *testing.T, blobs *blob.Store) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := blobs.Walk(t.Context(), func(o blob.Object) error {
		r, _, err := blobs.Open(o.Key)
		if err != nil {
			return err
		}
		defer r.Close()
		all[o.Key], err = io.ReadAll(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (b *busy) sameDocuments(t *testing.T, to elsewhere) {
	t.Helper()
	here, there := documents(t, b.Blobs), documents(t, to.blobs)
	if len(there) < 50 {
		t.Errorf("only %d documents", len(there))
	}
	for key, content := range there {
		if !bytes.Equal(content, here[key]) {
			t.Errorf("document %s has other bytes", key)
		}
	}
}

// TestADamagedBackUpSaysWhatIsWrong: nothing of it is restored.
func TestADamagedBackUpSaysWhatIsWrong(t *testing.T) {
	k := testkit.New(t)
	k.Person("kim@test.kr", actor.Operator)
	if _, err := k.Blobs.Put(t.Context(), store.NewID(), strings.NewReader("a document of one line\n"), 1<<10); err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	if _, err := app.Backup(t.Context(), k.Store, k.Blobs, k.Clock.Now(), t.TempDir(), &whole); err != nil {
		t.Fatal(err)
	}
	raw := whole.Bytes()
	for name, damage := range map[string]struct {
		file []byte
		says string
	}{
		"cut off in an entry":     {raw[:bytes.Index(raw, []byte("one line"))], "unexpected EOF"},
		"cut off between entries": {raw[:bytes.Index(raw, []byte("manifest.json"))], "no manifest"},
		"changed row":             {bytes.Replace(raw, []byte("kim@test.kr"), []byte("lee@test.kr"), 1), "damaged at rows/persons.jsonl"},
		"changed document":        {bytes.Replace(raw, []byte("one line"), []byte("two line"), 1), "damaged at documents/"},
		"entry left out":          {without(t, raw, "rows/roles.jsonl"), "its manifest names"},
		"entry of its own":        {bytes.ReplaceAll(raw, []byte("rows/roles.jsonl"), []byte("../roles.jsonl\x00\x00")), "read the back-up"},
		"no back-up":              {[]byte("hello"), "read the back-up"},
		"empty":                   {nil, "no manifest"},
	} {
		t.Run(name, func(t *testing.T) {
			to := emptyPlace(t, storetest.Config(t))
			_, err := app.Restore(t.Context(), to.store, to.blobs, t.TempDir(), bytes.NewReader(damage.file))
			if err == nil || !strings.Contains(err.Error(), damage.says) {
				t.Fatalf("%v, want %q", err, damage.says)
			}
			if n := len(documents(t, to.blobs)); n != 0 {
				t.Errorf("%d documents were put back", n)
			}
		})
	}
}

// without copies a tar file but for one entry.
func without(t *testing.T, raw []byte, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	to := tar.NewWriter(&out)
	for from := tar.NewReader(bytes.NewReader(raw)); ; {
		header, err := from.Next()
		if err != nil {
			break
		}
		content, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if header.Name == name {
			continue
		}
		if err := to.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// damagedDocumentsAreNamed loses one document and changes one byte of another.
func (b *busy) damagedDocumentsAreNamed(t *testing.T) {
	t.Helper()
	var rows []struct{ ID, BlobKey string }
	err := b.Store.Read(t.Context(), func(tx *store.Tx) error {
		return tx.DB().Raw("SELECT id, blob_key FROM documents WHERE status = 'ready' ORDER BY id LIMIT 2").Scan(&rows).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Blobs.Delete(rows[0].BlobKey); err != nil {
		t.Fatal(err)
	}
	key := rows[1].BlobKey
	path := filepath.Join(b.cfg.Data, "documents", "objects", key[:2], key[2:4], key)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_, findings, err := app.VerifyDocuments(t.Context(), b.Store, b.Blobs)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(findings)
	want := fmt.Sprintf("[document %s: its bytes are missing document %s: its bytes do not have the SHA-256 of its row]", rows[0].ID, rows[1].ID)
	if got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}
