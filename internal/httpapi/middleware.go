package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/text"
)

type contextKey int

const (
	actorKey contextKey = iota
	authKey
	logKey
)

// whoIs gives the request's actor; without one, the zero actor may do what
// anyone may.
func whoIs(ctx context.Context) actor.Actor {
	who, _ := ctx.Value(actorKey).(actor.Actor)
	return who
}

// authProblem says why the request's token was not taken.
func authProblem(ctx context.Context) error {
	err, _ := ctx.Value(authKey).(error)
	return err
}

// logOf is the program's log; problems are written to it where they arise.
func logOf(ctx context.Context) *slog.Logger {
	if log, ok := ctx.Value(logKey).(*slog.Logger); ok {
		return log
	}
	return slog.Default()
}

func setContext(c echo.Context, ctx context.Context) { c.SetRequest(c.Request().WithContext(ctx)) }

// identify gives every request its id, its arrival time by the server's clock,
// and its reader's language, before anything else can take time.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		who := actor.Actor{
			Arrival: s.cfg.Clock.Now(), RequestID: store.NewID()[:12],
			Address: c.RealIP(), Language: wantedLanguage(c.Request()),
		}
		c.Response().Header().Set("X-Request-Id", who.RequestID)
		ctx := context.WithValue(c.Request().Context(), logKey, s.cfg.Log)
		setContext(c, context.WithValue(ctx, actorKey, who))
		return next(c)
	}
}

// LanguageCookie holds the language chosen on screen; it wins over the
// browser's header.
const LanguageCookie = "wbl_lang"

func wantedLanguage(r *http.Request) string {
	if cookie, err := r.Cookie(LanguageCookie); err == nil && text.Language(cookie.Value) == cookie.Value {
		return cookie.Value
	}
	return text.Preferred(r.Header.Get("Accept-Language"))
}

// accessLog writes one line for each request: the route's pattern, never its
// address, because addresses carry one-time tokens.
func (s *Server) accessLog(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := s.cfg.Clock.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		who := whoIs(c.Request().Context())
		s.cfg.Log.Info("request", "id", who.RequestID, "method", c.Request().Method, "route", c.Path(),
			"status", c.Response().Status, "bytes", c.Response().Size, "person", who.PersonID,
			"address", who.Address, "took", s.cfg.Clock.Now().Sub(began).Round(time.Microsecond).String())
		return nil
	}
}

const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		return next(c)
	}
}

func noStore(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		return next(c)
	}
}

// crossOrigin refuses writes that another site's page makes in a browser.
func crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return fault.New(fault.Forbidden, "request.cross_origin").Because(err)
		}
		return next(c)
	}
}

// limitBody cuts off bodies that are too large. Huma limits only JSON, so this
// holds for every kind.
func (s *Server) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit := s.cfg.BodyLimit
		if isUpload(c) {
			limit = s.cfg.ChunkLimit
		}
		r := c.Request()
		if r.ContentLength > limit {
			return fault.New(fault.TooLarge, "input.too_large")
		}
		r.Body = http.MaxBytesReader(c.Response().Writer, r.Body, limit)
		return next(c)
	}
}

// readBody reads the whole body of every request but an upload before anything
// is done for it: what is late must not count as having come with its head, and
// a slow sender must not hold a place among those who work.
func (s *Server) readBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Body == nil || r.Body == http.NoBody || isUpload(c) {
			return next(c)
		}
		connection := http.NewResponseController(c.Response())
		if err := connection.SetReadDeadline(clock.System{}.Now().Add(slowSender).Time()); err != nil {
			return err
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return bodyProblem(err)
		}
		// The connection is watched for being closed while the answer is made.
		if err := connection.SetReadDeadline(time.Time{}); err != nil {
			return err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		who := whoIs(r.Context())
		who.Arrival = s.cfg.Clock.Now()
		setContext(c, context.WithValue(r.Context(), actorKey, who))
		return next(c)
	}
}

// slowSender is how long a body of at most a megabyte may take to arrive.
var slowSender = 10 * time.Second

// isUpload is true for the one kind of route that takes bytes of documents.
func isUpload(c echo.Context) bool {
	return c.Request().Method == http.MethodPatch && strings.HasPrefix(c.Path(), Prefix+"/documents/")
}

// authenticate finds the session behind the request's cookie or bearer token.
// A token that is not taken makes the request nobody's; what needs somebody
// then answers with the reason.
func (s *Server) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		token := accessToken(c.Request())
		if token != "" {
			before := whoIs(ctx)
			who, err := s.Account.Authenticate(ctx, token)
			if fault.KindOf(err) != fault.Unauthenticated && err != nil {
				return err
			}
			who.Arrival, who.RequestID, who.Address, who.Language = before.Arrival, before.RequestID, before.Address, before.Language
			ctx = context.WithValue(context.WithValue(ctx, actorKey, who), authKey, err)
		}
		ctx, err := withIdempotency(c, ctx)
		if err != nil {
			return err
		}
		setContext(c, ctx)
		return next(c)
	}
}

const maxIdempotencyKey = 200

// withIdempotency puts the Idempotency-Key of a POST where store.Once finds
// it, with the body's hash. Sessions and uploads are exempt: the one must not
// store tokens, the other has its own way to resume. So is who has not signed
// in: strangers would share one person's keys.
func withIdempotency(c echo.Context, ctx context.Context) (context.Context, error) {
	r := c.Request()
	key := r.Header.Get("Idempotency-Key")
	if key == "" || r.Method != http.MethodPost || !whoIs(ctx).SignedIn() || strings.HasPrefix(c.Path(), Prefix+"/session") {
		return ctx, nil
	}
	if len(key) > maxIdempotencyKey {
		return ctx, fault.InvalidInput(fault.At("header.Idempotency-Key", "input.too_long", fault.Args{"max": maxIdempotencyKey}))
	}
	if !isText(key) {
		return ctx, fault.InvalidInput(fault.At("header.Idempotency-Key", "input.wrong_type"))
	}
	body, err := io.ReadAll(r.Body) // it is in memory: see readBody
	if err != nil {
		return ctx, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	sum := sha256.Sum256(body)
	return store.WithIdempotency(ctx, store.IdempotencyKey{
		PersonID: whoIs(ctx).PersonID, Route: r.Method + " " + c.Path(), ObjectID: strings.Join(c.ParamValues(), "/"),
		Key: key, BodyHash: hex.EncodeToString(sum[:]),
	}), nil
}
