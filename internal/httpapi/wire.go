package httpapi

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"wbl/internal/fault"
)

// answer is a body and nothing else.
type answer[T any] struct {
	Body T
}

func ok[T any](body T, err error) (*answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &answer[T]{Body: body}, nil
}

// tagged is a body with its version, for what several people edit.
type tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

func versioned[T any](body T, version int64, err error) (*tagged[T], error) {
	if err != nil {
		return nil, err
	}
	return &tagged[T]{ETag: etag(version), Body: body}, nil
}

// empty is an answer without a body (204).
type empty struct{}

func done(err error) (*empty, error) {
	if err != nil {
		return nil, err
	}
	return nil, nil
}

// ByID is a request for one object. Types that requests embed begin with a
// capital because Huma passes over others.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

// IfMatch is what a change of a versioned object carries.
type IfMatch struct {
	IfMatch string `header:"If-Match" doc:"The ETag of the version that is being changed."`
}

// version reads If-Match: 428 when it is missing, 412 when it is not one of ours.
func (m IfMatch) version() (int64, error) {
	if m.IfMatch == "" {
		return 0, fault.New(fault.PreconditionRequired, "store.version_required")
	}
	n, err := strconv.ParseInt(strings.Trim(m.IfMatch, `"`), 10, 64)
	if err != nil {
		return 0, fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	return n, nil
}

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// Page is a request for a part of a list.
type Page struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"400" doc:"next_cursor of the page before."`
}

// list is a part of a list and the way to the next.
type list[T any] struct {
	Link string `header:"Link"`
	Body listBody[T]
}

type listBody[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"next_cursor" doc:"Empty on the last page."`
}

// cursor hides what a page ends with; it is no secret, but nothing to build on.
func cursor(last string) string { return base64.RawURLEncoding.EncodeToString([]byte(last)) }

func (p Page) after() (string, error) {
	last, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || !isText(string(last)) {
		return "", fault.InvalidInput(fault.At("query.cursor", "input.wrong_type"))
	}
	return string(last), nil
}

// paged makes one page of rows, of which one more than the limit was asked
// for, so that it is known whether there is a next. The path carries what else
// the list was asked for, as in "/users?search=kim".
func paged[R, T any](p Page, path string, rows []R, key func(R) string, show func(R) T) *list[T] {
	out := &list[T]{Body: listBody[T]{Items: []T{}}}
	if len(rows) > p.Limit {
		rows = rows[:p.Limit]
		out.Body.NextCursor = cursor(key(rows[p.Limit-1]))
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		out.Link = fmt.Sprintf(`<%s%s%slimit=%d&cursor=%s>; rel="next"`, Prefix, path, separator, p.Limit, url.QueryEscape(out.Body.NextCursor))
	}
	for _, row := range rows {
		out.Body.Items = append(out.Body.Items, show(row))
	}
	return out
}

// all makes a list that has only one page.
func all[R, T any](rows []R, show func(R) T) *list[T] {
	out := &list[T]{Body: listBody[T]{Items: []T{}}}
	for _, row := range rows {
		out.Body.Items = append(out.Body.Items, show(row))
	}
	return out
}

// continues says where a list that its service has cut goes on.
func (l *list[T]) continues(path, next string) {
	if next == "" {
		return
	}
	l.Body.NextCursor = next
	l.Link = fmt.Sprintf(`<%s%s&cursor=%s>; rel="next"`, Prefix, path, url.QueryEscape(next))
}

// same shows what a service gives as it is.
func same[T any](t T) T { return t }
