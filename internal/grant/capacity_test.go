package grant

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

func drawSpan(rt *rapid.T, label string) span {
	from := rapid.IntRange(0, 12).Draw(rt, label+" from")
	return span{
		from: clock.Instant(from), until: clock.Instant(rapid.IntRange(from+1, 14).Draw(rt, label+" until")),
		units: int64(rapid.IntRange(0, 9).Draw(rt, label+" units")),
	}
}

func drawSpans(rt *rapid.T, label string) []span {
	spans := make([]span, rapid.IntRange(0, 5).Draw(rt, label))
	for i := range spans {
		spans[i] = drawSpan(rt, label)
	}
	return spans
}

// The sweep over boundaries finds what looking at every single moment finds.
func TestTightestIsTheMinimumOverEveryMoment(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		windows, booked, asked := drawSpans(rt, "windows"), drawSpans(rt, "booked"), drawSpan(rt, "asked")
		least := int64(math.MaxInt64)
		for at := asked.from; at < asked.until; at++ {
			least = min(least, unitsAt(windows, at)-unitsAt(booked, at))
		}
		tight := tightest(asked, windows, booked)
		if tight.free() != least {
			rt.Fatalf("tightest %+v leaves %d, want %d", tight, tight.free(), least)
		}
		for at := tight.from; at < tight.until; at++ {
			if unitsAt(windows, at) != tight.capacity || unitsAt(booked, at) != tight.booked {
				rt.Fatalf("%+v changes at %d", tight, at)
			}
		}
		if tight.from < asked.from || tight.until > asked.until {
			rt.Fatalf("%+v lies outside of %+v", tight, asked)
		}
	})
}

func TestAmountIsExactOrRefused(t *testing.T) {
	year := 365 * clock.Day
	cases := []struct {
		name  string
		kind  call.ResourceKind
		units int64
		span  clock.Instant
		want  int64 // 0: refused
	}{
		{"1,024 GPUs for a year", call.GPU, 1024, year, 32_292_864_000},
		{"the largest that fits", call.GPU, math.MaxInt64 / 7, 7 * clock.Second, math.MaxInt64 / 7 * 7},
		{"one more than fits", call.GPU, math.MaxInt64/7 + 1, 7 * clock.Second, 0},
		{"far more than 64 bits", call.GPU, maxUnits - 1, 100 * year, 0},
		{"money does not grow with time", call.Money, 14_000_000_000, year, 14_000_000_000},
		{"persons neither", call.Talent, 3, year, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Pool{ID: "p", Kind: c.kind}.amount(span{from: 5, until: 5 + c.span, units: c.units})
			if got != c.want || (c.want == 0) != (fault.CodeOf(err) == "grant.amount_too_large") {
				t.Errorf("amount %d, %v, want %d", got, err, c.want)
			}
		})
	}
}

func TestStatusBecomes(t *testing.T) {
	for _, from := range []Status{Open, Answered, Expired} {
		for _, to := range []Status{Open, Answered, Expired} {
			if got, want := from.becomes(to), from == Open && to != Open; got != want {
				t.Errorf("%s becomes %s: %v", from, to, got)
			}
		}
	}
}
