package httpapi

import (
	"bytes"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

func working(l *lanes) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.underWay
}

type closing struct{ *bytes.Reader }

func (closing) Close() error { return nil }

// A reader that takes nothing is given up; one that is merely slow is not, and
// neither keeps others out.
func TestAReaderThatTakesNothingIsGivenUp(t *testing.T) {
	before := idleReader
	idleReader = 300 * time.Millisecond
	t.Cleanup(func() { idleReader = before })
	lanes := newLanes()
	const size = 32 << 20
	ended := make(chan error, 1)
	router := echo.New()
	router.GET("/", func(c echo.Context) error {
		release, err := lanes.enter(browse, "203.0.113.7")
		if err != nil {
			return err
		}
		defer release()
		c.Set(releaseKey, release)
		err = sendBytes(c, "a.pdf", closing{bytes.NewReader(make([]byte, size))})
		ended <- err
		return err
	})
	server := httptest.NewUnstartedServer(nil)
	server.Config = HTTPServer(router)
	server.Config.WriteTimeout = time.Second
	server.Start()
	t.Cleanup(server.Close)

	dial := func() net.Conn {
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { connection.Close() })
		if _, err := connection.Write([]byte("GET / HTTP/1.1\r\nHost: a\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
		return connection
	}
	dial()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("a reader that took nothing got everything")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a reader that takes nothing is waited for")
	}

	slow, began := dial(), time.Now()
	for received, piece := 0, make([]byte, 1<<20); received < size; time.Sleep(60 * time.Millisecond) {
		n, err := slow.Read(piece)
		if received += n; err != nil {
			t.Fatalf("cut off after %d bytes: %v", received, err)
		}
		if working(lanes) != 0 {
			t.Fatal("it still counts as work")
		}
	}
	if took := time.Since(began); took < server.Config.WriteTimeout {
		t.Errorf("read within %v: nothing was shown", took)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
