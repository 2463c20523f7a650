package panel

import (
	"context"
	"strings"
	"unicode/utf8"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// ConflictInput is what a judge declares.
type ConflictInput struct {
	Reason string
}

// Recusal is what the judge is told afterwards.
type Recusal struct {
	AssignmentID string        `json:"assignment_id"`
	Status       Status        `json:"status"`
	DeclaredAt   clock.Instant `json:"declared_at"`
}

// DeclareConflict ends the judge's own assignment at once, whatever the phase
// before the release: afterwards the result stands, and an error in it is a
// matter for an objection. Faults: panel.assignment_not_found,
// panel.already_recused, panel.result_released; input: body.reason.
func (s *Service) DeclareConflict(ctx context.Context, who actor.Actor, assignmentID string, in ConflictInput) (Recusal, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (Recusal, error) {
		return s.declareConflict(tx, who, assignmentID, in)
	})
}

func (s *Service) declareConflict(tx *store.Tx, who actor.Actor, assignmentID string, in ConflictInput) (Recusal, error) {
	if err := Lock(tx, assignmentID); err != nil {
		return Recusal{}, err
	}
	a, err := OwnAssignment(tx, who, assignmentID)
	if err != nil {
		return Recusal{}, err
	}
	reason, err := in.check()
	if err != nil {
		return Recusal{}, err
	}
	stage, err := call.StageByID(tx, a.StageID)
	if err != nil {
		return Recusal{}, err
	}
	switch {
	case !a.Status.becomes(Recused):
		return Recusal{}, fault.New(fault.Conflict, "panel.already_recused")
	case stage.Phase == call.PhaseReleased:
		return Recusal{}, fault.New(fault.Conflict, "panel.result_released")
	}
	if err := s.end(tx, who, &a, reason, s.OnConflict); err != nil {
		return Recusal{}, err
	}
	_, err = audit.Record(tx, who, audit.Act{
		Action: "panel.conflict_declared", ObjectKind: "assignment", ObjectID: a.ID, CallID: stage.CallID,
		Details: map[string]any{"team_id": a.TeamID, "judge_id": a.JudgeID, "reason": reason},
	})
	return Recusal{AssignmentID: a.ID, Status: a.Status, DeclaredAt: a.EndedAt}, err
}

func (s *Service) end(tx *store.Tx, who actor.Actor, a *Assignment, reason string, hook func(*store.Tx, Assignment) error) error {
	a.Status, a.EndedAt = Recused, tx.Now()
	d := Declaration{
		ID: store.NewID(), AssignmentID: a.ID, Reason: reason, DeclaredBy: who.PersonID, DeclaredAt: tx.Now(),
	}
	if err := insertDeclaration(tx, d); err != nil {
		return err
	}
	if err := updateAssignment(tx, *a); err != nil {
		return err
	}
	return hook(tx, *a)
}

func (in ConflictInput) check() (string, error) {
	reason := strings.TrimSpace(in.Reason)
	switch {
	case reason == "":
		return "", fault.InvalidInput(fault.At("body.reason", "input.required"))
	case strings.ContainsRune(reason, 0) || !utf8.ValidString(reason):
		return "", fault.InvalidInput(fault.At("body.reason", "panel.text_unreadable"))
	case utf8.RuneCountInString(reason) > maxReason:
		return "", fault.InvalidInput(fault.At("body.reason", "input.too_long", fault.Args{"max": maxReason}))
	}
	return reason, nil
}
