package text

import (
	"fmt"

	"wbl/internal/clock"
)

var weekdays = map[string][]string{
	Korean:  {"일", "월", "화", "수", "목", "금", "토"},
	English: {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
}

// DateTime writes a moment as readers in Korea do, in Korean time to the minute
// and with the zone named: "2026. 3. 2.(월) 18:00 (KST)". Unset gives "-".
func DateTime(lang string, at clock.Instant) string {
	if at.IsZero() {
		return "-"
	}
	t := at.Time().In(clock.KST)
	day := weekdays[Language(lang)][t.Weekday()]
	if Language(lang) == English {
		return fmt.Sprintf("%s %s (KST)", day, t.Format("2 Jan 2006, 15:04"))
	}
	return fmt.Sprintf("%d. %d. %d.(%s) %s (KST)", t.Year(), t.Month(), t.Day(), day, t.Format("15:04"))
}

// Won writes an amount with thousands apart and the unit named.
func Won(lang string, amount int64) string {
	if Language(lang) == English {
		return "KRW " + Thousands(amount)
	}
	return Thousands(amount) + "원"
}

// Thousands writes a whole number with commas.
func Thousands(n int64) string {
	digits := fmt.Sprint(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}
