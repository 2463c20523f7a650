package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"wbl/internal/testkit"
)

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
