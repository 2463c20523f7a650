// Command dev holds the one-command tasks of the people who work on this program:
// the demonstration, the whole test and, one by one, what the test consists of.
// It owns the set-up that the program itself must not know (npm, apt, a PostgreSQL
// cluster for one run). It must never hold business code, and the program never
// depends on it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// task is one thing a developer asks for by name.
type task struct {
	name    string
	summary string
	run     func(ctx context.Context, r repo, args []string) error
}

var tasks = []task{
	{"demo", "build what is stale and run the demonstration; flags go to wbl demo", runDemo},
	{"test", "set up and run every check; --fast, --only NAME…, --no-setup", runTest},
	{"bench", "measure the program against bare SQLite and bare Echo; --rounds N, --span 1s", runBench},
	{"chroot", "run the image's binary alone in an empty folder; the same as test --only chroot", runChroot},
}

// errReported stops the program with exit code 1 after the failure was printed.
var errReported = errors.New("failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	chosen, ok := find(args)
	if !ok {
		usage(stderr)
		return 2
	}
	r, err := openRepo(stdout)
	if err == nil {
		err = chosen.run(ctx, r, args[1:])
	}
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errReported):
		fmt.Fprintf(stderr, "dev %s: %v\n", chosen.name, err)
	}
	return 1
}

func find(args []string) (task, bool) {
	for _, t := range tasks {
		if len(args) > 0 && args[0] == t.name {
			return t, true
		}
	}
	return task{}, false
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: go run ./cmd/dev TASK [flags]")
	for _, t := range tasks {
		fmt.Fprintf(w, "  %-8s %s\n", t.name, t.summary)
	}
}
