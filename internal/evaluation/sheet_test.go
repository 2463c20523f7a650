package evaluation_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/store"
)

func TestOpeningBeginsOneSheet(t *testing.T) {
	w := newWorld(t)
	w.assign()
	first := w.open("j1", 0)
	if first.Status != evaluation.Draft || first.Version != 1 || first.TreeVersion != 1 || !first.Editable {
		t.Errorf("new sheet: %+v", first)
	}
	if first.Total != "0" || first.Maximum != "100" || len(first.Entries) != 3 || first.Criteria[1].Step != "0.1" {
		t.Errorf("new sheet: %+v", first)
	}
	if again := w.open("j1", 0); again.ID != first.ID {
		t.Error("a second opening began another sheet")
	}
	if other := w.open("j1", 1); other.ID == first.ID {
		t.Error("two teams share a sheet")
	}
}

func TestOpeningAtOnceBeginsOneSheet(t *testing.T) {
	w := newWorld(t)
	w.assign()
	who, id := w.as("j1"), w.assignment("j1", 0)
	sheets := make([]string, 8)
	var group sync.WaitGroup
	for i := range sheets {
		group.Go(func() {
			view, err := w.service.OpenSheet(ctx, who, id)
			if err != nil {
				t.Error(err)
			}
			sheets[i] = view.ID
		})
	}
	group.Wait()
	for _, id := range sheets {
		if id != sheets[0] {
			t.Fatalf("several sheets: %v", sheets)
		}
	}
}

func TestPhasesAndTheDeadline(t *testing.T) {
	for _, c := range []struct {
		name    string
		phase   call.Phase
		arrival func(due clock.Instant) clock.Instant
		code    string
	}{
		{"before scoring", call.PhasePending, func(due clock.Instant) clock.Instant { return due - clock.Hour }, "evaluation.not_begun"},
		{"in time by a microsecond", call.PhaseScoring, func(due clock.Instant) clock.Instant { return due - clock.Microsecond }, ""},
		{"at the deadline", call.PhaseScoring, func(due clock.Instant) clock.Instant { return due }, "evaluation.deadline_passed"},
		{"after it", call.PhaseScoring, func(due clock.Instant) clock.Instant { return due + clock.Microsecond }, "evaluation.deadline_passed"},
		{"closed early", call.PhaseClosed, func(due clock.Instant) clock.Instant { return due - clock.Hour }, "evaluation.closed"},
		{"released", call.PhaseReleased, func(due clock.Instant) clock.Instant { return due - clock.Hour }, "evaluation.closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.assign()
			sheet := w.open("j1", 0)
			sheet, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("1", "2", "3", sheet.Version))
			want(t, err, "")
			w.phase(c.phase)
			who := w.as("j1")
			who.Arrival = c.arrival(w.due)
			w.clock.Set(w.due + clock.Hour) // the work itself may come late
			_, err = w.service.OpenSheet(ctx, who, w.assignment("j1", 1))
			want(t, err, c.code)
			read, err := w.service.Sheet(ctx, who, sheet.ID)
			want(t, err, "")
			if read.Editable != (c.code == "") || read.Entries[0].Points != "1" {
				t.Errorf("reading it then: %+v", read)
			}
			again, err := w.service.OpenSheet(ctx, who, sheet.AssignmentID)
			want(t, err, "")
			if diff := cmp.Diff(read, again); diff != "" {
				t.Error(diff)
			}
			saved, err := w.service.SaveSheet(ctx, who, sheet.ID, full("4", "5", "6", sheet.Version))
			want(t, err, c.code)
			_, err = w.service.Submit(ctx, who, sheet.ID, max(saved.Version, sheet.Version))
			want(t, err, c.code)
		})
	}
}

func TestTheDeadlineOfTheMoment(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	who := w.as("j1")
	who.Arrival = w.due
	w.setStage("evaluation_until", w.due+clock.Microsecond)
	_, err := w.service.SaveSheet(ctx, who, sheet.ID, full("1", "2", "3", sheet.Version))
	want(t, err, "")
}

func TestSavingParts(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	save := func(in evaluation.SaveInput) evaluation.SheetView {
		t.Helper()
		in.IfVersion = sheet.Version
		view, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, in)
		want(t, err, "")
		sheet = view
		return view
	}
	opinion, comment := "초안 의견\n둘째 줄 ", "  앞뒤 공백과 😀\t그대로  "
	save(evaluation.SaveInput{Opinion: &opinion})
	save(evaluation.SaveInput{Entries: []evaluation.EntryInput{{CriterionKey: "plan", Points: "29.90", Comment: comment}}})
	got := save(evaluation.SaveInput{Entries: []evaluation.EntryInput{{CriterionKey: "technology", Points: "0.5"}}})
	wanted := []evaluation.EntryView{
		{CriterionKey: "technology", Points: "0.5"}, {CriterionKey: "plan", Points: "29.9", Comment: comment}, {CriterionKey: "impact"},
	}
	if diff := cmp.Diff(wanted, got.Entries); diff != "" {
		t.Error(diff)
	}
	if got.Opinion != opinion || got.Total != "30.4" || got.Version != 4 {
		t.Errorf("sheet: %+v", got)
	}
	got = save(evaluation.SaveInput{Entries: []evaluation.EntryInput{{CriterionKey: "plan", Comment: comment}}})
	if got.Entries[1].Points != "" || got.Total != "0.5" {
		t.Errorf("points taken back: %+v", got)
	}
	read, err := w.service.Sheet(ctx, w.as("j1"), sheet.ID)
	want(t, err, "")
	if diff := cmp.Diff(got, read); diff != "" {
		t.Error(diff)
	}
	if n := w.acts("evaluation.sheet_submitted"); n != 0 {
		t.Errorf("drafts left %d acts", n)
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	long, nul := strings.Repeat("가", 10_001), "a\x00"
	in := evaluation.SaveInput{IfVersion: sheet.Version, Opinion: &long, Entries: []evaluation.EntryInput{
		{CriterionKey: "technology", Points: "40.5", Comment: strings.Repeat("가", 51)},
		{CriterionKey: "plan", Points: "1.05", Comment: nul},
		{CriterionKey: "impact", Points: "1e1"},
		{CriterionKey: "impact", Points: "-1"},
		{CriterionKey: "beauty", Points: "1"},
	}}
	_, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, in)
	got := map[string]string{}
	for _, f := range fieldsOf(t, err) {
		got[f.Location] = f.Code
	}
	wanted := map[string]string{
		"body.entries[0].points": "input.out_of_range", "body.entries[0].comment": "input.too_long",
		"body.entries[1].points": "evaluation.off_step", "body.entries[1].comment": "evaluation.text_unreadable",
		"body.entries[2].points": "evaluation.not_points", "body.entries[3].points": "input.out_of_range",
		"body.entries[3].criterion_key": "evaluation.criterion_repeated",
		"body.entries[4].criterion_key": "evaluation.criterion_unknown", "body.opinion": "input.too_long",
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
	read, err := w.service.Sheet(ctx, w.as("j1"), sheet.ID)
	want(t, err, "")
	if diff := cmp.Diff(sheet, read); diff != "" {
		t.Errorf("a refused save changed the sheet:\n%s", diff)
	}
}

func TestSomebodyElseSavedMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	_, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("1", "2", "3", sheet.Version))
	want(t, err, "")
	_, err = w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("4", "5", "6", sheet.Version))
	want(t, err, "store.changed_meanwhile")
	_, err = w.service.Submit(ctx, w.as("j1"), sheet.ID, sheet.Version)
	want(t, err, "store.changed_meanwhile")
}

func TestSubmittingWithHoles(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	blank := "  \n "
	in := evaluation.SaveInput{IfVersion: sheet.Version, Opinion: &blank, Entries: []evaluation.EntryInput{
		{CriterionKey: "technology", Points: "40", Comment: " 짧음 "}, {CriterionKey: "plan", Points: "0"},
	}}
	sheet, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, in)
	want(t, err, "")
	_, err = w.service.Submit(ctx, w.as("j1"), sheet.ID, sheet.Version)
	wanted := []fault.Field{
		fault.At("body.entries[0].comment", "evaluation.comment_too_short", fault.Args{"criterion": "technology", "min": 5, "length": 2}),
		fault.At("body.entries[2].points", "evaluation.points_missing", fault.Args{"criterion": "impact"}),
		fault.At("body.opinion", "evaluation.opinion_missing"),
	}
	if diff := cmp.Diff(wanted, fieldsOf(t, err)); diff != "" {
		t.Error(diff)
	}
	read, err := w.service.Sheet(ctx, w.as("j1"), sheet.ID)
	want(t, err, "")
	if diff := cmp.Diff(sheet, read); diff != "" {
		t.Errorf("the draft did not stay:\n%s", diff)
	}
}

func fieldsOf(t *testing.T, err error) []fault.Field {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Invalid {
		t.Fatalf("error %v, want an invalid input", err)
	}
	return f.Fields
}

func TestSubmittedIsForGood(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.handIn("j1", 0, "39.50")
	if sheet.Status != evaluation.Submitted || sheet.Editable || sheet.Total != "69.5" || sheet.SubmittedAt != w.clock.Now() {
		t.Errorf("submitted sheet: %+v", sheet)
	}
	_, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("1", "2", "3", sheet.Version))
	want(t, err, "evaluation.already_submitted")
	_, err = w.service.Submit(ctx, w.as("j1"), sheet.ID, sheet.Version)
	want(t, err, "evaluation.already_submitted")
	for _, phase := range []call.Phase{call.PhaseClosed, call.PhaseReleased} {
		w.phase(phase)
		read, err := w.service.Sheet(ctx, w.as("j1"), sheet.ID)
		want(t, err, "")
		read.Stage.Phase = sheet.Stage.Phase
		if diff := cmp.Diff(sheet, read); diff != "" {
			t.Errorf("%s:\n%s", phase, diff)
		}
	}
}

func TestCriteriaThatChangedUnderTheJudge(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	sheet, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("1", "2", "3", sheet.Version))
	want(t, err, "")
	w.setStage("tree_version", 2)
	_, err = w.service.Submit(ctx, w.as("j1"), sheet.ID, sheet.Version)
	want(t, err, "evaluation.tree_changed")
}

func TestDraftsDoNotCount(t *testing.T) {
	w := newWorld(t)
	w.assign()
	counts := w.handIn("j1", 0, "40")
	draft := w.open("j2", 0)
	_, err := w.service.SaveSheet(ctx, w.as("j2"), draft.ID, full("1", "2", "3", draft.Version))
	want(t, err, "")
	w.handIn("j3", 0, "0")
	w.recuse("j3", 0)
	w.phase(call.PhaseClosed)
	w.read(func(tx *store.Tx) error {
		counting, err := evaluation.SubmittedSheets(tx, w.stageID)
		if err != nil {
			return err
		}
		if len(counting) != 1 || counting[0].Sheet.ID != counts.ID || counting[0].Assignment.TeamID != w.teams[0] {
			t.Fatalf("counting: %+v", counting)
		}
		scores, err := counting[0].Scores()
		if len(scores) != 3 || !scores["technology"].Equal(points("40")) {
			t.Errorf("scores: %v", scores)
		}
		return err
	})
}

func TestOneSubmissionForOneKey(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet := w.open("j1", 0)
	sheet, err := w.service.SaveSheet(ctx, w.as("j1"), sheet.ID, full("40", "30", "30", sheet.Version))
	want(t, err, "")
	who := w.as("j1")
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{
		PersonID: who.PersonID, Route: "submit", ObjectID: sheet.ID, Key: "k", BodyHash: "h",
	})
	answers := make([]string, 20)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			view, err := w.service.Submit(keyed, who, sheet.ID, sheet.Version)
			if err != nil {
				t.Error(err)
			}
			raw, err := json.Marshal(view)
			answers[i] = string(raw)
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, answer := range answers {
		if diff := cmp.Diff(answers[0], answer); diff != "" {
			t.Fatal(diff)
		}
	}
	if n := w.acts("evaluation.sheet_submitted"); n != 1 {
		t.Errorf("%d acts", n)
	}
	w.phase(call.PhaseClosed)
	late, err := w.service.Submit(keyed, who, sheet.ID, sheet.Version)
	want(t, err, "")
	if late.Status != evaluation.Submitted {
		t.Errorf("a repetition after closing: %+v", late)
	}
	w.recuse("j1", 0)
	_, err = w.service.Submit(keyed, w.as("j1"), sheet.ID, sheet.Version)
	want(t, err, "evaluation.recused")
}
