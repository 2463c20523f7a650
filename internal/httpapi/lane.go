package httpapi

import (
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"

	"wbl/internal/actor"
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
// under a millisecond, so this many at once means that work is piling up. One
// network may have a share of them, so that nobody shuts the others out.
const (
	browseMost   = 256
	autosaveMost = 512
	shareMost    = 64
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

// lanes counts the requests under way, all of them and by network.
type lanes struct {
	mu       sync.Mutex
	underWay int
	shares   map[string]int
}

func newLanes() *lanes { return &lanes{shares: map[string]int{}} }

// enter counts a request in, or refuses it with 503 and Retry-After.
func (l *lanes) enter(chosen lane, address string) (release func(), err error) {
	network := actor.NetworkOf(address)
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.takes(chosen, network, actor.ThisMachine(address)) {
		refusal := fault.New(fault.Unavailable, "request.unavailable")
		refusal.RetryAfter = shedSeconds
		return nil, refusal
	}
	l.underWay++
	l.shares[network]++
	return sync.OnceFunc(func() { l.leave(network) }), nil
}

func (l *lanes) takes(chosen lane, network string, many bool) bool {
	switch chosen {
	case browse:
		return l.underWay < browseMost && (many || l.shares[network] < shareMost)
	case autosave:
		return l.underWay < autosaveMost && (many || l.shares[network] < 2*shareMost)
	case filing:
	}
	return true
}

func (l *lanes) leave(network string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underWay--
	if l.shares[network]--; l.shares[network] == 0 {
		delete(l.shares, network)
	}
}

const releaseKey = "lane.release"

// leaveLane counts a request out early: sending a document costs the server
// next to nothing, and a slow reader must not keep others out.
func leaveLane(c echo.Context) {
	if release, ok := c.Get(releaseKey).(func()); ok {
		release()
	}
}
