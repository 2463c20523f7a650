package submission

import (
	"context"
	"encoding/json"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Section is the state of one section of the form. Complete is the team's own
// answer to whether it is done.
type Section struct {
	ID           string
	SubmissionID string
	SectionKey   string
	Answers      map[string]any `gorm:"serializer:json"`
	Complete     bool
	Version      int64 // 0 until first saved
	UpdatedBy    string
	UpdatedAt    clock.Instant `gorm:"autoUpdateTime:false"`
}

// TableName names the table of sections.
func (Section) TableName() string { return "submission_sections" }

// SectionInput is one save of a section: all its answers so far.
type SectionInput struct {
	SubmissionID string
	Key          string
	Answers      map[string]any
	Complete     bool
	IfVersion    int64 // the version that the answers started from; 0 for the first save
}

// SaveSection stores the answers as far as they are. Types and greatest lengths
// are checked at every save, everything else once the section is said to be
// complete. Who saves over somebody else's version is refused with the version
// that stands (PreconditionFailed, store.changed_meanwhile). Faults:
// submission.not_found, submission.section_not_found, those of
// call.Stage.CheckFiling; input: as call.Section.Check.
func (s *Service) SaveSection(ctx context.Context, who actor.Actor, in SectionInput) (Section, error) {
	var saved Section
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		a, err := forChange(tx, who, in.SubmissionID)
		if err != nil {
			return err
		}
		rule, ok := a.stage.Definition.Section(in.Key)
		if !ok {
			return fault.New(fault.NotFound, "submission.section_not_found")
		}
		row, err := sectionOf(tx, in.SubmissionID, in.Key)
		if err != nil {
			return err
		}
		if row.Version != in.IfVersion {
			return fault.New(fault.PreconditionFailed, "store.changed_meanwhile", fault.Args{"version": row.Version})
		}
		if err := checkAnswers(rule, in); err != nil {
			return err
		}
		if row.Answers, err = plain(in.Answers); err != nil {
			return err
		}
		row.Complete, row.UpdatedBy, row.UpdatedAt = in.Complete, who.PersonID, tx.Now()
		saved, err = saveSection(tx, row)
		return err
	})
	return saved, err
}

func checkAnswers(rule call.Section, in SectionInput) error {
	check := rule.CheckDraft
	if in.Complete {
		check = rule.Check
	}
	if fields := check(in.Answers); len(fields) > 0 {
		return fault.InvalidInput(fields...)
	}
	return nil
}

// plain gives the answers in the form in which they are read back, so that 3.0
// is stored, hashed and compared as 3.
func plain(answers map[string]any) (map[string]any, error) {
	out := map[string]any{}
	if len(answers) == 0 {
		return out, nil
	}
	raw, err := json.Marshal(answers)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(raw, &out)
	return out, err
}
