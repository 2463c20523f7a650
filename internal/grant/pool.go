package grant

import (
	"math/bits"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/ledger"
)

// Pool is a stock of one resource of a call, from one provider.
type Pool struct {
	ID          string
	CallID      string
	ResourceKey string // of the resource that the call announces
	Kind        call.ResourceKind
	Name        string
	Provider    string
	// ProviderOrganisationID is set where the provider is registered here. Such a
	// provider of GPUs is a supplier of them while it supplies.
	ProviderOrganisationID *string
	Unit                   string // what one unit is called: GPU, won, person
	UnitSize               int64  // the smallest step: 8 where GPUs come by the node
	CreatedBy              string
	CreatedAt              clock.Instant `gorm:"autoCreateTime:false"`
}

// TableName names the table of pools.
func (Pool) TableName() string { return "pools" }

// Window is what a pool can give in a period, in units.
type Window struct {
	ID        string
	PoolID    string
	FromAt    clock.Instant
	UntilAt   clock.Instant // the first moment at which the units are gone
	Capacity  int64
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
}

// TableName names the table of windows.
func (Window) TableName() string { return "pool_windows" }

func spansOf(windows []Window) []span {
	spans := make([]span, 0, len(windows))
	for _, w := range windows {
		spans = append(spans, span{from: w.FromAt, until: w.UntilAt, units: w.Capacity})
	}
	return spans
}

// usedUp reports whether a unit is gone once it is given, as money is. A GPU is
// only held, and another team can have it afterwards.
func (p Pool) usedUp() bool { return p.Kind != call.GPU }

// holds widens what is booked of a pool to the time for which it is missing
// there. What is used up is missing in its whole budget period: two halves of a
// year may not both spend the year's budget. ok is false when the booking lies
// in no single budget period.
func (p Pool) holds(windows []span, booked span) (held span, ok bool) {
	if !p.usedUp() {
		return booked, true
	}
	for _, w := range windows {
		if w.encloses(booked) {
			return span{from: w.from, until: w.until, units: booked.units}, true
		}
	}
	return booked, false
}

func (p Pool) ledgerUnit() ledger.Unit {
	switch p.Kind {
	case call.GPU:
		return ledger.GPUSeconds(p.ID)
	case call.Money:
		return ledger.Won
	default:
		return ledger.PoolUnits(p.ID)
	}
}

// amount is what the ledger counts for units of the pool over a period:
// GPU-seconds, and otherwise the units themselves. grant.amount_too_large when no
// int64 holds it.
func (p Pool) amount(s span) (int64, error) {
	if p.usedUp() {
		return s.units, nil
	}
	high, low := bits.Mul64(uint64(s.units), uint64((s.until-s.from)/clock.Second))
	if high > 0 || low > 1<<63-1 {
		return 0, fault.New(fault.Invalid, "grant.amount_too_large", fault.Args{"pool": p.Name})
	}
	return int64(low), nil
}
