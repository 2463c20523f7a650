package call_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

// world is a service on an empty database with the persons that run calls.
type world struct {
	t       *testing.T
	ctx     context.Context
	clock   *clock.Manual
	store   *store.Store
	service *call.Service
	ids     map[string]string
}

// The persons of a world; each address is the name at wbl.kr.
var persons = []string{"organiser", "admin", "approver", "other", "leaver"}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background(), ids: map[string]string{}}
	w.clock = clock.NewManual(time.Date(2025, 6, 20, 9, 0, 0, 0, clock.KST))
	w.store = storetest.Open(t, w.clock)
	w.service = call.New(w.store)
	w.write(func(tx *store.Tx) error {
		for _, name := range persons {
			w.ids[name] = store.NewID()
			status := account.Active
			if name == "leaver" {
				status = account.Closed
			}
			person := account.Person{ID: w.ids[name], Email: name + "@wbl.kr", Name: name, Language: "ko", Status: status}
			if err := tx.DB().Create(&person).Error; err != nil {
				return err
			}
		}
		return account.Grant(tx, actor.System(tx.Now()), w.ids["organiser"], actor.Organiser, actor.Installation, "")
	})
	return w
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(w.ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

// as gives a person with the roles held now; the empty name is nobody.
func (w *world) as(name string) (who actor.Actor) {
	w.t.Helper()
	if name == "" {
		return actor.Actor{Language: "ko", Arrival: w.clock.Now()}
	}
	err := w.store.Read(w.ctx, func(tx *store.Tx) (err error) {
		who, err = account.AsActor(tx, w.ids[name], tx.Now())
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return who
}

// input is the selection of 2025 with persons.
func (w *world) input() call.Input {
	in := selection2025(w.t)
	in.Administrators, in.Approvers = []string{"admin@wbl.kr"}, []string{"Approver@wbl.kr"}
	return in
}

func (w *world) draft() call.View {
	w.t.Helper()
	v, err := w.service.Create(w.ctx, w.as("organiser"), w.input())
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (w *world) open() call.View {
	w.t.Helper()
	v := w.draft()
	v, err := w.service.Open(w.ctx, w.as("admin"), v.Call.ID, call.OpenInput{IfVersion: v.Call.Version})
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// setPhase moves a stage at a time, in the way of packages above.
func (w *world) setPhase(stage call.Stage, at clock.Instant, phases ...call.Phase) {
	w.t.Helper()
	w.clock.Set(at)
	for _, phase := range phases {
		w.write(func(tx *store.Tx) error { return call.MoveTo(tx, w.as("admin"), stage.ID, phase) })
	}
}

// actions gives the acts recorded on an object, in the order of their time.
func (w *world) actions(objectID string) (actions []string) {
	w.t.Helper()
	err := w.store.Read(w.ctx, func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("object_id = ?", objectID).Order("at").Pluck("action", &actions).Error
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return actions
}

// refusal is the code of an error with the places and codes of its fields.
func refusal(err error) []string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return []string{fmt.Sprint(err)}
	}
	return append([]string{f.Code}, places(f.Fields)...)
}

func TestCreateStoresTheWholeCall(t *testing.T) {
	w := newWorld(t)
	created := w.draft()
	got, err := w.service.Get(w.ctx, w.as("admin"), created.Call.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(created, got); diff != "" {
		t.Error(diff)
	}
	in := w.input()
	if diff := cmp.Diff(in.Definition, got.Call.Definition); diff != "" {
		t.Error(diff)
	}
	for i, s := range got.Stages {
		if diff := cmp.Diff(in.Stages[i].StageDefinition, s.Definition); diff != "" {
			t.Error(diff)
		}
		if s.Schedule != in.Stages[i].Schedule || s.Position != i+1 || s.Phase != call.PhasePending || s.TreeVersion != 0 {
			t.Errorf("stage %d: %+v %d %s %d", i, s.Schedule, s.Position, s.Phase, s.TreeVersion)
		}
	}
	staff, err := w.service.Staff(w.ctx, w.as("approver"), created.Call.ID)
	if err != nil || staff.Administrators[0].Email != "admin@wbl.kr" || staff.Approvers[0].Email != "approver@wbl.kr" {
		t.Errorf("staff %+v: %v", staff, err)
	}
	if diff := cmp.Diff([]string{"call.created"}, w.actions(created.Call.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestCreateIsRepeatedOnce(t *testing.T) {
	w := newWorld(t)
	key := store.IdempotencyKey{PersonID: w.ids["organiser"], Route: "POST /calls", Key: "k", BodyHash: "h"}
	ctx := store.WithIdempotency(w.ctx, key)
	first, err := w.service.Create(ctx, w.as("organiser"), w.input())
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.service.Create(ctx, w.as("organiser"), w.input())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

func TestCreateRefusesWhatCannotBe(t *testing.T) {
	w := newWorld(t)
	w.draft()
	for _, c := range []struct {
		name  string
		spoil func(in *call.Input)
		want  []string
	}{
		{"a key that is taken", func(*call.Input) {}, []string{"input.invalid", "body.key call.address_taken"}},
		{"unknown and closed accounts", func(in *call.Input) {
			in.Administrators, in.Approvers = []string{"nobody@wbl.kr"}, []string{"approver@wbl.kr", "leaver@wbl.kr"}
		}, []string{"input.invalid", "body.administrators[0] call.person_unknown", "body.approvers[1] call.person_unknown"}},
		{
			"one person in both roles", func(in *call.Input) { in.Approvers = []string{" ADMIN@wbl.kr"} },
			[]string{"input.invalid", "body.approvers[0] call.person_in_both_roles"},
		},
		{
			"malformed content", func(in *call.Input) { in.Programme = "" },
			[]string{"input.invalid", "body.programme call.key_malformed"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := w.input()
			if c.name != "a key that is taken" {
				in.Key = "another-call"
			}
			c.spoil(&in)
			_, err := w.service.Create(w.ctx, w.as("organiser"), in)
			if diff := cmp.Diff(c.want, refusal(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUpdateReplacesADraft(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	in := w.input()
	in.Administrators, in.Approvers = nil, nil
	in.Title.En = "Another title"
	in.Stages = []call.StageInput{in.Stages[0], in.Stages[2], in.Stages[1]}
	after, err := w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if err != nil {
		t.Fatal(err)
	}
	if after.Call.Title.En != "Another title" || after.Call.Version != v.Call.Version+1 {
		t.Errorf("%+v", after.Call.Title)
	}
	if after.Stages[1].ID != v.Stages[2].ID || after.Stages[2].ID != v.Stages[1].ID {
		t.Error("stages that changed places lost their ids")
	}
	if who := w.as("approver"); !call.Approves(who, v.Call.ID) {
		t.Error("leaving the lists out took a role away")
	}
	_, err = w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if fault.KindOf(err) != fault.PreconditionFailed {
		t.Errorf("an old version: %v", err)
	}
	if diff := cmp.Diff([]string{"call.created", "call.updated"}, w.actions(v.Call.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestAStageInUseStays(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	in := w.input()
	in.Stages[2].Key = "interview"
	v, err := w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if err != nil || v.Stages[2].Key != "interview" || len(v.Stages) != 3 {
		t.Fatalf("replacing a stage that nobody uses: %v", err)
	}
	w.write(func(tx *store.Tx) error {
		return tx.DB().Exec(`INSERT INTO panel_members (id, stage_id, person_id, role, added_by, added_at) VALUES ('m', ?, ?, 'judge', ?, 0)`,
			v.Stages[2].ID, w.ids["other"], w.ids["admin"]).Error
	})
	in.Stages = in.Stages[:2]
	_, err = w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if fault.CodeOf(err) != "call.stage_in_use" || fault.KindOf(err) != fault.Conflict {
		t.Errorf("leaving out a stage with a panel: %v", err)
	}
}

func TestOnlyOrganisersNamePersons(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	in := w.input()
	in.Administrators = []string{"admin@wbl.kr", "other@wbl.kr"}
	_, err := w.service.Update(w.ctx, w.as("admin"), v.Call.ID, v.Call.Version, in)
	if diff := cmp.Diff([]string{"input.invalid", "body.administrators call.organiser_names_persons"}, refusal(err)); diff != "" {
		t.Error(diff)
	}
	in.Administrators = []string{"other@wbl.kr"}
	if _, err := w.service.Update(w.ctx, w.as("organiser"), v.Call.ID, v.Call.Version, in); err != nil {
		t.Fatal(err)
	}
	if call.Administers(w.as("admin"), v.Call.ID) || !call.Administers(w.as("other"), v.Call.ID) {
		t.Error("the roles did not follow the list")
	}
	in.Administrators, in.Approvers = nil, []string{"other@wbl.kr"}
	_, err = w.service.Update(w.ctx, w.as("organiser"), v.Call.ID, v.Call.Version+1, in)
	if diff := cmp.Diff([]string{"input.invalid", "body.approvers[0] call.person_in_both_roles"}, refusal(err)); diff != "" {
		t.Errorf("the present administrator as approver:\n%s", diff)
	}
}
