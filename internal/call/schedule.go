package call

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wbl/internal/clock"
	"wbl/internal/fault"
)

// ScheduleChange is one line of a call's public history: which date moved, from
// when to when, and why.
type ScheduleChange struct {
	ID        string
	CallID    string
	StageID   string
	Field     ScheduleField
	OldAt     clock.Instant
	NewAt     clock.Instant
	Reason    string
	ChangedBy string
	ChangedAt clock.Instant
}

// TableName is the table of schedule changes.
func (ScheduleChange) TableName() string { return "schedule_changes" }

// ScheduleInput moves dates of an open call together, for one reason.
type ScheduleInput struct {
	Changes   []NewDate
	Reason    string // 10 to 1000 characters, shown in public
	IfVersion int64  // of the call
}

// NewDate is one date to be moved.
type NewDate struct {
	StageID string
	Field   ScheduleField
	At      clock.Instant
}

const (
	minReason = 10
	maxReason = 1000
)

// check lists everything that forbids the change at now, and gives the stages
// with their new dates.
func (in ScheduleInput) check(stages []Stage, now clock.Instant) ([]Stage, problems) {
	var p problems
	length := utf8.RuneCountInString(strings.TrimSpace(in.Reason))
	p.demand(length >= minReason, "body.reason", "input.too_short", fault.Args{"min": minReason})
	p.demand(length <= maxReason, "body.reason", "input.too_long", fault.Args{"max": maxReason})
	p.readable("body.reason", in.Reason)
	p.count("body.changes", len(in.Changes), 1, maxList)
	moved := slices.Clone(stages)
	for i, change := range in.Changes {
		at := fmt.Sprintf("body.changes[%d]", i)
		j := slices.IndexFunc(stages, func(s Stage) bool { return s.ID == change.StageID })
		if j < 0 {
			p.add(at+".stage_id", "call.stage_unknown")
			continue
		}
		if !slices.Contains(scheduleFields, change.Field) || !stages[j].Definition.uses(change.Field) {
			p.add(at+".field", "input.not_allowed")
			continue
		}
		p.demand(!in.repeats(i), at, "call.date_moved_twice")
		p.newDate(at+".at", stages[j], change, now)
		*moved[j].field(change.Field) = change.At
	}
	if len(p) == 0 {
		p.order("schedule", inputOf(Call{}, moved).Stages)
	}
	return moved, p
}

func (in ScheduleInput) repeats(i int) bool {
	return slices.ContainsFunc(in.Changes[:i], func(earlier NewDate) bool {
		return earlier.StageID == in.Changes[i].StageID && earlier.Field == in.Changes[i].Field
	})
}

// newDate says why a date may not become this one. What has happened cannot be
// moved, and nothing can be moved to where it would have happened already. A
// deadline can still be extended after it has passed, until people begin to look
// at what was filed.
func (p *problems) newDate(at string, s Stage, change NewDate, now clock.Instant) {
	old := s.At(change.Field)
	p.demand(change.At != old, at, "call.date_unchanged")
	p.demand(change.At > now, at, "call.date_in_past")
	switch change.Field {
	case OpensAt:
		p.demand(old > now, at, "call.opening_passed")
	case ClosesAt:
		p.demand(!s.LeftFiling(), at, "call.evaluation_begun")
	case EvaluationUntil:
		p.demand(s.Phase != PhaseClosed && s.Phase != PhaseReleased, at, "call.evaluation_over")
	case ResultAt:
		p.demand(s.Phase != PhaseReleased, at, "call.result_out")
	}
}

// rows gives the lines of the history for dates that move from these stages.
func (in ScheduleInput) rows(stages []Stage, base ScheduleChange, id func() string) []ScheduleChange {
	rows := make([]ScheduleChange, len(in.Changes))
	for i, change := range in.Changes {
		j := slices.IndexFunc(stages, func(s Stage) bool { return s.ID == change.StageID })
		rows[i] = base
		rows[i].ID, rows[i].StageID, rows[i].Field = id(), change.StageID, change.Field
		rows[i].OldAt, rows[i].NewAt = stages[j].At(change.Field), change.At
		rows[i].Reason = strings.TrimSpace(in.Reason)
	}
	return rows
}
