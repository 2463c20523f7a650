package httpapi

import (
	"context"
	"fmt"

	"wbl/internal/clock"
	"wbl/internal/team"
	"wbl/internal/text"
)

// TeamSummary is a team as a list shows it.
type TeamSummary struct {
	ID       string `json:"id"`
	CallID   string `json:"call_id"`
	Name     string `json:"name"`
	NameEn   string `json:"name_en"`
	SortName string `json:"sort_name" doc:"The lead organisation's name without its legal form; lists are in its order."`
	Status   string `json:"status" enum:"active,withdrawn"`
	Version  int64  `json:"version"`
}

func viewTeamSummary(t team.Team) TeamSummary {
	return TeamSummary{
		ID: t.ID, CallID: t.CallID, Name: t.Name, NameEn: t.NameEn, SortName: t.SortName, Status: t.Status, Version: t.Version,
	}
}

type teamView struct {
	TeamSummary
	MyRole        string              `json:"my_role" enum:"lead,member," doc:"Empty for those who run the call."`
	ChangesUntil  clock.Instant       `json:"changes_until,omitzero" required:"false" format:"date-time"`
	Changeable    bool                `json:"changeable"`
	Organisations []participationView `json:"organisations"`
	Members       []memberView        `json:"members"`
	Invitations   []invitationView    `json:"invitations"`
	Entries       []entryView         `json:"entries"`
	Eligibility   []findingView       `json:"eligibility"`
}

type participationView struct {
	Role         string           `json:"role" enum:"lead,participant"`
	Organisation organisationView `json:"organisation"`
}

type memberView struct {
	ID             string        `json:"id"`
	Role           string        `json:"role" enum:"lead,member"`
	OrganisationID string        `json:"organisation_id"`
	Name           string        `json:"name"`
	Email          string        `json:"email"`
	JoinedAt       clock.Instant `json:"joined_at" format:"date-time"`
}

type invitationView struct {
	ID             string        `json:"id"`
	Email          string        `json:"email"`
	OrganisationID string        `json:"organisation_id"`
	CreatedAt      clock.Instant `json:"created_at" format:"date-time"`
	ExpiresAt      clock.Instant `json:"expires_at" format:"date-time"`
	AcceptedAt     clock.Instant `json:"accepted_at,omitzero" required:"false" format:"date-time"`
	RevokedAt      clock.Instant `json:"revoked_at,omitzero" required:"false" format:"date-time"`
}

func viewInvitation(i team.Invitation) invitationView {
	return invitationView{
		ID: i.ID, Email: i.Email, OrganisationID: i.OrganisationID, CreatedAt: i.CreatedAt,
		ExpiresAt: i.ExpiresAt, AcceptedAt: i.AcceptedAt, RevokedAt: i.RevokedAt,
	}
}

type entryView struct {
	StageID   string        `json:"stage_id"`
	Outcome   string        `json:"outcome" enum:"undecided,passed,failed,reserve"`
	EnteredAt clock.Instant `json:"entered_at" format:"date-time"`
	DecidedAt clock.Instant `json:"decided_at,omitzero" required:"false" format:"date-time"`
}

type findingView struct {
	RuleKey string `json:"rule_key"`
	Outcome string `json:"outcome" enum:"pass,fail,needs_person"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func viewFinding(language string, f team.Finding) findingView {
	return findingView{RuleKey: f.RuleKey, Outcome: f.Outcome, Code: f.Code, Message: text.Say(language, f.Code, f.Args)}
}

func viewTeam(language string, d team.Detail) teamView {
	view := teamView{
		TeamSummary: viewTeamSummary(d.Team), MyRole: d.MyRole, ChangesUntil: d.ChangesUntil, Changeable: d.Changeable,
		Organisations: []participationView{}, Members: []memberView{}, Invitations: []invitationView{},
		Entries: []entryView{}, Eligibility: []findingView{},
	}
	for _, p := range d.Organisations {
		view.Organisations = append(view.Organisations, participationView{Role: p.Role, Organisation: viewOrganisation(p.Organisation)})
	}
	for _, m := range d.Members {
		view.Members = append(view.Members, memberView{
			ID: m.ID, Role: m.Role, OrganisationID: m.OrganisationID, Name: m.Person.Name, Email: m.Person.Email, JoinedAt: m.JoinedAt,
		})
	}
	for _, i := range d.Invitations {
		view.Invitations = append(view.Invitations, viewInvitation(i))
	}
	for _, e := range d.Entries {
		view.Entries = append(view.Entries, entryView{StageID: e.StageID, Outcome: e.Outcome, EnteredAt: e.EnteredAt, DecidedAt: e.DecidedAt})
	}
	for _, f := range d.Eligibility {
		view.Eligibility = append(view.Eligibility, viewFinding(language, f))
	}
	return view
}

type teamsRequest struct {
	ByID
	Page
}

func (s *Server) teams(ctx context.Context, in *teamsRequest) (*list[TeamSummary], error) {
	page, err := s.Team.List(ctx, whoIs(ctx), in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := all(page.Teams, viewTeamSummary)
	out.continues(fmt.Sprintf("/calls/%s/teams?limit=%d", in.ID, in.Limit), page.Next)
	return out, nil
}

func (s *Server) myTeams(ctx context.Context, _ *struct{}) (*list[TeamSummary], error) {
	mine, err := s.Team.Mine(ctx, whoIs(ctx))
	if err != nil {
		return nil, err
	}
	return all(mine, viewTeamSummary), nil
}

type registerTeamRequest struct {
	ByID
	Body struct {
		Name               string `json:"name" maxLength:"400"`
		NameEn             string `json:"name_en" maxLength:"400"`
		LeadOrganisationID string `json:"lead_organisation_id" maxLength:"64"`
	}
}

func (s *Server) registerTeam(ctx context.Context, in *registerTeamRequest) (*tagged[TeamSummary], error) {
	t, err := s.Team.Register(ctx, whoIs(ctx), team.Registration{
		CallID: in.ID, Name: in.Body.Name, NameEn: in.Body.NameEn, LeadOrganisationID: in.Body.LeadOrganisationID,
	})
	return versioned(viewTeamSummary(t), t.Version, err)
}

func (s *Server) team(ctx context.Context, in *ByID) (*tagged[teamView], error) {
	d, err := s.Team.Get(ctx, whoIs(ctx), in.ID)
	return versioned(viewTeam(whoIs(ctx).Language, d), d.Version, err)
}

type updateTeamRequest struct {
	ByID
	IfMatch
	Body struct {
		Name   *string `json:"name,omitempty" maxLength:"400"`
		NameEn *string `json:"name_en,omitempty" maxLength:"400"`
	}
}

func (s *Server) updateTeam(ctx context.Context, in *updateTeamRequest) (*tagged[TeamSummary], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	t, err := s.Team.Update(ctx, whoIs(ctx), in.ID, team.Change{Name: in.Body.Name, NameEn: in.Body.NameEn, IfVersion: version})
	return versioned(viewTeamSummary(t), t.Version, err)
}

func (s *Server) withdrawTeam(ctx context.Context, in *ByID) (*tagged[TeamSummary], error) {
	t, err := s.Team.Withdraw(ctx, whoIs(ctx), in.ID)
	return versioned(viewTeamSummary(t), t.Version, err)
}

func (s *Server) returnTeam(ctx context.Context, in *ByID) (*tagged[TeamSummary], error) {
	t, err := s.Team.Return(ctx, whoIs(ctx), in.ID)
	return versioned(viewTeamSummary(t), t.Version, err)
}

type addOrganisationRequest struct {
	ByID
	Body struct {
		OrganisationID string `json:"organisation_id" maxLength:"64"`
	}
}

func (s *Server) addTeamOrganisation(ctx context.Context, in *addOrganisationRequest) (*answer[participationView], error) {
	p, err := s.Team.AddOrganisation(ctx, whoIs(ctx), in.ID, in.Body.OrganisationID)
	return ok(participationView{Role: p.Role, Organisation: viewOrganisation(p.Organisation)}, err)
}

type teamOrganisationRequest struct {
	ByID
	OrganisationID string `path:"organisation_id" maxLength:"64"`
}

func (s *Server) removeTeamOrganisation(ctx context.Context, in *teamOrganisationRequest) (*empty, error) {
	return done(s.Team.RemoveOrganisation(ctx, whoIs(ctx), in.ID, in.OrganisationID))
}

func (s *Server) teamMembers(ctx context.Context, in *ByID) (*list[memberView], error) {
	d, err := s.Team.Get(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(viewTeam(whoIs(ctx).Language, d).Members, same), nil
}

type teamMemberRequest struct {
	ByID
	MemberID string `path:"member_id" maxLength:"64"`
}

func (s *Server) removeTeamMember(ctx context.Context, in *teamMemberRequest) (*empty, error) {
	return done(s.Team.RemoveMember(ctx, whoIs(ctx), in.ID, in.MemberID))
}

type inviteRequest struct {
	ByID
	Body struct {
		Email          string `json:"email" maxLength:"254"`
		OrganisationID string `json:"organisation_id" maxLength:"64"`
	}
}

type invitedView struct {
	Invitation invitationView `json:"invitation"`
	Link       string         `json:"link" doc:"Also mailed; shown only once."`
}

func (s *Server) inviteMember(ctx context.Context, in *inviteRequest) (*answer[invitedView], error) {
	invited, err := s.Team.Invite(ctx, whoIs(ctx), team.InvitationInput{
		TeamID: in.ID, Email: in.Body.Email, OrganisationID: in.Body.OrganisationID,
	})
	return ok(invitedView{Invitation: viewInvitation(invited.Invitation), Link: invited.Link}, err)
}

type teamInvitationRequest struct {
	ByID
	InvitationID string `path:"invitation_id" maxLength:"64"`
}

func (s *Server) revokeInvitation(ctx context.Context, in *teamInvitationRequest) (*empty, error) {
	return done(s.Team.Revoke(ctx, whoIs(ctx), in.ID, in.InvitationID))
}

type byToken struct {
	Token string `path:"token" maxLength:"128"`
}

type invitationOfferView struct {
	Team         TeamSummary      `json:"team"`
	Organisation organisationView `json:"organisation"`
	Inviter      string           `json:"inviter"`
	ExpiresAt    clock.Instant    `json:"expires_at" format:"date-time"`
}

func (s *Server) invitation(ctx context.Context, in *byToken) (*answer[invitationOfferView], error) {
	o, err := s.Team.Invitation(ctx, whoIs(ctx), in.Token)
	return ok(invitationOfferView{
		Team: viewTeamSummary(o.Team), Organisation: viewOrganisation(o.Organisation),
		Inviter: o.Inviter, ExpiresAt: o.Invitation.ExpiresAt,
	}, err)
}

func (s *Server) acceptInvitation(ctx context.Context, in *byToken) (*answer[TeamSummary], error) {
	t, err := s.Team.Accept(ctx, whoIs(ctx), in.Token)
	return ok(viewTeamSummary(t), err)
}
