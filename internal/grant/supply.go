package grant

import (
	"fmt"

	"wbl/internal/fault"
	"wbl/internal/store"
)

// supply is all that a call has and what of it is held, by pool.
type supply struct {
	pools   map[string]Pool
	windows map[string][]span
	held    map[string][]span
}

func readSupply(tx *store.Tx, callID string) (supply, error) {
	s := supply{pools: map[string]Pool{}, windows: map[string][]span{}, held: map[string][]span{}}
	pools, err := poolsOf(tx, callID)
	if err != nil {
		return s, err
	}
	ids := make([]string, 0, len(pools))
	for _, p := range pools {
		s.pools[p.ID] = p
		ids = append(ids, p.ID)
	}
	windows, err := windowsOf(tx, ids)
	if err != nil {
		return s, err
	}
	for _, w := range windows {
		s.windows[w.PoolID] = append(s.windows[w.PoolID], span{from: w.FromAt, until: w.UntilAt, units: w.Capacity})
	}
	holds, err := holdsOn(tx, ids)
	for _, h := range holds {
		s.hold(h.PoolID, h.span())
	}
	return s, err
}

// hold books a span of a pool and gives it as it is missing there.
func (s supply) hold(poolID string, booked span) span {
	held, _ := s.pools[poolID].holds(s.windows[poolID], booked)
	s.held[poolID] = append(s.held[poolID], held)
	return held
}

// mustHave refuses lines for which there is not enough left at some moment, and
// gives the figures of each (grant.over_capacity). The lines are booked one
// after the other, so that they also compete among themselves.
func (s supply) mustHave(lines []Line) error {
	fields := []fault.Field{}
	for i, l := range lines {
		p := s.pools[l.PoolID]
		held, _ := p.holds(s.windows[l.PoolID], l.span())
		if tight := tightest(held, s.windows[l.PoolID], s.held[l.PoolID]); l.Granted > tight.free() {
			fields = append(fields, fault.At(fmt.Sprintf("body.lines[%d].granted", i), "grant.over_capacity", figures(p, l, tight)))
			continue
		}
		s.hold(l.PoolID, l.span())
	}
	if len(fields) == 0 {
		return nil
	}
	refusal := fault.New(fault.Conflict, "grant.over_capacity", fields[0].Args)
	refusal.Fields = fields
	return refusal
}

func figures(p Pool, l Line, tight stretch) fault.Args {
	return fault.Args{
		"pool": p.Name, "unit": p.Unit, "from": tight.from.KST(), "until": tight.until.KST(),
		"capacity": tight.capacity, "booked": tight.booked, "asked": l.Granted, "free": tight.free(),
	}
}
