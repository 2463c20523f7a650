package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/clock"
	"wbl/internal/job"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

var (
	ctx       = context.Background()
	errFailed = errors.New("it failed")
)

type world struct {
	clock *clock.Manual
	store *store.Store
	queue *job.Queue
}

func newWorld(t *testing.T) world {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 1, 5, 0, 0, 30, 0, time.UTC))
	s := storetest.Open(t, clk)
	return world{clock: clk, store: s, queue: job.New(s, clk, slog.New(slog.DiscardHandler))}
}

func (w world) enqueue(t *testing.T, kind string, payload any, at clock.Instant) {
	t.Helper()
	err := w.store.Write(ctx, func(tx *store.Tx) error { return job.Enqueue(tx, kind, payload, at) })
	if err != nil {
		t.Fatal(err)
	}
}

func (w world) runDue(t *testing.T, want int) {
	t.Helper()
	ran, err := w.queue.RunDue(ctx)
	if err != nil || ran != want {
		t.Fatalf("ran %d, %v; want %d", ran, err, want)
	}
}

type stored struct {
	Kind                                 string
	RunAt, Attempts, LockedUntil, DoneAt int64
	LastError                            string
}

func (w world) row(t *testing.T, kind string) stored {
	t.Helper()
	var row stored
	err := w.store.Read(ctx, func(tx *store.Tx) error { return tx.DB().Table("jobs").Where("kind = ?", kind).Take(&row).Error })
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func TestJobsRunInOrderOnceWhenDue(t *testing.T) {
	w := newWorld(t)
	var got []string
	w.queue.Handle("note", func(_ context.Context, payload json.RawMessage) error {
		got = append(got, string(payload))
		return nil
	})
	w.enqueue(t, "note", "later", w.clock.Now()+clock.Second)
	w.enqueue(t, "note", "now", 0)
	w.enqueue(t, "note", map[string]int{"id": 1}, w.clock.Now()-clock.Second)
	w.enqueue(t, "foreign", nil, 0)
	w.runDue(t, 2)
	w.clock.Advance(time.Second - time.Microsecond)
	w.runDue(t, 0)
	w.clock.Advance(time.Microsecond)
	w.runDue(t, 1)
	w.runDue(t, 0)
	if diff := cmp.Diff([]string{`{"id":1}`, `"now"`, `"later"`}, got); diff != "" {
		t.Fatal(diff)
	}
	if row := w.row(t, "foreign"); row.Attempts != 0 || row.DoneAt != 0 {
		t.Fatalf("a kind without a handler was touched: %+v", row)
	}
}

func TestARolledBackTransactionEnqueuesNothing(t *testing.T) {
	w := newWorld(t)
	w.queue.Handle("note", func(context.Context, json.RawMessage) error { return nil })
	err := w.store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(job.Enqueue(tx, "note", 1, 0), errFailed)
	})
	if !errors.Is(err, errFailed) {
		t.Fatal(err)
	}
	w.runDue(t, 0)
	err = w.store.Write(ctx, func(tx *store.Tx) error { return job.Enqueue(tx, "note", func() {}, 0) })
	if err == nil {
		t.Fatal("a payload that JSON cannot hold was taken")
	}
}

func TestFailuresAreTriedAgainEverLater(t *testing.T) {
	w := newWorld(t)
	failures := 14
	w.queue.Handle("flaky", func(context.Context, json.RawMessage) error {
		if failures--; failures < 0 {
			return nil
		}
		if failures%2 == 0 {
			panic("boom\x00\n" + strings.Repeat("가", 400))
		}
		return errFailed
	})
	w.enqueue(t, "flaky", nil, 0)
	var waits []string
	for w.runDue(t, 1); ; w.runDue(t, 1) {
		row := w.row(t, "flaky")
		if row.DoneAt != 0 {
			break
		}
		if row.LastError == "" || len(row.LastError) > 500 || strings.ContainsAny(row.LastError, "\x00\n") {
			t.Fatalf("last error %q", row.LastError)
		}
		waits = append(waits, clock.Instant(row.RunAt).Sub(w.clock.Now()).String())
		w.clock.Set(clock.Instant(row.RunAt) - 1)
		w.runDue(t, 0)
		w.clock.Advance(time.Microsecond)
	}
	want := []string{"5s", "10s", "20s", "40s", "1m20s", "2m40s", "5m20s", "10m40s", "21m20s", "42m40s", "1h0m0s", "1h0m0s", "1h0m0s", "1h0m0s"}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Fatal(diff)
	}
	if row := w.row(t, "flaky"); row.Attempts != 15 || row.LastError != "" || row.LockedUntil != 0 {
		t.Fatalf("at the end: %+v", row)
	}
}

func TestADeadProcessLosesItsJobToAnother(t *testing.T) {
	w := newWorld(t)
	other := job.New(w.store, w.clock, slog.New(slog.DiscardHandler))
	handled := []string{}
	other.Handle("slow", func(context.Context, json.RawMessage) error { handled = append(handled, "other"); return nil })
	w.queue.Handle("slow", func(context.Context, json.RawMessage) error {
		for _, c := range []struct {
			wait time.Duration
			want int
		}{{0, 0}, {5*time.Minute - time.Microsecond, 0}, {time.Microsecond, 1}} {
			w.clock.Advance(c.wait)
			if ran, err := other.RunDue(ctx); ran != c.want || err != nil {
				t.Errorf("after %s the other ran %d, %v", c.wait, ran, err)
			}
		}
		return errFailed
	})
	w.enqueue(t, "slow", nil, 0)
	w.runDue(t, 1)
	if row := w.row(t, "slow"); row.DoneAt == 0 || row.LastError != "" || len(handled) != 1 {
		t.Fatalf("the late answer of the first overwrote the second's: %+v", row)
	}
}

func TestManyWorkersDoEachJobOnce(t *testing.T) {
	w := newWorld(t)
	const jobs = 120
	var mu sync.Mutex
	seen := map[int]int{}
	done := make(chan struct{})
	stopped, cancel := context.WithCancel(ctx)
	var queues sync.WaitGroup
	for range 3 {
		q := job.New(w.store, w.clock, slog.New(slog.DiscardHandler))
		q.Handle("count", func(_ context.Context, payload json.RawMessage) error {
			mu.Lock()
			defer mu.Unlock()
			var n int
			if err := json.Unmarshal(payload, &n); err != nil {
				return err
			}
			if seen[n]++; len(seen) == jobs {
				close(done)
			}
			return nil
		})
		queues.Go(func() { q.Run(stopped) })
	}
	for i := range jobs {
		w.enqueue(t, "count", i, 0)
	}
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Error("not done in time")
	}
	cancel()
	queues.Wait()
	for n, times := range seen {
		if times != 1 {
			t.Errorf("job %d ran %d times", n, times)
		}
	}
}

func TestCommitWakesARunningQueue(t *testing.T) {
	w := newWorld(t)
	ran := make(chan struct{}, 1)
	w.queue.Handle("note", func(context.Context, json.RawMessage) error { ran <- struct{}{}; return nil })
	stopped, cancel := context.WithCancel(ctx)
	finished := make(chan struct{})
	go func() { w.queue.Run(stopped); close(finished) }()
	time.Sleep(50 * time.Millisecond)
	fast := 0
	for range 5 {
		start := time.Now()
		w.enqueue(t, "note", nil, 0)
		<-ran
		if time.Since(start) < 500*time.Millisecond {
			fast++
		}
	}
	if fast < 4 {
		t.Errorf("only %d of 5 jobs began before the next look at the clock", fast)
	}
	cancel()
	<-finished
}

func TestStoppingLetsTheJobUnderWayFinish(t *testing.T) {
	w := newWorld(t)
	stopped, cancel := context.WithCancel(ctx)
	var finished atomic.Bool
	w.queue.Handle("slow", func(work context.Context, _ json.RawMessage) error {
		cancel()
		time.Sleep(100 * time.Millisecond)
		finished.Store(true)
		return work.Err()
	})
	w.enqueue(t, "slow", nil, 0)
	w.queue.Run(stopped)
	if row := w.row(t, "slow"); !finished.Load() || row.DoneAt == 0 {
		t.Fatalf("finished %v, row %+v", finished.Load(), row)
	}
}

func TestPeriodicWorkKeepsItsGrid(t *testing.T) {
	w := newWorld(t)
	runs := 0
	work := func(context.Context) error {
		if runs++; runs == 2 {
			return errFailed
		}
		return nil
	}
	w.queue.Every("sweep", time.Minute, work)
	w.runDue(t, 0)
	w.clock.Advance(30 * time.Second)
	w.runDue(t, 1)
	w.runDue(t, 0)
	w.clock.Advance(time.Minute)
	w.runDue(t, 1)
	if row := w.row(t, "sweep"); row.LastError != errFailed.Error() || row.Attempts != 1 {
		t.Fatalf("after a failure: %+v", row)
	}
	w.clock.Advance(5 * time.Second)
	w.runDue(t, 1)
	again := job.New(w.store, w.clock, slog.New(slog.DiscardHandler)) // another process, or the next start
	again.Every("sweep", time.Minute, work)
	w.clock.Advance(time.Hour)
	if ran, err := again.RunDue(ctx); ran != 1 || err != nil {
		t.Fatalf("what was missed ran %d times, %v", ran, err)
	}
	w.runDue(t, 0)
	row := w.row(t, "sweep")
	if row.RunAt%int64(clock.Minute) != 0 || clock.Instant(row.RunAt) <= w.clock.Now() || row.Attempts != 0 || row.LastError != "" {
		t.Fatalf("next run: %+v", row)
	}
}

func TestForgetKeepsWhatIsNotDone(t *testing.T) {
	w := newWorld(t)
	w.queue.Handle("done", func(context.Context, json.RawMessage) error { return nil })
	w.queue.Handle("failing", func(context.Context, json.RawMessage) error { return errFailed })
	w.enqueue(t, "done", nil, 0)
	w.enqueue(t, "failing", nil, 0)
	w.runDue(t, 2)
	forget := func(before clock.Instant) (left int64) {
		err := w.store.Write(ctx, func(tx *store.Tx) error {
			return errors.Join(job.Forget(tx, before), tx.DB().Table("jobs").Count(&left).Error)
		})
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	if left := forget(w.clock.Now()); left != 2 {
		t.Fatalf("%d left, want both", left)
	}
	if left := forget(w.clock.Now() + 1); left != 1 || w.row(t, "failing").DoneAt != 0 {
		t.Fatalf("%d left, want the failing one", left)
	}
}
