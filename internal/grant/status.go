package grant

import "wbl/internal/clock"

// Status is where an offer stands.
type Status string

// The states of an offer; the last two are final.
const (
	Open     Status = "open"
	Answered Status = "answered"
	Expired  Status = "expired"
)

// becomes reports whether an offer may go from one state to the other.
func (s Status) becomes(next Status) bool {
	return s == Open && (next == Answered || next == Expired)
}

// Answer is what a team says to one line of an offer.
type Answer string

// The answers; a line of an open offer has none.
const (
	Accept     Answer = "accept"
	AcceptLess Answer = "accept_less"
	Decline    Answer = "decline"
)

// inTime reports whether what arrived at that moment still answers the offer.
func (o Offer) inTime(arrival clock.Instant) bool { return arrival < o.ExpiresAt }

// due reports whether the units of an offer nobody answered go back. A minute is
// left to an answer that arrived in time and is still being worked on.
func (o Offer) due(now clock.Instant) bool {
	return o.Status == Open && now >= o.ExpiresAt+workingTime
}

const workingTime = clock.Minute

// StatusAt is the state as it appears at a moment: an offer that nobody answered
// reads as expired from its deadline on.
func (o Offer) StatusAt(now clock.Instant) Status {
	if o.Status == Open && !o.inTime(now) {
		return Expired
	}
	return o.Status
}

// hold is the grip that a line of an award has on its pool.
type hold struct {
	LineID  string
	AwardID string
	TeamID  string
	PoolID  string
	FromAt  clock.Instant
	UntilAt clock.Instant
	Granted int64
	// Status is that of the offer; empty before it is made.
	Status   Status
	Accepted int64
}

// span is what the line holds now: all of it until it is answered, what was
// accepted afterwards, nothing after it has expired.
func (h hold) span() span {
	s := span{from: h.FromAt, until: h.UntilAt, units: h.Granted}
	switch h.Status {
	case Answered:
		s.units = h.Accepted
	case Expired:
		s.units = 0
	case Open:
	}
	return s
}
