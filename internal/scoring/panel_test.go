package scoring

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// totalsPanel has one criterion, so that a sheet is its total.
func totalsPanel(a Aggregation) *Panel {
	return &Panel{
		Criteria:    []Criterion{{Key: "all", Points: pts("100"), Step: pts("0.5")}},
		Aggregation: a, Missing: MissingBlocks,
	}
}

func totalsOf(totals ...string) PanelInput {
	var sheets []Sheet
	for i, total := range totals {
		sheets = append(sheets, Sheet{Judge: fmt.Sprintf("j%d", i), Scores: map[string]Points{"all": pts(total)}})
	}
	return panelOf(sheets...)
}

func TestAggregation(t *testing.T) {
	trimmed := Aggregation{Method: TrimmedMean, Below: 5}
	tests := []struct {
		name   string
		rule   Aggregation
		totals []string
		want   string
		method Method
	}{
		{"mean", Aggregation{Method: Mean}, []string{"80", "85", "90.5"}, "511/6", Mean},
		{"median odd", Aggregation{Method: Median}, []string{"90", "10", "80"}, "80", Median},
		{"median even", Aggregation{Method: Median}, []string{"90", "10", "80", "85"}, "82.5", Median},
		{"trimmed", trimmed, []string{"10", "80", "82", "84", "100"}, "82", TrimmedMean},
		{"highest twice: one is dropped", trimmed, []string{"90", "90", "80", "70", "60"}, "80", TrimmedMean},
		{"lowest twice: one is dropped", trimmed, []string{"60", "60", "70", "80", "90"}, "70", TrimmedMean},
		{"both twice", trimmed, []string{"60", "60", "75", "90", "90"}, "75", TrimmedMean},
		{"highest three times", trimmed, []string{"90", "90", "90", "60", "30"}, "80", TrimmedMean},
		{"all equal", trimmed, []string{"77", "77", "77", "77", "77"}, "77", TrimmedMean},
		{"at the number of judges it trims", trimmed, []string{"0", "50", "50", "50", "50"}, "50", TrimmedMean},
		{"one judge fewer is the plain mean", trimmed, []string{"0", "50", "50", "50"}, "37.5", Mean},
		{"three judges leave the middle", Aggregation{Method: TrimmedMean, Below: 3}, []string{"1", "2", "9"}, "2", TrimmedMean},
		{"per criterion", Aggregation{Method: TrimmedMean, Below: 3, PerCriterion: true}, []string{"1", "2", "9"}, "2", TrimmedMean},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			figure, reason := totalsPanel(tt.rule).aggregate(totalsOf(tt.totals...))
			if reason != nil {
				t.Fatalf("blocked: %+v", reason)
			}
			if !figure.Kept.Equal(pts(tt.want)) || figure.Method != tt.method {
				t.Errorf("got %v by %s, want %s by %s", figure.Kept, figure.Method, tt.want, tt.method)
			}
		})
	}
}

// The judges of equal highest totals differ in their first criterion: the sheet
// with the higher first criterion counts as the higher one and is dropped,
// whoever wrote it.
func TestEqualExtremesAreOrderedByTheirScores(t *testing.T) {
	panel := selection2025().Root.Panel
	judges := [][]string{{"a", "b", "c", "d", "e"}, {"e", "d", "c", "b", "a"}}
	for _, names := range judges {
		figure, _ := panel.aggregate(panelOf(
			sheet(names[0], "40", "20", "20"), // 80, dropped: 40 > 35
			sheet(names[1], "35", "25", "20"), // 80
			sheet(names[2], "30", "20", "20"), // 70
			sheet(names[3], "20", "20", "20"), // 60
			sheet(names[4], "10", "20", "30"), // 60, dropped: 10 < 20
		))
		fates := map[string]SheetFate{}
		for _, s := range figure.Sheets {
			fates[s.Judge] = s.Fate
		}
		want := map[string]SheetFate{
			names[0]: SheetDroppedHighest, names[1]: SheetKept, names[2]: SheetKept,
			names[3]: SheetKept, names[4]: SheetDroppedLowest,
		}
		if diff := cmp.Diff(want, fates); diff != "" {
			t.Error(diff)
		}
		if !figure.Criteria[0].Kept.Equal(pts("85/3")) || !figure.Criteria[0].All.Equal(pts("27")) {
			t.Errorf("technology: kept %v, all %v", figure.Criteria[0].Kept, figure.Criteria[0].All)
		}
	}
}

func TestIdenticalSheetsAreOrderedByJudge(t *testing.T) {
	panel := totalsPanel(Aggregation{Method: TrimmedMean, Below: 3})
	figure, _ := panel.aggregate(totalsOf("70", "70", "70"))
	want := []SheetFigure{
		{Judge: "j0", Total: ref("70"), Fate: SheetDroppedLowest},
		{Judge: "j1", Total: ref("70"), Fate: SheetKept},
		{Judge: "j2", Total: ref("70"), Fate: SheetDroppedHighest},
	}
	if diff := cmp.Diff(want, figure.Sheets); diff != "" {
		t.Error(diff)
	}
}

func TestPerCriterionTrimsEachCriterion(t *testing.T) {
	panel := selection2025().Root.Panel
	in := panelOf(
		sheet("a", "40", "10", "20"), sheet("b", "30", "30", "20"), sheet("c", "20", "20", "20"),
		sheet("d", "20", "20", "30"), sheet("e", "10", "20", "10"),
	)
	panel.Aggregation.PerCriterion = true
	figure, _ := panel.aggregate(in)
	want := []CriterionFigure{
		{Key: "technology", Kept: pts("70/3"), All: pts("24"), DroppedHighest: "a", DroppedLowest: "e"},
		{Key: "strategy", Kept: pts("20"), All: pts("20"), DroppedHighest: "b", DroppedLowest: "a"},
		{Key: "ecosystem", Kept: pts("20"), All: pts("20"), DroppedHighest: "d", DroppedLowest: "e"},
	}
	if diff := cmp.Diff(want, figure.Criteria); diff != "" {
		t.Error(diff)
	}
	if !figure.Kept.Equal(pts("190/3")) || !figure.All.Equal(pts("64")) {
		t.Errorf("kept %v, all %v", figure.Kept, figure.All)
	}
	for _, s := range figure.Sheets {
		if s.Fate != SheetKept {
			t.Errorf("sheet of %s: %s", s.Judge, s.Fate)
		}
	}
}

func TestMedianPerCriterionSumsMedians(t *testing.T) {
	panel := selection2025().Root.Panel
	panel.Aggregation = Aggregation{Method: Median, PerCriterion: true}
	figure, _ := panel.aggregate(panelOf(
		sheet("a", "40", "0", "0"), sheet("b", "0", "30", "0"), sheet("c", "20", "20", "30"),
	))
	if !figure.Kept.Equal(pts("40")) {
		t.Errorf("sum of medians %v, want 40", figure.Kept)
	}
	panel.Aggregation.PerCriterion = false
	figure, _ = panel.aggregate(panelOf(
		sheet("a", "40", "0", "0"), sheet("b", "0", "30", "0"), sheet("c", "20", "20", "30"),
	))
	if !figure.Kept.Equal(pts("40")) || !figure.Criteria[0].Kept.Equal(pts("20")) {
		t.Errorf("median of totals %v, technology %v", figure.Kept, figure.Criteria[0].Kept)
	}
}

func TestMissingSheets(t *testing.T) {
	partial := Sheet{Judge: "c", Scores: map[string]Points{"technology": pts("40"), "strategy": pts("30")}}
	in := panelOf(sheet("a", "30", "20", "20"), sheet("b", "20", "20", "20"), partial)
	in.Judges = append(in.Judges, "d")
	tests := []struct {
		name    string
		policy  MissingPolicy
		minimum int
		want    string
		reason  *Reason
	}{
		{"block", MissingBlocks, 0, "", &Reason{Code: ReasonSheetMissing, Judges: []string{"c", "d"}}},
		{"average of rest", MissingAveraged, 0, "65", nil},
		{"just enough", MissingAveraged, 2, "65", nil},
		{"too few of rest", MissingAveraged, 3, "", &Reason{Code: ReasonTooFewSheets}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			panel := selection2025().Root.Panel
			panel.Missing, panel.Minimum = tt.policy, tt.minimum
			figure, reason := panel.aggregate(in)
			if diff := cmp.Diff(tt.reason, reason); diff != "" {
				t.Error(diff)
			}
			if (figure.Kept == nil) != (tt.want == "") || figure.Kept != nil && !figure.Kept.Equal(pts(tt.want)) {
				t.Errorf("figure %v, want %q", figure.Kept, tt.want)
			}
			if figure.Sheets[2].Fate != SheetMissing || figure.Sheets[2].Total != nil {
				t.Errorf("incomplete sheet: %+v", figure.Sheets[2])
			}
		})
	}
}

func TestNobodyEntitledIsNoFigure(t *testing.T) {
	for _, policy := range []MissingPolicy{MissingBlocks, MissingAveraged} {
		panel := selection2025().Root.Panel
		panel.Missing = policy
		if figure, reason := panel.aggregate(PanelInput{}); reason == nil || figure.Kept != nil {
			t.Errorf("%s: %v", policy, figure.Kept)
		}
	}
}
