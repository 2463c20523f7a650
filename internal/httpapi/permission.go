package httpapi

import (
	"slices"

	"wbl/internal/actor"
	"wbl/internal/fault"
)

// permission is what a route asks of the actor before the service decides
// whose object it is.
type permission struct {
	name   string
	anyone bool
	roles  []actor.Role // one of them, in any scope; none: being signed in is enough
}

var (
	anyone         = permission{name: "anyone", anyone: true}
	signedIn       = permission{name: "signed in"}
	operators      = holds("operator", actor.Operator)
	organisers     = holds("organiser", actor.Organiser)
	callMakers     = holds("organiser, administrator or approver", actor.Organiser, actor.Administrator, actor.Approver)
	administrators = holds("administrator", actor.Administrator)
	approvers      = holds("approver", actor.Approver)
	callStaff      = holds("administrator, approver or auditor", actor.Administrator, actor.Approver, actor.Auditor)
	judges         = holds("judge or chair", actor.Judge, actor.Chair)
	teamLeads      = holds("team lead", actor.Lead)
)

// security is what the document says of a route that needs somebody: a
// browser's cookie or a program's token.
func (p permission) security() []map[string][]string {
	if p.anyone {
		return nil
	}
	return []map[string][]string{{"cookie": {}}, {"bearer": {}}}
}

func holds(name string, roles ...actor.Role) permission { return permission{name: name, roles: roles} }

var (
	errSignInNeeded = fault.New(fault.Unauthenticated, "account.sign_in_needed")
	errRoleNeeded   = fault.New(fault.Forbidden, "account.role_needed")
)

// check refuses with 401 when nobody is signed in and 403 when the role is
// missing. authErr says why the request's token was not taken.
func (p permission) check(who actor.Actor, authErr error) error {
	switch {
	case p.anyone:
		return nil
	case authErr != nil:
		return authErr
	case !who.SignedIn():
		return errSignInNeeded
	case len(p.roles) > 0 && !slices.ContainsFunc(p.roles, func(r actor.Role) bool { return who.HoldsAnywhere(r) }):
		return errRoleNeeded
	}
	return nil
}
