package evaluation_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/evaluation"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// attempt is one thing that a person tries with what belongs to j1.
type attempt struct {
	name  string
	try   func(w *world, who actor.Actor) error
	gone  string // the code when there is nothing for this person
	later string // the code after a recusal
}

func attempts(assignmentID, sheetID, handleID string) []attempt {
	return []attempt{
		{"open", func(w *world, who actor.Actor) error {
			_, err := w.service.OpenSheet(ctx, who, assignmentID)
			return err
		}, "panel.assignment_not_found", "evaluation.recused"},
		{"documents", func(w *world, who actor.Actor) error {
			_, err := w.service.Documents(ctx, who, assignmentID)
			return err
		}, "panel.assignment_not_found", "evaluation.recused"},
		{"bytes", func(w *world, who actor.Actor) error {
			content, err := w.service.OpenDocument(ctx, who, handleID)
			if err == nil {
				err = content.Bytes.Close()
			}
			return err
		}, "evaluation.document_not_found", "evaluation.recused"},
		{"read", func(w *world, who actor.Actor) error {
			_, err := w.service.Sheet(ctx, who, sheetID)
			return err
		}, "evaluation.sheet_not_found", "evaluation.recused"},
		{"save", func(w *world, who actor.Actor) error {
			view, _ := w.service.Sheet(ctx, w.as("j1"), sheetID)
			_, err := w.service.SaveSheet(ctx, who, sheetID, full("1", "2", "3", view.Version))
			return err
		}, "evaluation.sheet_not_found", "evaluation.recused"},
		{"submit", func(w *world, who actor.Actor) error {
			view, _ := w.service.Sheet(ctx, w.as("j1"), sheetID)
			_, err := w.service.Submit(ctx, who, sheetID, view.Version)
			return err
		}, "evaluation.sheet_not_found", "evaluation.recused"},
	}
}

// prepared makes j1's sheet and documents for the first team.
func prepared(t *testing.T) (w *world, tries []attempt) {
	t.Helper()
	w = newWorld(t)
	w.assign()
	view := w.open("j1", 0)
	docs, err := w.service.Documents(ctx, w.as("j1"), view.AssignmentID)
	want(t, err, "")
	return w, attempts(view.AssignmentID, view.ID, docs[0].ID)
}

func TestOnlyTheJudgeWhoWorksOnIt(t *testing.T) {
	w, tries := prepared(t)
	nothing := attempts("none", "none", "none")
	for _, who := range []string{"j2", "admin", "approver", "operator", "auditor", "lead"} {
		for i, a := range tries {
			t.Run(who+" "+a.name, func(t *testing.T) {
				anothers, none := a.try(w, w.as(who)), nothing[i].try(w, w.as(who))
				want(t, anothers, a.gone)
				if diff := cmp.Diff(fmt.Sprint(none), fmt.Sprint(anothers)); diff != "" {
					t.Errorf("another's does not look like none:\n%s", diff)
				}
			})
		}
	}
	for _, a := range tries {
		t.Run("j1 "+a.name, func(t *testing.T) { want(t, a.try(w, w.as("j1")), "") })
	}
}

func TestAccessEndsWithAConflict(t *testing.T) {
	w, tries := prepared(t)
	w.handIn("j2", 0, "10")
	before := w.as("j1")
	w.recuse("j1", 0)
	for _, a := range tries {
		t.Run(a.name, func(t *testing.T) { want(t, a.try(w, before), a.later) })
	}
	tasks, err := w.service.MyAssignments(ctx, w.as("j1"))
	want(t, err, "")
	for _, task := range tasks {
		recused := task.AssignmentID == w.assignment("j1", 0)
		if recused != (task.Team == nil) || recused && (task.SheetID != "" || task.SheetStatus != "" || task.RecusedAt == 0) {
			t.Errorf("task after the recusal: %+v", task)
		}
	}
	if len(tasks) != 3 {
		t.Errorf("%d tasks, want 3", len(tasks))
	}
	w.read(func(tx *store.Tx) error {
		counting, err := evaluation.SubmittedSheets(tx, w.stageID)
		if len(counting) != 1 || counting[0].Assignment.JudgeID != w.people["j2"] {
			t.Errorf("counting: %+v", counting)
		}
		return err
	})
}

func TestAConflictSealsWhatWasWritten(t *testing.T) {
	w := newWorld(t)
	w.assign()
	submitted, draft := w.handIn("j1", 0, "40"), w.open("j1", 1)
	w.recuse("j1", 0)
	w.recuse("j1", 1)
	w.recuse("j1", 2) // never opened
	w.read(func(tx *store.Tx) error {
		var sealed, entries int64
		ids := []string{submitted.ID, draft.ID}
		if err := tx.DB().Table("score_sheets").Where("id IN ? AND status = ?", ids, evaluation.Sealed).Count(&sealed).Error; err != nil {
			return err
		}
		err := tx.DB().Table("score_entries").Where("score_sheet_id = ?", submitted.ID).Count(&entries).Error
		if sealed != 2 || entries != 3 {
			t.Errorf("%d sealed sheets with %d entries", sealed, entries)
		}
		return err
	})
	w.phase(call.PhaseClosed)
	for _, id := range []string{submitted.ID, draft.ID} {
		_, err := w.service.Sheet(ctx, w.as("j1"), id)
		want(t, err, "evaluation.recused")
	}
}

func TestFormerJudgeSeesNothing(t *testing.T) {
	w, tries := prepared(t)
	before := w.as("j1")
	w.phase(call.PhasePending)
	want(t, w.panel.RemoveMember(ctx, w.as("admin"), w.stageID, w.people["j1"]), "")
	w.phase(call.PhaseScoring)
	for _, who := range []actor.Actor{before, w.as("j1")} { // also with the roles of a moment ago
		for _, a := range tries {
			want(t, a.try(w, who), a.gone)
		}
		tasks, err := w.service.MyAssignments(ctx, who)
		want(t, err, "")
		if len(tasks) != 0 {
			t.Errorf("a former judge has tasks: %+v", tasks)
		}
	}
}

func TestARoleThatWasTakenAwayEndsAccess(t *testing.T) {
	w, tries := prepared(t)
	who := w.as("j1")
	who.Grants = nil
	for _, a := range tries {
		want(t, a.try(w, who), a.gone)
	}
}

func TestAJudgeWhoTakesASide(t *testing.T) {
	for _, c := range []struct {
		name  string
		role  actor.Role
		kind  actor.ScopeKind
		scope func(w *world) string
		code  string
	}{
		{"joins a team of the call", actor.Member, actor.Team, func(w *world) string { return w.teams[2] }, "panel.not_impartial"},
		{"leads one", actor.Lead, actor.Team, func(w *world) string { return w.teams[2] }, "panel.not_impartial"},
		{"administers the call", actor.Administrator, actor.Call, func(w *world) string { return w.callID }, "panel.not_impartial"},
		{"approves in it", actor.Approver, actor.Call, func(w *world) string { return w.callID }, "panel.not_impartial"},
		{"administers another", actor.Administrator, actor.Call, func(*world) string { return "another" }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, tries := prepared(t)
			w.write(func(tx *store.Tx) error {
				w.grant(tx, "j1", c.role, c.kind, c.scope(w))
				return nil
			})
			for _, a := range tries[:4] {
				want(t, a.try(w, w.as("j1")), c.code)
			}
			w.recuse("j1", 0)
		})
	}
}

func TestWhoSeesProgress(t *testing.T) {
	w := newWorld(t)
	w.assign()
	w.handIn("j1", 0, "40")
	w.open("j2", 1)
	w.recuse("j3", 2)
	for who, code := range map[string]string{
		"admin": "", "approver": "", "j1": "panel.not_found", "lead": "panel.not_found",
		"operator": "panel.not_found", "auditor": "panel.not_found",
	} {
		_, err := w.service.Progress(ctx, w.as(who), w.stageID)
		want(t, err, code)
	}
	board, err := w.service.Progress(ctx, w.as("admin"), w.stageID)
	want(t, err, "")
	states := map[evaluation.State]int{}
	for _, cell := range board.Cells {
		states[cell.State]++
	}
	wanted := map[evaluation.State]int{evaluation.HandedIn: 1, evaluation.Begun: 1, evaluation.SteppedBy: 1, evaluation.NotBegun: 6}
	if diff := cmp.Diff(wanted, states); diff != "" || board.Expected != 8 || board.Submitted != 1 {
		t.Errorf("%d of %d, %s", board.Submitted, board.Expected, diff)
	}
}

func TestDocuments(t *testing.T) {
	w := newWorld(t)
	w.assign()
	list := func(judge string, i int) []evaluation.DocumentView {
		views, err := w.service.Documents(ctx, w.as(judge), w.assignment(judge, i))
		want(t, err, "")
		return views
	}
	mine, again, others := list("j1", 0), list("j1", 0), list("j2", 0)
	if diff := cmp.Diff(mine, again); diff != "" {
		t.Errorf("handles change:\n%s", diff)
	}
	if len(mine) != 2 || mine[0].Title.Ko != "사업계획서" || mine[0].Number != 1 || mine[1].Number != 2 {
		t.Fatalf("documents: %+v", mine)
	}
	for i := range mine {
		if mine[i].ID[:8] == others[i].ID[:8] {
			t.Error("the handles of two judges have something in common")
		}
	}
	content, err := w.service.OpenDocument(ctx, w.as("j1"), mine[1].ID)
	want(t, err, "")
	raw, err := io.ReadAll(content.Bytes)
	want(t, err, "")
	want(t, content.Bytes.Close(), "")
	if got, wanted := string(raw), "%PDF-1.7 proposal of "+w.teams[0]; got != wanted {
		t.Errorf("content %q, want %q", got, wanted)
	}
	if content.Name != "사업계획서 2.pdf" || strings.Contains(fmt.Sprintf("%+v", mine), "김철수") {
		t.Errorf("named %q", content.Name)
	}
	w.read(func(tx *store.Tx) error {
		id := ""
		err := tx.DB().Table("document_handles").Where("id = ?", mine[0].ID).Pluck("document_id", &id).Error
		_, opened := w.service.OpenDocument(ctx, w.as("j1"), id)
		want(t, opened, "evaluation.document_not_found")
		return err
	})
}

func TestDocumentsByPhase(t *testing.T) {
	w := newWorld(t)
	w.assign()
	docs, err := w.service.Documents(ctx, w.as("j1"), w.assignment("j1", 0))
	want(t, err, "")
	for phase, code := range map[call.Phase]string{
		call.PhasePending: "evaluation.documents_not_open", call.PhaseScoring: "",
		call.PhaseClosed: "", call.PhaseReleased: "evaluation.documents_closed",
	} {
		w.phase(phase)
		_, err := w.service.Documents(ctx, w.as("j1"), w.assignment("j1", 0))
		want(t, err, code)
		content, err := w.service.OpenDocument(ctx, w.as("j1"), docs[0].ID)
		want(t, err, code)
		if err == nil {
			want(t, content.Bytes.Close(), "")
		}
	}
}

func TestTheListStandsInTheOrderOfNames(t *testing.T) {
	w := newWorld(t)
	pairs := []panel.Pair{}
	for _, i := range []int{2, 0, 1} {
		pairs = append(pairs, panel.Pair{JudgeID: w.people["j1"], TeamID: w.teams[i]})
	}
	w.assign(pairs...)
	sheet := w.open("j1", 1)
	tasks, err := w.service.MyAssignments(ctx, w.as("j1"))
	want(t, err, "")
	names := []string{}
	for _, task := range tasks {
		names = append(names, task.Team.Name+"/"+task.Team.LeadOrganisation)
	}
	wanted := []string{"가람 컨소시엄/가람 주식회사", "나래 컨소시엄/나래 주식회사", "다온 컨소시엄/다온 주식회사"}
	if diff := cmp.Diff(wanted, names); diff != "" {
		t.Error(diff)
	}
	if tasks[1].SheetID != sheet.ID || tasks[1].SheetStatus != evaluation.Draft || tasks[0].SheetStatus != "" {
		t.Errorf("sheets in the list: %+v", tasks)
	}
	if tasks[0].Stage.DueAt != w.due || tasks[0].Stage.Title.Ko != "서면평가" || tasks[0].Stage.CallTitle.En != "Call" {
		t.Errorf("stage in the list: %+v", tasks[0].Stage)
	}
}
