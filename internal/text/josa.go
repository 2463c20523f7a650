package text

import (
	"regexp"
	"unicode"
)

// written is a particle in both of its forms, as the catalogue writes it behind
// a word that is not known yet: "{team}은(는)".
var written = regexp.MustCompile(`(은\(는\)|이\(가\)|을\(를\)|과\(와\)|으로\(로\))`)

var particles = map[string]struct{ afterConsonant, afterVowel string }{
	"은(는)": {"은", "는"}, "이(가)": {"이", "가"}, "을(를)": {"을", "를"}, "과(와)": {"과", "와"}, "으로(로)": {"으로", "로"},
}

// settleParticles gives each particle the form that the sound before it asks
// for. Behind what has no Korean reading, such as a Latin name, both stay.
func settleParticles(sentence string) string {
	out, from := "", 0
	for _, at := range written.FindAllStringIndex(sentence, -1) {
		before, both := sentence[from:at[0]], sentence[at[0]:at[1]]
		out += before + particle(out+before, both)
		from = at[1]
	}
	return out + sentence[from:]
}

func particle(before, both string) string {
	forms := particles[both]
	final, known := finalOf([]rune(before))
	switch {
	case !known:
		return both
	case final == none, final == rieul && both == "으로(로)":
		return forms.afterVowel
	}
	return forms.afterConsonant
}

// The final consonants that particles tell apart, numbered as in Unicode's
// Hangul syllables.
const (
	none  = 0
	rieul = 8
	other = 1
)

// How the digits end when they are read: 영 일 이 삼 사 오 육 칠 팔 구.
var digitFinals = []rune{other, rieul, none, other, none, none, other, rieul, rieul, none}

// finalOf is the final consonant of the last word, behind closing punctuation.
func finalOf(before []rune) (final rune, known bool) {
	for i := len(before) - 1; i >= 0; i-- {
		switch r := before[i]; {
		case r >= '가' && r <= '힣':
			return (r - '가') % 28, true
		case r >= '0' && r <= '9':
			return digitFinals[r-'0'], true
		case !unicode.IsPunct(r):
			return none, false
		}
	}
	return none, false
}
