package result_test

import (
	"fmt"
	"testing"

	"wbl/internal/account"
	"wbl/internal/result"
	"wbl/internal/store"
	"wbl/internal/storetest"
)

// crowd enters further teams, complete and with two organisations each.
func (w *world) crowd(teams int) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		for i := range teams {
			name := fmt.Sprintf("하늘%d", i)
			w.people[name] = store.NewID()
			create(w.t, tx, &account.Person{
				ID: w.people[name], Email: name + "@example.kr", Name: name, Language: "ko", Status: account.Active,
			})
			w.enter(tx, name, fmt.Sprintf("crowd%05d", i))
		}
		return nil
	})
}

func TestGatesCostNoMoreStatementsForMoreTeams(t *testing.T) {
	const more = 12
	w := newWorld(t)
	w.phase("documents", "closed")
	tally := storetest.NewTally(t, w.store)
	decide := func() storetest.Count {
		return tally.Of(func() {
			must(w.service.DecideGates(ctx, w.as("admin"), w.stages["documents"], []result.GateInput{
				{TeamID: w.teams[0], GateKey: "complete", Outcome: result.GatePass},
			}))
		})
	}
	propose := func() storetest.Count {
		return tally.Of(func() { must(w.service.ProposeGates(ctx, w.as("admin"), w.stages["documents"])) })
	}
	one, board := decide(), propose()
	w.crowd(more)
	oneOfMany, longBoard := decide(), propose()
	same(t, []int{one.Statements, board.Statements}, []int{oneOfMany.Statements, longBoard.Statements})
	// Of a team that is not decided, only its place and itself are read.
	same(t, one.Rows+2*more, oneOfMany.Rows)
	if one.Statements == 0 || longBoard.Rows <= board.Rows {
		t.Errorf("nothing was counted: %+v, %+v, %+v", one, board, longBoard)
	}
}
