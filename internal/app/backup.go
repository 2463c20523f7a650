package app

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"wbl/internal/blob"
	"wbl/internal/clock"
	"wbl/internal/store"
)

// manifestName is the last entry of a back-up; a file without it was cut off.
const manifestName = "manifest.json"

// Manifest says what a back-up holds.
type Manifest struct {
	MadeAt clock.Instant     `json:"made_at"`
	SHA256 map[string]string `json:"sha256"` // by the entry's name
}

// Backup writes rows and documents into one tar file while the server runs: the
// rows are one snapshot, and documents never change once they are finished, so
// that those the rows name are all there. It needs room for the rows in the
// folder for passing files.
func Backup(ctx context.Context, s *store.Store, blobs *blob.Store, now clock.Instant, folder string, out io.Writer) (Manifest, error) {
	b := &backup{tar: tar.NewWriter(out), manifest: Manifest{MadeAt: now, SHA256: map[string]string{}}}
	work, err := os.MkdirTemp(folder, "wbl-backup-*")
	if err != nil {
		return Manifest{}, err
	}
	defer os.RemoveAll(work)
	err = s.Export(ctx, func(table string) (io.WriteCloser, error) { return os.Create(filepath.Join(work, table)) })
	if err != nil {
		return Manifest{}, err
	}
	for _, table := range store.Tables {
		if err := b.addRows(filepath.Join(work, table), rowsName(table)); err != nil {
			return Manifest{}, err
		}
	}
	if err := blobs.Walk(ctx, func(o blob.Object) error { return b.addDocument(blobs, o) }); err != nil {
		return Manifest{}, err
	}
	return b.manifest, b.finish()
}

func rowsName(table string) string { return "rows/" + table + ".jsonl" }

type backup struct {
	tar      *tar.Writer
	manifest Manifest
}

func (b *backup) addRows(file, name string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return b.add(name, info.Size(), f)
}

func (b *backup) addDocument(blobs *blob.Store, o blob.Object) error {
	r, size, err := blobs.Open(o.Key)
	if errors.Is(err, blob.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	return b.add("documents/"+o.Key, size, r)
}

func (b *backup) add(name string, size int64, r io.Reader) error {
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: b.manifest.MadeAt.Time()}); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(b.tar, sum), r); err != nil {
		return fmt.Errorf("back up %s: %w", name, err)
	}
	b.manifest.SHA256[name] = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func (b *backup) finish() error {
	raw, err := json.Marshal(b.manifest)
	if err != nil {
		return err
	}
	header := &tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(raw)), ModTime: b.manifest.MadeAt.Time()}
	if err := b.tar.WriteHeader(header); err != nil {
		return err
	}
	if _, err := b.tar.Write(raw); err != nil {
		return err
	}
	return b.tar.Close()
}

var errCutOff = errors.New("the back-up has no manifest: it was cut off; use another one")

// Restore puts a back-up into an empty database and an empty folder of
// documents. Rows go in all or nothing, last, and only after every byte was
// found to be as the manifest says: where there are rows, all is there. It needs
// room for the whole back-up in the folder for passing files.
func Restore(ctx context.Context, s *store.Store, blobs *blob.Store, folder string, in io.Reader) (Manifest, error) {
	if err := s.RequireEmpty(ctx); err != nil {
		return Manifest{}, err
	}
	work, err := os.MkdirTemp(folder, "wbl-restore-*")
	if err != nil {
		return Manifest{}, err
	}
	defer os.RemoveAll(work)
	manifest, err := unpack(in, work)
	if err != nil {
		return Manifest{}, err
	}
	for name := range manifest.SHA256 {
		if key, isDocument := strings.CutPrefix(name, "documents/"); isDocument {
			if err := restoreDocument(ctx, blobs, key, filepath.Join(work, name)); err != nil {
				return Manifest{}, err
			}
		}
	}
	return manifest, s.Import(ctx, func(table string) (io.ReadCloser, error) {
		return os.Open(filepath.Join(work, "rows", table+".jsonl"))
	})
}

func restoreDocument(ctx context.Context, blobs *blob.Store, key, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // opened for reading
	info, err := f.Stat()
	if err != nil {
		return err
	}
	_, err = blobs.Put(ctx, key, f, info.Size())
	return err
}

// unpack writes the entries below dir and checks them against the manifest.
func unpack(in io.Reader, dir string) (manifest Manifest, err error) {
	sums := map[string]string{}
	for r := tar.NewReader(in); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return manifest, errCutOff
		}
		if err != nil {
			return manifest, fmt.Errorf("read the back-up: %w", err)
		}
		if header.Name == manifestName {
			if err := json.NewDecoder(r).Decode(&manifest); err != nil {
				return manifest, fmt.Errorf("read the manifest: %w", err)
			}
			return manifest, compare(manifest.SHA256, sums)
		}
		if sums[header.Name], err = unpackEntry(r, dir, header.Name); err != nil {
			return manifest, err
		}
	}
}

func unpackEntry(r io.Reader, dir, name string) (sum string, err error) {
	folder, base := path.Split(path.Clean(name))
	if (folder != "rows/" && folder != "documents/") || base == "" {
		return "", fmt.Errorf("the back-up holds %q, which is no back-up's", name)
	}
	if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(filepath.Join(dir, folder, base), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, hash), r)
	return hex.EncodeToString(hash.Sum(nil)), err
}

func compare(want, got map[string]string) error {
	if len(want) != len(got) {
		return fmt.Errorf("the back-up holds %d entries, its manifest names %d", len(got), len(want))
	}
	for name, sum := range want {
		if got[name] != sum {
			return fmt.Errorf("the back-up is damaged at %s", name)
		}
	}
	return nil
}
