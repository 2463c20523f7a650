package account

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/store"
)

func insertSession(tx *store.Tx, s Session) error { return tx.DB().Create(&s).Error }

func sessionByID(tx *store.Tx, id string) (Session, error) {
	var s Session
	err := tx.DB().Take(&s, "id = ?", id).Error
	return s, err
}

// sessionAddresses lists from where the holder of the address has signed in; it
// asks the same of one that nobody has.
func sessionAddresses(tx *store.Tx, email string) (addresses []string, err error) {
	err = tx.DB().Model(&Session{}).Joins("JOIN persons p ON p.id = sessions.person_id").
		Where("p.email = ?", NormaliseEmail(email)).Distinct().Pluck("sessions.address", &addresses).Error
	return addresses, err
}

// advanceSession moves the counter by one, unless somebody did so meanwhile.
func advanceSession(tx *store.Tx, s Session) (bool, error) {
	moved := tx.DB().Model(&Session{}).Where("id = ? AND counter = ? AND revoked_at = 0", s.ID, s.Counter).
		Updates(map[string]any{"counter": s.Counter + 1, "rotated_at": tx.Now(), "last_used_at": tx.Now()})
	return moved.RowsAffected == 1, moved.Error
}

func revokeSessions(tx *store.Tx, condition string, args ...any) error {
	return tx.DB().Model(&Session{}).Where("revoked_at = 0").Where(condition, args...).
		Update("revoked_at", tx.Now()).Error
}

// sessionState is one row for each role of the session's person, so that a
// request learns everything about its actor from one query.
type sessionState struct {
	PersonID   string
	Status     Status
	ExpiresAt  clock.Instant
	RevokedAt  clock.Instant
	LastUsedAt clock.Instant
	Role       actor.Role
	ScopeKind  actor.ScopeKind
	ScopeID    string
}

func sessionStates(tx *store.Tx, sessionID string) ([]sessionState, error) {
	rows := []sessionState{}
	err := tx.DB().Raw(`SELECT p.id AS person_id, p.status, s.expires_at, s.revoked_at, s.last_used_at,
			COALESCE(r.role, '') AS role, COALESCE(r.scope_kind, '') AS scope_kind, COALESCE(r.scope_id, '') AS scope_id
		FROM sessions s JOIN persons p ON p.id = s.person_id LEFT JOIN roles r ON r.person_id = p.id
		WHERE s.id = ?`, sessionID).Scan(&rows).Error
	return rows, err
}

func insertLink(tx *store.Tx, l oneTimeLink) error { return tx.DB().Create(&l).Error }

// usableLink gives the link of the token, or account.link_used_or_expired.
func usableLink(tx *store.Tx, tokenHash string) (oneTimeLink, error) {
	var l oneTimeLink
	err := tx.DB().Take(&l, "token_hash = ? AND used_at = 0 AND expires_at > ?", tokenHash, tx.Now()).Error
	if store.Missing(err) {
		return l, errLink
	}
	return l, err
}

// useLink marks the link used, unless somebody did so meanwhile.
func useLink(tx *store.Tx, l oneTimeLink) error {
	used := tx.DB().Model(&oneTimeLink{}).Where("id = ? AND used_at = 0 AND expires_at > ?", l.ID, tx.Now()).
		Update("used_at", tx.Now())
	if used.Error == nil && used.RowsAffected == 0 {
		return errLink
	}
	return used.Error
}

func operatorExists(tx *store.Tx) (bool, error) {
	var n int64
	err := tx.DB().Model(&Role{}).Where("role = ? AND scope_kind = ?", actor.Operator, actor.Installation).Count(&n).Error
	return n > 0, err
}

// endLinks makes every other link to the address useless: a new password ends
// what an earlier mail, perhaps read by another, could still do.
func endLinks(tx *store.Tx, email string) error {
	return tx.DB().Model(&oneTimeLink{}).Where("email = ? AND used_at = 0", email).Update("used_at", tx.Now()).Error
}

func attemptsSince(tx *store.Tx, subject string, since clock.Instant) (n int64, err error) {
	err = tx.DB().Model(&attemptCount{}).Where("subject = ? AND window_start > ?", subject, since).
		Select("COALESCE(SUM(attempts), 0)").Scan(&n).Error
	return n, err
}

func addAttempts(tx *store.Tx, subject string, window clock.Instant, n int64) error {
	row := attemptCount{Subject: subject, WindowStart: window, Attempts: n}
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "subject"}, {Name: "window_start"}},
		DoUpdates: clause.Assignments(map[string]any{"attempts": gorm.Expr("attempts.attempts + ?", n)}),
	}).Create(&row).Error
}

func forgetAttempts(tx *store.Tx, subject string) error {
	return tx.DB().Where("subject = ?", subject).Delete(&attemptCount{}).Error
}

func forgetBefore(tx *store.Tx, before clock.Instant) error {
	return errors.Join(
		tx.DB().Where("window_start < ?", before).Delete(&attemptCount{}).Error,
		tx.DB().Where("expires_at < ?", before).Delete(&oneTimeLink{}).Error,
		tx.DB().Where("expires_at < ? OR (revoked_at > 0 AND revoked_at < ?)", before, before).Delete(&Session{}).Error,
	)
}
