package main

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	found := []figures{}
	for _, n := range []float64{4, 1, 3, 2} {
		found = append(found, figures{product: figure{perSecond: n}, bare: figure{perSecond: 1}})
	}
	per := func(f figures) float64 { return f.product.perSecond / f.bare.perSecond }
	if got := median(found, per); got != (spread{1, 2.5, 4}) {
		t.Errorf("of four: %v", got)
	}
	if got := median(found[:3], per); got != (spread{1, 3, 4}) {
		t.Errorf("of three: %v", got)
	}
}

func TestLoadCountsOnlyWhatItAskedFor(t *testing.T) {
	var mu sync.Mutex
	keys := map[string]bool{}
	status := http.StatusCreated
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		keys[r.Header.Get("Idempotency-Key")] = true
		w.WriteHeader(status)
	}))
	defer server.Close()
	l := load{
		address: strings.TrimPrefix(server.URL, "http://"), connections: 3, status: http.StatusCreated,
		head: post("/x", "Bearer y"), body: `{"n":%d}`, keyed: true,
	}
	got, err := l.run(t.Context(), 50*time.Millisecond)
	if err != nil || got.perSecond == 0 || got.p99 == 0 {
		t.Fatalf("%+v %v", got, err)
	}
	if answered := int(got.perSecond * 10); answered == 0 || len(keys) < 3 {
		t.Errorf("%d keys", len(keys))
	}
	status = http.StatusServiceUnavailable
	if _, err := l.run(t.Context(), time.Millisecond); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("a refusal was counted: %v", err)
	}
	var sentAs bytes.Buffer
	if err := l.request(bufio.NewWriter(&sentAs)); err != nil || strings.Contains(sentAs.String(), "%d") {
		t.Errorf("sent %q, %v", sentAs.String(), err)
	}
}

func TestRawWriterIsDurable(t *testing.T) {
	w, err := openRaw(t.Context(), filepath.Join(t.TempDir(), "raw.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.close(); err != nil {
			t.Error(err)
		}
	}()
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "wal_autocheckpoint": "8000", "foreign_keys": "1"} {
		var got string
		if err := w.conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("PRAGMA %s is %q, %v; the program's own writer has %q", pragma, got, err, want)
		}
	}
	for name, measure := range map[string]func(context.Context, time.Duration) (figure, error){"alone": w.alone, "shared": w.shared} {
		if got, err := measure(t.Context(), 30*time.Millisecond); err != nil || got.perSecond == 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestBenchFlags(t *testing.T) {
	if _, err := parseBench([]string{"--rounds", "0"}); err == nil {
		t.Error("no rounds were taken")
	}
	o, err := parseBench([]string{"--rounds", "2", "--span", "1s"})
	if err != nil || o.rounds != 2 || o.span != time.Second {
		t.Errorf("%+v %v", o, err)
	}
}
