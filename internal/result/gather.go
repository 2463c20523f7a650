package result

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"wbl/internal/call"
	"wbl/internal/evaluation"
	"wbl/internal/panel"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/team"
)

// pseudonym names a judge in the records of one stage. It is the same in every
// ranking of the stage, so that the same inputs give the same bytes, and another
// at the next stage. Who does not know a judge's random id cannot compute it.
func pseudonym(stageID, judgeID string) string {
	sum := sha256.Sum256([]byte("wbl/result/judge/v1\x00" + stageID + "\x00" + judgeID))
	return "j" + hex.EncodeToString(sum[:8])
}

// gather reads the inputs of a stage that has a score tree. Only sheets that were
// handed in under an active assignment count; a recused judge is not even among
// those entitled.
func gather(tx *store.Tx, stage call.Stage, entries []team.Entry, findings []Finding) (resultfile.Inputs, error) {
	assignments, err := panel.Assignments(tx, stage.ID)
	if err != nil {
		return resultfile.Inputs{}, err
	}
	sheets, err := evaluation.SubmittedSheets(tx, stage.ID)
	if err != nil {
		return resultfile.Inputs{}, err
	}
	work := map[string]*scoring.PanelInput{}
	in := resultfile.Inputs{Tree: *stage.Definition.Tree, Teams: []string{}, Gates: []resultfile.Gate{}}
	for _, e := range entries {
		in.Teams = append(in.Teams, e.TeamID)
		work[e.TeamID] = &scoring.PanelInput{Judges: []string{}, Sheets: []scoring.Sheet{}}
	}
	for _, a := range assignments {
		if p := work[a.TeamID]; p != nil && a.Status == panel.Active {
			p.Judges = append(p.Judges, pseudonym(stage.ID, a.JudgeID))
		}
	}
	for _, s := range sheets {
		if err := addSheet(work[s.Assignment.TeamID], stage.ID, s); err != nil {
			return resultfile.Inputs{}, err
		}
	}
	in.Scores = scores(in.Tree, work)
	for _, f := range findings {
		if work[f.TeamID] != nil {
			in.Gates = append(in.Gates, f.frozen())
		}
	}
	return in, nil
}

func addSheet(p *scoring.PanelInput, stageID string, s evaluation.SheetWithEntries) error {
	if p == nil {
		return nil // the team has withdrawn
	}
	points, err := s.Scores()
	if err != nil {
		return err
	}
	p.Sheets = append(p.Sheets, scoring.Sheet{Judge: pseudonym(stageID, s.Assignment.JudgeID), Scores: points})
	return nil
}

// scores gives each panel of the tree its part of the sheets, all in the order of
// team ids and pseudonyms.
func scores(tree scoring.Tree, work map[string]*scoring.PanelInput) scoring.Inputs {
	panels := resultfile.Panels(tree.Root)
	out := scoring.Inputs{Teams: []scoring.TeamInput{}}
	for teamID, all := range work {
		slices.Sort(all.Judges)
		slices.SortFunc(all.Sheets, func(a, b scoring.Sheet) int { return cmp.Compare(a.Judge, b.Judge) })
		input := scoring.TeamInput{Team: teamID, Panels: map[string]scoring.PanelInput{}}
		for _, node := range panels {
			input.Panels[node.Key] = sheetsOf(*all, node.Panel)
		}
		out.Teams = append(out.Teams, input)
	}
	slices.SortFunc(out.Teams, func(a, b scoring.TeamInput) int { return cmp.Compare(a.Team, b.Team) })
	return out
}

// sheetsOf keeps of every sheet the criteria of one panel.
func sheetsOf(all scoring.PanelInput, panel *scoring.Panel) scoring.PanelInput {
	out := scoring.PanelInput{Judges: all.Judges, Sheets: []scoring.Sheet{}}
	for _, sheet := range all.Sheets {
		own := scoring.Sheet{Judge: sheet.Judge, Scores: map[string]scoring.Points{}}
		for _, criterion := range panel.Criteria {
			if points, ok := sheet.Scores[criterion.Key]; ok {
				own.Scores[criterion.Key] = points
			}
		}
		out.Sheets = append(out.Sheets, own)
	}
	return out
}
