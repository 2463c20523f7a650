package view

import (
	"encoding/json"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/scoring"
)

// CallSummary is a call as a list shows it.
// CallSummary is how the API shows it.
type CallSummary struct {
	ID        string        `json:"id"`
	Key       string        `json:"key"`
	Programme string        `json:"programme"`
	Title     call.Text     `json:"title"`
	Status    string        `json:"status" enum:"draft,open,closed"`
	OpenedAt  clock.Instant `json:"opened_at,omitzero" required:"false" format:"date-time"`
	ClosedAt  clock.Instant `json:"closed_at,omitzero" required:"false" format:"date-time"`
	Version   int64         `json:"version"`
}

// NewCallSummary shows what a service gave.
func NewCallSummary(c call.Call) CallSummary {
	return CallSummary{
		ID: c.ID, Key: c.Key, Programme: c.Programme, Title: c.Title, Status: string(c.Status),
		OpenedAt: c.OpenedAt, ClosedAt: c.ClosedAt, Version: c.Version,
	}
}

// Call is how the API shows it.
type Call struct {
	CallSummary
	Definition call.Definition  `json:"definition"`
	Stages     []Stage          `json:"stages"`
	History    []ScheduleChange `json:"schedule_history" doc:"Oldest first."`
}

// ScheduleChange is how the API shows it.
type ScheduleChange struct {
	StageID   string        `json:"stage_id"`
	Field     string        `json:"field" enum:"opens_at,closes_at,evaluation_until,result_at"`
	OldAt     clock.Instant `json:"old_at,omitzero" required:"false" format:"date-time"`
	NewAt     clock.Instant `json:"new_at" format:"date-time"`
	Reason    string        `json:"reason"`
	ChangedAt clock.Instant `json:"changed_at" format:"date-time"`
}

// NewCall shows what a service gave.
func NewCall(v call.View, now clock.Instant) Call {
	view := Call{
		CallSummary: NewCallSummary(v.Call), Definition: v.Call.Definition,
		Stages: []Stage{}, History: []ScheduleChange{},
	}
	for _, stage := range v.Stages {
		view.Stages = append(view.Stages, NewStage(stage, stage.EffectivePhase(v.Call, now)))
	}
	for _, h := range v.History {
		view.History = append(view.History, ScheduleChange{
			StageID: h.StageID, Field: string(h.Field), OldAt: h.OldAt, NewAt: h.NewAt, Reason: h.Reason, ChangedAt: h.ChangedAt,
		})
	}
	return view
}

// Stage is how the API shows it.
type Stage struct {
	ID              string               `json:"id"`
	CallID          string               `json:"call_id"`
	Key             string               `json:"key"`
	Position        int                  `json:"position"`
	Kind            string               `json:"kind" enum:"documents,paper,presentation,deliberation,phase_evaluation"`
	Title           call.Text            `json:"title"`
	Phase           string               `json:"phase" enum:"pending,filing,screening,scoring,closed,released"`
	OpensAt         clock.Instant        `json:"opens_at,omitzero" required:"false" format:"date-time"`
	ClosesAt        clock.Instant        `json:"closes_at,omitzero" required:"false" format:"date-time"`
	EvaluationUntil clock.Instant        `json:"evaluation_until,omitzero" required:"false" format:"date-time"`
	ResultAt        clock.Instant        `json:"result_at,omitzero" required:"false" format:"date-time"`
	Sections        []SectionRule        `json:"sections"`
	Documents       []call.DocumentRule  `json:"documents"`
	Reads           []string             `json:"reads"`
	Requests        bool                 `json:"requests"`
	Gates           []call.Gate          `json:"gates"`
	Tree            *scoring.Tree        `json:"tree,omitempty"`
	Criteria        []call.CriterionText `json:"criteria"`
	Quota           int                  `json:"quota"`
	JudgesMin       int                  `json:"judges_min"`
	TreeVersion     int64                `json:"tree_version"`
}

// SectionRule is how the API shows it.
type SectionRule struct {
	Key    string          `json:"key"`
	Title  call.Text       `json:"title"`
	Help   call.Text       `json:"help"`
	Schema json.RawMessage `json:"schema" doc:"The closed subset of JSON Schema 2020-12 that the answers of the section obey."`
}

// NewStage shows what a service gave.
func NewStage(stage call.Stage, phase call.Phase) Stage {
	d := stage.Definition
	view := Stage{
		ID: stage.ID, CallID: stage.CallID, Key: stage.Key, Position: stage.Position, Kind: string(stage.Kind),
		Title: stage.Title, Phase: string(phase), OpensAt: stage.OpensAt, ClosesAt: stage.ClosesAt,
		EvaluationUntil: stage.EvaluationUntil, ResultAt: stage.ResultAt, Sections: []SectionRule{},
		Documents: Filled(d.Documents), Reads: Filled(d.Reads), Requests: d.Requests, Gates: Filled(d.Gates),
		Tree: d.Tree, Criteria: Filled(d.Criteria), Quota: d.Quota, JudgesMin: d.JudgesMin, TreeVersion: stage.TreeVersion,
	}
	if d.Form != nil {
		for _, section := range d.Form.Sections {
			view.Sections = append(view.Sections, newSectionRule(section))
		}
	}
	return view
}

func newSectionRule(section call.Section) SectionRule {
	schema, err := json.Marshal(section.Schema)
	if err != nil {
		schema = json.RawMessage("null") // a schema that was stored as JSON always marshals
	}
	return SectionRule{Key: section.Key, Title: section.Title, Help: section.Help, Schema: schema}
}
