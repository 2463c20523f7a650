// Package result owns how a stage ends: the findings at its gates, rankings as
// frozen records, decisions that are pending until they are released, and the
// release, which changes the portals, the mails and the public file in one
// transaction.
//
// It must never let anything that an unentitled person receives depend on a
// decision before its release, never show one judge's figures to an applicant
// or the public, never decide anything by itself, and never change a ranking or
// a released decision.
package result

import (
	"strings"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Limits of what people write, in characters after trimming.
const (
	minReason = 10
	maxReason = 4000
)

// maxItems bounds the lines of one act on a stage.
const maxItems = 2000

// Config holds what the service cannot know by itself.
type Config struct {
	Site        string // public address that links begin with, as "https://wbl.example.kr"
	CodeVersion string // of the program; it stands in every ranking
}

// Service lets people decide and release the results of stages.
type Service struct {
	store *store.Store
	cfg   Config

	// OnRelease runs inside the transaction of a release, after everything else;
	// an error takes the release back.
	OnRelease func(tx *store.Tx, who actor.Actor, stage call.Stage, decisions []Decision) error
}

// New makes the service; OnRelease is to be set before it is used.
func New(s *store.Store, cfg Config) *Service {
	cfg.Site = strings.TrimSuffix(cfg.Site, "/")
	return &Service{
		store: s, cfg: cfg,
		OnRelease: func(*store.Tx, actor.Actor, call.Stage, []Decision) error { return nil },
	}
}

func errNotFound() error { return fault.New(fault.NotFound, "result.not_found") }

// seen gives a stage to the administrators and approvers of its call, and to
// auditors once its result is out; for anyone else there is no such stage.
func seen(tx *store.Tx, who actor.Actor, stageID string) (call.Stage, error) {
	stage, err := call.StageByID(tx, stageID)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return call.Stage{}, errNotFound()
	case err != nil:
		return call.Stage{}, err
	case call.Administers(who, stage.CallID), call.Approves(who, stage.CallID):
		return stage, nil
	case who.HoldsAnywhere(actor.Auditor) && stage.Phase == call.PhaseReleased:
		return stage, nil
	}
	return call.Stage{}, errNotFound()
}

// administered gives a stage to its call's administrators for a change. Changes
// of one stage's result go one at a time.
func administered(tx *store.Tx, who actor.Actor, stageID string, a act) (call.Stage, error) {
	stage, err := seen(tx, who, stageID)
	if err != nil {
		return stage, err
	}
	if !call.Administers(who, stage.CallID) {
		return stage, fault.New(fault.Forbidden, "result.administrators_only")
	}
	if err := lock(tx, stageID); err != nil {
		return stage, err
	}
	if stage, err = call.StageByID(tx, stageID); err != nil {
		return stage, err
	}
	return stage, a.allowed(stage)
}

func lock(tx *store.Tx, stageID string) error { return tx.Serialize("result:" + stageID) }
