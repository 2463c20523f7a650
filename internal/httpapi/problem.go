package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/labstack/echo/v4"

	"wbl/internal/fault"
	"wbl/internal/httpapi/view"
	"wbl/internal/text"
)

// Problem is an RFC 9457 problem document in the reader's language.
type Problem struct {
	Type      string              `json:"type" doc:"urn:wbl:problem: and the code."`
	Title     string              `json:"title" doc:"What kind of problem it is."`
	Status    int                 `json:"status"`
	Detail    string              `json:"detail" doc:"What is wrong and what to do next."`
	Code      string              `json:"code" doc:"Stable; programs decide by it."`
	RequestID string              `json:"request_id" doc:"The number to name when asking for help."`
	Errors    []view.ProblemField `json:"errors" doc:"The places of the input that are wrong."`

	header http.Header
}

// Error is the code: problems are logged by it.
func (p *Problem) Error() string { return p.Code }

// GetStatus is the status on the wire.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders are the headers that go with the problem, as Retry-After.
func (p *Problem) GetHeaders() http.Header { return p.header }

var statusOf = map[fault.Kind]int{
	fault.Internal: 500, fault.Malformed: 400, fault.Unauthenticated: 401, fault.Forbidden: 403,
	fault.NotFound: 404, fault.Conflict: 409, fault.Gone: 410, fault.PreconditionFailed: 412,
	fault.TooLarge: 413, fault.UnsupportedType: 415, fault.Invalid: 422, fault.PreconditionRequired: 428,
	fault.TooMany: 429, fault.Unavailable: 503,
}

// panicked carries the stack of a recovered panic to the log.
type panicked struct {
	err   error
	stack []byte
}

func (p panicked) Error() string { return fmt.Sprintf("%v\n%s", p.err, p.stack) }

// problemOf is the one place where an error becomes an answer. What is not a
// fault becomes a bare 500; its cause goes to the log alone.
func problemOf(ctx context.Context, err error) *Problem {
	who := whoIs(ctx)
	f := asFault(err)
	p := &Problem{
		Type: "urn:wbl:problem:" + f.Code, Title: text.Say(who.Language, fmt.Sprintf("problem.%d", statusOf[f.Kind])),
		Status: statusOf[f.Kind], Detail: text.Say(who.Language, f.Code, f.Args), Code: f.Code,
		RequestID: who.RequestID, Errors: []view.ProblemField{}, header: http.Header{},
	}
	for _, field := range f.Fields[:min(len(f.Fields), maxFields)] {
		p.Errors = append(p.Errors, view.ProblemField{
			Location: field.Location, Code: field.Code, Message: text.Say(who.Language, field.Code, field.Args),
		})
	}
	if f.RetryAfter > 0 {
		p.header.Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	switch {
	case f.RetryAfter > 0: // shed or throttled, as it should be
		logOf(ctx).Warn("refused", "id", who.RequestID, "code", f.Code, "error", err)
	case p.Status >= http.StatusInternalServerError:
		logOf(ctx).Error("failed", "id", who.RequestID, "code", f.Code, "error", err)
	}
	return p
}

// asFault finds the fault in err, or makes one of what Echo and net/http say.
func asFault(err error) *fault.Fault {
	var f *fault.Fault
	var he *echo.HTTPError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &he):
		return faultOfStatus(he.Code)
	case errors.As(bodyProblem(err), &f):
		return f
	}
	return fault.New(fault.Internal, "request.internal")
}

func faultOfStatus(status int) *fault.Fault {
	switch status {
	case http.StatusNotFound:
		return fault.New(fault.NotFound, "request.not_found")
	case http.StatusMethodNotAllowed:
		return fault.New(fault.NotFound, "request.method_not_allowed")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, "input.too_large")
	case http.StatusUnsupportedMediaType:
		return fault.New(fault.UnsupportedType, "input.unsupported_type")
	case http.StatusRequestTimeout:
		return fault.New(fault.Malformed, "request.timeout")
	case http.StatusBadRequest, http.StatusNotAcceptable:
		return fault.New(fault.Malformed, "input.unreadable")
	}
	return fault.New(fault.Internal, "request.internal")
}

// bodyProblem recognises what reading a body can fail with.
func bodyProblem(err error) error {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fault.New(fault.TooLarge, "input.too_large").Because(err)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fault.New(fault.Malformed, "request.timeout").Because(err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.New(fault.Malformed, "input.unreadable").Because(err)
	}
	return err
}

// writeProblem answers what Huma did not: unknown routes, panics, raw routes.
func writeProblem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemOf(c.Request().Context(), err)
	for name, values := range p.header {
		c.Response().Header()[name] = values
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().Header().Set(echo.HeaderContentType, p.ContentType(""))
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(p.Status)
		return
	}
	_ = c.JSON(p.Status, p)
}

// Huma's own sentences are English and go to the client as they are, so they
// are replaced by our codes, which become sentences in the reader's language;
// and its errors echo input and causes, so they are made ours.
var overrideHuma = sync.OnceFunc(func() {
	validation.MsgUnexpectedProperty = "input.unknown_field"
	validation.MsgExpectedRequiredProperty = "input.required|%s"
	validation.MsgExpectedMaxLength = "input.too_long|max=%d"
	validation.MsgExpectedMinLength = "input.too_short|min=%d"
	validation.MsgExpectedMaxItems = "input.too_many_items|max=%d"
	validation.MsgExpectedMinItems = "input.too_few_items|min=%d"
	validation.MsgExpectedMinimumNumber = "input.too_small|min=%v"
	validation.MsgExpectedMaximumNumber = "input.too_big|max=%v"
	validation.MsgExpectedOneOf = "input.not_allowed|=%s"
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	huma.NewErrorWithContext = humaError
})

// Bounds of an answer that names what was wrong: a body can hold a hundred
// thousand unknown names.
const (
	maxFields   = 100
	maxLocation = 200
)

// fieldsOf reads the places that Huma found wrong.
func fieldsOf(errs []error) []fault.Field {
	fields := []fault.Field{}
	for _, err := range errs[:min(len(errs), maxFields)] {
		var detail *huma.ErrorDetail
		if errors.As(err, &detail) {
			detail.Location = strings.ToValidUTF8(detail.Location[:min(len(detail.Location), maxLocation)], "")
			fields = append(fields, fieldOf(detail))
		}
	}
	return fields
}

// unknownQuery is the one sentence of Huma's that cannot be replaced.
const unknownQuery = "unknown query parameter"

func fieldOf(detail *huma.ErrorDetail) fault.Field {
	code, rest, _ := strings.Cut(detail.Message, "|")
	switch {
	case detail.Message == unknownQuery:
		return fault.At(detail.Location, "input.unknown_field")
	case !text.Has(code):
		return fault.At(detail.Location, "input.wrong_type")
	}
	if code == "input.required" {
		return fault.At(detail.Location+"."+rest, code)
	}
	name, value, _ := strings.Cut(rest, "=")
	return fault.At(detail.Location, code, fault.Args{name: value})
}

// humaError makes what Huma found wrong ours; what handlers return is a problem
// already.
func humaError(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
	for _, err := range errs {
		var p *Problem
		if errors.As(err, &p) {
			return p
		}
		var f *fault.Fault
		if errors.As(err, &f) || errors.As(bodyProblem(err), &f) {
			return problemOf(ctx.Context(), err)
		}
	}
	if fields := fieldsOf(errs); len(fields) > 0 && status == http.StatusUnprocessableEntity {
		return problemOf(ctx.Context(), fault.InvalidInput(fields...))
	}
	if status < http.StatusInternalServerError {
		return problemOf(ctx.Context(), faultOfStatus(status))
	}
	return problemOf(ctx.Context(), errors.Join(errs...))
}
