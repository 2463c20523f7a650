package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	fontRef   = regexp.MustCompile(`/F(\d+) (\d+) 0 R`)
	unicodeOf = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	mapping   = regexp.MustCompile(`<([0-9A-F]+)><[0-9A-F]+><([0-9A-F]+)>\n`)
	shown     = regexp.MustCompile(`/F(\d+) [\d.]+ Tf|\[<([0-9A-F]*)>\] TJ`)
	kids      = regexp.MustCompile(`/Contents\s+(\d+) 0 R`)
)

// readPages takes the text out of a file the way a viewer's selection does:
// through each font's map from glyphs to characters. One line per drawn text.
func readPages(t testing.TB, raw []byte) []string {
	t.Helper()
	if !bytes.HasPrefix(raw, []byte("%PDF-1.7")) || !bytes.HasSuffix(bytes.TrimSpace(raw), []byte("%%EOF")) {
		t.Fatal("not a whole PDF")
	}
	maps := map[string]map[uint64]rune{}
	for _, m := range fontRef.FindAllSubmatch(raw, -1) {
		maps[string(m[1])] = glyphMap(t, raw, string(m[2]))
	}
	var pages []string
	for _, m := range kids.FindAllSubmatch(raw, -1) {
		pages = append(pages, pageText(t, inflate(t, object(t, raw, string(m[1]))), maps))
	}
	return pages
}

func object(t testing.TB, raw []byte, number string) []byte {
	t.Helper()
	_, rest, ok := bytes.Cut(raw, []byte("\n"+number+" 0 obj\n"))
	body, _, ended := bytes.Cut(rest, []byte("endobj\n"))
	if !ok || !ended {
		t.Fatalf("no object %s", number)
	}
	return body
}

func glyphMap(t testing.TB, raw []byte, font string) map[uint64]rune {
	t.Helper()
	ref := unicodeOf.FindSubmatch(object(t, raw, font))
	if ref == nil {
		t.Fatal("font without a map to characters")
	}
	glyphs := map[uint64]rune{}
	for _, m := range mapping.FindAllSubmatch(object(t, raw, string(ref[1])), -1) {
		if len(m[2]) != 4 {
			t.Fatalf("map holds %s", m[2])
		}
		glyphs[hexNumber(t, m[1])] = rune(hexNumber(t, m[2]))
	}
	return glyphs
}

func hexNumber(t testing.TB, digits []byte) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(string(digits), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func inflate(t testing.TB, stream []byte) []byte {
	t.Helper()
	_, packed, _ := bytes.Cut(stream, []byte("stream\n"))
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func pageText(t testing.TB, content []byte, maps map[string]map[uint64]rune) string {
	t.Helper()
	var text strings.Builder
	font := ""
	for _, m := range shown.FindAllSubmatch(content, -1) {
		if len(m[1]) > 0 {
			font = string(m[1])
			continue
		}
		for digits := m[2]; len(digits) >= 4; digits = digits[4:] {
			r, ok := maps[font][hexNumber(t, digits[:4])]
			if !ok {
				t.Fatalf("glyph %s of font %s has no character", digits[:4], font)
			}
			text.WriteRune(r)
		}
		text.WriteByte('\n')
	}
	return text.String()
}
