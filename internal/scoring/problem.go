package scoring

import "strings"

// Problem is one thing that is wrong with a tree, its inputs or a vote.
type Problem struct {
	// Location is a JSON pointer into the value that was checked, such as
	// "/root/children/1/points".
	Location string `json:"location"`
	// Code is one of the Code constants.
	Code string `json:"code"`
	// Args fill the sentence of the code, in the order given with the code.
	Args []string `json:"args,omitempty"`
}

// Problems is a list of problems; as an error it holds at least one.
type Problems []Problem

// Error names the code and place of every problem, for logs.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Code + " at " + problem.Location
	}
	return strings.Join(lines, "; ")
}

// err returns nil for an empty list, so that callers can compare with nil.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

func (p *Problems) add(location, code string, args ...string) {
	*p = append(*p, Problem{Location: location, Code: code, Args: args})
}

// name checks a name that must be there and be new among those seen.
func (p *Problems) name(at, name, duplicate string, seen map[string]bool) {
	if name == "" {
		p.add(at, CodeUnnamed)
	}
	if seen[name] {
		p.add(at, duplicate, name)
	}
	seen[name] = true
}

// Codes of problems, each with its Args.
const (
	CodeKey              = "scoring.key_malformed"
	CodeDuplicateKey     = "scoring.key_duplicate"          // key
	CodeTooLarge         = "scoring.tree_too_large"         // most nodes
	CodeTooDeep          = "scoring.tree_too_deep"          // most levels
	CodeNodeKind         = "scoring.node_kind"              // exactly one of children, panel, source
	CodePositive         = "scoring.not_positive"           //
	CodeDecimal          = "scoring.too_many_decimals"      // most digits after the point
	CodeTotal            = "scoring.points_do_not_total"    // stated, summed
	CodeNoCriteria       = "scoring.criteria_missing"       //
	CodeStep             = "scoring.step_does_not_divide"   // points, step
	CodeChoice           = "scoring.choice_unknown"         // value given
	CodeBelow            = "scoring.trim_below"             // fewest judges allowed
	CodeMinimum          = "scoring.minimum_negative"       //
	CodeParameter        = "scoring.parameter_missing"      //
	CodeStrayParameter   = "scoring.parameter_unused"       //
	CodeScale            = "scoring.scale_out_of_range"     // largest scale
	CodeDDOF             = "scoring.ddof_unknown"           //
	CodePassMark         = "scoring.pass_mark_range"        // root points
	CodePassMarkFiner    = "scoring.pass_mark_finer"        //
	CodeQuota            = "scoring.quota_not_positive"     //
	CodeTieKey           = "scoring.tie_key_unknown"        // key
	CodeTieJudgesMissing = "scoring.tie_judges_missing"     //
	CodeTieJudgesUnused  = "scoring.tie_judges_unused"      //
	CodeTieKeyRepeated   = "scoring.tie_key_repeated"       // key
	CodeCentre           = "scoring.centre_out_of_range"    // node points
	CodeUnnamed          = "scoring.name_missing"           //
	CodeDuplicateTeam    = "scoring.team_duplicate"         // team
	CodeUnknownNode      = "scoring.node_unknown"           // key
	CodeDuplicateJudge   = "scoring.judge_duplicate"        // judge
	CodeNotEntitled      = "scoring.judge_not_entitled"     // judge
	CodeUnknownCriterion = "scoring.criterion_unknown"      // key
	CodeScoreRange       = "scoring.score_out_of_range"     // score, most
	CodeScoreStep        = "scoring.score_off_step"         // score, step
	CodeFigureRange      = "scoring.figure_out_of_range"    // figure, most ("" = no upper bound)
	CodeNoAdjustment     = "scoring.adjustment_not_in_rule" //
	CodeUnknownQuestion  = "scoring.question_unknown"       // key
	CodeForeign          = "scoring.evaluation_foreign"     // team
)
