package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// notSources are folders of the frontend that its build does not read.
var notSources = []string{"node_modules", "dist", "e2e", "pages", "coverage", "test-results"}

// hashSources gives one hash over the names and contents of all that the frontend is
// built from: what is not known to be something else counts as a source.
func hashSources(frontend fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(frontend, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		if strings.HasPrefix(path.Base(name), ".") || slices.Contains(notSources, name) {
			return skip(entry)
		}
		if entry.IsDir() || path.Ext(name) == ".go" || path.Ext(name) == ".md" {
			return nil
		}
		content, err := fs.ReadFile(frontend, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%q %s\n", name, hashOf(content))
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
