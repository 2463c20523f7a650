// Package audit owns the tamper-evident log: one salted leaf for each act that
// matters, stored with the act itself, a Merkle tree over the leaves, signed
// checkpoints, proofs, and the offline checks of all of these. It must never
// put personal data or details into a leaf, and never change or delete an act.
package audit

import (
	"crypto/rand"
	"errors"

	"wbl/internal/actor"
	"wbl/internal/store"
)

// Act says what was done to which object.
type Act struct {
	Action     string // "package.past_tense", as "team.created"
	ObjectKind string
	ObjectID   string // a random id, never an address or a name: it stands in the leaf
	CallID     string // empty when the act belongs to no call
	Details    any    // what Canonical takes; committed to, never shown by the leaf
}

// Leaf is a recorded act with all that its owner needs to prove it later.
type Leaf struct {
	ID     string // of the act
	Hash   []byte // the leaf's hash in the tree
	Salt   []byte // 32 bytes; whoever lacks it cannot guess the record
	Record []byte // canonical JSON that the leaf commits to
}

const saltSize = 32

var errNoAction = errors.New("audit: an act needs an action and the kind of its object")

// Record stores the act in the caller's transaction, so that there is no change
// without its leaf and no leaf without its change. The sequencer places the leaf
// in the tree within seconds.
func Record(tx *store.Tx, who actor.Actor, act Act) (Leaf, error) {
	if act.Action == "" || act.ObjectKind == "" {
		return Leaf{}, errNoAction
	}
	details, err := Canonical(act.Details)
	if err != nil {
		return Leaf{}, err
	}
	row := actRow{
		ID: store.NewID(), At: tx.Now(), PersonID: who.PersonID, RequestID: who.RequestID,
		Action: act.Action, ObjectKind: act.ObjectKind, ObjectID: act.ObjectID, CallID: act.CallID,
		Details: string(details), Salt: newSalt(),
	}
	sealed, err := row.seal()
	if err != nil {
		return Leaf{}, err
	}
	row.Leaf, row.LeafHash = sealed.leaf, sealed.hash[:]
	if err := insertAct(tx, &row); err != nil {
		return Leaf{}, err
	}
	return Leaf{ID: row.ID, Hash: row.LeafHash, Salt: row.Salt, Record: sealed.record}, nil
}

func newSalt() []byte {
	salt := make([]byte, saltSize)
	rand.Read(salt)
	return salt
}
