package audit

import (
	"errors"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

var errNotOnFrontier = errors.New("audit: the hash is not on the edge of the tree")

// frontier is the right edge of the tree: the latest complete subtree of each
// level. It is all that adding leaves and computing the root need, so a log of
// any length is walked in little memory.
type frontier struct {
	size   int64
	levels [64]node
}

type node struct {
	position int64
	hash     tlog.Hash
	known    bool
}

// edge lists the positions that the frontier of a tree of that size rests on,
// by level.
func edge(size int64) map[int]int64 {
	positions := map[int]int64{}
	for left := size; left != 0; left &= left - 1 {
		level := bits.TrailingZeros64(uint64(left))
		positions[level] = tlog.StoredHashIndex(level, size>>level-1)
	}
	return positions
}

// ReadHashes serves tlog from the edge.
func (f *frontier) ReadHashes(positions []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(positions))
	for i, position := range positions {
		level, _ := tlog.SplitStoredHashIndex(position)
		if at := f.levels[level]; !at.known || at.position != position {
			return nil, errNotOnFrontier
		}
		hashes[i] = f.levels[level].hash
	}
	return hashes, nil
}

// add appends a leaf and gives the hashes to store for it, in the order of
// their positions, the leaf's own first.
func (f *frontier) add(leaf tlog.Hash) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(f.size, leaf, f)
	if err != nil {
		return nil, err
	}
	for level, hash := range hashes {
		f.levels[level] = node{position: tlog.StoredHashIndex(level, f.size>>level), hash: hash, known: true}
	}
	f.size++
	return hashes, nil
}

func (f *frontier) root() (tlog.Hash, error) { return tlog.TreeHash(f.size, f) }

// leavesIn is the number of leaves whose hashes fill that many positions, and
// whether they fill them exactly.
func leavesIn(positions int64) (leaves int64, exact bool) {
	leaves = positions / 2
	for tlog.StoredHashCount(leaves+1) <= positions {
		leaves++
	}
	return leaves, tlog.StoredHashCount(leaves) == positions
}
