package scoring

import "slices"

// TieMethod says which rank equal values get.
type TieMethod string

// Two values that share places 2 and 3 both get: average 2.5, min 2 (as in
// competitions, "1224"), max 3, dense 2 with the next value at 3.
const (
	TiesAverage TieMethod = "average"
	TiesMin     TieMethod = "min"
	TiesMax     TieMethod = "max"
	TiesDense   TieMethod = "dense"
)

// Order says which value has rank 1.
type Order string

// The lowest value is first, or the highest.
const (
	Ascending  Order = "ascending"
	Descending Order = "descending"
)

// Ranks returns the rank of each value, counting from 1. Only TiesAverage gives
// ranks that are not whole. An unknown method ranks as TiesMin, an unknown order
// as Ascending.
func Ranks(values []Points, order Order, method TieMethod) []Points {
	ranks := make([]Points, len(values))
	for place, group := range tieGroups(len(values), func(i, j int) int {
		if order == Descending {
			i, j = j, i
		}
		return values[i].Cmp(values[j])
	}) {
		for _, i := range group.members {
			ranks[i] = group.rank(place, method)
		}
	}
	return ranks
}

// tieGroup is a set of equal things that begins at a place counted from 1.
type tieGroup struct {
	first   int
	members []int
}

// tieGroups puts 0 … n−1 in order and cuts them into groups that compare equal.
// Members of a group are in ascending order.
func tieGroups(n int, compare func(i, j int) int) []tieGroup {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, compare)
	var groups []tieGroup
	for place, i := range order {
		if place == 0 || compare(order[place-1], i) != 0 {
			groups = append(groups, tieGroup{first: place + 1})
		}
		last := &groups[len(groups)-1]
		last.members = append(last.members, i)
	}
	return groups
}

// rank is what the members get; index is the group's place among groups.
func (g tieGroup) rank(index int, method TieMethod) Points {
	first, last := int64(g.first), int64(g.last())
	switch method {
	case TiesAverage:
		return NewPoints(first + last).Quo(NewPoints(2))
	case TiesMax:
		return NewPoints(last)
	case TiesDense:
		return NewPoints(int64(index) + 1)
	default:
		return NewPoints(first)
	}
}

// last is the place at which the group ends.
func (g tieGroup) last() int { return g.first + len(g.members) - 1 }
