package scoring

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMajority(t *testing.T) {
	for _, tt := range []struct {
		inFavour, entitled int
		want               bool
	}{
		{5, 10, false}, {6, 10, true}, {5, 9, true}, {4, 9, false}, {1, 1, true}, {0, 1, false}, {0, 0, false},
	} {
		if got := Majority(tt.inFavour, tt.entitled); got != tt.want {
			t.Errorf("Majority(%d, %d) = %t", tt.inFavour, tt.entitled, got)
		}
	}
}

var extraTeamQuestions = []string{"competes", "contributes"}

// vote makes a vote of ten in which the first so many say yes to each question
// and the others no.
func vote(team string, competes, contributes int) TeamVote {
	v := TeamVote{Team: team}
	for i := range 10 {
		judge := fmt.Sprintf("j%d", i)
		v.Entitled = append(v.Entitled, judge)
		v.Ballots = append(v.Ballots, Ballot{Judge: judge, Answers: map[string]Answer{
			"competes": answerIf(i < competes), "contributes": answerIf(i < contributes),
		}})
	}
	return v
}

func answerIf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

func TestCountVotes(t *testing.T) {
	tests := []struct {
		name  string
		votes []TeamVote
		want  map[string]bool
		none  bool
	}{
		{"two recognised", []TeamVote{vote("b", 8, 7), vote("a", 6, 6)}, map[string]bool{"a": true, "b": true}, false},
		{"even split", []TeamVote{vote("a", 5, 9)}, map[string]bool{"a": false}, true},
		{"one question lacks its majority", []TeamVote{vote("a", 10, 5), vote("b", 6, 10)}, map[string]bool{"a": false, "b": true}, false},
		{"sole applicant recognised", []TeamVote{vote("a", 6, 6)}, map[string]bool{"a": true}, false},
		{"sole applicant refused", []TeamVote{vote("a", 0, 0)}, map[string]bool{"a": false}, true},
		{"nobody entitled", []TeamVote{{Team: "a"}}, map[string]bool{"a": false}, true},
		{"no team", nil, map[string]bool{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, err := CountVotes(extraTeamQuestions, tt.votes)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, team := range result.Teams {
				got[team.Team] = team.Recognised
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || result.NoneRecognised != tt.none {
				t.Errorf("none recognised %t\n%s", result.NoneRecognised, diff)
			}
		})
	}
}

// Of ten, five are in favour, two abstain and three are silent: not a majority of
// those entitled, though nobody is against.
func TestAbstentionAndSilenceAreNotInFavour(t *testing.T) {
	v := vote("a", 10, 10)
	v.Ballots = v.Ballots[:7]
	for i := 5; i < 7; i++ {
		v.Ballots[i].Answers = map[string]Answer{"competes": Abstain}
	}
	result, err := CountVotes(extraTeamQuestions, []TeamVote{v})
	if err != nil {
		t.Fatal(err)
	}
	want := []TeamTally{{Team: "a", Questions: []Tally{
		{Question: "competes", Entitled: 10, Yes: 5, Abstain: 2, Silent: 3},
		{Question: "contributes", Entitled: 10, Yes: 5, Silent: 5},
	}}}
	if diff := cmp.Diff(want, result.Teams); diff != "" {
		t.Error(diff)
	}
}

func TestCountVotesRefuses(t *testing.T) {
	stranger := vote("a", 6, 6)
	stranger.Ballots = append(stranger.Ballots, Ballot{Judge: "x"}, Ballot{Judge: "j0"})
	odd := vote("a", 6, 6)
	odd.Ballots[0].Answers = map[string]Answer{"competes": "maybe", "size": Yes}
	twice := vote("a", 6, 6)
	twice.Entitled = append(twice.Entitled, "j0")
	tests := []struct {
		name      string
		questions []string
		votes     []TeamVote
		want      []string
	}{
		{"no question", nil, nil, []string{"/questions name_missing"}},
		{"question twice", []string{"q", "q"}, nil, []string{"/questions/1 key_duplicate"}},
		{"team twice", extraTeamQuestions, []TeamVote{vote("a", 1, 1), vote("a", 1, 1)}, []string{"/votes/1/team team_duplicate"}},
		{"strangers and double votes", extraTeamQuestions, []TeamVote{stranger}, []string{
			"/votes/0/ballots/10/judge judge_not_entitled", "/votes/0/ballots/11/judge judge_duplicate",
		}},
		{"entitled twice", extraTeamQuestions, []TeamVote{twice}, []string{"/votes/0/entitled/10 judge_duplicate"}},
		{"odd answers", extraTeamQuestions, []TeamVote{odd}, []string{
			"/votes/0/ballots/0/answers/competes choice_unknown", "/votes/0/ballots/0/answers/size question_unknown",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := CountVotes(tt.questions, tt.votes)
			problems := problemsOf(t, err)
			if diff := cmp.Diff(tt.want, short(problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
