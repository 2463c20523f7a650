package result

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/result/resultfile"
	"wbl/internal/store"
	"wbl/internal/team"
	"wbl/internal/text"
)

// GateOutcome answers a gate.
type GateOutcome string

// The answers. A gate that nobody has answered has none.
const (
	GatePass GateOutcome = "pass"
	GateFail GateOutcome = "fail"
)

// Finding is a named person's answer to one gate for one team.
type Finding struct {
	ID        string        `json:"-"`
	StageID   string        `json:"stage_id"`
	TeamID    string        `json:"team_id"`
	GateKey   string        `json:"gate_key"`
	Outcome   GateOutcome   `json:"outcome"`
	Reason    string        `json:"reason"` // of a failure: the team reads it after the release
	DecidedBy string        `json:"decided_by"`
	DecidedAt clock.Instant `json:"decided_at"`
}

// TableName names the table of findings.
func (Finding) TableName() string { return "gate_findings" }

// frozen is the finding as records keep it.
func (f Finding) frozen() resultfile.Gate {
	return resultfile.Gate{Team: f.TeamID, Gate: f.GateKey, Outcome: string(f.Outcome), Reason: f.Reason}
}

// GateInput answers one gate for one team.
type GateInput struct {
	TeamID  string
	GateKey string
	Outcome GateOutcome
	Reason  string
}

// DecideGates writes findings, over earlier ones, until the result is released;
// only the call's administrators may. A failure needs a reason of at least 10
// characters, and so does an answer that differs from what the facts propose.
// Faults: result.not_found, result.administrators_only, result.gates_not_begun,
// result.already_released; input: result.team_not_entered, result.gate_unknown,
// result.line_repeated, result.override_reason, input.*.
func (s *Service) DecideGates(ctx context.Context, who actor.Actor, stageID string, in []GateInput) ([]Finding, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) ([]Finding, error) {
		stage, err := administered(tx, who, stageID, find)
		if err != nil {
			return nil, err
		}
		if err := checkCount("body.findings", len(in)); err != nil {
			return nil, err
		}
		entries, err := entriesNamed(tx, stageID, in)
		if err != nil {
			return nil, err
		}
		known, err := factsOf(tx, stage, entries)
		if err != nil {
			return nil, err
		}
		rows, err := checkFindings(stage, known, in)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			rows[i].ID, rows[i].DecidedBy, rows[i].DecidedAt = store.NewID(), who.PersonID, tx.Now()
		}
		if err := upsertFindings(tx, rows); err != nil {
			return nil, err
		}
		return rows, recordFindings(tx, who, stage, rows)
	})
}

// entriesNamed gives the places of those teams of the input that have one.
func entriesNamed(tx *store.Tx, stageID string, in []GateInput) ([]team.Entry, error) {
	named := make(map[string]bool, len(in))
	for _, line := range in {
		named[line.TeamID] = true
	}
	entries, err := team.Entries(tx, stageID)
	return slices.DeleteFunc(entries, func(e team.Entry) bool { return !named[e.TeamID] }), err
}

func recordFindings(tx *store.Tx, who actor.Actor, stage call.Stage, rows []Finding) error {
	lines := make([]resultfile.Gate, 0, len(rows))
	for _, f := range rows {
		lines = append(lines, f.frozen())
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "result.gates_decided", ObjectKind: "stage", ObjectID: stage.ID, CallID: stage.CallID,
		Details: map[string]any{"findings": lines},
	})
	return err
}

// checkFindings gives the rows to be written, or every problem of the input.
func checkFindings(stage call.Stage, known map[string]Facts, in []GateInput) ([]Finding, error) {
	gates, seen := map[string]bool{}, map[[2]string]bool{}
	for _, gate := range stage.Definition.Gates {
		gates[gate.Key] = true
	}
	fields, rows := []fault.Field{}, make([]Finding, 0, len(in))
	for i, line := range in {
		at, name := fmt.Sprintf("body.findings[%d]", i), [2]string{line.TeamID, line.GateKey}
		facts, entered := known[line.TeamID]
		fields = append(fields, checkTarget(at, entered, seen[name])...)
		if !gates[line.GateKey] {
			fields = append(fields, fault.At(at+".gate_key", "result.gate_unknown"))
		}
		seen[name] = true
		line.Reason = strings.TrimSpace(line.Reason)
		fields = append(fields, line.check(at, facts.propose(line.GateKey))...)
		rows = append(rows, Finding{
			StageID: stage.ID, TeamID: line.TeamID, GateKey: line.GateKey, Outcome: line.Outcome, Reason: line.Reason,
		})
	}
	if len(fields) > 0 {
		return nil, fault.InvalidInput(fields...)
	}
	return rows, nil
}

func (in GateInput) check(at string, proposal GateOutcome) []fault.Field {
	if in.Outcome != GatePass && in.Outcome != GateFail {
		return []fault.Field{fault.At(at+".outcome", "input.not_allowed")}
	}
	overrides := proposal != "" && proposal != in.Outcome
	if overrides && in.Reason == "" {
		return []fault.Field{fault.At(at+".reason", "result.override_reason")}
	}
	return checkReason(at+".reason", in.Reason, overrides || in.Outcome == GateFail)
}

// checkTarget checks what every line of an act on teams has in common.
func checkTarget(at string, entered, repeated bool) []fault.Field {
	fields := []fault.Field{}
	if !entered {
		fields = append(fields, fault.At(at+".team_id", "result.team_not_entered"))
	}
	if repeated {
		fields = append(fields, fault.At(at+".team_id", "result.line_repeated"))
	}
	return fields
}

func checkCount(at string, n int) error {
	switch {
	case n == 0:
		return fault.InvalidInput(fault.At(at, "input.required"))
	case n > maxItems:
		return fault.InvalidInput(fault.At(at, "input.too_many_items", fault.Args{"max": maxItems}))
	}
	return nil
}

// checkReason checks a trimmed reason; an empty one is a problem only if needed.
func checkReason(at, reason string, needed bool) []fault.Field {
	length := utf8.RuneCountInString(reason)
	switch {
	case length == 0 && needed:
		return []fault.Field{fault.At(at, "input.required")}
	case length == 0:
		return nil
	case length < minReason:
		return []fault.Field{fault.At(at, "input.too_short", fault.Args{"min": minReason})}
	case length > maxReason:
		return []fault.Field{fault.At(at, "input.too_long", fault.Args{"max": maxReason})}
	case !utf8.ValidString(reason) || strings.ContainsFunc(reason, text.IsControl):
		return []fault.Field{fault.At(at, "input.wrong_type")}
	}
	return nil
}
