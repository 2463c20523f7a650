package scoring

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRankTiesOracle(t *testing.T) {
	var oracle struct {
		Data                  []json.Number
		Ascending, Descending map[string][]json.Number
	}
	readOracle(t, "rank_ties.json", &oracle)
	methods := map[string]TieMethod{
		"average": TiesAverage, "min": TiesMin, "max": TiesMax, "dense": TiesDense,
		"competition_1224": TiesMin, "dense_1223": TiesDense,
	}
	checked := 0
	for order, columns := range map[Order]map[string][]json.Number{Ascending: oracle.Ascending, Descending: oracle.Descending} {
		for name, want := range columns {
			checked++
			got := Ranks(fromNumbers(t, oracle.Data), order, methods[name])
			if diff := cmp.Diff(fromNumbers(t, want), got); methods[name] == "" || diff != "" {
				t.Errorf("%s %s:\n%s", order, name, diff)
			}
		}
	}
	if checked != 7 {
		t.Errorf("checked %d columns, want 7", checked)
	}
}

func TestRanksOfNothing(t *testing.T) {
	if got := Ranks(nil, Descending, TiesMin); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestMeanWinRateOracle(t *testing.T) {
	var oracle struct {
		Examples []struct {
			ID        string
			Columns   []bool `json:"columns_higher_is_better"`
			Rows      [][]*json.Number
			Published json.RawMessage
		}
		Tolerance json.Number
	}
	readOracle(t, "benchmark_aggregation.json", &oracle)
	checked := 0
	for _, example := range oracle.Examples {
		if example.Rows == nil {
			continue
		}
		checked++
		columns := make([]Column, len(example.Columns))
		for c, higher := range example.Columns {
			columns[c].HigherIsBetter = higher
			for _, row := range example.Rows {
				columns[c].Figures = append(columns[c].Figures, maybe(t, row[c]))
			}
		}
		var published []*json.Number
		if err := json.Unmarshal(example.Published, &published); err != nil {
			t.Fatal(err)
		}
		for i, got := range MeanWinRate(len(example.Rows), columns) {
			want := maybe(t, published[i])
			if (got == nil) != (want == nil) || got != nil && !near(*got, *want, fromNumber(t, oracle.Tolerance)) {
				t.Errorf("%s row %d: %v, want %v", example.ID, i, got, want)
			}
		}
	}
	if checked != 5 {
		t.Errorf("checked %d tables, want 5", checked)
	}
}

func maybe(t *testing.T, number *json.Number) *Points {
	t.Helper()
	if number == nil {
		return nil
	}
	p := fromNumber(t, *number)
	return &p
}

func TestMeanWinRateOfARowAlone(t *testing.T) {
	got := MeanWinRate(2, []Column{{HigherIsBetter: true, Figures: []*Points{ref("1"), nil}}})
	if got[0] != nil || got[1] != nil {
		t.Errorf("got %v", got)
	}
}
