package httpapi_test

import (
	"bytes"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"wbl/internal/httpapi"
	"wbl/internal/testkit"
)

func TestTheDocumentIsValidOpenAPI31(t *testing.T) {
	raw, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	d, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" || d.Info.Version != httpapi.Version || d.Servers[0].URL != httpapi.Prefix {
		t.Fatalf("%s %s %s", d.OpenAPI, d.Info.Version, d.Servers[0].URL)
	}
}

func TestEveryOperationNamesItsProblemsAndItsPermission(t *testing.T) {
	d := documentOf(t, bare())
	permissions := map[string]string{}
	for _, route := range bare().Routes() {
		permissions[strings.ToLower(route.Method)+" "+route.Path] = route.Permission
	}
	ids := map[string]bool{}
	for path, operations := range d.Paths {
		for method, op := range operations {
			name := method + " " + path
			if _, ok := op.Responses["default"].Content["application/problem+json"]; !ok {
				t.Errorf("%s does not name its problems", name)
			}
			needed := permissions[name] != "anyone"
			if secured := len(op.Security) == 2 && op.Security[0]["cookie"] != nil && op.Security[1]["bearer"] != nil; secured != needed {
				t.Errorf("%s: permission %q, security %v", name, permissions[name], op.Security)
			}
			if op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s: operation id %q", name, op.OperationID)
			}
			ids[op.OperationID] = true
		}
	}
}

// The client is generated from it: a list that may be null would have to be
// checked at every use.
func TestNoTypeMayBeNullOrUnnamed(t *testing.T) {
	raw, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	d, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range d.Components.Schemas {
		for property, ref := range schema.Value.Properties {
			types := ref.Value.Type
			if types != nil && types.Is("array") != types.Includes("array") {
				t.Errorf("%s.%s is a list or null", name, property)
			}
		}
		if strings.ContainsAny(name, "[]/ ") || name == "" || name[0] < 'A' || name[0] > 'Z' {
			t.Errorf("schema %q is no stable name", name)
		}
	}
}

func TestTheDocumentIsTheSameEachTime(t *testing.T) {
	first, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := bare().OpenAPI()
		if err != nil || !bytes.Equal(first, again) {
			t.Fatal("the document differs from one start to the next", err)
		}
	}
}

// The frontend's client is generated from this file.
func TestTheCommittedDocumentIsCurrent(t *testing.T) {
	committed, err := os.ReadFile("../../frontend/src/api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	current, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, current) {
		t.Fatal("frontend/src/api/openapi.json is stale: go run ./cmd/wbl openapi > frontend/src/api/openapi.json")
	}
}

func TestTheDocumentIsServedToAnyone(t *testing.T) {
	kit := testkit.New(t)
	served := kit.Anonymous().Do("GET", "/openapi.json", nil).Want(http.StatusOK)
	current, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(served.Body, current) || served.Header.Get("Content-Type") != "application/json" {
		t.Fatalf("%s, %d bytes", served.Header.Get("Content-Type"), len(served.Body))
	}
}

func TestEverySchemaIsClosed(t *testing.T) {
	raw, err := bare().OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	d, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	open := []string{}
	for name, schema := range d.Components.Schemas {
		closed := schema.Value.AdditionalProperties.Has
		if schema.Value.Type.Is("object") && (closed == nil || *closed) && schema.Value.AdditionalProperties.Schema == nil {
			open = append(open, name)
		}
	}
	slices.Sort(open)
	if len(open) > 0 {
		t.Fatalf("these take and give anything: %v", open)
	}
}
