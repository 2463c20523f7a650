package grant

import (
	"wbl/internal/fault"
	"wbl/internal/store"
)

func errPoolNotFound() error { return fault.New(fault.NotFound, "grant.pool_not_found") }

func insertPool(tx *store.Tx, p Pool) error { return tx.DB().Create(&p).Error }

func insertWindow(tx *store.Tx, w Window) error { return tx.DB().Create(&w).Error }

func poolByID(tx *store.Tx, id string) (Pool, error) {
	var p Pool
	err := tx.DB().Take(&p, "id = ?", id).Error
	if store.Missing(err) {
		return p, errPoolNotFound()
	}
	return p, err
}

// poolsOf lists the pools of a call in the order in which they were made.
func poolsOf(tx *store.Tx, callID string) ([]Pool, error) {
	rows := []Pool{}
	err := tx.DB().Where("call_id = ?", callID).Order("created_at, name, id").Find(&rows).Error
	return rows, err
}

// windowsOf lists the windows of pools, the earliest first.
func windowsOf(tx *store.Tx, poolIDs []string) ([]Window, error) {
	rows := []Window{}
	err := tx.DB().Where("pool_id IN ?", poolIDs).Order("from_at, until_at, id").Find(&rows).Error
	return rows, err
}

func poolView(tx *store.Tx, p Pool) (PoolView, error) {
	windows, err := windowsOf(tx, []string{p.ID})
	return PoolView{Pool: p, Windows: windows}, err
}

func poolViews(tx *store.Tx, pools []Pool) ([]PoolView, error) {
	views := make([]PoolView, 0, len(pools))
	for _, p := range pools {
		view, err := poolView(tx, p)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}

// holdsOn lists the lines on the pools, whatever has become of them.
func holdsOn(tx *store.Tx, poolIDs []string) ([]hold, error) {
	rows := []hold{}
	err := tx.DB().Table("award_lines l").
		Select("l.id AS line_id, l.award_id, a.team_id, l.pool_id, l.from_at, l.until_at, l.granted, "+
			"COALESCE(o.status, '') AS status, COALESCE(ol.accepted, 0) AS accepted").
		Joins("JOIN awards a ON a.id = l.award_id").
		Joins("LEFT JOIN offers o ON o.award_id = l.award_id").
		Joins("LEFT JOIN offer_lines ol ON ol.award_line_id = l.id").
		Where("l.pool_id IN ?", poolIDs).Order("l.from_at, l.id").Scan(&rows).Error
	return rows, err
}
