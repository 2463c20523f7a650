package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// output is what a command wrote, readable while it runs.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// installation is a folder with its own settings, as an operator would make it.
type installation struct {
	t       *testing.T
	dir     string
	address string
	environ []string
}

func install(t *testing.T) *installation {
	t.Helper()
	dir := t.TempDir()
	in := &installation{t: t, dir: dir, address: freeAddress(t)}
	key := filepath.Join(dir, "log.key")
	in.environ = []string{
		"WBL_DATA=" + filepath.Join(dir, "data"), "WBL_LISTEN=" + in.address, "WBL_PUBLIC_URL=http://" + in.address,
		"WBL_SECRETS__SESSION_KEY=" + strings.Repeat("k", 40), "WBL_SECRETS__LOG_KEY=" + key,
	}
	in.must("admin", "log-key", key, "--origin", "test.wbl.invalid/log")
	return in
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// run runs one command to its end.
func (in *installation) run(args ...string) (string, error) {
	in.t.Helper()
	var stdout, stderr output
	err := run(in.t.Context(), args, in.environ, &stdout, &stderr)
	return stdout.String(), err
}

func (in *installation) must(args ...string) string {
	in.t.Helper()
	out, err := in.run(args...)
	if err != nil {
		in.t.Fatalf("wbl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// serving runs a command that serves, until stop; it gives what was printed.
func (in *installation) serving(args ...string) (printed *output, stop func()) {
	in.t.Helper()
	ctx, cancel := context.WithCancel(in.t.Context())
	printed = &output{}
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, args, in.environ, printed, &output{}) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			in.t.Errorf("wbl %s: %v", strings.Join(args, " "), err)
		}
	})
	in.t.Cleanup(stop)
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		response, err := http.Get("http://" + in.address + "/readyz")
		if err == nil {
			response.Body.Close()
			return printed, stop
		}
		if time.Now().After(end) {
			in.t.Fatalf("wbl %s does not serve: %v\n%s", strings.Join(args, " "), err, printed)
		}
	}
}

// post sends JSON and gives the status.
func (in *installation) post(path string, body map[string]any) int {
	in.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		in.t.Fatal(err)
	}
	response, err := http.Post("http://"+in.address+"/api/v1"+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		in.t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func (in *installation) signIn(email, password string) int {
	in.t.Helper()
	return in.post("/session", map[string]any{"email": email, "password": password})
}

// typing puts what a person would type on standard input.
func typing(t *testing.T, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "typed")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	typed, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stdin
	os.Stdin = typed
	t.Cleanup(func() {
		os.Stdin = before
		if err := typed.Close(); err != nil {
			t.Error(err)
		}
	})
}

func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}

func TestUnknownCommandsAndSettingsAreRefused(t *testing.T) {
	in := install(t)
	_, err := in.run("sing")
	wantError(t, err, `unknown command "sing"`)
	_, err = in.run("serve", "--demo")
	wantError(t, err, "unknown flag: --demo")
	in.environ = append(in.environ, "WBL_LISTENN=127.0.0.1:1")
	_, err = in.run("serve")
	wantError(t, err, `"listenn" is not a setting`)

	file := filepath.Join(in.dir, "wbl.yaml")
	if err := os.WriteFile(file, []byte("demo: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in.environ = nil
	_, err = in.run("serve", "--config", file)
	wantError(t, err, `"demo" is not a setting`)
	_, err = in.run("serve", "--config", filepath.Join(in.dir, "none.yaml"))
	wantError(t, err, "none.yaml")
}

func TestTheDocumentIsPrintedAndChecked(t *testing.T) {
	in := install(t)
	printed := in.must("openapi")
	var document struct{ OpenAPI string }
	if err := json.Unmarshal([]byte(printed), &document); err != nil || document.OpenAPI != "3.1.0" {
		t.Fatal(document, err)
	}
	file := filepath.Join(in.dir, "openapi.json")
	if err := os.WriteFile(file, []byte(printed), 0o600); err != nil {
		t.Fatal(err)
	}
	in.must("openapi", "--check", file)
	if err := os.WriteFile(file, []byte(printed+" "), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := in.run("openapi", "--check", file)
	wantError(t, err, "stale")
}
