package result_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/result"
	"wbl/internal/store"
)

func TestOneHundredReleasesAtOnceAreOne(t *testing.T) {
	for _, keyed := range []bool{true, false} {
		w := newWorld(t)
		w.screen()
		w.decideDocuments()
		ctx := context.Background()
		if keyed {
			ctx = store.WithIdempotency(ctx, store.IdempotencyKey{
				PersonID: w.people["approver"], Route: "release", ObjectID: w.stages["documents"], Key: "k", BodyHash: "b",
			})
		}
		answers, failures := map[string]int{}, map[string]int{}
		var mu sync.Mutex
		var group sync.WaitGroup
		for range 100 {
			group.Go(func() {
				out, err := w.service.Release(ctx, w.as("approver"), w.stages["documents"])
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					failures[strings.Join(codesOf(err), " ")]++
					return
				}
				answers[asJSON(out)]++
			})
		}
		group.Wait()
		same(t, 1, len(answers))
		if keyed {
			same(t, map[string]int{}, failures)
		} else {
			same(t, map[string]int{"result.already_released": 99}, failures)
		}
		same(t, int64(1), w.count("releases", "stage_id = ?", w.stages["documents"]))
		same(t, int64(4), w.count("mails", "template = ?", "result_released"))
		same(t, int64(3), w.count("stage_entries", "stage_id = ?", w.stages["paper"]))
		same(t, int64(1), w.count("audit_acts", "action = ?", "result.released"))
	}
}

func TestReleaseListsItsBlockers(t *testing.T) {
	w := newWorld(t)
	codes := func(stage string) []string {
		t.Helper()
		list := []string{}
		for _, b := range must(w.service.Blockers(ctx, w.as("admin"), w.stages[stage])) {
			list = append(list, strings.TrimSpace(b.Code+" "+strings.TrimSuffix(asText(b.Args["team"]), " 컨소시엄")))
		}
		return list
	}
	same(t, []string{"result.stage_not_closed"}, codes("documents"))
	w.phase("documents", call.PhaseClosed)
	same(t, []string{
		"result.gate_missing 가람", "result.gate_missing 가람", "result.undecided 가람", "result.gate_missing 나래", "result.gate_missing 나래", "result.undecided 나래",
		"result.gate_missing 다온", "result.gate_missing 다온", "result.undecided 다온", "result.gate_missing 라온", "result.gate_missing 라온", "result.undecided 라온",
	}, codes("documents"))
	w.toPaper()
	same(t, []string{"result.ranking_missing", "result.undecided 가람", "result.undecided 나래", "result.undecided 다온"}, codes("paper")[:4])
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	w.decidePaper()
	same(t, []string{}, codes("paper"))
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	same(t, []string{"result.already_released"}, codes("paper"))
}

func asText(v any) string {
	text, _ := v.(string)
	return text
}

func TestTwoPersonsMakeARelease(t *testing.T) {
	w := newWorld(t)
	w.screen()
	w.decideDocuments()
	for name, code := range map[string]string{
		"admin": "result.approvers_only", "admin2": "result.approvers_only", "both": "result.approvers_only",
		"outsider": "result.not_found", "가람": "result.not_found", "j1": "result.not_found", "auditor": "result.not_found",
	} {
		_, err := w.service.Release(ctx, w.as(name), w.stages["documents"])
		refused(t, err, code)
	}
	// Whoever decided and became an approver later remains the first person.
	decider := w.as("approver")
	decider.PersonID = w.people["admin"]
	_, err := w.service.Release(ctx, decider, w.stages["documents"])
	refused(t, err, "result.second_person")
	same(t, int64(0), w.count("releases", "stage_id = ?", w.stages["documents"]))
	must(w.service.Release(ctx, w.as("approver"), w.stages["documents"]))
}

func TestAFailingHookTakesTheReleaseBack(t *testing.T) {
	w := newWorld(t)
	w.screen()
	w.decideDocuments()
	broken := errors.New("the hook fails")
	w.service.OnRelease = func(*store.Tx, actor.Actor, call.Stage, []result.Decision) error { return broken }
	if _, err := w.service.Release(ctx, w.as("approver"), w.stages["documents"]); !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	same(t, []string{"가람 undecided", "나래 undecided", "다온 undecided", "라온 undecided"}, w.outcomes("documents"))
	for table, condition := range map[string]string{
		"releases": "1 = 1", "mails": "1 = 1", "stages": "phase = 'released'", "decisions": "released_at > 0",
	} {
		same(t, int64(0), w.count(table, condition))
	}
}

// roles of the permission tables, in their order.
var everybody = []string{"admin", "approver", "auditor", "outsider", "가람", "j1", "nobody"}

func TestWhoMaySeeAndDoWhat(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	ranking := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	const no, only = "result.not_found", "result.administrators_only"
	stage := w.stages["paper"]
	for name, c := range map[string]struct {
		do            func(who actor.Actor, stage, ranking string) error
		before, after [7]string // codes by role, before and after the release
	}{
		"Ranking": {do: func(who actor.Actor, _, id string) error {
			_, err := w.service.Ranking(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"RankingFile": {do: func(who actor.Actor, _, id string) error {
			_, err := w.service.RankingFile(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"Rankings": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.Rankings(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"Decisions": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.Decisions(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"ProposeGates": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.ProposeGates(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"Blockers": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.Blockers(ctx, who, id)
			return err
		}, before: [7]string{"", "", no, no, no, no, no}, after: [7]string{"", "", "", no, no, no, no}},
		"CreateRanking": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.CreateRanking(ctx, who, id, reason)
			return err
		}, before: [7]string{"", only, no, no, no, no, no}, after: [7]string{"result.already_released", only, only, no, no, no, no}},
		"Decide": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.Decide(ctx, who, id, []result.DecisionInput{{TeamID: w.teams[0], Outcome: result.Pass}})
			return err
		}, before: [7]string{"", only, no, no, no, no, no}, after: [7]string{"result.already_released", only, only, no, no, no, no}},
		"DecideGates": {do: func(who actor.Actor, id, _ string) error {
			_, err := w.service.DecideGates(ctx, who, id, []result.GateInput{{TeamID: w.teams[0], GateKey: "no", Outcome: "pass"}})
			return err
		}, before: [7]string{"result.gate_unknown", only, no, no, no, no, no}, after: [7]string{"result.already_released", only, only, no, no, no, no}},
		"PublicResult": {do: func(_ actor.Actor, id, _ string) error {
			_, err := w.service.PublicResult(ctx, id)
			return err
		}, before: [7]string{no, no, no, no, no, no, no}, after: [7]string{}},
	} {
		for _, released := range []bool{false, true} {
			want := c.before
			if released {
				w.phase("paper", call.PhaseReleased)
				w.write(func(tx *store.Tx) error {
					return tx.DB().Exec(`INSERT INTO releases (id, stage_id, public_file, public_hash, released_by, released_at) VALUES (?, ?, '{}', '', ?, 1)`,
						store.NewID(), stage, w.people["approver"]).Error
				})
				want = c.after
			}
			for i, role := range everybody {
				err := c.do(w.as(role), stage, ranking.ID)
				if want[i] == "" && err != nil {
					t.Errorf("%s by %s, released %v: %v", name, role, released, err)
				}
				if want[i] != "" {
					refused(t, err, want[i])
				}
				// Another's and none look the same.
				if want[i] == no {
					missing := c.do(w.as(role), store.NewID(), store.NewID())
					same(t, asJSON(missing), asJSON(err))
				}
			}
		}
		w.phase("paper", call.PhaseClosed)
		w.write(func(tx *store.Tx) error { return tx.DB().Exec("DELETE FROM releases WHERE stage_id = ?", stage).Error })
	}
}
