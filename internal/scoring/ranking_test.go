package scoring

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lines writes a ranking as "team rank total outcome", with an asterisk at ties.
func lines(r Ranking) []string {
	var got []string
	for _, entry := range r.Entries {
		line := fmt.Sprintf("%s %d %s %s", entry.Team, entry.Rank, entry.Displayed, entry.Outcome)
		if entry.Tied {
			line += " *"
		}
		got = append(got, line)
	}
	return got
}

func withQuota(n int) Tree {
	tree := selection2025()
	tree.Ranking.Quota = &n
	return tree
}

func TestRankingOutcomes(t *testing.T) {
	in := Inputs{Teams: []TeamInput{
		uniform("e", "20", "20", "19.5"), // 59.5, below the pass mark
		uniform("d", "20", "20", "20"),   // 60, exactly on it
		uniform("c", "30", "20", "20"),   // 70
		{Team: "f"},                      // nobody scored it
		uniform("b", "30", "20", "25"),   // 75
		uniform("a", "40", "25", "25"),   // 90
	}}
	want := []string{
		"a 1 90.00 above_line", "b 2 75.00 above_line", "c 3 70.00 below_line",
		"d 4 60.00 below_line", "e 5 59.50 below_pass_mark", "f 0  unranked",
	}
	ranking := mustRank(t, withQuota(2), in)
	if diff := cmp.Diff(want, lines(ranking)); diff != "" {
		t.Error(diff)
	}
	if len(ranking.Unsettled) != 0 || len(ranking.Entries[5].Unranked) != 1 {
		t.Errorf("unsettled %v, reasons %v", ranking.Unsettled, ranking.Entries[5].Unranked)
	}
	open := withQuota(2)
	open.Ranking.Quota = nil
	if got := mustRank(t, open, in).Entries[3].Outcome; got != AboveLine {
		t.Errorf("without a quota a team on the pass mark is %s", got)
	}
}

// 59.995 is below an exact pass mark of 60 and on it when shown as 60.00.
func TestPassMarkComparesAsTheTreeSays(t *testing.T) {
	for how, want := range map[Comparison]Outcome{CompareExact: BelowPassMark, CompareDisplayed: AboveLine} {
		tree := phase1()
		tree.Display.Scale = 2
		tree.PassMark = &PassMark{Points: pts("60"), Compare: how}
		in := Inputs{Teams: []TeamInput{{Team: "a", Figures: map[string]Points{
			"nia": pts("0"), "global_common": pts("24.975"), "global_individual": pts("1"), "expert": pts("20"), "user": pts("1"),
		}}}}
		entry := mustRank(t, tree, in).Entries[0]
		if !entry.Total.Equal(pts("59.995")) || entry.Outcome != want {
			t.Errorf("%s: total %v is %s, want %s", how, entry.Total, entry.Outcome, want)
		}
	}
}

// Totals of 60.004 and 60.001 are different when exact and equal when shown.
func TestRanksCompareAsTheTreeSays(t *testing.T) {
	team := func(name, expert string) TeamInput {
		return TeamInput{Team: name, Figures: map[string]Points{
			"nia": pts("5"), "global_common": pts("25"), "global_individual": pts("1"), "expert": pts(expert), "user": pts("1"),
		}}
	}
	in := Inputs{Teams: []TeamInput{team("a", "15.001"), team("b", "15.004")}}
	tree := phase1()
	tree.Display.Scale = 2
	if diff := cmp.Diff([]string{"b 1 60.00 above_line", "a 2 60.00 above_line"}, lines(mustRank(t, tree, in))); diff != "" {
		t.Error(diff)
	}
	tree.Ranking.Compare = CompareDisplayed
	if diff := cmp.Diff([]string{"a 1 60.00 above_line *", "b 1 60.00 above_line *"}, lines(mustRank(t, tree, in))); diff != "" {
		t.Error(diff)
	}
}

func TestTieBreakChain(t *testing.T) {
	in := Inputs{Teams: []TeamInput{
		uniform("a", "30", "20", "20"), // first key lower
		uniform("b", "35", "15", "20"), // second key lower than c's
		uniform("c", "35", "20", "15"),
		uniform("d", "10", "30", "30"), // equal total, lowest first key
	}}
	ranking := mustRank(t, withQuota(2), in)
	want := []string{"c 1 70.00 above_line", "b 2 70.00 above_line", "a 3 70.00 below_line", "d 4 70.00 below_line"}
	if diff := cmp.Diff(want, lines(ranking)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(list("35", "20"), ranking.Entries[0].TieFigures); diff != "" {
		t.Error(diff)
	}
}

// The teams have equal totals. Over all judges b has the better technology, over
// the kept ones a has: b's best technology is on the sheet that is dropped.
func TestTieBreakCountsTheJudgesItNames(t *testing.T) {
	a := uniform("a", "30", "20", "20")
	b := uniform("b", "29", "21", "20")
	b.Panels["paper"].Sheets[0] = sheet("j0", "40", "20", "20")
	for judges, want := range map[JudgesCounted][]string{
		KeptJudges: {"a 1 70.00 above_line", "b 2 70.00 above_line"},
		AllJudges:  {"b 1 70.00 above_line", "a 2 70.00 above_line"},
	} {
		tree := withQuota(2)
		tree.Ranking.TieBreak = []TieKey{{Key: "paper/technology", Judges: judges}}
		if diff := cmp.Diff(want, lines(mustRank(t, tree, Inputs{Teams: []TeamInput{a, b}}))); diff != "" {
			t.Errorf("%s:\n%s", judges, diff)
		}
	}
	tree := withQuota(2)
	tree.Ranking.TieBreak = []TieKey{{Key: "paper", Judges: AllJudges}}
	if diff := cmp.Diff([]string{"b 1 70.00 above_line", "a 2 70.00 above_line"}, lines(mustRank(t, tree, Inputs{Teams: []TeamInput{a, b}}))); diff != "" {
		t.Errorf("panel, all judges:\n%s", diff)
	}
}

func TestTieBreakOnANode(t *testing.T) {
	team := func(name, expert, user string) TeamInput {
		return TeamInput{Team: name, Figures: map[string]Points{
			"nia": pts("5"), "global_common": pts("50"), "global_individual": pts("1"), "expert": pts(expert), "user": pts(user),
		}}
	}
	tree := phase1()
	tree.Ranking.TieBreak = []TieKey{{Key: "benchmark"}, {Key: "expert"}}
	in := Inputs{Teams: []TeamInput{team("a", "20", "10"), team("b", "30", "6"), team("c", "20", "10")}}
	want := []string{"b 1 70.0 above_line", "a 2 70.0 above_line *", "c 2 70.0 above_line *"}
	if diff := cmp.Diff(want, lines(mustRank(t, tree, in))); diff != "" {
		t.Error(diff)
	}
}

func TestTiesAtTheLineAreLeftOpen(t *testing.T) {
	in := Inputs{Teams: []TeamInput{
		uniform("a", "40", "25", "25"), uniform("d", "30", "20", "20"), uniform("b", "30", "20", "20"),
		uniform("c", "30", "20", "20"), uniform("e", "20", "20", "20"),
	}}
	tests := []struct {
		quota     int
		want      []string
		unsettled []Unsettled
	}{
		{1, []string{"a 1 90.00 above_line", "b 2 70.00 below_line *", "c 2 70.00 below_line *", "d 2 70.00 below_line *", "e 5 60.00 below_line"}, nil},
		{
			3,
			[]string{"a 1 90.00 above_line", "b 2 70.00 tied_at_line *", "c 2 70.00 tied_at_line *", "d 2 70.00 tied_at_line *", "e 5 60.00 below_line"},
			[]Unsettled{{Code: UnsettledTie, Teams: []string{"b", "c", "d"}, Places: 2}},
		},
		{4, []string{"a 1 90.00 above_line", "b 2 70.00 above_line *", "c 2 70.00 above_line *", "d 2 70.00 above_line *", "e 5 60.00 below_line"}, nil},
	}
	for _, tt := range tests {
		ranking := mustRank(t, withQuota(tt.quota), in)
		if diff := cmp.Diff(tt.want, lines(ranking)); diff != "" {
			t.Errorf("quota %d:\n%s", tt.quota, diff)
		}
		if diff := cmp.Diff(tt.unsettled, ranking.Unsettled); diff != "" {
			t.Errorf("quota %d:\n%s", tt.quota, diff)
		}
	}
}

// Tied teams below the pass mark do not compete for places.
func TestTieBelowThePassMarkIsNotOpen(t *testing.T) {
	in := Inputs{Teams: []TeamInput{uniform("a", "10", "10", "10"), uniform("b", "10", "10", "10")}}
	tree := withQuota(1)
	tree.Ranking.NoneAllowed = true
	ranking := mustRank(t, tree, in)
	want := []string{"a 1 30.00 below_pass_mark *", "b 1 30.00 below_pass_mark *"}
	if diff := cmp.Diff(want, lines(ranking)); diff != "" || len(ranking.Unsettled) != 0 {
		t.Errorf("%v\n%s", ranking.Unsettled, diff)
	}
}

func TestNoneAboveTheLine(t *testing.T) {
	sole := Inputs{Teams: []TeamInput{uniform("a", "10", "10", "10")}}
	tied := Inputs{Teams: []TeamInput{uniform("a", "30", "20", "20"), uniform("b", "30", "20", "20")}}
	tests := []struct {
		name    string
		allowed bool
		in      Inputs
		want    []string
	}{
		{"allowed", true, sole, nil},
		{"not foreseen", false, sole, []string{UnsettledNone}},
		{"no team at all", false, Inputs{}, []string{UnsettledNone}},
		{"only the tie is open", false, tied, []string{UnsettledTie}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := withQuota(1)
			tree.Ranking.NoneAllowed = tt.allowed
			var codes []string
			for _, open := range mustRank(t, tree, tt.in).Unsettled {
				codes = append(codes, open.Code)
			}
			if diff := cmp.Diff(tt.want, codes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSoleApplicantIsRanked(t *testing.T) {
	got := lines(mustRank(t, withQuota(1), Inputs{Teams: []TeamInput{uniform("a", "30", "20", "20")}}))
	if diff := cmp.Diff([]string{"a 1 70.00 above_line"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRankRefusesAnotherTreesEvaluation(t *testing.T) {
	evaluation := mustEvaluate(t, selection2025(), Inputs{Teams: []TeamInput{uniform("a", "30", "20", "20")}})
	for _, key := range []string{"expert", "benchmark"} {
		tree := phase1()
		tree.Ranking.TieBreak = []TieKey{{Key: key}}
		_, err := Rank(tree, evaluation)
		problems := problemsOf(t, err)
		if diff := cmp.Diff([]string{"/teams/a evaluation_foreign"}, short(problems)); diff != "" {
			t.Error(diff)
		}
	}
}
