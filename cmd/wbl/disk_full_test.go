package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"wbl/internal/store"
)

// TestAFullDisk runs the shipped program on a disk of a few megabytes until
// nothing more fits, and then makes the disk larger under it.
func TestAFullDisk(t *testing.T) {
	data := t.TempDir()
	err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=16m")
	if errors.Is(err, syscall.EPERM) {
		t.Logf("mounting a small disk needs root (%v): here a full database is simulated in internal/store alone", err)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(data, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	s := settle(t, data)
	if s.cfg.Database.Driver != store.SQLite {
		t.Log("PostgreSQL keeps its rows elsewhere: its disk is its own matter")
		return
	}
	s.start()
	c := s.crew()
	// Sixteen writers would need minutes to fill what a file takes at once.
	filler := filepath.Join(data, "filler")
	c.fill(filler)
	refused := c.writeUntilRefused()
	for _, a := range refused {
		if a.status != http.StatusServiceUnavailable || !strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") ||
			textAt("code")(a.reply) != "store.full" {
			t.Errorf("on a full disk: %d %s", a.status, a.reply)
		}
	}
	if a, err := s.send(c.writers[0].token, api("GET", "/me", nil)); err != nil || a.status != http.StatusOK {
		t.Errorf("reading on a full disk: %d %s %v", a.status, a.reply, err)
	}
	if err := syscall.Mount("tmpfs", data, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	resumed := time.Now()
	for _, w := range c.writers {
		for !c.one(w, false) || w.pending != nil || len(w.wrong) > 0 {
			if w.wrong = nil; time.Since(resumed) > 5*time.Second {
				t.Fatalf("%s %s: not taken up again 5 s after there was room", w.login, w.kind)
			}
		}
	}
	t.Logf("%d refused; all sixteen wrote again %v after there was room", len(refused), time.Since(resumed).Round(time.Millisecond))
	c.askAgain()
	db := s.open()
	c.check(db)
	sound(t, db)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if said := s.must("verify", "data"); !strings.Contains(said, " 0 findings") {
		t.Error(said)
	}
	s.stop()
}

// fill leaves a little room on the disk that the file is on.
func (c *crew) fill(path string) {
	c.s.t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err != nil {
		c.s.t.Fatal(err)
	}
	room := int(disk.Bavail)*int(disk.Bsize) - 1<<20
	if err := os.WriteFile(path, make([]byte, max(room, 0)), 0o600); err != nil {
		c.s.t.Fatal(err)
	}
}

// writeUntilRefused lets everybody write until each has been refused three
// times, and gives the refusals.
func (c *crew) writeUntilRefused() (refused []answered) {
	c.s.t.Helper()
	for _, w := range c.writers {
		for n, tries := 0, 0; n < 3; tries++ {
			r := w.next(w)
			a, err := c.s.send(w.token, r)
			switch {
			case err != nil:
				c.s.t.Fatalf("%s %s: no answer: %v\n%s", w.login, w.kind, err, c.s.log)
			case a.status >= http.StatusBadRequest:
				refused = append(refused, a)
				n++
			default:
				w.acked = append(w.acked, a)
				if w.kind == saves {
					w.version++
				}
			}
			if tries > 20000 {
				c.s.t.Fatal("the disk does not get full")
			}
		}
	}
	return refused
}
