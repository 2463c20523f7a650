package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// script runs an npm script that counts as one check.
func (r repo) script(name string) func(context.Context) outcome {
	return func(ctx context.Context) outcome {
		return single(r.command(ctx, "frontend", "npm", "run", "--silent", name).CombinedOutput())
	}
}

// frontendBuild is a suite because three others need what it makes.
func (r repo) frontendBuild(ctx context.Context) outcome {
	return single(nil, r.ensureFrontend(ctx))
}

// vitest runs an npm script that is vitest and counts its tests.
func (r repo) vitest(ctx context.Context, script string, env ...string) outcome {
	dir, err := os.MkdirTemp("", "wbl-vitest-")
	if err != nil {
		return failure(err)
	}
	defer os.RemoveAll(dir)
	results := filepath.Join(dir, "results.json")
	cmd := r.command(ctx, "frontend", "npm", "run", "--silent", script, "--",
		"--reporter=default", "--reporter=json", "--outputFile.json="+results)
	cmd.Env = append(append(os.Environ(), "CI=1", "NO_COLOR=1"), env...)
	output, runErr := cmd.CombinedOutput()
	content, err := os.ReadFile(results)
	if err != nil {
		return outcome{output: string(output)}.settled(errors.Join(runErr, err))
	}
	found, err := readVitest(content)
	found.output = string(output)
	return found.settled(errors.Join(runErr, err))
}

// readVitest counts from vitest's JSON report. A file that could not be loaded has
// no tests of its own and counts as one failure.
func readVitest(content []byte) (outcome, error) {
	var result struct {
		TestResults []struct {
			Status           string
			AssertionResults []struct{ Status string }
		}
	}
	if err := json.Unmarshal(content, &result); err != nil {
		return outcome{}, fmt.Errorf("reading vitest's report: %w", err)
	}
	var out outcome
	for _, file := range result.TestResults {
		failed := out.failed
		for _, test := range file.AssertionResults {
			switch test.Status {
			case "passed":
				out.passed++
			case "failed":
				out.failed++
			default:
				out.skipped++
			}
		}
		if file.Status == "failed" && out.failed == failed {
			out.failed++
		}
	}
	return out, nil
}
