package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// outcome is what a suite found. The output is shown only when something failed;
// the note says in a few words why nothing was run.
type outcome struct {
	passed, failed, skipped int
	output                  string
	note                    string
}

// suite is one check with a name that --only takes.
type suite struct {
	name string
	run  func(ctx context.Context) outcome
}

// single is the outcome of a check that counts as one: it passed or it did not.
func single(output []byte, err error) outcome {
	if err != nil {
		return outcome{failed: 1, output: fmt.Sprintf("%s%v", output, err)}
	}
	return outcome{passed: 1}
}

// settled makes sure that nothing passes by silence: a child that failed without a
// failed test counts as one failure, and so does a suite that ran nothing.
func (o outcome) settled(err error) outcome {
	if err != nil && o.failed == 0 {
		o.failed = 1
		o.output += err.Error()
	}
	if o.passed+o.failed == 0 && o.note == "" {
		o.failed = 1
		o.output += "the suite ran no tests"
	}
	return o
}

// counts is "N passed, N failed", with the skipped ones named when there are any.
func (o outcome) counts() string {
	out := fmt.Sprintf("%d passed, %d failed", o.passed, o.failed)
	if o.skipped > 0 {
		out += fmt.Sprintf(", %d skipped", o.skipped)
	}
	return out
}

// report prints one line for each suite as it ends and adds them up. Suites of both
// lanes write to it.
type report struct {
	mu    sync.Mutex
	out   io.Writer
	total outcome
}

func (r *report) run(ctx context.Context, s suite) {
	start := time.Now()
	found := s.run(ctx).settled(nil)
	r.add(s.name, found, time.Since(start))
}

func (r *report) add(name string, found outcome, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total.passed += found.passed
	r.total.failed += found.failed
	r.total.skipped += found.skipped
	verdict := "ok"
	switch {
	case found.failed > 0:
		verdict = "FAIL"
	case found.passed == 0:
		verdict = "none"
	}
	line := fmt.Sprintf("%-5s %-15s %7.1f s   %s", verdict, name, took.Seconds(), found.counts())
	if found.note != "" {
		line += " (" + found.note + ")"
	}
	fmt.Fprintln(r.out, line)
	if found.failed > 0 {
		fmt.Fprintf(r.out, "%s\n\n", shorten(strings.TrimSpace(found.output), 200))
	}
}

// finish prints the last line and says whether all is well.
func (r *report) finish(ctx context.Context) error {
	if ctx.Err() != nil {
		fmt.Fprintln(r.out, "interrupted: what had not ended counts as failed, what had not begun is not counted")
		if r.total.failed == 0 {
			r.total.failed = 1
		}
	}
	fmt.Fprintln(r.out, r.total.counts())
	if r.total.failed > 0 {
		return errReported
	}
	return nil
}

// shorten keeps the beginning and the end of a long output: a panic says its reason
// first, a linter its sum last.
func shorten(output string, lines int) string {
	all := strings.Split(output, "\n")
	if len(all) <= lines {
		return output
	}
	cut := fmt.Sprintf("… %d lines left out …", len(all)-lines)
	kept := append(all[:lines/2:lines/2], cut)
	return strings.Join(append(kept, all[len(all)-lines/2:]...), "\n")
}

// join runs each lane's suites one after another, the lanes beside one another.
func (r *report) join(ctx context.Context, lanes ...[]suite) {
	var wait sync.WaitGroup
	for _, lane := range lanes {
		wait.Go(func() {
			for _, s := range lane {
				if ctx.Err() == nil {
					r.run(ctx, s)
				}
			}
		})
	}
	wait.Wait()
}

// failure is the outcome of a suite that could not even begin.
func failure(err error) outcome {
	return outcome{failed: 1, output: err.Error()}
}
