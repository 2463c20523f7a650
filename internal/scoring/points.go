package scoring

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
)

const (
	// maxPointsLength bounds what people and programs may send as one number.
	maxPointsLength = 40
	// maxExactLength bounds the text of a computed fraction read back from a record.
	maxExactLength = 1 << 14
)

// ErrNotPoints is returned for text that is not a number of points.
var ErrNotPoints = errors.New("scoring: not a number of points")

// Points is an exact number of points. It is immutable and its zero value is 0.
//
// Its text, and its JSON string, is exact too: a decimal without trailing zeros
// where there is one ("92.5"), otherwise a fraction in lowest terms ("85/3").
// A missing number is a nil *Points or an absent map entry, never a zero.
type Points struct{ value *big.Rat }

// NewPoints returns n whole points.
func NewPoints(n int64) Points { return Points{new(big.Rat).SetInt64(n)} }

// ParsePoints reads a decimal such as "92.50": an optional sign, ASCII digits,
// optionally a point and more digits; no exponent, no spaces, no bare point, at
// most 40 characters. Everything else gives ErrNotPoints. It is the one way in
// for numbers that people type; only UnmarshalText also reads fractions.
func ParsePoints(text string) (Points, error) {
	if len(text) > maxPointsLength {
		return Points{}, ErrNotPoints
	}
	unsigned := text
	if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") {
		unsigned = text[1:]
	}
	whole, fraction, hasPoint := strings.Cut(unsigned, ".")
	if !isDigits(whole) || hasPoint && !isDigits(fraction) {
		return Points{}, ErrNotPoints
	}
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return Points{}, ErrNotPoints
	}
	return Points{value}, nil
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

func (p Points) rat() *big.Rat {
	if p.value == nil {
		return new(big.Rat)
	}
	return p.value
}

// Add returns p + q.
func (p Points) Add(q Points) Points { return Points{new(big.Rat).Add(p.rat(), q.rat())} }

// Sub returns p − q.
func (p Points) Sub(q Points) Points { return Points{new(big.Rat).Sub(p.rat(), q.rat())} }

// Mul returns p × q.
func (p Points) Mul(q Points) Points { return Points{new(big.Rat).Mul(p.rat(), q.rat())} }

// Quo returns p ÷ q. Like integer division, it panics when q is zero.
func (p Points) Quo(q Points) Points { return Points{new(big.Rat).Quo(p.rat(), q.rat())} }

// Cmp returns −1, 0 or +1 as p is less than, equal to or greater than q.
func (p Points) Cmp(q Points) int { return p.rat().Cmp(q.rat()) }

// Equal says whether p and q are the same number, however they were written.
func (p Points) Equal(q Points) bool { return p.Cmp(q) == 0 }

// Sign returns −1, 0 or +1 as p is negative, zero or positive.
func (p Points) Sign() int { return p.rat().Sign() }

// MultipleOf says whether p is a whole number of steps; step must not be zero.
func (p Points) MultipleOf(step Points) bool { return p.Quo(step).rat().IsInt() }

// decimals returns how many digits p needs after the point, and false when no
// number of digits is enough.
func (p Points) decimals() (int, bool) { return p.rat().FloatPrec() }

// String returns the exact text of p.
func (p Points) String() string {
	digits, exact := p.decimals()
	if !exact {
		return p.rat().String()
	}
	return p.rat().FloatString(digits)
}

// MarshalText returns the exact text of p; it never fails.
func (p Points) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what ParsePoints reads, and the fractions that MarshalText
// writes ("85/3", in lowest terms), so that a stored record reads back exactly.
// It returns ErrNotPoints for anything else.
func (p *Points) UnmarshalText(text []byte) error {
	parse := ParsePoints
	if bytes.ContainsRune(text, '/') {
		parse = parseFraction
	}
	parsed, err := parse(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// parseFraction accepts only the canonical text, so that one number has one text.
func parseFraction(text string) (Points, error) {
	if len(text) > maxExactLength {
		return Points{}, ErrNotPoints
	}
	top, bottom, _ := strings.Cut(text, "/")
	if !isDigits(strings.TrimPrefix(top, "-")) || !isDigits(bottom) {
		return Points{}, ErrNotPoints
	}
	value, ok := new(big.Rat).SetString(text)
	if !ok || (Points{value}).String() != text {
		return Points{}, ErrNotPoints
	}
	return Points{value}, nil
}

// MarshalJSON returns the exact text of p as a JSON string.
func (p Points) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }

// UnmarshalJSON reads a JSON string as UnmarshalText does. It returns
// ErrNotPoints for a JSON number, which could have passed through a float on its
// way, and for null, which must not become a zero.
func (p *Points) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '"' {
		return ErrNotPoints
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	return p.UnmarshalText([]byte(text))
}
