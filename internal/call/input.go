package call

import (
	"slices"

	"wbl/internal/clock"
)

// Input is a whole call as people write it, in YAML or JSON. The same structure
// creates a call and replaces a draft.
type Input struct {
	Key       string `json:"key"`
	Programme string `json:"programme"`
	Title     Text   `json:"title"`
	// Administrators and Approvers are the e-mail addresses of registered
	// persons; nobody can be both.
	Administrators []string `json:"administrators,omitempty"`
	Approvers      []string `json:"approvers,omitempty"`
	Definition
	Stages []StageInput `json:"stages,omitempty"`
}

// StageInput is one stage of an Input; the order of stages is their order in time.
type StageInput struct {
	Key   string `json:"key"`
	Kind  Kind   `json:"kind"`
	Title Text   `json:"title"`
	Schedule
	StageDefinition
}

// Redate gives a copy with other dates; at is asked for each date that is set.
func (in Input) Redate(at func(stageKey string, field ScheduleField) clock.Instant) Input {
	in.Stages = slices.Clone(in.Stages)
	for i := range in.Stages {
		stage := &in.Stages[i]
		for _, field := range scheduleFields {
			if instant := stage.field(field); !instant.IsZero() {
				*instant = at(stage.Key, field)
			}
		}
	}
	return in
}

// inputOf gives a stored call in the form in which people write it, without the
// persons.
func inputOf(c Call, stages []Stage) Input {
	in := Input{Key: c.Key, Programme: c.Programme, Title: c.Title, Definition: c.Definition}
	for _, s := range stages {
		in.Stages = append(in.Stages, StageInput{
			Key: s.Key, Kind: s.Kind, Title: s.Title, Schedule: s.Schedule, StageDefinition: s.Definition,
		})
	}
	return in
}

// settle makes the input say everything in one way: a quota that stands beside
// the score tree stands in it too.
func (in Input) settle() Input {
	in.Stages = slices.Clone(in.Stages)
	for i := range in.Stages {
		stage := &in.Stages[i]
		if stage.Tree == nil {
			continue
		}
		tree := *stage.Tree
		if stage.Quota > 0 && tree.Ranking.Quota == nil {
			quota := stage.Quota
			tree.Ranking.Quota = &quota
		}
		if stage.Quota == 0 && tree.Ranking.Quota != nil {
			stage.Quota = *tree.Ranking.Quota
		}
		stage.Tree = &tree
	}
	return in
}
