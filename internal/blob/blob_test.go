package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/clock"
)

const (
	idA   = "aaaabbbbccccddddeeeeffff22"
	idB   = "bbbbccccddddeeeeffffgggg33"
	large = int64(1 << 30)
)

func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reopen is the store as a new process finds it.
func reopen(t testing.TB, s *Store) *Store {
	t.Helper()
	again, err := Open(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func mustStage(t testing.TB, s *Store, id string) {
	t.Helper()
	if err := s.Stage(id); err != nil {
		t.Fatalf("Stage: %v", err)
	}
}

func mustAppend(t testing.TB, s *Store, id string, offset int64, piece []byte) {
	t.Helper()
	size, err := s.Append(t.Context(), id, offset, bytes.NewReader(piece), large)
	if err != nil || size != offset+int64(len(piece)) {
		t.Fatalf("Append = %d, %v; want %d", size, err, offset+int64(len(piece)))
	}
}

func mustFinish(t testing.TB, s *Store, id string) Info {
	t.Helper()
	info, err := s.Finish(id)
	if err != nil {
		t.Fatalf("Finish: %v", err)
	}
	return info
}

func hexSum(p []byte) string {
	sum := sha256.Sum256(p)
	return hex.EncodeToString(sum[:])
}

func readAll(t testing.TB, s *Store, key string) []byte {
	t.Helper()
	r, size, err := s.Open(key)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil || int64(len(raw)) != size {
		t.Fatalf("read %d of %d bytes: %v", len(raw), size, err)
	}
	return raw
}

func wantStaged(t testing.TB, s *Store, id string, want int64) {
	t.Helper()
	if got, err := s.Staged(id); err != nil || got != want {
		t.Fatalf("Staged = %d, %v; want %d", got, err, want)
	}
}

// stagedFiles lists what is left in the staging folder.
func stagedFiles(t testing.TB, s *Store) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.dir, stagedDir))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestUploadBecomesObject(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	if _, _, err := s.Open(idA); !errors.Is(err, ErrNotFound) {
		t.Fatalf("unfinished upload is visible: %v", err)
	}
	mustAppend(t, s, idA, 0, []byte("%PDF-1.7\n"))
	mustAppend(t, s, idA, 9, []byte("body"))
	info := mustFinish(t, s, idA)
	whole := []byte("%PDF-1.7\nbody")
	want := Info{Key: idA, Size: 13, SHA256: hexSum(whole), Content: Content{MediaType: PDF}}
	if diff := cmp.Diff(want, info); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(whole, readAll(t, s, idA)); diff != "" {
		t.Error(diff)
	}
	if left := stagedFiles(t, s); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if again := mustFinish(t, s, idA); again != info {
		t.Errorf("second Finish = %+v", again)
	}
	if err := s.Stage(idA); !errors.Is(err, ErrExists) {
		t.Errorf("Stage over an object: %v", err)
	}
	if _, err := s.Append(t.Context(), idA, 13, strings.NewReader("x"), large); !errors.Is(err, ErrNotFound) {
		t.Errorf("Append to an object: %v", err)
	}
}

func TestAppendRefusesWrongOffset(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	mustAppend(t, s, idA, 0, []byte("12345"))
	for _, offset := range []int64{-1, 0, 4, 6} {
		size, err := s.Append(t.Context(), idA, offset, strings.NewReader("x"), large)
		var wrong *OffsetError
		if !errors.As(err, &wrong) || wrong.Size != 5 || wrong.Given != offset || size != 5 {
			t.Errorf("offset %d: %d, %v", offset, size, err)
		}
	}
	wantStaged(t, s, idA, 5)
}

func TestLimitIsExact(t *testing.T) {
	const limit = 3*checkpointEvery + 1000 // so that durable points lie before the limit
	whole := bytes.Repeat([]byte("0123456789"), limit/10+1)
	s := newStore(t)
	mustStage(t, s, idA)
	if size, err := s.Append(t.Context(), idA, 0, bytes.NewReader(whole[:limit]), limit); err != nil || size != limit {
		t.Fatalf("limit bytes: %d, %v", size, err)
	}
	var over *LimitError
	if size, err := s.Append(t.Context(), idA, limit, strings.NewReader("x"), limit); !errors.As(err, &over) || size != limit {
		t.Fatalf("one more: %d, %v", size, err)
	}
	mustStage(t, s, idB)
	mustAppend(t, s, idB, 0, whole[:7])
	size, err := s.Append(t.Context(), idB, 7, bytes.NewReader(whole[7:limit+1]), limit)
	if !errors.As(err, &over) || over.Limit != limit || size != 7 {
		t.Fatalf("limit+1 in one piece: %d, %v", size, err)
	}
	wantStaged(t, reopen(t, s), idB, 7)
	mustAppend(t, s, idB, 7, whole[7:limit])
	if info := mustFinish(t, s, idB); info.SHA256 != hexSum(whole[:limit]) {
		t.Error("hash differs after a refused piece")
	}
}

func TestKeysCannotClimb(t *testing.T) {
	s := newStore(t)
	bad := []string{
		"", ".", "..", "../../../../etc/passwd", "aaaabbbbccccdddd/../x", "/etc/passwd", `..\..\boot`,
		"aaaabbbbccccdddd\x00", "AAAABBBBCCCCDDDD", "aaaabbbbccccddd", "aaaa.bbbb.cccc.dddd", "..aabbbbccccdddd",
		strings.Repeat("a", 65), "aaaabbbbccccddd\n", "ａaaabbbbccccdddd", "%2e%2e%2faaaabbbbcccc",
	}
	for _, key := range bad {
		_, _, openErr := s.Open(key)
		_, stagedErr := s.Staged(key)
		_, appendErr := s.Append(t.Context(), key, 0, strings.NewReader(""), 1)
		_, finishErr := s.Finish(key)
		for i, err := range []error{
			openErr, stagedErr, appendErr, finishErr, s.Stage(key), s.Discard(key), s.Delete(key),
			s.Verify(t.Context(), key, ""),
		} {
			if !errors.Is(err, ErrBadKey) {
				t.Errorf("key %q, call %d: %v", key, i, err)
			}
		}
	}
}

func TestConcurrentUploads(t *testing.T) {
	s := newStore(t)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			id := fmt.Sprintf("upload%020d", i)
			whole := bytes.Repeat([]byte{byte(i)}, 1000+i)
			if err := s.Stage(id); err != nil {
				t.Error(err)
			}
			for at := 0; at < len(whole); at += 100 {
				piece := whole[at:min(at+100, len(whole))]
				if _, err := s.Append(t.Context(), id, int64(at), bytes.NewReader(piece), large); err != nil {
					t.Error(err)
				}
			}
			if info, err := s.Finish(id); err != nil || info.SHA256 != hexSum(whole) {
				t.Errorf("%s: %+v, %v", id, info, err)
			}
		})
	}
	wg.Wait()
	seen := 0
	if err := s.Walk(t.Context(), func(Object) error { seen++; return nil }); err != nil || seen != 16 {
		t.Errorf("Walk met %d, %v", seen, err)
	}
}

func TestOneUploadHasOneWriter(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := s.Append(t.Context(), idA, 0, r, large)
		done <- err
	}()
	if _, err := w.Write([]byte("x")); err != nil { // returns once Append is reading
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), idA, 0, strings.NewReader("y"), large); !errors.Is(err, ErrBusy) {
		t.Errorf("second Append: %v", err)
	}
	if _, err := s.Finish(idA); !errors.Is(err, ErrBusy) {
		t.Errorf("Finish: %v", err)
	}
	if err := s.Discard(idA); !errors.Is(err, ErrBusy) {
		t.Errorf("Discard: %v", err)
	}
	if n, err := s.SweepStaged(clock.FromTime(time.Now().Add(time.Hour))); n != 0 || err != nil {
		t.Errorf("SweepStaged = %d, %v", n, err)
	}
	w.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	wantStaged(t, s, idA, 1)
}

func TestDiscardAndSweep(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	mustAppend(t, s, idA, 0, []byte("abandoned"))
	mustStage(t, s, idB)
	if err := errors.Join(s.Discard(idB), s.Discard(idB)); err != nil {
		t.Fatalf("Discard: %v", err)
	}
	now := clock.FromTime(time.Now())
	if n, err := s.SweepStaged(now.Add(-time.Hour)); n != 0 || err != nil {
		t.Fatalf("young upload swept: %d, %v", n, err)
	}
	if n, err := s.SweepStaged(now.Add(time.Hour)); n != 1 || err != nil {
		t.Fatalf("SweepStaged = %d, %v", n, err)
	}
	if left := stagedFiles(t, s); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := s.Staged(idA); !errors.Is(err, ErrNotFound) {
		t.Errorf("Staged after sweep: %v", err)
	}
}

func TestPutVerifyDelete(t *testing.T) {
	s := newStore(t)
	info, err := s.Put(t.Context(), idA, strings.NewReader("made here"), 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(t.Context(), idA, info.SHA256); err != nil {
		t.Errorf("Verify: %v", err)
	}
	if err := s.Verify(t.Context(), idA, hexSum([]byte("other"))); !errors.Is(err, ErrCorrupt) {
		t.Errorf("Verify with another hash: %v", err)
	}
	if _, err := s.Put(t.Context(), idB, strings.NewReader("too large"), 3); err == nil || len(stagedFiles(t, s)) != 0 {
		t.Errorf("refused Put: %v, left %v", err, stagedFiles(t, s))
	}
	if err := s.Delete(idA); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if err := s.Delete(idA); !errors.Is(err, ErrNotFound) {
		t.Errorf("second Delete: %v", err)
	}
	if err := s.Verify(t.Context(), idA, info.SHA256); !errors.Is(err, ErrNotFound) {
		t.Errorf("Verify after Delete: %v", err)
	}
}

func TestWalkGivesObjectsInOrder(t *testing.T) {
	s := newStore(t)
	for _, id := range []string{idB, idA} {
		if _, err := s.Put(t.Context(), id, strings.NewReader(id), 100); err != nil {
			t.Fatal(err)
		}
	}
	mustStage(t, s, "unfinished1234567890123456")
	var keys []string
	err := s.Walk(t.Context(), func(o Object) error {
		if o.Size != 26 || o.Stored.IsZero() {
			t.Errorf("%+v", o)
		}
		keys = append(keys, o.Key)
		return nil
	})
	if diff := cmp.Diff([]string{idA, idB}, keys); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	stop := errors.New("stop")
	if err := s.Walk(t.Context(), func(Object) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Walk: %v", err)
	}
}
