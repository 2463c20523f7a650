package scoring

import (
	"cmp"
	"fmt"
	"slices"
)

// Majority says whether votes in favour are more than half of those entitled. An
// even split is not a majority, and nobody is no majority.
func Majority(inFavour, entitled int) bool { return 2*inFavour > entitled }

// Answer is a judge's answer to one question about one team.
type Answer string

// The answers of a ballot. Whoever abstains, or does not answer, remains among
// those entitled and is not in favour.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Abstain Answer = "abstain"
)

// TeamVote is the vote on one team. Entitled are the judges who may vote on it.
type TeamVote struct {
	Team     string   `json:"team"`
	Entitled []string `json:"entitled"`
	Ballots  []Ballot `json:"ballots"`
}

// Ballot holds one judge's answers by question.
type Ballot struct {
	Judge   string            `json:"judge"`
	Answers map[string]Answer `json:"answers"`
}

// VoteResult says which teams a panel recognises: one, several, or none. A sole
// applicant is judged like any other.
type VoteResult struct {
	// Teams are in the order of their keys.
	Teams []TeamTally `json:"teams"`
	// NoneRecognised says that no team has its majorities.
	NoneRecognised bool `json:"none_recognised"`
}

// TeamTally is the count for one team.
type TeamTally struct {
	Team      string  `json:"team"`
	Questions []Tally `json:"questions"`
	// Recognised says that each question by itself has a majority.
	Recognised bool `json:"recognised"`
}

// Tally counts the answers to one question; silent is who gave none.
type Tally struct {
	Question string `json:"question"`
	Entitled int    `json:"entitled"`
	Yes      int    `json:"yes"`
	No       int    `json:"no"`
	Abstain  int    `json:"abstain"`
	Silent   int    `json:"silent"`
	Majority bool   `json:"majority"`
}

// CountVotes counts the votes on every team. A team is recognised when each of
// the questions has a majority of the judges entitled to vote on that team. It
// returns Problems as its error for repeated teams, judges or questions, ballots
// of others, and unknown questions or answers.
func CountVotes(questions []string, votes []TeamVote) (VoteResult, error) {
	if err := checkVotes(questions, votes).err(); err != nil {
		return VoteResult{}, err
	}
	result := VoteResult{Teams: []TeamTally{}, NoneRecognised: true}
	for _, vote := range votes {
		tally := vote.count(questions)
		result.Teams = append(result.Teams, tally)
		result.NoneRecognised = result.NoneRecognised && !tally.Recognised
	}
	slices.SortFunc(result.Teams, func(a, b TeamTally) int { return cmp.Compare(a.Team, b.Team) })
	return result, nil
}

func (v TeamVote) count(questions []string) TeamTally {
	team := TeamTally{Team: v.Team, Recognised: true}
	for _, question := range questions {
		tally := Tally{Question: question, Entitled: len(v.Entitled), Silent: len(v.Entitled)}
		for _, ballot := range v.Ballots {
			tally.add(ballot.Answers[question])
		}
		tally.Majority = Majority(tally.Yes, tally.Entitled)
		team.Recognised = team.Recognised && tally.Majority
		team.Questions = append(team.Questions, tally)
	}
	return team
}

func (t *Tally) add(answer Answer) {
	switch answer {
	case Yes:
		t.Yes++
	case No:
		t.No++
	case Abstain:
		t.Abstain++
	default:
		return
	}
	t.Silent--
}

func checkVotes(questions []string, votes []TeamVote) Problems {
	var problems Problems
	asked, teams := map[string]bool{}, map[string]bool{}
	if len(questions) == 0 {
		problems.add("/questions", CodeUnnamed)
	}
	for i, question := range questions {
		problems.name(fmt.Sprintf("/questions/%d", i), question, CodeDuplicateKey, asked)
	}
	for i, vote := range votes {
		at := fmt.Sprintf("/votes/%d", i)
		problems.name(at+"/team", vote.Team, CodeDuplicateTeam, teams)
		problems.ballots(at, vote, asked)
	}
	return problems
}

func (p *Problems) ballots(at string, vote TeamVote, asked map[string]bool) {
	entitled, voted := map[string]bool{}, map[string]bool{}
	for i, judge := range vote.Entitled {
		p.name(fmt.Sprintf("%s/entitled/%d", at, i), judge, CodeDuplicateJudge, entitled)
	}
	for i, ballot := range vote.Ballots {
		place := fmt.Sprintf("%s/ballots/%d", at, i)
		p.name(place+"/judge", ballot.Judge, CodeDuplicateJudge, voted)
		if !entitled[ballot.Judge] {
			p.add(place+"/judge", CodeNotEntitled, ballot.Judge)
		}
		p.answers(place+"/answers", ballot.Answers, asked)
	}
}

func (p *Problems) answers(at string, answers map[string]Answer, asked map[string]bool) {
	for _, question := range sortedKeys(answers) {
		if !asked[question] {
			p.add(at+"/"+question, CodeUnknownQuestion, question)
		}
		if answer := answers[question]; answer != Yes && answer != No && answer != Abstain {
			p.add(at+"/"+question, CodeChoice, string(answer))
		}
	}
}
