package blob

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestCrashBetweenSteps leaves the files as a process does that dies between
// two steps, and continues with a new one.
func TestCrashBetweenSteps(t *testing.T) {
	whole := []byte("%PDF-1.7 the whole file")
	tests := []struct {
		name   string
		crash  func(t *testing.T, s *Store)
		staged int64 // where the upload continues; -1 when it is an object already
	}{
		{"staged file made, sidecar not", func(t *testing.T, s *Store) {
			mustWrite(t, s.partPath(idA), nil)
		}, 0},
		{"bytes written, not yet durable", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole[:5])
			mustWrite(t, s.partPath(idA), append(bytes.Clone(whole[:5]), make([]byte, 100)...))
		}, 5},
		{"sidecar written under its temporary name", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole[:5])
			mustWrite(t, s.sidecarPath(idA)+".tmp", []byte(`{"size":9`))
		}, 5},
		{"refused piece cut off, sidecar still ahead", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole[:9])
			mustTruncate(t, s.partPath(idA), 5)
		}, 5},
		{"all bytes there, not finished", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole)
		}, int64(len(whole))},
		{"folders made, not moved", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole)
			if err := s.makeFolders(idA); err != nil {
				t.Fatal(err)
			}
		}, int64(len(whole))},
		{"moved, sidecar left", func(t *testing.T, s *Store) {
			mustStage(t, s, idA)
			mustAppend(t, s, idA, 0, whole)
			if err := s.makeFolders(idA); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(s.partPath(idA), s.objectPath(idA)); err != nil {
				t.Fatal(err)
			}
		}, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := newStore(t)
			tt.crash(t, before)
			s := reopen(t, before)
			if tt.staged >= 0 {
				if _, _, err := s.Open(idA); err == nil {
					t.Fatal("unfinished upload is visible as an object")
				}
				wantStaged(t, s, idA, tt.staged)
				mustAppend(t, s, idA, tt.staged, whole[tt.staged:])
			}
			info := mustFinish(t, s, idA)
			if info.SHA256 != hexSum(whole) || info.MediaType != PDF || info.Size != int64(len(whole)) {
				t.Errorf("Finish = %+v", info)
			}
			if err := s.Verify(t.Context(), idA, info.SHA256); err != nil {
				t.Error(err)
			}
			if left := stagedFiles(t, s); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func mustWrite(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustTruncate(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

const childEnv = "WBL_BLOB_TEST_CHILD"

// counting is the endless file that the child uploads: byte i is i mod 251.
type counting struct{ at int64 }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte((c.at + int64(i)) % 251)
	}
	c.at += int64(len(p))
	return len(p), nil
}

// TestMain lets this binary be its own victim: with the variable set it uploads
// to the folder named there until it is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv(childEnv)
	if dir == "" {
		os.Exit(m.Run())
	}
	s, err := Open(dir)
	if err == nil {
		var at int64
		if at, err = s.Staged(idA); err == nil {
			_, err = s.Append(context.Background(), idA, at, &counting{at}, 1<<40)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func TestKilledProcessResumes(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	var at int64
	for range 3 {
		killUploader(t, s, at)
		next, err := s.Staged(idA)
		if err != nil || next <= at {
			t.Fatalf("Staged = %d, %v after %d", next, err, at)
		}
		at = next
	}
	mustAppend(t, s, idA, at, []byte("end"))
	info := mustFinish(t, s, idA)
	var want bytes.Buffer
	if _, err := io.CopyN(&want, &counting{}, at); err != nil {
		t.Fatal(err)
	}
	want.WriteString("end")
	if info.SHA256 != hexSum(want.Bytes()) {
		t.Error("hash differs from the bytes that were sent")
	}
	if err := s.Verify(t.Context(), idA, info.SHA256); err != nil {
		t.Error(err)
	}
}

// killUploader starts the child and kills it once it has passed a durable point.
func killUploader(t *testing.T, s *Store, at int64) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+s.dir)
	var stderr strings.Builder
	child.Stderr = &stderr
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		size, err := s.Staged(idA)
		if err == nil && size > at {
			break
		}
		if time.Now().After(deadline) {
			t.Errorf("child made no progress: %v %s", err, stderr.String())
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := child.Process.Kill(); err != nil {
		t.Error(err)
	}
	child.Wait()
}
