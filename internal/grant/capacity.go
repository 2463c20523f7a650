package grant

import (
	"slices"

	"wbl/internal/clock"
)

// span is a number of units that are there, or held, from one moment until
// before another.
type span struct {
	from, until clock.Instant
	units       int64
}

func (s span) covers(at clock.Instant) bool { return s.from <= at && at < s.until }

func (s span) encloses(o span) bool { return s.from <= o.from && o.until <= s.until }

func (s span) overlaps(o span) bool { return s.from < o.until && o.from < s.until }

func (s span) samePeriod(o span) bool { return s.from == o.from && s.until == o.until }

// unitsAt sums the units of the spans that cover the moment. Windows that
// overlap add up.
func unitsAt(spans []span, at clock.Instant) int64 {
	total := int64(0)
	for _, s := range spans {
		if s.covers(at) {
			total += s.units
		}
	}
	return total
}

// stretch is a time during which capacity and bookings do not change.
type stretch struct {
	from, until      clock.Instant
	capacity, booked int64
}

func (s stretch) free() int64 { return s.capacity - s.booked }

// stretches cuts a period at every moment at which one of the spans begins or
// ends. Between two such moments nothing changes, so that looking at each
// stretch is looking at every moment.
func stretches(period span, windows, booked []span) []stretch {
	cuts := []clock.Instant{period.from, period.until}
	for _, s := range slices.Concat(windows, booked) {
		for _, at := range []clock.Instant{s.from, s.until} {
			if period.covers(at) {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := make([]stretch, 0, len(cuts)-1)
	for i, from := range cuts[:len(cuts)-1] {
		out = append(out, stretch{
			from: from, until: cuts[i+1], capacity: unitsAt(windows, from), booked: unitsAt(booked, from),
		})
	}
	return out
}

// tightest is the stretch of the period with the least left, the earliest of
// those. What is asked for fits when it is no more than that stretch has free.
func tightest(period span, windows, booked []span) stretch {
	all := stretches(period, windows, booked)
	return slices.MinFunc(all, func(a, b stretch) int {
		switch {
		case a.free() < b.free():
			return -1
		case a.free() > b.free():
			return 1
		}
		return 0
	})
}
