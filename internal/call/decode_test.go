package call_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/configs"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/scoring"
)

// selection2025 is the ready-made call of 2025.
func selection2025(t *testing.T) call.Input {
	t.Helper()
	raw, err := configs.Call("wbl-2025")
	if err != nil {
		t.Fatal(err)
	}
	in, found := call.Parse(raw)
	if len(found) > 0 {
		t.Fatalf("wbl-2025.yaml: %v", found)
	}
	return in
}

func kst(year int, month time.Month, day, hour int) clock.Instant {
	return clock.FromTime(time.Date(year, month, day, hour, 0, 0, 0, clock.KST))
}

func TestTheSelectionOf2025(t *testing.T) {
	in := selection2025(t)
	type stage struct {
		Key      string
		Files    bool
		Gates    int
		Quota    int
		Criteria string
		Reads    string
	}
	var got []stage
	for _, s := range in.Stages {
		row := stage{Key: s.Key, Files: s.Files(), Gates: len(s.Gates), Quota: s.Quota, Reads: strings.Join(s.Reads, " ")}
		if s.Tree != nil {
			for _, criterion := range s.Tree.Root.Panel.Criteria {
				row.Criteria += criterion.Key + criterion.Points.String() + " "
			}
			if s.Tree.Ranking.Quota == nil || *s.Tree.Ranking.Quota != s.Quota {
				t.Errorf("%s: the tree has another quota than the stage", s.Key)
			}
			if a := s.Tree.Root.Panel.Aggregation; a != (scoring.Aggregation{Method: scoring.TrimmedMean, Below: 5}) {
				t.Errorf("%s: aggregation %+v", s.Key, a)
			}
		}
		got = append(got, row)
	}
	want := []stage{
		{Key: "documents", Files: true, Gates: 2},
		{Key: "paper", Quota: 10, Criteria: "technology40 strategy30 impact30 ", Reads: "documents"},
		{Key: "presentation", Quota: 5, Criteria: "technology40 strategy30 impact30 ", Reads: "documents"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at := in.Stages[0].ClosesAt; at != kst(2025, 7, 21, 16) {
		t.Errorf("the deadline is %s", at)
	}
	if in.Stages[0].Form.Sections[0].Schema.Properties[0].Key != "project_title" {
		t.Error("the form lost the order of its fields")
	}
}

func TestJSONAndYAMLAreOneStructure(t *testing.T) {
	in := selection2025(t)
	raw, err := json.MarshalIndent(in, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	again, found := call.Parse(raw)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if diff := cmp.Diff(in, again); diff != "" {
		t.Error(diff)
	}
}

func TestDatesCanBeMovedTogether(t *testing.T) {
	in := selection2025(t)
	redated := in.Redate(func(stageKey string, field call.ScheduleField) clock.Instant {
		return clock.Instant(len(stageKey) + len(field))
	})
	if got := redated.Stages[1].EvaluationUntil; got != clock.Instant(len("paper")+len("evaluation_until")) {
		t.Errorf("redated to %d", got)
	}
	if !redated.Stages[1].OpensAt.IsZero() {
		t.Error("a date that was not set is set")
	}
	if in.Stages[1].EvaluationUntil != kst(2025, 7, 25, 12) {
		t.Error("the original moved too")
	}
}

func TestParseListsEveryProblemAtOnce(t *testing.T) {
	const head = "key: a-call\nprogramme: p\ntitle: {ko: 가}\n"
	for _, c := range []struct {
		name, raw string
		want      []string
	}{
		{"nothing", "", []string{"body input.unreadable"}},
		{"not an object", "- a\n- b", []string{"body input.wrong_type"}},
		{"broken YAML", "key: [", []string{"body call.yaml_unreadable"}},
		{"broken JSON", `{"key": }`, []string{"body input.unreadable"}},
		{"two documents", head + "---\nkey: b\n", []string{"body call.yaml_second_document"}},
		{"alias", head + "summary: &a {ko: 가}\ncontact: {name: *a}\n", []string{"body.contact.name call.yaml_alias"}},
		{"key twice", head + "key: b\n", []string{"body.key call.key_repeated"}},
		{"JSON key twice", `{"key": "a-call", "stages": [{"key": "s", "quota": 1, "quota": 2}], "\u006bey": "b-call"}`, []string{
			"body.stages[0].quota call.key_repeated", "body.key call.key_repeated",
		}},
		{"the same key in two objects", `{"key": "a-call", "programme": "p", "title": {"ko": "가"}, "summary": {"ko": "가"}}`, nil},
		{"JSON without end", `{"key":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}", []string{"body input.unreadable"}},
		{"too large", "# " + strings.Repeat("x", call.MaxInputBytes), []string{"body input.too_large"}},
		{"empty", "{}", []string{"body.key call.address_malformed", "body.programme call.key_malformed", "body.title.ko input.required"}},
		{"unknown keys at every depth", head + `
colour: red
contact: {fax: "1"}
stages:
  - {key: s, kind: paper, title: {ko: 가, fr: a}, tree: {root: {key: r, points: "1", weight: 2}}}
`, []string{
			"body.colour input.unknown_field", "body.contact.fax input.unknown_field",
			"body.stages[0].title.fr input.unknown_field", "body.stages[0].tree.root.weight input.unknown_field",
		}},
		{"other case", `{"Key": "a-call", "programme": "p", "title": {"ko": "가"}}`, []string{
			"body.Key input.unknown_field", "body.key call.address_malformed",
		}},
		{"wrong types beside other problems", head + `
max_teams_selected: many
objection_days: 900
budget: {a: 1}
stages:
  - {key: s, kind: race, title: 가, requests: "yes", quota: 1.5}
  - 7
`, []string{
			"body.budget input.wrong_type", "body.max_teams_selected input.wrong_type",
			"body.stages[0].quota input.wrong_type", "body.stages[0].requests input.wrong_type",
			"body.stages[0].title input.wrong_type", "body.stages[1] input.wrong_type",
			"body.objection_days input.out_of_range", "body.stages[0].kind input.not_allowed",
		}},
		{"dates without zone and points as numbers", head + `
stages:
  - key: s
    kind: paper
    title: {ko: 가}
    evaluation_until: 2025-07-25T12:00:00
    result_at: 2025-07-25
    tree: {root: {key: r, points: 100}}
`, []string{
			"body.stages[0].evaluation_until call.time_unreadable", "body.stages[0].result_at call.time_unreadable",
			"body.stages[0].tree.root.points call.points_unreadable",
		}},
		{"one person twice", head + "administrators: [A@x.kr]\napprovers: [b@x.kr, ' a@x.kr']\n", []string{
			"body.approvers[1] call.person_in_both_roles",
		}},
		{"references", head + `
stages:
  - {key: s, kind: paper, title: {ko: 가}, reads: [later], opens_at: "2025-07-25T12:00:00Z"}
  - {key: s, kind: paper, title: {ko: 가}, reads: [s], quota: 3, tree: {ranking: {quota: 4}}}
`, []string{
			"body.stages[0].reads[0] call.reads_unknown_stage", "body.stages[0].opens_at call.date_without_filing",
			"body.stages[1].key call.key_repeated", "body.stages[1].quota call.quota_said_twice",
		}},
		{"rules and resources", head + `
contact: {name: {ko: 가}, url: "javascript:alert(1)"}
resources:
  - {key: gpu, kind: gpu, title: {ko: 가}, unit: {ko: 장}, step: 8, maximum: 500}
eligibility:
  - {key: a, kind: lead_kind_excluded, title: {ko: 가}}
  - {key: b, kind: university_required, title: {ko: 가}, params: {maximum: 3}}
  - {key: c, kind: kind_excluded, title: {ko: 가}, params: {kinds: [giant]}}
`, []string{
			"body.resources[0].maximum call.maximum_off_step", "body.eligibility[0].params.kinds input.required",
			"body.eligibility[1].params.maximum call.parameter_unused", "body.eligibility[2].params.kinds[0] input.not_allowed",
			"body.contact.url call.url_malformed",
		}},
		{"control characters", `{"key": "a-call", "programme": "p", "title": {"ko": "a\u0000b"}}`, []string{"body.title.ko input.wrong_type"}},
		{"a long list", head + "approvers: [" + strings.Repeat("x,", 101) + "]", []string{"body.approvers call.items_too_many"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := call.Parse([]byte(c.raw))
			if diff := cmp.Diff(c.want, places(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
