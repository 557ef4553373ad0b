package calendar

import "safir/internal/doc"

// yearless resolves a month, or a day of it, without its year.
func (r *resolver) yearless() (period, bool) {
	if r.Which == 0 {
		r.basis = Explicit
	}
	p, ok := r.choose(r.fitting(r.years(r.pub)))
	if ok && r.calendar == doc.Hijri && r.TwinIn == "" {
		p = r.byWeekday(p)
	}
	return p, ok
}

// years are the printed day or month in the years around a day.
func (r *resolver) years(day int) (out []period) {
	y := FromDay(r.calendar, day).Year
	for k := y - 2; k <= y+2; k++ {
		from := r.From
		from.Year = k
		if p, ok := r.dates(from, r.To); ok {
			out = append(out, p)
		}
	}
	return out
}

// fitting keeps those that have the printed weekday and twin, if any has.
func (r *resolver) fitting(in []period) []period {
	slack := 0
	if r.calendar == doc.Hijri || r.TwinIn == doc.Hijri {
		slack = 1
	}
	return keep(keep(in, func(p period) bool {
		return r.Weekday == 0 || p.grain != doc.Day || near(Weekday(p.from), r.Weekday, slack)
	}), func(p period) bool {
		if r.TwinIn == "" {
			return true
		}
		twin := r.Twin
		twin.Year = FromDay(r.TwinIn, p.from).Year
		q, ok := span(r.TwinIn, twin, twin)
		return ok && abs(q.from-p.from) <= slack
	})
}

func near(a, b, slack int) bool { return abs(a-b) <= slack || 7-abs(a-b) <= slack }

// keep is what holds of in, or all of it when nothing does.
func keep(in []period, holds func(period) bool) (out []period) {
	for _, p := range in {
		if holds(p) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return in
	}
	return out
}

// seasons are the printed season in the years around publication.
func (r *resolver) seasons() (out []period) {
	y := FromDay(r.calendar, r.pub).Year
	for k := y - 2; k <= y+2; k++ {
		if p, ok := season(r.calendar, k, r.Season); ok {
			out = append(out, p)
		}
	}
	return out
}

// choose takes of periods in order of time the one that is meant, seen from
// the day of publication: where two calendars agree on several years, the
// nearest.
func (r *resolver) choose(in []period) (period, bool) {
	best, found, dist := period{}, false, 0
	for _, p := range in {
		switch {
		case r.Which == doc.Last:
			if p.to < r.pub {
				best, found = p, true
			}
		case r.Which == doc.Next:
			if p.from > r.pub && !found {
				best, found = p, true
			}
		case r.Which == 0 && r.direction < 0 && r.TwinIn == "":
			if p.from <= r.pub {
				best, found = p, true
			}
		case r.Which == 0 && r.direction > 0 && r.TwinIn == "":
			if p.to >= r.pub && !found {
				best, found = p, true
			}
		default:
			if d := p.distance(r.pub); !found || d < dist {
				best, found, dist = p, true, d
			}
		}
	}
	return best, found
}

// weekday resolves a weekday by its word, else by the tense.
func (r *resolver) weekday(base int) (period, bool) {
	ahead := mod(r.Weekday-Weekday(base), 7) // 0 … 6
	day := base + ahead
	switch {
	case r.Which == doc.Last:
		day -= 7
	case r.Which == doc.Next:
		if ahead == 0 {
			day += 7
		}
	case r.Which == doc.This, r.direction > 0:
	case r.direction < 0:
		if ahead > 0 {
			day -= 7
		}
	case ahead > 3:
		day -= 7
	}
	last := day
	if r.WeekdayTo != 0 {
		last += mod(r.WeekdayTo-r.Weekday, 7)
	}
	return days(day, last), true
}
