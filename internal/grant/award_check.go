package grant

import (
	"fmt"
	"strings"

	"wbl/internal/account"
	"wbl/internal/call"
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
	group, err := readConsortium(tx, t.ID)
	if err != nil {
		return t, nil, err
	}
	fields := in.checkNumber()
	lines := make([]Line, 0, len(in.Lines))
	for i, l := range in.Lines {
		l.Reason = strings.TrimSpace(l.Reason)
		fields = append(fields, l.check(fmt.Sprintf("body.lines[%d]", i), supply, group)...)
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

func (in LineInput) check(at string, supply supply, group consortium) []fault.Field {
	fields := append(checkUnits(at+".granted", in.Granted), checkText(at+".reason", in.Reason, true, maxReason)...)
	p, known := supply.pools[in.PoolID]
	if !known {
		return append(fields, fault.At(at+".pool_id", "grant.pool_unknown"))
	}
	if in.Granted%p.UnitSize != 0 {
		fields = append(fields, fault.At(at+".granted", "grant.not_a_multiple", fault.Args{"step": p.UnitSize, "unit": p.Unit}))
	}
	if wrong := checkPeriod(at, in.From, in.Until); len(wrong) > 0 {
		return append(fields, wrong...)
	}
	if _, single := p.holds(supply.windows[p.ID], in.span()); !single {
		fields = append(fields, fault.At(at+".from", "grant.not_one_period", fault.Args{"pool": p.Name}))
	}
	if name, supplies := group.supplier(supply, in.span()); supplies && p.Kind == call.GPU {
		fields = append(fields, fault.At(at+".pool_id", "grant.supplier_ineligible", fault.Args{"organisation": name, "pool": p.Name}))
	}
	return fields
}

// consortium is the organisations of a team, the lead first, and what stands
// about them.
type consortium struct {
	members   []team.Participation
	standings []account.Standing
}

func readConsortium(tx *store.Tx, teamID string) (c consortium, err error) {
	if c.members, err = team.Organisations(tx, teamID); err != nil {
		return c, err
	}
	ids := make([]string, 0, len(c.members))
	for _, m := range c.members {
		ids = append(ids, m.OrganisationID)
	}
	c.standings, err = account.Standings(tx, ids)
	return c, err
}

// supplier names an organisation of the team that supplies GPUs to the call at
// some moment of the period.
func (c consortium) supplier(supply supply, period span) (name string, found bool) {
	for _, m := range c.members {
		for _, s := range c.standings {
			if s.OrganisationID == m.OrganisationID && s.HoldsWithin(period.from, period.until) && supply.hasSupplier(s) {
				return m.Organisation.Name, true
			}
		}
	}
	return "", false
}

// hasSupplier reports whether a standing is that of a supplier of one of the
// call's GPU pools.
func (s supply) hasSupplier(standing account.Standing) bool {
	return standing.Kind == supplierOf && s.pools[standing.ReferenceID].Kind == call.GPU
}
