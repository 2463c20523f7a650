package audit_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"wbl/internal/audit"
	"wbl/internal/clock"
)

func TestCanonicalGoldens(t *testing.T) {
	type inner struct {
		Zebra int    `json:"zebra"`
		Apple string `json:"apple"`
	}
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		{"nothing", nil, `null`},
		{"truth", []any{true, false}, `[true,false]`},
		{"empty", map[string]any{"o": map[string]any{}, "a": []int{}}, `{"a":[],"o":{}}`},
		{"struct keys are sorted", inner{1, "사과"}, `{"apple":"사과","zebra":1}`},
		{"nested", map[string]any{"b": []any{inner{}}, "a": -7}, `{"a":-7,"b":[{"apple":"","zebra":0}]}`},
		{"no HTML escapes", "<a href=\"x\">&</a>", `"<a href=\"x\">&</a>"`},
		{"line separators stay", "\u2028\u2029", "\"\u2028\u2029\""},
		{"short escapes", "\b\t\n\f\r\"\\/", `"\b\t\n\f\r\"\\/"`},
		{"long escapes", "\x00\x1f\x7f", "\"\\u0000\\u001f\x7f\""},
		{"instant", clock.Instant(1), `"1970-01-01T00:00:00.000001Z"`},
		{"largest number", int64(1<<53 - 1), `9007199254740991`},
		{"minus nothing", json.RawMessage(`-0`), `0`},
		{"space is dropped", json.RawMessage(" { \"b\" : 1 ,\n\"a\" : [ 1 , 2 ] } "), `{"a":[1,2],"b":1}`},
		{"escaped input", json.RawMessage(`"\u00e9\u0041\ud83d\ude00"`), `"éA😀"`},
		// RFC 8785, 3.2.3: sorted by UTF-16 code units, so the emoji (a surrogate
		// pair) comes before the Hebrew presentation form.
		{
			"RFC 8785 key order",
			map[string]int{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7},
			"{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001f600\":5,\"\ufb33\":3}",
		},
	} {
		got, err := audit.Canonical(c.in)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: got %s, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for name, in := range map[string]any{
		"fraction":       1.5,
		"exponent":       json.RawMessage(`1e3`),
		"point":          json.RawMessage(`1.0`),
		"too large":      int64(1 << 53),
		"too small":      json.RawMessage(`-9007199254740992`),
		"beyond int64":   json.RawMessage(`99999999999999999999`),
		"duplicate key":  json.RawMessage(`{"a":1,"b":2,"a":1}`),
		"duplicate deep": json.RawMessage(`[{"x":{"\u0061":1,"a":1}}]`),
		"not JSON":       json.RawMessage(`{"a":}`),
		"trailing":       json.RawMessage(`{} {}`),
	} {
		if got, err := audit.Canonical(in); err == nil {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// values draws anything that records may hold.
func values() *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Just[any](nil), rapid.Bool().AsAny(), rapid.String().AsAny(),
		rapid.Int64Range(-(1<<53-1), 1<<53-1).AsAny(),
	)
	list := rapid.SliceOfN(leaf, 0, 4).AsAny()
	object := rapid.MapOfN(rapid.String(), rapid.OneOf(leaf, list), 0, 5).AsAny()
	return rapid.OneOf(leaf, list, object, rapid.SliceOfN(object, 0, 3).AsAny())
}

func TestCanonicalIsOneFormWithTheSameMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := values().Draw(t, "value")
		once, err := audit.Canonical(v)
		if err != nil {
			t.Fatal(err)
		}
		indented, err := json.MarshalIndent(v, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		twice, err := audit.Canonical(json.RawMessage(indented))
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s became %s, %v", once, twice, err)
		}
		if !json.Valid(once) {
			t.Fatalf("not JSON: %s", once)
		}
	})
}
