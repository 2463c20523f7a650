package view

import (
	"wbl/internal/clock"
	"wbl/internal/team"
	"wbl/internal/text"
)

// TeamSummary is how the API shows it.
type TeamSummary struct {
	ID       string `json:"id"`
	CallID   string `json:"call_id"`
	Name     string `json:"name"`
	NameEn   string `json:"name_en"`
	SortName string `json:"sort_name" doc:"The lead organisation's name without its legal form; lists are in its order."`
	Status   string `json:"status" enum:"active,withdrawn"`
	Version  int64  `json:"version"`
}

// NewTeamSummary shows what a service gave.
func NewTeamSummary(t team.Team) TeamSummary {
	return TeamSummary{
		ID: t.ID, CallID: t.CallID, Name: t.Name, NameEn: t.NameEn, SortName: t.SortName, Status: t.Status, Version: t.Version,
	}
}

// Team is how the API shows it.
type Team struct {
	TeamSummary
	MyRole        string          `json:"my_role" enum:"lead,member," doc:"Empty for those who run the call."`
	ChangesUntil  clock.Instant   `json:"changes_until,omitzero" required:"false" format:"date-time"`
	Changeable    bool            `json:"changeable"`
	Organisations []Participation `json:"organisations"`
	Members       []Member        `json:"members"`
	Invitations   []Invitation    `json:"invitations"`
	Entries       []Entry         `json:"entries"`
	Eligibility   []Finding       `json:"eligibility"`
}

// Participation is how the API shows it.
type Participation struct {
	Role         string       `json:"role" enum:"lead,participant"`
	Organisation Organisation `json:"organisation"`
}

// Member is how the API shows it.
type Member struct {
	ID             string        `json:"id"`
	Role           string        `json:"role" enum:"lead,member"`
	OrganisationID string        `json:"organisation_id"`
	Name           string        `json:"name"`
	Email          string        `json:"email"`
	JoinedAt       clock.Instant `json:"joined_at" format:"date-time"`
}

// Invitation is how the API shows it.
type Invitation struct {
	ID             string        `json:"id"`
	Email          string        `json:"email"`
	OrganisationID string        `json:"organisation_id"`
	CreatedAt      clock.Instant `json:"created_at" format:"date-time"`
	ExpiresAt      clock.Instant `json:"expires_at" format:"date-time"`
	AcceptedAt     clock.Instant `json:"accepted_at,omitzero" required:"false" format:"date-time"`
	RevokedAt      clock.Instant `json:"revoked_at,omitzero" required:"false" format:"date-time"`
}

// NewInvitation shows what a service gave.
func NewInvitation(i team.Invitation) Invitation {
	return Invitation{
		ID: i.ID, Email: i.Email, OrganisationID: i.OrganisationID, CreatedAt: i.CreatedAt,
		ExpiresAt: i.ExpiresAt, AcceptedAt: i.AcceptedAt, RevokedAt: i.RevokedAt,
	}
}

// Entry is how the API shows it.
type Entry struct {
	StageID   string        `json:"stage_id"`
	Outcome   string        `json:"outcome" enum:"undecided,passed,failed,reserve"`
	EnteredAt clock.Instant `json:"entered_at" format:"date-time"`
	DecidedAt clock.Instant `json:"decided_at,omitzero" required:"false" format:"date-time"`
}

// Finding is how the API shows it.
type Finding struct {
	RuleKey string `json:"rule_key"`
	Outcome string `json:"outcome" enum:"pass,fail,needs_person"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// NewFinding shows what a service gave.
func NewFinding(language string, f team.Finding) Finding {
	return Finding{RuleKey: f.RuleKey, Outcome: f.Outcome, Code: f.Code, Message: text.Say(language, f.Code, f.Args)}
}

// NewTeam shows what a service gave.
func NewTeam(language string, d team.Detail) Team {
	view := Team{
		TeamSummary: NewTeamSummary(d.Team), MyRole: d.MyRole, ChangesUntil: d.ChangesUntil, Changeable: d.Changeable,
		Organisations: []Participation{}, Members: []Member{}, Invitations: []Invitation{},
		Entries: []Entry{}, Eligibility: []Finding{},
	}
	for _, p := range d.Organisations {
		view.Organisations = append(view.Organisations, Participation{Role: p.Role, Organisation: NewOrganisation(p.Organisation)})
	}
	for _, m := range d.Members {
		view.Members = append(view.Members, Member{
			ID: m.ID, Role: m.Role, OrganisationID: m.OrganisationID, Name: m.Person.Name, Email: m.Person.Email, JoinedAt: m.JoinedAt,
		})
	}
	for _, i := range d.Invitations {
		view.Invitations = append(view.Invitations, NewInvitation(i))
	}
	for _, e := range d.Entries {
		view.Entries = append(view.Entries, Entry{StageID: e.StageID, Outcome: e.Outcome, EnteredAt: e.EnteredAt, DecidedAt: e.DecidedAt})
	}
	for _, f := range d.Eligibility {
		view.Eligibility = append(view.Eligibility, NewFinding(language, f))
	}
	return view
}
