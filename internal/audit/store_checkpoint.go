package audit

import (
	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/clock"
	"wbl/internal/store"
)

type checkpointRow struct {
	Size     int64 `gorm:"primaryKey;autoIncrement:false"`
	RootHash []byte
	Note     string
	SignedAt clock.Instant
}

func (checkpointRow) TableName() string { return "audit_checkpoints" }

func (r checkpointRow) checkpoint() Checkpoint {
	return Checkpoint{Size: r.Size, Root: r.RootHash, Note: r.Note, SignedAt: r.SignedAt}
}

func insertCheckpoint(tx *store.Tx, c Checkpoint) error {
	return tx.DB().Create(&checkpointRow{Size: c.Size, RootHash: c.Root, Note: c.Note, SignedAt: c.SignedAt}).Error
}

// latestCheckpoint is the zero checkpoint, of size 0, before the first.
func latestCheckpoint(tx *store.Tx) (Checkpoint, error) {
	var row checkpointRow
	err := tx.DB().Order("size DESC").Take(&row).Error
	if store.Missing(err) {
		return Checkpoint{}, nil
	}
	return row.checkpoint(), err
}

// actsBetween gives the placed acts of the leaf indexes from first up to, not
// including, end.
func actsBetween(tx *store.Tx, first, end int64) (map[int64][]actRow, error) {
	var rows []actRow
	if err := tx.DB().Where("leaf_index >= ? AND leaf_index < ?", first, end).Find(&rows).Error; err != nil {
		return nil, err
	}
	acts := map[int64][]actRow{}
	for _, row := range rows {
		acts[*row.LeafIndex] = append(acts[*row.LeafIndex], row)
	}
	return acts, nil
}

func hashesBetween(tx *store.Tx, first, end int64) (map[int64][]byte, error) {
	var rows []hashRow
	if err := tx.DB().Where("position >= ? AND position < ?", first, end).Find(&rows).Error; err != nil {
		return nil, err
	}
	hashes := map[int64][]byte{}
	for _, row := range rows {
		hashes[row.Position] = row.Hash
	}
	return hashes, nil
}

// checkpointsBetween gives the checkpoints of the sizes after first up to and
// including end.
func checkpointsBetween(tx *store.Tx, first, end int64) (map[int64]Checkpoint, error) {
	var rows []checkpointRow
	if err := tx.DB().Where("size > ? AND size <= ?", first, end).Find(&rows).Error; err != nil {
		return nil, err
	}
	checkpoints := map[int64]Checkpoint{}
	for _, row := range rows {
		checkpoints[row.Size] = row.checkpoint()
	}
	return checkpoints, nil
}

// counts is how many rows the tables hold, as a bound for walking them.
type counts struct {
	placed, unplaced, hashes, checkpoints int64
}

func countRows(tx *store.Tx) (c counts, err error) {
	for _, count := range []struct {
		model any
		where string
		into  *int64
	}{
		{&actRow{}, "leaf_index IS NOT NULL", &c.placed},
		{&actRow{}, "leaf_index IS NULL", &c.unplaced},
		{&hashRow{}, "", &c.hashes},
		{&checkpointRow{}, "", &c.checkpoints},
	} {
		query := tx.DB().Model(count.model)
		if count.where != "" {
			query = query.Where(count.where)
		}
		if err := query.Count(count.into).Error; err != nil {
			return c, err
		}
	}
	return c, nil
}

// actsOutside lists the placed acts that no tree of that size can have.
func actsOutside(tx *store.Tx, size int64) ([]actRow, error) {
	var rows []actRow
	err := tx.DB().Where("leaf_index < 0 OR leaf_index >= ?", size).Order("leaf_index").Find(&rows).Error
	return rows, err
}

func positionsOutside(tx *store.Tx, size int64) ([]int64, error) {
	var positions []int64
	err := tx.DB().Model(&hashRow{}).Where("position < 0 OR position >= ?", tlog.StoredHashCount(size)).
		Order("position").Pluck("position", &positions).Error
	return positions, err
}

func checkpointsOutside(tx *store.Tx, size int64) ([]int64, error) {
	var sizes []int64
	err := tx.DB().Model(&checkpointRow{}).Where("size < 1 OR size > ?", size).Order("size").Pluck("size", &sizes).Error
	return sizes, err
}
