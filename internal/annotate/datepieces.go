package annotate

import (
	"slices"

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
	if !(t.digits == 4 && cal != "") && !short || p.at(j-1).sign == '-' && p.at(j-2).digits > 0 || p.at(j+1).sign == ':' && p.at(j+2).digits > 0 && !named {
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

// weekday is a weekday, or two of them behind "the days of".
func (p *dateParser) weekday(s *state, i int) int {
	if s.e.Weekday != 0 {
		return i
	}
	j, named, several := i, false, false
	if u := p.at(i).as(isUnit); u != nil && u.unit == doc.Day {
		j, named, several = i+1, true, u.n > 1 || u.plural
	}
	w := p.at(j).as(isWeekday)
	if w == nil || !named && !p.likelyWeekday(s, w, j) {
		return i
	}
	s.e.Weekday = w.n
	if v := p.at(j + 2).as(isWeekday); v != nil && (several && p.at(j+1).and || p.at(j+1).as(isTo) != nil) {
		s.e.WeekdayTo = v.n
		return p.which(s, j+3)
	}
	return p.which(s, j+1)
}

// likelyWeekday reports whether a word that may be a weekday is one here.
func (p *dateParser) likelyWeekday(s *state, w *timeWord, i int) bool {
	before, next := p.at(i-1), p.at(i+1)
	if next.as(notAfter) != nil && w.doubt > 0 || before.as(notDay) != nil && (w.doubt > 0 || before.as(isIn) == nil) && s.at == i {
		return false
	}
	if w.doubt == 0 || s.at != i || s.depth > 0 || next.as(isWhich|isDayPart) != nil {
		return true
	}
	if w.doubt > 1 {
		return p.hasDay(i+1) || next.sign == ',' || p.page
	}
	if p.surname(i) {
		return false
	}
	if before.and {
		return p.at(i-2).as(isWeekday|isRel) != nil
	}
	return before.sign != '-' && next.sign != '-' || p.page
}

// surname reports whether a word that may be a weekday stands between a name
// and an office, as surnames do.
func (p *dateParser) surname(i int) bool {
	return i > 0 && p.marked(p.t[i-1].first, p.w.Classes("name")) && i+1 < len(p.t) && p.marked(p.t[i+1].first, p.w.Classes("office"))
}

// marked reports whether a mark of one of these classes begins at a segment.
func (p *dateParser) marked(i int32, classes []doc.Class) bool {
	for _, m := range p.d.MarksAt(int(i)) {
		if slices.Contains(classes, m.Class) {
			return true
		}
	}
	return false
}

// season is a season.
func (p *dateParser) season(s *state, i int) int {
	j := i
	if p.at(i).as(isThis) != nil {
		j++
	}
	w := p.at(j).as(isSeason)
	if w == nil || s.e.From != (doc.YMD{}) || s.e.Unit != doc.NoUnit || s.e.Season != 0 || s.e.Weekday != 0 {
		return i
	}
	s.e.Season = w.n
	s.sure = s.sure && w.doubt == 0
	if j > i {
		s.e.Which = doc.This
	}
	return p.which(s, j+1)
}

// feast is a feast with a fixed day; only a bound makes a date of it.
func (p *dateParser) feast(s *state, i int) int {
	w := p.at(i).as(isFeast)
	if w == nil || s.e.From != (doc.YMD{}) || s.at != i || p.at(i-1).as(isBound) == nil || p.at(i-1).as(isBound).bound == doc.Since {
		return i
	}
	s.e.Calendar, s.e.From = w.calendar, doc.YMD{Month: w.month, Day: w.day}
	return p.which(s, i+1)
}

// dayPart is a part of the day beside its day.
func (p *dateParser) dayPart(s *state, i int) int {
	w := p.at(i).as(isDayPart)
	if w == nil || s.e.DayPart != 0 || s.at != i && s.e.Weekday == 0 && s.e.Unit != doc.Day && s.e.From.Day == 0 {
		return i
	}
	before := *s
	s.e.DayPart = w.part
	if s.at != i {
		return i + 1
	}
	if p.t[i].def {
		*s = before
		return i // a surname; with the article it stands behind its day
	}
	// At the front it needs its day.
	s.at++
	end := p.piece(s, i+1)
	s.at--
	if end == i+1 || s.e.Weekday == 0 && s.e.Unit != doc.Day && s.e.From.Day == 0 {
		*s = before
		return i
	}
	return end
}
