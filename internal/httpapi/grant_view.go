package httpapi

import (
	"wbl/internal/clock"
	"wbl/internal/grant"
	"wbl/internal/ledger"
	"wbl/internal/submission"
)

type poolView struct {
	ID          string       `json:"id"`
	CallID      string       `json:"call_id"`
	ResourceKey string       `json:"resource_key"`
	Kind        string       `json:"kind" enum:"gpu,money,data,talent"`
	Name        string       `json:"name"`
	Provider    string       `json:"provider"`
	Unit        string       `json:"unit"`
	UnitSize    int64        `json:"unit_size" doc:"The smallest step: 8 where GPUs come by the node."`
	Windows     []windowView `json:"windows"`
}

type windowView struct {
	ID       string        `json:"id"`
	From     clock.Instant `json:"from" format:"date-time"`
	Until    clock.Instant `json:"until" format:"date-time" doc:"The first moment at which the units are gone."`
	Capacity int64         `json:"capacity"`
}

func viewPool(p grant.PoolView) poolView {
	view := poolView{
		ID: p.ID, CallID: p.CallID, ResourceKey: p.ResourceKey, Kind: string(p.Kind), Name: p.Name,
		Provider: p.Provider, Unit: p.Unit, UnitSize: p.UnitSize, Windows: []windowView{},
	}
	for _, w := range p.Windows {
		view.Windows = append(view.Windows, windowView{ID: w.ID, From: w.FromAt, Until: w.UntilAt, Capacity: w.Capacity})
	}
	return view
}

type teamAwardsView struct {
	Team     TeamSummary          `json:"team"`
	Requests []submission.Request `json:"requests"`
	Awards   []awardView          `json:"awards" doc:"The oldest first."`
}

type awardView struct {
	ID        string          `json:"id"`
	TeamID    string          `json:"team_id"`
	CreatedAt clock.Instant   `json:"created_at" format:"date-time"`
	Lines     []awardLineView `json:"lines"`
	Offer     *offerView      `json:"offer,omitempty"`
}

type awardLineView struct {
	ID        string        `json:"id"`
	PoolID    string        `json:"pool_id"`
	From      clock.Instant `json:"from" format:"date-time"`
	Until     clock.Instant `json:"until" format:"date-time"`
	Requested int64         `json:"requested"`
	Granted   int64         `json:"granted"`
	Reason    string        `json:"reason"`
}

func viewAward(a grant.AwardView) awardView {
	view := awardView{ID: a.ID, TeamID: a.TeamID, CreatedAt: a.CreatedAt, Lines: []awardLineView{}}
	for _, l := range a.Lines {
		view.Lines = append(view.Lines, awardLineView{
			ID: l.ID, PoolID: l.PoolID, From: l.FromAt, Until: l.UntilAt, Requested: l.Requested, Granted: l.Granted, Reason: l.Reason,
		})
	}
	if a.Offer != nil {
		offer := viewOffer(*a.Offer)
		view.Offer = &offer
	}
	return view
}

func viewTeamAwards(t grant.TeamAwards) teamAwardsView {
	view := teamAwardsView{Team: viewTeamSummary(t.Team), Requests: filled(t.Requests), Awards: []awardView{}}
	for _, a := range t.Awards {
		view.Awards = append(view.Awards, viewAward(a))
	}
	return view
}

type offerView struct {
	ID         string          `json:"id"`
	CallID     string          `json:"call_id"`
	TeamID     string          `json:"team_id"`
	TeamName   string          `json:"team_name"`
	Status     string          `json:"status" enum:"open,answered,expired"`
	OfferedAt  clock.Instant   `json:"offered_at" format:"date-time"`
	ExpiresAt  clock.Instant   `json:"expires_at" format:"date-time" doc:"What arrives at this moment is late."`
	AnsweredAt clock.Instant   `json:"answered_at,omitzero" required:"false" format:"date-time"`
	Lines      []offerLineView `json:"lines"`
}

type offerLineView struct {
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

func viewOffer(o grant.OfferView) offerView {
	view := offerView{
		ID: o.ID, CallID: o.CallID, TeamID: o.TeamID, TeamName: o.TeamName, Status: string(o.Status),
		OfferedAt: o.OfferedAt, ExpiresAt: o.ExpiresAt, AnsweredAt: o.AnsweredAt, Lines: []offerLineView{},
	}
	for _, l := range o.Lines {
		view.Lines = append(view.Lines, offerLineView{
			ID: l.ID, PoolName: l.PoolName, Provider: l.Provider, ResourceKey: l.ResourceKey, Kind: string(l.Kind),
			Unit: l.Unit, UnitSize: l.UnitSize, From: l.FromAt, Until: l.UntilAt, Requested: l.Requested, Offered: l.Offered,
			AwardReason: l.AwardReason, Answer: string(l.Answer), Accepted: l.Accepted, Reason: l.Reason,
		})
	}
	return view
}

type grantOverviewView struct {
	Pools    []poolOverviewView  `json:"pools"`
	Accounts []accountTotalsView `json:"accounts"`
}

type poolOverviewView struct {
	Pool    poolView     `json:"pool"`
	Periods []periodView `json:"periods"`
}

type periodView struct {
	From      clock.Instant `json:"from" format:"date-time"`
	Until     clock.Instant `json:"until" format:"date-time"`
	Capacity  int64         `json:"capacity"`
	Planned   int64         `json:"planned" doc:"Awarded, not offered yet."`
	Offered   int64         `json:"offered"`
	Committed int64         `json:"committed"`
	Free      int64         `json:"free"`
}

type accountTotalsView struct {
	Unit    string       `json:"unit"`
	PoolIDs []string     `json:"pool_ids"`
	Lines   grant.Totals `json:"lines"`
	Ledger  grant.Totals `json:"ledger"`
	Agree   bool         `json:"agree"`
}

func viewOverview(o grant.Overview) grantOverviewView {
	view := grantOverviewView{Pools: []poolOverviewView{}, Accounts: []accountTotalsView{}}
	for _, p := range o.Pools {
		pool := poolOverviewView{Pool: viewPool(p.PoolView), Periods: []periodView{}}
		for _, period := range p.Periods {
			pool.Periods = append(pool.Periods, periodView(period))
		}
		view.Pools = append(view.Pools, pool)
	}
	for _, a := range o.Accounts {
		view.Accounts = append(view.Accounts, accountTotalsView{
			Unit: string(a.Unit), PoolIDs: filled(a.PoolIDs), Lines: a.Lines, Ledger: a.Ledger, Agree: a.Agree,
		})
	}
	return view
}

type postingView struct {
	ID         string         `json:"id"`
	Kind       string         `json:"kind"`
	Reference  string         `json:"reference"`
	Memo       string         `json:"memo"`
	Reverses   string         `json:"reverses" doc:"The posting that this one takes back."`
	ReversedBy string         `json:"reversed_by"`
	PostedAt   clock.Instant  `json:"posted_at" format:"date-time"`
	Entries    []ledger.Entry `json:"entries"`
}

func viewPosting(p ledger.Recorded) postingView {
	return postingView{
		ID: p.ID, Kind: p.Kind, Reference: p.Reference, Memo: p.Memo, Reverses: p.Reverses, ReversedBy: p.ReversedBy,
		PostedAt: p.PostedAt, Entries: filled(p.Entries),
	}
}
