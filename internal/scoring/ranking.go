package scoring

// Ranking is the order of teams and the line between them. It decides nothing:
// gates act beside it and named people decide.
type Ranking struct {
	// Entries are by rank, equal ranks by team key, unranked teams last.
	Entries []RankEntry `json:"entries"`
	// Unsettled lists what the rules leave open and the caller must settle, by
	// lots or otherwise, before deciding.
	Unsettled []Unsettled `json:"unsettled,omitempty"`
}

// RankEntry is the result of one team.
type RankEntry struct {
	Team string `json:"team"`
	// Rank counts from 1; tied teams share the first of their places and the
	// next rank is skipped accordingly (1, 2, 2, 4). It is 0 for unranked teams.
	Rank      int     `json:"rank"`
	Total     *Points `json:"total,omitempty"`
	Displayed string  `json:"displayed,omitempty"`
	Outcome   Outcome `json:"outcome"`
	// Tied says that another team is equal after the whole tie-break chain.
	Tied bool `json:"tied,omitempty"`
	// TieFigures are the figures of the tie-break chain, in its order, where
	// another team has an equal total.
	TieFigures []Points `json:"tie_figures,omitempty"`
	Unranked   []Reason `json:"unranked,omitempty"`
}

// Outcome says where a team stands.
type Outcome string

const (
	// AboveLine teams are within the quota.
	AboveLine Outcome = "above_line"
	// BelowLine teams reach the pass mark but not the quota.
	BelowLine Outcome = "below_line"
	// TiedAtLine teams are equal and the quota has room for some of them only.
	TiedAtLine Outcome = "tied_at_line"
	// BelowPassMark teams do not reach the pass mark.
	BelowPassMark Outcome = "below_pass_mark"
	// Unranked teams have no total.
	Unranked Outcome = "unranked"
)

// Unsettled is a question that the rules leave open.
type Unsettled struct {
	Code string `json:"code"`
	// Teams are those concerned, by key.
	Teams []string `json:"teams,omitempty"`
	// Places is how many of the teams can be above the line.
	Places int `json:"places,omitempty"`
}

// Codes of what a ranking can leave open.
const (
	// UnsettledTie: equal teams, and too few places for all of them.
	UnsettledTie = "scoring.tie_at_line"
	// UnsettledNone: no team is above the line and the rules do not foresee it.
	UnsettledNone = "scoring.none_above_line"
)

// Rank orders the teams of an evaluation made with the same tree. It returns
// Problems as its error when the tree is not valid or a ranked team lacks a
// figure that the tree names.
func Rank(t Tree, e Evaluation) (Ranking, error) {
	if err := t.Validate().err(); err != nil {
		return Ranking{}, err
	}
	standings, unranked, problems := t.standings(e)
	if err := problems.err(); err != nil {
		return Ranking{}, err
	}
	line := drawnLine{tree: t, standings: standings, result: Ranking{Entries: []RankEntry{}}}
	line.draw()
	line.result.Entries = append(line.result.Entries, unranked...)
	return line.result, nil
}

// standings separates the teams with a total from those without.
func (t Tree) standings(e Evaluation) (ranked []standing, unranked []RankEntry, problems Problems) {
	for i := range e.Teams {
		team := &e.Teams[i]
		if team.Total == nil {
			unranked = append(unranked, RankEntry{Team: team.Team, Outcome: Unranked, Unranked: team.Unranked})
			continue
		}
		one := standing{team: team, compared: t.compared(*team.Total, t.Ranking.Compare)}
		for _, key := range t.Ranking.TieBreak {
			figure, ok := key.figure(team)
			if !ok {
				problems.add("/teams/"+team.Team, CodeForeign, team.Team)
			}
			one.ties = append(one.ties, figure)
		}
		ranked = append(ranked, one)
	}
	return ranked, unranked, problems
}

func (t Tree) compared(total Points, how Comparison) Points {
	if how == CompareDisplayed {
		return total.Round(t.Display.Scale, t.Display.Rounding)
	}
	return total
}

// drawnLine draws the line between those within the quota and the others.
type drawnLine struct {
	tree      Tree
	standings []standing
	result    Ranking
	above     int
	open      bool
}

func (l *drawnLine) draw() {
	for _, group := range tieGroups(len(l.standings), func(i, j int) int {
		return compareStandings(l.standings[i], l.standings[j])
	}) {
		outcome := l.outcome(group)
		for _, i := range group.members {
			l.result.Entries = append(l.result.Entries, l.entry(i, group, outcome))
		}
	}
	if l.above == 0 && !l.open && !l.tree.Ranking.NoneAllowed {
		l.result.Unsettled = append(l.result.Unsettled, Unsettled{Code: UnsettledNone})
	}
}

// outcome places one group of equal teams. All teams above it have passed, since
// the pass mark is never finer than the comparison that ranks.
func (l *drawnLine) outcome(group tieGroup) Outcome {
	if !l.passes(*l.standings[group.members[0]].team.Total) {
		return BelowPassMark
	}
	quota := l.tree.Ranking.Quota
	switch {
	case quota == nil || group.last() <= *quota:
		l.above += len(group.members)
		return AboveLine
	case group.first > *quota:
		return BelowLine
	}
	l.open = true
	tie := Unsettled{Code: UnsettledTie, Places: *quota - group.first + 1}
	for _, i := range group.members {
		tie.Teams = append(tie.Teams, l.standings[i].team.Team)
	}
	l.result.Unsettled = append(l.result.Unsettled, tie)
	return TiedAtLine
}

func (l *drawnLine) passes(total Points) bool {
	mark := l.tree.PassMark
	return mark == nil || l.tree.compared(total, mark.Compare).Cmp(mark.Points) >= 0
}

func (l *drawnLine) entry(i int, group tieGroup, outcome Outcome) RankEntry {
	one := l.standings[i]
	entry := RankEntry{
		Team:      one.team.Team,
		Rank:      group.first,
		Total:     one.team.Total,
		Displayed: one.team.Displayed,
		Outcome:   outcome,
		Tied:      len(group.members) > 1,
	}
	if l.sharesTotal(i) {
		entry.TieFigures = one.ties
	}
	return entry
}

func (l *drawnLine) sharesTotal(i int) bool {
	for j := range l.standings {
		if j != i && l.standings[j].compared.Equal(l.standings[i].compared) {
			return true
		}
	}
	return false
}
