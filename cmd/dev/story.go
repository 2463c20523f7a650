package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// browserStory runs the stories in a real browser on the real binary, with a
// demonstration of its own that is gone afterwards.
func (r repo) browserStory(ctx context.Context) outcome {
	if err := r.ensureFrontend(ctx); err != nil {
		return failure(err)
	}
	binary, err := r.buildServer(ctx)
	if err != nil {
		return failure(err)
	}
	data, err := os.MkdirTemp("", "wbl-story-")
	if err != nil {
		return failure(err)
	}
	defer os.RemoveAll(data)
	port, err := freePort(ctx)
	if err != nil {
		return failure(err)
	}
	listen := "127.0.0.1:" + strconv.Itoa(port)
	server, err := startBackground(r.command(ctx, ".", binary, "demo", "--data", data, "--listen", listen))
	if err != nil {
		return failure(err)
	}
	defer server.stop(syscall.SIGTERM)
	if err := server.await(ctx, 2*time.Minute, ready("http://"+listen)); err != nil {
		return outcome{failed: 1, output: fmt.Sprintf("wbl demo: %v", err)}
	}
	found := r.vitest(ctx, "e2e", "BASE_URL=http://"+listen)
	found.output += "\nthe server's log:\n" + shorten(server.log.String(), 60)
	return found
}

func ready(address string) func(context.Context) error {
	return func(ctx context.Context) error { return answers(ctx, address+"/readyz") }
}
