package result_test

import (
	"testing"
	"time"

	"wbl/internal/call"
	"wbl/internal/evaluation"
	"wbl/internal/result"
	"wbl/internal/store"
)

func TestGatesAreProposedByFactsAndDecidedByPeople(t *testing.T) {
	w := newWorld(t)
	_, err := w.service.ProposeGates(ctx, w.as("admin"), w.stages["documents"])
	refused(t, err, "result.gates_not_begun")
	w.phase("documents", call.PhaseScreening)
	board := must(w.service.ProposeGates(ctx, w.as("approver"), w.stages["documents"]))
	got := []string{}
	for _, line := range board.Teams {
		for _, gate := range line.Gates {
			got = append(got, line.LeadOrganisation+" "+gate.GateKey+" "+string(gate.Proposal)+" "+string(gate.Outcome))
		}
	}
	same(t, []string{
		"가람 주식회사 complete pass ", "가람 주식회사 eligible pass ", "나래 주식회사 complete pass ", "나래 주식회사 eligible pass ",
		"다온 주식회사 complete fail ", "다온 주식회사 eligible pass ", "라온 주식회사 complete pass ", "라온 주식회사 eligible fail ",
	}, got)
	for name, c := range map[string]struct {
		in   result.GateInput
		code string
	}{
		"fail without reason":  {result.GateInput{TeamID: w.teams[3], GateKey: "eligible", Outcome: "fail"}, "input.required"},
		"short reason":         {result.GateInput{TeamID: w.teams[3], GateKey: "eligible", Outcome: "fail", Reason: " 짧은 이유 "}, "input.too_short"},
		"override":             {result.GateInput{TeamID: w.teams[3], GateKey: "eligible", Outcome: "pass"}, "result.override_reason"},
		"unknown gate":         {result.GateInput{TeamID: w.teams[0], GateKey: "other", Outcome: "pass"}, "result.gate_unknown"},
		"another's team":       {result.GateInput{TeamID: store.NewID(), GateKey: "eligible", Outcome: "pass"}, "result.team_not_entered"},
		"unknown outcome":      {result.GateInput{TeamID: w.teams[0], GateKey: "eligible", Outcome: "maybe"}, "input.not_allowed"},
		"invisible characters": {result.GateInput{TeamID: w.teams[0], GateKey: "eligible", Outcome: "fail", Reason: reason + "\x00"}, "input.wrong_type"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.service.DecideGates(ctx, w.as("admin"), w.stages["documents"], []result.GateInput{c.in})
			refused(t, err, c.code)
		})
	}
	same(t, int64(0), w.count("gate_findings", "stage_id = ?", w.stages["documents"]))
	w.screen()
	same(t, int64(8), w.count("gate_findings", "stage_id = ?", w.stages["documents"]))
}

func TestDecisionsKeepTheRules(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	one := func(teamIndex int, outcome result.Outcome, why string) result.DecisionInput {
		return result.DecisionInput{TeamID: w.teams[teamIndex], Outcome: outcome, Reason: why}
	}
	decide := func(in ...result.DecisionInput) error {
		_, err := w.service.Decide(ctx, w.as("admin"), w.stages["paper"], in)
		return err
	}
	refused(t, decide(one(0, result.Pass, "")), "result.ranking_missing")
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	for name, c := range map[string]struct {
		in   []result.DecisionInput
		code string
	}{
		"nothing":              {nil, "input.required"},
		"fail without reason":  {[]result.DecisionInput{one(2, result.Fail, "")}, "result.reason_missing"},
		"differs":              {[]result.DecisionInput{one(2, result.Pass, "")}, "result.reason_missing"},
		"reserve":              {[]result.DecisionInput{one(0, result.Reserve, "")}, "result.reason_missing"},
		"short":                {[]result.DecisionInput{one(2, result.Fail, "짧음")}, "input.too_short"},
		"unknown outcome":      {[]result.DecisionInput{one(0, "maybe", reason)}, "input.not_allowed"},
		"failed before":        {[]result.DecisionInput{one(3, result.Pass, reason)}, "result.team_not_entered"},
		"twice":                {[]result.DecisionInput{one(0, result.Pass, ""), one(0, result.Pass, "")}, "result.line_repeated"},
		"one more than places": {[]result.DecisionInput{one(0, result.Pass, ""), one(1, result.Pass, ""), one(2, result.Pass, reason)}, "result.too_many_passes"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, decide(c.in...), c.code) })
	}
	same(t, int64(0), w.count("decisions", "stage_id = ?", w.stages["paper"]))
	w.decidePaper()
	refused(t, decide(one(2, result.Pass, reason)), "result.too_many_passes")
	must[any](nil, decide(one(1, result.Reserve, reason), one(2, result.Pass, reason)))
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	same(t, []string{"가람 passed", "나래 reserve", "다온 passed"}, w.outcomes("paper"))
	same(t, []string{"가람 undecided", "다온 undecided"}, w.outcomes("presentation"))
	refused(t, decide(one(0, result.Fail, reason)), "result.already_released")
}

func TestATeamBelowThePassMarkCannotPass(t *testing.T) {
	w := newWorld(t, func(_ *call.Definition, stages map[string]*call.StageDefinition) {
		mark := points("62")
		stages["paper"].Tree.PassMark.Points = mark
		stages["paper"].Quota = 3
		*stages["paper"].Tree.Ranking.Quota = 3
	})
	w.toPaper()
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	_, err := w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{{TeamID: w.teams[2], Outcome: result.Pass, Reason: reason}})
	refused(t, err, "result.below_pass_mark")
}

// The best team of the presentation fails its gate: a vacancy, not a successor.
func TestAGateStandsBesideThePoints(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	w.decidePaper()
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	for j := range 5 {
		w.sheet("presentation", judges[j], 0, "40", "30", "25")
		w.sheet("presentation", judges[j], 1, "30", "30", "25")
	}
	w.phase("presentation", call.PhaseClosed)
	must(w.service.DecideGates(ctx, w.as("admin"), w.stages["presentation"], []result.GateInput{
		{TeamID: w.teams[0], GateKey: "independence", Outcome: result.GateFail, Reason: "외부 인코더 가중치를 그대로 썼습니다."},
		{TeamID: w.teams[1], GateKey: "independence", Outcome: result.GatePass},
	}))
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["presentation"], ""))
	board := must(w.service.Decisions(ctx, w.as("approver"), w.stages["presentation"]))
	same(t, []result.Outcome{result.Fail, result.Fail}, []result.Outcome{board.Teams[0].Proposal, board.Teams[1].Proposal})
	_, err := w.service.Decide(ctx, w.as("admin"), w.stages["presentation"], []result.DecisionInput{{TeamID: w.teams[0], Outcome: result.Pass, Reason: reason}})
	refused(t, err, "result.gate_failed")
	must(w.service.Decide(ctx, w.as("admin"), w.stages["presentation"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Fail, Reason: "독자성 기준을 충족하지 못하였습니다."},
		{TeamID: w.teams[1], Outcome: result.Fail, Reason: "점수가 경계에 미치지 못하였습니다."},
	}))
	_, err = w.service.Release(ctx, w.as("approver"), w.stages["presentation"])
	refused(t, err, "result.none_passes")
	must(w.service.Decide(ctx, w.as("admin"), w.stages["presentation"], []result.DecisionInput{{TeamID: w.teams[1], Outcome: result.Pass, Reason: reason}}))
	must(w.service.Release(ctx, w.as("approver"), w.stages["presentation"]))
	same(t, []string{"가람 failed", "나래 passed"}, w.outcomes("presentation"))
}

func TestARecusedJudgesSheetDoesNotCount(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	for i := range 3 {
		w.sheet("paper", "j6", i, "40", "30", "30")
	}
	first := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	same(t, []string{"1 가람 컨소시엄 82.5 82.50 above_line", "2 나래 컨소시엄 77.5 77.50 above_line", "3 다온 컨소시엄 61.75 61.75 below_line"}, lines(first.RankingView))
	w.decidePaper()
	w.recuse("j6", 0)
	_, err := w.service.Release(ctx, w.as("approver"), w.stages["paper"])
	refused(t, err, "result.ranking_stale")
	_, err = w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{{TeamID: w.teams[0], Outcome: result.Pass}})
	refused(t, err, "result.ranking_stale")
	second := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], reason))
	same(t, "1 가람 컨소시엄 80 80.00 above_line", lines(second.RankingView)[0])
	same(t, "82.5 80", second.Changes[0].TotalBefore+" "+second.Changes[0].TotalAfter)
	_, err = w.service.Release(ctx, w.as("approver"), w.stages["paper"])
	refused(t, err, "result.decision_outdated")
	same(t, "82.5", must(w.service.Ranking(ctx, w.as("admin"), first.ID)).Rows[0].Total)
}

func TestAMissingSheetBlocks(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	w.write(func(tx *store.Tx) error {
		a := w.assign(tx, "paper", "j6", 1)
		create(t, tx, &evaluation.Sheet{ID: store.NewID(), AssignmentID: a.ID, TreeVersion: 1, Status: evaluation.Draft, Version: 1})
		return nil
	})
	view := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	same(t, []string{"1 가람 컨소시엄 80 80.00 above_line", "2 다온 컨소시엄 184/3 61.33 above_line", "0 나래 컨소시엄   unranked"}, lines(view.RankingView))
	same(t, []string{"나래 컨소시엄", "j6"}, []string{view.Missing[0].Name, view.Missing[0].JudgeName})
	_, err := w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{{TeamID: w.teams[1], Outcome: result.Pass, Reason: reason}})
	refused(t, err, "result.team_unranked")
	must(w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Pass},
		{TeamID: w.teams[2], Outcome: result.Pass},
		{TeamID: w.teams[1], Outcome: result.Fail, Reason: reason},
	}))
	_, err = w.service.Release(ctx, w.as("approver"), w.stages["paper"])
	refused(t, err, "result.team_unranked")
}

func TestATieAtTheLineMustBeSettled(t *testing.T) {
	w := newWorld(t)
	w.screen()
	w.decideDocuments()
	must(w.service.Release(ctx, w.as("approver"), w.stages["documents"]))
	for j := range 5 {
		w.sheet("paper", judges[j], 0, "40", "30", "20")
		w.sheet("paper", judges[j], 1, "30", "20", "20")
		w.sheet("paper", judges[j], 2, "30", "20", "20")
	}
	w.phase("paper", call.PhaseClosed)
	view := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	same(t, "2 나래 컨소시엄 70 70.00 tied_at_line", lines(view.RankingView)[1])
	same(t, 1, view.Unsettled[0].Places)
	must(w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{{TeamID: w.teams[0], Outcome: result.Pass}}))
	_, err := w.service.Release(ctx, w.as("approver"), w.stages["paper"])
	refused(t, err, "result.tie_unsettled")
	_, err = w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{{TeamID: w.teams[1], Outcome: result.Pass}})
	refused(t, err, "result.reason_missing")
	must(w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{
		{TeamID: w.teams[1], Outcome: result.Fail, Reason: "동점이어서 추첨으로 정하였습니다."},
		{TeamID: w.teams[2], Outcome: result.Pass, Reason: "동점이어서 추첨으로 정하였습니다."},
	}))
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
}

func TestAFindingAfterTheDecisionMakesItOutdated(t *testing.T) {
	w := newWorld(t)
	w.screen()
	w.decideDocuments()
	w.clock.Advance(time.Minute)
	must(w.service.DecideGates(ctx, w.as("admin"), w.stages["documents"], []result.GateInput{
		{TeamID: w.teams[0], GateKey: "complete", Outcome: result.GateFail, Reason: "필수 서류를 읽을 수 없습니다."},
	}))
	blockers := must(w.service.Blockers(ctx, w.as("approver"), w.stages["documents"]))
	same(t, []result.Blocker{{Code: "result.decision_outdated", TeamID: w.teams[0], Args: map[string]any{"team": "가람 컨소시엄"}}}, blockers)
}
