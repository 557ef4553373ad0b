package calendar

import "safir/internal/doc"

// base is the day that a relative expression counts from.
func (r *resolver) base() (int, bool) {
	if r.Anchor != doc.FromTold {
		return r.pub, r.hasPub
	}
	if day, ok := dayOf(r.ctx.Previous); ok {
		return day, true
	}
	return r.pub, r.hasPub && r.direction > 0 && r.Offset > 0
}

// relative resolves an expression that counts units.
func (r *resolver) relative() (period, bool) {
	base, ok := r.base()
	if !ok {
		return period{}, false
	}
	switch {
	case r.Amount && r.ctx.Direction < 0 && r.Offset > 0 && (r.Bound == doc.During || r.Bound == doc.Within):
		return period{}, false // how long it took
	case r.Amount:
		return shift(base, r.Unit, r.Offset)
	case r.Count > 1:
		return r.stretch(base), true
	}
	switch r.Unit {
	case doc.Hour, doc.Minute:
		return days(base, base), true
	case doc.Day:
		return r.dayFrom(base), true
	case doc.Week:
		return r.weekFrom(base)
	case doc.Month:
		return r.monthFrom(base)
	}
	return r.yearFrom(base)
}

// dayFrom is today, yesterday, in three days. A day and month printed with it
// is believed when it is near.
func (r *resolver) dayFrom(base int) period {
	p := days(base+r.Offset, base+r.Offset)
	if r.From.Month == 0 || r.From.Day == 0 {
		return p
	}
	for _, q := range r.years(p.from) {
		if abs(q.from-p.from) <= 3 && r.calendar != doc.Hijri {
			return q
		}
	}
	return p
}

// weekFrom is a week, or a weekday in it. The solar week begins on Saturday;
// elsewhere it is taken to begin on Sunday.
func (r *resolver) weekFrom(base int) (period, bool) {
	begins := 7
	if r.calendar == doc.Jalali {
		begins = 6
	}
	start := base - mod(Weekday(base)-begins, 7) + 7*r.Offset
	if r.Weekday != 0 {
		day := start + mod(r.Weekday-begins, 7)
		return days(day, day), true
	}
	p := period{r.calendar, doc.Week, start, start + 6}
	if r.calendar == doc.Gregorian && r.Offset < 0 {
		// Its edges are not the same in every paper: a week gone by is known by
		// its month, if it lies in one.
		if a, b := FromDay(doc.Gregorian, start), FromDay(doc.Gregorian, start+6); a.Month == b.Month {
			return span(doc.Gregorian, doc.YMD{Year: a.Year, Month: a.Month}, doc.YMD{Year: a.Year, Month: a.Month})
		}
	}
	return p, true
}

// monthFrom is a month counted from the one of base, or a day in it.
func (r *resolver) monthFrom(base int) (period, bool) {
	at := FromDay(r.calendar, base)
	y, m := addMonths(at.Year, at.Month, r.Offset)
	from, to := doc.YMD{Year: y, Month: m, Day: r.From.Day}, doc.YMD{}
	if r.To.Day != 0 {
		to = doc.YMD{Year: y, Month: m, Day: r.To.Day}
	}
	return r.dates(from, to)
}

// yearFrom is a year counted from the one of base, or what is printed of it.
func (r *resolver) yearFrom(base int) (period, bool) {
	from := r.From
	from.Year = FromDay(r.calendar, base).Year + r.Offset
	return r.dates(from, r.To)
}

// stretch is several units on end: the next two years.
func (r *resolver) stretch(base int) period {
	n := r.Count
	a, b := 1, n
	if r.Offset < 0 {
		a, b = -n, -1
	}
	at := FromDay(r.calendar, base)
	switch r.Unit {
	case doc.Year:
		p, _ := span(r.calendar, doc.YMD{Year: at.Year + a}, doc.YMD{Year: at.Year + b})
		return p
	case doc.Month:
		y1, m1 := addMonths(at.Year, at.Month, a)
		y2, m2 := addMonths(at.Year, at.Month, b)
		p, _ := span(r.calendar, doc.YMD{Year: y1, Month: m1}, doc.YMD{Year: y2, Month: m2})
		return p
	case doc.Week:
		a, b = 7*(a-1)+1, 7*b
		if r.Offset < 0 {
			a, b = -7*n, -1
		}
	case doc.Hour, doc.Minute:
		a, b = min(0, a)/24, max(0, b)/24
	}
	return days(base+a, base+b)
}

// shift is the day, month or year that lies n units from a day: months and
// years are not told closer than they were counted.
func shift(base int, unit doc.Unit, n int) (period, bool) {
	at := FromDay(doc.Gregorian, base)
	switch unit {
	case doc.Year:
		y := doc.YMD{Year: at.Year + n}
		return span(doc.Gregorian, y, y)
	case doc.Month:
		y, m := addMonths(at.Year, at.Month, n)
		d := doc.YMD{Year: y, Month: m}
		return span(doc.Gregorian, d, d)
	case doc.Week:
		base += 7 * n
	case doc.Day:
		base += n
	case doc.Hour:
		base += n / 24
	}
	return days(base, base), true
}

// fromDate counts from a printed date: two months from 10 March.
func (r *resolver) fromDate() (period, bool) {
	e := *r.DateExpr
	e.Anchor, e.Unit, e.Offset, e.Amount, e.Bound = doc.NoAnchor, doc.NoUnit, 0, false, doc.At
	ctx := r.ctx
	ctx.Direction = -1
	base := newResolver(&e, ctx)
	p, ok := base.find()
	if !ok {
		return p, false
	}
	r.basis, r.uncertain = base.basis, base.uncertain
	q, ok := shift(p.from, r.Unit, r.Offset)
	q.calendar = p.calendar
	if q.grain == doc.Month || q.grain == doc.Year {
		q.calendar = doc.Gregorian
	}
	return q, ok
}
