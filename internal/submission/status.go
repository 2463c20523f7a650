package submission

import (
	"wbl/internal/fault"
)

// Status says whether a filed version counts.
type Status string

// The states of a submission. A filed one can still be edited and filed again;
// until then the version filed last counts.
const (
	Draft Status = "draft"
	Filed Status = "filed"
)

// file is the state after filing.
func (s Submission) file() Submission {
	s.Status = Filed
	s.FiledVersions++
	return s
}

// withdraw is the state after taking the filing back; its versions stay on
// record but none counts.
func (s Submission) withdraw() (Submission, error) {
	if s.Status != Filed {
		return s, fault.New(fault.Conflict, "submission.nothing_filed")
	}
	s.Status = Draft
	return s, nil
}

// TaskStatus is what the task list says about one task.
type TaskStatus string

// The five statuses of a task.
const (
	NotStarted     TaskStatus = "not_started"
	InProgress     TaskStatus = "in_progress"
	Completed      TaskStatus = "completed"
	CannotStartYet TaskStatus = "cannot_start_yet"
	Problematic    TaskStatus = "problem"
)

// progress is what a task's status follows from.
type progress struct {
	startable bool // nothing else must come first
	started   bool // something is there
	claimed   bool // the team says that it is done
	valid     bool // and it is, by the rules
}

// status never takes a guess for the team's word: only what is claimed can be
// completed, and what is claimed but wrong is a problem.
func (p progress) status() TaskStatus {
	switch {
	case p.claimed && p.valid:
		return Completed
	case p.claimed:
		return Problematic
	case p.started:
		return InProgress
	case !p.startable:
		return CannotStartYet
	default:
		return NotStarted
	}
}
