package score

import (
	"slices"
	"testing"
)

// TestGreedy: best first; of equals the earlier gold, then the earlier found.
func TestGreedy(t *testing.T) {
	for _, c := range []struct {
		name  string
		worth [][]float64
		found int
		want  []int
	}{
		{"equals in order", [][]float64{{1, 1}, {1, 1}}, 2, []int{0, 1}},
		{"best first", [][]float64{{1, 2}, {0, 3}}, 2, []int{0, 1}},
		{"greed leaves one over", [][]float64{{2, 3}, {0, 2}}, 2, []int{1, -1}},
		{"zero is no pair", [][]float64{{0}, {0}}, 1, []int{-1, -1}},
		{"nothing found", [][]float64{{}}, 0, []int{-1}},
	} {
		m := greedy(len(c.worth), c.found, func(g, f int) float64 { return c.worth[g][f] })
		if !slices.Equal(m.toFound, c.want) {
			t.Errorf("%s: %v, want %v", c.name, m.toFound, c.want)
		}
		for g, f := range m.toFound {
			if f >= 0 && m.toGold[f] != g {
				t.Errorf("%s: the two directions differ: %v, %v", c.name, m.toFound, m.toGold)
			}
		}
	}
}

// TestGreedyIsStable: many equals are still taken in their order.
func TestGreedyIsStable(t *testing.T) {
	m := greedy(30, 30, func(g, f int) float64 { return float64(1 + (g+1)%2) }) // the even ones first
	for g, f := range m.toFound {
		if want := g/2 + 15*(g%2); f != want {
			t.Fatalf("gold %d has %d, want %d: %v", g, f, want, m.toFound)
		}
	}
}

func TestJaccard(t *testing.T) {
	for _, c := range []struct {
		a, b []string
		want float64
	}{
		{nil, nil, 1}, {[]string{"A"}, nil, 0}, {[]string{"A", "A", "B"}, []string{"B"}, .5},
	} {
		if got := jaccard(setOf(c.a...), setOf(c.b...)); got != c.want {
			t.Errorf("%v, %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
