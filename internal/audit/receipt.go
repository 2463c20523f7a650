package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Evidence opens one leaf: whoever has it can recompute the leaf's hash from the
// record and, once there is a proof, find it in the tree.
type Evidence struct {
	Record   json.RawMessage `json:"record"`
	Salt     Hex             `json:"salt"`
	LeafHash Hex             `json:"leaf_hash"`
	Proof    *Proof          `json:"proof,omitempty"`
}

// Evidence gives what opens the leaf, still without its proof.
func (l Leaf) Evidence() Evidence {
	return Evidence{Record: l.Record, Salt: l.Salt, LeafHash: l.Hash}
}

// Receipt is handed to the person who acted, at once: the log's signature over
// the leaf's hash, with all that opens it. The proof follows when a checkpoint
// covers the leaf; without it the receipt is still signed evidence.
type Receipt struct {
	Note string `json:"note"`
	Evidence
}

func receiptText(origin string, leafHash []byte) string {
	return fmt.Sprintf("wbl receipt v1\n%s\n%x\n", origin, leafHash)
}

// Receipt signs a receipt for a leaf, inside or after the transaction that
// recorded it.
func (l *Log) Receipt(leaf Leaf) (Receipt, error) {
	signed, err := l.SignNote(receiptText(l.key.Origin(), leaf.Hash))
	return Receipt{Note: signed, Evidence: leaf.Evidence()}, err
}

var (
	errOpening = errors.New("the record and salt do not give the leaf hash: one of them was changed")
	errNoProof = errors.New("there is no proof in it yet; ask for it after the next checkpoint")
	errReceipt = errors.New("the signed note is not the receipt of this leaf")
)

// open recomputes the leaf. The record may come in any JSON layout, since what
// was hashed is its canonical form.
func (e Evidence) open() (sealed, error) {
	full, err := Canonical(e.Record)
	if err != nil {
		return sealed{}, err
	}
	opened, err := sealRecord(full, e.Salt)
	if err != nil {
		return sealed{}, err
	}
	if !bytes.Equal(opened.hash[:], e.LeafHash) {
		return sealed{}, errOpening
	}
	return opened, nil
}

// VerifyLeaf checks that the record is what the leaf commits to and that the
// leaf is in the tree of the checkpoint that it carries, which it gives.
func VerifyLeaf(verifierKey string, e Evidence) (Checkpoint, error) {
	opened, err := e.open()
	if err != nil {
		return Checkpoint{}, err
	}
	if e.Proof == nil {
		return Checkpoint{}, errNoProof
	}
	return e.Proof.check(verifierKey, opened.hash)
}

// VerifyReceipt checks the signature, the record and, where there is one, the
// proof; proven tells whether there was one.
func VerifyReceipt(verifierKey string, r Receipt) (proven bool, err error) {
	verifier, err := newVerifier(verifierKey)
	if err != nil {
		return false, err
	}
	text, err := openNote(verifier, r.Note)
	if err != nil {
		return false, err
	}
	opened, err := r.open()
	if err != nil {
		return false, err
	}
	if text != receiptText(verifier.Name(), opened.hash[:]) {
		return false, errReceipt
	}
	if r.Proof == nil {
		return false, nil
	}
	_, err = r.Proof.check(verifierKey, opened.hash)
	return err == nil, err
}
