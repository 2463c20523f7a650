package httpapi

import (
	"context"
	"net/http"

	"wbl/internal/actor"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

// Dummy adds a route that a test makes up.
func (s *Server) Dummy(path string, p string, do func(context.Context) error) {
	permissions := map[string]permission{"": {}, "anyone": anyone, "signed in": signedIn}
	get(&registrar{server: s}, path, permissions[p], func(ctx context.Context, _ *struct{}) (*empty, error) {
		return done(do(ctx))
	})
}

// DummyRaw adds a route behind everybody's back.
func (s *Server) DummyRaw(path string) {
	s.echo.GET(path, func(c echo.Context) error { return c.NoContent(http.StatusNoContent) })
}

// CheckJSON is checkJSON.
func CheckJSON(data string) error { return checkJSON([]byte(data)) }

// The lanes' limits.
const (
	BrowseMost   = browseMost
	AutosaveMost = autosaveMost
)

type hidden struct {
	ID string `path:"id"`
}

// DummyHidden adds a route whose request embeds a type that is not exported.
func (s *Server) DummyHidden() {
	type request struct{ hidden }
	get(&registrar{server: s}, "/hidden/{id}", anyone, func(context.Context, *request) (*empty, error) { return done(nil) })
}

// Document describes a route that nothing serves.
func (s *Server) Document(path string) {
	s.api.OpenAPI().AddOperation(&huma.Operation{Method: http.MethodGet, Path: path, Responses: map[string]*huma.Response{}})
}

// DummyWrite adds a POST that shows its actor.
func (s *Server) DummyWrite(path string, do func(actor.Actor)) {
	post(&registrar{server: s}, path, signedIn, func(ctx context.Context, _ *struct{}) (*empty, error) {
		do(whoIs(ctx))
		return done(nil)
	})
}
