package scoring

// Tree states how a stage is scored. It is one JSON value that the caller
// versions and locks; see Validate for what makes it sound.
type Tree struct {
	// Root's points are the maximum total, such as 100.
	Root Node `json:"root"`
	// Display is how every figure is shown.
	Display Display `json:"display"`
	// Adjustments allow bonus and penalty points; nil allows neither.
	Adjustments *Adjustments `json:"adjustments,omitempty"`
	// PassMark is the least total that can be chosen; nil sets none.
	PassMark *PassMark `json:"pass_mark,omitempty"`
	Ranking  RankRules `json:"ranking"`
}

// Node carries at most Points and is exactly one of three things: an inner node
// with children, a panel node, or a leaf with another source of figures.
type Node struct {
	Key      string  `json:"key"`
	Points   Points  `json:"points"`
	Children []Node  `json:"children,omitempty"`
	Panel    *Panel  `json:"panel,omitempty"`
	Source   *Source `json:"source,omitempty"`
}

// Panel is a sheet of criteria that several judges fill in, and how their sheets
// become one figure. The criteria's points total the node's.
type Panel struct {
	Criteria    []Criterion   `json:"criteria"`
	Aggregation Aggregation   `json:"aggregation"`
	Missing     MissingPolicy `json:"missing"`
	// Minimum is the fewest complete sheets that make a figure; 0 reads as 1.
	Minimum int `json:"minimum,omitempty"`
}

// Criterion is one line of a score sheet: 0 to Points, in whole steps.
type Criterion struct {
	Key    string `json:"key"`
	Points Points `json:"points"`
	Step   Points `json:"step"`
}

// Aggregation turns the sheets of a panel into one figure.
type Aggregation struct {
	Method Method `json:"method"`
	// Below, for the trimmed mean only, is the number of judges under which the
	// plain mean is used; at least 3.
	Below int `json:"below,omitempty"`
	// PerCriterion aggregates each criterion over the judges and sums the
	// results, instead of aggregating the judges' totals.
	PerCriterion bool `json:"per_criterion,omitempty"`
}

// Method is a way to make one figure of several judges' figures.
type Method string

// The trimmed mean drops exactly one highest and one lowest figure.
const (
	Mean        Method = "mean"
	Median      Method = "median"
	TrimmedMean Method = "trimmed_mean"
)

// MissingPolicy says what a panel does when an entitled judge has no complete
// sheet. In no case does anything missing count as zero.
type MissingPolicy string

const (
	// MissingBlocks leaves the team unranked.
	MissingBlocks MissingPolicy = "block"
	// MissingAveraged aggregates the sheets that are there.
	MissingAveraged MissingPolicy = "average_of_rest"
)

// Source is where the figure of a leaf comes from and how it becomes points. A
// team without a figure is unranked.
type Source struct {
	Kind          SourceKind    `json:"kind"`
	Normalisation Normalisation `json:"normalisation"`
}

// SourceKind names the origin of a leaf's figures; it changes no figure.
type SourceKind string

// The sources of figures other than a panel.
const (
	Benchmark      SourceKind = "benchmark"
	UserEvaluation SourceKind = "user_evaluation"
	Imported       SourceKind = "imported"
)

// Normalisation turns a figure into points of its node.
type Normalisation struct {
	Method NormalisationMethod `json:"method"`
	// Maximum is the figure worth all points, for ShareOfMaximum only.
	Maximum *Points `json:"maximum,omitempty"`
	// ZScore is for Standardised only.
	ZScore *ZScoreRule `json:"z_score,omitempty"`
}

// NormalisationMethod is a way to turn a figure into points.
type NormalisationMethod string

const (
	// AsIs takes the figure as points.
	AsIs NormalisationMethod = "as_is"
	// ShareOfMaximum gives points × figure ÷ maximum.
	ShareOfMaximum NormalisationMethod = "share_of_maximum"
	// RelativeToBest gives points × figure ÷ the best team's figure.
	RelativeToBest NormalisationMethod = "relative_to_best"
	// Standardised gives centre + spread × z, kept within 0 and the points.
	Standardised NormalisationMethod = "z_score"
)

// ZScoreRule states a standardisation. A z-score is seldom rational: it is
// rounded to Scale digits before it counts.
type ZScoreRule struct {
	// DDOF is 0 for the population's standard deviation, 1 for a sample's.
	DDOF     int      `json:"ddof"`
	Scale    int      `json:"scale"`
	Rounding Rounding `json:"rounding"`
	// Centre is what z = 0 is worth, Spread what each unit of z adds.
	Centre Points `json:"centre"`
	Spread Points `json:"spread"`
}

// Display states how figures are shown; see Points.Display.
type Display struct {
	Scale    int      `json:"scale"`
	Rounding Rounding `json:"rounding"`
}

// Adjustments cap the bonus and penalty points of a team, each in total. A nil
// cap allows none of that kind. They are added to the finished total, which may
// pass the root's points or fall below zero.
type Adjustments struct {
	BonusCap   *Points `json:"bonus_cap,omitempty"`
	PenaltyCap *Points `json:"penalty_cap,omitempty"`
}

// PassMark is inclusive: a total exactly on it passes.
type PassMark struct {
	Points  Points     `json:"points"`
	Compare Comparison `json:"compare"`
}

// Comparison says which form of a total is compared.
type Comparison string

// A total is compared exactly, or as it is displayed.
const (
	CompareExact     Comparison = "exact"
	CompareDisplayed Comparison = "displayed"
)

// RankRules state the order of teams and how many may be above the line.
type RankRules struct {
	// Compare applies to totals; tie-breaks always compare exact figures.
	Compare  Comparison `json:"compare"`
	TieBreak []TieKey   `json:"tie_break,omitempty"`
	// Quota is how many teams can be above the line; nil sets no limit.
	Quota *int `json:"quota,omitempty"`
	// NoneAllowed says that a result with no team above the line is in order.
	NoneAllowed bool `json:"none_allowed"`
}

// TieKey names a figure that separates equal totals: the higher one goes first.
type TieKey struct {
	// Key is a node's key, or "panel/criterion".
	Key string `json:"key"`
	// Judges is stated for panels and criteria and empty for other nodes.
	Judges JudgesCounted `json:"judges,omitempty"`
}

// JudgesCounted says whose sheets count in a tie-break.
type JudgesCounted string

// All counted sheets, or only those that the trimmed mean kept.
const (
	AllJudges  JudgesCounted = "all"
	KeptJudges JudgesCounted = "kept"
)
