package annotate

import "safir/internal/doc"

// dateParser reads the dates of one sentence from its tokens. Each method
// named after a piece takes the token it may begin with and gives the token
// behind it, or the same token when the piece is not there.
type dateParser struct {
	w     *Worker
	d     *doc.Doc
	t     []timeTok
	page  bool // the sentence is part of a dateline, where forms are looser
	own   state
	marks []doc.Mark
}

// state is a date half read.
type state struct {
	e     doc.DateExpr
	at    int  // token it began with
	doubt int  // of its month
	sure  bool // something beside the month says that it is one
	depth int  // brackets it lies in
	edge  bool // a unit without an adjective is this one: "the end of the year"
}

// date is the longest date that begins at token i.
func (p *dateParser) date(i int) (doc.DateExpr, int) {
	b := p.t[i].as(isBound)
	if b == nil {
		if e, end := p.plainDate(i, false); end > i {
			return e, end
		}
		return p.amount(i, nil, i)
	}
	e, end := p.plainDate(i+1, true)
	counted, far := p.amount(i+1, b, i)
	if far > end {
		return counted, far
	}
	if end == i+1 {
		return e, i
	}
	if e.To == (doc.YMD{}) || b.bound != doc.Since {
		e.Bound = b.bound
	}
	return e, end
}

// plainDate is a date without its bound.
func (p *dateParser) plainDate(i int, bound bool) (doc.DateExpr, int) {
	if i >= len(p.t) {
		return doc.DateExpr{}, i
	}
	s := &p.own
	*s = state{at: i, sure: bound && p.t[i-1].as(isBound).bound != doc.Since || p.announced(i)}
	j := i
	part, no, k := p.part(i)
	if k > i && part == doc.Middle && p.at(i-1).and && p.at(i-2).as(isUnit) != nil {
		return doc.DateExpr{}, i // six years and a half
	}
	if k > i {
		s.edge = true
		j = k
		if k < len(p.t) && p.t[k].as(isOf) != nil {
			j = k + 1
		}
	}
	end := p.pieces(s, j)
	if end == j || !p.valid(s) {
		return doc.DateExpr{}, i
	}
	if k > i {
		if !s.stretch() {
			return doc.DateExpr{}, i
		}
		s.e.Part, s.e.PartNo = part, no
	}
	return s.e, end
}

// announced reports whether the word before token i lets one expect a date.
func (p *dateParser) announced(i int) bool { return i > 0 && p.t[i-1].as(isIn) != nil }

// stretch reports whether what was read is longer than a day, so that it has
// an end and a middle.
func (s *state) stretch() bool {
	e := &s.e
	return e.From.Day == 0 && e.Weekday == 0 && (e.From.Month != 0 || e.From.Year != 0 || e.Season != 0 || e.Unit >= doc.Week)
}

// valid reports whether what was read is a date and not a word that only
// looks like one.
func (p *dateParser) valid(s *state) bool {
	e := &s.e
	switch {
	case e.From.Month != 0 && s.doubt == 1:
		return s.sure || s.edge || s.dated()
	case e.From.Month != 0 && s.doubt > 1:
		return s.edge || s.dated()
	case e.From.Month != 0, e.From.Year != 0, e.Unit != doc.NoUnit:
		return true
	case e.Season != 0:
		return s.sure || s.edge || e.Which != 0
	}
	return e.Weekday != 0
}

// dated reports whether a number or a word of time stands beside the month.
func (s *state) dated() bool {
	e := &s.e
	return e.From.Day != 0 || e.From.Year != 0 || e.TwinIn != "" || e.Unit != doc.NoUnit || e.Which != 0
}

// pieces reads pieces one after another while they fit.
func (p *dateParser) pieces(s *state, i int) int {
	for j := i; j < len(p.t); {
		k := p.piece(s, j)
		if k == j {
			if j == i || s.at == j {
				return j
			}
			if k = p.joined(s, j); k == j {
				return j
			}
		}
		j = k
		if j == len(p.t) {
			return j
		}
	}
	return i
}

// joined reads a piece behind a connecting word or sign, or nothing.
func (p *dateParser) joined(s *state, i int) int {
	t := &p.t[i]
	next := i + 1
	if next >= len(p.t) {
		return i
	}
	switch {
	case t.sign == '(' && s.depth == 0:
		return p.bracket(s, i)
	case t.as(isTwin) != nil:
		return p.twin(s, i)
	case (t.sign == '-' || t.sign == '/') && !p.t[next].spaced && s.e.From.Day != 0 && s.e.From.Year == 0 && p.t[next].digits == 4:
		return p.yearAt(s, i, next)
	case t.sign == '-' && s.depth > 0 && s.e.Weekday != 0 && s.e.From.Day == 0:
		return p.dayMonthAt(s, i, next)
	case t.sign == '/' && s.e.From.Day != 0 && s.e.TwinIn == "":
		return p.twinAt(s, i, next)
	case t.sign == ',' && p.follows(s, next), t.as(isOf) != nil && s.e.Unit == doc.NoUnit, t.clitic && t.num == 0 && t.words[0] == nil:
		if k := p.piece(s, next); k > next {
			return k
		}
	}
	return i
}

// yearAt is a year behind a sign: 24-Jan-2023.
func (p *dateParser) yearAt(s *state, i, next int) int {
	if j := p.year(s, next); j > next {
		return j
	}
	return i
}

// dayMonthAt is a day behind a dash, in brackets: (Friday - 31 Khordad).
func (p *dateParser) dayMonthAt(s *state, i, next int) int {
	if j := p.dayMonth(s, next); j > next {
		return j
	}
	return i
}

// follows reports whether the piece at token i may stand behind a comma.
func (p *dateParser) follows(s *state, i int) bool {
	t := &p.t[i]
	switch e := &s.e; {
	case e.From.Month != 0 && e.From.Year == 0:
		return t.digits == 4
	case e.From.Month == 0 && e.From.Year == 0 && (e.Weekday != 0 || e.Unit == doc.Day):
		return t.digits > 0 || t.as(isWeekday|isOrdinal) != nil
	case e.From.Day != 0:
		return t.as(isClock) != nil || p.page && t.digits > 0
	}
	return false
}

// piece reads one piece that still fits into what was read.
func (p *dateParser) piece(s *state, i int) int {
	for _, read := range [...]func(*dateParser, *state, int) int{
		(*dateParser).numeric, (*dateParser).dayMonth, (*dateParser).monthDay, (*dateParser).month, (*dateParser).year, (*dateParser).unit,
		(*dateParser).rel, (*dateParser).weekday, (*dateParser).season, (*dateParser).feast, (*dateParser).dayPart, (*dateParser).clock,
	} {
		if j := read(p, s, i); j > i {
			return j
		}
	}
	return i
}

// at is token i, or an empty one behind the end.
func (p *dateParser) at(i int) *timeTok {
	if i < 0 || i >= len(p.t) {
		return &noTok
	}
	return &p.t[i]
}

var noTok timeTok

// bracket is a piece in brackets: a weekday, a part of the day, or the date
// in another calendar.
func (p *dateParser) bracket(s *state, i int) int {
	inner := &state{at: i + 1, depth: 1, sure: true}
	end := p.pieces(inner, i+1)
	if end == i+1 || p.at(end).sign != ')' || !p.valid(inner) {
		return i
	}
	if !merge(s, &inner.e) {
		return i
	}
	return end + 1
}

// twin is the date in another calendar behind a word that says so.
func (p *dateParser) twin(s *state, i int) int {
	j := i + 1
	for p.at(j).clitic && p.at(j).words[0] == nil || p.at(j).sign == ':' {
		j++
	}
	return p.twinAt(s, i, j)
}

// twinAt reads the twin at token j; what connects it stands at i.
func (p *dateParser) twinAt(s *state, i, j int) int {
	inner := &state{at: j, sure: true, depth: 1}
	end := p.pieces(inner, j)
	if end == j || inner.e.From.Month == 0 || !merge(s, &inner.e) {
		return i
	}
	return end
}

// merge adds what was read apart; false when it does not fit.
func merge(s *state, x *doc.DateExpr) bool {
	e := &s.e
	switch {
	case x.From.Month != 0 && e.From.Month != 0:
		if e.TwinIn != "" || x.Calendar == e.Calendar || (x.From.Day != 0) != (e.From.Day != 0) {
			return false
		}
		e.Twin, e.TwinIn = x.From, x.Calendar
	case x.From.Month != 0 && (e.Weekday != 0 || e.Unit == doc.Day):
		e.From, e.To, e.Calendar, e.Twin, e.TwinIn = x.From, x.To, x.Calendar, x.Twin, x.TwinIn
	case x.Weekday != 0 && x.From.Month == 0 && x.From.Year == 0:
		if e.Weekday != 0 || e.Unit != doc.NoUnit && e.Unit != doc.Day || e.Unit == doc.NoUnit && e.From.Day == 0 {
			return false
		}
	case x.Unit == doc.Day && x.From.Month == 0 && e.Unit == doc.NoUnit && (e.Weekday != 0 || e.From.Day != 0):
		e.Anchor, e.Unit, e.Offset = x.Anchor, x.Unit, x.Offset
	case x.From.Year != 0 && x.From.Month == 0 && e.From.Year != 0 && e.From.Month == 0 && x.Calendar != e.Calendar:
		e.Twin, e.TwinIn = x.From, x.Calendar
	default:
		return false
	}
	if e.Weekday == 0 {
		e.Weekday = x.Weekday
	}
	if e.DayPart == 0 {
		e.DayPart = x.DayPart
	}
	if x.Clock && !e.Clock {
		e.Clock, e.Hour, e.Minute, e.Zone = true, x.Hour, x.Minute, x.Zone
	}
	return true
}
