package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"
)

// plan is the test in the order it is run: what the rest needs, then two lanes side
// by side (Go, frontend), then what must not share the machine.
type plan struct {
	first, goLane, webLane, last []suite
}

// fullPlan is what has to be green before a change lands.
func (r repo) fullPlan() plan {
	return plan{
		first:   []suite{{"frontend-build", r.frontendBuild}},
		goLane:  append(r.quickGo(), suite{"lint", r.lint}, suite{"go-sqlite", r.testSQLite(true)}, suite{"go-postgres", r.testPostgres}),
		webLane: append(r.quickWeb(), suite{"frontend-size", r.script("size")}),
		last:    []suite{{"chroot", r.aloneInChroot}, {"browser", r.browserStory}},
	}
}

// fastPlan is what is run all day.
func (r repo) fastPlan() plan {
	p := plan{goLane: r.quickGo(), webLane: r.quickWeb()}
	if linter, err := r.linterPath(); err == nil && exists(linter) {
		p.goLane = append(p.goLane, suite{"lint", r.lint})
	}
	p.goLane = append(p.goLane, suite{"go-sqlite", r.testSQLite(false)})
	return p
}

func (r repo) quickGo() []suite {
	return []suite{{"gofmt", r.formatted}, {"vet", r.vet}}
}

func (r repo) quickWeb() []suite {
	return []suite{
		{"frontend-types", r.script("typecheck")},
		{"frontend-lint", r.script("lint")},
		{"frontend-tokens", r.script("check:tokens")},
		{"frontend-api", r.script("check:api")},
		{"frontend-unit", func(ctx context.Context) outcome { return r.vitest(ctx, "test") }},
	}
}

// names gives the suites of a plan in order.
func (p plan) names() []string {
	var out []string
	for _, s := range slices.Concat(p.first, p.goLane, p.webLane, p.last) {
		out = append(out, s.name)
	}
	return out
}

// only keeps the named suites; a name that the plan does not have is an error.
func (p plan) only(names []string) (plan, error) {
	known := p.names()
	for _, name := range names {
		if !slices.Contains(known, name) {
			return plan{}, fmt.Errorf("no suite is called %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	keep := func(all []suite) []suite {
		return slices.DeleteFunc(slices.Clone(all), func(s suite) bool { return !slices.Contains(names, s.name) })
	}
	return plan{keep(p.first), keep(p.goLane), keep(p.webLane), keep(p.last)}, nil
}

// leftOut gives the suites of full that p does not have.
func (p plan) leftOut(full plan) []string {
	have := p.names()
	return slices.DeleteFunc(full.names(), func(name string) bool { return slices.Contains(have, name) })
}

// testOptions are the flags of the test task.
type testOptions struct {
	fast, noSetup bool
	only          []string
}

func parseTest(args []string) (testOptions, error) {
	var o testOptions
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.BoolVar(&o.fast, "fast", false, "SQLite without the race detector, from the cache, no browser")
	flags.BoolVar(&o.noSetup, "no-setup", false, "install nothing")
	flags.Func("only", "run only the named suites; further names may follow", func(value string) error {
		o.only = append(o.only, strings.Split(value, ",")...)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if len(o.only) == 0 && flags.NArg() > 0 {
		return o, fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	o.only = append(o.only, flags.Args()...)
	return o, nil
}

// runTest is the whole test; its last line says how many checks passed and failed.
func runTest(ctx context.Context, r repo, args []string) error {
	options, err := parseTest(args)
	if err != nil {
		return err
	}
	p := r.fullPlan()
	if options.fast {
		p = r.fastPlan()
	}
	if len(options.only) > 0 {
		if p, err = p.only(options.only); err != nil {
			return err
		}
	}
	found := &report{out: r.stdout}
	if start := time.Now(); !options.noSetup {
		if err := r.setUp(ctx, p.names()); err != nil {
			found.add("set-up", single(nil, err), time.Since(start))
			return found.finish(ctx)
		}
	}
	found.join(ctx, p.first)
	found.join(ctx, p.goLane, p.webLane)
	found.join(ctx, p.last)
	if options.fast && len(options.only) == 0 {
		r.say("left out by --fast: the race detector, %s", strings.Join(p.leftOut(r.fullPlan()), ", "))
	}
	return found.finish(ctx)
}

// runChroot is one suite under a name of its own.
func runChroot(ctx context.Context, r repo, args []string) error {
	return runTest(ctx, r, append([]string{"--only", "chroot"}, args...))
}
