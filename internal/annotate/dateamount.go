package annotate

import "safir/internal/doc"

// part is the word for a part of what follows: "the end of", "the second half
// of", "the first months of".
func (p *dateParser) part(i int) (part doc.Part, no, end int) {
	if part, no, end = p.firstMonths(i); end > i {
		return part, no, end
	}
	if part, end = p.firstUnits(i); end > i {
		return part, 0, end
	}
	w := p.at(i).as(isEdge)
	if w == nil {
		return 0, 0, i
	}
	if w.edge == doc.Half || w.edge == doc.Quarter {
		return p.share(w.edge, i+1)
	}
	return w.edge, 0, i + 1
}

// share is the number of a half or quarter; a half without one is the middle.
func (p *dateParser) share(part doc.Part, i int) (doc.Part, int, int) {
	if w := p.at(i).as(isOrdinal); w != nil && w.n <= 4 {
		no := w.n
		if part == doc.Half && no < 0 {
			no = 2
		}
		return part, no, i + 1
	}
	if part == doc.Half {
		return doc.Middle, 0, i
	}
	return 0, 0, i - 1
}

// firstMonths is "the first three months of", "the second six months of".
func (p *dateParser) firstMonths(i int) (part doc.Part, no, end int) {
	n, few, j := p.quantity(i)
	u, o := p.at(j).as(isUnit), p.at(j+1).as(isOrdinal)
	if j == i || few || u == nil || u.unit != doc.Month || o == nil {
		return 0, 0, i
	}
	switch {
	case n == 3 && o.n <= 4:
		return doc.Quarter, o.n, j + 2
	case n == 6 && o.n <= 2:
		return doc.Half, max(o.n, -o.n*2), j + 2
	case o.n == 1:
		return doc.Early, 0, j + 2
	}
	return doc.Late, 0, j + 2
}

// firstUnits is "the first months of", "the last days of".
func (p *dateParser) firstUnits(i int) (doc.Part, int) {
	o, u := p.at(i).as(isOrdinal), p.at(i+1).as(isUnit)
	if o == nil || u == nil {
		u, o = p.at(i).as(isUnit), p.at(i+1).as(isOrdinal)
	}
	if o == nil || u == nil || u.n > 1 || u.unit < doc.Day || !u.plural && u.unit != doc.Week || u.plural && o.n > 1 {
		return 0, i
	}
	switch o.n {
	case 1:
		return doc.Early, i + 2
	case 2, 3:
		return doc.Middle, i + 2
	}
	return doc.Late, i + 2
}

// amount is a counted length of time with what makes a date of it: three days
// ago, within six months, in two weeks. lead is the word of bound before
// token i, or nil; start is the token that the date begins with.
func (p *dateParser) amount(i int, lead *timeWord, start int) (doc.DateExpr, int) {
	n, few, j := p.quantity(i)
	u := p.at(j).as(isUnit)
	if u == nil || u.of {
		return doc.DateExpr{}, start
	}
	switch {
	case u.n > 1 && n == 0:
		n = u.n
	case n == 0 && !few && u.plural:
		few = true
	case n == 0 && !few && lead == nil:
		return doc.DateExpr{}, start
	case n == 0 && !few:
		if p.t[j].def || !p.w.articled() {
			return doc.DateExpr{}, start
		}
		n = 1
	}
	if lead != nil && lead.later && p.at(start-1).as(isUnit) != nil {
		return doc.DateExpr{}, start // day after day
	}
	e := doc.DateExpr{Unit: u.unit, Amount: true, Anchor: doc.FromToday, Offset: n, Vague: few && u.unit >= doc.Day}
	j++
	tail := p.at(j).as(isWhich)
	if tail != nil {
		j++
	}
	if !direct(&e, lead, tail, n) {
		return doc.DateExpr{}, start
	}
	if few && u.unit < doc.Day {
		e.Offset = 0
	}
	return p.counting(e, lead, j)
}

// quantity is a number of units, in digits or words, or "some".
func (p *dateParser) quantity(i int) (n int, few bool, end int) {
	t := p.at(i)
	if t.digits > 0 {
		if t.digits > 3 || p.at(i-1).sign != 0 && !t.spaced && p.at(i-2).digits > 0 {
			return 0, false, i
		}
		return t.num, false, i + 1
	}
	if t.as(isFew) != nil {
		return 0, true, i + 1
	}
	w := t.as(isNum)
	if w == nil {
		return 0, false, i
	}
	if v := p.at(i + 2).as(isNum); v != nil && p.at(i+1).and && (w.n >= 20) != (v.n >= 20) && p.at(i+3).as(isUnit) != nil {
		return w.n + v.n, false, i + 3
	}
	return w.n, false, i + 1
}

// direct gives a length its direction from the word before or behind it;
// false when nothing makes a date of it.
func direct(e *doc.DateExpr, lead, tail *timeWord, n int) bool {
	bound := doc.At
	if lead != nil {
		bound = lead.bound
	}
	switch {
	case tail != nil && tail.ago && bound != doc.Before:
		e.Offset = -n
	case tail != nil && tail.later:
		if tail.told {
			e.Anchor = doc.FromTold
		}
	case tail != nil && tail.which == doc.This:
		return false
	case tail != nil && tail.which == doc.Last:
		// "In the past two years" is no time at which something happened.
		e.Amount, e.Offset, e.Vague = false, -1, true
	case tail != nil && bound != doc.Within && bound != doc.Until && bound != doc.By && (lead == nil || !lead.ago && !lead.later):
		e.Amount, e.Offset = false, int(tail.which)
		if n > 1 {
			e.Count = n
		}
	case tail != nil: // within the next two years
	case lead == nil:
		return false
	case bound == doc.Since && lead.ago:
		e.Offset = -n
		e.Vague = e.Vague || e.Unit >= doc.Week
	case lead.ago:
		e.Offset, bound = -n, doc.At
	case lead.later:
		e.Anchor, bound = doc.FromTold, doc.At
	case bound == doc.Within || bound == doc.During:
	default:
		return false
	}
	e.Bound = bound
	if lead == nil {
		e.Bound = doc.At
	}
	return true
}

// counting ends a counted length: "from the date of the agreement of 10 March"
// gives it another day to count from.
func (p *dateParser) counting(e doc.DateExpr, lead *timeWord, i int) (doc.DateExpr, int) {
	of := p.at(i)
	if of.as(isOf) == nil && (of.as(isBound) == nil || of.as(isBound).bound != doc.Since) || !e.Amount {
		return e, i
	}
	if p.at(i+1).as(isLabel) != nil && e.Offset > 0 {
		for j := i + 2; j < i+7 && j < len(p.t); j++ {
			s := &state{at: j}
			if end := p.dayMonth(s, j); end > j && s.e.Unit == doc.NoUnit {
				end = p.year(s, end)
				e.From, e.Calendar, e.Anchor = s.e.From, s.e.Calendar, doc.FromDate
				return e, end
			}
		}
	}
	if lead != nil && (lead.later || lead.ago) {
		e.Vague = true // two days after something
	}
	return e, i
}
