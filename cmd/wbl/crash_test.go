package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wbl/internal/store"
)

var (
	crashRounds = flag.Int("crash.rounds", 3, "how often the server is killed; the long form is 20 and more")
	crashSeed   = flag.Uint64("crash.seed", 0, "when the kills come; 0 takes a new one, which a failure prints")
)

const tokenLife = 5 * time.Minute // half of what an access token lasts

// TestNothingAcknowledgedIsLostByKilling kills the shipped program again and
// again under sixteen writers.
func TestNothingAcknowledgedIsLostByKilling(t *testing.T) {
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-crash.seed=%d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	s := settle(t, filepath.Join(t.TempDir(), "data"))
	s.start()
	c := s.crew()
	db := s.open()
	signedIn, starts, repeated := time.Now(), []time.Duration{}, 0
	for range *crashRounds {
		wait := c.write(nil)
		time.Sleep(100*time.Millisecond + time.Duration(chance.Int64N(int64(800*time.Millisecond))))
		s.kill()
		wait()
		starts = append(starts, s.start())
		repeated += c.askAgain()
		c.check(db)
		if time.Since(signedIn) > tokenLife {
			for _, w := range c.writers {
				w.token = s.signIn(w.login)
			}
			signedIn = time.Now()
		}
	}
	sound(t, db)
	printed := s.must("verify", "data")
	s.stop()
	slices.Sort(starts)
	t.Logf("%d kills, %d writes acknowledged, %d asked again; ready after %v at the median, %v at most; %s",
		*crashRounds, c.count(), repeated, starts[len(starts)/2], starts[len(starts)-1], lastLine(printed))
	if !strings.Contains(printed, " 0 findings") || strings.Contains(printed, "\n0 leaves") {
		t.Errorf("wbl verify data: %s", printed)
	}
	if n := c.count(); n < 16**crashRounds {
		t.Errorf("only %d writes were acknowledged: the kills hit nothing", n)
	}
	if starts[len(starts)/2] > 2*time.Second {
		t.Errorf("ready only after %v", starts)
	}
	oneChangedByteIsFound(t, s, db)
}

func lastLine(printed string) string {
	lines := strings.Split(strings.TrimSpace(printed), "\n")
	return lines[len(lines)-1]
}

// effects says where the writes of a trade leave their rows and acts.
var effects = []struct {
	kind, rows, acts string
	id               func(reply []byte) string
}{
	{registers, "SELECT id FROM organisations", "SELECT object_id FROM audit_acts WHERE action = 'account.organisation_created'", textAt("id")},
	{invites, "SELECT id FROM persons", "SELECT object_id FROM audit_acts WHERE action = 'account.created'", textAt("person", "id")},
	{files, "SELECT reference FROM submission_versions", "SELECT details FROM audit_acts WHERE action = 'submission.filed'", textAt("receipt", "reference")},
}

// textAt reads a text out of nested objects.
func textAt(names ...string) func(raw []byte) string {
	return func(raw []byte) string {
		for _, name := range names {
			var object map[string]json.RawMessage
			if json.Unmarshal(raw, &object) != nil {
				return ""
			}
			raw = object[name]
		}
		var text string
		_ = json.Unmarshal(raw, &text) // not a text: none
		return text
	}
}

// check: every acknowledged write is there, once, with exactly one act; no act
// stands without its row, and no row without its act.
func (c *crew) check(db *store.Store) {
	c.s.t.Helper()
	for _, effect := range effects {
		rows, acts := map[string]int{}, map[string]int{}
		for _, id := range query[string](c.s.t, db, effect.rows) {
			rows[id]++
		}
		for _, id := range query[string](c.s.t, db, effect.acts) {
			if reference := textAt("reference")([]byte(id)); reference != "" {
				id = reference
			}
			acts[id]++
		}
		for id := range rows {
			if rows[id] != 1 || acts[id] != 1 {
				c.s.t.Errorf("%s: %s has %d rows and %d acts", effect.kind, id, rows[id], acts[id])
			}
		}
		for id := range acts {
			if rows[id] == 0 {
				c.s.t.Errorf("%s: the act of %s has no row", effect.kind, id)
			}
		}
		c.checkAcked(effect.kind, rows, effect.id)
	}
	if halves := query[string](c.s.t, db, `SELECT p.email FROM persons p LEFT JOIN mails m ON m.recipient = p.email AND m.template = 'account_made'
		WHERE p.email LIKE 'user%@example.kr' AND m.id IS NULL`); len(halves) > 0 {
		c.s.t.Errorf("made without their mail: %v", halves)
	}
	if bare := query[string](c.s.t, db, "SELECT id FROM audit_acts WHERE leaf IS NULL OR leaf_hash IS NULL"); len(bare) > 0 {
		c.s.t.Errorf("acts without a leaf: %v", bare)
	}
}

// checkAcked: each answer names a row, and no two answers the same one.
func (c *crew) checkAcked(kind string, rows map[string]int, id func([]byte) string) {
	c.s.t.Helper()
	seen := map[string]bool{}
	for _, w := range c.writers {
		for _, a := range w.acked {
			if w.kind != kind {
				continue
			}
			name := id(a.reply)
			if rows[name] == 0 || seen[name] {
				c.s.t.Errorf("%s: %q was acknowledged; rows %d, acknowledged before: %t", kind, name, rows[name], seen[name])
			}
			seen[name] = true
		}
	}
}

// oneChangedByteIsFound changes one byte at a time in a stored leaf, act and
// hash; each is named, and only it.
func oneChangedByteIsFound(t *testing.T, s *site, db *store.Store) {
	t.Helper()
	type stored struct {
		ID             string
		Details        string
		Leaf, LeafHash []byte
		Position       int64
		Hash           []byte
	}
	act := query[stored](t, db, "SELECT id, details, leaf, leaf_hash FROM audit_acts WHERE leaf_index IS NOT NULL AND details <> '{}' ORDER BY leaf_index LIMIT 1 OFFSET 7")[0]
	hash := query[stored](t, db, "SELECT position, hash FROM audit_hashes ORDER BY position LIMIT 1 OFFSET 9")[0]
	for _, damage := range []struct {
		name, statement, found string
		id, was, becomes       any
	}{
		{"leaf", "UPDATE audit_acts SET leaf = ? WHERE id = ?", "act " + act.ID, act.ID, act.Leaf, flipped(act.Leaf)},
		{"hash of a leaf", "UPDATE audit_acts SET leaf_hash = ? WHERE id = ?", "act " + act.ID, act.ID, act.LeafHash, flipped(act.LeafHash)},
		{"act", "UPDATE audit_acts SET details = ? WHERE id = ?", "act " + act.ID, act.ID, act.Details, string(flipped([]byte(act.Details)))},
		{"hash", "UPDATE audit_hashes SET hash = ? WHERE position = ?", fmt.Sprintf("hash %d", hash.Position), hash.Position, hash.Hash, flipped(hash.Hash)},
	} {
		change(t, db, damage.statement, damage.becomes, damage.id)
		printed, code := s.command("verify", "data")
		if code != 1 || !strings.Contains(printed, damage.found) || !strings.Contains(printed, " 1 findings") {
			t.Errorf("one byte changed in the %s: ended with %d, want 1 and %q alone: %s", damage.name, code, damage.found, printed)
		}
		change(t, db, damage.statement, damage.was, damage.id)
	}
	s.must("verify", "data")
}

// flipped changes the last bit of one byte in the middle.
func flipped(raw []byte) []byte {
	out := slices.Clone(raw)
	out[len(out)/2] ^= 1
	return out
}
