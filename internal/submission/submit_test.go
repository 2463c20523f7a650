package submission_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/submission"
	"wbl/internal/team"
)

func TestSubmitNamesEverythingThatIsMissing(t *testing.T) {
	w := newWorld(t)
	w.must(w.save("extra", map[string]any{"note": "초안"}, false))
	_, err := w.subs.Submit(ctx, w.as("lead"), w.sub.ID)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Code != "submission.incomplete" {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, field := range f.Fields {
		got[field.Location] += field.Code
	}
	want := map[string]string{
		"sections.plan.answers.goal": "input.required",
		"sections.plan":              "submission.section_not_complete",
		"sections.extra":             "submission.section_not_complete",
		"documents.proposal":         "submission.document_required",
		"requests":                   "submission.requests_missing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := w.rows("submission_versions", "submission_id", w.sub.ID); n != 0 {
		t.Errorf("%d versions", n)
	}
}

func TestSubmitFilesWithReceiptMailAndAct(t *testing.T) {
	w := newWorld(t)
	d := w.fillIn()
	out := w.submit()
	r := out.Receipt
	if !regexp.MustCompile(`^WBL-2026-[2-9A-HJ-NP-Z]{7}$`).MatchString(r.Reference) {
		t.Errorf("reference %q", r.Reference)
	}
	if !r.Counts || r.Number != 1 || r.ArrivedAt != w.clock.Now() || r.LeadOrganisation != "주식회사 카카오" || r.FiledBy != "사람 lead" {
		t.Errorf("receipt %+v", r)
	}
	want := submission.ContentDocument{
		ID: d.ID, Key: "proposal", FileName: "제안서.pdf", MediaType: "application/pdf", Size: d.Size, SHA256: d.SHA256,
	}
	if diff := cmp.Diff([]submission.ContentDocument{want}, r.Documents); diff != "" {
		t.Error(diff)
	}
	if len(out.Eligibility) != 1 || out.Eligibility[0].Outcome != team.Fail || out.Eligibility[0].Code != "team.university_missing" {
		t.Errorf("a rule that is not met must be told and not stop: %+v", out.Eligibility)
	}
	if n := w.rows("audit_acts", "action", "submission.filed"); n != 1 {
		t.Errorf("%d acts", n)
	}
	var mail struct{ Recipient, Body string }
	w.write(func(tx *store.Tx) error {
		return tx.DB().Table("mails").Where("template = ?", "submission_filed").Take(&mail).Error
	})
	if mail.Recipient != "lead@example.kr" || !strings.Contains(mail.Body, r.Reference) || !strings.Contains(mail.Body, r.Link) {
		t.Errorf("mail %+v", mail)
	}
}

func TestTheReceiptIsProof(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	r := w.submit().Receipt
	if _, err := audit.VerifyReceipt(r.VerifierKey, r.Signed); err != nil {
		t.Fatal(err)
	}
	for _, fact := range []string{r.Reference, r.ContentHash, r.Documents[0].SHA256, r.ArrivedAt.String()} {
		if !strings.Contains(string(r.Signed.Record), fact) {
			t.Errorf("the signed record does not say %s", fact)
		}
	}
	forged := r.Signed
	forged.Record = json.RawMessage(strings.Replace(string(forged.Record), r.Reference, "WBL-2026-2222222", 1))
	if _, err := audit.VerifyReceipt(r.VerifierKey, forged); err == nil {
		t.Error("a changed receipt passes")
	}
}

func TestAReceiptNamesWhoFiledAsTheyWereCalledThen(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	first := w.submit().Receipt
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&account.Person{}).Where("id = ?", "lead").Update("name", "다른 이름").Error
	})
	kept, err := w.subs.Receipt(ctx, w.as("member"), w.sub.ID, first.Reference)
	if err != nil || kept.FiledBy != "사람 lead" {
		t.Errorf("filed by %q, %v", kept.FiledBy, err)
	}
	if second := w.submit().Receipt; second.FiledBy != "다른 이름" {
		t.Errorf("filed again by %q", second.FiledBy)
	}
}

func TestTheDeadlineItselfIsLate(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	who := w.as("lead")
	w.clock.Set(w.deadline + clock.Hour) // the work is done after the deadline; only the arrival counts
	who.Arrival = w.deadline
	_, err := w.subs.Submit(ctx, who, w.sub.ID)
	refused(t, err, "call.filing_over")
	who.Arrival = w.deadline - clock.Microsecond
	if _, err := w.subs.Submit(ctx, who, w.sub.ID); err != nil {
		t.Errorf("one microsecond before: %v", err)
	}
	w.write(func(tx *store.Tx) error { // the schedule as it stands is what counts
		return tx.DB().Model(&call.Stage{}).Where("id = ?", "documents").Update("closes_at", w.deadline-clock.Microsecond).Error
	})
	_, err = w.subs.Submit(ctx, who, w.sub.ID)
	refused(t, err, "call.filing_over")
}

func TestAHundredParallelSubmitsAreOne(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	who := w.as("lead")
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{
		PersonID: who.PersonID, Route: "POST /submissions/{id}/submit", ObjectID: w.sub.ID, Key: "k", BodyHash: "h",
	})
	answers := make([]string, 100)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			out, err := w.subs.Submit(keyed, who, w.sub.ID)
			if err != nil {
				t.Error(err)
			}
			raw, err := json.Marshal(out)
			if err != nil {
				t.Error(err)
			}
			answers[i] = string(raw)
		})
	}
	wg.Wait()
	for _, answer := range answers {
		if answer != answers[0] {
			t.Fatalf("answers differ:\n%s\n%s", answers[0], answer)
		}
	}
	if n := w.rows("submission_versions", "submission_id", w.sub.ID); n != 1 {
		t.Errorf("%d versions", n)
	}
	if n := w.rows("mails", "template", "submission_filed"); n != 1 {
		t.Errorf("%d mails", n)
	}
	w.clock.Set(w.deadline)
	who.Arrival = w.deadline
	if _, err := w.subs.Submit(keyed, who, w.sub.ID); err != nil {
		t.Errorf("a repetition after the deadline gets the first answer: %v", err)
	}
}

func TestParallelSubmitsWithoutAKeyAreNumberedOneByOne(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	who := w.as("lead")
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if _, err := w.subs.Submit(ctx, who, w.sub.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	receipts, err := w.subs.Receipts(ctx, who, w.sub.ID)
	w.must(err)
	for i, r := range receipts {
		if r.Number != int64(10-i) || r.Counts != (i == 0) || r.ContentHash != receipts[0].ContentHash {
			t.Errorf("receipt %d: number %d, counts %v", i, r.Number, r.Counts)
		}
	}
	if len(receipts) != 10 {
		t.Errorf("%d receipts", len(receipts))
	}
}

func TestFiledAgainTheLastCounts(t *testing.T) {
	w := newWorld(t)
	first := w.fillIn()
	before := w.submit().Receipt
	view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	if view.Changed || view.Tasks[len(view.Tasks)-1].Status != submission.Completed {
		t.Errorf("nothing has changed since: %v, %+v", view.Changed, view.Tasks)
	}
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), first.ID))
	second, err := w.upload("proposal", "제안서2.pdf", aPDF("둘째"))
	w.must(err)
	view, err = w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	if !view.Changed || view.Tasks[len(view.Tasks)-1].Status != submission.InProgress {
		t.Errorf("the draft differs: %v, %+v", view.Changed, view.Tasks)
	}
	readable := func() (ids []string) {
		w.write(func(tx *store.Tx) error {
			documents, err := submission.ReadableDocuments(tx, w.team.ID, []string{"documents", "paper"})
			for _, d := range documents {
				bytes, openErr := w.subs.OpenDocument(ctx, d)
				if openErr != nil {
					return openErr
				}
				ids = append(ids, d.ID)
				err = errors.Join(err, bytes.Close())
			}
			return err
		})
		return ids
	}
	if got := readable(); len(got) != 1 || got[0] != first.ID {
		t.Errorf("before filing again judges read %v, want the filed one", got)
	}
	after := w.submit().Receipt
	if got := readable(); len(got) != 1 || got[0] != second.ID {
		t.Errorf("judges read %v, want the last", got)
	}
	if after.ContentHash == before.ContentHash || after.Reference == before.Reference || after.Number != 2 {
		t.Errorf("receipts %+v and %+v", before, after)
	}
	again, err := w.subs.Receipt(ctx, w.as("member"), w.sub.ID, before.Reference)
	if err != nil || again.Counts || again.ContentHash != before.ContentHash {
		t.Errorf("the first receipt: %+v, %v", again, err)
	}
}

func TestWithdraw(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	_, err := w.subs.Withdraw(ctx, w.as("lead"), w.sub.ID)
	refused(t, err, "submission.nothing_filed")
	r := w.submit().Receipt
	counts := func() (ok bool) {
		w.write(func(tx *store.Tx) (err error) {
			_, ok, err = submission.LatestVersion(tx, w.team.ID, "documents")
			return err
		})
		return ok
	}
	if !counts() {
		t.Error("the filing does not count")
	}
	_, err = w.subs.Withdraw(ctx, w.as("member"), w.sub.ID)
	refused(t, err, "submission.lead_only")
	if _, err := w.subs.Withdraw(ctx, w.as("lead"), w.sub.ID); err != nil {
		t.Fatal(err)
	}
	if counts() {
		t.Error("a withdrawn filing counts")
	}
	kept, err := w.subs.Receipt(ctx, w.as("lead"), w.sub.ID, r.Reference)
	if err != nil || kept.Counts {
		t.Errorf("receipt %+v, %v", kept, err)
	}
	if w.rows("mails", "template", "submission_withdrawn") != 1 || w.rows("audit_acts", "action", "submission.withdrawn") != 1 {
		t.Error("mail or act is missing")
	}
	if again := w.submit().Receipt; again.Number != 2 || !again.Counts {
		t.Errorf("filed again: %+v", again)
	}
	w.clock.Set(w.deadline)
	_, err = w.subs.Withdraw(ctx, w.as("lead"), w.sub.ID)
	refused(t, err, "call.filing_over")
}

func TestAfterTheDeadlineEverythingStaysReadable(t *testing.T) {
	w := newWorld(t)
	d := w.fillIn()
	w.submit()
	w.clock.Set(w.deadline.Add(time.Hour))
	view, err := w.subs.Get(ctx, w.as("member"), w.sub.ID)
	w.must(err)
	if view.Writable || view.MayFile || len(view.Sections) != 2 || len(view.Documents) != 1 || len(view.Requests) != 1 || view.Filed == nil {
		t.Errorf("view %+v", view)
	}
	refused(t, w.save("extra", nil, false), "call.filing_over")
	refused(t, w.subs.RemoveDocument(ctx, w.as("member"), d.ID), "call.filing_over")
	_, err = w.upload("evidence", "a.pdf", aPDF("x"))
	refused(t, err, "call.filing_over")
	_, _, err = w.subs.PutRequests(ctx, w.as("member"), submission.RequestsInput{SubmissionID: w.sub.ID, IfVersion: 1})
	refused(t, err, "call.filing_over")
	_, err = w.subs.Open(ctx, w.as("member"), w.team.ID, "documents")
	w.must(err)
}

func TestAWithdrawnTeamFilesNothing(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	_, err := w.teams.Withdraw(ctx, w.as("lead"), w.team.ID)
	w.must(err)
	_, err = w.subs.Submit(ctx, w.as("lead"), w.sub.ID)
	refused(t, err, "team.is_withdrawn")
}
