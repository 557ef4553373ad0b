package calendar

import (
	"strconv"

	"safir/internal/doc"
)

// DayOf is the number of the day with which an ISO day or moment begins; ok is
// false for "" and for what names no day.
func DayOf(iso string) (day int, ok bool) {
	if len(iso) < len("2006-01-02") {
		return 0, false
	}
	y, err1 := strconv.Atoi(iso[:4])
	m, err2 := strconv.Atoi(iso[5:7])
	d, err3 := strconv.Atoi(iso[8:10])
	if err1 != nil || err2 != nil || err3 != nil {
		return 0, false
	}
	return ToDay(doc.Gregorian, Date{Year: y, Month: m, Day: d})
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
