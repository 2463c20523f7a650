package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
)

// goTest runs go test on the given packages and counts.
func (r repo) goTest(ctx context.Context, env, args []string) outcome {
	cmd := r.command(ctx, ".", "go", append([]string{"test", "-json"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return failure(err)
	}
	tests, readErr := readGoTests(stdout)
	err = errors.Join(readErr, cmd.Wait())
	found := tests.outcome()
	found.output += stderr.String()
	return found.settled(err)
}

// testSQLite is the everyday run: every package, databases in files.
func (r repo) testSQLite(race bool) func(context.Context) outcome {
	args := []string{"./..."}
	if race {
		args = []string{"-race", "-count=1", "-timeout=20m", "./..."}
	}
	return func(ctx context.Context) outcome {
		return r.goTest(ctx, []string{"WBL_TEST_DATABASE=sqlite"}, args)
	}
}

// testPostgres repeats the packages that use the database on a cluster of its own.
func (r repo) testPostgres(ctx context.Context) outcome {
	packages, err := r.databasePackages(ctx)
	if err != nil {
		return failure(err)
	}
	cluster, err := r.startCluster(ctx)
	if err != nil {
		return failure(err)
	}
	defer cluster.remove()
	env := []string{"WBL_TEST_DATABASE=postgres", "WBL_TEST_POSTGRES=" + cluster.address}
	return r.goTest(ctx, env, append([]string{"-race", "-count=1", "-timeout=20m"}, packages...))
}

// goPackage is the part of `go list -json` that says what a package's tests reach.
type goPackage struct {
	ImportPath   string
	Deps         []string
	TestGoFiles  []string
	XTestGoFiles []string
	TestImports  []string
	XTestImports []string
}

func (r repo) databasePackages(ctx context.Context) ([]string, error) {
	output, err := r.command(ctx, ".", "go", "list", "-e",
		"-json=ImportPath,Deps,TestGoFiles,XTestGoFiles,TestImports,XTestImports", "./...").Output()
	if err != nil {
		return nil, listError(err)
	}
	var all []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p goPackage
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	packages := usingDatabase(all)
	if len(packages) == 0 {
		return nil, errors.New("no package with tests uses the database")
	}
	return packages, nil
}

func listError(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("go list: %w\n%s", err, exit.Stderr)
	}
	return err
}

// usingDatabase gives the packages with tests from which package store can be
// reached, through the package itself or through what its tests import.
func usingDatabase(all []goPackage) []string {
	const store = "wbl/internal/store"
	reach := map[string]bool{}
	for _, p := range all {
		reach[p.ImportPath] = p.ImportPath == store || slices.Contains(p.Deps, store)
	}
	reaches := func(path string) bool { return reach[path] }
	var out []string
	for _, p := range all {
		tested := len(p.TestGoFiles)+len(p.XTestGoFiles) > 0
		imported := slices.Concat([]string{p.ImportPath}, p.TestImports, p.XTestImports)
		if tested && slices.ContainsFunc(imported, reaches) {
			out = append(out, p.ImportPath)
		}
	}
	return out
}

// vet is go vet on every package.
func (r repo) vet(ctx context.Context) outcome {
	return single(r.command(ctx, ".", "go", "vet", "./...").CombinedOutput())
}
