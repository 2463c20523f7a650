package account_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"wbl/internal/actor"
	"wbl/internal/store"
	"wbl/internal/testkit"
)

func register(c *testkit.Client, email string) *testkit.Reply {
	return c.Do("POST", "/registrations", map[string]any{"email": email})
}

func TestRegistrationByMail(t *testing.T) {
	kit := testkit.New(t)
	register(kit.Anonymous(), " Kim@Example.kr ").Want(http.StatusAccepted)
	body := kit.LastMail("kim@example.kr")
	if !strings.Contains(body, kit.Config.PublicURL+"/register/") || !strings.Contains(body, "24시간") {
		t.Fatalf("the mail says %q", body)
	}
	token := tokenIn(t, body)
	person := complete(kit.Anonymous(), token, nil).Want(http.StatusCreated)
	if person.Get("email") != "kim@example.kr" || person.Get("name") != "김민지" || person.Get("language") != "ko" {
		t.Fatalf("made %s", person.Body)
	}
	signIn(kit.Anonymous(), "kim@example.kr", "four plain words together").Want(http.StatusOK)
	complete(kit.Anonymous(), token, nil).WantProblem(http.StatusGone, "account.link_used_or_expired")
	if n := kit.CountActs("account.registered"); n != 1 {
		t.Fatalf("%d acts of registering", n)
	}
}

func TestRegistrationInEnglish(t *testing.T) {
	kit := testkit.New(t)
	english := kit.Anonymous().With("Accept-Language", "en-GB,ko;q=0.5")
	register(english, "kim@example.kr").Want(http.StatusAccepted)
	body := kit.LastMail("kim@example.kr")
	if !strings.Contains(body, "It works once and for 24 hours") {
		t.Fatalf("the mail says %q", body)
	}
	if person := complete(kit.Anonymous(), tokenIn(t, body), nil); person.Get("language") != "en" {
		t.Fatalf("made %s", person.Body)
	}
}

// Nobody learns from registering whether an address has an account.
func TestKnownAndUnknownAddressesAnswerAlike(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	known, unknown := register(kit.Anonymous(), "kim@example.kr"), register(kit.Anonymous(), "lee@example.kr")
	if known.Status != http.StatusAccepted || known.Status != unknown.Status || !bytes.Equal(known.Body, unknown.Body) {
		t.Fatalf("known: %d %s, unknown: %d %s", known.Status, known.Body, unknown.Status, unknown.Body)
	}
	for name := range known.Header {
		if name != "Date" && name != "X-Request-Id" && known.Header.Get(name) != unknown.Header.Get(name) {
			t.Errorf("%s differs: %q and %q", name, known.Header.Get(name), unknown.Header.Get(name))
		}
	}
	if body := kit.LastMail("kim@example.kr"); strings.Contains(body, "/register/") || !strings.Contains(body, "/sign-in") {
		t.Fatalf("who has an account was mailed %q", body)
	}
}

func TestLinksExpire(t *testing.T) {
	kit := testkit.New(t)
	register(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	token := tokenIn(t, kit.LastMail("kim@example.kr"))
	kit.Clock.Advance(24 * time.Hour)
	complete(kit.Anonymous(), token, nil).WantProblem(http.StatusGone, "account.link_used_or_expired")
	kit.Clock.Advance(-time.Microsecond)
	complete(kit.Anonymous(), token, nil).Want(http.StatusCreated)
}

func TestALinkUsedAtOnceWorksOnce(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	register(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	invited := kit.SignIn("operator@example.kr").Do("POST", "/users", newUser).Want(http.StatusCreated)
	for name, token := range map[string]string{"registration": tokenIn(t, kit.LastMail("kim@example.kr")), "password": tokenIn(t, invited.Get("link"))} {
		replies := atOnce(8, func(int) *testkit.Reply { return complete(kit.Anonymous(), token, nil) })
		if n := countStatus(replies, http.StatusCreated); n != 1 {
			t.Errorf("%s: it worked %d times", name, n)
		}
		if n := countStatus(replies, http.StatusGone); n != 7 {
			t.Errorf("%s: %d were refused", name, n)
		}
	}
}

func TestALinkIsToldAgainAndKeptNowhere(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr").With("Idempotency-Key", "form-1")
	first := operator.Do("POST", "/users", newUser).Want(http.StatusCreated)
	again := operator.Do("POST", "/users", newUser).Want(http.StatusCreated)
	if string(first.Body) != string(again.Body) {
		t.Errorf("%s and %s", first.Body, again.Body)
	}
	token := tokenIn(t, first.Get("link"))
	var kept []string
	err := kit.Store.Read(t.Context(), func(tx *store.Tx) error {
		return tx.DB().Raw("SELECT result FROM idempotency_keys WHERE result LIKE ?", store.Contains(token)).Scan(&kept).Error
	})
	if err != nil || len(kept) > 0 {
		t.Errorf("the link stands in %v, %v", kept, err)
	}
}

// Two links to one address: whoever comes second learns only that the link is
// of no use any more.
func TestASecondLinkToOneAddress(t *testing.T) {
	kit := testkit.New(t)
	register(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	first := tokenIn(t, kit.LastMail("kim@example.kr"))
	kit.Clock.Advance(time.Minute)
	register(kit.Anonymous(), "kim@example.kr").Want(http.StatusAccepted)
	second := tokenIn(t, kit.LastMail("kim@example.kr"))
	complete(kit.Anonymous(), second, nil).Want(http.StatusCreated)
	complete(kit.Anonymous(), first, nil).WantProblem(http.StatusGone, "account.link_used_or_expired")
}

func TestWrongCompletionsLeaveTheLinkUnused(t *testing.T) {
	kit := testkit.New(t)
	register(kit.Anonymous(), "kim.minji@example.kr").Want(http.StatusAccepted)
	token := tokenIn(t, kit.LastMail("kim.minji@example.kr"))
	complete(kit.Anonymous(), token, map[string]any{"name": " ", "password": "short"}).
		WantProblem(http.StatusUnprocessableEntity, "input.invalid").
		WantField("body.name", "input.required").WantField("body.password", "input.too_short")
	complete(kit.Anonymous(), token, map[string]any{"password": "kim.minji's own"}).
		WantField("body.password", "account.password_guessable")
	complete(kit.Anonymous(), "no-such-token", nil).WantProblem(http.StatusGone, "account.link_used_or_expired")
	complete(kit.Anonymous(), token, map[string]any{"email": "other@example.kr"}).Want(http.StatusCreated)
	signIn(kit.Anonymous(), "other@example.kr", "four plain words together").Want(http.StatusUnauthorized)
}

func TestWrongAddressesAreNotMailed(t *testing.T) {
	kit := testkit.New(t)
	for _, email := range []string{"", "kim", "@example.kr", "kim@", "kim@example", "a@b@c.kr", "kim@example.kr\nBcc: all@example.kr", "Kim <kim@example.kr>", "kim@exam ple.kr"} {
		register(kit.Anonymous(), email).WantProblem(http.StatusUnprocessableEntity, "input.invalid").WantField("body.email", "account.email_wrong")
	}
	if n := kit.CountMails("registration"); n != 0 {
		t.Fatalf("%d mails", n)
	}
}

func TestTheFirstOperatorsLink(t *testing.T) {
	kit := testkit.New(t)
	first, second := firstLink(t, kit), firstLink(t, kit)
	complete(kit.Anonymous(), first, nil).WantProblem(http.StatusUnprocessableEntity, "input.invalid").WantField("body.email", "input.required")
	complete(kit.Anonymous(), first, map[string]any{"email": "nobody"}).WantField("body.email", "account.email_wrong")
	complete(kit.Anonymous(), first, map[string]any{"email": "Boss@example.kr"}).Want(http.StatusCreated)
	for _, token := range []string{first, second} {
		complete(kit.Anonymous(), token, map[string]any{"email": "thief@example.kr"}).WantProblem(http.StatusGone, "account.link_used_or_expired")
	}
	if link, err := kit.Account.FirstLink(t.Context()); err != nil || link != "" {
		t.Fatalf("another link after the first operator: %q, %v", link, err)
	}
	boss := signIn(kit.Anonymous(), "boss@example.kr", "four plain words together").Want(http.StatusOK)
	kit.Anonymous().WithToken(boss.Get("access_token")).Do("GET", "/users", nil).Want(http.StatusOK)
}

// Somebody who registers before the operator came must not lock the operator out.
func TestARegistrationDoesNotTakeTheFirstOperatorsPlace(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("early@example.kr")
	complete(kit.Anonymous(), firstLink(t, kit), map[string]any{"email": "boss@example.kr"}).Want(http.StatusCreated)
}

func TestTheFirstOperatorsLinkExpires(t *testing.T) {
	kit := testkit.New(t)
	token := firstLink(t, kit)
	kit.Clock.Advance(30 * time.Minute)
	complete(kit.Anonymous(), token, map[string]any{"email": "boss@example.kr"}).WantProblem(http.StatusGone, "account.link_used_or_expired")
}

func TestTheFirstOperatorsLinksUsedAtOnceMakeOneOperator(t *testing.T) {
	kit := testkit.New(t)
	tokens := []string{firstLink(t, kit), firstLink(t, kit), firstLink(t, kit), firstLink(t, kit)}
	replies := atOnce(len(tokens), func(i int) *testkit.Reply {
		return complete(kit.Anonymous(), tokens[i], map[string]any{"email": string(rune('a'+i)) + "@example.kr"})
	})
	if n := countStatus(replies, http.StatusCreated); n != 1 {
		t.Fatalf("%d first operators", n)
	}
}

func firstLink(t *testing.T, kit *testkit.Kit) string {
	t.Helper()
	link, err := kit.Account.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tokenIn(t, link)
}

// An operator's link sets a new password, and ends what the old one opened.
func TestSettingAPasswordByLink(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	made := operator.Do("POST", "/users", map[string]any{"email": "kim@example.kr", "name": "가칭", "language": "ko", "roles": []string{}}).Want(http.StatusCreated)
	signIn(kit.Anonymous(), "kim@example.kr", "").Want(http.StatusUnauthorized)
	token := tokenIn(t, made.Get("link"))
	if mailed := tokenIn(t, kit.LastMail("kim@example.kr")); mailed != token {
		t.Fatal("the mail carries another link")
	}
	kit.Clock.Advance(7*24*time.Hour - time.Microsecond)
	if person := complete(kit.Anonymous(), token, nil).Want(http.StatusCreated); person.Get("name") != "김민지" {
		t.Fatalf("made %s", person.Body)
	}
	signIn(kit.Anonymous(), "kim@example.kr", "four plain words together").Want(http.StatusOK)
	complete(kit.Anonymous(), token, nil).WantProblem(http.StatusGone, "account.link_used_or_expired")
}
