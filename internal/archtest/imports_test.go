package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// levels is the drawing of the house: an import points to a strictly lower number.
var levels = map[string]int{
	"fault": -1, "clock": -1, // the ground, which actor and text stand on
	"config": 0, "actor": 0, "text": 0,
	"scoring": 0, "matching": 0, "allocation": 0, "rating": 0,
	"store": 1, "blob": 1, "pdf": 1,
	"audit": 2, "job": 2,
	"storetest":  2, // for tests alone
	"mail":       3,
	"account":    4,
	"call":       5,
	"team":       6,
	"submission": 7,
	"inquiry":    7,
	"panel":      8,
	"evaluation": 9,
	"benchmark":  9, "arena": 9,
	"result": 10,
	"ledger": 10,
	"grant":  11,
	"usage":  12,
	"record": 12,
	"web":    13, "httpapi": 13,
	"app":  14,
	"demo": 15, "testkit": 15,
	"archtest": 0, // imports nothing, is imported by nothing
}

// place gives the name and the level of a folder of the module; commands stand
// above everything, and ok is false for a folder the drawing does not know.
func place(dir string) (name string, level int, ok bool) {
	switch first, _, _ := strings.Cut(dir, "/"); first {
	case "frontend", "configs":
		return first, 0, true
	case "cmd":
		return dir, 100, true
	}
	name = featureOf(dir)
	level, ok = levels[name]
	return name, level, ok
}

// importsPointDown is rule 1. Sub-packages share the level of their feature and
// may import one another.
func importsPointDown(t tree) []string {
	var out []string
	for _, file := range t.product() {
		from, level, ok := place(file.dir)
		if !ok {
			out = append(out, fmt.Sprintf("%s: the package is not in the drawing; give it a level", file.path))
			continue
		}
		for target := range file.imports() {
			dir, ours := strings.CutPrefix(target, module+"/")
			if !ours {
				continue
			}
			to, below, ok := place(dir)
			if !ok || to != from && below >= level {
				out = append(out, fmt.Sprintf("%s: %s (level %d) imports %s (level %d)", file.path, from, level, to, below))
			}
		}
	}
	return out
}

// fence keeps a family of packages to the folders that are named.
type fence struct {
	family []string // import paths; each also covers what lies below it
	inside func(file goFile) bool
	reason string
}

func (f fence) violations(t tree) []string {
	var out []string
	for _, file := range t.product() {
		for target := range file.imports() {
			if coversAny(f.family, target) && !f.inside(file) {
				out = append(out, fmt.Sprintf("%s: imports %s: %s", file.path, target, f.reason))
			}
		}
	}
	return out
}

func coversAny(family []string, target string) bool {
	return slices.ContainsFunc(family, func(root string) bool {
		return target == root || strings.HasPrefix(target, strings.TrimSuffix(root, "/")+"/")
	})
}

// within admits the named features of internal/ and cmd/dev, which measures against
// bare versions of the same libraries.
func within(features ...string) func(goFile) bool {
	return func(file goFile) bool {
		return file.dir == "cmd/dev" || slices.Contains(features, file.feature())
	}
}

// webStaysAtTheEdge is rule 3: the move to the next major version of the framework
// must cost two packages, and a feature must not know that HTTP exists.
func webStaysAtTheEdge(t tree) []string {
	framework := fence{
		family: []string{"github.com/labstack", "github.com/danielgtaylor/huma"},
		inside: within("httpapi", "app", "testkit"),
		reason: "Echo and Huma belong to httpapi, app and testkit",
	}
	protocol := fence{
		family: []string{"net/http"},
		inside: within("httpapi", "app", "testkit", "web", "blob", "mail", "usage", "benchmark"),
		reason: "HTTP belongs to the edges and to outbound clients",
	}
	return append(framework.violations(t), protocol.violations(t)...)
}

// databaseStaysInStores is rule 4: the ORM, the drivers and the handle inside a
// transaction are touched in store and in a feature's store.go or store_*.go.
func databaseStaysInStores(t tree) []string {
	database := fence{
		family: []string{
			"gorm.io", "database/sql", "github.com/jackc/pgx", "github.com/mattn/go-sqlite3", "github.com/pressly/goose",
		},
		inside: func(file goFile) bool { return file.dir == "cmd/dev" || isStoreFile(file) },
		reason: "the database is touched in store and in store.go or store_*.go",
	}
	return append(database.violations(t), handlesOutsideStores(t)...)
}

func isStoreFile(file goFile) bool {
	base := path.Base(file.path)
	return file.feature() == "store" ||
		file.feature() != "" && (base == "store.go" || strings.HasPrefix(base, "store_"))
}

// mathematicsIsPure is rule 5.
func mathematicsIsPure(t tree) []string {
	pure := []string{"scoring", "matching", "allocation", "rating"}
	libraries := []string{"gonum.org/v1/gonum", "github.com/cockroachdb/apd", "github.com/shopspring/decimal"}
	effects := []string{"os", "net", "io/fs", "database/sql", "log", "syscall", "plugin"}
	var out []string
	for _, file := range t.product() {
		if !slices.Contains(pure, file.feature()) {
			continue
		}
		for target := range file.imports() {
			if coversAny(libraries, target) || isStandard(target) && !coversAny(effects, target) {
				continue
			}
			out = append(out, fmt.Sprintf("%s: imports %s: the mathematics is pure", file.path, target))
		}
	}
	return out
}

func isStandard(target string) bool {
	first, _, _ := strings.Cut(target, "/")
	return first != module && !strings.Contains(first, ".")
}
