package main

import (
	"testing"

	"safir/data"
	"safir/internal/ask"
	"safir/internal/directory"
)

// TestJourneyDays holds that a day that nobody told is marked as such.
func TestJourneyDays(t *testing.T) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	en, err := ask.TextsIn(data.FS, dir, "en")
	if err != nil {
		t.Fatal(err)
	}
	fa, err := ask.TextsIn(data.FS, dir, "fa")
	if err != nil {
		t.Fatal(err)
	}
	p := newPrinter(en, wide)
	if got, want := newPrinter(fa, wide).signed("≤", "2024-05-02"), "\u2066≤2024-05-02\u2069"; got != want {
		t.Errorf("from right to left: %q, not %q", got, want)
	}
	known, about, bound, stretch := ask.Row{From: "2024-05-02", To: "2024-05-02"}, ask.Row{From: "2024-05-02", To: "2024-05-02", About: true},
		ask.Row{From: "2024-05-02", To: "2024-05-02", About: true, Bound: true}, ask.Row{From: "2024-04-01", To: "2024-05-02"}
	for want, rows := range map[string][]ask.Row{"2024-05-02": {about, known}, "~2024-05-02": {stretch, about}, "≤2024-05-02": {bound, stretch}} {
		trip := ask.Journey{From: "2024-05-02", To: "2024-05-02", Stops: []ask.Halt{{Latest: "2024-05-02", Events: rows}}}
		if got := p.journeyDays(&trip); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	long := ask.Journey{From: "2024-05-01", To: "2024-05-02", Stops: []ask.Halt{{Events: []ask.Row{about}}, {Events: []ask.Row{known}}}}
	if got, want := p.journeyDays(&long), "~2024-05-01 – 2024-05-02"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// TestBetween holds that of a stretch of days only what is known is told.
func TestBetween(t *testing.T) {
	for want, ends := range map[string][2]string{"": {}, "2024": {"2024", "2024"}, "2023 – 2024": {"2023", "2024"}, "2023 –": {"2023", ""}, "– 2024": {"", "2024"}} {
		if got := between(ends[0], ends[1]); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
