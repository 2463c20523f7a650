package scoring

import (
	"fmt"
	"slices"
)

// Inputs are all figures of a stage. Their order means nothing.
type Inputs struct {
	Teams []TeamInput `json:"teams"`
}

// TeamInput is what is known of one team. Panels and Figures are keyed by the
// node they belong to; an absent figure is missing, not zero.
type TeamInput struct {
	Team    string                `json:"team"`
	Panels  map[string]PanelInput `json:"panels,omitempty"`
	Figures map[string]Points     `json:"figures,omitempty"`
	Bonus   []Adjustment          `json:"bonus,omitempty"`
	Penalty []Adjustment          `json:"penalty,omitempty"`
}

// PanelInput is one panel's work on one team. Judges are all who are entitled to
// score it: a recused judge is not among them.
type PanelInput struct {
	Judges []string `json:"judges"`
	Sheets []Sheet  `json:"sheets"`
}

// Sheet holds one judge's scores by criterion. A sheet that lacks a criterion is
// incomplete and treated as missing as a whole.
type Sheet struct {
	Judge  string            `json:"judge"`
	Scores map[string]Points `json:"scores"`
}

// Adjustment is a number of bonus or penalty points, zero or more, with the key
// of the rule it comes from.
type Adjustment struct {
	Key    string `json:"key"`
	Points Points `json:"points"`
}

// Check lists everything in the inputs that the tree, which must be valid, does
// not allow. What is missing is not a problem here: it leaves a team unranked.
// The list does not depend on the order of map keys.
func (t Tree) Check(in Inputs) Problems {
	c := inputChecker{tree: t, nodes: t.leaves()}
	seen := map[string]bool{}
	for i, team := range in.Teams {
		at := fmt.Sprintf("/teams/%d", i)
		c.problems.name(at+"/team", team.Team, CodeDuplicateTeam, seen)
		c.panels(at+"/panels", team.Panels)
		c.figures(at+"/figures", team.Figures)
		c.adjustments(at, team)
	}
	return c.problems
}

type inputChecker struct {
	tree     Tree
	nodes    map[string]*Node
	problems Problems
}

// leaves returns the panel and source nodes by key.
func (t *Tree) leaves() map[string]*Node {
	leaves := map[string]*Node{}
	t.Root.walk(func(n *Node) {
		if len(n.Children) == 0 {
			leaves[n.Key] = n
		}
	})
	return leaves
}

// walk visits n and everything below it, parents first, in the tree's order.
func (n *Node) walk(visit func(*Node)) {
	visit(n)
	for i := range n.Children {
		n.Children[i].walk(visit)
	}
}

func (c *inputChecker) panels(at string, panels map[string]PanelInput) {
	for _, key := range sortedKeys(panels) {
		place := at + "/" + key
		node := c.nodes[key]
		if node == nil || node.Panel == nil {
			c.problems.add(place, CodeUnknownNode, key)
			continue
		}
		c.panel(place, node.Panel, panels[key])
	}
}

func (c *inputChecker) panel(at string, panel *Panel, in PanelInput) {
	entitled, handedIn := map[string]bool{}, map[string]bool{}
	for i, judge := range in.Judges {
		c.problems.name(fmt.Sprintf("%s/judges/%d", at, i), judge, CodeDuplicateJudge, entitled)
	}
	for i, sheet := range in.Sheets {
		place := fmt.Sprintf("%s/sheets/%d", at, i)
		c.problems.name(place+"/judge", sheet.Judge, CodeDuplicateJudge, handedIn)
		if !entitled[sheet.Judge] {
			c.problems.add(place+"/judge", CodeNotEntitled, sheet.Judge)
		}
		c.problems = append(c.problems, panel.CheckScores(place+"/scores", sheet.Scores)...)
	}
}

// CheckScores lists the scores that the panel's sheet does not allow: unknown
// criterion, out of range, off the step. Missing scores are allowed. Locations
// start with at.
func (p *Panel) CheckScores(at string, scores map[string]Points) Problems {
	var problems Problems
	for _, key := range sortedKeys(scores) {
		i := p.criterion(key)
		if i < 0 {
			problems.add(at+"/"+key, CodeUnknownCriterion, key)
			continue
		}
		score, criterion := scores[key], p.Criteria[i]
		if score.Sign() < 0 || score.Cmp(criterion.Points) > 0 {
			problems.add(at+"/"+key, CodeScoreRange, score.String(), criterion.Points.String())
		} else if !score.MultipleOf(criterion.Step) {
			problems.add(at+"/"+key, CodeScoreStep, score.String(), criterion.Step.String())
		}
	}
	return problems
}

func (c *inputChecker) figures(at string, figures map[string]Points) {
	for _, key := range sortedKeys(figures) {
		node := c.nodes[key]
		if node == nil || node.Source == nil {
			c.problems.add(at+"/"+key, CodeUnknownNode, key)
			continue
		}
		if most, ok := node.allows(figures[key]); !ok {
			c.problems.add(at+"/"+key, CodeFigureRange, figures[key].String(), most)
		}
	}
}

// allows says whether a figure is within what the leaf's normalisation can turn
// into points, and names the upper bound if there is one.
func (n *Node) allows(figure Points) (most string, ok bool) {
	rule := n.Source.Normalisation
	switch rule.Method {
	case AsIs:
		return n.Points.String(), figure.Sign() >= 0 && figure.Cmp(n.Points) <= 0
	case ShareOfMaximum:
		return rule.Maximum.String(), figure.Sign() >= 0 && figure.Cmp(*rule.Maximum) <= 0
	case RelativeToBest:
		return "", figure.Sign() >= 0
	default:
		return "", true
	}
}

func (c *inputChecker) adjustments(at string, team TeamInput) {
	rules := c.tree.Adjustments
	if rules == nil {
		rules = &Adjustments{}
	}
	c.adjustment(at+"/bonus", team.Bonus, rules.BonusCap)
	c.adjustment(at+"/penalty", team.Penalty, rules.PenaltyCap)
}

func (c *inputChecker) adjustment(at string, given []Adjustment, limit *Points) {
	if len(given) > 0 && limit == nil {
		c.problems.add(at, CodeNoAdjustment)
	}
	for i, adjustment := range given {
		if adjustment.Points.Sign() < 0 {
			c.problems.add(fmt.Sprintf("%s/%d/points", at, i), CodeFigureRange, adjustment.Points.String(), "")
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
