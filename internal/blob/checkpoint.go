package blob

import (
	"crypto/sha256"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
)

// checkpoint is what the sidecar of an upload holds: how many bytes are known
// to be on disk, and the state of the hash after exactly these.
type checkpoint struct {
	Size  int64  `json:"size"`
	State []byte `json:"sha256_state"`
}

func newCheckpoint(size int64, sum hash.Hash) (checkpoint, error) {
	state, err := sum.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return checkpoint{}, fmt.Errorf("blob: save hash state: %w", err)
	}
	return checkpoint{Size: size, State: state}, nil
}

// hash brings the running hash back to the checkpoint.
func (c checkpoint) hash() (hash.Hash, error) {
	sum := sha256.New()
	err := sum.(encoding.BinaryUnmarshaler).UnmarshalBinary(c.State)
	return sum, err
}

// loadCheckpoint reports ok=false when the sidecar is missing or unreadable:
// the hash is then computed anew from the bytes.
func loadCheckpoint(path string) (c checkpoint, sum hash.Hash, ok bool) {
	raw, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(raw, &c) != nil || c.Size < 0 {
		return checkpoint{}, nil, false
	}
	sum, err = c.hash()
	return c, sum, err == nil
}

// store writes the sidecar so that after a crash either the old or the new one
// is there, whole.
func (c checkpoint) store(path string) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	temp := path + ".tmp"
	if err := writeSynced(temp, raw); err != nil {
		return errors.Join(asFull(err), os.Remove(temp))
	}
	if err := os.Rename(temp, path); err != nil {
		return asFull(err)
	}
	return asFull(syncDir(filepath.Dir(path)))
}

func writeSynced(path string, raw []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	return errors.Join(err, f.Sync(), f.Close())
}
