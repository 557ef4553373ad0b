package ask

import (
	"fmt"
	"strconv"
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
)

// Days reads a day, a month or a year of any of three calendars, in any
// digits, and gives its first and last day. The year tells the calendar:
// from 1700 on it is Gregorian, from 1441 to 1500 lunar, before that solar.
func Days(value string) (first, last string, err error) {
	parts := strings.FieldsFunc(strings.TrimSpace(value), func(r rune) bool { return strings.ContainsRune("-/.–", r) })
	if len(parts) == 0 || len(parts) > 3 {
		return "", "", badDay(value)
	}
	n := [3]int{0, 0, 0}
	for i, p := range parts {
		v, err := strconv.Atoi(ascii(p))
		if err != nil || v < 1 {
			return "", "", badDay(value)
		}
		n[i] = v
	}
	cal := calendar.YearCalendar(n[0], "")
	if cal == "" {
		return "", "", badDay(value)
	}
	from, to := calendar.Date{Year: n[0], Month: n[1], Day: n[2]}, calendar.Date{Year: n[0], Month: n[1], Day: n[2]}
	if len(parts) < 2 {
		from.Month, to.Month = 1, 12
	}
	if len(parts) < 3 {
		from.Day, to.Day = 1, calendar.MonthLength(cal, to.Year, to.Month)
	}
	a, ok := calendar.ToDay(cal, from)
	b, ok2 := calendar.ToDay(cal, to)
	if !ok || !ok2 {
		return "", "", fmt.Errorf("%s is no day of the %s calendar", value, map[string]string{doc.Gregorian: "Gregorian", doc.Jalali: "solar", doc.Hijri: "lunar"}[cal])
	}
	return calendar.ISO(a), calendar.ISO(b), nil
}

func badDay(value string) error {
	return fmt.Errorf("%q is no date; write YYYY, YYYY-MM or YYYY-MM-DD, in the Gregorian (2023-01-24), solar (1401-11-04) or lunar calendar (1444-07-02)", value)
}

// ascii writes Arabic and Persian digits as 0 to 9.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
		return r
	}, s)
}

// Calendars are an ISO day in the solar and the lunar calendar.
func Calendars(iso string) (solar, lunar string) {
	d, _ := calendar.DayOf(iso)
	return calendar.FromDay(doc.Jalali, d).ISO(), calendar.FromDay(doc.Hijri, d).ISO()
}

// between is the number of days from a to b.
func between(a, b string) (int, bool) {
	x, ok := calendar.DayOf(a)
	y, ok2 := calendar.DayOf(b)
	return y - x, ok && ok2
}
