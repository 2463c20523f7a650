package archtest

import (
	"os"
	"testing"
)

// rules names every rule of the house; each has a broken tree in broken_test.go.
var rules = map[string]func(tree) []string{
	"imports point down":           importsPointDown,
	"web stays at the edge":        webStaysAtTheEdge,
	"database stays in stores":     databaseStaysInStores,
	"mathematics is pure":          mathematicsIsPure,
	"time is injected":             timeIsInjected,
	"chance is strong":             chanceIsStrong,
	"nothing prints":               nothingPrints,
	"root is tidy":                 rootIsTidy,
	"sizes stay small":             sizesStaySmall,
	"packages are explained":       packagesAreExplained,
	"exported names are explained": exportedNamesAreExplained,
	"problems have texts":          problemsHaveTexts,
	"results are read last":        resultsAreReadLast,
}

func TestTheHouseKeepsItsRules(t *testing.T) {
	house := parseTree(t, os.DirFS("../.."))
	if len(house.files) == 0 {
		t.Fatal("no Go file found: the rules would hold for nothing")
	}
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			for _, violation := range rule(house) {
				t.Error(violation)
			}
		})
	}
}
