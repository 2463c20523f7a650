package blob

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxEntries    = 20_000
	maxUnpacked   = 4 << 30  // bytes that all entries together may declare
	bombFloor     = 32 << 20 // below this a high ratio is only an empty sheet
	bombRatio     = 150
	manifestLimit = 256 << 10
)

// zipEnd is the end-of-central-directory record (APPNOTE 4.3.14 to 4.3.16).
type zipEnd struct {
	at      int64 // where the record stands
	entries uint64
	dirSize uint64
}

// findZipEnd looks for the record that archive/zip would use.
func findZipEnd(b *budget) (zipEnd, bool) {
	const fixed, longestComment = 22, 1<<16 - 1
	tail, off := b.tail(fixed + longestComment)
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < fixed {
		return zipEnd{}, false
	}
	le := binary.LittleEndian
	e := zipEnd{
		at:      off + int64(i),
		entries: uint64(le.Uint16(tail[i+10:])),
		dirSize: uint64(le.Uint32(tail[i+12:])),
	}
	e.widen(b)
	return e, true
}

// widen takes the 64-bit record instead, when one is announced.
func (e *zipEnd) widen(b *budget) {
	locator, ok := b.exactly(e.at-20, 20)
	if !ok || !bytes.HasPrefix(locator, []byte("PK\x06\x07")) {
		return
	}
	at := int64(binary.LittleEndian.Uint64(locator[8:]))
	record, ok := b.exactly(at, 56)
	if !ok || !bytes.HasPrefix(record, []byte("PK\x06\x06")) {
		return
	}
	e.at = at
	e.entries = max(e.entries, binary.LittleEndian.Uint64(record[32:]))
	e.dirSize = binary.LittleEndian.Uint64(record[40:])
}

// real reports whether a directory stands where the record says, so that four
// chance bytes in a picture are not taken for an archive. An empty archive is
// none: it holds nothing to be mistaken for.
func (e *zipEnd) real(b *budget) bool {
	if e.dirSize > uint64(e.at) {
		return false
	}
	sign, ok := b.exactly(e.at-int64(e.dirSize), 4)
	return ok && string(sign) == "PK\x01\x02"
}

// sniffZIP takes a file that begins like an archive.
func sniffZIP(b *budget) Content {
	end, ok := findZipEnd(b)
	if !ok {
		return Content{MediaType: Unknown}
	}
	if end.entries > maxEntries { // archive/zip would allocate for what is only declared
		return Content{MediaType: ZIP, Hazard: HazardEntries}
	}
	archive, err := zip.NewReader(b, b.size)
	if errors.Is(err, errBudget) {
		return Content{MediaType: ZIP, Hazard: HazardEntries}
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return Content{MediaType: Unknown}
	}
	return Content{
		MediaType: zipKind(b, archive),
		Encrypted: zipEncrypted(archive),
		Hazard:    zipHazard(archive.File, b.size),
	}
}

func zipKind(b *budget, archive *zip.Reader) MediaType {
	if hwpxMarked(b, archive) {
		return HWPX
	}
	has := map[string]bool{}
	for _, f := range archive.File {
		name := strings.ToLower(f.Name)
		has[name] = true
		if folder, _, inside := strings.Cut(name, "/"); inside {
			has[folder+"/"] = true
		}
	}
	if !has["[content_types].xml"] {
		return ZIP
	}
	kind, kinds := ZIP, 0
	for folder, k := range map[string]MediaType{"xl/": XLSX, "word/": DOCX, "ppt/": PPTX} {
		if has[folder] {
			kind, kinds = k, kinds+1
		}
	}
	if kinds != 1 {
		return ZIP
	}
	return kind
}

// hwpxMarked looks for the entry "mimetype" at the very beginning of the file,
// as the open container format wants it.
func hwpxMarked(b *budget, archive *zip.Reader) bool {
	const name = "mimetype"
	local, ok := b.exactly(0, 30+len(name))
	if !ok || binary.LittleEndian.Uint16(local[26:]) != uint16(len(name)) || string(local[30:]) != name {
		return false
	}
	return strings.TrimSpace(string(readEntry(archive, name, 64))) == string(HWPX)
}

// zipEncrypted knows the archive's own encryption and that of an HWPX document,
// which is declared in its manifest.
func zipEncrypted(archive *zip.Reader) bool {
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return true
		}
	}
	manifest := readEntry(archive, "META-INF/manifest.xml", manifestLimit)
	return bytes.Contains(manifest, []byte("encryption-data"))
}

// readEntry unpacks at most limit bytes of one entry, whatever it declares.
func readEntry(archive *zip.Reader, name string, limit int64) []byte {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil
		}
		defer r.Close()
		raw, err := io.ReadAll(io.LimitReader(r, limit))
		if err != nil {
			return nil
		}
		return raw
	}
	return nil
}

func zipHazard(files []*zip.File, size int64) Hazard {
	if len(files) > maxEntries {
		return HazardEntries
	}
	var packed, unpacked uint64
	for _, f := range files {
		switch {
		case unsafeName(f.Name):
			return HazardPath
		case f.Mode().Type()&^fs.ModeDir != 0:
			return HazardLink
		case strings.HasSuffix(strings.ToLower(f.Name), "/vbaproject.bin"):
			return HazardMacros
		case f.CompressedSize64 > uint64(size), f.UncompressedSize64 > maxUnpacked:
			return HazardBomb
		}
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
	}
	// More packed bytes than the file has means entries that share their bytes.
	if packed > uint64(size) || unpacked > maxUnpacked ||
		unpacked > bombFloor && unpacked > bombRatio*uint64(size) {
		return HazardBomb
	}
	return ""
}

// unsafeName is deliberately byte-wise: names in older Korean archives are
// CP949, whose second bytes never are a slash, a backslash or a dot.
func unsafeName(name string) bool {
	if name == "" || len(name) > 1024 || name[0] == '/' || name[0] == '\\' || strings.ContainsRune(name, ':') {
		return true
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if part == ".." {
			return true
		}
	}
	for _, r := range name {
		// Direction marks make exe.pdf out of fdp.exe on a screen.
		if r < 0x20 || r == 0x7f || r != utf8.RuneError && unicode.Is(unicode.Bidi_Control, r) {
			return true
		}
	}
	return false
}
