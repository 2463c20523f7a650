package result_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"wbl/internal/audit"
	"wbl/internal/call"
	"wbl/internal/result"
	"wbl/internal/result/resultfile"
)

func itoa(n int) string { return strconv.Itoa(n) }

// publish releases a paper stage in which the best team of one criterion fails.
func publish(t *testing.T, list call.ListDisclosure, figures call.PointsDisclosure) (*world, result.Public) {
	t.Helper()
	w := newWorld(t, func(d *call.Definition, _ map[string]*call.StageDefinition) {
		d.Disclosure.Public = call.PublicDisclosure{List: list, Points: figures}
	})
	w.toPaper()
	_, err := w.service.PublicResults(ctx, "no such call")
	refused(t, err, "result.not_found")
	must(w.service.CreateRanking(ctx, w.as("admin"), w.stages["paper"], ""))
	must(w.service.Decide(ctx, w.as("admin"), w.stages["paper"], []result.DecisionInput{
		{TeamID: w.teams[0], Outcome: result.Fail, Reason: reason},
		{TeamID: w.teams[1], Outcome: result.Pass},
		{TeamID: w.teams[2], Outcome: result.Pass, Reason: reason},
	}))
	must(w.service.Release(ctx, w.as("approver"), w.stages["paper"]))
	files := must(w.service.PublicResults(ctx, w.callKey))
	same(t, 2, len(files))
	one := must(w.service.PublicResult(ctx, w.stages["paper"]))
	same(t, string(files[1].Raw), string(one.Raw))
	same(t, resultfile.Hash(one.Raw), one.Hash)
	return w, one
}

// Trimmed: 가람 keeps 90 80 70, 나래 75 80 70, 다온 61 61 62. Technology is
// (40+30+30)/3, (30+30+30)/3 and (21+21+22)/3.
func TestThePublicFileHoldsWhatTheProfileAllows(t *testing.T) {
	for name, c := range map[string]struct {
		list       call.ListDisclosure
		figures    call.PointsDisclosure
		selected   int
		applicants int
		best       []string
		table      []string
		hidden     []string
	}{
		"names alone": {list: call.ListSelected, figures: call.PointsNone, selected: 2, hidden: []string{"가람", `"80"`, `"80.00"`, "184/3"}},
		"no names":    {list: call.ListNone, figures: call.PointsNone, hidden: []string{"가람", "나래", "다온"}},
		"best and mean": {
			list: call.ListSelected, figures: call.PointsBestAndMean, selected: 2, hidden: []string{"가람"},
			best: []string{
				"기술 100/3 33.33 []+1 mean 254/9 28.22", "전략 70/3 23.33 [나래 컨소시엄]+1 mean 200/9 22.22",
				"생태계 70/3 23.33 []+1 mean 65/3 21.67", "총점 80 80.00 []+1 mean 649/9 72.11",
			},
		},
		"full": {
			list: call.ListApplicants, figures: call.PointsFull, selected: 2, applicants: 3,
			table: []string{"1 가람 컨소시엄 80 fail", "2 나래 컨소시엄 75 pass", "3 다온 컨소시엄 184/3 pass"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, out := publish(t, c.list, c.figures)
			file := out.File
			same(t, []int{3, 2, c.selected, c.applicants}, []int{file.Entered, file.Passed, len(file.Selected), len(file.Applicants)})
			var best, table []string
			for _, line := range file.BestAndMean {
				names := []string{}
				for _, one := range line.Teams {
					names = append(names, one.Name)
				}
				best = append(best, fmt.Sprintf("%s %s %s %v+%d mean %s %s", line.Title.Ko, line.Best.Points, line.Best.Displayed,
					names, line.Unnamed, line.Mean.Points, line.Mean.Displayed))
			}
			for _, row := range file.Table {
				table = append(table, fmt.Sprintf("%d %s %s %s", row.Rank, row.Name, row.Total.Points, row.Outcome))
			}
			same(t, c.best, best)
			same(t, c.table, table)
			for _, secret := range append(c.hidden, w.people["j1"], w.people["admin"], "\"judge\"") {
				if strings.Contains(string(out.Raw), secret) {
					t.Errorf("the public file holds %s", secret)
				}
			}
			report := must(resultfile.VerifyRanking(out.Raw))
			same(t, []string{resultfile.KindPublic, out.Hash}, []string{report.Kind, report.Hash})
		})
	}
}

// mutations changes one number of a JSON value at a time and calls back with the
// canonical bytes of each result.
func mutations(t *testing.T, raw []byte, skip map[string]bool, check func(at string, changed []byte)) int {
	t.Helper()
	var root any
	if err := json.Unmarshal(raw, &root); err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(at string, v any, set func(any))
	walk = func(at string, v any, set func(any)) {
		changed := func(to any) {
			n++
			set(to)
			check(at, must(audit.Canonical(root)))
			set(v)
		}
		switch v := v.(type) {
		case map[string]any:
			for key, below := range v {
				if !skip[key] {
					walk(at+"."+key, below, func(to any) { v[key] = to })
				}
			}
		case []any:
			for i, below := range v {
				walk(at+"["+itoa(i)+"]", below, func(to any) { v[i] = to })
			}
		case string:
			if v != "" && v[0] >= '0' && v[0] <= '9' {
				changed("1" + v)
			}
		case float64:
			changed(v + 1)
		}
	}
	walk("", root, func(any) {})
	return n
}

func TestOneChangedFigureIsFound(t *testing.T) {
	w, out := publish(t, call.ListSelected, call.PointsBestAndMean)
	_, table := publish(t, call.ListApplicants, call.PointsFull)
	ranking := must(w.service.Rankings(ctx, w.as("auditor"), w.stages["paper"]))[0]
	full := must(w.service.RankingFile(ctx, w.as("auditor"), ranking.ID))
	notFigures := map[string]bool{
		"tree_version": true, "code_version": true, "released_at": true, "ranking_hash": true, "call_id": true, "stage_id": true,
		"method": true,
	}
	for name, c := range map[string]struct {
		raw   []byte
		least int
	}{"full": {full, 100}, "best and mean": {out.Raw, 25}, "table": {table.Raw, 25}} {
		found := mutations(t, c.raw, notFigures, func(at string, changed []byte) {
			if name != "full" && (strings.HasSuffix(at, ".unnamed") || strings.HasSuffix(at, ".entered") || strings.HasPrefix(at, ".tree")) {
				return // counts of teams that the file does not list, and the announced rules
			}
			if _, err := resultfile.VerifyRanking(changed); err == nil {
				t.Errorf("%s: %s was changed and not found", name, at)
			}
		})
		if found < c.least {
			t.Errorf("%s: only %d figures were changed", name, found)
		}
	}
}

// A figure that is changed together with how it is shown does not fit the others.
func TestAConsistentLieIsFound(t *testing.T) {
	_, means := publish(t, call.ListSelected, call.PointsBestAndMean)
	_, table := publish(t, call.ListApplicants, call.PointsFull)
	lie := func(f *resultfile.Figure, text string) {
		f.Points = points(text)
		f.Displayed = f.Points.Display(2, "half_up")
	}
	for name, c := range map[string]struct {
		file resultfile.Public
		tell func(*resultfile.Public)
	}{
		"mean of a part":    {means.File, func(p *resultfile.Public) { lie(&p.BestAndMean[0].Mean, "28") }},
		"mean of the total": {means.File, func(p *resultfile.Public) { lie(&p.BestAndMean[3].Mean, "72") }},
		"mean above best":   {means.File, func(p *resultfile.Public) { lie(&p.BestAndMean[1].Best, "22") }},
		"best of the total": {means.File, func(p *resultfile.Public) { lie(&p.BestAndMean[3].Best, "81") }},
		"above the maximum": {means.File, func(p *resultfile.Public) { lie(&p.BestAndMean[2].Best, "31") }},
		"another part":      {means.File, func(p *resultfile.Public) { p.BestAndMean[2].Key = "paper/other" }},
		"total":             {table.File, func(p *resultfile.Public) { lie(&p.Table[0].Total, "81") }},
		"part":              {table.File, func(p *resultfile.Public) { lie(&p.Table[1].Parts[0], "31") }},
		"order":             {table.File, func(p *resultfile.Public) { p.Table[0], p.Table[1] = p.Table[1], p.Table[0] }},
		"rank":              {table.File, func(p *resultfile.Public) { p.Table[1].Rank = 3 }},
		"outcome":           {table.File, func(p *resultfile.Public) { p.Table[0].Outcome = "pass" }},
	} {
		t.Run(name, func(t *testing.T) {
			var file resultfile.Public
			if err := json.Unmarshal(must(audit.Canonical(c.file)), &file); err != nil {
				t.Fatal(err)
			}
			must(resultfile.VerifyRanking(must(audit.Canonical(file))))
			c.tell(&file)
			if _, err := resultfile.VerifyRanking(must(audit.Canonical(file))); !errors.Is(err, resultfile.ErrFigures) {
				t.Errorf("not found: %v", err)
			}
		})
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	_, out := publish(t, call.ListSelected, call.PointsNone)
	for name, raw := range map[string]string{
		"empty": "", "no JSON": "x", "list": "[]", "other kind": `{"kind":"x"}`, "kind of another type": `{"kind":1}`,
		"not canonical": strings.Replace(string(out.Raw), ":", ": ", 1), "unknown key": strings.Replace(string(out.Raw), "{", `{"a":1,`, 1),
		"twice": strings.Replace(string(out.Raw), "{", `{"applicants":[],`, 1), "cut": string(out.Raw[:100]),
		"full without inputs": `{"kind":"wbl.ranking.full.v1"}`,
	} {
		if _, err := resultfile.VerifyRanking([]byte(raw)); !errors.Is(err, resultfile.ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(resultfile.VerifyRanking(append(out.Raw, '\n')))
}
