// Package httpapi owns the wire: routes with their permissions, reading and
// writing of requests, problems, cookies. It must never decide a rule of
// procedure; that is the services' part.
package httpapi

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"wbl/internal/account"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/grant"
	"wbl/internal/ledger"
	"wbl/internal/panel"
	"wbl/internal/result"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// Prefix is where the API begins.
const Prefix = "/api/v1"

// Version of the API's document.
const Version = "1.0.0"

// Services are what the handlers call.
type Services struct {
	Account    *account.Service
	Call       *call.Service
	Team       *team.Service
	Submission *submission.Service
	Panel      *panel.Service
	Evaluation *evaluation.Service
	Result     *result.Service
	Ledger     *ledger.Service
	Grant      *grant.Service
	Log        *audit.Log
}

// Config is what the wire itself needs to know.
type Config struct {
	TrustedProxies []netip.Prefix
	BodyLimit      int64 // bytes of one JSON request
	ChunkLimit     int64 // bytes of one piece of an upload
	Log            *slog.Logger
	Clock          clock.Clock
	Ready          func(context.Context) error // nil error: the server can work
}

// Server is the wire of one running program.
type Server struct {
	Services
	cfg      Config
	echo     *echo.Echo
	api      huma.API
	registry []Route
	lanes    *lanes
	document func() ([]byte, error)
}

// New builds the server with every route.
func New(services Services, cfg Config) *Server {
	s := &Server{Services: services, cfg: cfg, echo: echo.New(), lanes: newLanes()}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = clientAddress(cfg.TrustedProxies)
	s.echo.HTTPErrorHandler = writeProblem
	s.echo.Use(s.identify, s.accessLog, s.recoverPanic, secureHeaders)
	group := s.echo.Group(Prefix, noStore, crossOrigin, readableAddress, s.limitBody, s.readBody, s.authenticate)
	s.api = humaecho.NewV4WithGroup(s.echo, group, humaConfig())
	s.document = sync.OnceValues(func() ([]byte, error) { return openAPIDocument(s.api) })
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, "/healthz", s.health)
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, "/readyz", s.ready)
	s.routes(&registrar{server: s, group: group})
	return s
}

// Echo is the router, for the pages that are served beside the API.
func (s *Server) Echo() *echo.Echo { return s.echo }

// ServeHTTP serves one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// OpenAPI is the API's document as JSON.
func (s *Server) OpenAPI() ([]byte, error) { return s.document() }

// HTTPServer wraps the handler with the time limits that net/http lacks: a
// client that sends its request or reads its answer slowly is cut off. Documents
// have a limit of their own, because they may take long (see sendBytes).
func HTTPServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second, // documents come in pieces, so that no request needs longer
		WriteTimeout:      90 * time.Second, // counted from the request's head
		IdleTimeout:       90 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}
}

// clientAddress believes X-Forwarded-For only from trusted networks; from
// anybody else it would let a client choose its own address.
func clientAddress(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range trusted {
		_, ipNet, err := net.ParseCIDR(network.String())
		if err == nil {
			options = append(options, echo.TrustIPRange(ipNet))
		}
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

func (s *Server) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{
		DisablePrintStack: true,
		LogErrorFunc: func(_ echo.Context, err error, stack []byte) error {
			return panicked{err: err, stack: stack}
		},
	})(next)
}

func (s *Server) health(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

func (s *Server) ready(c echo.Context) error {
	if err := s.cfg.Ready(c.Request().Context()); err != nil {
		s.cfg.Log.Error("not ready", "error", err)
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

// MountPages serves everything that is not the API from the handler.
func (s *Server) MountPages(pages http.Handler) {
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, "/*", func(c echo.Context) error {
		if strings.HasPrefix(c.Request().URL.Path, "/api/") {
			return echo.ErrNotFound
		}
		release, err := s.lanes.enter(browse, c.RealIP())
		if err != nil {
			return err
		}
		defer release()
		pages.ServeHTTP(c.Response(), c.Request())
		return nil
	}, middleware.Gzip()) // not the API: its answers hold secrets beside what others choose
}
