package extract

import (
	"slices"
)

// Who are the actors of a mention at reading time: he is who has the floor,
// the two sides are the parties of the talk, a state's side is the person who
// came for it, "an official of X" is nobody of a name.
func (c *Case) Who(mention int) []int {
	m := &c.Mentions[mention]
	switch m.Kind {
	case OfPron:
		if len(m.Actors) > 0 {
			return m.Actors
		}
		return c.he(m)
	case OfPair:
		return c.pairOf(m)
	case Anonymous:
		return c.behalf(m)
	case OfOffice:
		return c.holder(m)
	case OfState:
		if m.Own {
			return c.ownState(m)
		}
		if c.sided(m) {
			if a := c.lastOf(m.Country, m.First); a >= 0 {
				return []int{a}
			}
		}
	}
	return m.Actors
}

// holder is who an office without a name stands for: "an official of X" for
// the state, "the X official" for its person named last, "officials" for
// nobody.
func (c *Case) holder(m *Mention) []int {
	switch {
	case m.Country == "" || len(m.Actors) != 1:
		return m.Actors
	case m.Sieve == "home" && m.Office == "official" && c.Article != "" && !c.Definite(m.First):
		return c.behalf(m)
	}
	person := c.Actors[m.Actors[0]].Kind == Person
	switch {
	case person && (c.ends(m.First-1, c.C.Indefinite) || c.indefinite(m)):
		return []int{c.StateActor(m.Country, c.Doc.SpanOf(int(m.First), int(m.End)))}
	case !person && m.Office == "official" && !m.Plural && c.Definite(m.First):
		if a := c.lastOf(m.Country, m.First); a >= 0 {
			return []int{a}
		}
	}
	return m.Actors
}

// indefinite reports whether a mention ends in a state's adjective, and
// neither that nor its first word has the article.
func (c *Case) indefinite(m *Mention) bool {
	return c.Marked(m.End-1, c.C.Nisba) && c.Article != "" && !c.Definite(m.First) && !c.Definite(m.End-1)
}

// behalf is the state of an unnamed source "in the ministry of X", or of an
// official one that the state's adjective follows.
func (c *Case) behalf(m *Mention) []int {
	if k, ok := c.At(m.End, c.C.Nisba); ok && m.End-m.First > 1 {
		return []int{c.StateActor(c.Lex.Attr(k, "code"), c.Doc.SpanOf(int(k.First), int(k.End)))}
	}
	for i := m.End; i < min(m.End+4, int32(c.Doc.Segs.Len())-1); i++ {
		if !c.Prep(i) {
			continue
		}
		if k := c.PartyAt(i + 1); k >= 0 && c.body(&c.Mentions[k]) {
			return c.Who(k)
		}
		break
	}
	return nil
}

// body reports whether a mention is of a body that speaks for a state.
func (c *Case) body(m *Mention) bool {
	return c.Marked(m.First, c.C.Body) || m.Kind == OfState && m.Rule != WorldState
}

// sided reports whether a mention is "the X side".
func (c *Case) sided(m *Mention) bool {
	return c.Marked(m.First, c.C.Side)
}

// ownState is the state of who has the floor: his country.
func (c *Case) ownState(m *Mention) []int {
	if len(c.Floor) == 0 || c.Actors[c.Floor[0]].Country == "" {
		return nil
	}
	return []int{c.StateActor(c.Actors[c.Floor[0]].Country, c.Doc.SpanOf(int(m.First), int(m.End)))}
}

// he is whom a pronoun or a title without a name stands for.
func (c *Case) he(m *Mention) []int {
	if c.Marked(m.First, c.C.Body) {
		return c.bodyOf(m)
	}
	if m.Office != "" || len(m.Of) > 0 {
		if len(c.Floor) == 1 && c.calledSo(m, c.Floor[0]) {
			return c.Floor
		}
		if len(m.Actors) > 0 {
			return m.Actors
		}
	}
	if code := c.stateAt(m.End); code != "" {
		if len(c.Floor) == 1 && c.Actors[c.Floor[0]].Country == code {
			return c.Floor
		}
		if a := c.lastOf(code, m.First); a >= 0 {
			return []int{a}
		}
	}
	return c.Floor
}

// calledSo reports whether a person may be called by the title of a mention.
func (c *Case) calledSo(m *Mention, actor int) bool {
	office := c.Actors[actor].Office
	if len(m.Of) > 0 {
		return slices.Contains(m.Of, office)
	}
	return office == m.Office || m.Office == "minister" && office == "foreign_minister"
}

// bodyOf is the state of a body of no named state ("the ministry"): the one
// whose body was named last before, else the outlet's.
func (c *Case) bodyOf(body *Mention) []int {
	for m := range c.Earlier(body.First) {
		if m.Kind == OfState && c.body(m) {
			return m.Actors
		}
	}
	if c.HomeState == "" {
		return nil
	}
	return []int{c.StateActor(c.HomeState, c.Doc.SpanOf(int(body.First), int(body.End)))}
}

// stateAt is the state named at segment i, or "".
func (c *Case) stateAt(i int32) string {
	if int(i) < c.Doc.Segs.Len() {
		for _, k := range c.Doc.MarksAt(int(i)) {
			if c.C.StateName.Has(k.Class) {
				return c.Lex.Attr(k, "code")
			}
		}
	}
	return ""
}

// lastOf is the person of a state named last before a segment, or -1.
func (c *Case) lastOf(country string, before int32) int {
	for m := range c.Earlier(before) {
		if len(m.Actors) == 1 && (m.Kind == OfPerson || m.Kind == OfOffice) {
			if a := &c.Actors[m.Actors[0]]; a.Kind == Person && a.Country == country {
				return m.Actors[0]
			}
		}
	}
	return -1
}

// LastWith is the person with an office named last before a segment, or -1.
func (c *Case) LastWith(office string, before int32) int {
	for m := range c.Earlier(before) {
		if m.Kind == OfPerson && len(m.Actors) == 1 {
			if o := c.Actors[m.Actors[0]].Office; o == office || office == "minister" && o == "foreign_minister" {
				return m.Actors[0]
			}
		}
	}
	return -1
}
