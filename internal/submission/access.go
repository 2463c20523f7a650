package submission

import (
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// access is a submission with everything around it that rules look at, and the
// part that the actor plays in its team.
type access struct {
	Submission
	team  team.Team
	call  call.Call
	stage call.Stage
	role  string // team.RoleLead, team.RoleMember, or "" for somebody outside
}

// enteringBy is for a member whose team has reached the stage. Stages that do
// not exist, belong to another call or were not reached look the same.
func enteringBy(tx *store.Tx, who actor.Actor, teamID, stageID string) (access, error) {
	a := access{}
	var err error
	if a.team, a.role, err = team.Seen(tx, who, teamID); err != nil {
		return a, err
	}
	if a.role == "" {
		return a, fault.New(fault.Forbidden, "submission.members_only")
	}
	_, reached, err := team.EntryOf(tx, stageID, teamID)
	if err != nil {
		return a, err
	}
	if !reached {
		return a, fault.InvalidInput(fault.At("body.stage_id", "submission.stage_unknown"))
	}
	return a, a.loadStage(tx, stageID)
}

func (a *access) loadStage(tx *store.Tx, stageID string) (err error) {
	if a.stage, err = call.StageByID(tx, stageID); err != nil {
		return err
	}
	a.call, err = call.ByID(tx, a.stage.CallID)
	return err
}

// seen gives a submission to who may see anything of it: members, and those who
// oversee the call once the stage was moved past filing. To others it does not
// exist.
func seen(tx *store.Tx, who actor.Actor, submissionID string) (access, error) {
	a := access{}
	var err error
	if a.Submission, err = byID(tx, submissionID); err != nil {
		return a, err
	}
	a.team, a.role, err = team.Seen(tx, who, a.TeamID)
	if fault.KindOf(err) == fault.NotFound {
		return access{}, errNotFound()
	}
	if err != nil {
		return a, err
	}
	if err := a.loadStage(tx, a.StageID); err != nil {
		return a, err
	}
	if a.role == "" && !oversees(who, a.stage) {
		return access{}, errNotFound()
	}
	return a, nil
}

// oversees reports whether the actor reads the filings of a stage by office:
// administrators and approvers once the stage was moved past filing, auditors
// once it is released. That the deadline has passed is not enough: it can still
// be extended.
func oversees(who actor.Actor, stage call.Stage) bool {
	if call.Administers(who, stage.CallID) || call.Approves(who, stage.CallID) {
		return stage.LeftFiling()
	}
	return who.HoldsAnywhere(actor.Auditor) && stage.Phase == call.PhaseReleased
}

// forMember gives the submission to a member of its team; drafts exist for
// nobody else.
func forMember(tx *store.Tx, who actor.Actor, submissionID string) (access, error) {
	a, err := seen(tx, who, submissionID)
	if err == nil && a.role == "" {
		return access{}, errNotFound()
	}
	return a, err
}

// whileOpen is forMember as long as filing is open.
func whileOpen(tx *store.Tx, who actor.Actor, submissionID string) (access, error) {
	a, err := forMember(tx, who, submissionID)
	if err != nil {
		return a, err
	}
	return a, a.checkChangeable(who)
}

// forChange is whileOpen for a change, which goes one at a time for each
// submission.
func forChange(tx *store.Tx, who actor.Actor, submissionID string) (access, error) {
	if err := tx.Serialize("submission:" + submissionID); err != nil {
		return access{}, err
	}
	return whileOpen(tx, who, submissionID)
}

// forLead is forChange for the team's lead.
func forLead(tx *store.Tx, who actor.Actor, submissionID string) (access, error) {
	a, err := forChange(tx, who, submissionID)
	if err == nil && a.role != team.RoleLead {
		err = fault.New(fault.Forbidden, "submission.lead_only")
	}
	return a, err
}

// checkChangeable compares the request's arrival with the schedule as it stands
// in this transaction.
func (a access) checkChangeable(who actor.Actor) error {
	if err := a.stage.CheckFiling(a.call, who.Arrival); err != nil {
		return err
	}
	if a.team.Status != team.Active {
		return fault.New(fault.Conflict, "team.is_withdrawn")
	}
	return nil
}
