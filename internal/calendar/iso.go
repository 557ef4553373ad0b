package calendar

import (
	"safir/internal/doc"
)

// DayOf is the number of the day with which an ISO day or moment begins; ok is
// false for "" and for what names no day.
func DayOf(iso string) (day int, ok bool) {
	if len(iso) < len("2006-01-02") {
		return 0, false
	}
	y, ok1 := figures(iso[:4])
	m, ok2 := figures(iso[5:7])
	d, ok3 := figures(iso[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return ToDay(doc.Gregorian, Date{Year: y, Month: m, Day: d})
}

// figures is a number of digits alone.
func figures(s string) (n int, ok bool) {
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = 10*n + int(c)
	}
	return n, true
}

// ISO is the ISO form of a day's number.
func ISO(day int) string { return FromDay(doc.Gregorian, day).ISO() }

// Shift is an ISO day n days later; "" for what is none.
func Shift(iso string, n int) string {
	d, ok := DayOf(iso)
	if !ok {
		return ""
	}
	return ISO(d + n)
}
