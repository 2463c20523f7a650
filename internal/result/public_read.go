package result

import (
	"context"
	"encoding/json"
	"fmt"

	"wbl/internal/result/resultfile"
	"wbl/internal/store"
)

// Public is a result that is out: the file, its bytes and their hash.
type Public struct {
	File resultfile.Public `json:"file"`
	Raw  []byte            `json:"-"`
	Hash string            `json:"hash"` // SHA-256 of Raw, in hex
}

// PublicResult gives the public file of a stage. Before the release, and for a
// stage that does not exist, the answer is the same: result.not_found.
func (s *Service) PublicResult(ctx context.Context, stageID string) (p Public, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		row, out, err := releaseOf(tx, stageID)
		if err != nil {
			return err
		}
		if !out {
			return errNotFound()
		}
		p, err = row.public()
		return err
	})
	return p, err
}

// PublicResults gives the public files of a call, in the order of its stages. A
// call without a released stage, and one that does not exist, look the same:
// result.not_found.
func (s *Service) PublicResults(ctx context.Context, callKey string) (list []Public, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		rows, err := releasesOfCall(tx, callKey)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return errNotFound()
		}
		list = make([]Public, 0, len(rows))
		for _, row := range rows {
			p, err := row.public()
			if err != nil {
				return err
			}
			list = append(list, p)
		}
		return nil
	})
	return list, err
}

func (r releaseRow) public() (Public, error) {
	p := Public{Raw: []byte(r.PublicFile), Hash: r.PublicHash}
	if err := json.Unmarshal(p.Raw, &p.File); err != nil {
		return p, fmt.Errorf("public file of stage %s: %w", r.StageID, err)
	}
	return p, nil
}
