package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/job"
	"wbl/internal/store"
)

// How the connection to the mail server is encrypted.
const (
	TLSStart = "starttls" // required, not merely tried
	TLSFirst = "tls"      // from the first byte
	TLSNone  = "none"     // only for a relay on the same machine
)

// Config names the mail server. Without a host nothing is sent.
type Config struct {
	Host     string
	Port     int
	Username string // empty: no sign-in
	Password string
	From     string // "Name <address>" or a bare address
	TLS      string // TLSStart, TLSFirst or TLSNone
}

const (
	smtpTimeout = 30 * time.Second
	maxAttempts = 80 // about three days of the queue's growing delays
)

// Outbox sends what Send has written.
type Outbox struct {
	store  *store.Store
	cfg    Config
	from   *netmail.Address
	queue  *job.Queue
	logger *slog.Logger
}

// New checks the configuration; it does not connect yet.
func New(s *store.Store, cfg Config, c clock.Clock, logger *slog.Logger) (*Outbox, error) {
	o := &Outbox{store: s, cfg: cfg, queue: job.New(s, c, logger), logger: logger}
	if cfg.Host == "" {
		return o, nil
	}
	from, err := netmail.ParseAddress(cfg.From)
	if err != nil || !plain(from.Address) {
		return nil, fmt.Errorf("mail.from: %q is not an address", cfg.From)
	}
	if cfg.TLS == TLSNone && cfg.Username != "" {
		return nil, errors.New("mail.tls: a password must not travel without TLS; use starttls or tls")
	}
	o.from = from
	if _, err := o.client(); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	o.queue.Handle(sendKind, o.send)
	return o, nil
}

func (o *Outbox) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(o.cfg.Port), gomail.WithTimeout(smtpTimeout)}
	switch o.cfg.TLS {
	case TLSStart:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case TLSFirst:
		options = append(options, gomail.WithSSL())
	case TLSNone:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		return nil, fmt.Errorf("tls %q: use %s, %s or %s", o.cfg.TLS, TLSStart, TLSFirst, TLSNone)
	}
	if o.cfg.Username != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(o.cfg.Username), gomail.WithPassword(o.cfg.Password))
	}
	return gomail.NewClient(o.cfg.Host, options...)
}

// Run sends mails until ctx ends. Without a mail server it says so and leaves
// them where they are; they go out after a start with one.
func (o *Outbox) Run(ctx context.Context) {
	if o.cfg.Host == "" {
		o.logger.WarnContext(ctx, "mail: no mail server is configured (mail.host); mails stay in the outbox")
		<-ctx.Done()
		return
	}
	o.queue.Run(ctx)
}

const mailboxSize = 50

// Mailbox lists the newest unsent mails to anybody, with their bodies, and so
// with keys to other people's accounts: for the demonstration, whose people have
// no mailbox, and for tests.
func (o *Outbox) Mailbox(ctx context.Context) (list []Mail, err error) {
	err = o.store.Read(ctx, func(tx *store.Tx) error {
		list, err = newest(tx, mailboxSize)
		return err
	})
	return list, err
}

// SendDue makes the attempts that are due and tells how many they were.
func (o *Outbox) SendDue(ctx context.Context) (int, error) { return o.queue.RunDue(ctx) }

// send is one attempt at one mail. It is marked as sent as soon as the server
// has taken it, whatever the connection does afterwards; a process that dies
// between the two sends it again under the same Message-ID.
func (o *Outbox) send(ctx context.Context, payload json.RawMessage) error {
	var id string
	if err := json.Unmarshal(payload, &id); err != nil {
		return err
	}
	var row mailRow
	err := o.store.Read(ctx, func(tx *store.Tx) (err error) {
		row, err = byID(tx, id)
		return err
	})
	if store.Missing(err) || row.SentAt != 0 {
		return nil
	}
	if err != nil {
		return err
	}
	taken, failure := o.deliver(ctx, row)
	err = o.store.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		if taken {
			return markSent(tx, id, row.Attempts+1)
		}
		return markFailed(tx, id, row.Attempts+1, job.Brief(failure))
	})
	if taken || err != nil {
		return err
	}
	if final(failure) || row.Attempts+1 >= maxAttempts {
		o.logger.WarnContext(ctx, "mail: given up", "id", id, "template", row.Template, "attempts", row.Attempts+1)
		return nil
	}
	return failure
}

func (o *Outbox) deliver(ctx context.Context, row mailRow) (taken bool, err error) {
	message, err := o.message(row)
	if err != nil {
		return false, err
	}
	client, err := o.client()
	if err != nil {
		return false, err
	}
	err = client.DialAndSendWithContext(ctx, message)
	return message.IsDelivered(), err
}

func (o *Outbox) message(row mailRow) (*gomail.Msg, error) {
	message := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64),
		gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(o.from)
	if err := message.To(row.Recipient); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(o.from.Address, "@")
	message.SetMessageIDWithValue(row.MessageID + "@" + domain)
	message.SetDateWithValue(row.CreatedAt.Time())
	message.Subject(row.Subject)
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetGenHeader("Content-Language", row.Language)
	message.SetBodyString(gomail.TypeTextPlain, row.Body)
	return message, nil
}

// final reports that the server refused this recipient or this message for good.
func final(err error) bool {
	var refused *gomail.SendError
	return errors.As(err, &refused) && refused.ErrorCode() >= 500 &&
		(refused.Reason == gomail.ErrSMTPRcptTo || refused.Reason == gomail.ErrSMTPDataClose)
}

// ListInput asks for a part of the outbox, the newest mail first.
type ListInput struct {
	OnlyUnsent bool
	After      string // the id of the last entry of the part before
	Limit      int    // 1 to 100; 0 means 20
}

// List shows operators who was written to, about what and whether it went out.
// Others are refused (mail.operators_only, 403), since recipients tell who
// judges.
func (o *Outbox) List(ctx context.Context, who actor.Actor, in ListInput) ([]Entry, error) {
	if !who.Holds(actor.Operator, actor.Installation, "") {
		return nil, fault.New(fault.Forbidden, "mail.operators_only")
	}
	if in.Limit == 0 {
		in.Limit = 20
	}
	in.Limit = min(max(in.Limit, 1), 100)
	var list []Entry
	err := o.store.Read(ctx, func(tx *store.Tx) (err error) {
		list, err = entries(tx, in)
		return err
	})
	return list, err
}
