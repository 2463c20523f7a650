package call

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"wbl/internal/fault"
)

// Check lists everything that keeps the answers from being filed. It gives the
// same verdict as the section's JSON Schema, with places ("body.answers.need")
// and codes that people can read, and refuses control characters beside. Answers are values as encoding/json reads them.
func (s Section) Check(answers map[string]any) []fault.Field {
	return s.check(answers, false)
}

// CheckDraft is Check for answers that are still being written: what is missing
// or too short yet is no problem.
func (s Section) CheckDraft(answers map[string]any) []fault.Field {
	return s.check(answers, true)
}

func (s Section) check(answers map[string]any, draft bool) []fault.Field {
	c := answerCheck{draft: draft}
	known := map[string]bool{}
	for _, property := range s.Schema.Properties {
		known[property.Key] = true
		at := "body.answers." + property.Key
		answer, given := answers[property.Key]
		if given {
			c.answer(at, property, answer)
			continue
		}
		c.demand(draft || !slices.Contains(s.Schema.Required, property.Key), at, "input.required")
	}
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		c.demand(known[key], "body.answers."+key, "input.unknown_field")
	}
	return c.problems
}

type answerCheck struct {
	problems
	draft bool
}

func (c *answerCheck) answer(at string, p Property, answer any) {
	switch value := answer.(type) {
	case string:
		if c.is(at, p, TypeString) {
			c.text(at, p.text(), value)
			c.demand(p.Format != FormatDate || isDate(value) || c.draft && value == "", at, "call.date_malformed")
		}
	case bool:
		if c.is(at, p, TypeBoolean) {
			c.demand(p.Const == nil || value == *p.Const || c.draft, at, "call.must_be_agreed")
		}
	case []any:
		if c.is(at, p, TypeArray) {
			c.array(at, p, value)
		}
	case float64, int, int64, json.Number:
		if c.is(at, p, TypeInteger) {
			c.integer(at, p, value)
		}
	default:
		c.add(at, "input.wrong_type")
	}
}

func (c *answerCheck) is(at string, p Property, given PropertyType) bool {
	c.demand(p.Type == given, at, "input.wrong_type")
	return p.Type == given
}

func (c *answerCheck) text(at string, rule Items, value string) {
	if len(rule.Enum) > 0 {
		c.demand(slices.Contains(rule.Enum, value) || c.draft && value == "", at, "input.not_allowed")
		return
	}
	c.readable(at, value)
	length := utf8.RuneCountInString(value)
	c.demand(c.draft || length >= rule.MinLength, at, "input.too_short", fault.Args{"min": rule.MinLength})
	c.demand(rule.MaxLength == 0 || length <= rule.MaxLength, at, "input.too_long", fault.Args{"max": rule.MaxLength})
}

func (c *answerCheck) array(at string, p Property, values []any) {
	c.demand(c.draft || len(values) >= p.MinItems, at, "call.items_too_few", fault.Args{"min": p.MinItems})
	c.demand(len(values) <= p.MaxItems, at, "call.items_too_many", fault.Args{"max": p.MaxItems})
	for i, value := range values {
		place := fmt.Sprintf("%s[%d]", at, i)
		text, ok := value.(string)
		c.demand(ok, place, "input.wrong_type")
		if ok {
			c.text(place, *p.Items, text)
		}
	}
}

func (c *answerCheck) integer(at string, p Property, value any) {
	n, ok := wholeNumber(value)
	if !ok {
		c.add(at, "input.wrong_type")
		return
	}
	between(&c.problems, at, n, *p.Minimum, *p.Maximum)
}

// wholeNumber reads a number as JSON Schema does: 3.0 is an integer. Beyond the
// bounds that a form can state every number is out of range, so it is cut there.
func wholeNumber(value any) (int64, bool) {
	var f float64
	switch n := value.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		f = n
	case json.Number:
		parsed, err := n.Float64()
		if err != nil {
			return 0, false
		}
		f = parsed
	}
	return int64(max(-2*maxInteger, min(2*maxInteger, f))), f == math.Trunc(f)
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
