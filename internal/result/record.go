package result

import (
	"bytes"
	"encoding/json"
	"fmt"

	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/result/resultfile"
)

// record is a ranking as it is stored; a row never changes.
type record struct {
	ID          string
	StageID     string
	Number      int64 // 1 for the first ranking of the stage
	TreeVersion int64
	CodeVersion string
	Inputs      string // canonical JSON of resultfile.Inputs
	Figures     string // canonical JSON of resultfile.Figures
	Hash        string // SHA-256 of the full file, in hex
	Reason      string // empty for the first ranking
	CreatedBy   string
	CreatedAt   clock.Instant `gorm:"autoCreateTime:false"`
}

// TableName names the table of rankings.
func (record) TableName() string { return "rankings" }

// file is the full file of the ranking.
func (r record) file(c call.Call, stage call.Stage) ([]byte, error) {
	return audit.Canonical(resultfile.Full{
		Kind: resultfile.KindFull, CallID: c.ID, CallKey: c.Key, StageID: stage.ID, StageKey: stage.Key,
		TreeVersion: r.TreeVersion, CodeVersion: r.CodeVersion,
		Inputs: json.RawMessage(r.Inputs), Figures: json.RawMessage(r.Figures),
	})
}

// freeze fills in what follows from the inputs, down to the hash.
func (r record) freeze(c call.Call, stage call.Stage, in resultfile.Inputs) (record, error) {
	result, err := resultfile.Compute(in)
	if err != nil {
		return r, fmt.Errorf("rank stage %s: %w", stage.ID, err)
	}
	rawInputs, err := audit.Canonical(in)
	if err != nil {
		return r, err
	}
	rawFigures, err := audit.Canonical(result)
	if err != nil {
		return r, err
	}
	r.Inputs, r.Figures = string(rawInputs), string(rawFigures)
	file, err := r.file(c, stage)
	r.Hash = resultfile.Hash(file)
	return r, err
}

// read opens a stored ranking.
func (r record) read() (in resultfile.Inputs, f resultfile.Figures, err error) {
	if err = json.Unmarshal([]byte(r.Inputs), &in); err != nil {
		return in, f, fmt.Errorf("ranking %s: %w", r.ID, err)
	}
	if err = json.Unmarshal([]byte(r.Figures), &f); err != nil {
		return in, f, fmt.Errorf("ranking %s: %w", r.ID, err)
	}
	return in, f, nil
}

// restsOn reports whether the ranking was made of just these inputs.
func (r record) restsOn(in resultfile.Inputs) (bool, error) {
	raw, err := audit.Canonical(in)
	return bytes.Equal(raw, []byte(r.Inputs)), err
}
