package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"wbl/internal/clock"
)

// Stage begins an empty upload under an id from store.NewID. It gives ErrExists
// when the id was used before.
func (s *Store) Stage(id string) error {
	release, err := s.hold(id)
	if err != nil {
		return err
	}
	defer release()
	if _, err := os.Lstat(s.objectPath(id)); err == nil {
		return ErrExists
	}
	f, err := os.OpenFile(s.partPath(id), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return ErrExists
	}
	if err != nil {
		return asFull(err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	c, err := newCheckpoint(0, sha256.New())
	if err != nil {
		return err
	}
	if err := c.store(s.sidecarPath(id)); err != nil { // also makes the new file's name durable
		return errors.Join(err, s.removeStaged(id))
	}
	return nil
}

// Staged is the number of bytes of an unfinished upload that are durable: where
// the next piece must start.
func (s *Store) Staged(id string) (int64, error) {
	if !validKey(id) {
		return 0, ErrBadKey
	}
	stat, err := os.Stat(s.partPath(id))
	if err != nil {
		return 0, asMissing(err)
	}
	if c, _, ok := loadCheckpoint(s.sidecarPath(id)); ok {
		return min(c.Size, stat.Size()), nil
	}
	return stat.Size(), nil
}

// Append streams r to the end of an upload, which must be at offset, and
// returns the new durable size. When the sender breaks off or ctx ends, what
// has arrived is kept and the size is returned beside the error. Other errors:
// *OffsetError; *LimitError when the file would have more than limit bytes
// (nothing of this piece is kept); ErrDiskFull; ErrBusy; ErrNotFound.
func (s *Store) Append(ctx context.Context, id string, offset int64, r io.Reader, limit int64) (int64, error) {
	release, err := s.hold(id)
	if err != nil {
		return 0, err
	}
	defer release()
	u, err := s.openUpload(id)
	if err != nil {
		return 0, err
	}
	defer u.file.Close() //nolint:errcheck // everything that counts was synced
	if offset != u.size {
		return u.size, &OffsetError{Given: offset, Size: u.size}
	}
	start, err := newCheckpoint(u.size, u.sum)
	if err != nil {
		return u.size, err
	}
	err = u.settle(start, u.copy(ctx, r, limit))
	return u.size, err
}

// settle leaves the upload at a durable point, whatever ended the copy.
func (u *upload) settle(start checkpoint, copied error) error {
	var tooLarge *LimitError
	var disk *writeError
	switch {
	case errors.As(copied, &tooLarge):
		return errors.Join(copied, u.restore(start))
	case errors.As(copied, &disk):
		return errors.Join(copied, u.cut())
	}
	if err := u.save(); err != nil {
		return errors.Join(copied, err, u.cut())
	}
	return copied
}

// Discard drops an unfinished upload. A missing one is no error.
func (s *Store) Discard(id string) error {
	release, err := s.hold(id)
	if err != nil {
		return err
	}
	defer release()
	return s.removeStaged(id)
}

// removeStaged takes the sidecar last: a file without one would be believed.
func (s *Store) removeStaged(id string) error {
	for _, path := range []string{s.partPath(id), s.sidecarPath(id) + ".tmp", s.sidecarPath(id)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return syncDir(filepath.Join(s.dir, stagedDir))
}

// SweepStaged discards the uploads that last grew before the given moment and
// returns how many there were. Uploads in use are left alone.
func (s *Store) SweepStaged(before clock.Instant) (int, error) {
	entries, err := os.ReadDir(filepath.Join(s.dir, stagedDir))
	if err != nil {
		return 0, err
	}
	newest := map[string]clock.Instant{}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue // finished or discarded since the folder was read
		}
		id, _, _ := strings.Cut(e.Name(), ".")
		newest[id] = max(newest[id], clock.FromTime(info.ModTime()))
	}
	return s.sweep(newest, before)
}

func (s *Store) sweep(newest map[string]clock.Instant, before clock.Instant) (int, error) {
	swept := 0
	for id, touched := range newest {
		if touched >= before {
			continue
		}
		err := s.Discard(id)
		if errors.Is(err, ErrBusy) || errors.Is(err, ErrBadKey) {
			continue
		}
		if err != nil {
			return swept, fmt.Errorf("blob: sweep: %w", err)
		}
		swept++
	}
	return swept, nil
}
