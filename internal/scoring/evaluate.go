package scoring

import (
	"cmp"
	"slices"
)

// Evaluation holds every intermediate figure of a stage. It is a function of the
// tree and the inputs alone: the same ones, in any order, give the same bytes.
type Evaluation struct {
	// Teams are in the order of their keys, never by rank.
	Teams []TeamEvaluation `json:"teams"`
}

// TeamEvaluation holds the figures of one team.
type TeamEvaluation struct {
	Team string `json:"team"`
	// Nodes are in the tree's order, each parent before its children.
	Nodes   []NodeFigure     `json:"nodes"`
	Bonus   AdjustmentFigure `json:"bonus"`
	Penalty AdjustmentFigure `json:"penalty"`
	// Total is the root's figure plus bonus minus penalty; nil is unranked.
	Total     *Points `json:"total,omitempty"`
	Displayed string  `json:"displayed,omitempty"`
	// Unranked says why there is no total.
	Unranked []Reason `json:"unranked,omitempty"`
}

// NodeFigure is one team's figure at one node.
type NodeFigure struct {
	Node string `json:"node"`
	// Raw is a source leaf's figure as it came in, ZScore its rounded z-score.
	Raw    *Points `json:"raw,omitempty"`
	ZScore *Points `json:"z_score,omitempty"`
	// Points is exact; nil means that something below is missing.
	Points    *Points      `json:"points,omitempty"`
	Displayed string       `json:"displayed,omitempty"`
	Panel     *PanelFigure `json:"panel,omitempty"`
}

// AdjustmentFigure is the sum that was given and what of it counts under the cap.
type AdjustmentFigure struct {
	Given   Points `json:"given"`
	Counted Points `json:"counted"`
}

// Reason says why a team has no total: a code, the node where something is
// missing, and the judges whose sheets are.
type Reason struct {
	Code   string   `json:"code"`
	Node   string   `json:"node"`
	Judges []string `json:"judges,omitempty"`
}

// Codes of reasons for which a team is unranked.
const (
	ReasonSheetMissing    = "scoring.sheet_missing"
	ReasonTooFewSheets    = "scoring.too_few_sheets"
	ReasonFigureMissing   = "scoring.figure_missing"
	ReasonBestIsZero      = "scoring.best_is_zero"
	ReasonZScoreUndefined = "scoring.z_score_undefined"
)

// Evaluate computes every figure of every team. It returns Problems as its error
// when the tree is not valid or the inputs do not fit it; what is merely missing
// leaves a team without a total and with the reason.
func Evaluate(t Tree, in Inputs) (Evaluation, error) {
	if err := t.Validate().err(); err != nil {
		return Evaluation{}, err
	}
	if err := t.Check(in).err(); err != nil {
		return Evaluation{}, err
	}
	run := evaluator{tree: t, leaves: normaliseAll(&t, in)}
	result := Evaluation{Teams: make([]TeamEvaluation, len(in.Teams))}
	for i, team := range in.Teams {
		result.Teams[i] = run.team(team)
	}
	slices.SortFunc(result.Teams, func(a, b TeamEvaluation) int { return cmp.Compare(a.Team, b.Team) })
	return result, nil
}

// normalisedLeaf is a source leaf's figures by team, or why it has none.
type normalisedLeaf struct {
	figures map[string]leafFigure
	reason  string
}

func normaliseAll(t *Tree, in Inputs) map[string]normalisedLeaf {
	leaves := map[string]normalisedLeaf{}
	for key, node := range t.leaves() {
		if node.Source == nil {
			continue
		}
		raw := map[string]Points{}
		for _, team := range in.Teams {
			if figure, ok := team.Figures[key]; ok {
				raw[team.Team] = figure
			}
		}
		figures, reason := node.normalise(raw)
		leaves[key] = normalisedLeaf{figures, reason}
	}
	return leaves
}

type evaluator struct {
	tree   Tree
	leaves map[string]normalisedLeaf
}

func (e evaluator) team(in TeamInput) TeamEvaluation {
	result := TeamEvaluation{Team: in.Team}
	root := e.node(&e.tree.Root, in, &result)
	rules := e.tree.Adjustments
	if rules == nil {
		rules = &Adjustments{}
	}
	result.Bonus = capped(in.Bonus, rules.BonusCap)
	result.Penalty = capped(in.Penalty, rules.PenaltyCap)
	if root != nil {
		total := root.Add(result.Bonus.Counted).Sub(result.Penalty.Counted)
		result.Total = &total
		result.Displayed = e.display(total)
	}
	return result
}

func (e evaluator) display(p Points) string {
	return p.Display(e.tree.Display.Scale, e.tree.Display.Rounding)
}

// node appends the figures of n and everything below it to the result and returns
// n's points, or nil when something is missing.
func (e evaluator) node(n *Node, in TeamInput, result *TeamEvaluation) *Points {
	place := len(result.Nodes)
	result.Nodes = append(result.Nodes, NodeFigure{})
	var figure NodeFigure
	switch {
	case n.Panel != nil:
		figure = e.panel(n, in, result)
	case n.Source != nil:
		figure = e.source(n, in.Team, result)
	default:
		figure.Points = e.children(n, in, result)
	}
	figure.Node = n.Key
	if figure.Points != nil {
		figure.Displayed = e.display(*figure.Points)
	}
	result.Nodes[place] = figure
	return figure.Points
}

func (e evaluator) children(n *Node, in TeamInput, result *TeamEvaluation) *Points {
	var total Points
	complete := true
	for i := range n.Children {
		points := e.node(&n.Children[i], in, result)
		if points == nil {
			complete = false
			continue
		}
		total = total.Add(*points)
	}
	if !complete {
		return nil
	}
	return &total
}

func (e evaluator) panel(n *Node, in TeamInput, result *TeamEvaluation) NodeFigure {
	panel, reason := n.Panel.aggregate(in.Panels[n.Key])
	if reason != nil {
		reason.Node = n.Key
		result.Unranked = append(result.Unranked, *reason)
	}
	return NodeFigure{Points: panel.Kept, Panel: &panel}
}

func (e evaluator) source(n *Node, team string, result *TeamEvaluation) NodeFigure {
	leaf := e.leaves[n.Key]
	figure, ok := leaf.figures[team]
	if !ok {
		code := cmp.Or(leaf.reason, ReasonFigureMissing)
		result.Unranked = append(result.Unranked, Reason{Code: code, Node: n.Key})
		return NodeFigure{}
	}
	return NodeFigure{Raw: &figure.raw, ZScore: figure.zScore, Points: &figure.points}
}

// capped sums what was given and cuts it at the limit; without a limit nothing
// can have been given.
func capped(given []Adjustment, limit *Points) AdjustmentFigure {
	var figure AdjustmentFigure
	for _, adjustment := range given {
		figure.Given = figure.Given.Add(adjustment.Points)
	}
	figure.Counted = figure.Given
	if limit != nil && figure.Given.Cmp(*limit) > 0 {
		figure.Counted = *limit
	}
	return figure
}
