package resultfile

import (
	"strconv"
	"strings"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/scoring"
)

// Public is what the call's disclosure profile lets everybody know of a
// stage's result. It names no judge, and no team that did not pass unless the
// profile publishes the applicants or the full table.
type Public struct {
	Kind        string                `json:"kind"`
	CallID      string                `json:"call_id"`
	CallKey     string                `json:"call_key"`
	CallTitle   call.Text             `json:"call_title"`
	StageID     string                `json:"stage_id"`
	StageKey    string                `json:"stage_key"`
	StageTitle  call.Text             `json:"stage_title"`
	ReleasedAt  clock.Instant         `json:"released_at"`
	Disclosure  call.PublicDisclosure `json:"disclosure"`
	Entered     int                   `json:"entered"` // teams at the stage
	Passed      int                   `json:"passed"`
	Selected    []Team                `json:"selected"`   // in the order of sort names
	Applicants  []Team                `json:"applicants"` // the same, of all teams at the stage
	Method      []MethodLine          `json:"method"`
	Tree        *scoring.Tree         `json:"tree"` // nil where gates alone decide
	TreeVersion int64                 `json:"tree_version"`
	CodeVersion string                `json:"code_version"`
	// RankingHash commits to all figures, the hidden ones too: it is the SHA-256
	// of the full file, in hex. What is hidden cannot be guessed from it, since the
	// full file holds random ids of teams and judges that stand nowhere in public.
	RankingHash string        `json:"ranking_hash"`
	BestAndMean []BestAndMean `json:"best_and_mean"` // the parts, then the total
	Table       []Row         `json:"table"`         // by rank
}

// Team is how the public file names a team.
type Team struct {
	Name             string `json:"name"`
	NameEn           string `json:"name_en"`
	LeadOrganisation string `json:"lead_organisation"`
}

// MethodLine is one sentence about how the result came about: a code of package
// text and its args in both languages.
type MethodLine struct {
	Code string               `json:"code"`
	Args map[string]call.Text `json:"args"`
}

// Row is one team in a full table.
type Row struct {
	Team
	Rank    int      `json:"rank"`
	Parts   []Figure `json:"parts"` // in the order of the tree's top parts
	Total   Figure   `json:"total"`
	Outcome string   `json:"outcome"` // pass, fail or reserve
}

// BestAndMean is what is published of one part in the manner of the phase-1 stage
// evaluation of January 2026: the best figure with those who reached it, and the
// mean over all ranked teams.
type BestAndMean struct {
	Part
	Best  Figure `json:"best"`
	Teams []Team `json:"teams"` // who reached the best and may be named
	// Unnamed is how many others reached it: the profile does not name them.
	Unnamed int    `json:"unnamed"`
	Mean    Figure `json:"mean"`
	// Counted is how many teams the mean is over.
	Counted int `json:"counted"`
}

// MethodOf states the announced method in the order in which it is applied.
func MethodOf(stage call.Stage) []MethodLine {
	lines := []MethodLine{}
	add := func(code string, args map[string]call.Text) {
		lines = append(lines, MethodLine{Code: code, Args: args})
	}
	if len(stage.Definition.Gates) > 0 {
		add("result.method_gates", map[string]call.Text{})
	}
	tree := stage.Definition.Tree
	if tree == nil {
		return lines
	}
	for _, node := range Panels(tree.Root) {
		add(aggregationCodes[node.Panel.Aggregation.Method], map[string]call.Text{
			"panel": partTitle(stage, node.Key), "below": plain(strconv.Itoa(node.Panel.Aggregation.Below)),
		})
	}
	if tree.PassMark != nil {
		add("result.method_pass_mark", map[string]call.Text{"points": plain(tree.PassMark.Points.String())})
	}
	if quota := tree.Ranking.Quota; quota != nil {
		add("result.method_quota", map[string]call.Text{"quota": plain(strconv.Itoa(*quota))})
	}
	if len(tree.Ranking.TieBreak) > 0 {
		add("result.method_tie_break", map[string]call.Text{"key": partTitle(stage, tree.Ranking.TieBreak[0].Key)})
	}
	return lines
}

func plain(same string) call.Text { return call.Text{Ko: same, En: same} }

// partTitle is how readers know a part of the tree: the root by the stage's
// title, a criterion ("panel/criterion") by its own.
func partTitle(stage call.Stage, key string) call.Text {
	if key == stage.Definition.Tree.Root.Key {
		return stage.Title
	}
	if _, criterion, ofPanel := strings.Cut(key, "/"); ofPanel {
		key = criterion
	}
	return titleOf(stage.Definition, key)
}

var aggregationCodes = map[scoring.Method]string{
	scoring.Mean:        "result.method_mean",
	scoring.Median:      "result.method_median",
	scoring.TrimmedMean: "result.method_trimmed_mean",
}
