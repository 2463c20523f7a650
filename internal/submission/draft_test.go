package submission_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/fault"
	"wbl/internal/submission"
)

func TestOpenMakesOneSubmission(t *testing.T) {
	w := newWorld(t)
	who := w.as("lead")
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			got, err := w.subs.Open(ctx, who, w.team.ID, "documents")
			if err != nil || got.ID != w.sub.ID {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	wg.Wait()
	if n := w.rows("audit_acts", "action", "submission.started"); n != 1 {
		t.Errorf("%d acts", n)
	}
}

func TestStatusesOfTheTaskList(t *testing.T) {
	w := newWorld(t)
	statuses := func() (got []string) {
		view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
		w.must(err)
		for _, task := range view.Tasks {
			got = append(got, string(task.Kind)+" "+task.Key+" "+string(task.Status))
		}
		return got
	}
	want := func(name string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, statuses()); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	want("nothing yet", "section plan not_started", "section extra not_started", "document proposal not_started",
		"document evidence not_started", "requests  not_started", "submit  cannot_start_yet")
	w.must(w.save("plan", map[string]any{"goal": "목"}, false))
	_, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "evidence", FileName: "a.pdf", Size: 10,
	})
	w.must(err)
	want("begun", "section plan in_progress", "section extra not_started", "document proposal not_started",
		"document evidence in_progress", "requests  not_started", "submit  cannot_start_yet")
	view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), view.Documents[0].ID))
	w.fillIn()
	want("complete", "section plan completed", "section extra completed", "document proposal completed",
		"document evidence not_started", "requests  completed", "submit  not_started")
	w.create(&submission.Section{ // as after a form that asks for more than before
		ID: "s", SubmissionID: w.sub.ID, SectionKey: "older", Answers: map[string]any{}, Complete: true, Version: 1,
	})
	w.must(w.save("plan", map[string]any{"goal": "고친 목표"}, false))
	want("claimed no more", "section plan in_progress", "section extra completed", "document proposal completed",
		"document evidence not_started", "requests  completed", "submit  cannot_start_yet")
}

func TestASectionIsAutosavedAndCheckedWhenComplete(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		answers  map[string]any
		complete bool
		code     string
	}{
		"a draft may be short":       {map[string]any{"goal": "가"}, false, ""},
		"a draft may be empty":       {nil, false, ""},
		"a whole number as a float":  {map[string]any{"goal": "목표", "people": 3.0}, false, ""},
		"not longer than allowed":    {map[string]any{"goal": strings.Repeat("가", 21)}, false, "input.too_long"},
		"of the right type":          {map[string]any{"goal": 7}, false, "input.wrong_type"},
		"nothing that is not asked":  {map[string]any{"hidden": "x"}, false, "input.unknown_field"},
		"complete has what it needs": {map[string]any{"people": 3}, true, "input.required"},
		"complete is long enough":    {map[string]any{"goal": "가"}, true, "input.too_short"},
		"complete":                   {map[string]any{"goal": "세계 최고"}, true, ""},
		"several lines":              {map[string]any{"goal": "첫 줄\r\n\t둘째"}, true, ""},
		"no escape":                  {map[string]any{"goal": "목표\x1b[31m"}, false, "input.wrong_type"},
		"nothing written backwards":  {map[string]any{"goal": "목표\u202e다"}, true, "input.wrong_type"},
	} {
		err := w.save("plan", c.answers, c.complete)
		if c.code == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		} else if c.code != "" {
			refused(t, err, c.code)
		}
	}
	_, err := w.subs.SaveSection(ctx, w.as("member"), submission.SectionInput{SubmissionID: w.sub.ID, Key: "none"})
	refused(t, err, "submission.section_not_found")
}

func TestTheSecondWriterIsTold(t *testing.T) {
	w := newWorld(t)
	save := func(person, note string, version int64) (submission.Section, error) {
		return w.subs.SaveSection(ctx, w.as(person), submission.SectionInput{
			SubmissionID: w.sub.ID, Key: "extra", Answers: map[string]any{"note": note}, IfVersion: version,
		})
	}
	if s, err := save("lead", "하나", 0); err != nil || s.Version != 1 {
		t.Fatal(s, err)
	}
	for _, stale := range []int64{0, 2, -1} {
		_, err := save("member", "둘", stale)
		if fault.KindOf(err) != fault.PreconditionFailed {
			t.Errorf("version %d: %v", stale, err)
		}
	}
	if s, err := save("member", "셋", 1); err != nil || s.Version != 2 || s.UpdatedBy != "member" {
		t.Fatal(s, err)
	}
	view, err := w.subs.Get(ctx, w.as("lead"), w.sub.ID)
	w.must(err)
	if got := view.Sections[1]; got.Answers["note"] != "셋" || got.Version != 2 {
		t.Errorf("section %+v", got)
	}
}

func TestOfManyWritersOneWins(t *testing.T) {
	w := newWorld(t)
	who := w.as("member")
	results := make([]error, 20)
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() {
			_, results[i] = w.subs.SaveSection(ctx, who, submission.SectionInput{
				SubmissionID: w.sub.ID, Key: "extra", Answers: map[string]any{"note": "x"},
			})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		} else if fault.KindOf(err) != fault.PreconditionFailed {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d writers won", won)
	}
}

func TestRequests(t *testing.T) {
	w := newWorld(t)
	put := func(version int64, requests ...submission.Request) error {
		_, _, err := w.subs.PutRequests(ctx, w.as("member"), submission.RequestsInput{
			SubmissionID: w.sub.ID, Requests: requests, IfVersion: version,
		})
		return err
	}
	gpu := func(wanted, minimum int64, reason string) submission.Request {
		return submission.Request{ResourceKey: "gpu", Wanted: wanted, Minimum: minimum, Reason: reason}
	}
	for code, requests := range map[string][]submission.Request{
		"submission.resource_unknown":  {{ResourceKey: "gold", Wanted: 1, Reason: "x"}},
		"submission.resource_repeated": {gpu(8, 0, "x"), gpu(8, 0, "x")},
		"submission.not_a_multiple":    {gpu(12, 8, "x")},
		"input.required":               {gpu(8, 8, " ")},
		"input.too_long":               {gpu(8, 8, strings.Repeat("가", 2001))},
		"input.wrong_type":             {gpu(8, 8, "a\x00b")},
	} {
		refused(t, put(0, requests...), code)
	}
	refused(t, put(0, gpu(8, 8, "학습\u2066용")), "input.wrong_type")
	for _, r := range []submission.Request{gpu(520, 0, "x"), gpu(-8, -8, "x"), gpu(8, 16, "x"), gpu(8, -8, "x")} {
		refused(t, put(0, r), "input.out_of_range")
	}
	w.must(put(0, gpu(512, 512, "전부"), submission.Request{ResourceKey: "money"}))
	refused(t, put(0, gpu(8, 8, "x")), "store.changed_meanwhile")
	w.must(put(1))
	view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	if len(view.Requests) != 0 || view.RequestsVersion != 2 {
		t.Errorf("requests %+v, version %d", view.Requests, view.RequestsVersion)
	}
}
