package team

import (
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Oversees reports whether the actor reads the teams of a call by office: its
// administrators and approvers always, auditors once a stage of it is released.
func Oversees(tx *store.Tx, who actor.Actor, callID string) (bool, error) {
	if call.Administers(who, callID) || call.Approves(who, callID) {
		return true, nil
	}
	if !who.HoldsAnywhere(actor.Auditor) {
		return false, nil
	}
	stages, err := call.Stages(tx, callID)
	for _, stage := range stages {
		if stage.Phase == call.PhaseReleased {
			return true, nil
		}
	}
	return false, err
}

// Seen gives the team and the actor's role in it, or team.not_found to anyone
// who is neither a member nor oversees the call. The role is read from the
// team's rows, so that a person removed a moment ago is out.
func Seen(tx *store.Tx, who actor.Actor, teamID string) (t Team, role string, err error) {
	if t, err = ByID(tx, teamID); err != nil {
		return Team{}, "", err
	}
	role, member, err := RoleIn(tx, teamID, who.PersonID)
	if err != nil || member {
		return t, role, err
	}
	oversees, err := Oversees(tx, who, t.CallID)
	if err == nil && !oversees {
		err = errNotFound()
	}
	if err != nil {
		return Team{}, "", err
	}
	return t, "", nil
}

// leadOf gives the team when the actor leads it. Who may only read it is told
// so; to others it does not exist.
func leadOf(tx *store.Tx, who actor.Actor, teamID string) (Team, error) {
	t, role, err := Seen(tx, who, teamID)
	if err == nil && role != RoleLead {
		err = fault.New(fault.Forbidden, "team.lead_only")
	}
	return t, err
}

// forLead gives the team to its lead for a change, which the call's schedule and
// the team's state must still allow. Changes of one team go one at a time.
func forLead(tx *store.Tx, who actor.Actor, teamID string) (Team, error) {
	t, err := leadOf(tx, who, teamID)
	if err != nil {
		return t, err
	}
	if err := tx.Serialize("team:" + teamID); err != nil {
		return t, err
	}
	return t, checkOpen(tx, who, t)
}

func checkOpen(tx *store.Tx, who actor.Actor, t Team) error {
	if err := checkSchedule(tx, who, t.CallID); err != nil {
		return err
	}
	if t.Status != Active {
		return fault.New(fault.Conflict, "team.is_withdrawn")
	}
	return nil
}

func checkSchedule(tx *store.Tx, who actor.Actor, callID string) error {
	c, err := call.ByID(tx, callID)
	if err != nil {
		return err
	}
	first, err := firstFiling(tx, callID)
	if err != nil {
		return err
	}
	return checkChangeable(c, first, who.Arrival)
}

// firstFiling is the first stage at which something is filed; the zero stage
// when there is none.
func firstFiling(tx *store.Tx, callID string) (call.Stage, error) {
	stage := call.Stage{CallID: callID}
	for {
		next, found, err := call.StageAfter(tx, stage)
		if err != nil || !found || next.Definition.Files() {
			return next, err
		}
		stage = next
	}
}
