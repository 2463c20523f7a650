// Package ledger owns the book of a call: double entry in each unit of account,
// with accounts that come into being on first use. It must never change or
// delete a posting, and never let one in that does not sum to zero in each unit:
// a correction is another posting that reverses.
package ledger

import (
	"context"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Unit is what an account counts, always in whole numbers.
type Unit string

const (
	// Won is Korean won, of all the money of a call.
	Won Unit = "won"

	gpuSecond = "gpu_second:"
	poolUnit  = "unit:"
)

// GPUSeconds counts one GPU of the pool for one second. Units of a pool alone do
// not add up over time; GPU-seconds do.
func GPUSeconds(poolID string) Unit { return Unit(gpuSecond + poolID) }

// PoolUnits counts what the pool itself counts, such as persons or data sets.
func PoolUnits(poolID string) Unit { return Unit(poolUnit + poolID) }

func (u Unit) known() bool {
	for _, prefix := range []string{gpuSecond, poolUnit} {
		if rest, found := strings.CutPrefix(string(u), prefix); found {
			return rest != ""
		}
	}
	return u == Won
}

// AccountKind says what has become of the units on an account.
type AccountKind string

// The kinds of account. Supply is where units come in, so that it stands as far
// below zero as all the others together stand above it.
const (
	Supply      AccountKind = "supply"
	Free        AccountKind = "free"
	Offered     AccountKind = "offered"
	Committed   AccountKind = "committed"
	Delivered   AccountKind = "delivered"
	Used        AccountKind = "used"
	Lost        AccountKind = "lost" // late or broken supply
	Returned    AccountKind = "returned"
	Recovered   AccountKind = "recovered"
	Transferred AccountKind = "transferred"
)

// AccountKinds in the order in which units go through them.
var AccountKinds = []AccountKind{
	Supply, Free, Offered, Committed, Delivered, Used, Lost, Returned, Recovered, Transferred,
}

// Entry is one line of a posting: an amount that comes to an account, or leaves
// it when negative. TeamID is empty on accounts that belong to no team.
type Entry struct {
	Unit        Unit        `json:"unit"`
	AccountKind AccountKind `json:"account_kind"`
	TeamID      string      `json:"team_id"`
	Amount      int64       `json:"amount"`
}

// Posting is what is to be written: Kind names the act and Reference its object.
type Posting struct {
	CallID    string
	Kind      string
	Reference string
	Memo      string
	Entries   []Entry
}

// Recorded is a posting as it stands in the book.
type Recorded struct {
	ID         string
	CallID     string
	Kind       string
	Reference  string
	Memo       string
	Reverses   string // the posting that this one takes back, or ""
	ReversedBy string // the posting that takes this one back, or ""
	PostedBy   string // empty: the program itself
	PostedAt   clock.Instant
	Entries    []Entry
}

// Balance is what stands on an account.
type Balance struct {
	Unit        Unit
	AccountKind AccountKind
	TeamID      string
	Amount      int64
}

// Service lets people read the book.
type Service struct {
	store *store.Store
}

// New makes the service.
func New(s *store.Store) *Service { return &Service{store: s} }

// Postings lists the book of a call, the oldest first, beginning after the
// posting with the id after, or at the start when that is empty. Administrators
// and approvers of the call read it, and auditors once a result is released; to
// others there is no such call (call.not_found).
func (s *Service) Postings(ctx context.Context, who actor.Actor, callID, after string, limit int) (page []Recorded, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if err := mustRead(tx, who, callID); err != nil {
			return err
		}
		page, err = postings(tx, callID, after, limit)
		return err
	})
	return page, err
}

// Balances gives what stood on each account at a moment, that of the moment
// included; zero means now. The readers are those of Postings.
func (s *Service) Balances(ctx context.Context, who actor.Actor, callID string, at clock.Instant) (standing []Balance, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if err := mustRead(tx, who, callID); err != nil {
			return err
		}
		standing, err = Balances(tx, callID, at)
		return err
	})
	return standing, err
}

func mustRead(tx *store.Tx, who actor.Actor, callID string) error {
	oversees, err := team.Oversees(tx, who, callID)
	if err == nil && !oversees {
		err = fault.New(fault.NotFound, "call.not_found")
	}
	return err
}
