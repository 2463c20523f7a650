package result_test

import (
	"strings"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/call"
	"wbl/internal/result"
	"wbl/internal/store"
	"wbl/internal/team"
)

// received is everything that people outside of those who run the call can get
// that touches a result: portals, public pages, mails and standings.
func (w *world) received() string {
	w.t.Helper()
	var all []string
	note := func(v any, err error) { all = append(all, asJSON(v), asJSON(codesOf(err))) }
	teams := team.New(w.store, account.NewLinkTokens([]byte("a secret of the test")), "")
	for _, name := range append([]string{"j1", "outsider", "auditor", "nobody"}, teamNames...) {
		for _, id := range w.teams {
			note(w.service.TeamResults(ctx, w.as(name), id))
			note(teams.Get(ctx, w.as(name), id))
		}
		for _, stage := range w.stages {
			note(w.service.Decisions(ctx, w.as(name), stage))
			note(w.service.Blockers(ctx, w.as(name), stage))
			note(w.service.Rankings(ctx, w.as(name), stage))
			note(w.service.PublicResult(ctx, stage))
		}
	}
	note(w.service.PublicResults(ctx, w.callKey))
	w.read(func(tx *store.Tx) error {
		for _, table := range []string{"mails", "jobs", "stage_entries", "organisation_standings", "roles"} {
			rows := []map[string]any{}
			if err := tx.DB().Table(table).Order("id").Find(&rows).Error; err != nil {
				return err
			}
			note(rows, nil)
		}
		return nil
	})
	return strings.Join(all, "\n")
}

// The same call with the pending decisions permuted, changed and taken back looks
// the same, byte for byte, until the release.
func TestPendingDecisionsAreInvisible(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	stages := w.stages
	w.stages = map[string]string{"paper": stages["paper"]}
	before := w.received()
	must(w.service.CreateRanking(ctx, w.as("admin"), stages["paper"], ""))
	same(t, before, w.received())
	decide := func(outcomes ...result.Outcome) {
		t.Helper()
		in := []result.DecisionInput{}
		for i, outcome := range outcomes {
			in = append(in, result.DecisionInput{TeamID: w.teams[i], Outcome: outcome, Reason: reason + strings.Repeat("가", 10*i)})
		}
		must(w.service.Decide(ctx, w.as("admin"), stages["paper"], in))
	}
	for _, world := range [][]result.Outcome{
		{result.Pass, result.Pass, result.Fail},
		{result.Pass, result.Fail, result.Pass},
		{result.Fail, result.Pass, result.Pass},
		{result.Reserve, result.Reserve, result.Reserve},
		{result.Fail, result.Fail, result.Fail},
	} {
		decide(world...)
		same(t, before, w.received())
	}
}

func TestATeamSeesItsOwnResultAfterTheRelease(t *testing.T) {
	w := newWorld(t)
	w.toPaper()
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	w.decidePaper()
	w.clock.Advance(time.Hour)
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))

	own := must(w.service.TeamResults(ctx, w.as("다온"), w.teams[2]))
	paper := own.Stages[1]
	same(t, []string{"failed", "생태계 기여 계획이 부족합니다."}, []string{paper.Outcome, paper.Reason})
	got := []string{}
	for _, p := range paper.Points {
		got = append(got, p.Title.Ko+" "+p.Points.String()+" "+p.Displayed+" / "+p.Maximum.String())
	}
	// Kept are 61, 61 and 62: technology (21+21+22)/3.
	same(t, []string{"기술 64/3 21.33 / 40", "전략 20 20.00 / 30", "생태계 20 20.00 / 30", "총점 184/3 61.33 / 100"}, got)
	same(t, []string{"", ""}, []string{own.Stages[2].Outcome, own.Stages[2].Reason})

	rejected := must(w.service.TeamResults(ctx, w.as("라온"), w.teams[3]))
	same(t, result.OwnGate{GateKey: "eligible", Title: call.Text{Ko: "eligible", En: "eligible"}, Outcome: result.GateFail, Reason: "대학이 참여하지 않아 자격이 없습니다."}, rejected.Stages[0].Gates[1])
	// The reason of an overridden gate that passed stays inside.
	same(t, "", must(w.service.TeamResults(ctx, w.as("다온"), w.teams[2])).Stages[0].Gates[0].Reason)
	for _, name := range []string{"가람", "admin", "approver", "auditor", "j1", "outsider", "nobody"} {
		_, err := w.service.TeamResults(ctx, w.as(name), w.teams[2])
		_, missing := w.service.TeamResults(ctx, w.as(name), store.NewID())
		refused(t, err, "team.not_found")
		same(t, asJSON(missing), asJSON(err))
	}
	for _, secret := range []string{"가람", w.people["j1"], w.people["admin"], `"judge"`} {
		if strings.Contains(asJSON(own), secret) {
			t.Errorf("the team's own result holds %s", secret)
		}
	}
}

func TestTheProfileLimitsWhatATeamSees(t *testing.T) {
	w := newWorld(t, func(d *call.Definition, _ map[string]*call.StageDefinition) {
		d.Disclosure.Applicants = call.ApplicantDisclosure{}
	})
	w.toPaper()
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	w.decidePaper()
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	paper := must(w.service.TeamResults(ctx, w.as("다온"), w.teams[2])).Stages[1]
	same(t, "failed  0 0", paper.Outcome+" "+paper.Reason+" "+itoa(len(paper.Points))+" "+itoa(len(paper.Gates)))
}
