// Package clock owns time: the instant that rows and rules hold, and the clock
// that everything else is given. It must never let another package read the
// machine's clock by itself.
package clock

import (
	"sync"
	"time"
)

// Instant is a moment as whole microseconds since the Unix epoch, UTC. Zero
// means "not set". Both databases store it as BIGINT, so that a deadline is
// compared as a whole number and no zone, rounding or text form can differ.
type Instant int64

// Spans in whole microseconds, for arithmetic on instants.
const (
	Microsecond = Instant(1)
	Second      = 1_000_000 * Microsecond
	Minute      = 60 * Second
	Hour        = 60 * Minute
	Day         = 24 * Hour
)

// FromTime drops what is finer than a microsecond. The zero time gives zero.
func FromTime(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMicro())
}

// Time is the instant in UTC; zero gives the zero time.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(i)).UTC()
}

// IsZero reports whether the instant is not set.
func (i Instant) IsZero() bool { return i == 0 }

// Add moves the instant by d, cut to whole microseconds.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Sub is the span from u to i.
func (i Instant) Sub(u Instant) time.Duration { return time.Duration(i-u) * time.Microsecond }

// String is RFC 3339 in UTC with microseconds, for logs and canonical records.
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format("2006-01-02T15:04:05.000000Z")
}

// KST is the instant for a sentence, in Korean time to the minute.
func (i Instant) KST() string { return i.Time().In(KST).Format("2006-01-02 15:04 KST") }

// MarshalText writes what String gives, so that canonical JSON is readable.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads RFC 3339 with any zone; empty text is "not set".
func (i *Instant) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = 0
		return nil
	}
	t, err := time.Parse(time.RFC3339Nano, string(text))
	if err != nil {
		return err
	}
	*i = FromTime(t)
	return nil
}

// KST is Korean time, fixed at UTC+9: Korea keeps no summer time.
var KST = time.FixedZone("KST", 9*60*60)

// Clock tells the time.
type Clock interface {
	Now() Instant
}

// System is the machine's clock.
type System struct{}

// Now is the present by the machine's clock.
func (System) Now() Instant { return FromTime(time.Now()) }

// Manual is a clock that tests and the demonstration's seeder set by hand. It
// is safe for concurrent use.
type Manual struct {
	mu  sync.Mutex
	now Instant
}

// NewManual starts at t.
func NewManual(t time.Time) *Manual { return &Manual{now: FromTime(t)} }

// Now is the time set last.
func (m *Manual) Now() Instant {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set moves the clock to i, also backwards.
func (m *Manual) Set(i Instant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = i
}

// Advance moves the clock by d.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}
