package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"gorm.io/gorm"

	"wbl/internal/store"
)

// Tally counts the statements that run on a store and the rows that they give
// or change.
type Tally struct {
	mu    sync.Mutex
	count Count
}

// Count is what a tally has counted. Rows that are scanned one by one are not in
// it.
type Count struct {
	Statements int
	Rows       int64
}

// NewTally begins to count. Nothing else may run on the store just then.
func NewTally(tb testing.TB, s *store.Store) *Tally {
	tb.Helper()
	t := &Tally{}
	listen := func(tx *store.Tx) error { return t.listen(tx.DB()) }
	if err := errors.Join(s.Read(context.Background(), listen), s.Write(context.Background(), listen)); err != nil {
		tb.Fatal(err)
	}
	return t
}

// listen may be given one handle twice: the second callback takes the place of
// the first.
func (t *Tally) listen(db *gorm.DB) error {
	on := db.Callback()
	return errors.Join(
		on.Query().After("gorm:query").Replace("tally", t.add), on.Row().After("gorm:row").Replace("tally", t.add),
		on.Raw().After("gorm:raw").Replace("tally", t.add), on.Create().After("gorm:create").Replace("tally", t.add),
		on.Update().After("gorm:update").Replace("tally", t.add), on.Delete().After("gorm:delete").Replace("tally", t.add))
}

func (t *Tally) add(db *gorm.DB) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count.Statements++
	t.count.Rows += max(db.RowsAffected, 0)
}

// Of runs an act and gives what it cost.
func (t *Tally) Of(act func()) Count {
	t.mu.Lock()
	t.count = Count{}
	t.mu.Unlock()
	act()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count
}
