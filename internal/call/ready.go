package call

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/scoring"
)

// MinimumNoticeDays is how long a call is announced before its first deadline;
// fewer days need a reason (National R&D Innovation Act Enforcement Decree,
// article 9, paragraph 1).
const MinimumNoticeDays = 30

// missing lists everything that keeps the call from being opened at now: what
// Validate lists, and what a draft may still lack.
func (in Input) missing(approvers int, now clock.Instant) []fault.Field {
	const at = "call"
	p := in.validate(at)
	p.demand(approvers > 0, at+".approvers", "call.approver_missing")
	p.bothLanguages(at+".title", in.Title)
	p.bothLanguages(at+".summary", in.Summary)
	p.announcement(at, in.Definition)
	p.demand(len(in.Stages) > 0, at+".stages", "call.stages_missing")
	for i, stage := range in.Stages {
		p.readyStage(fmt.Sprintf("%s.stages[%d]", at, i), stage)
	}
	p.order(at, in.Stages)
	p.notice(at, in, now)
	p.lastQuota(at, in)
	return p.once()
}

func (p *problems) announcement(at string, d Definition) {
	p.demand(len(d.Organisers) > 0, at+".organisers", "call.organisers_missing")
	for i, organiser := range d.Organisers {
		p.bothLanguages(fmt.Sprintf("%s.organisers[%d].name", at, i), organiser.Name)
		p.bothLanguages(fmt.Sprintf("%s.organisers[%d].role", at, i), organiser.Role)
	}
	p.bothLanguages(at+".contact.name", d.Contact.Name)
	p.demand(d.MaxTeamsSelected > 0, at+".max_teams_selected", "input.required")
	p.demand(d.ObjectionDays > 0, at+".objection_days", "input.required")
	p.demand(len(d.Budget) > 0, at+".budget", "call.budget_missing")
	for i, line := range d.Budget {
		p.bothLanguages(fmt.Sprintf("%s.budget[%d].title", at, i), line.Title)
	}
	for i, resource := range d.Resources {
		p.bothLanguages(fmt.Sprintf("%s.resources[%d].title", at, i), resource.Title)
		p.bothLanguages(fmt.Sprintf("%s.resources[%d].unit", at, i), resource.Unit)
	}
	for i, rule := range d.Eligibility {
		p.bothLanguages(fmt.Sprintf("%s.eligibility[%d].title", at, i), rule.Title)
	}
	p.demand(d.Disclosure.Public.List != "", at+".disclosure.public.list", "input.required")
	p.demand(d.Disclosure.Public.Points != "", at+".disclosure.public.points", "input.required")
}

func (p *problems) readyStage(at string, s StageInput) {
	p.bothLanguages(at+".title", s.Title)
	for _, field := range scheduleFields {
		p.demand(!s.uses(field) || !s.At(field).IsZero(), at+"."+string(field), "call.date_missing")
	}
	if s.Form != nil {
		*p = append(*p, s.Form.Validate(at+".form")...)
	}
	for i, rule := range s.Documents {
		p.bothLanguages(fmt.Sprintf("%s.documents[%d].title", at, i), rule.Title)
	}
	for i, gate := range s.Gates {
		p.bothLanguages(fmt.Sprintf("%s.gates[%d].title", at, i), gate.Title)
	}
	p.demand(s.Tree != nil || len(s.Gates) > 0, at+".gates", "call.gate_or_tree_missing")
	if s.Tree == nil {
		p.demand(len(s.Criteria) == 0, at+".criteria", "call.criteria_without_tree")
		return
	}
	p.tree(at, s)
}

// hundred is what the points of a stage total.
var hundred = scoring.NewPoints(100)

func (p *problems) tree(at string, s StageInput) {
	*p = append(*p, treeProblems(at+".tree", s.Tree.Validate())...)
	p.demand(s.Tree.Root.Points.Equal(hundred), at+".tree.root.points", "call.points_not_hundred",
		fault.Args{"points": s.Tree.Root.Points})
	criteria := criteriaOf(s.Tree.Root)
	p.demand(len(criteria) == 0 || s.JudgesMin > 0, at+".judges_min", "input.required")
	texts := map[string]bool{}
	for i, text := range s.Criteria {
		place := fmt.Sprintf("%s.criteria[%d]", at, i)
		texts[text.Key] = true
		p.demand(criteria[text.Key] > 0, place+".key", "call.key_unknown", fault.Args{"key": text.Key})
		p.bothLanguages(place+".title", text.Title)
		p.demand(text.CommentMax > 0, place+".comment_max", "input.required")
	}
	for _, key := range slices.Sorted(maps.Keys(criteria)) {
		p.demand(texts[key], at+".criteria", "call.criterion_text_missing", fault.Args{"key": key})
		// A score sheet names its criteria by key alone.
		p.demand(criteria[key] == 1, at+".tree", "call.criterion_key_shared", fault.Args{"key": key})
	}
}

// order checks that the dates of each stage follow one another, and that a stage
// begins only when the one before it has its result.
func (p *problems) order(at string, stages []StageInput) {
	var before clock.Instant
	for i, stage := range stages {
		for _, field := range scheduleFields {
			instant := stage.At(field)
			if instant.IsZero() {
				continue
			}
			together := field == ResultAt || field == OpensAt && i > 0
			p.demand(instant > before || together && instant == before,
				fmt.Sprintf("%s.stages[%d].%s", at, i, field), "call.date_out_of_order", fault.Args{"before": before.KST()})
			before = max(before, instant)
		}
	}
}

// notice checks the time between the announcement and the first deadline. Days
// are counted in Korea, without the day of the announcement.
func (p *problems) notice(at string, in Input, now clock.Instant) {
	for i, stage := range in.Stages {
		deadline := stage.ClosesAt
		if deadline.IsZero() {
			continue
		}
		p.demand(deadline > now, fmt.Sprintf("%s.stages[%d].closes_at", at, i), "call.deadline_passed")
		days := int(koreanDay(deadline).Sub(koreanDay(now)).Hours() / 24)
		p.demand(days >= MinimumNoticeDays || in.ShortNoticeReason.Ko != "", at+".short_notice_reason",
			"call.notice_too_short", fault.Args{"days": days, "least": MinimumNoticeDays})
		return
	}
}

func koreanDay(at clock.Instant) time.Time {
	year, month, day := at.Time().In(clock.KST).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// lastQuota checks that the last stage does not let more teams pass than the call
// selects.
func (p *problems) lastQuota(at string, in Input) {
	last := len(in.Stages) - 1
	if last >= 0 && in.MaxTeamsSelected > 0 {
		p.demand(in.Stages[last].Quota <= in.MaxTeamsSelected, fmt.Sprintf("%s.stages[%d].quota", at, last),
			"call.quota_above_selection", fault.Args{"max": in.MaxTeamsSelected})
	}
}
