package resultfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"wbl/internal/audit"
)

// ErrFile is returned for bytes that are no file of ours, or not in canonical form.
var ErrFile = errors.New("not a ranking or result file in canonical form")

// ErrFigures is returned for a file whose figures do not follow from its inputs,
// or contradict one another.
var ErrFigures = errors.New("the figures do not agree")

// Report says what a verification has proved, and what it could not see, as codes
// of package text.
type Report struct {
	Kind   string   `json:"kind"`
	Hash   string   `json:"hash"` // SHA-256 of the file, in hex; compare it with the one published
	Proved []string `json:"proved"`
	Unseen []string `json:"unseen"`
}

// VerifyRanking recomputes a file, full or public, without a network or a
// database. Its errors wrap ErrFile or ErrFigures. That the file is the one which
// was released follows only from comparing the report's hash with the log.
func VerifyRanking(raw []byte) (Report, error) {
	raw = bytes.TrimSpace(raw)
	canonical, err := audit.Canonical(json.RawMessage(raw))
	if err != nil || !bytes.Equal(canonical, raw) {
		return Report{}, ErrFile
	}
	var face struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(raw, &face); err != nil {
		return Report{}, ErrFile
	}
	switch face.Kind {
	case KindFull:
		return verifyFull(raw)
	case KindPublic:
		return verifyPublic(raw)
	}
	return Report{}, ErrFile
}

// read refuses keys that the type does not have.
func read(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%w: %w", ErrFile, err)
	}
	return nil
}

// verifyFull recomputes every figure from the inputs.
func verifyFull(raw []byte) (Report, error) {
	var file Full
	var in Inputs
	if err := errors.Join(read(raw, &file), read(file.Inputs, &in)); err != nil {
		return Report{}, err
	}
	computed, err := Compute(in)
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrFigures, err)
	}
	canonical, err := audit.Canonical(computed)
	if err != nil {
		return Report{}, err
	}
	if !bytes.Equal(canonical, file.Figures) {
		return Report{}, ErrFigures
	}
	if err := sameTeams(in); err != nil {
		return Report{}, err
	}
	return Report{
		Kind: file.Kind, Hash: Hash(raw),
		Proved: []string{"result.proved_every_figure", "result.proved_order"},
		Unseen: []string{"result.unseen_sheets", "result.unseen_log"},
	}, nil
}

// sameTeams checks that scores and gates speak of the listed teams alone.
func sameTeams(in Inputs) error {
	listed := map[string]bool{}
	for _, id := range in.Teams {
		listed[id] = true
	}
	known := len(listed) == len(in.Teams) && len(in.Scores.Teams) == len(in.Teams)
	for _, t := range in.Scores.Teams {
		known = known && listed[t.Team]
	}
	for _, g := range in.Gates {
		known = known && listed[g.Team]
	}
	if !known {
		return fmt.Errorf("%w: the teams", ErrFigures)
	}
	return nil
}
