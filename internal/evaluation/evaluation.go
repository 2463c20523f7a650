// Package evaluation owns the score sheets: what a judge may read of a team, the
// draft that is saved while the judge works, and its submission. It must never
// show a sheet to anybody but the judge who wrote it, nor let anything that a
// judge, an applicant or an administrator receives before the stage is closed
// depend on somebody's scores.
package evaluation

import (
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/submission"
)

// Limits of what a judge may write where the stage sets none, in characters.
const (
	maxComment = 5_000
	maxOpinion = 10_000
)

// Sheet is one judge's score sheet for one team at one stage.
type Sheet struct {
	ID           string
	AssignmentID string
	TreeVersion  int64 // of the score tree that the sheet was begun under
	Status       Status
	Opinion      string
	Version      int64
	CreatedAt    clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt    clock.Instant `gorm:"autoUpdateTime:false"`
	SubmittedAt  clock.Instant
}

// TableName names the table of sheets.
func (Sheet) TableName() string { return "score_sheets" }

// Entry is one criterion's line of a sheet. Points is the exact decimal, or
// empty while the criterion is not scored.
type Entry struct {
	ID           string
	ScoreSheetID string
	CriterionKey string
	Points       string
	Comment      string
}

// TableName names the table of lines.
func (Entry) TableName() string { return "score_entries" }

// SheetWithEntries is a sheet that counts, for the package that ranks.
type SheetWithEntries struct {
	Sheet      Sheet
	Assignment panel.Assignment
	Entries    []Entry
}

// Scores gives the points by criterion; scoring.ErrNotPoints tells of a row that
// was changed behind our back.
func (s SheetWithEntries) Scores() (map[string]scoring.Points, error) {
	scores := make(map[string]scoring.Points, len(s.Entries))
	for _, e := range s.Entries {
		if e.Points == "" {
			continue
		}
		points, err := scoring.ParsePoints(e.Points)
		if err != nil {
			return nil, err
		}
		scores[e.CriterionKey] = points
	}
	return scores, nil
}

// Service lets judges work on their sheets.
type Service struct {
	store     *store.Store
	documents *submission.Service
}

// New makes the service; documents opens what teams have filed.
func New(s *store.Store, documents *submission.Service) *Service {
	return &Service{store: s, documents: documents}
}

func errSheetNotFound() error { return fault.New(fault.NotFound, "evaluation.sheet_not_found") }

func errRecused() error { return fault.New(fault.Gone, "evaluation.recused") }
