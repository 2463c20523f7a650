package account_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/testkit"
)

var newUser = map[string]any{"email": "Park@example.kr", "name": "박서준", "language": "en", "roles": []string{"organiser", "auditor"}}

func TestOperatorsAloneAdministerUsers(t *testing.T) {
	kit := testkit.New(t)
	kim := kit.Person("kim@example.kr")
	kit.Person("operator@example.kr", actor.Operator)
	kit.Person("organiser@example.kr", actor.Organiser)
	kit.Person("auditor@example.kr", actor.Auditor)
	asks := []struct {
		method, path string
		body         any
		ok           int
	}{
		{"GET", "/users", nil, http.StatusOK},
		{"POST", "/users", newUser, http.StatusCreated},
		{"PATCH", "/users/" + kim.ID, map[string]any{"status": "closed"}, http.StatusOK},
	}
	for _, email := range []string{"kim@example.kr", "organiser@example.kr", "auditor@example.kr"} {
		c := kit.SignIn(email)
		for _, ask := range asks {
			c.Do(ask.method, ask.path, ask.body).WantProblem(http.StatusForbidden, "account.role_needed")
		}
	}
	for _, ask := range asks {
		kit.Anonymous().Do(ask.method, ask.path, ask.body).WantProblem(http.StatusUnauthorized, "account.sign_in_needed")
	}
	operator := kit.SignIn("operator@example.kr")
	for _, ask := range asks {
		operator.Do(ask.method, ask.path, ask.body).Want(ask.ok)
	}
}

type userList struct {
	Items []struct {
		ID, Email, Name, Language, Status string
		Roles                             []struct{ Role string }
	}
	NextCursor string `json:"next_cursor"`
}

func TestUsersArePagedByAddress(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	for _, email := range []string{"c@team.kr", "a@team.kr", "b@team.kr", "z@other.kr", "a_b@team.kr"} {
		kit.Person(email)
	}
	operator := kit.SignIn("operator@example.kr")
	seen := []string{}
	for path := "/users?limit=2&search=team.kr"; path != ""; {
		var page userList
		reply := operator.Do("GET", path, nil).Want(http.StatusOK).JSON(&page)
		for _, user := range page.Items {
			seen = append(seen, user.Email)
		}
		path = nextOf(t, reply.Header.Get("Link"))
		if (path == "") != (page.NextCursor == "") {
			t.Fatalf("Link %q, next_cursor %q", path, page.NextCursor)
		}
	}
	if diff := cmp.Diff([]string{"a@team.kr", "a_b@team.kr", "b@team.kr", "c@team.kr"}, seen); diff != "" {
		t.Fatal(diff)
	}
	for search, want := range map[string]int{"": 6, "a_b": 1, "%": 0, "A@TEAM": 1, "nobody": 0, `\`: 0, "' OR 1=1 --": 0} {
		var page userList
		operator.Do("GET", "/users?search="+escape(search), nil).Want(http.StatusOK).JSON(&page)
		if len(page.Items) != want {
			t.Errorf("search %q finds %d, want %d", search, len(page.Items), want)
		}
	}
	for _, query := range []string{"limit=0", "limit=201", "limit=x", "cursor=%21", "cursor=_w"} {
		operator.Do("GET", "/users?"+query, nil).WantProblem(http.StatusUnprocessableEntity, "input.invalid")
	}
}

func nextOf(t *testing.T, link string) string {
	t.Helper()
	if link == "" {
		return ""
	}
	path, rest, ok := strings.Cut(strings.TrimPrefix(link, "</api/v1"), ">")
	if !ok || rest != `; rel="next"` {
		t.Fatalf("Link: %s", link)
	}
	return path
}

func TestNewUsers(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	operator.Do("POST", "/users", newUser).Want(http.StatusCreated)
	if !strings.Contains(kit.LastMail("park@example.kr"), "An operator made an account for 박서준") {
		t.Fatal(kit.LastMail("park@example.kr"))
	}
	operator.Do("POST", "/users", newUser).WantProblem(http.StatusConflict, "account.person_exists")
	wrong := map[string]any{"email": "x", "name": "", "language": "en", "roles": []string{"administrator"}}
	operator.Do("POST", "/users", wrong).WantProblem(http.StatusUnprocessableEntity, "input.invalid").
		WantField("body.email", "account.email_wrong").WantField("body.name", "input.required").WantField("body.roles", "input.not_allowed")
	var found userList
	operator.Do("GET", "/users?search=park", nil).Want(http.StatusOK).JSON(&found)
	if len(found.Items) != 1 || found.Items[0].Language != "en" || found.Items[0].Status != "active" || len(found.Items[0].Roles) != 2 {
		t.Fatalf("%+v", found)
	}
}

func TestNobodyChangesThemselves(t *testing.T) {
	kit := testkit.New(t)
	self := kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	for _, change := range []map[string]any{{"status": "closed"}, {"roles": []string{}}} {
		operator.Do("PATCH", "/users/"+self.ID, change).WantProblem(http.StatusConflict, "account.not_oneself")
	}
	operator.Do("PATCH", "/users/no-such-person", map[string]any{"status": "closed"}).WantProblem(http.StatusNotFound, "account.person_not_found")
}

func TestChangesOfUsersAreActs(t *testing.T) {
	kit := testkit.New(t)
	kim := kit.Person("kim@example.kr", actor.Auditor)
	kit.Person("operator@example.kr", actor.Operator)
	operator := kit.SignIn("operator@example.kr")
	granted, revoked := kit.CountActs("account.role_granted"), kit.CountActs("account.role_revoked")
	for range 2 {
		operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"roles": []string{"organiser"}}).Want(http.StatusOK)
	}
	if kit.CountActs("account.role_granted") != granted+1 || kit.CountActs("account.role_revoked") != revoked+1 {
		t.Fatal("each change is one act, and no change is none")
	}
	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"roles": []string{"organiser", "judge"}}).WantField("body.roles", "input.not_allowed")
	operator.Do("PATCH", "/users/"+kim.ID, map[string]any{"status": "gone"}).WantField("body.status", "input.not_allowed")
}

func TestPeopleChangeTheirNameAndLanguage(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	c := kit.SignIn("kim@example.kr")
	c.Do("PUT", "/me", map[string]any{"name": " 김하늘 ", "language": "en"}).Want(http.StatusOK)
	var me struct {
		Person struct{ Name, Language, Email string }
	}
	c.Do("GET", "/me", nil).Want(http.StatusOK).JSON(&me)
	if me.Person.Name != "김하늘" || me.Person.Language != "en" || me.Person.Email != "kim@example.kr" {
		t.Fatalf("%+v", me)
	}
	c.Do("PUT", "/me", map[string]any{"name": "  ", "language": "fr"}).WantField("body.language", "input.not_allowed")
	c.Do("PUT", "/me", map[string]any{"name": "  ", "language": "ko"}).WantField("body.name", "input.required")
	kit.Anonymous().Do("PUT", "/me", map[string]any{"name": "누구", "language": "ko"}).WantProblem(http.StatusUnauthorized, "account.sign_in_needed")
}
