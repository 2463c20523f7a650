package team

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// AddOrganisation makes an organisation take part in the team. Only the team's
// lead may, until the first filing is over. Faults:
// team.organisation_takes_part, team.too_many_organisations; input:
// team.organisation_unknown.
func (s *Service) AddOrganisation(ctx context.Context, who actor.Actor, teamID, organisationID string) (Participation, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Participation, error) {
		t, err := forLead(tx, who, teamID)
		if err != nil {
			return Participation{}, err
		}
		organisation, err := account.OrganisationByID(tx, organisationID)
		if fault.KindOf(err) == fault.NotFound {
			return Participation{}, fault.InvalidInput(fault.At("body.organisation_id", "team.organisation_unknown"))
		}
		if err != nil {
			return Participation{}, err
		}
		return addOrganisation(tx, who, t, organisation)
	})
}

func addOrganisation(tx *store.Tx, who actor.Actor, t Team, o account.Organisation) (Participation, error) {
	present, err := Organisations(tx, t.ID)
	if err != nil {
		return Participation{}, err
	}
	if len(present) >= maxOrganisations {
		return Participation{}, fault.New(fault.Conflict, "team.too_many_organisations", fault.Args{"max": maxOrganisations})
	}
	p := Participation{
		ID: store.NewID(), TeamID: t.ID, OrganisationID: o.ID, Role: RoleParticipant, JoinedAt: tx.Now(), Organisation: o,
	}
	if err := insertParticipation(tx, p); err != nil {
		return Participation{}, err
	}
	return p, record(tx, who, t, "team.organisation_added", fault.Args{"organisation_id": o.ID})
}

// RemoveOrganisation ends an organisation's part. The lead organisation stays,
// and one that has members or open invitations keeps its place until they are
// gone (team.organisation_has_people).
func (s *Service) RemoveOrganisation(ctx context.Context, who actor.Actor, teamID, organisationID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		t, err := forLead(tx, who, teamID)
		if err != nil {
			return err
		}
		takesPart, err := participates(tx, teamID, organisationID)
		switch {
		case err != nil:
			return err
		case !takesPart:
			return fault.New(fault.NotFound, "team.organisation_not_found")
		case organisationID == t.LeadOrganisationID:
			return fault.New(fault.Conflict, "team.lead_organisation_stays")
		}
		if err := checkEmpty(tx, teamID, organisationID); err != nil {
			return err
		}
		if err := deleteParticipation(tx, teamID, organisationID); err != nil {
			return err
		}
		return record(tx, who, t, "team.organisation_removed", fault.Args{"organisation_id": organisationID})
	})
}

func participates(tx *store.Tx, teamID, organisationID string) (bool, error) {
	present, err := Organisations(tx, teamID)
	for _, p := range present {
		if p.OrganisationID == organisationID {
			return true, nil
		}
	}
	return false, err
}

func checkEmpty(tx *store.Tx, teamID, organisationID string) error {
	members, err := Members(tx, teamID)
	if err != nil {
		return err
	}
	open, err := openInvitations(tx, teamID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.OrganisationID == organisationID {
			return fault.New(fault.Conflict, "team.organisation_has_people")
		}
	}
	for _, in := range open {
		if in.OrganisationID == organisationID {
			return fault.New(fault.Conflict, "team.organisation_has_people")
		}
	}
	return nil
}

// RemoveMember takes a person out of the team; the role ends at once. The lead
// stays (team.lead_stays).
func (s *Service) RemoveMember(ctx context.Context, who actor.Actor, teamID, memberID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		t, err := forLead(tx, who, teamID)
		if err != nil {
			return err
		}
		m, err := memberByID(tx, teamID, memberID)
		if err != nil {
			return err
		}
		if m.Role == RoleLead {
			return fault.New(fault.Conflict, "team.lead_stays")
		}
		if err := deleteMember(tx, m); err != nil {
			return err
		}
		if err := account.Revoke(tx, who, m.PersonID, actor.Member, actor.Team, t.ID); err != nil {
			return err
		}
		return record(tx, who, t, "team.member_removed", fault.Args{"person_id": m.PersonID})
	})
}
