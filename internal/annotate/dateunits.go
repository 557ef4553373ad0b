package annotate

import "safir/internal/doc"

// rel is a word that counts from the day of publication: today, this year.
func (p *dateParser) rel(s *state, i int) int {
	w := p.at(i).as(isRel)
	if w == nil || s.e.Unit != doc.NoUnit || s.e.From.Year != 0 {
		return i
	}
	if p.at(i).def && p.notToday(i+1) {
		return i
	}
	if w.unit == doc.Day && s.e.From.Day != 0 && s.depth == 0 || w.unit == doc.Year && (s.e.Weekday != 0 && s.e.From.Month == 0) {
		return i
	}
	s.e.Anchor, s.e.Unit, s.e.Offset = doc.FromToday, w.unit, w.offset
	if w.part != 0 {
		s.e.DayPart = w.part
	}
	return i + 1
}

// notToday reports whether what stands at token i makes "the day" of "today":
// the second day of the visit, the world day of.
func (p *dateParser) notToday(i int) bool {
	if p.at(i).as(notAfter) != nil {
		return true
	}
	return p.at(i).as(isOrdinal) != nil && p.dayMonth(&state{at: i}, i) == i
}

// unit is a unit counted from the day of publication by a word beside it:
// last week, this year, the same day; in words of several units, the next two
// years.
func (p *dateParser) unit(s *state, i int) int {
	if s.e.Unit != doc.NoUnit || s.e.From.Year != 0 {
		return i
	}
	if w := p.at(i).as(isThis | isThat); w != nil && !w.after {
		return p.thisUnit(s, i)
	}
	u := p.unitWord(s, i)
	if u == nil {
		return i
	}
	before := *s
	j := p.unitEra(s, i+1)
	if w := p.at(j).as(isThat); w != nil && w.after {
		return s.count(u, doc.FromTold, 0, j+1)
	}
	count, j := p.counted(u, j)
	if w := p.at(j).as(isWhich); w != nil {
		return p.unitWhich(s, u, w, count, j+1)
	}
	if s.edge && !u.plural && count == 0 && (p.t[i].def || !p.w.articled()) && u.unit >= doc.Week {
		return s.count(u, doc.FromToday, 0, j) // the end of the year
	}
	*s = before
	return i
}

// unitWord is the unit named at token i, if it fits what was read; "last
// night" names a day.
func (p *dateParser) unitWord(s *state, i int) *timeWord {
	u, part := p.at(i).as(isUnit), p.at(i).as(isDayPart)
	if u == nil && part != nil && part.part == doc.Night && p.at(i+1).as(isWhich) != nil && s.e.Weekday == 0 {
		return &timeWord{unit: doc.Day, part: doc.Night}
	}
	if u == nil || u.of || !p.refines(s, u.unit) {
		return nil
	}
	return u
}

// unitEra is the word that names the calendar of a unit.
func (p *dateParser) unitEra(s *state, i int) int {
	if w := p.at(i).as(isEra); w != nil && w.doubt == 0 {
		s.e.Calendar, s.e.Era = w.calendar, true
		return i + 1
	}
	return i
}

// unitWhich puts a unit with "last", "this" or "next" into the state; what
// follows the word stands at token i.
func (p *dateParser) unitWhich(s *state, u, w *timeWord, count, i int) int {
	anchor := doc.FromToday
	if w.told {
		anchor = doc.FromTold
	}
	offset := int(w.which) * max(1, w.n) // n 2: the year before last
	if w.which == doc.This {
		offset = 0
	}
	s.e.Count = count
	s.e.Vague = u.plural && count == 0 || count > 1 && w.which != doc.Next
	if u.part != 0 {
		s.e.DayPart = u.part
	}
	return s.count(u, anchor, offset, p.unitEra(s, i))
}

// count puts a counted unit into the state and returns end.
func (s *state) count(u *timeWord, a doc.Anchor, offset, end int) int {
	s.e.Anchor, s.e.Unit, s.e.Offset = a, u.unit, offset
	return end
}

// counted is the number inside "the next three months" (def. plural, number,
// adjective) or a dual.
func (p *dateParser) counted(u *timeWord, i int) (n, end int) {
	if u.n > 1 {
		return u.n, i
	}
	if !u.plural {
		return 0, i
	}
	if p.at(i).article {
		i++
	}
	t := p.at(i)
	if t.as(isFew) != nil && p.at(i+1).as(isWhich) != nil {
		return 0, i + 1
	}
	if w := t.as(isNum); w != nil && p.at(i+1).as(isWhich) != nil {
		return w.n, i + 1
	}
	if t.digits > 0 && t.digits < 3 && p.at(i+1).as(isWhich) != nil {
		return t.num, i + 1
	}
	return 0, i
}

// refines reports whether what was read so far can be part of such a unit.
func (p *dateParser) refines(s *state, u doc.Unit) bool {
	e := &s.e
	switch u {
	case doc.Day:
		return e.From == (doc.YMD{}) && e.Weekday == 0 && e.Season == 0
	case doc.Week:
		return e.From == (doc.YMD{}) && e.Season == 0
	case doc.Month:
		return e.From.Month == 0 && e.Weekday == 0 && e.Season == 0
	case doc.Year:
		return e.Weekday == 0 || e.From.Month != 0
	}
	return false
}

// thisUnit is "this week", "the same day".
func (p *dateParser) thisUnit(s *state, i int) int {
	w := p.at(i).as(isThis | isThat)
	u := p.at(i + 1).as(isUnit)
	if u == nil {
		if v := p.at(i + 1).as(isDayPart); v != nil && v.part == doc.Night && w.role&isThat != 0 {
			u = &timeWord{unit: doc.Day}
			s.e.DayPart = doc.Night
		}
	}
	if u == nil || u.plural || u.n > 1 || u.of || u.unit < doc.Day || !p.refines(s, u.unit) {
		return i
	}
	anchor := doc.FromToday
	if w.role&isThat != 0 {
		anchor = doc.FromTold
	}
	if p.at(i+2).as(isWhich) != nil && p.at(i+2).as(isWhich).which != doc.This {
		return i
	}
	return s.count(u, anchor, 0, i+2)
}
