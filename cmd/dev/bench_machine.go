package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
)

// machine names what the figures hold for.
func machine(sqlite string) []string {
	return []string{
		fmt.Sprintf("machine   %s, %d cores, %s/%s, load %s", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, loadAverage()),
		fmt.Sprintf("built by  %s; SQLite %s by mattn/go-sqlite3 %s", runtime.Version(), sqlite, moduleVersion("github.com/mattn/go-sqlite3")),
		"writer    " + rawOptions + "; " + rawPragmas,
	}
}

func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	defer f.Close() //nolint:errcheck // opened for reading
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// loadAverage tells whether others were using the machine.
func loadAverage() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(raw)); err == nil && len(fields) > 0 {
		return fields[0]
	}
	return "unknown"
}

func moduleVersion(path string) string {
	info, known := debug.ReadBuildInfo()
	if !known {
		return "unknown"
	}
	for _, dependency := range info.Deps {
		if dependency.Path == path {
			return dependency.Version
		}
	}
	return "unknown"
}

// describe keeps what is said about the run for the head of its table.
func (b *bench) describe(ctx context.Context, raw *rawWriter) error {
	version, err := raw.version(ctx)
	b.about = machine(version)
	b.closers = append(b.closers, raw.close)
	return err
}

func (b *bench) sayMachine() {
	for _, line := range b.about {
		b.say("%s", line)
	}
	b.say("load      %d connections that stay open, each with one request at a time; generator, program and bare server share the cores", connections)
	b.say("rounds    %d of %s each, interleaved; medians, with the lowest and the highest round; rows of %d bytes", b.options.rounds, b.options.span, rawRow)
}

// startLogged starts a child that writes into a file.
func startLogged(cmd *exec.Cmd, path string) (*background, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // the child has a handle of its own
	cmd.Stdout, cmd.Stderr = f, f
	b := &background{cmd: cmd, log: &safeBuffer{}, ended: make(chan struct{})}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(b.ended)
		if err := cmd.Wait(); err != nil {
			fmt.Fprintf(b.log, "%s: %v; what it said stands in %s\n", cmd.Path, err, path)
		}
	}()
	return b, nil
}
