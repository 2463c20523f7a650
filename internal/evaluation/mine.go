package evaluation

import (
	"cmp"
	"context"
	"slices"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/panel"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Task is one team that a judge has to score. After a recusal only its id,
// stage and status are left.
type Task struct {
	AssignmentID string        `json:"assignment_id"`
	Status       panel.Status  `json:"status"` // active or recused
	Stage        StageFace     `json:"stage"`
	Team         *TeamFace     `json:"team,omitempty"`
	SheetID      string        `json:"sheet_id,omitempty"`     // empty while not begun
	SheetStatus  Status        `json:"sheet_status,omitempty"` // empty while not begun
	RecusedAt    clock.Instant `json:"recused_at,omitzero"`
}

// MyAssignments lists the judge's own tasks by due time, then by the team's sort
// name. Nothing in it tells whether anybody else scores the same team.
func (s *Service) MyAssignments(ctx context.Context, who actor.Actor) (tasks []Task, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		tasks, err = tasksOf(tx, who)
		return err
	})
	return tasks, err
}

// given is an assignment with what its judge is told about it.
type given struct {
	assignment panel.Assignment
	team       team.Team
	stage      StageFace
}

func tasksOf(tx *store.Tx, who actor.Actor) ([]Task, error) {
	assignments, err := panel.OfJudge(tx, who)
	if err != nil {
		return nil, err
	}
	sheets, err := sheetsOf(tx, assignments)
	if err != nil {
		return nil, err
	}
	mine, err := inOrder(tx, assignments)
	if err != nil {
		return nil, err
	}
	faces, err := facesOfTeams(tx, mine)
	tasks := make([]Task, 0, len(mine))
	for _, g := range mine {
		tasks = append(tasks, g.task(sheets[g.assignment.ID], faces[g.team.ID]))
	}
	return tasks, err
}

func inOrder(tx *store.Tx, assignments []panel.Assignment) ([]given, error) {
	ids := make([]string, 0, len(assignments))
	for _, a := range assignments {
		ids = append(ids, a.TeamID)
	}
	teams, err := team.Teams(tx, ids)
	if err != nil {
		return nil, err
	}
	stages, err := facesOfStages(tx, assignments)
	mine := make([]given, 0, len(assignments))
	for _, a := range assignments {
		if t := teams[a.TeamID]; t.Status == team.Active {
			mine = append(mine, given{assignment: a, team: t, stage: stages[a.StageID]})
		}
	}
	slices.SortFunc(mine, compare)
	return mine, err
}

func compare(a, b given) int {
	return cmp.Or(
		cmp.Compare(a.stage.DueAt, b.stage.DueAt),
		cmp.Compare(a.stage.ID, b.stage.ID),
		cmp.Compare(a.team.SortName, b.team.SortName),
		cmp.Compare(a.team.ID, b.team.ID),
	)
}

func (g given) task(sheet Sheet, face TeamFace) Task {
	t := Task{AssignmentID: g.assignment.ID, Status: g.assignment.Status, Stage: g.stage}
	if t.Status == panel.Recused {
		t.RecusedAt = g.assignment.EndedAt
		return t
	}
	t.Team, t.SheetID, t.SheetStatus = &face, sheet.ID, sheet.Status
	return t
}

func facesOfStages(tx *store.Tx, assignments []panel.Assignment) (map[string]StageFace, error) {
	faces := map[string]StageFace{}
	for _, a := range assignments {
		if _, known := faces[a.StageID]; known {
			continue
		}
		stage, err := call.StageByID(tx, a.StageID)
		if err != nil {
			return nil, err
		}
		if faces[a.StageID], err = faceOfStage(tx, stage); err != nil {
			return nil, err
		}
	}
	return faces, nil
}

func facesOfTeams(tx *store.Tx, mine []given) (map[string]TeamFace, error) {
	leads := make([]string, 0, len(mine))
	for _, g := range mine {
		leads = append(leads, g.team.LeadOrganisationID)
	}
	organisations, err := account.Organisations(tx, leads)
	faces := make(map[string]TeamFace, len(mine))
	for _, g := range mine {
		faces[g.team.ID] = faceOfTeam(g.team, organisations[g.team.LeadOrganisationID])
	}
	return faces, err
}
