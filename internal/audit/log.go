package audit

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

const (
	batchSize = 250           // leaves placed in one transaction; other writers wait that long
	pollEvery = time.Second   // how often Run looks for leaves and at the clock
	grid      = clock.Minute  // checkpoints fall on whole minutes, whatever happened in between
	sequencer = "audit.place" // the lock under which leaves are placed and checkpoints follow one another
)

// Log places leaves, signs checkpoints and gives proofs.
type Log struct {
	store *store.Store
	key   Key
	clock clock.Clock
}

// New makes the log that signs with the key.
func New(s *store.Store, key Key, c clock.Clock) *Log { return &Log{store: s, key: key, clock: c} }

// VerifierKey is what outsiders check this log's signatures with.
func (l *Log) VerifierKey() string { return l.key.VerifierKey() }

// Run places leaves within about a second and signs a checkpoint at every whole
// minute in which the tree has grown, until ctx ends. What fails is logged and
// tried again.
func (l *Log) Run(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	settled := l.clock.Now() / grid
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			settled = l.tick(ctx, settled)
		}
	}
}

// tick gives the minute whose checkpoint is settled. A failure leaves the
// minute open, so that the next tick tries again.
func (l *Log) tick(ctx context.Context, settled clock.Instant) clock.Instant {
	minute := l.clock.Now() / grid
	act := l.signFor
	if minute == settled {
		act = l.sequenceFor
	}
	if err := act(ctx, minute); err != nil {
		if ctx.Err() == nil {
			slog.ErrorContext(ctx, "audit: leaves not placed or no checkpoint signed", "error", err)
		}
		return settled
	}
	return minute
}

func (l *Log) sequenceFor(ctx context.Context, _ clock.Instant) error {
	_, err := l.Sequence(ctx)
	return err
}

// signFor signs unless another process has signed in this minute already.
func (l *Log) signFor(ctx context.Context, minute clock.Instant) error {
	latest, err := l.LatestCheckpoint(ctx)
	if err == nil && latest.SignedAt/grid == minute {
		return l.sequenceFor(ctx, minute)
	}
	_, err = l.SignCheckpoint(ctx)
	if fault.CodeOf(err) == "audit.empty" {
		return nil
	}
	return err
}

// Sequence places every leaf that has no place yet and tells how many it placed.
// It may run in several processes at once; each leaf is placed once.
func (l *Log) Sequence(ctx context.Context) (int, error) {
	total := 0
	for {
		var waiting bool
		err := l.store.Read(ctx, func(tx *store.Tx) (err error) {
			waiting, err = hasUnplaced(tx)
			return err
		})
		if err != nil || !waiting {
			return total, err
		}
		placed := 0
		err = l.store.Write(ctx, func(tx *store.Tx) (err error) {
			placed, err = placeBatch(tx)
			return err
		})
		if err != nil {
			return total, err
		}
		total += placed
	}
}

// placeBatch appends the oldest waiting leaves to the tree. Acts, indexes and
// hashes change in one transaction, so a crash leaves all or nothing of a batch.
func placeBatch(tx *store.Tx) (int, error) {
	if err := tx.Serialize(sequencer); err != nil {
		return 0, err
	}
	acts, err := unplaced(tx, batchSize, 0)
	if err != nil || len(acts) == 0 {
		return 0, err
	}
	size, err := treeSize(tx)
	if err != nil {
		return 0, err
	}
	front, err := loadFrontier(tx, size)
	if err != nil {
		return 0, err
	}
	var rows []hashRow
	for _, act := range acts {
		hashes, err := front.add(tlog.RecordHash(act.Leaf))
		if err != nil {
			return 0, err
		}
		for i, hash := range hashes {
			position := tlog.StoredHashCount(front.size-1) + int64(i)
			rows = append(rows, hashRow{Position: position, Hash: hash[:]})
		}
	}
	if err := insertHashes(tx, rows); err != nil {
		return 0, err
	}
	return len(acts), place(tx, acts, size)
}
