package pdf

import "fmt"

// Column is one column of a table.
type Column struct {
	Title string
	Width float64 // share of the table's width; 0 counts as 1
	Align Align   // of the cells; titles are centred
}

// Table is a grid with a header row that is repeated on each page.
type Table struct {
	Columns []Column
	Rows    [][]string // as many cells as columns
	Footer  []string   // a closing row in bold, such as a mean; none when empty
}

// Pair is a label and its value.
type Pair struct {
	Label string
	Value string
}

// Padding inside a cell, in points.
const (
	padX = 4.0
	padY = 3.0
)

// cell is a place in a row, its text already in lines.
type cell struct {
	lines []string
	face  face
	align Align
	shade bool
	x, w  float64
}

// Table draws a table over the whole width. Rows break between pages; a row
// that is higher than a page breaks inside.
func (d *Document) Table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	header := d.header(t)
	if h := d.rowHeight(header); h > d.room()/3 {
		d.drawRow(header, nil)
		header = nil
	} else {
		d.need(h + 2*lineOfCell())
		d.drawPart(header, h)
	}
	for i, cells := range t.Rows {
		if len(cells) != len(t.Columns) {
			d.fail(fmt.Errorf("row %d has %d cells for %d columns", i, len(cells), len(t.Columns)))
			return
		}
		d.drawRow(d.row(t, cells, regular, false), header)
	}
	if len(t.Footer) > 0 {
		if len(t.Footer) != len(t.Columns) {
			d.fail(fmt.Errorf("footer has %d cells for %d columns", len(t.Footer), len(t.Columns)))
			return
		}
		d.drawRow(d.row(t, t.Footer, bold, true), header)
	}
	d.y += 8
}

// Pairs draws labels with their values beside them.
func (d *Document) Pairs(pairs []Pair) {
	t := Table{Columns: []Column{{Width: 1}, {Width: 3.2}}}
	for _, p := range pairs {
		row := d.row(t, []string{p.Label, p.Value}, regular, false)
		label := &row[0]
		d.font(bold, sizeCell)
		label.face, label.shade, label.lines = bold, true, d.wrap(p.Label, label.w-2*padX)
		d.drawRow(row, nil)
	}
	d.y += 8
}

func (d *Document) header(t Table) []cell {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	cells := d.row(t, titles, bold, true)
	for i := range cells {
		cells[i].align = Center
	}
	return cells
}

// row places texts in the columns and breaks them into lines.
func (d *Document) row(t Table, texts []string, f face, head bool) []cell {
	total := 0.0
	for _, c := range t.Columns {
		total += share(c)
	}
	d.font(f, sizeCell)
	cells := make([]cell, len(t.Columns))
	x := marginSide
	for i, c := range t.Columns {
		w := d.measure() * share(c) / total
		cells[i] = cell{lines: d.wrap(texts[i], w-2*padX), face: f, align: c.Align, shade: head, x: x, w: w}
		x += w
	}
	return cells
}

func share(c Column) float64 {
	if c.Width <= 0 {
		return 1
	}
	return c.Width
}

func lineOfCell() float64 { return sizeCell * cellLead }

func (d *Document) rowHeight(cells []cell) float64 {
	most := 1
	for _, c := range cells {
		most = max(most, len(c.lines))
	}
	return float64(most)*lineOfCell() + 2*padY
}

// drawRow draws a row where there is room for it: here, on the next page, or in
// parts when no page is high enough. header may be nil.
func (d *Document) drawRow(cells, header []cell) {
	headerHeight := 0.0
	if header != nil {
		headerHeight = d.rowHeight(header)
	}
	for d.err == nil {
		h := d.rowHeight(cells)
		if d.fits(h) {
			d.drawPart(cells, h)
			return
		}
		if h > d.room()-headerHeight && d.left() >= lineOfCell()+2*padY {
			cells = d.drawSome(cells)
		}
		d.PageBreak()
		if header != nil {
			d.drawPart(header, headerHeight)
		}
	}
}

// drawSome draws as many lines as the page takes and returns the others.
func (d *Document) drawSome(cells []cell) (rest []cell) {
	room := int((d.left() - 2*padY) / lineOfCell())
	now := make([]cell, len(cells))
	rest = make([]cell, len(cells))
	for i, c := range cells {
		n := min(room, len(c.lines))
		now[i], rest[i] = c, c
		now[i].lines, rest[i].lines = c.lines[:n], c.lines[n:]
	}
	d.drawPart(now, d.rowHeight(now))
	return rest
}

// drawPart draws cells that fit the page, as one band of height h.
func (d *Document) drawPart(cells []cell, h float64) {
	if d.err != nil {
		return
	}
	for _, c := range cells {
		d.drawBox(c, h)
		d.font(c.face, sizeCell)
		d.ink(inkText)
		top := d.y + padY
		if c.shade { // heads and labels stand in the middle of their box
			top = d.y + (h-float64(len(c.lines))*lineOfCell())/2
		}
		for i, line := range c.lines {
			d.aligned(line, c.x+padX, c.w-2*padX, top+float64(i)*lineOfCell(), lineOfCell(), c.align)
		}
	}
	d.y += h
}

func (d *Document) drawBox(c cell, h float64) {
	d.gp.SetLineWidth(lineThin)
	d.gp.SetStrokeColor(inkLine, inkLine, inkLine)
	style := "D"
	if c.shade {
		d.gp.SetFillColor(inkFill, inkFill, inkFill)
		style = "FD"
	}
	d.gp.RectFromUpperLeftWithStyle(c.x, d.y, c.w, h, style)
}
