package score

import (
	"slices"

	"safir/internal/record"
)

// matching says who belongs to whom; -1 stands for nobody.
type matching struct {
	toFound []int // gold index → found index
	toGold  []int // found index → gold index
}

// pairs is the number of pairs made.
func (m matching) pairs() int {
	n := 0
	for _, j := range m.toFound {
		if j >= 0 {
			n++
		}
	}
	return n
}

// greedy pairs gold and found items, the pair of highest worth first; among
// equals, the earlier gold item and then the earlier found item. Only a worth
// above zero allows a pair.
func greedy(gold, found int, worth func(g, f int) float64) matching {
	type pair struct {
		worth float64
		g, f  int
	}
	var all []pair
	for g := range gold {
		for f := range found {
			if w := worth(g, f); w > 0 {
				all = append(all, pair{w, g, f})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return compare(b.worth, a.worth) })
	m := matching{nobody(gold), nobody(found)}
	for _, p := range all {
		if m.toFound[p.g] < 0 && m.toGold[p.f] < 0 {
			m.toFound[p.g], m.toGold[p.f] = p.f, p.g
		}
	}
	return m
}

func nobody(n int) []int { return slices.Repeat([]int{-1}, n) }

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// set is a set of words or positions.
type set[T comparable] map[T]bool

func setOf[T comparable](items ...T) set[T] {
	s := set[T]{}
	s.add(items...)
	return s
}

func (s set[T]) add(items ...T) {
	for _, x := range items {
		s[x] = true
	}
}

// shared is the number of items in both sets.
func (s set[T]) shared(t set[T]) int {
	n := 0
	for x := range s {
		if t[x] {
			n++
		}
	}
	return n
}

// equal reports whether both sets hold the same.
func (s set[T]) equal(t set[T]) bool { return len(s) == len(t) && s.shared(t) == len(s) }

// jaccard is the share of items in both among items in either; two empty
// sets are alike.
func jaccard(a, b set[string]) float64 {
	both := a.shared(b)
	either := len(a) + len(b) - both
	if either == 0 {
		return 1
	}
	return float64(both) / float64(either)
}

// overlap is the number of code points in both spans.
func overlap(a, b record.Span) int { return max(0, min(a[1], b[1])-max(a[0], b[0])) }

func length(s record.Span) int { return s[1] - s[0] }

// text is a string that may be absent; absent is "".
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// same reports whether two strings are equal or both absent.
func same(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// one is 1 for true and 0 for false.
func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
