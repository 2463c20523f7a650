package panel

import (
	"context"
	"fmt"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Pair names one judge and one team.
type Pair struct {
	JudgeID string `json:"judge_id"`
	TeamID  string `json:"team_id"`
}

// AssignInput asks for every judge and every team that entered the stage, or
// for the pairs that are listed; never for both.
type AssignInput struct {
	All   bool
	Pairs []Pair
}

// Assigned counts what became of the pairs that were asked for.
type Assigned struct {
	Added     int `json:"added"`
	Unchanged int `json:"unchanged"`
	Recused   int `json:"recused"` // left alone, because the judge has a conflict
}

// Assign gives teams to judges; only the call's administrator may. What is
// assigned already stays as it is, and a recusal stays a recusal. Faults:
// panel.not_found, panel.stage_over, panel.no_members, panel.no_teams; input:
// panel.choose_all_or_pairs, panel.not_a_member, panel.team_not_entered,
// panel.pair_repeated, panel.pair_recused.
func (s *Service) Assign(ctx context.Context, who actor.Actor, stageID string, in AssignInput) (Assigned, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Assigned, error) {
		return assign(tx, who, stageID, in)
	})
}

func assign(tx *store.Tx, who actor.Actor, stageID string, in AssignInput) (Assigned, error) {
	stage, err := administered(tx, who, stageID)
	if err != nil {
		return Assigned{}, err
	}
	if err := notOver(stage); err != nil {
		return Assigned{}, err
	}
	if err := lockStage(tx, stage.ID); err != nil {
		return Assigned{}, err
	}
	t, err := readTable(tx, stage.ID)
	if err != nil {
		return Assigned{}, err
	}
	pairs, err := t.pairs(in)
	if err != nil {
		return Assigned{}, err
	}
	plan := t.plan(pairs)
	if err := plan.carryOut(tx, who, stage); err != nil {
		return Assigned{}, err
	}
	return plan.counts(), recordAssigned(tx, who, stage, plan)
}

// table is the panel of a stage across the teams that entered it.
type table struct {
	members []Member
	entries []team.Entry
	present map[Pair]Assignment
}

func readTable(tx *store.Tx, stageID string) (t table, err error) {
	if t.members, err = Members(tx, stageID); err != nil {
		return t, err
	}
	if t.entries, err = team.Entries(tx, stageID); err != nil {
		return t, err
	}
	rows, err := Assignments(tx, stageID)
	t.present = make(map[Pair]Assignment, len(rows))
	for _, a := range rows {
		t.present[Pair{JudgeID: a.JudgeID, TeamID: a.TeamID}] = a
	}
	return t, err
}

// pairs gives what is asked for, checked.
func (t table) pairs(in AssignInput) ([]Pair, error) {
	switch {
	case in.All == (len(in.Pairs) > 0):
		return nil, fault.InvalidInput(fault.At("body.pairs", "panel.choose_all_or_pairs"))
	case len(in.Pairs) > maxPairs:
		return nil, fault.InvalidInput(fault.At("body.pairs", "panel.too_many_pairs", fault.Args{"max": maxPairs}))
	case len(t.members) == 0:
		return nil, fault.New(fault.Conflict, "panel.no_members")
	case len(t.entries) == 0:
		return nil, fault.New(fault.Conflict, "panel.no_teams")
	case in.All:
		return t.all(), nil
	}
	return in.Pairs, t.check(in.Pairs)
}

func (t table) all() []Pair {
	pairs := make([]Pair, 0, len(t.members)*len(t.entries))
	for _, e := range t.entries {
		for _, m := range t.members {
			pairs = append(pairs, Pair{JudgeID: m.PersonID, TeamID: e.TeamID})
		}
	}
	return pairs
}

// check names every pair that cannot be, and why.
func (t table) check(pairs []Pair) error {
	seated, entered, seen := map[string]bool{}, map[string]bool{}, map[Pair]bool{}
	for _, m := range t.members {
		seated[m.PersonID] = true
	}
	for _, e := range t.entries {
		entered[e.TeamID] = true
	}
	fields := []fault.Field{}
	for i, p := range pairs {
		at := fmt.Sprintf("body.pairs[%d]", i)
		if !seated[p.JudgeID] {
			fields = append(fields, fault.At(at+".judge_id", "panel.not_a_member"))
		}
		if !entered[p.TeamID] {
			fields = append(fields, fault.At(at+".team_id", "panel.team_not_entered"))
		}
		if seen[p] {
			fields = append(fields, fault.At(at, "panel.pair_repeated"))
		}
		if t.present[p].Status == Recused {
			fields = append(fields, fault.At(at, "panel.pair_recused"))
		}
		seen[p] = true
	}
	if len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

// plan sorts pairs by what has to be done about them.
type plan struct {
	fresh     []Pair
	again     []Assignment // withdrawn before, given back now
	unchanged int
	recused   int
}

func (t table) plan(pairs []Pair) plan {
	p := plan{}
	for _, pair := range pairs {
		a, present := t.present[pair]
		switch {
		case !present:
			p.fresh = append(p.fresh, pair)
		case a.Status.becomes(Active):
			p.again = append(p.again, a)
		case a.Status == Recused:
			p.recused++
		default:
			p.unchanged++
		}
	}
	return p
}

func (p plan) counts() Assigned {
	return Assigned{Added: len(p.fresh) + len(p.again), Unchanged: p.unchanged, Recused: p.recused}
}

func (p plan) carryOut(tx *store.Tx, who actor.Actor, stage call.Stage) error {
	rows := make([]Assignment, 0, len(p.fresh))
	for _, pair := range p.fresh {
		rows = append(rows, Assignment{
			ID: store.NewID(), StageID: stage.ID, TeamID: pair.TeamID, JudgeID: pair.JudgeID,
			Status: Active, AssignedBy: who.PersonID, AssignedAt: tx.Now(),
		})
	}
	if err := insertAssignments(tx, rows); err != nil {
		return err
	}
	for _, a := range p.again {
		a.Status, a.AssignedBy, a.AssignedAt, a.EndedAt = Active, who.PersonID, tx.Now(), 0
		if err := updateAssignment(tx, a); err != nil {
			return err
		}
	}
	return nil
}

func recordAssigned(tx *store.Tx, who actor.Actor, stage call.Stage, p plan) error {
	pairs := append([]Pair{}, p.fresh...)
	for _, a := range p.again {
		pairs = append(pairs, Pair{JudgeID: a.JudgeID, TeamID: a.TeamID})
	}
	if len(pairs) == 0 {
		return nil
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "panel.teams_assigned", ObjectKind: "stage", ObjectID: stage.ID, CallID: stage.CallID,
		Details: map[string]any{"pairs": pairs},
	})
	return err
}
