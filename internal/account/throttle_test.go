package account_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/testkit"
)

func TestTenFailuresCloseAnAccountToTheirNetwork(t *testing.T) {
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

func TestFailuresElsewhereCloseNothingHere(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	for range 10 {
		wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", wrong), "account.sign_in_refused")
	}
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "account.too_many_failures")
	wantCode(t, from(kit, "203.0.113.8", "kim@example.kr", password), "")
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "account.too_many_failures")
	kit.Clock.Advance(15 * time.Minute)
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
}

// everywhere makes a hundred wrong sign-ins for one account from ten networks.
func everywhere(kit *testkit.Kit, email string) {
	kit.TB.Helper()
	for i := range 100 {
		if err := from(kit, fmt.Sprintf("198.51.100.%d", i/10), email, wrong); fault.CodeOf(err) != "account.sign_in_refused" {
			kit.TB.Fatal(i, err)
		}
	}
}

// A hundred failures from everywhere close an account to networks that it was
// never used from, whether it exists or not, and a right password elsewhere does
// not open it to them.
func TestAHundredFailuresCloseAnAccountToStrangers(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
	wantCode(t, from(kit, "2001:db8:1:2::1", "kim@example.kr", password), "")
	everywhere(kit, "kim@example.kr")
	everywhere(kit, "nobody@example.kr")
	for range 2 {
		wantCode(t, from(kit, "203.0.113.8", "kim@example.kr", password), "account.too_many_failures")
		wantCode(t, from(kit, "203.0.113.8", "nobody@example.kr", password), "account.too_many_failures")
		wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
		wantCode(t, from(kit, "2001:db8:1:2:ffff::9", "kim@example.kr", password), "")
	}
	kit.Clock.Advance(15 * time.Minute)
	wantCode(t, from(kit, "203.0.113.8", "kim@example.kr", password), "")
}

// Nobody learns from what strangers have used up who has signed in from here:
// only the right password is answered otherwise, and ten wrong ones close the
// account to the network for everybody.
func TestALimitUsedUpTellsNothing(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.Person("other@example.kr")
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
	crowd(kit, "203.0.113.7")
	failed := kit.CountActs("account.sign_in_failed")
	answers := map[string]string{}
	for _, email := range []string{"kim@example.kr", "other@example.kr", "nobody@example.kr"} {
		for range 11 {
			err := from(kit, "203.0.113.7", email, "a wrong password")
			wantCode(t, err, "account.too_many_failures")
			answers[email] += fmt.Sprintf("%+v;", err)
		}
		wantCode(t, from(kit, "203.0.113.7", email, password), "account.too_many_failures")
	}
	if answers["kim@example.kr"] != answers["nobody@example.kr"] || answers["other@example.kr"] != answers["nobody@example.kr"] {
		t.Errorf("the answers differ: %v", answers)
	}
	if n := kit.CountActs("account.sign_in_failed"); n != failed {
		t.Errorf("%d acts above the limit", n-failed)
	}
	kit.Clock.Advance(15 * time.Minute)
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
	wantCode(t, from(kit, "203.0.113.7", "other@example.kr", password), "account.too_many_failures")
}

// crowd uses up what a network may do, each time with another address.
func crowd(kit *testkit.Kit, network string) {
	kit.TB.Helper()
	for i := range 100 {
		if err := from(kit, network, fmt.Sprintf("guess%d@example.kr", i), wrong); fault.CodeOf(err) != "account.sign_in_refused" {
			kit.TB.Fatal(i, err)
		}
	}
}

// Who gets in above the limit takes nothing off a count that does not hold the
// attempt.
func TestGettingInAboveTheLimitOpensNothing(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
	crowd(kit, "203.0.113.7")
	for range 3 {
		wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
		wantCode(t, from(kit, "203.0.113.7", "nobody@example.kr", wrong), "account.too_many_failures")
	}
}

func TestAHundredFailuresCloseANetworkToStrangers(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	crowd(kit, "203.0.113.7")
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
	kit.Person("lee@example.kr")
	for i := range 99 {
		wantCode(t, from(kit, "203.0.113.7", fmt.Sprintf("guess%d@example.kr", i), wrong), "account.sign_in_refused")
		if i%10 == 0 {
			wantCode(t, from(kit, "203.0.113.7", "kim@example.kr", password), "")
		}
	}
	wantCode(t, from(kit, "203.0.113.7", "last@example.kr", wrong), "account.sign_in_refused")
	wantCode(t, from(kit, "203.0.113.7", "lee@example.kr", password), "account.too_many_failures")
}

func TestAnIPv6NetworkIsOneAddress(t *testing.T) {
	kit := testkit.New(t)
	for i := range 100 {
		wantCode(t, from(kit, fmt.Sprintf("2001:db8:1:2::%x", i+1), fmt.Sprintf("guess%d@example.kr", i), wrong), "account.sign_in_refused")
	}
	wantCode(t, from(kit, "2001:db8:1:2:ffff::9", "other@example.kr", wrong), "account.too_many_failures")
	wantCode(t, from(kit, "2001:db8:1:3::1", "other@example.kr", wrong), "account.sign_in_refused")
}

// Whoever uses up an allowance for a mailbox stops only themselves: not a team's
// lead who invites, nor another lead.
func TestLinksOfOneSenderDoNotStopAnother(t *testing.T) {
	kit := testkit.New(t)
	links := func(sender string, times int) (err error) {
		who := actor.System(kit.Clock.Now())
		who.PersonID, who.Address = sender, "203.0.113.7"
		for range times {
			err = kit.Store.Write(t.Context(), func(tx *store.Tx) error { return account.CountLink(tx, who, "kim@example.kr") })
		}
		return err
	}
	for _, sender := range []string{"", "lead", "other"} {
		wantCode(t, links(sender, 5), "")
		wantCode(t, links(sender, 1), "account.too_many_links")
	}
	for n := range 4 {
		wantCode(t, links(fmt.Sprintf("person%d", n), 5), "")
	}
	wantCode(t, links("one of many", 1), "account.too_many_links")
	kit.Clock.Advance(time.Hour)
	wantCode(t, links("", 1), "")
	wantCode(t, links("lead", 1), "")
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
