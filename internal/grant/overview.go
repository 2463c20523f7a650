package grant

import (
	"context"
	"slices"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

// Overview is all that a call has and what has become of it, told twice: by the
// lines of awards and offers, and by the ledger.
type Overview struct {
	Pools    []PoolOverview
	Accounts []Account
}

// PoolOverview is one pool over time.
type PoolOverview struct {
	PoolView
	Periods []Period // the earliest first; none where the pool gives nothing
}

// Period is a stretch of time in which nothing changes, in units of the pool:
// Capacity = Planned + Offered + Committed + Free.
type Period struct {
	From      clock.Instant
	Until     clock.Instant
	Capacity  int64
	Planned   int64 // awarded, not offered yet
	Offered   int64
	Committed int64
	Free      int64 // can still be awarded
}

// Account compares the lines with the ledger in one unit of account. Money of
// all pools is counted in one unit.
type Account struct {
	Unit    ledger.Unit
	PoolIDs []string
	Lines   Totals
	Ledger  Totals
	Agree   bool
}

// Totals are sums in a unit of account: Supply = Offered + Committed + Free.
// What is only planned is free in the ledger.
type Totals struct {
	Supply    int64
	Offered   int64
	Committed int64
	Free      int64
}

// Overview reads the pools of a call, to those who oversee it.
func (s *Service) Overview(ctx context.Context, who actor.Actor, callID string) (o Overview, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if err := overseen(tx, who, callID); err != nil {
			return err
		}
		o, err = overview(tx, callID)
		return err
	})
	return o, err
}

func overview(tx *store.Tx, callID string) (Overview, error) {
	pools, err := poolsOf(tx, callID)
	if err != nil {
		return Overview{}, err
	}
	views, err := poolViews(tx, pools)
	if err != nil {
		return Overview{}, err
	}
	balances, err := ledger.Balances(tx, callID, 0)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Pools: make([]PoolOverview, 0, len(views)), Accounts: []Account{}}
	for _, view := range views {
		holds, err := holdsOn(tx, []string{view.ID})
		if err != nil {
			return Overview{}, err
		}
		o.Pools = append(o.Pools, PoolOverview{PoolView: view, Periods: view.periods(holds)})
		if err := o.count(view, holds); err != nil {
			return Overview{}, err
		}
	}
	for i := range o.Accounts {
		o.Accounts[i].compare(balances)
	}
	return o, nil
}

// periods cuts the time from the pool's first window to its last.
func (v PoolView) periods(holds []hold) []Period {
	windows := spansOf(v.Windows)
	if len(windows) == 0 {
		return []Period{}
	}
	whole := span{from: windows[0].from, until: windows[0].until}
	for _, w := range windows {
		whole.from, whole.until = min(whole.from, w.from), max(whole.until, w.until)
	}
	held := map[Status][]span{}
	all := []span{}
	for _, h := range holds {
		s, _ := v.holds(windows, h.span())
		held[h.Status] = append(held[h.Status], s)
		all = append(all, s)
	}
	out := []Period{}
	for _, s := range stretches(whole, windows, all) {
		if s.capacity == 0 {
			continue
		}
		out = append(out, Period{
			From: s.from, Until: s.until, Capacity: s.capacity, Free: s.free(),
			Planned: unitsAt(held[""], s.from), Offered: unitsAt(held[Open], s.from), Committed: unitsAt(held[Answered], s.from),
		})
	}
	return out
}

// count adds the windows and lines of a pool to the account of its unit.
func (o *Overview) count(v PoolView, holds []hold) error {
	at := slices.IndexFunc(o.Accounts, func(a Account) bool { return a.Unit == v.ledgerUnit() })
	if at < 0 {
		at = len(o.Accounts)
		o.Accounts = append(o.Accounts, Account{Unit: v.ledgerUnit()})
	}
	a := &o.Accounts[at]
	a.PoolIDs = append(a.PoolIDs, v.ID)
	for _, w := range spansOf(v.Windows) {
		amount, err := v.amount(w)
		if err != nil {
			return err
		}
		a.Lines.Supply += amount
		a.Lines.Free += amount
	}
	for _, h := range holds {
		amount, err := v.amount(h.span())
		if err != nil {
			return err
		}
		a.Lines.hold(h.Status, amount)
	}
	return nil
}

func (t *Totals) hold(status Status, amount int64) {
	switch status {
	case Open:
		t.Offered += amount
		t.Free -= amount
	case Answered:
		t.Committed += amount
		t.Free -= amount
	case Expired:
	}
}

func (a *Account) compare(balances []ledger.Balance) {
	for _, b := range balances {
		if b.Unit != a.Unit {
			continue
		}
		switch b.AccountKind {
		case ledger.Supply:
			a.Ledger.Supply -= b.Amount // what came in stands below zero
		case ledger.Offered:
			a.Ledger.Offered += b.Amount
		case ledger.Committed:
			a.Ledger.Committed += b.Amount
		case ledger.Free:
			a.Ledger.Free += b.Amount
		default:
		}
	}
	a.Agree = a.Lines == a.Ledger
}
