// Package mail owns the outbox: every mail is a row written in the transaction
// of the act that causes it, and sent afterwards, each once as far as SMTP
// allows. It must never send anything before the commit, and never show a body
// to anybody but its recipient: the links in it are keys.
package mail

import (
	"fmt"
	netmail "net/mail"
	"regexp"
	"strings"
	"unicode"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/job"
	"wbl/internal/store"
	"wbl/internal/text"
)

// Message is a mail to one person, rendered from the catalogue's keys
// mail.TEMPLATE.subject and mail.TEMPLATE.body. Every package keeps the texts of
// its own templates.
type Message struct {
	To       string // a bare address
	Language string // the recipient's, not the sender's
	Template string
	Args     fault.Args // one for each {name} in the two texts
}

// mailRow is one mail in the outbox. MessageID lacks the domain, which is that
// of the configured sender.
type mailRow struct {
	ID        string `gorm:"primaryKey"`
	MessageID string
	Recipient string
	Language  string
	Template  string
	Subject   string
	Body      string
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
	SentAt    clock.Instant
	Attempts  int64
	LastError string
}

func (mailRow) TableName() string { return "mails" }

// sendKind is the job that sends one mail.
const sendKind = "mail.send"

// Send puts the mail into the outbox within the caller's transaction. An address
// that is not a plain one is refused (mail.address_refused, 422); a template
// without texts, or without an arg that its texts name, is a mistake of ours.
func Send(tx *store.Tx, m Message) error {
	if !plain(m.To) {
		return fault.New(fault.Invalid, "mail.address_refused")
	}
	subject, err := render(m, "subject")
	if err != nil {
		return err
	}
	body, err := render(m, "body")
	if err != nil {
		return err
	}
	row := mailRow{
		ID: store.NewID(), MessageID: store.NewID(), Recipient: m.To, Language: text.Language(m.Language),
		Template: m.Template, Subject: oneLine(subject), Body: manyLines(body, text.Say(m.Language, "mail.footer")),
		CreatedAt: tx.Now(),
	}
	if err := insert(tx, &row); err != nil {
		return err
	}
	return job.Enqueue(tx, sendKind, row.ID, tx.Now())
}

// plain takes the addresses that mean the same to every mail server: ASCII, no
// space, no control character, no display name.
func plain(address string) bool {
	for _, b := range []byte(address) {
		if b <= ' ' || b >= 0x7f {
			return false
		}
	}
	parsed, err := netmail.ParseAddress(address)
	return err == nil && parsed.Address == address && len(address) <= 254
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

func render(m Message, part string) (string, error) {
	key := "mail." + m.Template + "." + part
	if !text.Has(key) {
		return "", fmt.Errorf("mail: %s has no text", key)
	}
	for _, name := range placeholder.FindAllStringSubmatch(text.Say(m.Language, key), -1) {
		if _, ok := m.Args[name[1]]; !ok {
			return "", fmt.Errorf("mail: %s needs %s", key, name[0])
		}
	}
	return text.Say(m.Language, key, flat(m.Args)), nil
}

// flat keeps names that people chose from adding lines to our mails: an
// argument never goes over the end of its line.
func flat(args fault.Args) fault.Args {
	lines := make(fault.Args, len(args))
	for name, value := range args {
		lines[name] = oneLine(fmt.Sprint(value))
	}
	return lines
}

// oneLine makes single spaces of all white space, control characters and marks
// that turn the direction of what follows.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}), " ")
}

func manyLines(body, footer string) string {
	body = strings.ReplaceAll(strings.TrimSpace(body)+"\n\n-- \n"+strings.TrimSpace(footer)+"\n", "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, body)
}
