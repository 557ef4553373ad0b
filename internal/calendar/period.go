package calendar

import (
	"fmt"

	"safir/internal/doc"
)

// period is a stretch of days, known to the day, week, month or year.
type period struct {
	calendar string
	grain    doc.Unit
	from, to int
}

// days is a stretch of days that no calendar was printed for.
func days(a, b int) period { return period{doc.Gregorian, doc.Day, a, b} }

// span is the period from the first day of one date to the last of another.
func span(calendar string, a, b doc.YMD) (period, bool) {
	from, ok := edge(calendar, a, false)
	to, ok2 := edge(calendar, b, true)
	grain := doc.Day
	switch {
	case a.Month == 0:
		grain = doc.Year
	case a.Day == 0:
		grain = doc.Month
	}
	return period{calendar, grain, from, to}, ok && ok2
}

// edge is the first or last day of a date that may lack day and month.
func edge(calendar string, d doc.YMD, last bool) (int, bool) {
	c := Date{d.Year, d.Month, d.Day}
	if c.Month == 0 {
		c.Month, c.Day = 1, 0
		if last {
			c.Month = monthsAYear
		}
	}
	if c.Day == 0 {
		c.Day = 1
		if last {
			c.Day = MonthLength(calendar, c.Year, c.Month)
		}
	}
	return ToDay(calendar, c)
}

// season is a season of a year; the solar year begins with spring, the
// Gregorian winter with December.
func season(calendar string, y, n int) (period, bool) {
	a, b := doc.YMD{Year: y, Month: 3*n - 2}, doc.YMD{Year: y, Month: 3 * n}
	if calendar != doc.Jalali {
		calendar = doc.Gregorian
		a.Month, b.Month = a.Month+2, b.Month+2
		if b.Month > monthsAYear {
			b.Year, b.Month = b.Year+1, b.Month-monthsAYear
		}
	}
	return span(calendar, a, b)
}

// distance is the number of days from a day to the period, 0 within it.
func (p period) distance(day int) int { return max(0, p.from-day, day-p.to) }

// day is one day of the period, in its calendar.
func (p period) day(d int) period { return period{p.calendar, doc.Day, d, d} }

// before is the day, month or year that ends where the period begins.
func (p period) before() (period, bool) {
	if p.calendar != doc.Gregorian || p.grain == doc.Day || p.grain == doc.Week {
		return p.day(p.from - 1), true
	}
	d := FromDay(doc.Gregorian, p.from-1)
	y := doc.YMD{Year: d.Year}
	if p.grain == doc.Month {
		y.Month = d.Month
	}
	return span(doc.Gregorian, y, y)
}

// sane reports whether both ends can be written.
func (p period) sane() bool {
	a, b := FromDay(doc.Gregorian, p.from), FromDay(doc.Gregorian, p.to)
	return p.from <= p.to && a.Year >= minYear && b.Year <= maxYear
}

// String writes the period as ISO 8601. Months and years of the Gregorian
// calendar have forms of their own; those of the solar calendar are ranges of
// days; those of the lunar calendar, whose days nobody is sure of, are the
// Gregorian months they touch.
func (p period) String() string {
	a, b := FromDay(doc.Gregorian, p.from), FromDay(doc.Gregorian, p.to)
	switch {
	case p.grain == doc.Year && p.calendar == doc.Gregorian:
		return joined(fmt.Sprintf("%04d", a.Year), fmt.Sprintf("%04d", b.Year))
	case (p.grain == doc.Month || p.grain == doc.Year) && p.calendar != doc.Jalali:
		return joined(a.ISO()[:7], b.ISO()[:7])
	}
	return joined(a.ISO(), b.ISO())
}

func joined(a, b string) string {
	if a == b {
		return a
	}
	return a + "/" + b
}
