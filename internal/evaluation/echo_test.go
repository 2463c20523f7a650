package evaluation_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"wbl/internal/evaluation"
	"wbl/internal/store"
)

// drawEntries makes a complete sheet that the form allows, with points as exact
// decimals, and gives its total computed in another way than the product does.
func drawEntries(rt *rapid.T) (entries []evaluation.EntryInput, total string) {
	sum := new(big.Rat)
	for _, c := range criteria {
		most, _ := new(big.Rat).SetString(c.Points.String())
		step, _ := new(big.Rat).SetString(c.Step.String())
		steps := new(big.Rat).Quo(most, step).Num().Int64()
		value := new(big.Rat).Mul(step, big.NewRat(rapid.Int64Range(0, steps).Draw(rt, c.Key), 1))
		digits, _ := value.FloatPrec()
		sum.Add(sum, value)
		entries = append(entries, evaluation.EntryInput{
			CriterionKey: c.Key, Points: value.FloatString(digits),
			Comment: "기술의 근거 " + rapid.StringN(0, 40, -1).Filter(storable).Draw(rt, "comment"),
		})
	}
	digits, _ := sum.FloatPrec()
	return entries, sum.FloatString(digits)
}

func storable(s string) bool { return !strings.ContainsRune(s, 0) }

// TestScoreEcho: what is typed is what is returned, stored, shown and committed
// to in the log, for ten sheets a check; -rapid.checks=1000 makes ten thousand.
func TestScoreEcho(t *testing.T) {
	w := newWorld(t)
	w.assign()
	sheet, who := w.open("j1", 0), w.as("j1")
	rapid.Check(t, func(rt *rapid.T) {
		for range 9 {
			entries, total := drawEntries(rt)
			saved, err := w.service.SaveSheet(ctx, who, sheet.ID, evaluation.SaveInput{Entries: entries, IfVersion: sheet.Version})
			if err != nil {
				rt.Fatal(err)
			}
			sheet = saved
			checkEcho(rt, "returned", entries, total, saved)
		}
		entries, total := drawEntries(rt)
		opinion := "의견"
		saved, err := w.service.SaveSheet(ctx, who, sheet.ID, evaluation.SaveInput{Entries: entries, Opinion: &opinion, IfVersion: sheet.Version})
		if err != nil {
			rt.Fatal(err)
		}
		submitted, err := w.service.Submit(ctx, who, sheet.ID, saved.Version)
		if err != nil {
			rt.Fatal(err)
		}
		checkEcho(rt, "submitted", entries, total, submitted)
		shown, err := w.service.Sheet(ctx, who, sheet.ID)
		if err != nil {
			rt.Fatal(err)
		}
		checkEcho(rt, "shown", entries, total, shown)
		w.checkCommitted(rt, shown)
		w.checkCounting(rt, entries)
		sheet = w.reopen(submitted)
	})
}

func checkEcho(rt *rapid.T, where string, typed []evaluation.EntryInput, total string, got evaluation.SheetView) {
	for i, e := range typed {
		if diff := cmp.Diff(evaluation.EntryView(e), got.Entries[i]); diff != "" {
			rt.Fatalf("%s:\n%s", where, diff)
		}
	}
	if got.Total != total {
		rt.Fatalf("%s: total %s, want %s", where, got.Total, total)
	}
}

// checkCommitted reads the act in the log back.
func (w *world) checkCommitted(rt *rapid.T, sheet evaluation.SheetView) {
	details := []string{}
	w.read(func(tx *store.Tx) error {
		return tx.DB().Table("audit_acts").Where("object_id = ?", sheet.ID).Pluck("details", &details).Error
	})
	wanted := map[string]any{}
	raw, _ := json.Marshal(map[string]any{"entries": sheet.Entries, "opinion": sheet.Opinion, "total": sheet.Total, "version": sheet.Version})
	if err := json.Unmarshal(raw, &wanted); err != nil {
		rt.Fatal(err)
	}
	for _, text := range details {
		var act map[string]any
		if err := json.Unmarshal([]byte(text), &act); err != nil {
			rt.Fatal(err)
		}
		if fmt.Sprint(act["version"]) != fmt.Sprint(wanted["version"]) {
			continue
		}
		for key := range wanted {
			if diff := cmp.Diff(wanted[key], act[key]); diff != "" {
				rt.Fatalf("the log says something else:\n%s", diff)
			}
		}
		if act["team_id"] != w.teams[0] || act["judge_id"] != w.people["j1"] || act["tree_version"] != 1.0 {
			rt.Fatalf("the log misses whose sheet it is: %v", act)
		}
		return
	}
	rt.Fatal("no act in the log")
}

// checkCounting compares what the ranking is given.
func (w *world) checkCounting(rt *rapid.T, typed []evaluation.EntryInput) {
	w.read(func(tx *store.Tx) error {
		counting, err := evaluation.SubmittedSheets(tx, w.stageID)
		if err != nil {
			return err
		}
		scores, err := counting[0].Scores()
		for _, e := range typed {
			if scores[e.CriterionKey].String() != e.Points {
				rt.Errorf("%s counts as %s, typed %s", e.CriterionKey, scores[e.CriterionKey], e.Points)
			}
		}
		return err
	})
}

// reopen makes the submitted sheet a draft again behind the product's back.
func (w *world) reopen(sheet evaluation.SheetView) evaluation.SheetView {
	w.write(func(tx *store.Tx) error {
		return tx.DB().Model(&evaluation.Sheet{}).Where("id = ?", sheet.ID).Update("status", evaluation.Draft).Error
	})
	return sheet
}
