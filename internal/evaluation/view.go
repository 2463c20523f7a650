package evaluation

import (
	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/team"
)

// SheetView is a sheet as its judge sees it, complete for a screen.
type SheetView struct {
	ID           string          `json:"id"`
	AssignmentID string          `json:"assignment_id"`
	Stage        StageFace       `json:"stage"`
	Team         TeamFace        `json:"team"`
	Status       Status          `json:"status"`
	Editable     bool            `json:"editable"` // when this was asked for
	TreeVersion  int64           `json:"tree_version"`
	Version      int64           `json:"version"`
	Criteria     []CriterionView `json:"criteria"`
	Entries      []EntryView     `json:"entries"` // one for each criterion, in the same order
	Opinion      string          `json:"opinion"`
	OpinionMax   int             `json:"opinion_max"`
	Total        string          `json:"total"` // exact, of what is scored so far
	Maximum      string          `json:"maximum"`
	UpdatedAt    clock.Instant   `json:"updated_at"`
	SubmittedAt  clock.Instant   `json:"submitted_at"`
}

// CriterionView is a criterion of the form. Lengths are in characters.
type CriterionView struct {
	Key        string    `json:"key"`
	Title      call.Text `json:"title"`
	Help       call.Text `json:"help"`
	Points     string    `json:"points"`
	Step       string    `json:"step"`
	CommentMin int       `json:"comment_min"`
	CommentMax int       `json:"comment_max"`
}

// EntryView is what the judge wrote about a criterion.
type EntryView struct {
	CriterionKey string `json:"criterion_key"`
	Points       string `json:"points"` // exact decimal; empty while not scored
	Comment      string `json:"comment"`
}

// TeamFace is all that a judge is told of a team beside its documents.
type TeamFace struct {
	Name             string `json:"name"`
	NameEn           string `json:"name_en"`
	LeadOrganisation string `json:"lead_organisation"`
}

// StageFace is what a judge is told of a stage.
type StageFace struct {
	ID        string        `json:"id"`
	CallID    string        `json:"call_id"`
	CallTitle call.Text     `json:"call_title"`
	Title     call.Text     `json:"title"`
	Phase     call.Phase    `json:"phase"`
	DueAt     clock.Instant `json:"due_at"` // what arrives at this instant is late
}

func (w work) view(tx *store.Tx, who actor.Actor) (SheetView, error) {
	sum, err := total(w.entries)
	if err != nil {
		return SheetView{}, err
	}
	stage, err := faceOfStage(tx, w.stage)
	if err != nil {
		return SheetView{}, err
	}
	t, err := team.ByID(tx, w.assignment.TeamID)
	if err != nil {
		return SheetView{}, err
	}
	lead, err := account.OrganisationByID(tx, t.LeadOrganisationID)
	return SheetView{
		ID: w.sheet.ID, AssignmentID: w.assignment.ID, Stage: stage, Team: faceOfTeam(t, lead), Status: w.sheet.Status,
		Editable:    w.sheet.Status == Draft && w.mayWrite(who.Arrival) == nil,
		TreeVersion: w.sheet.TreeVersion, Version: w.sheet.Version,
		Criteria: w.form.view(), Entries: w.lines(), Opinion: w.sheet.Opinion, OpinionMax: maxOpinion,
		Total: sum.String(), Maximum: w.form.maximum().String(),
		UpdatedAt: w.sheet.UpdatedAt, SubmittedAt: w.sheet.SubmittedAt,
	}, err
}

func (f form) view() []CriterionView {
	views := make([]CriterionView, 0, len(f))
	for _, l := range f {
		views = append(views, CriterionView{
			Key: l.Key, Title: l.text.Title, Help: l.text.Help, Points: l.Points.String(), Step: l.Step.String(),
			CommentMin: l.text.CommentMin, CommentMax: l.commentMax(),
		})
	}
	return views
}

func (w work) lines() []EntryView {
	views := make([]EntryView, 0, len(w.form))
	for _, l := range w.form {
		e := w.entries[l.Key]
		views = append(views, EntryView{CriterionKey: l.Key, Points: e.Points, Comment: e.Comment})
	}
	return views
}

func faceOfTeam(t team.Team, lead account.Organisation) TeamFace {
	return TeamFace{Name: t.Name, NameEn: t.NameEn, LeadOrganisation: lead.Name}
}

func faceOfStage(tx *store.Tx, stage call.Stage) (StageFace, error) {
	c, err := call.ByID(tx, stage.CallID)
	return StageFace{
		ID: stage.ID, CallID: stage.CallID, CallTitle: c.Title, Title: stage.Title,
		Phase: stage.Phase, DueAt: stage.EvaluationUntil,
	}, err
}
