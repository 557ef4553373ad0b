package annotate

import (
	"slices"

	"safir/internal/doc"
)

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
