package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/testkit"
)

func cookiesOf(t *testing.T, r *testkit.Reply) map[string]*http.Cookie {
	t.Helper()
	found := map[string]*http.Cookie{}
	for _, c := range (&http.Response{Header: r.Header}).Cookies() {
		found[c.Name] = c
	}
	return found
}

func TestABrowserGetsItsTokensInCookiesAlone(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	reply := kit.Anonymous().Do("POST", "/session", map[string]any{"email": "kim@example.kr", "password": testkit.Password}).Want(http.StatusOK)
	if strings.Contains(string(reply.Body), "_token") {
		t.Fatalf("the body holds a token: %s", reply.Body)
	}
	cookies := cookiesOf(t, reply)
	access, refresh := cookies["__Host-wbl"], cookies["__Secure-wbl-refresh"]
	if len(cookies) != 2 || access == nil || refresh == nil {
		t.Fatalf("%v", reply.Header["Set-Cookie"])
	}
	for _, c := range cookies {
		if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Domain != "" || !c.Expires.Equal(testkit.Start.Add(account.SessionSpan)) {
			t.Errorf("%s", c.Raw)
		}
	}
	if access.Path != "/" || refresh.Path != "/api/v1/session" {
		t.Errorf("paths %s and %s", access.Path, refresh.Path)
	}

	browser := kit.Anonymous().With("Cookie", "__Host-wbl="+access.Value)
	browser.Do("GET", "/me", nil).Want(http.StatusOK)
	kit.Anonymous().With("Cookie", "wbl="+access.Value).Do("GET", "/me", nil).Want(http.StatusUnauthorized)
	next := kit.Anonymous().With("Cookie", "__Secure-wbl-refresh="+refresh.Value).Do("POST", "/session/refresh", nil).Want(http.StatusOK)
	if strings.Contains(string(next.Body), "_token") || len(cookiesOf(t, next)) != 2 {
		t.Errorf("%s %v", next.Body, next.Header["Set-Cookie"])
	}
	out := browser.Do("DELETE", "/session", nil).Want(http.StatusNoContent)
	for name, c := range cookiesOf(t, out) {
		if c.Value != "" || c.Expires.After(testkit.Start) || !c.Secure || c.Path != cookies[name].Path {
			t.Errorf("signing out leaves %s", c.Raw)
		}
	}
	browser.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.session_ended")
}

func TestAProgramGetsItsTokensInTheBodyAlone(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	body := map[string]any{"email": "kim@example.kr", "password": testkit.Password, "client": "program"}
	reply := kit.Anonymous().Do("POST", "/session", body).Want(http.StatusOK)
	if len(reply.Header["Set-Cookie"]) != 0 || reply.Get("access_token") == "" || reply.Get("refresh_token") == "" {
		t.Fatalf("%v %s", reply.Header["Set-Cookie"], reply.Body)
	}
	next := kit.Anonymous().Do("POST", "/session/refresh", map[string]any{"refresh_token": reply.Get("refresh_token")}).Want(http.StatusOK)
	if len(next.Header["Set-Cookie"]) != 0 || next.Get("access_token") == "" {
		t.Fatalf("%v %s", next.Header["Set-Cookie"], next.Body)
	}
	body["client"] = "robot"
	kit.Anonymous().Do("POST", "/session", body).WantField("body.client", "input.not_allowed")
}

func TestWhoAmI(t *testing.T) {
	kit := testkit.New(t)
	kim := kit.Person("kim@example.kr", actor.Organiser)
	var me struct {
		Person     struct{ ID, Email, Name, Language string }
		Roles      []struct{ Role, ScopeKind, ScopeID string }
		ExpiresAt  time.Time `json:"expires_at"`
		ServerTime time.Time `json:"server_time"`
	}
	kit.SignIn("kim@example.kr").Do("GET", "/me", nil).Want(http.StatusOK).JSON(&me)
	if me.Person.ID != kim.ID || me.Person.Email != "kim@example.kr" || len(me.Roles) != 1 || me.Roles[0].Role != "organiser" {
		t.Fatalf("%+v", me)
	}
	if !me.ServerTime.Equal(testkit.Start) || !me.ExpiresAt.Equal(testkit.Start.Add(account.SessionSpan)) {
		t.Fatalf("%+v", me)
	}
}

// Both compute one argon2 and nothing else that takes long. The bound is wide,
// because other tests keep the machine busy: without the dummy an unknown
// address would answer ten times as fast.
func TestSigningInTakesAsLongForAnUnknownAddress(t *testing.T) {
	kit := testkit.New(t)
	took := map[string][]time.Duration{}
	for i := range 9 {
		known := string(rune('a'+i)) + "@example.kr"
		kit.Person(known)
		for kind, email := range map[string]string{"known": known, "unknown": "un" + known} {
			began := time.Now()
			reply := kit.Anonymous().Do("POST", "/session", map[string]any{"email": email, "password": "a wrong password"})
			took[kind] = append(took[kind], time.Since(began))
			reply.WantProblem(http.StatusUnauthorized, "account.sign_in_refused")
		}
	}
	slices.Sort(took["known"])
	slices.Sort(took["unknown"])
	known, unknown := took["known"][4], took["unknown"][4]
	if known > 3*unknown || unknown > 3*known {
		t.Fatalf("known %v, unknown %v", known, unknown)
	}
}
