// Package blob owns the uploaded bytes: uploads that are still growing, the
// finished objects, and the decision what kind of file the bytes are. It must
// never take a name from a user, never show an unfinished upload as an object,
// and never unpack or interpret a file beyond a bounded look at its structure.
package blob

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrNotFound says that no upload or object has this id or key.
	ErrNotFound = errors.New("blob: not found")
	// ErrExists says that an upload or object with this id is already there.
	ErrExists = errors.New("blob: already exists")
	// ErrBusy says that another call is working on the same upload.
	ErrBusy = errors.New("blob: upload is in use")
	// ErrBadKey says that an id or key is not of the form that store.NewID makes.
	ErrBadKey = errors.New("blob: malformed key")
	// ErrDiskFull says that the disk or a quota is full. The upload stays as it
	// was at its last durable point and can be continued.
	ErrDiskFull = errors.New("blob: disk full")
	// ErrCorrupt says that an object's bytes no longer have the given hash.
	ErrCorrupt = errors.New("blob: object differs from its hash")
)

// OffsetError says that a piece does not start where the upload ends.
type OffsetError struct {
	Given int64 // where the caller wanted to write
	Size  int64 // where the upload really ends, in bytes
}

// Error names both positions.
func (e *OffsetError) Error() string {
	return fmt.Sprintf("blob: offset %d, but the upload has %d bytes", e.Given, e.Size)
}

// LimitError says that an upload would grow beyond its limit.
type LimitError struct {
	Limit int64 // the largest size allowed, in bytes
}

// Error names the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("blob: upload is larger than %d bytes", e.Limit)
}

// Info describes a finished object.
type Info struct {
	Key    string // equal to the id it was staged under
	Size   int64  // bytes
	SHA256 string // lower-case hexadecimal
	Content
}

// Store keeps uploads and objects in one local folder. It is safe for
// concurrent use; one process at a time may write to a folder.
type Store struct {
	dir string
	// write is the one call that a full disk breaks; a test puts a small disk here.
	write func(f *os.File, p []byte) (int, error)

	mu   sync.Mutex
	held map[string]struct{}
}

const (
	stagedDir  = "staged"
	objectsDir = "objects"
)

// Open prepares the folder and returns its store.
func Open(dir string) (*Store, error) {
	for _, sub := range []string{stagedDir, objectsDir} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("blob: prepare folder: %w", err)
		}
	}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	return &Store{dir: dir, write: (*os.File).Write, held: map[string]struct{}{}}, nil
}

// hold reserves an upload for one caller until release is called.
func (s *Store) hold(id string) (release func(), err error) {
	if !validKey(id) {
		return nil, ErrBadKey
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.held[id]; taken {
		return nil, ErrBusy
	}
	s.held[id] = struct{}{}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.held, id)
	}, nil
}

// validKey accepts lower-case letters and digits only, so that a key is one
// plain file name on every system and can never climb out of the folder.
func validKey(key string) bool {
	if len(key) < 16 || len(key) > 64 {
		return false
	}
	for _, c := range []byte(key) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func (s *Store) objectPath(key string) string {
	return filepath.Join(s.dir, objectsDir, key[:2], key[2:4], key)
}

func (s *Store) partPath(id string) string {
	return filepath.Join(s.dir, stagedDir, id+".part")
}

func (s *Store) sidecarPath(id string) string {
	return filepath.Join(s.dir, stagedDir, id+".hash")
}

// syncDir makes created, renamed and removed names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// asFull adds ErrDiskFull to the system's ways of saying so.
func asFull(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return err
}

// asMissing turns the system's "no such file" into ErrNotFound.
func asMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return ErrNotFound
	}
	return err
}
