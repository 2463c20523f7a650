package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ensureModules installs the frontend's packages when they differ from the lockfile.
func (r repo) ensureModules(ctx context.Context) error {
	wanted, err := readLock(r.path("frontend", "package-lock.json"))
	if err != nil {
		return err
	}
	installed, err := readLock(r.path("frontend", "node_modules", ".package-lock.json"))
	if err == nil && wanted.satisfiedBy(installed) {
		return nil
	}
	r.say("installing the frontend's packages (npm ci)")
	if err := r.shown(r.command(ctx, "frontend", "npm", "ci", "--no-audit", "--no-fund")); err != nil {
		return fmt.Errorf("npm ci: %w", err)
	}
	return nil
}

// lockfile is the part of npm's lockfile, and of the copy it leaves beside what it
// installed, that says which versions there are.
type lockfile struct {
	Packages map[string]lockedPackage `json:"packages"`
}

type lockedPackage struct {
	Version   string `json:"version"`
	Integrity string `json:"integrity"`
	Optional  bool   `json:"optional"`
}

func readLock(path string) (lockfile, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return lockfile{}, err
	}
	var lock lockfile
	if err := json.Unmarshal(content, &lock); err != nil {
		return lockfile{}, fmt.Errorf("%s: %w", path, err)
	}
	return lock, nil
}

// satisfiedBy compares contents, because a fresh checkout has meaningless times. An
// optional package, for another machine, may be absent.
func (l lockfile) satisfiedBy(installed lockfile) bool {
	for name, wanted := range l.Packages {
		got, ok := installed.Packages[name]
		if name == "" || !ok && wanted.Optional {
			continue
		}
		if !ok || got.Version != wanted.Version || got.Integrity != wanted.Integrity {
			return false
		}
	}
	for name := range installed.Packages {
		if _, ok := l.Packages[name]; !ok {
			return false
		}
	}
	return true
}

// ensureFrontend builds the frontend unless what is built came from these sources.
func (r repo) ensureFrontend(ctx context.Context) error {
	if r.frontendIsFresh() {
		return nil
	}
	r.say("building the frontend (npm run build)")
	start := time.Now()
	output, err := r.command(ctx, "frontend", "npm", "run", "build").CombinedOutput()
	if err != nil {
		return fmt.Errorf("npm run build: %w\n%s", err, output)
	}
	r.say("built in %.1f s", time.Since(start).Seconds())
	return r.stampFrontend()
}

// stampPath lies among the installed packages: ignored by git and by the embedded files.
func (r repo) stampPath() string {
	return r.path("frontend", "node_modules", ".cache", "wbl-built-from")
}

func (r repo) frontendIsFresh() bool {
	stamp, err := os.ReadFile(r.stampPath())
	if err != nil {
		return false
	}
	now, err := r.frontendState()
	return err == nil && now == string(stamp)
}

// stampFrontend notes what was built from what. It looks at the sources after the
// build, since the build itself writes some of them (the tokens' style sheet).
func (r repo) stampFrontend() error {
	state, err := r.frontendState()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(r.stampPath()), 0o755); err != nil {
		return err
	}
	return os.WriteFile(r.stampPath(), []byte(state), 0o644)
}

// frontendState names the sources and the build made of them; the built index page
// names every other built file by its hash.
func (r repo) frontendState() (string, error) {
	built, err := os.ReadFile(r.path("frontend", "dist", "index.html"))
	if err != nil {
		return "", err
	}
	sources, err := hashSources(os.DirFS(r.path("frontend")))
	return sources + " " + hashOf(built), err
}
