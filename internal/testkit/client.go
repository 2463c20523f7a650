package testkit

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"wbl/internal/httpapi"
)

// Client makes requests as one person, or as nobody.
type Client struct {
	kit     *Kit
	token   string
	Refresh string
	header  http.Header
}

// Anonymous is a client without a session.
func (k *Kit) Anonymous() *Client { return &Client{kit: k, header: http.Header{}} }

// SignIn is a client with a session of its own.
func (k *Kit) SignIn(email string) *Client {
	k.TB.Helper()
	c := k.Anonymous()
	var session struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
	}
	c.Do("POST", "/session", map[string]any{"email": email, "password": Password, "client": "program"}).
		Want(http.StatusOK).JSON(&session)
	c.token, c.Refresh = session.AccessToken, session.RefreshToken
	return c
}

// Token is the client's access token.
func (c *Client) Token() string { return c.token }

// With is the same client with one more header.
func (c *Client) With(name, value string) *Client {
	next := *c
	next.header = c.header.Clone()
	next.header.Set(name, value)
	return &next
}

// WithToken is the same client with another access token.
func (c *Client) WithToken(token string) *Client {
	next := *c
	next.token = token
	return &next
}

// Reply is what came back.
type Reply struct {
	tb     testing.TB
	what   string
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a JSON body (nil: none; []byte: as it is) to a path below the API's
// prefix.
func (c *Client) Do(method, path string, body any) *Reply {
	c.kit.TB.Helper()
	var reader io.Reader
	contentType := ""
	switch b := body.(type) {
	case nil:
	case []byte:
		reader = bytes.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			c.kit.TB.Fatal(err)
		}
		reader, contentType = bytes.NewReader(raw), "application/json"
	}
	return c.Send(method, httpapi.Prefix+path, contentType, reader)
}

// Send sends any bytes to any path of the server.
func (c *Client) Send(method, path, contentType string, body io.Reader) *Reply {
	c.kit.TB.Helper()
	request, err := http.NewRequestWithContext(c.kit.TB.Context(), method, c.kit.URL+path, body)
	if err != nil {
		c.kit.TB.Fatal(err)
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	for name, values := range c.header {
		request.Header[name] = values
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		c.kit.TB.Fatalf("%s %s: %v", method, path, err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		c.kit.TB.Fatal(err)
	}
	return &Reply{tb: c.kit.TB, what: method + " " + path, Status: response.StatusCode, Header: response.Header, Body: raw}
}

// Want fails the test unless the status is this one.
func (r *Reply) Want(status int) *Reply {
	r.tb.Helper()
	if r.Status != status {
		r.tb.Fatalf("%s: status %d, want %d: %s", r.what, r.Status, status, r.Body)
	}
	return r
}

// WantProblem fails the test unless the reply is a problem document with this
// status and code.
func (r *Reply) WantProblem(status int, code string) *Reply {
	r.tb.Helper()
	r.Want(status)
	var p httpapi.Problem
	if err := json.Unmarshal(r.Body, &p); err != nil || p.Code != code || p.Status != status || p.Detail == "" || p.Detail == p.Code ||
		!strings.HasPrefix(r.Header.Get("Content-Type"), "application/problem+json") {
		r.tb.Fatalf("%s: want problem %s, got %s %s", r.what, code, r.Header.Get("Content-Type"), r.Body)
	}
	return r
}

// WantField fails the test unless the problem names the field with the code.
func (r *Reply) WantField(location, code string) *Reply {
	r.tb.Helper()
	var p httpapi.Problem
	if err := json.Unmarshal(r.Body, &p); err != nil {
		r.tb.Fatalf("%s: %v: %s", r.what, err, r.Body)
	}
	for _, field := range p.Errors {
		if field.Location == location && field.Code == code {
			return r
		}
	}
	r.tb.Fatalf("%s: no problem %s at %s in %s", r.what, code, location, r.Body)
	return r
}

// JSON reads the body.
func (r *Reply) JSON(into any) *Reply {
	r.tb.Helper()
	if err := json.Unmarshal(r.Body, into); err != nil {
		r.tb.Fatalf("%s: %v: %s", r.what, err, r.Body)
	}
	return r
}

// Get reads one text member of the body.
func (r *Reply) Get(name string) string {
	r.tb.Helper()
	var body map[string]any
	r.JSON(&body)
	value, ok := body[name].(string)
	if !ok {
		r.tb.Fatalf("%s: no text %q in %s", r.what, name, r.Body)
	}
	return value
}
