package archtest

import (
	"strings"
	"testing"
	"testing/fstest"
)

// house is a file system that breaks no rule; each case breaks one.
func house(changed map[string]string) fstest.MapFS {
	files := map[string]string{
		"go.mod":                     "module wbl\n",
		".gitignore":                 "/data/\n*.log\n",
		"data/wbl.db":                "",
		"cmd/wbl/main.go":            "// Command wbl runs.\npackage main\n\nimport _ \"wbl/internal/team\"\n",
		"internal/clock/clock.go":    "// Package clock owns time. It must never sleep.\npackage clock\n\nimport \"time\"\n\nvar _ = time.Now()\n",
		"internal/store/store.go":    "// Package store owns the database. It must never know a feature.\npackage store\n\nimport _ \"gorm.io/gorm\"\n",
		"internal/team/team.go":      "// Package team owns teams. It must never score.\npackage team\n\nimport (\n\t\"wbl/internal/fault\"\n\t_ \"wbl/internal/store\"\n)\n\nconst codeGone = \"team.gone\"\n\nvar _, _ = fault.New(1, \"team.missing\"), fault.New(1, codeGone)\n",
		"internal/team/team_test.go": "package team\n\nimport (\n\t_ \"net/http\"\n\t_ \"wbl/internal/testkit\"\n)\n",
		"internal/text/ko/team.yaml": "team.missing: 없음\nteam:\n  gone: 끝\n",
		"internal/text/en/team.yaml": "team.missing: none\nteam:\n  gone: over\n",
		"frontend/node_modules/x.go": "package broken ignored",
		"cmd/dev/tools/go.mod":       "module tools\n",
		"cmd/dev/tools/tools.go":     "package undocumented\n",
	}
	for name, content := range changed {
		files[name] = content
	}
	out := fstest.MapFS{}
	for name, content := range files {
		if content != "-" {
			out[name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	return out
}

func TestAWellKeptHouseIsAccepted(t *testing.T) {
	kept := parseTree(t, house(nil))
	for name, rule := range rules {
		if got := rule(kept); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// file is a documented package of internal/ with the given imports and body.
func file(name, imports, body string) string {
	out := "// Package " + name + " owns things. It must never break.\npackage " + name + "\n"
	for target := range strings.FieldsSeq(imports) {
		out += "import _ \"" + target + "\"\n"
	}
	return out + body
}

func TestEachRuleGoesRedWhenBroken(t *testing.T) {
	cases := []struct{ rule, name, path, content, want string }{
		{"imports point down", "upwards", "internal/team/a.go", file("team", "wbl/internal/grant", ""), "team (level 6) imports grant (level 11)"},
		{"imports point down", "sideways", "internal/inquiry/a.go", file("inquiry", "wbl/internal/submission", ""), "inquiry (level 7) imports submission (level 7)"},
		{"imports point down", "ground floor", "internal/fault/a.go", file("fault", "wbl/configs", ""), "fault (level -1) imports configs (level 0)"},
		{"imports point down", "a command", "internal/app/a.go", file("app", "wbl/cmd/wbl", ""), "app (level 14) imports cmd/wbl"},
		{"imports point down", "unknown package", "internal/helper/a.go", file("helper", "", ""), "not in the drawing"},
		{"imports point down", "unknown import", "internal/app/a.go", file("app", "wbl/internal/helper", ""), "imports helper"},
		{"imports point down", "below a feature", "internal/team/form/a.go", file("form", "wbl/internal/result", ""), "team (level 6) imports result"},
		{"imports point down", "outside internal", "tools/a.go", file("tools", "", ""), "not in the drawing"},
		{"web stays at the edge", "echo", "internal/web/a.go", file("web", "github.com/labstack/echo/v4", ""), "Echo and Huma"},
		{"web stays at the edge", "huma", "internal/team/a.go", file("team", "github.com/danielgtaylor/huma/v2", ""), "Echo and Huma"},
		{"web stays at the edge", "huma in a command", "cmd/wbl/a.go", file("main", "github.com/danielgtaylor/huma/v2", ""), "Echo and Huma"},
		{"web stays at the edge", "net/http", "internal/team/a.go", file("team", "net/http", ""), "HTTP belongs"},
		{"web stays at the edge", "below net/http", "internal/result/a.go", file("result", "net/http/httptest", ""), "HTTP belongs"},
		{"database stays in stores", "gorm", "internal/team/a.go", file("team", "gorm.io/gorm", ""), "imports gorm.io/gorm"},
		{"database stays in stores", "gorm in the pages", "internal/web/storeroom.go", file("web", "gorm.io/gorm/clause", ""), "imports gorm.io/gorm/clause"},
		{"database stays in stores", "sql", "cmd/wbl/a.go", file("main", "database/sql", ""), "imports database/sql"},
		{"database stays in stores", "handle", "internal/team/a.go", file("team", "wbl/internal/store", "func f(tx interface{ DB() int }) { tx.DB() }"), "takes the database handle"},
		{"mathematics is pure", "ours", "internal/scoring/a.go", file("scoring", "wbl/internal/rating", ""), "imports wbl/internal/rating"},
		{"mathematics is pure", "library", "internal/rating/a.go", file("rating", "gorm.io/gorm", ""), "imports gorm.io/gorm"},
		{"mathematics is pure", "input", "internal/matching/a.go", file("matching", "os", ""), "imports os"},
		{"time is injected", "now", "internal/team/a.go", file("team", "", "import \"time\"\nvar x = time.Now()"), "team/a.go:4: time.Now"},
		{"time is injected", "now as a value", "internal/team/a.go", file("team", "", "import when \"time\"\nvar x = when.Now"), "time.Now"},
		{"time is injected", "since", "cmd/wbl/a.go", file("main", "", "import \"time\"\nvar x = time.Since(y)"), "time.Since"},
		{"chance is strong", "v2", "internal/account/a.go", file("account", "math/rand/v2", ""), "crypto/rand"},
		{"chance is strong", "v1", "internal/panel/a.go", file("panel", "math/rand", ""), "crypto/rand"},
		{"nothing prints", "fmt", "internal/team/a.go", file("team", "", "import \"fmt\"\nfunc f() { fmt.Println() }"), "fmt.Println"},
		{"nothing prints", "built in", "internal/team/a.go", file("team", "", "func f() { println() }"), "println"},
		{"root is tidy", "folder", "docs/design.md", "x", "docs: does not belong"},
		{"root is tidy", "file", "Makefile", "x", "Makefile: does not belong"},
		{"sizes stay small", "file", "internal/team/a.go", file("team", "", strings.Repeat("\n", 400)), "a.go: 402 lines"},
		{"sizes stay small", "test file", "internal/team/a_test.go", file("team", "", strings.Repeat("\n", 400)), "a_test.go: 402 lines"},
		{"packages are explained", "missing", "internal/panel/a.go", "package panel\n", "no doc comment"},
		{"packages are explained", "missing in a command", "cmd/dev/main.go", "package main\n", "no doc comment"},
		{"packages are explained", "other name", "internal/panel/a.go", "// Judges. It must never leak.\npackage panel\n", "does not start with Package panel"},
		{"packages are explained", "no limit", "internal/panel/a.go", "// Package panel owns judges.\npackage panel\n", "must never do"},
		{"exported names are explained", "function", "internal/team/a.go", file("team", "", "func Found() {}"), "exported Found"},
		{"exported names are explained", "method", "internal/team/a.go", file("team", "", "\n// T is.\ntype T struct{}\n\nfunc (t *T) Leave() {}"), "exported Leave"},
		{"exported names are explained", "type in a group", "internal/team/a.go", file("team", "", "// Group.\ntype (\n\tT struct{}\n)"), "exported T"},
		{"exported names are explained", "constant", "internal/team/a.go", file("team", "", "const Limit = 1"), "exported Limit"},
		{"problems have texts", "one language", "internal/text/en/team.yaml", "team: {gone: over}", `"team.missing" has no text in en`},
		{"problems have texts", "constant", "internal/text/ko/team.yaml", "team.missing: 없음", `"team.gone" has no text in ko`},
		{"problems have texts", "field", "internal/team/a.go", file("team", "", "import \"wbl/internal/fault\"\nvar x = fault.At(\"body\", \"team.odd\")"), `"team.odd" has no text in ko`},
		{"problems have texts", "written out", "internal/team/a.go", file("team", "", "import f \"wbl/internal/fault\"\nvar x = &f.Fault{Code: \"team.odd\"}"), `"team.odd" has no text in en`},
		{"problems have texts", "inside fault", "internal/fault/a.go", file("fault", "", "var x = Field{Code: \"fault.odd\"}"), `"fault.odd" has no text in en`},
		{"problems have texts", "not translated", "internal/text/ko/mail.yaml", "mail.hello: 안녕", `"mail.hello" is missing`},
		{"problems have texts", "no catalogue", "internal/text/ko/team.yaml", "-", "has no text in ko"},
		{"problems have texts", "shape", "internal/team/a.go", file("team", "", "import \"wbl/internal/fault\"\nvar x = fault.New(1, \"Not Found\")"), "not package.snake_reason"},
		{"results are read last", "chained", "internal/team/a.go", file("team", "", "func f() (int, error) { var n int; return n, db.Take(&n).Error }"), "returns n beside"},
		{"results are read last", "wrapped", "internal/team/a_test.go", file("team", "", "func f() (int, error) { var n int; return n, found(db.Take(&n).Error) }"), "returns n beside"},
		{"problems have texts", "broken file", "internal/text/ko/team.yaml", "\t- x", "team.yaml"},
	}
	broken := map[string]bool{}
	for _, c := range cases {
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			broken[c.rule] = true
			got := rules[c.rule](parseTree(t, house(map[string]string{c.path: c.content})))
			if !strings.Contains(strings.Join(got, "\n"), c.want) {
				t.Errorf("violations %q, want one with %q", got, c.want)
			}
		})
	}
	for name := range rules {
		if !broken[name] {
			t.Errorf("rule %q was never seen red", name)
		}
	}
}

func TestAPackageMayNotGrowWithoutEnd(t *testing.T) {
	changed := map[string]string{}
	for _, name := range strings.Split("abcdefgh", "") {
		changed["internal/httpapi/"+name+".go"] = file("httpapi", "", strings.Repeat("\n", 390))
	}
	got := sizesStaySmall(parseTree(t, house(changed)))
	if len(got) != 1 || !strings.HasPrefix(got[0], "internal/httpapi: 3136 lines in the package") {
		t.Errorf("violations %q, want the size of internal/httpapi", got)
	}
}

func TestGeneratedFilesMayBeLongAndBare(t *testing.T) {
	generated := "// Code generated by hand. DO NOT EDIT.\n\n" + file("team", "", "func Found() {}\n"+strings.Repeat("\n", 500))
	kept := parseTree(t, house(map[string]string{"internal/team/gen.go": generated}))
	if got := append(sizesStaySmall(kept), exportedNamesAreExplained(kept)...); len(got) > 0 {
		t.Errorf("violations %q, want none", got)
	}
}
