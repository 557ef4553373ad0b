package cast

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
)

// bare takes what a sentence names by itself: states, organisations, pronouns,
// the two sides, unnamed sources.
func (k *caster) bare(sentence int, s doc.Sentence) {
	for _, m := range k.Doc.MarksIn(s.First, s.End) {
		if k.ByItself.Has(m.Class) && !k.covered(m.First, m.End) {
			k.bareMark(sentence, m)
		}
	}
}

func (k *caster) bareMark(sentence int, m doc.Mark) {
	x := extract.Mention{First: m.First, End: m.End, Sentence: sentence}
	span := k.Doc.SpanOf(int(m.First), int(m.End))
	name := k.Lex.ClassName(m.Class)
	switch {
	case name == "org":
		if k.Lex.Attr(m, "ambiguous") != "" && !k.meant(m) || k.jointBody(m) {
			return
		}
		x.Kind, x.Org, x.Rule = extract.OfOrg, k.Lex.Attr(m, "code"), "world/organization"
		x.Actors = []int{k.OrgActor(x.Org, span)}
		k.Actors[x.Actors[0]].Used = true
	case strings.HasPrefix(name, "state.") && name != "state.adj":
		x.Kind, x.Country, x.Rule = extract.OfState, k.Lex.Attr(k.namesake(m), "code"), "world/state"
		x.Actors = []int{k.StateActor(x.Country, span)}
	case name == "pron" || strings.HasPrefix(name, "pron."):
		x.Kind, x.Office, x.Rule = extract.OfPron, k.Lex.Attr(m, "office"), "cast/pronoun"
		x.Of, x.Style = list(k.Lex.Attr(m, "of")), k.Lex.Attr(m, "style")
	case name == "home":
		x.Kind, x.Home, x.HomeOf, x.Rule = extract.OfState, true, list(k.Lex.Attr(m, "of")), "cast/home"
		x.Country = k.ourState(&x)
		if x.Country == "" {
			return
		}
		x.Actors = []int{k.StateActor(x.Country, span)}
	case name == "own":
		x.Kind, x.Own, x.Rule = extract.OfState, true, "cast/own"
	case name == "pair":
		x.Kind, x.Rule = extract.OfPair, "cast/pair"
	case name == "anonymous":
		x.Kind, x.Rule = extract.Anonymous, "cast/anonymous"
	default:
		return
	}
	k.put(x)
}

// jointBody reports whether an organisation's name is the beginning of a joint
// body's: the cooperation council (of the Gulf), the strategic cooperation
// council (of two states).
func (k *caster) jointBody(m doc.Mark) bool {
	return slices.ContainsFunc(k.Doc.MarksAt(int(m.First)), func(x doc.Mark) bool { return x.End > m.End && k.Lex.ClassName(x.Class) == "commission" })
}

// meant reports whether an ambiguous name is an organisation's: it stands in
// quotation marks, or the organisation is named in another way too.
func (k *caster) meant(m doc.Mark) bool {
	for i := max(0, m.First-2); i <= m.First; i++ {
		if x, ok := k.Doc.MarkAt(int(i), k.C.Quote); ok && m.End <= x.End && x.End-x.First <= m.End-m.First+2 {
			return true
		}
	}
	return k.plainly(m)
}

// namesake is which of two states' names a mark is: a capital may have the
// name of another state. Print tells by its vowel signs, else the article by
// what it names otherwise.
func (k *caster) namesake(m doc.Mark) doc.Mark {
	span := k.Doc.SpanOf(int(m.First), int(m.End))
	printed, code := k.Doc.Text[span.Start:span.End], k.Lex.Attr(m, "code")
	own := k.Lex.Attr(m, "form") == printed
	for _, x := range k.Doc.MarksAt(int(m.First)) {
		if x.End != m.End || !k.C.StateName.Has(x.Class) || x.Class == k.C.Nisba || k.Lex.Attr(x, "code") == code {
			continue
		}
		switch as := k.Lex.Attr(x, "form") == printed; {
		case as && !own, as == own && k.otherwise(k.Lex.Attr(x, "code")) && !k.otherwise(code):
			return x
		}
	}
	return m
}

// otherwise reports whether the article names a state without ambiguity.
func (k *caster) otherwise(code string) bool {
	if k.find.states == nil {
		k.find.states = map[string]bool{}
		for _, m := range k.Doc.Marks() {
			if k.C.StateName.Has(m.Class) && k.Lex.Attr(m, "ambiguous") == "" {
				k.find.states[k.Lex.Attr(m, "code")] = true
			}
		}
	}
	return k.find.states[code]
}
