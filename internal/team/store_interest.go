package team

import (
	"wbl/internal/actor"
	"wbl/internal/store"
)

// HasInterest reports whether an organisation that the person registered or may
// act for takes part in a team of the call which has not withdrawn.
func HasInterest(tx *store.Tx, who actor.Actor, callID string) (bool, error) {
	var n int64
	err := tx.DB().Model(&Participation{}).
		Joins("JOIN teams t ON t.id = team_organisations.team_id").
		Joins("JOIN organisations o ON o.id = team_organisations.organisation_id").
		Where("t.call_id = ? AND t.status = ?", callID, Active).
		Where("o.created_by = ? OR o.id IN ?", who.PersonID, who.Scopes(actor.Officer, actor.Organisation)).
		Count(&n).Error
	return n > 0, err
}
