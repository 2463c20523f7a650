package evaluation

import (
	"context"

	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// OpenSheet gives the sheet of the judge's own assignment, and begins it when
// there is none: that takes a stage where judges score, before the sheets are
// due. Faults: panel.assignment_not_found, evaluation.recused,
// evaluation.not_begun, evaluation.closed, evaluation.deadline_passed.
func (s *Service) OpenSheet(ctx context.Context, who actor.Actor, assignmentID string) (view SheetView, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if err := hold(tx, assignmentID); err != nil {
			return err
		}
		d, err := sit(tx, who, assignmentID)
		if err != nil {
			return err
		}
		w, err := d.begin(tx, who)
		if err != nil {
			return err
		}
		view, err = w.view(tx, who)
		return err
	})
	return view, err
}

func (d desk) begin(tx *store.Tx, who actor.Actor) (work, error) {
	sheet, begun, err := sheetOf(tx, d.assignment.ID)
	if err != nil {
		return work{}, err
	}
	if begun {
		return d.lay(tx, sheet)
	}
	if err := d.mayWrite(who.Arrival); err != nil {
		return work{}, err
	}
	sheet = Sheet{
		ID: store.NewID(), AssignmentID: d.assignment.ID, TreeVersion: d.stage.TreeVersion,
		Status: Draft, Version: 1, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}
	return work{desk: d, sheet: sheet}, insertSheet(tx, sheet)
}

// Sheet gives the judge's own sheet, also after the stage is closed. Faults:
// evaluation.sheet_not_found, evaluation.recused.
func (s *Service) Sheet(ctx context.Context, who actor.Actor, sheetID string) (view SheetView, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		w, err := open(tx, who, sheetID)
		if err != nil {
			return err
		}
		view, err = w.view(tx, who)
		return err
	})
	return view, err
}

// SaveInput is a draft, or a part of one: criteria that it does not name, and an
// opinion that is nil, stay as they are.
type SaveInput struct {
	Entries   []EntryInput
	Opinion   *string
	IfVersion int64
}

// SaveSheet saves a draft. Faults: evaluation.sheet_not_found,
// evaluation.recused, evaluation.already_submitted, evaluation.not_begun,
// evaluation.closed, evaluation.deadline_passed, store.changed_meanwhile; input:
// evaluation.criterion_unknown, evaluation.criterion_repeated,
// evaluation.not_points, evaluation.off_step, evaluation.text_unreadable,
// input.out_of_range, input.too_long.
func (s *Service) SaveSheet(ctx context.Context, who actor.Actor, sheetID string, in SaveInput) (view SheetView, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		w, err := openForWriting(tx, who, sheetID)
		if err != nil {
			return err
		}
		if err := w.saveDraft(tx, who, in); err != nil {
			return err
		}
		view, err = w.view(tx, who)
		return err
	})
	return view, err
}

func (w *work) saveDraft(tx *store.Tx, who actor.Actor, in SaveInput) error {
	if err := w.advance(who, save, in.IfVersion); err != nil {
		return err
	}
	lines, problems := w.form.checkDraft(in.Entries, in.Opinion)
	if len(problems) > 0 {
		return fault.InvalidInput(problems...)
	}
	for i := range lines {
		lines[i].ID, lines[i].ScoreSheetID = store.NewID(), w.sheet.ID
		w.entries[lines[i].CriterionKey] = lines[i]
	}
	if err := upsertEntries(tx, lines); err != nil {
		return err
	}
	if in.Opinion != nil {
		w.sheet.Opinion = *in.Opinion
	}
	return w.store(tx)
}

// advance checks that the event can happen to the sheet now, and lets it.
func (w *work) advance(who actor.Actor, e event, ifVersion int64) error {
	next, err := w.sheet.Status.after(e)
	if err != nil {
		return err
	}
	if err := w.mayWrite(who.Arrival); err != nil {
		return err
	}
	if w.sheet.Version != ifVersion {
		return fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	}
	w.sheet.Status = next
	return nil
}

// store writes the sheet down under its next version.
func (w *work) store(tx *store.Tx) error {
	w.sheet.Version++
	w.sheet.UpdatedAt = tx.Now()
	return updateSheet(tx, w.sheet)
}

// Submit hands in the draft as it stands; it cannot be changed afterwards. The
// version is that of the sheet which the judge has seen. Faults as for
// SaveSheet, and evaluation.tree_changed; input: evaluation.points_missing,
// evaluation.comment_too_short, evaluation.opinion_missing.
func (s *Service) Submit(ctx context.Context, who actor.Actor, sheetID string, ifVersion int64) (SheetView, error) {
	// What was kept of a first try is not for a judge who has stepped back since.
	if sheet, err := s.Sheet(ctx, who, sheetID); err != nil {
		return sheet, err
	}
	return store.Once(ctx, s.store, func(tx *store.Tx) (SheetView, error) {
		w, err := openForWriting(tx, who, sheetID)
		if err != nil {
			return SheetView{}, err
		}
		if err := w.handIn(tx, who, ifVersion); err != nil {
			return SheetView{}, err
		}
		return w.view(tx, who)
	})
}

func (w *work) handIn(tx *store.Tx, who actor.Actor, ifVersion int64) error {
	if err := w.advance(who, submit, ifVersion); err != nil {
		return err
	}
	if w.sheet.TreeVersion != w.stage.TreeVersion {
		return fault.New(fault.Conflict, "evaluation.tree_changed")
	}
	if missing := w.form.missing(w.entries, w.sheet.Opinion); len(missing) > 0 {
		return fault.InvalidInput(missing...)
	}
	w.sheet.SubmittedAt = tx.Now()
	if err := w.store(tx); err != nil {
		return err
	}
	return w.record(tx, who)
}

// handedIn is the canonical sheet: what the leaf of the log commits to.
type handedIn struct {
	AssignmentID string      `json:"assignment_id"`
	StageID      string      `json:"stage_id"`
	TeamID       string      `json:"team_id"`
	JudgeID      string      `json:"judge_id"`
	TreeVersion  int64       `json:"tree_version"`
	Version      int64       `json:"version"`
	Entries      []EntryView `json:"entries"`
	Opinion      string      `json:"opinion"`
	Total        string      `json:"total"`
}

func (w *work) record(tx *store.Tx, who actor.Actor) error {
	sum, err := total(w.entries)
	if err != nil {
		return err
	}
	_, err = audit.Record(tx, who, audit.Act{
		Action: "evaluation.sheet_submitted", ObjectKind: "score_sheet", ObjectID: w.sheet.ID, CallID: w.stage.CallID,
		Details: handedIn{
			AssignmentID: w.assignment.ID, StageID: w.stage.ID, TeamID: w.assignment.TeamID, JudgeID: w.assignment.JudgeID,
			TreeVersion: w.sheet.TreeVersion, Version: w.sheet.Version,
			Entries: w.lines(), Opinion: w.sheet.Opinion, Total: sum.String(),
		},
	})
	return err
}

// SealUnsubmitted is SealSheet where an administrator excuses the judge: a sheet
// that was handed in counts, and is refused (evaluation.sheet_counts).
func SealUnsubmitted(tx *store.Tx, a panel.Assignment) error {
	sheet, _, err := sheetOf(tx, a.ID)
	if err == nil && sheet.Status == Submitted {
		return fault.New(fault.Conflict, "evaluation.sheet_counts")
	}
	if err != nil {
		return err
	}
	return SealSheet(tx, a)
}

// SealSheet is for panel's hook: a declared conflict closes the sheet of the
// assignment for good. What was written stays, and counts nowhere.
func SealSheet(tx *store.Tx, a panel.Assignment) error {
	sheet, begun, err := sheetOf(tx, a.ID)
	if err != nil || !begun {
		return err
	}
	w := work{sheet: sheet}
	if w.sheet.Status, err = sheet.Status.after(seal); err != nil {
		return err
	}
	return w.store(tx)
}
