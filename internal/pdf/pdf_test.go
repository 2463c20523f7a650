package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// scores is a table of teams and judges as the committee's record has it.
func scores(teams, judges int) Table {
	t := Table{Columns: []Column{{Title: "번호", Width: 0.6, Align: Right}, {Title: "컨소시엄", Width: 2.6}}}
	for j := range judges {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("위원 %d", j+1), Align: Right})
	}
	t.Columns = append(t.Columns, Column{Title: "평균", Align: Right})
	for i := range teams {
		row := []string{fmt.Sprint(i + 1), fmt.Sprintf("가상인공지능 %d 컨소시엄", i+1)}
		for j := range judges + 1 {
			row = append(row, fmt.Sprintf("%d.%d", 60+(i*7+j*3)%40, j))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Footer = append([]string{"", "전체 평균"}, strings.Split(strings.Repeat("78.5,", judges)+"78.5", ",")...)
	return t
}

// sampleDocument uses every primitive.
func sampleDocument() *Document {
	d := New(Options{
		Title: "평가위원회 회의록", Subject: "2025 선발", Number: "WBL-2025-0042",
		Generated: "생성 2026-11-23 10:00 KST", Landscape: true,
	})
	d.Title("독자 AI 파운데이션 모델 선발 평가 종합표")
	d.Pairs([]Pair{
		{"공고", "2025년 독자 AI 파운데이션 모델 프로젝트"},
		{"주관기관", "주식회사 가상인공지능 (시연용 가상 기관)"},
		{"비고", strings.Repeat("띄어쓰기를 지키며 줄을 바꾸는 긴 설명입니다. ", 8)},
	})
	d.Heading("1. 점수")
	d.Table(scores(15, 10))
	d.Heading("2. 의견")
	d.Paragraph("가장 높은 점수와 가장 낮은 점수를 하나씩 제외한 평균입니다.\n둘째 줄입니다.")
	d.Paragraph("띄어쓰기없이" + strings.Repeat("이어지는아주긴낱말", 30) + ".")
	d.Note("글꼴에 없는 문자: 😀👩‍💻 🄐 \u200e 그리고 조합형 한글: \u1112\u1161\u11ab")
	d.Aligned("2026년 11월 23일", Center)
	d.Aligned("위원장 홍길동 (서명)", Right)
	return d
}

func mustBytes(t testing.TB, d *Document) []byte {
	t.Helper()
	raw, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestDocumentHoldsItsText(t *testing.T) {
	d := sampleDocument()
	raw := mustBytes(t, d)
	pages := readPages(t, raw)
	if len(pages) != d.Pages() || len(pages) < 2 {
		t.Fatalf("%d pages in the file, %d drawn", len(pages), d.Pages())
	}
	all := strings.Join(pages, "\n")
	for _, want := range []string{
		"독자 AI 파운데이션 모델 선발 평가 종합표", "주식회사 가상인공지능 (시연용 가상 기관)", "가상인공지능 15 컨소시엄",
		"전체 평균", "둘째 줄입니다.", "위원장 홍길동 (서명)", "글꼴에 없는 문자: □□□ □ 그리고 조합형 한글: 한",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("missing %q", want)
		}
	}
	for i, page := range pages {
		for _, want := range []string{"WBL-2025-0042", "생성 2026-11-23 10:00 KST", fmt.Sprintf("%d / %d", i+1, len(pages)), "평가위원회 회의록"} {
			if strings.Count(page, want) != 1 {
				t.Errorf("page %d: %d times %q", i+1, strings.Count(page, want), want)
			}
		}
	}
}

func TestMetadataNamesNobody(t *testing.T) {
	raw := mustBytes(t, sampleDocument())
	for _, leak := range []string{"/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Metadata", "/ID", "gopdf", "D:20"} {
		if bytes.Contains(raw, []byte(leak)) {
			t.Errorf("file contains %q", leak)
		}
	}
	// UTF-16 with its mark, as PDF text strings want it.
	if !bytes.Contains(raw, []byte("/Title <FEFFD3C9AC00C704C6D0D68C0020D68CC758B85D>")) {
		t.Error("title missing")
	}
	if !bytes.Contains(raw, []byte("/Subject <FEFF")) {
		t.Error("subject missing")
	}
	odd := mustBytes(t, New(Options{Title: "a😀b"}))
	if !bytes.Contains(odd, []byte("/Title <FEFF006125A10062>")) {
		t.Error("title outside the basic plane is not replaced")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	want := mustBytes(t, sampleDocument())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := sampleDocument().Bytes()
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("another file of %d bytes, want %d (%v)", len(got), len(want), err)
			}
		})
	}
	wg.Wait()
	d := sampleDocument()
	if first, again := mustBytes(t, d), mustBytes(t, d); !bytes.Equal(first, again) {
		t.Error("second Bytes differs")
	}
}

func TestHeaderRowIsRepeated(t *testing.T) {
	d := New(Options{})
	table := scores(120, 3)
	d.Table(table)
	pages := readPages(t, mustBytes(t, d))
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		if strings.Count(page, "컨소시엄\n") < 1 || strings.Count(page, "위원 2\n") != 1 {
			t.Errorf("page %d has no header row", i+1)
		}
	}
	all := strings.Join(pages, "\n")
	for i := range table.Rows {
		if n := strings.Count(all, fmt.Sprintf("가상인공지능 %d 컨소시엄", i+1)); n != 1 {
			t.Errorf("team %d: %d times", i+1, n)
		}
	}
}

func TestCellHigherThanPageKeepsAllLines(t *testing.T) {
	d := New(Options{})
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "%d번째\n", i)
	}
	d.Table(Table{Columns: []Column{{Title: "의견"}, {Title: "비고"}}, Rows: [][]string{{text.String(), "짧음"}, {"끝", "끝"}}})
	pages := readPages(t, mustBytes(t, d))
	all := strings.Join(pages, "\n")
	for i := range 300 {
		if !strings.Contains(all, fmt.Sprintf("\n%d번째\n", i)) {
			t.Errorf("line %d is lost", i)
		}
	}
	if len(pages) < 4 || strings.Count(all, "의견\n") != len(pages) {
		t.Errorf("%d pages, %d headers", len(pages), strings.Count(all, "의견\n"))
	}
}

func TestWrapKeepsWords(t *testing.T) {
	d := New(Options{})
	d.font(regular, 10)
	tests := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"breaks at spaces", "국가 인공지능 모델 선발", 48, []string{"국가", "인공지능", "모델 선발"}},
		{"empty", "", 60, []string{""}},
		{"empty line stays", "가\n\n나", 60, []string{"가", "", "나"}},
		{"windows line ends", "가\r\n나", 60, []string{"가", "나"}},
		{"spaces collapse", "  가   나  ", 60, []string{"가 나"}},
		{"long word is cut", "가나다라마바사", 30, []string{"가나다", "라마바", "사"}},
		{"long word begins its own line", "가 나다라마바", 30, []string{"가", "나다라", "마바"}},
		{"closing mark is carried", "가나다.라", 27, []string{"가나", "다.라"}},
		{"narrower than a character", "가나", 1, []string{"가", "나"}},
		{"no-break space", "가\u00a0나 다", 24, []string{"가\u00a0나", "다"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, d.wrap(tt.text, tt.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// No line is wider than its place, and none of the text is lost.
func TestWrapFitsAndLosesNothing(t *testing.T) {
	d := New(Options{})
	d.font(regular, 9)
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("가나다라 abc.,)( \n0189한\u1112\u1161😀"))).Draw(rt, "text")
		width := rapid.Float64Range(12, 200).Draw(rt, "width")
		lines := d.wrap(text, width)
		for _, line := range lines {
			if d.widthOf(line) > width+0.01 && len([]rune(line)) > 2 {
				rt.Fatalf("%q is %.1f wide, place has %.1f", line, d.widthOf(line), width)
			}
		}
		got := strings.Join(strings.Fields(strings.Join(lines, "")), "")
		want := strings.Join(strings.Fields(d.clean(text)), "")
		if got != want {
			rt.Fatalf("got %q want %q", got, want)
		}
	})
}

func TestOddInputDoesNotBreak(t *testing.T) {
	odd := []string{
		"", " ", "\n\n\n", "\x00\x01\x7f", "\xff\xfe", "😀", "\u202eabc\u202c", strings.Repeat("가", 20_000),
		strings.Repeat("\n", 500), "a\u0301\u0302", "\U0010FFFF", "(\\)<>[]{}/%", "مرحبا", "ไทย", "한\tab",
	}
	for _, text := range odd {
		d := New(Options{Title: text, Subject: text, Number: text, Generated: text})
		d.Title(text)
		d.Heading(text)
		d.Paragraph(text)
		d.Note(text)
		d.Pairs([]Pair{{text, text}})
		d.Table(Table{Columns: []Column{{Title: text}, {Title: "b", Width: 0.001}}, Rows: [][]string{{text, "가나다"}}})
		d.Table(Table{})
		d.Space(1e9)
		readPages(t, mustBytes(t, d))
	}
}

func TestWrongNumberOfCells(t *testing.T) {
	for _, table := range []Table{
		{Columns: []Column{{}, {}}, Rows: [][]string{{"a"}}},
		{Columns: []Column{{}}, Footer: []string{"a", "b"}},
	} {
		d := New(Options{})
		d.Table(table)
		d.Paragraph("after the error")
		if _, err := d.Bytes(); err == nil {
			t.Errorf("%+v is accepted", table)
		}
	}
}

func TestTableIsFast(t *testing.T) {
	mustBytes(t, New(Options{})) // reads the fonts
	start := time.Now()
	d := New(Options{Landscape: true})
	d.Table(scores(15, 10))
	mustBytes(t, d)
	if took := time.Since(start); took > 300*time.Millisecond {
		t.Errorf("15 by 10 took %v", took)
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		d := New(Options{Landscape: true})
		d.Table(scores(15, 10))
		mustBytes(b, d)
	}
}
