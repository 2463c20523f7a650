package httpapi

import (
	"fmt"
	"reflect"
	"strings"
)

// mustSeeAll stops the program when a request or an answer embeds a type that
// is not exported: Huma passes over such a type in silence, so that its
// parameters would never arrive and its fields would be missing in the document.
func mustSeeAll(t reflect.Type) {
	if hidden := hiddenIn(t, map[reflect.Type]bool{}); hidden != "" {
		panic(fmt.Sprintf("httpapi: %s embeds %s, whose name must begin with a capital", t, hidden))
	}
}

func hiddenIn(t reflect.Type, seen map[reflect.Type]bool) string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || (t.PkgPath() != "" && !strings.HasPrefix(t.PkgPath(), "wbl/")) {
		return ""
	}
	seen[t] = true
	for field := range t.Fields() {
		if field.Anonymous && !field.IsExported() {
			return field.Name
		}
		if hidden := hiddenIn(field.Type, seen); hidden != "" {
			return hidden
		}
	}
	return ""
}
