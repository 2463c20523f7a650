package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/clock"
)

// Checkpoint is the signed state of the tree: nobody who holds its note can be
// shown another history of the first Size leaves.
type Checkpoint struct {
	Size     int64
	Root     []byte
	Note     string // C2SP checkpoint: origin, size, base64 root, and two lines of ours
	SignedAt clock.Instant
}

// header is the text of a checkpoint. Beyond the three lines of the C2SP format
// it says when it was signed and which checkpoint came before, so that neither
// can be changed, and none can be taken out of the middle, without being seen.
type header struct {
	origin       string
	size         int64
	root         tlog.Hash
	signedAt     clock.Instant
	previousSize int64
	previousHash [sha256.Size]byte
}

func headerAfter(previous Checkpoint) header {
	return header{previousSize: previous.Size, previousHash: sha256.Sum256([]byte(previous.Note))}
}

func (h header) String() string {
	return fmt.Sprintf("%s\n%d\n%s\nsigned_at %s\nprevious %d %s\n", h.origin, h.size, h.root,
		h.signedAt, h.previousSize, base64.StdEncoding.EncodeToString(h.previousHash[:]))
}

var errCheckpointForm = errors.New("the text is not a checkpoint of this log")

// parseHeader accepts only what String writes.
func parseHeader(text string) (header, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 {
		return header{}, errCheckpointForm
	}
	size, sizeErr := strconv.ParseInt(lines[1], 10, 64)
	root, rootErr := tlog.ParseHash(lines[2])
	var signedAt clock.Instant
	timeErr := signedAt.UnmarshalText([]byte(strings.TrimPrefix(lines[3], "signed_at ")))
	previous, hash, _ := strings.Cut(strings.TrimPrefix(lines[4], "previous "), " ")
	previousSize, previousErr := strconv.ParseInt(previous, 10, 64)
	previousHash, hashErr := tlog.ParseHash(hash)
	h := header{lines[0], size, root, signedAt, previousSize, previousHash}
	if err := errors.Join(sizeErr, rootErr, timeErr, previousErr, hashErr); err != nil || h.String() != text {
		return header{}, errCheckpointForm
	}
	return h, nil
}

func (k Key) signCheckpoint(h header) (Checkpoint, error) {
	h.origin = k.Origin()
	signed, err := k.sign(h.String())
	return Checkpoint{Size: h.size, Root: h.root[:], Note: signed, SignedAt: h.signedAt}, err
}

func openCheckpoint(verifier note.Verifier, signed string) (header, error) {
	text, err := openNote(verifier, signed)
	if err != nil {
		return header{}, err
	}
	h, err := parseHeader(text)
	if err != nil || h.origin != verifier.Name() {
		return header{}, errCheckpointForm
	}
	return h, nil
}

// VerifyCheckpoint checks a checkpoint's note against the verifier key and gives
// what it says.
func VerifyCheckpoint(verifierKey, signed string) (Checkpoint, error) {
	verifier, err := newVerifier(verifierKey)
	if err != nil {
		return Checkpoint{}, err
	}
	h, err := openCheckpoint(verifier, signed)
	if err != nil {
		return Checkpoint{}, err
	}
	return Checkpoint{Size: h.size, Root: h.root[:], Note: signed, SignedAt: h.signedAt}, nil
}
