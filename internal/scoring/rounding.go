package scoring

import "math/big"

// Rounding says what happens to a figure that lies exactly half-way between two
// displayable ones. Every other figure goes to the nearest.
type Rounding string

const (
	// HalfUp sends a half away from zero: 0.25 is shown as 0.3, −0.25 as −0.3.
	HalfUp Rounding = "half_up"
	// HalfEven sends a half to the even digit: 0.25 is shown as 0.2, 0.35 as 0.4.
	HalfEven Rounding = "half_even"
)

// up says whether a half is rounded away from zero when the digits before it,
// taken as a whole number, are floor.
func (r Rounding) up(floor *big.Int) bool { return r != HalfEven || floor.Bit(0) == 1 }

// Round returns p with scale digits (0 or more) after the point. Figures are
// rounded to be shown, or to be compared where the tree says so; what is summed
// is never rounded. Any rule but HalfEven rounds as HalfUp.
func (p Points) Round(scale int, rule Rounding) Points {
	unit := powerOfTen(scale)
	scaled := new(big.Rat).Mul(p.rat(), new(big.Rat).SetInt(unit))
	magnitude := new(big.Int).Abs(scaled.Num())
	floor, rest := new(big.Int).QuoRem(magnitude, scaled.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(scaled.Denom())
	if half > 0 || half == 0 && rule.up(floor) {
		floor.Add(floor, big.NewInt(1))
	}
	if scaled.Sign() < 0 {
		floor.Neg(floor)
	}
	return Points{new(big.Rat).SetFrac(floor, unit)}
}

// Display returns p rounded and written with exactly scale digits after the
// point: 79.72 at scale 1 is "79.7", 25 is "25.0".
func (p Points) Display(scale int, rule Rounding) string {
	return p.Round(scale, rule).rat().FloatString(scale)
}

func powerOfTen(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// roundedRoot returns the square root of q ≥ 0 rounded to a whole number. It is
// exact: twice the root is floored by an integer root, which tells on which side
// of a half the root lies and whether it lies on it.
func roundedRoot(q *big.Rat, rule Rounding) *big.Int {
	quadruple := new(big.Rat).Mul(q, big.NewRat(4, 1))
	floor := new(big.Int).Quo(quadruple.Num(), quadruple.Denom())
	twice := new(big.Int).Sqrt(floor)
	root := new(big.Int).Rsh(twice, 1)
	if twice.Bit(0) == 0 {
		return root
	}
	onHalf := new(big.Int).Mul(twice, twice).Cmp(quadruple.Num()) == 0
	if onHalf && !rule.up(root) {
		return root
	}
	return root.Add(root, big.NewInt(1))
}
