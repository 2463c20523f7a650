package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"wbl/internal/actor"
	"wbl/internal/httpapi"
	"wbl/internal/testkit"
)

func TestQueriesThatAreNoGood(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	for _, query := range []string{
		"limit=1&limit=200", "search=a&search=b", "mine=true", "unknown=1", "Limit=1", "limit[]=1", "limit=-1", "limit=1e3",
		"limit=99999999999999999999", "limit=0x10", "limit=%00", "search=%00", "search=%ff", "search=a%00b", "cursor=%00", "cursor=AA", "%00=1", "%ff=1",
		"search=%zz", "search=a;limit=2", "search=" + strings.Repeat("x", 101), "cursor=" + strings.Repeat("A", 401),
	} {
		wantProblem(t, query, operator.Do("GET", "/users?"+query, nil))
	}
	operator.Do("GET", "/users?limit=1&limit=2", nil).WantProblem(http.StatusUnprocessableEntity, "input.invalid").WantField("query.limit", "input.given_twice")
	operator.Do("GET", "/users?unknown=1", nil).WantProblem(http.StatusUnprocessableEntity, "input.invalid").WantField("query.unknown", "input.unknown_field")
	operator.Do("GET", "/users?limit=2", nil).Want(http.StatusOK)
}

func TestPathsThatAreNoGood(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	for _, id := range []string{"%00", "%ff", "a%00b", "%2e%2e", "..%2f..", "%2f", "%5c", "%252f", strings.Repeat("x", 65), "%27%20OR%201=1", "%0d%0aSet-Cookie:x=1"} {
		wantProblem(t, id, operator.Do("GET", "/organisations/"+id, nil))
		wantProblem(t, id, operator.Do("PATCH", "/users/"+id, map[string]any{"status": "closed"}))
		wantProblem(t, id, kit.Anonymous().Do("POST", "/registrations/"+id+"/complete", map[string]any{"name": "x", "password": "four plain words together"}))
	}
}

// Another way to write a protected path must reach nothing that the plain way
// does not.
func TestOtherWritingsOfAPathReachNothing(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	for _, path := range []string{
		"/api/v1%2fusers", "/api%2fv1/users", "/api%2Fv1%2Fusers", "/api/v1/%75sers%2f", "/%61pi/v1%2fusers", "/api%5cv1%5cusers", "/api\\v1\\users",
		"//api/v1/users", "/api//v1/users", "/api/v1//users", "/./api/v1/users", "/api/./v1/users", "/api/v1/./users", "/api/v1/x/../users",
		"/api/v1/%2e/users", "/api/v1/%2e%2e/v1/users", "/api/v1/users;x=1", "/api/v1;x/users", "/api/v1/users/", "/api/v1/users.", "/api/v1/users%20",
		"/api/v1/users%00", "/api/v1/users%0a", "/API/V1/users", "/api/v1/USERS", "/Api/v1/Users", "/api/v1./users", "/api/v1/users/.", "/api/v1/users..;/",
		"/api/v1/public/..%2fusers", "/assets/..%2fapi/v1/users", "/assets/%2e%2e/api/v1/users",
	} {
		for _, method := range []string{"GET", "POST", "PATCH", "HEAD"} {
			reply := kim.Send(method, path, "application/json", strings.NewReader(`{"email":"a@b.kr","name":"x","language":"ko","roles":[]}`))
			if reply.Status < 400 || reply.Status >= 500 || strings.Contains(string(reply.Body), "kim@example.kr") {
				t.Errorf("%s %s: %d %.200s", method, path, reply.Status, reply.Body)
			}
		}
	}
}

func TestMethodsThatAreNotServed(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	for _, method := range []string{"TRACE", "CONNECT", "PROPFIND", "OPTIONS", "DELETE", "POST", "get", "X"} {
		if method == "CONNECT" {
			continue
		}
		wantProblem(t, method, kim.Send(method, httpapi.Prefix+"/me", "", nil))
	}
	for _, header := range []string{"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"} {
		kim.With(header, "DELETE").Send("POST", httpapi.Prefix+"/session", "application/json", strings.NewReader(`{}`)).Want(http.StatusUnprocessableEntity)
		kim.With(header, "DELETE").Do("GET", "/me", nil).Want(http.StatusOK)
	}
}

func TestHeadersThatAreNoText(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	signIn := map[string]any{"email": "kim@example.kr", "password": testkit.Password}
	for _, value := range []string{"\xff\xfe", strings.Repeat("가", 100), strings.Repeat("x", 5000)} {
		kit.Anonymous().With("User-Agent", value).Do("POST", "/session", signIn).Want(http.StatusOK)
		wantProblem(t, value, kim.With("Idempotency-Key", value+value).Do("POST", "/organisations", map[string]any{}))
		kim.With("Accept-Language", value).With("Cookie", httpapi.LanguageCookie+"="+value).Do("GET", "/me", nil).Want(http.StatusOK)
	}
}
