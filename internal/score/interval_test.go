package score

import (
	"fmt"
	"testing"

	"safir/internal/record"
)

// copies is the invented gold n times over under other names, with perfect
// records.
func copies(t *testing.T, n int) ([]Gold, []record.Record) {
	t.Helper()
	one := goldOf(t)[0]
	golds, records := make([]Gold, n), make([]record.Record, n)
	for i := range n {
		golds[i] = one
		golds[i].Doc = fmt.Sprint("doc", i)
		name := golds[i].File()
		records[i] = clone(t, perfect(&one))
		records[i].ID, records[i].Source.File = "", &name
	}
	return golds, records
}

func TestIntervals(t *testing.T) {
	golds, records := copies(t, 20)
	for i := range 5 {
		records[i].Published.Value = nil
	}
	table := Score(golds, records).Table(DefaultDraws)
	row, _ := table.Row("published")
	// 20 draws of probability 0.75: the exact 2.5 and 97.5 % points are 0.55 and 0.95.
	if row.Value != .75 || row.Low < .5 || row.Low > .6 || row.High < .9 || row.High > 1 {
		t.Errorf("published %+v", row)
	}
	if row, _ := table.Row("events"); row.Low != 1 || row.High != 1 {
		t.Errorf("events do not vary: %+v", row)
	}
	again, _ := Score(golds, records).Table(DefaultDraws).Row("published")
	if again != row {
		t.Errorf("drawn again: %+v, first %+v", again, row)
	}
	if bare, _ := Score(golds, records).Table(0).Row("published"); bare.Low != 0 || bare.High != 0 {
		t.Errorf("without draws there is no interval: %+v", bare)
	}
}

// TestMiddle takes the same points as score.py.
func TestMiddle(t *testing.T) {
	for _, c := range []struct {
		n    int
		want interval
	}{
		{1000, interval{25, 974}}, {100, interval{2, 96}}, {1, interval{0, 0}},
	} {
		values := make([]float64, c.n)
		for i := range values {
			values[i] = float64(c.n - 1 - i)
		}
		if got := middle(values); got != c.want {
			t.Errorf("of %d: %v, want %v", c.n, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	golds, after := copies(t, 20)
	_, before := copies(t, 20)
	for i := range 15 {
		before[i].Commitments = nil // 15 documents get better
	}
	after[0].Events = nil // and one worse
	found := map[string]Difference{}
	for _, d := range Compare(golds, before, after, 0) {
		found[d.Figure] = d
	}
	if d := found["commitments"]; !near(d.Before, .4) || d.After != 1 || !near(d.Change, .6) || !d.Sure() || d.Low <= .2 || d.High >= .95 || d.N != 20 {
		t.Errorf("commitments %+v", d)
	}
	if d := found["events"]; d.Change >= 0 || d.Sure() {
		t.Errorf("one document in twenty is no sure change: %+v", d)
	}
	if d := found["persons"]; d.Change != 0 || d.Low != 0 || d.High != 0 {
		t.Errorf("persons are the same: %+v", d)
	}
	for _, d := range Compare(nil, before, after, 10) {
		if d.Change != 0 {
			t.Errorf("no gold, no change: %+v", d)
		}
	}
}
