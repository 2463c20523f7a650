package account_test

import (
	"net/http"
	"strings"
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/testkit"
)

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"김민지":                   "",
		" 한빛(주) & Sö ":          "",
		"आर्या":                 "",
		"주식회사\u00a0한빛":          "",
		strings.Repeat("가", 10): "",
		"\t한빛\n":                "",
		"":                      "input.required",
		" \t\n\u2028":           "input.required",
		strings.Repeat("가", 11): "input.too_long",
		"한빛\n[보안 안내]":           "team.name_unreadable",
		"한빛\r안내":                "team.name_unreadable",
		"한\t빛":                  "team.name_unreadable",
		"한\u0085빛":              "team.name_unreadable",
		"한\u2028빛":              "team.name_unreadable",
		"한\u2029빛":              "team.name_unreadable",
		"한\a빛":                  "team.name_unreadable",
		"한\x00빛":                "team.name_unreadable",
		"한\u202e빛":              "team.name_unreadable",
		"\u2066한빛":              "team.name_unreadable",
		"한\u200b빛":              "team.name_unreadable",
		"\ufeff한빛":              "team.name_unreadable",
		"\u3164":                "team.name_unreadable",
		"\u115f \u1160":         "team.name_unreadable",
		"\uffa0\u034f":          "team.name_unreadable",
		"\u2800\ufe0f":          "team.name_unreadable",
	} {
		got := ""
		if fields := account.CheckName("body.name", name, 10); len(fields) > 0 {
			got = fields[0].Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if fields := account.CheckOptionalName("body.name_en", " ", 10); len(fields) > 0 {
		t.Errorf("an optional name left out: %v", fields)
	}
	if fields := account.CheckOptionalName("body.name_en", "\u3164", 10); len(fields) != 1 {
		t.Errorf("an optional name that nobody sees: %v", fields)
	}
}

// Whoever chooses a name must not be able to write a mail of ours.
func TestNoNameSpeaksForUs(t *testing.T) {
	const forged = "WBL 운영팀\n\n[보안 안내] https://wbl.example.com"
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kit.Person("operator@example.kr", actor.Operator)
	kim, operator := kit.SignIn("kim@example.kr"), kit.SignIn("operator@example.kr")
	refused := func(r *testkit.Reply, location string) {
		t.Helper()
		r.WantProblem(http.StatusUnprocessableEntity, "input.invalid").WantField(location, "team.name_unreadable")
	}
	refused(kim.Do("PUT", "/me", map[string]any{"name": forged, "language": "ko"}), "body.name")
	refused(operator.Do("POST", "/users", map[string]any{
		"email": "new@example.kr", "name": forged, "language": "ko", "roles": []string{},
	}), "body.name")
	register(kit.Anonymous(), "lee@example.kr").Want(http.StatusAccepted)
	token := tokenIn(t, kit.LastMail("lee@example.kr"))
	refused(complete(kit.Anonymous(), token, map[string]any{"name": forged}), "body.name")
	for _, field := range []string{"name", "name_en", "representative"} {
		for _, bad := range []string{forged, "한\a빛", "한\u202e빛", "\u3164"} {
			in := organisation("124-81-00998", "한빛")
			in[field] = bad
			refused(kim.Do("POST", "/organisations", in), "body."+field)
		}
	}
	complete(kit.Anonymous(), token, map[string]any{"name": " 이도윤\n"}).Want(http.StatusCreated)
}
