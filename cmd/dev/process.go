package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// background is a child that runs beside a suite until the suite stops it.
type background struct {
	cmd   *exec.Cmd
	log   *safeBuffer
	ended chan struct{}
}

func startBackground(cmd *exec.Cmd) (*background, error) {
	b := &background{cmd: cmd, log: &safeBuffer{}, ended: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = b.log, b.log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(b.ended)
		if err := cmd.Wait(); err != nil {
			fmt.Fprintf(b.log, "%s: %v\n", cmd.Path, err)
		}
	}()
	return b, nil
}

// stop asks the child to end, waits, and ends its whole group if it does not.
func (b *background) stop(signal syscall.Signal) {
	if err := b.cmd.Process.Signal(signal); err == nil {
		select {
		case <-b.ended:
		case <-time.After(graceful):
		}
	}
	// The group may be gone already, which is what is wanted.
	_ = signalGroup(b.cmd, syscall.SIGKILL)
	<-b.ended
}

// await asks ready again and again until it agrees, the child has ended or the time
// is over.
func (b *background) await(ctx context.Context, limit time.Duration, ready func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-b.ended:
			return fmt.Errorf("it ended before it was ready\n%s", b.log)
		case <-ctx.Done():
			return fmt.Errorf("not ready after %s: %w\n%s", limit, err, b.log)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// answers gives the error that keeps a GET of the address from answering 200.
func answers(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", address, response.Status)
	}
	return nil
}

// freePort gives a loopback port that nothing listens on at this moment.
func freePort(ctx context.Context) (int, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}

// safeBuffer may be read while a child still writes into it.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

// Write appends; it never fails.
func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buffer.Write(p)
}

// String gives what was written so far.
func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buffer.String()
}
