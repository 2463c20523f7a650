package scoring

import (
	"fmt"
	"slices"
	"strconv"
)

// Limits of a tree. They keep a hostile tree from costing much to check.
const (
	maxNodes     = 200
	maxDepth     = 8
	maxKeyLength = 64
	// maxScale bounds the digits after the point, in rules and on display.
	maxScale = 6
	// maxZScale bounds the digits of a z-score.
	maxZScale = 12
	// minTrimmed is the fewest judges of whom two can be dropped.
	minTrimmed = 3
)

// Validate lists everything that is wrong with the tree, each with its place; a
// tree without problems can be locked and evaluated.
func (t Tree) Validate() Problems {
	c := checker{panels: map[string]*Panel{}, keys: map[string]bool{}}
	c.node("/root", &t.Root, 1)
	c.display("/display", t.Display.Scale, maxScale, t.Display.Rounding)
	c.adjustments(t.Adjustments)
	c.passMark(t)
	c.rankRules(t.Ranking)
	return c.problems
}

type checker struct {
	problems Problems
	nodes    int
	keys     map[string]bool
	panels   map[string]*Panel
}

func (c *checker) add(location, code string, args ...string) {
	c.problems.add(location, code, args...)
}

func (c *checker) node(at string, n *Node, depth int) {
	if depth > maxDepth {
		c.add(at, CodeTooDeep, strconv.Itoa(maxDepth))
		return
	}
	c.nodes++
	if c.nodes == maxNodes+1 {
		c.add(at, CodeTooLarge, strconv.Itoa(maxNodes))
	}
	if c.nodes > maxNodes {
		return
	}
	c.key(at, n.Key, c.keys)
	c.positive(at+"/points", n.Points)
	if n.kinds() != 1 {
		c.add(at, CodeNodeKind)
	}
	if n.Panel != nil {
		c.panels[n.Key] = n.Panel
		c.panel(at+"/panel", n)
	}
	if n.Source != nil {
		c.source(at+"/source", n)
	}
	c.children(at, n, depth)
}

// kinds counts how many of the three kinds of node n claims to be.
func (n *Node) kinds() int {
	kinds := 0
	for _, is := range []bool{len(n.Children) > 0, n.Panel != nil, n.Source != nil} {
		if is {
			kinds++
		}
	}
	return kinds
}

func (c *checker) children(at string, n *Node, depth int) {
	if len(n.Children) == 0 {
		return
	}
	var sum Points
	for i := range n.Children {
		c.node(fmt.Sprintf("%s/children/%d", at, i), &n.Children[i], depth+1)
		sum = sum.Add(n.Children[i].Points)
	}
	c.total(at+"/points", n.Points, sum)
}

func (c *checker) total(at string, stated, summed Points) {
	if !stated.Equal(summed) {
		c.add(at, CodeTotal, stated.String(), summed.String())
	}
}

// key checks one key and that it is new in its scope.
func (c *checker) key(at, key string, scope map[string]bool) {
	if !isKey(key) {
		c.add(at+"/key", CodeKey)
	}
	if scope[key] {
		c.add(at+"/key", CodeDuplicateKey, key)
	}
	scope[key] = true
}

// isKey accepts a lower-case letter followed by lower-case letters, digits and
// underscores, so that a key can stand in a path, a file name and a column head.
func isKey(key string) bool {
	for i := range len(key) {
		letter := key[i] >= 'a' && key[i] <= 'z'
		later := key[i] >= '0' && key[i] <= '9' || key[i] == '_'
		if !letter && (i == 0 || !later) {
			return false
		}
	}
	return key != "" && len(key) <= maxKeyLength
}

// positive checks a number of points that must be above zero.
func (c *checker) positive(at string, p Points) {
	if p.Sign() <= 0 {
		c.add(at, CodePositive)
	}
	c.decimal(at, p)
}

// decimal checks that a number of a rule is a decimal that can be announced.
func (c *checker) decimal(at string, p Points) {
	if digits, exact := p.decimals(); !exact || digits > maxScale {
		c.add(at, CodeDecimal, strconv.Itoa(maxScale))
	}
}

func (c *checker) panel(at string, n *Node) {
	if len(n.Panel.Criteria) == 0 {
		c.add(at+"/criteria", CodeNoCriteria)
		return
	}
	var sum Points
	scope := map[string]bool{}
	for i, criterion := range n.Panel.Criteria {
		place := fmt.Sprintf("%s/criteria/%d", at, i)
		c.key(place, criterion.Key, scope)
		c.positive(place+"/points", criterion.Points)
		c.step(place+"/step", criterion)
		sum = sum.Add(criterion.Points)
	}
	c.total(at+"/criteria", n.Points, sum)
	c.aggregation(at+"/aggregation", n.Panel.Aggregation)
	choice(c, at+"/missing", n.Panel.Missing, MissingBlocks, MissingAveraged)
	if n.Panel.Minimum < 0 {
		c.add(at+"/minimum", CodeMinimum)
	}
}

func (c *checker) step(at string, criterion Criterion) {
	c.positive(at, criterion.Step)
	if criterion.Step.Sign() > 0 && !criterion.Points.MultipleOf(criterion.Step) {
		c.add(at, CodeStep, criterion.Points.String(), criterion.Step.String())
	}
}

func (c *checker) aggregation(at string, a Aggregation) {
	choice(c, at+"/method", a.Method, Mean, Median, TrimmedMean)
	if a.Method == TrimmedMean && a.Below < minTrimmed {
		c.add(at+"/below", CodeBelow, strconv.Itoa(minTrimmed))
	}
	if a.Method != TrimmedMean && a.Below != 0 {
		c.add(at+"/below", CodeStrayParameter)
	}
}

func (c *checker) source(at string, n *Node) {
	choice(c, at+"/kind", n.Source.Kind, Benchmark, UserEvaluation, Imported)
	rule := n.Source.Normalisation
	at += "/normalisation"
	choice(c, at+"/method", rule.Method, AsIs, ShareOfMaximum, RelativeToBest, Standardised)
	c.parameter(at+"/maximum", rule.Maximum != nil, rule.Method == ShareOfMaximum)
	if rule.Maximum != nil {
		c.positive(at+"/maximum", *rule.Maximum)
	}
	c.parameter(at+"/z_score", rule.ZScore != nil, rule.Method == Standardised)
	if rule.ZScore != nil {
		c.zScore(at+"/z_score", *rule.ZScore, n.Points)
	}
}

// parameter checks that a parameter is given exactly when the method uses it: one
// that has no effect would be read as a rule.
func (c *checker) parameter(at string, given, used bool) {
	if used && !given {
		c.add(at, CodeParameter)
	}
	if given && !used {
		c.add(at, CodeStrayParameter)
	}
}

func (c *checker) zScore(at string, rule ZScoreRule, most Points) {
	if rule.DDOF != 0 && rule.DDOF != 1 {
		c.add(at+"/ddof", CodeDDOF)
	}
	c.display(at, rule.Scale, maxZScale, rule.Rounding)
	c.positive(at+"/spread", rule.Spread)
	c.decimal(at+"/centre", rule.Centre)
	if rule.Centre.Sign() < 0 || rule.Centre.Cmp(most) > 0 {
		c.add(at+"/centre", CodeCentre, most.String())
	}
}

func (c *checker) display(at string, scale, most int, rounding Rounding) {
	if scale < 0 || scale > most {
		c.add(at+"/scale", CodeScale, strconv.Itoa(most))
	}
	choice(c, at+"/rounding", rounding, HalfUp, HalfEven)
}

func (c *checker) adjustments(a *Adjustments) {
	if a == nil {
		return
	}
	if a.BonusCap != nil {
		c.positive("/adjustments/bonus_cap", *a.BonusCap)
	}
	if a.PenaltyCap != nil {
		c.positive("/adjustments/penalty_cap", *a.PenaltyCap)
	}
}

func (c *checker) passMark(t Tree) {
	if t.PassMark == nil {
		return
	}
	c.decimal("/pass_mark/points", t.PassMark.Points)
	if t.PassMark.Points.Sign() < 0 || t.PassMark.Points.Cmp(t.Root.Points) > 0 {
		c.add("/pass_mark/points", CodePassMark, t.Root.Points.String())
	}
	choice(c, "/pass_mark/compare", t.PassMark.Compare, CompareExact, CompareDisplayed)
	// Teams with equal displayed totals are put in order by tie-break; an exact
	// pass mark could then fail the one ranked higher and pass the one below it.
	if t.PassMark.Compare == CompareExact && t.Ranking.Compare == CompareDisplayed {
		c.add("/pass_mark/compare", CodePassMarkFiner)
	}
}

func (c *checker) rankRules(r RankRules) {
	choice(c, "/ranking/compare", r.Compare, CompareExact, CompareDisplayed)
	if r.Quota != nil && *r.Quota < 1 {
		c.add("/ranking/quota", CodeQuota)
	}
	for i, key := range r.TieBreak {
		at := fmt.Sprintf("/ranking/tie_break/%d", i)
		c.tieKey(at, key)
		if slices.Contains(r.TieBreak[:i], key) {
			c.add(at, CodeTieKeyRepeated, key.Key)
		}
	}
}

func (c *checker) tieKey(at string, tie TieKey) {
	node, criterion, hasCriterion := tie.split()
	panel := c.panels[node]
	switch {
	case !c.keys[node], hasCriterion && (panel == nil || panel.criterion(criterion) < 0):
		c.add(at+"/key", CodeTieKey, tie.Key)
	case panel == nil && tie.Judges != "":
		c.add(at+"/judges", CodeTieJudgesUnused)
	case panel != nil && tie.Judges == "":
		c.add(at+"/judges", CodeTieJudgesMissing)
	case panel != nil:
		choice(c, at+"/judges", tie.Judges, AllJudges, KeptJudges)
	}
}

// criterion returns the place of the criterion with this key, or −1.
func (p *Panel) criterion(key string) int {
	return slices.IndexFunc(p.Criteria, func(c Criterion) bool { return c.Key == key })
}

func choice[T ~string](c *checker, at string, given T, known ...T) {
	if !slices.Contains(known, given) {
		c.add(at, CodeChoice, string(given))
	}
}
