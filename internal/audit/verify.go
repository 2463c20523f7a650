package audit

import (
	"context"
	"fmt"

	"wbl/internal/store"
)

// Report is what VerifyData found. The log is sound when Findings is empty.
type Report struct {
	Leaves      int64 // placed in the tree
	Waiting     int64 // recorded and not yet placed
	Checkpoints int64
	Findings    []Finding
}

// VerifyData recomputes the whole stored log: every leaf from its act and salt,
// every hash from the leaves, every checkpoint's root, signature and
// predecessor. Notes of checkpoints kept elsewhere (a receipt, a mail, another
// machine) show what the data alone cannot: that the newest leaves and
// checkpoints were cut off together, as by an old back-up.
func VerifyData(ctx context.Context, s *store.Store, verifierKey string, kept ...string) (Report, error) {
	verifier, err := newVerifier(verifierKey)
	if err != nil {
		return Report{}, err
	}
	known := map[int64][]Checkpoint{}
	for i, signed := range kept {
		checkpoint, err := VerifyCheckpoint(verifierKey, signed)
		if err != nil {
			return Report{}, fmt.Errorf("checkpoint %d handed in: %w", i+1, err)
		}
		known[checkpoint.Size] = append(known[checkpoint.Size], checkpoint)
	}
	var report Report
	err = s.Read(ctx, func(tx *store.Tx) (err error) {
		w := &walk{tx: tx, verifier: verifier, front: &frontier{}, known: known, dated: true}
		report, err = w.everything()
		return err
	})
	return report, err
}

func (w *walk) everything() (Report, error) {
	rows, err := countRows(w.tx)
	if err != nil {
		return Report{}, err
	}
	fromHashes, _ := leavesIn(rows.hashes)
	size := max(rows.placed, fromHashes)
	if err := w.to(size); err != nil {
		return Report{}, err
	}
	if err := w.strays(size); err != nil {
		return Report{}, err
	}
	for kept := range w.known {
		if kept > size {
			w.found("tree", size, "went backwards: a checkpoint of %d leaves was signed", kept)
		}
	}
	if err := w.waiting(rows.unplaced); err != nil {
		return Report{}, err
	}
	return Report{Leaves: size, Waiting: rows.unplaced, Checkpoints: rows.checkpoints, Findings: w.findings}, nil
}

// strays finds rows beyond what a tree of that size can have.
func (w *walk) strays(size int64) error {
	acts, err := actsOutside(w.tx, size)
	if err != nil {
		return err
	}
	for _, act := range acts {
		w.found("act", act.ID, "its leaf index %d is outside of the tree", *act.LeafIndex)
	}
	positions, err := positionsOutside(w.tx, size)
	if err != nil {
		return err
	}
	for _, position := range positions {
		w.found("hash", position, "stands outside of the tree")
	}
	sizes, err := checkpointsOutside(w.tx, size)
	for _, signed := range sizes {
		w.found("checkpoint", signed, "the tree has only %d leaves", size)
	}
	return err
}

// waiting checks the acts that have no place yet. They are dated after the last
// checkpoint or shortly before, like the ones placed behind it.
func (w *walk) waiting(count int64) error {
	for offset := 0; int64(offset) < count; offset += walkPage {
		acts, err := unplaced(w.tx, walkPage, offset)
		if err != nil {
			return err
		}
		for _, act := range acts {
			w.act(act)
		}
	}
	return nil
}
