package scoring

import (
	"cmp"
	"slices"
)

// PanelFigure is how a panel's sheets became one figure.
type PanelFigure struct {
	// Method is what was applied: a trimmed mean with too few judges is "mean".
	// It is empty, with Kept and All nil, where the figure could not be made.
	Method Method `json:"method,omitempty"`
	// Kept is the panel's figure.
	Kept *Points `json:"kept,omitempty"`
	// All is the figure with every counted sheet, none dropped.
	All *Points `json:"all,omitempty"`
	// Sheets has one entry for each entitled judge, in the order of their keys.
	Sheets   []SheetFigure     `json:"sheets"`
	Criteria []CriterionFigure `json:"criteria,omitempty"`
}

// SheetFigure is one judge's total and what became of it.
type SheetFigure struct {
	Judge string    `json:"judge"`
	Total *Points   `json:"total,omitempty"`
	Fate  SheetFate `json:"fate"`
}

// SheetFate says what became of a sheet.
type SheetFate string

// The fates of a sheet. Where a panel aggregates per criterion, sheets are kept
// and each criterion names whose score it dropped. An unused sheet belongs to a
// panel whose figure could not be made.
const (
	SheetKept           SheetFate = "kept"
	SheetDroppedHighest SheetFate = "dropped_highest"
	SheetDroppedLowest  SheetFate = "dropped_lowest"
	SheetMissing        SheetFate = "missing"
	SheetUnused         SheetFate = "unused"
)

// CriterionFigure is a panel's figure for one criterion. Except for medians of
// totals, the Kept figures of the criteria sum exactly to the panel's.
type CriterionFigure struct {
	Key  string `json:"key"`
	Kept Points `json:"kept"`
	All  Points `json:"all"`
	// DroppedHighest and DroppedLowest name the judges whose scores were dropped
	// here, where the panel trims each criterion by itself.
	DroppedHighest string `json:"dropped_highest,omitempty"`
	DroppedLowest  string `json:"dropped_lowest,omitempty"`
}

// completeSheet is a complete sheet with its scores in the order of the criteria.
type completeSheet struct {
	judge  string
	total  Points
	scores []Points
}

// aggregate makes the panel's figure for one team, or says why it cannot.
func (p *Panel) aggregate(in PanelInput) (PanelFigure, *Reason) {
	sheets, missing := p.complete(in)
	figure := PanelFigure{Sheets: sheetFigures(sheets, missing)}
	if reason := p.blocked(len(sheets), missing); reason != nil {
		return figure, reason
	}
	figure.Method = p.Aggregation.applied(len(sheets))
	kept := sheets
	if figure.Method == TrimmedMean && !p.Aggregation.PerCriterion {
		kept = figure.trim(sheets)
	}
	for i := range figure.Sheets {
		if figure.Sheets[i].Fate == SheetUnused {
			figure.Sheets[i].Fate = SheetKept
		}
	}
	for i, criterion := range p.Criteria {
		figure.Criteria = append(figure.Criteria, p.criterionFigure(criterion.Key, i, sheets, kept))
	}
	figure.Kept, figure.All = p.overall(figure, sheets, kept)
	return figure, nil
}

// complete separates the entitled judges into complete sheets, from the lowest to
// the highest, and judges without one.
//
// Sheets with equal totals are put in order by their scores, criterion by
// criterion as the tree lists them, and only then by the judge's key. So which of
// two equal extremes is dropped depends on what was scored; the key decides only
// between identical sheets, where it cannot change a figure.
func (p *Panel) complete(in PanelInput) (sheets []completeSheet, missing []string) {
	scored := map[string]map[string]Points{}
	for _, sheet := range in.Sheets {
		scored[sheet.Judge] = sheet.Scores
	}
	for _, judge := range in.Judges {
		sheet := completeSheet{judge: judge}
		for _, criterion := range p.Criteria {
			if score, ok := scored[judge][criterion.Key]; ok {
				sheet.total = sheet.total.Add(score)
				sheet.scores = append(sheet.scores, score)
			}
		}
		if len(sheet.scores) < len(p.Criteria) {
			missing = append(missing, judge)
			continue
		}
		sheets = append(sheets, sheet)
	}
	slices.SortFunc(sheets, compareSheets)
	slices.Sort(missing)
	return sheets, missing
}

func compareSheets(a, b completeSheet) int {
	return cmp.Or(
		a.total.Cmp(b.total),
		slices.CompareFunc(a.scores, b.scores, Points.Cmp),
		cmp.Compare(a.judge, b.judge),
	)
}

// blocked says why so many complete sheets, and these missing ones, give no figure.
func (p *Panel) blocked(complete int, missing []string) *Reason {
	if p.Missing == MissingBlocks && len(missing) > 0 {
		return &Reason{Code: ReasonSheetMissing, Judges: missing}
	}
	if complete < max(p.Minimum, 1) {
		return &Reason{Code: ReasonTooFewSheets}
	}
	return nil
}

// applied is the method that a number of counted judges allows.
func (a Aggregation) applied(judges int) Method {
	if a.Method == TrimmedMean && judges < a.Below {
		return Mean
	}
	return a.Method
}

// trim drops the first and the last of the ordered sheets and notes their fate.
func (f *PanelFigure) trim(sheets []completeSheet) []completeSheet {
	last := len(sheets) - 1
	for i := range f.Sheets {
		switch f.Sheets[i].Judge {
		case sheets[0].judge:
			f.Sheets[i].Fate = SheetDroppedLowest
		case sheets[last].judge:
			f.Sheets[i].Fate = SheetDroppedHighest
		}
	}
	return sheets[1:last]
}

// criterionFigure makes the figure of the criterion in column i. all and kept
// hold the sheets that count and those of them whose totals were kept.
func (p *Panel) criterionFigure(key string, i int, all, kept []completeSheet) CriterionFigure {
	method := p.Aggregation.applied(len(all))
	figure := CriterionFigure{Key: key, All: method.untrimmed(column(all, i))}
	if method != TrimmedMean || !p.Aggregation.PerCriterion {
		figure.Kept = method.untrimmed(column(kept, i))
		return figure
	}
	ordered := slices.Clone(all)
	slices.SortFunc(ordered, func(a, b completeSheet) int {
		return cmp.Or(a.scores[i].Cmp(b.scores[i]), cmp.Compare(a.judge, b.judge))
	})
	last := len(ordered) - 1
	figure.DroppedLowest, figure.DroppedHighest = ordered[0].judge, ordered[last].judge
	figure.Kept = average(column(ordered[1:last], i))
	return figure
}

// overall makes the panel's own figures of its totals, or of its criteria.
func (p *Panel) overall(f PanelFigure, all, kept []completeSheet) (keptTotal, allTotal *Points) {
	if !p.Aggregation.PerCriterion {
		keptFigure, allFigure := f.Method.untrimmed(totals(kept)), f.Method.untrimmed(totals(all))
		return &keptFigure, &allFigure
	}
	var keptSum, allSum Points
	for _, criterion := range f.Criteria {
		keptSum, allSum = keptSum.Add(criterion.Kept), allSum.Add(criterion.All)
	}
	return &keptSum, &allSum
}

func sheetFigures(sheets []completeSheet, missing []string) []SheetFigure {
	figures := make([]SheetFigure, 0, len(sheets)+len(missing))
	for _, sheet := range sheets {
		figures = append(figures, SheetFigure{Judge: sheet.judge, Total: &sheet.total, Fate: SheetUnused})
	}
	for _, judge := range missing {
		figures = append(figures, SheetFigure{Judge: judge, Fate: SheetMissing})
	}
	slices.SortFunc(figures, func(a, b SheetFigure) int { return cmp.Compare(a.Judge, b.Judge) })
	return figures
}

func totals(sheets []completeSheet) []Points {
	values := make([]Points, len(sheets))
	for i, sheet := range sheets {
		values[i] = sheet.total
	}
	return values
}

func column(sheets []completeSheet, i int) []Points {
	values := make([]Points, len(sheets))
	for j, sheet := range sheets {
		values[j] = sheet.scores[i]
	}
	return values
}
