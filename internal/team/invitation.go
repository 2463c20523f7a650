package team

import (
	"context"
	"net/mail"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	outbox "wbl/internal/mail"
	"wbl/internal/store"
)

const (
	invitationSpan     = 14 * 24 * time.Hour
	maxEmail           = 254 // bytes, RFC 5321
	maxOpenInvitations = 100
)

// Invitation asks the owner of an address to join a team. Only the hash of its
// token is stored.
type Invitation struct {
	ID             string
	TeamID         string
	OrganisationID string
	Email          string // lower case
	TokenHash      string `json:"-"`
	InvitedBy      string
	CreatedAt      clock.Instant `gorm:"autoCreateTime:false"`
	ExpiresAt      clock.Instant
	AcceptedBy     string
	AcceptedAt     clock.Instant
	RevokedAt      clock.Instant
}

// TableName names the table of invitations.
func (Invitation) TableName() string { return "team_invitations" }

// InvitationInput says who is invited on behalf of which organisation.
type InvitationInput struct {
	TeamID         string
	Email          string
	OrganisationID string
}

// Invited is what the inviter gets back: the only time that the token leaves in
// readable form, beside the mail.
type Invited struct {
	Invitation Invitation
	Token      string `json:"-"`
	Link       string `json:"-"`
}

// Invite mails a link that makes the owner of the address a member. An earlier
// open invitation to the same address ends. Only the team's lead may, until the
// first filing is over. The answer is the same whether the address has an
// account or not. Faults: team.too_many_members, account.too_many_links; input: team.already_member,
// team.organisation_not_in_team, input.*.
func (s *Service) Invite(ctx context.Context, who actor.Actor, in InvitationInput) (Invited, error) {
	in.Email = account.NormaliseEmail(in.Email)
	out, err := store.Once(ctx, s.store, func(tx *store.Tx) (Invited, error) {
		t, err := forLead(tx, who, in.TeamID)
		if err != nil {
			return Invited{}, err
		}
		if err := checkInvitation(tx, in); err != nil {
			return Invited{}, err
		}
		if err := replaceInvitation(tx, who, t, in); err != nil {
			return Invited{}, err
		}
		if err := account.CountLink(tx, who, in.Email); err != nil {
			return Invited{}, err
		}
		return s.invite(tx, who, t, in)
	})
	if err != nil {
		return Invited{}, err
	}
	return s.withLink(out), nil
}

func (s *Service) withLink(in Invited) Invited {
	in.Token = s.links.Of(in.Invitation.ID)
	in.Link = s.site + "/invitations/" + in.Token
	return in
}

func (s *Service) invite(tx *store.Tx, who actor.Actor, t Team, in InvitationInput) (Invited, error) {
	invitation := Invitation{
		ID: store.NewID(), TeamID: t.ID, OrganisationID: in.OrganisationID, Email: in.Email,
		InvitedBy: who.PersonID, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(invitationSpan),
	}
	invitation.TokenHash = account.HashToken(s.links.Of(invitation.ID))
	if err := insertInvitation(tx, invitation); err != nil {
		return Invited{}, err
	}
	out := s.withLink(Invited{Invitation: invitation})
	if err := mailInvitation(tx, who, t, out); err != nil {
		return Invited{}, err
	}
	return out, record(tx, who, t, "team.member_invited", fault.Args{
		"invitation_id": invitation.ID, "organisation_id": in.OrganisationID,
	})
}

func mailInvitation(tx *store.Tx, who actor.Actor, t Team, in Invited) error {
	inviter, err := account.PersonByID(tx, who.PersonID)
	if err != nil {
		return err
	}
	organisation, err := account.OrganisationByID(tx, in.Invitation.OrganisationID)
	if err != nil {
		return err
	}
	return outbox.Send(tx, outbox.Message{
		To: in.Invitation.Email, Language: who.Language, Template: "team_invitation",
		Args: fault.Args{
			"team": t.Name, "organisation": organisation.Name, "inviter": inviter.Name, "link": in.Link,
			"until": in.Invitation.ExpiresAt.Time().In(clock.KST).Format("2006-01-02 15:04 KST"),
		},
	})
}

func checkInvitation(tx *store.Tx, in InvitationInput) error {
	fields := []fault.Field{}
	if parsed, err := mail.ParseAddress(in.Email); in.Email == "" {
		fields = append(fields, fault.At("body.email", "input.required"))
	} else if err != nil || parsed.Address != in.Email || len(in.Email) > maxEmail {
		fields = append(fields, fault.At("body.email", "team.email_wrong"))
	}
	takesPart, err := participates(tx, in.TeamID, in.OrganisationID)
	if err != nil {
		return err
	}
	if !takesPart {
		fields = append(fields, fault.At("body.organisation_id", "team.organisation_not_in_team"))
	}
	members, err := Members(tx, in.TeamID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Person.Email == in.Email {
			fields = append(fields, fault.At("body.email", "team.already_member"))
		}
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	if len(members) >= maxMembers {
		return fault.New(fault.Conflict, "team.too_many_members", fault.Args{"max": maxMembers})
	}
	return nil
}

func replaceInvitation(tx *store.Tx, who actor.Actor, t Team, in InvitationInput) error {
	open, err := openInvitations(tx, in.TeamID)
	if err != nil {
		return err
	}
	if len(open) >= maxOpenInvitations {
		return fault.New(fault.Conflict, "team.too_many_invitations", fault.Args{"max": maxOpenInvitations})
	}
	for _, earlier := range open {
		if earlier.Email == in.Email {
			if err := endInvitation(tx, who, t, earlier); err != nil {
				return err
			}
		}
	}
	return nil
}

func endInvitation(tx *store.Tx, who actor.Actor, t Team, in Invitation) error {
	if err := revokeInvitation(tx, in.ID); err != nil {
		return err
	}
	return record(tx, who, t, "team.invitation_revoked", fault.Args{"invitation_id": in.ID})
}

// Revoke ends an open invitation; ending it again changes nothing. The team's
// lead may at any time.
func (s *Service) Revoke(ctx context.Context, who actor.Actor, teamID, invitationID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		t, err := leadOf(tx, who, teamID)
		if err != nil {
			return err
		}
		in, err := invitationByID(tx, teamID, invitationID)
		if err != nil {
			return err
		}
		switch in.StatusAt(tx.Now()) {
		case InvitationAccepted:
			return fault.New(fault.Conflict, "team.invitation_accepted_already")
		case InvitationRevoked:
			return nil
		}
		return endInvitation(tx, who, t, in)
	})
}

func errNoInvitation() error { return fault.New(fault.NotFound, "team.invitation_not_found") }
