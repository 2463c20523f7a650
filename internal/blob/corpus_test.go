package blob

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"strings"
	"unicode/utf16"
)

// sample is one file of the corpus and what must be found in it.
type sample struct {
	name string
	raw  []byte
	want Content
}

// corpus makes honest files of every kind and the hostile ones around them.
func corpus() []sample {
	var all []sample
	for _, part := range [][]sample{honest(), pdfSamples(), zipSamples(), nameSamples(), oleSamples()} {
		all = append(all, part...)
	}
	return all
}

func honest() []sample {
	return []sample{
		{"empty", nil, Content{MediaType: Empty}},
		{"text", []byte("just a text"), Content{MediaType: Unknown}},
		{"one byte", []byte("%"), Content{MediaType: Unknown}},
		{"png", []byte("\x89PNG\r\n\x1a\n0000"), Content{MediaType: Unknown}},
		{"svg with script", []byte("<svg><script>alert(1)</script></svg>"), Content{MediaType: Unknown}},
		{"eicar", []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`), Content{MediaType: Unknown}},
		{"pdf", plainPDF(""), Content{MediaType: PDF}},
		{"hwp", oleHWP(1, 0, false), Content{MediaType: HWP}},
		{"hwpx", hwpx(""), Content{MediaType: HWPX}},
		{"xlsx", office("xl/workbook.xml"), Content{MediaType: XLSX}},
		{"docx", office("word/document.xml"), Content{MediaType: DOCX}},
		{"pptx", office("ppt/presentation.xml"), Content{MediaType: PPTX}},
		{"zip", makeZip(entry{name: "제안서/본문.pdf", body: "x"}), Content{MediaType: ZIP}},
		{"empty zip", makeZip(), Content{MediaType: ZIP}},
		{"zip with cp949 name", makeZip(entry{name: "\xc1\xa6\xbe\xc8\xbc\xad.hwp", body: "x"}), Content{MediaType: ZIP}},
		{"zip in zip", makeZip(entry{name: "a.zip", body: string(makeZip(entry{name: "b", body: "c"}))}), Content{MediaType: ZIP}},
	}
}

func pdfSamples() []sample {
	locked := Content{MediaType: PDF, Encrypted: true}
	polyglot := Content{MediaType: PDF, Hazard: HazardPolyglot}
	withZip := append(plainPDF(""), makeZip(entry{name: "../../etc/cron.d/x", body: "x"})...)
	return []sample{
		{"pdf with password", plainPDF("/Encrypt 9 0 R"), locked},
		{"pdf with password, dictionary inside", plainPDF("/Encrypt<</V 4>>"), locked},
		{"pdf with password, cross-reference stream", streamPDF("/Encrypt 9 0 R"), locked},
		{"pdf with cross-reference stream", streamPDF(""), Content{MediaType: PDF}},
		{"pdf with password, first-page trailer", linearPDF("/Encrypt 9 0 R"), locked},
		{"pdf with password, long table", longTablePDF("/Encrypt 9 0 R"), locked},
		{"pdf with a name that begins alike", plainPDF("/EncryptMetadata true"), Content{MediaType: PDF}},
		{"pdf cut off", plainPDF("")[:20], Content{MediaType: PDF}},
		{"pdf with wild startxref", []byte("%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF"), Content{MediaType: PDF}},
		{"pdf with negative startxref", []byte("%PDF-1.7\nstartxref\n-5\n%%EOF"), Content{MediaType: PDF}},
		{"pdf with startxref and nothing", []byte("%PDF-1.7\nstartxref"), Content{MediaType: PDF}},
		{"pdf after a byte", append([]byte(" "), plainPDF("")...), Content{MediaType: Unknown}},
		{"pdf after a page", append([]byte("<html></html>"), plainPDF("")...), Content{MediaType: Unknown}},
		{"pdf after a mark", append([]byte("\xef\xbb\xbf"), plainPDF("")...), Content{MediaType: Unknown}},
		{"pdf that is a page too", append([]byte("%PDF-1.7\n<HTML><script>1</script>\n"), plainPDF("")...), polyglot},
		{"pdf that is an archive too", withZip, polyglot},
		{"pdf with chance bytes of an archive", append(plainPDF(""), append([]byte("PK\x05\x06"), make([]byte, 30)...)...), Content{MediaType: PDF}},
		{"double flate pdf", bytes.Join([][]byte{[]byte("%PDF-1.7\n"), deflate(deflate(make([]byte, 1<<20)))}, nil), Content{MediaType: PDF}},
	}
}

func zipSamples() []sample {
	hazard := func(h Hazard) Content { return Content{MediaType: ZIP, Hazard: h} }
	plain := makeZip(entry{name: "a", body: "b"})
	return []sample{
		{"zip with password", makeZip(entry{name: "a", body: "b", flags: 1}), Content{MediaType: ZIP, Encrypted: true}},
		{"hwpx with password", hwpx("<encryption-data/>"), Content{MediaType: HWPX, Encrypted: true}},
		{"hwpx marked later", makeZip(entry{name: "a", body: "b"}, entry{name: "mimetype", body: string(HWPX)}), Content{MediaType: ZIP}},
		{"epub", makeZip(entry{name: "mimetype", body: "application/epub+zip"}), Content{MediaType: ZIP}},
		{"xlsx and docx at once", makeZip(entry{name: "[Content_Types].xml"}, entry{name: "xl/a"}, entry{name: "word/a"}), Content{MediaType: ZIP}},
		{"xlsx without types", makeZip(entry{name: "xl/workbook.xml", body: "x"}), Content{MediaType: ZIP}},
		{"docm", office("word/document.xml", "word/vbaProject.bin"), Content{MediaType: DOCX, Hazard: HazardMacros}},
		{"bomb", makeZip(entry{name: "zeros", body: strings.Repeat("\x00", 64<<20)}), hazard(HazardBomb)},
		{"bomb by declaration", makeZip(entry{name: "a", body: "b", declared: 5 << 30}), hazard(HazardBomb)},
		{"bomb by overflow", makeZip(entry{name: "a", body: "b", declared: 1<<64 - 1}, entry{name: "c", body: "d", declared: 2}), hazard(HazardBomb)},
		{"bomb by shared bytes", sharedBytes(), hazard(HazardBomb)},
		{"too many entries", manyEntries(maxEntries + 1), hazard(HazardEntries)},
		{"more entries than the record says", manyEntries(1<<16 + 3), hazard(HazardEntries)},
		{"symbolic link", makeZip(entry{name: "a", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), hazard(HazardLink)},
		{"device", makeZip(entry{name: "a", mode: fs.ModeDevice | 0o600}), hazard(HazardLink)},
		{"declared entries without a directory", lyingEnd(0xFFFF, 0), hazard(HazardEntries)},
		{"record alone", lyingEnd(0, 0), Content{MediaType: ZIP}},
		{"directory outside the file", lyingEnd(3, 0xFFFFFF00), Content{MediaType: Unknown}},
		{"zip cut off", plain[:len(plain)-5], Content{MediaType: Unknown}},
		{"zip without directory", plain[:35], Content{MediaType: Unknown}},
		{"self-extracting zip", append([]byte("MZ\x90\x00"), plain...), Content{MediaType: Unknown}},
	}
}

func nameSamples() []sample {
	var all []sample
	for _, name := range []string{
		"../a", "a/../../b", "/etc/passwd", `..\a`, `a\..\..\b`, `\\server\share`, `C:\Windows\a`, "c:a",
		"a\x00.pdf", "a\nb", "report\u202efdp.exe", "a\u2066b", "\x7f", "..", strings.Repeat("a/", 600) + "a",
	} {
		all = append(all, sample{
			fmt.Sprintf("zip entry %.20q", name), makeZip(entry{name: name, body: "x"}),
			Content{MediaType: ZIP, Hazard: HazardPath},
		})
	}
	for _, name := range []string{"a..b", "...", "CON", "a/./b", "한글\u1112\u1161.txt", strings.Repeat("가", 300)} {
		all = append(all, sample{
			fmt.Sprintf("zip entry %.20q", name), makeZip(entry{name: name, body: "x"}),
			Content{MediaType: ZIP},
		})
	}
	return all
}

func oleSamples() []sample {
	unknown := Content{MediaType: Unknown}
	hwp := oleHWP(1, 0, false)
	loop := oleHWP(1, 0, false)
	binary.LittleEndian.PutUint32(loop[512+4:], 1) // the directory's chain leads back to itself
	binary.LittleEndian.PutUint16(loop[1024+66:], 0)
	wild := oleHWP(1, 0, false)
	binary.LittleEndian.PutUint32(wild[1024+128+116:], 0xFFFFFFF0)
	return []sample{
		{"hwp with password", oleHWP(1|1<<1, 0, false), Content{MediaType: HWP, Encrypted: true}},
		{"hwp with rights management", oleHWP(1|1<<4, 0, false), Content{MediaType: HWP, Encrypted: true}},
		{"hwp for distribution", oleHWP(1|1<<2, 0, false), Content{MediaType: HWP}},
		{"hwp with header further in", oleHWP(1, 9, false), Content{MediaType: HWP}},
		{"hwp with header in whole sectors", oleHWP(1, 0, true), Content{MediaType: HWP}},
		{"doc", oleNamed("WordDocument"), unknown},
		{"other file header", bytes.Replace(hwp, []byte(hwpSignature), []byte("XYZ"), 1), unknown},
		{"encrypted office file", oleNamed("EncryptedPackage"), Content{MediaType: Unknown, Encrypted: true}},
		{"ole signature alone", []byte(oleMagic), unknown},
		{"ole header alone", hwp[:512], unknown},
		{"ole with looping directory", loop, unknown},
		{"ole with wild sector", wild, unknown},
		{"ole of ones", append([]byte(oleMagic), bytes.Repeat([]byte{0xFF}, 4096)...), unknown},
		{"ole of zeros", append([]byte(oleMagic), make([]byte, 4096)...), unknown},
	}
}

func plainPDF(inTrailer string) []byte {
	body := "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
	return fmt.Appendf(nil, "%sxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 2/Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n",
		body, inTrailer, len(body))
}

// longTablePDF has more objects than the look at startxref reaches.
func longTablePDF(inTrailer string) []byte {
	table := "xref\n0 2000\n" + strings.Repeat("0000000000 65535 f \n", 2000)
	return fmt.Appendf(nil, "%%PDF-1.7\n%strailer\n<</Size 2000 %s>>\nstartxref\n9\n%%%%EOF\n", table, inTrailer)
}

func streamPDF(inDict string) []byte {
	body := "%PDF-1.7\n" + strings.Repeat("% filling\n", 2000)
	return fmt.Appendf(nil, "%s2 0 obj\n<</Type/XRef/Size 3 %s>>\nstream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF\n",
		body, inDict, strings.Repeat("z", 9000), len(body))
}

func linearPDF(inTrailer string) []byte {
	head := "%PDF-1.7\n"
	return fmt.Appendf(nil, "%sxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 2 %s>>\nstartxref\n0\n%%%%EOF\n%s\nstartxref\n%d\n%%%%EOF\n",
		head, inTrailer, strings.Repeat("% filling\n", 2000), len(head))
}

type entry struct {
	name     string
	body     string
	flags    uint16
	mode     fs.FileMode
	declared uint64
}

func makeZip(entries ...entry) []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, e := range entries {
		packed := []byte(e.body)
		h := &zip.FileHeader{Name: e.name, Method: zip.Store, Flags: e.flags}
		if len(packed) > 1000 {
			packed, h.Method = deflate(packed), zip.Deflate
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		h.CRC32 = crc32.ChecksumIEEE([]byte(e.body))
		h.CompressedSize64 = uint64(len(packed))
		h.UncompressedSize64 = max(uint64(len(e.body)), e.declared)
		f, err := w.CreateRaw(h)
		if err == nil {
			_, err = f.Write(packed)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

func deflate(p []byte) []byte {
	var buf bytes.Buffer
	w, _ := flate.NewWriter(&buf, flate.BestCompression)
	w.Write(p)
	w.Close()
	return buf.Bytes()
}

func office(parts ...string) []byte {
	entries := []entry{{name: "[Content_Types].xml", body: "<Types/>"}, {name: "_rels/.rels", body: "<r/>"}}
	for _, p := range parts {
		entries = append(entries, entry{name: p, body: "<x/>"})
	}
	return makeZip(entries...)
}

func hwpx(inManifest string) []byte {
	return makeZip(
		entry{name: "mimetype", body: string(HWPX)},
		entry{name: "Contents/section0.xml", body: "<sec/>"},
		entry{name: "META-INF/manifest.xml", body: "<manifest>" + inManifest + "</manifest>"},
	)
}

// sharedBytes names the same packed bytes twice.
func sharedBytes() []byte {
	raw := makeZip(entry{name: "a", body: "0123456789 incompressible?"}, entry{name: "b", body: "x"})
	for i := range len(raw) - 4 {
		if string(raw[i:i+4]) == "PK\x01\x02" {
			binary.LittleEndian.PutUint32(raw[i+20:], uint32(len(raw)-10))
		}
	}
	return raw
}

func manyEntries(n int) []byte {
	entries := make([]entry, n)
	for i := range entries {
		entries[i].name = fmt.Sprint(i)
	}
	return makeZip(entries...)
}

// lyingEnd is an end record with nothing before it.
func lyingEnd(entries uint16, offset uint32) []byte {
	raw := append([]byte("PK\x05\x06"), make([]byte, 18)...)
	binary.LittleEndian.PutUint16(raw[8:], entries)
	binary.LittleEndian.PutUint16(raw[10:], entries)
	binary.LittleEndian.PutUint32(raw[16:], offset)
	return raw
}

// oleHWP makes the smallest compound file with a FileHeader stream: header,
// allocation table (sector 0), directory (1), root's stream (2 to 4), and a
// free sector (5) for a stream of its own. mini is the stream's place in the
// root's stream.
func oleHWP(properties, mini uint32, whole bool) []byte {
	le := binary.LittleEndian
	raw := make([]byte, 512*7)
	copy(raw, oleMagic)
	le.PutUint16(raw[30:], 9)
	le.PutUint32(raw[44:], 1)
	le.PutUint32(raw[48:], 1)
	le.PutUint32(raw[68:], 0xFFFFFFFE)
	for i := range oleHeaderFAT {
		le.PutUint32(raw[76+4*i:], 0xFFFFFFFF)
	}
	le.PutUint32(raw[76:], 0)
	for i, next := range []uint32{0xFFFFFFFD, 0xFFFFFFFE, 3, 4, 0xFFFFFFFE, 0xFFFFFFFE} {
		le.PutUint32(raw[512+4*i:], next)
	}
	start, size, at := mini, uint32(256), 512*3+int(mini)*oleMiniSector
	if whole {
		start, size, at = 5, 8192, 512*6
	}
	oleDirEntry(raw[1024:], "Root Entry", 5, 2, 1024)
	oleDirEntry(raw[1024+128:], "FileHeader", 2, start, size)
	copy(raw[at:], hwpSignature)
	le.PutUint32(raw[at+36:], properties)
	return raw
}

// oleNamed is the same file with another name for its stream.
func oleNamed(name string) []byte {
	raw := oleHWP(1, 0, false)
	oleDirEntry(raw[1024+128:], name, 2, 0, 256)
	return raw
}

func oleDirEntry(raw []byte, name string, kind byte, start, size uint32) {
	le := binary.LittleEndian
	copy(raw, utf16le(name))
	le.PutUint16(raw[64:], uint16(2*len(name)+2))
	raw[66] = kind
	le.PutUint32(raw[116:], start)
	le.PutUint32(raw[120:], size)
}

func utf16le(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}
