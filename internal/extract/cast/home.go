package cast

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
)

// home finds the outlet's state: of the outlet that the article came with,
// else of one named in a dateline, at the head of the text or at its end, else
// of the one whose own words the text uses.
func (k *caster) home() {
	if o, ok := k.Dir.OutletNamed(k.Doc.Outlet, k.Doc.URL); ok && !o.Abroad && slices.Contains(k.AtHome, o.Country) {
		k.HomeState = o.Country
		return
	}
	if k.outletHome() {
		return
	}
	k.HomeState = k.homeland()
	for i := 0; i < len(k.Doc.Sents) && i < 4 && k.HomeState == ""; i++ {
		k.homeIn(k.Doc.Sents[i].First, k.Doc.Sents[i].End, anywhere)
	}
}

// outletHome takes the state of the outlet that credits itself in the text.
func (k *caster) outletHome() bool {
	n := int32(k.Doc.Segs.Len())
	for _, s := range k.Doc.Sents {
		if s.Zone == doc.Dateline && k.homeIn(s.First, s.End, dateline) {
			return true
		}
	}
	for _, s := range k.Doc.Sents {
		if s.First < 120 && k.homeIn(s.First, min(s.End, s.First+14), credit) {
			return true
		}
	}
	return k.homeIn(max(0, n-14), n, credit)
}

// homeland is the state whose own words the text uses (its names of months,
// of its districts), else the language's usual one. Of several states that
// share a word the one named most often counts.
func (k *caster) homeland() string {
	for _, m := range k.Doc.Marks() {
		if k.Lex.ClassName(m.Class) != "homeland" {
			continue
		}
		best, most := "", 0
		for _, code := range list(k.Lex.Attr(m, "code")) {
			if n := k.named(code); best == "" || n > most {
				best, most = code, n
			}
		}
		return best
	}
	return k.DefaultHome()
}

// named counts how often the text names a state.
func (k *caster) named(code string) (n int) {
	for _, m := range k.Doc.Marks() {
		if k.C.StateName.Has(m.Class) && k.Lex.Attr(m, "code") == code {
			n++
		}
	}
	return n
}

// setting is where an outlet is named: it says how much its name must stand by
// itself to be the text's own.
type setting uint8

const (
	anywhere setting = iota // not at all, but no ambiguous name counts
	dateline                // an ambiguous name at one end
	credit                  // at both ends
)

// homeIn takes the state of an outlet named in segments [first, end).
func (k *caster) homeIn(first, end int32, where setting) bool {
	for i := first; i < end; i++ {
		m, ok := k.Doc.MarkAt(int(i), k.C.Outlet)
		if !ok || !k.credited(m, where) || k.Lex.Attr(m, "abroad") != "" {
			continue
		}
		if code := k.Lex.Attr(m, "code"); slices.Contains(k.AtHome, code) {
			k.HomeState = code
			return true
		}
	}
	return false
}

// credited reports whether an outlet's name is set off by signs or ends of
// lines, as its setting asks.
func (k *caster) credited(m doc.Mark, where setting) bool {
	d := k.Doc
	before := m.First == 0 || d.Segs.Flags[m.First]&doc.Newline != 0 || d.Segs.Flags[m.First-1]&doc.Punct != 0
	after := int(m.End) == d.Segs.Len() || d.Segs.Flags[m.End]&(doc.Newline|doc.Punct) != 0
	ambiguous := k.Lex.Attr(m, "ambiguous") != ""
	switch where {
	case anywhere:
		return !ambiguous
	case dateline:
		return !ambiguous || before || after
	}
	return before && after
}

// vote finds the outlet's state, where no outlet is known, from the people
// whose office is named without a state: "the foreign minister" is ours.
func (k *caster) vote() {
	if k.HomeState != "" {
		return
	}
	votes, best, holder := map[string]int{}, "", map[int]int{}
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfPerson || m.Office == "" || m.Country != "" || m.Org != "" || len(m.Actors) != 1 {
			continue
		}
		h, ok := holder[m.Actors[0]]
		if !ok {
			h = k.holderOf(&k.Actors[m.Actors[0]])
			holder[m.Actors[0]] = h
		}
		if h >= 0 {
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
			if m.Class != k.C.City || !slices.Contains(k.AtHome, k.Lex.Attr(m, "code")) || int(m.End) >= k.Doc.Segs.Len() {
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
	for i := m.First - 1; i >= max(0, m.First-farthest); i-- {
		for _, x := range k.Doc.MarksAt(int(i)) {
			if k.C.StateName.Has(x.Class) && slices.Contains(m.HomeOf, k.Lex.Attr(x, "code")) {
				return k.Lex.Attr(x, "code")
			}
		}
	}
	return m.HomeOf[0]
}
