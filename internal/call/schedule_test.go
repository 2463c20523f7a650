package call_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

const goodReason = "서버 장애로 제출 기한을 늘립니다."

// extend moves every date from the deadline on by a span.
func extend(v call.View, by clock.Instant) call.ScheduleInput {
	in := call.ScheduleInput{Reason: goodReason, IfVersion: v.Call.Version}
	for _, stage := range v.Stages {
		for _, field := range []call.ScheduleField{call.ClosesAt, call.EvaluationUntil, call.ResultAt} {
			if at := stage.At(field); at != 0 {
				in.Changes = append(in.Changes, call.NewDate{StageID: stage.ID, Field: field, At: at + by})
			}
		}
	}
	return in
}

func TestTheScheduleMovesInPublic(t *testing.T) {
	w := newWorld(t)
	before := w.open()
	w.clock.Advance(3600e9)
	after, err := w.service.ChangeSchedule(w.ctx, w.as("admin"), before.Call.ID, extend(before, 7*clock.Day))
	if err != nil {
		t.Fatal(err)
	}
	public, err := w.service.Public(w.ctx, before.Call.Key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(after, public); diff != "" {
		t.Error(diff)
	}
	if got, want := public.Stages[0].ClosesAt, before.Stages[0].ClosesAt+7*clock.Day; got != want {
		t.Errorf("the deadline is %s, want %s", got, want)
	}
	if public.Stages[0].OpensAt != before.Stages[0].OpensAt || len(public.History) != 7 {
		t.Errorf("opening %s, %d lines of history", public.Stages[0].OpensAt, len(public.History))
	}
	for _, line := range public.History {
		if line.NewAt != line.OldAt+7*clock.Day || line.Reason != goodReason || line.ChangedBy != w.ids["admin"] || line.ChangedAt != w.clock.Now() {
			t.Errorf("%+v", line)
		}
	}
	if diff := cmp.Diff([]string{"call.created", "call.opened", "call.schedule_changed"}, w.actions(before.Call.ID)); diff != "" {
		t.Error(diff)
	}
	_, err = w.service.ChangeSchedule(w.ctx, w.as("admin"), before.Call.ID, extend(before, 8*clock.Day))
	if fault.KindOf(err) != fault.PreconditionFailed {
		t.Errorf("an old version: %v", err)
	}
}

func TestWhatTheScheduleRefuses(t *testing.T) {
	w := newWorld(t)
	v := w.open()
	documents, paper := v.Stages[0], v.Stages[1]
	change := func(stage call.Stage, field call.ScheduleField, at clock.Instant) []call.NewDate {
		return []call.NewDate{{StageID: stage.ID, Field: field, At: at}}
	}
	now := w.clock.Now()
	for _, c := range []struct {
		name    string
		changes []call.NewDate
		reason  string
		want    []string
	}{
		{"without a reason", change(documents, call.ClosesAt, documents.ClosesAt-1), "    짧은 사유    ", []string{"body.reason input.too_short"}},
		{"with a novel", change(documents, call.ClosesAt, documents.ClosesAt-1), strings.Repeat("가", 1001), []string{"body.reason input.too_long"}},
		{"nothing", nil, goodReason, []string{"body.changes input.required"}},
		{"a deadline into the past", change(documents, call.ClosesAt, now), goodReason, []string{"body.changes[0].at call.date_in_past"}},
		{"to where it is", change(documents, call.ClosesAt, documents.ClosesAt), goodReason, []string{"body.changes[0].at call.date_unchanged"}},
		{"an opening that has passed", change(documents, call.OpensAt, now+clock.Day), goodReason, []string{"body.changes[0].at call.opening_passed"}},
		{"a deadline where nothing is filed", change(paper, call.ClosesAt, now+clock.Day), goodReason, []string{"body.changes[0].field input.not_allowed"}},
		{"a field that is none", change(paper, "nap_at", now+clock.Day), goodReason, []string{"body.changes[0].field input.not_allowed"}},
		{"a foreign stage", change(call.Stage{ID: "other"}, call.ClosesAt, now+clock.Day), goodReason, []string{"body.changes[0].stage_id call.stage_unknown"}},
		{"the same twice", append(change(paper, call.ResultAt, paper.ResultAt+1), change(paper, call.ResultAt, paper.ResultAt+2)...), goodReason, []string{"body.changes[1] call.date_moved_twice"}},
		{"past what follows", change(documents, call.ClosesAt, documents.EvaluationUntil), goodReason, []string{"schedule.stages[0].evaluation_until call.date_out_of_order"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := call.ScheduleInput{Changes: c.changes, Reason: c.reason, IfVersion: v.Call.Version}
			_, err := w.service.ChangeSchedule(w.ctx, w.as("admin"), v.Call.ID, in)
			if diff := cmp.Diff(append([]string{"input.invalid"}, c.want...), refusal(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
	after, err := w.service.Get(w.ctx, w.as("admin"), v.Call.ID)
	if diff := cmp.Diff(v, after); diff != "" || err != nil {
		t.Errorf("a refused change left something behind: %v\n%s", err, diff)
	}
}

func TestADeadlineMovesUntilPeopleLook(t *testing.T) {
	w := newWorld(t)
	v := w.open()
	documents := v.Stages[0]
	w.clock.Set(documents.ClosesAt + clock.Minute)
	v, err := w.service.ChangeSchedule(w.ctx, w.as("admin"), v.Call.ID, extend(v, clock.Hour))
	if err != nil {
		t.Fatalf("after the deadline, before anybody looked: %v", err)
	}
	w.setPhase(documents, v.Stages[0].ClosesAt, call.PhaseScreening)
	moveOnly := func(field call.ScheduleField) error {
		in := call.ScheduleInput{Reason: goodReason, IfVersion: v.Call.Version, Changes: []call.NewDate{
			{StageID: documents.ID, Field: field, At: v.Stages[0].At(field) + 1},
		}}
		_, err := w.service.ChangeSchedule(w.ctx, w.as("admin"), v.Call.ID, in)
		return err
	}
	if got := refusal(moveOnly(call.ClosesAt)); got[1] != "body.changes[0].at call.evaluation_begun" {
		t.Errorf("while people look: %v", got)
	}
	w.setPhase(documents, w.clock.Now(), call.PhaseClosed)
	if got := refusal(moveOnly(call.EvaluationUntil)); got[1] != "body.changes[0].at call.evaluation_over" {
		t.Errorf("after the evaluation: %v", got)
	}
	w.setPhase(documents, w.clock.Now(), call.PhaseReleased)
	if got := refusal(moveOnly(call.ResultAt)); got[1] != "body.changes[0].at call.result_out" {
		t.Errorf("after the release: %v", got)
	}
}
