package reconcile

import (
	"strconv"
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
)

// dayOf is the number of an ISO day; ok is false for "" and what is none.
func dayOf(iso string) (int, bool) {
	if len(iso) < 10 {
		return 0, false
	}
	y, err1 := strconv.Atoi(iso[:4])
	m, err2 := strconv.Atoi(iso[5:7])
	d, err3 := strconv.Atoi(iso[8:10])
	if err1 != nil || err2 != nil || err3 != nil {
		return 0, false
	}
	return calendar.ToDay(doc.Gregorian, calendar.Date{Year: y, Month: m, Day: d})
}

// isoOf is the ISO form of a day's number.
func isoOf(day int) string { return calendar.FromDay(doc.Gregorian, day).ISO() }

// shift is an ISO day n days later.
func shift(iso string, n int) string {
	d, ok := dayOf(iso)
	if !ok {
		return ""
	}
	return isoOf(d + n)
}

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
	return isoOf(day), true
}
