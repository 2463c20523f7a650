package scoring

import (
	"errors"
	"math/big"
)

// ErrUndefined is returned where a statistic does not exist: a z-score of equal
// figures, or of too few.
var ErrUndefined = errors.New("scoring: undefined")

// leafFigure is a team's figure at a source leaf: as it came, its z-score where
// there is one, and what it is worth.
type leafFigure struct {
	raw    Points
	zScore *Points
	points Points
}

// normalise turns the figures of all teams at one leaf into points. The best and
// the standard deviation are taken over every team that has a figure. A reason
// code is returned, with no figures, where the rule gives none.
func (n *Node) normalise(raw map[string]Points) (map[string]leafFigure, string) {
	rule := n.Source.Normalisation
	switch rule.Method {
	case ShareOfMaximum:
		return n.share(raw, *rule.Maximum), ""
	case RelativeToBest:
		best := highest(raw)
		if best.Sign() <= 0 {
			return nil, ReasonBestIsZero
		}
		return n.share(raw, best), ""
	case Standardised:
		return n.standardise(raw, *rule.ZScore)
	default:
		return n.share(raw, n.Points), ""
	}
}

// share gives points × figure ÷ whole.
func (n *Node) share(raw map[string]Points, whole Points) map[string]leafFigure {
	figures := make(map[string]leafFigure, len(raw))
	for team, figure := range raw {
		figures[team] = leafFigure{raw: figure, points: n.Points.Mul(figure).Quo(whole)}
	}
	return figures
}

func highest(raw map[string]Points) Points {
	var best Points
	for _, figure := range raw {
		if figure.Cmp(best) > 0 {
			best = figure
		}
	}
	return best
}

// standardise gives centre + spread × z within 0 and the node's points.
func (n *Node) standardise(raw map[string]Points, rule ZScoreRule) (map[string]leafFigure, string) {
	teams := sortedKeys(raw)
	values := make([]Points, len(teams))
	for i, team := range teams {
		values[i] = raw[team]
	}
	scores, err := ZScores(values, rule.DDOF, rule.Scale, rule.Rounding)
	if err != nil {
		return nil, ReasonZScoreUndefined
	}
	figures := make(map[string]leafFigure, len(teams))
	for i, team := range teams {
		worth := rule.Centre.Add(rule.Spread.Mul(scores[i]))
		figures[team] = leafFigure{raw: values[i], zScore: &scores[i], points: within(worth, n.Points)}
	}
	return figures, ""
}

func within(p, most Points) Points {
	if p.Sign() < 0 {
		return Points{}
	}
	if p.Cmp(most) > 0 {
		return most
	}
	return p
}

// ZScores returns (value − mean) ÷ sd for each value, correctly rounded to scale
// digits; sd has len(values) − ddof in its denominator. It returns ErrUndefined
// when the values are all equal or fewer than two.
func ZScores(values []Points, ddof, scale int, rule Rounding) ([]Points, error) {
	if len(values) < 2 || ddof < 0 || len(values) <= ddof {
		return nil, ErrUndefined
	}
	mean := average(values)
	var squares Points
	for _, value := range values {
		deviation := value.Sub(mean)
		squares = squares.Add(deviation.Mul(deviation))
	}
	if squares.Sign() == 0 {
		return nil, ErrUndefined
	}
	variance := squares.Quo(NewPoints(int64(len(values) - ddof)))
	scores := make([]Points, len(values))
	for i, value := range values {
		scores[i] = ratioToRoot(value.Sub(mean), variance, scale, rule)
	}
	return scores, nil
}

// ratioToRoot returns p ÷ √q rounded to scale digits, as the root of p² ÷ q.
func ratioToRoot(p, q Points, scale int, rule Rounding) Points {
	unit := powerOfTen(scale)
	shifted := new(big.Rat).SetInt(new(big.Int).Mul(unit, unit))
	root := roundedRoot(shifted.Mul(shifted, p.Mul(p).Quo(q).rat()), rule)
	if p.Sign() < 0 {
		root.Neg(root)
	}
	return Points{new(big.Rat).SetFrac(root, unit)}
}
