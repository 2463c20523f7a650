package httpapi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"wbl/internal/httpapi"
	"wbl/internal/testkit"
)

// securityHeaders stand on every answer, whatever answers.
var securityHeaders = map[string]string{
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Strict-Transport-Security":    "max-age=31536000; includeSubDomains",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=()",
}

var policy = []string{"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}

func checkHeaders(t *testing.T, name string, r *testkit.Reply) {
	t.Helper()
	for header, want := range securityHeaders {
		if got := r.Header.Get(header); got != want {
			t.Errorf("%s: %s is %q", name, header, got)
		}
	}
	for _, part := range policy {
		if !strings.Contains(r.Header.Get("Content-Security-Policy"), part) {
			t.Errorf("%s: the policy lacks %s", name, part)
		}
	}
	if strings.Contains(r.Header.Get("Content-Security-Policy"), "unsafe") {
		t.Errorf("%s: the policy is %s", name, r.Header.Get("Content-Security-Policy"))
	}
	for header := range r.Header {
		if strings.HasPrefix(header, "Access-Control-") || header == "Server" || header == "X-Powered-By" {
			t.Errorf("%s: %s is sent", name, header)
		}
	}
	if r.Header.Get("X-Request-Id") == "" {
		t.Errorf("%s: no request id", name)
	}
}

func TestHeadersOnEveryKindOfAnswer(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	kit.Server.Dummy("/fails", "anyone", func(context.Context) error { return errors.New("x") })
	kit.Server.Dummy("/panics", "anyone", func(context.Context) error { panic("x") })
	evil := kit.Anonymous().With("Origin", "https://evil.example")
	for _, ask := range []struct {
		name         string
		c            *testkit.Client
		method, path string
		body         string
		status       int
	}{
		{"200", kim, "GET", "/api/v1/me", "", 200},
		{"200 to another origin", evil, "GET", "/api/v1/openapi.json", "", 200},
		{"202", kim, "POST", "/api/v1/registrations", `{"email":"lee@example.kr"}`, 202},
		{"204", kit.SignIn("kim@example.kr"), "DELETE", "/api/v1/session", "", 204},
		{"400", kim, "POST", "/api/v1/registrations", `{`, 400},
		{"401", kit.Anonymous(), "GET", "/api/v1/me", "", 401},
		{"403", kim, "GET", "/api/v1/users", "", 403},
		{"403 to another origin", evil, "POST", "/api/v1/registrations", `{}`, 403},
		{"404", kim, "GET", "/api/v1/nothing", "", 404},
		{"404 of an object", kim, "GET", "/api/v1/organisations/x", "", 404},
		{"404 by method", kim, "DELETE", "/api/v1/me", "", 404},
		{"413", kim, "POST", "/api/v1/registrations", strings.Repeat(" ", 2<<20), 413},
		{"422", kim, "POST", "/api/v1/registrations", `{}`, 422},
		{"500", kim, "GET", "/api/v1/fails", "", 500},
		{"500 of a panic", kim, "GET", "/api/v1/panics", "", 500},
		{"preflight", evil, "OPTIONS", "/api/v1/me", "", 404},
		{"API outside its version", kim, "GET", "/api/v2/me", "", 404},
	} {
		r := ask.c.Send(ask.method, ask.path, "application/json", strings.NewReader(ask.body)).Want(ask.status)
		checkHeaders(t, ask.name, r)
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", ask.name, got)
		}
		if ask.status >= 400 && r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s", ask.name, r.Header.Get("Content-Type"))
		}
	}
	for path, status := range map[string]int{"/healthz": 200, "/readyz": 200, "/sign-in": 0, "/assets/none.js": 404, "/nothing": 404, "/.git/config": 404} {
		r := kit.Anonymous().Send("GET", path, "", nil)
		checkHeaders(t, path, r)
		if status != 0 {
			r.Want(status)
		}
	}
}

func TestWritesFromOtherSitesAreRefused(t *testing.T) {
	kit := testkit.New(t)
	own := kit.URL
	host := strings.TrimPrefix(own, "http://")
	for _, tc := range []struct{ name, header, value string }{
		{"another site", "Origin", "https://evil.example"},
		{"null", "Origin", "null"},
		{"a name before", "Origin", "http://evil." + host},
		{"a name behind", "Origin", own + ".evil.example"},
		{"another port", "Origin", own + "0"},
		{"no URL", "Origin", "evil"},
		{"with a user", "Origin", "http://" + host + "@evil.example"},
		{"cross-site", "Sec-Fetch-Site", "cross-site"},
		{"same-site is another origin", "Sec-Fetch-Site", "same-site"},
	} {
		c := kit.Anonymous().With(tc.header, tc.value)
		for _, ask := range [][2]string{
			{"POST", "/session"}, {"POST", "/session/refresh"}, {"DELETE", "/session"}, {"POST", "/registrations"}, {"PUT", "/me"}, {"PATCH", "/users/x"},
		} {
			reply := c.Do(ask[0], ask[1], map[string]any{"email": "a@b.kr"})
			if reply.Status != http.StatusForbidden || reply.Get("code") != "request.cross_origin" {
				t.Errorf("%s: %s %s: %d", tc.name, ask[0], ask[1], reply.Status)
			}
		}
	}
	for _, tc := range [][2]string{{"Origin", own}, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}} {
		kit.Anonymous().With(tc[0], tc[1]).Do("POST", "/registrations", map[string]any{"email": "a@b.kr"}).Want(http.StatusAccepted)
	}
}

// A form of another site can send these types without asking first.
func TestOnlyJSONIsTaken(t *testing.T) {
	kit := testkit.New(t)
	for _, contentType := range []string{
		"text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
		"application/xml", "application/octet-stream", "application/cbor", "application/json+xml", "x",
	} {
		body := strings.NewReader(`{"email":"a@b.kr"}`)
		reply := kit.Anonymous().Send("POST", httpapi.Prefix+"/registrations", contentType, body)
		if reply.Status != http.StatusUnsupportedMediaType || reply.Get("code") != "input.unsupported_type" {
			t.Errorf("%q: %d %s", contentType, reply.Status, reply.Body)
		}
	}
	for _, contentType := range []string{"", "application/json", "application/json; charset=utf-8", "APPLICATION/JSON"} {
		kit.Anonymous().Send("POST", httpapi.Prefix+"/registrations", contentType, strings.NewReader(`{"email":"a@b.kr"}`)).Want(http.StatusAccepted)
	}
}
