package panel_test

import (
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/panel"
	"wbl/internal/store"
	"wbl/internal/team"
)

// takesIn registers an organisation in the name of a person and makes it take
// part in a team.
func (w *world) takesIn(tx *store.Tx, creator, teamID string) (organisationID string) {
	o := account.Organisation{
		ID: store.NewID(), RegistrationNumber: store.NewID()[:10], Name: "평가 주식회사", SortName: "평가",
		Kind: account.StartUp, CreatedBy: w.people[creator],
	}
	create(tx, &o)
	create(tx, &team.Participation{
		ID: store.NewID(), TeamID: teamID, OrganisationID: o.ID, Role: team.RoleParticipant, JoinedAt: tx.Now(),
	})
	return o.ID
}

func TestAnInterestThroughAnOrganisation(t *testing.T) {
	for _, c := range []struct {
		name    string
		arrange func(w *world, tx *store.Tx)
		partial bool
	}{
		{"nothing", func(*world, *store.Tx) {}, false},
		{"registered one that takes part", func(w *world, tx *store.Tx) { w.takesIn(tx, "j1", w.teams[0]) }, true},
		{"acts for one that takes part", func(w *world, tx *store.Tx) {
			id := w.takesIn(tx, "outsider", w.teams[0])
			w.grant(tx, actor.System(tx.Now()), "j1", actor.Officer, actor.Organisation, id)
		}, true},
		{"in a team that has not entered", func(w *world, tx *store.Tx) { w.takesIn(tx, "j1", w.teams[3]) }, true},
		{"another's organisation", func(w *world, tx *store.Tx) { w.takesIn(tx, "outsider", w.teams[0]) }, false},
		{"acts for one that takes no part", func(w *world, tx *store.Tx) {
			w.grant(tx, actor.System(tx.Now()), "j1", actor.Officer, actor.Organisation, "elsewhere")
		}, false},
		{"in a team that withdrew", func(w *world, tx *store.Tx) {
			w.takesIn(tx, "j1", w.teams[0])
			change(tx, &team.Team{}, w.teams[0], "status", team.Withdrawn)
		}, false},
		{"in a team of another call", func(w *world, tx *store.Tx) {
			w.takesIn(tx, "j1", w.teams[0])
			other := call.Call{ID: store.NewID(), Key: "other", Status: call.StatusOpen, Version: 1, CreatedBy: w.people["admin"]}
			create(tx, &other)
			change(tx, &team.Team{}, w.teams[0], "call_id", other.ID)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			seated, competes, late := newWorld(t), "", ""
			if c.partial {
				competes, late = "panel.person_competes", "panel.not_impartial"
			}
			seated.seat("j1")
			seated.write(func(tx *store.Tx) error { c.arrange(seated, tx); return nil })
			want(t, seated.checkImpartial("j1"), late)

			free := newWorld(t)
			free.write(func(tx *store.Tx) error { c.arrange(free, tx); return nil })
			in := panel.MemberInput{PersonID: free.people["j1"], Role: actor.Judge}
			_, err := free.service.AddMember(ctx, free.as("admin"), free.stageID, in)
			want(t, err, competes)
		})
	}
}

func (w *world) checkImpartial(name string) (refusal error) {
	who := w.as(name)
	w.read(func(tx *store.Tx) error {
		refusal = panel.CheckImpartial(tx, who, w.callID)
		return nil
	})
	return refusal
}

// change panics because a write runs on the store's own goroutine.
func change(tx *store.Tx, model any, id, column string, value any) {
	if err := tx.DB().Model(model).Where("id = ?", id).Update(column, value).Error; err != nil {
		panic(err)
	}
}
