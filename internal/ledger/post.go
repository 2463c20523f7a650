package ledger

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// kindReversal is the kind of every posting that takes another one back.
const kindReversal = "reversal"

var (
	errUnnamed  = errors.New("ledger: a posting needs a call and a kind")
	errOverflow = fault.New(fault.Invalid, "ledger.overflow")
)

// Post writes a posting and gives its id. It refuses one that is empty
// (ledger.empty), moves nothing on an account (ledger.zero_amount), names an
// account that cannot be (ledger.unknown_account), does not sum to zero in a
// unit (ledger.unbalanced), or whose sums or balances no int64 holds
// (ledger.overflow).
func Post(tx *store.Tx, who actor.Actor, p Posting) (string, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	if err := lock(tx, p.CallID); err != nil {
		return "", err
	}
	return write(tx, who, p, nil)
}

// Reverse writes the opposite of a posting and gives the new one's id. A posting
// is reversed once: ledger.already_reversed (Conflict), ledger.posting_not_found.
func Reverse(tx *store.Tx, who actor.Actor, postingID, memo string) (string, error) {
	original, err := postingByID(tx, postingID)
	if err != nil {
		return "", err
	}
	if err := lock(tx, original.CallID); err != nil {
		return "", err
	}
	reversed, err := isReversed(tx, postingID)
	if err != nil {
		return "", err
	}
	if reversed {
		return "", fault.New(fault.Conflict, "ledger.already_reversed")
	}
	opposite := Posting{CallID: original.CallID, Kind: kindReversal, Reference: original.Reference, Memo: memo}
	for _, e := range original.Entries {
		e.Amount = -e.Amount
		opposite.Entries = append(opposite.Entries, e)
	}
	return write(tx, who, opposite, &postingID)
}

// lock lets the postings of a call be written one at a time, so that a balance
// that was checked is the balance that is added to.
func lock(tx *store.Tx, callID string) error { return tx.Serialize("ledger:" + callID) }

func (p Posting) check() error {
	switch {
	case p.CallID == "" || p.Kind == "":
		return errUnnamed
	case len(p.Entries) == 0:
		return fault.New(fault.Invalid, "ledger.empty")
	}
	sums := map[Unit]int64{}
	for _, e := range p.Entries {
		if err := e.check(); err != nil {
			return err
		}
		sum, fits := add(sums[e.Unit], e.Amount)
		if !fits {
			return errOverflow
		}
		sums[e.Unit] = sum
	}
	for unit, sum := range sums {
		if sum != 0 {
			return fault.New(fault.Invalid, "ledger.unbalanced", fault.Args{"unit": string(unit), "sum": sum})
		}
	}
	return nil
}

func (e Entry) check() error {
	switch {
	case e.Amount == 0:
		return fault.New(fault.Invalid, "ledger.zero_amount")
	case e.Amount == math.MinInt64: // could not be reversed
		return errOverflow
	case !e.Unit.known() || !slices.Contains(AccountKinds, e.AccountKind):
		return fault.New(fault.Invalid, "ledger.unknown_account",
			fault.Args{"unit": string(e.Unit), "account": string(e.AccountKind)})
	}
	return nil
}

// add is a + b, and whether an int64 holds it.
func add(a, b int64) (sum int64, fits bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0)
}

func write(tx *store.Tx, who actor.Actor, p Posting, reverses *string) (string, error) {
	row := postingRow{
		ID: store.NewID(), CallID: p.CallID, Kind: p.Kind, Reference: p.Reference, Memo: p.Memo,
		Reverses: reverses, PostedBy: who.PersonID, PostedAt: tx.Now(),
	}
	if err := insertPosting(tx, row); err != nil {
		return "", err
	}
	touched := map[string]bool{}
	for _, e := range p.Entries {
		account, err := accountOf(tx, p.CallID, e)
		if err != nil {
			return "", err
		}
		if err := insertEntry(tx, entryRow{ID: store.NewID(), PostingID: row.ID, AccountID: account, Amount: e.Amount}); err != nil {
			return "", err
		}
		touched[account] = true
	}
	for account := range touched {
		if err := mustHold(tx, account); err != nil {
			return "", err
		}
	}
	return row.ID, record(tx, who, row, p.Entries)
}

// mustHold refuses a balance that no int64 holds: it would be read back wrong.
func mustHold(tx *store.Tx, accountID string) error {
	high, low, err := halves(tx, accountID)
	if err != nil {
		return err
	}
	if _, fits := join(high, low); !fits {
		return errOverflow
	}
	return nil
}

func record(tx *store.Tx, who actor.Actor, row postingRow, entries []Entry) error {
	lines := make([]map[string]string, 0, len(entries))
	for _, e := range entries {
		lines = append(lines, map[string]string{
			"unit": string(e.Unit), "account": string(e.AccountKind), "team_id": e.TeamID,
			"amount": strconv.FormatInt(e.Amount, 10), // more digits than a JSON number keeps
		})
	}
	details := map[string]any{"kind": row.Kind, "reference": row.Reference, "entries": lines}
	if row.Reverses != nil {
		details["reverses"] = *row.Reverses
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "ledger.posted", ObjectKind: "posting", ObjectID: row.ID, CallID: row.CallID, Details: details,
	})
	return err
}
