package grant_test

import (
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

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

// history drives random acts; what each may answer is checked by the model that
// the database itself is after every step.
type history struct {
	*world
	pools   []grant.PoolView
	teams   int
	pending map[int]grant.AwardView
	offered map[int]grant.OfferView
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
	o, open := h.offered[i]
	open = open && h.clock.Now() < o.ExpiresAt+clock.Minute
	a, err := h.award(i, lines...)
	switch {
	case busy || open:
		if fault.CodeOf(err) != "grant.award_pending" {
			rt.Fatalf("error %v, want grant.award_pending", err)
		}
	case err == nil:
		h.pending[i] = a
		delete(h.offered, i)
	case fault.CodeOf(err) != "grant.over_capacity":
		rt.Fatal(err)
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
	if want == "" {
		delete(h.offered, i)
	}
}

func must(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

// Whatever is awarded, withdrawn, offered, answered, left to expire or supplied:
// after each step nothing is overbooked and lines and ledger agree.
func TestRandomHistoriesStayConsistent(t *testing.T) {
	base := newWorld(t, 3)
	rapid.Check(t, func(rt *rapid.T) {
		base.reset(t)
		h := &history{world: base, teams: 3, pending: map[int]grant.AwardView{}, offered: map[int]grant.OfferView{}}
		h.pools = []grant.PoolView{
			h.pool(t, "b200", window(august, december, 64), window(october, january, 32)),
			h.pool(t, "money", window(august, january, 80)),
			h.pool(t, "talent", window(august, january, 24)),
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
