package annotate

import (
	"safir/internal/calendar"
	"safir/internal/doc"
)

// day is the number of a day of the month: in digits, or an ordinal in words.
func (p *dateParser) day(i int) (n, end int) {
	t := p.at(i)
	if t.digits > 0 {
		if t.digits > 2 || t.num < 1 || t.num > 31 || p.at(i+1).sign == ':' || p.at(i-1).sign == ':' && !t.spaced {
			return 0, i
		}
		return t.num, i + 1
	}
	// Arabic: third and twentieth; Persian: twenty and third.
	if w := t.as(isOrdinal | isNum); w != nil && p.at(i+1).and {
		if v := p.at(i + 2).as(isOrdinal); v != nil {
			if n := w.n + v.n; w.n > 0 && v.n > 0 && (w.n < 10) != (v.n < 10) && n > 20 && n <= 31 {
				return n, i + 3
			}
		}
	}
	if w := t.as(isOrdinal); w != nil && w.n > 0 && w.n <= 31 {
		return w.n, i + 1
	}
	return 0, i
}

// days is a day of the month or a range of them: 14 and 15, 10 to 12.
func (p *dateParser) days(i int) (a, b, end int) {
	a, end = p.day(i)
	if end == i {
		return 0, 0, i
	}
	for last := a; ; { // 3, 4 and 5
		t := p.at(end)
		n, k := p.day(end + 1)
		if k == end+1 || n <= last || t.sign != ',' && t.sign != '-' && !t.and && t.as(isTo) == nil {
			return a, b, end
		}
		b, last, end = n, n, k
	}
}

// dayMonth is a day with its month: 4 Bahman, the third of this month.
func (p *dateParser) dayMonth(s *state, i int) int {
	if s.e.From.Month != 0 || s.e.From.Day != 0 {
		return i
	}
	j := i
	if u := p.at(j).as(isUnit); u != nil && u.unit == doc.Day {
		j++
	}
	from, to, k := p.days(j)
	if k == j {
		return i
	}
	if t := p.at(k); t.as(isOf) != nil || (t.sign == '-' || t.sign == '/') && !t.spaced && to == 0 && p.monthWord(k+1) != nil {
		k++
	}
	if end := p.monthName(s, k); end > k {
		s.e.From.Day, s.e.To.Day = from, to
		return p.longRange(s, end)
	}
	unit := state{e: s.e, at: s.at}
	if end := p.unit(&unit, k); end > k && unit.e.Unit == doc.Month && s.e.Unit == doc.NoUnit && !unit.e.Vague && unit.e.Count == 0 {
		s.e = unit.e
		s.e.From.Day, s.e.To.Day = from, to
		return end
	}
	return i
}

// longRange is the rest of a range over two months: 30 Khordad to 2 Tir.
func (p *dateParser) longRange(s *state, i int) int {
	if t := p.at(i); t.as(isTo) == nil && t.sign != '-' || s.e.To.Day != 0 {
		return i
	}
	day, j := p.day(i + 1)
	if j == i+1 {
		return i
	}
	if p.at(j).as(isOf) != nil {
		j++
	}
	var other state
	end := p.monthName(&other, j)
	if end == j || other.e.Calendar != s.e.Calendar {
		return i
	}
	s.e.To = doc.YMD{Month: other.e.From.Month, Day: day}
	return end
}

// monthDay is a month before its day and year, as English prints it.
func (p *dateParser) monthDay(s *state, i int) int {
	if s.e.From != (doc.YMD{}) {
		return i
	}
	w := p.at(i).as(isMonth)
	day := p.at(i + 1)
	j := i + 2
	if p.at(j).sign == ',' {
		j++
	}
	year := p.at(j)
	if w == nil || day.digits == 0 || day.digits > 2 || day.num < 1 || day.num > 31 || year.digits != 4 || calendar.YearCalendar(year.num, w.calendar) != w.calendar {
		return i
	}
	s.e.From, s.e.Calendar = doc.YMD{Year: year.num, Month: w.n, Day: day.num}, w.calendar
	return j + 1
}

// month is a month without a day.
func (p *dateParser) month(s *state, i int) int {
	if s.e.From.Month != 0 || s.e.From.Day != 0 || s.e.From.Year != 0 || s.e.Unit != doc.NoUnit || s.e.Weekday != 0 || s.e.Season != 0 {
		return i
	}
	end := p.monthName(s, i)
	if end == i {
		return i
	}
	for { // April, May and June
		t, w := p.at(end), p.at(end+1).as(isMonth)
		if w == nil || w.calendar != s.e.Calendar || w.n <= max(s.e.From.Month, s.e.To.Month) || p.hasDay(end+2) || !t.and && t.as(isTo) == nil && t.sign != '-' {
			return end
		}
		s.e.To.Month, s.sure, s.doubt = w.n, true, min(s.doubt, w.doubt)
		end = p.which(s, end+2)
	}
}

// hasDay reports whether a one- or two-digit number stands at token i.
func (p *dateParser) hasDay(i int) bool { return p.at(i).digits == 1 || p.at(i).digits == 2 }

// monthName is a month's name with what belongs to it: the word "month", its
// name in another region, "last" or "next".
func (p *dateParser) monthName(s *state, i int) int {
	j := i
	if p.isUnit(j, doc.Month) && (p.at(j).as(isUnit).n == 0 || p.at(j).as(isUnit).of) {
		j++
	}
	w := p.monthWord(j)
	if w == nil {
		return i
	}
	if j > i {
		s.sure, s.doubt = true, 0
	} else {
		s.doubt = w.doubt
	}
	s.e.Calendar, s.e.From.Month = w.calendar, w.n
	end := p.sameMonth(s, w, j+1)
	if j == i && p.isUnit(end, doc.Month) && p.at(end).word && !p.w.articled() {
		s.doubt = 0
		end++
	}
	return p.which(s, end)
}

// articled reports whether the language has an article, as Arabic has.
func (a *Annotator) articled() bool { return a.Pack.Article != "" }

// monthWord is the month named at token i: of several, the surest.
func (p *dateParser) monthWord(i int) *timeWord {
	t := p.at(i)
	best := t.as(isMonth)
	if best == nil {
		return nil
	}
	for _, w := range t.words {
		if w != nil && w.role&isMonth != 0 && w.doubt < best.doubt {
			best = w
		}
	}
	return best
}

func (p *dateParser) isUnit(i int, u doc.Unit) bool {
	w := p.at(i).as(isUnit)
	return w != nil && w.unit == u && !w.plural
}

// sameMonth is the month's name of another region behind it: March/Adhar,
// August (Ab), September Aylul.
func (p *dateParser) sameMonth(s *state, w *timeWord, i int) int {
	j := i
	if t := p.at(i); t.sign == '/' || t.sign == '(' || t.sign == '-' {
		j++
	}
	v := p.monthWord(j)
	if v == nil || v.calendar != w.calendar {
		return i
	}
	opened := p.at(i).sign
	switch {
	case v.n != w.n && opened == '/' && v.n == w.n%12+1 && v.doubt == 0:
		s.e.To.Month = v.n // one month or the next
	case v.n != w.n:
		return i
	}
	if opened == '(' {
		if p.at(j+1).sign != ')' {
			return i
		}
		j++
	}
	s.doubt = min(s.doubt, v.doubt, 1)
	s.sure = true
	return j + 1
}

// which is "last", "this" or "next" behind a named month, weekday or season.
func (p *dateParser) which(s *state, i int) int {
	w := p.at(i).as(isWhich)
	if w == nil || s.e.Which != 0 {
		return i
	}
	s.e.Which = w.which
	if w.told {
		s.e.Anchor = doc.FromTold
	}
	return i + 1
}
