// Package pdf owns the drawing of A4 documents with the Korean font: pages with
// header and footer, headings, paragraphs, lists of pairs, tables. The same
// calls give the same bytes. It must never know what a document is about, read
// a clock, or write an author, a producer or a date into a file.
package pdf

import (
	"bytes"
	"fmt"

	"github.com/signintech/gopdf"
)

// A4 and its margins, in points (1/72 inch).
const (
	a4Short = 595.28
	a4Long  = 841.89

	marginSide   = 56.7 // 20 mm
	marginTop    = 73.7 // 26 mm, with the header inside
	marginBottom = 65.2 // 23 mm, with the footer inside
)

// Options are what all pages of a document share. Texts are in the language of
// the document and given by the caller.
type Options struct {
	Title     string // metadata, and the header's left side
	Subject   string // metadata
	Number    string // document number: the header's right side
	Generated string // such as "생성 2026-11-23 10:00 KST": the footer's left side
	Landscape bool
}

// Document is a document being drawn from top to bottom. The first error makes
// all later calls do nothing and is returned by Bytes. It is not safe for
// concurrent use; different documents are independent.
type Document struct {
	gp            *gopdf.GoPdf
	opt           Options
	width, height float64 // of the page
	y             float64 // where the next block begins
	pages         int
	face          face
	size          float64
	glyphs        map[rune]bool // what the font has, as far as asked
	err           error
	out           []byte // set when finished
}

// New begins a document with an empty first page.
func New(opt Options) *Document {
	d := &Document{
		gp: &gopdf.GoPdf{}, opt: opt, width: a4Short, height: a4Long, glyphs: map[rune]bool{},
	}
	if opt.Landscape {
		d.width, d.height = a4Long, a4Short
	}
	d.gp.Start(gopdf.Config{PageSize: gopdf.Rect{W: d.width, H: d.height}})
	d.fail(addFonts(d.gp))
	d.PageBreak()
	d.font(regular, sizeBody)
	d.gp.SetInfo(gopdf.PdfInfo{Title: d.oneLine(opt.Title), Subject: d.oneLine(opt.Subject)})
	return d
}

// Bytes finishes the document and returns the file. Called again it returns the
// same; what is drawn after it is lost.
func (d *Document) Bytes() ([]byte, error) {
	if d.out != nil || d.err != nil {
		return d.out, d.err
	}
	d.drawFrames()
	if d.err != nil {
		return nil, d.err
	}
	var buf bytes.Buffer
	if _, err := d.gp.WriteTo(&buf); err != nil {
		d.fail(err)
		return nil, d.err
	}
	d.out = buf.Bytes()
	return d.out, nil
}

// Pages is the number of pages so far.
func (d *Document) Pages() int { return d.pages }

// PageBreak begins a new page.
func (d *Document) PageBreak() {
	if d.err != nil {
		return
	}
	d.gp.AddPage()
	// gopdf makes a page's content with its first mark: a page without one would
	// shift the numbers that the frames are drawn by.
	d.gp.SetLineWidth(lineThin)
	d.pages++
	d.y = marginTop
}

// Space leaves h points free, or ends the page.
func (d *Document) Space(h float64) {
	if !d.fits(h) {
		d.PageBreak()
		return
	}
	d.y += h
}

// left is the height that remains on the page.
func (d *Document) left() float64 { return d.height - marginBottom - d.y }

// room is the height of an empty page.
func (d *Document) room() float64 { return d.height - marginBottom - marginTop }

// measure is the width between the margins.
func (d *Document) measure() float64 { return d.width - 2*marginSide }

// fits allows for rounding, so that what fits an empty page by calculation does
// so by drawing.
func (d *Document) fits(h float64) bool { return h <= d.left()+0.01 }

// need begins a new page unless h points remain on this one.
func (d *Document) need(h float64) {
	if !d.fits(h) && d.y > marginTop {
		d.PageBreak()
	}
}

func (d *Document) fail(err error) {
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("pdf: %w", err)
	}
}

// drawFrames goes back over all pages: only now their number is known.
func (d *Document) drawFrames() {
	title, number, generated := d.oneLine(d.opt.Title), d.oneLine(d.opt.Number), d.oneLine(d.opt.Generated)
	left, right := marginSide, d.width-marginSide
	d.font(regular, sizeFrame)
	number = d.fit(number, d.measure()/2)
	title = d.fit(title, d.measure()-d.widthOf(number)-20)
	generated = d.fit(generated, d.measure()-80)
	for n := 1; n <= d.pages && d.err == nil; n++ {
		d.fail(d.gp.SetPage(n))
		d.gp.SetTextColor(inkMuted, inkMuted, inkMuted)
		count := fmt.Sprintf("%d / %d", n, d.pages)
		d.text(title, left, headerBase)
		d.text(number, right-d.widthOf(number), headerBase)
		d.text(generated, left, d.height-footerBase)
		d.text(count, right-d.widthOf(count), d.height-footerBase)
		d.rule(left, right, headerBase+6, lineThin, inkLine)
		d.rule(left, right, d.height-footerBase-13, lineThin, inkLine)
	}
}
