package submission_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/job"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/submission"
	"wbl/internal/team"
)

var ctx = context.Background()

// world is an open call, one team with a lead and a member, and a clock inside
// the filing period.
type world struct {
	t        *testing.T
	store    *store.Store
	clock    *clock.Manual
	folder   string
	log      *audit.Log
	subs     *submission.Service
	teams    *team.Service
	team     team.Team
	deadline clock.Instant
	sub      submission.Submission
}

func newWorld(t *testing.T) *world {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 6, 20, 0, 0, 0, 0, time.UTC))
	w := &world{t: t, clock: c, store: storetest.Open(t, c), folder: t.TempDir()}
	key, err := audit.GenerateKey("wbl.example.kr/log")
	if err != nil {
		t.Fatal(err)
	}
	w.log = audit.New(w.store, key, c)
	w.teams = team.New(w.store, account.NewLinkTokens([]byte("a secret of the test")), "https://wbl.example.kr")
	w.restart(submission.Config{MaxBytes: 1 << 30})
	w.deadline = c.Now().Add(31 * 24 * time.Hour)
	w.person("organiser")
	w.calls()
	w.person("lead")
	w.create(&account.Organisation{
		ID: "org", RegistrationNumber: "1234567891", Name: "주식회사 카카오", SortName: "카카오", Kind: account.Large, CreatedBy: "lead",
	})
	w.grant("lead", actor.Officer, actor.Organisation, "org")
	w.team, err = w.teams.Register(ctx, w.as("lead"), team.Registration{CallID: "call", Name: "카카오 팀", LeadOrganisationID: "org"})
	w.must(err)
	w.join("member")
	w.clock.Advance(2 * time.Hour)
	w.sub, err = w.subs.Open(ctx, w.as("member"), w.team.ID, "documents")
	w.must(err)
	return w
}

// calls makes a call with a first stage that takes everything and a second that
// takes one file.
func (w *world) calls() {
	opens := w.clock.Now().Add(time.Hour)
	schedule := call.Schedule{OpensAt: opens, ClosesAt: w.deadline, ResultAt: w.deadline.Add(96 * time.Hour)}
	w.create(
		&call.Call{
			ID: "call", Key: "wbl-2026", Programme: "wbl", Title: call.Text{Ko: "독자 AI", En: "Own AI"}, Status: call.StatusOpen,
			Version: 1, CreatedBy: "organiser", Definition: call.Definition{
				Resources: []call.Resource{
					{Key: "gpu", Kind: call.GPU, Step: 8, Maximum: 512}, {Key: "money", Kind: call.Money, Step: 1, Maximum: 1000},
				},
				Eligibility: []call.Rule{{Key: "university", Kind: call.UniversityRequired}},
			},
		},
		&call.Stage{
			ID: "documents", CallID: "call", Key: "documents", Position: 1, Kind: "documents", Title: call.Text{Ko: "서류", En: "Documents"},
			Phase: call.PhasePending, Schedule: schedule, Definition: definition(), Version: 1,
		},
		&call.Stage{
			ID: "paper", CallID: "call", Key: "paper", Position: 2, Kind: "paper", Phase: call.PhasePending, Schedule: schedule, Version: 1,
			Definition: call.StageDefinition{Documents: []call.DocumentRule{{Key: "slides", Types: []call.DocumentType{call.PDF}, MaxBytes: 10, MaxFiles: 1}}},
		},
	)
}

func definition() call.StageDefinition {
	zero, ten := int64(0), int64(10)
	return call.StageDefinition{
		Form: &call.Form{Sections: []call.Section{
			{Key: "plan", Schema: call.Schema{Type: "object", Required: []string{"goal"}, Properties: call.Properties{
				{Key: "goal", Type: call.TypeString, MinLength: 3, MaxLength: 20},
				{Key: "people", Type: call.TypeInteger, Minimum: &zero, Maximum: &ten},
			}}},
			{Key: "extra", Schema: call.Schema{Type: "object", Properties: call.Properties{
				{Key: "note", Type: call.TypeString, MaxLength: 1000},
			}}},
		}},
		Documents: []call.DocumentRule{
			{
				Key: "proposal", Types: []call.DocumentType{call.PDF}, MaxBytes: 1 << 20, MaxFiles: 1, Required: true, JudgesRead: true,
			},
			{Key: "evidence", Types: []call.DocumentType{call.ZIP, call.PDF}, MaxBytes: 2 << 20, MaxFiles: 2},
		},
		Requests: true,
	}
}

// restart makes a new service on the same database and folder.
func (w *world) restart(cfg submission.Config) {
	w.t.Helper()
	blobs, err := blob.Open(w.folder)
	w.must(err)
	cfg.Site, cfg.VerifierKey = "https://wbl.example.kr/", w.log.VerifierKey()
	w.subs = submission.New(w.store, blobs, w.log.Receipt, cfg)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	w.must(w.store.Write(ctx, fn))
}

func (w *world) create(rows ...any) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		for _, row := range rows {
			if err := tx.DB().Create(row).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) person(id string) {
	w.t.Helper()
	w.create(&account.Person{ID: id, Email: id + "@example.kr", Name: "사람 " + id, Language: "ko", Status: account.Active})
}

func (w *world) grant(person string, role actor.Role, kind actor.ScopeKind, scope string) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return account.Grant(tx, actor.System(tx.Now()), person, role, kind, scope)
	})
}

func (w *world) as(person string) (who actor.Actor) {
	w.t.Helper()
	w.write(func(tx *store.Tx) (err error) {
		who, err = account.AsActor(tx, person, tx.Now())
		return err
	})
	return who
}

func (w *world) join(person string) {
	w.t.Helper()
	w.person(person)
	invited, err := w.teams.Invite(ctx, w.as("lead"), team.InvitationInput{
		TeamID: w.team.ID, Email: person + "@example.kr", OrganisationID: "org",
	})
	w.must(err)
	_, err = w.teams.Accept(ctx, w.as(person), invited.Token)
	w.must(err)
}

// save writes a section over whatever version stands.
func (w *world) save(key string, answers map[string]any, complete bool) error {
	w.t.Helper()
	view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	version := int64(0)
	for _, s := range view.Sections {
		if s.SectionKey == key {
			version = s.Version
		}
	}
	_, err = w.subs.SaveSection(ctx, w.as("member"), submission.SectionInput{
		SubmissionID: w.sub.ID, Key: key, Answers: answers, Complete: complete, IfVersion: version,
	})
	return err
}

func (w *world) upload(key, name string, content []byte) (submission.Document, error) {
	return w.subs.Upload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: key, FileName: name,
	}, bytes.NewReader(content))
}

// fillIn completes everything.
func (w *world) fillIn() submission.Document {
	w.t.Helper()
	w.must(w.save("plan", map[string]any{"goal": "세계 최고 모델", "people": float64(3)}, true))
	w.must(w.save("extra", nil, true))
	d, err := w.upload("proposal", "제안서.pdf", aPDF("제안"))
	w.must(err)
	_, _, err = w.subs.PutRequests(ctx, w.as("member"), submission.RequestsInput{
		SubmissionID: w.sub.ID, Requests: []submission.Request{{ResourceKey: "gpu", Wanted: 64, Minimum: 8, Reason: "학습"}},
	})
	w.must(err)
	return d
}

func (w *world) submit() submission.Outcome {
	w.t.Helper()
	out, err := w.subs.Submit(ctx, w.as("lead"), w.sub.ID)
	w.must(err)
	return out
}

// screen moves the stage past filing once its deadline has come.
func (w *world) screen() {
	w.t.Helper()
	w.clock.Set(max(w.clock.Now(), w.deadline))
	w.write(func(tx *store.Tx) error {
		return call.MoveTo(tx, actor.System(tx.Now()), "documents", call.PhaseScreening)
	})
}

// rows counts the rows of a table for which a column has the value.
func (w *world) rows(table, column, value string) (n int64) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Table(table).Where(column+" = ?", value).Count(&n).Error
	})
	return n
}

// jobsAfter carries out what is due once the clock has moved on.
func (w *world) jobsAfter(d time.Duration) {
	w.t.Helper()
	w.clock.Advance(d)
	queue := job.New(w.store, w.clock, slog.New(slog.DiscardHandler))
	queue.Handle(submission.ForgetJob, w.subs.ForgetBytes)
	_, err := queue.RunDue(ctx)
	w.must(err)
}

// files counts the files in the folder of uploads.
func (w *world) files() (n int) {
	w.t.Helper()
	w.must(filepath.WalkDir(w.folder, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	}))
	return n
}

func aPDF(text string) []byte {
	return []byte("%PDF-1.4\n% " + text + "\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
}

func aZIP(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	entry, err := archive.Create("a.txt")
	if err == nil {
		_, err = entry.Write([]byte("내용"))
	}
	if err := errors.Join(err, archive.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// refused fails the test unless err is the fault with that code, also as the
// code of one of its fields.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if fault.CodeOf(err) == code {
		return
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			if field.Code == code {
				return
			}
		}
	}
	t.Errorf("got %v, want %s", err, code)
}
