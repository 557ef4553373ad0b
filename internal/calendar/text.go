package calendar

import "safir/internal/doc"

// lookBack is how many dates before one are asked for the day it counts from.
const lookBack = 8

// ResolveAt resolves date i of a document. A date that counts from what was
// told before ("two days later", "the same day") takes the nearest date before
// it that can stand for that, unless ctx.Previous names another.
func ResolveAt(d *doc.Doc, i int, ctx Context) (Value, bool) {
	if d.Dates[i].Anchor == doc.FromTold && ctx.Previous == "" {
		ctx.Previous = told(d, i, ctx)
	}
	return Resolve(d.Dates[i], ctx)
}

// told is the value that date i counts from, or "". For days and weeks it must
// be a day.
func told(d *doc.Doc, i int, ctx Context) string {
	if ctx.Direction == 0 {
		ctx.Direction = -1
	}
	for j := i - 1; j >= 0 && j >= i-lookBack; j-- {
		e := &d.Dates[j]
		if e.Bound == doc.Until || e.Bound == doc.By || e.Bound == doc.Before || !inBody(d, e.Span) {
			continue
		}
		v, ok := ResolveAt(d, j, ctx)
		if ok && (len(v.Date) == len("2006-01-02") || d.Dates[i].Unit > doc.Week) {
			return v.Date
		}
		if e.Anchor == doc.FromTold {
			return ""
		}
	}
	return ""
}

// Speaks is the calendar that a text's relative months and years are counted
// in. It is the home calendar of its language, unless the text prints the
// Gregorian one and not its own: a Gregorian month, or a year that is that of
// publication or one of the two before it. Older years are history, later ones
// come from plans and treaties, and who names the calendar has another in mind.
func Speaks(d *doc.Doc, home, published string) string {
	if home == doc.Gregorian || home == "" {
		return doc.Gregorian
	}
	pub, ok := dayOf(published)
	year := FromDay(doc.Gregorian, pub).Year
	foreign := false
	for i := range d.Dates {
		e := &d.Dates[i]
		if !inBody(d, e.Span) {
			continue
		}
		if e.Calendar == home || e.TwinIn == home {
			return home
		}
		if e.Calendar == doc.Gregorian && !e.Era && (e.From.Month != 0 || ok && e.From.Year <= year && e.From.Year >= year-2) {
			foreign = true
		}
	}
	if foreign {
		return doc.Gregorian
	}
	return home
}

func inBody(d *doc.Doc, s doc.Span) bool {
	for _, z := range d.Zones {
		if z.Span.Holds(s) {
			return z.Kind.Evidence()
		}
	}
	return len(d.Zones) == 0
}
