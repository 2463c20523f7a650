package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"wbl/configs"
	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/pdf"
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

func (s *story) apply(i int) {
	s.Clock.Set(day(3, 10))
	email := fmt.Sprintf("lead%d@test.kr", i)
	company := s.SignIn(email).Do("POST", "/organisations", map[string]any{
		"registration_number": account.WithCheckDigit(fmt.Sprintf("22081%04d", i)), "name": fmt.Sprintf("주식회사 가나다%d", i),
		"name_en": "", "kind": "start_up", "representative": "김대표",
	}).Want(http.StatusCreated).Get("id")
	lead := s.SignIn(email)
	teamID := lead.Do("POST", "/calls/"+s.callID+"/teams", map[string]any{
		"name": fmt.Sprintf("팀%d", i), "name_en": "", "lead_organisation_id": company,
	}).Want(http.StatusCreated).Get("id")
	s.leads, s.teams = append(s.leads, s.SignIn(email)), append(s.teams, teamID)
	s.addUniversity(i)
	if i == 0 {
		s.inviteMember(company)
	}
	s.fillIn(i)
	s.leads[i].With("Idempotency-Key", "file-"+strconv.Itoa(i)).
		Do("POST", "/submissions/"+s.submissions[i]+"/submit", nil).Want(http.StatusCreated)
}

func (s *story) addUniversity(i int) {
	university := s.SignIn("organiser@test.kr").Do("POST", "/organisations", map[string]any{
		"registration_number": account.WithCheckDigit(fmt.Sprintf("11082%04d", i)), "name": fmt.Sprintf("푸른대학교%d", i),
		"name_en": "", "kind": "university", "representative": "박총장",
	}).Want(http.StatusCreated).Get("id")
	s.leads[i].Do("POST", "/teams/"+s.teams[i]+"/organisations", map[string]any{"organisation_id": university}).Want(http.StatusCreated)
}

func (s *story) inviteMember(company string) {
	link := s.leads[0].Do("POST", "/teams/"+s.teams[0]+"/invitations", map[string]any{
		"email": "member@test.kr", "organisation_id": company,
	}).Want(http.StatusCreated).Get("link")
	token := link[strings.LastIndex(link, "/")+1:]
	s.SignIn("lead1@test.kr").Do("POST", "/invitations/"+token+"/accept", nil).Want(http.StatusNotFound)
	s.SignIn("member@test.kr").Do("POST", "/invitations/"+token+"/accept", nil).Want(http.StatusOK)
}

func (s *story) fillIn(i int) {
	lead := s.leads[i]
	id := lead.Do("POST", "/teams/"+s.teams[i]+"/submissions", map[string]any{"stage_id": s.stages["documents"]}).
		Want(http.StatusCreated).Get("id")
	s.submissions = append(s.submissions, id)
	var view struct {
		Stage struct {
			Sections []struct {
				Key    string
				Schema struct {
					Properties map[string]map[string]any
				}
			}
			Documents []struct {
				Key      string
				Required bool
			}
		}
	}
	lead.Do("GET", "/submissions/"+id, nil).Want(http.StatusOK).JSON(&view)
	lead.Do("POST", "/submissions/"+id+"/submit", nil).WantProblem(http.StatusUnprocessableEntity, "submission.incomplete")
	for _, section := range view.Stage.Sections {
		answers := map[string]any{}
		for key, property := range section.Schema.Properties {
			answers[key] = sample(property)
		}
		lead.With("If-Match", `"0"`).Do("PUT", "/submissions/"+id+"/sections/"+section.Key,
			map[string]any{"answers": answers, "complete": true}).Want(http.StatusOK)
	}
	lead.With("If-Match", `"0"`).Do("PUT", "/submissions/"+id+"/requests", map[string]any{"items": []any{
		map[string]any{"resource_key": "gpu_b200", "wanted": 512, "minimum": 256, "reason": "사전학습에 필요합니다."},
	}}).Want(http.StatusOK)
	for _, document := range view.Stage.Documents {
		if document.Required {
			s.upload(lead, id, document.Key)
		}
	}
}

// sample answers one field of a section as its schema asks.
func sample(property map[string]any) any {
	switch {
	case property["const"] != nil:
		return property["const"]
	case property["enum"] != nil:
		return property["enum"].([]any)[0]
	case property["format"] == "date":
		return "2026-01-05"
	case property["type"] == "integer":
		if minimum, ok := property["minimum"]; ok {
			return minimum
		}
		return 1
	case property["type"] == "boolean":
		return true
	case property["type"] == "array":
		if items, ok := property["items"].(map[string]any)["enum"].([]any); ok {
			return []any{items[0]}
		}
		return []any{"한국어"}
	}
	return "충분히 긴 설명을 적었습니다."
}

var paper = func() []byte {
	doc := pdf.New(pdf.Options{Title: "사업계획서"})
	doc.Title("사업계획서")
	raw, err := doc.Bytes()
	if err != nil {
		panic(err)
	}
	return raw
}()

// upload sends a document in two pieces.
func (s *story) upload(lead *testkit.Client, submissionID, key string) {
	id := lead.Do("POST", "/submissions/"+submissionID+"/documents", map[string]any{
		"document_key": key, "file_name": "계획.pdf", "size": len(paper),
	}).Want(http.StatusCreated).Get("id")
	half := len(paper) / 2
	for _, offset := range []int{0, half} {
		piece := paper[offset:half]
		if offset > 0 {
			piece = paper[offset:]
		}
		lead.With("Upload-Offset", strconv.Itoa(offset)).
			Send("PATCH", "/api/v1/documents/"+id+"/content", "application/octet-stream", bytes.NewReader(piece)).Want(http.StatusNoContent)
	}
	lead.Do("POST", "/documents/"+id+"/finish", nil).Want(http.StatusOK)
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

func (s *story) grant() {
	window := map[string]any{"from": day(70, 0), "until": day(250, 0), "capacity": 1024}
	pool := s.admin.Do("POST", "/pools", map[string]any{
		"call_id": s.callID, "resource_key": "gpu_b200", "name": "B200", "provider": "임차", "windows": []any{window},
	}).Want(http.StatusCreated).Get("id")
	line := func(units int) map[string]any {
		return map[string]any{"pool_id": pool, "from": day(70, 0), "until": day(250, 0), "granted": units, "reason": "심의 결과입니다."}
	}
	award := func(team, units int) *testkit.Reply {
		return s.admin.Do("POST", "/calls/"+s.callID+"/awards", map[string]any{"team_id": s.teams[team], "lines": []any{line(units)}})
	}
	first := award(0, 512).Want(http.StatusCreated).Get("id")
	award(1, 520).WantProblem(http.StatusConflict, "grant.over_capacity")
	award(1, 512).Want(http.StatusCreated)
	var offer struct {
		ID    string
		Lines []struct{ ID string }
	}
	s.admin.Do("POST", "/awards/"+first+"/offer", map[string]any{}).Want(http.StatusCreated).JSON(&offer)
	answer := map[string]any{"lines": []any{map[string]any{"offer_line_id": offer.Lines[0].ID, "answer": "accept_less", "accepted": 256, "reason": "절반이면 충분합니다."}}}
	s.leads[1].Do("POST", "/offers/"+offer.ID+"/answer", answer).WantProblem(http.StatusNotFound, "grant.offer_not_found")
	s.leads[0].Do("POST", "/offers/"+offer.ID+"/answer", answer).Want(http.StatusOK)
	s.balances(pool)
}

// balances: what the ledger says of the pool adds up, and 256 GPUs over 180
// days are committed.
func (s *story) balances(pool string) {
	var list struct {
		Items []struct {
			Unit   string
			Kind   string `json:"account_kind"`
			Amount int64
		}
	}
	s.admin.Do("GET", "/ledger/balances?call_id="+s.callID, nil).Want(http.StatusOK).JSON(&list)
	sum, committed := int64(0), int64(0)
	for _, b := range list.Items {
		if b.Unit == "gpu_second:"+pool {
			sum += b.Amount
			if b.Kind == "committed" {
				committed += b.Amount
			}
		}
	}
	if sum != 0 || committed != 256*180*24*60*60 {
		s.t.Fatalf("sum %d, committed %d: %+v", sum, committed, list)
	}
}

func (s *story) readInPublic() {
	page := s.anonymous.Send("GET", "/calls/wbl-2025/results", "", nil).Want(http.StatusOK)
	for _, wanted := range []string{"가나다0", "발표평가"} {
		if !strings.Contains(string(page.Body), wanted) {
			s.t.Errorf("the public page lacks %s", wanted)
		}
	}
	for j := range 5 {
		if strings.Contains(string(page.Body), fmt.Sprintf("judge%d", j)) {
			s.t.Error("the public page names a judge")
		}
	}
}

func (s *story) verify() {
	if _, err := s.Log.SignCheckpoint(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	var receipt struct {
		Signed struct {
			LeafHash string `json:"leaf_hash"`
		}
	}
	s.refreshClients()
	s.leads[0].Do("GET", "/submissions/"+s.submissions[0]+"/receipt", nil).Want(http.StatusOK).JSON(&receipt)
	proof := s.anonymous.Do("GET", "/audit/leaves/"+receipt.Signed.LeafHash+"/proof", nil).Want(http.StatusOK)
	if !json.Valid(proof.Body) {
		s.t.Fatal(string(proof.Body))
	}
	if acts := s.CountActs("result.released"); acts != 3 {
		s.t.Errorf("%d releases in the log, want 3", acts)
	}
}
