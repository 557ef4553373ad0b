package annotate

import (
	"safir/internal/calendar"
	"safir/internal/doc"
)

// year is a year in digits.
func (p *dateParser) year(s *state, i int) int {
	e := &s.e
	if e.From.Year != 0 || e.Unit >= doc.Week || e.Weekday != 0 && e.From.Month == 0 {
		return i
	}
	j := i
	u := p.at(j).as(isUnit)
	named := u != nil && u.unit == doc.Year && (u.n == 0 || u.of)
	if named {
		j++
	}
	t := p.at(j)
	cal := calendar.YearCalendar(t.num, p.w.Pack.Calendar)
	short := t.digits == 2 && p.shortYear(s, t, named)
	if !(t.digits == 4 && cal != "") && !short || p.at(j-1).sign == '-' && p.at(j-2).digits > 0 || t.digits == 2 && p.at(j+1).sign == ':' {
		return i
	}
	if !named && e.From.Month == 0 && e.Season == 0 && !p.bareYear(s, j) {
		return i
	}
	if e.From.Month != 0 && !short && !p.agrees(e.Calendar, t.num) {
		return i
	}
	if short {
		cal = first(e.Calendar, doc.Jalali)
	}
	e.From.Year = t.num
	e.Calendar = first(e.Calendar, cal)
	end := p.era(s, j+1)
	return p.lastYear(s, end)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// shortYear reports whether a number of two digits is a year: behind a solar
// month or the word "year", and in living memory.
func (p *dateParser) shortYear(s *state, t *timeTok, named bool) bool {
	if s.e.From.Month != 0 && s.e.Calendar != doc.Jalali || p.w.Pack.Calendar != doc.Jalali {
		return false
	}
	return (named || s.e.From.Month != 0) && (t.num >= 50 || p.page && t.num < 10)
}

// agrees reports whether a year of four digits can be one of the calendar.
func (p *dateParser) agrees(cal string, year int) bool {
	switch cal {
	case doc.Gregorian:
		return year >= 1700 && year <= 2199
	case "":
		return true
	}
	return year >= 1250 && year <= 1500
}

// bareYear reports whether four digits without the word "year" are a year:
// an era stands behind them, or the words before them let one expect a date and
// nothing seems to be counted by them.
func (p *dateParser) bareYear(s *state, i int) bool {
	n, next := p.t[i].num, p.at(i+1)
	if next.sign == ':' && p.at(i+2).digits == 0 && (i == 0 || i == 1 && p.t[0].sign != 0) {
		return true // an entry of a chronicle
	}
	if w := next.as(isEra); w != nil && !(w.doubt > 1 && next.spaced && p.at(i-1).digits > 0) {
		return true
	}
	if n < 1900 || n > 2100 || n%100 == 0 || next.sign == '%' || next.sign == '.' && p.at(i+2).digits > 0 && !p.at(i+2).spaced {
		return false
	}
	if b := p.at(i - 1).as(isBound); b != nil && (b.bound == doc.By || b.bound == doc.Until || b.bound == doc.Since && b.ago) {
		return true
	}
	counts := i+1 < len(p.t) && next.word && !next.and && !next.def && !next.clitic && next.as(isTo|isBound|isOf|isIn) == nil
	return s.edge || s.sure && !counts
}

// lastYear is the end of a range of years.
func (p *dateParser) lastYear(s *state, i int) int {
	t := p.at(i)
	if s.e.From.Month != 0 || t.as(isTo) == nil && t.sign != '-' && !t.and && t.sign != '/' {
		return i
	}
	v := p.at(i + 1)
	if v.digits != 4 || v.num <= s.e.From.Year || v.num > s.e.From.Year+100 || calendar.YearCalendar(v.num, p.w.Pack.Calendar) != s.e.Calendar {
		return i
	}
	s.e.To.Year = v.num
	return i + 2
}
