package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// A random cutting of a file into pieces, with a new process, torn sidecars and
// bytes that never became durable in between, hashes like the whole.
func TestResumedHashIsTheWholeHash(t *testing.T) {
	dir := t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		s, err := Open(filepath.Join(dir, fmt.Sprint(round)))
		if err != nil {
			rt.Fatal(err)
		}
		whole := rapid.SliceOfN(rapid.Byte(), 0, 2000).Draw(rt, "whole")
		if err := s.Stage(idA); err != nil {
			rt.Fatal(err)
		}
		for at := 0; at < len(whole); {
			n := rapid.IntRange(0, len(whole)-at).Draw(rt, "piece")
			size, err := s.Append(context.Background(), idA, int64(at), bytes.NewReader(whole[at:at+n]), large)
			if err != nil || size != int64(at+n) {
				rt.Fatalf("Append = %d, %v", size, err)
			}
			at += n
			disturb(rt, s)
			s.held = map[string]struct{}{} // as in a new process
		}
		info, err := s.Finish(idA)
		if err != nil || info.SHA256 != hexSum(whole) || info.Size != int64(len(whole)) {
			rt.Fatalf("Finish = %+v, %v", info, err)
		}
	})
}

func disturb(rt *rapid.T, s *Store) {
	var err error
	switch rapid.SampledFrom([]string{"nothing", "tail", "lost", "torn", "temp"}).Draw(rt, "accident") {
	case "tail":
		var f *os.File
		if f, err = os.OpenFile(s.partPath(idA), os.O_WRONLY|os.O_APPEND, 0); err == nil {
			_, err = f.WriteString("never acknowledged")
			err = errors.Join(err, f.Close())
		}
	case "lost":
		err = os.Remove(s.sidecarPath(idA))
	case "torn":
		err = os.Truncate(s.sidecarPath(idA), 10)
	case "temp":
		err = os.WriteFile(s.sidecarPath(idA)+".tmp", []byte("{"), 0o600)
	}
	if err != nil {
		rt.Fatal(err)
	}
}

func TestBrokenSenderKeepsWhatArrived(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	cut := io.MultiReader(strings.NewReader("first half, "), iotest.ErrReader(io.ErrUnexpectedEOF))
	size, err := s.Append(t.Context(), idA, 0, cut, large)
	if !errors.Is(err, io.ErrUnexpectedEOF) || size != 12 {
		t.Fatalf("Append = %d, %v", size, err)
	}
	s = reopen(t, s)
	wantStaged(t, s, idA, 12)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if size, err := s.Append(ctx, idA, 12, strings.NewReader("x"), large); !errors.Is(err, context.Canceled) || size != 12 {
		t.Fatalf("cancelled Append = %d, %v", size, err)
	}
	mustAppend(t, s, idA, 12, []byte("second half"))
	if info := mustFinish(t, s, idA); info.SHA256 != hexSum([]byte("first half, second half")) {
		t.Error("hash differs")
	}
}

func TestFullDiskLeavesUploadWhole(t *testing.T) {
	s := newStore(t)
	mustStage(t, s, idA)
	whole := bytes.Repeat([]byte("wbl"), checkpointEvery)
	mustAppend(t, s, idA, 0, whole[:100])
	room := checkpointEvery + copyBuffer + 12345
	s.write = func(f *os.File, p []byte) (int, error) {
		n, _ := f.Write(p[:min(len(p), room)])
		room -= n
		if n < len(p) {
			return n, &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
		}
		return n, nil
	}
	size, err := s.Append(t.Context(), idA, 100, bytes.NewReader(whole[100:]), large)
	if !errors.Is(err, ErrDiskFull) || size < checkpointEvery {
		t.Fatalf("Append = %d, %v", size, err)
	}
	stat, err := os.Stat(s.partPath(idA))
	if err != nil || stat.Size() != size {
		t.Fatalf("file has %d bytes, size says %d (%v)", stat.Size(), size, err)
	}
	s = reopen(t, s)
	wantStaged(t, s, idA, size)
	mustAppend(t, s, idA, size, whole[size:])
	if info := mustFinish(t, s, idA); info.SHA256 != hexSum(whole) {
		t.Error("hash differs after a full disk")
	}
}
