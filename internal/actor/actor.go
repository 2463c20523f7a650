// Package actor owns who acts: the person behind a request, the roles that
// person holds, and the circumstances that rules look at (language, arrival
// time, request id). It must never decide what a role may do.
package actor

import (
	"wbl/internal/clock"
)

// Role is what a person may act as.
type Role string

// The roles; the scope each is held in stands beside it.
const (
	Officer       Role = "officer"       // an organisation
	Lead          Role = "lead"          // a team
	Member        Role = "member"        // a team
	Judge         Role = "judge"         // a stage's panel
	Chair         Role = "chair"         // a stage's panel
	Organiser     Role = "organiser"     // the installation
	Administrator Role = "administrator" // a call
	Approver      Role = "approver"      // a call
	Operator      Role = "operator"      // the installation
	Auditor       Role = "auditor"       // the installation
)

// ScopeKind says what a role is held in.
type ScopeKind string

// The kinds of scope.
const (
	Installation ScopeKind = "installation"
	Organisation ScopeKind = "organisation"
	Call         ScopeKind = "call"
	Team         ScopeKind = "team"
	Stage        ScopeKind = "stage"
)

// Grant is one role held in one scope. ScopeID is empty for the installation.
type Grant struct {
	Role      Role
	ScopeKind ScopeKind
	ScopeID   string
}

// Actor is who acts in one request or job.
type Actor struct {
	PersonID  string // empty: nobody is signed in
	SessionID string
	Grants    []Grant
	Language  string        // "ko" or "en"
	Arrival   clock.Instant // when the whole request had arrived (of an upload its head), by the server's clock
	RequestID string
	Address   string // the client's IP address
}

// System acts for the program itself: jobs, schedules, the first set-up.
func System(now clock.Instant) Actor {
	return Actor{Language: "ko", Arrival: now, RequestID: "system"}
}

// SignedIn reports whether a person stands behind the actor.
func (a Actor) SignedIn() bool { return a.PersonID != "" }

// Holds reports whether the actor has the role in just that scope.
func (a Actor) Holds(role Role, kind ScopeKind, id string) bool {
	for _, g := range a.Grants {
		if g.Role == role && g.ScopeKind == kind && g.ScopeID == id {
			return true
		}
	}
	return false
}

// HoldsAnywhere reports whether the actor has one of the roles in any scope.
func (a Actor) HoldsAnywhere(roles ...Role) bool {
	for _, g := range a.Grants {
		for _, r := range roles {
			if g.Role == r {
				return true
			}
		}
	}
	return false
}

// Scopes lists the ids in which the actor holds the role.
func (a Actor) Scopes(role Role, kind ScopeKind) []string {
	ids := []string{}
	for _, g := range a.Grants {
		if g.Role == role && g.ScopeKind == kind {
			ids = append(ids, g.ScopeID)
		}
	}
	return ids
}
