package grant_test

import (
	"testing"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/grant"
)

// Everybody who might try, and what each is told: "" may, otherwise the code.
func TestWhoMayDoWhat(t *testing.T) {
	w := newWorld(t, 2)
	p := w.pool(t, "b200", window(august, january, 1024))
	pending, err := w.award(2, line(p, august, january, 8))
	if err != nil {
		t.Fatal(err)
	}
	o := w.offer(t, 1, line(p, august, january, 8))
	in := func(role actor.Role, kind actor.ScopeKind, id string) actor.Actor {
		return w.as("somebody", actor.Grant{Role: role, ScopeKind: kind, ScopeID: id})
	}
	member := w.as("member-1", actor.Grant{Role: actor.Member, ScopeKind: actor.Team, ScopeID: teamID(1)})
	removed := w.lead(1) // with the role of a lead, but no longer among the team's people
	removed.PersonID = "somebody"

	// What is told to whoever tries to change something, by how much is seen.
	type told struct {
		office, own                 bool // what is seen: all of the call, the offers of team 1
		change, pool, award, answer string
	}
	const none = "call.not_found"
	const readOnly = "grant.administrator_only"
	office := told{office: true, own: true, change: readOnly, pool: readOnly, award: readOnly, answer: "grant.lead_only"}
	own := told{own: true, change: none, pool: "grant.pool_not_found", award: "grant.award_not_found", answer: "grant.lead_only"}
	foreign := told{change: none, pool: "grant.pool_not_found", award: "grant.award_not_found", answer: "grant.offer_not_found"}
	cases := []struct {
		name string
		who  actor.Actor
		told
	}{
		{"approver", in(actor.Approver, actor.Call, callID), office},
		{"auditor", in(actor.Auditor, actor.Installation, ""), office},
		{"member", member, own},
		{"another team's lead", w.lead(2), foreign},
		{"removed lead", removed, foreign},
		{"another call's administrator", in(actor.Administrator, actor.Call, "call-2"), foreign},
		{"judge", in(actor.Judge, actor.Stage, "stage-2"), foreign},
		{"nobody", actor.Actor{}, foreign},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.grants.CreatePool(ctx, c.who, grant.PoolInput{CallID: callID})
			wantCode(t, err, c.change)
			_, err = w.grants.EnterAward(ctx, c.who, grant.AwardInput{CallID: callID})
			wantCode(t, err, c.change)
			wantCode(t, w.grants.WithdrawAward(ctx, c.who, pending.ID), c.award)
			_, err = w.grants.MakeOffer(ctx, c.who, pending.ID, grant.OfferInput{})
			wantCode(t, err, c.award)
			_, err = w.grants.AddWindow(ctx, c.who, p.ID, grant.WindowInput{})
			wantCode(t, err, c.pool)
			_, err = w.grants.Answer(ctx, c.who, o.ID, all(o, grant.Accept, 0))
			wantCode(t, err, c.answer)
			read := func(seen bool, err error, hidden string) {
				t.Helper()
				if seen {
					hidden = ""
				}
				wantCode(t, err, hidden)
			}
			_, err = w.grants.Pools(ctx, c.who, callID)
			read(c.office, err, none)
			_, err = w.grants.Overview(ctx, c.who, callID)
			read(c.office, err, none)
			_, err = w.grants.Awards(ctx, c.who, callID)
			read(c.office, err, none)
			_, err = w.grants.TeamOffers(ctx, c.who, teamID(1))
			read(c.own, err, "team.not_found")
			_, err = w.grants.Offer(ctx, c.who, o.ID)
			read(c.own, err, "grant.offer_not_found")
		})
	}
	for _, who := range []actor.Actor{w.admin(), w.lead(1), member} {
		_, err := w.grants.Offer(ctx, who, o.ID)
		wantCode(t, err, "")
	}
	_, err = w.grants.Answer(ctx, w.admin(), o.ID, all(o, grant.Accept, 0))
	wantCode(t, err, "grant.lead_only")
	_, err = w.grants.Answer(ctx, w.lead(1), o.ID, all(o, grant.Accept, 0))
	wantCode(t, err, "")
}

// What is missing looks like what is another's.
func TestMissingLooksLikeForeign(t *testing.T) {
	w := newWorld(t, 1)
	_, err := w.grants.Offer(ctx, w.lead(1), "missing")
	wantCode(t, err, "grant.offer_not_found")
	_, err = w.grants.Answer(ctx, w.lead(1), "missing", grant.AnswerInput{})
	wantCode(t, err, "grant.offer_not_found")
	_, err = w.grants.MakeOffer(ctx, w.admin(), "missing", grant.OfferInput{})
	wantCode(t, err, "grant.award_not_found")
	_, err = w.grants.AddWindow(ctx, w.admin(), "missing", grant.WindowInput{})
	wantCode(t, err, "grant.pool_not_found")
	_, err = w.grants.TeamOffers(ctx, w.lead(1), "missing")
	wantCode(t, err, "team.not_found")
	_, err = w.grants.Overview(ctx, w.admin(), "missing")
	wantCode(t, err, "call.not_found")

	// A pool of one call cannot be awarded by another's administrator.
	w.create(t, &call.Call{ID: "call-2", Key: "other", Status: call.StatusOpen, CreatedBy: "admin"})
	p := w.pool(t, "b200", window(august, january, 8))
	other := w.as("admin", actor.Grant{Role: actor.Administrator, ScopeKind: actor.Call, ScopeID: "call-2"})
	_, err = w.grants.EnterAward(ctx, other, grant.AwardInput{CallID: "call-2", TeamID: teamID(1), Lines: []grant.LineInput{line(p, august, january, 8)}})
	equal(t, fields(err), []string{"body.team_id grant.team_unknown"})
}
