package call

import (
	"slices"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

// Stage is one step of a call, such as the paper review.
type Stage struct {
	ID       string
	CallID   string
	Key      string `gorm:"column:stage_key"`
	Position int    // 1 for the first stage
	Kind     Kind
	Title    Text `gorm:"embedded;embeddedPrefix:title_"`
	Phase    Phase
	Schedule `gorm:"embedded"`
	// Definition is what teams file, who decides and how it is scored.
	Definition StageDefinition `gorm:"serializer:shared_json"`
	// TreeVersion is 0 while the score tree can change and counts from 1 once
	// the call has locked it.
	TreeVersion int64
	Version     int64
	CreatedAt   clock.Instant `gorm:"autoCreateTime:false"`
	UpdatedAt   clock.Instant `gorm:"autoUpdateTime:false"`
}

// TableName is the table of stages.
func (Stage) TableName() string { return "stages" }

// Kind names what a stage is for readers; its rules come from its definition.
type Kind string

// The kinds of stage.
const (
	KindDocuments       Kind = "documents"        // completeness and eligibility
	KindPaper           Kind = "paper"            // review of what was filed
	KindPresentation    Kind = "presentation"     // presentation to a panel
	KindDeliberation    Kind = "deliberation"     // budget deliberation and the like
	KindPhaseEvaluation Kind = "phase_evaluation" // evaluation at the end of a funded phase
)

var kinds = []Kind{KindDocuments, KindPaper, KindPresentation, KindDeliberation, KindPhaseEvaluation}

// Schedule is when things happen in a stage. OpensAt and ClosesAt are zero where
// nothing is filed.
type Schedule struct {
	OpensAt         clock.Instant `json:"opens_at,omitempty"`         // filing starts
	ClosesAt        clock.Instant `json:"closes_at,omitempty"`        // the deadline: what arrives at this instant is late
	EvaluationUntil clock.Instant `json:"evaluation_until,omitempty"` // score sheets and gate findings are due
	ResultAt        clock.Instant `json:"result_at,omitempty"`        // planned announcement
}

// ScheduleField names one instant of a schedule.
type ScheduleField string

// The instants of a schedule, in their order in time.
const (
	OpensAt         ScheduleField = "opens_at"
	ClosesAt        ScheduleField = "closes_at"
	EvaluationUntil ScheduleField = "evaluation_until"
	ResultAt        ScheduleField = "result_at"
)

var scheduleFields = []ScheduleField{OpensAt, ClosesAt, EvaluationUntil, ResultAt}

// At gives the instant that the field names; zero for an unknown field.
func (s Schedule) At(field ScheduleField) clock.Instant {
	if at := s.field(field); at != nil {
		return *at
	}
	return 0
}

func (s *Schedule) field(field ScheduleField) *clock.Instant {
	switch field {
	case OpensAt:
		return &s.OpensAt
	case ClosesAt:
		return &s.ClosesAt
	case EvaluationUntil:
		return &s.EvaluationUntil
	case ResultAt:
		return &s.ResultAt
	}
	return nil
}

// uses reports whether the field means anything in a stage.
func (d StageDefinition) uses(field ScheduleField) bool {
	return d.Files() || !slices.Contains([]ScheduleField{OpensAt, ClosesAt}, field)
}

// EffectivePhase is the phase that holds at an instant: filing begins by itself
// when the stage's opening time comes, without anybody acting.
func (s Stage) EffectivePhase(c Call, now clock.Instant) Phase {
	if s.Phase == PhasePending && c.Status == StatusOpen && s.Definition.Files() && now >= s.OpensAt {
		return PhaseFiling
	}
	return s.Phase
}

// LeftFiling reports whether the stage has been moved past filing. From then on
// its deadline stays where it is, and only from then on those who run the call
// read what was filed: nobody who has read a filing can let another one in.
func (s Stage) LeftFiling() bool { return s.Phase != PhasePending && s.Phase != PhaseFiling }

// CheckFiling says whether what arrived at this instant may still be filed at
// the stage. Only the call's status and the schedule decide, never a phase that
// somebody sets by hand: what arrived before the deadline is in time even when it
// is worked on after it. Conflicts: call.stage_takes_no_filing, call.not_open,
// call.filing_not_begun, call.filing_over.
func (s Stage) CheckFiling(c Call, arrival clock.Instant) error {
	switch {
	case !s.Definition.Files():
		return fault.New(fault.Conflict, "call.stage_takes_no_filing")
	case c.Status != StatusOpen:
		return fault.New(fault.Conflict, "call.not_open")
	case arrival < s.OpensAt:
		return fault.New(fault.Conflict, "call.filing_not_begun", fault.Args{"at": s.OpensAt.KST()})
	case arrival >= s.ClosesAt:
		return fault.New(fault.Conflict, "call.filing_over", fault.Args{"at": s.ClosesAt.KST()})
	}
	return nil
}
