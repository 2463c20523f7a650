package team_test

import (
	"context"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/team"
)

// world is an open call with two stages, of which the first takes filings.
type world struct {
	t        *testing.T
	store    *store.Store
	clock    *clock.Manual
	teams    *team.Service
	call     call.Call
	first    call.Stage
	second   call.Stage
	deadline clock.Instant
}

func newWorld(t *testing.T) *world {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 6, 20, 0, 0, 0, 0, time.UTC))
	w := &world{t: t, clock: c, store: storetest.Open(t, c)}
	w.teams = team.New(w.store, account.NewLinkTokens([]byte("a secret of the test")), "https://wbl.example.kr/")
	w.deadline = c.Now().Add(31 * 24 * time.Hour)
	w.person("organiser")
	w.call = call.Call{
		ID: "call", Key: "wbl-2026", Programme: "wbl", Title: call.Text{Ko: "공고", En: "Call"}, Status: call.StatusOpen,
		Version: 1, CreatedBy: "organiser", CreatedAt: c.Now(), UpdatedAt: c.Now(),
	}
	w.first = stage("first", 1, call.StageDefinition{Documents: []call.DocumentRule{{Key: "plan"}}})
	w.first.Schedule = call.Schedule{OpensAt: c.Now().Add(time.Hour), ClosesAt: w.deadline}
	w.second = stage("second", 2, call.StageDefinition{})
	w.create(&w.call, &w.first, &w.second)
	return w
}

func stage(id string, position int, definition call.StageDefinition) call.Stage {
	return call.Stage{
		ID: id, CallID: "call", Key: id, Position: position, Kind: "documents", Phase: call.PhasePending,
		Definition: definition, Version: 1,
	}
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
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

// person makes a person whose address is ID@example.kr.
func (w *world) person(id string) {
	w.t.Helper()
	w.create(&account.Person{ID: id, Email: id + "@example.kr", Name: "사람 " + id, Language: "ko", Status: account.Active})
}

func (w *world) organisation(id, name string, kind account.OrganisationKind) {
	w.t.Helper()
	w.create(&account.Organisation{
		ID: id, RegistrationNumber: id, Name: name, SortName: account.SortName(name), Kind: kind, CreatedBy: "organiser",
	})
}

// officer makes a person who may act for a new organisation.
func (w *world) officer(person, organisation, name string, kind account.OrganisationKind) {
	w.t.Helper()
	w.person(person)
	w.organisation(organisation, name, kind)
	w.grant(person, actor.Officer, actor.Organisation, organisation)
}

func (w *world) grant(person string, role actor.Role, kind actor.ScopeKind, scope string) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return account.Grant(tx, actor.System(tx.Now()), person, role, kind, scope)
	})
}

// as is the person with every role held now, arriving now.
func (w *world) as(person string) (who actor.Actor) {
	w.t.Helper()
	w.write(func(tx *store.Tx) (err error) {
		who, err = account.AsActor(tx, person, tx.Now())
		return err
	})
	return who
}

// register makes the officer "lead" of "카카오" register a team.
func (w *world) register() team.Team {
	w.t.Helper()
	w.officer("lead", "lead-org", "주식회사 카카오", account.Large)
	t, err := w.teams.Register(context.Background(), w.as("lead"), team.Registration{
		CallID: "call", Name: "카카오 컨소시엄", NameEn: "Kakao team", LeadOrganisationID: "lead-org",
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

// join makes a person a member on behalf of the organisation.
func (w *world) join(t team.Team, person, organisation string) {
	w.t.Helper()
	invited, err := w.teams.Invite(context.Background(), w.as("lead"), team.InvitationInput{
		TeamID: t.ID, Email: person + "@example.kr", OrganisationID: organisation,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.teams.Accept(context.Background(), w.as(person), invited.Token); err != nil {
		w.t.Fatal(err)
	}
}

// acts counts the acts of that name in the log.
func (w *world) acts(action string) (n int64) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("action = ?", action).Count(&n).Error
	})
	return n
}

// refused fails the test unless err is the fault with that code, also as the
// code of one of its fields.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if fault.CodeOf(err) == code {
		return
	}
	if f, ok := err.(*fault.Fault); ok {
		for _, field := range f.Fields {
			if field.Code == code {
				return
			}
		}
	}
	t.Errorf("got %v, want %s", err, code)
}
