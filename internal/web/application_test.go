package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

const index = `<!doctype html><html><head><meta name="wbl-mode" content="standard" /></head><body><div id="root"></div></body></html>`

// built is a frontend as Vite leaves it.
var built = fstest.MapFS{
	".gitkeep":            {},
	"index.html":          {Data: []byte(index)},
	"favicon.svg":         {Data: []byte("<svg/>")},
	"assets/app-1a2b.js":  {Data: []byte("export{}")},
	"assets/app-3c4d.css": {Data: []byte("body{}")},
	"assets/fonts.css":    {Data: []byte("@font-face{}")},
}

func open(t *testing.T, cfg Config, dist fs.FS, path string) *http.Response {
	t.Helper()
	pages, err := newPages(cfg, dist)
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	request.URL.Path = path
	pages.ServeHTTP(recorder, request)
	return recorder.Result()
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(b.String(), "\r\n\r\n")
	return body
}

func TestTheApplicationDrawsItsAddresses(t *testing.T) {
	for _, path := range []string{
		"/sign-in", "/register", "/register/token", "/reset-password", "/invitations/token", "/apply", "/apply/teams/x", "/judge", "/judge/x", "/admin", "/admin/x/y/z",
	} {
		r := open(t, Config{}, built, path)
		if r.StatusCode != http.StatusOK || r.Header.Get("Cache-Control") != "no-cache" || r.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d %v", path, r.StatusCode, r.Header)
		}
		if body := bodyOf(t, r); !strings.Contains(body, `id="root"`) {
			t.Errorf("%s: %s", path, body)
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	for path, forEver := range map[string]bool{"/assets/app-1a2b.js": true, "/assets/app-3c4d.css": true, "/assets/fonts.css": false, "/favicon.svg": false} {
		r := open(t, Config{}, built, path)
		if r.StatusCode != http.StatusOK || (r.Header.Get("Cache-Control") == "public, max-age=31536000, immutable") != forEver {
			t.Errorf("%s: %d, Cache-Control %q", path, r.StatusCode, r.Header.Get("Cache-Control"))
		}
	}
}

func TestUnknownAddressesAreNotFound(t *testing.T) {
	for _, path := range []string{
		"/nothing", "/sign-inn", "/adminx", "/assets", "/assets/", "/assets/app-0000.js", "/assets/../index", "/assets/../../web.go", "/../web.go",
		"/.gitkeep", "/assets/.hidden", "/gallery", "//evil.example", "/assets//app-1a2b.js", "/assets/app-1a2b.js/", "/index.html/", "/assets\\app-1a2b.js", "/assets/\x00",
		"/pages/", "/pages/base.html", "/pages/../embed.go", "/SIGN-IN", "/calls/\x00", "/calls/\xff/results",
	} {
		r := open(t, Config{}, built, path)
		if r.StatusCode != http.StatusNotFound || r.Header.Get("Cache-Control") == "public, max-age=31536000, immutable" || r.Header.Get("Location") != "" {
			t.Errorf("%q: %d %v", path, r.StatusCode, r.Header)
		}
	}
}

func TestAServerWithoutScreensSaysSo(t *testing.T) {
	for name, demo := range map[string]bool{"serving": false, "demonstrating": true} {
		r := open(t, Config{Demo: demo}, fstest.MapFS{".gitkeep": {}}, "/sign-in")
		body := bodyOf(t, r)
		if r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "go run ./cmd/dev demo") || !strings.Contains(body, "만들어지지") {
			t.Errorf("%s: %d %s", name, r.StatusCode, body)
		}
	}
}

// Whatever is for the demonstration alone must not be on a real server.
func TestOnlyADemonstrationCallsItselfOne(t *testing.T) {
	for demo, mode := range map[bool]string{false: "standard", true: "demo"} {
		body := bodyOf(t, open(t, Config{Demo: demo}, built, "/sign-in"))
		if !strings.Contains(body, `name="wbl-mode" content="`+mode+`"`) || strings.Count(body, "wbl-mode") != 1 {
			t.Errorf("demo %v: %s", demo, body)
		}
	}
	if r := open(t, Config{Demo: true}, built, "/gallery"); r.StatusCode != http.StatusOK {
		t.Errorf("the gallery of a demonstration: %d", r.StatusCode)
	}
}

// The mode is put into the built page by exact text; a change of the page must
// not leave a demonstration looking real.
func TestTheBuiltPageHasAMode(t *testing.T) {
	source, err := os.ReadFile("../../frontend/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), `name="wbl-mode" content="standard"`) {
		t.Fatal("frontend/index.html has no meta wbl-mode")
	}
}
