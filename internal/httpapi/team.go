package httpapi

import (
	"context"
	"fmt"

	"wbl/internal/clock"
	"wbl/internal/httpapi/view"
	"wbl/internal/team"
)

// view.TeamSummary is a team as a list shows it.
type teamsRequest struct {
	ByID
	Page
}

func (s *Server) teams(ctx context.Context, in *teamsRequest) (*list[view.TeamSummary], error) {
	page, err := s.Team.List(ctx, whoIs(ctx), in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := all(page.Teams, view.NewTeamSummary)
	out.continues(fmt.Sprintf("/calls/%s/teams?limit=%d", in.ID, in.Limit), page.Next)
	return out, nil
}

func (s *Server) myTeams(ctx context.Context, _ *struct{}) (*list[view.TeamSummary], error) {
	mine, err := s.Team.Mine(ctx, whoIs(ctx))
	if err != nil {
		return nil, err
	}
	return all(mine, view.NewTeamSummary), nil
}

type registerTeamRequest struct {
	ByID
	Body struct {
		Name               string `json:"name" maxLength:"400"`
		NameEn             string `json:"name_en" maxLength:"400"`
		LeadOrganisationID string `json:"lead_organisation_id" maxLength:"64"`
	}
}

func (s *Server) registerTeam(ctx context.Context, in *registerTeamRequest) (*tagged[view.TeamSummary], error) {
	t, err := s.Team.Register(ctx, whoIs(ctx), team.Registration{
		CallID: in.ID, Name: in.Body.Name, NameEn: in.Body.NameEn, LeadOrganisationID: in.Body.LeadOrganisationID,
	})
	return versioned(view.NewTeamSummary(t), t.Version, err)
}

func (s *Server) team(ctx context.Context, in *ByID) (*tagged[view.Team], error) {
	d, err := s.Team.Get(ctx, whoIs(ctx), in.ID)
	return versioned(view.NewTeam(whoIs(ctx).Language, d), d.Version, err)
}

type updateTeamRequest struct {
	ByID
	IfMatch
	Body struct {
		Name   *string `json:"name,omitempty" maxLength:"400"`
		NameEn *string `json:"name_en,omitempty" maxLength:"400"`
	}
}

func (s *Server) updateTeam(ctx context.Context, in *updateTeamRequest) (*tagged[view.TeamSummary], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	t, err := s.Team.Update(ctx, whoIs(ctx), in.ID, team.Change{Name: in.Body.Name, NameEn: in.Body.NameEn, IfVersion: version})
	return versioned(view.NewTeamSummary(t), t.Version, err)
}

func (s *Server) withdrawTeam(ctx context.Context, in *ByID) (*tagged[view.TeamSummary], error) {
	t, err := s.Team.Withdraw(ctx, whoIs(ctx), in.ID)
	return versioned(view.NewTeamSummary(t), t.Version, err)
}

func (s *Server) returnTeam(ctx context.Context, in *ByID) (*tagged[view.TeamSummary], error) {
	t, err := s.Team.Return(ctx, whoIs(ctx), in.ID)
	return versioned(view.NewTeamSummary(t), t.Version, err)
}

type addOrganisationRequest struct {
	ByID
	Body struct {
		OrganisationID string `json:"organisation_id" maxLength:"64"`
	}
}

func (s *Server) addTeamOrganisation(ctx context.Context, in *addOrganisationRequest) (*answer[view.Participation], error) {
	p, err := s.Team.AddOrganisation(ctx, whoIs(ctx), in.ID, in.Body.OrganisationID)
	return ok(view.Participation{Role: p.Role, Organisation: view.NewOrganisation(p.Organisation)}, err)
}

type teamOrganisationRequest struct {
	ByID
	OrganisationID string `path:"organisation_id" maxLength:"64"`
}

func (s *Server) removeTeamOrganisation(ctx context.Context, in *teamOrganisationRequest) (*empty, error) {
	return done(s.Team.RemoveOrganisation(ctx, whoIs(ctx), in.ID, in.OrganisationID))
}

func (s *Server) teamMembers(ctx context.Context, in *ByID) (*list[view.Member], error) {
	d, err := s.Team.Get(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(view.NewTeam(whoIs(ctx).Language, d).Members, same), nil
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
	Invitation view.Invitation `json:"invitation"`
	Link       string          `json:"link" doc:"Also mailed; shown only once."`
}

func (s *Server) inviteMember(ctx context.Context, in *inviteRequest) (*answer[invitedView], error) {
	invited, err := s.Team.Invite(ctx, whoIs(ctx), team.InvitationInput{
		TeamID: in.ID, Email: in.Body.Email, OrganisationID: in.Body.OrganisationID,
	})
	return ok(invitedView{Invitation: view.NewInvitation(invited.Invitation), Link: invited.Link}, err)
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
	Team         view.TeamSummary  `json:"team"`
	Organisation view.Organisation `json:"organisation"`
	Inviter      string            `json:"inviter"`
	ExpiresAt    clock.Instant     `json:"expires_at" format:"date-time"`
}

func (s *Server) invitation(ctx context.Context, in *byToken) (*answer[invitationOfferView], error) {
	o, err := s.Team.Invitation(ctx, whoIs(ctx), in.Token)
	return ok(invitationOfferView{
		Team: view.NewTeamSummary(o.Team), Organisation: view.NewOrganisation(o.Organisation),
		Inviter: o.Inviter, ExpiresAt: o.Invitation.ExpiresAt,
	}, err)
}

func (s *Server) acceptInvitation(ctx context.Context, in *byToken) (*answer[view.TeamSummary], error) {
	t, err := s.Team.Accept(ctx, whoIs(ctx), in.Token)
	return ok(view.NewTeamSummary(t), err)
}
