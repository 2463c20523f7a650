package account_test

import (
	"net/http"
	"testing"
	"time"

	"wbl/internal/testkit"
)

func reset(c *testkit.Client, email string) *testkit.Reply {
	return c.Do("POST", "/password-resets", map[string]any{"email": email})
}

const newPassword = "six other plain words stand here"

func choose(c *testkit.Client, token, password string) *testkit.Reply {
	return c.Do("POST", "/registrations/"+token+"/complete", map[string]any{"password": password})
}

func TestAForgottenPasswordIsReplaced(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	before := kit.SignIn("kim@example.kr")
	register(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	kit.Clock.Advance(time.Second)
	reset(kit.Anonymous(), " KIM@example.kr").Want(http.StatusAccepted)
	first := tokenIn(t, kit.LastMail("kim@example.kr"))
	kit.Clock.Advance(time.Second)
	reset(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	token := tokenIn(t, kit.LastMail("kim@example.kr"))

	choose(kit.Anonymous(), token, "short").WantField("body.password", "input.too_short")
	if got := choose(kit.Anonymous(), token, newPassword).Want(http.StatusCreated).Get("name"); got != "kim" {
		t.Errorf("the name is now %q", got)
	}
	before.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
	signIn(kit.Anonymous(), "kim@example.kr", password).WantProblem(http.StatusUnauthorized, "account.sign_in_refused")
	signIn(kit.Anonymous(), "kim@example.kr", newPassword).Want(http.StatusOK)
	for name, used := range map[string]string{"again": token, "the other link": first} {
		choose(kit.Anonymous(), used, newPassword).WantProblem(http.StatusGone, "account.link_used_or_expired")
		if n := kit.CountActs("account.password_set"); n != 1 {
			t.Errorf("%s: set %d times", name, n)
		}
	}
}

func TestAResetTellsNothingAndEndsSoon(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	known, unknown := reset(kit.Anonymous(), "kim@example.kr"), reset(kit.Anonymous(), "nobody@example.kr")
	if known.Status != http.StatusAccepted || unknown.Status != known.Status || string(known.Body) != string(unknown.Body) {
		t.Errorf("%d %q and %d %q", known.Status, known.Body, unknown.Status, unknown.Body)
	}
	if n := kit.CountMails("password_reset"); n != 1 {
		t.Errorf("%d mails", n)
	}
	reset(kit.Anonymous(), "no address").WantField("body.email", "account.email_wrong")
	token := tokenIn(t, kit.LastMail("kim@example.kr"))
	kit.Clock.Advance(10 * time.Minute)
	choose(kit.Anonymous(), token, newPassword).WantProblem(http.StatusGone, "account.link_used_or_expired")
	kit.Clock.Advance(-time.Microsecond)
	choose(kit.Anonymous(), token, newPassword).Want(http.StatusCreated)
}
