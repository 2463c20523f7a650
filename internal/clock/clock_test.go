package clock_test

import (
	"encoding/json"
	"testing"
	"time"

	"wbl/internal/clock"
)

func TestInstantKeepsMicrosecondsInAnyZone(t *testing.T) {
	deadline := time.Date(2025, 7, 21, 16, 0, 0, 0, clock.KST)
	got := clock.FromTime(deadline)
	if got != clock.FromTime(deadline.UTC()) {
		t.Fatal("the zone changed the instant")
	}
	if before := clock.FromTime(deadline.Add(-time.Microsecond)); before >= got || got-before != clock.Microsecond {
		t.Fatalf("one microsecond earlier is %d, the deadline %d", before, got)
	}
	if got.String() != "2025-07-21T07:00:00.000000Z" {
		t.Fatal(got.String())
	}
}

func TestInstantTravelsThroughJSON(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     clock.Instant
		bad      bool
	}{
		{"korean zone", `"2025-07-21T16:00:00+09:00"`, clock.FromTime(time.Date(2025, 7, 21, 7, 0, 0, 0, time.UTC)), false},
		{"microseconds", `"1970-01-01T00:00:00.000001Z"`, 1, false},
		{"unset", `""`, 0, false},
		{"not a time", `"tomorrow"`, 0, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got clock.Instant
			err := json.Unmarshal([]byte(tc.in), &got)
			if (err != nil) != tc.bad || got != tc.want {
				t.Fatalf("got %d, %v", got, err)
			}
		})
	}
}

func TestManualClockMovesOnlyWhenTold(t *testing.T) {
	m := clock.NewManual(time.Unix(100, 0))
	start := m.Now()
	m.Advance(90 * time.Second)
	if m.Now().Sub(start) != 90*time.Second {
		t.Fatal(m.Now())
	}
	m.Set(start)
	if m.Now() != start {
		t.Fatal("Set did not take")
	}
}
