package grant

import (
	"fmt"
	"slices"
	"strings"

	"wbl/internal/account"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/team"
)

// check names every problem of the input and gives the team and its lines.
func (in AwardInput) check(tx *store.Tx, supply supply) (team.Team, []Line, error) {
	t, err := team.ByID(tx, in.TeamID)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return t, nil, err
	}
	if err != nil || t.CallID != in.CallID {
		return t, nil, fault.InvalidInput(fault.At("body.team_id", "grant.team_unknown"))
	}
	requested, err := requestedBy(tx, t.ID)
	if err != nil {
		return t, nil, err
	}
	consortium, err := team.Organisations(tx, t.ID)
	if err != nil {
		return t, nil, err
	}
	fields := in.checkNumber()
	lines := make([]Line, 0, len(in.Lines))
	for i, l := range in.Lines {
		l.Reason = strings.TrimSpace(l.Reason)
		found, err := l.check(tx, fmt.Sprintf("body.lines[%d]", i), supply, consortium)
		if err != nil {
			return t, nil, err
		}
		fields = append(fields, found...)
		lines = append(lines, Line{
			ID: store.NewID(), PoolID: l.PoolID, FromAt: l.From, UntilAt: l.Until,
			Requested: requested[supply.pools[l.PoolID].ResourceKey], Granted: l.Granted, Reason: l.Reason,
		})
	}
	if len(fields) > 0 {
		return t, nil, fault.InvalidInput(fields...)
	}
	return t, lines, nil
}

func (in AwardInput) checkNumber() []fault.Field {
	switch {
	case len(in.Lines) == 0:
		return []fault.Field{fault.At("body.lines", "input.required")}
	case len(in.Lines) > maxLines:
		return []fault.Field{fault.At("body.lines", "input.too_many_items", fault.Args{"max": maxLines})}
	}
	return nil
}

func (in LineInput) span() span { return span{from: in.From, until: in.Until, units: in.Granted} }

func (in LineInput) check(tx *store.Tx, at string, supply supply, consortium []team.Participation) ([]fault.Field, error) {
	fields := append(checkUnits(at+".granted", in.Granted), checkText(at+".reason", in.Reason, true, maxReason)...)
	p, known := supply.pools[in.PoolID]
	if !known {
		return append(fields, fault.At(at+".pool_id", "grant.pool_unknown")), nil
	}
	if in.Granted%p.UnitSize != 0 {
		fields = append(fields, fault.At(at+".granted", "grant.not_a_multiple", fault.Args{"step": p.UnitSize, "unit": p.Unit}))
	}
	if wrong := checkPeriod(at, in.From, in.Until); len(wrong) > 0 {
		return append(fields, wrong...), nil
	}
	if _, single := p.holds(supply.windows[p.ID], in.span()); !single {
		fields = append(fields, fault.At(at+".from", "grant.not_one_period", fault.Args{"pool": p.Name}))
	}
	if p.Kind != call.GPU {
		return fields, nil
	}
	name, supplies, err := supply.supplierAmong(tx, consortium, in.span())
	if supplies {
		fields = append(fields, fault.At(at+".pool_id", "grant.supplier_ineligible", fault.Args{"organisation": name, "pool": p.Name}))
	}
	return fields, err
}

// supplierAmong names an organisation of the team that supplies GPUs to the call
// when the period begins, or begins to supply them within it.
func (s supply) supplierAmong(tx *store.Tx, consortium []team.Participation, period span) (name string, found bool, err error) {
	moments := []clock.Instant{period.from}
	for _, p := range s.pools {
		for _, w := range s.windows[p.ID] {
			if p.Kind == call.GPU && period.covers(w.from) {
				moments = append(moments, w.from)
			}
		}
	}
	for _, member := range consortium {
		for _, at := range moments {
			standings, err := account.StandingsAt(tx, member.OrganisationID, at)
			if err != nil {
				return "", false, err
			}
			if slices.ContainsFunc(standings, s.suppliesGPUs) {
				return member.Organisation.Name, true, nil
			}
		}
	}
	return "", false, nil
}

// suppliesGPUs reports whether a standing is that of a supplier of one of the
// call's GPU pools, which it names by the pool or by the pool's provider.
func (s supply) suppliesGPUs(standing account.Standing) bool {
	if standing.Kind != supplierOf {
		return false
	}
	for _, p := range s.pools {
		if p.Kind == call.GPU && (standing.ReferenceID == p.ID || standing.ReferenceID == p.Provider) {
			return true
		}
	}
	return false
}
