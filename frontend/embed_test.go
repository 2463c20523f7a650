package frontend_test

import (
	"bytes"
	"html/template"
	"io/fs"
	"strings"
	"testing"

	"wbl/frontend"
)

func TestPlaceholderKeepsTheEmbedValid(t *testing.T) {
	if _, err := fs.Stat(frontend.Dist, "dist/.gitkeep"); err != nil {
		t.Fatalf("a clean clone would not compile: %v", err)
	}
}

func TestPublicPagesCarryTheirStyleSheets(t *testing.T) {
	for _, name := range []string{"pages/public.css", "src/ui/tokens.css"} {
		sheet, err := fs.ReadFile(frontend.Pages, name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(sheet, []byte("--text-default")) {
			t.Errorf("%s does not use the tokens", name)
		}
	}
}

func TestBasePage(t *testing.T) {
	say := func(lang, key string) string { return lang + ":" + key }
	page := template.Must(template.New("").Funcs(template.FuncMap{"say": say}).ParseFS(frontend.Pages, "pages/base.html"))
	template.Must(page.Parse(`{{define "title"}}<공고>{{end}}{{define "content"}}<h1>공고</h1>{{end}}`))
	var out strings.Builder
	data := map[string]string{"Language": "en", "Path": "/calls/1"}
	if err := page.ExecuteTemplate(&out, "base", data); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<html lang="en">`,
		`href="#main">en:web.skip_link`,
		`href="/calls/1?lang=ko"`,
		`hreflang="en" aria-current="true"`,
		`<main id="main"`,
		`<h1>공고</h1>`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(out.String(), `hreflang="ko" aria-current`) {
		t.Error("the other language is marked as the current one")
	}
}
