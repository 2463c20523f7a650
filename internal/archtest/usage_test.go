package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// handlesOutsideStores finds `tx.DB()`: taking the handle out of a transaction of
// ours. It goes by the shape of the call in files that know the store.
func handlesOutsideStores(t tree) []string {
	var out []string
	for _, file := range t.product() {
		if _, knows := file.imports()[module+"/internal/store"]; !knows || isStoreFile(file) {
			continue
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) > 0 {
				return true
			}
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "DB" {
				out = append(out, fmt.Sprintf("%s: takes the database handle outside a store file", file.at(node)))
			}
			return true
		})
	}
	return out
}

// timeIsInjected keeps the machine's clock to the one package that wraps it.
func timeIsInjected(t tree) []string {
	readers := []string{"Now", "Since", "Until"}
	var out []string
	for _, file := range t.product() {
		if within("clock")(file) {
			continue
		}
		file.uses("time", func(name string, node ast.Node) {
			if slices.Contains(readers, name) {
				out = append(out, fmt.Sprintf("%s: time.%s: ask the injected clock", file.at(node), name))
			}
		})
	}
	return out
}

// chanceIsStrong keeps guessable randomness to where it must be repeatable: the
// mathematics, the demonstration's seed and the tests' own programs.
func chanceIsStrong(t tree) []string {
	return fence{
		family: []string{"math/rand"},
		inside: within("scoring", "matching", "allocation", "rating", "demo", "testkit"),
		reason: "ids and secrets come from crypto/rand",
	}.violations(t)
}

// nothingPrints keeps internal packages off the terminal: they return values, and
// what must be seen goes to the log or to a writer that is passed in.
func nothingPrints(t tree) []string {
	var out []string
	for _, file := range t.product() {
		if file.feature() == "" {
			continue
		}
		file.uses("fmt", func(name string, node ast.Node) {
			if strings.HasPrefix(name, "Print") {
				out = append(out, fmt.Sprintf("%s: fmt.%s writes to the terminal", file.at(node), name))
			}
		})
		out = append(out, builtinPrints(file)...)
	}
	return out
}

func builtinPrints(file goFile) []string {
	var out []string
	ast.Inspect(file.ast, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := call.Fun.(*ast.Ident); ok && (name.Name == "print" || name.Name == "println") {
			out = append(out, fmt.Sprintf("%s: %s writes to the terminal", file.at(node), name.Name))
		}
		return true
	})
	return out
}
