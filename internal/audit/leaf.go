package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"

	"wbl/internal/clock"
)

// commitmentDomain keeps these hashes apart from every other use of SHA-256.
const commitmentDomain = "wbl/audit/record/v1\x00"

// record is everything that an act says; it is hidden behind the commitment.
type record struct {
	V          int             `json:"v"`
	ID         string          `json:"id"`
	At         clock.Instant   `json:"at"`
	PersonID   string          `json:"person_id"`
	RequestID  string          `json:"request_id"`
	Action     string          `json:"action"`
	ObjectKind string          `json:"object_kind"`
	ObjectID   string          `json:"object_id"`
	CallID     string          `json:"call_id"`
	Details    json.RawMessage `json:"details"`
}

// publicLeaf is what the tree holds of an act.
type publicLeaf struct {
	V          int           `json:"v"`
	At         clock.Instant `json:"at"`
	Action     string        `json:"action"`
	Object     string        `json:"object"`
	Commitment string        `json:"commitment"`
}

// sealed is a record with the leaf that commits to it.
type sealed struct {
	record []byte
	leaf   []byte
	hash   tlog.Hash
}

var (
	errNotText  = errors.New("a column is not valid UTF-8")
	errNotPlain = errors.New("the details are not in canonical form")
	errSalt     = errors.New("the salt is not 32 bytes long")
	errVersion  = errors.New("the record is of an unknown version")
)

// seal computes the leaf from the columns alone, so that a stored leaf can be
// compared with it.
func (a actRow) seal() (sealed, error) {
	for _, column := range []string{a.ID, a.PersonID, a.RequestID, a.Action, a.ObjectKind, a.ObjectID, a.CallID} {
		if !utf8.ValidString(column) {
			return sealed{}, errNotText
		}
	}
	details, err := Canonical(json.RawMessage(a.Details))
	if err != nil {
		return sealed{}, err
	}
	if string(details) != a.Details {
		return sealed{}, errNotPlain
	}
	full, err := Canonical(record{
		V: 1, ID: a.ID, At: a.At, PersonID: a.PersonID, RequestID: a.RequestID, Action: a.Action,
		ObjectKind: a.ObjectKind, ObjectID: a.ObjectID, CallID: a.CallID, Details: details,
	})
	if err != nil {
		return sealed{}, err
	}
	return sealRecord(full, a.Salt)
}

// sealRecord computes the leaf of a canonical record: what a receipt's holder
// can do without the database.
func sealRecord(full, salt []byte) (sealed, error) {
	if len(salt) != saltSize {
		return sealed{}, errSalt
	}
	var r record
	if err := json.Unmarshal(full, &r); err != nil {
		return sealed{}, fmt.Errorf("read the record: %w", err)
	}
	if r.V != 1 {
		return sealed{}, errVersion
	}
	leaf, err := Canonical(publicLeaf{
		V: 1, At: r.At, Action: r.Action, Object: r.ObjectKind + "/" + r.ObjectID,
		Commitment: hex.EncodeToString(commit(full, salt)),
	})
	return sealed{record: full, leaf: leaf, hash: tlog.RecordHash(leaf)}, err
}

func commit(full, salt []byte) []byte {
	h := sha256.New()
	h.Write([]byte(commitmentDomain))
	h.Write(salt)
	h.Write(full)
	return h.Sum(nil)
}
