package audit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

var (
	errNote        = errors.New("the note is not signed by this key, or was changed")
	errVerifierKey = errors.New("not a verifier key: want name+hash+key as the call's page shows it")
	errForgery     = errors.New("audit: this text would read as a checkpoint")
)

// sign gives the note in the C2SP signed-note format.
func (k Key) sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	return string(signed), err
}

func newVerifier(verifierKey string) (note.Verifier, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(verifierKey))
	if err != nil {
		return nil, errVerifierKey
	}
	return verifier, nil
}

// openNote gives the text of a note that carries just this key's signature.
// The note must be byte for byte what sign made: the format alone would accept
// changes in the signature's last bits and foreign signature lines.
func openNote(verifier note.Verifier, signed string) (string, error) {
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return "", errNote
	}
	signature := opened.Sigs[0].Base64
	if _, err := base64.StdEncoding.Strict().DecodeString(signature); err != nil {
		return "", errNote
	}
	if signed != fmt.Sprintf("%s\n— %s %s\n", opened.Text, verifier.Name(), signature) {
		return "", errNote
	}
	return opened.Text, nil
}

// SignNote signs a text of other packages, which must end with a newline and
// must not begin like a checkpoint of this log.
func (l *Log) SignNote(text string) (string, error) {
	if strings.HasPrefix(text, l.key.Origin()+"\n") {
		return "", errForgery
	}
	return l.key.sign(text)
}
