package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs checkpoints and receipts. The origin inside it is the log's name
// for ever: a log with another key is another log.
type Key struct {
	secret      string
	signer      note.Signer
	verifierKey string
}

// GenerateKey makes a key for a new log. The origin is the log's name, usually
// the host and path under which it is published, without spaces and plus signs.
func GenerateKey(origin string) (Key, error) {
	secret, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return Key{}, err
	}
	return parseKey(secret)
}

// LoadKey reads the key that Save wrote.
func LoadKey(path string) (Key, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("audit key: %w", err)
	}
	key, err := parseKey(strings.TrimSpace(string(content)))
	if err != nil {
		return Key{}, fmt.Errorf("audit key %s: %w", path, err)
	}
	return key, nil
}

// Save writes the key to a new file that only its owner can read. It never
// overwrites: a lost key ends the log.
func (k Key) Save(path string) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("audit key: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.WriteString(k.secret + "\n"); err != nil {
		return err
	}
	return file.Sync()
}

// VerifierKey is the public half, "origin+hash+key", as it stands on the call's
// page and is handed to wbl verify.
func (k Key) VerifierKey() string { return k.verifierKey }

// Origin is the log's name.
func (k Key) Origin() string { return k.signer.Name() }

// String keeps the secret out of logs and messages.
func (k Key) String() string { return k.verifierKey }

var errKeyForm = errors.New("not a signing key: want one line that starts with PRIVATE+KEY+")

func parseKey(secret string) (Key, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return Key{}, errKeyForm
	}
	// PRIVATE+KEY+name+hash+data, where data is base64 (which may itself hold a
	// plus sign) of one algorithm byte and the Ed25519 seed.
	raw, err := base64.StdEncoding.DecodeString(strings.SplitN(secret, "+", 5)[4])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return Key{}, errKeyForm
	}
	public, _ := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	verifierKey, err := note.NewEd25519VerifierKey(signer.Name(), public)
	return Key{secret: secret, signer: signer, verifierKey: verifierKey}, err
}
