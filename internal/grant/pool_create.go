package grant

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/ledger"
	"wbl/internal/store"
)

// supplierOf is the kind of standing of an organisation that supplies a pool.
const supplierOf = "supplier_of"

// PoolInput is what an administrator states about a pool. Its kind is that of
// the resource; Unit and UnitSize are the resource's unless given.
type PoolInput struct {
	CallID                 string
	ResourceKey            string
	Name                   string
	Provider               string // may be left out with ProviderOrganisationID
	ProviderOrganisationID string
	Unit                   string
	UnitSize               int64
	Windows                []WindowInput
}

// WindowInput is a capacity in units over a period.
type WindowInput struct {
	From     clock.Instant
	Until    clock.Instant
	Capacity int64
}

// PoolView is a pool with its windows, the earliest first.
type PoolView struct {
	Pool
	Windows []Window
}

// CreatePool makes a pool with its first windows, which the ledger takes in as
// supply. Only the call's administrator may. Faults: call.not_found,
// grant.administrator_only, grant.amount_too_large, ledger.overflow; input:
// grant.resource_unknown, grant.provider_unknown, grant.periods_overlap,
// grant.period_*, input.*.
func (s *Service) CreatePool(ctx context.Context, who actor.Actor, in PoolInput) (PoolView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (PoolView, error) {
		if err := administered(tx, who, in.CallID); err != nil {
			return PoolView{}, err
		}
		if err := lock(tx, in.CallID); err != nil {
			return PoolView{}, err
		}
		p, err := in.check(tx, who)
		if err != nil {
			return PoolView{}, err
		}
		if err := insertPool(tx, p); err != nil {
			return PoolView{}, err
		}
		err = record(tx, who, p.CallID, "grant.pool_created", "pool", p.ID, map[string]any{
			"name": p.Name, "resource": p.ResourceKey, "provider": p.Provider, "unit": p.Unit, "unit_size": p.UnitSize,
		})
		if err != nil {
			return PoolView{}, err
		}
		for _, w := range in.Windows {
			if err := open(tx, who, p, w); err != nil {
				return PoolView{}, err
			}
		}
		return poolView(tx, p)
	})
}

// AddWindow gives a pool more capacity in a period; windows that overlap add up.
// The budget periods of what is used up (money, data, talent) are the same or
// apart. Faults are those of CreatePool and grant.pool_not_found.
func (s *Service) AddWindow(ctx context.Context, who actor.Actor, poolID string, in WindowInput) (PoolView, error) {
	return store.Once(ctx, s.store, func(tx *store.Tx) (PoolView, error) {
		p, err := administeredPool(tx, who, poolID)
		if err != nil {
			return PoolView{}, err
		}
		if err := lock(tx, p.CallID); err != nil {
			return PoolView{}, err
		}
		present, err := windowsOf(tx, []string{p.ID})
		if err != nil {
			return PoolView{}, err
		}
		fields := in.check("body")
		if len(fields) == 0 {
			fields = p.checkPeriods("body", spansOf(present), in)
		}
		if len(fields) > 0 {
			return PoolView{}, fault.InvalidInput(fields...)
		}
		if err := open(tx, who, p, in); err != nil {
			return PoolView{}, err
		}
		return poolView(tx, p)
	})
}

// Pools lists the pools of a call as they were made, to those who oversee it.
func (s *Service) Pools(ctx context.Context, who actor.Actor, callID string) (views []PoolView, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if err := overseen(tx, who, callID); err != nil {
			return err
		}
		pools, err := poolsOf(tx, callID)
		if err != nil {
			return err
		}
		views, err = poolViews(tx, pools)
		return err
	})
	return views, err
}

func administeredPool(tx *store.Tx, who actor.Actor, poolID string) (Pool, error) {
	p, err := poolByID(tx, poolID)
	if err != nil {
		return Pool{}, err
	}
	err = administered(tx, who, p.CallID)
	if fault.KindOf(err) == fault.NotFound {
		err = errPoolNotFound()
	}
	return p, err
}

// open gives the pool a window that has been checked.
func open(tx *store.Tx, who actor.Actor, p Pool, in WindowInput) error {
	w := Window{
		ID: store.NewID(), PoolID: p.ID, FromAt: in.From, UntilAt: in.Until, Capacity: in.Capacity, CreatedAt: tx.Now(),
	}
	amount, err := p.amount(in.span())
	if err != nil {
		return err
	}
	if err := insertWindow(tx, w); err != nil {
		return err
	}
	_, err = ledger.Post(tx, who, ledger.Posting{
		CallID: p.CallID, Kind: "supply", Reference: w.ID, Memo: p.Name,
		Entries: []ledger.Entry{
			{Unit: p.ledgerUnit(), AccountKind: ledger.Supply, Amount: -amount},
			{Unit: p.ledgerUnit(), AccountKind: ledger.Free, Amount: amount},
		},
	})
	if err != nil {
		return err
	}
	if err := p.markSupplier(tx, who, w); err != nil {
		return err
	}
	return record(tx, who, p.CallID, "grant.window_added", "pool", p.ID, map[string]any{
		"window_id": w.ID, "from": w.FromAt, "until": w.UntilAt, "capacity": w.Capacity,
	})
}

// markSupplier writes down that the provider supplies GPUs while the window
// lasts, which keeps it from being given GPUs.
func (p Pool) markSupplier(tx *store.Tx, who actor.Actor, w Window) error {
	if p.Kind != call.GPU || p.ProviderOrganisationID == nil {
		return nil
	}
	return account.AddStanding(tx, who, account.Standing{
		OrganisationID: *p.ProviderOrganisationID, Kind: supplierOf, ReferenceID: p.ID,
		FromAt: w.FromAt, UntilAt: w.UntilAt, Reason: p.Name,
	})
}

// check names every problem of the input and gives the pool that it describes.
func (in PoolInput) check(tx *store.Tx, who actor.Actor) (Pool, error) {
	p := Pool{
		ID: store.NewID(), CallID: in.CallID, ResourceKey: in.ResourceKey, Name: strings.TrimSpace(in.Name),
		Provider: strings.TrimSpace(in.Provider), Unit: strings.TrimSpace(in.Unit), UnitSize: in.UnitSize,
		CreatedBy: who.PersonID, CreatedAt: tx.Now(),
	}
	fields, err := p.takeResource(tx)
	if err != nil {
		return p, err
	}
	more, err := p.takeProvider(tx, in.ProviderOrganisationID)
	if err != nil {
		return p, err
	}
	fields = append(fields, more...)
	fields = append(fields, checkText("body.name", p.Name, true, maxName)...)
	fields = append(fields, checkText("body.provider", p.Provider, true, 2*maxName)...)
	fields = append(fields, checkText("body.unit", p.Unit, true, maxName)...)
	fields = append(fields, checkUnits("body.unit_size", p.UnitSize)...)
	fields = append(fields, in.checkWindows(p)...)
	if len(fields) > 0 {
		return p, fault.InvalidInput(fields...)
	}
	return p, nil
}

// takeResource fills in what the call says about the resource.
func (p *Pool) takeResource(tx *store.Tx) ([]fault.Field, error) {
	c, err := call.ByID(tx, p.CallID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(c.Definition.Resources, func(r call.Resource) bool { return r.Key == p.ResourceKey })
	if at < 0 {
		return []fault.Field{fault.At("body.resource_key", "grant.resource_unknown")}, nil
	}
	resource := c.Definition.Resources[at]
	p.Kind = resource.Kind
	if p.Unit == "" {
		p.Unit = resource.Unit.Ko
	}
	if p.UnitSize == 0 {
		p.UnitSize = max(resource.Step, 1)
	}
	return nil, nil
}

func (p *Pool) takeProvider(tx *store.Tx, organisationID string) ([]fault.Field, error) {
	if organisationID == "" {
		return nil, nil
	}
	provider, err := account.OrganisationByID(tx, organisationID)
	if fault.KindOf(err) == fault.NotFound {
		return []fault.Field{fault.At("body.provider_organisation_id", "grant.provider_unknown")}, nil
	}
	p.ProviderOrganisationID = &provider.ID
	if p.Provider == "" {
		p.Provider = provider.Name
	}
	return nil, err
}

func (in PoolInput) checkWindows(p Pool) []fault.Field {
	switch {
	case len(in.Windows) == 0:
		return []fault.Field{fault.At("body.windows", "input.required")}
	case len(in.Windows) > maxLines:
		return []fault.Field{fault.At("body.windows", "input.too_many_items", fault.Args{"max": maxLines})}
	}
	fields, before := []fault.Field{}, []span{}
	for i, w := range in.Windows {
		at := fmt.Sprintf("body.windows[%d]", i)
		found := w.check(at)
		if len(found) == 0 {
			found = p.checkPeriods(at, before, w)
		}
		fields = append(fields, found...)
		before = append(before, w.span())
	}
	return fields
}

func (w WindowInput) span() span { return span{from: w.From, until: w.Until, units: w.Capacity} }

func (w WindowInput) check(at string) []fault.Field {
	return append(checkPeriod(at, w.From, w.Until), checkUnits(at+".capacity", w.Capacity)...)
}

// checkPeriods keeps budget periods the same or apart, so that it is clear from
// which of them something was used up.
func (p Pool) checkPeriods(at string, present []span, w WindowInput) []fault.Field {
	crosses := func(o span) bool { return o.overlaps(w.span()) && !o.samePeriod(w.span()) }
	if p.usedUp() && slices.ContainsFunc(present, crosses) {
		return []fault.Field{fault.At(at+".from", "grant.periods_overlap")}
	}
	return nil
}
