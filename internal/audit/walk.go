package audit

import (
	"bytes"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/store"
)

// Finding is one place where the stored log is not what it was.
type Finding struct {
	Kind    string // "act", "leaf", "hash", "checkpoint" or "tree"
	ID      string // of the act, or the position or size
	Problem string // in English, for the operator and the auditor
}

// String is the line that wbl verify prints.
func (f Finding) String() string { return fmt.Sprintf("%s %s: %s", f.Kind, f.ID, f.Problem) }

// lateness is how long after its own time an act may still be placed behind a
// checkpoint without looking back-dated: longer than any transaction lasts.
const lateness = 10 * time.Minute

const walkPage = 500

// walk goes over the tree leaf by leaf, recomputes everything from the acts and
// notes what differs. It never stops at a difference, so that all are named.
type walk struct {
	tx       *store.Tx
	verifier note.Verifier
	front    *frontier
	previous Checkpoint             // the one before the leaves under way
	known    map[int64][]Checkpoint // from elsewhere, by size
	dated    bool                   // whether acts placed late are findings
	findings []Finding
}

func (w *walk) found(kind string, id any, problem string, args ...any) {
	w.findings = append(w.findings, Finding{Kind: kind, ID: fmt.Sprint(id), Problem: fmt.Sprintf(problem, args...)})
}

// to walks on until the tree has size leaves.
func (w *walk) to(size int64) error {
	for w.front.size < size {
		if err := w.page(min(w.front.size+walkPage, size)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) page(end int64) error {
	start := w.front.size
	acts, err := actsBetween(w.tx, start, end)
	if err != nil {
		return err
	}
	hashes, err := hashesBetween(w.tx, tlog.StoredHashCount(start), tlog.StoredHashCount(end))
	if err != nil {
		return err
	}
	checkpoints, err := checkpointsBetween(w.tx, start, end)
	if err != nil {
		return err
	}
	for index := start; index < end; index++ {
		if err := w.leaf(index, acts[index], hashes); err != nil {
			return err
		}
		if err := w.checkpoints(checkpoints); err != nil {
			return err
		}
	}
	return nil
}

// leaf checks the act at the index and the hashes that it completes.
func (w *walk) leaf(index int64, acts []actRow, stored map[int64][]byte) error {
	first := tlog.StoredHashCount(index)
	var hash tlog.Hash
	copy(hash[:], stored[first])
	if len(acts) != 1 {
		w.found("leaf", index, "%d acts stand here, want 1", len(acts))
	}
	for _, act := range acts {
		if computed, ok := w.act(act); ok {
			hash = computed
		}
	}
	hashes, err := w.front.add(hash)
	if err != nil {
		return err
	}
	for i, want := range hashes {
		if got := stored[first+int64(i)]; !bytes.Equal(got, want[:]) {
			w.found("hash", first+int64(i), "is not the hash of the acts below it (leaf %d)", index)
		}
	}
	return nil
}

// act recomputes the leaf from the act's columns; ok is false when something
// stored differs, and then the tree goes on from the stored hash, so that the
// act alone is named.
func (w *walk) act(act actRow) (hash tlog.Hash, ok bool) {
	if w.dated && act.At.Add(lateness) < w.previous.SignedAt {
		w.found("act", act.ID, "is dated %s but was placed after the checkpoint of %s", act.At, w.previous.SignedAt)
	}
	sealed, err := act.seal()
	switch {
	case err != nil:
		w.found("act", act.ID, "cannot be read: %v", err)
	case !bytes.Equal(act.Leaf, sealed.leaf):
		w.found("act", act.ID, "does not fit its leaf: the act, its salt or the leaf was changed")
	case !bytes.Equal(act.LeafHash, sealed.hash[:]):
		w.found("act", act.ID, "has another leaf hash than its leaf")
	default:
		return sealed.hash, true
	}
	return tlog.Hash{}, false
}

// checkpoints checks what was signed at the size that the walk has reached.
func (w *walk) checkpoints(stored map[int64]Checkpoint) error {
	size := w.front.size
	here, isStored := stored[size]
	if !isStored && len(w.known[size]) == 0 {
		return nil
	}
	root, err := w.front.root()
	if err != nil {
		return err
	}
	for _, known := range w.known[size] {
		if known.Note != here.Note {
			w.found("checkpoint", size, "what was signed and handed in is not what is stored")
		}
	}
	if isStored {
		w.checkpoint(here, root)
		w.previous = here
	}
	return nil
}

func (w *walk) checkpoint(stored Checkpoint, root tlog.Hash) {
	signed, err := openCheckpoint(w.verifier, stored.Note)
	if err != nil {
		w.found("checkpoint", stored.Size, "%v", err)
		return
	}
	if signed.root != root {
		w.found("checkpoint", stored.Size, "the tree does not have the signed root")
	}
	if signed.size != stored.Size || !bytes.Equal(signed.root[:], stored.Root) || signed.signedAt != stored.SignedAt {
		w.found("checkpoint", stored.Size, "its row does not say what its note says")
	}
	before := headerAfter(w.previous)
	if signed.previousSize != before.previousSize || signed.previousHash != before.previousHash {
		w.found("checkpoint", stored.Size, "the checkpoint before it (of %d leaves) is missing or changed", signed.previousSize)
	}
}
