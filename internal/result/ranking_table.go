package result

import (
	"cmp"
	"slices"

	"wbl/internal/account"
	"wbl/internal/panel"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// byRank gives the entries of the latest ranking.
func (d docket) byRank() []scoring.RankEntry {
	entries := make([]scoring.RankEntry, 0, len(d.ranks))
	for _, entry := range d.ranks {
		entries = append(entries, entry)
	}
	return orderByRank(d.teamIDs(), entries)
}

// orderByRank puts equal ranks into the order of the teams, unranked ones last.
func orderByRank(teams []string, entries []scoring.RankEntry) []scoring.RankEntry {
	ordered := slices.Clone(entries)
	slices.SortFunc(ordered, func(a, b scoring.RankEntry) int {
		if (a.Rank == 0) != (b.Rank == 0) {
			return cmp.Compare(b.Rank, a.Rank)
		}
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(slices.Index(teams, a.Team), slices.Index(teams, b.Team)))
	})
	return ordered
}

func inOrder(teams, some []string) []string {
	return slices.DeleteFunc(slices.Clone(teams), func(id string) bool { return !slices.Contains(some, id) })
}

// rankingTable is what a row is made of.
type rankingTable struct {
	docket
	in      resultfile.Inputs
	figures map[string]scoring.TeamEvaluation
	parts   []resultfile.Part
	numbers map[string]int
}

func (t rankingTable) row(entry scoring.RankEntry) RankingRow {
	one := t.figures[entry.Team]
	row := RankingRow{
		TeamFace: t.face(entry.Team), Rank: entry.Rank, Total: exact(entry.Total), Displayed: entry.Displayed,
		Outcome: entry.Outcome, Tied: entry.Tied, TieFigures: entry.TieFigures, Figures: []resultfile.Figure{}, Sheets: []SheetLine{},
		Unranked: entry.Unranked, Gates: []GateFound{},
	}
	if row.TieFigures == nil {
		row.TieFigures = []scoring.Points{}
	}
	if row.Unranked == nil {
		row.Unranked = []scoring.Reason{}
	}
	for _, part := range t.parts {
		if points := part.Of(one); points != nil && one.Total != nil {
			row.Figures = append(row.Figures, resultfile.Shown(*points, t.in.Tree.Display))
		}
	}
	for _, node := range one.Nodes {
		row.Sheets = append(row.Sheets, t.sheets(node)...)
	}
	for _, gate := range t.in.Gates {
		if gate.Team == entry.Team {
			row.Gates = append(row.Gates, GateFound{GateKey: gate.Gate, Outcome: GateOutcome(gate.Outcome), Reason: gate.Reason})
		}
	}
	return row
}

func (t rankingTable) sheets(node scoring.NodeFigure) []SheetLine {
	if node.Panel == nil {
		return nil
	}
	lines := []SheetLine{}
	for _, sheet := range node.Panel.Sheets {
		lines = append(lines, SheetLine{
			Node: node.Node, Judge: sheet.Judge, Number: t.numbers[sheet.Judge], Total: exact(sheet.Total), Fate: sheet.Fate,
		})
	}
	return lines
}

// numbersOf numbers the judges of a ranking in the order of their pseudonyms.
func numbersOf(in resultfile.Inputs) map[string]int {
	names := []string{}
	for _, t := range in.Scores.Teams {
		for _, p := range t.Panels {
			names = append(names, p.Judges...)
		}
	}
	slices.Sort(names)
	numbers := map[string]int{}
	for i, name := range slices.Compact(names) {
		numbers[name] = i + 1
	}
	return numbers
}

// missing names the judges whose sheets the ranking lacks, team by team.
func (t rankingTable) missing(tx *store.Tx) ([]MissingSheet, error) {
	assignments, err := panel.Assignments(tx, t.stage.ID)
	if err != nil {
		return nil, err
	}
	judges, ids := map[string]string{}, []string{}
	for _, a := range assignments {
		judges[pseudonym(t.stage.ID, a.JudgeID)] = a.JudgeID
		ids = append(ids, a.JudgeID)
	}
	persons, err := account.Persons(tx, ids)
	list := []MissingSheet{}
	for _, teamID := range t.in.Teams {
		names := []string{}
		for _, judge := range missingIn(t.figures[teamID]) {
			names = append(names, persons[judges[judge]].Name)
		}
		slices.Sort(names)
		for _, name := range names {
			list = append(list, MissingSheet{TeamFace: t.face(teamID), JudgeName: name})
		}
	}
	return list, err
}

// missingIn gives each judge once, however many panels the tree has.
func missingIn(t scoring.TeamEvaluation) []string {
	judges := []string{}
	for _, node := range t.Nodes {
		if node.Panel == nil {
			continue
		}
		for _, sheet := range node.Panel.Sheets {
			if sheet.Fate == scoring.SheetMissing {
				judges = append(judges, sheet.Judge)
			}
		}
	}
	slices.Sort(judges)
	return slices.Compact(judges)
}
