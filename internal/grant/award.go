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

// Award is what a team is to be given. It is settled once its offer is answered
// or has expired; then another may follow.
type Award struct {
	ID        string
	CallID    string
	TeamID    string
	CreatedBy string
	CreatedAt clock.Instant `gorm:"autoCreateTime:false"`
}

// TableName names the table of awards.
func (Award) TableName() string { return "awards" }

// Line is one resource of an award, in units of its pool over a period.
type Line struct {
	ID        string
	AwardID   string
	PoolID    string
	FromAt    clock.Instant
	UntilAt   clock.Instant // the first moment at which it is over
	Requested int64         // what the team had asked for of the resource, 0 for nothing
	Granted   int64
	Reason    string
}

// TableName names the table of lines.
func (Line) TableName() string { return "award_lines" }

func (l Line) span() span { return span{from: l.FromAt, until: l.UntilAt, units: l.Granted} }

// AwardInput is an award as an administrator enters it.
type AwardInput struct {
	CallID string
	TeamID string
	Lines  []LineInput
}

// LineInput is one line of an award.
type LineInput struct {
	PoolID  string
	From    clock.Instant
	Until   clock.Instant
	Granted int64
	Reason  string
}

// EnterAward books what a selected team is to be given. Only the call's
// administrator may. Faults: call.not_found, grant.administrator_only,
// grant.team_not_selected, grant.award_pending, and grant.over_capacity with the
// figures of every line that does not fit; input: grant.team_unknown,
// grant.pool_unknown, grant.not_a_multiple, grant.not_one_period,
// grant.supplier_ineligible, grant.period_*, input.*.
func (s *Service) EnterAward(ctx context.Context, who actor.Actor, in AwardInput) (AwardView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (AwardView, error) {
		if err := administered(tx, who, in.CallID); err != nil {
			return AwardView{}, err
		}
		if err := lock(tx, in.CallID); err != nil {
			return AwardView{}, err
		}
		return enterAward(tx, who, in)
	})
}

func enterAward(tx *store.Tx, who actor.Actor, in AwardInput) (AwardView, error) {
	if err := release(tx, in.CallID); err != nil {
		return AwardView{}, err
	}
	supply, err := readSupply(tx, in.CallID)
	if err != nil {
		return AwardView{}, err
	}
	t, lines, err := in.check(tx, supply)
	if err != nil {
		return AwardView{}, err
	}
	if err := mustBeSelected(tx, t); err != nil {
		return AwardView{}, err
	}
	if err := mustBeSettled(tx, t.ID); err != nil {
		return AwardView{}, err
	}
	if err := supply.mustHave(lines); err != nil {
		return AwardView{}, err
	}
	a := Award{ID: store.NewID(), CallID: t.CallID, TeamID: t.ID, CreatedBy: who.PersonID, CreatedAt: tx.Now()}
	if err := insertAward(tx, a, lines); err != nil {
		return AwardView{}, err
	}
	if err := recordLines(tx, who, a, "grant.awarded", lines); err != nil {
		return AwardView{}, err
	}
	return viewAward(tx, a)
}

// WithdrawAward takes an award back before it is offered; its units are free
// again. Only the call's administrator may. Faults: grant.award_not_found,
// grant.administrator_only, grant.already_offered.
func (s *Service) WithdrawAward(ctx context.Context, who actor.Actor, awardID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		a, err := administeredAward(tx, who, awardID)
		if err != nil {
			return err
		}
		if err := mustBeUnoffered(tx, a.ID); err != nil {
			return err
		}
		lines, err := linesOf(tx, a.ID)
		if err != nil {
			return err
		}
		if err := deleteAward(tx, a.ID); err != nil {
			return err
		}
		return recordLines(tx, who, a, "grant.award_withdrawn", lines)
	})
}

// administeredAward gives an award to the call's administrators, for a change
// that no other change of the call's grants can run beside.
func administeredAward(tx *store.Tx, who actor.Actor, awardID string) (Award, error) {
	a, err := awardByID(tx, awardID)
	if err != nil {
		return a, err
	}
	err = administered(tx, who, a.CallID)
	if fault.KindOf(err) == fault.NotFound {
		err = errAwardNotFound()
	}
	if err != nil {
		return Award{}, err
	}
	if err := lock(tx, a.CallID); err != nil {
		return a, err
	}
	return awardByID(tx, awardID)
}

// mustBeSelected asks for a released decision: what is not released must not
// show in what is granted.
func mustBeSelected(tx *store.Tx, t team.Team) error {
	stages, err := call.Stages(tx, t.CallID)
	if err != nil {
		return err
	}
	refusal := fault.New(fault.Conflict, "grant.team_not_selected", fault.Args{"team": t.Name})
	if len(stages) == 0 || t.Status != team.Active {
		return refusal
	}
	last := stages[len(stages)-1]
	entry, entered, err := team.EntryOf(tx, last.ID, t.ID)
	if err != nil {
		return err
	}
	if !entered || last.Phase != call.PhaseReleased || entry.Outcome != team.Passed {
		return refusal
	}
	return nil
}

func mustBeSettled(tx *store.Tx, teamID string) error {
	pending, err := hasPendingAward(tx, teamID)
	if err == nil && pending {
		err = fault.New(fault.Conflict, "grant.award_pending")
	}
	return err
}

func mustBeUnoffered(tx *store.Tx, awardID string) error {
	_, offered, err := offerOf(tx, awardID)
	if err == nil && offered {
		err = fault.New(fault.Conflict, "grant.already_offered")
	}
	return err
}

// requestedBy gives what the team asked for in its latest filing, by resource.
func requestedBy(tx *store.Tx, teamID string) (map[string]int64, error) {
	requests, err := submission.Requests(tx, teamID)
	wanted := make(map[string]int64, len(requests))
	for _, r := range requests {
		wanted[r.ResourceKey] = r.Wanted
	}
	return wanted, err
}

func recordLines(tx *store.Tx, who actor.Actor, a Award, action string, lines []Line) error {
	details := make([]map[string]any, 0, len(lines))
	for _, l := range lines {
		details = append(details, map[string]any{
			"line_id": l.ID, "pool_id": l.PoolID, "from": l.FromAt, "until": l.UntilAt,
			"requested": l.Requested, "granted": l.Granted, "reason": l.Reason,
		})
	}
	return record(tx, who, a.CallID, action, "award", a.ID, map[string]any{"team_id": a.TeamID, "lines": details})
}
