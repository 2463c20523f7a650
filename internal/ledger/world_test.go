package ledger_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/ledger"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

var ctx = context.Background()

// world is a call on an empty database, with nothing in its book.
type world struct {
	clock *clock.Manual
	store *store.Store
	book  *ledger.Service
	call  string
	stage string
	who   actor.Actor
}

func newWorld(tb testing.TB) *world {
	tb.Helper()
	clk := clock.NewManual(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC))
	s := storetest.Open(tb, clk)
	w := &world{clock: clk, store: s, book: ledger.New(s), who: actor.Actor{PersonID: "person-admin", Language: "ko"}}
	w.write(tb, func(tx *store.Tx) error {
		return tx.DB().Create(&account.Person{ID: w.who.PersonID, Email: "admin@example.kr", Status: account.Active}).Error
	})
	w.call, w.stage = w.newCall(tb, "first"), "stage-first"
	w.who.Grants = []actor.Grant{{Role: actor.Administrator, ScopeKind: actor.Call, ScopeID: w.call}}
	return w
}

// newCall makes a call with one stage that is not released.
func (w *world) newCall(tb testing.TB, key string) string {
	tb.Helper()
	w.write(tb, func(tx *store.Tx) error {
		c := call.Call{ID: "call-" + key, Key: key, Status: call.StatusOpen, CreatedBy: w.who.PersonID}
		if err := tx.DB().Create(&c).Error; err != nil {
			return err
		}
		stage := call.Stage{ID: "stage-" + key, CallID: c.ID, Key: key, Position: 1, Phase: call.PhaseClosed}
		return tx.DB().Create(&stage).Error
	})
	return "call-" + key
}

func (w *world) write(tb testing.TB, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := w.store.Write(ctx, fn); err != nil {
		tb.Fatal(err)
	}
}

func (w *world) read(tb testing.TB, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := w.store.Read(ctx, fn); err != nil {
		tb.Fatal(err)
	}
}

func (w *world) post(p ledger.Posting) (id string, err error) {
	err = w.store.Write(ctx, func(tx *store.Tx) error {
		id, err = ledger.Post(tx, w.who, p)
		return err
	})
	return id, err
}

func (w *world) reverse(id string) (reversal string, err error) {
	err = w.store.Write(ctx, func(tx *store.Tx) error {
		reversal, err = ledger.Reverse(tx, w.who, id, "잘못 기장함")
		return err
	})
	return reversal, err
}

func (w *world) balances(tb testing.TB, at clock.Instant) []ledger.Balance {
	tb.Helper()
	var found []ledger.Balance
	w.read(tb, func(tx *store.Tx) (err error) {
		found, err = ledger.Balances(tx, w.call, at)
		return err
	})
	return found
}

// supply is a posting that brings units in.
func (w *world) supply(unit ledger.Unit, amount int64) ledger.Posting {
	return ledger.Posting{CallID: w.call, Kind: "supply", Reference: "window-1", Memo: "공급", Entries: []ledger.Entry{
		{Unit: unit, AccountKind: ledger.Supply, Amount: -amount},
		{Unit: unit, AccountKind: ledger.Free, Amount: amount},
	}}
}

func equal[T any](tb testing.TB, got, want T) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Error(diff)
	}
}
