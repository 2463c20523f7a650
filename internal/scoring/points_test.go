package scoring

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePoints(t *testing.T) {
	for text, want := range map[string]string{
		"92.50": "92.5", "0": "0", "-0": "0", "+7": "7", "-1.25": "-1.25",
		"010": "10", "0755": "755", "100.000": "100",
		strings.Repeat("9", 40): strings.Repeat("9", 40),
	} {
		got, err := ParsePoints(text)
		if err != nil || got.String() != want {
			t.Errorf("ParsePoints(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestParsePointsRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "+", "-", ".", ".5", "5.", "1 ", " 1", "1e3", "1E3", "0x10", "1_000", "1,000",
		"--1", "+-1", "1.2.3", "1/3", "NaN", "Inf", "９２", "٣", "1\n", "1.+5",
		strings.Repeat("9", 41),
	} {
		if got, err := ParsePoints(text); !errors.Is(err, ErrNotPoints) {
			t.Errorf("ParsePoints(%q) = %v, %v; want ErrNotPoints", text, got, err)
		}
	}
}

func FuzzParsePoints(f *testing.F) {
	for _, seed := range []string{"92.50", "-0", "1e9", "1/3", "", "+.5", "00.10", "0x1p2"} {
		f.Add(seed)
	}
	grammar := regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePoints(text)
		if want := len(text) <= 40 && grammar.MatchString(text); want != (err == nil) {
			t.Fatalf("ParsePoints(%q): error %v, grammar says %t", text, err, want)
		}
		if err != nil {
			return
		}
		again, err := ParsePoints(p.String())
		if err != nil || !again.Equal(p) {
			t.Fatalf("%q was written %q and read back as %v, %v", text, p, again, err)
		}
	})
}

func TestPointsJSON(t *testing.T) {
	type holder struct {
		Points Points            `json:"points"`
		Maybe  *Points           `json:"maybe"`
		Map    map[string]Points `json:"map"`
	}
	const text = `{"points":"85/3","maybe":null,"map":{"a":"-0.5"}}`
	var got holder
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.Maybe != nil || !got.Points.Equal(NewPoints(85).Quo(NewPoints(3))) {
		t.Errorf("got %+v", got)
	}
	back, err := json.Marshal(got)
	if err != nil || string(back) != text {
		t.Errorf("wrote %s, %v", back, err)
	}
}

func TestPointsJSONRefuses(t *testing.T) {
	for _, text := range []string{
		`null`, `92.5`, `true`, `""`, `"1e3"`, `"2/4"`, `"4/2"`, `"1/0"`, `"1/-3"`, `"010/3"`, `"1/2"`,
		`"+1/3"`, `"1//3"`, `"/"`, `"0x1/3"`, `["1"]`, `"1/` + strings.Repeat("3", maxExactLength) + `"`,
	} {
		var p Points
		if err := json.Unmarshal([]byte(text), &p); err == nil {
			t.Errorf("%.40s was read as %v", text, p)
		}
		var m map[string]Points
		if err := json.Unmarshal([]byte(`{"a":`+text+`}`), &m); err == nil {
			t.Errorf("%.40s in a map was read as %v", text, m)
		}
	}
}

func TestPointsArithmeticLeavesOperands(t *testing.T) {
	a, b := pts("1.5"), pts("0.25")
	for name, step := range map[string]struct{ got, want Points }{
		"add": {a.Add(b), pts("1.75")}, "sub": {b.Sub(a), pts("-1.25")},
		"mul": {a.Mul(b), pts("0.375")}, "quo": {b.Quo(a), pts("1/6")},
		"zero": {Points{}.Add(a), a}, "round": {a.Round(0, HalfUp), pts("2")},
	} {
		if !step.got.Equal(step.want) {
			t.Errorf("%s = %v, want %v", name, step.got, step.want)
		}
	}
	if a.String() != "1.5" || b.String() != "0.25" {
		t.Errorf("operands changed: %v %v", a, b)
	}
	if !pts("3").MultipleOf(pts("0.5")) || pts("3.25").MultipleOf(pts("0.5")) {
		t.Error("MultipleOf")
	}
}

func TestRound(t *testing.T) {
	tests := []struct {
		value    string
		scale    int
		up, even string
	}{
		{"79.72", 1, "79.7", "79.7"},
		{"14.406", 1, "14.4", "14.4"},
		{"0.25", 1, "0.3", "0.2"},
		{"0.35", 1, "0.4", "0.4"},
		{"-0.25", 1, "-0.3", "-0.2"},
		{"2.5", 0, "3", "2"},
		{"0.5", 0, "1", "0"},
		{"-0.04", 1, "0.0", "0.0"},
		{"85/3", 2, "28.33", "28.33"},
		{"2/3", 3, "0.667", "0.667"},
		{"99.995", 2, "100.00", "100.00"},
		{"25", 1, "25.0", "25.0"},
		{"0.2500000000000000000000000000000000001", 1, "0.3", "0.3"},
		{"0.2499999999999999999999999999999999999", 1, "0.2", "0.2"},
	}
	for _, tt := range tests {
		if got := pts(tt.value).Display(tt.scale, HalfUp); got != tt.up {
			t.Errorf("%s half up at %d: %s, want %s", tt.value, tt.scale, got, tt.up)
		}
		if got := pts(tt.value).Display(tt.scale, HalfEven); got != tt.even {
			t.Errorf("%s half even at %d: %s, want %s", tt.value, tt.scale, got, tt.even)
		}
	}
}

func drawPoints(t *rapid.T, label string) Points {
	top := rapid.Int64Range(-1e9, 1e9).Draw(t, label)
	bottom := rapid.Int64Range(1, 1e4).Draw(t, label+" divisor")
	return NewPoints(top).Quo(NewPoints(bottom))
}

func TestPointsTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoints(t, "p")
		if back := pts(p.String()); !back.Equal(p) || back.String() != p.String() {
			t.Fatalf("%v read back as %v", p, back)
		}
	})
}

func TestRoundIsNearestAndMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPoints(t, "a"), drawPoints(t, "b")
		scale := rapid.IntRange(0, 6).Draw(t, "scale")
		rule := rapid.SampledFrom([]Rounding{HalfUp, HalfEven}).Draw(t, "rule")
		half := NewPoints(1).Quo(NewPoints(2)).Quo(Points{powerRat(scale)})
		if !near(a, a.Round(scale, rule), half) {
			t.Fatalf("%v rounds to %v", a, a.Round(scale, rule))
		}
		if a.Cmp(b) <= 0 && a.Round(scale, rule).Cmp(b.Round(scale, rule)) > 0 {
			t.Fatalf("%v ≤ %v but not when rounded", a, b)
		}
	})
}
