package call

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"wbl/internal/fault"
)

// MaxInputBytes is the most bytes that Parse reads.
const MaxInputBytes = 512 << 10

// Parse reads a call from JSON (what begins with a brace) or YAML, and lists
// every problem of its form at once: unknown keys, wrong types, dates without
// zone, keys that repeat. What is merely unfinished is no problem of a draft; see
// Service.Open.
func Parse(raw []byte) (Input, []fault.Field) {
	if len(raw) > MaxInputBytes {
		return Input{}, []fault.Field{fault.At("body", "input.too_large")}
	}
	ordered, found := asJSON(raw)
	if len(found) > 0 {
		return Input{}, found
	}
	decoder := json.NewDecoder(bytes.NewReader(ordered))
	decoder.UseNumber()
	var loose any
	if err := decoder.Decode(&loose); err != nil {
		return Input{}, []fault.Field{fault.At("body", "input.unreadable")}
	}
	var in Input
	shape := shapeProblems("body", loose, &in)
	if len(shape) > 0 {
		return Input{}, append(shape, beside(shape, in.Validate())...)
	}
	in = Input{}
	if err := json.Unmarshal(ordered, &in); err != nil {
		return Input{}, []fault.Field{fault.At("body", "input.unreadable")}
	}
	in = in.settle()
	return in, in.Validate()
}

func asJSON(raw []byte) ([]byte, problems) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return yamlAsJSON(raw)
	}
	if !json.Valid(raw) {
		return nil, problems{fault.At("body", "input.unreadable")}
	}
	return raw, repeatedKeys(raw)
}

// beside leaves out the problems at or below a place that has one already: a value
// of the wrong type is not also missing.
func beside(known, more []fault.Field) []fault.Field {
	return slices.DeleteFunc(more, func(m fault.Field) bool {
		return slices.ContainsFunc(known, func(k fault.Field) bool {
			rest, below := strings.CutPrefix(m.Location, k.Location)
			return below && (rest == "" || rest[0] == '.' || rest[0] == '[')
		})
	})
}
