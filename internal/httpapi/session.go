package httpapi

import (
	"context"
	"net/http"
	"strings"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/httpapi/view"
)

const (
	accessCookie  = "__Host-wbl"
	refreshCookie = "__Secure-wbl-refresh"
	sessionPath   = Prefix + "/session"
)

// accessToken is the bearer token of a program or the cookie of a browser.
func accessToken(r *http.Request) string {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return bearer
	}
	if cookie, err := r.Cookie(accessCookie); err == nil {
		return cookie.Value
	}
	return ""
}

type signInRequest struct {
	UserAgent string `header:"User-Agent" required:"false"`
	Body      struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"1024"`
		Client   string `json:"client,omitempty" enum:"browser,program" default:"browser" doc:"A program gets its tokens in the body, a browser in cookies."`
	}
}

type sessionAnswer struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      sessionBody
}

type sessionBody struct {
	Person       view.Person   `json:"person"`
	ExpiresAt    clock.Instant `json:"expires_at" format:"date-time" doc:"When the session ends whatever happens."`
	AccessEndsAt clock.Instant `json:"access_ends_at" format:"date-time" doc:"When to refresh."`
	AccessToken  string        `json:"access_token,omitempty" doc:"Only for programs."`
	RefreshToken string        `json:"refresh_token,omitempty" doc:"Only for programs."`
}

// view.Person is a person.
func (s *Server) signIn(ctx context.Context, in *signInRequest) (*sessionAnswer, error) {
	tokens, err := s.Account.SignIn(ctx, whoIs(ctx), account.SignIn{
		Email: in.Body.Email, Password: in.Body.Password, Client: in.Body.Client, UserAgent: in.UserAgent,
	})
	return answerSession(tokens, in.Body.Client == "program", err)
}

type refreshRequest struct {
	Cookie http.Cookie `cookie:"__Secure-wbl-refresh"`
	Body   *struct {
		RefreshToken string `json:"refresh_token" maxLength:"1024"`
	} `required:"false"`
}

func (s *Server) refresh(ctx context.Context, in *refreshRequest) (*sessionAnswer, error) {
	token, program := in.Cookie.Value, false
	if in.Body != nil && in.Body.RefreshToken != "" {
		token, program = in.Body.RefreshToken, true
	}
	tokens, err := s.Account.Refresh(ctx, whoIs(ctx), token)
	return answerSession(tokens, program, err)
}

func answerSession(tokens account.Tokens, program bool, err error) (*sessionAnswer, error) {
	if err != nil {
		return nil, err
	}
	out := &sessionAnswer{Body: sessionBody{
		Person: view.NewPerson(tokens.Person), ExpiresAt: tokens.SessionTo, AccessEndsAt: tokens.AccessTo,
	}}
	if program {
		out.Body.AccessToken, out.Body.RefreshToken = tokens.Access, tokens.Refresh
		return out, nil
	}
	out.SetCookie = []http.Cookie{
		sessionCookie(accessCookie, "/", tokens.Access, tokens.SessionTo),
		sessionCookie(refreshCookie, sessionPath, tokens.Refresh, tokens.SessionTo),
	}
	return out, nil
}

func sessionCookie(name, path, value string, until clock.Instant) http.Cookie {
	return http.Cookie{
		Name: name, Value: value, Path: path, Expires: until.Time(),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

type signedOut struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*signedOut, error) {
	if err := s.Account.SignOut(ctx, whoIs(ctx)); err != nil {
		return nil, err
	}
	return &signedOut{SetCookie: []http.Cookie{
		sessionCookie(accessCookie, "/", "", clock.Second), sessionCookie(refreshCookie, sessionPath, "", clock.Second),
	}}, nil
}

type meView struct {
	Person     view.Person   `json:"person"`
	Roles      []roleView    `json:"roles"`
	ExpiresAt  clock.Instant `json:"expires_at" format:"date-time"`
	ServerTime clock.Instant `json:"server_time" format:"date-time"`
}

type roleView struct {
	Role      string `json:"role"`
	ScopeKind string `json:"scope_kind"`
	ScopeID   string `json:"scope_id"`
}

func viewGrant(g actor.Grant) roleView {
	return roleView{Role: string(g.Role), ScopeKind: string(g.ScopeKind), ScopeID: g.ScopeID}
}

func (s *Server) me(ctx context.Context, _ *struct{}) (*answer[meView], error) {
	who := whoIs(ctx)
	person, ends, err := s.Account.Me(ctx, who)
	shown := meView{
		Person: view.NewPerson(person), Roles: []roleView{},
		ExpiresAt: clock.FromTime(ends), ServerTime: s.cfg.Clock.Now(),
	}
	for _, g := range who.Grants {
		shown.Roles = append(shown.Roles, viewGrant(g))
	}
	return ok(shown, err)
}

type changeMeRequest struct {
	Body struct {
		Name     string `json:"name" maxLength:"200"`
		Language string `json:"language" enum:"ko,en"`
	}
}

func (s *Server) changeMe(ctx context.Context, in *changeMeRequest) (*answer[view.Person], error) {
	person, err := s.Account.ChangeMe(ctx, whoIs(ctx), in.Body.Name, in.Body.Language)
	return ok(view.NewPerson(person), err)
}
