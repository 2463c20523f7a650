package httpapi_test

import (
	"net/http"
	"sync"
	"testing"

	"wbl/internal/account"
	"wbl/internal/testkit"
)

func organisation(nine string) map[string]any {
	return map[string]any{
		"registration_number": account.WithCheckDigit(nine), "name": "한빛", "name_en": "Hanbit", "kind": "start_up", "representative": "이도윤",
	}
}

func TestAHundredAtOnceWithOneKeyMakeOne(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr").With("Idempotency-Key", "form-1")
	replies := make([]*testkit.Reply, 100)
	var all sync.WaitGroup
	for i := range replies {
		all.Go(func() { replies[i] = kim.Do("POST", "/organisations", organisation("101810001")) })
	}
	all.Wait()
	for _, r := range replies {
		if r.Want(http.StatusCreated); string(r.Body) != string(replies[0].Body) {
			t.Fatalf("%s and %s", r.Body, replies[0].Body)
		}
	}
	if n := kit.CountActs("account.organisation_created"); n != 1 {
		t.Fatalf("%d organisations", n)
	}
}

func TestAKeyMeansOneActOfOnePerson(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.Person("lee@example.kr")
	kim := kit.SignIn("kim@example.kr").With("Idempotency-Key", "form-1")
	lee := kit.SignIn("lee@example.kr").With("Idempotency-Key", "form-1")
	first := kim.Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated)
	kim.Do("POST", "/organisations", organisation("101810002")).WantProblem(http.StatusUnprocessableEntity, "store.key_reused")
	lee.Do("POST", "/organisations", organisation("101810001")).WantProblem(http.StatusConflict, "account.organisation_exists")
	second := lee.Do("POST", "/organisations", organisation("101810002")).Want(http.StatusCreated)
	if first.Get("id") == second.Get("id") {
		t.Fatal("another person got the first one's act")
	}
	again := kit.SignIn("kim@example.kr").With("Idempotency-Key", "form-1")
	if again.Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated).Get("id") != first.Get("id") {
		t.Fatal("the key is the person's, whatever the session")
	}
	kit.Anonymous().With("Idempotency-Key", "form-1").Do("POST", "/organisations", organisation("101810001")).
		WantProblem(http.StatusUnauthorized, "account.sign_in_needed")
}

func TestARefusalIsNotKept(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr").With("Idempotency-Key", "form-1")
	wrong := organisation("101810001")
	wrong["name"] = " "
	kim.Do("POST", "/organisations", wrong).WantField("body.name", "input.required")
	kim.Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated)
}

func TestAKeyOutlivesTheProgram(t *testing.T) {
	cfg := testkit.Config(t)
	kit := testkit.Open(t, cfg, clockAt())
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	first := kim.With("Idempotency-Key", "form-1").Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated)
	kit.Stop()

	again := testkit.Open(t, cfg, clockAt())
	same := again.Anonymous().WithToken(kim.Token()).With("Idempotency-Key", "form-1").
		Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated)
	if string(first.Body) != string(same.Body) {
		t.Fatalf("%s and %s", first.Body, same.Body)
	}
	if n := again.CountActs("account.organisation_created"); n != 1 {
		t.Fatalf("%d organisations", n)
	}
}

// Signing in with a key must not store its tokens.
func TestSessionsAreExempt(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.Anonymous().With("Idempotency-Key", "form-1")
	body := map[string]any{"email": "kim@example.kr", "password": testkit.Password, "client": "program"}
	first, second := c.Do("POST", "/session", body).Want(http.StatusOK), c.Do("POST", "/session", body).Want(http.StatusOK)
	if first.Get("refresh_token") == second.Get("refresh_token") {
		t.Fatal("a repeated sign-in gave the same tokens")
	}
}
