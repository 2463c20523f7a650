package account

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

// How long things last. An access token only names a session that every
// request checks, so its own span matters little.
const (
	AccessSpan   = 10 * time.Minute
	IdleSpan     = 60 * time.Minute
	SessionSpan  = 12 * time.Hour
	rotateGrace  = 10 * time.Second
	tokenIssuer  = "wbl"
	tokenFor     = "wbl-api"
	accessHeader = "at+jwt"
)

var errSession = fault.New(fault.Unauthenticated, "account.session_ended")

// tokenMaker makes and reads tokens. Access and refresh tokens use keys derived
// apart, so that neither can pass for the other.
type tokenMaker struct {
	accessKey  []byte
	refreshKey []byte
}

func newTokenMaker(secret []byte) tokenMaker {
	return tokenMaker{accessKey: derive(secret, "access"), refreshKey: derive(secret, "refresh")}
}

func derive(secret []byte, purpose string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("wbl/session/" + purpose))
	return mac.Sum(nil)
}

// LinkTokens makes the token of a one-time link from the link's id, so that it
// can be told again without being kept anywhere.
type LinkTokens struct{ key []byte }

// NewLinkTokens derives the key from the installation's secret.
func NewLinkTokens(secret []byte) LinkTokens { return LinkTokens{key: derive(secret, "link")} }

// Of is the token of the link with this id: 52 characters.
func (l LinkTokens) Of(id string) string {
	mac := hmac.New(sha256.New, l.key)
	mac.Write([]byte(id))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)))
}

type accessClaims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
}

func (m tokenMaker) access(s Session, now clock.Instant) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, accessClaims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: tokenIssuer, Audience: jwt.ClaimStrings{tokenFor}, Subject: s.PersonID,
			IssuedAt: jwt.NewNumericDate(now.Time()), ExpiresAt: jwt.NewNumericDate(now.Add(AccessSpan).Time()),
		},
		SessionID: s.ID,
	})
	token.Header["typ"] = accessHeader
	return token.SignedString(m.accessKey)
}

// maxToken bounds what the parser is given; our own tokens are a third of it.
const maxToken = 1024

// readAccess gives the session that the token names. Whatever is wrong with
// the token, the answer is the same.
func (m tokenMaker) readAccess(raw string, now clock.Instant) (sessionID, personID string, err error) {
	if len(raw) > maxToken {
		return "", "", errSession
	}
	var claims accessClaims
	token, err := jwt.ParseWithClaims(raw, &claims, func(*jwt.Token) (any, error) { return m.accessKey, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(tokenIssuer),
		jwt.WithAudience(tokenFor), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithTimeFunc(func() time.Time { return now.Time() }))
	if err != nil {
		return "", "", errSession.Because(err)
	}
	if token.Header["typ"] != accessHeader || claims.SessionID == "" || claims.Subject == "" {
		return "", "", errSession
	}
	return claims.SessionID, claims.Subject, nil
}

// refresh is the token of the family at that counter. It can be made again
// from what is stored, so two tabs that ask together get the same one, and the
// database holds nothing that could be used.
func (m tokenMaker) refresh(sessionID string, counter int64) string {
	mac := hmac.New(sha256.New, m.refreshKey)
	fmt.Fprintf(mac, "%s.%d", sessionID, counter)
	return fmt.Sprintf("%s.%d.%s", sessionID, counter, hex.EncodeToString(mac.Sum(nil)))
}

func (m tokenMaker) readRefresh(raw string) (sessionID string, counter int64, ok bool) {
	parts := strings.Split(raw, ".")
	if len(raw) > maxToken || len(parts) != 3 {
		return "", 0, false
	}
	counter, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || counter < 1 {
		return "", 0, false
	}
	return parts[0], counter, hmac.Equal([]byte(raw), []byte(m.refresh(parts[0], counter)))
}

// HashToken is what is kept of the token of a link.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
