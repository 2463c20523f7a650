package call

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/text"
)

// ListInput asks for one page of calls.
type ListInput struct {
	Status Status // empty for every status
	Cursor string // Next of the page before; empty for the first
	Limit  int    // 1 to 100; 0 reads as 20
}

// Page is one page of calls, newest first. Next is empty on the last one.
type Page struct {
	Calls []Call
	Next  string
}

const (
	defaultLimit = 20
	maxLimit     = 100
)

// position is where a page ends: the order is by time, then by id.
type position struct {
	createdAt clock.Instant
	id        string
}

func (p position) cursor() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%s", p.createdAt, p.id))
}

func readCursor(cursor string) (p position, ok bool) {
	if cursor == "" {
		return p, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return p, false
	}
	_, err = fmt.Sscanf(string(raw), "%d.%s", &p.createdAt, &p.id)
	return p, err == nil && !strings.ContainsFunc(p.id, text.IsControl) // PostgreSQL does not take NUL
}

// draftsSeen says which drafts an actor sees.
type draftsSeen struct {
	all bool
	ids []string
}

func draftsOf(who actor.Actor) draftsSeen {
	return draftsSeen{
		all: organises(who),
		ids: append(who.Scopes(actor.Administrator, actor.Call), who.Scopes(actor.Approver, actor.Call)...),
	}
}

// List gives the calls that the actor may see; see Get.
func (s *Service) List(ctx context.Context, who actor.Actor, in ListInput) (page Page, err error) {
	if in.Limit == 0 {
		in.Limit = defaultLimit
	}
	after, readable := readCursor(in.Cursor)
	var p problems
	oneOf(&p, "query.status", in.Status, "", StatusDraft, StatusOpen, StatusClosed)
	between(&p, "query.limit", in.Limit, 1, maxLimit)
	p.demand(readable, "query.cursor", "input.wrong_type")
	if err := p.fault(); err != nil {
		return page, err
	}
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		page.Calls, err = listCalls(tx, in, after, draftsOf(who))
		return err
	})
	if err == nil && len(page.Calls) > in.Limit {
		page.Calls = page.Calls[:in.Limit]
		last := page.Calls[in.Limit-1]
		page.Next = position{createdAt: last.CreatedAt, id: last.ID}.cursor()
	}
	return page, err
}
