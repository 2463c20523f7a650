package view

import (
	"wbl/internal/clock"
	"wbl/internal/grant"
	"wbl/internal/ledger"
	"wbl/internal/submission"
)

// Pool is how the API shows it.
type Pool struct {
	ID          string   `json:"id"`
	CallID      string   `json:"call_id"`
	ResourceKey string   `json:"resource_key"`
	Kind        string   `json:"kind" enum:"gpu,money,data,talent"`
	Name        string   `json:"name"`
	Provider    string   `json:"provider"`
	Unit        string   `json:"unit"`
	UnitSize    int64    `json:"unit_size" doc:"The smallest step: 8 where GPUs come by the node."`
	Windows     []Window `json:"windows"`
}

// Window is how the API shows it.
type Window struct {
	ID       string        `json:"id"`
	From     clock.Instant `json:"from" format:"date-time"`
	Until    clock.Instant `json:"until" format:"date-time" doc:"The first moment at which the units are gone."`
	Capacity int64         `json:"capacity"`
}

// NewPool shows what a service gave.
func NewPool(p grant.PoolView) Pool {
	view := Pool{
		ID: p.ID, CallID: p.CallID, ResourceKey: p.ResourceKey, Kind: string(p.Kind), Name: p.Name,
		Provider: p.Provider, Unit: p.Unit, UnitSize: p.UnitSize, Windows: []Window{},
	}
	for _, w := range p.Windows {
		view.Windows = append(view.Windows, Window{ID: w.ID, From: w.FromAt, Until: w.UntilAt, Capacity: w.Capacity})
	}
	return view
}

// TeamAwards is how the API shows it.
type TeamAwards struct {
	Team     TeamSummary          `json:"team"`
	Requests []submission.Request `json:"requests"`
	Awards   []Award              `json:"awards" doc:"The oldest first."`
}

// Award is how the API shows it.
type Award struct {
	ID        string        `json:"id"`
	TeamID    string        `json:"team_id"`
	CreatedAt clock.Instant `json:"created_at" format:"date-time"`
	Lines     []AwardLine   `json:"lines"`
	Offer     *Offer        `json:"offer,omitempty"`
}

// AwardLine is how the API shows it.
type AwardLine struct {
	ID        string        `json:"id"`
	PoolID    string        `json:"pool_id"`
	From      clock.Instant `json:"from" format:"date-time"`
	Until     clock.Instant `json:"until" format:"date-time"`
	Requested int64         `json:"requested"`
	Granted   int64         `json:"granted"`
	Reason    string        `json:"reason"`
}

// NewAward shows what a service gave.
func NewAward(a grant.AwardView) Award {
	view := Award{ID: a.ID, TeamID: a.TeamID, CreatedAt: a.CreatedAt, Lines: []AwardLine{}}
	for _, l := range a.Lines {
		view.Lines = append(view.Lines, AwardLine{
			ID: l.ID, PoolID: l.PoolID, From: l.FromAt, Until: l.UntilAt, Requested: l.Requested, Granted: l.Granted, Reason: l.Reason,
		})
	}
	if a.Offer != nil {
		offer := NewOffer(*a.Offer)
		view.Offer = &offer
	}
	return view
}

// NewTeamAwards shows what a service gave.
func NewTeamAwards(t grant.TeamAwards) TeamAwards {
	view := TeamAwards{Team: NewTeamSummary(t.Team), Requests: Filled(t.Requests), Awards: []Award{}}
	for _, a := range t.Awards {
		view.Awards = append(view.Awards, NewAward(a))
	}
	return view
}

// Offer is how the API shows it.
type Offer struct {
	ID         string        `json:"id"`
	CallID     string        `json:"call_id"`
	TeamID     string        `json:"team_id"`
	TeamName   string        `json:"team_name"`
	Status     string        `json:"status" enum:"open,answered,expired"`
	OfferedAt  clock.Instant `json:"offered_at" format:"date-time"`
	ExpiresAt  clock.Instant `json:"expires_at" format:"date-time" doc:"What arrives at this moment is late."`
	AnsweredAt clock.Instant `json:"answered_at,omitzero" required:"false" format:"date-time"`
	Lines      []OfferLine   `json:"lines"`
}

// OfferLine is how the API shows it.
type OfferLine struct {
	ID          string        `json:"id"`
	PoolName    string        `json:"pool_name"`
	Provider    string        `json:"provider"`
	ResourceKey string        `json:"resource_key"`
	Kind        string        `json:"kind" enum:"gpu,money,data,talent"`
	Unit        string        `json:"unit"`
	UnitSize    int64         `json:"unit_size"`
	From        clock.Instant `json:"from" format:"date-time"`
	Until       clock.Instant `json:"until" format:"date-time"`
	Requested   int64         `json:"requested"`
	Offered     int64         `json:"offered"`
	AwardReason string        `json:"award_reason"`
	Answer      string        `json:"answer" enum:"accept,accept_less,decline," doc:"Empty until answered."`
	Accepted    int64         `json:"accepted"`
	Reason      string        `json:"reason"`
}

// NewOffer shows what a service gave.
func NewOffer(o grant.OfferView) Offer {
	view := Offer{
		ID: o.ID, CallID: o.CallID, TeamID: o.TeamID, TeamName: o.TeamName, Status: string(o.Status),
		OfferedAt: o.OfferedAt, ExpiresAt: o.ExpiresAt, AnsweredAt: o.AnsweredAt, Lines: []OfferLine{},
	}
	for _, l := range o.Lines {
		view.Lines = append(view.Lines, OfferLine{
			ID: l.ID, PoolName: l.PoolName, Provider: l.Provider, ResourceKey: l.ResourceKey, Kind: string(l.Kind),
			Unit: l.Unit, UnitSize: l.UnitSize, From: l.FromAt, Until: l.UntilAt, Requested: l.Requested, Offered: l.Offered,
			AwardReason: l.AwardReason, Answer: string(l.Answer), Accepted: l.Accepted, Reason: l.Reason,
		})
	}
	return view
}

// GrantOverview is how the API shows it.
type GrantOverview struct {
	Pools    []PoolOverview  `json:"pools"`
	Accounts []AccountTotals `json:"accounts"`
}

// PoolOverview is how the API shows it.
type PoolOverview struct {
	Pool    Pool     `json:"pool"`
	Periods []Period `json:"periods"`
}

// Period is how the API shows it.
type Period struct {
	From      clock.Instant `json:"from" format:"date-time"`
	Until     clock.Instant `json:"until" format:"date-time"`
	Capacity  int64         `json:"capacity"`
	Planned   int64         `json:"planned" doc:"Awarded, not offered yet."`
	Offered   int64         `json:"offered"`
	Committed int64         `json:"committed"`
	Free      int64         `json:"free"`
}

// AccountTotals is how the API shows it.
type AccountTotals struct {
	Unit    string       `json:"unit"`
	PoolIDs []string     `json:"pool_ids"`
	Lines   grant.Totals `json:"lines"`
	Ledger  grant.Totals `json:"ledger"`
	Agree   bool         `json:"agree"`
}

// NewGrantOverview shows what a service gave.
func NewGrantOverview(o grant.Overview) GrantOverview {
	view := GrantOverview{Pools: []PoolOverview{}, Accounts: []AccountTotals{}}
	for _, p := range o.Pools {
		pool := PoolOverview{Pool: NewPool(p.PoolView), Periods: []Period{}}
		for _, period := range p.Periods {
			pool.Periods = append(pool.Periods, Period(period))
		}
		view.Pools = append(view.Pools, pool)
	}
	for _, a := range o.Accounts {
		view.Accounts = append(view.Accounts, AccountTotals{
			Unit: string(a.Unit), PoolIDs: Filled(a.PoolIDs), Lines: a.Lines, Ledger: a.Ledger, Agree: a.Agree,
		})
	}
	return view
}

// Posting is how the API shows it.
type Posting struct {
	ID         string         `json:"id"`
	Kind       string         `json:"kind"`
	Reference  string         `json:"reference"`
	Memo       string         `json:"memo"`
	Reverses   string         `json:"reverses" doc:"The posting that this one takes back."`
	ReversedBy string         `json:"reversed_by"`
	PostedAt   clock.Instant  `json:"posted_at" format:"date-time"`
	Entries    []ledger.Entry `json:"entries"`
}

// NewPosting shows what a service gave.
func NewPosting(p ledger.Recorded) Posting {
	return Posting{
		ID: p.ID, Kind: p.Kind, Reference: p.Reference, Memo: p.Memo, Reverses: p.Reverses, ReversedBy: p.ReversedBy,
		PostedAt: p.PostedAt, Entries: Filled(p.Entries),
	}
}
