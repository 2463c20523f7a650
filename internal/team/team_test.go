package team_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

var ctx = context.Background()

func TestRegisterSeatsTheLeadAndEntersTheFirstStage(t *testing.T) {
	w := newWorld(t)
	got := w.register()
	if got.SortName != "카카오" || got.Status != team.Active || got.Version != 1 {
		t.Errorf("team %+v", got)
	}
	if !w.as("lead").Holds(actor.Lead, actor.Team, got.ID) {
		t.Error("the officer does not hold the role of lead")
	}
	w.write(func(tx *store.Tx) error {
		members, err := team.Members(tx, got.ID)
		if err != nil || len(members) != 1 || members[0].Role != team.RoleLead || members[0].Person.Email != "lead@example.kr" {
			t.Errorf("members %+v, %v", members, err)
		}
		organisations, err := team.Organisations(tx, got.ID)
		if err != nil || len(organisations) != 1 || organisations[0].Organisation.Name != "주식회사 카카오" {
			t.Errorf("organisations %+v, %v", organisations, err)
		}
		entry, ok, err := team.EntryOf(tx, "first", got.ID)
		if err != nil || !ok || entry.Outcome != team.Undecided {
			t.Errorf("entry %+v, %v, %v", entry, ok, err)
		}
		if _, ok, _ := team.EntryOf(tx, "second", got.ID); ok {
			t.Error("the team stands at the second stage")
		}
		return nil
	})
	for _, action := range []string{"team.registered", "team.entered"} {
		if n := w.acts(action); n != 1 {
			t.Errorf("%d acts %s, want 1", n, action)
		}
	}
}

func TestRegisterIsRefused(t *testing.T) {
	w := newWorld(t)
	w.register()
	w.officer("other", "other-org", "업스테이지", account.StartUp)
	draft := w.call
	draft.ID, draft.Key, draft.Status = "draft", "draft", call.StatusDraft
	closed := w.call
	closed.ID, closed.Key, closed.Status = "closed", "closed", call.StatusClosed
	w.create(&draft, &closed)
	good := team.Registration{CallID: "call", Name: "팀", LeadOrganisationID: "other-org"}
	cases := map[string]struct {
		who    string
		change func(*team.Registration)
		code   string
	}{
		"no name":               {"other", func(r *team.Registration) { r.Name = " " }, "input.required"},
		"long name":             {"other", func(r *team.Registration) { r.Name = strings.Repeat("가", 101) }, "input.too_long"},
		"direction mark":        {"other", func(r *team.Registration) { r.Name = "가\u202e나" }, "team.name_unreadable"},
		"second line":           {"other", func(r *team.Registration) { r.Name = "가\n나" }, "team.name_unreadable"},
		"invisible":             {"other", func(r *team.Registration) { r.NameEn = "\u3164" }, "team.name_unreadable"},
		"encoded character":     {"other", func(r *team.Registration) { r.NameEn = "a\x00b" }, "team.name_unreadable"},
		"another's company":     {"lead", func(*team.Registration) {}, "team.not_your_organisation"},
		"company that is none":  {"other", func(r *team.Registration) { r.LeadOrganisationID = "none" }, "team.not_your_organisation"},
		"call that is none":     {"other", func(r *team.Registration) { r.CallID = "none" }, "call.not_found"},
		"draft looks like none": {"other", func(r *team.Registration) { r.CallID = "draft" }, "call.not_found"},
		"closed call":           {"other", func(r *team.Registration) { r.CallID = "closed" }, "team.call_closed"},
		"leads already":         {"lead", func(r *team.Registration) { r.LeadOrganisationID = "lead-org" }, "team.already_leads"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := good
			c.change(&in)
			_, err := w.teams.Register(ctx, w.as(c.who), in)
			refused(t, err, c.code)
		})
	}
	if n := w.acts("team.registered"); n != 1 {
		t.Errorf("%d acts, want only the first team's", n)
	}
}

func TestTheDeadlineItselfIsLate(t *testing.T) {
	w := newWorld(t)
	w.officer("a", "a-org", "가", account.StartUp)
	w.officer("b", "b-org", "나", account.StartUp)
	register := func(person string, at clock.Instant) error {
		who := w.as(person)
		who.Arrival = at
		_, err := w.teams.Register(ctx, who, team.Registration{CallID: "call", Name: "팀", LeadOrganisationID: person + "-org"})
		return err
	}
	w.clock.Set(w.deadline + clock.Second) // worked on after the deadline
	if err := register("a", w.deadline-clock.Microsecond); err != nil {
		t.Errorf("one microsecond before: %v", err)
	}
	refused(t, register("b", w.deadline), "team.changes_closed")
}

func TestAnOrganisationLeadsOneTeamEvenInARace(t *testing.T) {
	w := newWorld(t)
	w.officer("a", "a-org", "가", account.StartUp)
	who := w.as("a")
	var wg sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wg.Go(func() {
			_, results[i] = w.teams.Register(ctx, who, team.Registration{
				CallID: "call", Name: fmt.Sprintf("팀 %d", i), LeadOrganisationID: "a-org",
			})
		})
	}
	wg.Wait()
	made := 0
	for _, err := range results {
		if err == nil {
			made++
		} else {
			refused(t, err, "team.already_leads")
		}
	}
	if made != 1 {
		t.Errorf("%d teams made, want 1", made)
	}
}

func TestUpdateRefusesAnOldVersion(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	name := "새 이름"
	renamed, err := w.teams.Update(ctx, w.as("lead"), made.ID, team.Change{Name: &name, IfVersion: 1})
	if err != nil || renamed.Name != name || renamed.NameEn != "Kakao team" || renamed.Version != 2 {
		t.Fatal(renamed, err)
	}
	_, err = w.teams.Update(ctx, w.as("lead"), made.ID, team.Change{Name: &name, IfVersion: 1})
	if fault.KindOf(err) != fault.PreconditionFailed {
		t.Error(err)
	}
}

func TestWithdrawAndReturn(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	entries := func() (n int) {
		w.write(func(tx *store.Tx) error {
			rows, err := team.Entries(tx, "first")
			n = len(rows)
			return err
		})
		return n
	}
	if n := entries(); n != 1 {
		t.Fatalf("%d entries", n)
	}
	if got, err := w.teams.Withdraw(ctx, w.as("lead"), made.ID); err != nil || got.Status != team.Withdrawn {
		t.Fatal(got, err)
	}
	if n := entries(); n != 0 {
		t.Errorf("%d entries of a withdrawn team", n)
	}
	name := "x"
	_, err := w.teams.Update(ctx, w.as("lead"), made.ID, team.Change{Name: &name, IfVersion: 2})
	refused(t, err, "team.is_withdrawn")
	if got, err := w.teams.Return(ctx, w.as("lead"), made.ID); err != nil || got.Status != team.Active {
		t.Fatal(got, err)
	}
	w.clock.Set(w.deadline)
	_, err = w.teams.Withdraw(ctx, w.as("lead"), made.ID)
	refused(t, err, "team.changes_closed")
	if w.acts("team.withdrawn") != 1 || w.acts("team.returned") != 1 {
		t.Error("acts are missing")
	}
}

func TestListIsInTheOrderOfSortNames(t *testing.T) {
	w := newWorld(t)
	for i, name := range []string{"주식회사 카카오", "네이버클라우드(주)", "㈜업스테이지", "루닛", "KT"} {
		person, organisation := fmt.Sprintf("p%d", i), fmt.Sprintf("o%d", i)
		w.officer(person, organisation, name, account.MidSize)
		_, err := w.teams.Register(ctx, w.as(person), team.Registration{CallID: "call", Name: name, LeadOrganisationID: organisation})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.person("admin")
	w.grant("admin", actor.Administrator, actor.Call, "call")
	got, next := []string{}, ""
	for pages := 0; pages < 4; pages++ {
		page, err := w.teams.List(ctx, w.as("admin"), "call", next, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, listed := range page.Teams {
			got = append(got, listed.SortName)
		}
		if next = page.Next; next == "" {
			break
		}
	}
	if want := "KT 네이버클라우드 루닛 업스테이지 카카오"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	_, err := w.teams.List(ctx, w.as("p1"), "call", "", 10)
	refused(t, err, "call.not_found")
	encoded := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	for _, cursor := range []string{"%%%", encoded(`{"n":"\u0000"}`), encoded(`{"n":"a","i":"b\u0000"}`)} {
		_, err = w.teams.List(ctx, w.as("admin"), "call", cursor, 10)
		refused(t, err, "input.not_allowed")
	}
}

func TestSetOutcomeNeedsAnEntry(t *testing.T) {
	w := newWorld(t)
	made := w.register()
	err := w.store.Write(ctx, func(tx *store.Tx) error { return team.SetOutcome(tx, "second", made.ID, team.Passed) })
	refused(t, err, "team.entry_not_found")
	w.write(func(tx *store.Tx) error {
		if err := team.Enter(tx, actor.System(tx.Now()), "second", made.ID); err != nil {
			return err
		}
		if err := team.Enter(tx, actor.System(tx.Now()), "second", made.ID); err != nil {
			return err
		}
		if err := team.SetOutcome(tx, "first", made.ID, team.Passed); err != nil {
			return err
		}
		entries, err := team.EntriesOf(tx, made.ID)
		if len(entries) != 2 || entries[0].Outcome != team.Passed || entries[0].DecidedAt != tx.Now() {
			t.Errorf("entries %+v", entries)
		}
		return err
	})
}
