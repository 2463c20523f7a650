package team

import (
	"fmt"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// The outcomes of a team at a stage. Undecided stays until the release, so that
// nothing which is read from here can tell a decision early.
const (
	Undecided = "undecided"
	Passed    = "passed"
	Failed    = "failed"
	Reserve   = "reserve"
)

// Entry is a team's place at a stage.
type Entry struct {
	ID        string
	StageID   string
	TeamID    string
	Outcome   string // Undecided, Passed, Failed or Reserve
	EnteredAt clock.Instant
	DecidedAt clock.Instant
	Team      Team `gorm:"-"`
}

// TableName names the table of entries.
func (Entry) TableName() string { return "stage_entries" }

// Enter gives the team a place at the stage; doing so again changes nothing.
func Enter(tx *store.Tx, who actor.Actor, stageID, teamID string) error {
	t, err := ByID(tx, teamID)
	if err != nil {
		return err
	}
	stage, err := call.StageByID(tx, stageID)
	if err != nil {
		return err
	}
	if stage.CallID != t.CallID {
		return fmt.Errorf("team %s and stage %s belong to different calls", teamID, stageID)
	}
	added, err := insertEntry(tx, Entry{
		ID: store.NewID(), StageID: stageID, TeamID: teamID, Outcome: Undecided, EnteredAt: tx.Now(),
	})
	if err != nil || !added {
		return err
	}
	return record(tx, who, t, "team.entered", fault.Args{"stage_id": stageID})
}

// SetOutcome writes a released outcome. It is part of the release, which
// records the act.
func SetOutcome(tx *store.Tx, stageID, teamID, outcome string) error {
	found, err := updateOutcome(tx, stageID, teamID, outcome)
	if err == nil && !found {
		return fault.New(fault.NotFound, "team.entry_not_found")
	}
	return err
}
