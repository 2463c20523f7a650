package mail_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"log/slog"
	"mime"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

var (
	ctx      = context.Background()
	operator = actor.Actor{Grants: []actor.Grant{{Role: actor.Operator, ScopeKind: actor.Installation}}}
	silent   = slog.New(slog.DiscardHandler)
)

type world struct {
	clock  *clock.Manual
	store  *store.Store
	outbox *mail.Outbox
}

func open(t *testing.T, cfg mail.Config) world {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 1, 5, 1, 2, 3, 0, time.UTC))
	s := storetest.Open(t, clk)
	outbox, err := mail.New(s, cfg, clk, silent)
	if err != nil {
		t.Fatal(err)
	}
	return world{clock: clk, store: s, outbox: outbox}
}

func plainConfig(s *server) mail.Config {
	return mail.Config{Host: "127.0.0.1", Port: s.port, From: "독자 AI <no-reply@wbl.example>", TLS: mail.TLSNone}
}

func (w world) send(messages ...mail.Message) error {
	return w.store.Write(ctx, func(tx *store.Tx) error {
		for _, m := range messages {
			if err := mail.Send(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

func made(to, name string) mail.Message {
	return mail.Message{
		To: to, Language: "ko", Template: "account_made", Args: fault.Args{"name": name, "link": "https://wbl.example/register/secret"},
	}
}

func (w world) mustSend(t *testing.T, messages ...mail.Message) {
	t.Helper()
	if err := w.send(messages...); err != nil {
		t.Fatal(err)
	}
}

func (w world) sendDue(t *testing.T, want int) {
	t.Helper()
	if ran, err := w.outbox.SendDue(ctx); ran != want || err != nil {
		t.Fatalf("%d attempts, %v; want %d", ran, err, want)
	}
}

func (w world) list(t *testing.T) []mail.Entry {
	t.Helper()
	list, err := w.outbox.List(ctx, operator, mail.ListInput{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestMailIsReadable(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	english := made("kim@company.example", "Kim")
	english.Language = "en"
	w.mustSend(t, made("lee@company.example", "이순신"), english)
	w.clock.Advance(time.Hour)
	w.sendDue(t, 2)
	w.sendDue(t, 0)
	messages, bodies := s.messages()
	got := map[string]string{}
	for i, m := range messages {
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			t.Fatal(err)
		}
		body, err := base64.StdEncoding.DecodeString(bodies[i])
		if err != nil {
			t.Fatal(err)
		}
		from, err := m.Header.AddressList("From")
		if err != nil || from[0].Name != "독자 AI" || from[0].Address != "no-reply@wbl.example" {
			t.Errorf("from %v, %v", from, err)
		}
		if id := m.Header.Get("Message-ID"); !strings.HasSuffix(id, "@wbl.example>") || len(id) < 30 {
			t.Errorf("message id %s", id)
		}
		if date := m.Header.Get("Date"); date != "Mon, 05 Jan 2026 01:02:03 +0000" {
			t.Errorf("date %s", date)
		}
		first, _, _ := strings.Cut(string(body), "\n")
		got[m.Header.Get("To")] = m.Header.Get("Content-Language") + "|" + subject + "|" + first
		if !strings.Contains(string(body), "https://wbl.example/register/secret\n") || !strings.Contains(string(body), "\n-- \n") {
			t.Errorf("body:\n%s", body)
		}
	}
	want := map[string]string{
		"<lee@company.example>": "ko|[WBL] 계정이 만들어졌습니다|이순신 님의 계정을 운영자가 만들었습니다.",
		"<kim@company.example>": "en|[WBL] An account was made for you|An operator made an account for Kim.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

func TestARolledBackMailIsNotSent(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	refused := errors.New("refused")
	err := w.store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(mail.Send(tx, made("lee@company.example", "이순신")), refused)
	})
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	w.sendDue(t, 0)
	if list := w.list(t); len(list) != 0 {
		t.Fatalf("in the outbox: %+v", list)
	}
}

func TestFailedMailIsTriedAgainUnderTheSameID(t *testing.T) {
	ids := []string{}
	s := &server{}
	s.data = func() error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	}
	serve(t, false, s)
	w := open(t, plainConfig(s))
	w.mustSend(t, made("lee@company.example", "이순신"))
	w.sendDue(t, 1)
	w.sendDue(t, 0)
	entry := w.list(t)[0]
	if entry.Attempts != 1 || entry.SentAt != 0 || !strings.Contains(entry.LastError, "451") {
		t.Fatalf("after a failure: %+v", entry)
	}
	s.set(func() { s.data, s.hangUp = nil, true })
	w.clock.Advance(5 * time.Second)
	w.sendDue(t, 1)
	w.clock.Advance(24 * time.Hour)
	w.sendDue(t, 0)
	messages, _ := s.messages()
	for _, m := range messages {
		ids = append(ids, m.Header.Get("Message-ID"))
	}
	if entry := w.list(t)[0]; len(ids) != 1 || entry.SentAt.IsZero() || entry.Attempts != 2 || entry.LastError != "" {
		t.Fatalf("taken before the server hung up, yet %+v, %v", entry, ids)
	}
}

func TestACrashAfterSendingRepeatsTheMessageID(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	w.mustSend(t, made("lee@company.example", "이순신"))
	w.sendDue(t, 1)
	err := w.store.Write(ctx, func(tx *store.Tx) error { // as if the process had died before it could note the success
		return errors.Join(tx.DB().Exec("UPDATE jobs SET done_at = 0").Error, tx.DB().Exec("UPDATE mails SET sent_at = 0").Error)
	})
	if err != nil {
		t.Fatal(err)
	}
	w.sendDue(t, 1)
	messages, _ := s.messages()
	if len(messages) != 2 || messages[0].Header.Get("Message-ID") != messages[1].Header.Get("Message-ID") {
		t.Fatalf("%d messages", len(messages))
	}
}

func TestARepeatedJobSendsNothingTwice(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	w.mustSend(t, made("lee@company.example", "이순신"))
	w.sendDue(t, 1)
	err := w.store.Write(ctx, func(tx *store.Tx) error { return tx.DB().Exec("UPDATE jobs SET done_at = 0").Error })
	if err != nil {
		t.Fatal(err)
	}
	w.sendDue(t, 1)
	if messages, _ := s.messages(); len(messages) != 1 {
		t.Fatalf("%d messages", len(messages))
	}
}

func TestARefusedRecipientIsGivenUp(t *testing.T) {
	s := &server{rcpt: func(to string) error {
		if strings.HasPrefix(to, "nobody@") {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
		}
		return nil
	}}
	serve(t, false, s)
	w := open(t, plainConfig(s))
	w.mustSend(t, made("nobody@company.example", "아무개"), made("lee@company.example", "이순신"))
	w.sendDue(t, 2)
	w.clock.Advance(24 * time.Hour)
	w.sendDue(t, 0)
	for _, entry := range w.list(t) {
		if entry.Recipient == "nobody@company.example" && (entry.SentAt != 0 || !strings.Contains(entry.LastError, "no such user")) {
			t.Errorf("%+v", entry)
		}
		if entry.Recipient == "lee@company.example" && entry.SentAt.IsZero() {
			t.Errorf("%+v", entry)
		}
	}
}

func TestAnEndlesslyFailingMailIsGivenUp(t *testing.T) {
	w := open(t, mail.Config{Host: "127.0.0.1", Port: 1, From: "no-reply@wbl.example", TLS: mail.TLSNone})
	w.mustSend(t, made("lee@company.example", "이순신"))
	for range 80 {
		w.sendDue(t, 1)
		w.clock.Advance(time.Hour)
	}
	w.sendDue(t, 0)
	if entry := w.list(t)[0]; entry.Attempts != 80 || entry.SentAt != 0 || entry.LastError == "" {
		t.Fatalf("%+v", entry)
	}
}

func TestWithoutAServerMailsWait(t *testing.T) {
	w := open(t, mail.Config{})
	var said bytes.Buffer
	outbox, err := mail.New(w.store, mail.Config{}, w.clock, slog.New(slog.NewTextHandler(&said, nil)))
	if err != nil {
		t.Fatal(err)
	}
	w.mustSend(t, made("lee@company.example", "이순신"), made("kim@company.example", "김"))
	stopped, cancel := context.WithCancel(ctx)
	finished := make(chan struct{})
	go func() { outbox.Run(stopped); close(finished) }()
	time.Sleep(100 * time.Millisecond)
	cancel()
	<-finished
	if lines := strings.Count(said.String(), "\n"); lines != 1 || !strings.Contains(said.String(), "mail.host") {
		t.Fatalf("the log said:\n%s", said.String())
	}
	if list := w.list(t); len(list) != 2 || list[0].Attempts != 0 {
		t.Fatalf("the outbox: %+v", list)
	}
	s := serve(t, false, &server{})
	later, err := mail.New(w.store, plainConfig(s), w.clock, silent)
	if err != nil {
		t.Fatal(err)
	}
	if ran, err := later.SendDue(ctx); ran != 2 || err != nil {
		t.Fatalf("after a start with a server %d attempts, %v", ran, err)
	}
}

func TestRunSendsWhatIsCommitted(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	stopped, cancel := context.WithCancel(ctx)
	finished := make(chan struct{})
	go func() { w.outbox.Run(stopped); close(finished) }()
	w.mustSend(t, made("lee@company.example", "이순신"))
	for range 200 {
		if messages, _ := s.messages(); len(messages) == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	cancel()
	<-finished
	if entry := w.list(t)[0]; entry.SentAt.IsZero() {
		t.Fatalf("%+v", entry)
	}
}

func TestTLS(t *testing.T) {
	secure := serve(t, true, &server{password: "correct horse"})
	bare := serve(t, false, &server{})
	config := func(port int, password string) mail.Config {
		return mail.Config{
			Host: "127.0.0.1", Port: port, Username: "wbl", Password: password, From: "no-reply@wbl.example", TLS: mail.TLSStart,
		}
	}
	unsigned := config(bare.port, "")
	unsigned.Username = ""
	for _, c := range []struct {
		name string
		cfg  mail.Config
		sent bool
	}{
		{"signed in over STARTTLS", config(secure.port, "correct horse"), true},
		{"wrong password", config(secure.port, "guess"), false},
		{"a server without TLS", config(bare.port, "correct horse"), false},
		{"a server without TLS, nobody to sign in", unsigned, false},
	} {
		w := open(t, c.cfg)
		w.mustSend(t, made("lee@company.example", "이순신"))
		w.sendDue(t, 1)
		entry := w.list(t)[0]
		if sent := !entry.SentAt.IsZero(); sent != c.sent || strings.Contains(entry.LastError, "correct horse") {
			t.Errorf("%s: %+v", c.name, entry)
		}
	}
	messages, _ := bare.messages()
	if !secure.encrypted || len(messages) > 0 {
		t.Errorf("encrypted %v, %d in the clear", secure.encrypted, len(messages))
	}
}

func TestConfigurationIsChecked(t *testing.T) {
	for name, cfg := range map[string]mail.Config{
		"no sender":            {Host: "h", Port: 25, TLS: mail.TLSStart},
		"sender with newline":  {Host: "h", Port: 25, TLS: mail.TLSStart, From: "a@b.example\r\nBcc: c@d.example"},
		"unknown TLS":          {Host: "h", Port: 25, TLS: "maybe", From: "a@b.example"},
		"password in the open": {Host: "h", Port: 25, TLS: mail.TLSNone, From: "a@b.example", Username: "u", Password: "p"},
		"port":                 {Host: "h", Port: 70000, TLS: mail.TLSStart, From: "a@b.example"},
	} {
		if _, err := mail.New(nil, cfg, nil, silent); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := mail.New(nil, mail.Config{Host: "h", Port: 465, TLS: mail.TLSFirst, From: "a@b.example"}, nil, silent); err != nil {
		t.Error(err)
	}
}
