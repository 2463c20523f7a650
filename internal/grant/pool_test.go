package grant_test

import (
	"testing"

	"wbl/internal/fault"
	"wbl/internal/grant"
	"wbl/internal/ledger"
)

func TestAPoolTakesItsKindAndStepFromTheCall(t *testing.T) {
	w := newWorld(t, 0)
	p := w.pool(t, "b200", window(august, january, 1024))
	equal(t, []any{string(p.Kind), p.Unit, p.UnitSize, p.CallID, len(p.Windows)}, []any{"gpu", "장", int64(8), callID, 1})
	seconds := int64(january-august) / 1_000_000
	equal(t, w.balance(t, ledger.GPUSeconds(p.ID), ledger.Free, ""), 1024*seconds)
	equal(t, w.balance(t, ledger.GPUSeconds(p.ID), ledger.Supply, ""), -1024*seconds)

	money := w.pool(t, "money", window(august, january, 14_000_000_000), window(january, july, 10_000_000_000))
	equal(t, w.balance(t, ledger.Won, ledger.Free, ""), int64(24_000_000_000))
	talent := w.pool(t, "talent", window(august, january, 3))
	equal(t, w.balance(t, ledger.PoolUnits(talent.ID), ledger.Free, ""), int64(3))

	pools, err := w.grants.Pools(ctx, w.admin(), callID)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	for _, p := range pools {
		names[p.ID] = len(p.Windows)
	}
	equal(t, names, map[string]int{p.ID: 1, money.ID: 2, talent.ID: 1})
	for _, action := range []string{"grant.pool_created", "grant.window_added", "ledger.posted"} {
		if n := w.count(t, "audit_acts", "action = ? AND person_id = 'admin' AND call_id = ?", action, callID); n < 3 {
			t.Errorf("%d acts %s", n, action)
		}
	}
}

func TestCreatePoolNamesEveryProblem(t *testing.T) {
	w := newWorld(t, 0)
	_, err := w.grants.CreatePool(ctx, w.admin(), grant.PoolInput{
		CallID: callID, ResourceKey: "coffee", ProviderOrganisationID: "nobody", UnitSize: -8,
		Windows: []grant.WindowInput{
			window(january, august, 8), window(august, january, 0),
			{},
			window(august+1, january, 8), window(august, january, 1<<53),
		},
	})
	equal(t, fields(err), []string{
		"body.resource_key grant.resource_unknown",
		"body.provider_organisation_id grant.provider_unknown",
		"body.name input.required",
		"body.provider input.required",
		"body.unit input.required",
		"body.unit_size input.out_of_range",
		"body.windows[0].until grant.period_backwards",
		"body.windows[1].capacity input.out_of_range",
		"body.windows[2].from input.required",
		"body.windows[2].until input.required",
		"body.windows[2].capacity input.out_of_range",
		"body.windows[3].from grant.period_not_whole_seconds",
		"body.windows[4].capacity input.out_of_range",
	})
	_, err = w.grants.CreatePool(ctx, w.admin(), grant.PoolInput{CallID: callID, ResourceKey: "b200", Name: "B200", Provider: "공급처"})
	equal(t, fields(err), []string{"body.windows input.required"})
	equal(t, w.count(t, "pools", "1 = 1"), int64(0))
}

func TestWindowsOfWhatIsUsedUpAreTheSameOrApart(t *testing.T) {
	w := newWorld(t, 0)
	money := w.pool(t, "money", window(august, january, 10))
	_, err := w.grants.AddWindow(ctx, w.admin(), money.ID, window(october, july, 5))
	equal(t, fields(err), []string{"body.from grant.periods_overlap"})
	for _, in := range []grant.WindowInput{window(january, july, 5), window(august, january, 5)} {
		if _, err := w.grants.AddWindow(ctx, w.admin(), money.ID, in); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, w.balance(t, ledger.Won, ledger.Free, ""), int64(20))
	_, err = w.grants.CreatePool(ctx, w.admin(), grant.PoolInput{
		CallID: callID, ResourceKey: "money", Name: "예산", Provider: "정부",
		Windows: []grant.WindowInput{window(august, january, 5), window(october, july, 5)},
	})
	equal(t, fields(err), []string{"body.windows[1].from grant.periods_overlap"})
}

// A year of 1,024 GPUs fits easily; what no int64 holds is refused whole.
func TestSuppliesBeyondTheLedgerAreRefused(t *testing.T) {
	w := newWorld(t, 0)
	year := w.pool(t, "b200", window(month(2026, 1), month(2027, 1), 1024))
	equal(t, w.balance(t, ledger.GPUSeconds(year.ID), ledger.Free, ""), int64(1024*365*24*3600))
	_, err := w.grants.AddWindow(ctx, w.admin(), year.ID, window(month(2026, 1), month(2027, 1), 1<<53-1))
	wantCode(t, err, "grant.amount_too_large")
	const large = 1 << 38 // times the seconds of a year: just under the largest int64
	if _, err := w.grants.AddWindow(ctx, w.admin(), year.ID, window(month(2027, 1), month(2028, 1), large)); err != nil {
		t.Fatal(err)
	}
	_, err = w.grants.AddWindow(ctx, w.admin(), year.ID, window(month(2028, 1), month(2029, 1), large))
	wantCode(t, err, "ledger.overflow")
	equal(t, w.count(t, "pool_windows", "1 = 1"), int64(2))
	equal(t, fault.KindOf(err), fault.Invalid)
}
