package call

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// OpenInput opens a call.
type OpenInput struct {
	IfVersion int64
	// ShortNoticeReason replaces the one in the draft unless it is empty.
	ShortNoticeReason Text
}

// Open announces a draft: its administrators do that. From then on the content
// stands and the score trees are locked at version 1. Conflicts: call.not_draft,
// and call.not_ready, whose fields list everything that is missing.
func (s *Service) Open(ctx context.Context, who actor.Actor, callID string, in OpenInput) (View, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (View, error) {
		if err := tx.Serialize("call:" + callID); err != nil {
			return View{}, err
		}
		c, err := administered(tx, who, callID)
		switch {
		case err != nil:
			return View{}, err
		case !c.Status.CanBecome(StatusOpen):
			return View{}, errNotDraft
		case c.Version != in.IfVersion:
			return View{}, errChanged
		}
		if in.ShortNoticeReason.Ko != "" {
			c.Definition.ShortNoticeReason = in.ShortNoticeReason
		}
		return open(tx, who, c)
	})
}

func open(tx *store.Tx, who actor.Actor, c Call) (View, error) {
	stages, err := Stages(tx, c.ID)
	if err != nil {
		return View{}, err
	}
	staff, err := staffOf(tx, c.ID)
	if err != nil {
		return View{}, err
	}
	content := inputOf(c, stages)
	if found := content.missing(len(staff.Approvers), tx.Now()); len(found) > 0 {
		refusal := fault.New(fault.Conflict, "call.not_ready")
		refusal.Fields = found
		return View{}, refusal
	}
	c.Status, c.OpenedAt = StatusOpen, tx.Now()
	if c, err = updateCall(tx, c); err != nil {
		return View{}, err
	}
	for _, stage := range stages {
		stage.TreeVersion = 1
		if err := updateStage(tx, stage); err != nil {
			return View{}, err
		}
	}
	if err := recordContent(tx, who, "call.opened", c, content); err != nil {
		return View{}, err
	}
	return view(tx, c)
}

// Close ends a call; its administrators do that. Conflicts: call.not_open, and
// call.stage_unfinished while a stage has begun and its result is not out.
func (s *Service) Close(ctx context.Context, who actor.Actor, callID string, ifVersion int64) (v View, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		c, err := runningFor(tx, who, callID, ifVersion)
		if err != nil {
			return err
		}
		v, err = closeCall(tx, who, c)
		return err
	})
	return v, err
}

func runningFor(tx *store.Tx, who actor.Actor, callID string, ifVersion int64) (Call, error) {
	c, err := administered(tx, who, callID)
	switch {
	case err != nil:
		return c, err
	case c.Status != StatusOpen:
		return c, errNotOpen
	case c.Version != ifVersion:
		return c, errChanged
	}
	return c, nil
}

func closeCall(tx *store.Tx, who actor.Actor, c Call) (View, error) {
	stages, err := Stages(tx, c.ID)
	if err != nil {
		return View{}, err
	}
	for _, stage := range stages {
		phase := stage.EffectivePhase(c, tx.Now())
		if phase != PhasePending && phase != PhaseReleased {
			return View{}, fault.New(fault.Conflict, "call.stage_unfinished", fault.Args{"stage": stage.Title.In(who.Language)})
		}
	}
	c.Status, c.ClosedAt = StatusClosed, tx.Now()
	if c, err = updateCall(tx, c); err != nil {
		return View{}, err
	}
	if err := record(tx, who, "call.closed", c, map[string]any{"version": c.Version}); err != nil {
		return View{}, err
	}
	return view(tx, c)
}
