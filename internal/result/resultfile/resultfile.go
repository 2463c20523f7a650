// Package resultfile owns the two files that come from the result of a stage and
// their offline verification: the full file, which opens a ranking to auditors,
// and the public file, which holds what the call's disclosure profile allows. It
// is pure: it must never read a database, a clock or a file, and never make a
// figure by any other rule than package scoring's.
package resultfile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"wbl/internal/scoring"
)

// The kinds of file; each stands in its file.
const (
	KindFull   = "wbl.ranking.full.v1"
	KindPublic = "wbl.result.public.v1"
)

// Full opens a ranking: who holds it can recompute every figure. The hash of the
// ranking is the SHA-256 of its canonical bytes. The number, the reason and the
// time of a ranking are not in it, so that the same inputs give the same file.
type Full struct {
	Kind        string          `json:"kind"`
	CallID      string          `json:"call_id"`
	CallKey     string          `json:"call_key"`
	StageID     string          `json:"stage_id"`
	StageKey    string          `json:"stage_key"`
	TreeVersion int64           `json:"tree_version"`
	CodeVersion string          `json:"code_version"`
	Inputs      json.RawMessage `json:"inputs"`  // Inputs
	Figures     json.RawMessage `json:"figures"` // Figures
}

// Inputs is everything that a ranking rests on. Two stages in the same state give
// the same bytes: every list has an order of its own.
type Inputs struct {
	Tree scoring.Tree `json:"tree"`
	// Teams are those at the stage, in the order of their sort names.
	Teams  []string       `json:"teams"`
	Scores scoring.Inputs `json:"scores"`
	Gates  []Gate         `json:"gates"`
}

// Gate is one finding as it stood.
type Gate struct {
	Team    string `json:"team"`
	Gate    string `json:"gate"`
	Outcome string `json:"outcome"` // pass or fail
	Reason  string `json:"reason"`
}

// Figures is everything that follows from the inputs.
type Figures struct {
	Evaluation scoring.Evaluation `json:"evaluation"`
	Ranking    scoring.Ranking    `json:"ranking"`
}

// Compute is a function of the inputs alone. Its error is scoring's.
func Compute(in Inputs) (Figures, error) {
	evaluation, err := scoring.Evaluate(in.Tree, in.Scores)
	if err != nil {
		return Figures{}, err
	}
	ranking, err := scoring.Rank(in.Tree, evaluation)
	return Figures{Evaluation: evaluation, Ranking: ranking}, err
}

// ByTeam gives the figures of each team.
func (f Figures) ByTeam() map[string]scoring.TeamEvaluation {
	byTeam := make(map[string]scoring.TeamEvaluation, len(f.Evaluation.Teams))
	for _, t := range f.Evaluation.Teams {
		byTeam[t.Team] = t
	}
	return byTeam
}

// Hash is the SHA-256 of a file, in hex.
func Hash(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}
