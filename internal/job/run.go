package job

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"wbl/internal/store"
)

const (
	workers   = 4
	pollEvery = time.Second
	errorSize = 500 // bytes of an error's text that are kept
)

// Run carries out jobs as they fall due, until ctx ends; then it waits for those
// under way, which have a few seconds to finish before their context ends too.
func (q *Queue) Run(ctx context.Context) {
	defer q.listen()()
	var running sync.WaitGroup
	for range workers {
		running.Go(func() { q.work(ctx) })
	}
	running.Wait()
}

func (q *Queue) work(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		ran, err := q.RunDue(ctx)
		if err != nil && ctx.Err() == nil {
			q.logger.ErrorContext(ctx, "job: the queue cannot be read or written", "error", err)
		}
		if ran > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-q.wake:
		case <-ticker.C:
		}
	}
}

// RunDue carries out the jobs that are due, including those that they enqueue,
// until there is none or ctx ends, and tells how many attempts it made. Failed
// attempts are not errors here: they are stored and made again later.
func (q *Queue) RunDue(ctx context.Context) (int, error) {
	if err := q.plan(ctx); err != nil {
		return 0, err
	}
	for ran := 0; ; ran++ {
		row, ok, err := q.next(ctx)
		if err != nil || !ok {
			return ran, err
		}
		q.Wake() // where one was due there may be more, for another worker
		if err := q.attempt(ctx, row); err != nil {
			return ran, err
		}
	}
}

// plan sees to it that each periodic kind has its one row.
func (q *Queue) plan(ctx context.Context) error {
	if len(q.periods) == 0 || q.planned.Load() {
		return nil
	}
	err := q.store.Write(ctx, func(tx *store.Tx) error {
		for kind, period := range q.periods {
			next := tx.Now() - tx.Now()%period + period
			if err := insertOnce(tx, &jobRow{ID: "every." + kind, Kind: kind, Payload: "null", RunAt: next}); err != nil {
				return err
			}
		}
		return nil
	})
	q.planned.Store(err == nil)
	return err
}

func (q *Queue) next(ctx context.Context) (row jobRow, ok bool, err error) {
	if ctx.Err() != nil {
		return row, false, nil //nolint:nilerr // who is stopping is told that there is nothing to do
	}
	kinds := slices.Sorted(maps.Keys(q.handlers))
	err = q.store.Read(ctx, func(tx *store.Tx) (err error) {
		ok, err = anyDue(tx, kinds)
		return err
	})
	if err != nil || !ok {
		return row, false, err
	}
	err = q.store.Write(ctx, func(tx *store.Tx) (err error) {
		row, ok, err = claim(tx, kinds)
		return err
	})
	return row, ok, err
}

// attempt runs the handler and stores how it ended, also while the program is
// being stopped.
func (q *Queue) attempt(ctx context.Context, row jobRow) error {
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), workLimit)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(stopGrace, cancel) })()
	failure := call(work, q.handlers[row.Kind], json.RawMessage(row.Payload))
	if failure != nil {
		q.logger.WarnContext(ctx, "job: attempt failed", "kind", row.Kind, "id", row.ID, "attempts", row.Attempts, "error", failure)
	}
	return q.store.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		settled := row
		switch period := q.periods[row.Kind]; {
		case failure != nil:
			settled.RunAt = tx.Now().Add(delay(row.Attempts))
			settled.LastError = Brief(failure)
		case period > 0:
			settled.RunAt = tx.Now() - tx.Now()%period + period
			settled.Attempts, settled.LastError = 0, ""
		default:
			settled.DoneAt, settled.LastError = tx.Now(), ""
		}
		return settle(tx, row, settled)
	})
}

func call(ctx context.Context, handler Handler, payload json.RawMessage) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return handler(ctx, payload)
}

// Brief is an error's text as a column can hold it: valid, short, without
// control characters.
func Brief(err error) string {
	text := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(err.Error(), "?"))
	if len(text) > errorSize {
		text = strings.ToValidUTF8(text[:errorSize], "")
	}
	return text
}
