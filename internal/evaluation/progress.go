package evaluation

import (
	"cmp"
	"context"
	"slices"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// SubmittedSheets gives the sheets of a stage that count: handed in, under an
// assignment that is still active. Drafts and sealed sheets never count. They
// stand in the order of team and judge ids.
func SubmittedSheets(tx *store.Tx, stageID string) ([]SheetWithEntries, error) {
	assignments, err := panel.Assignments(tx, stageID)
	if err != nil {
		return nil, err
	}
	sheets, err := sheetsOf(tx, assignments)
	if err != nil {
		return nil, err
	}
	entries, err := entriesOfStage(tx, stageID)
	counting := []SheetWithEntries{}
	for _, a := range assignments {
		sheet := sheets[a.ID]
		if a.Status == panel.Active && sheet.Status == Submitted {
			counting = append(counting, SheetWithEntries{Sheet: sheet, Assignment: a, Entries: entries[sheet.ID]})
		}
	}
	slices.SortFunc(counting, func(a, b SheetWithEntries) int {
		return cmp.Or(
			cmp.Compare(a.Assignment.TeamID, b.Assignment.TeamID),
			cmp.Compare(a.Assignment.JudgeID, b.Assignment.JudgeID),
		)
	})
	return counting, err
}

// State is how far a judge is with a team.
type State string

// The states that those who run the call see.
const (
	NotBegun  State = "not_begun"
	Begun     State = "draft"
	HandedIn  State = "submitted"
	SteppedBy State = "recused"
)

// Cell is one judge's progress with one team.
type Cell struct {
	AssignmentID string `json:"assignment_id"`
	TeamID       string `json:"team_id"`
	JudgeID      string `json:"judge_id"`
	State        State  `json:"state"`
}

// Board says who has scored, never what.
type Board struct {
	StageID   string             `json:"stage_id"`
	Members   []panel.MemberView `json:"members"`
	Teams     []panel.TeamView   `json:"teams"`
	Cells     []Cell             `json:"cells"`
	Expected  int                `json:"expected"` // sheets of active assignments
	Submitted int                `json:"submitted"`
}

// Progress shows the board to the call's administrators and approvers; to
// anyone else there is none (panel.not_found).
func (s *Service) Progress(ctx context.Context, who actor.Actor, stageID string) (b Board, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := panel.Seen(tx, who, stageID)
		if err != nil {
			return err
		}
		b, err = Progress(tx, stage)
		return err
	})
	return b, err
}

// Progress reads the board of a stage.
func Progress(tx *store.Tx, stage call.Stage) (Board, error) {
	o, err := panel.View(tx, stage)
	if err != nil {
		return Board{}, err
	}
	assignments, err := panel.Assignments(tx, stage.ID)
	if err != nil {
		return Board{}, err
	}
	sheets, err := sheetsOf(tx, assignments)
	b := Board{StageID: stage.ID, Members: o.Members, Teams: o.Teams, Cells: []Cell{}}
	for _, a := range o.Assignments {
		cell := Cell{AssignmentID: a.ID, TeamID: a.TeamID, JudgeID: a.JudgeID, State: state(a.Status, sheets[a.ID])}
		b.Cells = append(b.Cells, cell)
		if a.Status == panel.Active {
			b.Expected++
		}
		if cell.State == HandedIn {
			b.Submitted++
		}
	}
	return b, err
}

func state(status panel.Status, sheet Sheet) State {
	switch {
	case status == panel.Recused:
		return SteppedBy
	case sheet.Status == Submitted:
		return HandedIn
	case sheet.Status == Draft:
		return Begun
	}
	return NotBegun
}
