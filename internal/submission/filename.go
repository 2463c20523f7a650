package submission

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of a file name: what every file system takes when it is downloaded.
const (
	maxNameRunes = 120
	maxNameBytes = 240
)

// CleanName makes a name to show and to offer for download out of what a browser
// sent: without folders, invisible characters and direction marks, composed,
// short, its ending kept. It is never used as a key of storage. Cleaning a clean
// name changes nothing.
func CleanName(given string) string {
	name := norm.NFC.String(strings.ToValidUTF8(given, "_"))
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(nameRune, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if name == "" {
		return "file"
	}
	return shorten(name)
}

// nameRune drops what cannot be seen and replaces what some systems refuse.
func nameRune(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case !unicode.IsGraphic(r):
		return -1
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

func shorten(name string) string {
	ending := path.Ext(name)
	if len(ending) > 10 || ending == name {
		ending = ""
	}
	stem := []rune(strings.TrimSuffix(name, ending))
	for len(stem)+utf8.RuneCountInString(ending) > maxNameRunes || len(string(stem))+len(ending) > maxNameBytes {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(string(stem), ". ") + ending
}

// extension is the ending of a name in lower case, with its dot.
func extension(name string) string { return strings.ToLower(path.Ext(name)) }
