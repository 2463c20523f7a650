package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

func TestCheckpointsFollowTheTree(t *testing.T) {
	w := newWorld(t)
	if _, err := w.log.LatestCheckpoint(ctx); fault.CodeOf(err) != "audit.no_checkpoint" {
		t.Fatal(err)
	}
	if _, err := w.log.SignCheckpoint(ctx); fault.CodeOf(err) != "audit.empty" {
		t.Fatal(err)
	}
	w.record(t, 3)
	first := w.sign(t)
	w.clock.Advance(time.Minute)
	if again := w.sign(t); !cmp.Equal(first, again) {
		t.Fatalf("a tree that did not grow was signed anew: %+v", again)
	}
	w.record(t, 2)
	second := w.sign(t)
	latest, err := w.log.LatestCheckpoint(ctx)
	if err != nil || !cmp.Equal(latest, second) || second.Size != 5 || second.SignedAt != w.clock.Now() {
		t.Fatalf("latest %+v, second %+v, %v", latest, second, err)
	}
	lines := strings.Split(second.Note, "\n")
	if lines[0] != "log.example/wbl" || lines[1] != "5" || !strings.HasPrefix(lines[4], "previous 3 ") {
		t.Fatalf("note:\n%s", second.Note)
	}
	opened, err := audit.VerifyCheckpoint(w.log.VerifierKey(), second.Note)
	if err != nil || !cmp.Equal(opened, second) {
		t.Fatalf("opened %+v, %v", opened, err)
	}
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func TestNotesAreAcceptedByteForByteOnly(t *testing.T) {
	w := newWorld(t)
	w.record(t, 3)
	note := w.sign(t).Note
	for at := range len(note) {
		for bit := range 8 {
			changed := []byte(note)
			changed[at] ^= 1 << bit
			if _, err := audit.VerifyCheckpoint(w.key.VerifierKey(), string(changed)); err == nil {
				t.Errorf("accepted with bit %d of byte %d changed:\n%s", bit, at, changed)
			}
		}
	}
	// The last character before the padding holds two bits that base64 ignores.
	last := len(note) - len("=\n") - 1
	for _, other := range base64Alphabet {
		changed := note[:last] + string(other) + note[last+1:]
		if _, err := audit.VerifyCheckpoint(w.key.VerifierKey(), changed); (err == nil) != (changed == note) {
			t.Errorf("ending in %c: %v", other, err)
		}
	}
	extra := note + "— other.example/log dGhpcyBpcyBub3QgYSBzaWduYXR1cmU=\n"
	if _, err := audit.VerifyCheckpoint(w.key.VerifierKey(), extra); err == nil {
		t.Fatal("a foreign signature line was accepted")
	}
}

// failing is a clock that ends a context at a given transaction.
type failing struct {
	*clock.Manual
	left   atomic.Int64
	cancel context.CancelFunc
}

func (f *failing) Now() clock.Instant {
	if f.left.Add(-1) == 0 {
		f.cancel()
	}
	return f.Manual.Now()
}

func TestACrashBetweenBatchesLosesNothing(t *testing.T) {
	stopped, cancel := context.WithCancel(ctx)
	clk := &failing{Manual: clock.NewManual(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)), cancel: cancel}
	cfg := storetest.Config(t)
	key, err := audit.GenerateKey("log.example/wbl")
	if err != nil {
		t.Fatal(err)
	}
	open := func() world {
		s, err := store.Open(ctx, cfg, clk)
		if err != nil {
			t.Fatal(err)
		}
		return world{clock: clk.Manual, store: s, key: key, log: audit.New(s, key, clk)}
	}
	w := open()
	w.record(t, 700)
	clk.left.Store(3) // the third transaction: one batch is in, the next is about to be looked for
	if placed, err := w.log.Sequence(stopped); err == nil || placed == 0 || placed == 700 {
		t.Fatalf("placed %d, %v; want it to break off in between", placed, err)
	}
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w = open()
	signed := w.sign(t)
	report := w.verify(t, signed.Note)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if signed.Size != 700 || report.Waiting != 0 || len(report.Findings) > 0 {
		t.Fatalf("size %d, report %+v", signed.Size, report)
	}
}

func TestALostTransactionPlacesNothing(t *testing.T) {
	w := newWorld(t)
	w.record(t, 5)
	w.exec(t, "INSERT INTO audit_hashes (position, hash) VALUES (3, ?)", []byte("in the way"))
	if placed, err := w.log.Sequence(ctx); err == nil {
		t.Fatalf("placed %d", placed)
	}
	w.exec(t, "DELETE FROM audit_hashes")
	if placed, err := w.log.Sequence(ctx); placed != 5 || err != nil {
		t.Fatalf("placed %d, %v", placed, err)
	}
}

func TestTenThousandLeavesAreQuick(t *testing.T) {
	w := newWorld(t)
	for range 20 {
		w.record(t, 500)
	}
	start := time.Now()
	signed := w.sign(t)
	took := time.Since(start)
	report := w.verify(t, signed.Note)
	if signed.Size != 10_000 || len(report.Findings) > 0 {
		t.Fatalf("size %d, findings %v", signed.Size, report.Findings)
	}
	t.Logf("placed and signed in %s", took)
	if took > 60*time.Second {
		t.Fatalf("10,000 leaves took %s", took)
	}
}

func TestRunSignsOnWholeMinutes(t *testing.T) {
	w := newWorld(t)
	w.clock.Set(w.clock.Now() + 59*clock.Second)
	w.record(t, 2)
	stopped, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { w.log.Run(stopped); close(done) }()
	w.eventually(t, func() bool { return w.verify(t).Leaves == 2 })
	if _, err := w.log.LatestCheckpoint(ctx); fault.CodeOf(err) != "audit.no_checkpoint" {
		t.Fatalf("signed before the minute was full: %v", err)
	}
	w.clock.Advance(time.Second)
	w.eventually(t, func() bool { latest, err := w.log.LatestCheckpoint(ctx); return err == nil && latest.Size == 2 })
	cancel()
	<-done
}

func (w world) eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for range 200 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not come about within ten seconds")
}

func TestKeysAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	for range 20 { // base64 holds a plus sign in about half of all keys
		key, err := audit.GenerateKey("log.example/wbl")
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.RemoveAll(path), key.Save(path)); err != nil {
			t.Fatal(err)
		}
		loaded, err := audit.LoadKey(path)
		if err != nil || loaded.VerifierKey() != key.VerifierKey() || loaded.Origin() != "log.example/wbl" {
			t.Fatalf("loaded %v, %v", loaded, err)
		}
		if strings.Contains(loaded.String(), "PRIVATE") {
			t.Fatal("the secret is printed")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info.Mode(), err)
	}
	key, err := audit.LoadKey(path)
	if err != nil || key.Save(path) == nil {
		t.Fatalf("a key was overwritten, %v", err)
	}
	if err := os.WriteFile(path, []byte(key.VerifierKey()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.LoadKey(path); err == nil || strings.Contains(err.Error(), key.VerifierKey()) {
		t.Fatalf("a verifier key was taken for a key, or echoed: %v", err)
	}
	if _, err := audit.GenerateKey("two words"); err == nil {
		t.Fatal("an origin with a space was taken")
	}
}

func TestJSONOfProofsComesBack(t *testing.T) {
	proof := audit.Proof{LeafIndex: 1, TreeSize: 2, Hashes: []audit.Hex{{0, 0xab}}, Checkpoint: "note"}
	raw, err := json.Marshal(proof)
	if err != nil || string(raw) != `{"leaf_index":1,"tree_size":2,"hashes":["00ab"],"checkpoint":"note"}` {
		t.Fatalf("%s, %v", raw, err)
	}
	var back audit.Proof
	if err := json.Unmarshal(raw, &back); err != nil || !cmp.Equal(proof, back) {
		t.Fatalf("%+v, %v", back, err)
	}
}
