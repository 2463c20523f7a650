package ledger_test

import (
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/ledger"
)

// key names an account in the model.
type key struct {
	unit ledger.Unit
	kind ledger.AccountKind
	team string
}

func keyOf(e ledger.Entry) key { return key{e.Unit, e.AccountKind, e.TeamID} }

// model is the book as a list that is summed with numbers of any size.
type model struct {
	postings []ledger.Posting
	at       []clock.Instant
}

func (m model) balances(at clock.Instant) map[key]*big.Int {
	sums := map[key]*big.Int{}
	for i, p := range m.postings {
		if m.at[i] > at {
			continue
		}
		for _, e := range p.Entries {
			if sums[keyOf(e)] == nil {
				sums[keyOf(e)] = new(big.Int)
			}
			sums[keyOf(e)].Add(sums[keyOf(e)], big.NewInt(e.Amount))
		}
	}
	return sums
}

// holdable reports whether an int64 holds every balance with the posting in it.
func (m model) holdable(p ledger.Posting, now clock.Instant) bool {
	for _, sum := range m.with(p, now).balances(now) {
		if !sum.IsInt64() {
			return false
		}
	}
	return true
}

func (m model) with(p ledger.Posting, now clock.Instant) model {
	return model{postings: append(slices.Clone(m.postings), p), at: append(slices.Clone(m.at), now)}
}

// refusals are the codes of all that speaks against a posting; one against which
// nothing speaks has to be taken.
func (m model) refusals(p ledger.Posting, now clock.Instant) map[string]bool {
	codes, sums := map[string]bool{}, map[ledger.Unit]*big.Int{}
	for _, e := range p.Entries {
		if sums[e.Unit] == nil {
			sums[e.Unit] = new(big.Int)
		}
		sums[e.Unit].Add(sums[e.Unit], big.NewInt(e.Amount))
		if e.Amount == 0 {
			codes["ledger.zero_amount"] = true
		}
		if e.Amount == math.MinInt64 || !sums[e.Unit].IsInt64() {
			codes["ledger.overflow"] = true
		}
	}
	for _, sum := range sums {
		if sum.Sign() != 0 {
			codes["ledger.unbalanced"] = true
		}
	}
	if !m.holdable(p, now) {
		codes["ledger.overflow"] = true
	}
	return codes
}

// randomPosting balances in most units by drawing all amounts but the last. Few
// accounts and large amounts let balances meet the edge of what can be held.
func randomPosting(rt *rapid.T, callID string) ledger.Posting {
	p := ledger.Posting{CallID: callID, Kind: "test", Reference: "reference"}
	units := []ledger.Unit{ledger.Won, ledger.GPUSeconds("a"), ledger.PoolUnits("b")}
	kinds := []ledger.AccountKind{ledger.Supply, ledger.Free, ledger.Used}
	amounts := rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64(), rapid.SampledFrom([]int64{math.MaxInt64, -math.MaxInt64, 1 << 62}))
	for _, unit := range rapid.SliceOfNDistinct(rapid.SampledFrom(units), 1, 3, rapid.ID).Draw(rt, "units") {
		rest := big.NewInt(rapid.SampledFrom([]int64{0, 0, 0, 0, 0, 1}).Draw(rt, "astray"))
		account := func(amount int64) ledger.Entry {
			return ledger.Entry{
				Unit: unit, Amount: amount, AccountKind: rapid.SampledFrom(kinds).Draw(rt, "kind"),
				TeamID: rapid.SampledFrom([]string{"", "t1"}).Draw(rt, "team"),
			}
		}
		for range rapid.IntRange(1, 3).Draw(rt, "entries") {
			e := account(amounts.Draw(rt, "amount"))
			rest.Sub(rest, big.NewInt(e.Amount))
			p.Entries = append(p.Entries, e)
		}
		if rest.IsInt64() {
			p.Entries = append(p.Entries, account(rest.Int64()))
		}
	}
	return p
}

// history drives one book and the model of it.
type history struct {
	*world
	model
	ids      []string
	reversed map[int]bool
}

func (h *history) postOne(rt *rapid.T) {
	p := randomPosting(rt, h.call)
	id, err := h.post(p)
	h.answered(rt, p, id, err, h.refusals(p, h.clock.Now()))
}

func (h *history) reverseOne(rt *rapid.T) {
	i := rapid.IntRange(0, len(h.ids)-1).Draw(rt, "which")
	p := ledger.Posting{CallID: h.call}
	for _, e := range h.postings[i].Entries {
		e.Amount = -e.Amount
		p.Entries = append(p.Entries, e)
	}
	refusals := map[string]bool{}
	if h.reversed[i] {
		refusals["ledger.already_reversed"] = true
	}
	if !h.holdable(p, h.clock.Now()) {
		refusals["ledger.overflow"] = true
	}
	id, err := h.reverse(h.ids[i])
	h.answered(rt, p, id, err, refusals)
	h.reversed[i] = h.reversed[i] || err == nil
}

// answered fails unless a posting was taken against which nothing speaks, or
// refused for something that does; the model takes what the book took.
func (h *history) answered(rt *rapid.T, p ledger.Posting, id string, err error, refusals map[string]bool) {
	switch {
	case err != nil && !refusals[fault.CodeOf(err)]:
		rt.Fatalf("refused with %v, where only %v may be said: %+v", err, refusals, p)
	case err == nil && len(refusals) > 0:
		rt.Fatalf("taken against %v: %+v", refusals, p)
	case err == nil:
		h.model, h.ids = h.with(p, h.clock.Now()), append(h.ids, id)
	}
}

// Whatever is posted and reversed: what balances and can be held is taken and
// nothing else is, each unit sums to zero over all accounts at every moment,
// every balance is that of the model, and what is refused leaves no trace.
func TestRandomBooksBalanceAtEveryMoment(t *testing.T) {
	w := newWorld(t)
	number := 0
	rapid.Check(t, func(rt *rapid.T) {
		number++
		w.call = w.newCall(t, "random-"+time.Duration(number).String())
		h := &history{world: w, reversed: map[int]bool{}}
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			w.clock.Advance(time.Duration(rapid.IntRange(0, 2).Draw(rt, "pause")) * time.Microsecond)
			if len(h.ids) > 0 && rapid.Bool().Draw(rt, "reverse") {
				h.reverseOne(rt)
			} else {
				h.postOne(rt)
			}
		}
		for _, at := range append(h.at, w.clock.Now()) {
			compare(rt, w.balances(t, at), h.model.balances(at))
		}
	})
}

func compare(rt *rapid.T, got []ledger.Balance, want map[key]*big.Int) {
	zero := map[ledger.Unit]*big.Int{}
	for _, b := range got {
		k := key{b.Unit, b.AccountKind, b.TeamID}
		if want[k] == nil || want[k].Cmp(big.NewInt(b.Amount)) != 0 {
			rt.Fatalf("balance %+v, want %v", b, want[k])
		}
		if zero[b.Unit] == nil {
			zero[b.Unit] = new(big.Int)
		}
		zero[b.Unit].Add(zero[b.Unit], big.NewInt(b.Amount))
	}
	if len(got) != len(want) {
		rt.Fatalf("%d accounts, want %d", len(got), len(want))
	}
	for unit, sum := range zero {
		if sum.Sign() != 0 {
			rt.Fatalf("%s sums to %v", unit, sum)
		}
	}
}
