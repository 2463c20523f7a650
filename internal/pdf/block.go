package pdf

// Align says to which side of its place a text leans.
type Align int

// The three alignments. Numbers stand to the right.
const (
	Left Align = iota
	Center
	Right
)

// Sizes in points; line heights are multiples of them.
const (
	sizeTitle   = 18.0
	sizeHeading = 13.0
	sizeSub     = 11.0
	sizeBody    = 10.0
	sizeCell    = 9.0
	sizeSmall   = 8.0
	sizeFrame   = 8.0

	leading  = 1.55
	cellLead = 1.45

	headerBase = 45.0 // baseline of the header, from the top
	footerBase = 34.0 // baseline of the footer, from the bottom
)

// Ink as a grey value, 0 black, and line widths in points.
const (
	inkText  = 20
	inkMuted = 95
	inkLine  = 170
	inkFill  = 240

	lineThin  = 0.5
	lineThick = 1.2
)

// block is a run of lines in one style.
type block struct {
	face   face
	size   float64
	ink    uint8
	align  Align
	before float64 // space above, unless at the top of a page
	after  float64
	keep   float64 // height that must follow on the same page
}

// Title draws the document's title, centred, with a rule below it.
func (d *Document) Title(text string) {
	d.lines(text, block{face: bold, size: sizeTitle, ink: inkText, align: Center, after: 6, keep: 60})
	d.rule(marginSide, d.width-marginSide, d.y, lineThick, inkText)
	d.Space(14)
}

// Heading draws a section's heading, which stays with what follows.
func (d *Document) Heading(text string) {
	d.lines(text, block{face: bold, size: sizeHeading, ink: inkText, before: 14, after: 5, keep: 50})
}

// Paragraph draws running text; a line break begins a new line.
func (d *Document) Paragraph(text string) {
	d.Aligned(text, Left)
}

// Aligned is a paragraph that leans to a side, as dates and signatures do.
func (d *Document) Aligned(text string, align Align) {
	d.lines(text, block{face: regular, size: sizeBody, ink: inkText, align: align, after: 6})
}

// Note draws small print.
func (d *Document) Note(text string) {
	d.lines(text, block{face: regular, size: sizeSmall, ink: inkMuted, after: 4})
}

func (d *Document) lines(text string, b block) {
	d.font(b.face, b.size)
	lines := d.wrap(text, d.measure())
	height := b.size * leading
	if b.keep > 0 {
		d.need(b.before + min(float64(len(lines))*height, d.room()/2) + b.keep)
	}
	if d.y > marginTop {
		d.y += b.before
	}
	for _, line := range lines {
		d.need(height)
		d.ink(b.ink)
		d.aligned(line, marginSide, d.measure(), d.y, height, b.align)
		d.y += height
	}
	d.y += b.after
}

// aligned draws one line inside a box of the given place, width and height.
func (d *Document) aligned(line string, x, width, top, height float64, align Align) {
	switch align {
	case Center:
		x += (width - d.widthOf(line)) / 2
	case Right:
		x += width - d.widthOf(line)
	case Left:
	}
	// 0.36 of the size below the middle: half the height of a Hangul syllable.
	d.text(line, x, top+height/2+0.36*d.size)
}

func (d *Document) ink(grey uint8) { d.gp.SetTextColor(grey, grey, grey) }

func (d *Document) rule(x1, x2, y, width float64, grey uint8) {
	d.gp.SetLineWidth(width)
	d.gp.SetStrokeColor(grey, grey, grey)
	d.gp.Line(x1, y, x2, y)
}
