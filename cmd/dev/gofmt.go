package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path"
	"strings"
)

// formatted checks that gofmt would change no Go file.
func (r repo) formatted(context.Context) outcome {
	bad, err := misformatted(os.DirFS(r.root))
	if err == nil && len(bad) > 0 {
		err = errors.New("not as gofmt writes them:\n" + strings.Join(bad, "\n"))
	}
	return single(nil, err)
}

// misformatted names the Go files that differ from what gofmt makes of them, in
// every folder that is not hidden and not installed.
func misformatted(fsys fs.FS) ([]string, error) {
	var bad []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		base := path.Base(name)
		if err != nil || name == "." {
			return err
		}
		if strings.HasPrefix(base, ".") || base == "node_modules" {
			return skip(entry)
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		wanted, err := format.Source(content)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(content, wanted) {
			bad = append(bad, name)
		}
		return nil
	})
	return bad, err
}
