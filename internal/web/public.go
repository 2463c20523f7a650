package web

import (
	"bytes"
	"context"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	"wbl/frontend"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/mail"
	"wbl/internal/result"
	"wbl/internal/text"
)

// frame is what the base template needs of every page.
type frame struct {
	Language string
	Path     string
}

type homePage struct {
	frame
	Open, UnderWay, Closed []call.View
}

type callPage struct {
	frame
	call.View
	Results     []result.Public
	VerifierKey string
	Now         clock.Instant
}

type resultPage struct {
	frame
	Call    call.View
	Results []result.Public
}

type missingPage struct {
	frame
}

type mailboxPage struct {
	frame
	Mails []mail.Mail
}

// parsePages reads the templates once; one that is broken is a mistake of ours
// that stops the program.
func parsePages() (map[string]*template.Template, error) {
	pages := map[string]*template.Template{}
	for _, name := range []string{"home", "call", "results", "mailbox", "missing"} {
		page, err := template.New(name).Funcs(functions).ParseFS(frontend.Pages, "pages/base.html", "pages/"+name+".html")
		if err != nil {
			return nil, err
		}
		pages[name] = page
	}
	return pages, nil
}

func (p *Pages) home(ctx context.Context, f frame) (string, any, error) {
	calls, err := p.cfg.Call.PublicList(ctx)
	out := homePage{frame: f}
	for _, v := range calls {
		switch {
		case finished(v):
			out.Closed = append(out.Closed, v)
		case takesApplications(v, p.cfg.Clock.Now()):
			out.Open = append(out.Open, v)
		default:
			out.UnderWay = append(out.UnderWay, v)
		}
	}
	return "home", out, err
}

func (p *Pages) callPage(ctx context.Context, f frame, key string) (string, any, error) {
	v, err := p.cfg.Call.Public(ctx, key)
	if err != nil {
		return "", nil, err
	}
	results, err := p.results(ctx, key)
	return "call", callPage{frame: f, View: v, Results: results, VerifierKey: p.cfg.VerifierKey, Now: p.cfg.Clock.Now()}, err
}

func (p *Pages) resultsPage(ctx context.Context, f frame, key string) (string, any, error) {
	v, err := p.cfg.Call.Public(ctx, key)
	if err != nil {
		return "", nil, err
	}
	results, err := p.cfg.Result.PublicResults(ctx, key)
	return "results", resultPage{frame: f, Call: v, Results: results}, err
}

func (p *Pages) mailbox(ctx context.Context, f frame) (string, any, error) {
	mails, err := p.cfg.Outbox.Mailbox(ctx)
	return "mailbox", mailboxPage{frame: f, Mails: mails}, err
}

// results are those that are out; a call without any has none.
func (p *Pages) results(ctx context.Context, key string) ([]result.Public, error) {
	results, err := p.cfg.Result.PublicResults(ctx, key)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return results, err
}

// publicPage gives the page at an address of the public part, or ok = false.
func (p *Pages) publicPage(r *http.Request, f frame) (name string, data any, err error, ok bool) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case r.URL.Path == "/":
		name, data, err = p.home(r.Context(), f)
	case p.cfg.Demo && r.URL.Path == "/mailbox":
		name, data, err = p.mailbox(r.Context(), f)
	case len(parts) == 2 && parts[0] == "calls":
		name, data, err = p.callPage(r.Context(), f, parts[1])
	case len(parts) == 3 && parts[0] == "calls" && parts[2] == "results":
		name, data, err = p.resultsPage(r.Context(), f, parts[1])
	default:
		return "", nil, nil, false
	}
	return name, data, err, true
}

func (p *Pages) servePublic(w http.ResponseWriter, r *http.Request) bool {
	f := frame{Language: language(w, r), Path: r.URL.Path}
	name, data, err, ok := p.publicPage(r, f)
	if !ok {
		return false
	}
	status := http.StatusOK
	switch {
	case fault.KindOf(err) == fault.NotFound:
		name, data, status = "missing", missingPage{frame: f}, http.StatusNotFound
	case err != nil:
		failed(w, r, err)
		return true
	}
	p.render(w, name, data, status)
	return true
}

// failed hides a mistake of ours from the reader and keeps it for us.
func failed(w http.ResponseWriter, r *http.Request, err error) {
	slog.Error("public page failed", "path", r.URL.Path, "error", err)
	http.Error(w, text.Say(language(w, r), "request.internal"), http.StatusInternalServerError)
}

// render writes a whole page or nothing of it.
func (p *Pages) render(w http.ResponseWriter, name string, data any, status int) {
	var page bytes.Buffer
	if err := p.pages[name].ExecuteTemplate(&page, "base", data); err != nil {
		slog.Error("public page failed", "page", name, "error", err)
		http.Error(w, "500", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w)
}

const (
	languageCookie = "wbl_lang"
	yearInSeconds  = 365 * 24 * 60 * 60
)

// language is the one asked for in the address, which is then kept, or the one
// kept, or the browser's.
func language(w http.ResponseWriter, r *http.Request) string {
	if asked := r.URL.Query().Get("lang"); asked != "" && text.Language(asked) == asked {
		//nolint:gosec // the screens read it too, and a language is no secret
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: asked, Path: "/", MaxAge: yearInSeconds, SameSite: http.SameSiteLaxMode})
		return asked
	}
	if kept, err := r.Cookie(languageCookie); err == nil && text.Language(kept.Value) == kept.Value {
		return kept.Value
	}
	return text.Preferred(r.Header.Get("Accept-Language"))
}

// serveResultFile gives the public file of a stage as it was released, byte for
// byte, so that its hash can be checked.
func (p *Pages) serveResultFile(w http.ResponseWriter, r *http.Request) bool {
	rest, isFile := strings.CutSuffix(r.URL.Path, ".json")
	parts := strings.Split(strings.Trim(rest, "/"), "/")
	if !isFile || len(parts) != 4 || parts[0] != "calls" || parts[2] != "results" {
		return false
	}
	results, err := p.cfg.Result.PublicResults(r.Context(), parts[1])
	if err != nil && fault.KindOf(err) != fault.NotFound {
		failed(w, r, err)
		return true
	}
	for _, public := range results {
		if public.File.StageKey == parts[3] {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(public.Raw)
			return true
		}
	}
	http.NotFound(w, r)
	return true
}
