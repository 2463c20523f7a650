package grant_test

import (
	"errors"
	"testing"

	"wbl/internal/account"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/grant"
	"wbl/internal/store"
	"wbl/internal/submission"
	"wbl/internal/team"
)

// August 2025: 1,024 B200 are two teams' 512 each, 1,024 H100 one team's.
func TestTheLeasedGPUsFitExactly(t *testing.T) {
	w := newWorld(t, 4)
	b200, h100 := w.pool(t, "b200", window(august, january, 1024)), w.pool(t, "h100", window(august, january, 1024))
	for i, l := range []grant.LineInput{
		line(b200, august, january, 512), line(b200, august, january, 512), line(h100, august, january, 1024),
	} {
		if _, err := w.award(i+1, l); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.award(4, line(h100, december, january, 8), line(b200, december, january, 8))
	wantCode(t, err, "grant.over_capacity")
	equal(t, fault.KindOf(err), fault.Conflict)
	equal(t, fields(err), []string{"body.lines[0].granted grant.over_capacity", "body.lines[1].granted grant.over_capacity"})
	var f *fault.Fault
	errors.As(err, &f)
	equal(t, f.Fields[1].Args, fault.Args{
		"pool": "b200 자원", "unit": "장", "from": "2025-12-01 00:00 KST", "until": "2026-01-01 00:00 KST",
		"capacity": int64(1024), "booked": int64(1024), "asked": int64(8), "free": int64(0),
	})
	equal(t, w.count(t, "awards", "team_id = ?", teamID(4)), int64(0))
	for _, p := range w.overview(t).Pools {
		equal(t, p.Periods, []grant.Period{{From: august, Until: january, Capacity: 1024, Planned: 1024}})
	}
}

func TestCapacityIsCheckedAtEveryMoment(t *testing.T) {
	w := newWorld(t, 6)
	p := w.pool(t, "b200", window(august, december, 64), window(october, january, 32)) // 64, 96 from October, 32 from December
	take := func(i int, from, until clock.Instant, granted int64, want string) {
		t.Helper()
		_, err := w.award(i, line(p, from, until, granted))
		wantCode(t, err, want)
	}
	take(1, august, january, 40, "grant.over_capacity")
	take(1, august, july, 8, "grant.over_capacity")
	take(1, august, october, 64, "")
	take(2, october, december, 96, "")
	take(3, december, january, 40, "grant.over_capacity")
	take(3, december, january, 32, "")
	take(4, december-clock.Second, december, 8, "grant.over_capacity")
	take(4, january, july, 8, "grant.over_capacity")
}

func TestLinesOfOneAwardCompeteAmongThemselves(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 24))
	_, err := w.award(1, line(p, august, december, 16), line(p, october, january, 16), line(p, december, january, 8))
	equal(t, fields(err), []string{"body.lines[1].granted grant.over_capacity"})
	_, err = w.award(1, line(p, august, october, 16), line(p, october, january, 16))
	wantCode(t, err, "")
}

// Money is gone once it is given: two halves of a year cannot both have it.
func TestABudgetIsSpentOnce(t *testing.T) {
	w := newWorld(t, 6)
	p := w.pool(t, "money", window(august, january, 14_000_000_000), window(january, july, 1_000_000_000))
	for i := range 4 {
		if _, err := w.award(i+1, line(p, august, january, 2_800_000_000)); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.award(5, line(p, december, january, 2_800_000_001))
	wantCode(t, err, "grant.over_capacity")
	_, err = w.award(5, line(p, december, july, 1))
	equal(t, fields(err), []string{"body.lines[0].from grant.not_one_period"})
	_, err = w.award(5, line(p, august, october, 2_000_000_000), line(p, october, december, 800_000_000))
	wantCode(t, err, "")
	_, err = w.award(6, line(p, august, october, 1))
	wantCode(t, err, "grant.over_capacity")
}

func TestEnterAwardNamesEveryProblem(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 1024))
	wrong := line(p, january, august, 12)
	wrong.Reason = " "
	stranger := line(p, august, january, 8)
	stranger.PoolID = "pool-of-another-call"
	_, err := w.award(1, wrong, stranger, line(p, august, january, -8), line(p, august+1, january, 8))
	equal(t, fields(err), []string{
		"body.lines[0].reason input.required",
		"body.lines[0].granted grant.not_a_multiple",
		"body.lines[0].until grant.period_backwards",
		"body.lines[1].pool_id grant.pool_unknown",
		"body.lines[2].granted input.out_of_range",
		"body.lines[3].from grant.period_not_whole_seconds",
	})
	_, err = w.award(1)
	equal(t, fields(err), []string{"body.lines input.required"})
	_, err = w.award(7, line(p, august, january, 8))
	equal(t, fields(err), []string{"body.team_id grant.team_unknown"})
}

func TestOnlyAReleasedSelectionIsGranted(t *testing.T) {
	w := newWorld(t, 1)
	l := line(w.pool(t, "b200", window(august, january, 1024)), august, january, 8)
	refusedWhen := func(change, back string) {
		t.Helper()
		w.exec(t, change)
		_, err := w.award(1, l)
		wantCode(t, err, "grant.team_not_selected")
		w.exec(t, back)
	}
	for _, outcome := range []string{team.Undecided, team.Failed, team.Reserve} {
		refusedWhen("UPDATE stage_entries SET outcome = '"+outcome+"' WHERE stage_id = 'stage-2'",
			"UPDATE stage_entries SET outcome = 'passed' WHERE stage_id = 'stage-2'")
	}
	refusedWhen("UPDATE stages SET phase = 'closed' WHERE id = 'stage-2'", "UPDATE stages SET phase = 'released' WHERE id = 'stage-2'")
	refusedWhen("UPDATE teams SET status = 'withdrawn'", "UPDATE teams SET status = 'active'")
	a, err := w.award(1, l)
	if err != nil {
		t.Fatal(err)
	}
	w.exec(t, "UPDATE stages SET phase = 'closed' WHERE id = 'stage-2'")
	_, err = w.grants.MakeOffer(ctx, w.admin(), a.ID, grant.OfferInput{})
	wantCode(t, err, "grant.team_not_selected")
	board, err := w.grants.Awards(ctx, w.admin(), callID)
	if len(board) != 0 || err != nil {
		t.Errorf("before the release the board names %d teams, %v", len(board), err)
	}
}

// Suppliers of GPUs are given none while they supply, but may have money.
func TestSuppliersAreIneligibleForGPUsOnly(t *testing.T) {
	w := newWorld(t, 3)
	b200, err := w.grants.CreatePool(ctx, w.admin(), grant.PoolInput{
		CallID: callID, ResourceKey: "b200", Name: "B200", ProviderOrganisationID: "org-1",
		Windows: []grant.WindowInput{window(october, january, 1024)},
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, b200.Provider, "기관 1")
	h100 := w.pool(t, "h100", window(august, july, 1024))
	money := w.pool(t, "money", window(august, january, 100))
	w.create(t,
		&team.Participation{ID: "p-guest", TeamID: teamID(2), OrganisationID: "org-1", Role: team.RoleParticipant},
		&account.Standing{ID: "s", OrganisationID: "org-3", Kind: "supplier_of", ReferenceID: "pool-of-another-call", FromAt: august})
	for _, c := range []struct {
		team int
		line grant.LineInput
	}{
		{1, line(h100, december, january, 8)},
		{1, line(h100, august, december, 8)}, // begins to supply within the period
		{1, line(b200, october, january, 8)},
		{2, line(h100, december, january, 8)}, // the supplier does not lead the team
	} {
		_, err := w.award(c.team, c.line, line(money, august, january, 10))
		equal(t, fields(err), []string{"body.lines[0].pool_id grant.supplier_ineligible"})
	}
	_, err = w.award(1, line(h100, august, october, 8), line(h100, january, july, 8), line(money, august, january, 10))
	wantCode(t, err, "")
	_, err = w.award(2, line(money, august, january, 10))
	wantCode(t, err, "")
	_, err = w.award(3, line(b200, october, january, 8))
	wantCode(t, err, "")
}

func TestTheBoardShowsRequestsBesideAwards(t *testing.T) {
	w := newWorld(t, 2)
	w.create(t, &submission.Submission{ID: "sub", TeamID: teamID(1), StageID: "stage-1", Status: submission.Filed, FiledVersions: 1},
		&submission.Version{
			ID: "v", SubmissionID: "sub", Number: 1, FiledBy: "lead-1",
			Content: `{"requests":[{"resource_key":"b200","wanted":1000,"minimum":512,"reason":"학습"}]}`,
		})
	p := w.pool(t, "b200", window(august, january, 1024))
	if _, err := w.award(1, line(p, august, january, 512)); err != nil {
		t.Fatal(err)
	}
	board, err := w.grants.Awards(ctx, w.admin(), callID)
	if err != nil || len(board) != 2 {
		t.Fatal(len(board), err)
	}
	equal(t, board[0].Team.ID, teamID(1))
	equal(t, board[0].Requests, []submission.Request{{ResourceKey: "b200", Wanted: 1000, Minimum: 512, Reason: "학습"}})
	l := board[0].Awards[0].Lines[0]
	equal(t, []int64{l.Requested, l.Granted}, []int64{1000, 512})
	equal(t, []int{len(board[1].Requests), len(board[1].Awards)}, []int{0, 0})
}

func TestAnAwardIsWithdrawnOnlyBeforeItIsOffered(t *testing.T) {
	w := newWorld(t, 2)
	p := w.pool(t, "b200", window(august, january, 512))
	first, err := w.award(1, line(p, august, january, 512))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.award(1, line(p, august, january, 8))
	wantCode(t, err, "grant.award_pending")
	wantCode(t, w.grants.WithdrawAward(ctx, w.admin(), first.ID), "")
	wantCode(t, w.grants.WithdrawAward(ctx, w.admin(), first.ID), "grant.award_not_found")
	o := w.offer(t, 2, line(p, august, january, 512))
	wantCode(t, w.grants.WithdrawAward(ctx, w.admin(), o.AwardID), "grant.already_offered")
	_, err = w.grants.MakeOffer(ctx, w.admin(), o.AwardID, grant.OfferInput{})
	wantCode(t, err, "grant.already_offered")
	equal(t, w.count(t, "audit_acts", "action = 'grant.award_withdrawn' AND object_id = ?", first.ID), int64(1))
}

func TestEnteringTwiceWithOneKeyBooksOnce(t *testing.T) {
	w := newWorld(t, 1)
	p := w.pool(t, "b200", window(august, january, 1024))
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{PersonID: "admin", Route: "award", Key: "k", BodyHash: "h"})
	in := grant.AwardInput{CallID: callID, TeamID: teamID(1), Lines: []grant.LineInput{line(p, august, january, 512)}}
	first, err := w.grants.EnterAward(keyed, w.admin(), in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.grants.EnterAward(keyed, w.admin(), in)
	equal(t, again, first)
	equal(t, err, nil)
	equal(t, w.count(t, "award_lines", "1 = 1"), int64(1))
}
