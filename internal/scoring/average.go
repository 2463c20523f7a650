package scoring

import "slices"

// Average returns the arithmetic mean, and false for an empty list.
func Average(values []Points) (Points, bool) {
	if len(values) == 0 {
		return Points{}, false
	}
	return average(values), true
}

// average is the mean of at least one value.
func average(values []Points) Points {
	return sum(values).Quo(NewPoints(int64(len(values))))
}

func sum(values []Points) Points {
	var total Points
	for _, value := range values {
		total = total.Add(value)
	}
	return total
}

// median is the middle of at least one value, or the mean of the middle two.
func median(values []Points) Points {
	ordered := slices.SortedFunc(slices.Values(values), Points.Cmp)
	middle := len(ordered) / 2
	if len(ordered)%2 == 1 {
		return ordered[middle]
	}
	return average(ordered[middle-1 : middle+1])
}

// untrimmed makes one figure of values from which nothing remains to be dropped.
func (m Method) untrimmed(values []Points) Points {
	if m == Median {
		return median(values)
	}
	return average(values)
}
