package result

import (
	"wbl/internal/account"
	"wbl/internal/call"
	"wbl/internal/scoring"
	"wbl/internal/store"
	"wbl/internal/team"
)

// docket is everything that a decision about a stage looks at, read in one
// transaction. Its methods are the rules.
type docket struct {
	stage     call.Stage
	entries   []team.Entry // in the order of sort names
	faces     map[string]TeamFace
	findings  map[string]map[string]Finding // by team and gate
	ranking   *record                       // the latest; nil where there is none
	current   bool                          // the ranking rests on what holds now
	ranks     map[string]scoring.RankEntry
	unsettled []scoring.Unsettled
	decisions map[string]Decision // of entered teams
}

func readDocket(tx *store.Tx, stage call.Stage) (docket, error) {
	d := docket{stage: stage}
	var err error
	if d.entries, err = team.Entries(tx, stage.ID); err != nil {
		return d, err
	}
	if d.faces, err = facesOf(tx, d.entries); err != nil {
		return d, err
	}
	findings, err := findingsOf(tx, stage.ID)
	if err != nil {
		return d, err
	}
	d.findings = map[string]map[string]Finding{}
	for _, f := range findings {
		if d.findings[f.TeamID] == nil {
			d.findings[f.TeamID] = map[string]Finding{}
		}
		d.findings[f.TeamID][f.GateKey] = f
	}
	if err := d.readDecisions(tx); err != nil {
		return d, err
	}
	return d, d.readRanking(tx, findings)
}

func (d *docket) readDecisions(tx *store.Tx) error {
	rows, err := decisionsOf(tx, d.stage.ID)
	d.decisions = map[string]Decision{}
	for _, row := range rows {
		if _, entered := d.faces[row.TeamID]; entered {
			d.decisions[row.TeamID] = row
		}
	}
	return err
}

func (d *docket) readRanking(tx *store.Tx, findings []Finding) (err error) {
	if d.stage.Definition.Tree == nil {
		return nil
	}
	if d.ranking, err = latestRanking(tx, d.stage.ID); err != nil || d.ranking == nil {
		return err
	}
	_, f, err := d.ranking.read()
	if err != nil {
		return err
	}
	d.unsettled = f.Ranking.Unsettled
	d.ranks = make(map[string]scoring.RankEntry, len(f.Ranking.Entries))
	for _, entry := range f.Ranking.Entries {
		d.ranks[entry.Team] = entry
	}
	in, err := gather(tx, d.stage, d.entries, findings)
	if err != nil {
		return err
	}
	d.current, err = d.ranking.restsOn(in)
	return err
}

// face names a team, also one that has withdrawn since.
func (d docket) face(teamID string) TeamFace {
	if face, ok := d.faces[teamID]; ok {
		return face
	}
	return TeamFace{TeamID: teamID}
}

// deciders gives the persons behind findings and decisions, by id.
func (d docket) deciders(tx *store.Tx) (map[string]account.Person, error) {
	ids := []string{}
	for _, gates := range d.findings {
		for _, f := range gates {
			ids = append(ids, f.DecidedBy)
		}
	}
	for _, one := range d.decisions {
		ids = append(ids, one.DecidedBy)
	}
	return account.Persons(tx, ids)
}

// decidedBy reports whether the person decided a gate or a team of the stage.
func (d docket) decidedBy(personID string) bool {
	for _, gates := range d.findings {
		for _, f := range gates {
			if f.DecidedBy == personID {
				return true
			}
		}
	}
	for _, one := range d.decisions {
		if one.DecidedBy == personID {
			return true
		}
	}
	return false
}

// unanswered lists the gates that nobody has answered for the team.
func (d docket) unanswered(teamID string) []call.Gate {
	gates := []call.Gate{}
	for _, gate := range d.stage.Definition.Gates {
		if d.findings[teamID][gate.Key].Outcome == "" {
			gates = append(gates, gate)
		}
	}
	return gates
}

func (d docket) failsGate(teamID string) bool {
	for _, gate := range d.stage.Definition.Gates {
		if d.findings[teamID][gate.Key].Outcome == GateFail {
			return true
		}
	}
	return false
}

// proposal is what the gates and the ranking say about a team; empty where they
// leave it to people. It decides nothing.
func (d docket) proposal(teamID string) Outcome {
	switch {
	case d.failsGate(teamID):
		return Fail
	case len(d.unanswered(teamID)) > 0:
		return ""
	case d.stage.Definition.Tree == nil:
		return Pass
	}
	switch d.ranks[teamID].Outcome {
	case scoring.AboveLine:
		return Pass
	case scoring.BelowLine, scoring.BelowPassMark:
		return Fail
	default:
		return ""
	}
}

// barred says why a team can neither pass nor be held in reserve; empty if it can.
func (d docket) barred(teamID string) string {
	switch {
	case d.failsGate(teamID):
		return "result.gate_failed"
	case d.stage.Definition.Tree == nil:
		return ""
	case d.ranks[teamID].Outcome == scoring.BelowPassMark:
		return "result.below_pass_mark"
	case d.unranked(teamID):
		return "result.team_unranked"
	}
	return ""
}

// unranked reports whether the latest ranking gives the team no place.
func (d docket) unranked(teamID string) bool {
	outcome := d.ranks[teamID].Outcome
	return outcome == "" || outcome == scoring.Unranked
}

// reasonNeeded says whether a decision must give its reason: a failure always,
// and whatever differs from the proposal.
func (d docket) reasonNeeded(teamID string, outcome Outcome) bool {
	return outcome == Fail || outcome != d.proposal(teamID)
}

// outdated reports whether what the decision rested on has changed since.
func (d docket) outdated(one Decision) bool {
	if d.ranking != nil && (one.RankingID == nil || *one.RankingID != d.ranking.ID) {
		return true
	}
	for _, f := range d.findings[one.TeamID] {
		if f.DecidedAt > one.DecidedAt {
			return true
		}
	}
	return false
}

// passes counts the teams that pass.
func (d docket) passes() int {
	n := 0
	for _, one := range d.decisions {
		if one.Outcome == Pass {
			n++
		}
	}
	return n
}

// overQuota reports whether more teams pass than the stage has places for; a
// stage without a quota has place for all.
func (d docket) overQuota() bool {
	quota := d.stage.Definition.Quota
	return quota > 0 && d.passes() > quota
}

// noneAllowed reports whether a result without a passing team is in order: the
// tree foresees it, or no team could pass.
func (d docket) noneAllowed() bool {
	if tree := d.stage.Definition.Tree; tree == nil || tree.Ranking.NoneAllowed {
		return true
	}
	for _, e := range d.entries {
		if d.barred(e.TeamID) == "" {
			return false
		}
	}
	return true
}
