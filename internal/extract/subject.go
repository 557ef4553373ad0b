package extract

import (
	"slices"

	"safir/internal/doc"
)

// Subject is the mention that is the grammatical subject of a cue at segments
// [first, end) of a sentence, or -1: in languages whose verb stands last the
// first party of the clause that no preposition governs, in languages whose
// verb stands first the party right behind it, else one before it. from is
// where the clause begins.
func (c *Case) Subject(s doc.Sentence, from, first, end int32) int {
	if c.VerbFirst {
		if m := c.behind(s, end); m >= 0 {
			return m
		}
	}
	for i := from; i < first; i++ {
		if m := c.partyAt(i); m >= 0 && c.Mentions[m].End <= first {
			if !c.governed(from, i) {
				return m
			}
			i = c.Mentions[m].End - 1
		}
	}
	return -1
}

// behind is the party that stands right after segment end, past signs, dates
// and places set between commas; -1 when other words come first.
func (c *Case) behind(s doc.Sentence, end int32) int {
	for i, skipped := end, 0; i < s.End && skipped < 9; i++ {
		if m := c.partyAt(i); m >= 0 {
			return m
		}
		switch {
		case c.Doc.Segs.Flags[i]&doc.Hard != 0:
			return -1
		case c.Doc.Segs.Flags[i]&doc.Punct != 0:
			skipped++
		case c.inserted(i):
			skipped++
		default:
			return -1
		}
	}
	return -1
}

// inserted reports whether segment i belongs to a date, or is a word that may
// stand between a verb and its subject.
func (c *Case) inserted(i int32) bool {
	for j := max(0, i-6); j <= i; j++ {
		if m, ok := c.Doc.MarkAt(int(j), c.C.Date); ok && i < m.End {
			return true
		}
	}
	for _, m := range c.Doc.MarksAt(int(i)) {
		if m.Class == c.C.Insert {
			return true
		}
	}
	return false
}

// partyAt is the mention that begins at segment i, or -1.
func (c *Case) partyAt(i int32) int {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if c.IsParty(m.Class) {
			return int(m.Ref)
		}
	}
	return -1
}

// governed reports whether a preposition, or a noun that takes a genitive,
// stands right before segment i.
func (c *Case) governed(from, i int32) bool {
	for i > from && c.Doc.Segs.Flags[i-1]&doc.Punct != 0 && c.Doc.Segs.Flags[i-1]&doc.Hard == 0 && !c.comma(i-1) {
		i--
	}
	if i <= from {
		return false
	}
	p := i - 1
	for _, m := range c.Doc.MarksAt(int(p)) {
		if m.Class == c.C.Prep {
			return true
		}
	}
	return c.Genitive && c.Doc.Segs.Flags[p]&doc.Word != 0 && c.Doc.Segs.Flags[p]&doc.Clitic == 0 && !c.opener(p)
}

// opener reports whether a word may stand before a subject that it does not
// govern: and, also, today, that.
func (c *Case) opener(p int32) bool {
	for j := max(0, p-6); j <= p; j++ {
		for _, m := range c.Doc.MarksAt(int(j)) {
			if m.End == p+1 && (m.Class == c.C.Opener || m.Class == c.C.Date) {
				return true
			}
		}
	}
	return false
}

func (c *Case) comma(i int32) bool {
	return c.Names(c.Doc.Segs.Form(int(i))) == "،"
}

// Who are the actors of a mention at reading time: he is who has the floor,
// the two sides are the parties of the talk.
func (c *Case) Who(mention int) []int {
	m := &c.Mentions[mention]
	switch m.Kind {
	case OfPron:
		if m.Office != "" {
			if a := c.LastWith(m.Office, m.First); a >= 0 {
				return []int{a}
			}
		}
		return c.Floor
	case OfPair:
		return c.Pair()
	}
	return m.Actors
}

// LastWith is the person with an office named last before a segment, or -1.
func (c *Case) LastWith(office string, before int32) int {
	for i := len(c.Mentions) - 1; i >= 0; i-- {
		m := &c.Mentions[i]
		if m.First < before && m.Kind == OfPerson && len(m.Actors) == 1 {
			if o := c.Actors[m.Actors[0]].Office; o == office || office == "minister" && o == "foreign_minister" {
				return m.Actors[0]
			}
		}
	}
	return -1
}

// Pair is who "the two sides" are: the two people of different states named
// most often, else the two states.
func (c *Case) Pair() []int {
	counts := make([]int, len(c.Actors))
	for i := range c.Mentions {
		if m := &c.Mentions[i]; len(m.Actors) == 1 && (m.Kind == OfPerson || m.Kind == OfOffice) {
			counts[m.Actors[0]]++
		}
	}
	if p := c.topTwo(counts, Person); len(p) == 2 {
		return p
	}
	for i := range c.Mentions {
		if m := &c.Mentions[i]; len(m.Actors) == 1 && m.Kind == OfState {
			counts[m.Actors[0]]++
		}
	}
	return c.topTwo(counts, Country)
}

func (c *Case) topTwo(counts []int, kind ActorKind) []int {
	order := []int{}
	for i := range c.Actors {
		if c.Actors[i].Kind == kind && counts[i] > 0 && c.Actors[i].Country != "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	for j := 1; j < len(order); j++ {
		if c.Actors[order[j]].Country != c.Actors[order[0]].Country {
			return []int{min(order[0], order[j]), max(order[0], order[j])}
		}
	}
	return nil
}
