package scoring

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSoundTrees(t *testing.T) {
	for name, tree := range map[string]Tree{"selection": selection2025(), "phase 1": phase1()} {
		if problems := tree.Validate(); len(problems) != 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestTreeJSONRoundTrip(t *testing.T) {
	for _, tree := range []Tree{selection2025(), phase1()} {
		data, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		var back Tree
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tree, back); diff != "" {
			t.Error(diff)
		}
	}
}

func TestValidateNamesEachFault(t *testing.T) {
	zScore := func(rule *ZScoreRule) func(*Tree) {
		return func(tree *Tree) {
			tree.Root.Panel, tree.Ranking.TieBreak = nil, nil
			tree.Root.Source = &Source{Kind: Imported, Normalisation: Normalisation{Method: Standardised, ZScore: rule}}
		}
	}
	criterion := func(tree *Tree, i int) *Criterion { return &tree.Root.Panel.Criteria[i] }
	zero := 0
	tests := []struct {
		name  string
		spoil func(*Tree)
		want  []string
	}{
		{"no key", func(tr *Tree) { tr.Root.Key = "" }, []string{
			"/root/key key_malformed", "/ranking/tie_break/0/key tie_key_unknown", "/ranking/tie_break/1/key tie_key_unknown",
		}},
		{"criterion key with a slash", func(tr *Tree) { criterion(tr, 2).Key = "a/b" }, []string{"/root/panel/criteria/2/key key_malformed"}},
		{"criterion twice", func(tr *Tree) { criterion(tr, 2).Key = "technology" }, []string{"/root/panel/criteria/2/key key_duplicate"}},
		{"criteria do not total", func(tr *Tree) { criterion(tr, 2).Points = pts("29.5") }, []string{"/root/panel/criteria points_do_not_total"}},
		{"no criteria", func(tr *Tree) { tr.Root.Panel.Criteria, tr.Ranking.TieBreak = nil, nil }, []string{"/root/panel/criteria criteria_missing"}},
		{"step zero", func(tr *Tree) { criterion(tr, 0).Step = Points{} }, []string{"/root/panel/criteria/0/step not_positive"}},
		{"step does not divide", func(tr *Tree) { criterion(tr, 0).Step = pts("0.3") }, []string{"/root/panel/criteria/0/step step_does_not_divide"}},
		{"points as a fraction", func(tr *Tree) {
			criterion(tr, 0).Points, criterion(tr, 0).Step = pts("121/3"), pts("0.5")
			criterion(tr, 1).Points = pts("89/3")
			criterion(tr, 1).Step = pts("0.5")
		}, []string{
			"/root/panel/criteria/0/points too_many_decimals", "/root/panel/criteria/0/step step_does_not_divide",
			"/root/panel/criteria/1/points too_many_decimals", "/root/panel/criteria/1/step step_does_not_divide",
		}},
		{"both panel and source", func(tr *Tree) { tr.Root.Source = phase1().Root.Children[1].Source }, []string{"/root node_kind"}},
		{"neither", func(tr *Tree) { tr.Root.Panel, tr.Ranking.TieBreak = nil, nil }, []string{"/root node_kind"}},
		{"unknown method", func(tr *Tree) { tr.Root.Panel.Aggregation = Aggregation{Method: "mode"} }, []string{"/root/panel/aggregation/method choice_unknown"}},
		{"trimming two judges", func(tr *Tree) { tr.Root.Panel.Aggregation.Below = 2 }, []string{"/root/panel/aggregation/below trim_below"}},
		{"below without trimming", func(tr *Tree) { tr.Root.Panel.Aggregation.Method = Mean }, []string{"/root/panel/aggregation/below parameter_unused"}},
		{"missing policy left out", func(tr *Tree) { tr.Root.Panel.Missing = "" }, []string{"/root/panel/missing choice_unknown"}},
		{"negative minimum", func(tr *Tree) { tr.Root.Panel.Minimum = -1 }, []string{"/root/panel/minimum minimum_negative"}},
		{"display", func(tr *Tree) { tr.Display = Display{Scale: 7} }, []string{"/display/scale scale_out_of_range", "/display/rounding choice_unknown"}},
		{"caps", func(tr *Tree) { tr.Adjustments = &Adjustments{BonusCap: ref("0"), PenaltyCap: ref("-1")} }, []string{
			"/adjustments/bonus_cap not_positive", "/adjustments/penalty_cap not_positive",
		}},
		{"pass mark above the root", func(tr *Tree) { tr.PassMark.Points = pts("100.5") }, []string{"/pass_mark/points pass_mark_range"}},
		{"exact pass mark under displayed ranks", func(tr *Tree) { tr.Ranking.Compare = CompareDisplayed }, []string{"/pass_mark/compare pass_mark_finer"}},
		{"quota", func(tr *Tree) { tr.Ranking.Quota = &zero }, []string{"/ranking/quota quota_not_positive"}},
		{"ranking comparison", func(tr *Tree) { tr.Ranking.Compare = "rounded" }, []string{"/ranking/compare choice_unknown"}},
		{"tie on unknown criterion", func(tr *Tree) { tr.Ranking.TieBreak[0].Key = "paper/size" }, []string{"/ranking/tie_break/0/key tie_key_unknown"}},
		{"tie without judges", func(tr *Tree) { tr.Ranking.TieBreak[0].Judges = "" }, []string{"/ranking/tie_break/0/judges tie_judges_missing"}},
		{"tie with other judges", func(tr *Tree) { tr.Ranking.TieBreak[0].Judges = "some" }, []string{"/ranking/tie_break/0/judges choice_unknown"}},
		{"tie twice", func(tr *Tree) { tr.Ranking.TieBreak[1] = tr.Ranking.TieBreak[0] }, []string{"/ranking/tie_break/1 tie_key_repeated"}},
		{"z-score without its rule", zScore(nil), []string{"/root/source/normalisation/z_score parameter_missing"}},
		{"z-score rule", zScore(&ZScoreRule{DDOF: 2, Scale: 13, Rounding: HalfUp, Centre: pts("101")}), []string{
			"/root/source/normalisation/z_score/ddof ddof_unknown", "/root/source/normalisation/z_score/scale scale_out_of_range",
			"/root/source/normalisation/z_score/spread not_positive", "/root/source/normalisation/z_score/centre centre_out_of_range",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := selection2025()
			tt.spoil(&tree)
			if diff := cmp.Diff(tt.want, short(tree.Validate())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValidateComposite(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*Tree)
		want  []string
	}{
		{"children do not total", func(tr *Tree) { tr.Root.Children[1].Points = pts("34") }, []string{"/root/points points_do_not_total"}},
		{"grandchildren do not total", func(tr *Tree) { tr.Root.Children[0].Children[0].Points = pts("11") }, []string{"/root/children/0/points points_do_not_total"}},
		{"node key twice", func(tr *Tree) { tr.Root.Children[2].Key = "nia" }, []string{"/root/children/2/key key_duplicate"}},
		{"maximum missing", func(tr *Tree) { tr.Root.Children[0].Children[1].Source.Normalisation.Maximum = nil }, []string{
			"/root/children/0/children/1/source/normalisation/maximum parameter_missing",
		}},
		{"maximum unused", func(tr *Tree) { tr.Root.Children[1].Source.Normalisation.Maximum = ref("9") }, []string{
			"/root/children/1/source/normalisation/maximum parameter_unused",
		}},
		{"source unknown", func(tr *Tree) { tr.Root.Children[1].Source = &Source{} }, []string{
			"/root/children/1/source/kind choice_unknown", "/root/children/1/source/normalisation/method choice_unknown",
		}},
		{"tie on a node names judges", func(tr *Tree) { tr.Ranking.TieBreak = []TieKey{{Key: "benchmark", Judges: AllJudges}} }, []string{
			"/ranking/tie_break/0/judges tie_judges_unused",
		}},
		{"tie on a criterion of no panel", func(tr *Tree) { tr.Ranking.TieBreak = []TieKey{{Key: "expert/strategy"}} }, []string{
			"/ranking/tie_break/0/key tie_key_unknown",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := phase1()
			tt.spoil(&tree)
			if diff := cmp.Diff(tt.want, short(tree.Validate())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValidateLimits(t *testing.T) {
	leaf := func(i int) Node {
		return Node{Key: fmt.Sprintf("n%d", i), Points: pts("1"), Source: phase1().Root.Children[1].Source}
	}
	wide := phase1()
	wide.Root = Node{Key: "total", Points: pts("500")}
	for i := range 500 {
		wide.Root.Children = append(wide.Root.Children, leaf(i))
	}
	wide.Root.Children[300].Key = "not a key"
	if diff := cmp.Diff([]string{"/root/children/199 tree_too_large"}, short(wide.Validate())); diff != "" {
		t.Error(diff)
	}
	deep := phase1()
	deep.Root = leaf(0)
	for i := range maxDepth {
		deep.Root = Node{Key: fmt.Sprintf("d%d", i), Points: pts("1"), Children: []Node{deep.Root}}
	}
	want := []string{"/root" + strings.Repeat("/children/0", maxDepth) + " tree_too_deep"}
	if diff := cmp.Diff(want, short(deep.Validate())); diff != "" {
		t.Error(diff)
	}
}

// short writes problems as "location reason".
func short(problems Problems) []string {
	var lines []string
	for _, problem := range problems {
		lines = append(lines, problem.Location+" "+strings.TrimPrefix(problem.Code, "scoring."))
	}
	return lines
}
