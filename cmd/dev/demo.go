package main

import (
	"context"
	"time"
)

// runDemo brings the frontend and the binary up to date and runs the demonstration
// until it ends or is interrupted. Flags are wbl's own.
func runDemo(ctx context.Context, r repo, args []string) error {
	if err := r.ensureModules(ctx); err != nil {
		return err
	}
	if err := r.ensureFrontend(ctx); err != nil {
		return err
	}
	r.say("building wbl (the first time compiles SQLite, about a minute)")
	start := time.Now()
	binary, err := r.buildServer(ctx)
	if err != nil {
		return err
	}
	r.say("built in %.1f s", time.Since(start).Seconds())
	cmd := r.command(ctx, ".", binary, append([]string{"demo"}, args...)...)
	err = r.shown(cmd)
	if ctx.Err() != nil && cmd.ProcessState.Success() {
		return nil
	}
	return err
}
