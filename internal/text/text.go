// Package text owns the sentences that the server speaks, in Korean and
// English: problems, mails, documents and public pages. The sentences stand in
// one YAML file per area and language; it must never hold a rule or a figure.
package text

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"

	"wbl/internal/fault"
)

// The languages, the default first.
const (
	Korean  = "ko"
	English = "en"
)

// Languages in the order in which they are offered.
var Languages = []string{Korean, English}

//go:embed ko/*.yaml en/*.yaml
var files embed.FS

var catalogue = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		all[lang] = load(files, lang)
	}
	return all
})

// load reads every file of a language. A file that cannot be read is a mistake
// of ours that the package's test finds, so it stops the program.
func load(from fs.FS, lang string) map[string]string {
	sentences := map[string]string{}
	names, err := fs.Glob(from, path.Join(lang, "*.yaml"))
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(from, name)
		if err != nil {
			panic(err)
		}
		if err := yaml.Unmarshal(raw, &sentences); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
	}
	return sentences
}

// Language gives the language itself when it is spoken here, else Korean.
func Language(wanted string) string {
	if slices.Contains(Languages, wanted) {
		return wanted
	}
	return Korean
}

// Preferred reads an Accept-Language header: the spoken language named first
// wins, since browsers list the reader's languages in order.
func Preferred(header string) string {
	for part := range strings.SplitSeq(header, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if slices.Contains(Languages, primary) {
			return primary
		}
	}
	return Korean
}

// Has reports whether the key has a sentence in every language.
func Has(key string) bool {
	for _, lang := range Languages {
		if _, ok := catalogue()[lang][key]; !ok {
			return false
		}
	}
	return true
}

// Keys lists the keys of a language, sorted.
func Keys(lang string) []string { return slices.Sorted(maps.Keys(catalogue()[lang])) }

// Say gives the sentence of key in the language, with args put in where it
// says {name}. A key without a sentence gives the key, which is ugly and seen.
func Say(lang, key string, args ...fault.Args) string {
	sentence, ok := catalogue()[Language(lang)][key]
	if !ok {
		return key
	}
	for _, set := range args {
		sentence = fill(sentence, set)
	}
	if Language(lang) == Korean {
		return settleParticles(sentence)
	}
	return sentence
}

func fill(sentence string, args fault.Args) string {
	if len(args) == 0 {
		return sentence
	}
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(value))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// IsControl reports whether a character has no place in a text of several lines:
// control characters, and those that turn the direction of writing and so let a
// text read as something that it does not say.
func IsControl(r rune) bool {
	return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) || turnsDirection(r)
}

func turnsDirection(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
