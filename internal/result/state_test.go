package result_test

import (
	"flag"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/result"
	"wbl/internal/storetest"
)

// model is what must hold of the documents stage, told in the simplest way.
type model struct {
	phase    int            // place in phases
	gates    map[[2]int]int // team and gate: when it was last judged
	fails    map[[2]int]bool
	decision map[int]result.Outcome
	decided  map[int]int // when
	now      int
}

var phases = []call.Phase{call.PhaseFiling, call.PhaseScreening, call.PhaseClosed, call.PhaseReleased}

var gateKeys = []string{"complete", "eligible"}

func (m *model) failed(team int) bool { return m.fails[[2]int{team, 0}] || m.fails[[2]int{team, 1}] }

// releasable says of each team whether both gates are judged, and a decision that
// came after agrees with them.
func (m *model) releasable() bool {
	for team := range teamNames {
		outcome, decided := m.decision[team]
		if !decided || m.failed(team) && outcome != result.Fail {
			return false
		}
		for gate := range gateKeys {
			at, judged := m.gates[[2]int{team, gate}]
			if !judged || at > m.decided[team] {
				return false
			}
		}
	}
	return m.phase == 2
}

// Each check is a call of its own in a real database; the flag -rapid.checks asks
// for more of them.
func fewerChecks(t *testing.T) {
	t.Helper()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := flag.Set("rapid.checks", "15"); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever people do in whatever order: it happens when the model allows it and
// is refused otherwise, nothing shows before the release, and nothing changes
// after it.
func TestAnyOrderOfActsKeepsTheRules(t *testing.T) {
	fewerChecks(t)
	clk := clock.NewManual(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	s := storetest.Open(t, clk)
	rapid.Check(t, func(rt *rapid.T) {
		w := announce(t, s, clk)
		w.phase("documents", call.PhaseFiling)
		m := &model{gates: map[[2]int]int{}, fails: map[[2]int]bool{}, decision: map[int]result.Outcome{}, decided: map[int]int{}}
		rt.Repeat(map[string]func(*rapid.T){
			"gate":    func(rt *rapid.T) { m.gate(rt, w) },
			"decide":  func(rt *rapid.T) { m.decide(rt, w) },
			"release": func(rt *rapid.T) { m.release(rt, w) },
			"all": func(rt *rapid.T) {
				for range teamNames {
					m.decide(rt, w)
				}
			},
			"phase": func(*rapid.T) {
				if m.phase < 2 {
					m.phase++
					w.phase("documents", phases[m.phase])
				}
			},
			"": func(rt *rapid.T) { m.check(rt, w) },
		})
	})
}

func (m *model) tick(w *world) {
	m.now++
	w.clock.Advance(time.Second)
}

func agree(rt *rapid.T, what string, allowed bool, err error) {
	if allowed != (err == nil) {
		rt.Fatalf("%s: allowed %v, error %v %v", what, allowed, err, codesOf(err))
	}
}

func (m *model) gate(rt *rapid.T, w *world) {
	m.tick(w)
	team, gate := rapid.IntRange(0, 3).Draw(rt, "team"), rapid.IntRange(0, 1).Draw(rt, "gate")
	fail := rapid.IntRange(0, 5).Draw(rt, "fail") == 0
	in := result.GateInput{TeamID: w.teams[team], GateKey: gateKeys[gate], Outcome: result.GatePass, Reason: reason}
	if fail {
		in.Outcome = result.GateFail
	}
	_, err := w.service.DecideGates(ctx, w.as("admin"), w.stages["documents"], []result.GateInput{in})
	allowed := m.phase == 1 || m.phase == 2
	agree(rt, "gate", allowed, err)
	if allowed {
		m.gates[[2]int{team, gate}], m.fails[[2]int{team, gate}] = m.now, fail
	}
}

func (m *model) decide(rt *rapid.T, w *world) {
	m.tick(w)
	team := rapid.IntRange(0, 3).Draw(rt, "team")
	outcome := rapid.SampledFrom([]result.Outcome{result.Pass, result.Fail, result.Reserve}).Draw(rt, "outcome")
	in := result.DecisionInput{TeamID: w.teams[team], Outcome: outcome, Reason: reason}
	_, err := w.service.Decide(ctx, w.as("admin"), w.stages["documents"], []result.DecisionInput{in})
	allowed := m.phase == 2 && (outcome == result.Fail || !m.failed(team))
	agree(rt, "decide", allowed, err)
	if allowed {
		m.decision[team], m.decided[team] = outcome, m.now
	}
}

func (m *model) release(rt *rapid.T, w *world) {
	m.tick(w)
	_, err := w.service.Release(ctx, w.as("approver"), w.stages["documents"])
	agree(rt, "release", m.releasable(), err)
	if err == nil {
		m.phase = 3
	}
}

func (m *model) check(rt *rapid.T, w *world) {
	outcomes := w.outcomes("documents")
	next := w.outcomes("paper")
	want, enters := []string{}, []string{}
	for i, name := range teamNames {
		outcome := "undecided"
		if m.phase == 3 {
			outcome = map[result.Outcome]string{result.Pass: "passed", result.Fail: "failed", result.Reserve: "reserve"}[m.decision[i]]
		}
		want = append(want, name+" "+outcome)
		if outcome == "passed" {
			enters = append(enters, name+" undecided")
		}
	}
	if !slices.Equal(want, outcomes) || !slices.Equal(enters, next) {
		rt.Fatalf("outcomes %v, next %v; want %v, %v", outcomes, next, want, enters)
	}
	_, err := w.service.PublicResult(ctx, w.stages["documents"])
	agree(rt, "public", m.phase == 3, err)
}
