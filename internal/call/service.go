package call

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/audit"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// Service is what the wire and the demonstration call.
type Service struct {
	store *store.Store
	// OnPhase holds the hooks of packages above. Each runs in the transaction in
	// which somebody moves a stage with Service.SetPhase, before the phase is
	// written, and can refuse it.
	OnPhase []func(tx *store.Tx, who actor.Actor, s Stage, from, to Phase) error
}

// New makes the service.
func New(s *store.Store) *Service { return &Service{store: s} }

// View is a call as readers get it.
type View struct {
	Call    Call
	Stages  []Stage          // by position
	History []ScheduleChange // oldest first
}

var (
	errNotFound          = fault.New(fault.NotFound, "call.not_found")
	errChanged           = fault.New(fault.PreconditionFailed, "store.changed_meanwhile")
	errOrganiserOnly     = fault.New(fault.Forbidden, "call.organiser_only")
	errAdministratorOnly = fault.New(fault.Forbidden, "call.administrator_only")
	errNotDraft          = fault.New(fault.Conflict, "call.not_draft")
	errNotOpen           = fault.New(fault.Conflict, "call.not_open")
)

// visible gives a call that the actor may know of. A draft of others looks like
// none: call.not_found.
func visible(tx *store.Tx, who actor.Actor, callID string) (Call, error) {
	c, err := ByID(tx, callID)
	if err == nil && c.Status == StatusDraft && !Sees(who, callID) {
		return Call{}, errNotFound
	}
	return c, err
}

// administered gives a call that the actor administers.
func administered(tx *store.Tx, who actor.Actor, callID string) (Call, error) {
	c, err := visible(tx, who, callID)
	if err == nil && !Administers(who, callID) {
		return Call{}, errAdministratorOnly
	}
	return c, err
}

func view(tx *store.Tx, c Call) (v View, err error) {
	v.Call = c
	if v.Stages, err = Stages(tx, c.ID); err != nil {
		return v, err
	}
	v.History, err = scheduleChanges(tx, c.ID)
	return v, err
}

// Get gives one call: everybody sees open and closed ones, drafts only the
// organisers and the call's administrators and approvers (else call.not_found).
func (s *Service) Get(ctx context.Context, who actor.Actor, callID string) (v View, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		c, err := visible(tx, who, callID)
		if err != nil {
			return err
		}
		v, err = view(tx, c)
		return err
	})
	return v, err
}

// Public gives an open or closed call by its key, for pages that need no account.
func (s *Service) Public(ctx context.Context, key string) (v View, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		c, err := byKey(tx, key)
		if err != nil {
			return err
		}
		if c.Status == StatusDraft {
			return errNotFound
		}
		v, err = view(tx, c)
		return err
	})
	return v, err
}

// publicMost is how many calls the public list shows: the newest of them.
const publicMost = 200

// PublicList gives the opened calls with their stages, newest first, without
// the history of their schedules.
func (s *Service) PublicList(ctx context.Context) (views []View, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		calls, err := listCalls(tx, ListInput{Limit: publicMost}, position{}, draftsSeen{})
		if err != nil {
			return err
		}
		stages, err := stagesOf(tx, calls)
		views = make([]View, len(calls))
		for i, c := range calls {
			views[i] = View{Call: c, Stages: stages[c.ID]}
		}
		return err
	})
	return views, err
}

// Staff are the persons who run a call.
type Staff struct {
	Administrators []account.Person
	Approvers      []account.Person
}

// Staff gives the persons who run a call to those who may see its draft.
func (s *Service) Staff(ctx context.Context, who actor.Actor, callID string) (staff Staff, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if _, err := visible(tx, who, callID); err != nil {
			return err
		}
		if !Sees(who, callID) {
			return errAdministratorOnly
		}
		staff, err = staffOf(tx, callID)
		return err
	})
	return staff, err
}

func staffOf(tx *store.Tx, callID string) (staff Staff, err error) {
	if staff.Administrators, err = account.PersonsHolding(tx, actor.Administrator, actor.Call, callID); err != nil {
		return staff, err
	}
	staff.Approvers, err = account.PersonsHolding(tx, actor.Approver, actor.Call, callID)
	return staff, err
}

func record(tx *store.Tx, who actor.Actor, action string, c Call, details map[string]any) error {
	_, err := audit.Record(tx, who, audit.Act{
		Action: action, ObjectKind: "call", ObjectID: c.ID, CallID: c.ID, Details: details,
	})
	return err
}
