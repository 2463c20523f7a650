package httpapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/httpapi"
	"wbl/internal/testkit"
	"wbl/internal/text"
)

// The shape of a problem is asserted here once; other tests look at its code.
func TestAProblemsShape(t *testing.T) {
	kit := testkit.New(t)
	reply := kit.Anonymous().Do("POST", "/registrations", map[string]any{"email": "no address"})
	if got := reply.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("Content-Type %q", got)
	}
	var p map[string]any
	reply.Want(http.StatusUnprocessableEntity).JSON(&p)
	for name, want := range map[string]any{
		"type": "urn:wbl:problem:input.invalid", "title": text.Say(text.Korean, "problem.422"), "status": float64(422), "code": "input.invalid",
		"request_id": reply.Header.Get("X-Request-Id"),
	} {
		if p[name] != want {
			t.Errorf("%s is %v, want %v", name, p[name], want)
		}
	}
	fields, _ := p["errors"].([]any)
	first, _ := fields[0].(map[string]any)
	if len(fields) != 1 || len(first) != 3 || first["location"] != "body.email" || first["code"] != "account.email_wrong" || first["message"] == "" {
		t.Errorf("errors %v", fields)
	}
	if len(p) != 7 {
		t.Errorf("members %v", p)
	}
}

func TestProblemsSpeakTheReadersLanguage(t *testing.T) {
	kit := testkit.New(t)
	for _, tc := range []struct{ header, cookie, want string }{
		{"", "", "ko"},
		{"en", "", "en"},
		{"en-US,ko;q=0.9", "", "en"},
		{"ko-KR,en;q=0.9", "", "ko"},
		{"fr,en;q=0.9", "", "en"},
		{"de", "", "ko"},
		{"ko", "en", "en"},
		{"en", "ko", "ko"},
		{"en", "xx", "en"},
	} {
		c := kit.Anonymous()
		if tc.header != "" {
			c = c.With("Accept-Language", tc.header)
		}
		if tc.cookie != "" {
			c = c.With("Cookie", httpapi.LanguageCookie+"="+tc.cookie)
		}
		detail := c.Do("GET", "/me", nil).WantProblem(http.StatusUnauthorized, "account.sign_in_needed").Get("detail")
		if english := strings.HasPrefix(detail, "Sign in first"); english != (tc.want == "en") {
			t.Errorf("%+v: %q", tc, detail)
		}
	}
}

// What somebody typed must not stand in a problem: it may be a password in the
// wrong field, and problems are logged by clients.
func TestProblemsEchoNoInput(t *testing.T) {
	const secret = "hunter2-hunter2-hunter2"
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	for _, ask := range []struct {
		method, path string
		body         any
	}{
		{"POST", "/session", map[string]any{"email": secret, "password": secret}},
		{"POST", "/session", map[string]any{"email": 7, "password": []string{secret}}},
		{"POST", "/session", map[string]any{"email": "a@b.kr", "password": secret, "client": secret}},
		{"POST", "/session", map[string]any{"email": strings.Repeat(secret, 20), "password": secret}},
		{"POST", "/session", secret},
		{"POST", "/session", []byte(`{"email": "` + secret)},
		{"POST", "/session/refresh", map[string]any{"refresh_token": secret}},
		{"POST", "/registrations", map[string]any{"email": secret}},
		{"POST", "/registrations/" + secret + "/complete", map[string]any{"name": secret, "password": "x"}},
		{"POST", "/users", map[string]any{"email": secret, "name": "", "language": secret, "roles": []string{secret}}},
		{"PATCH", "/users/" + secret, map[string]any{"status": secret}},
		{"GET", "/users?limit=" + secret, nil},
		{"GET", "/users?cursor=" + secret, nil},
		{"GET", "/organisations/" + secret, nil},
		{"GET", "/" + secret, nil},
	} {
		reply := operator.Do(ask.method, ask.path, ask.body)
		if reply.Status < 400 || reply.Status >= 500 {
			t.Errorf("%s %s: %d", ask.method, ask.path, reply.Status)
		}
		if strings.Contains(string(reply.Body), "hunter2") {
			t.Errorf("%s %s: %s", ask.method, ask.path, reply.Body)
		}
	}
	if strings.Contains(kit.Wrote.String(), "hunter2") {
		t.Error("the log holds what was typed")
	}
}

func TestFailuresHideTheirCause(t *testing.T) {
	kit := testkit.New(t)
	kit.Server.Dummy("/fails", "anyone", func(context.Context) error {
		return errors.New("pq: password authentication failed for host=10.0.0.3")
	})
	kit.Server.Dummy("/panics", "anyone", func(context.Context) error { panic("nil map in /srv/secret/place.go") })
	kit.Server.Dummy("/full", "anyone", func(context.Context) error {
		return fault.New(fault.Unavailable, "store.full").Because(errors.New("disk 10.0.0.3"))
	})
	for path, code := range map[string]string{"/fails": "request.internal", "/panics": "request.internal", "/full": "store.full"} {
		status := http.StatusInternalServerError
		if code == "store.full" {
			status = http.StatusServiceUnavailable
		}
		reply := kit.Anonymous().Do("GET", path, nil).WantProblem(status, code)
		id := reply.Get("request_id")
		for _, leak := range []string{"10.0.0.3", "secret", ".go", "goroutine", "panic"} {
			if strings.Contains(string(reply.Body), leak) {
				t.Errorf("%s tells %q: %s", path, leak, reply.Body)
			}
		}
		if !regexp.MustCompile(`"msg":"failed","id":"` + id + `".*(10\.0\.0\.3|/srv/secret)`).MatchString(kit.Wrote.String()) {
			t.Errorf("%s: the log does not have the cause under %s:\n%s", path, id, kit.Wrote)
		}
	}
	kit.Anonymous().Do("GET", "/openapi.json", nil).Want(http.StatusOK)
}

func TestOneLineInTheLogForEachRequest(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	c.With("User-Agent", "x\"} {\"msg\":\"forged").Do("GET", "/organisations/%0a%1b[31mforged", nil).Want(http.StatusNotFound)
	kit.Anonymous().Do("POST", "/registrations/one-time-secret/complete", map[string]any{"name": "x", "password": "y"})
	log := kit.Wrote.String()
	for line := range strings.Lines(log) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry["msg"] != "request" {
			t.Errorf("no line of ours: %s", line)
		}
	}
	if n := strings.Count(log, "\n"); n != 3 {
		t.Errorf("%d lines for three requests:\n%s", n, log)
	}
	for _, secret := range []string{"one-time-secret", c.Token(), c.Refresh, "kim@example.kr", "forged"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestRetryAfterGoesWithTheProblem(t *testing.T) {
	kit := testkit.New(t)
	refusal := fault.New(fault.TooMany, "request.too_many", fault.Args{"seconds": 7})
	refusal.RetryAfter = 7
	kit.Server.Dummy("/busy", "anyone", func(context.Context) error { return refusal })
	reply := kit.Anonymous().Do("GET", "/busy", nil).WantProblem(http.StatusTooManyRequests, "request.too_many")
	if got := reply.Header.Get("Retry-After"); got != "7" {
		t.Fatalf("Retry-After %q", got)
	}
	if !strings.Contains(reply.Get("detail"), "7") {
		t.Fatal(reply.Get("detail"))
	}
}
