package cast

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
)

// home finds the outlet's state: of the outlet that the article came with,
// else of one named in a dateline, at the head of the text or at its end.
func (k *caster) home() {
	if o, ok := k.Dir.OutletNamed(k.Doc.Outlet, k.Doc.URL); ok && !o.Abroad && slices.Contains(k.AtHome, o.Country) {
		k.HomeState = o.Country
		return
	}
	n := int32(k.Doc.Segs.Len())
	for _, s := range k.Doc.Sents {
		if s.Zone == doc.Dateline && k.homeIn(s.First, s.End, true) {
			return
		}
	}
	for _, s := range k.Doc.Sents {
		if s.First < 120 && k.homeIn(s.First, min(s.End, s.First+14), false) {
			return
		}
	}
	if !k.homeIn(max(0, n-14), n, false) {
		k.HomeState = k.homeland()
	}
}

// homeland is the state whose own words the text uses (its names of months,
// of its districts), else the language's usual one.
func (k *caster) homeland() string {
	for _, m := range k.Doc.Marks() {
		if k.Lex.ClassName(m.Class) == "homeland" {
			return k.Lex.Attr(m, "code")
		}
	}
	return k.DefaultHome()
}

// homeIn takes the state of an outlet named in segments [first, end). Where
// no dateline is, an ambiguous name must stand by itself.
func (k *caster) homeIn(first, end int32, dateline bool) bool {
	for i := first; i < end; i++ {
		m, ok := k.Doc.MarkAt(int(i), k.C.Outlet)
		if !ok || !k.alone(m) && (k.Lex.Attr(m, "ambiguous") != "" || !dateline) {
			continue
		}
		if code := k.Lex.Attr(m, "code"); slices.Contains(k.AtHome, code) && k.Lex.Attr(m, "abroad") == "" {
			k.HomeState = code
			return true
		}
	}
	return false
}

// alone reports whether a mark is set off by signs or ends of lines.
func (k *caster) alone(m doc.Mark) bool {
	d := k.Doc
	before := m.First == 0 || d.Segs.Flags[m.First]&doc.Newline != 0 || d.Segs.Flags[m.First-1]&doc.Punct != 0
	after := int(m.End) == d.Segs.Len() || d.Segs.Flags[m.End]&(doc.Newline|doc.Punct) != 0
	return before && after
}

// vote finds the outlet's state, where no outlet is known, from the people
// whose office is named without a state: "the foreign minister" is ours.
func (k *caster) vote() {
	if k.HomeState != "" {
		return
	}
	votes, best := map[string]int{}, ""
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfPerson || m.Office == "" || m.Country != "" || m.Org != "" || len(m.Actors) != 1 {
			continue
		}
		if h := k.holderOf(&k.Actors[m.Actors[0]]); h >= 0 {
			of := k.Dir.Holders[h].Of
			votes[of]++
			if votes[of] > votes[best] {
				best = of
			}
		}
	}
	if best == "" {
		best = k.datelineState()
	}
	k.HomeState = best
}

// datelineState is the state of a city that opens a line of the head and is
// set off by a dash, a slash or a bracket.
func (k *caster) datelineState() string {
	for i := 0; i < k.Doc.Segs.Len() && i < 60; i++ {
		if k.Doc.Segs.Flags[i]&doc.Newline == 0 {
			continue
		}
		for _, m := range k.Doc.MarksAt(i) {
			if m.Class != k.C.City || int(m.End) >= k.Doc.Segs.Len() {
				continue
			}
			if sign := k.Names(k.Doc.Segs.Form(int(m.End))); strings.Contains("-/(:", sign) {
				return k.Lex.Attr(m, "code")
			}
		}
	}
	return ""
}

// ours gives "our" offices and sides their state.
func (k *caster) ours() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if !m.Home {
			continue
		}
		m.Country, m.Sieve = k.ourState(m), "home"
		for _, at := range m.Actors {
			if a := &k.Actors[at]; a.Country == "" && a.Org == "" {
				a.Country, a.CountryFrom = m.Country, "home_state"
			}
		}
	}
}

// ourState is the outlet's state. A word for states of one sort (the kingdom)
// stands for another of its states when the outlet's is none of them: the one
// named last before, else the usual one.
func (k *caster) ourState(m *extract.Mention) string {
	if len(m.HomeOf) == 0 || slices.Contains(m.HomeOf, k.HomeState) {
		return k.HomeState
	}
	for i := m.First - 1; i >= 0; i-- {
		for _, x := range k.Doc.MarksAt(int(i)) {
			if slices.Contains(k.C.StateName, x.Class) && slices.Contains(m.HomeOf, k.Lex.Attr(x, "code")) {
				return k.Lex.Attr(x, "code")
			}
		}
	}
	return m.HomeOf[0]
}
