package httpapi

import (
	"bytes"
	"encoding/json"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

func humaConfig() huma.Config {
	overrideHuma()
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	cfg := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "WBL", Version: Version,
				Description: "Runs a national competition from the announcement of a call to the last returned GPU.",
			},
			Servers: []*huma.Server{{URL: Prefix}},
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"cookie": {Type: "apiKey", In: "cookie", Name: accessCookie},
					"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
				},
			},
		},
		Formats:                      map[string]huma.Format{"application/json": strictJSON, "json": strictJSON},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
	return cfg
}

// schemaName names our own types without "View", and a feature's types after
// their package too, because two features may call different things a Page.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := huma.DefaultSchemaNamer(t, hint)
	feature := path.Base(t.PkgPath())
	if t.Name() != "" && t.PkgPath() != "" && feature != "httpapi" && feature != "view" && !strings.Contains(t.Name(), "[") {
		name = strings.ToUpper(feature[:1]) + feature[1:] + name
	}
	return strings.TrimSuffix(name, "View")
}

// openAPIDocument is the document, indented so that changes can be reviewed.
func openAPIDocument(api huma.API) ([]byte, error) {
	document := api.OpenAPI()
	problem := document.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, item := range document.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete, item.Head} {
			if op != nil {
				op.Responses["default"] = &huma.Response{
					Description: "A problem", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}},
				}
			}
		}
	}
	compact, err := document.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var indented bytes.Buffer
	err = json.Indent(&indented, compact, "", "  ")
	indented.WriteByte('\n')
	return indented.Bytes(), err
}

func describeDocument(op *huma.Operation) {
	op.Summary = "This document"
	op.Responses["200"] = &huma.Response{
		Description: "OpenAPI 3.1", Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Type: huma.TypeObject}}},
	}
}

func (s *Server) serveDocument(c echo.Context) error {
	document, err := s.document()
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, document)
}
