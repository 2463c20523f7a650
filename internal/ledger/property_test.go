package ledger_test

import (
	"math/big"
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

func (m model) holdable(p ledger.Posting, now clock.Instant) bool {
	m.postings, m.at = append(m.postings[:len(m.postings):len(m.postings)], p), append(m.at[:len(m.at):len(m.at)], now)
	for _, sum := range m.balances(now) {
		if !sum.IsInt64() {
			return false
		}
	}
	return true
}

// randomPosting balances in each unit by drawing all amounts but the last.
func randomPosting(rt *rapid.T, callID string) (p ledger.Posting, balanced bool) {
	p = ledger.Posting{CallID: callID, Kind: "test", Reference: "reference"}
	units := []ledger.Unit{ledger.Won, ledger.GPUSeconds("a"), ledger.PoolUnits("b")}
	amounts := rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64())
	for _, unit := range rapid.SliceOfNDistinct(rapid.SampledFrom(units), 1, 3, rapid.ID).Draw(rt, "units") {
		rest := new(big.Int)
		account := func(amount int64) ledger.Entry {
			return ledger.Entry{
				Unit: unit, Amount: amount, AccountKind: rapid.SampledFrom(ledger.AccountKinds).Draw(rt, "kind"),
				TeamID: rapid.SampledFrom([]string{"", "t1", "t2"}).Draw(rt, "team"),
			}
		}
		for range rapid.IntRange(1, 3).Draw(rt, "entries") {
			e := account(amounts.Draw(rt, "amount"))
			rest.Sub(rest, big.NewInt(e.Amount))
			p.Entries = append(p.Entries, e)
		}
		if !rest.IsInt64() {
			return p, false
		}
		p.Entries = append(p.Entries, account(rest.Int64()))
	}
	return p, true
}

// Whatever is posted and reversed: each unit sums to zero over all accounts at
// every moment, every balance is that of the model, and what is refused leaves
// no trace.
func TestRandomBooksBalanceAtEveryMoment(t *testing.T) {
	w := newWorld(t)
	number := 0
	rapid.Check(t, func(rt *rapid.T) {
		number++
		w.call = w.newCall(t, "random-"+time.Duration(number).String())
		m, ids := model{}, []string{}
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			w.clock.Advance(time.Duration(rapid.IntRange(0, 2).Draw(rt, "pause")) * time.Microsecond)
			if len(ids) > 0 && rapid.Bool().Draw(rt, "reverse") {
				w.reverseOne(rt, &m, &ids)
				continue
			}
			p, balanced := randomPosting(rt, w.call)
			id, err := w.post(p)
			if (err == nil) && (!balanced || !m.holdable(p, w.clock.Now())) {
				rt.Fatalf("taken: %+v", p)
			}
			if fault.CodeOf(err) == "ledger.unbalanced" && balanced {
				rt.Fatalf("refused as unbalanced: %+v", p)
			}
			if err == nil {
				m.postings, m.at, ids = append(m.postings, p), append(m.at, w.clock.Now()), append(ids, id)
			}
		}
		for _, at := range append(m.at, w.clock.Now()) {
			compare(rt, w.balances(t, at), m.balances(at))
		}
	})
}

func (w *world) reverseOne(rt *rapid.T, m *model, ids *[]string) {
	i := rapid.IntRange(0, len(*ids)-1).Draw(rt, "which")
	opposite := ledger.Posting{CallID: w.call}
	for _, e := range m.postings[i].Entries {
		e.Amount = -e.Amount
		opposite.Entries = append(opposite.Entries, e)
	}
	id, err := w.reverse((*ids)[i])
	switch fault.CodeOf(err) {
	case "ledger.already_reversed", "ledger.overflow":
		return
	}
	if err != nil {
		rt.Fatal(err)
	}
	m.postings, m.at, *ids = append(m.postings, opposite), append(m.at, w.clock.Now()), append(*ids, id)
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
