package account

import (
	"context"
	"strings"
	"time"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/store"
	"wbl/internal/text"
)

// What a one-time link is for.
const (
	linkFirstOperator = "first_operator"
	linkRegistration  = "registration"
	linkSetPassword   = "set_password"
	linkResetPassword = "reset_password"
)

const (
	registrationSpan  = 24 * time.Hour
	setPasswordSpan   = 7 * 24 * time.Hour
	resetPasswordSpan = 10 * time.Minute
	firstOperatorSpan = 30 * time.Minute
)

// oneTimeLink is a link that works once. Only the hash of its token is kept.
type oneTimeLink struct {
	ID        string
	Kind      string
	TokenHash string
	Email     string
	Language  string
	ExpiresAt clock.Instant
	UsedAt    clock.Instant
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
}

func (oneTimeLink) TableName() string { return "one_time_links" }

var errLink = fault.New(fault.Gone, "account.link_used_or_expired")

func (s *Service) newLink(tx *store.Tx, kind, email, language string, span time.Duration) (id string, err error) {
	id = store.NewID()
	return id, insertLink(tx, oneTimeLink{
		ID: id, Kind: kind, TokenHash: HashToken(s.links.Of(id)), Email: email, Language: language,
		ExpiresAt: tx.Now().Add(span), CreatedAt: tx.Now(),
	})
}

func (s *Service) linkURL(id string) string { return s.public + "/register/" + s.links.Of(id) }

// Register mails a link with which the holder of the address makes an account.
// A known address gets a mail that says so; the caller cannot tell them apart.
// Too many within an hour are refused (account.too_many_links), known
// address or not.
func (s *Service) Register(ctx context.Context, who actor.Actor, email string) error {
	email = NormaliseEmail(email)
	if !plausibleEmail(email) {
		return fault.InvalidInput(fault.At("body.email", "account.email_wrong"))
	}
	return s.store.Write(ctx, func(tx *store.Tx) error {
		if err := CountLink(tx, who, email); err != nil {
			return err
		}
		link, err := s.newLink(tx, linkRegistration, email, who.Language, registrationSpan)
		if err != nil {
			return err
		}
		template, args := "registration", fault.Args{"link": s.linkURL(link)}
		if _, err := PersonByEmail(tx, email); err == nil {
			template, args = "already_registered", fault.Args{"link": s.public + "/sign-in"}
		} else if fault.KindOf(err) != fault.NotFound {
			return err
		}
		return mail.Send(tx, mail.Message{To: email, Language: who.Language, Template: template, Args: args})
	})
}

// ResetPassword mails a link with which the holder of the address sets a new
// password. The caller cannot tell whether the address has an account; who has
// none gets no mail. Faults as Register.
func (s *Service) ResetPassword(ctx context.Context, who actor.Actor, email string) error {
	email = NormaliseEmail(email)
	if !plausibleEmail(email) {
		return fault.InvalidInput(fault.At("body.email", "account.email_wrong"))
	}
	return s.store.Write(ctx, func(tx *store.Tx) error {
		if err := CountLink(tx, who, email); err != nil {
			return err
		}
		link, err := s.newLink(tx, linkResetPassword, email, who.Language, resetPasswordSpan)
		if err != nil {
			return err
		}
		person, err := PersonByEmail(tx, email)
		if fault.KindOf(err) == fault.NotFound || err == nil && person.Status != Active {
			return nil
		}
		if err != nil {
			return err
		}
		return mail.Send(tx, mail.Message{
			To: email, Language: person.Language, Template: "password_reset",
			Args: fault.Args{"name": person.Name, "link": s.linkURL(link)},
		})
	})
}

// Completion is what the holder of a link states.
type Completion struct {
	Email    string // only for the first operator's link, which is made before anybody is known
	Name     string // not for a new password
	Password string
}

// Complete uses a link: it makes the account (registration, first operator) or
// sets its password (made by an operator, forgotten). A used or expired link is Gone
// (account.link_used_or_expired).
func (s *Service) Complete(ctx context.Context, who actor.Actor, token string, in Completion) (person Person, err error) {
	link, err := s.openLink(ctx, token)
	if err != nil {
		return Person{}, err
	}
	if link.Kind == linkFirstOperator {
		link.Email = NormaliseEmail(in.Email)
	}
	if err := in.check(link); err != nil {
		return Person{}, err
	}
	hash, err := HashPassword(in.Password)
	if err != nil {
		return Person{}, err
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		person, err = complete(tx, who, link, strings.TrimSpace(in.Name), hash)
		return err
	})
	return person, err
}

// openLink looks before anything slow is done, so that made-up links cost
// nothing.
func (s *Service) openLink(ctx context.Context, token string) (link oneTimeLink, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		link, err = usableLink(tx, HashToken(token))
		return err
	})
	return link, err
}

func (in Completion) check(link oneTimeLink) error {
	fields := CheckPassword("body.password", in.Password, link.Email)
	if link.Kind != linkResetPassword {
		fields = append(CheckName("body.name", in.Name, maxName), fields...)
	}
	switch {
	case link.Kind != linkFirstOperator:
	case link.Email == "":
		fields = append(fields, fault.At("body.email", "input.required"))
	case !plausibleEmail(link.Email):
		fields = append(fields, fault.At("body.email", "account.email_wrong"))
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

func complete(tx *store.Tx, who actor.Actor, link oneTimeLink, name, hash string) (Person, error) {
	if err := useLink(tx, link); err != nil {
		return Person{}, err
	}
	switch link.Kind {
	case linkSetPassword:
		return setPassword(tx, who, link, map[string]any{"name": name, "password_hash": hash})
	case linkResetPassword:
		return setPassword(tx, who, link, map[string]any{"password_hash": hash})
	case linkFirstOperator:
		if err := mustBeFirst(tx); err != nil {
			return Person{}, err
		}
	}
	return registerPerson(tx, who, link, name, hash)
}

func setPassword(tx *store.Tx, who actor.Actor, link oneTimeLink, columns map[string]any) (Person, error) {
	person, err := PersonByEmail(tx, link.Email)
	if fault.KindOf(err) == fault.NotFound || err == nil && person.Status != Active {
		err = errLink
	}
	if err != nil {
		return person, err
	}
	if err := updatePerson(tx, person.ID, columns); err != nil {
		return person, err
	}
	if err := revokeSessions(tx, "person_id = ?", person.ID); err != nil {
		return person, err
	}
	if err := endLinks(tx, person.Email); err != nil {
		return person, err
	}
	who.PersonID = person.ID
	if err := recordPerson(tx, who, "account.password_set", person.ID); err != nil {
		return person, err
	}
	return PersonByID(tx, person.ID)
}

func registerPerson(tx *store.Tx, who actor.Actor, link oneTimeLink, name, hash string) (Person, error) {
	person := newPerson(tx, link.Email, name, link.Language, hash)
	err := insertPerson(tx, person)
	if fault.CodeOf(err) == "account.person_exists" {
		return person, errLink.Because(err)
	}
	if err != nil {
		return person, err
	}
	who.PersonID = person.ID
	if err := recordPerson(tx, who, "account.registered", person.ID); err != nil {
		return person, err
	}
	if link.Kind != linkFirstOperator {
		return person, nil
	}
	return person, grantFirst(tx, who, person.ID)
}

// The first person can do what nobody else could give: administer accounts and
// create calls.
func grantFirst(tx *store.Tx, who actor.Actor, personID string) error {
	if err := Grant(tx, who, personID, actor.Operator, actor.Installation, ""); err != nil {
		return err
	}
	return Grant(tx, who, personID, actor.Organiser, actor.Installation, "")
}

// mustBeFirst makes every link for a first operator useless once there is one:
// each start of the program may have printed another.
func mustBeFirst(tx *store.Tx) error {
	if err := tx.Serialize(linkFirstOperator); err != nil {
		return err
	}
	exists, err := operatorExists(tx)
	if err == nil && exists {
		err = errLink
	}
	return err
}

// FirstLink gives a one-time link for the first operator while nobody is one,
// and "" afterwards.
func (s *Service) FirstLink(ctx context.Context) (link string, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		link = ""
		exists, err := operatorExists(tx)
		if err != nil || exists {
			return err
		}
		id, err := s.newLink(tx, linkFirstOperator, "", text.Korean, firstOperatorSpan)
		link = s.linkURL(id)
		return err
	})
	return link, err
}

func newPerson(tx *store.Tx, email, name, language, hash string) Person {
	return Person{
		ID: store.NewID(), Email: NormaliseEmail(email), Name: name, Language: text.Language(language),
		PasswordHash: hash, Status: Active, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}
}

func recordPerson(tx *store.Tx, who actor.Actor, action, personID string) error {
	_, err := audit.Record(tx, who, audit.Act{Action: action, ObjectKind: "person", ObjectID: personID})
	return err
}

// NormaliseEmail is how addresses are kept and compared.
func NormaliseEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// plausibleEmail refuses what cannot be an address; the mail itself proves the rest.
func plausibleEmail(email string) bool {
	local, domain, ok := strings.Cut(email, "@")
	return ok && local != "" && strings.Contains(domain, ".") && len(email) <= 254 &&
		!strings.ContainsAny(email, " \t\r\n<>,;:\"()[]\\") && !strings.Contains(domain, "@")
}
