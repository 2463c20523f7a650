package evaluation

import (
	"cmp"

	"wbl/internal/call"
	"wbl/internal/scoring"
)

// form is the lines of a score sheet in the order of the score tree.
type form []line

// line is one criterion with its bounds and what judges read about it.
type line struct {
	scoring.Criterion
	text call.CriterionText
}

// formOf takes the criteria of every panel of the stage's tree.
func formOf(stage call.Stage) form {
	if stage.Definition.Tree == nil {
		return nil
	}
	texts := map[string]call.CriterionText{}
	for _, text := range stage.Definition.Criteria {
		texts[text.Key] = text
	}
	lines := form{}
	for _, criterion := range criteriaBelow(stage.Definition.Tree.Root) {
		lines = append(lines, line{Criterion: criterion, text: texts[criterion.Key]})
	}
	return lines
}

func criteriaBelow(n scoring.Node) []scoring.Criterion {
	criteria := []scoring.Criterion{}
	if n.Panel != nil {
		criteria = append(criteria, n.Panel.Criteria...)
	}
	for _, child := range n.Children {
		criteria = append(criteria, criteriaBelow(child)...)
	}
	return criteria
}

func (f form) line(key string) (line, bool) {
	for _, l := range f {
		if l.Key == key {
			return l, true
		}
	}
	return line{}, false
}

// maximum is the most points that the sheet can carry.
func (f form) maximum() scoring.Points {
	var sum scoring.Points
	for _, l := range f {
		sum = sum.Add(l.Points)
	}
	return sum
}

func (l line) commentMax() int { return cmp.Or(l.text.CommentMax, maxComment) }
