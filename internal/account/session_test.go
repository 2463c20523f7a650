package account_test

import (
	"net/http"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/store"
	"wbl/internal/testkit"
)

func TestRefreshRotates(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	seen := map[string]bool{c.Refresh: true}
	for token, i := c.Refresh, 0; i < 5; i++ {
		kit.Clock.Advance(time.Minute)
		reply := refresh(kit.Anonymous(), token).Want(http.StatusOK)
		token = reply.Get("refresh_token")
		if seen[token] {
			t.Fatal("a refresh token came twice")
		}
		seen[token] = true
		c.WithToken(reply.Get("access_token")).Do("GET", "/me", nil).Want(http.StatusOK)
	}
}

func TestRefreshesAtOnceGetOneSuccessor(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	kit.Clock.Advance(time.Minute)
	replies := atOnce(50, func(int) *testkit.Reply { return refresh(kit.Anonymous(), c.Refresh) })
	successors := map[string]bool{}
	for _, r := range replies {
		successors[r.Want(http.StatusOK).Get("refresh_token")] = true
	}
	if len(successors) != 1 {
		t.Fatalf("%d successors", len(successors))
	}
	kit.Clock.Advance(10 * time.Second)
	for token := range successors {
		if again := refresh(kit.Anonymous(), c.Refresh).Want(http.StatusOK).Get("refresh_token"); again != token {
			t.Fatal("within ten seconds another successor came")
		}
		refresh(kit.Anonymous(), token).Want(http.StatusOK)
	}
}

func TestReplayEndsTheFamily(t *testing.T) {
	for _, tc := range []struct {
		name      string
		rotations int
		wait      time.Duration
	}{
		{"the last one, after ten seconds", 1, 10*time.Second + time.Microsecond},
		{"an older one, at once", 2, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			kit := testkit.New(t)
			kit.Person("kim@example.kr")
			c, elsewhere := kit.SignIn("kim@example.kr"), kit.SignIn("kim@example.kr")
			newest := c.Refresh
			for range tc.rotations {
				newest = refresh(kit.Anonymous(), newest).Want(http.StatusOK).Get("refresh_token")
			}
			kit.Clock.Advance(tc.wait)
			refresh(kit.Anonymous(), c.Refresh).WantProblem(http.StatusUnauthorized, "account.session_ended")
			refresh(kit.Anonymous(), newest).WantProblem(http.StatusUnauthorized, "account.session_ended")
			c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
			elsewhere.Do("GET", "/me", nil).Want(http.StatusOK)
			if n := kit.CountActs("account.refresh_replayed"); n != 1 {
				t.Fatalf("%d acts of the replay", n)
			}
		})
	}
}

func TestMadeUpRefreshTokensAreRefused(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	for _, token := range []string{
		"", ".", "..", "a.1.b", c.Token(), c.Refresh + "0", c.Refresh[:len(c.Refresh)-1], "x" + c.Refresh,
		c.Refresh[:26] + ".2" + c.Refresh[28:], c.Refresh[:26] + ".-1" + c.Refresh[28:], c.Refresh[:26] + ".01" + c.Refresh[28:],
	} {
		refresh(kit.Anonymous(), token).WantProblem(http.StatusUnauthorized, "account.session_ended")
	}
	refresh(kit.Anonymous(), c.Refresh).Want(http.StatusOK)
}

func TestIdleLimit(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c, used := kit.SignIn("kim@example.kr"), kit.SignIn("kim@example.kr")
	kit.Clock.Advance(account.IdleSpan - time.Microsecond)
	tokens := refresh(kit.Anonymous(), used.Refresh).Want(http.StatusOK)
	kit.Clock.Advance(time.Microsecond)
	refresh(kit.Anonymous(), c.Refresh).WantProblem(http.StatusUnauthorized, "account.session_ended")
	used.WithToken(tokens.Get("access_token")).Do("GET", "/me", nil).Want(http.StatusOK)
}

func TestAbsoluteLimit(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	tokens := map[string]string{"refresh_token": c.Refresh, "access_token": c.Token()}
	step := 30 * time.Minute
	for passed := step; passed < account.SessionSpan; passed += step {
		kit.Clock.Advance(step)
		refresh(kit.Anonymous(), tokens["refresh_token"]).Want(http.StatusOK).JSON(&map[string]any{})
		reply := refresh(kit.Anonymous(), tokens["refresh_token"]).Want(http.StatusOK)
		tokens["refresh_token"], tokens["access_token"] = reply.Get("refresh_token"), reply.Get("access_token")
	}
	kit.Clock.Advance(step - time.Microsecond)
	last := refresh(kit.Anonymous(), tokens["refresh_token"]).Want(http.StatusOK)
	kit.Clock.Advance(time.Microsecond)
	refresh(kit.Anonymous(), last.Get("refresh_token")).WantProblem(http.StatusUnauthorized, "account.session_ended")
	c.WithToken(last.Get("access_token")).Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
}

func TestAccessTokenEndsByItself(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	kit.Clock.Advance(account.AccessSpan - time.Second)
	c.Do("GET", "/me", nil).Want(http.StatusOK)
	kit.Clock.Advance(time.Second)
	c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
}

func TestSignOutTakesEffectAtOnce(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c, elsewhere := kit.SignIn("kim@example.kr"), kit.SignIn("kim@example.kr")
	c.Do("DELETE", "/session", nil).Want(http.StatusNoContent)
	c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
	refresh(kit.Anonymous(), c.Refresh).WantProblem(http.StatusUnauthorized, "account.session_ended")
	elsewhere.Do("GET", "/me", nil).Want(http.StatusOK)
	if n := kit.CountActs("account.signed_out"); n != 1 {
		t.Fatalf("%d acts of signing out", n)
	}
}

func TestClosingTakesEffectAtOnce(t *testing.T) {
	kit := testkit.New(t)
	kim := kit.Person("kim@example.kr")
	kit.Person("operator@example.kr", actor.Operator)
	c, operator := kit.SignIn("kim@example.kr"), kit.SignIn("operator@example.kr")
	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"status": "closed"}).Want(http.StatusOK)
	c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
	refresh(kit.Anonymous(), c.Refresh).WantProblem(http.StatusUnauthorized, "account.session_ended")
	signIn(kit.Anonymous(), "kim@example.kr", password).WantProblem(http.StatusUnauthorized, "account.sign_in_refused")

	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"status": "active"}).Want(http.StatusOK)
	c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
	signIn(kit.Anonymous(), "kim@example.kr", password).Want(http.StatusOK)
}

func TestRolesTakeEffectAtOnce(t *testing.T) {
	kit := testkit.New(t)
	kim := kit.Person("kim@example.kr")
	kit.Person("operator@example.kr", actor.Operator)
	c, operator := kit.SignIn("kim@example.kr"), kit.SignIn("operator@example.kr")
	c.Do("GET", "/users", nil).WantProblem(http.StatusForbidden, "account.role_needed")
	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"roles": []string{"operator"}}).Want(http.StatusOK)
	c.Do("GET", "/users", nil).Want(http.StatusOK)
	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"roles": []string{}}).Want(http.StatusOK)
	c.Do("GET", "/users", nil).WantProblem(http.StatusForbidden, "account.role_needed")
}

func TestWhatEndedLongAgoIsForgotten(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.SignIn("kim@example.kr")
	signIn(kit.Anonymous(), "kim@example.kr", "a wrong password")
	register(kit.Anonymous(), "lee@example.kr").Want(http.StatusAccepted)
	kit.Clock.Advance(account.SessionSpan + 48*time.Hour)
	register(kit.Anonymous(), "park@example.kr").Want(http.StatusAccepted)
	alive := kit.SignIn("kim@example.kr")
	err := kit.Store.Write(t.Context(), func(tx *store.Tx) error { return account.Forget(tx, kit.Clock.Now().Add(-24*time.Hour)) })
	if err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]int64{"sessions": 1, "one_time_links": 1, "attempts": 4} {
		var n int64
		err := kit.Store.Read(t.Context(), func(tx *store.Tx) error { return tx.DB().Table(table).Count(&n).Error })
		if err != nil || n != want {
			t.Errorf("%d %s are left, want %d, %v", n, table, want, err)
		}
	}
	alive.Do("GET", "/me", nil).Want(http.StatusOK)
}
