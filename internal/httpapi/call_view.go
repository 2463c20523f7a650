package httpapi

import (
	"encoding/json"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/scoring"
)

// CallSummary is a call as a list shows it.
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

func viewCallSummary(c call.Call) CallSummary {
	return CallSummary{
		ID: c.ID, Key: c.Key, Programme: c.Programme, Title: c.Title, Status: string(c.Status),
		OpenedAt: c.OpenedAt, ClosedAt: c.ClosedAt, Version: c.Version,
	}
}

type callView struct {
	CallSummary
	Definition call.Definition      `json:"definition"`
	Stages     []stageView          `json:"stages"`
	History    []scheduleChangeView `json:"schedule_history" doc:"Oldest first."`
}

type scheduleChangeView struct {
	StageID   string        `json:"stage_id"`
	Field     string        `json:"field" enum:"opens_at,closes_at,evaluation_until,result_at"`
	OldAt     clock.Instant `json:"old_at,omitzero" required:"false" format:"date-time"`
	NewAt     clock.Instant `json:"new_at" format:"date-time"`
	Reason    string        `json:"reason"`
	ChangedAt clock.Instant `json:"changed_at" format:"date-time"`
}

func (s *Server) viewCall(v call.View) callView {
	view := callView{
		CallSummary: viewCallSummary(v.Call), Definition: v.Call.Definition,
		Stages: []stageView{}, History: []scheduleChangeView{},
	}
	for _, stage := range v.Stages {
		view.Stages = append(view.Stages, viewStage(stage, stage.EffectivePhase(v.Call, s.cfg.Clock.Now())))
	}
	for _, h := range v.History {
		view.History = append(view.History, scheduleChangeView{
			StageID: h.StageID, Field: string(h.Field), OldAt: h.OldAt, NewAt: h.NewAt, Reason: h.Reason, ChangedAt: h.ChangedAt,
		})
	}
	return view
}

type stageView struct {
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
	Sections        []sectionRuleView    `json:"sections"`
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

type sectionRuleView struct {
	Key    string          `json:"key"`
	Title  call.Text       `json:"title"`
	Help   call.Text       `json:"help"`
	Schema json.RawMessage `json:"schema" doc:"The closed subset of JSON Schema 2020-12 that the answers of the section obey."`
}

func viewStage(stage call.Stage, phase call.Phase) stageView {
	d := stage.Definition
	view := stageView{
		ID: stage.ID, CallID: stage.CallID, Key: stage.Key, Position: stage.Position, Kind: string(stage.Kind),
		Title: stage.Title, Phase: string(phase), OpensAt: stage.OpensAt, ClosesAt: stage.ClosesAt,
		EvaluationUntil: stage.EvaluationUntil, ResultAt: stage.ResultAt, Sections: []sectionRuleView{},
		Documents: filled(d.Documents), Reads: filled(d.Reads), Requests: d.Requests, Gates: filled(d.Gates),
		Tree: d.Tree, Criteria: filled(d.Criteria), Quota: d.Quota, JudgesMin: d.JudgesMin, TreeVersion: stage.TreeVersion,
	}
	if d.Form != nil {
		for _, section := range d.Form.Sections {
			view.Sections = append(view.Sections, viewSectionRule(section))
		}
	}
	return view
}

func viewSectionRule(section call.Section) sectionRuleView {
	schema, err := json.Marshal(section.Schema)
	if err != nil {
		schema = json.RawMessage("null") // a schema that was stored as JSON always marshals
	}
	return sectionRuleView{Key: section.Key, Title: section.Title, Help: section.Help, Schema: schema}
}

// filled makes a list that is never null on the wire.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
