package main

import (
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestServingNeedsItsSecrets(t *testing.T) {
	in := install(t)
	secrets := in.environ[3:]
	in.environ = in.environ[:3]
	_, err := in.run("serve")
	wantError(t, err, "secrets.session_key", "secrets.log_key", "WBL_SECRETS__SESSION_KEY", "wbl admin log-key")
	in.environ = append(in.environ, secrets[0], "WBL_SECRETS__LOG_KEY="+filepath.Join(in.dir, "none.key"))
	_, err = in.run("serve")
	wantError(t, err, "secrets.log_key", "none.key")
}

var firstLink = regexp.MustCompile(`http://[0-9.:]+/register/([a-z2-7]{52})`)

func TestAFreshServerHasNoAccountButOneLink(t *testing.T) {
	in := install(t)
	printed, stop := in.serving("serve")
	links := firstLink.FindAllStringSubmatch(printed.String(), -1)
	if len(links) != 1 || !strings.Contains(printed.String(), "http://"+in.address) {
		t.Fatalf("printed %s", printed)
	}
	for _, email := range []string{"admin", "admin@localhost", "operator@demo.wbl"} {
		if status := in.signIn(email, "demo-World-Best-LLM"); status == http.StatusOK {
			t.Fatalf("%s has an account", email)
		}
	}
	complete := "/registrations/" + links[0][1] + "/complete"
	first := map[string]any{"email": "boss@example.kr", "name": "첫 운영자", "password": "four plain words together"}
	if status := in.post(complete, first); status != http.StatusCreated {
		t.Fatalf("the link gives %d", status)
	}
	if status := in.post(complete, first); status != http.StatusGone {
		t.Fatalf("the link used again gives %d", status)
	}
	if status := in.signIn("boss@example.kr", "four plain words together"); status != http.StatusOK {
		t.Fatalf("signing in gives %d", status)
	}
	stop()
	printed, _ = in.serving("serve")
	if strings.Contains(printed.String(), "/register/") {
		t.Fatalf("a second start printed %s", printed)
	}
}

func TestAnOperatorMadeOnTheCommandLine(t *testing.T) {
	in := install(t)
	typing(t, "four plain words together\n")
	if out := in.must("admin", "create", "--email", "boss@example.kr", "--name", "운영자"); !strings.Contains(out, "boss@example.kr can sign in") {
		t.Fatal(out)
	}
	typing(t, "four plain words together\n")
	_, err := in.run("admin", "create", "--email", "boss@example.kr", "--name", "운영자")
	wantError(t, err, "already has an account")
	typing(t, "short\n")
	_, err = in.run("admin", "create", "--email", "other@example.kr", "--name", "운영자")
	wantError(t, err, "at least 12 characters")
	typing(t, "")
	_, err = in.run("admin", "create", "--email", "other@example.kr", "--name", "운영자")
	wantError(t, err, "no password")
	typing(t, "four plain words together")
	_, err = in.run("admin", "create", "--email", "nowhere", "--name", "")
	wantError(t, err, "email", "name")

	printed, _ := in.serving("serve")
	if strings.Contains(printed.String(), "/register/") {
		t.Fatalf("with an operator it printed %s", printed)
	}
	if status := in.signIn("boss@example.kr", "four plain words together"); status != http.StatusOK {
		t.Fatalf("signing in gives %d", status)
	}
}

func TestADemonstrationStaysOnThisMachine(t *testing.T) {
	in := install(t)
	data := filepath.Join(in.dir, "demo")
	for _, listen := range []string{"0.0.0.0:0", "[::]:0", ":0", "192.0.2.1:80", "example.kr:80", "localhost.example.kr:80", "8080", ""} {
		_, err := in.run("demo", "--listen", listen, "--data", data)
		if err == nil {
			t.Errorf("%q is taken", listen)
		}
	}
}

func TestMigrateAndAKeyThatIsThere(t *testing.T) {
	in := install(t)
	for range 2 {
		if out := in.must("migrate"); !strings.Contains(out, "up to date") {
			t.Fatal(out)
		}
	}
	if _, err := in.run("admin", "log-key", filepath.Join(in.dir, "log.key"), "--origin", "test.wbl.invalid/log"); err == nil {
		t.Fatal("a key was written over")
	}
}
