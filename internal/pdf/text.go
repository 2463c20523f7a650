package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// missing stands for a character that the font lacks, so that a reader sees
// that something was there.
const missing = '□'

// clean makes text that the font can show: composed Hangul, no control or
// direction characters, no character outside the font. Line breaks stay.
func (d *Document) clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = norm.NFC.String(strings.ToValidUTF8(text, string(missing)))
	return strings.Map(d.showable, text)
}

func (d *Document) showable(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\u2028', r == '\u2029':
		return '\n'
	case unicode.IsSpace(r) && r != '\u00a0':
		return ' '
	case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return -1
	case d.hasGlyph(r):
		return r
	case unicode.Is(unicode.M, r):
		return -1
	default:
		return missing
	}
}

// hasGlyph is false beyond the basic plane even where the font has a glyph:
// gopdf writes such characters into the text layer wrongly.
func (d *Document) hasGlyph(r rune) bool {
	if r > 0xFFFF || d.err != nil {
		return false
	}
	has, known := d.glyphs[r]
	if !known {
		var err error
		has, err = d.gp.IsCurrFontContainGlyph(r)
		d.fail(err)
		d.glyphs[r] = has
	}
	return has
}

// oneLine is clean without line breaks.
func (d *Document) oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(d.clean(text), isBreak), " ")
}

func isBreak(r rune) bool { return r == ' ' || r == '\n' }

// font chooses weight and size in points for what follows.
func (d *Document) font(f face, size float64) {
	if d.err != nil || f == d.face && size == d.size {
		return
	}
	d.fail(d.gp.SetFont(string(f), "", size))
	d.face, d.size = f, size
}

// widthOf measures cleaned text in the current font.
func (d *Document) widthOf(text string) float64 {
	if d.err != nil {
		return 0
	}
	w, err := d.gp.MeasureTextWidth(text)
	d.fail(err)
	return w
}

// text draws cleaned text with its baseline at y.
func (d *Document) text(text string, x, y float64) {
	if d.err != nil || text == "" {
		return
	}
	d.gp.SetXY(x, y)
	d.fail(d.gp.Text(text))
}

// fit shortens one line to a width.
func (d *Document) fit(text string, width float64) string {
	if d.widthOf(text) <= width {
		return text
	}
	room := width - d.widthOf("…")
	for i, r := range text {
		if room -= d.widthOf(string(r)); room < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

// wrap breaks text into lines of at most width points, in the current font. As
// Korean is set by "keep-all", it breaks at spaces, and inside a word only when
// the word alone is longer than a line.
func (d *Document) wrap(text string, width float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(d.clean(text), "\n") {
		lines = append(lines, d.wrapParagraph(paragraph, width)...)
	}
	return lines
}

func (d *Document) wrapParagraph(paragraph string, width float64) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsFuncSeq(paragraph, isBreak) {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if d.widthOf(longer) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		pieces := d.breakWord(word, width)
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	return append(lines, line)
}

// breakWord cuts a word into pieces that fit; a piece has at least one
// character, however narrow the place is.
func (d *Document) breakWord(word string, width float64) []string {
	var pieces []string
	var piece []rune
	used := 0.0
	for _, r := range word {
		w := d.widthOf(string(r))
		if used+w > width && len(piece) > 0 {
			head, carried := splitBefore(piece, r)
			pieces = append(pieces, string(head))
			piece = carried
			used = d.widthOf(string(carried))
		}
		piece = append(piece, r)
		used += w
	}
	return append(pieces, string(piece))
}

// splitBefore ends a piece before r. A closing mark does not begin a line: it
// takes the character before it along.
func splitBefore(piece []rune, r rune) (head, carried []rune) {
	if len(piece) < 2 || !unicode.In(r, unicode.Pe, unicode.Pf, unicode.M) && !strings.ContainsRune(".,!?:;%…·、。", r) {
		return piece, nil
	}
	last := len(piece) - 1
	return piece[:last], []rune{piece[last]}
}
