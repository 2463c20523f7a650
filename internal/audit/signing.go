package audit

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/fault"
	"wbl/internal/store"
)

// SignCheckpoint places what waits and signs the tree as it then stands, after
// recomputing every leaf and hash since the last checkpoint from the acts; it
// refuses to sign what does not fit. A tree that has not grown keeps its last
// checkpoint; an empty one has none (audit.empty, 409).
func (l *Log) SignCheckpoint(ctx context.Context) (Checkpoint, error) {
	if _, err := l.Sequence(ctx); err != nil {
		return Checkpoint{}, err
	}
	var size int64
	var root tlog.Hash
	err := l.store.Read(ctx, func(tx *store.Tx) (err error) {
		size, root, err = l.recompute(tx)
		return err
	})
	if err != nil {
		return Checkpoint{}, err
	}
	if size == 0 {
		return Checkpoint{}, fault.New(fault.Conflict, "audit.empty")
	}
	var signed Checkpoint
	err = l.store.Write(ctx, func(tx *store.Tx) (err error) {
		signed, err = l.signAt(tx, size, root)
		return err
	})
	return signed, err
}

// recompute gives the size and root of the tree, computed from the acts since
// the last checkpoint and from that checkpoint's own root.
func (l *Log) recompute(tx *store.Tx) (int64, tlog.Hash, error) {
	latest, err := latestCheckpoint(tx)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	size, err := treeSize(tx)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	if size < latest.Size {
		return 0, tlog.Hash{}, errDamaged
	}
	walk, err := l.walkFrom(tx, latest)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	if err := walk.to(size); err != nil {
		return 0, tlog.Hash{}, err
	}
	if len(walk.findings) > 0 {
		return 0, tlog.Hash{}, fmt.Errorf("audit: refusing to sign: %s", walk.findings[0])
	}
	root, err := walk.front.root()
	return size, root, err
}

var errOtherKey = errors.New("audit: refusing to sign: the last checkpoint does not fit the stored tree and the configured key")

// walkFrom starts a walk at a checkpoint, whose root vouches for every stored
// hash that the walk goes on from.
func (l *Log) walkFrom(tx *store.Tx, latest Checkpoint) (*walk, error) {
	verifier, err := newVerifier(l.VerifierKey())
	if err != nil {
		return nil, err
	}
	front, err := loadFrontier(tx, latest.Size)
	if err != nil {
		return nil, err
	}
	if latest.Size > 0 {
		root, err := front.root()
		if err != nil {
			return nil, err
		}
		if h, err := openCheckpoint(verifier, latest.Note); err != nil || h.root != root || h.size != latest.Size {
			return nil, errOtherKey
		}
	}
	return &walk{tx: tx, verifier: verifier, front: front, previous: latest}, nil
}

func (l *Log) signAt(tx *store.Tx, size int64, root tlog.Hash) (Checkpoint, error) {
	if err := tx.Serialize(sequencer); err != nil {
		return Checkpoint{}, err
	}
	latest, err := latestCheckpoint(tx)
	if err != nil || latest.Size >= size {
		return latest, err
	}
	next := headerAfter(latest)
	next.size, next.root, next.signedAt = size, root, tx.Now()
	signed, err := l.key.signCheckpoint(next)
	if err != nil {
		return Checkpoint{}, err
	}
	return signed, insertCheckpoint(tx, signed)
}

// LatestCheckpoint is the last one signed; audit.no_checkpoint (404) before the
// first.
func (l *Log) LatestCheckpoint(ctx context.Context) (Checkpoint, error) {
	var latest Checkpoint
	err := l.store.Read(ctx, func(tx *store.Tx) (err error) {
		latest, err = latestCheckpoint(tx)
		return err
	})
	if err == nil && latest.Size == 0 {
		err = fault.New(fault.NotFound, "audit.no_checkpoint")
	}
	return latest, err
}
