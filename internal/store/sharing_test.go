package store

import (
	endian "encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

func openFile(t *testing.T) (s *Store, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "wbl.db")
	s, err := Open(t.Context(), Config{Driver: SQLite, DSN: path}, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.Write(t.Context(), func(tx *Tx) error { return tx.db.Exec("CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT)").Error })
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func insertNote(tx *Tx, id, text string) error {
	return tx.db.Exec("INSERT INTO notes (id, text) VALUES (?, ?)", id, text).Error
}

func countNotes(t *testing.T, s *Store) (n int64) {
	t.Helper()
	err := s.Read(t.Context(), func(tx *Tx) error { return tx.db.Raw("SELECT COUNT(*) FROM notes").Scan(&n).Error })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// commits counts the transactions in the write-ahead log: the last frame of
// each says how large the database is after it, the others say 0. With
// synchronous=FULL each of them cost one fsync.
func commits(t *testing.T, path string) (n int) {
	t.Helper()
	raw, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	const header, frameHeader = 32, 24
	frame := frameHeader + int(endian.BigEndian.Uint32(raw[8:]))
	salts := string(raw[16:24])
	for at := header; at+frame <= len(raw) && string(raw[at+8:at+16]) == salts; at += frame {
		if endian.BigEndian.Uint32(raw[at+4:]) > 0 {
			n++
		}
	}
	return n
}

func TestWaitingWritesShareCommits(t *testing.T) {
	for _, c := range []struct{ writers, commits int }{
		{1, 1}, {2, 1}, {groupLimit, 1}, {groupLimit + 1, 2}, {3 * groupLimit, 3},
	} {
		t.Run(fmt.Sprint(c.writers), func(t *testing.T) {
			s, path := openFile(t)
			running, proceed := make(chan struct{}), make(chan struct{})
			var writers sync.WaitGroup
			writers.Go(func() {
				err := s.Write(t.Context(), func(*Tx) error {
					close(running)
					<-proceed
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
			<-running
			before := commits(t, path)
			for i := range c.writers {
				writers.Go(func() {
					if err := s.Write(t.Context(), func(tx *Tx) error { return insertNote(tx, fmt.Sprint(i), "") }); err != nil {
						t.Error(err)
					}
				})
			}
			for len(s.queue) < c.writers {
				time.Sleep(time.Millisecond)
			}
			close(proceed)
			writers.Wait()
			if got := commits(t, path) - before; got != c.commits {
				t.Errorf("%d writers took %d commits, want %d", c.writers, got, c.commits)
			}
			if n := countNotes(t, s); n != int64(c.writers) {
				t.Errorf("%d rows, want %d", n, c.writers)
			}
		})
	}
}

// setPageLimit makes the database as full as a disk would be.
func setPageLimit(t *testing.T, s *Store, more int) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *Tx) error {
		var pages int
		if err := tx.db.Raw("PRAGMA page_count").Scan(&pages).Error; err != nil {
			return err
		}
		return tx.db.Exec(fmt.Sprintf("PRAGMA max_page_count=%d", pages+more)).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFullDatabaseLosesNothingAcknowledged(t *testing.T) {
	s, _ := openFile(t)
	var acknowledged, refused, published atomic.Int64
	write := func(prefix string) {
		var writers sync.WaitGroup
		for i := range groupLimit {
			writers.Go(func() {
				err := s.Write(t.Context(), func(tx *Tx) error {
					tx.AfterCommit(func() { published.Add(1) })
					return insertNote(tx, fmt.Sprint(prefix, i), strings.Repeat("x", 3000))
				})
				switch {
				case err == nil:
					acknowledged.Add(1)
				case fault.CodeOf(err) == "store.full" && fault.KindOf(err) == fault.Unavailable:
					refused.Add(1)
				default:
					t.Errorf("on a full database: %v", err)
				}
			})
		}
		writers.Wait()
	}
	setPageLimit(t, s, 20)
	write("a")
	write("b")
	if refused.Load() == 0 || acknowledged.Load() == 0 {
		t.Errorf("%d acknowledged, %d refused: the limit was not met", acknowledged.Load(), refused.Load())
	}
	setPageLimit(t, s, 1000)
	before := refused.Load()
	write("c")
	if refused.Load() != before {
		t.Errorf("%d refused although there is room again", refused.Load()-before)
	}
	if n := countNotes(t, s); n != acknowledged.Load() || n != published.Load() {
		t.Errorf("%d rows, %d acknowledged, %d published", n, acknowledged.Load(), published.Load())
	}
	var found string
	if err := s.Read(t.Context(), func(tx *Tx) error { return tx.db.Raw("PRAGMA integrity_check").Scan(&found).Error }); err != nil || found != "ok" {
		t.Error(found, err)
	}
}

func TestAWriteThatNeverRanIsNotAcknowledged(t *testing.T) {
	s, path := openFile(t)
	running, proceed := make(chan struct{}), make(chan struct{})
	var writers sync.WaitGroup
	writers.Go(func() {
		if err := s.Write(t.Context(), func(*Tx) error { close(running); <-proceed; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-running
	var acknowledged atomic.Int64
	for i := range 200 {
		writers.Go(func() {
			err := s.Write(t.Context(), func(tx *Tx) error { return insertNote(tx, fmt.Sprint(i), "") })
			if err == nil {
				acknowledged.Add(1)
			} else if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("of a closing store: %v", err)
			}
		})
	}
	for len(s.queue) < 200 {
		time.Sleep(time.Millisecond)
	}
	s.cancel()
	close(proceed)
	writers.Wait()
	again, err := Open(t.Context(), Config{Driver: SQLite, DSN: path}, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	if n := countNotes(t, again); n != acknowledged.Load() {
		t.Errorf("%d rows, but %d were acknowledged", n, acknowledged.Load())
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}
