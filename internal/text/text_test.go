package text_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/fault"
	"wbl/internal/text"
)

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	ko, en := text.Keys(text.Korean), text.Keys(text.English)
	if diff := cmp.Diff(ko, en); diff != "" {
		t.Fatalf("keys differ (-ko +en):\n%s", diff)
	}
	if len(ko) == 0 {
		t.Fatal("the catalogue is empty")
	}
	placeholder := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, key := range ko {
		inKo := placeholder.FindAllString(text.Say(text.Korean, key), -1)
		inEn := placeholder.FindAllString(text.Say(text.English, key), -1)
		slices.Sort(inKo)
		slices.Sort(inEn)
		if diff := cmp.Diff(slices.Compact(inKo), slices.Compact(inEn)); diff != "" {
			t.Errorf("%s: placeholders differ:\n%s", key, diff)
		}
		if text.Say(text.Korean, key) == "" || text.Say(text.English, key) == "" {
			t.Errorf("%s: empty sentence", key)
		}
	}
}

func TestSayFillsPlaceholdersOnce(t *testing.T) {
	got := text.Say("en", "input.too_long", fault.Args{"max": "{max}"})
	if got != "Use at most {max} characters." {
		t.Fatal(got)
	}
}

func TestCharactersWithoutAPlaceInAText(t *testing.T) {
	for _, r := range "\x00\a\x1b\x7f\u0085\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" {
		if !text.IsControl(r) {
			t.Errorf("%U is let through", r)
		}
	}
	for _, r := range "\n\r\t a가ㄱ한😀\u00a0\u200b\u200d\u2010\u2029\u202f\u2065\u206a" {
		if text.IsControl(r) {
			t.Errorf("%U is refused", r)
		}
	}
}

func TestPreferredLanguage(t *testing.T) {
	for header, want := range map[string]string{
		"":                        "ko",
		"en":                      "en",
		"en-GB,en;q=0.9,ko;q=0.8": "en",
		"fr-FR, ko-KR;q=0.9":      "ko",
		"fr":                      "ko",
		";;;,,":                   "ko",
	} {
		if got := text.Preferred(header); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}
