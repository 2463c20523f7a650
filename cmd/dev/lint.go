package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// lint runs golangci-lint, whose version and dependencies are a module of their own.
func (r repo) lint(ctx context.Context) outcome {
	linter, err := r.linterPath()
	if err == nil && !exists(linter) {
		r.say("building golangci-lint (once, about three minutes)")
		output, buildErr := r.command(ctx, "cmd/dev/tools", "go", "build", "-o", linter,
			"github.com/golangci/golangci-lint/v2/cmd/golangci-lint").CombinedOutput()
		if buildErr != nil {
			err = fmt.Errorf("%s%w", output, buildErr)
		}
	}
	if err != nil {
		return failure(err)
	}
	return single(r.command(ctx, ".", linter, "run", "./...").CombinedOutput())
}

// linterPath names the linter by what it was built from, so that a new version or a
// new Go builds it again. It is shared by all working trees.
func (r repo) linterPath() (string, error) {
	sums, err := os.ReadFile(r.path("cmd", "dev", "tools", "go.sum"))
	if err != nil {
		return "", err
	}
	name := "golangci-lint-" + hashOf(append(sums, runtime.Version()...))[:12]
	return filepath.Join(filepath.Dir(r.cache), name), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
