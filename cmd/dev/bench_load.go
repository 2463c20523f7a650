package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// load sends one request over and over on connections that stay open, each as
// soon as the one before is answered.
type load struct {
	address     string
	connections int
	status      int
	head        string // the request without its last empty line
	body        string // a %d in it becomes the request's number
	keyed       bool   // every request gets an Idempotency-Key of its own
}

var sent atomic.Int64 // numbers the requests of this run

func (l load) request(out *bufio.Writer) error {
	number := strconv.FormatInt(sent.Add(1), 10)
	body := strings.Replace(l.body, "%d", number, 1)
	fmt.Fprintf(out, "%s\r\nHost: %s\r\nContent-Length: %d\r\n", l.head, l.address, len(body))
	if l.keyed {
		fmt.Fprintf(out, "Content-Type: application/json\r\nIdempotency-Key: bench-%s\r\n", number)
	}
	fmt.Fprintf(out, "\r\n%s", body)
	return out.Flush()
}

// run gives how many requests were answered in the span.
func (l load) run(ctx context.Context, span time.Duration) (figure, error) {
	ctx, cancel := context.WithTimeout(ctx, span+graceful)
	defer cancel()
	began := time.Now()
	took := make([][]time.Duration, l.connections)
	failed := make([]error, l.connections)
	var group sync.WaitGroup
	for i := range l.connections {
		group.Go(func() { took[i], failed[i] = l.connection(ctx, began.Add(span)) })
	}
	group.Wait()
	elapsed := time.Since(began)
	return summed(slices.Concat(took...), elapsed), errors.Join(failed...)
}

func summed(all []time.Duration, elapsed time.Duration) figure {
	if len(all) == 0 {
		return figure{}
	}
	slices.Sort(all)
	return figure{perSecond: float64(len(all)) / elapsed.Seconds(), p99: all[len(all)*99/100]}
}

// connection sends until the end, and gives how long each answer took.
func (l load) connection(ctx context.Context, end time.Time) (took []time.Duration, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.address)
	if err != nil {
		return nil, err
	}
	defer conn.Close() //nolint:errcheck // everything that was asked for has been read
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	in, out := bufio.NewReader(conn), bufio.NewWriter(conn)
	for began := time.Now(); began.Before(end); {
		if err := l.request(out); err != nil {
			return took, err
		}
		if err := l.answer(in); err != nil {
			return took, err
		}
		now := time.Now()
		took, began = append(took, now.Sub(began)), now
	}
	return took, nil
}

func (l load) answer(in *bufio.Reader) error {
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != l.status {
		said, _ := io.ReadAll(response.Body) // what it says is only for the message
		return fmt.Errorf("%s answered %s: %s", l.head, response.Status, said)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
