package mail_test

import (
	"errors"
	"mime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/store"
)

func TestAddressesThatCouldSayMoreAreRefused(t *testing.T) {
	w := open(t, mail.Config{})
	for _, address := range []string{
		"", "lee", "@company.example", "lee@", "a@b@c", "lee@company.example\r\nBcc: kim@company.example",
		"lee@company.example\n", " lee@company.example", "lee @company.example", "이@company.example",
		"Lee <lee@company.example>", "<lee@company.example>", "lee@company.example,kim@company.example",
		"lee@company.example\x00", strings.Repeat("a", 250) + "@b.example",
	} {
		if err := w.send(made(address, "이순신")); fault.CodeOf(err) != "mail.address_refused" {
			t.Errorf("%q: %v", address, err)
		}
	}
	if list := w.list(t); len(list) != 0 {
		t.Fatalf("in the outbox: %+v", list)
	}
}

func TestNamesCannotAddHeaders(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	evil := "팀\r\nBcc: kim@company.example\r\n\r\n<b>body</b>\u2028X: y\x00\x1b"
	w.mustSend(t, mail.Message{
		To: "lee@company.example", Language: "ko", Template: "team_invitation",
		Args: fault.Args{"team": evil, "inviter": evil, "organisation": "기관", "link": "https://wbl.example/i", "until": "내일"},
	})
	w.sendDue(t, 1)
	messages, _ := s.messages()
	subject, err := new(mime.WordDecoder).DecodeHeader(messages[0].Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	want := "[WBL] 팀 Bcc: kim@company.example <b>body</b> X: y 컨소시엄에 초대합니다"
	if diff := cmp.Diff(want, subject); diff != "" {
		t.Error(diff)
	}
	names := []string{}
	for name := range messages[0].Header {
		names = append(names, name)
	}
	for _, name := range names {
		if name == "Bcc" || name == "X" {
			t.Errorf("header %s was smuggled in", name)
		}
	}
}

// A name from before names were checked, or a reason of several lines, stays on
// the line of the text that it belongs to.
func TestNoArgumentBeginsALine(t *testing.T) {
	w := open(t, mail.Config{})
	args := func(name, call any) fault.Args {
		return fault.Args{"team": name, "inviter": call, "organisation": name, "link": "https://wbl.example/i", "until": name}
	}
	send := func(args fault.Args) string {
		w.mustSend(t, mail.Message{To: "lee@company.example", Language: "ko", Template: "team_invitation", Args: args})
		box, err := w.outbox.Mailbox(ctx)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Second)
		return box[0].Body
	}
	want := send(args("팀 [보안 안내] X: y", "7"))
	for _, evil := range []string{
		"팀\n\n[보안 안내]\nX: y", "팀\r[보안 안내]\u2028X: y\n", "\v팀\u0085[보안\u2029안내]\fX:\t y", "팀\a[보안\u202e 안내] X:\u2067y",
	} {
		if diff := cmp.Diff(want, send(args(evil, 7))); diff != "" {
			t.Errorf("%q:\n%s", evil, diff)
		}
		if diff := cmp.Diff(want, send(args(errors.New(evil), 7))); diff != "" {
			t.Errorf("%q as another type:\n%s", evil, diff)
		}
	}
}

func TestNoNameBreaksTheHeaders(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	sent := 0
	rapid.Check(t, func(rt *rapid.T) {
		m := mail.Message{To: "lee@company.example", Language: rapid.SampledFrom([]string{"ko", "en", "xx"}).Draw(rt, "language"), Template: "team_invitation"}
		m.Args = fault.Args{"organisation": "o", "link": "l", "until": "u"}
		m.Args["team"] = strings.ToValidUTF8(string(rapid.SliceOf(rapid.Byte()).Draw(rt, "team")), "?") + rapid.String().Draw(rt, "more")
		m.Args["inviter"] = rapid.String().Draw(rt, "inviter")
		if err := w.send(m); err != nil {
			rt.Fatal(err)
		}
		if ran, err := w.outbox.SendDue(ctx); ran != 1 || err != nil {
			rt.Fatalf("%d attempts, %v", ran, err)
		}
		sent++
		messages, _ := s.messages()
		if len(messages) != sent {
			rt.Fatalf("%d of %d taken", len(messages), sent)
		}
		header := messages[sent-1].Header
		known := "Auto-Submitted Content-Language Content-Transfer-Encoding Content-Type Date From Message-Id Mime-Version Received Subject To"
		for name, values := range header {
			if !strings.Contains(known, name) || len(values) != 1 {
				rt.Fatalf("header %s: %q", name, values)
			}
		}
	})
}

func TestTemplatesAreComplete(t *testing.T) {
	w := open(t, mail.Config{})
	for name, m := range map[string]mail.Message{
		"no text":     {To: "lee@company.example", Template: "no_such_template"},
		"missing arg": {To: "lee@company.example", Template: "account_made", Args: fault.Args{"link": "l"}},
	} {
		if err := w.send(m); err == nil {
			t.Errorf("%s: written", name)
		}
	}
	for _, m := range []mail.Message{
		{To: "lee@company.example", Language: "ko", Template: "registration", Args: fault.Args{"link": "l"}},
		{To: "lee@company.example", Language: "en", Template: "already_registered", Args: fault.Args{"link": "l"}},
		{To: "lee@company.example", Language: "xx", Template: "account_made", Args: fault.Args{"link": "l", "name": "{link}"}},
	} {
		if err := w.send(m); err != nil {
			t.Errorf("%s: %v", m.Template, err)
		}
	}
}

func TestBodiesAreForTheirRecipientsOnly(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	w.mustSend(t, made("lee@company.example", "이순신"))
	waiting := func() []mail.Mail {
		list, err := w.outbox.Mailbox(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := waiting(); len(list) != 1 || !strings.Contains(list[0].Body, "/register/secret") || list[0].CreatedAt != w.clock.Now() {
		t.Fatalf("%+v", list)
	}
	w.sendDue(t, 1)
	if list := waiting(); len(list) != 0 {
		t.Fatalf("%+v", list)
	}
	var kept int64
	err := w.store.Read(ctx, func(tx *store.Tx) error {
		return tx.DB().Table("mails").Where("body LIKE '%secret%' OR subject LIKE '%secret%' OR last_error LIKE '%secret%'").Count(&kept).Error
	})
	if err != nil || kept != 0 {
		t.Fatalf("%d mails still hold the link after they were sent, %v", kept, err)
	}
}

func TestOnlyOperatorsSeeTheOutbox(t *testing.T) {
	w := open(t, mail.Config{})
	for name, who := range map[string]actor.Actor{
		"nobody":      {},
		"elsewhere":   {Grants: []actor.Grant{{Role: actor.Operator, ScopeKind: actor.Call, ScopeID: "c"}}},
		"organiser":   {Grants: []actor.Grant{{Role: actor.Organiser, ScopeKind: actor.Installation}}},
		"the program": actor.System(clock.Second),
	} {
		if _, err := w.outbox.List(ctx, who, mail.ListInput{}); fault.CodeOf(err) != "mail.operators_only" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheOutboxIsListedInParts(t *testing.T) {
	s := serve(t, false, &server{})
	w := open(t, plainConfig(s))
	var want []string
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		w.mustSend(t, made(name+"@company.example", name))
		want = append([]string{name + "@company.example"}, want...)
		if name == "b" {
			w.sendDue(t, 2)
		}
		if name != "c" { // c and d are written at the same moment
			w.clock.Advance(clock.Instant(1).Sub(0))
		}
	}
	var got []string
	for after := ""; ; {
		part, err := w.outbox.List(ctx, operator, mail.ListInput{After: after, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range part {
			got = append(got, entry.Recipient)
		}
		if len(part) < 2 {
			break
		}
		after = part[1].ID
	}
	if len(got) == 5 && got[1] == "c@company.example" { // one moment: their order is that of random ids
		got[1], got[2] = got[2], got[1]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	unsent, err := w.outbox.List(ctx, operator, mail.ListInput{OnlyUnsent: true, Limit: 1000})
	if err != nil || len(unsent) != 3 {
		t.Fatalf("%d unsent, %v", len(unsent), err)
	}
	if _, err := w.outbox.List(ctx, operator, mail.ListInput{After: "unknown"}); fault.KindOf(err) != fault.Invalid {
		t.Fatal(err)
	}
}
