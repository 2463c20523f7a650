package account_test

import (
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/store"
	"wbl/internal/testkit"
)

func TestRolesAreHeldInJustTheirScope(t *testing.T) {
	kit := testkit.New(t)
	kim, lee := kit.Person("kim@example.kr"), kit.Person("lee@example.kr")
	who := actor.System(kit.Clock.Now())
	err := kit.Store.Write(t.Context(), func(tx *store.Tx) error {
		for _, person := range []account.Person{lee, kim, kim} {
			if err := account.Grant(tx, who, person.ID, actor.Judge, actor.Stage, "stage-1"); err != nil {
				return err
			}
		}
		return account.Revoke(tx, who, lee.ID, actor.Judge, actor.Stage, "stage-2")
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := kit.CountActs("account.role_granted"); n != 2 {
		t.Fatalf("%d acts: granting again changes nothing", n)
	}
	if n := kit.CountActs("account.role_revoked"); n != 0 {
		t.Fatalf("%d acts: revoking what is not held changes nothing", n)
	}
	err = kit.Store.Read(t.Context(), func(tx *store.Tx) error {
		judges, err := account.PersonsHolding(tx, actor.Judge, actor.Stage, "stage-1")
		if err != nil || len(judges) != 2 || judges[0].ID != kim.ID {
			t.Errorf("judges %v, %v", judges, err)
		}
		for _, tc := range []struct {
			role  actor.Role
			kind  actor.ScopeKind
			scope string
			want  bool
		}{
			{actor.Judge, actor.Stage, "stage-1", true},
			{actor.Judge, actor.Stage, "stage-2", false},
			{actor.Judge, actor.Call, "stage-1", false},
			{actor.Chair, actor.Stage, "stage-1", false},
		} {
			as, err := account.AsActor(tx, kim.ID, kit.Clock.Now())
			if held := as.Holds(tc.role, tc.kind, tc.scope); err != nil || held != tc.want {
				t.Errorf("%+v: %v, %v", tc, held, err)
			}
		}
		as, err := account.AsActor(tx, kim.ID, kit.Clock.Now())
		if err != nil || !as.Holds(actor.Judge, actor.Stage, "stage-1") || as.Language != "ko" {
			t.Errorf("%+v, %v", as, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
