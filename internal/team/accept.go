package team

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Offer is what the invited person reads before accepting.
type Offer struct {
	Team         Team
	Organisation account.Organisation // on whose behalf the person would join
	Inviter      string
	Invitation   Invitation
}

// Invitation shows an invitation to the person it was sent to. A wrong token and
// another's invitation look the same (team.invitation_not_found).
func (s *Service) Invitation(ctx context.Context, who actor.Actor, token string) (o Offer, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if o.Invitation, err = sentTo(tx, who, token); err != nil {
			return err
		}
		if o.Team, err = ByID(tx, o.Invitation.TeamID); err != nil {
			return err
		}
		if o.Organisation, err = account.OrganisationByID(tx, o.Invitation.OrganisationID); err != nil {
			return err
		}
		inviter, err := account.PersonByID(tx, o.Invitation.InvitedBy)
		o.Inviter = inviter.Name
		return err
	})
	return o, err
}

// Accept makes the actor a member, if the invitation was sent to the actor's own
// address; to anyone else it tells nothing (team.invitation_not_found). Accepting
// twice gives the same answer. Faults: team.invitation_used, _revoked, _expired
// (Gone), team.is_withdrawn, team.changes_closed.
func (s *Service) Accept(ctx context.Context, who actor.Actor, token string) (Team, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Team, error) {
		in, err := sentTo(tx, who, token)
		if err != nil {
			return Team{}, err
		}
		t, err := ByID(tx, in.TeamID)
		if err != nil {
			return Team{}, err
		}
		if err := tx.Serialize("team:" + t.ID); err != nil {
			return Team{}, err
		}
		if _, member, err := RoleIn(tx, t.ID, who.PersonID); err != nil || member {
			return t, err
		}
		if err := in.checkUsable(tx.Now()); err != nil {
			return Team{}, err
		}
		if err := checkOpen(tx, who, t); err != nil {
			return Team{}, err
		}
		return t, join(tx, who, t, in)
	})
}

func join(tx *store.Tx, who actor.Actor, t Team, in Invitation) error {
	takesPart, err := participates(tx, t.ID, in.OrganisationID)
	if err != nil {
		return err
	}
	if !takesPart {
		return fault.New(fault.Gone, "team.invitation_revoked")
	}
	if err := acceptInvitation(tx, in.ID, who.PersonID); err != nil {
		return err
	}
	m := Member{
		ID: store.NewID(), TeamID: t.ID, PersonID: who.PersonID,
		OrganisationID: in.OrganisationID, Role: RoleMember, JoinedAt: tx.Now(),
	}
	if err := insertMember(tx, m); err != nil {
		return err
	}
	if err := account.Grant(tx, who, who.PersonID, actor.Member, actor.Team, t.ID); err != nil {
		return err
	}
	return record(tx, who, t, "team.member_joined", fault.Args{
		"person_id": who.PersonID, "organisation_id": in.OrganisationID, "invitation_id": in.ID,
	})
}

// sentTo finds the invitation behind a token, but only for its addressee.
func sentTo(tx *store.Tx, who actor.Actor, token string) (Invitation, error) {
	if !who.SignedIn() {
		return Invitation{}, errNoInvitation()
	}
	in, err := invitationByHash(tx, account.HashToken(token))
	if err != nil {
		return in, err
	}
	person, err := account.PersonByID(tx, who.PersonID)
	if err == nil && person.Email != in.Email {
		err = errNoInvitation()
	}
	if err != nil {
		return Invitation{}, err
	}
	return in, nil
}
