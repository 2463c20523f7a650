package grant_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/grant"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

// consistent fails unless no pool is over capacity at any moment, lines and
// ledger tell the same, and each unit of the ledger sums to zero.
func (w *world) consistent(tb rapid.TB) {
	tb.Helper()
	o, err := w.grants.Overview(ctx, w.admin(), callID)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range o.Pools {
		for _, period := range p.Periods {
			if period.Free < 0 || period.Capacity != period.Planned+period.Offered+period.Committed+period.Free {
				tb.Fatalf("%s: %+v", p.Name, period)
			}
		}
	}
	for _, a := range o.Accounts {
		if !a.Agree || a.Ledger.Supply != a.Ledger.Offered+a.Ledger.Committed+a.Ledger.Free {
			tb.Fatalf("lines and ledger differ: %+v", a)
		}
	}
	sums := map[ledger.Unit]int64{}
	err = w.store.Read(ctx, func(tx *store.Tx) error {
		balances, err := ledger.Balances(tx, callID, 0)
		for _, b := range balances {
			sums[b.Unit] += b.Amount
			if b.AccountKind != ledger.Supply && b.Amount < 0 {
				tb.Fatalf("below zero: %+v", b)
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	for unit, sum := range sums {
		if sum != 0 {
			tb.Fatalf("%s sums to %d", unit, sum)
		}
	}
}

// fifty teams ask at once for a pool with room for twenty.
func TestParallelAwardsNeverOverbook(t *testing.T) {
	const teams, room = 50, 20
	w := newWorld(t, teams)
	p := w.pool(t, "b200", window(august, january, 8*room))
	var group sync.WaitGroup
	results := make(chan error, teams)
	for i := range teams {
		group.Go(func() {
			a, err := w.award(i+1, line(p, august, january, 8))
			if err == nil {
				_, err = w.grants.MakeOffer(ctx, w.admin(), a.ID, grant.OfferInput{})
			}
			results <- err
		})
	}
	group.Wait()
	close(results)
	codes := map[string]int{}
	for err := range results {
		codes[fault.CodeOf(err)]++
		if err != nil && fault.CodeOf(err) == "" {
			t.Error(err)
		}
	}
	equal(t, codes, map[string]int{"": room, "grant.over_capacity": teams - room})
	equal(t, w.balance(t, ledger.GPUSeconds(p.ID), ledger.Free, ""), int64(0))
	w.consistent(t)
}

// One lead answers in many tabs at once while the offer is being released: just
// one of all of them wins.
func TestParallelAnswersAndExpiry(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 64))
	o := w.offer(t, 1, line(p, august, january, 64))
	who := w.lead(1)
	who.Arrival = o.ExpiresAt - 1
	w.clock.Set(o.ExpiresAt + clock.Minute)
	var group sync.WaitGroup
	answers := make(chan error, 16)
	for i := range cap(answers) {
		group.Go(func() {
			_, err := w.grants.Answer(ctx, who, o.ID, all(o, grant.AcceptLess, int64(8+8*(i%6))))
			answers <- err
		})
	}
	group.Go(func() { w.release(t) })
	group.Wait()
	close(answers)
	won := 0
	for err := range answers {
		switch fault.CodeOf(err) {
		case "grant.offer_answered", "grant.offer_expired":
		default:
			if err != nil {
				t.Error(err)
			}
			won++
		}
	}
	expired := int(w.count(t, "offers", "status = 'expired'"))
	equal(t, won+expired, 1)
	equal(t, w.count(t, "ledger_postings", "kind IN ('answer', 'expiry')"), int64(1))
	w.consistent(t)
}

// reset takes every grant away again, which is quicker than a new database.
func (w *world) reset(tb testing.TB) {
	w.write(tb, func(tx *store.Tx) error {
		for _, table := range []string{
			"offer_lines", "offers", "award_lines", "awards", "pool_windows", "pools",
			"ledger_entries", "ledger_postings", "ledger_accounts", "jobs",
		} {
			if err := tx.DB().Exec("DELETE FROM " + table).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// seasons are the parts of the time that random lines and windows are made of.
var seasons = []clock.Instant{august, october, december}

// booking is what a team holds of a pool.
type booking struct {
	pool        string
	from, until clock.Instant
	units       int64
}

// history drives random acts, and keeps what the pools have and what teams hold
// of them in a plain list, which says what must be taken.
type history struct {
	*world
	pools     []grant.PoolView
	teams     int
	pending   map[int]grant.AwardView
	offered   map[int]grant.OfferView
	capacity  []booking
	committed []booking
}

func (h *history) supply(p grant.PoolView, windows ...grant.WindowInput) {
	for _, w := range windows {
		h.capacity = append(h.capacity, booking{p.ID, w.From, w.Until, w.Capacity})
	}
}

// held lists what teams hold now; what nobody answered in time is free again.
func (h *history) held() []booking {
	all := slices.Clone(h.committed)
	for _, a := range h.pending {
		for _, l := range a.Lines {
			all = append(all, booking{l.PoolID, l.FromAt, l.UntilAt, l.Granted})
		}
	}
	for _, o := range h.offered {
		for _, l := range o.Lines {
			if h.open(o) {
				all = append(all, booking{l.PoolID, l.FromAt, l.UntilAt, l.Offered})
			}
		}
	}
	return all
}

func (h *history) open(o grant.OfferView) bool { return h.clock.Now() < o.ExpiresAt+clock.Minute }

// fits reports whether there is room for all lines together in every season.
// What is used up is missing all the time, whenever it is given.
func (h *history) fits(lines []grant.LineInput) bool {
	held := h.held()
	for _, l := range lines {
		held = append(held, booking{l.PoolID, l.From, l.Until, l.Granted})
	}
	for _, p := range h.pools {
		for _, season := range seasons {
			if unitsIn(held, p.ID, season, p.Kind != call.GPU) > unitsIn(h.capacity, p.ID, season, false) {
				return false
			}
		}
	}
	return true
}

func unitsIn(bookings []booking, pool string, season clock.Instant, always bool) int64 {
	total := int64(0)
	for _, b := range bookings {
		if b.pool == pool && (always || b.from <= season && season < b.until) {
			total += b.units
		}
	}
	return total
}

func (h *history) step(rt *rapid.T) {
	i := rapid.IntRange(1, h.teams).Draw(rt, "team")
	switch act := rapid.SampledFrom([]string{"award", "award", "withdraw", "offer", "answer", "answer", "wait", "window"}).Draw(rt, "act"); act {
	case "award":
		h.enter(rt, i)
	case "withdraw":
		if a, ok := h.pending[i]; ok {
			must(rt, h.grants.WithdrawAward(ctx, h.admin(), a.ID))
			delete(h.pending, i)
		}
	case "offer":
		if a, ok := h.pending[i]; ok {
			o, err := h.grants.MakeOffer(ctx, h.admin(), a.ID, grant.OfferInput{})
			must(rt, err)
			h.offered[i] = o
			delete(h.pending, i)
		}
	case "answer":
		h.answer(rt, i)
	case "wait":
		h.clock.Advance(time.Duration(rapid.IntRange(1, 10).Draw(rt, "days")) * 24 * time.Hour)
	case "window":
		p := rapid.SampledFrom(h.pools).Draw(rt, "pool")
		_, err := h.grants.AddWindow(ctx, h.admin(), p.ID, window(august, january, 8))
		must(rt, err)
		h.supply(p, window(august, january, 8))
	}
}

func (h *history) enter(rt *rapid.T, i int) {
	lines := []grant.LineInput{}
	for range rapid.IntRange(1, 3).Draw(rt, "lines") {
		p := rapid.SampledFrom(h.pools).Draw(rt, "pool")
		bounds := rapid.SampledFrom([][2]clock.Instant{
			{august, january}, {august, october}, {october, december}, {december, january}, {october, january},
		}).Draw(rt, "period")
		lines = append(lines, line(p, bounds[0], bounds[1], 8*int64(rapid.IntRange(1, 6).Draw(rt, "nodes"))))
	}
	_, busy := h.pending[i]
	o, offered := h.offered[i]
	want := ""
	switch {
	case busy || offered && h.open(o):
		want = "grant.award_pending"
	case !h.fits(lines):
		want = "grant.over_capacity"
	}
	a, err := h.award(i, lines...)
	if fault.CodeOf(err) != want || want == "" && err != nil {
		rt.Fatalf("error %v, want %q", err, want)
	}
	if want == "" {
		h.pending[i] = a
		delete(h.offered, i)
	}
}

func (h *history) answer(rt *rapid.T, i int) {
	o, ok := h.offered[i]
	if !ok {
		return
	}
	in := grant.AnswerInput{}
	for _, l := range o.Lines {
		a := grant.LineAnswer{OfferLineID: l.ID, Reason: "사정", Answer: rapid.SampledFrom([]grant.Answer{grant.Accept, grant.Decline}).Draw(rt, "answer")}
		if l.Offered > 8 && rapid.Bool().Draw(rt, "less") {
			a.Answer, a.Accepted = grant.AcceptLess, 8*int64(rapid.IntRange(1, int(l.Offered/8)-1).Draw(rt, "accepted"))
		}
		in.Lines = append(in.Lines, a)
	}
	_, err := h.grants.Answer(ctx, h.lead(i), o.ID, in)
	want := ""
	if h.clock.Now() >= o.ExpiresAt {
		want = "grant.offer_expired"
	}
	if fault.CodeOf(err) != want || want == "" && err != nil {
		rt.Fatalf("error %v, want %q", err, want)
	}
	if want != "" {
		return
	}
	delete(h.offered, i)
	for n, l := range o.Lines {
		units := map[grant.Answer]int64{grant.Accept: l.Offered, grant.AcceptLess: in.Lines[n].Accepted}
		h.committed = append(h.committed, booking{l.PoolID, l.FromAt, l.UntilAt, units[in.Lines[n].Answer]})
	}
}

func must(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

// Whatever is awarded, withdrawn, offered, answered, left to expire or supplied:
// after each step nothing is overbooked and lines and ledger agree, and an award
// is refused for want of room only when there is none.
func TestRandomHistoriesStayConsistent(t *testing.T) {
	base := newWorld(t, 3)
	stock := map[string][]grant.WindowInput{
		"b200":   {window(august, december, 64), window(october, january, 32)},
		"money":  {window(august, january, 80)},
		"talent": {window(august, january, 24)},
	}
	rapid.Check(t, func(rt *rapid.T) {
		base.reset(t)
		h := &history{world: base, teams: 3, pending: map[int]grant.AwardView{}, offered: map[int]grant.OfferView{}}
		for _, resource := range []string{"b200", "money", "talent"} {
			p := h.pool(t, resource, stock[resource]...)
			h.pools = append(h.pools, p)
			h.supply(p, stock[resource]...)
		}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			h.step(rt)
			if rapid.Bool().Draw(rt, "background") {
				h.release(t)
			}
			h.consistent(rt)
		}
	})
}
