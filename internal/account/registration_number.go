package account

import "strings"

// Weights of the first nine digits of a Korean business registration number
// (사업자등록번호), as the National Tax Service checks them; the ninth digit
// counts once more by the tens of its fivefold.
var registrationWeights = [9]int{1, 3, 7, 1, 3, 7, 1, 3, 5}

// NormaliseRegistrationNumber takes "123-45-67891" or "1234567891" and gives
// the ten digits; ok is false when the form or the check digit is wrong, and
// for ten zeros, which pass the check and are nobody's.
func NormaliseRegistrationNumber(raw string) (digits string, ok bool) {
	digits = strings.ReplaceAll(strings.TrimSpace(raw), "-", "")
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" || strings.Trim(digits, "0") == "" {
		return "", false
	}
	return digits, checkDigit(digits) == int(digits[9]-'0')
}

func checkDigit(digits string) int {
	sum := int(digits[8]-'0') * 5 / 10
	for i, weight := range registrationWeights {
		sum += int(digits[i]-'0') * weight
	}
	return (10 - sum%10) % 10
}

// WithCheckDigit completes the first nine digits, for fictional organisations
// in tests and in the demonstration.
func WithCheckDigit(nine string) string {
	return nine + string(rune('0'+checkDigit(nine+"0")))
}

// FormatRegistrationNumber writes ten digits as 123-45-67891.
func FormatRegistrationNumber(digits string) string {
	if len(digits) != 10 {
		return digits
	}
	return digits[:3] + "-" + digits[3:5] + "-" + digits[5:]
}
