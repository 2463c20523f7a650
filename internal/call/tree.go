package call

import (
	"regexp"

	"wbl/internal/fault"
	"wbl/internal/scoring"
)

// treeArgs names the arguments of scoring's problems, which come by position,
// for the sentences of package text.
var treeArgs = map[string][]string{
	scoring.CodeDuplicateKey:   {"key"},
	scoring.CodeTooLarge:       {"max"},
	scoring.CodeTooDeep:        {"max"},
	scoring.CodeDecimal:        {"max"},
	scoring.CodeTotal:          {"stated", "summed"},
	scoring.CodeStep:           {"points", "step"},
	scoring.CodeChoice:         {"value"},
	scoring.CodeBelow:          {"min"},
	scoring.CodeScale:          {"max"},
	scoring.CodePassMark:       {"max"},
	scoring.CodeTieKey:         {"key"},
	scoring.CodeTieKeyRepeated: {"key"},
	scoring.CodeCentre:         {"max"},
}

var (
	pointerIndex = regexp.MustCompile(`/(\d+)`)
	pointerKey   = regexp.MustCompile(`/`)
)

// treeProblems gives scoring's problems at places of the input: the pointer
// "/root/children/1/points" becomes ".root.children[1].points" behind at.
func treeProblems(at string, found scoring.Problems) []fault.Field {
	fields := make([]fault.Field, len(found))
	for i, problem := range found {
		place := pointerIndex.ReplaceAllString(problem.Location, "[$1]")
		args := fault.Args{}
		for j, name := range treeArgs[problem.Code] {
			args[name] = problem.Args[j]
		}
		fields[i] = fault.At(at+pointerKey.ReplaceAllString(place, "."), problem.Code, args)
	}
	return fields
}

// criteriaOf gives the keys of all criteria that judges score below a node, and
// how often each stands there.
func criteriaOf(n scoring.Node) map[string]int {
	keys := map[string]int{}
	if n.Panel != nil {
		for _, criterion := range n.Panel.Criteria {
			keys[criterion.Key]++
		}
	}
	for _, child := range n.Children {
		for key, times := range criteriaOf(child) {
			keys[key] += times
		}
	}
	return keys
}
