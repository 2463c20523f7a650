package result

import (
	"slices"

	"wbl/internal/call"
	"wbl/internal/fault"
)

// act is what people do to the result of a stage.
type act string

const (
	find    act = "find"    // answer a gate
	rank    act = "rank"    // make a ranking
	decide  act = "decide"  // decide about teams
	release act = "release" // let the result out
)

// phases says when each act is possible. A released result stands: correcting
// it is another act, with a reason that everyone can read.
var phases = map[act][]call.Phase{
	find:    {call.PhaseScreening, call.PhaseScoring, call.PhaseClosed},
	rank:    {call.PhaseClosed},
	decide:  {call.PhaseClosed},
	release: {call.PhaseClosed},
}

// allowed says why the act cannot happen in the stage's phase; nil if it can.
func (a act) allowed(stage call.Stage) error {
	switch {
	case slices.Contains(phases[a], stage.Phase):
		return nil
	case stage.Phase == call.PhaseReleased:
		return fault.New(fault.Conflict, "result.already_released")
	case a == find:
		return fault.New(fault.Conflict, "result.gates_not_begun")
	}
	return fault.New(fault.Conflict, "result.stage_not_closed")
}
