package grant

import (
	"wbl/internal/fault"
	"wbl/internal/store"
)

func errAwardNotFound() error { return fault.New(fault.NotFound, "grant.award_not_found") }

func errOfferNotFound() error { return fault.New(fault.NotFound, "grant.offer_not_found") }

func insertAward(tx *store.Tx, a Award, lines []Line) error {
	if err := tx.DB().Create(&a).Error; err != nil {
		return err
	}
	for i := range lines {
		lines[i].AwardID = a.ID
	}
	return tx.DB().Create(&lines).Error
}

func deleteAward(tx *store.Tx, id string) error {
	if err := tx.DB().Where("award_id = ?", id).Delete(&Line{}).Error; err != nil {
		return err
	}
	return tx.DB().Where("id = ?", id).Delete(&Award{}).Error
}

func awardByID(tx *store.Tx, id string) (Award, error) {
	var a Award
	err := tx.DB().Take(&a, "id = ?", id).Error
	if store.Missing(err) {
		return a, errAwardNotFound()
	}
	return a, err
}

// awardsOf lists the awards of a team, the oldest first.
func awardsOf(tx *store.Tx, teamID string) ([]Award, error) {
	rows := []Award{}
	err := tx.DB().Where("team_id = ?", teamID).Order("created_at, id").Find(&rows).Error
	return rows, err
}

// hasPendingAward reports whether an award of the team waits for its offer or
// for the answer to it.
func hasPendingAward(tx *store.Tx, teamID string) (bool, error) {
	var n int64
	err := tx.DB().Table("awards a").Joins("LEFT JOIN offers o ON o.award_id = a.id").
		Where("a.team_id = ? AND (o.id IS NULL OR o.status = ?)", teamID, Open).Count(&n).Error
	return n > 0, err
}

func linesOf(tx *store.Tx, awardID string) ([]Line, error) {
	rows := []Line{}
	err := tx.DB().Where("award_id = ?", awardID).Order("pool_id, from_at, id").Find(&rows).Error
	return rows, err
}

func insertOffer(tx *store.Tx, o Offer, lines []OfferLine) error {
	if err := tx.DB().Create(&o).Error; err != nil {
		return err
	}
	return tx.DB().Create(&lines).Error
}

// updateOffer writes the state of an offer and of the lines that are given.
func updateOffer(tx *store.Tx, o Offer, lines []OfferLine) error {
	for _, l := range lines {
		if err := tx.DB().Select("answer", "accepted", "reason").Updates(&l).Error; err != nil {
			return err
		}
	}
	return tx.DB().Select("status", "answered_by", "answered_at").Updates(&o).Error
}

func offerByID(tx *store.Tx, id string) (Offer, error) {
	var o Offer
	err := tx.DB().Take(&o, "id = ?", id).Error
	if store.Missing(err) {
		return o, errOfferNotFound()
	}
	return o, err
}

func offerOf(tx *store.Tx, awardID string) (o Offer, found bool, err error) {
	err = tx.DB().Take(&o, "award_id = ?", awardID).Error
	if store.Missing(err) {
		return o, false, nil
	}
	return o, err == nil, err
}

// offersTo lists the offers made to a team, the newest first.
func offersTo(tx *store.Tx, teamID string) ([]Offer, error) {
	rows := []Offer{}
	err := tx.DB().Joins("JOIN awards a ON a.id = offers.award_id").Where("a.team_id = ?", teamID).
		Order("offers.offered_at DESC, offers.id").Find(&rows).Error
	return rows, err
}

func openOffers(tx *store.Tx, callID string) ([]Offer, error) {
	rows := []Offer{}
	err := tx.DB().Joins("JOIN awards a ON a.id = offers.award_id").
		Where("a.call_id = ? AND offers.status = ?", callID, Open).Order("offers.expires_at, offers.id").Find(&rows).Error
	return rows, err
}

// offerLines reads the lines of an offer with their pools.
func offerLines(tx *store.Tx, offerID string) ([]OfferLineView, error) {
	rows := []OfferLineView{}
	err := tx.DB().Table("offer_lines ol").
		Select("ol.id, ol.offer_id, ol.award_line_id, ol.offered, ol.answer, ol.accepted, ol.reason, "+
			"l.pool_id, p.name AS pool_name, p.provider, p.resource_key, p.kind, p.unit, p.unit_size, "+
			"l.from_at, l.until_at, l.requested, l.reason AS award_reason").
		Joins("JOIN award_lines l ON l.id = ol.award_line_id").
		Joins("JOIN pools p ON p.id = l.pool_id").
		Where("ol.offer_id = ?", offerID).Order("p.created_at, p.name, p.id, l.from_at, l.id").Scan(&rows).Error
	return rows, err
}
