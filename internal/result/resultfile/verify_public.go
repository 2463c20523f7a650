package resultfile

import (
	"fmt"

	"wbl/internal/call"
	"wbl/internal/scoring"
)

// verifyPublic recomputes what can be recomputed from the published figures up.
func verifyPublic(raw []byte) (Report, error) {
	var file Public
	if err := read(raw, &file); err != nil {
		return Report{}, err
	}
	report := Report{
		Kind: file.Kind, Hash: Hash(raw),
		Proved: []string{"result.proved_counts"}, Unseen: []string{"result.unseen_decisions", "result.unseen_log"},
	}
	if err := file.checkCounts(); err != nil {
		return Report{}, err
	}
	if file.Tree == nil {
		return report, nil
	}
	if problems := file.Tree.Validate(); len(problems) > 0 {
		return Report{}, fmt.Errorf("%w: %w", ErrFigures, problems)
	}
	check := publicCheck{file: file, tree: *file.Tree}
	switch file.Disclosure.Points {
	case call.PointsBestAndMean:
		report.Proved = append(report.Proved, "result.proved_means")
		check.bestAndMean()
	case call.PointsFull:
		report.Proved = append(report.Proved, "result.proved_totals", "result.proved_order")
		check.table()
	case call.PointsNone:
	}
	report.Unseen = append(report.Unseen, "result.unseen_figures")
	return report, check.err
}

func (p Public) checkCounts() error {
	selected, applicants := len(p.Selected), len(p.Applicants)
	right := p.Passed >= 0 && p.Passed <= p.Entered
	switch p.Disclosure.List {
	case call.ListSelected:
		right = right && selected == p.Passed && applicants == 0
	case call.ListApplicants:
		right = right && selected == p.Passed && applicants == p.Entered
	default:
		right = right && selected == 0 && applicants == 0
	}
	if p.Tree != nil && p.Tree.Ranking.Quota != nil {
		right = right && p.Passed <= *p.Tree.Ranking.Quota
	}
	right = right && (p.Disclosure.Points == call.PointsBestAndMean || len(p.BestAndMean) == 0)
	right = right && (p.Disclosure.Points == call.PointsFull || len(p.Table) == 0)
	if !right {
		return fmt.Errorf("%w: the number of teams", ErrFigures)
	}
	return nil
}

// publicCheck keeps the first thing that does not agree.
type publicCheck struct {
	file Public
	tree scoring.Tree
	err  error
}

func (c *publicCheck) demand(right bool, what string) {
	if !right && c.err == nil {
		c.err = fmt.Errorf("%w: %s", ErrFigures, what)
	}
}

func (c *publicCheck) figure(f Figure, maximum scoring.Points, what string) {
	c.demand(Shown(f.Points, c.tree.Display).Displayed == f.Displayed, what)
	if c.tree.Adjustments == nil {
		c.demand(f.Points.Sign() >= 0 && f.Points.Cmp(maximum) <= 0, what)
	}
}

// sums reports whether the parts add up to the total: bonus and penalty points
// come on top, and the medians of criteria are not those of totals.
func (c *publicCheck) sums() bool {
	panel := c.tree.Root.Panel
	median := panel != nil && panel.Aggregation.Method == scoring.Median && !panel.Aggregation.PerCriterion
	return c.tree.Adjustments == nil && !median && c.tree.Root.Source == nil
}

func (c *publicCheck) bestAndMean() {
	lines := c.file.BestAndMean
	if len(lines) == 0 {
		return
	}
	parts, total := lines[:len(lines)-1], lines[len(lines)-1]
	c.demand(total.Key == totalKey && total.Maximum.Equal(c.tree.Root.Points), "the total")
	c.parts(parts)
	var best, mean scoring.Points
	for _, line := range lines {
		c.figure(line.Best, line.Maximum, line.Key+", best")
		c.figure(line.Mean, line.Maximum, line.Key+", mean")
		c.demand(line.Best.Points.Cmp(line.Mean.Points) >= 0, line.Key+": the mean is above the best")
		reached := len(line.Teams) + line.Unnamed
		c.demand(reached >= 1 && line.Unnamed >= 0 && reached <= line.Counted, line.Key+": who reached the best")
		c.demand(line.Counted == total.Counted && line.Counted <= c.file.Entered, line.Key+": the number of teams")
	}
	for _, line := range parts {
		best, mean = best.Add(line.Best.Points), mean.Add(line.Mean.Points)
	}
	if c.sums() {
		c.demand(mean.Equal(total.Mean.Points), "the means do not add up")
		c.demand(best.Cmp(total.Best.Points) >= 0, "the best total is above the sum of the best parts")
	}
}

// parts checks that the lines are the tree's top parts, in its order.
func (c *publicCheck) parts(lines []BestAndMean) {
	parts := TopParts(call.StageDefinition{Tree: &c.tree})
	c.demand(len(parts) == len(lines), "the parts")
	for i := range min(len(parts), len(lines)) {
		right := parts[i].Key == lines[i].Key && parts[i].Maximum.Equal(lines[i].Maximum)
		c.demand(right, lines[i].Key)
	}
}

func (c *publicCheck) table() {
	parts := TopParts(call.StageDefinition{Tree: &c.tree})
	passed := 0
	for i, row := range c.file.Table {
		c.demand(len(row.Parts) == len(parts), row.Name)
		var sum scoring.Points
		for j, figure := range row.Parts {
			sum = sum.Add(figure.Points)
			if j < len(parts) {
				c.figure(figure, parts[j].Maximum, row.Name)
			}
		}
		c.figure(row.Total, c.tree.Root.Points, row.Name)
		c.demand(!c.sums() || sum.Equal(row.Total.Points), row.Name+": the parts do not add up")
		c.rank(i)
		if row.Outcome == "pass" {
			passed++
			c.demand(c.passes(row.Total), row.Name+" is below the pass mark")
		}
	}
	c.demand(passed == c.file.Passed, "the number of teams that pass")
}

// rank checks row i against the one before: a lower total has the next place, an
// equal one the same place or, by the tie-break, the next.
func (c *publicCheck) rank(i int) {
	row, place := c.file.Table[i], i+1
	if i == 0 {
		c.demand(row.Rank == 1, row.Name)
		return
	}
	before := c.file.Table[i-1]
	switch c.compare(before.Total, row.Total) {
	case 1:
		c.demand(row.Rank == place, row.Name)
	case 0:
		c.demand(row.Rank == place || row.Rank == before.Rank, row.Name)
	default:
		c.demand(false, row.Name+" stands below a lower total")
	}
}

func (c *publicCheck) compare(a, b Figure) int {
	x, y := a.Points, b.Points
	if c.tree.Ranking.Compare == scoring.CompareDisplayed {
		x, y = c.rounded(x), c.rounded(y)
	}
	return x.Cmp(y)
}

func (c *publicCheck) rounded(p scoring.Points) scoring.Points {
	return p.Round(c.tree.Display.Scale, c.tree.Display.Rounding)
}

func (c *publicCheck) passes(total Figure) bool {
	mark := c.tree.PassMark
	if mark == nil {
		return true
	}
	points := total.Points
	if mark.Compare == scoring.CompareDisplayed {
		points = c.rounded(points)
	}
	return points.Cmp(mark.Points) >= 0
}
