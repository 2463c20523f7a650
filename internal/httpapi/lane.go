package httpapi

import (
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"wbl/internal/fault"
)

// lane decides what is shed first when the server is overloaded.
type lane int

const (
	filing   lane = iota // submitting, receipts, signing in: never shed
	autosave             // drafts, which the browser keeps and sends again
	browse               // reading, which can wait
)

// Requests under way above which a lane is shed. SQLite answers a read in well
// under a millisecond, so this many at once means that work is piling up.
const (
	browseMost   = 256
	autosaveMost = 512
)

const shedSeconds = 2

func laneOf(method string) lane {
	switch method {
	case http.MethodGet, http.MethodHead:
		return browse
	case http.MethodPut, http.MethodPatch:
		return autosave
	}
	return filing
}

type lanes struct {
	underWay *atomic.Int64
}

func newLanes() lanes { return lanes{underWay: &atomic.Int64{}} }

// enter counts a request in, or refuses it with 503 and Retry-After.
func (l lanes) enter(chosen lane) (release func(), err error) {
	n := l.underWay.Add(1)
	if (chosen == browse && n > browseMost) || (chosen == autosave && n > autosaveMost) {
		l.underWay.Add(-1)
		refusal := fault.New(fault.Unavailable, "request.unavailable")
		refusal.RetryAfter = shedSeconds
		return nil, refusal
	}
	return sync.OnceFunc(func() { l.underWay.Add(-1) }), nil
}

const releaseKey = "lane.release"

// leaveLane counts a request out early: sending a document costs the server
// next to nothing, and a slow reader must not keep others out.
func leaveLane(c echo.Context) {
	if release, ok := c.Get(releaseKey).(func()); ok {
		release()
	}
}
