package call

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wbl/internal/fault"
	"wbl/internal/text"
)

// problems collects everything that is wrong, so that it can be put right at once.
type problems []fault.Field

func (p *problems) add(at, code string, args ...fault.Args) {
	*p = append(*p, fault.At(at, code, args...))
}

func (p *problems) demand(holds bool, at, code string, args ...fault.Args) {
	if !holds {
		p.add(at, code, args...)
	}
}

// between checks a number that must lie within bounds, both included.
func between[T int | int64](p *problems, at string, n, least, most T) {
	p.demand(n >= least && n <= most, at, "input.out_of_range", fault.Args{"min": least, "max": most})
}

// count checks the length of a list.
func (p *problems) count(at string, n, least, most int) {
	p.demand(n >= least, at, "input.required")
	p.demand(n <= most, at, "call.items_too_many", fault.Args{"max": most})
}

// maxTitle is the most characters of anything that stands in one line.
const maxTitle = 200

// title checks a short text that drafts can have in Korean only.
func (p *problems) title(at string, t Text) {
	p.demand(t.Ko != "", at+".ko", "input.required")
	p.line(at+".ko", t.Ko)
	p.line(at+".en", t.En)
}

func (p *problems) line(at, text string) {
	p.demand(utf8.RuneCountInString(text) <= maxTitle, at, "input.too_long", fault.Args{"max": maxTitle})
}

// readable checks that no character is one that a database, page or PDF should
// not be given.
func (p *problems) readable(at, value string) {
	p.demand(!strings.ContainsFunc(value, text.IsControl), at, "input.wrong_type")
}

// bothLanguages checks that a text is there in each language.
func (p *problems) bothLanguages(at string, t Text) {
	p.demand(strings.TrimSpace(t.Ko) != "", at+".ko", "input.required")
	p.demand(strings.TrimSpace(t.En) != "", at+".en", "input.required")
}

var (
	keyShape     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	addressShape = regexp.MustCompile(`^[a-z][a-z0-9-]{1,63}$`)
)

// key checks one key and that it is new among those seen.
func (p *problems) key(at, key string, seen map[string]bool) {
	p.demand(keyShape.MatchString(key), at, "call.key_malformed")
	p.demand(!seen[key], at, "call.key_repeated", fault.Args{"key": key})
	seen[key] = true
}

// once leaves out what two checks found alike.
func (p problems) once() problems {
	seen := map[string]bool{}
	return slices.DeleteFunc(p, func(f fault.Field) bool {
		found := fmt.Sprint(f.Location, " ", f.Code, f.Args)
		known := seen[found]
		seen[found] = true
		return known
	})
}

// fault gives the problems as an error, nil where there is none.
func (p problems) fault() error {
	if len(p) == 0 {
		return nil
	}
	return fault.InvalidInput(p...)
}
