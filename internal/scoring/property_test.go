package scoring

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var aggregations = []Aggregation{
	{Method: Mean},
	{Method: Median},
	{Method: Median, PerCriterion: true},
	{Method: TrimmedMean, Below: 3},
	{Method: TrimmedMean, Below: 5},
	{Method: TrimmedMean, Below: 3, PerCriterion: true},
}

// drawSheets draws sheets with few different scores, so that ties are common.
func drawSheets(t *rapid.T, least int) []Sheet {
	judges := rapid.IntRange(least, 9).Draw(t, "judges")
	sheets := make([]Sheet, judges)
	for i := range sheets {
		sheets[i] = Sheet{Judge: fmt.Sprintf("j%d", i), Scores: map[string]Points{
			"technology": drawScore(t, 40), "strategy": drawScore(t, 30), "ecosystem": drawScore(t, 30),
		}}
	}
	return sheets
}

func drawScore(t *rapid.T, most int64) Points {
	tenths := rapid.Int64Range(0, 10).Draw(t, "tenths")
	return NewPoints(most * tenths).Quo(NewPoints(10))
}

func drawPanelInputs(t *rapid.T) Inputs {
	teams := rapid.IntRange(1, 6).Draw(t, "teams")
	in := Inputs{}
	for i := range teams {
		panel := panelOf(drawSheets(t, 1)...)
		if rapid.IntRange(0, 4).Draw(t, "absent") == 0 {
			panel.Judges = append(panel.Judges, "absent", "away")
		}
		in.Teams = append(in.Teams, TeamInput{Team: fmt.Sprintf("t%d", i), Panels: map[string]PanelInput{"paper": panel}})
	}
	return in
}

func drawTree(t *rapid.T) Tree {
	tree := withQuota(rapid.IntRange(1, 5).Draw(t, "quota"))
	tree.Root.Panel.Aggregation = rapid.SampledFrom(aggregations).Draw(t, "aggregation")
	tree.Root.Panel.Missing = rapid.SampledFrom([]MissingPolicy{MissingBlocks, MissingAveraged}).Draw(t, "missing")
	tree.Display.Scale = rapid.IntRange(0, 2).Draw(t, "scale")
	compare := rapid.SampledFrom([]Comparison{CompareExact, CompareDisplayed}).Draw(t, "compare")
	tree.Ranking.Compare, tree.PassMark.Compare = compare, compare
	return tree
}

// shuffled returns the same inputs with teams, judges and sheets in another order.
func shuffled(t *rapid.T, in Inputs) Inputs {
	out := Inputs{Teams: rapid.Permutation(in.Teams).Draw(t, "teams")}
	for i, team := range out.Teams {
		panel := team.Panels["paper"]
		out.Teams[i].Panels = map[string]PanelInput{"paper": {
			Judges: rapid.Permutation(panel.Judges).Draw(t, "judges"),
			Sheets: rapid.Permutation(panel.Sheets).Draw(t, "sheets"),
		}}
	}
	return out
}

func TestOrderOfInputsMeansNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, in := drawTree(t), drawPanelInputs(t)
		if before, after := record(t, tree, in), record(t, tree, shuffled(t, in)); before != after {
			t.Fatalf("order changed the record:\n%s", cmp.Diff(before, after))
		}
	})
}

// record is the bytes of the evaluation and the ranking.
func record(t *rapid.T, tree Tree, in Inputs) string {
	evaluation, err := json.Marshal(mustEvaluate(t, tree, in))
	if err != nil {
		t.Fatal(err)
	}
	ranking, err := json.Marshal(mustRank(t, tree, in))
	if err != nil {
		t.Fatal(err)
	}
	return string(evaluation) + string(ranking)
}

func TestNamesOfJudgesMeanNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := drawTree(t).Root.Panel
		sheets := drawSheets(t, 1)
		names := rapid.Permutation([]string{"p", "q", "r", "s", "t", "u", "v", "w", "x"}).Draw(t, "names")
		renamed := make([]Sheet, len(sheets))
		for i, s := range sheets {
			renamed[i] = Sheet{Judge: names[i], Scores: s.Scores}
		}
		before, _ := panel.aggregate(panelOf(sheets...))
		after, _ := panel.aggregate(panelOf(renamed...))
		if !before.Kept.Equal(*after.Kept) || !before.All.Equal(*after.All) {
			t.Fatalf("kept %v then %v", before.Kept, after.Kept)
		}
		for i := range before.Criteria {
			if b, a := before.Criteria[i], after.Criteria[i]; !b.Kept.Equal(a.Kept) || !b.All.Equal(a.All) {
				t.Fatalf("%s: kept %v then %v", b.Key, b.Kept, a.Kept)
			}
		}
	})
}

func TestRaisingAScoreNeverLowersTheFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := drawTree(t).Root.Panel
		sheets := drawSheets(t, 1)
		before, _ := panel.aggregate(panelOf(sheets...))
		i := rapid.IntRange(0, len(sheets)-1).Draw(t, "judge")
		criterion := rapid.SampledFrom(panel.Criteria).Draw(t, "criterion")
		if raised := drawScore(t, 40); raised.Cmp(sheets[i].Scores[criterion.Key]) > 0 {
			sheets[i].Scores[criterion.Key] = raised
		}
		after, _ := panel.aggregate(panelOf(sheets...))
		if after.Kept.Cmp(*before.Kept) < 0 {
			t.Fatalf("fell from %v to %v", before.Kept, after.Kept)
		}
	})
}

// The trimmed mean, computed here from its definition: the sum without the
// greatest and the least, once each, over the number of judges less two.
func TestTrimmedMeanDropsExactlyOneOfEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := selection2025().Root.Panel
		panel.Aggregation.Below = 3
		figure, _ := panel.aggregate(panelOf(drawSheets(t, 3)...))
		fates := map[SheetFate]int{}
		var total Points
		low, high := *figure.Sheets[0].Total, *figure.Sheets[0].Total
		for _, s := range figure.Sheets {
			fates[s.Fate]++
			total = total.Add(*s.Total)
			if s.Total.Cmp(low) < 0 {
				low = *s.Total
			}
			if s.Total.Cmp(high) > 0 {
				high = *s.Total
			}
		}
		kept := len(figure.Sheets) - 2
		want := map[SheetFate]int{SheetKept: kept, SheetDroppedHighest: 1, SheetDroppedLowest: 1}
		if diff := cmp.Diff(want, fates); diff != "" {
			t.Fatal(diff)
		}
		if mean := total.Sub(low).Sub(high).Quo(NewPoints(int64(kept))); !figure.Kept.Equal(mean) {
			t.Fatalf("kept %v, by definition %v", figure.Kept, mean)
		}
		if figure.Kept.Cmp(low) < 0 || figure.Kept.Cmp(high) > 0 {
			t.Fatalf("%v is outside %v … %v", figure.Kept, low, high)
		}
	})
}

// Medians of criteria do not sum to the median of totals: there only the sum of
// medians is meant.
func TestCriteriaSumToThePanel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := drawTree(t).Root.Panel
		panel.Aggregation.PerCriterion = panel.Aggregation.PerCriterion || panel.Aggregation.Method == Median
		figure, _ := panel.aggregate(panelOf(drawSheets(t, 1)...))
		var kept, all Points
		for _, criterion := range figure.Criteria {
			kept, all = kept.Add(criterion.Kept), all.Add(criterion.All)
		}
		if !kept.Equal(*figure.Kept) || !all.Equal(*figure.All) {
			t.Fatalf("criteria sum to %v and %v, panel %v and %v", kept, all, figure.Kept, figure.All)
		}
	})
}

// Halving every score and adding a tenth of the points to it does the same to the
// figure.
func TestAggregationIsAffine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := drawTree(t).Root.Panel
		sheets := drawSheets(t, 1)
		before, _ := panel.aggregate(panelOf(sheets...))
		for _, s := range sheets {
			for _, criterion := range panel.Criteria {
				s.Scores[criterion.Key] = s.Scores[criterion.Key].Mul(pts("0.5")).Add(criterion.Points.Mul(pts("0.1")))
			}
		}
		after, _ := panel.aggregate(panelOf(sheets...))
		if want := before.Kept.Mul(pts("0.5")).Add(pts("10")); !after.Kept.Equal(want) {
			t.Fatalf("%v became %v, want %v", before.Kept, after.Kept, want)
		}
	})
}

func TestTotalIsTheSumOfChildren(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Inputs{}
		for i := range rapid.IntRange(1, 5).Draw(t, "teams") {
			in.Teams = append(in.Teams, TeamInput{Team: fmt.Sprintf("t%d", i), Figures: map[string]Points{
				"nia": drawScore(t, 10), "global_common": drawScore(t, 100), "global_individual": drawScore(t, 77).Add(pts("1")),
				"expert": drawScore(t, 35), "user": drawScore(t, 13).Add(pts("1")),
			}})
		}
		tree := phase1()
		for _, team := range mustEvaluate(t, tree, in).Teams {
			got := figures(team)
			tree.Root.walk(func(n *Node) {
				var total Points
				for _, child := range n.Children {
					total = total.Add(got[child.Key])
				}
				if len(n.Children) > 0 && !total.Equal(got[n.Key]) {
					t.Fatalf("%s: %v, children %v", n.Key, got[n.Key], total)
				}
				if got[n.Key].Sign() < 0 || got[n.Key].Cmp(n.Points) > 0 {
					t.Fatalf("%s: %v of %v", n.Key, got[n.Key], n.Points)
				}
			})
		}
	})
}

func TestRanksAgreeWithTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		ranking := mustRank(t, tree, drawPanelInputs(t))
		above, open := 0, 0
		for i, entry := range ranking.Entries {
			if (entry.Total == nil) != (entry.Rank == 0) || (entry.Outcome == Unranked) != (len(entry.Unranked) > 0) {
				t.Fatalf("%+v", entry)
			}
			if i > 0 {
				checkNeighbours(t, tree, ranking.Entries[i-1], entry, i)
			}
			if entry.Outcome == AboveLine {
				above++
			}
			if entry.Outcome == TiedAtLine {
				open++
			}
		}
		quota := *tree.Ranking.Quota
		if above > quota || open > 0 && above+open <= quota {
			t.Fatalf("%d above and %d open for a quota of %d", above, open, quota)
		}
	})
}

// checkNeighbours checks two entries of which the second is at index i.
func checkNeighbours(t *rapid.T, tree Tree, before, after RankEntry, i int) {
	if after.Rank == 0 {
		return
	}
	if before.Rank == 0 || after.Rank != i+1 && after.Rank != before.Rank {
		t.Fatalf("rank %d at place %d after rank %d", after.Rank, i+1, before.Rank)
	}
	a, b := tree.compared(*before.Total, tree.Ranking.Compare), tree.compared(*after.Total, tree.Ranking.Compare)
	tied := a.Equal(b) && before.Tied && after.Tied
	if a.Cmp(b) < 0 || after.Rank == before.Rank && !tied {
		t.Fatalf("%+v before %+v", before, after)
	}
	rising := map[Outcome]int{AboveLine: 4, TiedAtLine: 3, BelowLine: 2, BelowPassMark: 1}
	if rising[after.Outcome] > rising[before.Outcome] {
		t.Fatalf("%s after %s", after.Outcome, before.Outcome)
	}
}
