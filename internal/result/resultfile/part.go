package resultfile

import (
	"wbl/internal/call"
	"wbl/internal/scoring"
)

// Part is a line of a result: a node of the score tree or a criterion.
type Part struct {
	Key     string         `json:"key"` // of a node, or "panel/criterion"
	Title   call.Text      `json:"title"`
	Maximum scoring.Points `json:"maximum"`

	node      string // empty: the total
	criterion string // empty: the node itself
}

// Figure is an exact number of points, and how it is Shown.
type Figure struct {
	Points    scoring.Points `json:"points"`
	Displayed string         `json:"displayed"`
}

// Shown rounds points as the tree says.
func Shown(p scoring.Points, d scoring.Display) Figure {
	return Figure{Points: p, Displayed: p.Display(d.Scale, d.Rounding)}
}

// TopParts are what the total directly consists of: the children of the root, or
// its criteria where the root is a panel.
func TopParts(def call.StageDefinition) []Part {
	root := def.Tree.Root
	if root.Panel != nil {
		return criteriaParts(def, root)
	}
	parts := []Part{}
	for _, child := range root.Children {
		parts = append(parts, nodePart(def, child))
	}
	return parts
}

// AllParts are every node below the root and every criterion, in the tree's order.
func AllParts(def call.StageDefinition) []Part {
	parts := []Part{}
	var walk func(n scoring.Node)
	walk = func(n scoring.Node) {
		if n.Panel != nil {
			parts = append(parts, criteriaParts(def, n)...)
		}
		for _, child := range n.Children {
			parts = append(parts, nodePart(def, child))
			walk(child)
		}
	}
	walk(def.Tree.Root)
	return parts
}

// totalKey is the key of the total, whatever the root's.
const totalKey = "total"

// TotalPart is the total as a line.
func TotalPart(maximum scoring.Points) Part {
	return Part{Key: totalKey, Title: call.Text{Ko: "총점", En: "Total"}, Maximum: maximum}
}

func nodePart(def call.StageDefinition, n scoring.Node) Part {
	return Part{Key: n.Key, Title: titleOf(def, n.Key), Maximum: n.Points, node: n.Key}
}

func criteriaParts(def call.StageDefinition, n scoring.Node) []Part {
	parts := []Part{}
	for _, c := range n.Panel.Criteria {
		parts = append(parts, Part{
			Key: n.Key + "/" + c.Key, Title: titleOf(def, c.Key), Maximum: c.Points, node: n.Key, criterion: c.Key,
		})
	}
	return parts
}

// titleOf gives the text of a criterion; a node has none but its key.
func titleOf(def call.StageDefinition, key string) call.Text {
	for _, text := range def.Criteria {
		if text.Key == key {
			return text.Title
		}
	}
	return call.Text{Ko: key, En: key}
}

// Of gives the team's figure for the part; nil where it has none. It is the
// panel's figure, never a judge's.
func (p Part) Of(t scoring.TeamEvaluation) *scoring.Points {
	if p.node == "" {
		return t.Total
	}
	for _, node := range t.Nodes {
		if node.Node != p.node {
			continue
		}
		if p.criterion == "" {
			return node.Points
		}
		if node.Panel == nil {
			return nil
		}
		for _, c := range node.Panel.Criteria {
			if c.Key == p.criterion {
				return &c.Kept
			}
		}
	}
	return nil
}

// Panels lists the panel nodes below a node, in the tree's order.
func Panels(n scoring.Node) []scoring.Node {
	if n.Panel != nil {
		return []scoring.Node{n}
	}
	panels := []scoring.Node{}
	for _, child := range n.Children {
		panels = append(panels, Panels(child)...)
	}
	return panels
}
