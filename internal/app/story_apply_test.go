package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"wbl/internal/account"
	"wbl/internal/pdf"
	"wbl/internal/testkit"
)

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
