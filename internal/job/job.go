// Package job owns work that is done later and in the background: once asked
// for in a transaction it is carried out at least once, by one process at a
// time, and tried again when it fails. It must never know what a job does; the
// handlers are registered by whoever starts the program.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"wbl/internal/clock"
	"wbl/internal/store"
)

// Handler does the work of one job. It may be called again for the same job, so
// it must not mind. An error, or a panic, makes the queue try again later.
type Handler func(ctx context.Context, payload json.RawMessage) error

const (
	lease      = 5 * time.Minute // a job whose process died is taken over after this
	workLimit  = 4 * time.Minute // a handler's context ends before its lease does
	stopGrace  = 10 * time.Second
	firstDelay = 5 * time.Second
	delayCap   = time.Hour
)

// Enqueue asks in the caller's transaction for a job that is due at the given
// time; zero means now. The payload is stored as JSON and must hold ids rather
// than secrets.
func Enqueue(tx *store.Tx, kind string, payload any, at clock.Instant) error {
	raw, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", kind, err)
	}
	if at.IsZero() {
		at = tx.Now()
	}
	tx.AfterCommit(wakeAll)
	return insert(tx, &jobRow{ID: store.NewID(), Kind: kind, Payload: string(raw), RunAt: at})
}

// Queue carries out the jobs whose kinds it has handlers for. Several queues, in
// one process or in many, may serve one database.
type Queue struct {
	store    *store.Store
	clock    clock.Clock
	handlers map[string]Handler
	periods  map[string]clock.Instant
	planned  atomic.Bool // whether each periodic kind has its row
	wake     chan struct{}
	logger   *slog.Logger
}

// New makes a queue without handlers.
func New(s *store.Store, c clock.Clock, logger *slog.Logger) *Queue {
	return &Queue{
		store: s, clock: c, handlers: map[string]Handler{}, periods: map[string]clock.Instant{},
		wake: make(chan struct{}, 1), logger: logger,
	}
}

// Handle registers the handler of a kind. Registering ends before Run or RunDue
// begins.
func (q *Queue) Handle(kind string, handler Handler) { q.handlers[kind] = handler }

// Every registers work that is due at each full interval since the epoch, once
// for all processes together. What was missed while no process ran is done once.
func (q *Queue) Every(kind string, interval time.Duration, work func(ctx context.Context) error) {
	q.periods[kind] = clock.Instant(0).Add(interval)
	q.handlers[kind] = func(ctx context.Context, _ json.RawMessage) error { return work(ctx) }
}

// Wake makes a running queue look for due jobs now.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default: // it has been woken already
	}
}

// awake are the queues running in this process. A wake-up is only a hint: a
// queue of another database looks once more and finds nothing.
var awake = struct {
	sync.Mutex
	queues map[*Queue]bool
}{queues: map[*Queue]bool{}}

func wakeAll() {
	awake.Lock()
	defer awake.Unlock()
	for q := range awake.queues {
		q.Wake()
	}
}

func (q *Queue) listen() (stop func()) {
	awake.Lock()
	defer awake.Unlock()
	awake.queues[q] = true
	return func() {
		awake.Lock()
		defer awake.Unlock()
		delete(awake.queues, q)
	}
}

// delay is how long the next attempt waits after that many failed ones.
func delay(attempts int64) time.Duration {
	wait := firstDelay
	for ; attempts > 1 && wait < delayCap; attempts-- {
		wait *= 2
	}
	return min(wait, delayCap)
}
