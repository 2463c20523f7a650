package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wbl/internal/audit"
	"wbl/internal/config"
	"wbl/internal/demo"
	"wbl/internal/httpapi"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

// workshop is where this process builds the program and plays the
// demonstration, once for all tests.
var workshop = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "wbl-workshop-*") })

func TestMain(m *testing.M) {
	m.Run()
	if dir, err := workshop(); err == nil {
		os.RemoveAll(dir)
	}
}

// shipped is the path of the program as it is installed.
var shipped = sync.OnceValues(func() (string, error) {
	dir, err := workshop()
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, "wbl")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return binary, nil
})

// played is a data folder after the demonstration: calls, teams, documents,
// rankings and a released result.
var played = sync.OnceValues(func() (string, error) {
	dir, err := workshop()
	if err != nil {
		return "", err
	}
	cfg, err := secrets(config.Defaults())
	if err != nil {
		return "", err
	}
	cfg.Data = filepath.Join(dir, "played")
	return cfg.Data, demo.Seed(context.Background(), cfg, slog.New(slog.DiscardHandler))
})

// secrets are the same for every site, so that a copied folder can be served.
func secrets(cfg config.Config) (config.Config, error) {
	dir, err := workshop()
	if err != nil {
		return cfg, err
	}
	cfg.Secrets = config.Secrets{SessionKey: strings.Repeat("k", 40), LogKey: filepath.Join(dir, "log.key")}
	if _, err := os.Stat(cfg.Secrets.LogKey); err == nil {
		return cfg, nil
	}
	key, err := audit.GenerateKey("test.wbl.invalid/log")
	if err != nil {
		return cfg, err
	}
	return cfg, key.Save(cfg.Secrets.LogKey)
}

// site is the shipped program on a folder and a database of its own.
type site struct {
	t       *testing.T
	binary  string
	cfg     config.Config
	process *exec.Cmd
	log     *output
	client  *http.Client
}

// prepare gives a site without any rows; its folder must not exist or be empty.
func prepare(t *testing.T, data string) *site {
	t.Helper()
	binary, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := secrets(config.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	cfg.Data, cfg.Listen = data, freeAddress(t)
	cfg.PublicURL = "http://" + cfg.Listen
	if os.Getenv("WBL_TEST_DATABASE") == store.Postgres {
		db := storetest.Config(t)
		cfg.Database = config.Database{Driver: db.Driver, DSN: db.DSN}
	}
	return &site{t: t, binary: binary, cfg: cfg, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// settle gives a site on which the demonstration has been played.
func settle(t *testing.T, data string) *site {
	t.Helper()
	s := prepare(t, data)
	if s.cfg.Database.Driver == store.Postgres {
		if err := demo.Seed(t.Context(), s.cfg, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		return s
	}
	template, err := played()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(data, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) environ() []string {
	return append(os.Environ(),
		"WBL_DATA="+s.cfg.Data, "WBL_LISTEN="+s.cfg.Listen, "WBL_PUBLIC_URL="+s.cfg.PublicURL,
		"WBL_SECRETS__SESSION_KEY="+s.cfg.Secrets.SessionKey, "WBL_SECRETS__LOG_KEY="+s.cfg.Secrets.LogKey,
		"WBL_DATABASE__DRIVER="+s.cfg.Database.Driver, "WBL_DATABASE__DSN="+s.cfg.Database.DSN)
}

// command runs one command to its end and gives what it printed and its exit
// code.
func (s *site) command(args ...string) (printed string, code int) {
	s.t.Helper()
	cmd := exec.Command(s.binary, args...)
	cmd.Env = s.environ()
	raw, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return string(raw), cmd.ProcessState.ExitCode()
}

func (s *site) must(args ...string) string {
	s.t.Helper()
	printed, code := s.command(args...)
	if code != 0 {
		s.t.Fatalf("wbl %s ended with %d: %s", strings.Join(args, " "), code, printed)
	}
	return printed
}

// refused runs a command that must fail, and say why.
func (s *site) refused(reason string, args ...string) {
	s.t.Helper()
	printed, code := s.command(args...)
	if code != 1 || !strings.Contains(printed, reason) {
		s.t.Fatalf("wbl %s ended with %d, want 1, and does not say %q: %s", strings.Join(args, " "), code, reason, printed)
	}
}

// start serves, and gives how long it took until the server was ready.
func (s *site) start() time.Duration {
	s.t.Helper()
	s.log = &output{}
	s.process = exec.Command(s.binary, "serve")
	s.process.Env = s.environ()
	s.process.Stdout, s.process.Stderr = s.log, s.log
	began := time.Now()
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(s.kill)
	for time.Since(began) < 30*time.Second {
		if response, err := s.client.Get(s.cfg.PublicURL + "/readyz"); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return time.Since(began)
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.t.Fatalf("not ready after 30 s\n%s", s.log)
	return 0
}

// kill ends the server as a power cut would: it gets no chance to do anything.
func (s *site) kill() { s.end(syscall.SIGKILL) }

// stop ends the server in an orderly way.
func (s *site) stop() { s.end(syscall.SIGTERM) }

func (s *site) end(signal syscall.Signal) {
	if s.process == nil {
		return
	}
	if err := s.process.Process.Signal(signal); err != nil {
		s.t.Errorf("the server had ended by itself: %v\n%s", err, s.log)
	}
	if err := s.process.Wait(); err != nil && signal == syscall.SIGTERM {
		s.t.Errorf("the server did not stop well: %v\n%s", err, s.log)
	}
	s.process = nil
	s.client.CloseIdleConnections()
}

// request is one thing that is asked for, so that it can be asked again.
type request struct {
	method, path, key, match string
	body                     []byte
}

func asJSON(body any) []byte {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return raw
}

// answered is a request with what came back.
type answered struct {
	request
	status int
	header http.Header
	reply  []byte
}

// send gives an error only when no whole answer came back.
func (s *site) send(token string, r request) (answered, error) {
	made, err := http.NewRequest(r.method, s.cfg.PublicURL+r.path, bytes.NewReader(r.body))
	if err != nil {
		return answered{}, err
	}
	made.Header.Set("Content-Type", "application/json")
	if r.method == http.MethodPatch {
		made.Header.Set("Content-Type", "application/octet-stream")
		made.Header.Set("Upload-Offset", "0")
	}
	for name, value := range map[string]string{"Idempotency-Key": r.key, "If-Match": r.match, "Authorization": token} {
		if value != "" {
			made.Header.Set(name, value)
		}
	}
	response, err := s.client.Do(made)
	if err != nil {
		return answered{}, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	return answered{request: r, status: response.StatusCode, header: response.Header, reply: raw}, err
}

// ask is send where an answer with this status is all that is right; it is read
// into the value.
func (s *site) ask(token string, r request, status int, into any) answered {
	s.t.Helper()
	a, err := s.send(token, r)
	if err != nil {
		s.t.Fatal(err)
	}
	if a.status != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", r.method, r.path, a.status, status, a.reply)
	}
	if into != nil {
		if err := json.Unmarshal(a.reply, into); err != nil {
			s.t.Fatal(err)
		}
	}
	return a
}

func api(method, path string, body any) request {
	r := request{method: method, path: httpapi.Prefix + path}
	if body != nil {
		r.body = asJSON(body)
	}
	return r
}

// signIn gives what goes into the Authorization header.
func (s *site) signIn(name string) string {
	s.t.Helper()
	var session struct {
		AccessToken string `json:"access_token"`
	}
	s.ask("", api("POST", "/session", map[string]any{
		"email": name + "@demo.wbl", "password": demo.Password, "client": "program",
	}), http.StatusOK, &session)
	return "Bearer " + session.AccessToken
}

// open opens the site's database beside the server.
func (s *site) open() *store.Store {
	s.t.Helper()
	return openDatabase(s.t, s.cfg)
}
