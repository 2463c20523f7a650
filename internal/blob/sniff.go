package blob

import (
	"bytes"
	"errors"
	"io"
)

// MediaType is the kind of a file as its bytes tell it.
type MediaType string

// The kinds that Sniff tells apart. Policies name those they accept.
const (
	Unknown MediaType = "application/octet-stream"
	Empty   MediaType = "application/x-empty"
	PDF     MediaType = "application/pdf"
	HWP     MediaType = "application/x-hwp"
	HWPX    MediaType = "application/hwp+zip"
	XLSX    MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	DOCX    MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	PPTX    MediaType = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	ZIP     MediaType = "application/zip"
)

// Extension is the usual ending of a file of this kind, with its dot; empty for
// Unknown and Empty.
func (m MediaType) Extension() string {
	switch m {
	case PDF:
		return ".pdf"
	case HWP:
		return ".hwp"
	case HWPX:
		return ".hwpx"
	case XLSX:
		return ".xlsx"
	case DOCX:
		return ".docx"
	case PPTX:
		return ".pptx"
	case ZIP:
		return ".zip"
	default:
		return ""
	}
}

// Hazard is a reason not to accept a file even though its kind is known. Empty
// means that none was found.
type Hazard string

// The hazards that Sniff looks for.
const (
	HazardPath     Hazard = "path"     // an entry's name climbs out, hides its ending, or cannot be a name
	HazardLink     Hazard = "link"     // an entry is a symbolic link or a device
	HazardBomb     Hazard = "bomb"     // entries declare far more than the file can hold
	HazardEntries  Hazard = "entries"  // more entries than anyone would look at
	HazardMacros   Hazard = "macros"   // an office document with a program inside
	HazardPolyglot Hazard = "polyglot" // the same bytes are a second kind of file
)

// Content is what Sniff found.
type Content struct {
	MediaType MediaType
	Encrypted bool // a password is needed; also set for an encrypted office file, whose kind stays Unknown
	Hazard    Hazard
}

// Unsafe reports whether a hazard was found.
func (c Content) Unsafe() bool { return c.Hazard != "" }

// What one Sniff may read, whatever the file says about itself.
const (
	maxSniffBytes = 4 << 20
	maxSniffReads = 20_000
)

// Sniff decides by its bytes what a file of the given size is. It reads at most
// a few megabytes, unpacks nothing but two small entries of a bounded length,
// and gives an error only when r itself fails: damaged files are Unknown.
func Sniff(r io.ReaderAt, size int64) (Content, error) {
	b := &budget{r: r, size: size, bytes: maxSniffBytes, reads: maxSniffReads}
	c := sniff(b)
	return c, b.failed
}

func sniff(b *budget) Content {
	head := b.upTo(0, 8)
	switch {
	case b.size == 0:
		return Content{MediaType: Empty}
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return sniffPDF(b)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return sniffZIP(b)
	case string(head) == oleMagic:
		return sniffOLE(b)
	default:
		return Content{MediaType: Unknown}
	}
}

// errBudget ends the look at a file that would take too long.
var errBudget = errors.New("blob: file structure is too large to look at")

// budget is a reader that gives up after a fixed amount of work, and remembers
// a real failure of the disk.
type budget struct {
	r      io.ReaderAt
	size   int64
	bytes  int64
	reads  int
	failed error
}

// ReadAt implements io.ReaderAt within the budget and within the file.
func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	b.reads--
	b.bytes -= int64(len(p))
	if b.reads < 0 || b.bytes < 0 {
		return 0, errBudget
	}
	if off < 0 || off >= b.size {
		return 0, io.EOF
	}
	n, err := b.r.ReadAt(p[:min(int64(len(p)), b.size-off)], off)
	if err != nil && err != io.EOF {
		b.failed = err
		return n, err
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// upTo reads at most n bytes at off: fewer at the end of the file, none where
// there is nothing to read.
func (b *budget) upTo(off int64, n int) []byte {
	p := make([]byte, n)
	got, _ := b.ReadAt(p, off)
	return p[:got]
}

// exactly reads n bytes at off, or reports that they are not there.
func (b *budget) exactly(off int64, n int) ([]byte, bool) {
	p := b.upTo(off, n)
	return p, len(p) == n
}

// tail reads the last n bytes and says where they begin.
func (b *budget) tail(n int) (p []byte, off int64) {
	off = max(0, b.size-int64(n))
	return b.upTo(off, int(min(int64(n), b.size))), off
}
