package httpapi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/httpapi"
)

// outside is what lies beside the API, and nothing else does.
var outside = []string{"/*", "/healthz", "/readyz"}

// document is as much of the API's document as the tests look at.
type document struct {
	OpenAPI string                          `json:"openapi"`
	Paths   map[string]map[string]operation `json:"paths"`
}

type operation struct {
	OperationID string                `json:"operationId"`
	Security    []map[string][]string `json:"security"`
	Parameters  []struct {
		Name, In string
		Required bool
	}
	Responses map[string]struct {
		Content map[string]json.RawMessage
	}
}

func documentOf(t *testing.T, s *httpapi.Server) document {
	t.Helper()
	raw, err := s.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func bare() *httpapi.Server { return httpapi.New(httpapi.Services{}, httpapi.Config{}) }

// unguarded lists everything that the router serves without a permission or
// without standing in the document.
func unguarded(t *testing.T, s *httpapi.Server) []string {
	t.Helper()
	d, known, problems := documentOf(t, s), map[string]bool{}, []string{}
	for _, route := range s.Routes() {
		name := route.Method + " " + route.Path
		known[name] = true
		if route.Permission == "" {
			problems = append(problems, name+" has no permission")
		}
		if _, ok := d.Paths[route.Path][strings.ToLower(route.Method)]; !ok {
			problems = append(problems, name+" is missing in the document")
		}
	}
	for path, operations := range d.Paths {
		for method := range operations {
			if !known[strings.ToUpper(method)+" "+path] {
				problems = append(problems, fmt.Sprintf("%s %s stands in the document alone", method, path))
			}
		}
	}
	return append(problems, unlisted(s, known)...)
}

// unlisted asks the router itself.
func unlisted(s *httpapi.Server, known map[string]bool) []string {
	problems := []string{}
	for _, route := range s.Echo().Routes() {
		path, inAPI := strings.CutPrefix(route.Path, httpapi.Prefix)
		switch {
		case route.Method == "echo_route_not_found":
		case !inAPI && !slices.Contains(outside, route.Path):
			problems = append(problems, route.Method+" "+route.Path+" lies outside and is not named")
		case inAPI && !known[route.Method+" "+braces(path)]:
			problems = append(problems, route.Method+" "+route.Path+" is served past the table of routes")
		}
	}
	return problems
}

// braces turns the router's :id into the document's {id}.
func braces(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func TestEveryRouteHasAPermissionAndStandsInTheDocument(t *testing.T) {
	s := bare()
	if len(s.Routes()) < 10 {
		t.Fatalf("only %d routes", len(s.Routes()))
	}
	for _, problem := range unguarded(t, s) {
		t.Error(problem)
	}
}

func TestTheWalkFindsWhatIsUnguarded(t *testing.T) {
	nothing := func(context.Context) error { return nil }
	for _, tc := range []struct {
		name string
		add  func(*httpapi.Server)
		want string
	}{
		{"no permission", func(s *httpapi.Server) { s.Dummy("/dummy", "", nothing) }, "GET /dummy has no permission"},
		{"raw in the API", func(s *httpapi.Server) { s.DummyRaw(httpapi.Prefix + "/dummy/:id") }, "GET /api/v1/dummy/:id is served past the table of routes"},
		{"raw outside", func(s *httpapi.Server) { s.DummyRaw("/debug/vars") }, "GET /debug/vars lies outside and is not named"},
		{"only in the document", func(s *httpapi.Server) { s.Document("/dummy") }, "get /dummy stands in the document alone"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := bare()
			tc.add(s)
			if diff := cmp.Diff([]string{tc.want}, unguarded(t, s)); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

// What a handler embeds must be seen by Huma, or its parameters never arrive.
func TestHiddenParametersStopTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("a request with a hidden parameter was taken")
		}
	}()
	bare().DummyHidden()
}

func TestEveryNameInAPathIsAParameter(t *testing.T) {
	d := documentOf(t, bare())
	for path, operations := range d.Paths {
		for method, op := range operations {
			documented := []string{}
			for _, p := range op.Parameters {
				if p.In == "path" && p.Required {
					documented = append(documented, p.Name)
				}
			}
			for _, part := range strings.Split(path, "/") {
				name := strings.Trim(part, "{}")
				if strings.HasPrefix(part, "{") && !slices.Contains(documented, name) {
					t.Errorf("%s %s: %s is no parameter", method, path, part)
				}
			}
		}
	}
}
