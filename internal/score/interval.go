package score

import (
	"math/rand/v2"
	"slices"

	"safir/internal/record"
)

// DefaultDraws is how many draws an interval is made of unless told.
const DefaultDraws = 1000

// interval is the middle 95 % of what a figure was in the draws.
type interval struct{ low, high float64 }

// Difference is a figure in two runs over the same gold.
type Difference struct {
	Figure        string
	Before, After float64
	Change        float64 // After - Before
	Low, High     float64 // bounds of the change's 95 % paired interval
	N             int     // as in Row, of the run after
}

// Sure reports whether the interval leaves out zero: the change is unlikely
// to be the luck of these documents.
func (d Difference) Sure() bool { return d.Low > 0 || d.High < 0 }

// Compare scores two sets of records on the same gold. The interval is
// paired: each draw takes the same documents of both sets; draws of 0 means
// DefaultDraws. Every figure has a row, in the order of the table; IsMain
// picks the main ones.
func Compare(golds []Gold, before, after []record.Record, draws int) []Difference {
	if draws <= 0 {
		draws = DefaultDraws
	}
	old, now := Score(golds, before).docs, Score(golds, after).docs
	bounds := bootstrap(len(golds), draws, func(drawn []int) (values [figures]float64) {
		a, b := totalOf(old, drawn), totalOf(now, drawn)
		for f := range figures {
			values[f] = b.value(f) - a.value(f)
		}
		return values
	})
	a, b := total(old), total(now)
	out := make([]Difference, figures)
	for f := range figures {
		out[f] = Difference{Figure: figureTable[f].name, Before: a.value(f), After: b.value(f), Change: b.value(f) - a.value(f),
			Low: bounds[f].low, High: bounds[f].high, N: b[f].wanted}
	}
	return out
}

// intervals is the interval of every figure of one run.
func intervals(docs []counts, draws int) [figures]interval {
	return bootstrap(len(docs), draws, func(drawn []int) (values [figures]float64) {
		sum := totalOf(docs, drawn)
		for f := range figures {
			values[f] = sum.value(f)
		}
		return values
	})
}

// bootstrap draws as many documents as there are, with repetition, again and
// again, and returns the middle 95 % of each value. Its generator always
// starts alike, so that the same run has the same intervals, and two runs over
// the same gold the same draws.
func bootstrap(docs, draws int, values func(drawn []int) [figures]float64) (out [figures]interval) {
	if docs == 0 || draws <= 0 {
		return out
	}
	chance := rand.New(rand.NewPCG(1, 1))
	drawn, seen := make([]int, docs), [figures][]float64{}
	for range draws {
		for i := range drawn {
			drawn[i] = chance.IntN(docs)
		}
		for f, v := range values(drawn) {
			seen[f] = append(seen[f], v)
		}
	}
	for f := range seen {
		out[f] = middle(seen[f])
	}
	return out
}

// middle is the middle 95 % of values, which it sorts.
func middle(values []float64) interval {
	slices.Sort(values)
	n := float64(len(values))
	low := int(.025 * n)
	high := max(int(.975*n)-1, low)
	return interval{values[low], values[high]}
}

// totalOf sums the counts of the documents drawn.
func totalOf(docs []counts, drawn []int) *counts {
	var sum counts
	for _, i := range drawn {
		sum.plus(&docs[i])
	}
	return &sum
}
