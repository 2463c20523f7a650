package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"os"
)

const (
	// copyBuffer is how much of an upload is in memory at a time.
	copyBuffer = 256 << 10
	// checkpointEvery bounds what a crash can take from a long upload.
	checkpointEvery = 8 << 20
)

// upload is a staged file opened for growing, with its hash.
type upload struct {
	store *Store
	id    string
	file  *os.File
	size  int64     // bytes written and hashed
	saved int64     // bytes known to be durable: what the sidecar says
	sum   hash.Hash // over the first size bytes
}

// openUpload opens a staged file at its last durable point. Bytes beyond it
// were never acknowledged and, after a power cut, may be anything: they go.
func (s *Store) openUpload(id string) (*upload, error) {
	f, err := os.OpenFile(s.partPath(id), os.O_RDWR, 0)
	if err != nil {
		return nil, asMissing(err)
	}
	u := &upload{store: s, id: id, file: f}
	if err := u.recover(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return u, nil
}

func (u *upload) recover() error {
	stat, err := u.file.Stat()
	if err != nil {
		return err
	}
	c, sum, ok := loadCheckpoint(u.store.sidecarPath(u.id))
	if !ok || c.Size > stat.Size() {
		return u.rehash()
	}
	u.size, u.saved, u.sum = c.Size, c.Size, sum
	if stat.Size() > c.Size {
		if err := u.file.Truncate(c.Size); err != nil {
			return err
		}
	}
	_, err = u.file.Seek(c.Size, io.SeekStart)
	return err
}

// rehash is the way back when the sidecar does not fit the file.
func (u *upload) rehash() error {
	u.sum = sha256.New()
	n, err := io.Copy(u.sum, u.file)
	if err != nil {
		return err
	}
	u.size = n
	return u.save()
}

// copy appends all of r, up to limit bytes in the whole file.
func (u *upload) copy(ctx context.Context, r io.Reader, limit int64) error {
	buf := make([]byte, copyBuffer)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, readErr := r.Read(buf)
		if u.size+int64(n) > limit {
			return &LimitError{Limit: limit}
		}
		if err := u.append(buf[:n]); err != nil {
			return &writeError{err}
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

// writeError marks a failure of our disk, as against one of the sender.
type writeError struct{ error }

func (e *writeError) Unwrap() error { return e.error }

func (u *upload) append(p []byte) error {
	if len(p) == 0 {
		return nil
	}
	n, err := u.store.write(u.file, p)
	if err != nil {
		return asFull(err)
	}
	u.sum.Write(p[:n])
	u.size += int64(n)
	if u.size-u.saved < checkpointEvery {
		return nil
	}
	return u.save()
}

// save makes everything written so far durable: first the bytes, then the
// sidecar that vouches for them.
func (u *upload) save() error {
	if err := u.file.Sync(); err != nil {
		return asFull(err)
	}
	c, err := newCheckpoint(u.size, u.sum)
	if err != nil {
		return err
	}
	if err := c.store(u.store.sidecarPath(u.id)); err != nil {
		return err
	}
	u.saved = u.size
	return nil
}

// cut drops what came after the last durable point, which also gives the space
// of a half-written piece back to a full disk.
func (u *upload) cut() error {
	u.size = u.saved
	return u.file.Truncate(u.saved)
}

// restore goes back to an earlier checkpoint. The file is cut before the
// sidecar is written: a crash in between leaves a sidecar that is ahead of the
// file, which is recomputed and not believed.
func (u *upload) restore(c checkpoint) error {
	if err := u.file.Truncate(c.Size); err != nil {
		return err
	}
	u.size = c.Size
	if u.saved == c.Size {
		return nil
	}
	if err := u.file.Sync(); err != nil {
		return err
	}
	if err := c.store(u.store.sidecarPath(u.id)); err != nil {
		return err
	}
	u.saved = c.Size
	return nil
}
