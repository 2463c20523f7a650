package account_test

import (
	"regexp"
	"sync"
	"testing"

	"wbl/internal/fault"
	"wbl/internal/testkit"
)

const password = testkit.Password

// signIn is one attempt, with whatever password.
func signIn(c *testkit.Client, email, password string) *testkit.Reply {
	return c.Do("POST", "/session", map[string]any{"email": email, "password": password, "client": "program"})
}

func refresh(c *testkit.Client, token string) *testkit.Reply {
	return c.Do("POST", "/session/refresh", map[string]any{"refresh_token": token})
}

var linkToken = regexp.MustCompile(`/register/([a-z2-7]{52})`)

// tokenIn is the token of the link in a mail or an answer.
func tokenIn(t *testing.T, text string) string {
	t.Helper()
	found := linkToken.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no link in %q", text)
	}
	return found[1]
}

func complete(c *testkit.Client, token string, with map[string]any) *testkit.Reply {
	body := map[string]any{"name": "김민지", "password": "four plain words together"}
	for name, value := range with {
		body[name] = value
	}
	return c.Do("POST", "/registrations/"+token+"/complete", body)
}

// atOnce runs do that many times at once and gives what came back.
func atOnce(times int, do func(i int) *testkit.Reply) []*testkit.Reply {
	replies := make([]*testkit.Reply, times)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range times {
		all.Go(func() {
			<-start
			replies[i] = do(i)
		})
	}
	close(start)
	all.Wait()
	return replies
}

func countStatus(replies []*testkit.Reply, status int) (n int) {
	for _, r := range replies {
		if r.Status == status {
			n++
		}
	}
	return n
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if got := fault.CodeOf(err); got != code || (err != nil) != (code != "") {
		t.Fatalf("got %v, want %q", err, code)
	}
}
