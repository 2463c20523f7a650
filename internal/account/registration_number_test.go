package account_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"wbl/internal/account"
)

// The numbers stand in the footers of these companies' public sites.
func TestRealRegistrationNumbersPass(t *testing.T) {
	for _, tc := range []struct{ name, number, digits string }{
		{"삼성전자", "124-81-00998", "1248100998"},
		{"네이버", "220-81-62517", "2208162517"},
		{"카카오", "120-81-47521", "1208147521"},
		{"SK텔레콤", "104-81-37225", "1048137225"},
		{"without hyphens", "1248100998", "1248100998"},
		{"with spaces around", " 124-81-00998 ", "1248100998"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			digits, ok := account.NormaliseRegistrationNumber(tc.number)
			if !ok || digits != tc.digits {
				t.Fatalf("%q: %q, %v", tc.number, digits, ok)
			}
			if got := account.FormatRegistrationNumber(digits); account.FormatRegistrationNumber(got) != got || len(got) != 12 {
				t.Fatalf("formatted as %q", got)
			}
		})
	}
}

func TestWrongRegistrationNumbersFail(t *testing.T) {
	for _, number := range []string{
		"", "124-81-00999", "124-81-00989", "220-81-62571", "124-81-0099", "124-81-009988", "１２４-81-00998",
		"abc-de-fghij", "000-00-00000", "124 81 00998", "124-81-0099x", "+24-81-00998",
	} {
		if digits, ok := account.NormaliseRegistrationNumber(number); ok {
			t.Errorf("%q passes as %q", number, digits)
		}
	}
}

// The ninth digit's weight of five would let every second change pass; the
// tens of its fivefold are what detects them.
func TestOneChangedDigitIsAlwaysDetected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nine := fmt.Sprintf("%09d", rapid.IntRange(1, 999_999_999).Draw(t, "nine"))
		right := account.WithCheckDigit(nine)
		if _, ok := account.NormaliseRegistrationNumber(right); !ok {
			t.Fatalf("%s has a right check digit and fails", right)
		}
		place := rapid.IntRange(0, 9).Draw(t, "place")
		other := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		if right[place] == other {
			return
		}
		wrong := right[:place] + string(rune(other)) + right[place+1:]
		if _, ok := account.NormaliseRegistrationNumber(wrong); ok {
			t.Fatalf("%s changed to %s passes", right, wrong)
		}
	})
}
