package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

var ctx = context.Background()

// world is a log on an empty database.
type world struct {
	clock *clock.Manual
	store *store.Store
	key   audit.Key
	log   *audit.Log
}

func newWorld(tb testing.TB) world {
	tb.Helper()
	clk := clock.NewManual(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC))
	s := storetest.Open(tb, clk)
	key, err := audit.GenerateKey("log.example/wbl")
	if err != nil {
		tb.Fatal(err)
	}
	return world{clock: clk, store: s, key: key, log: audit.New(s, key, clk)}
}

func (w world) write(tb testing.TB, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := w.store.Write(ctx, fn); err != nil {
		tb.Fatal(err)
	}
}

func someone(now clock.Instant) actor.Actor {
	return actor.Actor{PersonID: "person-kim", Arrival: now, RequestID: "request-1"}
}

func act(i int) audit.Act {
	return audit.Act{
		Action: "sheet.submitted", ObjectKind: "sheet", ObjectID: fmt.Sprintf("sheet-%d", i), CallID: "call-1",
		Details: map[string]any{"points": fmt.Sprintf("%d.5", i%40), "comment": "매우 우수"},
	}
}

func (w world) record(tb testing.TB, n int) []audit.Leaf {
	tb.Helper()
	leaves := make([]audit.Leaf, n)
	w.write(tb, func(tx *store.Tx) (err error) {
		for i := range leaves {
			if leaves[i], err = audit.Record(tx, someone(tx.Now()), act(i)); err != nil {
				return err
			}
		}
		return nil
	})
	return leaves
}

func (w world) sign(tb testing.TB) audit.Checkpoint {
	tb.Helper()
	signed, err := w.log.SignCheckpoint(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	return signed
}

func (w world) verify(tb testing.TB, kept ...string) audit.Report {
	tb.Helper()
	report, err := audit.VerifyData(ctx, w.store, w.key.VerifierKey(), kept...)
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

func (w world) exec(tb testing.TB, statement string, args ...any) {
	tb.Helper()
	w.write(tb, func(tx *store.Tx) error { return tx.DB().Exec(statement, args...).Error })
}

func TestLeafHidesWhoAndWhat(t *testing.T) {
	w := newWorld(t)
	leaf := w.record(t, 1)[0]
	var stored struct{ Leaf []byte }
	err := w.store.Read(ctx, func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Select("leaf").Where("id = ?", leaf.ID).Take(&stored).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	var said map[string]any
	if err := json.Unmarshal(stored.Leaf, &said); err != nil {
		t.Fatal(err)
	}
	commitment, _ := said["commitment"].(string)
	want := map[string]any{
		"v": 1.0, "at": "2026-01-05T00:00:00.000000Z", "action": "sheet.submitted",
		"object": "sheet/sheet-0", "commitment": commitment,
	}
	if diff := cmp.Diff(want, said); diff != "" || len(commitment) != 64 {
		t.Fatalf("leaf (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(leaf.Record), `"person_id":"person-kim"`) || len(leaf.Salt) != 32 {
		t.Fatalf("the owner's copy lacks something: %s", leaf.Record)
	}
}

func TestSameActTwiceGivesDifferentLeaves(t *testing.T) {
	w := newWorld(t)
	w.write(t, func(tx *store.Tx) error {
		a, errA := audit.Record(tx, someone(tx.Now()), act(1))
		b, errB := audit.Record(tx, someone(tx.Now()), act(1))
		if string(a.Hash) == string(b.Hash) || string(a.Salt) == string(b.Salt) {
			t.Error("equal acts give equal leaves: their content could be guessed")
		}
		return errors.Join(errA, errB)
	})
}

func TestRecordIsLostWithItsTransaction(t *testing.T) {
	w := newWorld(t)
	refused := errors.New("refused")
	err := w.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := audit.Record(tx, someone(tx.Now()), act(1)); err != nil {
			return err
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	if placed, err := w.log.Sequence(ctx); placed != 0 || err != nil {
		t.Fatalf("placed %d, %v", placed, err)
	}
}

func TestRecordRefusesWhatIsNotCanonical(t *testing.T) {
	w := newWorld(t)
	for name, bad := range map[string]audit.Act{
		"no action":    {ObjectKind: "team"},
		"no kind":      {Action: "team.created"},
		"fraction":     {Action: "team.created", ObjectKind: "team", Details: 0.1},
		"broken text":  {Action: "team.created", ObjectKind: "team", ObjectID: "\xff"},
		"unmarshalled": {Action: "team.created", ObjectKind: "team", Details: func() {}},
	} {
		err := w.store.Write(ctx, func(tx *store.Tx) error {
			_, err := audit.Record(tx, someone(tx.Now()), bad)
			return err
		})
		if err == nil {
			t.Errorf("%s: recorded", name)
		}
	}
}

func TestSequencingFollowsTimeThenID(t *testing.T) {
	w := newWorld(t)
	later := w.record(t, 3)
	w.clock.Advance(-time.Second)
	earlier := w.record(t, 3)
	if placed, err := w.log.Sequence(ctx); placed != 6 || err != nil {
		t.Fatalf("placed %d, %v", placed, err)
	}
	var ids []string
	err := w.store.Read(ctx, func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Order("leaf_index").Pluck("id", &ids).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(append(sortedIDs(earlier), sortedIDs(later)...), ids); diff != "" {
		t.Fatal(diff)
	}
}

func TestConcurrentSequencersPlaceEachLeafOnce(t *testing.T) {
	w := newWorld(t)
	const writers, each = 8, 40
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for j := range each {
				err := w.store.Write(ctx, func(tx *store.Tx) error {
					_, err := audit.Record(tx, someone(tx.Now()), act(i*each+j))
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			other := audit.New(w.store, w.key, w.clock)
			for range each / 4 {
				if _, err := other.Sequence(ctx); err != nil {
					t.Error(err)
				}
				if _, err := other.SignCheckpoint(ctx); err != nil && fault.CodeOf(err) != "audit.empty" {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	last := w.sign(t)
	report := w.verify(t, last.Note)
	if last.Size != writers*each || report.Leaves != last.Size || report.Waiting != 0 || len(report.Findings) > 0 {
		t.Fatalf("size %d, report %+v", last.Size, report)
	}
}

func sortedIDs(leaves []audit.Leaf) []string {
	ids := make([]string, len(leaves))
	for i, leaf := range leaves {
		ids[i] = leaf.ID
	}
	slices.Sort(ids)
	return ids
}
