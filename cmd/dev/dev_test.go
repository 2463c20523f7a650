package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHashSourcesSeesWhatTheBuildReads(t *testing.T) {
	hash := func(changed map[string]string) string {
		files := fstest.MapFS{"src/main.tsx": {Data: []byte("a")}, "index.html": {Data: []byte("b")}}
		for name, content := range changed {
			files[name] = &fstest.MapFile{Data: []byte(content)}
		}
		sum, err := hashSources(files)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	before := hash(nil)
	for name, wantChange := range map[string]bool{
		"src/main.tsx":           true,
		"src/new.css":            true,
		"tokens/base.json":       true,
		"package-lock.json":      true,
		"vite.config.ts":         true,
		"node_modules/x/x.js":    false,
		"dist/index.html":        false,
		"e2e/story.e2e.ts":       false,
		"pages/call.html":        false,
		"embed.go":               false,
		".gitignore":             false,
		"src/.editor/swap":       false,
		"src/dist/not-the-build": true,
	} {
		if got := hash(map[string]string{name: "changed"}) != before; got != wantChange {
			t.Errorf("%s: the hash changed: %v, want %v", name, got, wantChange)
		}
	}
}

func TestLockfileSatisfiedBy(t *testing.T) {
	wanted := lockfile{map[string]lockedPackage{
		"":                   {Version: "0.0.0"},
		"node_modules/a":     {Version: "1.0.0", Integrity: "x"},
		"node_modules/other": {Version: "2.0.0", Optional: true},
	}}
	cases := map[string]struct {
		installed map[string]lockedPackage
		want      bool
	}{
		"the same, without another machine's package": {map[string]lockedPackage{"node_modules/a": {Version: "1.0.0", Integrity: "x"}}, true},
		"nothing":       {nil, false},
		"other version": {map[string]lockedPackage{"node_modules/a": {Version: "1.0.1", Integrity: "x"}}, false},
		"other bytes":   {map[string]lockedPackage{"node_modules/a": {Version: "1.0.0", Integrity: "y"}}, false},
		"one too many": {map[string]lockedPackage{
			"node_modules/a": {Version: "1.0.0", Integrity: "x"}, "node_modules/b": {Version: "1.0.0"},
		}, false},
	}
	for name, c := range cases {
		if got := wanted.satisfiedBy(lockfile{c.installed}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestFrontendIsBuiltOnce runs the real functions on a small tree.
func TestFrontendIsBuiltOnce(t *testing.T) {
	r := repo{root: t.TempDir()}
	write := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(r.path(name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fresh := func(when string, want bool) {
		t.Helper()
		if got := r.frontendIsFresh(); got != want {
			t.Errorf("%s: fresh %v, want %v", when, got, want)
		}
	}
	write("frontend/src/main.tsx", "one")
	fresh("never built", false)
	write("frontend/dist/index.html", "app-1.js")
	fresh("built by somebody else", false)
	if err := r.stampFrontend(); err != nil {
		t.Fatal(err)
	}
	fresh("just built", true)
	write("frontend/src/main.tsx", "two")
	fresh("source changed", false)
	write("frontend/src/main.tsx", "one")
	fresh("changed back", true)
	write("frontend/dist/index.html", "app-2.js")
	fresh("built again from something else", false)
}

func TestMisformatted(t *testing.T) {
	got, err := misformatted(fstest.MapFS{
		"good.go":             {Data: []byte("package a\n")},
		"bad/bad.go":          {Data: []byte("package  a\n")},
		"x/node_modules/b.go": {Data: []byte("package  a\n")},
		".git/c.go":           {Data: []byte("package  a\n")},
	})
	if diff := cmp.Diff([]string{"bad/bad.go"}, got); diff != "" || err != nil {
		t.Errorf("error %v, difference (-want +got):\n%s", err, diff)
	}
}

func TestMissingPackagesFollowTheSuites(t *testing.T) {
	packages := []debianPackage{
		{"there", []string{"a"}, func() bool { return true }},
		{"gone", []string{"a", "b"}, func() bool { return false }},
	}
	for chosen, want := range map[string][]string{"a": {"gone"}, "b": {"gone"}, "c": nil} {
		if diff := cmp.Diff(want, missing(packages, []string{chosen})); diff != "" {
			t.Errorf("suite %s (-want +got):\n%s", chosen, diff)
		}
	}
}

func TestBuildCommand(t *testing.T) {
	dockerfile := "FROM a\nRUN go mod download\nRUN X=1 go build -tags \"a b\" \\\n    -o /wbl ./cmd/wbl\nRUN mkdir /data\n"
	got, err := buildCommand(dockerfile, "/tmp/x/wbl")
	if want := `X=1 go build -tags "a b" -o /tmp/x/wbl ./cmd/wbl`; got != want || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	if got, err := buildCommand("FROM scratch\n", "/x"); err == nil {
		t.Errorf("got %q for a Dockerfile that builds nothing, want an error", got)
	}
}

func TestTheImageBuildsWhatTheChrootRuns(t *testing.T) {
	content, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	build, err := buildCommand(string(content), "/x")
	if err != nil || !strings.HasPrefix(build, "CGO_ENABLED=1 go build ") {
		t.Errorf("got %q, %v", build, err)
	}
}

func TestBackgroundThatDiesIsNotAwaited(t *testing.T) {
	r := repo{root: t.TempDir()}
	b, err := startBackground(r.command(t.Context(), ".", "sh", "-c", "echo no room; exit 3"))
	if err != nil {
		t.Fatal(err)
	}
	never := func(context.Context) error { return context.DeadlineExceeded }
	if err := b.await(t.Context(), time.Minute, never); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("got %v, want what the child wrote", err)
	}
	b.stop(9)
}
