package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"wbl/internal/account"
	"wbl/internal/pdf"
	"wbl/internal/store"
)

// writer asks for one thing after the other, each until it is answered: what
// was under way when the server died is asked again with the same key.
type writer struct {
	kind    string // which of the trades below
	login   string
	token   string
	next    func(w *writer) request
	pending *request
	acked   []answered
	version int64 // of the section, for who saves
	wrong   []string
}

// The trades.
const (
	registers = "registers organisations"
	invites   = "makes accounts"
	saves     = "saves a section"
	files     = "files"
)

// crew are sixteen writers of all trades.
type crew struct {
	s       *site
	writers []*writer
	serial  atomic.Int64
	draft   string // the submission whose sections are saved
}

func (s *site) crew() *crew {
	s.t.Helper()
	c := &crew{s: s}
	db := s.open()
	ready := s.finishDraft(submissionOf(s.t, db, "lead1"))
	c.draft = submissionOf(s.t, db, "lead2")
	for i := range 6 {
		c.add(registers, fmt.Sprintf("lead%d", i+3), c.organisation)
	}
	for range 5 {
		c.add(invites, "operator", c.user)
	}
	for _, section := range []string{"need_and_goal", "strategy"} {
		c.add(saves, "lead2", c.section(section))
	}
	for range 3 {
		c.add(files, "lead1", func(*writer) request {
			r := api("POST", "/submissions/"+ready+"/submit", nil)
			r.key = store.NewID()
			return r
		})
	}
	return c
}

func (c *crew) add(kind, login string, next func(*writer) request) {
	c.writers = append(c.writers, &writer{kind: kind, login: login, next: next, token: c.s.signIn(login)})
}

func submissionOf(t *testing.T, db *store.Store, login string) string {
	t.Helper()
	found := query[string](t, db, `SELECT s.id FROM submissions s JOIN teams t ON t.id = s.team_id JOIN calls c ON c.id = t.call_id
		JOIN persons p ON p.id = t.created_by WHERE c.call_key = 'demo-open' AND p.email = ?`, login+"@demo.wbl")
	if len(found) != 1 {
		t.Fatalf("%d submissions of %s", len(found), login)
	}
	return found[0]
}

// finishDraft uploads what the demonstration left out, so that the draft can be
// filed.
func (s *site) finishDraft(id string) string {
	s.t.Helper()
	s.upload(s.signIn("lead1"), id, "privacy_consent", paper(s.t))
	return id
}

func paper(t *testing.T) []byte {
	t.Helper()
	doc := pdf.New(pdf.Options{Title: "동의서"})
	doc.Title("동의서")
	raw, err := doc.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (s *site) upload(token, submission, key string, content []byte) (documentID string) {
	s.t.Helper()
	var document struct{ ID string }
	s.ask(token, api("POST", "/submissions/"+submission+"/documents", map[string]any{
		"document_key": key, "file_name": "동의서.pdf", "size": len(content),
	}), http.StatusCreated, &document)
	piece := api("PATCH", "/documents/"+document.ID+"/content", nil)
	piece.body = content
	s.ask(token, piece, http.StatusNoContent, nil)
	s.ask(token, api("POST", "/documents/"+document.ID+"/finish", nil), http.StatusOK, nil)
	return document.ID
}

func (c *crew) organisation(*writer) request {
	n := c.serial.Add(1)
	r := api("POST", "/organisations", map[string]any{
		"registration_number": account.WithCheckDigit(fmt.Sprintf("%09d", 300000000+n)), "name": fmt.Sprintf("주식회사 마루%d", n),
		"name_en": "", "kind": "start_up", "representative": "김대표",
	})
	r.key = store.NewID()
	return r
}

func (c *crew) user(*writer) request {
	n := c.serial.Add(1)
	r := api("POST", "/users", map[string]any{
		"email": fmt.Sprintf("user%d@example.kr", n), "name": fmt.Sprintf("사람%d", n), "language": "ko", "roles": []string{},
	})
	r.key = store.NewID()
	return r
}

func (c *crew) section(key string) func(w *writer) request {
	return func(w *writer) request {
		r := api("PUT", "/submissions/"+c.draft+"/sections/"+key, map[string]any{
			"answers": map[string]any{textField[key]: fmt.Sprintf("적은 내용 %d", c.serial.Add(1))}, "complete": false,
		})
		r.match = strconv.Quote(strconv.FormatInt(w.version, 10))
		return r
	}
}

// textField is a text of each section that is saved.
var textField = map[string]string{"need_and_goal": "need", "strategy": "strategy"}

// write lets everybody write until the server is gone or stop is closed.
func (c *crew) write(stop <-chan struct{}) (wait func()) {
	var group sync.WaitGroup
	for _, w := range c.writers {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if !c.one(w, false) {
					return
				}
			}
		})
	}
	return group.Wait
}

// one asks for one thing; false when no answer came.
func (c *crew) one(w *writer, again bool) bool {
	if w.pending == nil {
		next := w.next(w)
		w.pending = &next
	}
	a, err := c.s.send(w.token, *w.pending)
	if err != nil {
		return false
	}
	if again && w.kind == saves && a.status == http.StatusPreconditionFailed {
		a.status = http.StatusOK // it was saved before the server died; the section itself is looked at below
	}
	if a.status != http.StatusOK && a.status != http.StatusCreated {
		w.wrong = append(w.wrong, fmt.Sprintf("status %d: %s", a.status, a.reply))
		w.pending = nil
		return true
	}
	if w.kind == saves {
		w.version++
	}
	w.acked, w.pending = append(w.acked, a), nil
	return true
}

// askAgain finishes what was under way when the server died, and repeats what
// was answered last: the answer must be the same to the byte.
func (c *crew) askAgain() (repeated int) {
	c.s.t.Helper()
	for _, w := range c.writers {
		if len(w.acked) > 0 && w.kind != saves {
			last := w.acked[len(w.acked)-1]
			a, err := c.s.send(w.token, last.request)
			if err != nil || a.status != last.status || !bytes.Equal(a.reply, last.reply) {
				c.s.t.Errorf("%s %s again with its key: %v %d %s, was %d %s", w.login, w.kind, err, a.status, a.reply, last.status, last.reply)
			}
		}
		if w.pending == nil {
			continue
		}
		asked := *w.pending
		if !c.one(w, true) {
			c.s.t.Errorf("%s %s: no answer after the restart", w.login, w.kind)
		}
		if w.kind == saves {
			c.checkSection(w, asked)
		}
		repeated++
	}
	return repeated
}

// checkSection: after saving again, whether or not the first time had come
// through, the section is what was asked for, one version on.
func (c *crew) checkSection(w *writer, asked request) {
	c.s.t.Helper()
	var view struct {
		Sections []struct {
			Key     string
			Answers map[string]any
			Version int64
		}
	}
	c.s.ask(w.token, api("GET", "/submissions/"+c.draft, nil), http.StatusOK, &view)
	var want struct{ Answers map[string]any }
	if err := json.Unmarshal(asked.body, &want); err != nil {
		c.s.t.Fatal(err)
	}
	for _, section := range view.Sections {
		field := textField[section.Key]
		if field != "" && want.Answers[field] != nil && (section.Version != w.version || section.Answers[field] != want.Answers[field]) {
			c.s.t.Errorf("section %s has version %d and %v, want %d and %v", section.Key, section.Version, section.Answers, w.version, want.Answers)
		}
	}
}

// count is the number of acknowledged writes.
func (c *crew) count() (n int) {
	for _, w := range c.writers {
		n += len(w.acked)
		for _, wrong := range w.wrong {
			c.s.t.Errorf("%s %s: %s", w.login, w.kind, wrong)
		}
		w.wrong = nil
	}
	return n
}
