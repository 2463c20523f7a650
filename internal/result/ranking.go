package result

import (
	"context"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// NewRanking is a ranking with what it changes over the one before.
type NewRanking struct {
	RankingView
	// Changes are in the order of sort names; empty for the first ranking.
	Changes []RankChange `json:"changes"`
}

// RankChange is one team before and after. Ranks are 0 and totals empty where the
// team is unranked or was not there.
type RankChange struct {
	TeamFace
	RankBefore    int             `json:"rank_before"`
	RankAfter     int             `json:"rank_after"`
	TotalBefore   string          `json:"total_before"` // exact
	TotalAfter    string          `json:"total_after"`
	OutcomeBefore scoring.Outcome `json:"outcome_before"`
	OutcomeAfter  scoring.Outcome `json:"outcome_after"`
}

// CreateRanking freezes the inputs of a closed stage and every figure that
// follows from them as the stage's next ranking; only the call's administrators
// may. Every ranking but the first needs a reason of at least 10 characters, and
// none overwrites another. Faults: result.not_found, result.administrators_only,
// result.stage_not_closed, result.already_released, result.no_tree; input:
// body.reason.
func (s *Service) CreateRanking(ctx context.Context, who actor.Actor, stageID, reason string) (NewRanking, error) {
	reason = strings.TrimSpace(reason)
	return store.Once(ctx, s.store, func(tx *store.Tx) (NewRanking, error) {
		stage, err := administered(tx, who, stageID, rank)
		if err != nil {
			return NewRanking{}, err
		}
		if stage.Definition.Tree == nil {
			return NewRanking{}, fault.New(fault.Conflict, "result.no_tree")
		}
		before, err := readDocket(tx, stage)
		if err != nil {
			return NewRanking{}, err
		}
		if fields := checkReason("body.reason", reason, before.ranking != nil); len(fields) > 0 {
			return NewRanking{}, fault.InvalidInput(fields...)
		}
		if err := s.makeRanking(tx, who, before, reason); err != nil {
			return NewRanking{}, err
		}
		after, err := readDocket(tx, stage)
		if err != nil {
			return NewRanking{}, err
		}
		view, err := after.view(tx, *after.ranking)
		return NewRanking{RankingView: view, Changes: changes(before, after)}, err
	})
}

func (s *Service) makeRanking(tx *store.Tx, who actor.Actor, d docket, reason string) error {
	c, err := call.ByID(tx, d.stage.CallID)
	if err != nil {
		return err
	}
	findings, err := findingsOf(tx, d.stage.ID)
	if err != nil {
		return err
	}
	in, err := gather(tx, d.stage, d.entries, findings)
	if err != nil {
		return err
	}
	row := record{
		ID: store.NewID(), StageID: d.stage.ID, Number: 1, TreeVersion: d.stage.TreeVersion,
		CodeVersion: s.cfg.CodeVersion, Reason: reason, CreatedBy: who.PersonID, CreatedAt: tx.Now(),
	}
	if d.ranking != nil {
		row.Number = d.ranking.Number + 1
	}
	if row, err = row.freeze(c, d.stage, in); err != nil {
		return err
	}
	if err := insertRanking(tx, row); err != nil {
		return err
	}
	_, err = audit.Record(tx, who, audit.Act{
		Action: "result.ranking_created", ObjectKind: "ranking", ObjectID: row.ID, CallID: c.ID,
		Details: map[string]any{"stage_id": d.stage.ID, "number": row.Number, "hash": row.Hash, "reason": reason},
	})
	return err
}

// changes compares two states of a stage; there is nothing to compare the first
// ranking with.
func changes(before, after docket) []RankChange {
	list := []RankChange{}
	if before.ranking == nil {
		return list
	}
	for _, e := range after.entries {
		was, is := before.ranks[e.TeamID], after.ranks[e.TeamID]
		list = append(list, RankChange{
			TeamFace: after.faces[e.TeamID], RankBefore: was.Rank, RankAfter: is.Rank,
			TotalBefore: exact(was.Total), TotalAfter: exact(is.Total),
			OutcomeBefore: was.Outcome, OutcomeAfter: is.Outcome,
		})
	}
	return list
}

// exact is the exact text of points; empty for none.
func exact(p *scoring.Points) string {
	if p == nil {
		return ""
	}
	return p.String()
}
