package ledger

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"wbl/internal/clock"
	"wbl/internal/store"
)

// half splits an amount for summing: sums of a million quotients and remainders
// stay far from the edge of int64, whatever the amounts are.
const half = 1 << 32

// join gives the amount that was split, and whether an int64 holds it.
func join(high, low int64) (amount int64, fits bool) {
	whole := new(big.Int).Mul(big.NewInt(high), big.NewInt(half))
	whole.Add(whole, big.NewInt(low))
	return whole.Int64(), whole.IsInt64()
}

// Balances gives what stood on each account of a call at a moment, that of the
// moment included; zero means now. Accounts are sorted by unit, kind and team;
// one that had no entry yet is left out.
func Balances(tx *store.Tx, callID string, at clock.Instant) ([]Balance, error) {
	if at.IsZero() {
		at = math.MaxInt64
	}
	sums, err := sumsAt(tx, callID, at)
	if err != nil {
		return nil, err
	}
	standing := make([]Balance, 0, len(sums))
	for _, s := range sums {
		amount, fits := join(s.High, s.Low)
		if !fits {
			return nil, errOverflow
		}
		standing = append(standing, Balance{Unit: s.Unit, AccountKind: s.Kind, TeamID: s.TeamID, Amount: amount})
	}
	slices.SortFunc(standing, func(a, b Balance) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(order(a.AccountKind), order(b.AccountKind)),
			cmp.Compare(a.TeamID, b.TeamID))
	})
	return standing, nil
}

func order(kind AccountKind) int { return slices.Index(AccountKinds, kind) }
