package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

// Route is one operation of the API, for the tests that walk them all.
type Route struct {
	Method     string
	Path       string // below Prefix, with {names}
	Permission string
}

// Routes lists every operation with its permission.
func (s *Server) Routes() []Route { return s.registry }

// registrar puts one operation into the router, the document and the list.
type registrar struct {
	server *Server
	group  *echo.Group
}

// option changes how a route is served.
type option func(*huma.Operation)

// status is the answer's status when all went well.
func status(code int) option { return func(op *huma.Operation) { op.DefaultStatus = code } }

// neverShed puts a route that reads into the lane of filing: who is not told
// that a filing arrived files again.
func neverShed(op *huma.Operation) { op.Metadata[laneKey] = filing }

const laneKey = "lane"

func (r *registrar) operation(method, path string, p permission, options []option) huma.Operation {
	op := huma.Operation{
		OperationID: operationID(method, path), Method: method, Path: path,
		Description: "Permission: " + p.name, Tags: []string{strings.Split(path, "/")[1]},
		Metadata:     map[string]any{laneKey: laneOf(method)},
		MaxBodyBytes: r.server.cfg.BodyLimit + 1, Security: p.security(),
	}
	for _, apply := range options {
		apply(&op)
	}
	r.server.registry = append(r.server.registry, Route{Method: method, Path: path, Permission: p.name})
	return op
}

func handle[I, O any](method string, r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options []option) {
	mustSeeAll(reflect.TypeFor[I]())
	mustSeeAll(reflect.TypeFor[O]())
	op := r.operation(method, path, p, options)
	chosen, _ := op.Metadata[laneKey].(lane)
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		release, err := r.server.lanes.enter(chosen, whoIs(ctx.Context()).Address)
		if err == nil {
			defer release()
			err = p.check(whoIs(ctx.Context()), authProblem(ctx.Context()))
		}
		if err != nil {
			refuse(r.server.api, ctx, problemOf(ctx.Context(), err))
			return
		}
		next(ctx)
	}}
	huma.Register(r.server.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, problemOf(ctx, err) // here, because Huma takes headers only from what it is given
		}
		return out, nil
	})
}

// refuse answers before the handler; Huma writes no headers here.
func refuse(api huma.API, ctx huma.Context, p *Problem) {
	for name := range p.header {
		ctx.SetHeader(name, p.header.Get(name))
	}
	_ = huma.WriteErr(api, ctx, p.Status, "", p)
}

func get[I, O any](r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options ...option) {
	handle(http.MethodGet, r, path, p, do, options)
}

func post[I, O any](r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options ...option) {
	handle(http.MethodPost, r, path, p, do, options)
}

func put[I, O any](r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options ...option) {
	handle(http.MethodPut, r, path, p, do, options)
}

func patch[I, O any](r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options ...option) {
	handle(http.MethodPatch, r, path, p, do, options)
}

func remove[I, O any](r *registrar, path string, p permission, do func(context.Context, *I) (*O, error), options ...option) {
	handle(http.MethodDelete, r, path, p, do, options)
}

// raw serves what Huma would read into memory or cannot stream: pieces of
// uploads and documents. It has the same permission and stands in the same
// document.
func raw(r *registrar, method, path string, p permission, describe func(*huma.Operation), do echo.HandlerFunc) {
	op := r.operation(method, path, p, nil)
	op.Responses = map[string]*huma.Response{}
	for _, name := range pathParameter.FindAllStringSubmatch(path, -1) {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: name[1], In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
		})
	}
	describe(&op)
	r.server.api.OpenAPI().AddOperation(&op)
	chosen, _ := op.Metadata[laneKey].(lane)
	r.group.Add(method, pathParameter.ReplaceAllString(path, ":$1"), func(c echo.Context) error {
		release, err := r.server.lanes.enter(chosen, c.RealIP())
		if err != nil {
			return err
		}
		defer release()
		c.Set(releaseKey, release)
		ctx := c.Request().Context()
		if err := p.check(whoIs(ctx), authProblem(ctx)); err != nil {
			return err
		}
		return do(c)
	})
}

var pathParameter = regexp.MustCompile(`\{([a-z_]+)\}`)

// operationID of POST /teams/{id}/invitations is post-teams-id-invitations.
func operationID(method, path string) string {
	name := strings.NewReplacer("{", "", "}", "", "/", "-", "_", "-").Replace(path)
	return strings.ToLower(method) + name
}
