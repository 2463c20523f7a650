package scoring

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type compositeOracle struct {
	Weights struct {
		Benchmark struct {
			Max   json.Number
			Parts map[string]json.Number
		}
		Expert, User struct{ Max json.Number }
	}
	Published map[string]map[string]json.Number
}

// The published parts of the phase-1 evaluation, put into a tree with the
// published points, give the published sums.
func TestPhase1CompositeOracle(t *testing.T) {
	var oracle compositeOracle
	readOracle(t, "composite_korea_phase1_2026.json", &oracle)
	tree := phase1()
	checkPublishedPoints(t, tree, oracle)
	published := map[string]Points{}
	for key, number := range oracle.Published["LG AI Research"] {
		published[key] = fromNumber(t, number)
	}
	in := Inputs{Teams: []TeamInput{{Team: "lg", Figures: map[string]Points{
		"nia": published["NIA"], "global_common": published["global_common_13"].Mul(NewPoints(5)),
		"global_individual": published["global_individual"], "expert": published["expert"], "user": published["user"],
	}}}}
	got := figures(mustEvaluate(t, tree, in).Teams[0])
	for node, key := range map[string]string{
		"nia": "NIA", "global_common": "global_common_13", "global_individual": "global_individual",
		"benchmark": "benchmark", "expert": "expert", "user": "user", "total": "total",
	} {
		if !got[node].Equal(published[key]) {
			t.Errorf("%s = %v, published %v", node, got[node], published[key])
		}
	}
}

func checkPublishedPoints(t *testing.T, tree Tree, oracle compositeOracle) {
	t.Helper()
	want := map[string]json.Number{
		"nia": oracle.Weights.Benchmark.Parts["NIA"], "global_common": oracle.Weights.Benchmark.Parts["global_common_13"],
		"global_individual": oracle.Weights.Benchmark.Parts["global_individual"], "benchmark": oracle.Weights.Benchmark.Max,
		"expert": oracle.Weights.Expert.Max, "user": oracle.Weights.User.Max, "total": "100",
	}
	tree.Root.walk(func(n *Node) {
		if !n.Points.Equal(fromNumber(t, want[n.Key])) {
			t.Errorf("%s carries %v points, published %v", n.Key, n.Points, want[n.Key])
		}
	})
}

// The published means of the five teams: 30.4 + 28.56 + 20.76 = 79.72, shown 79.7.
func TestPhase1Means(t *testing.T) {
	var oracle compositeOracle
	readOracle(t, "composite_korea_phase1_2026.json", &oracle)
	means := oracle.Published["mean_of_5_teams"]
	total := sum(fromNumbers(t, []json.Number{means["benchmark"], means["expert"], means["user"]}))
	if total.String() != "79.72" || total.Display(1, HalfUp) != means["total"].String() {
		t.Errorf("sum %v shown %s, published %s", total, total.Display(1, HalfUp), means["total"])
	}
}

// A mean of 72.03 % over the common benchmarks is 14.406 of 20 points, shown 14.4
// but summed as 14.406.
func TestDisplayedFiguresAreNotSummed(t *testing.T) {
	in := Inputs{Teams: []TeamInput{{Team: "lg", Figures: map[string]Points{
		"nia": pts("9.2"), "global_common": pts("72.03"), "global_individual": pts("88"),
		"expert": pts("31.6"), "user": pts("4.1"),
	}}}}
	team := mustEvaluate(t, phase1(), in).Teams[0]
	got := figures(team)
	if !got["global_common"].Equal(pts("14.406")) || !team.Total.Equal(pts("90.206")) {
		t.Errorf("common %v, total %v", got["global_common"], team.Total)
	}
	shown := map[string]string{}
	for _, node := range team.Nodes {
		shown[node.Node] = node.Displayed
	}
	want := map[string]string{
		"total": "90.2", "benchmark": "33.6", "nia": "9.2", "global_common": "14.4",
		"global_individual": "10.0", "expert": "31.6", "user": "25.0",
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

func figures(team TeamEvaluation) map[string]Points {
	byNode := map[string]Points{}
	for _, node := range team.Nodes {
		if node.Points != nil {
			byNode[node.Node] = *node.Points
		}
	}
	return byNode
}

func TestMissingFigureIsNotZero(t *testing.T) {
	full := map[string]Points{
		"nia": pts("9"), "global_common": pts("70"), "global_individual": pts("8"), "expert": pts("30"), "user": pts("20"),
	}
	without := map[string]Points{"nia": pts("9"), "global_individual": pts("8"), "user": pts("20")}
	result := mustEvaluate(t, phase1(), Inputs{Teams: []TeamInput{{Team: "b", Figures: without}, {Team: "a", Figures: full}}})
	if result.Teams[0].Total == nil || result.Teams[0].Team != "a" {
		t.Fatalf("first team: %+v", result.Teams[0])
	}
	missing := result.Teams[1]
	want := []Reason{{Code: ReasonFigureMissing, Node: "global_common"}, {Code: ReasonFigureMissing, Node: "expert"}}
	if diff := cmp.Diff(want, missing.Unranked); diff != "" {
		t.Error(diff)
	}
	got := figures(missing)
	for _, node := range []string{"total", "benchmark", "global_common", "expert"} {
		if points, ok := got[node]; ok {
			t.Errorf("%s = %v although something in it is missing", node, points)
		}
	}
	if missing.Total != nil || missing.Displayed != "" || !got["user"].Equal(pts("25")) {
		t.Errorf("total %v, user %v", missing.Total, got["user"])
	}
}

func TestUndefinedLeafLeavesEveryTeamUnranked(t *testing.T) {
	in := Inputs{}
	for _, team := range []string{"a", "b"} {
		in.Teams = append(in.Teams, TeamInput{Team: team, Figures: map[string]Points{
			"nia": pts("9"), "global_common": pts("70"), "global_individual": pts("0"), "expert": pts("30"), "user": pts("20"),
		}})
	}
	for _, team := range mustEvaluate(t, phase1(), in).Teams {
		want := []Reason{{Code: ReasonBestIsZero, Node: "global_individual"}}
		if diff := cmp.Diff(want, team.Unranked); diff != "" || team.Total != nil {
			t.Errorf("%v %s", team.Total, diff)
		}
	}
}

func TestBonusAndPenaltyAreCapped(t *testing.T) {
	tests := []struct {
		name           string
		bonus, penalty []string
		want           string
		counted        [2]string
	}{
		{"none", nil, nil, "75", [2]string{"0", "0"}},
		{"below the caps", []string{"3", "2.5"}, []string{"1"}, "79.5", [2]string{"5.5", "1"}},
		{"at the cap", []string{"6", "4"}, nil, "85", [2]string{"10", "0"}},
		{"above both caps", []string{"6", "4.5"}, []string{"3", "3"}, "80", [2]string{"10", "5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			team := uniform("a", "30", "25", "20")
			for _, points := range tt.bonus {
				team.Bonus = append(team.Bonus, Adjustment{Key: "prize", Points: pts(points)})
			}
			for _, points := range tt.penalty {
				team.Penalty = append(team.Penalty, Adjustment{Key: "withdrawal", Points: pts(points)})
			}
			got := mustEvaluate(t, selection2025(), Inputs{Teams: []TeamInput{team}}).Teams[0]
			if !got.Total.Equal(pts(tt.want)) || !got.Bonus.Counted.Equal(pts(tt.counted[0])) || !got.Penalty.Counted.Equal(pts(tt.counted[1])) {
				t.Errorf("total %v, bonus %+v, penalty %+v", got.Total, got.Bonus, got.Penalty)
			}
		})
	}
}

func TestEvaluateRefusesBadInputs(t *testing.T) {
	change := func(f func(*PanelInput)) func(*TeamInput) {
		return func(team *TeamInput) {
			panel := team.Panels["paper"]
			f(&panel)
			team.Panels["paper"] = panel
		}
	}
	tests := []struct {
		name  string
		spoil func(*TeamInput)
		want  []string
	}{
		{"no name", func(team *TeamInput) { team.Team = "" }, []string{"/teams/0/team name_missing"}},
		{"panel unknown", func(team *TeamInput) { team.Panels["size"] = PanelInput{} }, []string{"/teams/0/panels/size node_unknown"}},
		{"figure for a panel", func(team *TeamInput) { team.Figures = map[string]Points{"paper": pts("3")} }, []string{"/teams/0/figures/paper node_unknown"}},
		{"too many points", change(func(p *PanelInput) { p.Sheets[1].Scores["technology"] = pts("40.5") }), []string{"/teams/0/panels/paper/sheets/1/scores/technology score_out_of_range"}},
		{"negative points", change(func(p *PanelInput) { p.Sheets[1].Scores["technology"] = pts("-0.5") }), []string{"/teams/0/panels/paper/sheets/1/scores/technology score_out_of_range"}},
		{"off the step", change(func(p *PanelInput) { p.Sheets[1].Scores["technology"] = pts("30.25") }), []string{"/teams/0/panels/paper/sheets/1/scores/technology score_off_step"}},
		{"criterion unknown", change(func(p *PanelInput) { p.Sheets[1].Scores["size"] = pts("3") }), []string{"/teams/0/panels/paper/sheets/1/scores/size criterion_unknown"}},
		{"judge twice", change(func(p *PanelInput) { p.Judges = append(p.Judges, "j0") }), []string{"/teams/0/panels/paper/judges/5 judge_duplicate"}},
		{"sheet twice", change(func(p *PanelInput) { p.Sheets = append(p.Sheets, p.Sheets[0]) }), []string{"/teams/0/panels/paper/sheets/5/judge judge_duplicate"}},
		{"sheet of a recused judge", change(func(p *PanelInput) { p.Judges = p.Judges[:4] }), []string{"/teams/0/panels/paper/sheets/4/judge judge_not_entitled"}},
		{"negative bonus", func(team *TeamInput) { team.Bonus = []Adjustment{{Key: "prize", Points: pts("-1")}} }, []string{"/teams/0/bonus/0/points figure_out_of_range"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			team := uniform("a", "30", "25", "20")
			tt.spoil(&team)
			_, err := Evaluate(selection2025(), Inputs{Teams: []TeamInput{team}})
			problems := problemsOf(t, err)
			if diff := cmp.Diff(tt.want, short(problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEvaluateRefusesBadFigures(t *testing.T) {
	in := Inputs{Teams: []TeamInput{{
		Team: "a",
		Figures: map[string]Points{
			"nia": pts("10.1"), "global_common": pts("101"), "global_individual": pts("-1"), "expert": pts("-0.1"), "total": pts("1"),
		},
		Bonus: []Adjustment{{Key: "prize", Points: pts("1")}},
	}, {Team: "a"}}}
	_, err := Evaluate(phase1(), in)
	problems := problemsOf(t, err)
	want := []string{
		"/teams/0/figures/expert figure_out_of_range", "/teams/0/figures/global_common figure_out_of_range",
		"/teams/0/figures/global_individual figure_out_of_range", "/teams/0/figures/nia figure_out_of_range",
		"/teams/0/figures/total node_unknown", "/teams/0/bonus adjustment_not_in_rule", "/teams/1/team team_duplicate",
	}
	if diff := cmp.Diff(want, short(problems)); diff != "" {
		t.Error(diff)
	}
}

func TestBadTreeIsRefused(t *testing.T) {
	tree := selection2025()
	tree.Root.Points = pts("99")
	if _, err := Evaluate(tree, Inputs{}); err == nil {
		t.Error("Evaluate took a tree whose criteria do not total")
	}
	if _, err := Rank(tree, Evaluation{}); err == nil {
		t.Error("Rank took a tree whose criteria do not total")
	}
}

func TestEvaluationJSONRoundTrip(t *testing.T) {
	team := uniform("a", "30", "25", "20")
	team.Panels["paper"].Sheets[0].Scores["technology"] = pts("31")
	team.Panels["paper"].Sheets[1].Scores["technology"] = pts("30.5")
	team.Panels["paper"].Sheets[2].Scores["technology"] = pts("30.5")
	evaluation := mustEvaluate(t, selection2025(), Inputs{Teams: []TeamInput{team, {Team: "b"}}})
	data, err := json.Marshal(evaluation)
	if err != nil {
		t.Fatal(err)
	}
	var back Evaluation
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(evaluation, back); diff != "" {
		t.Error(diff)
	}
	if got := back.Teams[0].Total.String(); got != "226/3" {
		t.Errorf("total %s, want 226/3", got)
	}
}
