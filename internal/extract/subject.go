package extract

import (
	"safir/internal/doc"
)

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
		return c.leading(s, from, first)
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

// leading is the first party between from and the verb at first that nothing
// governs and that is no object. Words set aside at the front (in answer to,
// after that) are passed over.
func (c *Case) leading(s doc.Sentence, from, first int32) (int, bool) {
	stranger, opening, passed := false, true, -1
	for i := from; i < first; {
		if c.Marked(i, c.C.Aside) {
			if i = c.pastComma(i, first); i < 0 {
				return -1, stranger
			}
			opening = true
			continue
		}
		if m := c.PartyAt(i); m >= 0 && c.Mentions[m].End <= first {
			if !c.governed(from, i) && !c.Marked(c.Mentions[m].End, c.C.Object) && !c.listed(passed, m) {
				return m, false
			}
			i, opening = c.Mentions[m].End, false
			passed = m
			continue
		}
		if end, ok := c.Passing(i); ok {
			i = min(end, first)
			continue
		}
		if opening && c.Doc.Segs.Flags[i]&doc.Word != 0 && !c.Prep(i) {
			stranger = true
		}
		opening = false
		i++
	}
	return -1, stranger
}

// listed reports whether a comma or an "and" alone parts a mention from one of
// its kind that was passed over: both stand in one list.
func (c *Case) listed(passed, mention int) bool {
	if passed < 0 || c.Mentions[passed].Kind != c.Mentions[mention].Kind {
		return false
	}
	end := c.Mentions[passed].End
	k, ok := c.At(end, c.C.Link)
	return end+1 == c.Mentions[mention].First && (c.Comma(end) || ok && c.Lex.Attr(k, "and") != "")
}

// pastComma is the place behind the last comma between i and end that is
// followed by a party, else behind the first one; -1 when there is none.
func (c *Case) pastComma(i, end int32) int32 {
	first, best := int32(-1), int32(-1)
	for j := i; j < end; j++ {
		if !c.Comma(j) {
			continue
		}
		if first < 0 {
			first = j + 1
		}
		if k := c.Pass(j+1, end); k < end && c.PartyAt(k) >= 0 {
			best = j + 1
		}
	}
	if best >= 0 {
		return best
	}
	return first
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
		case c.AnyAt(i, c.C.Honorific):
			next = i + 1
		case !ok:
			return -1, c.AnyAt(i, c.C.Strangers)
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

// governed reports whether a preposition, or a noun that takes a genitive,
// stands right before segment i.
func (c *Case) governed(from, i int32) bool {
	for i > from && c.Doc.Segs.Flags[i-1]&doc.Punct != 0 && c.Doc.Segs.Flags[i-1]&doc.Hard == 0 && !c.Comma(i-1) {
		i--
	}
	if i <= from {
		return false
	}
	p := i - 1
	if c.Prep(p) {
		return true
	}
	return c.Genitive && c.Doc.Segs.Flags[p]&(doc.Word|doc.Vocab) == doc.Word|doc.Vocab && c.Doc.Segs.Flags[p]&doc.Clitic == 0 && !c.opener(p)
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

// opener reports whether a word may stand before a subject that it does not
// govern: and, also, today, that.
func (c *Case) opener(p int32) bool {
	for m := range c.EndingAt(p) {
		if m.Class == c.C.Opener || m.Class == c.C.Date || m.Class == c.C.Setting || m.Class == c.C.Insert || c.Has(c.C.Finite, m.Class) {
			return true
		}
	}
	return false
}
