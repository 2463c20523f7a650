package submission_test

import (
	"testing"
	"time"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/submission"
)

func (w *world) audience() {
	w.t.Helper()
	for _, p := range []string{"admin", "approver", "auditor", "foreign-admin", "stranger", "judge"} {
		w.person(p)
	}
	w.grant("admin", actor.Administrator, actor.Call, "call")
	w.grant("approver", actor.Approver, actor.Call, "call")
	w.grant("foreign-admin", actor.Administrator, actor.Call, "other")
	w.grant("auditor", actor.Auditor, actor.Installation, "")
	w.grant("judge", actor.Judge, actor.Stage, "documents")
}

// Who may change what; "" is yes.
func TestWhoMayChange(t *testing.T) {
	w := newWorld(t)
	w.audience()
	d := w.fillIn()
	const none, noDocument = "submission.not_found", "submission.document_not_found"
	acts := map[string]struct {
		do              func(who actor.Actor) error
		member, foreign string
	}{
		"save a section": {func(who actor.Actor) error {
			_, err := w.subs.SaveSection(ctx, who, submission.SectionInput{SubmissionID: w.sub.ID, Key: "extra", IfVersion: -1})
			if fault.CodeOf(err) == "store.changed_meanwhile" { // allowed, but of an old version
				return nil
			}
			return err
		}, "", none},
		"put requests": {func(who actor.Actor) error {
			_, _, err := w.subs.PutRequests(ctx, who, submission.RequestsInput{SubmissionID: w.sub.ID, IfVersion: -1})
			if fault.CodeOf(err) == "store.changed_meanwhile" {
				return nil
			}
			return err
		}, "", none},
		"upload": {func(who actor.Actor) error {
			staged, err := w.subs.StartUpload(ctx, who, submission.UploadInput{
				SubmissionID: w.sub.ID, DocumentKey: "evidence", FileName: "a.pdf", Size: 1,
			})
			if err == nil {
				err = w.subs.RemoveDocument(ctx, who, staged.ID)
			}
			return err
		}, "", none},
		"read a draft's file": {func(who actor.Actor) error {
			got, err := w.subs.OpenContent(ctx, who, d.ID)
			if err == nil {
				err = got.Bytes.Close()
			}
			return err
		}, "", noDocument},
		"submit": {func(who actor.Actor) error {
			_, err := w.subs.Submit(ctx, who, w.sub.ID)
			return err
		}, "submission.lead_only", none},
		"withdraw": {func(who actor.Actor) error {
			_, err := w.subs.Withdraw(ctx, who, w.sub.ID)
			if fault.CodeOf(err) == "submission.nothing_filed" {
				return nil
			}
			return err
		}, "submission.lead_only", none},
		"read": {func(who actor.Actor) error {
			_, err := w.subs.Get(ctx, who, w.sub.ID)
			return err
		}, "", none},
		"receipts": {func(who actor.Actor) error {
			_, err := w.subs.Receipts(ctx, who, w.sub.ID)
			return err
		}, "", none},
	}
	for act, a := range acts {
		want := map[string]string{"lead": "", "member": a.member}
		for _, p := range []string{"admin", "approver", "auditor", "foreign-admin", "stranger", "judge", ""} {
			want[p] = a.foreign
		}
		for person, code := range want {
			who := actor.Actor{Arrival: w.clock.Now()}
			if person != "" {
				who = w.as(person)
			}
			if err := a.do(who); code == "" && err != nil {
				t.Errorf("%s by %s: %v", act, person, err)
			} else if code != "" {
				refused(t, err, code)
			}
		}
	}
	_, missing := w.subs.Get(ctx, w.as("stranger"), "none")
	_, foreign := w.subs.Get(ctx, w.as("stranger"), w.sub.ID)
	if missing.Error() != foreign.Error() || fault.KindOf(missing) != fault.KindOf(foreign) {
		t.Errorf("%v and %v can be told apart", missing, foreign)
	}
}

func TestOpenIsForMembersWhoseTeamReachedTheStage(t *testing.T) {
	w := newWorld(t)
	w.audience()
	for _, c := range []struct{ person, stage, code string }{
		{"lead", "documents", ""},
		{"lead", "paper", "submission.stage_unknown"},
		{"lead", "none", "submission.stage_unknown"},
		{"stranger", "documents", "team.not_found"},
		{"foreign-admin", "documents", "team.not_found"},
		{"admin", "documents", "submission.members_only"},
	} {
		_, err := w.subs.Open(ctx, w.as(c.person), w.team.ID, c.stage)
		if c.code == "" {
			w.must(err)
		} else {
			refused(t, err, c.code)
		}
	}
	mine, err := w.subs.OfTeam(ctx, w.as("member"), w.team.ID)
	if err != nil || len(mine) != 1 {
		t.Error(mine, err)
	}
	_, err = w.subs.OfTeam(ctx, w.as("stranger"), w.team.ID)
	refused(t, err, "team.not_found")
}

func TestOverseersReadWhatWasFiledAndOnlyOnceFilingIsOverForGood(t *testing.T) {
	w := newWorld(t)
	w.audience()
	filed := w.fillIn()
	w.submit()
	counted := w.submit().Receipt
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), filed.ID))
	draft, err := w.upload("proposal", "나중.pdf", aPDF("나중"))
	w.must(err)
	w.must(w.save("extra", map[string]any{"note": "제출하지 않은 초안"}, true))

	for _, at := range []clock.Instant{w.deadline - clock.Microsecond, w.deadline + clock.Hour} {
		w.clock.Set(at)
		w.hidden(filed)
	}
	w.screen()
	for _, person := range []string{"admin", "approver"} {
		view, err := w.subs.Get(ctx, w.as(person), w.sub.ID)
		w.must(err)
		if view.Filed == nil || view.Filed.Section("extra")["note"] != nil || len(view.Sections)+len(view.Documents)+len(view.Tasks) != 0 {
			t.Errorf("%s sees %+v", person, view)
		}
		got, err := w.subs.OpenContent(ctx, w.as(person), filed.ID)
		w.must(err)
		w.must(got.Bytes.Close())
		_, err = w.subs.OpenContent(ctx, w.as(person), draft.ID)
		refused(t, err, "submission.document_not_found")
		filings, err := w.subs.Filings(ctx, w.as(person), "documents")
		if err != nil || len(filings) != 1 || !filings[0].Filed || filings[0].Version.Number != 2 {
			t.Errorf("filings %+v, %v", filings, err)
		}
		receipts, err := w.subs.Receipts(ctx, w.as(person), w.sub.ID)
		if err != nil || len(receipts) != 1 || receipts[0].Reference != counted.Reference || len(view.Versions) != 1 {
			t.Errorf("%s sees what was replaced: %+v, %+v, %v", person, receipts, view.Versions, err)
		}
		_, err = w.subs.SaveSection(ctx, w.as(person), submission.SectionInput{SubmissionID: w.sub.ID, Key: "extra"})
		refused(t, err, "submission.not_found")
	}
	for _, person := range []string{"auditor", "foreign-admin", "stranger", "judge"} {
		_, err := w.subs.Get(ctx, w.as(person), w.sub.ID)
		refused(t, err, "submission.not_found")
		_, err = w.subs.Filings(ctx, w.as(person), "documents")
		refused(t, err, "call.stage_not_found")
	}
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", "documents").Update("phase", call.PhaseReleased).Error
	})
	if _, err := w.subs.Get(ctx, w.as("auditor"), w.sub.ID); err != nil {
		t.Errorf("an auditor after the release: %v", err)
	}
}

// hidden fails the test if anybody outside of the team reads of the filing.
func (w *world) hidden(filed submission.Document) {
	w.t.Helper()
	for _, person := range []string{"admin", "approver"} {
		_, err := w.subs.Get(ctx, w.as(person), w.sub.ID)
		refused(w.t, err, "submission.not_found")
		_, err = w.subs.Receipts(ctx, w.as(person), w.sub.ID)
		refused(w.t, err, "submission.not_found")
		_, err = w.subs.OpenContent(ctx, w.as(person), filed.ID)
		refused(w.t, err, "submission.document_not_found")
		_, err = w.subs.Filings(ctx, w.as(person), "documents")
		refused(w.t, err, "submission.not_readable_yet")
	}
}

// Whoever has read a rival's filing must not be able to let a team file again.
func TestOnceFilingsAreReadTheDeadlineStays(t *testing.T) {
	w := newWorld(t)
	w.audience()
	filed := w.fillIn()
	w.submit()
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", "paper").Updates(map[string]any{
			"opens_at": w.deadline + 5*clock.Day, "closes_at": w.deadline + 6*clock.Day, "result_at": w.deadline + 7*clock.Day,
		}).Error
	})
	calls := call.New(w.store)
	extend := func() error {
		view, err := calls.Get(ctx, w.as("admin"), "call")
		w.must(err)
		_, err = calls.ChangeSchedule(ctx, w.as("admin"), "call", call.ScheduleInput{
			Reason: "서버 장애로 제출 기한을 늘립니다.", IfVersion: view.Call.Version,
			Changes: []call.NewDate{{StageID: "documents", Field: call.ClosesAt, At: w.clock.Now() + clock.Hour}},
		})
		return err
	}
	w.clock.Set(w.deadline + clock.Minute)
	w.hidden(filed)
	w.must(extend())
	w.submit()
	w.clock.Advance(2 * time.Hour)
	for _, phase := range []call.Phase{call.PhaseScreening, call.PhaseClosed, call.PhaseReleased} {
		admin := w.as("admin")
		w.write(func(tx *store.Tx) error { return call.MoveTo(tx, admin, "documents", phase) })
		_, err := w.subs.Filings(ctx, admin, "documents")
		w.must(err)
		refused(t, extend(), "call.evaluation_begun")
		_, err = w.subs.Submit(ctx, w.as("lead"), w.sub.ID)
		refused(t, err, "call.filing_over")
	}
}

func TestADraftNeverFiledIsNobodyElses(t *testing.T) {
	w := newWorld(t)
	w.audience()
	w.fillIn()
	w.screen()
	_, err := w.subs.Get(ctx, w.as("admin"), w.sub.ID)
	refused(t, err, "submission.not_found")
	_, err = w.subs.Receipts(ctx, w.as("admin"), w.sub.ID)
	refused(t, err, "submission.not_found")
	filings, err := w.subs.Filings(ctx, w.as("admin"), "documents")
	if err != nil || len(filings) != 1 || filings[0].Filed || filings[0].SubmissionID != "" {
		t.Errorf("filings %+v, %v", filings, err)
	}
}

func TestRequestsOfTheVersionThatCounts(t *testing.T) {
	w := newWorld(t)
	read := func() (got []submission.Request) {
		w.write(func(tx *store.Tx) (err error) {
			got, err = submission.Requests(tx, w.team.ID)
			return err
		})
		return got
	}
	w.fillIn()
	if got := read(); len(got) != 0 {
		t.Errorf("a draft's requests %+v", got)
	}
	w.submit()
	_, _, err := w.subs.PutRequests(ctx, w.as("lead"), submission.RequestsInput{SubmissionID: w.sub.ID, IfVersion: 1})
	w.must(err)
	if got := read(); len(got) != 1 || got[0].Wanted != 64 {
		t.Errorf("requests %+v", got)
	}
}
