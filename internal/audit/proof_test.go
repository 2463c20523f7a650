package audit_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"wbl/internal/audit"
	"wbl/internal/fault"
)

func TestProofFollowsWithTheCheckpoint(t *testing.T) {
	w := newWorld(t)
	leaf := w.record(t, 1)[0]
	if _, err := w.log.Proof(ctx, []byte("unknown")); fault.CodeOf(err) != "audit.leaf_not_found" {
		t.Fatal(err)
	}
	for range 2 { // before it is placed, and placed but not signed
		if _, err := w.log.Proof(ctx, leaf.Hash); fault.CodeOf(err) != "audit.proof_pending" {
			t.Fatal(err)
		}
		if _, err := w.log.Sequence(ctx); err != nil {
			t.Fatal(err)
		}
	}
	w.sign(t)
	if _, err := w.log.Proof(ctx, leaf.Hash); err != nil {
		t.Fatal(err)
	}
}

func TestEveryLeafCanBeProven(t *testing.T) {
	w := newWorld(t)
	leaves := w.record(t, 37)
	signed := w.sign(t)
	for _, leaf := range leaves {
		proof, err := w.log.Proof(ctx, leaf.Hash)
		if err != nil {
			t.Fatal(err)
		}
		evidence := leaf.Evidence()
		evidence.Proof = &proof
		checkpoint, err := audit.VerifyLeaf(w.key.VerifierKey(), evidence)
		if err != nil || checkpoint.Size != signed.Size {
			t.Fatalf("%+v, %v", checkpoint, err)
		}
	}
}

func TestEvidenceIsRefusedWhenAnythingDiffers(t *testing.T) {
	w := newWorld(t)
	leaf := w.record(t, 8)[4] // each of eight leaves has a proof of three hashes
	w.sign(t)
	for name, change := range map[string]func(e *audit.Evidence){
		"record":     func(e *audit.Evidence) { e.Record = bytes.Replace(e.Record, []byte("kim"), []byte("lee"), 1) },
		"salt":       func(e *audit.Evidence) { e.Salt[3] ^= 1 },
		"short salt": func(e *audit.Evidence) { e.Salt = e.Salt[:31] },
		"leaf hash":  func(e *audit.Evidence) { e.LeafHash[0] ^= 1 },
		"proof":      func(e *audit.Evidence) { e.Proof.Hashes[1][0] ^= 1 },
		"long hash":  func(e *audit.Evidence) { e.Proof.Hashes[1] = append(e.Proof.Hashes[1], 0) },
		"no hashes":  func(e *audit.Evidence) { e.Proof.Hashes = nil },
		"index":      func(e *audit.Evidence) { e.Proof.LeafIndex++ },
		"negative":   func(e *audit.Evidence) { e.Proof.LeafIndex = -1 },
		"size":       func(e *audit.Evidence) { e.Proof.TreeSize++ },
		"checkpoint": func(e *audit.Evidence) { e.Proof.Checkpoint += "\n" },
		"unproven":   func(e *audit.Evidence) { e.Proof = nil },
		"version":    func(e *audit.Evidence) { e.Record = bytes.Replace(e.Record, []byte(`"v":1`), []byte(`"v":2`), 1) },
		"not JSON":   func(e *audit.Evidence) { e.Record = e.Record[1:] },
	} {
		proof, err := w.log.Proof(ctx, leaf.Hash)
		if err != nil {
			t.Fatal(err)
		}
		evidence := audit.Evidence{
			Record: bytes.Clone(leaf.Record), Salt: bytes.Clone(leaf.Salt), LeafHash: bytes.Clone(leaf.Hash), Proof: &proof,
		}
		change(&evidence)
		if _, err := audit.VerifyLeaf(w.key.VerifierKey(), evidence); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestReceiptIsGoodAtOnceAndBetterLater(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	leaves := w.record(t, 2)
	receipt, err := w.log.Receipt(leaves[0])
	if err != nil {
		t.Fatal(err)
	}
	if proven, err := audit.VerifyReceipt(w.key.VerifierKey(), receipt); proven || err != nil {
		t.Fatalf("at once: %v, %v", proven, err)
	}
	w.sign(t)
	proof, err := w.log.Proof(ctx, receipt.LeafHash)
	if err != nil {
		t.Fatal(err)
	}
	receipt.Proof = &proof
	raw, err := json.MarshalIndent(receipt, "", "  ") // as somebody's editor would save it
	if err != nil {
		t.Fatal(err)
	}
	var back audit.Receipt
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if proven, err := audit.VerifyReceipt(w.key.VerifierKey(), back); !proven || err != nil {
		t.Fatalf("later: %v, %v", proven, err)
	}
	if _, err := audit.VerifyReceipt(other.key.VerifierKey(), receipt); err == nil {
		t.Error("another log's key accepted it")
	}
	second, err := w.log.Receipt(leaves[1])
	if err != nil {
		t.Fatal(err)
	}
	swapped := receipt
	swapped.Note = second.Note
	if _, err := audit.VerifyReceipt(w.key.VerifierKey(), swapped); err == nil {
		t.Error("a receipt with another receipt's signature was accepted")
	}
}

func TestANoteOfOthersCannotPassForACheckpoint(t *testing.T) {
	w := newWorld(t)
	w.record(t, 1)
	text, _, _ := bytes.Cut([]byte(w.sign(t).Note), []byte("\n\n"))
	if _, err := w.log.SignNote(string(text) + "\n"); err == nil {
		t.Fatal("signed a checkpoint's text")
	}
	signed, err := w.log.SignNote("a ranking\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.VerifyCheckpoint(w.key.VerifierKey(), signed); err == nil {
		t.Fatal("taken for a checkpoint")
	}
	if _, err := w.log.SignNote("no newline"); err == nil {
		t.Fatal("signed a text that is not a note")
	}
}

func TestConsistency(t *testing.T) {
	w := newWorld(t)
	var signed []audit.Checkpoint
	for _, leaves := range []int{1, 4, 8, 3} {
		w.record(t, leaves)
		signed = append(signed, w.sign(t))
	}
	for i, older := range signed {
		for _, newer := range signed[i:] {
			proof, err := w.log.Consistency(ctx, older.Size, newer.Size)
			if err != nil {
				t.Fatal(err)
			}
			if err := audit.VerifyConsistency(w.key.VerifierKey(), older.Note, newer.Note, proof); err != nil {
				t.Errorf("%d to %d: %v", older.Size, newer.Size, err)
			}
		}
	}
	proof, err := w.log.Consistency(ctx, signed[1].Size, signed[3].Size)
	if err != nil {
		t.Fatal(err)
	}
	changed := audit.ConsistencyProof{From: proof.From, To: proof.To, Hashes: slices.Clone(proof.Hashes)}
	changed.Hashes[0] = slices.Repeat(audit.Hex{7}, 32)
	for name, bad := range map[string]error{
		"changed":   audit.VerifyConsistency(w.key.VerifierKey(), signed[1].Note, signed[3].Note, changed),
		"backwards": audit.VerifyConsistency(w.key.VerifierKey(), signed[3].Note, signed[1].Note, proof),
		"other":     audit.VerifyConsistency(w.key.VerifierKey(), signed[2].Note, signed[3].Note, proof),
		"unsigned":  audit.VerifyConsistency(w.key.VerifierKey(), "", signed[3].Note, proof),
		"key":       audit.VerifyConsistency("nonsense", signed[1].Note, signed[3].Note, proof),
	} {
		if bad == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestARewrittenHistoryIsSeenFromOutside(t *testing.T) {
	w := newWorld(t)
	w.record(t, 6)
	before := w.sign(t)
	for _, statement := range []string{
		"DELETE FROM audit_checkpoints", "DELETE FROM audit_hashes", "DELETE FROM audit_acts WHERE leaf_index = 2",
		"UPDATE audit_acts SET leaf_index = NULL",
	} {
		w.exec(t, statement)
	}
	w.clock.Advance(time.Minute)
	w.record(t, 4)
	after := w.sign(t)
	if report := w.verify(t); len(report.Findings) > 0 {
		t.Fatalf("the key's owner can rewrite what nobody kept: %v", report.Findings)
	}
	if report := w.verify(t, before.Note); len(report.Findings) == 0 {
		t.Error("the kept checkpoint did not show it")
	}
	proof, err := w.log.Consistency(ctx, before.Size, after.Size)
	if err != nil {
		t.Fatal(err)
	}
	if err := audit.VerifyConsistency(w.key.VerifierKey(), before.Note, after.Note, proof); err == nil {
		t.Error("the consistency proof did not show it")
	}
}

func TestConsistencyRefusesOtherSizes(t *testing.T) {
	w := newWorld(t)
	w.record(t, 3)
	w.sign(t)
	w.record(t, 1)
	if _, err := w.log.Sequence(ctx); err != nil {
		t.Fatal(err)
	}
	for _, sizes := range [][2]int64{{0, 3}, {1, 4}, {-1, 9}, {3, 2}} {
		if _, err := w.log.Consistency(ctx, sizes[0], sizes[1]); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", sizes, err)
		}
	}
}
