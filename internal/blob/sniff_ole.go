package blob

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// The compound file format: [MS-CFB] 2.2 to 2.6. The stream "FileHeader" of an
// HWP document: 한글 문서 파일 형식 5.0, 3.2.1.
const (
	oleMagic      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	oleMiniSector = 64
	oleMiniCutoff = 4096
	oleEntrySize  = 128
	oleHeaderFAT  = 109 // FAT sectors named in the header itself
	oleLastSector = 0xFFFFFFF9
	hwpSignature  = "HWP Document File"
	// hwpLocked are the properties "password", "DRM", and the two kinds of
	// encryption by certificate.
	hwpLocked = 1<<1 | 1<<4 | 1<<8 | 1<<10
)

// oleFile walks the few chains that lead to one small stream. Each step costs a
// read, so the budget ends loops.
type oleFile struct {
	b      *budget
	header []byte
	shift  uint
}

type oleEntry struct {
	name  string
	root  bool
	start uint32
	size  uint32 // the low half: the streams looked at here are small
}

func sniffOLE(b *budget) Content {
	header, ok := b.exactly(0, 512)
	if !ok {
		return Content{MediaType: Unknown}
	}
	o := &oleFile{b: b, header: header, shift: uint(binary.LittleEndian.Uint16(header[30:]))}
	if o.shift != 9 && o.shift != 12 {
		return Content{MediaType: Unknown}
	}
	return o.classify(o.directory())
}

func (o *oleFile) classify(entries []oleEntry) Content {
	var root, fileHeader *oleEntry
	c := Content{MediaType: Unknown}
	for i, e := range entries {
		switch {
		case e.root:
			root = &entries[i]
		case e.name == "FileHeader":
			fileHeader = &entries[i]
		case e.name == "EncryptedPackage": // [MS-OFFCRYPTO] 2.3.4.4
			c.Encrypted = true
		}
	}
	if root == nil || fileHeader == nil {
		return c
	}
	head, ok := o.beginning(*root, *fileHeader, 40)
	if !ok || strings.TrimRight(string(head[:32]), "\x00") != hwpSignature {
		return c
	}
	return Content{MediaType: HWP, Encrypted: binary.LittleEndian.Uint32(head[36:])&hwpLocked != 0}
}

// directory lists the entries of the first directory sectors.
func (o *oleFile) directory() []oleEntry {
	const most = 4096 // entries; a document with more pictures has its header before them
	var entries []oleEntry
	sector := binary.LittleEndian.Uint32(o.header[48:])
	for sector <= oleLastSector && len(entries) < most {
		raw, ok := o.b.exactly(o.offset(sector), 1<<o.shift)
		if !ok {
			return entries
		}
		for ; len(raw) >= oleEntrySize; raw = raw[oleEntrySize:] {
			entries = append(entries, parseOLEEntry(raw))
		}
		sector, ok = o.next(sector)
		if !ok {
			return entries
		}
	}
	return entries
}

func parseOLEEntry(raw []byte) oleEntry {
	le := binary.LittleEndian
	length := min(int(le.Uint16(raw[64:])), 64)
	units := make([]uint16, 0, 32)
	for i := 0; i+1 < length; i += 2 {
		units = append(units, le.Uint16(raw[i:]))
	}
	return oleEntry{
		name:  strings.TrimRight(string(utf16.Decode(units)), "\x00"),
		root:  raw[66] == 5,
		start: le.Uint32(raw[116:]),
		size:  le.Uint32(raw[120:]),
	}
}

// beginning reads the first n bytes of a stream: small ones live in 64-byte
// sectors inside the root's stream. n is at most one such sector.
func (o *oleFile) beginning(root, e oleEntry, n int) ([]byte, bool) {
	if e.size < uint32(n) {
		return nil, false
	}
	if e.size >= oleMiniCutoff {
		return o.b.exactly(o.offset(e.start), n)
	}
	at := int64(e.start) * oleMiniSector
	sector := root.start
	for range at >> o.shift {
		var ok bool
		if sector, ok = o.next(sector); !ok {
			return nil, false
		}
	}
	if sector > oleLastSector {
		return nil, false
	}
	return o.b.exactly(o.offset(sector)+at&(1<<o.shift-1), n)
}

// offset is where a sector begins; the header takes the place of the first.
func (o *oleFile) offset(sector uint32) int64 {
	return (int64(sector) + 1) << o.shift
}

// next follows the file's allocation table.
func (o *oleFile) next(sector uint32) (uint32, bool) {
	perSector := uint32(1) << (o.shift - 2)
	table, ok := o.tableSector(sector / perSector)
	if !ok {
		return 0, false
	}
	return o.number(o.offset(table) + int64(sector%perSector)*4)
}

// tableSector finds the n-th sector of the allocation table.
func (o *oleFile) tableSector(n uint32) (uint32, bool) {
	if n < oleHeaderFAT {
		return binary.LittleEndian.Uint32(o.header[76+4*n:]), true
	}
	perSector := uint32(1)<<(o.shift-2) - 1
	n -= oleHeaderFAT
	sector := binary.LittleEndian.Uint32(o.header[68:])
	for range n / perSector {
		var ok bool
		if sector, ok = o.number(o.offset(sector) + int64(perSector)*4); !ok {
			return 0, false
		}
	}
	return o.number(o.offset(sector) + int64(n%perSector)*4)
}

func (o *oleFile) number(at int64) (uint32, bool) {
	raw, ok := o.b.exactly(at, 4)
	if !ok {
		return 0, false
	}
	return binary.LittleEndian.Uint32(raw), true
}
