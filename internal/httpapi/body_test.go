package httpapi_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"wbl/internal/actor"
	"wbl/internal/httpapi"
	"wbl/internal/testkit"
)

// wantProblem fails unless the reply is a problem of the client's making.
func wantProblem(t *testing.T, name string, r *testkit.Reply) {
	t.Helper()
	if r.Status < 400 || r.Status >= 500 || r.Header.Get("Content-Type") != "application/problem+json" || len(r.Body) > 32<<10 {
		t.Errorf("%s: %d %s %.300s", name, r.Status, r.Header.Get("Content-Type"), r.Body)
	}
}

func TestBodiesThatAreNoGood(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	user := func(field, value string) string {
		fields := map[string]string{"email": `"a@b.kr"`, "name": `"가"`, "language": `"ko"`, "roles": `[]`}
		fields[field] = value
		parts := []string{}
		for name, raw := range fields {
			parts = append(parts, fmt.Sprintf("%q: %s", name, raw))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	for name, body := range map[string]string{
		"empty":                    "",
		"a blank":                  " ",
		"no JSON":                  "email=a@b.kr",
		"cut off":                  `{"email": "a@b.kr"`,
		"two values":               `{} {}`,
		"a list":                   `[]`,
		"a text":                   `"x"`,
		"null":                     `null`,
		"a number":                 `1`,
		"nothing required":         `{}`,
		"a number for a text":      user("name", "1"),
		"a list for a text":        user("name", `["가"]`),
		"an object for a text":     user("name", `{"x":1}`),
		"null for a text":          user("name", "null"),
		"a text for a list":        user("roles", `"operator"`),
		"null for a list":          user("roles", "null"),
		"a number in a list":       user("roles", "[1]"),
		"a role of calls":          user("roles", `["judge"]`),
		"too many in a list":       user("roles", `["operator","operator","operator","operator"]`),
		"not in the list":          user("language", `"fr"`),
		"another case":             user("language", `"KO"`),
		"too long":                 user("name", `"`+strings.Repeat("가", 201)+`"`),
		"far too long":             user("name", `"`+strings.Repeat("x", 900_000)+`"`),
		"an unknown field":         user("status", `"active"`),
		"a field by another case":  strings.Replace(user("name", `"가"`), `"name"`, `"NAME"`, 1),
		"a field that is inside":   user("password_hash", `"x"`),
		"an id":                    user("id", `"x"`),
		"__proto__":                user("__proto__", `{"x":1}`),
		"a name given twice":       `{"email":"a@b.kr","email":"c@d.kr","name":"가","language":"ko","roles":[]}`,
		"deep twice":               user("roles", `[{"a":1,"b":{"c":1,"c":2}}]`),
		"bytes that are no text":   user("name", "\"\xff\xfe\""),
		"a cut syllable":           user("name", "\"\xea\xb0\""),
		"NUL":                      user("name", `"a\u0000b"`),
		"a raw NUL":                user("name", "\"a\x00b\""),
		"NUL in a name":            user(`a\u0000`, `1`),
		"a huge number":            user("name", strings.Repeat("9", 400)),
		"a huge exponent":          user("name", "1e999999999"),
		"a small exponent":         user("name", "-1e-999999999"),
		"NaN":                      user("name", "NaN"),
		"10,001 deep":              strings.Repeat(`{"a":`, 10_001) + "1" + strings.Repeat("}", 10_001),
		"10,001 lists":             strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001),
		"half a million lists":     strings.Repeat("[", 500_000),
		"a hundred thousand names": manyNames(100_000),
		"a byte order mark":        "\ufeff" + user("name", `"가"`),
	} {
		wantProblem(t, name, operator.Send("POST", httpapi.Prefix+"/users", "application/json", strings.NewReader(body)))
	}
	if found := operator.Do("GET", "/users?search=a@b.kr", nil); strings.Contains(string(found.Body), "a@b.kr") {
		t.Fatalf("one of them made a user: %s", found.Body)
	}
}

func manyNames(n int) string {
	var b strings.Builder
	b.WriteString("{")
	for i := range n {
		fmt.Fprintf(&b, `"%x":0,`, i)
	}
	return strings.TrimSuffix(b.String(), ",") + "}"
}

func TestWhereABodyIsWrongIsNamed(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	send := func(body string) *testkit.Reply {
		return operator.Send("POST", httpapi.Prefix+"/users", "application/json", strings.NewReader(body))
	}
	send(`{"name": 7, "language": "fr", "roles": ["operator", 1], "extra": 1}`).WantProblem(http.StatusUnprocessableEntity, "input.invalid").
		WantField("body.email", "input.required").WantField("body.name", "input.wrong_type").
		WantField("body.language", "input.not_allowed").WantField("body.roles[1]", "input.wrong_type").
		WantField("body.extra", "input.unknown_field")
	send(`{"name": "`+strings.Repeat("가", 201)+`"}`).WantField("body.name", "input.too_long")
	send(`{`).WantProblem(http.StatusBadRequest, "input.unreadable")
	send(``).WantProblem(http.StatusBadRequest, "input.unreadable")
}

// endless is a body of sixty megabytes of which nobody knows the length before.
type endless struct{ sent atomic.Int64 }

func (e *endless) Read(into []byte) (int, error) {
	if e.sent.Add(int64(len(into))) > 60<<20 {
		return 0, io.EOF
	}
	return len(into), nil
}

func TestBodiesThatAreTooLarge(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	sixty := make([]byte, 60<<20)
	copy(sixty, "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n")
	for _, contentType := range []string{"multipart/form-data; boundary=x", "application/json"} {
		for _, c := range []*testkit.Client{kit.Anonymous(), kim.With("Idempotency-Key", "k")} {
			for _, path := range []string{"/registrations", "/organisations", "/session", "/session/refresh", "/nothing"} {
				body := &endless{}
				wantProblem(t, path+" in pieces", c.Send("POST", httpapi.Prefix+path, contentType, body))
				if sent := body.sent.Load(); sent > 8<<20 {
					t.Errorf("%s: %d MB of a body in pieces were read", path, sent>>20)
				}
			}
			c.Send("POST", httpapi.Prefix+"/registrations", contentType, bytes.NewReader(sixty)).WantProblem(http.StatusRequestEntityTooLarge, "input.too_large")
		}
	}
	limit := int(kit.Config.Limits.Body)
	padded := func(size int) io.Reader {
		return strings.NewReader(`{"email":"a@b.kr"}` + strings.Repeat(" ", size-18))
	}
	kit.Anonymous().Send("POST", httpapi.Prefix+"/registrations", "application/json", padded(limit)).Want(http.StatusAccepted)
	kit.Anonymous().Send("POST", httpapi.Prefix+"/registrations", "application/json", padded(limit+1)).Want(http.StatusRequestEntityTooLarge)
	kit.Anonymous().Send("POST", httpapi.Prefix+"/registrations", "application/json", io.MultiReader(padded(limit+1))).
		WantProblem(http.StatusRequestEntityTooLarge, "input.too_large")
}
