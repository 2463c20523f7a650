package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// debianPackage is something the test needs from the system, and how to see it.
type debianPackage struct {
	name    string
	suites  []string
	present func() bool
}

var debianPackages = []debianPackage{
	{"chromium", []string{"browser"}, command("chromium")},
	{"fonts-nanum", []string{"browser"}, file("/usr/share/fonts/truetype/nanum/*.ttf")},
	{"postgresql", []string{"go-sqlite", "go-postgres"}, file("/usr/lib/postgresql/*/bin/initdb")},
	{"coinor-cbc", []string{"go-sqlite", "go-postgres"}, command("cbc")},
	{"poppler-utils", []string{"go-sqlite", "go-postgres"}, command("pdftotext")},
}

func command(name string) func() bool {
	return func() bool {
		_, err := exec.LookPath(name)
		return err == nil
	}
}

func file(pattern string) func() bool {
	return func() bool {
		found, err := filepath.Glob(pattern)
		return err == nil && len(found) > 0
	}
}

// setUp installs what the chosen suites need: the system's packages and npm's.
func (r repo) setUp(ctx context.Context, chosen []string) error {
	if err := r.ensureSystem(ctx, missing(debianPackages, chosen)); err != nil {
		return err
	}
	if !slices.ContainsFunc(chosen, needsModules) {
		return nil
	}
	return r.ensureModules(ctx)
}

// needsModules says whether a suite runs npm scripts or a built frontend.
func needsModules(suite string) bool {
	return strings.HasPrefix(suite, "frontend-") || suite == "browser" || suite == "chroot"
}

func missing(packages []debianPackage, chosen []string) []string {
	var out []string
	for _, p := range packages {
		needed := slices.ContainsFunc(p.suites, func(s string) bool { return slices.Contains(chosen, s) })
		if needed && !p.present() {
			out = append(out, p.name)
		}
	}
	return out
}

// ensureSystem installs Debian packages when this is root, and otherwise says what
// to install.
func (r repo) ensureSystem(ctx context.Context, packages []string) error {
	for _, tool := range []string{"cc", "node", "npm"} {
		if !command(tool)() {
			return fmt.Errorf("%s is not installed: a C compiler, Node 20 and npm must be there before anything else", tool)
		}
	}
	if len(packages) == 0 {
		return nil
	}
	names := strings.Join(packages, " ")
	if os.Geteuid() != 0 || !command("apt-get")() {
		return errors.New("these Debian packages are missing, and only root can install them: apt-get install " + names)
	}
	r.say("installing %s", names)
	install := append([]string{"install", "--yes", "--no-install-recommends"}, packages...)
	for _, args := range [][]string{{"update"}, install} {
		cmd := r.command(ctx, ".", "apt-get", append([]string{"-q", "-o", "DPkg::Lock::Timeout=300"}, args...)...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if err := r.shown(cmd); err != nil {
			return fmt.Errorf("apt-get %s: %w", args[0], err)
		}
	}
	return nil
}
