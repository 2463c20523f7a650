package panel

import (
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// CheckEnough is a hook of call's phases: it refuses to begin the scoring while a
// team has fewer judges than the call promised (panel.too_few_judges, whose
// fields name the teams).
func CheckEnough(tx *store.Tx, _ actor.Actor, stage call.Stage, _, to call.Phase) error {
	least := stage.Definition.JudgesMin
	if to != call.PhaseScoring || least == 0 {
		return nil
	}
	t, err := readTable(tx, stage.ID)
	if err != nil {
		return err
	}
	teams, err := viewTeams(tx, t)
	if err != nil {
		return err
	}
	refusal := fault.New(fault.Conflict, "panel.too_few_judges", fault.Args{"least": least})
	for _, team := range teams {
		if team.Judges < least {
			refusal.Fields = append(refusal.Fields, fault.At("teams."+team.TeamID, "panel.team_lacks_judges", fault.Args{
				"team": team.Name, "judges": team.Judges, "least": least,
			}))
		}
	}
	if len(refusal.Fields) > 0 {
		return refusal
	}
	return nil
}
