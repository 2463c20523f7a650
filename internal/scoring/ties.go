package scoring

import "strings"

// split separates a tie key into its node and criterion.
func (k TieKey) split() (node, criterion string, hasCriterion bool) {
	return strings.Cut(k.Key, "/")
}

// figure finds what the tie key compares in a team's figures, and false where the
// team has no such figure.
func (k TieKey) figure(team *TeamEvaluation) (Points, bool) {
	node, criterion, hasCriterion := k.split()
	for i := range team.Nodes {
		found := &team.Nodes[i]
		switch {
		case found.Node != node || found.Points == nil:
			continue
		case hasCriterion && found.Panel != nil:
			return k.ofCriterion(found.Panel, criterion)
		case hasCriterion:
			return Points{}, false
		case k.Judges == AllJudges && found.Panel != nil && found.Panel.All != nil:
			return *found.Panel.All, true
		}
		return *found.Points, true
	}
	return Points{}, false
}

func (k TieKey) ofCriterion(panel *PanelFigure, key string) (Points, bool) {
	for _, criterion := range panel.Criteria {
		if criterion.Key == key && k.Judges == AllJudges {
			return criterion.All, true
		}
		if criterion.Key == key {
			return criterion.Kept, true
		}
	}
	return Points{}, false
}

// standing is a team with what it is ranked by.
type standing struct {
	team *TeamEvaluation
	// compared is the total in the form that the rules compare.
	compared Points
	// ties are the figures of the tie-break chain, in its order.
	ties []Points
}

// compareStandings puts the better team first.
func compareStandings(a, b standing) int {
	if order := b.compared.Cmp(a.compared); order != 0 {
		return order
	}
	for i := range a.ties {
		if order := b.ties[i].Cmp(a.ties[i]); order != 0 {
			return order
		}
	}
	return 0
}
