package account

import (
	"context"
	"strings"
	"time"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Session is one signed-in browser or program: a family of refresh tokens of
// which only the one at Counter is good.
type Session struct {
	ID         string
	PersonID   string
	Client     string // "browser" or "program"
	UserAgent  string
	Address    string
	Counter    int64
	RotatedAt  clock.Instant
	CreatedAt  clock.Instant `gorm:"autoCreateTime:false"`
	LastUsedAt clock.Instant
	ExpiresAt  clock.Instant
	RevokedAt  clock.Instant
}

// Tokens are what a client gets for a session.
type Tokens struct {
	Access    string
	Refresh   string
	Person    Person
	AccessTo  clock.Instant // when the access token ends
	SessionTo clock.Instant // when the session ends whatever happens
}

// SignIn is what a person gives to sign in.
type SignIn struct {
	Email     string
	Password  string
	Client    string
	UserAgent string
}

var errWrongPassword = fault.New(fault.Unauthenticated, "account.sign_in_refused")

// SignIn opens a session. A wrong password, an unknown address and a closed
// account give the same answer in the same time (account.sign_in_refused);
// too many failures give account.too_many_failures, also for the right one,
// unless they are others' and the person has signed in from this network before.
func (s *Service) SignIn(ctx context.Context, who actor.Actor, in SignIn) (Tokens, error) {
	a, err := s.beginSignIn(ctx, who, in.Email)
	if err != nil {
		return Tokens{}, err
	}
	matches, err := passwordMatches(in.Password, a.hash())
	if err != nil {
		return Tokens{}, err
	}
	if !matches {
		return Tokens{}, s.refuseSignIn(ctx, who, a)
	}
	return s.openSession(ctx, who, a, in)
}

// beginSignIn counts the attempt as failed before the password is looked at, so
// that many attempts at once cannot slip under the limit.
func (s *Service) beginSignIn(ctx context.Context, who actor.Actor, email string) (a attempt, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		a, err = countSignIn(tx, who, email)
		return err
	})
	return a, err
}

// refuseSignIn records a wrong password, but not what comes above the shared
// limits: nobody may fill the log.
func (s *Service) refuseSignIn(ctx context.Context, who actor.Actor, a attempt) error {
	if a.shared != nil {
		return a.shared
	}
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		_, err := audit.Record(tx, who, audit.Act{
			Action: "account.sign_in_failed", ObjectKind: "person", ObjectID: a.person.ID,
			Details: map[string]any{"address": who.Address},
		})
		return err
	})
	if err != nil {
		return err
	}
	return errWrongPassword
}

func (s *Service) openSession(ctx context.Context, who actor.Actor, a attempt, in SignIn) (tokens Tokens, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		session := Session{
			ID: store.NewID(), PersonID: a.person.ID, Client: in.Client, UserAgent: cut(in.UserAgent, 200),
			Address: who.Address, Counter: 1, RotatedAt: tx.Now(), CreatedAt: tx.Now(), LastUsedAt: tx.Now(),
			ExpiresAt: tx.Now().Add(SessionSpan),
		}
		if err := insertSession(tx, session); err != nil {
			return err
		}
		if err := forgiveSignIn(tx, who, in.Email, a); err != nil {
			return err
		}
		who.PersonID = a.person.ID
		if _, err := audit.Record(tx, who, audit.Act{
			Action: "account.signed_in", ObjectKind: "person", ObjectID: a.person.ID,
			Details: map[string]any{"session": session.ID, "address": who.Address},
		}); err != nil {
			return err
		}
		tokens, err = s.issue(session, a.person, tx.Now())
		return err
	})
	return tokens, err
}

func (s *Service) issue(session Session, person Person, now clock.Instant) (Tokens, error) {
	access, err := s.tokens.access(session, now)
	return Tokens{
		Access: access, Refresh: s.tokens.refresh(session.ID, session.Counter), Person: person,
		AccessTo: now.Add(AccessSpan), SessionTo: session.ExpiresAt,
	}, err
}

// Refresh gives the next tokens of the family. A token that was used before
// revokes the whole family, unless it was the last one and used within ten
// seconds: then two tabs asked together and get the same successor.
func (s *Service) Refresh(ctx context.Context, who actor.Actor, raw string) (tokens Tokens, err error) {
	sessionID, counter, ok := s.tokens.readRefresh(raw)
	if !ok {
		return Tokens{}, errSession
	}
	replayed := false
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		replayed = false
		if err := tx.Serialize("session:" + sessionID); err != nil {
			return err
		}
		session, person, err := liveSession(tx, sessionID)
		if err != nil {
			return err
		}
		switch {
		case counter == session.Counter:
			if _, err := advanceSession(tx, session); err != nil {
				return err
			}
			session.Counter++
		case counter == session.Counter-1 && tx.Now().Sub(session.RotatedAt) <= rotateGrace:
		default:
			replayed = true
			return revokeReplayed(tx, who, session)
		}
		tokens, err = s.issue(session, person, tx.Now())
		return err
	})
	if err == nil && replayed {
		return Tokens{}, errSession
	}
	return tokens, err
}

func revokeReplayed(tx *store.Tx, who actor.Actor, session Session) error {
	if err := revokeSessions(tx, "id = ?", session.ID); err != nil {
		return err
	}
	_, err := audit.Record(tx, who, audit.Act{
		Action: "account.refresh_replayed", ObjectKind: "person", ObjectID: session.PersonID,
		Details: map[string]any{"session": session.ID, "address": who.Address},
	})
	return err
}

func liveSession(tx *store.Tx, id string) (Session, Person, error) {
	session, err := sessionByID(tx, id)
	if store.Missing(err) {
		return session, Person{}, errSession
	}
	if err != nil {
		return session, Person{}, err
	}
	person, err := PersonByID(tx, session.PersonID)
	if err == nil && !alive(person.Status, session.RevokedAt, session.ExpiresAt, session.LastUsedAt, tx.Now()) {
		err = errSession
	}
	return session, person, err
}

func alive(status Status, revoked, expires, lastUsed, now clock.Instant) bool {
	return status == Active && revoked.IsZero() && now < expires && now.Sub(lastUsed) < IdleSpan
}

// Authenticate gives the actor behind an access token, with the roles held at
// this moment, or account.session_ended.
func (s *Service) Authenticate(ctx context.Context, raw string) (who actor.Actor, err error) {
	sessionID, personID, err := s.tokens.readAccess(raw, s.clock.Now())
	if err != nil {
		return actor.Actor{}, err
	}
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		rows, err := sessionStates(tx, sessionID)
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].PersonID != personID ||
			!alive(rows[0].Status, rows[0].RevokedAt, rows[0].ExpiresAt, rows[0].LastUsedAt, tx.Now()) {
			return errSession
		}
		who = actor.Actor{PersonID: personID, SessionID: sessionID}
		for _, row := range rows {
			if row.Role != "" {
				who.Grants = append(who.Grants, actor.Grant{Role: row.Role, ScopeKind: row.ScopeKind, ScopeID: row.ScopeID})
			}
		}
		return nil
	})
	return who, err
}

// SignOut ends the actor's own session at once.
func (s *Service) SignOut(ctx context.Context, who actor.Actor) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		if err := revokeSessions(tx, "id = ?", who.SessionID); err != nil {
			return err
		}
		_, err := audit.Record(tx, who, audit.Act{
			Action: "account.signed_out", ObjectKind: "person", ObjectID: who.PersonID,
			Details: map[string]any{"session": who.SessionID},
		})
		return err
	})
}

// Me is who the actor is and when the session ends.
func (s *Service) Me(ctx context.Context, who actor.Actor) (person Person, ends time.Time, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		session, p, err := liveSession(tx, who.SessionID)
		person, ends = p, session.ExpiresAt.Time()
		return err
	})
	return person, ends, err
}

// cut keeps what a client says about itself short, and a text: headers may hold
// any bytes.
func cut(text string, limit int) string {
	return strings.ToValidUTF8(text[:min(len(text), limit)], "")
}

// Forget deletes counted attempts, links and sessions that ended before the
// given time: they hold addresses, and the log keeps what must be known.
func Forget(tx *store.Tx, before clock.Instant) error { return forgetBefore(tx, before) }
