package grant

import (
	"wbl/internal/actor"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

// move is what one line of an offer moves from one account to another.
type move struct {
	from, to ledger.AccountKind
	units    int64
}

// post writes into the ledger what an act on an offer moves; moves gives it for
// each line. An act that moves nothing, which none does, is refused there.
func post(tx *store.Tx, who actor.Actor, o OfferView, kind string, moves func(OfferLineView) []move) error {
	entries := []ledger.Entry{}
	for _, l := range o.Lines {
		for _, m := range moves(l) {
			found, err := entriesOf(o.TeamID, l, m)
			if err != nil {
				return err
			}
			entries = append(entries, found...)
		}
	}
	_, err := ledger.Post(tx, who, ledger.Posting{
		CallID: o.CallID, Kind: kind, Reference: o.ID, Memo: o.TeamName, Entries: entries,
	})
	return err
}

func entriesOf(teamID string, l OfferLineView, m move) ([]ledger.Entry, error) {
	if m.units == 0 {
		return nil, nil
	}
	p := l.pool()
	amount, err := p.amount(span{from: l.FromAt, until: l.UntilAt, units: m.units})
	return []ledger.Entry{
		{Unit: p.ledgerUnit(), AccountKind: m.from, TeamID: owner(m.from, teamID), Amount: -amount},
		{Unit: p.ledgerUnit(), AccountKind: m.to, TeamID: owner(m.to, teamID), Amount: amount},
	}, err
}

// owner is the team on whose account units stand; what is free is nobody's.
func owner(kind ledger.AccountKind, teamID string) string {
	if kind == ledger.Free {
		return ""
	}
	return teamID
}

func offering(l OfferLineView) []move {
	return []move{{from: ledger.Free, to: ledger.Offered, units: l.Offered}}
}

func answering(l OfferLineView) []move {
	return []move{
		{from: ledger.Offered, to: ledger.Committed, units: l.Accepted},
		{from: ledger.Offered, to: ledger.Free, units: l.Offered - l.Accepted},
	}
}

func expiring(l OfferLineView) []move {
	return []move{{from: ledger.Offered, to: ledger.Free, units: l.Offered}}
}
