package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wbl/internal/fault"
)

const maxName = 200 // characters of a person's or an organisation's name

// What a name must not hold: it stands in mails, documents and lists, where a
// second line or a turned direction would speak in our name.
var notInNames = []*unicode.RangeTable{unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp}

// What shows nothing although it is no space: the Hangul fillers (U+115F,
// U+1160, U+3164, U+FFA0) and their like, and the empty Braille pattern.
var blank = []*unicode.RangeTable{unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector}

const brailleBlank = '\u2800'

// CheckName says what is wrong with the name of a person, an organisation or a
// team, at the location: it is one line of at most that many characters, of
// which one at least can be seen (input.required, input.too_long,
// team.name_unreadable). Spaces around it do not count.
func CheckName(location, name string, most int) []fault.Field {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return []fault.Field{fault.At(location, "input.required")}
	case utf8.RuneCountInString(name) > most:
		return []fault.Field{fault.At(location, "input.too_long", fault.Args{"max": most})}
	case strings.ContainsFunc(name, refusedInName) || !strings.ContainsFunc(name, visible):
		return []fault.Field{fault.At(location, "team.name_unreadable")}
	}
	return nil
}

// CheckOptionalName is CheckName for a name that may be left out.
func CheckOptionalName(location, name string, most int) []fault.Field {
	if strings.TrimSpace(name) == "" {
		return nil
	}
	return CheckName(location, name, most)
}

func refusedInName(r rune) bool { return unicode.In(r, notInNames...) }

func visible(r rune) bool {
	return !unicode.IsSpace(r) && r != brailleBlank && !unicode.In(r, blank...)
}
