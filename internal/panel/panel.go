// Package panel owns the panel of a stage: its judges and chair, which judge
// scores which team, and the conflicts that judges declare. It must never see a
// score, and never tell a judge anything about another one.
package panel

import (
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Limits of what people may send.
const (
	maxReason = 2000   // characters of the reason of a conflict
	maxPairs  = 10_000 // pairs in one act of assigning
)

// Member is a person's seat in the panel of a stage.
type Member struct {
	ID       string
	StageID  string
	PersonID string
	Role     actor.Role // Judge or Chair
	AddedBy  string
	AddedAt  clock.Instant
}

// TableName names the table of seats.
func (Member) TableName() string { return "panel_members" }

// Assignment says that a judge scores a team at a stage. Its id is random, and
// the only name that the judge has for this piece of work.
type Assignment struct {
	ID         string        `json:"id"`
	StageID    string        `json:"stage_id"`
	TeamID     string        `json:"team_id"`
	JudgeID    string        `json:"judge_id"`
	Status     Status        `json:"status"`
	AssignedBy string        `json:"assigned_by"`
	AssignedAt clock.Instant `json:"assigned_at"`
	EndedAt    clock.Instant `json:"ended_at"`
}

// Declaration says why a judge has nothing more to do with a team: by the
// judge's own word, a conflict of interest, or by the administrator's, that the
// judge cannot hand in.
type Declaration struct {
	ID           string
	AssignmentID string
	Reason       string
	DeclaredBy   string // the judge or an administrator
	DeclaredAt   clock.Instant
}

// TableName names the table of declarations.
func (Declaration) TableName() string { return "conflict_declarations" }

// Service lets people act on panels.
type Service struct {
	store *store.Store

	// OnConflict runs inside the transaction in which a judge declares a
	// conflict; an error takes the declaration back.
	OnConflict func(tx *store.Tx, a Assignment) error
	// OnExcuse does the same where an administrator excuses a judge; it refuses
	// what the judge has handed in.
	OnExcuse func(tx *store.Tx, a Assignment) error
}

// New makes the service; the hooks are to be set before it is used.
func New(s *store.Store) *Service {
	nothing := func(*store.Tx, Assignment) error { return nil }
	return &Service{store: s, OnConflict: nothing, OnExcuse: nothing}
}

// Lock makes whoever changes what hangs on the assignment wait for the others
// who do, so that nothing is submitted beside a declaration of conflict.
func Lock(tx *store.Tx, assignmentID string) error { return tx.Serialize("assignment:" + assignmentID) }

func lockStage(tx *store.Tx, stageID string) error { return tx.Serialize("panel:" + stageID) }

func errNotFound() error { return fault.New(fault.NotFound, "panel.not_found") }

func errAssignmentNotFound() error {
	return fault.New(fault.NotFound, "panel.assignment_not_found")
}
