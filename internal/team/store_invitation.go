package team

import (
	"wbl/internal/fault"
	"wbl/internal/store"
)

func insertInvitation(tx *store.Tx, in Invitation) error { return tx.DB().Create(&in).Error }

func invitations(tx *store.Tx, teamID string) ([]Invitation, error) {
	rows := []Invitation{}
	err := tx.DB().Where("team_id = ?", teamID).Order("created_at DESC, id").Find(&rows).Error
	return rows, err
}

func openInvitations(tx *store.Tx, teamID string) ([]Invitation, error) {
	rows := []Invitation{}
	err := tx.DB().Where("team_id = ? AND accepted_at = 0 AND revoked_at = 0 AND expires_at > ?", teamID, tx.Now()).
		Order("created_at, id").Find(&rows).Error
	return rows, err
}

func invitationByID(tx *store.Tx, teamID, id string) (Invitation, error) {
	return takeInvitation(tx, "id = ? AND team_id = ?", id, teamID)
}

func invitationByHash(tx *store.Tx, hash string) (Invitation, error) {
	return takeInvitation(tx, "token_hash = ?", hash)
}

func takeInvitation(tx *store.Tx, where string, args ...any) (Invitation, error) {
	var in Invitation
	err := tx.DB().Where(where, args...).Take(&in).Error
	if store.Missing(err) {
		return in, errNoInvitation()
	}
	return in, err
}

// acceptInvitation uses the invitation up; a second one that comes at the same
// moment finds it used.
func acceptInvitation(tx *store.Tx, id, personID string) error {
	updated := tx.DB().Model(&Invitation{}).Where("id = ? AND accepted_at = 0 AND revoked_at = 0", id).
		Updates(map[string]any{"accepted_by": personID, "accepted_at": tx.Now()})
	if updated.Error == nil && updated.RowsAffected == 0 {
		return fault.New(fault.Gone, "team.invitation_used")
	}
	return updated.Error
}

func revokeInvitation(tx *store.Tx, id string) error {
	return tx.DB().Model(&Invitation{}).Where("id = ?", id).Update("revoked_at", tx.Now()).Error
}
