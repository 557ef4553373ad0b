package extract

import "safir/internal/doc"

// Subject is the grammatical subject of a cue, as FindSubject gives it, or -1.
func (c *Case) Subject(s doc.Sentence, from, first, end int32) int {
	m, _ := c.FindSubject(s, from, first, end)
	return m
}

// FindSubject is the mention that is the grammatical subject of a cue at segments
// [first, end) of a sentence, or -1. from is where the clause begins. In
// languages whose verb stands first it is the party right behind the cue, or
// the one that stands just before it; in others the first party of the clause
// that nothing governs. stranger says that somebody stands in the subject's
// place whom the article's cast does not know.
func (c *Case) FindSubject(s doc.Sentence, from, first, end int32) (mention int, stranger bool) {
	if !c.VerbFirst {
		w := c.Walk(from, first)
		return w.Lead, w.Stranger
	}
	if m := c.fronted(s, from, first); m >= 0 && c.leads(from, m) {
		return m, false
	}
	m, stranger := c.behind(s, end)
	if m >= 0 {
		return m, false
	}
	if m := c.fronted(s, from, first); m >= 0 {
		return m, false
	}
	return -1, stranger
}

// Clause is what stands before a cue whose verb stands last: First, where the
// innermost clause around it begins; Lead, the first free party of all that was
// walked over; Subject, the last one of that clause, else of the ones around it
// and before; -1 where there is none. Stranger: no party leads, and somebody
// stands there whom the article's cast does not know.
type Clause struct {
	First    int32
	Lead     int
	Subject  int
	Stranger bool
}

// Walk goes from segment from to a cue at to, clause by clause: a relative word
// opens one inside the present one, a finite verb closes it. What is set aside
// (in answer to, after that) has no lead.
func (c *Case) Walk(from, to int32) Clause {
	w := Clause{Lead: -1, Subject: -1}
	around := []level{{from, -1}}
	behind, opening := from, true // what is set aside; nobody stood there yet
	for i := from; i < to; {
		top := &around[len(around)-1]
		leads := w.Lead < 0 && i >= behind
		m, end := c.PartyAt(i), i+1
		v, verb := c.VerbAt(i)
		passing, passes := c.Passing(i)
		switch {
		case leads && c.Marked(i, c.C.Aside):
			behind = c.pastComma(i, to)
			opening = behind < to
		case verb && v.End <= to && (m < 0 || c.Mentions[m].End <= v.End): // "the envoy" is a participle too
			if len(around) > 1 {
				around = around[:len(around)-1]
			}
			around[len(around)-1].first = v.End
			w.Stranger = w.Stranger || leads && opening
			end, opening = v.End, opening && !leads
		case c.Marked(i, c.C.Relative):
			next := level{i + 1, -1}
			if c.endsParty(from, i) {
				next.subject = top.subject
			}
			around = append(around, next)
		case m >= 0 && c.Mentions[m].End <= to:
			if c.Free(from, m) {
				top.subject = m
			}
			if leads && c.Free(behind, m) {
				w.Lead = m
			}
			end, opening = c.Mentions[m].End, opening && !leads
		case passes:
			end = passing
		case leads:
			w.Stranger = w.Stranger || opening && c.Doc.Segs.Flags[i]&doc.Word != 0 && !c.Prep(i)
			opening = false
		}
		i = end
	}
	w.First = around[len(around)-1].first
	w.Stranger = w.Stranger && w.Lead < 0
	for k := len(around) - 1; k >= 0 && w.Subject < 0; k-- {
		w.Subject = around[k].subject
	}
	return w
}

// level is a clause that another one may stand in: where it begins, and its
// subject so far.
type level struct {
	first   int32
	subject int
}

// endsParty reports whether a party ends right before segment i, signs apart.
func (c *Case) endsParty(from, i int32) bool {
	for i > from && c.Doc.Segs.Flags[i-1]&doc.Punct != 0 {
		i--
	}
	return c.Ending(i) >= 0
}

// pastComma is the place behind the first comma between i and end that is
// followed by a party, else behind the first one, else end.
func (c *Case) pastComma(i, end int32) int32 {
	first := end
	for j := i; j < end; j++ {
		if !c.Comma(j) {
			continue
		}
		if k := c.Pass(j+1, end); k < end && c.PartyAt(k) >= 0 {
			return j + 1
		}
		first = min(first, j+1)
	}
	return first
}

// Former is who acts in what stands in segments [from, to), before a verb that
// leaves out its subject because it is known: the first person, else the first
// state or body, that is free; -1 when there is none.
func (c *Case) Former(from, to int32) int {
	state := -1
	for i := from; i < to; i++ {
		m := c.PartyAt(i)
		if m < 0 || c.Mentions[m].End > to {
			continue
		}
		x := &c.Mentions[m]
		i = x.End - 1
		switch {
		case x.Kind == Anonymous || !c.Free(from, m):
		case x.Kind != OfState && x.Kind != OfOrg:
			return m
		case state < 0:
			state = m
		}
	}
	return state
}

// behind is the party that stands right after segment end, past signs, dates
// and what is set between commas; -1 when other words come first, and then
// whether they are a stranger's.
func (c *Case) behind(s doc.Sentence, end int32) (int, bool) {
	for i, left := end, 12; i < s.End && left > 0; left-- {
		if m := c.PartyAt(i); m >= 0 {
			return m, false
		}
		f := c.Doc.Segs.Flags[i]
		next, ok := c.Passing(i)
		switch {
		case f&doc.Hard != 0:
			return -1, false
		case c.quoteSign(i):
			return -1, false
		case c.Comma(i) && i+1 < s.End && c.Inserted(i+1):
			if next = c.nextComma(i+1, min(i+14, s.End)); next < 0 {
				return -1, false
			}
		case f&doc.Punct == 0 && c.link(i), c.Prep(i):
			return -1, false
		case c.AnyAt(i, &c.C.Honorific):
			next = i + 1
		case !ok:
			return -1, c.AnyAt(i, &c.C.Strangers)
		}
		i = next
	}
	return -1, false
}

// fronted is the party that stands before its verb at first: in titles, after
// was and as for, before which and that.
func (c *Case) fronted(s doc.Sentence, from, first int32) int {
	i := first - 1
	if i < from {
		return -1
	}
	if c.Marked(from, c.C.Topical) {
		if m := c.PartyAt(c.Pass(from+1, first)); m >= 0 {
			return m
		}
	}
	comma := false
	for i >= from && (c.between(i) || c.Comma(i)) {
		comma = comma || c.Comma(i)
		i--
	}
	if p := c.PartyAt(c.Pass(from, first)); comma && c.VerbFirst && p >= 0 && c.Mentions[p].End < i && c.Comma(c.Mentions[p].End) {
		return p // "Turkey, a member of …, has said"
	}
	k := c.Ending(i + 1)
	if k < 0 || comma && c.Pass(from, first) < c.Mentions[k].First || c.Mentions[k].First < from || c.Mentions[k].First > from && c.Prep(c.Mentions[k].First-1) {
		return -1
	}
	return k
}

// leads reports whether a clause begins with a mention: the sentence does, or a
// word that opens clauses stands before it.
func (c *Case) leads(from int32, mention int) bool {
	i := c.Mentions[mention].First
	return i <= from || c.link(i-1) && !c.Prep(i-1) || c.between(i-1)
}

// between reports whether the word at i may stand between a subject and the
// verb behind it.
func (c *Case) between(i int32) bool {
	for m := range c.EndingAt(i) {
		if m.Class == c.C.Between || m.Class == c.C.Date || m.Class == c.C.Insert {
			return true
		}
	}
	return false
}
