package audit_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"wbl/internal/store"
)

type row = map[string]any

// tables is a copy of the whole stored log, to be changed and written back.
type tables map[string][]row

var (
	tableKeys   = map[string]string{"audit_acts": "leaf_index", "audit_hashes": "position", "audit_checkpoints": "size"}
	tableNames  = []string{"audit_acts", "audit_hashes", "audit_checkpoints"}
	actColumns  = []string{"id", "person_id", "request_id", "action", "object_kind", "object_id", "call_id", "details", "salt", "leaf", "leaf_hash"}
	textColumns = map[string][]string{
		"audit_acts": actColumns, "audit_hashes": {"hash"}, "audit_checkpoints": {"root_hash", "note"},
	}
	numberColumns = map[string][]string{
		"audit_acts": {"at", "leaf_index"}, "audit_hashes": {"position"}, "audit_checkpoints": {"size", "signed_at"},
	}
)

func (w world) load(tb testing.TB) tables {
	tb.Helper()
	all := tables{}
	err := w.store.Read(ctx, func(tx *store.Tx) error {
		for name, key := range tableKeys {
			var rows []row
			if err := tx.DB().Table(name).Order(key).Find(&rows).Error; err != nil {
				return err
			}
			all[name] = rows
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func (t tables) copied() tables {
	all := tables{}
	for name, rows := range t {
		for _, r := range rows {
			all[name] = append(all[name], maps.Clone(r))
		}
	}
	return all
}

func (w world) save(all tables) error {
	return w.store.Write(ctx, func(tx *store.Tx) error {
		for _, name := range tableNames {
			if err := tx.DB().Exec("DELETE FROM " + name).Error; err != nil {
				return err
			}
			for _, r := range all[name] {
				if err := tx.DB().Table(name).Create(r).Error; err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// flip changes one bit of a text or of bytes, in a way that every database takes.
func flip(t *rapid.T, value any) any {
	if raw, ok := value.([]byte); ok {
		changed := bytes.Clone(raw)
		at := rapid.IntRange(0, len(raw)-1).Draw(t, "byte")
		changed[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		return changed
	}
	text := []byte(value.(string))
	ascii := []int{}
	for i, b := range text {
		if b > ' ' && b < 0x7f {
			ascii = append(ascii, i)
		}
	}
	if len(ascii) == 0 {
		return value.(string) + "x"
	}
	at := rapid.SampledFrom(ascii).Draw(t, "character")
	text[at] ^= 1
	return string(text)
}

func drawRow(t *rapid.T, all tables, name string) int {
	return rapid.IntRange(0, len(all[name])-1).Draw(t, "row")
}

// mutations are what somebody with the database's password could do.
var mutations = map[string]func(t *rapid.T, all tables){
	"bit flip": func(t *rapid.T, all tables) {
		name := rapid.SampledFrom(tableNames).Draw(t, "table")
		column := rapid.SampledFrom(textColumns[name]).Draw(t, "column")
		r := all[name][drawRow(t, all, name)]
		r[column] = flip(t, r[column])
	},
	"renumber": func(t *rapid.T, all tables) {
		name := rapid.SampledFrom(tableNames).Draw(t, "table")
		column := rapid.SampledFrom(numberColumns[name]).Draw(t, "column")
		r := all[name][drawRow(t, all, name)]
		away := rapid.Int64Range(1_000, 1<<50).Draw(t, "away")
		r[column] = r[column].(int64) + away*rapid.SampledFrom([]int64{-1, 1}).Draw(t, "sign")
	},
	"back-date": func(t *rapid.T, all tables) {
		r := all["audit_acts"][drawRow(t, all, "audit_acts")]
		r["at"] = r["at"].(int64) - rapid.Int64Range(1, 1<<40).Draw(t, "earlier")
	},
	"delete": func(t *rapid.T, all tables) {
		name := rapid.SampledFrom(tableNames).Draw(t, "table")
		at := drawRow(t, all, name)
		all[name] = slices.Delete(all[name], at, at+1)
	},
	"insert": func(t *rapid.T, all tables) {
		name := rapid.SampledFrom(tableNames).Draw(t, "table")
		forged := maps.Clone(all[name][drawRow(t, all, name)])
		forged[tableKeys[name]] = int64(len(all[name]) + 100)
		if name == "audit_acts" {
			forged[tableKeys[name]] = int64(len(all[name]))
			forged["id"], forged["leaf_hash"] = "forged", flip(t, forged["leaf_hash"])
		}
		all[name] = append(all[name], forged)
	},
	"reorder": func(t *rapid.T, all tables) {
		name := rapid.SampledFrom(tableNames).Draw(t, "table")
		i := drawRow(t, all, name)
		j := (i + 1 + rapid.IntRange(0, len(all[name])-2).Draw(t, "other")) % len(all[name])
		key := tableKeys[name]
		all[name][i][key], all[name][j][key] = all[name][j][key], all[name][i][key]
	},
	"unplace": func(t *rapid.T, all tables) {
		all["audit_acts"][drawRow(t, all, "audit_acts")]["leaf_index"] = nil
	},
	"truncate": func(t *rapid.T, all tables) {
		size := rapid.IntRange(0, len(all["audit_acts"])-1).Draw(t, "size")
		all["audit_acts"] = all["audit_acts"][:size]
		all["audit_hashes"] = all["audit_hashes"][:hashCount(size)]
		all["audit_checkpoints"] = slices.DeleteFunc(all["audit_checkpoints"], func(r row) bool {
			return r["size"].(int64) > int64(size)
		})
	},
}

func hashCount(leaves int) int {
	count := 0
	for n := leaves; n > 0; n /= 2 {
		count += n
	}
	return count
}

// TestEveryMutationIsFound draws 100 random changes of the stored log; more with
// -rapid.checks.
func TestEveryMutationIsFound(t *testing.T) {
	w := newWorld(t)
	for _, leaves := range []int{1, 6, 13, 21} {
		w.record(t, leaves)
		w.clock.Advance(time.Minute)
		w.sign(t)
	}
	last := w.sign(t)
	whole := w.load(t)
	if report := w.verify(t, last.Note); len(report.Findings) > 0 || report.Leaves != 41 || report.Checkpoints != 4 {
		t.Fatalf("the untouched log: %+v", report)
	}
	kinds := slices.Sorted(maps.Keys(mutations))
	rapid.Check(t, func(rt *rapid.T) {
		changed := whole.copied()
		kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
		mutations[kind](rt, changed)
		if err := w.save(changed); err != nil {
			rt.Fatal(err)
		}
		if report := w.verify(t, last.Note); len(report.Findings) == 0 {
			rt.Fatalf("%s was not found", kind)
		}
	})
	if err := w.save(whole); err != nil {
		t.Fatal(err)
	}
	if report := w.verify(t, last.Note); len(report.Findings) > 0 {
		t.Fatalf("the log written back: %v", report.Findings)
	}
}

// TestEveryColumnCounts changes each column of each table once, so that none
// hangs on the luck of the draw.
func TestEveryColumnCounts(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		w.record(t, 3)
		w.clock.Advance(time.Minute)
		w.sign(t)
	}
	whole := w.load(t)
	for _, name := range tableNames {
		for column, value := range whole[name][0] {
			changed := whole.copied()
			switch value := value.(type) {
			case int64:
				changed[name][0][column] = value + 1_000
			case []byte:
				changed[name][0][column] = append([]byte{value[0] ^ 1}, value[1:]...)
			case string:
				changed[name][0][column] = value + "x"
			}
			if err := w.save(changed); err != nil {
				t.Fatal(err)
			}
			if report := w.verify(t); len(report.Findings) == 0 {
				t.Errorf("a change of %s.%s was not found", name, column)
			}
		}
	}
}

func TestAChangedByteNamesJustItsPlace(t *testing.T) {
	w := newWorld(t)
	leaves := w.record(t, 20)
	w.sign(t)
	act := leaves[7].ID
	w.exec(t, "UPDATE audit_acts SET details = '{\"comment\":\"보통\",\"points\":\"7.5\"}' WHERE id = ?", act)
	report := w.verify(t)
	if len(report.Findings) != 1 || !strings.Contains(report.Findings[0].String(), "act "+act) {
		t.Fatalf("findings %v", report.Findings)
	}
}

func TestChangesThatMeanTheSameAreFound(t *testing.T) {
	for name, statement := range map[string]string{
		"another layout of the details": "UPDATE audit_acts SET details = details || ' ' WHERE leaf_index = 1",
		"a checkpoint in the middle":    "DELETE FROM audit_checkpoints WHERE size = 4",
		"the first checkpoint":          "DELETE FROM audit_checkpoints WHERE size = 2",
	} {
		w := newWorld(t)
		for range 3 {
			w.record(t, 2)
			w.sign(t)
		}
		w.exec(t, statement)
		if report := w.verify(t); len(report.Findings) != 1 {
			t.Errorf("%s: findings %v", name, report.Findings)
		}
	}
}

func TestALaterInsertWithAnEarlierDateIsFound(t *testing.T) {
	w := newWorld(t)
	w.record(t, 3)
	w.clock.Advance(time.Hour)
	w.sign(t)
	w.clock.Advance(-time.Hour)
	w.record(t, 1)
	if report := w.verify(t); len(report.Findings) != 1 || report.Waiting != 1 {
		t.Fatalf("while it waits: %+v", report)
	}
	w.clock.Advance(2 * time.Hour)
	w.sign(t)
	if report := w.verify(t); len(report.Findings) != 1 || !strings.Contains(report.Findings[0].Problem, "is dated") {
		t.Fatalf("once it is placed: %+v", report)
	}
}

func TestChangedActsThatWaitAreFound(t *testing.T) {
	w := newWorld(t)
	leaf := w.record(t, 2)[1]
	w.exec(t, "UPDATE audit_acts SET person_id = 'somebody-else' WHERE id = ?", leaf.ID)
	if report := w.verify(t); len(report.Findings) != 1 || report.Findings[0].ID != leaf.ID {
		t.Fatalf("findings %v", report.Findings)
	}
}

func TestAnotherKeysCheckpointIsFound(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	w.record(t, 2)
	w.sign(t)
	other.record(t, 2)
	foreign := other.sign(t)
	w.exec(t, "UPDATE audit_checkpoints SET note = ?, root_hash = ?", foreign.Note, foreign.Root)
	if report := w.verify(t); len(report.Findings) != 1 || report.Findings[0].Kind != "checkpoint" {
		t.Fatalf("findings %v", report.Findings)
	}
}

func TestSigningRefusesAChangedLog(t *testing.T) {
	for i, statement := range []string{
		"UPDATE audit_acts SET person_id = 'x' WHERE leaf_index = 5",
		"UPDATE audit_acts SET leaf_index = NULL WHERE leaf_index = 5",
		"DELETE FROM audit_acts WHERE leaf_index = 6",
		"DELETE FROM audit_hashes WHERE position = 8",
		"UPDATE audit_hashes SET hash = (SELECT hash FROM audit_hashes WHERE position = 0) WHERE position = 9",
		"UPDATE audit_hashes SET hash = (SELECT hash FROM audit_hashes WHERE position = 0) WHERE position = 6",
		"DELETE FROM audit_hashes WHERE position >= 4",
		"UPDATE audit_checkpoints SET note = 'x'",
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			w := newWorld(t)
			w.record(t, 4)
			w.sign(t)
			w.record(t, 4)
			if _, err := w.log.Sequence(ctx); err != nil {
				t.Fatal(err)
			}
			w.exec(t, statement)
			if signed, err := w.log.SignCheckpoint(ctx); err == nil {
				t.Fatalf("signed %d leaves after: %s", signed.Size, statement)
			}
		})
	}
}
