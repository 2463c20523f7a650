package account

import (
	"context"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/store"
)

// InstallationRoles are those that an operator gives; every other role comes
// with a call, team, organisation or panel.
var InstallationRoles = []actor.Role{actor.Operator, actor.Organiser, actor.Auditor}

// UserInput is what an operator states about a new person.
type UserInput struct {
	Email    string
	Name     string
	Language string
	Roles    []actor.Role // of InstallationRoles
}

func (in UserInput) check() error {
	fields := CheckName("body.name", in.Name, maxName)
	if !plausibleEmail(NormaliseEmail(in.Email)) {
		fields = append(fields, fault.At("body.email", "account.email_wrong"))
	}
	for _, role := range in.Roles {
		if !isInstallationRole(role) {
			fields = append(fields, fault.At("body.roles", "input.not_allowed"))
		}
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

func isInstallationRole(role actor.Role) bool {
	for _, known := range InstallationRoles {
		if role == known {
			return true
		}
	}
	return false
}

// NewUser is a person that an operator made, and the link to set a password,
// which is also mailed.
type NewUser struct {
	Person Person
	Link   string `json:"-"`
	LinkID string
}

// CreateUser makes an account without a password and mails a link to set one.
func (s *Service) CreateUser(ctx context.Context, who actor.Actor, in UserInput) (NewUser, error) {
	if err := mustOperate(who); err != nil {
		return NewUser{}, err
	}
	if err := in.check(); err != nil {
		return NewUser{}, err
	}
	made, err := store.Once(ctx, s.store, func(tx *store.Tx) (NewUser, error) {
		person, err := createPerson(tx, who, in, "")
		if err != nil {
			return NewUser{}, err
		}
		link, err := s.newLink(tx, linkSetPassword, person.Email, person.Language, setPasswordSpan)
		if err != nil {
			return NewUser{}, err
		}
		return NewUser{Person: person, LinkID: link}, mail.Send(tx, mail.Message{
			To: person.Email, Language: person.Language, Template: "account_made",
			Args: fault.Args{"link": s.linkURL(link), "name": person.Name},
		})
	})
	if err != nil {
		return NewUser{}, err
	}
	made.Link = s.linkURL(made.LinkID)
	return made, nil
}

func createPerson(tx *store.Tx, who actor.Actor, in UserInput, hash string) (Person, error) {
	person := newPerson(tx, in.Email, strings.TrimSpace(in.Name), in.Language, hash)
	if err := insertPerson(tx, person); err != nil {
		return person, err
	}
	if err := recordPerson(tx, who, "account.created", person.ID); err != nil {
		return person, err
	}
	for _, role := range in.Roles {
		if err := Grant(tx, who, person.ID, role, actor.Installation, ""); err != nil {
			return person, err
		}
	}
	return person, nil
}

// CreateWithPassword makes a person that can sign in at once: for the command
// line, whose user already has the database, and the demonstration.
func (s *Service) CreateWithPassword(ctx context.Context, who actor.Actor, in UserInput, passwordHash string) (person Person, err error) {
	if err := in.check(); err != nil {
		return Person{}, err
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		person, err = createPerson(tx, who, in, passwordHash)
		return err
	})
	return person, err
}

// User is a person with the roles held.
type User struct {
	Person
	Roles []Role
}

// Users lists persons by address; after is the last address of the page before.
func (s *Service) Users(ctx context.Context, who actor.Actor, search, after string, limit int) (users []User, err error) {
	if err := mustOperate(who); err != nil {
		return nil, err
	}
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		persons, err := listPersons(tx, strings.TrimSpace(search), after, limit)
		if err != nil {
			return err
		}
		roles, err := rolesOfAll(tx, persons)
		users = make([]User, len(persons))
		for i, p := range persons {
			users[i] = User{Person: p, Roles: roles[p.ID]}
		}
		return err
	})
	return users, err
}

// UserChange is what an operator changes; nil leaves it.
type UserChange struct {
	Status *Status
	Roles  *[]actor.Role // the installation roles held from now on
}

// ChangeUser closes or reopens an account or sets its installation roles. A
// closed account's sessions end with the commit. Nobody changes themselves:
// an installation must not lose its last operator by a slip.
func (s *Service) ChangeUser(ctx context.Context, who actor.Actor, personID string, change UserChange) (user User, err error) {
	if err := mustOperate(who); err != nil {
		return User{}, err
	}
	if personID == who.PersonID {
		return User{}, fault.New(fault.Conflict, "account.not_oneself")
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := PersonByID(tx, personID); err != nil {
			return err
		}
		if err := changeStatus(tx, who, personID, change.Status); err != nil {
			return err
		}
		if err := changeRoles(tx, who, personID, change.Roles); err != nil {
			return err
		}
		user, err = loadUser(tx, personID)
		return err
	})
	return user, err
}

func loadUser(tx *store.Tx, id string) (user User, err error) {
	if user.Person, err = PersonByID(tx, id); err != nil {
		return user, err
	}
	user.Roles, err = rolesOf(tx, id)
	return user, err
}

func changeStatus(tx *store.Tx, who actor.Actor, personID string, status *Status) error {
	if status == nil {
		return nil
	}
	if *status != Active && *status != Closed {
		return fault.InvalidInput(fault.At("body.status", "input.not_allowed"))
	}
	if err := updatePerson(tx, personID, map[string]any{"status": *status}); err != nil {
		return err
	}
	if *status == Closed {
		if err := revokeSessions(tx, "person_id = ?", personID); err != nil {
			return err
		}
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "account.status_changed", ObjectKind: "person", ObjectID: personID,
		Details: map[string]any{"status": string(*status)},
	})
	return err
}

func changeRoles(tx *store.Tx, who actor.Actor, personID string, roles *[]actor.Role) error {
	if roles == nil {
		return nil
	}
	wanted := map[actor.Role]bool{}
	for _, role := range *roles {
		if !isInstallationRole(role) {
			return fault.InvalidInput(fault.At("body.roles", "input.not_allowed"))
		}
		wanted[role] = true
	}
	for _, role := range InstallationRoles {
		change := Revoke
		if wanted[role] {
			change = Grant
		}
		if err := change(tx, who, personID, role, actor.Installation, ""); err != nil {
			return err
		}
	}
	return nil
}

// ChangeMe sets the actor's own name and language.
func (s *Service) ChangeMe(ctx context.Context, who actor.Actor, name, language string) (person Person, err error) {
	fields := CheckName("body.name", name, maxName)
	if language != "ko" && language != "en" {
		fields = append(fields, fault.At("body.language", "input.not_allowed"))
	}
	if len(fields) > 0 {
		return Person{}, fault.InvalidInput(fields...)
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if err := updatePerson(tx, who.PersonID, map[string]any{"name": strings.TrimSpace(name), "language": language}); err != nil {
			return err
		}
		if err := recordPerson(tx, who, "account.changed", who.PersonID); err != nil {
			return err
		}
		person, err = PersonByID(tx, who.PersonID)
		return err
	})
	return person, err
}
