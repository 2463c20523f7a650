// Package web owns what a browser opens: the public pages, complete without
// JavaScript, and the files of the portals' application. It must never show
// what the public may not know; the portals' data comes from the API alone.
package web

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"unicode/utf8"

	"wbl/frontend"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/mail"
	"wbl/internal/result"
)

// Config says how the pages present themselves.
type Config struct {
	Demo        bool // shows the gallery and everybody's mails
	Outbox      *mail.Outbox
	Call        *call.Service
	Result      *result.Service
	VerifierKey string // of the log; it stands on the call's page
	Clock       clock.Clock
}

// Pages serves everything outside the API.
type Pages struct {
	cfg   Config
	dist  fs.FS
	index []byte // nil: the frontend has not been built
	pages map[string]*template.Template
}

// New reads the built application.
func New(cfg Config) (*Pages, error) {
	dist, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return nil, err
	}
	return newPages(cfg, dist)
}

func newPages(cfg Config, dist fs.FS) (*Pages, error) {
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	p := &Pages{cfg: cfg, dist: dist, pages: pages}
	index, err := fs.ReadFile(dist, "index.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if cfg.Demo {
		index = bytes.Replace(index, []byte(`name="wbl-mode" content="standard"`), []byte(`name="wbl-mode" content="demo"`), 1)
	}
	p.index = index
	return p, nil
}

// Addresses that the application draws itself.
var appPrefixes = []string{"/sign-in", "/register", "/reset-password", "/invitations", "/submissions", "/apply", "/judge", "/admin"}

// ServeHTTP answers an address.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case !utf8.ValidString(path) || strings.ContainsRune(path, 0):
		p.serveMissing(w, r)
	case p.drawnByApplication(path):
		p.serveApplication(w)
	case strings.HasPrefix(path, "/assets/"):
		p.serveAsset(w, r)
	case strings.HasPrefix(path, "/pages/"):
		p.serveStyle(w, r)
	case p.serveResultFile(w, r), p.servePublic(w, r):
	default:
		p.serveFile(w, r)
	}
}

func (p *Pages) drawnByApplication(path string) bool {
	if p.cfg.Demo && path == "/gallery" {
		return true
	}
	for _, prefix := range appPrefixes {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return true
		}
	}
	return false
}

const notBuilt = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>WBL</title>
<p>화면이 아직 만들어지지 않았습니다. <code>go run ./cmd/dev demo</code>로 만든 뒤 다시 시작하십시오.</p>
<p lang="en">The screens have not been built yet. Build them with <code>go run ./cmd/dev demo</code> and start again.</p>
`

func (p *Pages) serveApplication(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	if p.index == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(notBuilt))
		return
	}
	_, _ = w.Write(p.index)
}

// serveAsset serves files whose names change with their content, so that a
// browser never needs to ask for one again.
func (p *Pages) serveAsset(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/fonts.css") {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	p.serveFile(w, r)
}

// The style of the public pages and the tokens that it shares with the portals.
var styles = map[string]string{"/pages/public.css": "pages/public.css", "/pages/tokens.css": "src/ui/tokens.css"}

func (p *Pages) serveStyle(w http.ResponseWriter, r *http.Request) {
	file, known := styles[r.URL.Path]
	style, err := fs.ReadFile(frontend.Pages, file)
	if !known || err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(style)
}

func (p *Pages) serveFile(w http.ResponseWriter, r *http.Request) {
	info, err := fs.Stat(p.dist, strings.TrimPrefix(r.URL.Path, "/"))
	if err != nil || info.IsDir() || strings.HasPrefix(info.Name(), ".") {
		w.Header().Del("Cache-Control")
		p.serveMissing(w, r)
		return
	}
	http.FileServerFS(p.dist).ServeHTTP(w, r)
}

func (p *Pages) serveMissing(w http.ResponseWriter, r *http.Request) {
	f := frame{Language: language(w, r), Path: strings.ToValidUTF8(r.URL.Path, "")}
	p.render(w, "missing", missingPage{frame: f}, http.StatusNotFound)
}
