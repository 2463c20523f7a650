package call

import (
	"slices"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

// Status is where a call is in its life.
type Status string

// A call is prepared, runs, and is over.
const (
	StatusDraft  Status = "draft"
	StatusOpen   Status = "open"
	StatusClosed Status = "closed"
)

// CanBecome reports whether a call may go from s to the next status.
func (s Status) CanBecome(next Status) bool {
	return s == StatusDraft && next == StatusOpen || s == StatusOpen && next == StatusClosed
}

// Phase is a state inside a stage.
type Phase string

// The phases. A stage goes through those that its definition has, in this order,
// and never back.
const (
	PhasePending   Phase = "pending"   // not begun
	PhaseFiling    Phase = "filing"    // teams file; only where something is filed
	PhaseScreening Phase = "screening" // people decide gates; only without a score tree
	PhaseScoring   Phase = "scoring"   // judges score; only with a score tree
	PhaseClosed    Phase = "closed"    // nobody scores or screens any more
	PhaseReleased  Phase = "released"  // the result is out
)

var phases = []Phase{PhasePending, PhaseFiling, PhaseScreening, PhaseScoring, PhaseClosed, PhaseReleased}

// Phases lists the phases that a stage with this definition goes through.
func (d StageDefinition) Phases() []Phase {
	way := []Phase{PhasePending}
	if d.Files() {
		way = append(way, PhaseFiling)
	}
	work := PhaseScreening
	if d.Tree != nil {
		work = PhaseScoring
	}
	return append(way, work, PhaseClosed, PhaseReleased)
}

// CanBecome reports whether a stage with this definition may go from one phase
// straight to the other.
func (d StageDefinition) CanBecome(from, to Phase) bool {
	way := d.Phases()
	at := slices.Index(way, from)
	return at >= 0 && at+1 < len(way) && way[at+1] == to
}

// circumstances are what a change of phase depends on beside the stage.
type circumstances struct {
	call             Call
	previousReleased bool // true for the first stage
	now              clock.Instant
}

// checkPhase says why the stage may not enter the phase now; nil if it may.
func (s Stage) checkPhase(to Phase, c circumstances) error {
	if c.call.Status != StatusOpen {
		return fault.New(fault.Conflict, "call.not_open")
	}
	from := s.EffectivePhase(c.call, c.now)
	if to == PhaseFiling && s.Phase == PhasePending && from == PhaseFiling {
		return nil // writes down what already holds
	}
	if s.Definition.Files() && from == PhasePending {
		return fault.New(fault.Conflict, "call.filing_not_begun", fault.Args{"at": s.OpensAt.KST()})
	}
	if !s.Definition.CanBecome(from, to) {
		return fault.New(fault.Conflict, "call.phase_not_next")
	}
	return s.checkWork(to, c)
}

// checkWork says why screening or scoring may not begin yet.
func (s Stage) checkWork(to Phase, c circumstances) error {
	if to != PhaseScreening && to != PhaseScoring {
		return nil
	}
	if !c.previousReleased {
		return fault.New(fault.Conflict, "call.previous_stage_not_released")
	}
	if s.Definition.Files() && c.now < s.ClosesAt {
		return fault.New(fault.Conflict, "call.filing_still_open", fault.Args{"at": s.ClosesAt.KST()})
	}
	return nil
}
