package httpapi_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/httpapi"
	"wbl/internal/testkit"
)

func clockAt() *clock.Manual { return clock.NewManual(testkit.Start) }

// spoofs are ways in which a client says it is somebody else.
var spoofs = [][2]string{
	{"X-Forwarded-For", "198.51.100.7"},
	{"X-Forwarded-For", "127.0.0.1"},
	{"X-Forwarded-For", "198.51.100.7, 10.0.0.1"},
	{"X-Forwarded-For", "::1"},
	{"X-Real-IP", "198.51.100.7"},
	{"X-Client-IP", "198.51.100.7"},
	{"Forwarded", "for=198.51.100.7"},
	{"CF-Connecting-IP", "198.51.100.7"},
	{"True-Client-IP", "198.51.100.7"},
	{"X-Forwarded", "198.51.100.7"},
	{"X-Originating-IP", "198.51.100.7"},
	{"X-Cluster-Client-IP", "198.51.100.7"},
}

func TestNobodyChoosesTheirAddress(t *testing.T) {
	kit := testkit.New(t)
	for _, spoof := range spoofs {
		kit.Anonymous().With(spoof[0], spoof[1]).Do("GET", "/me", nil)
	}
	log := kit.Wrote.String()
	if n := strings.Count(log, `"address":"127.0.0.1"`); n != len(spoofs) || strings.Contains(log, "198.51.100.7") {
		t.Fatalf("%d of %d addresses are right:\n%s", n, len(spoofs), log)
	}
}

func TestATrustedProxyNamesTheAddress(t *testing.T) {
	cfg := testkit.Config(t)
	cfg.TrustedProxies = []string{"127.0.0.0/8", "10.0.0.0/8"}
	kit := testkit.Open(t, cfg, clockAt())
	for header, want := range map[string]string{
		"198.51.100.7":                        "198.51.100.7",
		"203.0.113.9, 198.51.100.7":           "198.51.100.7",
		"203.0.113.9, 198.51.100.7, 10.0.0.1": "198.51.100.7",
		"198.51.100.7, 192.168.0.1":           "192.168.0.1",
		"127.0.0.1, 203.0.113.9, 10.0.0.1":    "203.0.113.9",
	} {
		before := len(kit.Wrote.String())
		kit.Anonymous().With("X-Forwarded-For", header).Do("GET", "/me", nil)
		if line := kit.Wrote.String()[before:]; !strings.Contains(line, `"address":"`+want+`"`) {
			t.Errorf("%s: %s", header, line)
		}
	}
}

// hold begins n writes and returns once all are under way.
func hold(client *testkit.Client, n int, under chan struct{}) {
	for range n {
		go client.Do("POST", "/hold", map[string]any{})
	}
	for range n {
		<-under
	}
}

func TestOverloadShedsReadingFirst(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	kim := kit.SignIn("kim@example.kr")
	under, released := make(chan struct{}), make(chan struct{})
	kit.Server.DummyWrite("/hold", func(actor.Actor) { under <- struct{}{}; <-released })
	hold(kim, httpapi.BrowseMost, under)
	shed := kim.Do("GET", "/organisations", nil)
	shed.WantProblem(http.StatusServiceUnavailable, "request.unavailable")
	if shed.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	kim.Do("POST", "/organisations", organisation("101810001")).Want(http.StatusCreated)
	kim.Do("PUT", "/me", map[string]any{"name": "김", "language": "ko"}).Want(http.StatusOK)
	kim.Do("GET", "/me", nil).Want(http.StatusOK)

	hold(kim, httpapi.AutosaveMost-httpapi.BrowseMost, under)
	kim.Do("PUT", "/me", map[string]any{"name": "김", "language": "ko"}).WantProblem(http.StatusServiceUnavailable, "request.unavailable")
	kim.Do("POST", "/organisations", organisation("101810002")).Want(http.StatusCreated)
	close(released)
	eventually(t, func() *testkit.Reply { return kim.Do("GET", "/organisations", nil) }, http.StatusOK)
}

// eventually asks until the status comes, for at most a quarter of a minute.
func eventually(t *testing.T, ask func() *testkit.Reply, status int) *testkit.Reply {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		reply := ask()
		if reply.Status == status || time.Now().After(end) {
			return reply.Want(status)
		}
	}
}

func TestHealthAndReadiness(t *testing.T) {
	kit := testkit.New(t)
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if reply := kit.Anonymous().Send("GET", path, "", nil).Want(http.StatusOK); string(reply.Body) != want {
			t.Errorf("%s: %q", path, reply.Body)
		}
		kit.Anonymous().Send("HEAD", path, "", nil).Want(http.StatusOK)
	}
	if err := kit.Store.Close(); err != nil {
		t.Fatal(err)
	}
	reply := kit.Anonymous().Send("GET", "/readyz", "", nil).Want(http.StatusServiceUnavailable)
	if string(reply.Body) != "not ready\n" {
		t.Errorf("%q", reply.Body)
	}
	kit.Anonymous().Send("GET", "/healthz", "", nil).Want(http.StatusOK)
}

// net/http waits for ever unless it is told not to.
func TestTheServerHasTimeLimits(t *testing.T) {
	s := httpapi.HTTPServer(http.NotFoundHandler())
	if s.ReadHeaderTimeout <= 0 || s.ReadHeaderTimeout > 5*time.Second || s.ReadTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes > 64<<10 {
		t.Fatalf("%+v", s)
	}
}

func TestASlowHeadIsCutOff(t *testing.T) {
	t.Parallel()
	kit := testkit.New(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(kit.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n")
	began := time.Now()
	if err := conn.SetReadDeadline(began.Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil || time.Since(began) > 15*time.Second {
		t.Fatalf("still open after %v: %v", time.Since(began), err)
	}
}
