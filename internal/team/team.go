// Package team owns the applicant teams of a call: the consortium of a lead and
// participating organisations, their members and invitations, the answer to the
// call's eligibility rules, and each team's place at each stage. It must never
// decide who is selected, and never show one team to another.
package team

import (
	"cmp"
	"context"
	"strings"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// The states of a team.
const (
	Active    = "active"
	Withdrawn = "withdrawn"
)

// The parts that an organisation or a person plays in a team.
const (
	RoleLead        = "lead"
	RoleParticipant = "participant" // organisations only
	RoleMember      = "member"      // persons only
)

// What may be named in a team.
const (
	maxName          = 100 // characters
	maxOrganisations = 100
	maxMembers       = 500
)

// Team is one applicant of one call. Its sort name is that of its lead
// organisation, so that lists stand in the order in which names are published.
type Team struct {
	ID                 string
	CallID             string
	Name               string
	NameEn             string
	LeadOrganisationID string
	SortName           string
	Status             string // Active or Withdrawn
	CreatedBy          string
	Version            int64
	CreatedAt          clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt          clock.Instant `gorm:"autoUpdateTime:false"`
}

// TableName names the table of teams.
func (Team) TableName() string { return "teams" }

// Participation is an organisation's place in a team.
type Participation struct {
	ID             string
	TeamID         string
	OrganisationID string
	Role           string // RoleLead or RoleParticipant
	JoinedAt       clock.Instant
	Organisation   account.Organisation `gorm:"-"`
}

// TableName names the table of participations.
func (Participation) TableName() string { return "team_organisations" }

// Member is a person's place in a team, on behalf of one of its organisations.
type Member struct {
	ID             string
	TeamID         string
	PersonID       string
	OrganisationID string
	Role           string // RoleLead or RoleMember
	JoinedAt       clock.Instant
	Person         account.Person `gorm:"-"`
}

// TableName names the table of members.
func (Member) TableName() string { return "team_members" }

// Service lets people act on teams.
type Service struct {
	store *store.Store
	links account.LinkTokens
	site  string // public address of the site, without a slash at its end
}

// New makes the service. site is the public address that links in mails begin
// with, such as "https://wbl.example.kr".
func New(s *store.Store, links account.LinkTokens, site string) *Service {
	return &Service{store: s, links: links, site: strings.TrimSuffix(site, "/")}
}

// Registration is what a new team is made of.
type Registration struct {
	CallID             string
	Name               string
	NameEn             string
	LeadOrganisationID string
}

// Register makes a team that the actor leads. The actor must be an officer of
// the lead organisation, and the call must be open and its first filing not
// over. Faults: call.not_found, team.call_closed, team.changes_closed,
// team.already_leads; input: team.not_your_organisation, input.*.
func (s *Service) Register(ctx context.Context, who actor.Actor, in Registration) (Team, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Team, error) {
		return register(tx, who, in)
	})
}

func register(tx *store.Tx, who actor.Actor, in Registration) (Team, error) {
	in.Name, in.NameEn = strings.TrimSpace(in.Name), strings.TrimSpace(in.NameEn)
	if err := in.check(who); err != nil {
		return Team{}, err
	}
	if err := checkSchedule(tx, who, in.CallID); err != nil {
		return Team{}, err
	}
	organisation, err := account.OrganisationByID(tx, in.LeadOrganisationID)
	if err != nil {
		return Team{}, err
	}
	t := Team{
		ID: store.NewID(), CallID: in.CallID, Name: in.Name, NameEn: in.NameEn,
		LeadOrganisationID: organisation.ID, SortName: organisation.SortName,
		Status: Active, CreatedBy: who.PersonID, Version: 1, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}
	if err := insertTeam(tx, t); err != nil {
		return Team{}, err
	}
	if err := seat(tx, who, t); err != nil {
		return Team{}, err
	}
	if err := enterFirst(tx, who, t); err != nil {
		return Team{}, err
	}
	return t, record(tx, who, t, "team.registered", fault.Args{"name": t.Name, "lead_organisation_id": organisation.ID})
}

// enterFirst gives a new team its place at the call's first stage.
func enterFirst(tx *store.Tx, who actor.Actor, t Team) error {
	stages, err := call.Stages(tx, t.CallID)
	if err != nil || len(stages) == 0 {
		return err
	}
	return Enter(tx, who, stages[0].ID, t.ID)
}

// check names every problem of the input at once. Another's organisation and
// one that does not exist look the same.
func (in Registration) check(who actor.Actor) error {
	fields := checkNames(in.Name, in.NameEn)
	if !who.Holds(actor.Officer, actor.Organisation, in.LeadOrganisationID) {
		fields = append(fields, fault.At("body.lead_organisation_id", "team.not_your_organisation"))
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

func checkNames(name, nameEn string) []fault.Field {
	return append(account.CheckName("body.name", name, maxName),
		account.CheckOptionalName("body.name_en", nameEn, maxName)...)
}

// seat puts the lead organisation and its officer into their places.
func seat(tx *store.Tx, who actor.Actor, t Team) error {
	lead := Participation{
		ID: store.NewID(), TeamID: t.ID, OrganisationID: t.LeadOrganisationID, Role: RoleLead, JoinedAt: tx.Now(),
	}
	if err := insertParticipation(tx, lead); err != nil {
		return err
	}
	member := Member{
		ID: store.NewID(), TeamID: t.ID, PersonID: who.PersonID,
		OrganisationID: t.LeadOrganisationID, Role: RoleLead, JoinedAt: tx.Now(),
	}
	if err := insertMember(tx, member); err != nil {
		return err
	}
	return account.Grant(tx, who, who.PersonID, actor.Lead, actor.Team, t.ID)
}

// Change is what may be changed about a team itself; nil leaves it as it is.
type Change struct {
	Name      *string
	NameEn    *string
	IfVersion int64
}

// Update renames the team. Only its lead may, until the first filing is over.
func (s *Service) Update(ctx context.Context, who actor.Actor, teamID string, in Change) (Team, error) {
	var t Team
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		if t, err = forLead(tx, who, teamID); err != nil {
			return err
		}
		t.Name = strings.TrimSpace(*cmp.Or(in.Name, &t.Name))
		t.NameEn = strings.TrimSpace(*cmp.Or(in.NameEn, &t.NameEn))
		if fields := checkNames(t.Name, t.NameEn); len(fields) > 0 {
			return fault.InvalidInput(fields...)
		}
		if t, err = updateTeam(tx, t, in.IfVersion); err != nil {
			return err
		}
		return record(tx, who, t, "team.renamed", fault.Args{"name": t.Name, "name_en": t.NameEn})
	})
	return t, err
}

// Withdraw takes the team out of the call, before the first filing is over. Its
// drafts stay, and Return takes it up again until then.
func (s *Service) Withdraw(ctx context.Context, who actor.Actor, teamID string) (Team, error) {
	return s.setStatus(ctx, who, teamID, Withdrawn, "team.withdrawn")
}

// Return takes a withdrawn team up again, before the first filing is over.
func (s *Service) Return(ctx context.Context, who actor.Actor, teamID string) (Team, error) {
	return s.setStatus(ctx, who, teamID, Active, "team.returned")
}

func (s *Service) setStatus(ctx context.Context, who actor.Actor, teamID, status, action string) (Team, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Team, error) {
		t, err := leadOf(tx, who, teamID)
		if err != nil {
			return Team{}, err
		}
		if err := checkSchedule(tx, who, t.CallID); err != nil {
			return Team{}, err
		}
		if t.Status == status {
			return t, nil
		}
		t.Status = status
		if t, err = updateTeam(tx, t, t.Version); err != nil {
			return Team{}, err
		}
		return t, record(tx, who, t, action, nil)
	})
}

func record(tx *store.Tx, who actor.Actor, t Team, action string, details any) error {
	_, err := audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: "team", ObjectID: t.ID, CallID: t.CallID, Details: details,
	})
	return err
}

func errNotFound() error { return fault.New(fault.NotFound, "team.not_found") }
