package team

import (
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

// checkChangeable says why teams of the call cannot be made or changed by what
// arrived at that instant. first is the call's first stage with a filing; a call
// without one takes changes as long as it is open.
func checkChangeable(c call.Call, first call.Stage, arrival clock.Instant) error {
	switch {
	case c.Status == call.StatusDraft:
		return fault.New(fault.NotFound, "call.not_found")
	case c.Status != call.StatusOpen:
		return fault.New(fault.Conflict, "team.call_closed")
	case !first.ClosesAt.IsZero() && arrival >= first.ClosesAt:
		return fault.New(fault.Conflict, "team.changes_closed")
	}
	return nil
}

// The states of an invitation.
const (
	InvitationOpen     = "open"
	InvitationAccepted = "accepted"
	InvitationRevoked  = "revoked"
	InvitationExpired  = "expired"
)

// StatusAt is the state of the invitation at that instant.
func (in Invitation) StatusAt(now clock.Instant) string {
	switch {
	case !in.AcceptedAt.IsZero():
		return InvitationAccepted
	case !in.RevokedAt.IsZero():
		return InvitationRevoked
	case now >= in.ExpiresAt:
		return InvitationExpired
	}
	return InvitationOpen
}

// checkUsable says why the invitation cannot be accepted any more.
func (in Invitation) checkUsable(now clock.Instant) error {
	switch in.StatusAt(now) {
	case InvitationAccepted:
		return fault.New(fault.Gone, "team.invitation_used")
	case InvitationRevoked:
		return fault.New(fault.Gone, "team.invitation_revoked")
	case InvitationExpired:
		return fault.New(fault.Gone, "team.invitation_expired")
	}
	return nil
}
