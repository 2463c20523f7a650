package grant_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/grant"
	"wbl/internal/ledger"
	"wbl/internal/store"
	"wbl/internal/storetest"
	"wbl/internal/team"
)

var ctx = context.Background()

// Moments of the tests, on the first of a month in Korean time.
var (
	august   = month(2025, time.August)
	october  = month(2025, time.October)
	december = month(2025, time.December)
	january  = month(2026, time.January)
	july     = month(2026, time.July)
)

func month(year int, m time.Month) clock.Instant {
	return clock.FromTime(time.Date(year, m, 1, 0, 0, 0, 0, clock.KST))
}

const callID = "call-1"

// world is a call whose last stage has selected all of its teams.
type world struct {
	clock  *clock.Manual
	store  *store.Store
	grants *grant.Service
}

func newWorld(tb testing.TB, teams int) *world {
	tb.Helper()
	clk := clock.NewManual(time.Date(2025, 8, 4, 0, 0, 0, 0, time.UTC))
	s := storetest.Open(tb, clk)
	w := &world{clock: clk, store: s, grants: grant.New(s, "https://wbl.example.kr/")}
	w.create(tb, person("admin"), person("approver"))
	w.create(tb, &call.Call{
		ID: callID, Key: "wbl", Title: call.Text{Ko: "독자 AI 파운데이션 모델", En: "Foundation model"},
		Status: call.StatusOpen, CreatedBy: "admin",
		Definition: call.Definition{Resources: []call.Resource{
			{Key: "b200", Kind: call.GPU, Unit: call.Text{Ko: "장", En: "GPUs"}, Step: 8, Maximum: 1024},
			{Key: "h100", Kind: call.GPU, Unit: call.Text{Ko: "장", En: "GPUs"}, Step: 8, Maximum: 1024},
			{Key: "money", Kind: call.Money, Unit: call.Text{Ko: "원", En: "won"}, Step: 1, Maximum: 1e12},
			{Key: "talent", Kind: call.Talent, Unit: call.Text{Ko: "명", En: "persons"}, Step: 1, Maximum: 50},
		}},
	})
	w.create(tb,
		&call.Stage{ID: "stage-1", CallID: callID, Key: "paper", Position: 1, Phase: call.PhaseReleased, Definition: call.StageDefinition{Requests: true}},
		&call.Stage{ID: "stage-2", CallID: callID, Key: "presentation", Position: 2, Phase: call.PhaseReleased})
	for i := range teams {
		w.addTeam(tb, i+1)
	}
	return w
}

// addTeam makes a selected team of one organisation with a lead and a member.
func (w *world) addTeam(tb testing.TB, i int) {
	tb.Helper()
	id, org := teamID(i), fmt.Sprintf("org-%d", i)
	w.create(tb, person(fmt.Sprintf("lead-%d", i)), person(fmt.Sprintf("member-%d", i)))
	w.create(tb, &account.Organisation{
		ID: org, RegistrationNumber: fmt.Sprintf("%010d", i), Name: fmt.Sprintf("기관 %d", i), CreatedBy: "admin",
	})
	w.create(tb, &team.Team{
		ID: id, CallID: callID, Name: fmt.Sprintf("컨소시엄 %d", i), LeadOrganisationID: org,
		SortName: fmt.Sprintf("%03d", i), Status: team.Active, CreatedBy: "admin", Version: 1,
	})
	w.create(tb,
		&team.Participation{ID: "p-" + id, TeamID: id, OrganisationID: org, Role: team.RoleLead},
		&team.Entry{ID: "e1-" + id, StageID: "stage-1", TeamID: id, Outcome: team.Passed},
		&team.Entry{ID: "e2-" + id, StageID: "stage-2", TeamID: id, Outcome: team.Passed},
		&team.Member{ID: "l-" + id, TeamID: id, PersonID: fmt.Sprintf("lead-%d", i), OrganisationID: org, Role: team.RoleLead},
		&team.Member{ID: "m-" + id, TeamID: id, PersonID: fmt.Sprintf("member-%d", i), OrganisationID: org, Role: team.RoleMember})
}

func teamID(i int) string { return fmt.Sprintf("team-%d", i) }

func person(id string) *account.Person {
	return &account.Person{ID: id, Email: id + "@example.kr", Name: id, Language: "ko", Status: account.Active}
}

func (w *world) write(tb testing.TB, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := w.store.Write(ctx, fn); err != nil {
		tb.Fatal(err)
	}
}

func (w *world) create(tb testing.TB, rows ...any) {
	tb.Helper()
	w.write(tb, func(tx *store.Tx) error {
		for _, row := range rows {
			if err := tx.DB().Create(row).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) exec(tb testing.TB, statement string, args ...any) {
	tb.Helper()
	w.write(tb, func(tx *store.Tx) error { return tx.DB().Exec(statement, args...).Error })
}

func (w *world) count(tb testing.TB, table, condition string, args ...any) (n int64) {
	tb.Helper()
	err := w.store.Read(ctx, func(tx *store.Tx) error { return tx.DB().Table(table).Where(condition, args...).Count(&n).Error })
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func (w *world) as(id string, grants ...actor.Grant) actor.Actor {
	return actor.Actor{PersonID: id, Language: "ko", Arrival: w.clock.Now(), Grants: grants}
}

func (w *world) admin() actor.Actor {
	return w.as("admin", actor.Grant{Role: actor.Administrator, ScopeKind: actor.Call, ScopeID: callID})
}

func (w *world) lead(i int) actor.Actor {
	return w.as(fmt.Sprintf("lead-%d", i), actor.Grant{Role: actor.Lead, ScopeKind: actor.Team, ScopeID: teamID(i)})
}

func (w *world) pool(tb testing.TB, resource string, windows ...grant.WindowInput) grant.PoolView {
	tb.Helper()
	p, err := w.grants.CreatePool(ctx, w.admin(), grant.PoolInput{
		CallID: callID, ResourceKey: resource, Name: resource + " 자원", Provider: "공급처", Windows: windows,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func window(from, until clock.Instant, capacity int64) grant.WindowInput {
	return grant.WindowInput{From: from, Until: until, Capacity: capacity}
}

func line(p grant.PoolView, from, until clock.Instant, granted int64) grant.LineInput {
	return grant.LineInput{PoolID: p.ID, From: from, Until: until, Granted: granted, Reason: "평가 순위와 신청량"}
}

func (w *world) award(i int, lines ...grant.LineInput) (grant.AwardView, error) {
	return w.grants.EnterAward(ctx, w.admin(), grant.AwardInput{CallID: callID, TeamID: teamID(i), Lines: lines})
}

// offer awards the lines to a team and offers them.
func (w *world) offer(tb testing.TB, i int, lines ...grant.LineInput) grant.OfferView {
	tb.Helper()
	a, err := w.award(i, lines...)
	if err != nil {
		tb.Fatal(err)
	}
	o, err := w.grants.MakeOffer(ctx, w.admin(), a.ID, grant.OfferInput{})
	if err != nil {
		tb.Fatal(err)
	}
	return o
}

// all answers every line of an offer in the same way.
func all(o grant.OfferView, answer grant.Answer, accepted int64) grant.AnswerInput {
	in := grant.AnswerInput{}
	for _, l := range o.Lines {
		in.Lines = append(in.Lines, grant.LineAnswer{OfferLineID: l.ID, Answer: answer, Accepted: accepted, Reason: "계획 변경"})
	}
	return in
}

func (w *world) overview(tb testing.TB) grant.Overview {
	tb.Helper()
	o, err := w.grants.Overview(ctx, w.admin(), callID)
	if err != nil {
		tb.Fatal(err)
	}
	return o
}

// balance is what stands on one account of the ledger.
func (w *world) balance(tb testing.TB, unit ledger.Unit, kind ledger.AccountKind, teamID string) (amount int64) {
	tb.Helper()
	err := w.store.Read(ctx, func(tx *store.Tx) error {
		balances, err := ledger.Balances(tx, callID, 0)
		for _, b := range balances {
			if b.Unit == unit && b.AccountKind == kind && b.TeamID == teamID {
				amount = b.Amount
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return amount
}

func wantCode(tb testing.TB, err error, code string) {
	tb.Helper()
	if fault.CodeOf(err) != code {
		tb.Errorf("error %v, want %q", err, code)
	}
}

// fields gives the problems of an input as "location code".
func fields(err error) []string {
	var f *fault.Fault
	out := []string{}
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			out = append(out, field.Location+" "+field.Code)
		}
	}
	return out
}

func equal[T any](tb testing.TB, got, want T) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Error(diff)
	}
}
