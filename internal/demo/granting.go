package demo

import (
	"context"
	"fmt"

	"wbl/internal/clock"
	"wbl/internal/grant"
	"wbl/internal/store"
	"wbl/internal/team"
)

// The stocks of the demonstration follow those of 2025: 1,024 B200 and 1,024
// H100, leased from two providers, and the data budget.
func (p *season) granted(day int) {
	from, until := p.moment(day+5, 0), p.moment(day+185, 0)
	pools := []grant.PoolInput{
		{ResourceKey: "gpu_b200", Name: "B200 임차분 (가상)", Provider: "큰별텔레콤 (가상)", Windows: window(from, until, 1024)},
		{ResourceKey: "gpu_h100", Name: "H100 임차분 (가상)", Provider: "마루클라우드 (가상)", Windows: window(from, until, 1024)},
		{ResourceKey: "data_build", Name: "데이터 구축·가공 예산 (가상)", Provider: "전담기관 (가상)", Windows: window(from, until, 14_000_000_000)},
	}
	ids := map[string]string{}
	p.at(day, 9, func(ctx context.Context) error {
		for _, in := range pools {
			in.CallID = p.callID
			made, err := p.app.Grant.CreatePool(ctx, p.as(ctx, "admin"), in)
			if err != nil {
				return err
			}
			ids[in.ResourceKey] = made.ID
		}
		return nil
	})
	p.at(day, 14, func(ctx context.Context) error { return p.award(ctx, ids, from, until) })
}

func window(from, until clock.Instant, capacity int64) []grant.WindowInput {
	return []grant.WindowInput{{From: from, Until: until, Capacity: capacity}}
}

// award gives the chosen teams what the stocks hold, in the order of names; the
// last offer stays open.
func (p *season) award(ctx context.Context, pools map[string]string, from, until clock.Instant) error {
	board, err := p.app.Grant.Awards(ctx, p.as(ctx, "admin"), p.callID)
	if err != nil {
		return err
	}
	free := map[string]int64{"gpu_b200": 1024, "gpu_h100": 1024, "data_build": 14_000_000_000}
	for n, line := range board {
		in := grant.AwardInput{CallID: p.callID, TeamID: line.Team.ID}
		for _, request := range line.Requests {
			granted := min(request.Wanted, free[request.ResourceKey])
			if request.ResourceKey == "data_build" {
				granted = 2_800_000_000
			}
			if granted == 0 {
				continue
			}
			free[request.ResourceKey] -= granted
			in.Lines = append(in.Lines, grant.LineInput{
				PoolID: pools[request.ResourceKey], From: from, Until: until, Granted: granted, Reason: "사업비 심의 결과에 따른 배정입니다. (가상)",
			})
		}
		if err := p.offer(ctx, in, n < len(board)-1); err != nil {
			return fmt.Errorf("award %s: %w", line.Team.Name, err)
		}
	}
	return nil
}

func (p *season) offer(ctx context.Context, in grant.AwardInput, answered bool) error {
	award, err := p.app.Grant.EnterAward(ctx, p.as(ctx, "admin"), in)
	if err != nil {
		return err
	}
	if !answered {
		return nil
	}
	offer, err := p.app.Grant.MakeOffer(ctx, p.as(ctx, "admin"), award.ID, grant.OfferInput{})
	if err != nil {
		return err
	}
	leadName, err := p.leadOf(ctx, in.TeamID)
	if err != nil {
		return err
	}
	answer := grant.AnswerInput{}
	for _, line := range offer.Lines {
		answer.Lines = append(answer.Lines, grant.LineAnswer{OfferLineID: line.OfferLine.ID, Answer: grant.Accept})
	}
	_, err = p.app.Grant.Answer(ctx, p.as(ctx, leadName), offer.Offer.ID, answer)
	return err
}

func (p *season) leadOf(ctx context.Context, teamID string) (name string, err error) {
	err = p.app.Store.Read(ctx, func(tx *store.Tx) error {
		members, err := team.Members(tx, teamID)
		if err != nil {
			return err
		}
		for i := range leadCount {
			if members[0].PersonID == p.persons[lead(i)] {
				name = lead(i)
			}
		}
		return nil
	})
	return name, err
}
