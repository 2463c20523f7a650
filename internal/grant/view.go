package grant

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// AwardView is an award with its lines and, once made, its offer.
type AwardView struct {
	Award
	Lines []Line
	Offer *OfferView
}

// OfferView is an offer as its readers see it.
type OfferView struct {
	Offer
	CallID   string
	TeamID   string
	TeamName string
	Lines    []OfferLineView
}

// OfferLineView is a line of an offer with what it is of, when, and why.
type OfferLineView struct {
	OfferLine
	PoolID      string
	PoolName    string
	Provider    string
	ResourceKey string
	Kind        call.ResourceKind
	Unit        string
	UnitSize    int64
	FromAt      clock.Instant
	UntilAt     clock.Instant
	Requested   int64
	AwardReason string
}

// pool is what the ledger needs to know of the line's pool.
func (l OfferLineView) pool() Pool { return Pool{ID: l.PoolID, Name: l.PoolName, Kind: l.Kind} }

// TeamAwards is a selected team: what it asked for and what it is given.
type TeamAwards struct {
	Team     team.Team
	Requests []submission.Request
	Awards   []AwardView // the oldest first
}

// Awards lists the teams that the call has selected, by name, to those who
// oversee it. Before the last stage is released there are none.
func (s *Service) Awards(ctx context.Context, who actor.Actor, callID string) (board []TeamAwards, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if err := overseen(tx, who, callID); err != nil {
			return err
		}
		selected, err := selectedTeams(tx, callID)
		if err != nil {
			return err
		}
		board = make([]TeamAwards, len(selected))
		for i, t := range selected {
			if board[i], err = teamAwards(tx, t); err != nil {
				return err
			}
		}
		return nil
	})
	return board, err
}

func selectedTeams(tx *store.Tx, callID string) ([]team.Team, error) {
	stages, err := call.Stages(tx, callID)
	if err != nil || len(stages) == 0 || stages[len(stages)-1].Phase != call.PhaseReleased {
		return nil, err
	}
	entries, err := team.Entries(tx, stages[len(stages)-1].ID)
	selected := make([]team.Team, 0, len(entries))
	for _, e := range entries {
		if e.Outcome == team.Passed {
			selected = append(selected, e.Team)
		}
	}
	return selected, err
}

func teamAwards(tx *store.Tx, t team.Team) (of TeamAwards, err error) {
	of.Team = t
	if of.Requests, err = submission.Requests(tx, t.ID); err != nil {
		return of, err
	}
	awards, err := awardsOf(tx, t.ID)
	of.Awards = make([]AwardView, len(awards))
	for i, a := range awards {
		if of.Awards[i], err = viewAward(tx, a); err != nil {
			return of, err
		}
	}
	return of, err
}

// TeamOffers lists the offers made to a team, the newest first, to its members
// and to those who oversee the call; to others the team does not exist
// (team.not_found).
func (s *Service) TeamOffers(ctx context.Context, who actor.Actor, teamID string) (views []OfferView, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if _, _, err := team.Seen(tx, who, teamID); err != nil {
			return err
		}
		offers, err := offersTo(tx, teamID)
		if err != nil {
			return err
		}
		views = make([]OfferView, len(offers))
		for i, o := range offers {
			if views[i], err = viewOffer(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
	return views, err
}

// Offer gives one offer to the readers of TeamOffers, or grant.offer_not_found.
func (s *Service) Offer(ctx context.Context, who actor.Actor, offerID string) (view OfferView, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		view, _, err = seenOffer(tx, who, offerID)
		return err
	})
	return view, err
}

// seenOffer gives the offer and the actor's role in its team.
func seenOffer(tx *store.Tx, who actor.Actor, offerID string) (view OfferView, role string, err error) {
	o, err := offerByID(tx, offerID)
	if err != nil {
		return OfferView{}, "", err
	}
	if view, err = viewOffer(tx, o); err != nil {
		return OfferView{}, "", err
	}
	if _, role, err = team.Seen(tx, who, view.TeamID); err == nil {
		return view, role, nil
	}
	if fault.KindOf(err) == fault.NotFound {
		err = errOfferNotFound()
	}
	return OfferView{}, "", err
}

func viewAward(tx *store.Tx, a Award) (AwardView, error) {
	lines, err := linesOf(tx, a.ID)
	if err != nil {
		return AwardView{}, err
	}
	view := AwardView{Award: a, Lines: lines}
	o, offered, err := offerOf(tx, a.ID)
	if err != nil || !offered {
		return view, err
	}
	offer, err := viewOffer(tx, o)
	view.Offer = &offer
	return view, err
}

// viewOffer reads an offer together. One that nobody answered shows as expired
// from its deadline on.
func viewOffer(tx *store.Tx, o Offer) (OfferView, error) {
	a, err := awardByID(tx, o.AwardID)
	if err != nil {
		return OfferView{}, err
	}
	t, err := team.ByID(tx, a.TeamID)
	if err != nil {
		return OfferView{}, err
	}
	o.Status = o.StatusAt(tx.Now())
	view := OfferView{Offer: o, CallID: a.CallID, TeamID: t.ID, TeamName: t.Name}
	view.Lines, err = offerLines(tx, o.ID)
	return view, err
}
