package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wbl/internal/clock"
)

// Finish turns an upload into an object: bytes synced, kind decided, moved to
// its final place, names synced. It may be repeated: after a crash between the
// move and the caller's own commit it describes the object again. Errors:
// ErrNotFound, ErrBusy, ErrDiskFull.
func (s *Store) Finish(id string) (Info, error) {
	release, err := s.hold(id)
	if err != nil {
		return Info{}, err
	}
	defer release()
	info, err := s.describe(id)
	if err == nil {
		return info, s.removeStaged(id)
	}
	if !errors.Is(err, ErrNotFound) {
		return Info{}, err
	}
	u, err := s.openUpload(id)
	if err != nil {
		return Info{}, err
	}
	info, err = u.seal()
	if err := errors.Join(err, u.file.Close()); err != nil {
		return Info{}, err
	}
	return info, s.publish(id)
}

// seal syncs the bytes and describes them.
func (u *upload) seal() (Info, error) {
	content, err := Sniff(u.file, u.size)
	if err != nil {
		return Info{}, err
	}
	if err := u.file.Sync(); err != nil {
		return Info{}, asFull(err)
	}
	return Info{Key: u.id, Size: u.size, SHA256: hex.EncodeToString(u.sum.Sum(nil)), Content: content}, nil
}

// publish is the one step that makes an object visible.
func (s *Store) publish(id string) error {
	target := s.objectPath(id)
	if err := s.makeFolders(id); err != nil {
		return asFull(err)
	}
	if err := os.Rename(s.partPath(id), target); err != nil {
		return asFull(err)
	}
	if err := errors.Join(os.Chmod(target, 0o400), syncDir(filepath.Dir(target))); err != nil {
		return err
	}
	return s.removeStaged(id)
}

func (s *Store) makeFolders(id string) error {
	parent := filepath.Join(s.dir, objectsDir)
	for _, name := range []string{id[:2], id[2:4]} {
		folder := filepath.Join(parent, name)
		if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		if err := syncDir(parent); err != nil {
			return err
		}
		parent = folder
	}
	return nil
}

// Put stores what the program itself has made, in one step. Errors are those of
// Stage, Append and Finish; after an error nothing is kept.
func (s *Store) Put(ctx context.Context, id string, r io.Reader, limit int64) (Info, error) {
	if err := s.Stage(id); err != nil {
		return Info{}, err
	}
	if _, err := s.Append(ctx, id, 0, r, limit); err != nil {
		return Info{}, errors.Join(err, s.Discard(id))
	}
	return s.Finish(id)
}

// Open gives an object's bytes and their number. The caller closes it.
func (s *Store) Open(key string) (io.ReadSeekCloser, int64, error) {
	f, size, err := s.open(key)
	if err != nil {
		return nil, 0, err
	}
	return f, size, nil
}

func (s *Store) open(key string) (*os.File, int64, error) {
	if !validKey(key) {
		return nil, 0, ErrBadKey
	}
	f, err := os.Open(s.objectPath(key))
	if err != nil {
		return nil, 0, asMissing(err)
	}
	stat, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, stat.Size(), nil
}

// describe computes an object's Info from its bytes.
func (s *Store) describe(key string) (Info, error) {
	f, size, err := s.open(key)
	if err != nil {
		return Info{}, err
	}
	defer f.Close() //nolint:errcheck // opened for reading
	sum, err := hashAll(context.Background(), f)
	if err != nil {
		return Info{}, err
	}
	content, err := Sniff(f, size)
	return Info{Key: key, Size: size, SHA256: sum, Content: content}, err
}

// Verify reads the whole object and gives ErrCorrupt unless its SHA-256 is the
// given one (lower-case hexadecimal).
func (s *Store) Verify(ctx context.Context, key, sha256Hex string) error {
	f, _, err := s.open(key)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading
	sum, err := hashAll(ctx, f)
	if err != nil {
		return err
	}
	if sum != sha256Hex {
		return fmt.Errorf("%w: %s", ErrCorrupt, key)
	}
	return nil
}

func hashAll(ctx context.Context, r io.Reader) (string, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, &untilDone{ctx, r}); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// untilDone stops a long read when its context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// Delete removes an object for good; ErrNotFound when there is none.
func (s *Store) Delete(key string) error {
	if !validKey(key) {
		return ErrBadKey
	}
	path := s.objectPath(key)
	if err := os.Remove(path); err != nil {
		return asMissing(err)
	}
	return syncDir(filepath.Dir(path))
}

// Object is one finished object as Walk meets it.
type Object struct {
	Key    string
	Size   int64         // bytes
	Stored clock.Instant // when its last byte was written, by the file system
}

// Walk calls visit for each object in the order of the keys, without holding
// the list in memory. Unfinished uploads are not met. An error of visit ends
// the walk and is returned.
func (s *Store) Walk(ctx context.Context, visit func(Object) error) error {
	root := filepath.Join(s.dir, objectsDir)
	return filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted since its folder was read
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if !d.Type().IsRegular() || !validKey(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return visit(Object{Key: d.Name(), Size: info.Size(), Stored: clock.FromTime(info.ModTime())})
	})
}
