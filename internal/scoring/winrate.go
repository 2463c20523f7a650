package scoring

// Column is one benchmark: the figure of each row (model or team), nil where it
// was not run.
type Column struct {
	HigherIsBetter bool
	Figures        []*Points
}

// MeanWinRate returns, for each of rows, the mean over the columns of the share
// of other rows that it beats there; a tie is half a win. A column counts for the
// rows that have a figure in it, if at least two have. A row without any such
// column gets nil, and so do rows beyond the end of every column.
//
// It is the mean win rate of HELM (stanford-crfm/helm, summarize). A model's rate
// depends on who else is in the table, and a model that skipped hard columns can
// gain by it: compare rates only within one complete table.
func MeanWinRate(rows int, columns []Column) []*Points {
	rates := make([][]Points, rows)
	for _, column := range columns {
		for i, rate := range column.winRates() {
			if i < rows && rate != nil {
				rates[i] = append(rates[i], *rate)
			}
		}
	}
	means := make([]*Points, rows)
	for i := range rates {
		if mean, ok := Average(rates[i]); ok {
			means[i] = &mean
		}
	}
	return means
}

func (c Column) winRates() []*Points {
	rates := make([]*Points, len(c.Figures))
	for i, figure := range c.Figures {
		if figure != nil {
			rates[i] = c.winRate(i)
		}
	}
	return rates
}

func (c Column) winRate(i int) *Points {
	halfWins, others := int64(0), int64(0)
	for j, other := range c.Figures {
		if j == i || other == nil {
			continue
		}
		others++
		order := c.Figures[i].Cmp(*other)
		if !c.HigherIsBetter {
			order = -order
		}
		halfWins += int64(order) + 1
	}
	if others == 0 {
		return nil
	}
	rate := NewPoints(halfWins).Quo(NewPoints(2 * others))
	return &rate
}
