package httpapi_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"wbl/internal/actor"
	"wbl/internal/testkit"
)

// halfSent opens a connection and sends the head of a request without its body.
func halfSent(t *testing.T, kit *testkit.Kit, head string, length int) *net.TCPConn {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(kit.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	if _, err := fmt.Fprintf(connection, "%s\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", head, length); err != nil {
		t.Fatal(err)
	}
	return connection.(*net.TCPConn)
}

func statusOf(t *testing.T, connection net.Conn) (status int, problem string) {
	t.Helper()
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw := make([]byte, 4<<10)
	n, _ := response.Body.Read(raw)
	return response.StatusCode, string(raw[:n])
}

// What counts is when the last byte of a request came, not its head: else a
// file written after the deadline could be filed before it.
func TestARequestArrivesWithItsLastByte(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr", actor.Operator)
	var arrived actor.Actor
	kit.Server.DummyWrite("/late", func(who actor.Actor) { arrived = who })
	head := "POST /api/v1/late HTTP/1.1\r\nAuthorization: Bearer " + kit.SignIn("kim@example.kr").Token()
	for _, key := range []string{"", "\r\nIdempotency-Key: k"} {
		started := kit.Clock.Now()
		connection := halfSent(t, kit, head+key, 2)
		time.Sleep(50 * time.Millisecond)
		kit.Clock.Advance(time.Minute)
		if _, err := connection.Write([]byte("{}")); err != nil {
			t.Fatal(err)
		}
		if status, problem := statusOf(t, connection); status != http.StatusNoContent {
			t.Fatal(status, problem)
		}
		if arrived.Arrival != started.Add(time.Minute) {
			t.Errorf("arrived %v after its head", arrived.Arrival.Sub(started))
		}
	}
}

func TestABodyThatBreaksOffIsNoFailureOfOurs(t *testing.T) {
	kit := testkit.New(t)
	connection := halfSent(t, kit, "POST /api/v1/session HTTP/1.1", 100)
	if _, err := connection.Write([]byte(`{"e`)); err != nil {
		t.Fatal(err)
	}
	if err := connection.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if status, problem := statusOf(t, connection); status != http.StatusBadRequest || !strings.Contains(problem, "input.unreadable") {
		t.Error(status, problem)
	}
	if wrote := kit.Wrote.String(); strings.Contains(wrote, `"ERROR"`) {
		t.Error(wrote)
	}
}
