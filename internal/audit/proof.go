package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/fault"
	"wbl/internal/store"
)

// Hex is bytes that JSON shows in lower-case hexadecimal.
type Hex []byte

// MarshalText writes hexadecimal.
func (h Hex) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

// UnmarshalText reads hexadecimal.
func (h *Hex) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// Proof shows that a leaf is in the tree of a signed checkpoint.
type Proof struct {
	LeafIndex  int64  `json:"leaf_index"`
	TreeSize   int64  `json:"tree_size"`
	Hashes     []Hex  `json:"hashes"`
	Checkpoint string `json:"checkpoint"` // the signed note
}

// ConsistencyProof shows that the tree of To leaves begins with the tree of
// From leaves.
type ConsistencyProof struct {
	From   int64 `json:"from"`
	To     int64 `json:"to"`
	Hashes []Hex `json:"hashes"`
}

// Proof proves a leaf against the latest checkpoint. An unknown hash is
// audit.leaf_not_found (404); a leaf that no checkpoint covers yet is
// audit.proof_pending (409).
func (l *Log) Proof(ctx context.Context, leafHash []byte) (Proof, error) {
	var proof Proof
	err := l.store.Read(ctx, func(tx *store.Tx) (err error) {
		proof, err = prove(tx, leafHash)
		return err
	})
	return proof, err
}

func prove(tx *store.Tx, leafHash []byte) (Proof, error) {
	act, err := actByHash(tx, leafHash)
	if err != nil {
		return Proof{}, err
	}
	latest, err := latestCheckpoint(tx)
	if err != nil {
		return Proof{}, err
	}
	if act.LeafIndex == nil || *act.LeafIndex >= latest.Size {
		return Proof{}, fault.New(fault.Conflict, "audit.proof_pending")
	}
	hashes, err := tlog.ProveRecord(latest.Size, *act.LeafIndex, storedHashes(tx))
	return Proof{LeafIndex: *act.LeafIndex, TreeSize: latest.Size, Hashes: toHex(hashes), Checkpoint: latest.Note}, err
}

// Consistency proves that nothing among the first from leaves was changed until
// the tree had to leaves. Both are at least 1 and at most the latest
// checkpoint's size, and from is not above to; else the input is invalid (422).
func (l *Log) Consistency(ctx context.Context, from, to int64) (ConsistencyProof, error) {
	var proof ConsistencyProof
	err := l.store.Read(ctx, func(tx *store.Tx) error {
		latest, err := latestCheckpoint(tx)
		if err != nil {
			return err
		}
		if err := checkSizes(from, to, latest.Size); err != nil {
			return err
		}
		hashes, err := tlog.ProveTree(to, from, storedHashes(tx))
		proof = ConsistencyProof{From: from, To: to, Hashes: toHex(hashes)}
		return err
	})
	return proof, err
}

func checkSizes(from, to, largest int64) error {
	var problems []fault.Field
	for _, size := range []struct {
		at    string
		value int64
	}{{"query.from", from}, {"query.to", to}} {
		if size.value < 1 || size.value > largest {
			problems = append(problems, fault.At(size.at, "audit.size_unknown", fault.Args{"max": largest}))
		}
	}
	if len(problems) == 0 && from > to {
		problems = append(problems, fault.At("query.from", "audit.size_order"))
	}
	if len(problems) > 0 {
		return fault.InvalidInput(problems...)
	}
	return nil
}

func toHex[S ~[]tlog.Hash](hashes S) []Hex {
	out := make([]Hex, len(hashes))
	for i, hash := range hashes {
		out[i] = hash[:]
	}
	return out
}

var errHashSize = errors.New("a hash is not 32 bytes long")

func fromHex(hashes []Hex) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(hashes))
	for i, hash := range hashes {
		if len(hash) != tlog.HashSize {
			return nil, errHashSize
		}
		out[i] = tlog.Hash(hash)
	}
	return out, nil
}

// check verifies the proof for a leaf hash and gives the checkpoint behind it.
func (p Proof) check(verifierKey string, leaf tlog.Hash) (Checkpoint, error) {
	checkpoint, err := VerifyCheckpoint(verifierKey, p.Checkpoint)
	if err != nil {
		return checkpoint, fmt.Errorf("checkpoint: %w", err)
	}
	if p.TreeSize != checkpoint.Size || p.LeafIndex < 0 || p.LeafIndex >= p.TreeSize {
		return checkpoint, errors.New("the proof is for a tree of another size than the checkpoint")
	}
	hashes, err := fromHex(p.Hashes)
	if err != nil {
		return checkpoint, err
	}
	if err := tlog.CheckRecord(hashes, p.TreeSize, tlog.Hash(checkpoint.Root), p.LeafIndex, leaf); err != nil {
		return checkpoint, errors.New("the leaf is not in the tree of the checkpoint")
	}
	return checkpoint, nil
}

// VerifyConsistency checks that the newer checkpoint's tree begins with the
// older one's. Both are notes signed by the key.
func VerifyConsistency(verifierKey, older, newer string, proof ConsistencyProof) error {
	from, err := VerifyCheckpoint(verifierKey, older)
	if err != nil {
		return fmt.Errorf("older checkpoint: %w", err)
	}
	to, err := VerifyCheckpoint(verifierKey, newer)
	if err != nil {
		return fmt.Errorf("newer checkpoint: %w", err)
	}
	if from.Size > to.Size {
		return fmt.Errorf("the log went backwards, from %d to %d leaves", from.Size, to.Size)
	}
	if proof.From != from.Size || proof.To != to.Size {
		return fmt.Errorf("the proof is from %d to %d leaves, the checkpoints from %d to %d",
			proof.From, proof.To, from.Size, to.Size)
	}
	hashes, err := fromHex(proof.Hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(hashes, to.Size, tlog.Hash(to.Root), from.Size, tlog.Hash(from.Root)); err != nil {
		return errors.New("the history between the checkpoints was rewritten")
	}
	return nil
}
