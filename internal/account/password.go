package account

import (
	"crypto/sha256"
	"errors"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"wbl/internal/fault"
)

// OWASP's floor for argon2id; a stolen database must stay slow to search.
var argonParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Hashing takes 19 MiB each, so only as many run at once as there are cores.
var hashing = make(chan struct{}, runtime.NumCPU())

const (
	minPassword = 12
	maxPassword = 128
)

// CheckPassword says what is wrong with a new password, at the location. There
// are no rules of composition: length and not being guessable are what counts.
func CheckPassword(location, password, email string) []fault.Field {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return []fault.Field{fault.At(location, "input.too_short", fault.Args{"min": minPassword})}
	case n > maxPassword:
		return []fault.Field{fault.At(location, "input.too_long", fault.Args{"max": maxPassword})}
	case guessable(strings.ToLower(password), strings.ToLower(email)):
		return []fault.Field{fault.At(location, "account.password_guessable")}
	}
	return nil
}

// Beginnings of the long passwords that lists of leaked ones have most.
var commonBeginnings = []string{
	"123456789", "password", "passw0rd", "qwertyuiop", "1q2w3e4r", "qwer1234", "asdf1234",
	"abcdefghij", "iloveyou", "administrator", "letmein", "welcome",
}

func guessable(password, email string) bool {
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	local, _, _ := strings.Cut(email, "@")
	if len(distinct) < 5 || (len(local) >= 4 && strings.Contains(password, local)) {
		return true
	}
	for _, beginning := range commonBeginnings {
		if strings.HasPrefix(password, beginning) && len(password)-len(beginning) < 6 {
			return true
		}
	}
	return false
}

// HashPassword makes the argon2id text that is stored.
func HashPassword(password string) (string, error) {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2id.CreateHash(password, argonParams)
}

func passwordMatches(password, hash string) (bool, error) {
	if utf8.RuneCountInString(password) > maxPassword {
		return false, nil
	}
	hashing <- struct{}{}
	defer func() { <-hashing }()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if errors.Is(err, argon2id.ErrInvalidHash) {
		return false, nil
	}
	return ok, err
}

// dummyHash is compared with when there is no such account or password, so
// that the answer takes as long. No password gives it.
var dummyHash = func() string {
	sum := sha256.Sum256([]byte("nobody"))
	hash, err := argon2id.CreateHash(string(sum[:]), argonParams)
	if err != nil {
		panic(err)
	}
	return hash
}()
