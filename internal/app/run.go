package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"wbl/internal/httpapi"
)

// drainTime is how long requests under way may take to finish after the
// program was told to stop.
const drainTime = 30 * time.Second

// Run serves on the listener, and does the background work, until ctx ends;
// then it finishes what is under way.
func (a *App) Run(ctx context.Context, listener net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	for _, run := range []func(context.Context){a.Log.Run, a.Jobs.Run, a.Outbox.Run} {
		work.Go(func() { run(background) })
	}
	err := a.serveMetrics(background, &work)
	if err == nil {
		err = serve(ctx, httpapi.HTTPServer(a.Server), listener)
	}
	stop()
	work.Wait()
	return err
}

func serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	return server.Shutdown(draining)
}

// serveMetrics listens apart from everything else, so that a proxy's mistake
// cannot publish the figures.
func (a *App) serveMetrics(ctx context.Context, work *sync.WaitGroup) error {
	if a.Config.MetricsListen == "" {
		return nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.Config.MetricsListen)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.Handler())
	work.Go(func() {
		if err := serve(ctx, httpapi.HTTPServer(mux), listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			a.logger.Error("metrics stopped", "error", err)
		}
	})
	return nil
}
