package team_test

import (
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/store"
	"wbl/internal/team"
	"wbl/internal/text"
)

func TestEligibility(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.organisation("univ", "한국대학교", account.University)
	w.organisation("start", "작은회사", account.StartUp)
	rules := []call.Rule{
		{Key: "university", Kind: call.UniversityRequired},
		{Key: "size", Kind: call.MaxOrganisations, Params: call.RuleParams{Maximum: 2}},
		{Key: "lead_kind", Kind: call.LeadKindExcluded, Params: call.RuleParams{Kinds: []account.OrganisationKind{account.Large}}},
		{Key: "kinds", Kind: call.KindExcluded, Params: call.RuleParams{Kinds: []account.OrganisationKind{account.StartUp}}},
		{Key: "one_lead", Kind: call.OneLeadPerCall},
		{Key: "no_ban", Kind: call.NotBanned},
		{Key: "domestic", Kind: call.PersonDecides},
		{Key: "later", Kind: "a_kind_of_later_years"},
	}
	check := func(name string, want ...string) {
		t.Helper()
		c := w.call
		c.Definition.Eligibility = rules
		w.write(func(tx *store.Tx) error {
			findings, err := team.Eligibility(tx, made, c)
			for i, f := range findings {
				if f.RuleKey != rules[i].Key || f.Outcome != want[i] {
					t.Errorf("%s: rule %s: %s (%s), want %s", name, rules[i].Key, f.Outcome, f.Code, want[i])
				}
				if !text.Has(f.Code) {
					t.Errorf("%s has no text", f.Code)
				}
			}
			return err
		})
	}
	const pass, fail, person = team.Pass, team.Fail, team.NeedsPerson
	check("alone", fail, pass, fail, pass, pass, pass, person, person)
	add := func(organisation string) {
		t.Helper()
		if _, err := w.teams.AddOrganisation(ctx, w.as("lead"), made.ID, organisation); err != nil {
			t.Fatal(err)
		}
	}
	add("univ")
	check("with a university, size on the limit", pass, pass, fail, pass, pass, pass, person, person)
	add("start")
	check("one too many", pass, fail, fail, fail, pass, pass, person, person)
	ban := func(organisation string, from, until clock.Instant) {
		t.Helper()
		w.write(func(tx *store.Tx) error {
			return account.AddStanding(tx, actor.System(tx.Now()), account.Standing{
				OrganisationID: organisation, Kind: "banned", FromAt: from, UntilAt: until, Reason: "참여제한",
			})
		})
	}
	ban("univ", 1, w.deadline)
	check("a ban that ends at the deadline", pass, fail, fail, fail, pass, pass, person, person)
	ban("univ", 1, w.deadline+1)
	check("a ban that holds at the deadline", pass, fail, fail, fail, pass, fail, person, person)
}

func TestEligibilityTellsTeamsApart(t *testing.T) {
	w := newWorld(t)
	company := w.register()
	w.officer("dean", "school", "한국대학교", account.University)
	school, err := w.teams.Register(ctx, w.as("dean"), team.Registration{CallID: "call", Name: "대학 팀", LeadOrganisationID: "school"})
	if err != nil {
		t.Fatal(err)
	}
	c := w.call
	c.Definition.Eligibility = []call.Rule{{Key: "university", Kind: call.UniversityRequired}, {Key: "no_ban", Kind: call.NotBanned}}
	w.write(func(tx *store.Tx) error {
		err := account.AddStanding(tx, actor.System(tx.Now()), account.Standing{OrganisationID: "school", Kind: "banned", FromAt: 1})
		if err != nil {
			return err
		}
		findings, err := team.EligibilityOf(tx, c, []string{company.ID, school.ID})
		for id, want := range map[string][]string{company.ID: {team.Fail, team.Pass}, school.ID: {team.Pass, team.Fail}} {
			if got := findings[id]; len(got) != 2 || got[0].Outcome != want[0] || got[1].Outcome != want[1] {
				t.Errorf("findings %+v, want %v", got, want)
			}
		}
		return err
	})
}

// What the rule of one lead says of every team rests on this.
func TestNotEvenAWithdrawnTeamMakesRoomForASecondOne(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	if _, err := w.teams.Withdraw(ctx, w.as("lead"), made.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.teams.Register(ctx, w.as("lead"), team.Registration{CallID: "call", Name: "둘째 팀", LeadOrganisationID: "lead-org"})
	refused(t, err, "team.already_leads")
}
