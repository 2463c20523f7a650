package result_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/result"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/team"
)

var ctx = context.Background()

// screen answers the gates of the documents stage as the facts propose and
// closes the stage: 다온 filed nothing and 라온 has no university.
func (w *world) screen() {
	w.t.Helper()
	w.phase("documents", call.PhaseScreening)
	in := []result.GateInput{}
	for i, id := range w.teams {
		complete := result.GateInput{TeamID: id, GateKey: "complete", Outcome: result.GatePass}
		eligible := result.GateInput{TeamID: id, GateKey: "eligible", Outcome: result.GatePass}
		if i == 3 {
			eligible.Outcome, eligible.Reason = result.GateFail, "대학이 참여하지 않아 자격이 없습니다."
		}
		if i == 2 {
			complete.Reason = "우편으로 낸 서류를 확인하였습니다."
		}
		in = append(in, complete, eligible)
	}
	must(w.service.DecideGates(ctx, w.as("admin"), w.stages["documents"], in))
	w.clock.Advance(time.Minute)
	w.phase("documents", call.PhaseClosed)
}

func (w *world) decideDocuments() {
	w.t.Helper()
	must(w.service.Decide(ctx, w.as("admin"), w.stages["documents"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Pass},
		{TeamID: w.teams[1], Outcome: result.Pass},
		{TeamID: w.teams[2], Outcome: result.Pass},
		{TeamID: w.teams[3], Outcome: result.Fail, Reason: "신청 자격을 갖추지 못하였습니다."},
	}))
}

// judge lets five judges score the three teams of the paper stage. Totals, by
// judge: 가람 90 90 80 70 60, 나래 70 70 75 80 85, 다온 60 61 61 62 63.
func (w *world) judge(stage string) {
	w.t.Helper()
	for i, totals := range [][][3]string{
		{{"40", "25", "25"}, {"40", "25", "25"}, {"30", "25", "25"}, {"30", "20", "20"}, {"20", "20", "20"}},
		{{"30", "20", "20"}, {"30", "20", "20"}, {"30", "25", "20"}, {"30", "25", "25"}, {"35", "25", "25"}},
		{{"20", "20", "20"}, {"21", "20", "20"}, {"21", "20", "20"}, {"22", "20", "20"}, {"23", "20", "20"}},
	} {
		for j, s := range totals {
			w.sheet(stage, judges[j], i, s[0], s[1], s[2])
		}
	}
}

// toPaper brings the call to a closed, judged paper stage.
func (w *world) toPaper() {
	w.t.Helper()
	w.screen()
	w.decideDocuments()
	must(w.service.Release(ctx, w.as("approver"), w.stages["documents"]))
	w.judge("paper")
	w.phase("paper", call.PhaseClosed)
}

func (w *world) decidePaper() {
	w.t.Helper()
	must(w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Pass},
		{TeamID: w.teams[1], Outcome: result.Pass},
		{TeamID: w.teams[2], Outcome: result.Fail, Reason: "생태계 기여 계획이 부족합니다."},
	}))
}

func (w *world) outcomes(stage string) []string {
	w.t.Helper()
	list := []string{}
	w.read(func(tx *store.Tx) error {
		entries, err := team.Entries(tx, w.stages[stage])
		for _, e := range entries {
			list = append(list, e.Team.SortName+" "+e.Outcome)
		}
		return err
	})
	return list
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
}

func TestFromTheGateToTheSelection(t *testing.T) {
	w := newWorld(t)
	released := 0
	w.service.OnRelease = func(_ *store.Tx, _ actor.Actor, stage call.Stage, decisions []result.Decision) error {
		if released++; len(decisions) == 0 || decisions[0].ReleasedAt.IsZero() || stage.CallID != w.callID {
			t.Errorf("hook got %v of %v", decisions, stage.Key)
		}
		return nil
	}
	w.screen()
	w.decideDocuments()
	out := must(w.service.Release(ctx, w.as("approver"), w.stages["documents"]))
	same(t, []int{3, 4}, []int{out.Passed, out.Teams})
	same(t, []string{"가람 passed", "나래 passed", "다온 passed", "라온 failed"}, w.outcomes("documents"))
	same(t, []string{"가람 undecided", "나래 undecided", "다온 undecided"}, w.outcomes("paper"))
	same(t, int64(4), w.count("mails", "template = ?", "result_released"))

	w.judge("paper")
	w.phase("paper", call.PhaseClosed)
	ranking := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	same(t, []string{"1 가람 컨소시엄 80 80.00 above_line", "2 나래 컨소시엄 75 75.00 above_line", "3 다온 컨소시엄 184/3 61.33 below_line"}, lines(ranking.RankingView))
	same(t, []string{"60 dropped_lowest", "70 kept", "80 kept", "90 dropped_highest", "90 kept"}, fates(ranking.Rows[0]))
	w.decidePaper()
	_, err := w.service.Release(ctx, w.as("admin"), w.stages["paper"])
	refused(t, err, "result.approvers_only")
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	same(t, []string{"가람 passed", "나래 passed", "다온 failed"}, w.outcomes("paper"))

	w.last()
	same(t, []string{"가람 passed", "나래 failed"}, w.outcomes("presentation"))
	same(t, 3, released)
	w.read(func(tx *store.Tx) error {
		t1, err := team.ByID(tx, w.teams[0])
		if err != nil {
			return err
		}
		standings, err := account.StandingsAt(tx, []string{t1.LeadOrganisationID}, tx.Now())
		if len(standings) != 1 || standings[0].Kind != "selected_in" || standings[0].ReferenceID != w.callID {
			t.Errorf("standings %+v", standings)
		}
		return err
	})
	same(t, int64(1), w.count("organisation_standings", "reference_id = ?", w.callID))
	same(t, int64(3), w.count("audit_acts", "action = ? AND call_id = ?", "result.released", w.callID))
	same(t, int64(1), w.count("audit_acts", "action = ? AND object_id = ? AND details LIKE ?", "result.released", w.stages["paper"], "%"+ranking.Hash+"%"))
}

// last runs the presentation, whose gate the best team could fail.
func (w *world) last() {
	w.t.Helper()
	for j := range 5 {
		w.sheet("presentation", judges[j], 0, "40", "30", "25")
		w.sheet("presentation", judges[j], 1, "30", "30", "25")
	}
	w.phase("presentation", call.PhaseClosed)
	for i := range 2 {
		must(w.service.DecideGates(ctx, w.as("admin"), w.stages["presentation"], []result.GateInput{{TeamID: w.teams[i], GateKey: "independence", Outcome: result.GatePass}}))
	}
	w.clock.Advance(time.Minute)
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["presentation"], ""))
	must(w.service.Decide(ctx, w.as("admin"), w.stages["presentation"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Pass},
		{TeamID: w.teams[1], Outcome: result.Fail, Reason: "발표평가 점수가 경계에 미치지 못합니다."},
	}))
	must(w.service.Release(ctx, w.as("approver"), w.stages["presentation"]))
}

// lines writes a ranking as "rank team exact displayed outcome".
func lines(v result.RankingView) []string {
	list := []string{}
	for _, row := range v.Rows {
		list = append(list, strings.TrimSpace(strings.Join([]string{
			scoring.NewPoints(int64(row.Rank)).String(), row.Name, row.Total, row.Displayed, string(row.Outcome),
		}, " ")))
	}
	return list
}

func fates(row result.RankingRow) []string {
	list := []string{}
	for _, s := range row.Sheets {
		list = append(list, s.Total+" "+string(s.Fate))
	}
	slices.Sort(list)
	return list
}

func TestARankingIsMadeAgainByteForByte(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	first := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	_, err := w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], "")
	refused(t, err, "input.required")
	second := must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], reason))
	same(t, []int64{1, 2}, []int64{first.Number, second.Number})
	same(t, first.Hash, second.Hash)
	files := [][]byte{
		must(w.service.RankingFile(ctx, w.as("admin"), first.ID)), must(w.service.RankingFile(ctx, w.as("approver"), second.ID)),
	}
	same(t, string(files[0]), string(files[1]))
	same(t, first.Hash, resultfile.Hash(files[0]))
	same(t, first.Hash, must(resultfile.VerifyRanking(files[0])).Hash)
	for name, id := range w.people {
		if strings.Contains(string(files[0]), id) && name != "" {
			t.Errorf("the full file holds the id of %s", name)
		}
	}
	for _, change := range second.Changes {
		if change.RankBefore != change.RankAfter || change.TotalBefore != change.TotalAfter {
			t.Errorf("changed: %+v", change)
		}
	}
	same(t, 3, len(second.Changes))
	heads := must(w.service.Rankings(ctx, w.as("admin"), w.stages["paper"]))
	same(t, []bool{true, false}, []bool{heads[0].Current, heads[1].Current})
}
