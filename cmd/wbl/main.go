// Command wbl runs a national competition, from the announcement of a call to
// the last returned GPU.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "wbl:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

// run is the whole program with its surroundings given, so that tests start it
// as a user would.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	p := &program{environ: environ, stdout: stdout, stderr: stderr}
	root := &cobra.Command{
		Use: "wbl", Short: "Run a national competition, from the announcement to the last returned GPU",
		SilenceUsage: true, SilenceErrors: true,
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.PersistentFlags().StringVar(&p.configFile, "config", "", "the configuration file (YAML)")
	root.AddCommand(p.serve(), p.demo(), p.migrate(), p.openapi(), p.admin(), p.verify(), p.backup(), p.restore())
	return root.ExecuteContext(ctx)
}

// program is what every command shares.
type program struct {
	environ        []string
	stdout, stderr io.Writer
	configFile     string
}
