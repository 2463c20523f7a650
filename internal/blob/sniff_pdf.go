package blob

import (
	"bytes"
	"strconv"
)

const (
	pdfTail   = 8 << 10  // where startxref and the last trailer are
	pdfWindow = 16 << 10 // how far a trailer dictionary may reach
	pdfHead   = 1 << 10  // where a browser would look for a page
)

// sniffPDF takes a file that begins with %PDF-. Readers also accept the header
// further in; we do not, because what stands before it can be another file.
func sniffPDF(b *budget) Content {
	c := Content{MediaType: PDF, Encrypted: pdfEncrypted(b)}
	if pdfHoldsPage(b) {
		c.Hazard = HazardPolyglot
	}
	if end, ok := findZipEnd(b); ok && end.real(b) {
		c.Hazard = HazardPolyglot
	}
	return c
}

func pdfHoldsPage(b *budget) bool {
	head := bytes.ToLower(b.upTo(0, pdfHead))
	for _, mark := range []string{"<html", "<script", "<svg", "<!doctype"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// pdfEncrypted looks for /Encrypt in the trailer: the last one in the file, or
// the dictionary that startxref points to (ISO 32000-1, 7.5.5 and 7.5.8).
func pdfEncrypted(b *budget) bool {
	tail, _ := b.tail(pdfTail)
	if i := bytes.LastIndex(tail, []byte("trailer")); i >= 0 && hasName(tail[i:], "/Encrypt") {
		return true
	}
	at, ok := startxref(tail)
	if !ok {
		return false
	}
	dict := b.upTo(at, pdfWindow)
	if bytes.HasPrefix(dict, []byte("xref")) {
		_, dict, _ = bytes.Cut(dict, []byte("trailer"))
		dict, _, _ = bytes.Cut(dict, []byte("startxref"))
	} else {
		dict, _, _ = bytes.Cut(dict, []byte("stream"))
	}
	return hasName(dict, "/Encrypt")
}

// startxref reads the number after the last startxref.
func startxref(tail []byte) (int64, bool) {
	const word = "startxref"
	i := bytes.LastIndex(tail, []byte(word))
	if i < 0 {
		return 0, false
	}
	fields := bytes.Fields(tail[i+len(word):])
	if len(fields) == 0 {
		return 0, false
	}
	at, err := strconv.ParseInt(string(fields[0]), 10, 64)
	return at, err == nil
}

// hasName finds a PDF name that is not merely the beginning of a longer one.
func hasName(dict []byte, name string) bool {
	for {
		i := bytes.Index(dict, []byte(name))
		if i < 0 {
			return false
		}
		dict = dict[i+len(name):]
		if len(dict) == 0 || bytes.IndexByte([]byte(" \t\r\n\f\x00<([/%"), dict[0]) >= 0 {
			return true
		}
	}
}
