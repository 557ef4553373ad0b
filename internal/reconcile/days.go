package reconcile

import (
	"strconv"
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
)

// period is the first and last ISO day of a date value: a day, a month, a
// year, or a range of two of them. Times of day are left out.
func period(value string) (from, to string, ok bool) {
	a, b, ranged := strings.Cut(value, "/")
	if !ranged {
		b = a
	}
	from, ok1 := edge(a, false)
	to, ok2 := edge(b, true)
	return from, to, ok1 && ok2 && from <= to
}

func edge(value string, last bool) (string, bool) {
	value, _, _ = strings.Cut(value, "T")
	part := strings.Split(value, "-")
	n := make([]int, 3)
	for i, p := range part {
		v, err := strconv.Atoi(p)
		if err != nil || i > 2 {
			return "", false
		}
		n[i] = v
	}
	d := calendar.Date{Year: n[0], Month: n[1], Day: n[2]}
	if len(part) < 2 {
		d.Month = 1
		if last {
			d.Month = 12
		}
	}
	if len(part) < 3 {
		d.Day = 1
		if last {
			d.Day = calendar.MonthLength(doc.Gregorian, d.Year, d.Month)
		}
	}
	day, ok := calendar.ToDay(doc.Gregorian, d)
	if !ok {
		return "", false
	}
	return calendar.ISO(day), true
}
