package call

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/scoring"
)

func TestACallOnlyGoesForward(t *testing.T) {
	all := []Status{StatusDraft, StatusOpen, StatusClosed}
	for i, from := range all {
		for j, to := range all {
			if got, want := from.CanBecome(to), j == i+1; got != want {
				t.Errorf("%s to %s: got %v", from, to, got)
			}
		}
	}
}

func TestPhasesFollowTheDefinition(t *testing.T) {
	form := &Form{}
	for _, c := range []struct {
		name       string
		definition StageDefinition
		want       []Phase
	}{
		{"gates alone", StageDefinition{}, []Phase{PhasePending, PhaseScreening, PhaseClosed, PhaseReleased}},
		{"filing and gates", StageDefinition{Form: form}, []Phase{PhasePending, PhaseFiling, PhaseScreening, PhaseClosed, PhaseReleased}},
		{"scores", StageDefinition{Tree: &scoring.Tree{}}, []Phase{PhasePending, PhaseScoring, PhaseClosed, PhaseReleased}},
		{"requests and scores", StageDefinition{Requests: true, Tree: &scoring.Tree{}}, []Phase{PhasePending, PhaseFiling, PhaseScoring, PhaseClosed, PhaseReleased}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.definition.Phases(); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestFilingDependsOnTheScheduleAlone(t *testing.T) {
	opens := clock.FromTime(time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC))
	closes := opens + 31*clock.Day
	stage := Stage{Definition: StageDefinition{Requests: true}, Schedule: Schedule{OpensAt: opens, ClosesAt: closes}}
	open := Call{Status: StatusOpen}
	for _, c := range []struct {
		name    string
		call    Call
		phase   Phase
		arrival clock.Instant
		want    string
	}{
		{"just before the opening", open, PhasePending, opens - 1, "call.filing_not_begun"},
		{"at the opening", open, PhasePending, opens, ""},
		{"one microsecond before the deadline", open, PhaseFiling, closes - 1, ""},
		{"before the deadline, worked on after it", open, PhaseScreening, closes - 1, ""},
		{"at the deadline", open, PhaseFiling, closes, "call.filing_over"},
		{"in a draft", Call{Status: StatusDraft}, PhasePending, opens, "call.not_open"},
		{"in a closed call", Call{Status: StatusClosed}, PhaseFiling, opens, "call.not_open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			stage.Phase = c.phase
			if got := fault.CodeOf(stage.CheckFiling(c.call, c.arrival)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if got := fault.CodeOf(Stage{}.CheckFiling(open, opens)); got != "call.stage_takes_no_filing" {
		t.Errorf("a stage without a form: %q", got)
	}
}

// A stage under random commands at random times never goes back, never skips its
// work, never begins it before the deadline or before the stage in front of it.
func TestAStageKeepsItsRulesUnderAnyCommands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stage := Stage{Phase: PhasePending, Schedule: Schedule{OpensAt: 10, ClosesAt: 20}}
		stage.Definition.Requests = rapid.Bool().Draw(t, "files")
		if rapid.Bool().Draw(t, "scored") {
			stage.Definition.Tree = &scoring.Tree{}
		}
		way := stage.Definition.Phases()
		c := circumstances{call: Call{Status: StatusOpen}}
		for range rapid.IntRange(1, 20).Draw(t, "commands") {
			c.now += clock.Instant(rapid.IntRange(0, 6).Draw(t, "wait"))
			c.previousReleased = c.previousReleased || rapid.Bool().Draw(t, "previous released")
			from, to := stage.EffectivePhase(c.call, c.now), rapid.SampledFrom(phases).Draw(t, "to")
			if stage.checkPhase(to, c) != nil {
				continue
			}
			step := slices.Index(way, to) - slices.Index(way, from)
			writesDown := to == PhaseFiling && from == PhaseFiling && stage.Phase == PhasePending
			if step != 1 && !writesDown {
				t.Fatalf("%s to %s at %d", from, to, c.now)
			}
			work := to == PhaseScreening || to == PhaseScoring
			if work && (!c.previousReleased || stage.Definition.Files() && c.now < stage.ClosesAt) {
				t.Fatalf("%s at %d with the stage before released: %v", to, c.now, c.previousReleased)
			}
			stage.Phase = to
		}
	})
}

func TestNoPhaseChangesOutsideOfARunningCall(t *testing.T) {
	stage := Stage{Phase: PhasePending}
	for _, status := range []Status{StatusDraft, StatusClosed} {
		c := circumstances{call: Call{Status: status}, previousReleased: true, now: 100}
		for _, to := range phases {
			if fault.CodeOf(stage.checkPhase(to, c)) != "call.not_open" {
				t.Errorf("%s: a stage became %s", status, to)
			}
		}
	}
}
