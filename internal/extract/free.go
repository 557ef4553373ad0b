package extract

import "safir/internal/doc"

// Free reports whether the party of a mention may be a subject in segments from
// on: nothing governs it, it is no object and no date, and no part of a list or
// apposition to one that is not free either.
func (c *Case) Free(from int32, m int) bool {
	x := &c.Mentions[m]
	if c.Dated(m) || c.object(x.End) || c.governed(from, x.First) {
		return false
	}
	i := x.First
	for i > from && (c.Punct(i-1) || c.Marked(i-1, c.C.And)) {
		i--
	}
	before := c.Ending(i)
	if before >= 0 && i == x.First && x.Kind == OfState && !c.VerbFirst && c.Mentions[before].Kind == OfPerson {
		return c.Free(from, before) // "X, head of the Armenian side"
	}
	if before < 0 || i == from || !c.Alike(before, m) || c.vouches(from, before) && !c.Marked(x.First-1, c.C.And) {
		return true
	}
	return i < x.First && c.Free(from, before)
}

// Dated reports whether a mention is part of a date.
func (c *Case) Dated(m int) bool {
	x := &c.Mentions[m]
	return c.InDate(doc.Mark{First: x.First, End: x.End})
}

// InDate reports whether a mark is part of a date: the capital of a state may have
// the name of a weekday.
func (c *Case) InDate(x doc.Mark) bool {
	for i := max(0, x.First-5); i <= x.First; i++ {
		if k, ok := c.At(i, c.C.Date); ok && k.End >= x.End {
			return true
		}
	}
	return false
}

// object reports whether the sign of the object stands at segment i, behind the
// comma that may close an apposition, or behind those who came along ("and the
// delegation").
func (c *Case) object(i int32) bool {
	n := int32(c.Doc.Segs.Len())
	if c.Marked(i, c.C.Object) || i+1 < n && c.Comma(i) && c.Marked(i+1, c.C.Object) {
		return true
	}
	if c.VerbFirst || !c.Marked(i, c.C.And) {
		return false
	}
	for j := i + 1; j < min(n, i+along); j++ {
		if c.Marked(j, c.C.Object) {
			return true
		}
		if c.Prep(j) || c.Comma(j) || c.PartyAt(j) >= 0 {
			return false
		}
	}
	return false
}

// along is how many segments name those who come along, at most.
const along = 5

// vouches reports whether a mention is only who vouches for what follows
// ("according to X, Y …").
func (c *Case) vouches(from int32, m int) bool {
	first := c.Mentions[m].First
	for i := max(from, first-4); i < first; i++ {
		if k, ok := c.At(i, c.C.Aside); ok && k.End >= first-2 {
			return true
		}
	}
	return c.Mentions[m].Kind == Anonymous
}

// Alike reports whether two mentions may stand in one list: both people, or
// both states and bodies, or the leaders of one state and others.
func (c *Case) Alike(a, b int) bool {
	people := func(m int) bool {
		k := c.Mentions[m].Kind
		return k == OfPerson || k == OfOffice || k == OfPron
	}
	return people(a) == people(b) || c.Mentions[a].Kind == OfOffice && c.Mentions[b].Kind == OfState
}

// governed reports whether a preposition, or a noun that takes a genitive,
// stands right before segment i, quotation marks and dashes apart.
func (c *Case) governed(from, i int32) bool {
	i = c.unquoted(from, i)
	for i > from && c.Punct(i-1) && !c.Comma(i-1) {
		i--
	}
	if i <= from || c.Doc.Segs.Flags[i-1]&doc.Word == 0 {
		return false
	}
	p := i - 1
	switch {
	case c.someOf(p):
		return false
	case c.Prep(p):
		return true
	case c.VerbFirst: // verbs stand there too: only a noun that is known governs
		return c.noun(p)
	}
	return c.Genitive && c.Doc.Segs.Flags[p]&doc.Clitic == 0 && !c.opens(from, p)
}

// someOf reports whether words of part and whole end with segment p: "some of",
// "a number of". What follows them is no object of their preposition.
func (c *Case) someOf(p int32) bool {
	for m := range c.EndingAt(p) {
		if m.Class == c.C.Opener && m.First < p && c.Prep(p) {
			return true
		}
	}
	return false
}

// unquoted is where the quoted name begins that stands right before segment i,
// else i: «So-and-so» minister of X.
func (c *Case) unquoted(from, i int32) int32 {
	for j := max(from, i-6); j < i; j++ {
		if k, ok := c.At(j, c.C.Quote); ok && k.End == i {
			return j
		}
	}
	return i
}

// noun reports whether a noun of happenings or bodies ends with segment p.
func (c *Case) noun(p int32) bool {
	for m := range c.EndingAt(p) {
		if c.C.Nouns.Has(m.Class) {
			return true
		}
	}
	return false
}

// gathers reports whether a noun of gatherings ends with segment p: what
// follows it is its own ("the summit of this week of …").
func (c *Case) gathers(p int32) bool {
	for m := range c.EndingAt(p) {
		if c.C.Gathering.Has(m.Class) {
			return true
		}
	}
	return false
}

// opens reports whether the word at segment p may stand before a party that it
// does not govern: and, also, today, a verb.
func (c *Case) opens(from, p int32) bool {
	for m := range c.EndingAt(p) {
		if m.First >= from && (m.Class == c.C.Opener || m.Class == c.C.Date && !c.gathers(m.First-1) || m.Class == c.C.Setting || m.Class == c.C.Insert || m.Class == c.C.Relative || m.Class == c.C.And || c.C.Finite.Has(m.Class)) {
			return true
		}
	}
	return c.Ending(p+1) >= 0
}
