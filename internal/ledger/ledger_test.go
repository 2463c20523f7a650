package ledger_test

import (
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

func entry(unit ledger.Unit, kind ledger.AccountKind, team string, amount int64) ledger.Entry {
	return ledger.Entry{Unit: unit, AccountKind: kind, TeamID: team, Amount: amount}
}

func TestPostRefuses(t *testing.T) {
	w := newWorld(t)
	gpu := ledger.GPUSeconds("pool-b200")
	cases := []struct {
		name, code string
		entries    []ledger.Entry
	}{
		{"nothing", "ledger.empty", nil},
		{"an entry of zero", "ledger.zero_amount", []ledger.Entry{entry(ledger.Won, ledger.Free, "", 0)}},
		{"one side only", "ledger.unbalanced", []ledger.Entry{entry(ledger.Won, ledger.Free, "", 1)}},
		{"a won too many", "ledger.unbalanced", []ledger.Entry{
			entry(ledger.Won, ledger.Supply, "", -10), entry(ledger.Won, ledger.Free, "", 11),
		}},
		{"balance across units", "ledger.unbalanced", []ledger.Entry{
			entry(ledger.Won, ledger.Supply, "", -10), entry(gpu, ledger.Free, "", 10),
		}},
		{"one unit of two unbalanced", "ledger.unbalanced", []ledger.Entry{
			entry(ledger.Won, ledger.Supply, "", -10), entry(ledger.Won, ledger.Free, "", 10), entry(gpu, ledger.Free, "", 1),
		}},
		{"a sum that wraps around to zero", "ledger.overflow", []ledger.Entry{
			entry(ledger.Won, ledger.Free, "", math.MaxInt64), entry(ledger.Won, ledger.Used, "", math.MaxInt64),
			entry(ledger.Won, ledger.Lost, "", 2),
		}},
		{"what cannot be reversed", "ledger.overflow", []ledger.Entry{
			entry(ledger.Won, ledger.Free, "", math.MinInt64), entry(ledger.Won, ledger.Free, "", math.MaxInt64),
			entry(ledger.Won, ledger.Free, "", 1),
		}},
		{"an unknown account", "ledger.unknown_account", []ledger.Entry{
			entry(ledger.Won, "pocket", "", -1), entry(ledger.Won, ledger.Free, "", 1),
		}},
		{"an unknown unit", "ledger.unknown_account", []ledger.Entry{
			entry("dollar", ledger.Supply, "", -1), entry("dollar", ledger.Free, "", 1),
		}},
		{"a unit of no pool", "ledger.unknown_account", []ledger.Entry{
			entry(ledger.GPUSeconds(""), ledger.Supply, "", -1), entry(ledger.GPUSeconds(""), ledger.Free, "", 1),
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.post(ledger.Posting{CallID: w.call, Kind: "supply", Entries: c.entries})
			if fault.CodeOf(err) != c.code {
				t.Errorf("error %v, want %s", err, c.code)
			}
		})
	}
	if _, err := w.post(ledger.Posting{CallID: w.call, Entries: w.supply(ledger.Won, 1).Entries}); err == nil {
		t.Error("a posting without a kind was taken")
	}
	equal(t, w.balances(t, 0), []ledger.Balance{})
}

func TestABalanceThatNoIntegerHoldsIsRefused(t *testing.T) {
	w := newWorld(t)
	if _, err := w.post(w.supply(ledger.Won, math.MaxInt64)); err != nil {
		t.Fatal(err)
	}
	_, err := w.post(w.supply(ledger.Won, 1))
	if fault.CodeOf(err) != "ledger.overflow" {
		t.Errorf("error %v, want ledger.overflow", err)
	}
	equal(t, w.balances(t, 0), []ledger.Balance{
		{Unit: ledger.Won, AccountKind: ledger.Supply, Amount: -math.MaxInt64},
		{Unit: ledger.Won, AccountKind: ledger.Free, Amount: math.MaxInt64},
	})
}

func TestBalancesAtAnyPastMoment(t *testing.T) {
	w := newWorld(t)
	start := w.clock.Now()
	if _, err := w.post(w.supply(ledger.Won, 14_000_000_000)); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(time.Hour)
	offer := ledger.Posting{CallID: w.call, Kind: "offer", Reference: "offer-1", Entries: []ledger.Entry{
		entry(ledger.Won, ledger.Free, "", -2_800_000_000), entry(ledger.Won, ledger.Offered, "team-1", 2_800_000_000),
	}}
	if _, err := w.post(offer); err != nil {
		t.Fatal(err)
	}
	before := []ledger.Balance{
		{Unit: ledger.Won, AccountKind: ledger.Supply, Amount: -14_000_000_000},
		{Unit: ledger.Won, AccountKind: ledger.Free, Amount: 14_000_000_000},
	}
	after := []ledger.Balance{
		{Unit: ledger.Won, AccountKind: ledger.Supply, Amount: -14_000_000_000},
		{Unit: ledger.Won, AccountKind: ledger.Free, Amount: 11_200_000_000},
		{Unit: ledger.Won, AccountKind: ledger.Offered, TeamID: "team-1", Amount: 2_800_000_000},
	}
	equal(t, w.balances(t, start-1), []ledger.Balance{})
	equal(t, w.balances(t, start), before)
	equal(t, w.balances(t, start+clock.Hour-1), before)
	equal(t, w.balances(t, start+clock.Hour), after)
	equal(t, w.balances(t, 0), after)
}

func TestReverseOnce(t *testing.T) {
	w := newWorld(t)
	original, err := w.post(w.supply(ledger.Won, 500))
	if err != nil {
		t.Fatal(err)
	}
	reversal, err := w.reverse(original)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.reverse(original); fault.CodeOf(err) != "ledger.already_reversed" {
		t.Errorf("error %v, want ledger.already_reversed", err)
	}
	if _, err := w.reverse("missing"); fault.CodeOf(err) != "ledger.posting_not_found" {
		t.Errorf("error %v, want ledger.posting_not_found", err)
	}
	book, err := w.book.Postings(ctx, w.who, w.call, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]ledger.Recorded{}
	for _, p := range book {
		byID[p.ID] = p
	}
	equal(t, len(book), 2)
	equal(t, byID[original].ReversedBy, reversal)
	equal(t, byID[reversal].Reverses, original)
	equal(t, byID[original].Entries, []ledger.Entry{entry(ledger.Won, ledger.Free, "", 500), entry(ledger.Won, ledger.Supply, "", -500)})
	equal(t, byID[reversal].Entries, []ledger.Entry{entry(ledger.Won, ledger.Free, "", -500), entry(ledger.Won, ledger.Supply, "", 500)})
}

func TestTheBookIsReadPageByPage(t *testing.T) {
	w := newWorld(t)
	want := []string{}
	for range 7 {
		id, err := w.post(w.supply(ledger.Won, 10))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, id)
		w.clock.Advance(time.Second)
	}
	got, after := []string{}, ""
	for range 3 {
		page, err := w.book.Postings(ctx, w.who, w.call, after, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page {
			got = append(got, p.ID)
		}
		after = got[len(got)-1]
	}
	equal(t, got, want)
	elsewhere, err := w.book.Postings(ctx, w.who, w.call, "posting-of-another-call", 3)
	equal(t, len(elsewhere), 0)
	equal(t, err, nil)
}

func TestWhoReadsTheBook(t *testing.T) {
	w := newWorld(t)
	other := w.newCall(t, "second")
	holds := func(role actor.Role, kind actor.ScopeKind, id string) actor.Actor {
		return actor.Actor{PersonID: "somebody", Grants: []actor.Grant{{Role: role, ScopeKind: kind, ScopeID: id}}}
	}
	check := func(name string, who actor.Actor, want string) {
		t.Helper()
		_, err := w.book.Postings(ctx, who, w.call, "", 10)
		if fault.CodeOf(err) != want {
			t.Errorf("%s: postings: error %v, want %q", name, err, want)
		}
		_, err = w.book.Balances(ctx, who, w.call, 0)
		if fault.CodeOf(err) != want {
			t.Errorf("%s: balances: error %v, want %q", name, err, want)
		}
	}
	auditor := holds(actor.Auditor, actor.Installation, "")
	check("administrator", w.who, "")
	check("approver", holds(actor.Approver, actor.Call, w.call), "")
	check("another call's administrator", holds(actor.Administrator, actor.Call, other), "call.not_found")
	check("team lead", holds(actor.Lead, actor.Team, "team-1"), "call.not_found")
	check("judge", holds(actor.Judge, actor.Stage, w.stage), "call.not_found")
	check("organiser", holds(actor.Organiser, actor.Installation, ""), "call.not_found")
	check("operator", holds(actor.Operator, actor.Installation, ""), "call.not_found")
	check("nobody", actor.Actor{}, "call.not_found")
	check("auditor before the release", auditor, "call.not_found")
	w.write(t, func(tx *store.Tx) error {
		return tx.DB().Exec("UPDATE stages SET phase = 'released' WHERE id = ?", w.stage).Error
	})
	check("auditor after the release", auditor, "")
	_, missing := w.book.Postings(ctx, w.who, "call-missing", "", 10)
	equal(t, fault.CodeOf(missing), "call.not_found")
}

func TestEachPostingIsAudited(t *testing.T) {
	w := newWorld(t)
	id, err := w.post(w.supply(ledger.Won, math.MaxInt64))
	if err != nil {
		t.Fatal(err)
	}
	var acts []struct{ Action, CallID, PersonID, Details string }
	w.read(t, func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("object_kind = 'posting' AND object_id = ?", id).Find(&acts).Error
	})
	if len(acts) != 1 || acts[0].Action != "ledger.posted" || acts[0].CallID != w.call || acts[0].PersonID != w.who.PersonID ||
		!strings.Contains(acts[0].Details, `"9223372036854775807"`) {
		t.Errorf("acts %+v", acts)
	}
}

// Many at once post to accounts that do not exist yet, and reverse one posting.
func TestPostingsRunningTogether(t *testing.T) {
	w := newWorld(t)
	const writers = 24
	original, err := w.post(w.supply(ledger.Won, 1000))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	reversed, failed := make(chan string, writers), make(chan error, writers)
	for range writers {
		group.Go(func() {
			if _, err := w.post(w.supply(ledger.GPUSeconds("pool-new"), 8)); err != nil {
				failed <- err
			}
		})
		group.Go(func() {
			id, err := w.reverse(original)
			switch {
			case err == nil:
				reversed <- id
			case fault.CodeOf(err) != "ledger.already_reversed":
				failed <- err
			}
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	equal(t, len(reversed), 1)
	equal(t, w.balances(t, 0), []ledger.Balance{
		{Unit: ledger.GPUSeconds("pool-new"), AccountKind: ledger.Supply, Amount: -8 * writers},
		{Unit: ledger.GPUSeconds("pool-new"), AccountKind: ledger.Free, Amount: 8 * writers},
		{Unit: ledger.Won, AccountKind: ledger.Supply},
		{Unit: ledger.Won, AccountKind: ledger.Free},
	})
}
