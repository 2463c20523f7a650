package result_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wbl/internal/text"
)

// The codes of blockers, methods, reports and of package scoring are not faults,
// so that nothing else asks for their sentences.
func TestEveryCodeHasItsTexts(t *testing.T) {
	acts := []string{"result.gates_decided", "result.decided", "result.ranking_created", "result.released"}
	for folder, least := range map[string]int{".": 25, "resultfile": 10, "../scoring": 40} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		codes := map[string]bool{}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range regexp.MustCompile(`"((?:result|scoring)\.[a-z][a-z0-9_]*)"`).FindAllSubmatch(raw, -1) {
				codes[string(found[1])] = true
			}
		}
		for code := range codes {
			if !slices.Contains(acts, code) && !text.Has(code) {
				t.Errorf("%s has no text", code)
			}
		}
		if len(codes) < least {
			t.Errorf("%s: only %d codes found", folder, len(codes))
		}
	}
}
