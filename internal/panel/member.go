package panel

import (
	"context"
	"maps"
	"slices"
	"strings"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// MemberInput names the person to add: by id, or by the e-mail address of an
// account that exists.
type MemberInput struct {
	PersonID string
	Email    string
	Role     actor.Role // Judge or Chair
}

// AddMember seats a person in the panel of a stage; only the call's
// administrator may. Faults: panel.not_found, panel.no_judges_here,
// panel.stage_over, panel.already_member, panel.chair_taken; input:
// panel.person_unknown, panel.person_administers, panel.person_competes.
func (s *Service) AddMember(ctx context.Context, who actor.Actor, stageID string, in MemberInput) (MemberView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (MemberView, error) {
		return addMember(tx, who, stageID, in)
	})
}

func addMember(tx *store.Tx, who actor.Actor, stageID string, in MemberInput) (MemberView, error) {
	stage, err := administered(tx, who, stageID)
	if err != nil {
		return MemberView{}, err
	}
	if err := notOver(stage); err != nil {
		return MemberView{}, err
	}
	person, err := in.find(tx)
	if err != nil {
		return MemberView{}, err
	}
	if err := in.mayJudge(tx, person, stage.CallID); err != nil {
		return MemberView{}, err
	}
	if err := seatFree(tx, stage, person.ID, in.Role); err != nil {
		return MemberView{}, err
	}
	m := Member{
		ID: store.NewID(), StageID: stage.ID, PersonID: person.ID, Role: in.Role,
		AddedBy: who.PersonID, AddedAt: tx.Now(),
	}
	if err := insertMember(tx, m); err != nil {
		return MemberView{}, err
	}
	if err := account.Grant(tx, who, person.ID, m.Role, actor.Stage, stage.ID); err != nil {
		return MemberView{}, err
	}
	return viewMember(m, person), record(tx, who, stage, "panel.member_added", m, nil)
}

// find checks the input and gives the person it names.
func (in MemberInput) find(tx *store.Tx) (account.Person, error) {
	fields := []fault.Field{}
	if in.Role != actor.Judge && in.Role != actor.Chair {
		fields = append(fields, fault.At("body.role", "input.not_allowed"))
	}
	person, err := account.Person{}, error(nil)
	switch {
	case in.PersonID == "" && strings.TrimSpace(in.Email) == "":
		fields = append(fields, fault.At(in.location(), "input.required"))
	case in.PersonID != "":
		person, err = account.PersonByID(tx, in.PersonID)
	default:
		person, err = account.PersonByEmail(tx, strings.TrimSpace(in.Email))
	}
	if fault.KindOf(err) == fault.NotFound || err == nil && person.Status == account.Closed {
		fields = append(fields, fault.At(in.location(), "panel.person_unknown"))
		err = nil
	}
	if err == nil && len(fields) > 0 {
		err = fault.InvalidInput(fields...)
	}
	return person, err
}

func (in MemberInput) location() string {
	if in.PersonID != "" {
		return "body.person_id"
	}
	return "body.email"
}

// mayJudge keeps out whoever runs the call or competes in it.
func (in MemberInput) mayJudge(tx *store.Tx, person account.Person, callID string) error {
	as, err := account.AsActor(tx, person.ID, tx.Now())
	if err != nil {
		return err
	}
	fields := []fault.Field{}
	if runs(as, callID) {
		fields = append(fields, fault.At(in.location(), "panel.person_administers"))
	}
	competes, err := competesIn(tx, as, callID)
	if err != nil {
		return err
	}
	if competes {
		fields = append(fields, fault.At(in.location(), "panel.person_competes"))
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

// competesIn goes by the roles in teams, which team keeps in step with its
// members, and by the organisations that take part, whose people have an
// interest without being members.
func competesIn(tx *store.Tx, as actor.Actor, callID string) (bool, error) {
	mine := slices.Concat(as.Scopes(actor.Lead, actor.Team), as.Scopes(actor.Member, actor.Team))
	for _, id := range mine {
		t, err := team.ByID(tx, id)
		if err != nil {
			return false, err
		}
		if t.CallID == callID && t.Status == team.Active {
			return true, nil
		}
	}
	return team.HasInterest(tx, as, callID)
}

// seatFree waits for others who change the panel, then looks.
func seatFree(tx *store.Tx, stage call.Stage, personID string, role actor.Role) error {
	if err := lockStage(tx, stage.ID); err != nil {
		return err
	}
	members, err := Members(tx, stage.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.PersonID == personID {
			return fault.New(fault.Conflict, "panel.already_member")
		}
		if m.Role == actor.Chair && role == actor.Chair {
			return fault.New(fault.Conflict, "panel.chair_taken")
		}
	}
	return nil
}

// RemoveMember takes a person out of the panel before scoring began, together
// with the assignments. Faults: panel.not_found, panel.member_not_found,
// panel.scoring_began.
func (s *Service) RemoveMember(ctx context.Context, who actor.Actor, stageID, personID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		return removeMember(tx, who, stageID, personID)
	})
}

func removeMember(tx *store.Tx, who actor.Actor, stageID, personID string) error {
	stage, err := administered(tx, who, stageID)
	if err != nil {
		return err
	}
	if err := lockStage(tx, stage.ID); err != nil {
		return err
	}
	m, found, err := memberOf(tx, stage.ID, personID)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "panel.member_not_found")
	}
	if began(stage) {
		return fault.New(fault.Conflict, "panel.scoring_began")
	}
	withdrawn, err := withdrawAll(tx, stage.ID, personID, tx.Now())
	if err != nil {
		return err
	}
	if err := deleteMember(tx, m); err != nil {
		return err
	}
	if err := account.Revoke(tx, who, personID, m.Role, actor.Stage, stage.ID); err != nil {
		return err
	}
	return record(tx, who, stage, "panel.member_removed", m, map[string]any{"withdrawn": withdrawn})
}

func record(tx *store.Tx, who actor.Actor, stage call.Stage, action string, m Member, more map[string]any) error {
	details := map[string]any{"stage_id": stage.ID, "person_id": m.PersonID, "role": string(m.Role)}
	maps.Copy(details, more)
	_, err := audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: "panel_member", ObjectID: m.ID, CallID: stage.CallID, Details: details,
	})
	return err
}
