package evaluation_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/evaluation"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
)

// step is one act of one judge about one team.
type step struct {
	Judge string
	Act   string // open, save, submit, documents or recuse
	Team  int
	Half  int // points in halves
}

var acts = []string{"open", "save", "save", "submit", "submit", "documents", "recuse"}

func drawSteps(rt *rapid.T, recusals bool) []step {
	one := rapid.Custom(func(rt *rapid.T) step {
		choice := acts
		if !recusals {
			choice = acts[:len(acts)-1]
		}
		return step{
			Judge: rapid.SampledFrom([]string{"j1", "j2", "j3"}).Draw(rt, "judge"),
			Act:   rapid.SampledFrom(choice).Draw(rt, "act"),
			Team:  rapid.IntRange(0, 2).Draw(rt, "team"), Half: rapid.IntRange(0, 80).Draw(rt, "half"),
		}
	})
	return rapid.SliceOfN(one, 5, 25).Draw(rt, "steps")
}

// secret is what differs between two worlds: what the other judges score, and
// whether they change places.
type secret struct {
	other func(half int) int
	swap  bool
}

var openWorld = secret{other: func(half int) int { return half }}

func (s secret) apply(judge string) string {
	if s.swap && judge != "j1" {
		return map[string]string{"j2": "j3", "j3": "j2"}[judge]
	}
	return judge
}

// run plays the steps in a fresh state and gives what each viewer received: j1
// with every own act, and everybody who looks at the end. j1 always does the
// same; the rest is the secret's.
func (w *world) run(steps []step, pairs []panel.Pair, s secret, viewers []string) map[string][]string {
	w.clear()
	mine := []panel.Pair{}
	for _, team := range w.teams {
		mine = append(mine, panel.Pair{JudgeID: w.people["j1"], TeamID: team})
	}
	w.assign(append(mine, pairs...)...)
	seen := map[string][]string{}
	for _, st := range steps {
		w.clock.Set(w.clock.Now() + clock.Second)
		half := st.Half
		if st.Judge != "j1" {
			half = s.other(half)
		}
		got, err := w.play(s.apply(st.Judge), st.Act, st.Team, half)
		if slices.Contains(viewers, st.Judge) {
			seen[st.Judge] = append(seen[st.Judge], written(got, err))
		}
	}
	for _, viewer := range viewers {
		seen[viewer] = withoutIDs(append(seen[viewer], w.look(viewer)...))
	}
	return seen
}

// clear takes back all work and every assignment; seats stay.
func (w *world) clear() {
	w.startAnew()
	w.write(func(tx *store.Tx) error {
		if err := tx.DB().Exec("DELETE FROM document_handles").Error; err != nil {
			return err
		}
		return tx.DB().Exec("DELETE FROM assignments").Error
	})
}

func (w *world) play(judge, act string, team, half int) (any, error) {
	who, id := w.as(judge), w.assignment(judge, team)
	switch act {
	case "documents":
		return w.service.Documents(ctx, who, id)
	case "recuse":
		return w.panel.DeclareConflict(ctx, who, id, panel.ConflictInput{Reason: "사유 " + fmt.Sprint(half)})
	}
	sheet, err := w.service.Sheet(ctx, who, w.sheetOf(id))
	if fault.KindOf(err) == fault.NotFound || act == "open" {
		sheet, err = w.service.OpenSheet(ctx, who, id)
	}
	if err != nil || act == "open" {
		return sheet, err
	}
	if act == "submit" {
		return w.service.Submit(ctx, who, sheet.ID, sheet.Version)
	}
	return w.service.SaveSheet(ctx, who, sheet.ID, full(fmt.Sprintf("%d.%d", half/2, half%2*5), "20", "10", sheet.Version))
}

// look is everything that the viewer can ask for, allowed or not.
func (w *world) look(viewer string) []string {
	who := w.as(viewer)
	lines := []string{}
	see := func(got any, err error) { lines = append(lines, written(got, err)) }
	see(w.service.MyAssignments(ctx, who))
	see(w.panel.Overview(ctx, who, w.stageID))
	see(w.service.Progress(ctx, who, w.stageID))
	for team := range w.teams {
		for _, judge := range []string{"j1", "j2", "j3"} {
			w.lookAt(who, w.assignment(judge, team), see)
		}
	}
	return lines
}

// lookAt tries an assignment, its sheet and its documents; one that does not
// exist is tried all the same, so that both worlds are asked as often.
func (w *world) lookAt(who actor.Actor, assignmentID string, see func(any, error)) {
	handles := []string{}
	w.read(func(tx *store.Tx) error {
		return tx.DB().Table("document_handles").Where("assignment_id = ?", assignmentID).Order("id").Limit(1).Pluck("id", &handles).Error
	})
	see(w.service.Sheet(ctx, who, w.sheetOf(assignmentID)))
	see(w.service.Documents(ctx, who, assignmentID))
	content, err := w.service.OpenDocument(ctx, who, append(handles, "none")[0])
	if err == nil {
		err = content.Bytes.Close()
	}
	see(content.MediaType, err)
}

func (w *world) sheetOf(assignmentID string) (id string) {
	w.read(func(tx *store.Tx) error {
		return tx.DB().Table("score_sheets").Where("assignment_id = ?", assignmentID).Pluck("id", &id).Error
	})
	return id
}

// written is what goes over the wire.
func written(got any, err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		got = map[string]any{"kind": f.Kind, "code": f.Code, "args": f.Args, "fields": f.Fields}
	} else if err != nil {
		panic(err)
	}
	raw, err := json.Marshal(got)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

var idShape = regexp.MustCompile(`\b[a-z2-7]{26}\b`)

// withoutIDs names every random id after its first appearance.
func withoutIDs(lines []string) []string {
	names := map[string]string{}
	for i, line := range lines {
		lines[i] = idShape.ReplaceAllStringFunc(line, func(id string) string {
			if _, known := names[id]; !known {
				names[id] = fmt.Sprintf("id-%d", len(names))
			}
			return names[id]
		})
	}
	return lines
}

// worlds are two states of the same kind, told apart by a secret alone. Thirty
// traces are played unless -rapid.checks says how many.
func worlds(t *testing.T) (a, b *world) {
	t.Helper()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		want(t, checks.Value.Set("30"), "")
		t.Cleanup(func() { want(t, checks.Value.Set(checks.DefValue), "") })
	}
	a, b = newWorld(t), newWorld(t)
	return a, b
}

func (w *world) pairs(of map[string][]bool, s secret) []panel.Pair {
	pairs := []panel.Pair{}
	for _, judge := range []string{"j2", "j3"} {
		for team, given := range of[judge] {
			if given {
				pairs = append(pairs, panel.Pair{JudgeID: w.people[s.apply(judge)], TeamID: w.teams[team]})
			}
		}
	}
	return pairs
}

func drawPairs(rt *rapid.T) map[string][]bool {
	given := rapid.SliceOfN(rapid.Bool(), 3, 3)
	return map[string][]bool{"j2": given.Draw(rt, "j2"), "j3": given.Draw(rt, "j3")}
}

func compareWorlds(rt *rapid.T, a, b map[string][]string) {
	for viewer := range a {
		if diff := cmp.Diff(a[viewer], b[viewer]); diff != "" {
			rt.Fatalf("%s can tell the worlds apart:\n%s", viewer, diff)
		}
	}
}

// TestTwoWorldsOfScores: nobody but their author can tell what was scored, the
// administrators included, until the stage is closed.
func TestTwoWorldsOfScores(t *testing.T) {
	a, b := worlds(t)
	secrets := secret{other: func(half int) int { return 80 - half }}
	viewers := []string{"j1", "lead", "admin"}
	rapid.Check(t, func(rt *rapid.T) {
		steps, given := drawSteps(rt, false), drawPairs(rt)
		compareWorlds(rt,
			a.run(steps, a.pairs(given, openWorld), openWorld, viewers),
			b.run(steps, b.pairs(given, secrets), secrets, viewers))
	})
}

// TestTwoWorldsOfJudges: a judge and an applicant cannot tell who else judges
// which team, what they score, and who declared a conflict.
func TestTwoWorldsOfJudges(t *testing.T) {
	a, b := worlds(t)
	secrets := secret{other: func(half int) int { return (half + 17) % 81 }, swap: true}
	viewers := []string{"j1", "lead"}
	rapid.Check(t, func(rt *rapid.T) {
		steps, given, elsewhere := drawSteps(rt, true), drawPairs(rt), drawPairs(rt)
		compareWorlds(rt,
			a.run(steps, a.pairs(given, openWorld), openWorld, viewers),
			b.run(steps, b.pairs(elsewhere, secrets), secrets, viewers))
	})
}

// TestWorldsDiffer makes sure that the comparison sees anything at all.
func TestWorldsDiffer(t *testing.T) {
	a, b := worlds(t)
	steps := []step{{Judge: "j1", Act: "save", Team: 0, Half: 3}}
	other := []step{{Judge: "j1", Act: "save", Team: 0, Half: 4}}
	viewers := []string{"j1"}
	if cmp.Equal(a.run(steps, nil, openWorld, viewers), b.run(other, nil, openWorld, viewers)) {
		t.Error("two different sheets look the same to their own judge")
	}
	if a.run(steps, nil, openWorld, viewers)["j1"][0] == "" {
		t.Error("nothing was received")
	}
	a.phase(call.PhaseScoring)
	if got := a.look("j1"); len(got) != 3+9*3 || got[0] == "null" {
		t.Errorf("a look gave %d lines", len(got))
	}
	var tasks []evaluation.Task
	if err := json.Unmarshal([]byte(a.look("j1")[0]), &tasks); err != nil || len(tasks) != 3 {
		t.Errorf("tasks: %v %v", tasks, err)
	}
}
