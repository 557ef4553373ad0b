package annotate

import (
	"safir/internal/calendar"
	"safir/internal/doc"
)

// numeric is a date of three numbers: 1401/08/03, 23.01.2023, 2021-05-12.
func (p *dateParser) numeric(s *state, i int) int {
	if s.e.From != (doc.YMD{}) || p.at(i).digits == 0 || p.inAddress(i) {
		return i
	}
	a, b, c := p.at(i), p.at(i+2), p.at(i+4)
	sep := p.at(i + 1).sign
	if sep != p.at(i+3).sign || b.digits == 0 || c.digits == 0 || sep != '/' && sep != '-' && sep != '.' {
		return i
	}
	if sep == '.' && (b.spaced || c.spaced) || p.at(i+5).sign == sep && i+6 < len(p.t) && !p.at(i+5).spaced && !p.at(i+6).spaced {
		return i
	}
	d, cal, ok := p.ordered(a, b, c)
	if !ok {
		return i
	}
	s.e.From, s.e.Calendar = d, cal
	j := i + 5
	if p.at(j).letter == 't' && p.at(j+1).digits == 2 {
		j++
	}
	return p.era(s, j)
}

// inAddress reports whether the number at token i goes on with what stands
// before it, as numbers in addresses and codes do.
func (p *dateParser) inAddress(i int) bool {
	if i == 0 || p.t[i].spaced {
		return false
	}
	before := &p.t[i-1]
	return before.sign == '/' || before.sign == '=' || before.letter != 0 || (before.sign == '-' || before.sign == '.') && (p.at(i-2).digits > 0 || p.at(i-2).word) && !before.spaced
}

// ordered finds year, month and day among three numbers.
func (p *dateParser) ordered(a, b, c *timeTok) (doc.YMD, string, bool) {
	home := p.w.Pack.Calendar
	try := func(y, m, d int, digits int) (doc.YMD, string, bool) {
		cal := calendar.YearCalendar(y, home)
		if digits == 2 {
			cal, y = home, calendar.FullYear(home, y)
		}
		_, ok := calendar.ToDay(cal, calendar.Date{Year: y, Month: m, Day: d})
		return doc.YMD{Year: y, Month: m, Day: d}, cal, ok && cal != ""
	}
	small := func(t *timeTok) bool { return t.digits <= 2 }
	switch {
	case a.digits == 4 && small(b) && small(c):
		return try(a.num, b.num, c.num, 4)
	case c.digits == 4 && small(a) && small(b):
		if d, cal, ok := try(c.num, b.num, a.num, 4); ok {
			return d, cal, ok
		}
		return try(c.num, a.num, b.num, 4)
	case p.page && a.digits == 2 && b.digits == 2 && c.digits == 2:
		if home == doc.Jalali {
			if d, cal, ok := try(a.num, b.num, c.num, 2); ok {
				return d, cal, ok
			}
		}
		return try(c.num, b.num, a.num, 2)
	}
	return doc.YMD{}, "", false
}

// era is a word that names the calendar of the year before it.
func (p *dateParser) era(s *state, i int) int {
	w := p.at(i).as(isEra)
	if w == nil || s.e.From.Year == 0 {
		return i
	}
	if s.e.Calendar != "" && s.e.Calendar != w.calendar && !(w.calendar == doc.Hijri && s.e.Calendar == doc.Jalali && s.e.From.Month == 0) {
		if w.doubt > 0 {
			return i
		}
		if _, ok := calendar.ToDay(w.calendar, calendar.Date{Year: s.e.From.Year, Month: max(1, s.e.From.Month), Day: max(1, s.e.From.Day)}); !ok {
			return i
		}
	}
	s.e.Calendar, s.e.Era = w.calendar, true
	if p.at(i+1).sign == '.' && w.doubt > 0 && !p.at(i+1).spaced && i+2 < len(p.t) && !p.at(i+2).spaced {
		return i + 2
	}
	return i + 1
}
