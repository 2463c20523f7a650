package call_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

// Every method that names a call, with what each person gets for a draft and for
// an open call. "other" signs in and has no role; "" is nobody. Opening comes last:
// it ends the draft.
func TestWhoMayDoWhat(t *testing.T) {
	const none, notAdmin, fine = "call.not_found", "call.administrator_only", ""
	methods := []struct {
		name        string
		do          func(w *world, who actor.Actor, v call.View) error
		draft, open map[string]string
	}{
		{
			"Get", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.Get(w.ctx, who, v.Call.ID)
				return err
			},
			map[string]string{"organiser": fine, "admin": fine, "approver": fine, "other": none, "": none},
			map[string]string{"organiser": fine, "admin": fine, "approver": fine, "other": fine, "": fine},
		},
		{
			"Public", func(w *world, _ actor.Actor, v call.View) error {
				_, err := w.service.Public(w.ctx, v.Call.Key)
				return err
			},
			map[string]string{"organiser": none, "admin": none, "approver": none, "other": none, "": none},
			map[string]string{"organiser": fine, "admin": fine, "approver": fine, "other": fine, "": fine},
		},
		{
			"Staff", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.Staff(w.ctx, who, v.Call.ID)
				return err
			},
			map[string]string{"organiser": fine, "admin": fine, "approver": fine, "other": none, "": none},
			map[string]string{"organiser": fine, "admin": fine, "approver": fine, "other": notAdmin, "": notAdmin},
		},
		{
			"Update", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.Update(w.ctx, who, v.Call.ID, v.Call.Version, w.input())
				return err
			},
			map[string]string{"organiser": fine, "admin": fine, "approver": notAdmin, "other": none, "": none},
			map[string]string{"organiser": "call.not_draft", "admin": "call.not_draft", "approver": notAdmin, "other": notAdmin, "": notAdmin},
		},
		{
			"Close", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.Close(w.ctx, who, v.Call.ID, v.Call.Version)
				return err
			},
			map[string]string{"organiser": notAdmin, "admin": "call.not_open", "approver": notAdmin, "other": none, "": none},
			map[string]string{"organiser": notAdmin, "admin": "call.stage_unfinished", "approver": notAdmin, "other": notAdmin, "": notAdmin},
		},
		{
			"ChangeSchedule", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.ChangeSchedule(w.ctx, who, v.Call.ID, extend(v, clock.Day))
				return err
			},
			map[string]string{"organiser": notAdmin, "admin": "call.not_open", "approver": notAdmin, "other": none, "": none},
			map[string]string{"organiser": notAdmin, "admin": fine, "approver": notAdmin, "other": notAdmin, "": notAdmin},
		},
		{
			"SetPhase", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.SetPhase(w.ctx, who, v.Stages[0].ID, call.PhaseFiling)
				return err
			},
			map[string]string{"organiser": notAdmin, "admin": "call.not_open", "approver": notAdmin, "other": "call.stage_not_found", "": "call.stage_not_found"},
			map[string]string{"organiser": notAdmin, "admin": fine, "approver": notAdmin, "other": notAdmin, "": notAdmin},
		},
		{
			"Open", func(w *world, who actor.Actor, v call.View) error {
				_, err := w.service.Open(w.ctx, who, v.Call.ID, call.OpenInput{IfVersion: v.Call.Version})
				return err
			},
			map[string]string{"organiser": notAdmin, "admin": fine, "approver": notAdmin, "other": none, "": none},
			map[string]string{"organiser": notAdmin, "admin": "call.not_draft", "approver": notAdmin, "other": notAdmin, "": notAdmin},
		},
	}
	for _, state := range []string{"draft", "open"} {
		w := newWorld(t)
		v := w.draft()
		if state == "open" {
			v, _ = w.service.Open(w.ctx, w.as("admin"), v.Call.ID, call.OpenInput{IfVersion: v.Call.Version})
		}
		for _, m := range methods {
			wants := m.draft
			if state == "open" {
				wants = m.open
			}
			// Whoever may change something comes last, so that all meet the same call.
			for _, person := range []string{"", "other", "approver", "organiser", "admin"} {
				v, _ = w.service.Get(w.ctx, w.as("admin"), v.Call.ID)
				if got := fault.CodeOf(m.do(w, w.as(person), v)); got != wants[person] {
					t.Errorf("%s of the %s call by %q: %q, want %q", m.name, state, person, got, wants[person])
				}
			}
		}
	}
}

func TestOnlyOrganisersCreate(t *testing.T) {
	w := newWorld(t)
	w.draft()
	for _, person := range []string{"admin", "approver", "other", ""} {
		in := w.input()
		in.Key = "another-call"
		_, err := w.service.Create(w.ctx, w.as(person), in)
		if fault.CodeOf(err) != "call.organiser_only" || fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%q: %v", person, err)
		}
	}
}

// A draft of others and no call at all are the same answer, down to its fields.
func TestAnothersDraftLooksLikeNone(t *testing.T) {
	w := newWorld(t)
	v := w.draft()
	other := w.as("other")
	get := func(id string) error { _, err := w.service.Get(w.ctx, other, id); return err }
	phase := func(id string) error { _, err := w.service.SetPhase(w.ctx, other, id, call.PhaseFiling); return err }
	public := func(key string) error { _, err := w.service.Public(w.ctx, key); return err }
	for name, pair := range map[string][2]error{
		"call":  {get(v.Call.ID), get(strings.Repeat("a", 26))},
		"stage": {phase(v.Stages[0].ID), phase(strings.Repeat("a", 26))},
		"key":   {public(v.Call.Key), public("no-such-call")},
	} {
		if pair[0].Error() != pair[1].Error() || fault.KindOf(pair[0]) != fault.NotFound {
			t.Errorf("%s: %v and %v", name, pair[0], pair[1])
		}
	}
}

func TestListShowsWhatEachMaySee(t *testing.T) {
	w := newWorld(t)
	w.open()
	for _, key := range []string{"second-call", "third-call"} {
		w.clock.Advance(1e9)
		in := w.input()
		in.Key = key
		if key == "third-call" {
			in.Administrators, in.Approvers = nil, []string{"approver@wbl.kr"}
		}
		if _, err := w.service.Create(w.ctx, w.as("organiser"), in); err != nil {
			t.Fatal(err)
		}
	}
	for person, want := range map[string][]string{
		"organiser": {"third-call", "second-call", "wbl-2025"},
		"approver":  {"third-call", "second-call", "wbl-2025"},
		"admin":     {"second-call", "wbl-2025"},
		"other":     {"wbl-2025"},
		"":          {"wbl-2025"},
	} {
		if diff := cmp.Diff(want, walk(t, w, person, call.ListInput{Limit: 1})); diff != "" {
			t.Errorf("%q:\n%s", person, diff)
		}
	}
	if diff := cmp.Diff([]string{"wbl-2025"}, walk(t, w, "organiser", call.ListInput{Status: call.StatusOpen})); diff != "" {
		t.Error(diff)
	}
	_, err := w.service.List(w.ctx, w.as(""), call.ListInput{Cursor: "?", Limit: 101, Status: "lost"})
	want := []string{"input.invalid", "query.status input.not_allowed", "query.limit input.out_of_range", "query.cursor input.wrong_type"}
	if diff := cmp.Diff(want, refusal(err)); diff != "" {
		t.Error(diff)
	}
}

func TestACursorIsPlainText(t *testing.T) {
	w := newWorld(t)
	for _, raw := range []string{"1.\x00", "1.a\x00b", "x", "."} {
		_, err := w.service.List(w.ctx, w.as(""), call.ListInput{Cursor: base64.RawURLEncoding.EncodeToString([]byte(raw))})
		if diff := cmp.Diff([]string{"input.invalid", "query.cursor input.wrong_type"}, refusal(err)); diff != "" {
			t.Errorf("%q: %s", raw, diff)
		}
	}
}

// walk follows the cursor to the end and gives the keys on the way.
func walk(t *testing.T, w *world, person string, in call.ListInput) (keys []string) {
	t.Helper()
	for range 10 {
		page, err := w.service.List(w.ctx, w.as(person), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Calls {
			keys = append(keys, c.Key)
		}
		if page.Next == "" {
			return keys
		}
		in.Cursor = page.Next
	}
	return append(keys, "and so on")
}
