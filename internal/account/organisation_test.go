package account_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/testkit"
)

func escape(text string) string { return url.QueryEscape(text) }

func organisation(number, name string) map[string]any {
	return map[string]any{
		"registration_number": number, "name": name, "name_en": "Hanbit", "kind": "start_up", "representative": "이도윤",
	}
}

func TestCreatingAnOrganisation(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.Person("lee@example.kr")
	kim, lee := kit.SignIn("kim@example.kr"), kit.SignIn("lee@example.kr")
	kit.Anonymous().Do("POST", "/organisations", organisation("124-81-00998", "한빛(주)")).WantProblem(http.StatusUnauthorized, "account.sign_in_needed")
	made := kim.Do("POST", "/organisations", organisation("1248100998", " 한빛(주) ")).Want(http.StatusCreated)
	if made.Get("registration_number") != "124-81-00998" || made.Get("name") != "한빛(주)" {
		t.Fatalf("made %s", made.Body)
	}
	lee.Do("POST", "/organisations", organisation("124-81-00998", "다른이름")).WantProblem(http.StatusConflict, "account.organisation_exists")
	lee.Do("GET", "/organisations/"+made.Get("id"), nil).Want(http.StatusOK)
	lee.Do("GET", "/organisations/unknown", nil).WantProblem(http.StatusNotFound, "account.organisation_not_found")
	kit.Anonymous().Do("GET", "/organisations/"+made.Get("id"), nil).WantProblem(http.StatusUnauthorized, "account.sign_in_needed")

	if got := namesOf(t, kim, "?mine=true"); len(got) != 1 {
		t.Fatalf("its creator is an officer of %v", got)
	}
	if got := namesOf(t, lee, "?mine=true"); len(got) != 0 {
		t.Fatalf("another person is an officer of %v", got)
	}
	if n := kit.CountActs("account.organisation_created"); n != 1 {
		t.Fatalf("%d acts", n)
	}
}

func namesOf(t *testing.T, c *testkit.Client, query string) []string {
	t.Helper()
	var found struct{ Items []struct{ Name string } }
	c.Do("GET", "/organisations"+query, nil).Want(http.StatusOK).JSON(&found)
	names := []string{}
	for _, o := range found.Items {
		names = append(names, o.Name)
	}
	return names
}

func TestWrongOrganisations(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	wrong := organisation("124-81-00999", " ")
	wrong["representative"] = ""
	kim.Do("POST", "/organisations", wrong).WantProblem(http.StatusUnprocessableEntity, "input.invalid").
		WantField("body.registration_number", "account.registration_number_wrong").
		WantField("body.name", "input.required").WantField("body.representative", "input.required")
	wrong = organisation("124-81-00998", "한빛")
	wrong["kind"] = "huge"
	kim.Do("POST", "/organisations", wrong).WantField("body.kind", "input.not_allowed")
}

func TestOrganisationsAreFoundAndSorted(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr", actor.Organiser)
	kim := kit.SignIn("kim@example.kr")
	for i, name := range []string{"주식회사 하늘", "바다 주식회사", "(주)가람"} {
		kim.Do("POST", "/organisations", organisation(account.WithCheckDigit("10181000"+string(rune('1'+i))), name)).Want(http.StatusCreated)
	}
	for search, want := range map[string][]string{
		"":                           {"(주)가람", "바다 주식회사", "주식회사 하늘"},
		"바다":                         {"바다 주식회사"},
		"HANBIT":                     {"(주)가람", "바다 주식회사", "주식회사 하늘"},
		"%":                          {},
		"_":                          {},
		" 하늘 ":                       {"주식회사 하늘"},
		formatted(t, "10181000"+"1"): {"주식회사 하늘"},
	} {
		if diff := cmp.Diff(want, namesOf(t, kim, "?search="+escape(search))); diff != "" {
			t.Errorf("search %q: %s", search, diff)
		}
	}
}

// A competitor must not see who registers, except by a number known already.
func TestWhoMayLookAroundAmongOrganisations(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	lee := kit.Person("lee@example.kr")
	kim, other := kit.SignIn("kim@example.kr"), kit.SignIn("lee@example.kr")
	kim.Do("POST", "/organisations", organisation("124-81-00998", "한빛")).Want(http.StatusCreated)
	other.Do("POST", "/organisations", organisation(account.WithCheckDigit("101810001"), "바다")).Want(http.StatusCreated)
	for search, want := range map[string][]string{
		"": {"바다"}, "한빛": {}, "빛": {}, "hanbit": {}, "124": {}, "124-81-0099": {}, "%": {}, "이도윤": {},
		"124-81-00998": {"한빛"}, " 1248100998 ": {"한빛"}, "124-81-00999": {},
	} {
		if diff := cmp.Diff(want, namesOf(t, other, "?search="+escape(search))); diff != "" {
			t.Errorf("search %q: %s", search, diff)
		}
	}
	for role, scope := range map[actor.Role]actor.ScopeKind{
		actor.Operator: actor.Installation, actor.Organiser: actor.Installation,
		actor.Administrator: actor.Call, actor.Approver: actor.Call,
	} {
		change(t, kit, account.Grant, lee.ID, role, scope)
		if got := namesOf(t, other, ""); len(got) != 2 {
			t.Errorf("%s sees %v", role, got)
		}
		change(t, kit, account.Revoke, lee.ID, role, scope)
	}
}

type roleChange func(*store.Tx, actor.Actor, string, actor.Role, actor.ScopeKind, string) error

func change(t *testing.T, kit *testkit.Kit, how roleChange, personID string, role actor.Role, scope actor.ScopeKind) {
	t.Helper()
	err := kit.Store.Write(t.Context(), func(tx *store.Tx) error {
		return how(tx, actor.System(tx.Now()), personID, role, scope, "")
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoLearnsTheRepresentative(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.Person("lee@example.kr")
	kit.Person("organiser@example.kr", actor.Organiser)
	made := kit.SignIn("kim@example.kr").Do("POST", "/organisations", organisation("124-81-00998", "한빛")).Want(http.StatusCreated)
	for email, want := range map[string][]string{
		"lee@example.kr":       {"", ""},
		"kim@example.kr":       {"", "이도윤"},
		"organiser@example.kr": {"이도윤", "이도윤"},
	} {
		var found struct {
			Items []struct{ Representative string }
		}
		c := kit.SignIn(email)
		c.Do("GET", "/organisations?search=1248100998", nil).Want(http.StatusOK).JSON(&found)
		if len(found.Items) != 1 {
			t.Fatalf("%s finds %+v", email, found)
		}
		alone := c.Do("GET", "/organisations/"+made.Get("id"), nil).Want(http.StatusOK)
		if diff := cmp.Diff(want, []string{found.Items[0].Representative, alone.Get("representative")}); diff != "" {
			t.Errorf("%s: %s", email, diff)
		}
	}
}

func formatted(t *testing.T, nine string) string {
	t.Helper()
	return account.FormatRegistrationNumber(account.WithCheckDigit(nine))
}

// The key makes one act of a request that is sent twice.
func TestCreatingTwiceWithOneKeyMakesOne(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr").With("Idempotency-Key", "form-1")
	first := kim.Do("POST", "/organisations", organisation("124-81-00998", "한빛")).Want(http.StatusCreated)
	again := kim.Do("POST", "/organisations", organisation("124-81-00998", "한빛")).Want(http.StatusCreated)
	if string(first.Body) != string(again.Body) {
		t.Fatalf("%s and %s", first.Body, again.Body)
	}
}

func TestStandingsHoldWithinTheirDates(t *testing.T) {
	kit := testkit.New(t)
	person := kit.Person("kim@example.kr")
	id := kit.SignIn("kim@example.kr").Do("POST", "/organisations", organisation("124-81-00998", "한빛")).Get("id")
	from := kit.Clock.Now()
	err := kit.Store.Write(t.Context(), func(tx *store.Tx) error {
		for _, standing := range []account.Standing{
			{OrganisationID: id, Kind: "banned", FromAt: from, UntilAt: from + clock.Day, Reason: "제재"},
			{OrganisationID: id, Kind: "supplier_of", ReferenceID: "pool", FromAt: from + clock.Hour},
		} {
			if err := account.AddStanding(tx, actor.Actor{PersonID: person.ID}, standing); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for after, want := range map[clock.Instant][]string{
		-1:                 {},
		0:                  {"banned"},
		clock.Hour:         {"banned", "supplier_of"},
		clock.Day - 1:      {"banned", "supplier_of"},
		clock.Day:          {"supplier_of"},
		10_000 * clock.Day: {"supplier_of"},
		clock.Hour - 1:     {"banned"},
	} {
		if diff := cmp.Diff(want, standingsAt(t, kit, id, from+after)); diff != "" {
			t.Errorf("after %d: %s", after, diff)
		}
	}
}

func standingsAt(t *testing.T, kit *testkit.Kit, id string, at clock.Instant) []string {
	t.Helper()
	kinds := []string{}
	err := kit.Store.Read(t.Context(), func(tx *store.Tx) error {
		found, err := account.StandingsAt(tx, []string{id}, at)
		for _, standing := range found {
			kinds = append(kinds, standing.Kind)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}
