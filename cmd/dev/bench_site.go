package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// prepare starts the demonstration and the bare server, and says what is to be
// measured.
func (b *bench) prepare(ctx context.Context) error {
	b.say("building wbl and seeding a demonstration to measure on")
	site, err := b.startSite(ctx)
	if err != nil {
		return err
	}
	operator, err := site.signIn(ctx, "operator")
	if err != nil {
		return err
	}
	lead, err := site.signIn(ctx, "lead1")
	if err != nil {
		return err
	}
	submission, err := site.readyToFile(ctx, lead)
	if err != nil {
		return err
	}
	raw, err := openRaw(ctx, b.path("raw.db"))
	if err != nil {
		return err
	}
	one, list := "/api/v1/me", "/api/v1/users?limit=20"
	for name, from := range map[string]string{bodyOne: one, bodyList: list} {
		body, err := site.ask(ctx, operator, http.MethodGet, from, "", nil)
		if err != nil {
			return err
		}
		if err := os.WriteFile(b.path(name), body, 0o600); err != nil {
			return err
		}
	}
	bare, err := b.startBare(ctx)
	if err != nil {
		return err
	}
	file := load{address: site.address, status: http.StatusCreated, head: post("/api/v1/submissions/"+submission+"/submit", lead), keyed: true}
	account := load{
		address: site.address, connections: connections, status: http.StatusCreated, head: post("/api/v1/users", operator), keyed: true,
		body: `{"email":"bench%d@example.kr","name":"Bench","language":"ko","roles":[]}`,
	}
	read := func(path, token string) load {
		return load{address: site.address, connections: connections, status: http.StatusOK, head: get(path, token)}
	}
	plain := func(name string) load {
		return load{address: bare, connections: connections, status: http.StatusOK, head: get("/"+name, "none")}
	}
	b.pairs = []*pair{
		{name: "an application filed, 1 client", ceiling: "SQLite alone, 1 writer, a commit each", product: file.with(1).run, bare: raw.alone},
		{name: "applications filed, 64 clients", ceiling: "SQLite alone, 64 clients, shared commits", product: file.with(connections).run, bare: raw.shared},
		{name: "accounts made, 64 clients", ceiling: "SQLite alone, 64 clients, shared commits", product: account.run, bare: raw.shared},
		{name: "GET /me, 64 clients", ceiling: "bare Echo with the same bytes", product: read(one, operator).run, bare: plain(bodyOne).run},
		{name: "a list of 20, 64 clients", ceiling: "bare Echo with the same bytes", product: read(list, operator).run, bare: plain(bodyList).run},
	}
	return b.describe(ctx, raw)
}

func (l load) with(clients int) load {
	l.connections = clients
	return l
}

func get(path, token string) string {
	return "GET " + path + " HTTP/1.1\r\nAuthorization: " + token
}

func post(path, token string) string {
	return "POST " + path + " HTTP/1.1\r\nAuthorization: " + token
}

// site is the program under measurement.
type site struct {
	address string
}

func (b *bench) startSite(ctx context.Context) (site, error) {
	binary, err := b.buildServer(ctx)
	if err != nil {
		return site{}, err
	}
	address, err := b.startServer(ctx, "wbl.log", "/readyz", func(address string) []string {
		return []string{binary, "demo", "--listen", address, "--data", b.path("data")}
	})
	return site{address: address}, err
}

func (b *bench) startBare(ctx context.Context) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	return b.startServer(ctx, "bare.log", "/"+bodyOne, func(address string) []string {
		return []string{self, "bench", "--bare", address, "--bodies", b.folder}
	})
}

// startServer starts a child that serves; its log goes to a file, as it would
// where it is installed.
func (b *bench) startServer(ctx context.Context, log, path string, command func(address string) []string) (string, error) {
	port, err := freePort(ctx)
	if err != nil {
		return "", err
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	words := command(address)
	child := b.command(ctx, ".", words[0], words[1:]...)
	started, err := startLogged(child, b.path(log))
	if err != nil {
		return "", err
	}
	b.children = append(b.children, started)
	return address, started.await(ctx, time.Minute, func(ctx context.Context) error { return answers(ctx, "http://"+address+path) })
}

// ask is one request whose answer must be a success.
func (s site) ask(ctx context.Context, token, method, path, offset string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://"+s.address+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", token)
	if offset != "" {
		request.Header.Set("Content-Type", "application/octet-stream")
		request.Header.Set("Upload-Offset", offset)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("%s %s answered %s: %s", method, path, response.Status, answer)
	}
	return answer, err
}

// tell sends JSON and reads one text of the answer.
func (s site) tell(ctx context.Context, token, path string, body map[string]any, name string) (string, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	answer, err := s.ask(ctx, token, http.MethodPost, "/api/v1"+path, "", raw)
	if err != nil {
		return "", err
	}
	var read map[string]any
	if err := json.Unmarshal(answer, &read); err != nil {
		return "", err
	}
	text, _ := read[name].(string)
	return text, nil
}

func (s site) signIn(ctx context.Context, name string) (string, error) {
	token, err := s.tell(ctx, "", "/session", map[string]any{
		"email": name + "@demo.wbl", "password": "demo-World-Best-LLM", "client": "program",
	}, "access_token")
	return "Bearer " + token, err
}

// readyToFile completes the draft that the demonstration leaves one document
// short of being filed, and gives its id.
func (s site) readyToFile(ctx context.Context, lead string) (string, error) {
	draft, err := s.draft(ctx, lead)
	if err != nil {
		return "", err
	}
	consent := []byte("%PDF-1.4\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
	document, err := s.tell(ctx, lead, "/submissions/"+draft+"/documents", map[string]any{
		"document_key": "privacy_consent", "file_name": "consent.pdf", "size": len(consent),
	}, "id")
	if err != nil {
		return "", err
	}
	if _, err := s.ask(ctx, lead, http.MethodPatch, "/api/v1/documents/"+document+"/content", "0", consent); err != nil {
		return "", err
	}
	_, err = s.ask(ctx, lead, http.MethodPost, "/api/v1/documents/"+document+"/finish", "", nil)
	return draft, err
}

// draft finds the lead's submission that is not filed yet.
func (s site) draft(ctx context.Context, lead string) (string, error) {
	type item struct{ ID, Status string }
	list := func(path string) (items []item, err error) {
		raw, err := s.ask(ctx, lead, http.MethodGet, "/api/v1"+path, "", nil)
		if err != nil {
			return nil, err
		}
		var page struct{ Items []item }
		err = json.Unmarshal(raw, &page)
		return page.Items, err
	}
	teams, err := list("/me/teams")
	if err != nil {
		return "", err
	}
	for _, team := range teams {
		submissions, err := list("/teams/" + team.ID + "/submissions")
		if err != nil {
			return "", err
		}
		for _, submission := range submissions {
			if submission.Status == "draft" {
				return submission.ID, nil
			}
		}
	}
	return "", errors.New("the demonstration has no draft of lead1")
}
