package cast

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
)

// holders takes full names of known office-holders that no rule took.
func (k *caster) holders(sentence int, s doc.Sentence) {
	last := int32(-1)
	for _, m := range k.Doc.MarksIn(s.First, s.End) {
		if m.Class != k.C.Holder || m.First == last {
			continue
		}
		last = m.First
		if m.End-m.First > 1 && !k.covered(m.First, m.End) {
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfPerson, Name: [2]int32{m.First, m.End}, Rule: "world/holder", Sentence: sentence})
		}
	}
}

// people makes one actor of all mentions of one name. Longer names come
// first: parts of a name find the whole.
func (k *caster) people() {
	var order []int
	for i := range k.Mentions {
		if k.Mentions[i].Kind == extract.OfPerson {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(k.wordsOf(b)) - len(k.wordsOf(a)) })
	for _, i := range order {
		k.link(i)
	}
}

// wordsOf are the folded words of a mention's name.
func (k *caster) wordsOf(mention int) (out []string) {
	n := k.Mentions[mention].Name
	for i := n[0]; i < n[1]; i++ {
		if k.Doc.Segs.Flags[i]&doc.Word != 0 {
			out = append(out, k.Names(k.Doc.Segs.Form(int(i))))
		}
	}
	return out
}

// link gives a person's mention its actor.
func (k *caster) link(mention int) {
	m := &k.Mentions[mention]
	words := k.wordsOf(mention)
	if len(words) == 0 {
		return
	}
	at := k.findPerson(words, m)
	if at < 0 {
		at = len(k.Actors)
		k.Actors = append(k.Actors, extract.Actor{Kind: extract.Person, Words: words, Name: k.Doc.Slice(int(m.Name[0]), int(m.Name[1])), Rule: m.Rule})
		k.find.add(words, at)
	}
	a := &k.Actors[at]
	m.Actors, m.Sieve = []int{at}, "name"
	a.Spans = append(a.Spans, k.Doc.SpanOf(int(m.Name[0]), int(m.Name[1])))
	a.Names = append(a.Names, m.Name)
	if m.Phrase != "" {
		a.Phrases = append(a.Phrases, m.Phrase)
	}
	a.Used = a.Used || !m.Bare
	if a.Office == "" && m.Office != "" && !borrowed(m) {
		a.Office, a.OfficeBasis = m.Office, "text"
	}
	if a.Country == "" && m.Country != "" {
		a.Country, a.CountryFrom = m.Country, "text"
	}
	if a.Org == "" {
		a.Org = m.Org
	}
}

// findPerson is the actor of this name, or -1.
func (k *caster) findPerson(words []string, m *extract.Mention) int {
	for _, i := range k.find.alike(words) {
		a := &k.Actors[i]
		if a.Kind == extract.Person && agree(a.Country, m.Country) && agree(a.Org, m.Org) && SameName(a.Words, words) && !k.father(a, words) {
			return i
		}
	}
	return -1
}

// father reports whether words name the father of a person: they end his name
// behind "son of".
func (k *caster) father(a *extract.Actor, words []string) bool {
	if len(a.Names) == 0 || int(a.Names[0][1]-a.Names[0][0]) != len(a.Words) {
		return false
	}
	short := strings.Join(words, "")
	for p := 1; p < len(a.Words); p++ {
		if strings.Join(a.Words[p:], "") == short {
			return slices.ContainsFunc(k.Doc.MarksAt(int(a.Names[0][0])+p-1), func(m doc.Mark) bool { return k.Lex.Attr(m, "son") != "" })
		}
	}
	return false
}

// agree reports whether two values may be of one: equal, or one not known.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// SameName reports whether one name's words lie within the other's and share
// the last word or more than one, or both are equal without blanks, or one
// ends the other without blanks. Words are folded.
func SameName(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	long, short := strings.Join(a, ""), strings.Join(b, "")
	if long == short || utf8.RuneCountInString(short) >= 4 && strings.HasSuffix(long, short) {
		return true
	}
	for _, w := range b {
		if !slices.Contains(a, w) {
			return false
		}
	}
	return len(b) > 1 || a[len(a)-1] == b[0]
}
