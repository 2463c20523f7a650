package grant_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/grant"
	"wbl/internal/job"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

// figures are the balances of a unit: supply, free, and a team's offered and committed.
func (w *world) figures(tb testing.TB, unit ledger.Unit, teamID string) [4]int64 {
	tb.Helper()
	return [4]int64{
		w.balance(tb, unit, ledger.Supply, ""), w.balance(tb, unit, ledger.Free, ""),
		w.balance(tb, unit, ledger.Offered, teamID), w.balance(tb, unit, ledger.Committed, teamID),
	}
}

func TestAnOfferMovesUnitsFromFreeToOfferedAndTellsTheLead(t *testing.T) {
	w := newWorld(t, 2)
	p := w.pool(t, "b200", window(august, january, 1024))
	unit, seconds := ledger.GPUSeconds(p.ID), int64(january-december)/1_000_000
	free := w.balance(t, unit, ledger.Free, "")
	o := w.offer(t, 1, line(p, december, january, 512))
	equal(t, w.figures(t, unit, teamID(1)), [4]int64{-free, free - 512*seconds, 512 * seconds, 0})
	equal(t, []any{o.Status, o.ExpiresAt, o.TeamID, o.Lines[0].Offered, o.Lines[0].PoolName, string(o.Lines[0].Kind)},
		[]any{grant.Open, w.clock.Now() + 14*clock.Day, teamID(1), int64(512), "b200 자원", "gpu"})

	var mails []struct{ Recipient, Subject, Body string }
	if err := w.store.Read(ctx, func(tx *store.Tx) error { return tx.DB().Table("mails").Find(&mails).Error }); err != nil {
		t.Fatal(err)
	}
	if len(mails) != 1 || mails[0].Recipient != "lead-1@example.kr" || !strings.Contains(mails[0].Subject, "컨소시엄 1") ||
		!strings.Contains(mails[0].Body, "독자 AI 파운데이션 모델") || !strings.Contains(mails[0].Body, "2025-08-18 09:00 KST") ||
		!strings.Contains(mails[0].Body, "https://wbl.example.kr/apply\n") || strings.Contains(mails[0].Body, "{") {
		t.Errorf("mails %+v", mails)
	}
	equal(t, w.count(t, "audit_acts", "action = 'grant.offered' AND object_id = ?", o.ID), int64(1))
	equal(t, w.count(t, "audit_acts", "action = 'grant.awarded' AND object_id = ?", o.AwardID), int64(1))
}

func TestAnExpiryOutOfRangeIsRefused(t *testing.T) {
	w := newWorld(t, 1)
	a, err := w.award(1, line(w.pool(t, "b200", window(august, january, 8)), august, january, 8))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []clock.Instant{1, w.clock.Now(), w.clock.Now() + 90*clock.Day + 1} {
		_, err := w.grants.MakeOffer(ctx, w.admin(), a.ID, grant.OfferInput{ExpiresAt: at})
		equal(t, fields(err), []string{"body.expires_at grant.expiry_out_of_range"})
	}
	o, err := w.grants.MakeOffer(ctx, w.admin(), a.ID, grant.OfferInput{ExpiresAt: w.clock.Now() + 1})
	wantCode(t, err, "")
	equal(t, o.ExpiresAt, w.clock.Now()+1)
}

func TestAnswersMoveUnitsOn(t *testing.T) {
	w := newWorld(t, 1)
	b200, h100 := w.pool(t, "b200", window(august, january, 1024)), w.pool(t, "h100", window(august, january, 1024))
	money := w.pool(t, "money", window(august, january, 14_000_000_000))
	o := w.offer(t, 1, line(b200, august, january, 512), line(h100, august, january, 1024), line(money, august, january, 2_800_000_000))
	in := grant.AnswerInput{}
	for _, l := range o.Lines {
		switch l.PoolID {
		case b200.ID:
			in.Lines = append(in.Lines, grant.LineAnswer{OfferLineID: l.ID, Answer: grant.AcceptLess, Accepted: 256, Reason: "전력 부족"})
		case h100.ID:
			in.Lines = append(in.Lines, grant.LineAnswer{OfferLineID: l.ID, Answer: grant.Decline, Reason: " B200만 필요 "})
		default:
			in.Lines = append(in.Lines, grant.LineAnswer{OfferLineID: l.ID, Answer: grant.Accept})
		}
	}
	answered, err := w.grants.Answer(ctx, w.lead(1), o.ID, in)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, []any{answered.Status, answered.AnsweredBy, answered.AnsweredAt}, []any{grant.Answered, "lead-1", w.clock.Now()})
	seconds := int64(january-august) / 1_000_000
	equal(t, w.figures(t, ledger.GPUSeconds(b200.ID), teamID(1)), [4]int64{-1024 * seconds, 768 * seconds, 0, 256 * seconds})
	equal(t, w.figures(t, ledger.GPUSeconds(h100.ID), teamID(1)), [4]int64{-1024 * seconds, 1024 * seconds, 0, 0})
	equal(t, w.figures(t, ledger.Won, teamID(1)), [4]int64{-14_000_000_000, 11_200_000_000, 0, 2_800_000_000})
	seen, err := w.grants.Offer(ctx, w.lead(1), o.ID)
	equal(t, seen, answered)
	equal(t, err, nil)
	for _, l := range seen.Lines {
		if l.PoolID == h100.ID {
			equal(t, []any{l.Answer, l.Accepted, l.Reason}, []any{grant.Decline, int64(0), "B200만 필요"})
		}
	}
	equal(t, w.count(t, "audit_acts", "action = 'grant.answered' AND person_id = 'lead-1' AND object_id = ?", o.ID), int64(1))
	_, err = w.grants.Answer(ctx, w.lead(1), o.ID, in)
	wantCode(t, err, "grant.offer_answered")

	board, err := w.grants.Overview(ctx, w.admin(), callID)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range board.Accounts {
		if !a.Agree {
			t.Errorf("lines and ledger differ: %+v", a)
		}
	}
	equal(t, board.Pools[0].Periods, []grant.Period{{From: august, Until: january, Capacity: 1024, Committed: 256, Free: 768}})
}

func TestAnswerNamesEveryProblem(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 1024))
	o := w.offer(t, 1, line(p, august, october, 64), line(p, october, december, 64), line(p, december, january, 64))
	id := func(i int) string { return o.Lines[i].ID }
	answer := func(lines ...grant.LineAnswer) []string {
		_, err := w.grants.Answer(ctx, w.lead(1), o.ID, grant.AnswerInput{Lines: lines})
		return fields(err)
	}
	equal(t, answer(
		grant.LineAnswer{OfferLineID: id(0), Answer: grant.Decline, Reason: " "},
		grant.LineAnswer{OfferLineID: id(0), Answer: grant.Accept},
		grant.LineAnswer{OfferLineID: "another", Answer: grant.Accept},
		grant.LineAnswer{OfferLineID: id(1), Answer: "maybe"},
	), []string{
		"body.lines[0].reason input.required", "body.lines[1].offer_line_id grant.line_repeated",
		"body.lines[2].offer_line_id grant.line_unknown", "body.lines[3].answer input.not_allowed", "body.lines grant.lines_missing",
	})
	less := func(accepted int64) grant.LineAnswer {
		return grant.LineAnswer{OfferLineID: id(0), Answer: grant.AcceptLess, Accepted: accepted}
	}
	rest := []grant.LineAnswer{{OfferLineID: id(1), Answer: grant.Accept, Accepted: 8}, {OfferLineID: id(2), Answer: grant.Decline, Accepted: 8, Reason: "r"}}
	wrong := []string{"body.lines[1].accepted grant.accept_is_all", "body.lines[2].accepted grant.decline_is_nothing"}
	for accepted, code := range map[int64]string{
		0: "grant.less_out_of_range", -8: "grant.less_out_of_range", 64: "grant.less_out_of_range",
		72: "grant.less_out_of_range", 12: "grant.not_a_multiple",
	} {
		equal(t, answer(append([]grant.LineAnswer{less(accepted)}, rest...)...), append([]string{"body.lines[0].accepted " + code}, wrong...))
	}
	equal(t, w.count(t, "offer_lines", "answer <> ''"), int64(0))
}

// One microsecond before the deadline is in time; the deadline is not. What
// arrived in time counts although it is worked on later.
func TestTheDeadlineOfAnOfferIsExact(t *testing.T) {
	w := newWorld(t, 2)
	p := w.pool(t, "b200", window(august, january, 1024))
	early, late := w.offer(t, 1, line(p, august, january, 512)), w.offer(t, 2, line(p, august, january, 512))
	w.clock.Set(early.ExpiresAt + 30*clock.Second)
	w.release(t)
	who := w.lead(2)
	who.Arrival = late.ExpiresAt
	_, err := w.grants.Answer(ctx, who, late.ID, all(late, grant.Accept, 0))
	wantCode(t, err, "grant.offer_expired")
	equal(t, fault.KindOf(err), fault.Gone)
	who = w.lead(1)
	who.Arrival = early.ExpiresAt - 1
	_, err = w.grants.Answer(ctx, who, early.ID, all(early, grant.Accept, 0))
	wantCode(t, err, "")
	offers, err := w.grants.TeamOffers(ctx, w.lead(2), teamID(2))
	equal(t, []any{len(offers), offers[0].Status, err}, []any{1, grant.Expired, nil})
}

// release runs the background work that is due.
func (w *world) release(tb testing.TB) {
	tb.Helper()
	queue := job.New(w.store, w.clock, slog.New(slog.DiscardHandler))
	queue.Handle(grant.ReleaseJob, w.grants.ReleaseExpired)
	if _, err := queue.RunDue(ctx); err != nil {
		tb.Fatal(err)
	}
}

func TestWhatIsNotAnsweredIsReleased(t *testing.T) {
	w := newWorld(t, 3)
	p := w.pool(t, "b200", window(august, january, 1024))
	unit := ledger.GPUSeconds(p.ID)
	free := w.balance(t, unit, ledger.Free, "")
	byJob := w.offer(t, 1, line(p, august, january, 1024))
	w.clock.Set(byJob.ExpiresAt)
	w.release(t)
	_, err := w.award(2, line(p, august, january, 8))
	wantCode(t, err, "grant.over_capacity") // an answer may still be on its way
	w.clock.Advance(time.Minute)
	w.release(t)
	equal(t, w.figures(t, unit, teamID(1)), [4]int64{-free, free, 0, 0})
	equal(t, w.count(t, "audit_acts", "action = 'grant.offer_expired' AND object_id = ? AND person_id = ''", byJob.ID), int64(1))

	byBooking := w.offer(t, 2, line(p, august, january, 1024))
	w.clock.Set(byBooking.ExpiresAt + clock.Minute)
	again := w.offer(t, 1, line(p, august, january, 1024)) // the same team can be awarded anew
	w.release(t)
	equal(t, w.count(t, "audit_acts", "action = 'grant.offer_expired'"), int64(2))
	who := w.lead(2)
	who.Arrival = byBooking.ExpiresAt - 1
	_, err = w.grants.Answer(ctx, who, byBooking.ID, all(byBooking, grant.Accept, 0))
	wantCode(t, err, "grant.offer_expired")
	_, err = w.grants.Answer(ctx, w.lead(1), again.ID, all(again, grant.Accept, 0))
	wantCode(t, err, "")
	equal(t, w.figures(t, unit, teamID(1)), [4]int64{-free, 0, 0, free})
	if err := w.grants.ReleaseExpired(ctx, json.RawMessage(`[`)); err == nil {
		t.Error("an unreadable payload was taken")
	}
}

func TestDeclinedUnitsCanBeBookedAgain(t *testing.T) {
	w := newWorld(t, 3)
	p := w.pool(t, "b200", window(august, january, 1024))
	o := w.offer(t, 1, line(p, august, january, 1024))
	_, err := w.award(2, line(p, august, january, 512))
	wantCode(t, err, "grant.over_capacity")
	if _, err := w.grants.Answer(ctx, w.lead(1), o.ID, all(o, grant.AcceptLess, 512)); err != nil {
		t.Fatal(err)
	}
	_, err = w.award(2, line(p, august, january, 520))
	wantCode(t, err, "grant.over_capacity")
	_, err = w.award(2, line(p, august, january, 512))
	wantCode(t, err, "")
}

func TestAnsweringTwiceWithOneKeyCommitsOnce(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 1024))
	o := w.offer(t, 1, line(p, august, january, 512))
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{PersonID: "lead-1", Route: "answer", ObjectID: o.ID, Key: "k", BodyHash: "h"})
	first, err := w.grants.Answer(keyed, w.lead(1), o.ID, all(o, grant.Accept, 0))
	if err != nil {
		t.Fatal(err)
	}
	w.clock.Set(o.ExpiresAt + clock.Day) // a repetition gets its answer also when it comes too late
	again, err := w.grants.Answer(keyed, w.lead(1), o.ID, all(o, grant.Accept, 0))
	equal(t, again, first)
	equal(t, err, nil)
	equal(t, w.count(t, "ledger_postings", "kind = 'answer'"), int64(1))
}
