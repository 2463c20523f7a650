package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

var errRefused = errors.New("refused")

func open(t *testing.T) *store.Store {
	t.Helper()
	return storetest.Open(t, clock.NewManual(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)))
}

func insertJob(tx *store.Tx, id string) error {
	return tx.DB().Exec(`INSERT INTO jobs (id, kind, payload, run_at, attempts, locked_until, done_at, last_error)
		VALUES (?, 'test', '', ?, 0, 0, 0, '')`, id, tx.Now()).Error
}

func countJobs(t *testing.T, s *store.Store) int64 {
	t.Helper()
	var n int64
	err := s.Read(context.Background(), func(tx *store.Tx) error {
		return tx.DB().Table("jobs").Count(&n).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteCommitsAndRollsBack(t *testing.T) {
	s := open(t)
	published := 0
	write := func(id string, result error) error {
		return s.Write(context.Background(), func(tx *store.Tx) error {
			tx.AfterCommit(func() { published++ })
			if err := insertJob(tx, id); err != nil {
				return err
			}
			return result
		})
	}
	if err := write("a", nil); err != nil {
		t.Fatal(err)
	}
	if err := write("b", errRefused); !errors.Is(err, errRefused) {
		t.Fatal(err)
	}
	if err := write("a", nil); !store.Duplicate(err) {
		t.Fatalf("a second row with the same id: %v", err)
	}
	if n := countJobs(t, s); n != 1 || published != 1 {
		t.Fatalf("%d rows, %d published; want 1 and 1", n, published)
	}
}

func TestConcurrentWritesFailAlone(t *testing.T) {
	s := open(t)
	const writers = 200
	var published atomic.Int64
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			err := s.Write(context.Background(), func(tx *store.Tx) error {
				tx.AfterCommit(func() { published.Add(1) })
				if err := insertJob(tx, fmt.Sprintf("job-%d", i)); err != nil {
					return err
				}
				if i%3 == 0 {
					return errRefused
				}
				return nil
			})
			if (i%3 == 0) != errors.Is(err, errRefused) {
				t.Errorf("write %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	want := int64(writers - (writers+2)/3)
	if n := countJobs(t, s); n != want || published.Load() != want {
		t.Fatalf("%d rows, %d published; want %d", n, published.Load(), want)
	}
}

func TestPanicStaysWithItsCaller(t *testing.T) {
	s := open(t)
	func() {
		defer func() {
			if p := recover(); p == nil || !strings.Contains(fmt.Sprint(p), "boom") {
				t.Errorf("recovered %v", p)
			}
		}()
		_ = s.Write(context.Background(), func(*store.Tx) error { panic("boom") })
	}()
	if err := s.Write(context.Background(), func(tx *store.Tx) error { return insertJob(tx, "after") }); err != nil {
		t.Fatal(err)
	}
}

func TestCancelledBeforeItStartsDoesNothing(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := s.Write(ctx, func(tx *store.Tx) error { return insertJob(tx, "never") })
	if fault.KindOf(err) != fault.Unavailable {
		t.Fatal(err)
	}
	if n := countJobs(t, s); n != 0 {
		t.Fatal(n)
	}
}

func TestReadCannotWrite(t *testing.T) {
	s := open(t)
	err := s.Read(context.Background(), func(tx *store.Tx) error { return insertJob(tx, "x") })
	if err == nil {
		t.Fatal("a read transaction wrote")
	}
}

type made struct{ ID string }

func TestOnceRepeatsTheAnswerNotTheAct(t *testing.T) {
	s := open(t)
	key := store.IdempotencyKey{PersonID: "p", Route: "POST /x", Key: "k", BodyHash: "h"}
	do := func(k store.IdempotencyKey) (made, error) {
		return store.Once(store.WithIdempotency(context.Background(), k), s, func(tx *store.Tx) (made, error) {
			id := store.NewID()
			return made{ID: id}, insertJob(tx, id)
		})
	}
	var wg sync.WaitGroup
	ids := sync.Map{}
	for range 100 {
		wg.Go(func() {
			m, err := do(key)
			if err != nil {
				t.Error(err)
			}
			ids.Store(m.ID, true)
		})
	}
	wg.Wait()
	distinct := 0
	ids.Range(func(any, any) bool { distinct++; return true })
	if n := countJobs(t, s); n != 1 || distinct != 1 {
		t.Fatalf("%d rows, %d distinct answers", n, distinct)
	}
	other := key
	other.BodyHash = "different"
	if _, err := do(other); fault.CodeOf(err) != "store.key_reused" {
		t.Fatalf("another body: %v", err)
	}
	for _, k := range []store.IdempotencyKey{
		{PersonID: "q", Route: "POST /x", Key: "k", BodyHash: "h"},
		{PersonID: "p", Route: "POST /y", Key: "k", BodyHash: "h"},
		{PersonID: "p", Route: "POST /x", ObjectID: "o", Key: "k", BodyHash: "h"},
	} {
		if _, err := do(k); err != nil {
			t.Fatal(err)
		}
	}
	if n := countJobs(t, s); n != 4 {
		t.Fatalf("another person, route or object is another act: %d rows", n)
	}
}

func TestOnceForgetsFailures(t *testing.T) {
	s := open(t)
	ctx := store.WithIdempotency(context.Background(), store.IdempotencyKey{PersonID: "p", Route: "r", Key: "k", BodyHash: "h"})
	fail := true
	do := func() (made, error) {
		return store.Once(ctx, s, func(*store.Tx) (made, error) {
			if fail {
				return made{}, errRefused
			}
			return made{ID: "second"}, nil
		})
	}
	if _, err := do(); !errors.Is(err, errRefused) {
		t.Fatal(err)
	}
	fail = false
	if m, err := do(); err != nil || m.ID != "second" {
		t.Fatal(m, err)
	}
}

func TestIdsAreRandomAndLong(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := store.NewID()
		if len(id) != 26 || seen[id] {
			t.Fatal(id)
		}
		seen[id] = true
	}
}
