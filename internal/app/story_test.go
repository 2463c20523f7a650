package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"wbl/configs"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/testkit"
)

// story is one whole competition through the API: three teams, five judges,
// from the announcement to the answered offer.
type story struct {
	*testkit.Kit
	t                                     *testing.T
	organiser, admin, approver, anonymous *testkit.Client
	callID                                string
	stages                                map[string]string
	leads                                 []*testkit.Client
	teams, submissions                    []string
	judges                                []*testkit.Client
}

func TestOneCompetitionFromAnnouncementToGrant(t *testing.T) {
	s := &story{Kit: testkit.New(t), t: t, stages: map[string]string{}}
	s.cast()
	s.announce()
	for i := range 3 {
		s.apply(i)
	}
	s.missTheDeadline()
	s.screen()
	s.score()
	s.rankAndRelease("paper")
	s.readOwnResult()
	s.present()
	s.grant()
	s.readInPublic()
	s.verify()
}

func (s *story) cast() {
	s.Person("organiser@test.kr", actor.Organiser)
	for _, name := range []string{"admin", "approver", "member"} {
		s.Person(name + "@test.kr")
	}
	for i := range 3 {
		s.Person(fmt.Sprintf("lead%d@test.kr", i))
	}
	for i := range 5 {
		s.Person(fmt.Sprintf("judge%d@test.kr", i))
	}
	s.anonymous, s.organiser = s.Anonymous(), s.SignIn("organiser@test.kr")
}

// day is a moment of the story, in Korean time.
func day(n, hour int) clock.Instant {
	return clock.FromTime(time.Date(2025, 6, 2+n, hour, 0, 0, 0, clock.KST))
}

var schedule = map[string]call.Schedule{
	"documents":    {OpensAt: day(2, 9), ClosesAt: day(40, 16), EvaluationUntil: day(42, 18), ResultAt: day(43, 10)},
	"paper":        {EvaluationUntil: day(50, 18), ResultAt: day(52, 10)},
	"presentation": {EvaluationUntil: day(60, 18), ResultAt: day(62, 10)},
}

func (s *story) announce() {
	raw, err := configs.Call("wbl-2025")
	if err != nil {
		s.t.Fatal(err)
	}
	in, problems := call.Parse(raw)
	if len(problems) > 0 {
		s.t.Fatal(problems)
	}
	in = in.Redate(func(stage string, field call.ScheduleField) clock.Instant { return schedule[stage].At(field) })
	in.Administrators, in.Approvers = []string{"admin@test.kr"}, []string{"approver@test.kr"}
	made := s.organiser.Do("POST", "/calls", in).Want(http.StatusCreated)
	s.callID = made.Get("id")
	s.anonymous.Do("GET", "/calls/"+s.callID, nil).WantProblem(http.StatusNotFound, "call.not_found")
	s.admin, s.approver = s.SignIn("admin@test.kr"), s.SignIn("approver@test.kr")
	s.admin.With("If-Match", made.Header.Get("ETag")).Do("POST", "/calls/"+s.callID+"/open", map[string]any{}).Want(http.StatusOK)
	var list struct {
		Items []struct{ ID, Key string }
	}
	s.anonymous.Do("GET", "/calls/"+s.callID+"/stages", nil).Want(http.StatusOK).JSON(&list)
	for _, stage := range list.Items {
		s.stages[stage.Key] = stage.ID
	}
}

func (s *story) missTheDeadline() {
	s.Clock.Set(day(40, 16) - clock.Microsecond)
	s.SignIn("lead2@test.kr").Do("POST", "/submissions/"+s.submissions[2]+"/submit", nil).Want(http.StatusCreated)
	s.Clock.Set(day(40, 16))
	s.refreshClients()
	s.leads[2].Do("POST", "/submissions/"+s.submissions[2]+"/submit", nil).WantProblem(http.StatusConflict, "call.filing_over")
	s.leads[2].Do("GET", "/submissions/"+s.submissions[2]+"/receipt", nil).Want(http.StatusOK)
	s.leads[1].Do("GET", "/submissions/"+s.submissions[2], nil).WantProblem(http.StatusNotFound, "submission.not_found")
}

// refreshClients signs everybody in anew: the clock has moved by days.
func (s *story) refreshClients() {
	s.admin, s.approver = s.SignIn("admin@test.kr"), s.SignIn("approver@test.kr")
	for i := range s.leads {
		s.leads[i] = s.SignIn(fmt.Sprintf("lead%d@test.kr", i))
	}
	for i := range s.judges {
		s.judges[i] = s.SignIn(fmt.Sprintf("judge%d@test.kr", i))
	}
}

func (s *story) phase(stage, phase string) {
	s.admin.Do("POST", "/stages/"+s.stages[stage]+"/phase", map[string]any{"phase": phase}).Want(http.StatusOK)
}

func (s *story) screen() {
	s.phase("documents", "screening")
	findings := []map[string]any{}
	for _, teamID := range s.teams {
		for _, gate := range []string{"complete", "eligible"} {
			findings = append(findings, map[string]any{"team_id": teamID, "gate_key": gate, "outcome": "pass", "reason": ""})
		}
	}
	s.admin.Do("POST", "/stages/"+s.stages["documents"]+"/gates", map[string]any{"findings": findings}).Want(http.StatusOK)
	s.phase("documents", "closed")
	s.decideAndRelease("documents")
}

// decideAndRelease takes the rules' proposals; one person decides, another
// releases.
func (s *story) decideAndRelease(stage string) {
	path := "/stages/" + s.stages[stage]
	var board struct {
		Teams []struct {
			TeamID   string `json:"team_id"`
			Proposal string
		}
	}
	s.admin.Do("GET", path+"/decisions", nil).Want(http.StatusOK).JSON(&board)
	decisions := []map[string]any{}
	for _, line := range board.Teams {
		outcome, reason := line.Proposal, ""
		if outcome != "pass" {
			outcome, reason = "fail", "기준 점수에 미치지 못했습니다."
		}
		decisions = append(decisions, map[string]any{"team_id": line.TeamID, "outcome": outcome, "reason": reason})
	}
	s.approver.Do("POST", path+"/release", nil).WantProblem(http.StatusConflict, "result.blocked")
	s.admin.Do("POST", path+"/decisions", map[string]any{"decisions": decisions}).Want(http.StatusOK)
	s.anonymous.Do("GET", path+"/result", nil).WantProblem(http.StatusNotFound, "result.not_found")
	s.admin.Do("POST", path+"/release", nil).Want(http.StatusForbidden)
	s.approver.Do("POST", path+"/release", nil).Want(http.StatusCreated)
	s.anonymous.Do("GET", path+"/result", nil).Want(http.StatusOK)
}

func (s *story) seat(stage string) {
	for i := range 5 {
		s.admin.Do("POST", "/stages/"+s.stages[stage]+"/panel", map[string]any{
			"email": fmt.Sprintf("judge%d@test.kr", i), "role": "judge",
		}).Want(http.StatusCreated)
	}
	s.admin.Do("POST", "/stages/"+s.stages[stage]+"/assignments", map[string]any{"all": true}).Want(http.StatusCreated)
	s.phase(stage, "scoring")
	s.judges = make([]*testkit.Client, 5)
	s.refreshClients()
}

// Points of the five judges for the three teams: totals 90 90 80 70 70 drop
// exactly one 90 and one 70.
var totals = [3][5]int{{90, 90, 80, 70, 70}, {61, 62, 63, 64, 65}, {50, 99, 40, 55, 58}}

func (s *story) score() {
	s.Clock.Set(day(45, 9))
	s.refreshClients()
	s.seat("paper")
	s.conflict()
	for j := range 5 {
		s.scoreAll("paper", j)
	}
	s.phase("paper", "closed")
}

type task struct {
	AssignmentID string `json:"assignment_id"`
	Status       string
	Stage        struct{ ID string }
	Team         *struct{ Name string }
}

func (s *story) tasks(stage string, j int) []task {
	var list struct{ Items []task }
	s.judges[j].Do("GET", "/me/assignments", nil).Want(http.StatusOK).JSON(&list)
	mine := []task{}
	for _, t := range list.Items {
		if t.Stage.ID == s.stages[stage] && t.Status == "active" {
			mine = append(mine, t)
		}
	}
	return mine
}

// conflict: judge 4 steps back from the third team and can read nothing of it
// from then on.
func (s *story) conflict() {
	last := s.tasks("paper", 4)[2]
	sheet := s.judges[4].Do("POST", "/assignments/"+last.AssignmentID+"/score-sheet", nil).Want(http.StatusOK).Get("id")
	s.judges[4].Do("GET", "/assignments/"+last.AssignmentID+"/documents", nil).Want(http.StatusOK)
	s.judges[4].Do("POST", "/assignments/"+last.AssignmentID+"/conflict", map[string]any{"reason": "같은 학과에 있었습니다."}).Want(http.StatusCreated)
	s.judges[4].Do("GET", "/assignments/"+last.AssignmentID+"/documents", nil).WantProblem(http.StatusGone, "evaluation.recused")
	s.judges[4].Do("GET", "/score-sheets/"+sheet, nil).WantProblem(http.StatusGone, "evaluation.recused")
	s.judges[3].Do("GET", "/score-sheets/"+sheet, nil).WantProblem(http.StatusNotFound, "evaluation.sheet_not_found")
}

func (s *story) scoreAll(stage string, j int) {
	for _, t := range s.tasks(stage, j) {
		i, err := strconv.Atoi(strings.TrimPrefix(t.Team.Name, "팀"))
		if err != nil {
			s.t.Fatal(err)
		}
		s.readDocument(j, t)
		sheet := s.judges[j].Do("POST", "/assignments/"+t.AssignmentID+"/score-sheet", nil).Want(http.StatusOK)
		path := "/score-sheets/" + sheet.Get("id")
		total := totals[i][j]
		technology, strategy := (total*40+99)/100, (total*30+99)/100
		saved := s.judges[j].With("If-Match", sheet.Header.Get("ETag")).Do("PUT", path, map[string]any{
			"entries": []any{
				entry("technology", technology), entry("strategy", strategy), entry("impact", total-technology-strategy),
			},
			"opinion": "근거가 충분하고 계획이 구체적입니다. 다만 데이터 확보 방안은 더 다듬어야 합니다.",
		}).Want(http.StatusOK)
		if got := saved.Get("total"); got != strconv.Itoa(total) {
			s.t.Fatalf("total %s, want %d", got, total)
		}
		s.judges[j].With("If-Match", saved.Header.Get("ETag")).Do("POST", path+"/submit", nil).Want(http.StatusOK)
	}
}

func entry(key string, points int) map[string]any {
	return map[string]any{"criterion_key": key, "points": strconv.Itoa(points), "comment": "근거가 충분합니다. 계획이 구체적입니다."}
}

func (s *story) readDocument(j int, t task) {
	var list struct{ Items []struct{ ID string } }
	s.judges[j].Do("GET", "/assignments/"+t.AssignmentID+"/documents", nil).Want(http.StatusOK).JSON(&list)
	reply := s.judges[j].Do("GET", "/assigned-documents/"+list.Items[0].ID+"/content", nil).Want(http.StatusOK)
	if !bytes.Equal(reply.Body, paper) {
		s.t.Fatal("the judge read other bytes than were filed")
	}
}

func (s *story) rankAndRelease(stage string) {
	var ranking struct {
		Rows []struct {
			Name, Total, Outcome string
			Rank                 int
		}
	}
	s.admin.Do("POST", "/stages/"+s.stages[stage]+"/rankings", map[string]any{"reason": ""}).Want(http.StatusCreated).JSON(&ranking)
	// Team 2 lost judge 4, so four judges are left and nobody is dropped: 61.
	want := []string{"1 팀0 80 above_line", "2 팀1 63 above_line", "3 팀2 61 above_line"}
	for i, row := range ranking.Rows {
		if got := fmt.Sprint(row.Rank, " ", row.Name, " ", row.Total, " ", row.Outcome); got != want[i] {
			s.t.Errorf("row %d: %s, want %s", i, got, want[i])
		}
	}
	s.decideAndRelease(stage)
}

func (s *story) readOwnResult() {
	var results struct {
		Stages []struct {
			Key     string `json:"stage_key"`
			Outcome string
			Points  []struct{ Displayed string }
		}
	}
	s.leads[0].Do("GET", "/teams/"+s.teams[0]+"/results", nil).Want(http.StatusOK).JSON(&results)
	paper := results.Stages[1]
	if paper.Outcome != "passed" || paper.Points[len(paper.Points)-1].Displayed != "80.00" {
		s.t.Fatalf("%+v", results)
	}
	s.leads[1].Do("GET", "/teams/"+s.teams[0]+"/results", nil).WantProblem(http.StatusNotFound, "team.not_found")
}

func (s *story) present() {
	s.Clock.Set(day(55, 9))
	s.refreshClients()
	s.seat("presentation")
	for j := range 5 {
		s.scoreAll("presentation", j)
	}
	s.phase("presentation", "closed")
	s.admin.Do("POST", "/stages/"+s.stages["presentation"]+"/rankings", map[string]any{"reason": ""}).Want(http.StatusCreated)
	s.decideAndRelease("presentation")
}
