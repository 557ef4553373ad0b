// Package calendar turns days of the Gregorian, the solar Hijri (Jalali) and
// the lunar Hijri calendar into one another, and resolves what an article
// printed of a date (doc.DateExpr) to a value of ISO 8601. It knows no
// language and reads no clock.
//
// A day is counted from 1970-01-01 (day 0), as Unix time is, and has no zone.
//
// The lunar calendar comes in two variants: Umm al-Qura, the civil calendar of
// Saudi Arabia, from a table made with ICU (testdata/make.mjs), and the civil
// arithmetic one. States begin lunar months on different days; a day known in
// the lunar calendar alone is uncertain by one.
package calendar

import (
	"fmt"

	"safir/internal/doc"
)

// Civil is the arithmetic lunar calendar; it is never printed as such and
// serves for years outside the table of Umm al-Qura.
const Civil = "hijri-civil"

// Date is a day in some calendar. Month and Day count from 1.
type Date struct{ Year, Month, Day int }

// ISO is the date as YYYY-MM-DD; meant for Gregorian dates.
func (d Date) ISO() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// The years that the conversions take; a date outside them is refused.
const (
	minYear, maxYear     = 1, 9999 // Gregorian
	minJalali, maxJalali = 1, 3176
	minHijri, maxHijri   = 1, 9666
)

const (
	monthsAYear  = 12
	longMonths   = 6       // Jalali: the first six months have 31 days
	hijriEpoch   = -492148 // 1 Muharram 1 in the civil calendar
	hijriCycle   = 10631   // days in thirty civil lunar years
	umalquraLast = umalquraFirst + len(umalquraMonths) - 1
)

// ToDay gives the day of a date, and false when the calendar has no such date.
// An empty calendar means Gregorian.
func ToDay(calendar string, d Date) (int, bool) {
	n := MonthLength(calendar, d.Year, d.Month)
	if n == 0 || d.Day < 1 || d.Day > n {
		return 0, false
	}
	return firstOfMonth(calendar, d.Year, d.Month) + d.Day - 1, true
}

// FromDay gives the date of a day. Lunar years that the table of Umm al-Qura
// does not hold are given in the civil calendar.
func FromDay(calendar string, day int) Date {
	switch calendar {
	case doc.Jalali:
		return jalaliOf(day)
	case doc.Hijri:
		if d, ok := umalquraOf(day); ok {
			return d
		}
		return civilOf(day)
	case Civil:
		return civilOf(day)
	}
	return gregorianOf(day)
}

// MonthLength is the number of days of a month, or 0 when there is no such
// month.
func MonthLength(calendar string, year, month int) int {
	if month < 1 || month > monthsAYear {
		return 0
	}
	switch calendar {
	case doc.Jalali:
		return jalaliLength(year, month)
	case doc.Hijri:
		if year < umalquraFirst || year > umalquraLast {
			return civilLength(year, month)
		}
		return 29 + int(umalquraMonths[year-umalquraFirst]>>(month-1)&1)
	case Civil:
		return civilLength(year, month)
	}
	return gregorianLength(year, month)
}

// firstOfMonth is the day of the 1st of a month that exists.
func firstOfMonth(calendar string, year, month int) int {
	switch calendar {
	case doc.Jalali:
		return jalaliFirst(year, month)
	case doc.Hijri:
		if year >= umalquraFirst && year <= umalquraLast {
			return umalquraFirstOf(year, month)
		}
		return civilFirst(year, month)
	case Civil:
		return civilFirst(year, month)
	}
	return gregorianFirst(year, month)
}

// Weekday is the ISO number of a day's weekday: 1 Monday … 7 Sunday.
func Weekday(day int) int {
	return mod(day+3, 7) + 1
}

func div(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func mod(a, b int) int { return a - b*div(a, b) }

// Gregorian.

func gregorianLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func gregorianLength(y, m int) int {
	if y < minYear || y > maxYear {
		return 0
	}
	switch m {
	case 2:
		if gregorianLeap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// gregorianFirst counts days with years that begin in March.
func gregorianFirst(y, m int) int {
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + div(y, 4) - div(y, 100) + div(y, 400) + (153*(m-3)+2)/5 - 719468
}

func gregorianOf(day int) Date {
	z := day + 719468
	era := div(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := Date{yoe + era*400, mp + 3, doy - (153*mp+2)/5 + 1}
	if d.Month > 12 {
		d.Year, d.Month = d.Year+1, d.Month-12
	}
	return d
}

// Jalali: the leap years of the break table of K. M. Borkowski, as used by
// jalaali-js (MIT licence); equal to ICU's Persian calendar for 1300 to 1500
// (golden test).
var jalaliBreaks = [...]int{-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178}

// nowruz gives the day of March (Gregorian) on which a Jalali year begins.
func nowruz(jy int) int {
	leaps, from, jump := -14, jalaliBreaks[0], 0
	for _, to := range jalaliBreaks[1:] {
		jump = to - from
		if jy < to {
			break
		}
		leaps += jump/33*8 + jump%33/4
		from = to
	}
	n := jy - from
	leaps += n/33*8 + (n%33+3)/4
	if jump%33 == 4 && jump-n == 4 {
		leaps++
	}
	gy := jy + 621
	return 20 + leaps - (gy/4 - (gy/100+1)*3/4 - 150)
}

func jalaliLength(y, m int) int {
	if y < minJalali || y > maxJalali {
		return 0
	}
	if m <= longMonths {
		return 31
	}
	if m < monthsAYear || jalaliFirst(y+1, 1)-jalaliFirst(y, monthsAYear) == 30 {
		return 30
	}
	return 29
}

func jalaliFirst(y, m int) int {
	before := (m - 1) * 31
	if m > longMonths {
		before -= m - 1 - longMonths
	}
	return gregorianFirst(y+621, 3) + nowruz(y) - 1 + before
}

func jalaliOf(day int) Date {
	y := gregorianOf(day).Year - 621
	if day < jalaliFirst(y, 1) {
		y--
	}
	k := day - jalaliFirst(y, 1)
	if k < longMonths*31 {
		return Date{y, k/31 + 1, k%31 + 1}
	}
	k -= longMonths * 31
	return Date{y, k/30 + longMonths + 1, k%30 + 1}
}

// Lunar, civil: eleven leap years in thirty.

func civilLeap(y int) bool { return (11*y+14)%30 < 11 }

func civilLength(y, m int) int {
	if y < minHijri || y > maxHijri {
		return 0
	}
	if m%2 == 1 || m == monthsAYear && civilLeap(y) {
		return 30
	}
	return 29
}

func civilFirst(y, m int) int {
	return hijriEpoch + (y-1)*354 + div(3+11*y, 30) + (59*(m-1)+1)/2
}

func civilOf(day int) Date {
	y := div(30*(day-hijriEpoch)+10646, hijriCycle)
	m := 1
	for m < monthsAYear && day >= civilFirst(y, m+1) {
		m++
	}
	return Date{y, m, day - civilFirst(y, m) + 1}
}

// Lunar, Umm al-Qura.

// umalquraYears holds the first day of each year of the table, and of the year
// after its last.
var umalquraYears = func() (first [len(umalquraMonths) + 1]int) {
	day := umalquraStart
	for i, bits := range umalquraMonths {
		first[i] = day
		for m := range monthsAYear {
			day += 29 + int(bits>>m&1)
		}
	}
	first[len(umalquraMonths)] = day
	return first
}()

func umalquraFirstOf(y, m int) int {
	day, bits := umalquraYears[y-umalquraFirst], umalquraMonths[y-umalquraFirst]
	for i := range m - 1 {
		day += 29 + int(bits>>i&1)
	}
	return day
}

func umalquraOf(day int) (Date, bool) {
	last := len(umalquraMonths)
	if day < umalquraYears[0] || day >= umalquraYears[last] {
		return Date{}, false
	}
	i := (day - umalquraStart) / 355
	for umalquraYears[i+1] <= day {
		i++
	}
	y, m := i+umalquraFirst, 1
	for m < monthsAYear && umalquraFirstOf(y, m+1) <= day {
		m++
	}
	return Date{y, m, day - umalquraFirstOf(y, m) + 1}, true
}

// FullYear completes a printed year of two digits: Jalali 40–99 is 13xx, lunar
// 90–99 is 13xx, Gregorian 70–99 is 19xx.
func FullYear(calendar string, year int) int {
	if year < 0 || year >= 100 {
		return year
	}
	century, turn := 2000, 70
	switch calendar {
	case doc.Jalali:
		century, turn = 1400, 40
	case doc.Hijri, Civil:
		century, turn = 1400, 90
	}
	if year >= turn {
		century -= 100
	}
	return century + year
}
