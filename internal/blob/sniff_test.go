package blob

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSniffCorpus(t *testing.T) {
	for _, s := range corpus() {
		t.Run(s.name, func(t *testing.T) {
			got, err := Sniff(bytes.NewReader(s.raw), int64(len(s.raw)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every way of cutting off or spoiling a good file ends quietly.
func TestSniffSpoiltFiles(t *testing.T) {
	for _, s := range honest() {
		step := max(1, len(s.raw)/200)
		for at := 0; at < len(s.raw); at += step {
			spoilt := bytes.Clone(s.raw)
			spoilt[at] ^= 0xFF
			for _, raw := range [][]byte{s.raw[:at], spoilt} {
				if _, err := Sniff(bytes.NewReader(raw), int64(len(raw))); err != nil {
					t.Fatalf("%s at %d: %v", s.name, at, err)
				}
			}
		}
	}
}

// giant is a file of a great size that repeats one pattern after its head and
// counts what is read of it.
type giant struct {
	head, pattern, tail []byte
	size                int64
	bytes, reads        int64
}

func (g *giant) ReadAt(p []byte, off int64) (int, error) {
	g.reads++
	g.bytes += int64(len(p))
	for i := range p {
		at := off + int64(i)
		switch {
		case at >= g.size:
			return i, io.EOF
		case at < int64(len(g.head)):
			p[i] = g.head[at]
		case at >= g.size-int64(len(g.tail)):
			p[i] = g.tail[at-g.size+int64(len(g.tail))]
		default:
			p[i] = g.pattern[(at-int64(len(g.head)))%int64(len(g.pattern))]
		}
	}
	return len(p), nil
}

// giants are files whose structure would take for ever to follow.
func giants() map[string]*giant {
	const size = 2 << 30
	le := binary.LittleEndian
	record := make([]byte, 47) // one directory entry with a name of one byte
	copy(record, "PK\x01\x02")
	le.PutUint16(record[28:], 1)
	record[46] = 'a'
	end := lyingEnd(9, 4)
	// The directory of the 64-bit record: seventy million entries from offset 4.
	wide := make([]byte, 56+20)
	copy(wide, "PK\x06\x06")
	le.PutUint64(wide[24:], size/30)
	le.PutUint64(wide[32:], size/30)
	le.PutUint64(wide[48:], 4)
	copy(wide[56:], "PK\x06\x07")
	le.PutUint64(wide[64:], size-uint64(len(wide)+22))
	le.PutUint32(wide[72:], 1)
	wide = append(wide, lyingEnd(0xFFFF, 0xFFFFFFFF)...)
	few := bytes.Clone(wide)
	le.PutUint16(few[76+10:], 9)
	chain := oleHWP(1, 0, false)[:1024]
	le.PutUint32(chain[48:], 0x01010101%4_000_000)
	return map[string]*giant{
		"zeros":         {head: []byte("PK\x03\x04"), pattern: []byte{0}, size: size},
		"directory":     {head: []byte("PK\x03\x04"), pattern: record, tail: end, size: size},
		"wide record":   {head: []byte("PK\x03\x04"), pattern: record, tail: wide, size: size},
		"two records":   {head: []byte("PK\x03\x04"), pattern: record, tail: few, size: size},
		"pdf":           {head: []byte("%PDF-1.7\n"), pattern: []byte("startxref 9 trailer "), size: size},
		"ole chain":     {head: chain, pattern: []byte{1, 2, 0, 0}, size: size},
		"ole same":      {head: chain, pattern: []byte{1, 1, 1, 0}, size: size},
		"ole far table": {head: append(bytes.Clone(chain[:76]), bytes.Repeat([]byte{9, 0, 0, 0}, 109)...), pattern: []byte{0xF0, 0xFF, 0xFF, 0x0F}, size: size},
	}
}

func TestSniffIsBounded(t *testing.T) {
	for name, g := range giants() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			if _, err := Sniff(g, g.size); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("allocated %d MiB", used>>20)
			}
			if g.bytes > maxSniffBytes || g.reads > maxSniffReads {
				t.Errorf("read %d bytes in %d reads", g.bytes, g.reads)
			}
		})
	}
}

type failingDisk struct{}

var errDisk = errors.New("disk failed")

func (failingDisk) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

func TestSniffReportsFailingDisk(t *testing.T) {
	if _, err := Sniff(failingDisk{}, 10); !errors.Is(err, errDisk) {
		t.Errorf("err = %v", err)
	}
}

func TestExtension(t *testing.T) {
	want := map[MediaType]string{
		PDF: ".pdf", HWP: ".hwp", HWPX: ".hwpx", XLSX: ".xlsx", DOCX: ".docx", PPTX: ".pptx", ZIP: ".zip",
		Unknown: "", Empty: "",
	}
	for kind, ext := range want {
		if got := kind.Extension(); got != ext {
			t.Errorf("%s: %q", kind, got)
		}
	}
	if (Content{}).Unsafe() || !(Content{Hazard: HazardBomb}).Unsafe() {
		t.Error("Unsafe")
	}
}

func FuzzSniff(f *testing.F) {
	for _, s := range corpus() {
		if len(s.raw) < 64<<10 {
			f.Add(s.raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := Sniff(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if (c.MediaType == Empty) != (len(raw) == 0) || c.MediaType == "" {
			t.Errorf("%+v for %d bytes", c, len(raw))
		}
		if c.MediaType == PDF && !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Error("PDF without its header at the start")
		}
	})
}
