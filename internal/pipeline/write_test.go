package pipeline

import (
	"testing"

	"safir/internal/doc"
)

// TestSharedPlaces holds that events which share a place point at its words,
// each of them. The people are invented.
func TestSharedPlaces(t *testing.T) {
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Lang: "fa", Text: "دیدار وزیران خارجه ازبکستان و لهستان\n۳ خرداد ۱۴۰۲ - ۱۰:۰۰\n\n" +
		"سامان رادی وزیر امور خارجه ازبکستان روز سه‌شنبه در تاشکند با یان کووالسکی وزیر امور خارجه لهستان دیدار و گفت‌وگو کرد.\n\n" +
		"دو طرف در پایان این دیدار یادداشت تفاهم همکاری گمرکی امضا کردند.\n"})
	if err != nil {
		t.Fatal(err)
	}
	text, seen := []rune(r.Text), 0
	for _, e := range r.Events {
		if e.Place == nil || e.Place.Span == nil {
			continue
		}
		seen++
		if words := string(text[e.Place.Span[0]:e.Place.Span[1]]); words != "تاشکند" {
			t.Errorf("%s: the place points at %q", e.ID, words)
		}
	}
	if seen < 2 {
		t.Errorf("%d events with a place, not two that share it", seen)
	}
}
