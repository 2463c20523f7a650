package team_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

func TestAnInvitationIsMailedAndAcceptedOnce(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("kim")
	in := team.InvitationInput{TeamID: made.ID, Email: " Kim@Example.KR ", OrganisationID: "lead-org"}
	invited, err := w.teams.Invite(ctx, w.as("lead"), in)
	if err != nil {
		t.Fatal(err)
	}
	if invited.Link != "https://wbl.example.kr/invitations/"+invited.Token || len(invited.Token) < 50 {
		t.Errorf("link %s", invited.Link)
	}
	var mail struct{ Recipient, Template, Body string }
	w.write(func(tx *store.Tx) error {
		var hashes []string
		if err := tx.DB().Table("team_invitations").Pluck("token_hash", &hashes).Error; err != nil {
			return err
		}
		if len(hashes) != 1 || strings.Contains(hashes[0], invited.Token) {
			t.Errorf("stored %v", hashes)
		}
		return tx.DB().Table("mails").Take(&mail).Error
	})
	if mail.Recipient != "kim@example.kr" || mail.Template != "team_invitation" || !strings.Contains(mail.Body, invited.Link) {
		t.Errorf("mail %+v", mail)
	}
	for range 2 { // a second click changes nothing
		joined, err := w.teams.Accept(ctx, w.as("kim"), invited.Token)
		if err != nil || joined.ID != made.ID {
			t.Fatal(joined, err)
		}
	}
	if !w.as("kim").Holds(actor.Member, actor.Team, made.ID) || w.acts("team.member_joined") != 1 {
		t.Error("kim is no member, or joined twice")
	}
	_, err = w.teams.Invite(ctx, w.as("lead"), in)
	refused(t, err, "team.already_member")
}

func TestOnlyTheAddresseeLearnsAnything(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("kim")
	w.person("lee")
	invited, err := w.teams.Invite(ctx, w.as("lead"), team.InvitationInput{
		TeamID: made.ID, Email: "kim@example.kr", OrganisationID: "lead-org",
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, who := range map[string]actor.Actor{"another person": w.as("lee"), "the lead": w.as("lead"), "nobody": {}} {
		_, foreign := w.teams.Accept(ctx, who, invited.Token)
		_, none := w.teams.Accept(ctx, who, "no-such-token")
		refused(t, foreign, "team.invitation_not_found")
		if foreign.Error() != none.Error() || fault.KindOf(foreign) != fault.KindOf(none) {
			t.Errorf("%s can tell %v from %v", name, foreign, none)
		}
		_, err := w.teams.Invitation(ctx, who, invited.Token)
		refused(t, err, "team.invitation_not_found")
	}
	offer, err := w.teams.Invitation(ctx, w.as("kim"), invited.Token)
	if err != nil || offer.Team.Name != made.Name || offer.Organisation.ID != "lead-org" || offer.Inviter != "사람 lead" {
		t.Errorf("offer %+v, %v", offer, err)
	}
}

func invite(w *world, made team.Team) team.Invited {
	w.t.Helper()
	invited, err := w.teams.Invite(ctx, w.as("lead"), team.InvitationInput{
		TeamID: made.ID, Email: "kim@example.kr", OrganisationID: "lead-org",
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return invited
}

func TestAnInvitationEnds(t *testing.T) {
	cases := map[string]struct {
		end  func(w *world, made team.Team, invited team.Invited)
		code string
	}{
		"by time":                      {func(w *world, _ team.Team, _ team.Invited) { w.clock.Advance(14 * 24 * time.Hour) }, "team.invitation_expired"},
		"by the lead":                  {func(w *world, made team.Team, in team.Invited) { revoke(w, made, in) }, "team.invitation_revoked"},
		"by a newer one":               {func(w *world, made team.Team, _ team.Invited) { invite(w, made) }, "team.invitation_revoked"},
		"after the member was removed": {func(w *world, made team.Team, in team.Invited) { acceptAndRemove(w, made, in) }, "team.invitation_used"},
		"by withdrawal": {func(w *world, made team.Team, _ team.Invited) {
			if _, err := w.teams.Withdraw(ctx, w.as("lead"), made.ID); err != nil {
				w.t.Fatal(err)
			}
		}, "team.is_withdrawn"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			made := w.register()
			w.person("kim")
			invited := invite(w, made)
			c.end(w, made, invited)
			_, err := w.teams.Accept(ctx, w.as("kim"), invited.Token)
			refused(t, err, c.code)
			if w.as("kim").Holds(actor.Member, actor.Team, made.ID) {
				t.Error("kim is a member")
			}
		})
	}
}

func TestInvitationsAreAcceptedUntilTheDeadline(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("kim")
	w.clock.Set(w.deadline - clock.Day)
	invited := invite(w, made)
	w.clock.Set(w.deadline)
	_, err := w.teams.Accept(ctx, w.as("kim"), invited.Token)
	refused(t, err, "team.changes_closed")
	w.clock.Set(w.deadline - clock.Microsecond)
	if _, err := w.teams.Accept(ctx, w.as("kim"), invited.Token); err != nil {
		t.Error(err)
	}
}

func TestARepeatedInvitationGivesTheSameLinkAndKeepsItNowhere(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	keyed := store.WithIdempotency(ctx, store.IdempotencyKey{PersonID: "lead", Route: "invite", ObjectID: made.ID, Key: "k"})
	in := team.InvitationInput{TeamID: made.ID, Email: "kim@example.kr", OrganisationID: "lead-org"}
	first, err := w.teams.Invite(keyed, w.as("lead"), in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.teams.Invite(keyed, w.as("lead"), in)
	if err != nil || again.Link != first.Link || len(again.Token) != 52 {
		t.Errorf("%+v, %v; was %+v", again, err, first)
	}
	var kept []string
	w.write(func(tx *store.Tx) error {
		return tx.DB().Raw("SELECT result FROM idempotency_keys WHERE result LIKE ?", store.Contains(first.Token)).Scan(&kept).Error
	})
	if len(kept) > 0 {
		t.Errorf("the link stands in %v", kept)
	}
}

func TestNobodyIsFloodedWithInvitations(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	for range 5 {
		invite(w, made)
	}
	in := team.InvitationInput{TeamID: made.ID, Email: "kim@example.kr", OrganisationID: "lead-org"}
	_, err := w.teams.Invite(ctx, w.as("lead"), in)
	refused(t, err, "account.too_many_links")
	w.clock.Advance(time.Hour)
	if _, err := w.teams.Invite(ctx, w.as("lead"), in); err != nil {
		t.Error(err)
	}
}

func TestANewerInvitationIsOnRecordForTheEarlier(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	first, second := invite(w, made), invite(w, made)
	var details []string
	w.write(func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("action = ?", "team.invitation_revoked").Pluck("details", &details).Error
	})
	if len(details) != 1 || !strings.Contains(details[0], first.Invitation.ID) || strings.Contains(details[0], second.Invitation.ID) {
		t.Errorf("recorded %v", details)
	}
}

func revoke(w *world, made team.Team, in team.Invited) {
	w.t.Helper()
	for range 2 {
		if err := w.teams.Revoke(ctx, w.as("lead"), made.ID, in.Invitation.ID); err != nil {
			w.t.Fatal(err)
		}
	}
}

func acceptAndRemove(w *world, made team.Team, in team.Invited) {
	w.t.Helper()
	if _, err := w.teams.Accept(ctx, w.as("kim"), in.Token); err != nil {
		w.t.Fatal(err)
	}
	detail, err := w.teams.Get(ctx, w.as("lead"), made.ID)
	if err != nil || len(detail.Members) != 2 {
		w.t.Fatal(detail.Members, err)
	}
	if err := w.teams.RemoveMember(ctx, w.as("lead"), made.ID, detail.Members[1].ID); err != nil {
		w.t.Fatal(err)
	}
}

func TestOneInvitationOneMember(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("kim")
	invited, err := w.teams.Invite(ctx, w.as("lead"), team.InvitationInput{
		TeamID: made.ID, Email: "kim@example.kr", OrganisationID: "lead-org",
	})
	if err != nil {
		t.Fatal(err)
	}
	who := w.as("kim")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := w.teams.Accept(ctx, who, invited.Token); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := w.acts("team.member_joined"); n != 1 {
		t.Errorf("joined %d times", n)
	}
}

func TestInviteNamesEveryProblem(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.organisation("stranger", "남의 기관", account.University)
	for _, email := range []string{"", "kim", "Kim <kim@example.kr>", "a@b@c", strings.Repeat("a", 250) + "@example.kr"} {
		_, err := w.teams.Invite(ctx, w.as("lead"), team.InvitationInput{TeamID: made.ID, Email: email, OrganisationID: "stranger"})
		f, ok := err.(*fault.Fault)
		if !ok || len(f.Fields) != 2 {
			t.Errorf("%q: %v, want two problems", email, err)
		}
	}
}

func TestInvitationStatus(t *testing.T) {
	const now = clock.Instant(100)
	cases := map[string]struct {
		in   team.Invitation
		want string
	}{
		"open":                  {team.Invitation{ExpiresAt: 101}, team.InvitationOpen},
		"expires at its moment": {team.Invitation{ExpiresAt: 100}, team.InvitationExpired},
		"accepted stays":        {team.Invitation{ExpiresAt: 50, AcceptedAt: 40}, team.InvitationAccepted},
		"revoked":               {team.Invitation{ExpiresAt: 101, RevokedAt: 40}, team.InvitationRevoked},
	}
	for name, c := range cases {
		if got := c.in.StatusAt(now); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
