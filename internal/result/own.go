package result

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/result/resultfile"
	"wbl/internal/store"
	"wbl/internal/team"
)

// TeamResults is what a team sees of its own way through the call.
type TeamResults struct {
	TeamID string      `json:"team_id"`
	CallID string      `json:"call_id"`
	Stages []OwnResult `json:"stages"` // every stage of the call, by position
}

// OwnResult is a team's result at one stage. Until the release it says only
// whether the team is at the stage and when the result is planned.
type OwnResult struct {
	StageID    string        `json:"stage_id"`
	StageKey   string        `json:"stage_key"`
	Kind       call.Kind     `json:"kind"`
	Title      call.Text     `json:"title"`
	Phase      call.Phase    `json:"phase"`
	ResultAt   clock.Instant `json:"result_at"` // planned
	Entered    bool          `json:"entered"`
	Outcome    string        `json:"outcome"` // passed, failed, reserve or undecided; empty: not entered
	ReleasedAt clock.Instant `json:"released_at"`
	Reason     string        `json:"reason"`
	Gates      []OwnGate     `json:"gates"`
	Points     []OwnPoints   `json:"points"` // the parts, then the total
}

// OwnGate is the answer to a gate; only failures give their reason.
type OwnGate struct {
	GateKey string      `json:"gate_key"`
	Title   call.Text   `json:"title"`
	Outcome GateOutcome `json:"outcome"`
	Reason  string      `json:"reason"`
}

// OwnPoints is the team's figure for one part: the panel's, never a judge's.
type OwnPoints struct {
	resultfile.Part
	resultfile.Figure
}

// TeamResults shows a team's results to its members; to anyone else the team does
// not exist (team.not_found).
func (s *Service) TeamResults(ctx context.Context, who actor.Actor, teamID string) (r TeamResults, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		t, err := team.ByID(tx, teamID)
		if err != nil {
			return err
		}
		_, member, err := team.RoleIn(tx, teamID, who.PersonID)
		if err == nil && !member {
			err = fault.New(fault.NotFound, "team.not_found")
		}
		if err != nil {
			return err
		}
		r, err = teamResults(tx, t)
		return err
	})
	return r, err
}

func teamResults(tx *store.Tx, t team.Team) (TeamResults, error) {
	r := TeamResults{TeamID: t.ID, CallID: t.CallID, Stages: []OwnResult{}}
	c, err := call.ByID(tx, t.CallID)
	if err != nil {
		return r, err
	}
	stages, err := call.Stages(tx, t.CallID)
	if err != nil {
		return r, err
	}
	for _, stage := range stages {
		own := OwnResult{
			StageID: stage.ID, StageKey: stage.Key, Kind: stage.Kind, Title: stage.Title,
			Phase: stage.EffectivePhase(c, tx.Now()), ResultAt: stage.ResultAt, Gates: []OwnGate{}, Points: []OwnPoints{},
		}
		entry, entered, err := team.EntryOf(tx, stage.ID, t.ID)
		if err != nil {
			return r, err
		}
		own.Entered, own.Outcome = entered, entry.Outcome
		if entered && stage.Phase == call.PhaseReleased {
			if err := own.open(tx, c, stage, t.ID); err != nil {
				return r, err
			}
		}
		r.Stages = append(r.Stages, own)
	}
	return r, nil
}

// open adds what the call's profile shows applicants of a released stage.
func (own *OwnResult) open(tx *store.Tx, c call.Call, stage call.Stage, teamID string) error {
	one, decided, err := decisionOf(tx, stage.ID, teamID)
	if err != nil || !decided || one.ReleasedAt.IsZero() {
		return err
	}
	own.ReleasedAt = one.ReleasedAt
	profile := c.Definition.Disclosure.Applicants
	if profile.Reasons {
		own.Reason = one.Reason
		if err := own.addGates(tx, stage, teamID); err != nil {
			return err
		}
	}
	if profile.OwnPoints && one.RankingID != nil {
		return own.addPoints(tx, stage, *one.RankingID, teamID)
	}
	return nil
}

func (own *OwnResult) addGates(tx *store.Tx, stage call.Stage, teamID string) error {
	findings, err := findingsOf(tx, stage.ID)
	for _, gate := range stage.Definition.Gates {
		for _, f := range findings {
			if f.TeamID != teamID || f.GateKey != gate.Key {
				continue
			}
			line := OwnGate{GateKey: gate.Key, Title: gate.Title, Outcome: f.Outcome}
			if f.Outcome == GateFail {
				line.Reason = f.Reason
			}
			own.Gates = append(own.Gates, line)
		}
	}
	return err
}

func (own *OwnResult) addPoints(tx *store.Tx, stage call.Stage, rankingID, teamID string) error {
	row, err := rankingByID(tx, rankingID)
	if err != nil {
		return err
	}
	in, f, err := row.read()
	if err != nil {
		return err
	}
	definition := stage.Definition
	definition.Tree = &in.Tree
	one := f.ByTeam()[teamID]
	for _, part := range append(resultfile.AllParts(definition), resultfile.TotalPart(in.Tree.Root.Points)) {
		if points := part.Of(one); points != nil && one.Total != nil {
			own.Points = append(own.Points, OwnPoints{Part: part, Figure: resultfile.Shown(*points, in.Tree.Display)})
		}
	}
	return nil
}
