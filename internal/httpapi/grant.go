package httpapi

import (
	"context"
	"net/url"

	"wbl/internal/clock"
	"wbl/internal/grant"
	"wbl/internal/httpapi/view"
	"wbl/internal/ledger"
)

// OfCall is a request for what belongs to one call.
type OfCall struct {
	CallID string `query:"call_id" maxLength:"64" required:"true"`
}

func (s *Server) pools(ctx context.Context, in *OfCall) (*list[view.Pool], error) {
	pools, err := s.Grant.Pools(ctx, whoIs(ctx), in.CallID)
	if err != nil {
		return nil, err
	}
	return all(pools, view.NewPool), nil
}

type poolWindowInput struct {
	From     clock.Instant `json:"from" format:"date-time"`
	Until    clock.Instant `json:"until" format:"date-time"`
	Capacity int64         `json:"capacity" minimum:"0"`
}

func (w poolWindowInput) input() grant.WindowInput {
	return grant.WindowInput{From: w.From, Until: w.Until, Capacity: w.Capacity}
}

type createPoolRequest struct {
	Body struct {
		CallID                 string            `json:"call_id" maxLength:"64"`
		ResourceKey            string            `json:"resource_key" maxLength:"64"`
		Name                   string            `json:"name" maxLength:"400"`
		Provider               string            `json:"provider,omitempty" maxLength:"400"`
		ProviderOrganisationID string            `json:"provider_organisation_id,omitempty" maxLength:"64"`
		Unit                   string            `json:"unit,omitempty" maxLength:"100"`
		UnitSize               int64             `json:"unit_size,omitempty" minimum:"0"`
		Windows                []poolWindowInput `json:"windows" maxItems:"100"`
	}
}

func (s *Server) createPool(ctx context.Context, in *createPoolRequest) (*answer[view.Pool], error) {
	input := grant.PoolInput{
		CallID: in.Body.CallID, ResourceKey: in.Body.ResourceKey, Name: in.Body.Name, Provider: in.Body.Provider,
		ProviderOrganisationID: in.Body.ProviderOrganisationID, Unit: in.Body.Unit, UnitSize: in.Body.UnitSize,
	}
	for _, w := range in.Body.Windows {
		input.Windows = append(input.Windows, w.input())
	}
	pool, err := s.Grant.CreatePool(ctx, whoIs(ctx), input)
	return ok(view.NewPool(pool), err)
}

type addWindowRequest struct {
	ByID
	Body poolWindowInput
}

func (s *Server) addWindow(ctx context.Context, in *addWindowRequest) (*answer[view.Pool], error) {
	pool, err := s.Grant.AddWindow(ctx, whoIs(ctx), in.ID, in.Body.input())
	return ok(view.NewPool(pool), err)
}

func (s *Server) awards(ctx context.Context, in *ByID) (*list[view.TeamAwards], error) {
	board, err := s.Grant.Awards(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(board, view.NewTeamAwards), nil
}

type enterAwardRequest struct {
	ByID
	Body struct {
		TeamID string           `json:"team_id" maxLength:"64"`
		Lines  []awardLineInput `json:"lines" maxItems:"100"`
	}
}

type awardLineInput struct {
	PoolID  string        `json:"pool_id" maxLength:"64"`
	From    clock.Instant `json:"from" format:"date-time"`
	Until   clock.Instant `json:"until" format:"date-time"`
	Granted int64         `json:"granted" minimum:"0"`
	Reason  string        `json:"reason" maxLength:"8000"`
}

func (s *Server) enterAward(ctx context.Context, in *enterAwardRequest) (*answer[view.Award], error) {
	input := grant.AwardInput{CallID: in.ID, TeamID: in.Body.TeamID}
	for _, l := range in.Body.Lines {
		input.Lines = append(input.Lines, grant.LineInput{PoolID: l.PoolID, From: l.From, Until: l.Until, Granted: l.Granted, Reason: l.Reason})
	}
	award, err := s.Grant.EnterAward(ctx, whoIs(ctx), input)
	return ok(view.NewAward(award), err)
}

func (s *Server) withdrawAward(ctx context.Context, in *ByID) (*empty, error) {
	return done(s.Grant.WithdrawAward(ctx, whoIs(ctx), in.ID))
}

func (s *Server) grantOverview(ctx context.Context, in *ByID) (*answer[view.GrantOverview], error) {
	o, err := s.Grant.Overview(ctx, whoIs(ctx), in.ID)
	return ok(view.NewGrantOverview(o), err)
}

type makeOfferRequest struct {
	ByID
	Body struct {
		ExpiresAt clock.Instant `json:"expires_at,omitzero" required:"false" format:"date-time" doc:"Without it in 14 days."`
	}
}

func (s *Server) makeOffer(ctx context.Context, in *makeOfferRequest) (*answer[view.Offer], error) {
	offer, err := s.Grant.MakeOffer(ctx, whoIs(ctx), in.ID, grant.OfferInput{ExpiresAt: in.Body.ExpiresAt})
	return ok(view.NewOffer(offer), err)
}

func (s *Server) teamOffers(ctx context.Context, in *ByID) (*list[view.Offer], error) {
	offers, err := s.Grant.TeamOffers(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(offers, view.NewOffer), nil
}

func (s *Server) offer(ctx context.Context, in *ByID) (*answer[view.Offer], error) {
	o, err := s.Grant.Offer(ctx, whoIs(ctx), in.ID)
	return ok(view.NewOffer(o), err)
}

type answerOfferRequest struct {
	ByID
	Body struct {
		Lines []lineAnswer `json:"lines" maxItems:"100"`
	}
}

type lineAnswer struct {
	OfferLineID string `json:"offer_line_id" maxLength:"64"`
	Answer      string `json:"answer" enum:"accept,accept_less,decline"`
	Accepted    int64  `json:"accepted,omitempty" minimum:"0" doc:"Needed only to accept less."`
	Reason      string `json:"reason,omitempty" maxLength:"8000"`
}

func (s *Server) answerOffer(ctx context.Context, in *answerOfferRequest) (*answer[view.Offer], error) {
	input := grant.AnswerInput{}
	for _, l := range in.Body.Lines {
		input.Lines = append(input.Lines, grant.LineAnswer{
			OfferLineID: l.OfferLineID, Answer: grant.Answer(l.Answer), Accepted: l.Accepted, Reason: l.Reason,
		})
	}
	o, err := s.Grant.Answer(ctx, whoIs(ctx), in.ID, input)
	return ok(view.NewOffer(o), err)
}

type ledgerRequest struct {
	OfCall
	Page
}

func (s *Server) ledger(ctx context.Context, in *ledgerRequest) (*list[view.Posting], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	postings, err := s.Ledger.Postings(ctx, whoIs(ctx), in.CallID, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return paged(in.Page, "/ledger?"+url.Values{"call_id": {in.CallID}}.Encode(), postings, func(p ledger.Recorded) string { return p.ID }, view.NewPosting), nil
}

type balancesRequest struct {
	OfCall
	At clock.Instant `query:"at" format:"date-time" required:"false" doc:"Without it now."`
}

type balanceView struct {
	Unit        string `json:"unit"`
	AccountKind string `json:"account_kind"`
	TeamID      string `json:"team_id"`
	Amount      int64  `json:"amount"`
}

func (s *Server) balances(ctx context.Context, in *balancesRequest) (*list[balanceView], error) {
	standing, err := s.Ledger.Balances(ctx, whoIs(ctx), in.CallID, in.At)
	if err != nil {
		return nil, err
	}
	return all(standing, func(b ledger.Balance) balanceView {
		return balanceView{Unit: string(b.Unit), AccountKind: string(b.AccountKind), TeamID: b.TeamID, Amount: b.Amount}
	}), nil
}
