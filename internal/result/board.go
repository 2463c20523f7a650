package result

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// DecisionBoard is what those who run the call decide on. Teams stand in the
// order of sort names, never by rank.
type DecisionBoard struct {
	StageID        string         `json:"stage_id"`
	Phase          call.Phase     `json:"phase"`
	Quota          int            `json:"quota"` // 0: no limit
	RankingID      string         `json:"ranking_id"`
	RankingNumber  int64          `json:"ranking_number"`  // 0: none yet
	RankingCurrent bool           `json:"ranking_current"` // it rests on what holds now
	Teams          []DecisionLine `json:"teams"`
}

// DecisionLine is one team with what the rules propose and what is decided.
type DecisionLine struct {
	TeamFace
	Gates     []GateState     `json:"gates"` // without proposals
	Standing  scoring.Outcome `json:"standing"`
	Displayed string          `json:"displayed"` // the total, rounded as the tree says
	Proposal  Outcome         `json:"proposal"`  // empty: people must decide
	Outcome   Outcome         `json:"outcome"`   // empty: undecided
	Reason    string          `json:"reason"`
	DecidedBy string          `json:"decided_by"` // the person's name
	DecidedAt clock.Instant   `json:"decided_at"`
	Outdated  bool            `json:"outdated"` // what it rests on has changed since
}

// Decisions shows the pending or released decisions to the call's administrators
// and approvers, and to auditors after the release (else result.not_found).
// Before the stage is closed there is nothing to see: result.stage_not_closed.
func (s *Service) Decisions(ctx context.Context, who actor.Actor, stageID string) (b DecisionBoard, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := seen(tx, who, stageID)
		if err != nil {
			return err
		}
		if err := decide.allowed(stage); err != nil && stage.Phase != call.PhaseReleased {
			return err
		}
		b, err = decisionBoard(tx, stage)
		return err
	})
	return b, err
}

func decisionBoard(tx *store.Tx, stage call.Stage) (DecisionBoard, error) {
	d, err := readDocket(tx, stage)
	if err != nil {
		return DecisionBoard{}, err
	}
	names, err := d.deciders(tx)
	b := DecisionBoard{StageID: stage.ID, Phase: stage.Phase, Quota: stage.Definition.Quota, Teams: []DecisionLine{}}
	if d.ranking != nil {
		b.RankingID, b.RankingNumber, b.RankingCurrent = d.ranking.ID, d.ranking.Number, d.current
	}
	for _, e := range d.entries {
		one, decided := d.decisions[e.TeamID]
		line := DecisionLine{
			TeamFace: d.faces[e.TeamID], Gates: []GateState{},
			Standing: d.ranks[e.TeamID].Outcome, Displayed: d.ranks[e.TeamID].Displayed,
			Proposal: d.proposal(e.TeamID), Outcome: one.Outcome, Reason: one.Reason,
			DecidedBy: names[one.DecidedBy].Name, DecidedAt: one.DecidedAt, Outdated: decided && d.outdated(one),
		}
		for _, gate := range stage.Definition.Gates {
			f := d.findings[e.TeamID][gate.Key]
			line.Gates = append(line.Gates, GateState{
				GateKey: gate.Key, Outcome: f.Outcome, Reason: f.Reason,
				DecidedBy: names[f.DecidedBy].Name, DecidedAt: f.DecidedAt,
			})
		}
		b.Teams = append(b.Teams, line)
	}
	return b, err
}
