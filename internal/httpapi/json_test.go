package httpapi_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"wbl/internal/httpapi"
)

func TestStrictJSON(t *testing.T) {
	for body, good := range map[string]bool{
		`{}`: true, `[]`: true, `null`: true, `0`: true, `"x"`: true, ` {"a":[{"b":1},{"b":2}],"c":{"b":3}} `: true,
		`{"a":{"a":{"a":1}}}`: true, `["a","a"]`: true, `{"a":"a","b":"a"}`: true, `{"a":[],"b":{},"c":null}`: true,
		`{"a":1,"a":1}`: false, `[{"a":1,"b":[],"a":1}]`: false, `{"x":{"a":[1,{}],"a":2}}`: false, `{"a":1,"\u0061":2}`: false,
		`"\u0000"`: false, `{"\u0000":1}`: false, "\"\xff\"": false, `{"a":1}}`: false, `{"a"}`: false, `{"a":1} 2`: false, ``: false, `nul`: false,
	} {
		if err := httpapi.CheckJSON(body); (err == nil) != good {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func anyJSON() *rapid.Generator[any] {
	text := rapid.String().Filter(func(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) })
	plain := rapid.OneOf(text.AsAny(), rapid.Float64().AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil))
	inner := rapid.OneOf(plain, rapid.SliceOfN(plain, 0, 4).AsAny(), rapid.MapOfN(text, plain, 0, 4).AsAny())
	return rapid.OneOf(inner, rapid.SliceOfN(inner, 0, 4).AsAny(), rapid.MapOfN(text, inner, 0, 4).AsAny())
}

func TestStrictJSONTakesWhatGoWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw, err := json.Marshal(anyJSON().Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		if err := httpapi.CheckJSON(string(raw)); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
	})
}
