package submission

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"wbl/internal/call"
)

// Whatever is done in whatever order: a version counts exactly when the last act
// that succeeded was a filing, versions only become more, and there is nothing
// to withdraw but what counts.
func TestStatesOfASubmission(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Submission{Status: Draft}
		counts, filings := false, int64(0)
		for _, file := range rapid.SliceOf(rapid.Bool()).Draw(t, "acts") {
			if file {
				s = s.file()
				counts, filings = true, filings+1
			} else {
				next, err := s.withdraw()
				if (err == nil) != counts {
					t.Fatalf("withdraw with counts=%v: %v", counts, err)
				}
				s, counts = next, false
			}
			if (s.Status == Filed) != counts || s.FiledVersions != filings {
				t.Fatalf("%+v, want counts=%v filings=%d", s, counts, filings)
			}
		}
	})
}

// Only the team's word makes a task completed, and only if it is true.
func TestStatusOfATask(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := progress{
			startable: rapid.Bool().Draw(t, "startable"), started: rapid.Bool().Draw(t, "started"),
			claimed: rapid.Bool().Draw(t, "claimed"), valid: rapid.Bool().Draw(t, "valid"),
		}
		got := p.status()
		for status, want := range map[TaskStatus]bool{
			Completed:      p.claimed && p.valid,
			Problematic:    p.claimed && !p.valid,
			InProgress:     !p.claimed && p.started,
			CannotStartYet: !p.claimed && !p.started && !p.startable,
			NotStarted:     !p.claimed && !p.started && p.startable,
		} {
			if (got == status) != want {
				t.Fatalf("%+v is %s", p, got)
			}
		}
	})
}

func TestCleanNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\ 가-힣a-z:*]{0,200}(\.[a-z]{1,12})?`)).Draw(t, "given")
		got := CleanName(given)
		switch {
		case got == "" || len(got) > maxNameBytes || utf8.RuneCountInString(got) > maxNameRunes:
			t.Fatalf("%q: length %d", got, len(got))
		case strings.ContainsAny(got, "/\\\x00\n\"<>:|?*") || strings.HasPrefix(got, ".") || strings.HasSuffix(got, "."):
			t.Fatalf("%q is no plain name", got)
		case strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsGraphic(r) }):
			t.Fatalf("%q has invisible characters", got)
		case !norm.NFC.IsNormalString(got) || CleanName(got) != got:
			t.Fatalf("%q is not settled: %q", got, CleanName(got))
		}
	})
}

func TestNamesAsTheyCome(t *testing.T) {
	for given, want := range map[string]string{
		"../../etc/passwd":                "passwd",
		`C:\fakepath\사업계획서.hwp`:           "사업계획서.hwp",
		"사업  계획서 .pdf":                    "사업 계획서.pdf",
		"exe.\u202efdp.pdf":               "exe.fdp.pdf",
		"a\x00b\r\n.pdf":                  "ab.pdf",
		"":                                "file",
		"...":                             "file",
		strings.Repeat("가", 200) + ".pdf": strings.Repeat("가", 78) + ".pdf",
		`<a>"b".pdf`:                      "_a__b_.pdf",
	} {
		if got := CleanName(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

// A table of requests is accepted exactly when every amount keeps its bounds.
func TestRequestAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step, maximum := rapid.Int64Range(1, 16).Draw(t, "step"), rapid.Int64Range(0, 64).Draw(t, "maximum")
		wanted, minimum := rapid.Int64Range(-4, 80).Draw(t, "wanted"), rapid.Int64Range(-4, 80).Draw(t, "minimum")
		rules := []call.Resource{{Key: "gpu", Step: step, Maximum: maximum}}
		fields := checkRequests("body", rules, []Request{{ResourceKey: "gpu", Wanted: wanted, Minimum: minimum, Reason: "x"}})
		good := 0 <= minimum && minimum <= wanted && wanted <= maximum && wanted%step == 0 && minimum%step == 0
		if good != (len(fields) == 0) {
			t.Fatalf("wanted %d, minimum %d: %v", wanted, minimum, fields)
		}
	})
}
