package result

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// The gates that facts say something about; every other gate is for people alone.
const (
	gateComplete = "complete" // a version was filed
	gateEligible = "eligible" // the rules of the call are met
)

// Facts are what the program knows of a team beside a gate.
type Facts struct {
	Files       bool          `json:"files"` // whether something is filed at this stage
	Filed       bool          `json:"filed"`
	Reference   string        `json:"reference"` // of the version that counts
	FiledAt     clock.Instant `json:"filed_at"`
	Eligibility []RuleFact    `json:"eligibility"`
}

// RuleFact is the answer to one rule of eligibility, as package team gives it.
type RuleFact struct {
	RuleKey string     `json:"rule_key"`
	Title   call.Text  `json:"title"`
	Outcome string     `json:"outcome"` // pass, fail or needs_person
	Code    string     `json:"code"`
	Args    fault.Args `json:"args"`
}

// propose gives what the facts say about a gate; empty where they say nothing.
func (f Facts) propose(gateKey string) GateOutcome {
	switch {
	case gateKey == gateComplete && f.Files && f.Filed:
		return GatePass
	case gateKey == gateComplete && f.Files:
		return GateFail
	case gateKey == gateEligible:
		return f.eligible()
	}
	return ""
}

func (f Facts) eligible() GateOutcome {
	proposal := GatePass
	for _, rule := range f.Eligibility {
		switch rule.Outcome {
		case team.Fail:
			return GateFail
		case team.NeedsPerson:
			proposal = ""
		}
	}
	return proposal
}

// factsOf gives the facts of entered teams, by team.
func factsOf(tx *store.Tx, stage call.Stage, entries []team.Entry) (map[string]Facts, error) {
	c, err := call.ByID(tx, stage.CallID)
	if err != nil {
		return nil, err
	}
	teamIDs := make([]string, 0, len(entries))
	for _, e := range entries {
		teamIDs = append(teamIDs, e.TeamID)
	}
	versions, err := submission.LatestVersions(tx, stage.ID, teamIDs)
	if err != nil {
		return nil, err
	}
	findings, err := team.EligibilityOf(tx, c, teamIDs)
	byTeam := make(map[string]Facts, len(teamIDs))
	for _, id := range teamIDs {
		version, filed := versions[id]
		byTeam[id] = Facts{
			Files: stage.Definition.Files(), Filed: filed, Reference: version.Reference, FiledAt: version.FiledAt,
			Eligibility: ruleFacts(c, findings[id]),
		}
	}
	return byTeam, err
}

func ruleFacts(c call.Call, findings []team.Finding) []RuleFact {
	titles := map[string]call.Text{}
	for _, rule := range c.Definition.Eligibility {
		titles[rule.Key] = rule.Title
	}
	facts := make([]RuleFact, 0, len(findings))
	for _, f := range findings {
		facts = append(facts, RuleFact{
			RuleKey: f.RuleKey, Title: titles[f.RuleKey], Outcome: f.Outcome, Code: f.Code, Args: f.Args,
		})
	}
	return facts
}

// TeamFace is how lists name a team.
type TeamFace struct {
	TeamID           string `json:"team_id"`
	Name             string `json:"name"`
	NameEn           string `json:"name_en"`
	LeadOrganisation string `json:"lead_organisation"`
}

// facesOf names the teams of entries, by team.
func facesOf(tx *store.Tx, entries []team.Entry) (map[string]TeamFace, error) {
	ids := make([]string, 0, len(entries))
	for _, e := range entries {
		ids = append(ids, e.Team.LeadOrganisationID)
	}
	leads, err := account.Organisations(tx, ids)
	faces := make(map[string]TeamFace, len(entries))
	for _, e := range entries {
		faces[e.TeamID] = TeamFace{
			TeamID: e.TeamID, Name: e.Team.Name, NameEn: e.Team.NameEn,
			LeadOrganisation: leads[e.Team.LeadOrganisationID].Name,
		}
	}
	return faces, err
}

// GateBoard is the state of a stage's gates: teams in the order of sort names.
type GateBoard struct {
	StageID string      `json:"stage_id"`
	Phase   call.Phase  `json:"phase"`
	Gates   []call.Gate `json:"gates"`
	Teams   []GateLine  `json:"teams"`
}

// GateLine is one team with the facts and the answer to each gate.
type GateLine struct {
	TeamFace
	Facts Facts       `json:"facts"`
	Gates []GateState `json:"gates"`
}

// GateState is one gate for one team. Proposal is what the facts say, and
// decides nothing; Outcome is empty until a person has decided.
type GateState struct {
	GateKey   string        `json:"gate_key"`
	Proposal  GateOutcome   `json:"proposal"`
	Outcome   GateOutcome   `json:"outcome"`
	Reason    string        `json:"reason"`
	DecidedBy string        `json:"decided_by"` // the person's name
	DecidedAt clock.Instant `json:"decided_at"`
}

// ProposeGates shows the facts beside each gate, and what was decided, to those
// who may see the stage's result. Faults: result.not_found, and
// result.gates_not_begun while teams may still file.
func (s *Service) ProposeGates(ctx context.Context, who actor.Actor, stageID string) (b GateBoard, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := seen(tx, who, stageID)
		if err != nil {
			return err
		}
		if err := find.allowed(stage); err != nil && stage.Phase != call.PhaseReleased {
			return err
		}
		b, err = gateBoard(tx, stage)
		return err
	})
	return b, err
}

func gateBoard(tx *store.Tx, stage call.Stage) (GateBoard, error) {
	d, err := readDocket(tx, stage)
	if err != nil {
		return GateBoard{}, err
	}
	facts, err := factsOf(tx, stage, d.entries)
	if err != nil {
		return GateBoard{}, err
	}
	names, err := d.deciders(tx)
	b := GateBoard{StageID: stage.ID, Phase: stage.Phase, Gates: stage.Definition.Gates, Teams: []GateLine{}}
	if b.Gates == nil {
		b.Gates = []call.Gate{}
	}
	for _, e := range d.entries {
		line := GateLine{TeamFace: d.faces[e.TeamID], Facts: facts[e.TeamID], Gates: []GateState{}}
		for _, gate := range b.Gates {
			f := d.findings[e.TeamID][gate.Key]
			line.Gates = append(line.Gates, GateState{
				GateKey: gate.Key, Proposal: line.Facts.propose(gate.Key),
				Outcome: f.Outcome, Reason: f.Reason, DecidedBy: names[f.DecidedBy].Name, DecidedAt: f.DecidedAt,
			})
		}
		b.Teams = append(b.Teams, line)
	}
	return b, err
}
