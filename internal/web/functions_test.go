package web

import (
	"testing"

	"wbl/internal/call"
	"wbl/internal/clock"
)

func TestWhereACallStands(t *testing.T) {
	const deadline = 100 * clock.Day
	stages := func(phases ...call.Phase) (out []call.Stage) {
		for _, phase := range phases {
			out = append(out, call.Stage{Phase: phase, Schedule: call.Schedule{ClosesAt: deadline}})
		}
		return out
	}
	for _, c := range []struct {
		name            string
		status          call.Status
		stages          []call.Stage
		now             clock.Instant
		takes, finished bool
	}{
		{"before the deadline", call.StatusOpen, stages(call.PhasePending, call.PhasePending), deadline - 1, true, false},
		{"at the deadline", call.StatusOpen, stages(call.PhasePending, call.PhasePending), deadline, false, false},
		{"one stage released", call.StatusOpen, stages(call.PhaseReleased, call.PhaseScoring), deadline + 1, false, false},
		{"all released", call.StatusOpen, stages(call.PhaseReleased, call.PhaseReleased), deadline + 1, false, true},
		{"closed early", call.StatusClosed, stages(call.PhasePending), deadline - 1, false, true},
		{"no stages", call.StatusOpen, nil, 0, false, false},
	} {
		v := call.View{Call: call.Call{Status: c.status}, Stages: c.stages}
		if got := takesApplications(v, c.now); got != c.takes {
			t.Errorf("%s: takes applications: %t", c.name, got)
		}
		if got := finished(v); got != c.finished {
			t.Errorf("%s: finished: %t", c.name, got)
		}
	}
}
