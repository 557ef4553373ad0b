package extract

import (
	"slices"
	"strings"
)

// Pair is who "the two sides" are: the two people of different states named
// most often, else the two states.
func (c *Case) Pair() []int { return c.sight.pair }

func (c *Case) findPair() []int {
	if p := c.topTwo(c.counts(OfPerson, OfOffice), Person); len(p) == 2 {
		return p
	}
	return c.topTwo(c.counts(OfPerson, OfOffice, OfState), Country)
}

// counts are how often each actor is named by mentions of some kinds.
func (c *Case) counts(kinds ...MentionKind) []int {
	out := make([]int, len(c.Actors))
	for i := range c.Mentions {
		if m := &c.Mentions[i]; len(m.Actors) == 1 && slices.Contains(kinds, m.Kind) {
			out[m.Actors[0]]++
		}
	}
	return out
}

// topTwo are the two actors of one kind and of different states with the
// highest counts.
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

// pairOf is who a pair's word names: "the two ministers" are of that office.
func (c *Case) pairOf(m *Mention) []int {
	if p := c.ofStates(m); len(p) == 2 {
		return p
	}
	if k, ok := c.At(m.First, c.C.PairWord); ok {
		if office := c.Lex.Attr(k, "office"); office != "" {
			if p := c.lastTwo(m.First, Person, office); len(p) == 2 {
				return p
			}
		}
	}
	return c.PairAt(m.First)
}

// ofStates are the two whose states' adjectives follow a pair's word ("the Saudi
// and Jordanian sides"): the last person of each, else the state.
func (c *Case) ofStates(m *Mention) (out []int) {
	for i := m.End; i < min(m.End+4, int32(c.Doc.Segs.Len())); i++ {
		switch k, ok := c.At(i, c.C.Nisba); {
		case ok:
			code := c.Lex.Attr(k, "code")
			a := c.lastOf(code, m.First)
			if a < 0 {
				a = c.StateActor(code, c.Doc.SpanOf(int(k.First), int(k.End)))
			}
			out = append(out, a)
		case !c.Marked(i, c.C.And):
			return out
		}
	}
	return out
}

// PairAt is who "the two sides" are at a segment: the two people of different
// states named last before it, else the two states.
func (c *Case) PairAt(before int32) []int {
	if p := c.lastTwo(before, Person, ""); len(p) == 2 {
		return p
	}
	return c.lastStates(before)
}

// lastStates are the two states that were named last before a segment, by
// themselves or by somebody who acts for them.
func (c *Case) lastStates(before int32) []int {
	first := ""
	for i := len(c.Mentions) - 1; i >= 0; i-- {
		m := &c.Mentions[i]
		if m.First >= before || len(m.Actors) != 1 || c.Actors[m.Actors[0]].Kind == Organization {
			continue
		}
		switch code := c.Code(m.Actors[0]); {
		case code == "" || code == first:
		case first == "":
			first = code
		default:
			span := c.Doc.SpanOf(int(m.First), int(m.End))
			return []int{c.StateActor(code, span), c.StateActor(first, span)}
		}
	}
	return nil
}

// lastTwo are the two actors of one kind and of different states that were
// named last before a segment; of an office that ends like the one given.
func (c *Case) lastTwo(before int32, kind ActorKind, office string) []int {
	found := -1
	for m := range c.Earlier(before) {
		if len(m.Actors) != 1 {
			continue
		}
		a := m.Actors[0]
		switch {
		case c.Actors[a].Kind != kind || c.Actors[a].Country == "" || !strings.HasSuffix(c.Actors[a].Office, office):
		case found < 0:
			found = a
		case c.Actors[a].Country != c.Actors[found].Country:
			return []int{min(a, found), max(a, found)}
		}
	}
	return nil
}
