package submission

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Filing is what those who oversee a call see of a team at a stage.
type Filing struct {
	Team         team.Team
	SubmissionID string // empty when nothing was filed
	Version      Version
	Filed        bool
}

// Filings lists the teams of a stage with the version that counts, in the order
// of their sort names. Until the stage was moved past filing it tells nothing,
// not even how many there are (submission.not_readable_yet). Faults: call.stage_not_found.
func (s *Service) Filings(ctx context.Context, who actor.Actor, stageID string) (filings []Filing, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := call.StageByID(tx, stageID)
		if err != nil {
			return err
		}
		known, err := team.Oversees(tx, who, stage.CallID)
		if err != nil {
			return err
		}
		if !known {
			return fault.New(fault.NotFound, "call.stage_not_found")
		}
		if !oversees(who, stage) {
			return fault.New(fault.Conflict, "submission.not_readable_yet")
		}
		filings, err = filingsOf(tx, stageID)
		return err
	})
	return filings, err
}

func filingsOf(tx *store.Tx, stageID string) ([]Filing, error) {
	entries, err := team.Entries(tx, stageID)
	if err != nil {
		return nil, err
	}
	teamIDs := make([]string, 0, len(entries))
	for _, e := range entries {
		teamIDs = append(teamIDs, e.TeamID)
	}
	versions, err := LatestVersions(tx, stageID, teamIDs)
	filings := []Filing{}
	for _, e := range entries {
		version, filed := versions[e.TeamID]
		filings = append(filings, Filing{Team: e.Team, SubmissionID: version.SubmissionID, Version: version, Filed: filed})
	}
	return filings, err
}

// LatestVersion gives the version of a team's filing at a stage that counts; ok
// is false when none does.
func LatestVersion(tx *store.Tx, teamID, stageID string) (v Version, ok bool, err error) {
	byTeam, err := LatestVersions(tx, stageID, []string{teamID})
	v, ok = byTeam[teamID]
	return v, ok, err
}

// ReadableDocuments lists the documents that a judge reads of a team: those of
// the versions that count at the given stages whose rule says so, in the order
// of the stages and of their rules.
func ReadableDocuments(tx *store.Tx, teamID string, stageIDs []string) ([]Document, error) {
	readable := []Document{}
	for _, stageID := range stageIDs {
		stage, err := call.StageByID(tx, stageID)
		if err != nil {
			return nil, err
		}
		version, ok, err := LatestVersion(tx, teamID, stageID)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		filed, err := filedDocuments(tx, version)
		if err != nil {
			return nil, err
		}
		for _, d := range filed {
			if rule, ok := stage.Definition.Document(d.DocumentKey); ok && rule.JudgesRead {
				readable = append(readable, d)
			}
		}
	}
	return readable, nil
}

// filedDocuments lists the documents of a version, in its order.
func filedDocuments(tx *store.Tx, v Version) ([]Document, error) {
	content, err := v.Parse()
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, d := range content.Documents {
		ids = append(ids, d.ID)
	}
	byID, err := documentsByIDs(tx, ids)
	if err != nil {
		return nil, err
	}
	out := []Document{}
	for _, id := range ids {
		out = append(out, byID[id])
	}
	return out, nil
}

// Requests gives what the team asks for in the version that counts at the last
// stage that asked for requests; none when it filed none.
func Requests(tx *store.Tx, teamID string) ([]Request, error) {
	t, err := team.ByID(tx, teamID)
	if err != nil {
		return nil, err
	}
	stages, err := call.Stages(tx, t.CallID)
	if err != nil {
		return nil, err
	}
	latest := []Request{}
	for _, stage := range stages {
		if !stage.Definition.Requests {
			continue
		}
		version, ok, err := LatestVersion(tx, teamID, stage.ID)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		content, err := version.Parse()
		if err != nil {
			return nil, err
		}
		latest = content.Requests
	}
	return latest, nil
}
