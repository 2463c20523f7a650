package main

import (
	"bufio"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
)

// testEvent is one line of `go test -json`.
type testEvent struct {
	Action     string
	Package    string
	ImportPath string // of a build, where there is no Package
	Test       string
	Output     string
}

// goTests gathers what a run of go test did.
type goTests struct {
	verdicts map[string]string   // "package test" → run, pass, fail or skip
	failed   map[string]bool     // packages
	output   map[string][]string // by the key of a test, a package or a build
	stray    strings.Builder     // what was no event: the go command's own errors
}

// readGoTests reads events until the stream ends.
func readGoTests(stream io.Reader) (*goTests, error) {
	g := &goTests{verdicts: map[string]string{}, failed: map[string]bool{}, output: map[string][]string{}}
	lines := bufio.NewReader(stream)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			g.line(line)
		}
		if err == io.EOF {
			return g, nil
		}
		if err != nil {
			return g, err
		}
	}
}

func (g *goTests) line(line string) {
	var event testEvent
	if err := json.Unmarshal([]byte(line), &event); err != nil {
		g.stray.WriteString(line)
		return
	}
	key := event.Package
	if event.Test != "" {
		key += " " + event.Test
	}
	switch event.Action {
	case "run", "pass", "fail", "skip":
		if event.Test != "" {
			g.verdicts[key] = event.Action
		} else if event.Action == "fail" {
			g.failed[event.Package] = true
		}
	case "output":
		g.output[key] = append(g.output[key], event.Output)
	case "build-output":
		g.output["build "+event.ImportPath] = append(g.output["build "+event.ImportPath], event.Output)
	}
}

// outcome counts the tests that have no sub-tests, and those parents that failed by
// themselves; a package that failed without a failed test (it did not compile, it
// panicked, it ran out of time) counts as one more failure.
func (g *goTests) outcome() outcome {
	var out outcome
	parents, blamed := g.parents()
	guilty := map[string]bool{}
	for key, verdict := range g.verdicts {
		if parents[key] && (verdict != "fail" || blamed[key]) {
			continue
		}
		switch verdict {
		case "pass":
			out.passed++
		case "skip":
			out.skipped++
		case "fail":
			out.failed++
			guilty[packageOf(key)] = true
		}
	}
	for pkg := range g.failed {
		if !guilty[pkg] {
			out.failed++
		}
	}
	out.output = g.explain()
	return out
}

// parents gives the tests that have sub-tests, and of these the ones that have a
// failed sub-test to blame.
func (g *goTests) parents() (all, blamed map[string]bool) {
	all, blamed = map[string]bool{}, map[string]bool{}
	for key, verdict := range g.verdicts {
		name := len(packageOf(key))
		for i := strings.LastIndexByte(key, '/'); i > name; i = strings.LastIndexByte(key[:i], '/') {
			all[key[:i]] = true
			if verdict == "fail" {
				blamed[key[:i]] = true
			}
		}
	}
	return all, blamed
}

func packageOf(key string) string {
	pkg, _, _ := strings.Cut(key, " ")
	return pkg
}

// explain gives what failed packages and builds wrote, without their tests that
// passed. A test that neither passed nor failed was running when the package died.
func (g *goTests) explain() string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(g.output)) {
		if !g.matters(key) {
			continue
		}
		out.WriteString("--- " + key + "\n")
		for _, text := range g.output[key] {
			if !strings.HasPrefix(text, "=== ") {
				out.WriteString(text)
			}
		}
	}
	return out.String() + g.stray.String()
}

func (g *goTests) matters(key string) bool {
	pkg := packageOf(key)
	verdict := g.verdicts[key]
	return pkg == "build" || g.failed[pkg] && verdict != "pass" && verdict != "skip"
}
