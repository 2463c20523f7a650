package result

import (
	"context"
	"fmt"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Outcome is what is decided about a team at a stage.
type Outcome string

// The outcomes of a decision.
const (
	Pass    Outcome = "pass"
	Fail    Outcome = "fail"
	Reserve Outcome = "reserve"
)

// Decision is a named person's decision about one team. Outside of those who run
// the call it does not exist until ReleasedAt is set.
type Decision struct {
	ID         string        `json:"-"`
	StageID    string        `json:"stage_id"`
	TeamID     string        `json:"team_id"`
	RankingID  *string       `json:"ranking_id"` // nil where gates alone decide
	Outcome    Outcome       `json:"outcome"`
	Reason     string        `json:"reason"` // the team reads it after the release
	DecidedBy  string        `json:"decided_by"`
	DecidedAt  clock.Instant `json:"decided_at"`
	ReleasedAt clock.Instant `json:"released_at"`
}

// TableName names the table of decisions.
func (Decision) TableName() string { return "decisions" }

// DecisionInput decides about one team. The team reads the reason after the
// release, so it must not name others.
type DecisionInput struct {
	TeamID  string
	Outcome Outcome
	Reason  string
}

// Decide writes pending decisions, over earlier ones, until the result is
// released; only the call's administrators may. A failure, and whatever differs
// from the proposal, needs a reason of at least 10 characters. Faults:
// result.not_found, result.administrators_only, result.stage_not_closed,
// result.already_released, result.ranking_missing, result.ranking_stale; input:
// result.team_not_entered, result.line_repeated, result.gate_failed,
// result.below_pass_mark, result.team_unranked, result.reason_missing,
// result.too_many_passes, input.*.
func (s *Service) Decide(ctx context.Context, who actor.Actor, stageID string, in []DecisionInput) ([]Decision, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) ([]Decision, error) {
		stage, err := administered(tx, who, stageID, decide)
		if err != nil {
			return nil, err
		}
		if err := checkCount("body.decisions", len(in)); err != nil {
			return nil, err
		}
		d, err := readDocket(tx, stage)
		if err != nil {
			return nil, err
		}
		if err := d.ready(); err != nil {
			return nil, err
		}
		rows, err := d.check(in)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			rows[i].ID, rows[i].DecidedBy, rows[i].DecidedAt = store.NewID(), who.PersonID, tx.Now()
		}
		if err := upsertDecisions(tx, rows); err != nil {
			return nil, err
		}
		return rows, recordDecisions(tx, who, stage, rows)
	})
}

func recordDecisions(tx *store.Tx, who actor.Actor, stage call.Stage, rows []Decision) error {
	lines := make([]map[string]any, 0, len(rows))
	for _, one := range rows {
		lines = append(lines, map[string]any{"team_id": one.TeamID, "outcome": string(one.Outcome), "reason": one.Reason})
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "result.decided", ObjectKind: "stage", ObjectID: stage.ID, CallID: stage.CallID,
		Details: map[string]any{"decisions": lines},
	})
	return err
}

// ready says why nobody can decide yet: what is decided rests on a ranking of
// what holds now.
func (d docket) ready() error {
	switch {
	case d.stage.Definition.Tree == nil:
		return nil
	case d.ranking == nil:
		return fault.New(fault.Conflict, "result.ranking_missing")
	case !d.current:
		return fault.New(fault.Conflict, "result.ranking_stale", fault.Args{"number": d.ranking.Number})
	}
	return nil
}

// check gives the rows to be written, or every problem of the input.
func (d docket) check(in []DecisionInput) ([]Decision, error) {
	fields, rows, seen := []fault.Field{}, make([]Decision, 0, len(in)), map[string]bool{}
	after := docket{stage: d.stage, decisions: map[string]Decision{}}
	for teamID, one := range d.decisions {
		after.decisions[teamID] = one
	}
	for i, line := range in {
		at := fmt.Sprintf("body.decisions[%d]", i)
		_, entered := d.faces[line.TeamID]
		fields = append(fields, checkTarget(at, entered, seen[line.TeamID])...)
		seen[line.TeamID] = true
		line.Reason = strings.TrimSpace(line.Reason)
		if entered {
			fields = append(fields, d.checkLine(at, line)...)
		}
		row := Decision{StageID: d.stage.ID, TeamID: line.TeamID, Outcome: line.Outcome, Reason: line.Reason}
		if d.ranking != nil {
			row.RankingID = &d.ranking.ID
		}
		rows, after.decisions[line.TeamID] = append(rows, row), row
	}
	if after.overQuota() {
		fields = append(fields, fault.At("body.decisions", "result.too_many_passes",
			fault.Args{"passes": after.passes(), "quota": d.stage.Definition.Quota}))
	}
	if len(fields) > 0 {
		return nil, fault.InvalidInput(fields...)
	}
	return rows, nil
}

func (d docket) checkLine(at string, in DecisionInput) []fault.Field {
	if in.Outcome != Pass && in.Outcome != Fail && in.Outcome != Reserve {
		return []fault.Field{fault.At(at+".outcome", "input.not_allowed")}
	}
	if code := d.barred(in.TeamID); code != "" && in.Outcome != Fail {
		return []fault.Field{fault.At(at+".outcome", code, fault.Args{"team": d.faces[in.TeamID].Name})}
	}
	needed := d.reasonNeeded(in.TeamID, in.Outcome)
	if needed && in.Reason == "" {
		return []fault.Field{fault.At(at+".reason", "result.reason_missing", fault.Args{"team": d.faces[in.TeamID].Name})}
	}
	return checkReason(at+".reason", in.Reason, needed)
}
