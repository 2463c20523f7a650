package team_test

import (
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// Who may do what with a team; "" is yes.
func TestPermissions(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("member")
	w.join(made, "member", "lead-org")
	w.officer("stranger", "stranger-org", "남의 회사", account.MidSize)
	for person, role := range map[string]actor.Role{"admin": actor.Administrator, "approver": actor.Approver} {
		w.person(person)
		w.grant(person, role, actor.Call, "call")
	}
	w.person("auditor")
	w.grant("auditor", actor.Auditor, actor.Installation, "")
	w.person("foreign-admin")
	w.grant("foreign-admin", actor.Administrator, actor.Call, "other-call")
	name, none := "이름", "team.not_found"
	acts := map[string]func(who actor.Actor) error{
		"read": func(who actor.Actor) error {
			_, err := w.teams.Get(ctx, who, made.ID)
			return err
		},
		"rename": func(who actor.Actor) error {
			current, err := w.teams.Get(ctx, w.as("lead"), made.ID)
			if err != nil {
				return err
			}
			_, err = w.teams.Update(ctx, who, made.ID, team.Change{Name: &name, IfVersion: current.Version})
			return err
		},
		"invite": func(who actor.Actor) error {
			_, err := w.teams.Invite(ctx, who, team.InvitationInput{TeamID: made.ID, Email: "x@example.kr", OrganisationID: "lead-org"})
			return err
		},
		"remove a member": func(who actor.Actor) error {
			err := w.teams.RemoveMember(ctx, who, made.ID, "none")
			return unless(err, "team.member_not_found")
		},
		"add an organisation": func(who actor.Actor) error {
			_, err := w.teams.AddOrganisation(ctx, who, made.ID, "none")
			return unless(err, "input.invalid")
		},
		"withdraw": func(who actor.Actor) error {
			_, err := w.teams.Withdraw(ctx, who, made.ID)
			if err == nil {
				_, err = w.teams.Return(ctx, who, made.ID)
			}
			return err
		},
	}
	change := map[string]string{
		"lead": "", "member": "team.lead_only", "admin": "team.lead_only", "approver": "team.lead_only",
		"auditor": none, "stranger": none, "foreign-admin": none, "": none,
	}
	read := map[string]string{
		"lead": "", "member": "", "admin": "", "approver": "", "auditor": none, "stranger": none, "foreign-admin": none, "": none,
	}
	for act, do := range acts {
		want := change
		if act == "read" {
			want = read
		}
		for person, code := range want {
			who := actor.Actor{Arrival: w.clock.Now()}
			if person != "" {
				who = w.as(person)
			}
			if err := do(who); code == "" && err != nil {
				t.Errorf("%s by %s: %v", act, person, err)
			} else if code != "" {
				refused(t, err, code)
			}
		}
	}
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&call.Stage{}).Where("id = ?", "first").Update("phase", call.PhaseReleased).Error
	})
	if err := acts["read"](w.as("auditor")); err != nil {
		t.Errorf("an auditor after a release: %v", err)
	}
}

// unless forgives the one refusal that comes after the permission.
func unless(err error, code string) error {
	if fault.CodeOf(err) == code {
		return nil
	}
	return err
}

func TestARemovedMemberIsOutAtOnce(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.person("member")
	w.join(made, "member", "lead-org")
	before := w.as("member") // the roles of a request that is under way
	detail, err := w.teams.Get(ctx, w.as("lead"), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.teams.RemoveMember(ctx, w.as("lead"), made.ID, detail.Members[1].ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.teams.Get(ctx, before, made.ID)
	refused(t, err, "team.not_found")
	if w.as("member").HoldsAnywhere(actor.Member) {
		t.Error("the role is still held")
	}
	err = w.teams.RemoveMember(ctx, w.as("lead"), made.ID, detail.Members[0].ID)
	refused(t, err, "team.lead_stays")
}

func TestOrganisationsOfATeam(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	w.organisation("univ", "한국대학교", account.University)
	if _, err := w.teams.AddOrganisation(ctx, w.as("lead"), made.ID, "univ"); err != nil {
		t.Fatal(err)
	}
	_, err := w.teams.AddOrganisation(ctx, w.as("lead"), made.ID, "univ")
	refused(t, err, "team.organisation_takes_part")
	_, err = w.teams.AddOrganisation(ctx, w.as("lead"), made.ID, "none")
	refused(t, err, "team.organisation_unknown")
	w.person("kim")
	w.join(made, "kim", "univ")
	refused(t, w.teams.RemoveOrganisation(ctx, w.as("lead"), made.ID, "univ"), "team.organisation_has_people")
	refused(t, w.teams.RemoveOrganisation(ctx, w.as("lead"), made.ID, "lead-org"), "team.lead_organisation_stays")
	refused(t, w.teams.RemoveOrganisation(ctx, w.as("lead"), made.ID, "none"), "team.organisation_not_found")
	detail, err := w.teams.Get(ctx, w.as("kim"), made.ID)
	if err != nil || detail.MyRole != team.RoleMember || detail.Changeable || len(detail.Organisations) != 2 {
		t.Fatal(detail, err)
	}
	if err := w.teams.RemoveMember(ctx, w.as("lead"), made.ID, detail.Members[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := w.teams.RemoveOrganisation(ctx, w.as("lead"), made.ID, "univ"); err != nil {
		t.Fatal(err)
	}
	w.clock.Set(w.deadline)
	_, err = w.teams.AddOrganisation(ctx, w.as("lead"), made.ID, "univ")
	refused(t, err, "team.changes_closed")
}
