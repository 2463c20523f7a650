package text_test

import (
	"testing"
	"time"

	"wbl/internal/clock"
	"wbl/internal/text"
)

func TestDateTimeNamesTheZone(t *testing.T) {
	at := clock.FromTime(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	if got := text.DateTime("ko", at); got != "2026. 3. 2.(월) 18:00 (KST)" {
		t.Error(got)
	}
	if got := text.DateTime("en", at); got != "Mon 2 Mar 2026, 18:00 (KST)" {
		t.Error(got)
	}
	if got := text.DateTime("ko", 0); got != "-" {
		t.Error(got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", 157600000000: "157,600,000,000"} {
		if got := text.Thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
