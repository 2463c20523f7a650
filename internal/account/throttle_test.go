package account_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/testkit"
)

func TestTenFailuresCloseAnAccountForAWhile(t *testing.T) {
	for _, email := range []string{"kim@example.kr", "nobody@example.kr"} {
		t.Run(email, func(t *testing.T) {
			kit := testkit.New(t)
			kit.Person("kim@example.kr")
			for range 10 {
				signIn(kit.Anonymous(), email, "a wrong password").WantProblem(http.StatusUnauthorized, "account.sign_in_refused")
			}
			refused := signIn(kit.Anonymous(), email, password).WantProblem(http.StatusTooManyRequests, "account.too_many_failures")
			if refused.Header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
			signIn(kit.Anonymous(), " "+email+" ", password).WantProblem(http.StatusTooManyRequests, "account.too_many_failures")
		})
	}
}

func TestTheRightPasswordOpensAfterTheWindow(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	for range 12 {
		signIn(kit.Anonymous(), "KIM@example.kr", "a wrong password")
	}
	kit.Clock.Advance(14 * time.Minute)
	signIn(kit.Anonymous(), "kim@example.kr", password).WantProblem(http.StatusTooManyRequests, "account.too_many_failures")
	kit.Clock.Advance(time.Minute)
	signIn(kit.Anonymous(), "kim@example.kr", password).Want(http.StatusOK)
}

func TestARightPasswordForgetsTheFailures(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	for range 3 {
		for range 9 {
			signIn(kit.Anonymous(), "kim@example.kr", "a wrong password").Want(http.StatusUnauthorized)
		}
		signIn(kit.Anonymous(), "kim@example.kr", password).Want(http.StatusOK)
	}
}

func TestAttemptsAtOnceCannotSlipUnderTheLimit(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	replies := atOnce(30, func(int) *testkit.Reply { return signIn(kit.Anonymous(), "kim@example.kr", "a wrong password") })
	if n := countStatus(replies, http.StatusUnauthorized); n != 10 {
		t.Fatalf("%d passwords were looked at", n)
	}
	if n := countStatus(replies, http.StatusTooManyRequests); n != 20 {
		t.Fatalf("%d were refused", n)
	}
}

// Passwords too long to be anybody's are refused without the slow hashing.
var wrong = strings.Repeat("x", 129)

// from signs in at the service, because over loopback every client has one
// address.
func from(kit *testkit.Kit, address, email, password string) error {
	who := actor.System(kit.Clock.Now())
	who.Address = address
	_, err := kit.Account.SignIn(kit.TB.Context(), who, account.SignIn{Email: email, Password: password, Client: "program"})
	return err
}

func TestAHundredFailuresCloseAnAddressForAWhile(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	for i := range 100 {
		wantCode(t, from(kit, "203.0.113.7", fmt.Sprintf("guess%d@example.kr", i), wrong), "account.sign_in_refused")
	}
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "account.too_many_failures")
	wantCode(t, from(kit, "203.0.113.8", "kim@example.kr", password), "")
	kit.Clock.Advance(time.Hour)
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
}

// A right password takes back its own attempt, not the others of its address:
// an attacker with an account could otherwise go on for ever.
func TestARightPasswordDoesNotClearItsAddress(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	for i := range 99 {
		wantCode(t, from(kit, "203.0.113.7", fmt.Sprintf("guess%d@example.kr", i), wrong), "account.sign_in_refused")
		if i%10 == 0 {
			wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
		}
	}
	wantCode(t, from(kit, "203.0.113.7", "last@example.kr", wrong), "account.sign_in_refused")
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "account.too_many_failures")
}

func TestAnIPv6NetworkIsOneAddress(t *testing.T) {
	kit := testkit.New(t)
	for i := range 100 {
		wantCode(t, from(kit, fmt.Sprintf("2001:db8:1:2::%x", i+1), fmt.Sprintf("guess%d@example.kr", i), wrong), "account.sign_in_refused")
	}
	wantCode(t, from(kit, "2001:db8:1:2:ffff::9", "other@example.kr", wrong), "account.too_many_failures")
	wantCode(t, from(kit, "2001:db8:1:3::1", "other@example.kr", wrong), "account.sign_in_refused")
}

func TestNobodyFillsAMailboxWithLinks(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("known@example.kr")
	register := func(email string) *testkit.Reply {
		return kit.Anonymous().Do("POST", "/registrations", map[string]any{"email": email})
	}
	for _, email := range []string{"known@example.kr", "new@example.kr"} {
		for range 5 {
			register(email).Want(http.StatusAccepted)
		}
		refused := register(" "+strings.ToUpper(email)).WantProblem(http.StatusTooManyRequests, "account.too_many_links")
		if refused.Header.Get("Retry-After") != "3600" {
			t.Errorf("%s: Retry-After %q", email, refused.Header.Get("Retry-After"))
		}
	}
	for n := range 50 {
		register(fmt.Sprintf("other%d@example.kr", n)).Want(http.StatusAccepted)
	}
	register("last@example.kr").WantProblem(http.StatusTooManyRequests, "account.too_many_links")
	kit.Clock.Advance(time.Hour)
	register("new@example.kr").Want(http.StatusAccepted)
}
