package call

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Create makes a draft. Only organisers do that (call.organiser_only); they name
// its administrators and approvers among registered persons.
func (s *Service) Create(ctx context.Context, who actor.Actor, in Input) (View, error) {
	if !organises(who) {
		return View{}, errOrganiserOnly
	}
	in = in.settle()
	if found := in.Validate(); len(found) > 0 {
		return View{}, fault.InvalidInput(found...)
	}
	return store.Once(ctx, s.store, func(tx *store.Tx) (View, error) { return create(tx, who, in) })
}

func create(tx *store.Tx, who actor.Actor, in Input) (View, error) {
	c := Call{
		ID: store.NewID(), Key: in.Key, Programme: in.Programme, Title: in.Title, Status: StatusDraft,
		Definition: in.Definition, Version: 1, CreatedBy: who.PersonID, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}
	if err := insertCall(tx, c); err != nil {
		return View{}, err
	}
	if err := replaceStages(tx, c, nil, in.Stages); err != nil {
		return View{}, err
	}
	if err := name(tx, who, c.ID, in); err != nil {
		return View{}, err
	}
	if err := recordContent(tx, who, "call.created", c, in); err != nil {
		return View{}, err
	}
	return view(tx, c)
}

// Update replaces a draft; its organisers and administrators do that. Lists of
// persons that the input leaves out stay as they are. Conflicts: call.not_draft.
func (s *Service) Update(ctx context.Context, who actor.Actor, callID string, ifVersion int64, in Input) (v View, err error) {
	in = in.settle()
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Serialize("call:" + callID); err != nil {
			return err
		}
		c, err := draftFor(tx, who, callID, ifVersion)
		if err != nil {
			return err
		}
		if found := in.Validate(); len(found) > 0 {
			return fault.InvalidInput(found...)
		}
		v, err = update(tx, who, c, in)
		return err
	})
	return v, err
}

func draftFor(tx *store.Tx, who actor.Actor, callID string, ifVersion int64) (Call, error) {
	c, err := visible(tx, who, callID)
	switch {
	case err != nil:
		return c, err
	case !organises(who) && !Administers(who, callID):
		return c, errAdministratorOnly
	case c.Status != StatusDraft:
		return c, errNotDraft
	case c.Version != ifVersion:
		return c, errChanged
	}
	return c, nil
}

func update(tx *store.Tx, who actor.Actor, c Call, in Input) (View, error) {
	before, err := Stages(tx, c.ID)
	if err != nil {
		return View{}, err
	}
	c.Key, c.Programme, c.Title, c.Definition = in.Key, in.Programme, in.Title, in.Definition
	if c, err = updateCall(tx, c); err != nil {
		return View{}, err
	}
	if err := replaceStages(tx, c, before, in.Stages); err != nil {
		return View{}, err
	}
	if err := name(tx, who, c.ID, in); err != nil {
		return View{}, err
	}
	if err := recordContent(tx, who, "call.updated", c, in); err != nil {
		return View{}, err
	}
	return view(tx, c)
}

// replaceStages writes the stages of a draft. A stage that keeps its key keeps
// its id.
func replaceStages(tx *store.Tx, c Call, before []Stage, stages []StageInput) error {
	known := map[string]Stage{}
	for _, s := range before {
		known[s.Key] = s
	}
	rows := make([]Stage, len(stages))
	for i, in := range stages {
		row, kept := known[in.Key]
		if !kept {
			row = Stage{ID: store.NewID(), CallID: c.ID, Key: in.Key, Phase: PhasePending, CreatedAt: tx.Now()}
		}
		row.Position, row.Kind, row.Title = i+1, in.Kind, in.Title
		row.Schedule, row.Definition = in.Schedule, in.StageDefinition
		row.Version, row.UpdatedAt = row.Version+1, tx.Now()
		rows[i] = row
	}
	return rewriteStages(tx, before, rows)
}

// name gives the roles to the persons named in the input and takes them from the
// others. Only organisers change who runs a call.
func name(tx *store.Tx, who actor.Actor, callID string, in Input) error {
	staff, err := staffOf(tx, callID)
	if err != nil {
		return err
	}
	var p problems
	administrators, err := p.find(tx, "body.administrators", in.Administrators, staff.Administrators)
	if err != nil {
		return err
	}
	approvers, err := p.find(tx, "body.approvers", in.Approvers, staff.Approvers)
	if err != nil {
		return err
	}
	for i, id := range approvers {
		p.demand(!slices.Contains(administrators, id), fmt.Sprintf("body.approvers[%d]", i), "call.person_in_both_roles")
	}
	if !organises(who) {
		p.demand(same(administrators, staff.Administrators), "body.administrators", "call.organiser_names_persons")
		p.demand(same(approvers, staff.Approvers), "body.approvers", "call.organiser_names_persons")
	}
	if err := p.fault(); err != nil {
		return err
	}
	if err := settleRole(tx, who, callID, actor.Administrator, administrators, staff.Administrators); err != nil {
		return err
	}
	return settleRole(tx, who, callID, actor.Approver, approvers, staff.Approvers)
}

// find gives the ids of the persons with these addresses, or of the present ones
// when no list is given.
func (p *problems) find(tx *store.Tx, at string, emails []string, present []account.Person) ([]string, error) {
	if emails == nil {
		return idsOf(present), nil
	}
	ids := []string{}
	for i, email := range emails {
		person, err := account.PersonByEmail(tx, email)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		if err != nil || person.Status != account.Active {
			p.add(fmt.Sprintf("%s[%d]", at, i), "call.person_unknown")
			continue
		}
		ids = append(ids, person.ID)
	}
	return ids, nil
}

func idsOf(persons []account.Person) []string {
	ids := make([]string, len(persons))
	for i, person := range persons {
		ids[i] = person.ID
	}
	return ids
}

func same(ids []string, present []account.Person) bool {
	a, b := slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(idsOf(present)))
	return slices.Equal(slices.Compact(a), b)
}

func settleRole(tx *store.Tx, who actor.Actor, callID string, role actor.Role, ids []string, present []account.Person) error {
	for _, person := range present {
		if !slices.Contains(ids, person.ID) {
			if err := account.Revoke(tx, who, person.ID, role, actor.Call, callID); err != nil {
				return err
			}
		}
	}
	for _, id := range ids {
		if err := account.Grant(tx, who, id, role, actor.Call, callID); err != nil {
			return err
		}
	}
	return nil
}

// recordContent records an act on the whole content of a call, by its hash.
func recordContent(tx *store.Tx, who actor.Actor, action string, c Call, in Input) error {
	in.Administrators, in.Approvers = nil, nil
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	return record(tx, who, action, c, map[string]any{
		"key": c.Key, "version": c.Version, "content_sha256": hex.EncodeToString(sum[:]),
	})
}
