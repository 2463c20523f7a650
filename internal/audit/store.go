package audit

import (
	"errors"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// actRow is one act with its leaf. LeafIndex is nil until the leaf is placed.
type actRow struct {
	ID         string
	At         clock.Instant
	PersonID   string
	RequestID  string
	Action     string
	ObjectKind string
	ObjectID   string
	CallID     string
	Details    string
	Salt       []byte
	Leaf       []byte
	LeafHash   []byte
	LeafIndex  *int64
}

func (actRow) TableName() string { return "audit_acts" }

type hashRow struct {
	Position int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash     []byte
}

func (hashRow) TableName() string { return "audit_hashes" }

var errDamaged = errors.New("audit: the stored tree is damaged; run wbl verify data")

func insertAct(tx *store.Tx, row *actRow) error { return tx.DB().Create(row).Error }

func actByHash(tx *store.Tx, hash []byte) (actRow, error) {
	var row actRow
	err := tx.DB().Where("leaf_hash = ?", hash).Take(&row).Error
	if store.Missing(err) {
		return row, fault.New(fault.NotFound, "audit.leaf_not_found")
	}
	return row, err
}

func hasUnplaced(tx *store.Tx) (bool, error) {
	var ids []string
	err := tx.DB().Model(&actRow{}).Where("leaf_index IS NULL").Limit(1).Pluck("id", &ids).Error
	return len(ids) > 0, err
}

// unplaced lists acts without a place in the tree, in the order in which they
// get theirs.
func unplaced(tx *store.Tx, limit, offset int) ([]actRow, error) {
	var rows []actRow
	err := tx.DB().Where("leaf_index IS NULL").Order("at, id").Limit(limit).Offset(offset).Find(&rows).Error
	return rows, err
}

// place gives the acts the leaf indexes from first on.
func place(tx *store.Tx, acts []actRow, first int64) error {
	values := make([]string, len(acts))
	args := make([]any, 0, 2*len(acts))
	for i, act := range acts {
		values[i] = "(CAST(? AS TEXT), CAST(? AS BIGINT))"
		args = append(args, act.ID, first+int64(i))
	}
	result := tx.DB().Exec("UPDATE audit_acts SET leaf_index = placed.column2 FROM (VALUES "+strings.Join(values, ", ")+
		") AS placed WHERE audit_acts.id = placed.column1 AND audit_acts.leaf_index IS NULL", args...)
	if result.Error == nil && result.RowsAffected != int64(len(acts)) {
		return errDamaged
	}
	return result.Error
}

func insertHashes(tx *store.Tx, rows []hashRow) error {
	return tx.DB().CreateInBatches(rows, 500).Error
}

// treeSize is the number of leaves in the tree; acts and hashes must agree.
func treeSize(tx *store.Tx) (int64, error) {
	positions, err := nextAfter(tx, &hashRow{}, "MAX(position)")
	if err != nil {
		return 0, err
	}
	leaves, err := nextAfter(tx, &actRow{}, "MAX(leaf_index)")
	if err != nil {
		return 0, err
	}
	size, exact := leavesIn(positions)
	if !exact || size != leaves {
		return 0, errDamaged
	}
	return size, nil
}

// nextAfter is one more than what the expression gives, 0 without rows.
func nextAfter(tx *store.Tx, model any, largestOf string) (int64, error) {
	var largest *int64
	if err := tx.DB().Model(model).Select(largestOf).Scan(&largest).Error; err != nil || largest == nil {
		return 0, err
	}
	return *largest + 1, nil
}

// readHashes gives the hashes of the positions, in that order.
func readHashes(tx *store.Tx, positions []int64) ([]tlog.Hash, error) {
	var rows []hashRow
	if err := tx.DB().Where("position IN ?", positions).Find(&rows).Error; err != nil {
		return nil, err
	}
	found := map[int64][]byte{}
	for _, row := range rows {
		found[row.Position] = row.Hash
	}
	hashes := make([]tlog.Hash, len(positions))
	for i, position := range positions {
		if len(found[position]) != tlog.HashSize {
			return nil, errDamaged
		}
		hashes[i] = tlog.Hash(found[position])
	}
	return hashes, nil
}

// storedHashes lets tlog read the tree inside a transaction.
func storedHashes(tx *store.Tx) tlog.HashReader {
	return tlog.HashReaderFunc(func(positions []int64) ([]tlog.Hash, error) { return readHashes(tx, positions) })
}

func loadFrontier(tx *store.Tx, size int64) (*frontier, error) {
	front := &frontier{size: size}
	for level, position := range edge(size) {
		hashes, err := readHashes(tx, []int64{position})
		if err != nil {
			return nil, err
		}
		front.levels[level] = node{position: position, hash: hashes[0], known: true}
	}
	return front, nil
}
