package panel

import (
	"slices"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// OwnAssignment gives the judge's own assignment, active or recused. Another
// judge's, a withdrawn one and one that does not exist look the same
// (panel.assignment_not_found), and so does one's own after the seat is gone.
func OwnAssignment(tx *store.Tx, who actor.Actor, id string) (Assignment, error) {
	a, err := AssignmentByID(tx, id)
	if err != nil {
		return Assignment{}, err
	}
	if a.JudgeID != who.PersonID || a.Status == Withdrawn || !judges(who, a.StageID) {
		return Assignment{}, errAssignmentNotFound()
	}
	_, seated, err := memberOf(tx, a.StageID, who.PersonID)
	if err == nil && !seated {
		err = errAssignmentNotFound()
	}
	return a, err
}

// CheckImpartial stops a judge who has come to run the call or to compete in it
// since the seat was given (panel.not_impartial), also through an organisation
// that takes part: other packages name administrators and take members and
// organisations in without asking the panel.
func CheckImpartial(tx *store.Tx, who actor.Actor, callID string) error {
	partial, err := competesIn(tx, who, callID)
	if err != nil {
		return err
	}
	if partial || runs(who, callID) {
		return fault.New(fault.Forbidden, "panel.not_impartial")
	}
	return nil
}

func runs(who actor.Actor, callID string) bool {
	return call.Administers(who, callID) || call.Approves(who, callID)
}

// OfJudge lists what the judge has been given, active or recused, in the panels
// where the judge has a seat now, in no particular order.
func OfJudge(tx *store.Tx, who actor.Actor) ([]Assignment, error) {
	rows, err := ofJudge(tx, who.PersonID)
	return slices.DeleteFunc(rows, func(a Assignment) bool { return !judges(who, a.StageID) }), err
}

func judges(who actor.Actor, stageID string) bool {
	return who.Holds(actor.Judge, actor.Stage, stageID) || who.Holds(actor.Chair, actor.Stage, stageID)
}

// Seen gives the stage to those who run its call; for anyone else there is no
// such panel (panel.not_found).
func Seen(tx *store.Tx, who actor.Actor, stageID string) (call.Stage, error) {
	stage, err := call.StageByID(tx, stageID)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return call.Stage{}, errNotFound()
	case err != nil:
		return call.Stage{}, err
	case !runs(who, stage.CallID):
		return call.Stage{}, errNotFound()
	}
	return stage, nil
}

// administered gives a stage that judges score to the call's administrators.
func administered(tx *store.Tx, who actor.Actor, stageID string) (call.Stage, error) {
	stage, err := Seen(tx, who, stageID)
	switch {
	case err != nil:
		return call.Stage{}, err
	case !call.Administers(who, stage.CallID):
		return call.Stage{}, fault.New(fault.Forbidden, "panel.administrators_only")
	case stage.Definition.Tree == nil:
		return call.Stage{}, fault.New(fault.Conflict, "panel.no_judges_here")
	}
	return stage, nil
}

// began reports whether judges can have scored.
func began(stage call.Stage) bool {
	return stage.Phase == call.PhaseScoring || over(stage)
}

func over(stage call.Stage) bool {
	return stage.Phase == call.PhaseClosed || stage.Phase == call.PhaseReleased
}

func notOver(stage call.Stage) error {
	if over(stage) {
		return fault.New(fault.Conflict, "panel.stage_over")
	}
	return nil
}
