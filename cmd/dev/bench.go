package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"text/tabwriter"
	"time"
)

// benchOptions are the flags of the bench task.
type benchOptions struct {
	rounds int
	span   time.Duration
	bare   string // listen here as the bare server; for our own child alone
	bodies string // the folder with what the bare server answers
}

func parseBench(args []string) (o benchOptions, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&o.rounds, "rounds", 5, "how often everything is measured, one after the other")
	flags.DurationVar(&o.span, "span", 1200*time.Millisecond, "how long each is measured in a round")
	flags.StringVar(&o.bare, "bare", "", "only be the bare server, at this address (bench starts it itself)")
	flags.StringVar(&o.bodies, "bodies", ".", "with --bare: the folder with what it answers")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.rounds < 1 || o.span <= 0 {
		return o, errors.New("--rounds and --span must be more than zero")
	}
	return o, nil
}

// runBench measures the program against what it stands on, in one run on one
// disk: durable requests against bare commits, reads against bare Echo.
func runBench(ctx context.Context, r repo, args []string) error {
	options, err := parseBench(args)
	if err != nil {
		return err
	}
	if options.bare != "" {
		return serveBare(ctx, options.bare, options.bodies)
	}
	folder, err := os.MkdirTemp(r.cache, "bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b := &bench{repo: r, options: options, folder: folder}
	err = b.run(ctx)
	return errors.Join(err, b.stop())
}

// bench is one run: what is measured, and what was found so far.
type bench struct {
	repo
	options  benchOptions
	folder   string
	about    []string // the machine and the settings
	children []*background
	closers  []func() error
	pairs    []*pair
}

// pair is one kind of request beside what bounds it.
type pair struct {
	name, ceiling string
	product, bare func(context.Context, time.Duration) (figure, error)
	found         []figures
}

// figure is what one measurement found.
type figure struct {
	perSecond float64
	p99       time.Duration
}

type figures struct{ product, bare figure }

func (b *bench) run(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	b.sayMachine()
	for round := range b.options.rounds {
		b.say("round %d of %d", round+1, b.options.rounds)
		if err := b.round(ctx); err != nil {
			return err
		}
	}
	return b.sayRatios()
}

// round measures everything once. The two of a pair come right after each
// other, so that both see the machine in the same state.
func (b *bench) round(ctx context.Context) error {
	for _, p := range b.pairs {
		bare, err := p.bare(ctx, b.options.span)
		if err != nil {
			return fmt.Errorf("%s: %w", p.ceiling, err)
		}
		product, err := p.product(ctx, b.options.span)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		p.found = append(p.found, figures{product: product, bare: bare})
	}
	return nil
}

func (b *bench) sayRatios() error {
	table := tabwriter.NewWriter(b.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "ratio\t(rounds)\tper second\tp99\tper second\tp99\t  what, against what\t")
	for _, p := range b.pairs {
		ratios := median(p.found, func(f figures) float64 { return f.product.perSecond / f.bare.perSecond })
		fmt.Fprintf(table, "%.2f\t(%.2f–%.2f)\t%.0f\t%s\t%.0f\t%s\t  %s\t\n", ratios.middle, ratios.lowest, ratios.highest,
			median(p.found, func(f figures) float64 { return f.product.perSecond }).middle,
			milliseconds(median(p.found, func(f figures) float64 { return f.product.p99.Seconds() }).middle),
			median(p.found, func(f figures) float64 { return f.bare.perSecond }).middle,
			milliseconds(median(p.found, func(f figures) float64 { return f.bare.p99.Seconds() }).middle),
			p.name+", against "+p.ceiling)
	}
	return table.Flush()
}

func milliseconds(seconds float64) string { return fmt.Sprintf("%.1f ms", seconds*1000) }

// spread is a median with what lies around it.
type spread struct{ lowest, middle, highest float64 }

func median(found []figures, of func(figures) float64) spread {
	values := make([]float64, len(found))
	for i, f := range found {
		values[i] = of(f)
	}
	slices.Sort(values)
	n := len(values)
	return spread{values[0], (values[(n-1)/2] + values[n/2]) / 2, values[n-1]}
}

func (b *bench) path(name string) string { return filepath.Join(b.folder, name) }

func (b *bench) stop() (err error) {
	for _, child := range b.children {
		child.stop(syscall.SIGTERM)
	}
	for _, closeIt := range b.closers {
		err = errors.Join(err, closeIt())
	}
	return err
}
