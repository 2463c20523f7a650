package result

import (
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// publish builds the public file of a decided stage.
func (d docket) publish(tx *store.Tx, c call.Call, who actor.Actor) (releaseRow, error) {
	row := releaseRow{ID: store.NewID(), StageID: d.stage.ID, ReleasedBy: who.PersonID, ReleasedAt: tx.Now()}
	file := resultfile.Public{
		Kind: resultfile.KindPublic, CallID: c.ID, CallKey: c.Key, CallTitle: c.Title,
		StageID: d.stage.ID, StageKey: d.stage.Key, StageTitle: d.stage.Title,
		ReleasedAt: tx.Now(), Disclosure: c.Definition.Disclosure.Public,
		Entered: len(d.entries), Passed: d.passes(), Selected: []resultfile.Team{}, Applicants: []resultfile.Team{},
		Method: resultfile.MethodOf(d.stage), Tree: d.stage.Definition.Tree, TreeVersion: d.stage.TreeVersion,
		BestAndMean: []resultfile.BestAndMean{}, Table: []resultfile.Row{},
	}
	d.list(&file)
	if d.ranking != nil {
		row.RankingID = &d.ranking.ID
		file.CodeVersion, file.RankingHash = d.ranking.CodeVersion, d.ranking.Hash
		_, f, err := d.ranking.read()
		if err != nil {
			return row, err
		}
		d.addPoints(&file, f)
	}
	raw, err := audit.Canonical(file)
	row.PublicFile, row.PublicHash = string(raw), resultfile.Hash(raw)
	return row, err
}

func (d docket) publicTeam(teamID string) resultfile.Team {
	face := d.faces[teamID]
	return resultfile.Team{Name: face.Name, NameEn: face.NameEn, LeadOrganisation: face.LeadOrganisation}
}

// list names the teams that the profile names.
func (d docket) list(file *resultfile.Public) {
	for _, e := range d.entries {
		listed := file.Disclosure.List != call.ListNone
		if listed && d.decisions[e.TeamID].Outcome == Pass {
			file.Selected = append(file.Selected, d.publicTeam(e.TeamID))
		}
		if file.Disclosure.List == call.ListApplicants {
			file.Applicants = append(file.Applicants, d.publicTeam(e.TeamID))
		}
	}
}

// named reports whether the profile names the team anywhere.
func (d docket) named(teamID string, profile call.PublicDisclosure) bool {
	switch profile.List {
	case call.ListApplicants:
		return true
	case call.ListSelected:
		return d.decisions[teamID].Outcome == Pass
	default:
		return false
	}
}

func (d docket) addPoints(file *resultfile.Public, f resultfile.Figures) {
	switch file.Disclosure.Points {
	case call.PointsBestAndMean:
		file.BestAndMean = d.bestAndMean(file.Disclosure, f)
	case call.PointsFull:
		file.Table = d.table(f)
	case call.PointsNone:
	}
}

// table lists the ranked teams by rank, equal ranks in the order of sort names.
func (d docket) table(f resultfile.Figures) []resultfile.Row {
	tree, parts := d.stage.Definition.Tree, resultfile.TopParts(d.stage.Definition)
	byTeam := f.ByTeam()
	rows := []resultfile.Row{}
	for _, entry := range d.byRank() {
		t := byTeam[entry.Team]
		if t.Total == nil {
			continue
		}
		row := resultfile.Row{
			Team: d.publicTeam(entry.Team), Rank: entry.Rank, Parts: []resultfile.Figure{},
			Total: resultfile.Shown(*t.Total, tree.Display), Outcome: string(d.decisions[entry.Team].Outcome),
		}
		for _, part := range parts {
			if points := part.Of(t); points != nil {
				row.Parts = append(row.Parts, resultfile.Shown(*points, tree.Display))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// bestAndMean gives a line for each top part and one for the total.
func (d docket) bestAndMean(profile call.PublicDisclosure, f resultfile.Figures) []resultfile.BestAndMean {
	tree := d.stage.Definition.Tree
	lines := []resultfile.BestAndMean{}
	for _, part := range append(resultfile.TopParts(d.stage.Definition), resultfile.TotalPart(tree.Root.Points)) {
		reached := map[string]scoring.Points{}
		for _, t := range f.Evaluation.Teams {
			if points := part.Of(t); points != nil && t.Total != nil {
				reached[t.Team] = *points
			}
		}
		if len(reached) > 0 {
			lines = append(lines, d.bestAndMeanOf(part, profile, reached))
		}
	}
	return lines
}

func (d docket) bestAndMeanOf(part resultfile.Part, profile call.PublicDisclosure, reached map[string]scoring.Points) resultfile.BestAndMean {
	tree := d.stage.Definition.Tree
	var best *scoring.Points
	var sum scoring.Points
	for _, points := range reached {
		sum = sum.Add(points)
		if best == nil || points.Cmp(*best) > 0 {
			best = &points
		}
	}
	mean := sum.Quo(scoring.NewPoints(int64(len(reached))))
	line := resultfile.BestAndMean{
		Part: part, Best: resultfile.Shown(*best, tree.Display), Teams: []resultfile.Team{},
		Mean: resultfile.Shown(mean, tree.Display), Counted: len(reached),
	}
	for _, e := range d.entries {
		points, counts := reached[e.TeamID]
		if !counts || !sameFigure(points, *best, *tree) {
			continue
		}
		if d.named(e.TeamID, profile) {
			line.Teams = append(line.Teams, d.publicTeam(e.TeamID))
		} else {
			line.Unnamed++
		}
	}
	return line
}

// sameFigure compares as the tree compares totals.
func sameFigure(a, b scoring.Points, tree scoring.Tree) bool {
	if tree.Ranking.Compare == scoring.CompareDisplayed {
		return a.Display(tree.Display.Scale, tree.Display.Rounding) == b.Display(tree.Display.Scale, tree.Display.Rounding)
	}
	return a.Equal(b)
}
