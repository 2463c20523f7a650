package scoring

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestZScoreOracle(t *testing.T) {
	var oracle struct {
		Examples []struct {
			Data               []json.Number
			Published          []json.Number `json:"published_ddof0"`
			DDOF0              []json.Number `json:"expected_ddof0"`
			DDOF1              []json.Number `json:"expected_ddof1"`
			PublishedTolerance json.Number   `json:"published_tolerance"`
		}
		EdgeCases []struct{ Data []json.Number } `json:"edge_cases"`
		Tolerance json.Number
	}
	readOracle(t, "z_score.json", &oracle)
	check := func(data, want []json.Number, ddof int, tolerance json.Number) {
		t.Helper()
		got, err := ZScores(fromNumbers(t, data), ddof, maxZScale, HalfUp)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range fromNumbers(t, want) {
			if !near(got[i], w, fromNumber(t, tolerance)) {
				t.Errorf("ddof %d, value %d: %v, want %v", ddof, i, got[i], w)
			}
		}
	}
	for _, example := range oracle.Examples {
		check(example.Data, example.Published, 0, example.PublishedTolerance)
		check(example.Data, example.DDOF0, 0, oracle.Tolerance)
		check(example.Data, example.DDOF1, 1, oracle.Tolerance)
	}
	for _, edge := range oracle.EdgeCases {
		if got, err := ZScores(fromNumbers(t, edge.Data), 0, 4, HalfUp); !errors.Is(err, ErrUndefined) {
			t.Errorf("%v: %v, %v", edge.Data, got, err)
		}
	}
}

func TestZScoreUndefined(t *testing.T) {
	for name, values := range map[string][]Points{"none": nil, "one": list("3"), "equal": list("1/3", "1/3")} {
		for ddof := range 2 {
			if got, err := ZScores(values, ddof, 4, HalfUp); !errors.Is(err, ErrUndefined) {
				t.Errorf("%s, ddof %d: %v, %v", name, ddof, got, err)
			}
		}
	}
}

// 0, 0, 0, 0, 5 with ddof 0 has mean 1 and sd 2: the scores are −0.5 and 2, and
// the half is exact.
func TestZScoreRoundsAnExactHalf(t *testing.T) {
	data := list("0", "0", "0", "0", "5")
	up, err := ZScores(data, 0, 0, HalfUp)
	if err != nil {
		t.Fatal(err)
	}
	even, err := ZScores(data, 0, 0, HalfEven)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list("-1", "-1", "-1", "-1", "2"), up); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(list("0", "0", "0", "0", "2"), even); diff != "" {
		t.Error(diff)
	}
}

func TestZScoreIgnoresUnitAndOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Points { return drawPoints(t, "value") }), 2, 12).Draw(t, "values")
		factor := NewPoints(rapid.Int64Range(1, 1000).Draw(t, "factor")).Quo(NewPoints(7))
		shift := drawPoints(t, "shift")
		ddof := rapid.IntRange(0, 1).Draw(t, "ddof")
		moved := make([]Points, len(values))
		for i, value := range values {
			moved[i] = value.Mul(factor).Add(shift)
		}
		before, err1 := ZScores(values, ddof, 6, HalfEven)
		after, err2 := ZScores(moved, ddof, 6, HalfEven)
		if diff := cmp.Diff(before, after); diff != "" || (err1 == nil) != (err2 == nil) {
			t.Fatalf("%v %v\n%s", err1, err2, diff)
		}
	})
}

// A rounded root is within half a unit of the root: (2r−1)² ≤ 4q ≤ (2r+1)².
func TestRoundedRootIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawPoints(t, "q")
		q = q.Mul(q).Add(NewPoints(rapid.Int64Range(0, 3).Draw(t, "extra")))
		rule := rapid.SampledFrom([]Rounding{HalfUp, HalfEven}).Draw(t, "rule")
		twice := NewPoints(2 * roundedRoot(q.rat(), rule).Int64())
		low, high, four := twice.Sub(NewPoints(1)), twice.Add(NewPoints(1)), q.Mul(NewPoints(4))
		if low.Sign() > 0 && low.Mul(low).Cmp(four) > 0 || high.Mul(high).Cmp(four) < 0 {
			t.Fatalf("√%v rounded to %v/2", q, twice)
		}
	})
}

func TestNormalisation(t *testing.T) {
	leaf := func(n Normalisation) *Node {
		return &Node{Key: "leaf", Points: pts("20"), Source: &Source{Kind: Benchmark, Normalisation: n}}
	}
	rule := ZScoreRule{Scale: 2, Rounding: HalfUp, Centre: pts("10"), Spread: pts("5")}
	tests := []struct {
		name   string
		rule   Normalisation
		raw    map[string]Points
		want   map[string]string
		reason string
	}{
		{"as is", Normalisation{Method: AsIs}, map[string]Points{"a": pts("14.4"), "b": pts("0")}, map[string]string{"a": "14.4", "b": "0"}, ""},
		{"share", Normalisation{Method: ShareOfMaximum, Maximum: ref("100")}, map[string]Points{"a": pts("72.03")}, map[string]string{"a": "14.406"}, ""},
		{"relative", Normalisation{Method: RelativeToBest}, map[string]Points{"a": pts("60"), "b": pts("90")}, map[string]string{"a": "40/3", "b": "20"}, ""},
		{"best is zero", Normalisation{Method: RelativeToBest}, map[string]Points{"a": pts("0")}, nil, ReasonBestIsZero},
		{"z-score counts as rounded", Normalisation{Method: Standardised, ZScore: &rule}, map[string]Points{"a": pts("1"), "b": pts("2"), "c": pts("3")}, map[string]string{"a": "3.9", "b": "10", "c": "16.1"}, ""},
		{"z-score stays within the points", Normalisation{Method: Standardised, ZScore: &ZScoreRule{Scale: 2, Rounding: HalfUp, Centre: pts("10"), Spread: pts("15")}}, map[string]Points{"a": pts("1"), "b": pts("2"), "c": pts("3")}, map[string]string{"a": "0", "b": "10", "c": "20"}, ""},
		{"z-score undefined", Normalisation{Method: Standardised, ZScore: &rule}, map[string]Points{"a": pts("5"), "b": pts("5")}, nil, ReasonZScoreUndefined},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			figures, reason := leaf(tt.rule).normalise(tt.raw)
			got := map[string]string{}
			for team, figure := range figures {
				got[team] = figure.points.String()
			}
			if tt.want == nil {
				tt.want = map[string]string{}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || reason != tt.reason {
				t.Errorf("reason %q\n%s", reason, diff)
			}
		})
	}
}
