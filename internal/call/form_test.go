package call_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"wbl/internal/call"
	"wbl/internal/fault"
)

const sectionJSON = `{
	"key": "all_types", "title": {"ko": "모든 형식", "en": "All types"},
	"schema": {"type": "object", "required": ["text", "choice", "number", "agreed", "list"], "properties": {
		"zebra": {"type": "string", "maxLength": 3, "x-title": {"ko": "가", "en": "a"}},
		"text": {"type": "string", "minLength": 2, "maxLength": 4, "x-multiline": true, "x-title": {"ko": "가", "en": "a"}},
		"choice": {"type": "string", "enum": ["a", "b"], "x-enum-titles": {"a": {"ko": "가", "en": "a"}, "b": {"ko": "나", "en": "b"}},
			"x-title": {"ko": "가", "en": "a"}},
		"day": {"type": "string", "format": "date", "x-title": {"ko": "가", "en": "a"}},
		"number": {"type": "integer", "minimum": -1, "maximum": 10, "x-title": {"ko": "가", "en": "a"}},
		"agreed": {"type": "boolean", "const": true, "x-title": {"ko": "가", "en": "a"}},
		"either": {"type": "boolean", "x-title": {"ko": "가", "en": "a"}},
		"list": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string", "minLength": 1, "maxLength": 2},
			"x-title": {"ko": "가", "en": "a"}},
		"boxes": {"type": "array", "maxItems": 2, "items": {"type": "string", "enum": ["x"], "x-enum-titles": {"x": {"ko": "가", "en": "a"}}},
			"x-title": {"ko": "가", "en": "a"}}
	}}}`

func section(t *testing.T) call.Section {
	t.Helper()
	var s call.Section
	if err := json.Unmarshal([]byte(sectionJSON), &s); err != nil {
		t.Fatal(err)
	}
	if found := (call.Form{Sections: []call.Section{s}}).Validate("form"); len(found) > 0 {
		t.Fatalf("the form of this test is not sound: %v", found)
	}
	return s
}

// judge compiles what the screens are sent with another implementation.
func judge(t *testing.T, s call.Section) func(answers map[string]any) bool {
	t.Helper()
	raw, err := json.Marshal(s.Schema)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("section.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("section.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(answers map[string]any) bool { return schema.Validate(answers) == nil }
}

func complete(changes map[string]any) map[string]any {
	answers := map[string]any{"text": "가나", "choice": "a", "number": 3.0, "agreed": true, "list": []any{"x"}}
	for key, value := range changes {
		answers[key] = value
		if value == "absent" {
			delete(answers, key)
		}
	}
	return answers
}

func TestCheckAgreesWithJSONSchema(t *testing.T) {
	s := section(t)
	valid := judge(t, s)
	for _, c := range []struct {
		name    string
		changes map[string]any
		want    []string // location and code
	}{
		{"complete", nil, nil},
		{"everything", map[string]any{"zebra": "", "day": "2025-06-20", "either": false, "boxes": []any{"x"}}, nil},
		{"missing text", map[string]any{"text": "absent"}, []string{"body.answers.text input.required"}},
		{"missing list", map[string]any{"list": "absent"}, []string{"body.answers.list input.required"}},
		{"null", map[string]any{"text": nil}, []string{"body.answers.text input.wrong_type"}},
		{"characters, not bytes", map[string]any{"text": "가나다라"}, nil},
		{"too long", map[string]any{"text": "가나다라마"}, []string{"body.answers.text input.too_long"}},
		{"too short", map[string]any{"text": "가"}, []string{"body.answers.text input.too_short"}},
		{"code points outside the basic plane", map[string]any{"text": "😀😀"}, nil},
		{"number for text", map[string]any{"text": 1.0}, []string{"body.answers.text input.wrong_type"}},
		{"text for number", map[string]any{"number": "1"}, []string{"body.answers.number input.wrong_type"}},
		{"fraction", map[string]any{"number": 1.5}, []string{"body.answers.number input.wrong_type"}},
		{"least", map[string]any{"number": -1.0}, nil},
		{"below least", map[string]any{"number": -2.0}, []string{"body.answers.number input.out_of_range"}},
		{"most", map[string]any{"number": 10.0}, nil},
		{"above most", map[string]any{"number": 11.0}, []string{"body.answers.number input.out_of_range"}},
		{"huge", map[string]any{"number": 1e300}, []string{"body.answers.number input.out_of_range"}},
		{"whole number as json.Number", map[string]any{"number": json.Number("7")}, nil},
		{"other choice", map[string]any{"choice": "c"}, []string{"body.answers.choice input.not_allowed"}},
		{"not agreed", map[string]any{"agreed": false}, []string{"body.answers.agreed call.must_be_agreed"}},
		{"agreed in words", map[string]any{"agreed": "true"}, []string{"body.answers.agreed input.wrong_type"}},
		{"no such day", map[string]any{"day": "2025-02-29"}, []string{"body.answers.day call.date_malformed"}},
		{"empty list", map[string]any{"list": []any{}}, []string{"body.answers.list call.items_too_few"}},
		{"long list", map[string]any{"list": []any{"a", "b", "c"}}, []string{"body.answers.list call.items_too_many"}},
		{"list of numbers", map[string]any{"list": []any{"a", 1.0}}, []string{"body.answers.list[1] input.wrong_type"}},
		{"long item", map[string]any{"list": []any{"abc"}}, []string{"body.answers.list[0] input.too_long"}},
		{"other box", map[string]any{"boxes": []any{"x", "y"}}, []string{"body.answers.boxes[1] input.not_allowed"}},
		{"object", map[string]any{"list": map[string]any{}}, []string{"body.answers.list input.wrong_type"}},
		{"unknown", map[string]any{"nope": 1.0}, []string{"body.answers.nope input.unknown_field"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := complete(c.changes)
			if diff := cmp.Diff(c.want, places(s.Check(answers))); diff != "" {
				t.Error(diff)
			}
			if ours, theirs := len(c.want) == 0, valid(answers); ours != theirs {
				t.Errorf("ours says %v, JSON Schema says %v", ours, theirs)
			}
		})
	}
}

func TestCheckAgreesWithJSONSchemaOnAnything(t *testing.T) {
	s := section(t)
	valid := judge(t, s)
	value := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("a가😀\n-2")), 0, 5, -1).AsAny(),
		rapid.SampledFrom([]any{nil, true, false, "a", "b", "x", "2025-06-20", "2025-6-20", math.MaxFloat64, -0.5}),
		rapid.Map(rapid.IntRange(-3, 12), func(n int) any { return float64(n) }),
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]any{"", "x", "yz", "abc", 1.0, nil}), 0, 3), func(v []any) any { return v }),
	)
	keys := rapid.SampledFrom([]string{"zebra", "text", "choice", "day", "number", "agreed", "either", "list", "boxes", "other"})
	rapid.Check(t, func(t *rapid.T) {
		answers := complete(rapid.MapOfN(keys, value, 0, 3).Draw(t, "changes"))
		if ours, theirs := len(s.Check(answers)) == 0, valid(answers); ours != theirs {
			t.Fatalf("%v: ours says %v, JSON Schema says %v", answers, ours, theirs)
		}
	})
}

func TestADraftMayBeUnfinishedButNotWrong(t *testing.T) {
	s := section(t)
	for _, fine := range []map[string]any{nil, {"text": ""}, {"choice": ""}, {"agreed": false}, {"list": []any{}}, {"day": ""}} {
		if found := s.CheckDraft(fine); len(found) > 0 {
			t.Errorf("%v: %v", fine, found)
		}
	}
	got := places(s.CheckDraft(map[string]any{"text": "가나다라마", "number": 11.0, "choice": "c", "nope": ""}))
	want := []string{
		"body.answers.text input.too_long", "body.answers.choice input.not_allowed",
		"body.answers.number input.out_of_range", "body.answers.nope input.unknown_field",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnswersHoldNoControlCharacters(t *testing.T) {
	s := section(t)
	for _, hidden := range []string{"\x1b", "\a", "\x00", "\u202e", "\u2066", "\u200f"} {
		answers := complete(map[string]any{"text": "가" + hidden + "나", "list": []any{hidden}})
		want := []string{"body.answers.text input.wrong_type", "body.answers.list[0] input.wrong_type"}
		if diff := cmp.Diff(want, places(s.Check(answers))); diff != "" {
			t.Errorf("%q: %s", hidden, diff)
		}
		if diff := cmp.Diff(want, places(s.CheckDraft(answers))); diff != "" {
			t.Errorf("%q in a draft: %s", hidden, diff)
		}
	}
	if found := s.Check(complete(map[string]any{"text": "\r\n\t가"})); len(found) > 0 {
		t.Errorf("several lines: %v", found)
	}
}

func TestASchemaKeepsItsOrder(t *testing.T) {
	s := section(t)
	order := func(s call.Section) (keys []string) {
		for _, property := range s.Schema.Properties {
			keys = append(keys, property.Key)
		}
		return keys
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var again call.Section
	if err := json.Unmarshal(raw, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"zebra", "text", "choice", "day", "number", "agreed", "either", "list", "boxes"}, order(again)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s, again); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(raw), `"additionalProperties":false`) {
		t.Errorf("the schema lets unknown fields pass: %s", raw)
	}
}

func TestAFormStaysInTheClosedSubset(t *testing.T) {
	title := `"x-title": {"ko": "가", "en": "a"}`
	for _, c := range []struct{ name, schema, want string }{
		{"type of the schema", `{"type": "array", "properties": {"a": {"type": "boolean", ` + title + `}}}`, "schema.type input.not_allowed"},
		{"open schema", `{"type": "object", "additionalProperties": true, "properties": {"a": {"type": "boolean", ` + title + `}}}`, "schema.additionalProperties input.not_allowed"},
		{"no field", `{"type": "object", "properties": {}}`, "schema.properties input.required"},
		{"type of a field", properties(`"a": {"type": "number", ` + title + `}`), "a.type input.not_allowed"},
		{"title in one language", properties(`"a": {"type": "boolean", "x-title": {"ko": "가"}}`), "a.x-title.en input.required"},
		{"key", properties(`"A-1": {"type": "boolean", ` + title + `}`), "A-1 call.key_malformed"},
		{"key twice", properties(`"a": {"type": "boolean", ` + title + `}, "a": {"type": "boolean", ` + title + `}`), "a call.key_repeated"},
		{"text without end", properties(`"a": {"type": "string", ` + title + `}`), "a.maxLength input.out_of_range"},
		{"bounds contradict", properties(`"a": {"type": "string", "minLength": 5, "maxLength": 4, ` + title + `}`), "a.minLength input.out_of_range"},
		{"keyword of another type", properties(`"a": {"type": "boolean", "maxLength": 4, ` + title + `}`), "a.maxLength call.keyword_not_of_type"},
		{"length of a choice", properties(`"a": {"type": "string", "enum": ["x"], "x-enum-titles": {"x": {"ko": "가", "en": "a"}}, "minLength": 2, ` + title + `}`), "a.minLength call.keyword_not_of_type"},
		{"choice without title", properties(`"a": {"type": "string", "enum": ["x"], ` + title + `}`), "a.x-enum-titles.x.ko input.required"},
		{"title without choice", properties(`"a": {"type": "string", "enum": ["x"], "x-enum-titles": {"x": {"ko": "가", "en": "a"}, "y": {"ko": "가", "en": "a"}}, ` + title + `}`), "a.x-enum-titles.y call.key_unknown"},
		{"other format", properties(`"a": {"type": "string", "format": "email", "maxLength": 9, ` + title + `}`), "a.format input.not_allowed"},
		{"number without end", properties(`"a": {"type": "integer", "minimum": 0, ` + title + `}`), "a.maximum input.required"},
		{"number beyond exact", properties(`"a": {"type": "integer", "minimum": 0, "maximum": 9007199254740992, ` + title + `}`), "a.maximum input.out_of_range"},
		{"list without items", properties(`"a": {"type": "array", "maxItems": 2, ` + title + `}`), "a.items input.required"},
		{"list of numbers", properties(`"a": {"type": "array", "maxItems": 2, "items": {"type": "integer"}, ` + title + `}`), "a.items.type input.not_allowed"},
		{"consent to nothing", properties(`"a": {"type": "boolean", "const": false, ` + title + `}`), "a.const input.not_allowed"},
		{"required and unknown", `{"type": "object", "required": ["b"], "properties": {"a": {"type": "boolean", ` + title + `}}}`, "schema.required[0] call.key_unknown"},
		{"required and empty", `{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "maxLength": 5, ` + title + `}}}`, "a.minLength call.required_text_can_be_empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s call.Schema
			if err := json.Unmarshal([]byte(c.schema), &s); err != nil {
				t.Fatal(err)
			}
			form := call.Form{Sections: []call.Section{{Key: "s", Title: call.Text{Ko: "가", En: "a"}, Schema: s}}}
			if got := strings.Join(places(form.Validate("form")), "\n"); !strings.Contains(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func properties(fields string) string {
	return fmt.Sprintf(`{"type": "object", "properties": {%s}}`, fields)
}

// places gives location and code of each problem.
func places(found []fault.Field) []string {
	var out []string
	for _, field := range found {
		out = append(out, field.Location+" "+field.Code)
	}
	return out
}
