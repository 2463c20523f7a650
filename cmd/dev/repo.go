package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// graceful is how long a child may take to end by itself after it was asked to.
const graceful = 20 * time.Second

// repo is the working tree the tasks act on.
type repo struct {
	root   string // absolute
	cache  string // built tools and binaries of this working tree; may be deleted at any time
	stdout io.Writer
}

// openRepo finds the working tree that the current folder lies in.
func openRepo(stdout io.Writer) (repo, error) {
	dir, err := os.Getwd()
	if err != nil {
		return repo{}, err
	}
	root, err := findRoot(dir)
	if err != nil {
		return repo{}, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return repo{}, err
	}
	sum := sha256.Sum256([]byte(root))
	cache = filepath.Join(cache, "wbl-dev", hex.EncodeToString(sum[:6]))
	return repo{root: root, cache: cache, stdout: stdout}, os.MkdirAll(cache, 0o755)
}

func findRoot(dir string) (string, error) {
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(content), "module wbl\n") {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("run this inside the working tree of wbl")
		}
		dir = filepath.Dir(dir)
	}
}

func (r repo) path(parts ...string) string {
	return filepath.Join(append([]string{r.root}, parts...)...)
}

func (r repo) say(format string, args ...any) {
	fmt.Fprintf(r.stdout, format+"\n", args...)
}

// command prepares a child in a folder of the tree. The child leads a process group
// of its own, so that Ctrl-C reaches it once, through us, together with whatever it
// started itself.
func (r repo) command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = r.path(dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return signalGroup(cmd, syscall.SIGTERM) }
	cmd.WaitDelay = graceful
	return cmd
}

func signalGroup(cmd *exec.Cmd, signal syscall.Signal) error {
	return syscall.Kill(-cmd.Process.Pid, signal)
}

// shown runs a child with its output on the terminal.
func (r repo) shown(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = r.stdout, r.stdout
	return cmd.Run()
}

// buildServer compiles wbl, with whatever frontend is built, and gives its path.
func (r repo) buildServer(ctx context.Context) (string, error) {
	binary := filepath.Join(r.cache, "wbl")
	output, err := r.command(ctx, ".", "go", "build", "-o", binary, "./cmd/wbl").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building wbl: %w\n%s", err, output)
	}
	return binary, nil
}
