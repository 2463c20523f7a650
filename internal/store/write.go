package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"wbl/internal/fault"
)

// groupLimit bounds how many waiting writes share one commit.
const groupLimit = 64

// write is one waiting function. Whoever moves started first decides: the
// queue by running it, or its caller by giving up.
type write struct {
	ctx     context.Context
	fn      func(tx *Tx) error
	started atomic.Bool
	result  chan outcome
}

// outcome is what a function came to: its error, or the value it panicked with.
type outcome struct {
	err      error
	panicked any
}

// writeShared queues fn, so that many waiting writes share one commit and its
// one fsync. Each runs in its own savepoint: one that fails takes back only
// itself.
func (s *Store) writeShared(ctx context.Context, fn func(tx *Tx) error) error {
	w := &write{ctx: ctx, fn: fn, result: make(chan outcome, 1)}
	select {
	case s.queue <- w:
	case <-ctx.Done():
		return unavailable(ctx.Err())
	case <-s.ctx.Done():
		return unavailable(errClosed)
	}
	gaveUp := errClosed
	select {
	case out := <-w.result:
		return out.deliver()
	case <-ctx.Done():
		gaveUp = ctx.Err()
	case <-s.done:
	}
	if w.started.CompareAndSwap(false, true) {
		return unavailable(gaveUp)
	}
	return (<-w.result).deliver()
}

var errClosed = errors.New("the store is closed")

// deliver hands the outcome to the caller, in whose request a panic belongs.
func (o outcome) deliver() error {
	if o.panicked != nil {
		panic(o.panicked)
	}
	return o.err
}

func (s *Store) serveWrites() {
	defer close(s.done)
	for {
		select {
		case first := <-s.queue:
			s.commitGroup(s.gather(first))
		case <-s.ctx.Done():
			return
		}
	}
}

// gather takes what is waiting besides the first, and drops what its caller
// has given up on.
func (s *Store) gather(first *write) []*write {
	group := []*write{}
	for next := first; ; {
		if next.ctx.Err() == nil && next.started.CompareAndSwap(false, true) {
			group = append(group, next)
		} else if next.started.CompareAndSwap(false, true) {
			next.result <- outcome{err: unavailable(next.ctx.Err())}
		}
		if len(group) == groupLimit {
			return group
		}
		select {
		case next = <-s.queue:
		default:
			return group
		}
	}
}

// commitGroup runs the group in one transaction. When that transaction is lost
// nothing in it happened, so each write runs again in one of its own.
func (s *Store) commitGroup(group []*write) {
	if s.tryGroup(group) || len(group) == 0 {
		return
	}
	for _, w := range group {
		s.tryGroup([]*write{w})
	}
}

// tryGroup reports false when the transaction was lost; then no result has
// been delivered. Otherwise every write has its result, as a group of one always
// has.
func (s *Store) tryGroup(group []*write) bool {
	if len(group) == 0 {
		return true
	}
	db := s.writer.WithContext(context.WithoutCancel(s.ctx)).Begin()
	if db.Error != nil {
		return s.refuse(group, db.Error)
	}
	outcomes := make([]outcome, len(group))
	after := []func(){}
	for i, w := range group {
		tx := &Tx{db: db, store: s, now: s.clock.Now(), write: true}
		out, alive := runInSavepoint(db, tx, w.fn)
		if !alive {
			db.Rollback()
			if len(group) == 1 {
				w.result <- out
				return true
			}
			return false
		}
		outcomes[i] = out
		if out.err == nil && out.panicked == nil {
			after = append(after, tx.after...)
		}
	}
	if err := db.Commit().Error; err != nil {
		db.Rollback()
		if len(group) == 1 {
			return s.refuse(group, err)
		}
		return false
	}
	for _, fn := range after {
		fn()
	}
	for i, w := range group {
		w.result <- outcomes[i]
	}
	return true
}

func (s *Store) refuse(group []*write, err error) bool {
	for _, w := range group {
		w.result <- outcome{err: unavailable(err)}
	}
	return true
}

// runInSavepoint reports alive = false when the whole transaction is gone, as
// after a full disk: then the savepoint cannot be rolled back to.
func runInSavepoint(db *gorm.DB, tx *Tx, fn func(tx *Tx) error) (out outcome, alive bool) {
	if err := db.Exec("SAVEPOINT one_write").Error; err != nil {
		return outcome{err: unavailable(err)}, false
	}
	out = call(fn, tx)
	if out.err == nil && out.panicked == nil {
		if err := db.Exec("RELEASE one_write").Error; err != nil {
			return outcome{err: unavailable(err)}, false
		}
		return out, true
	}
	out.err = unavailable(out.err)
	undone := db.Exec("ROLLBACK TO one_write").Error == nil && db.Exec("RELEASE one_write").Error == nil
	return out, undone
}

// call survives whatever fn does, also when it ends its goroutine, as a failing
// test does: the queue must go on.
func call(fn func(tx *Tx) error, tx *Tx) (out outcome) {
	out.err = errEnded
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				out = outcome{panicked: fmt.Errorf("panic in a transaction: %v", p)}
			}
		}()
		out = outcome{err: fn(tx)}
	}()
	<-done
	return out
}

var errEnded = errors.New("the function of a transaction ended its goroutine")

// unavailable turns what the database says about itself (full, busy, closed,
// interrupted) into a fault that asks to try again, and leaves the rest alone.
func unavailable(err error) error {
	var lite sqlite3.Error
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &lite) && lite.Code == sqlite3.ErrFull, errors.As(err, &pg) && pg.Code == "53100":
		return fault.New(fault.Unavailable, "store.full").Because(err)
	case errors.As(err, &lite) && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrIoErr),
		errors.As(err, &connect), errors.As(err, &pg) && (pg.Code[:2] == "57" || pg.Code[:2] == "08"),
		errors.Is(err, errClosed),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Unavailable, "request.unavailable").Because(err)
	}
	return err
}
