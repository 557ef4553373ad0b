package cast

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// whose reads whose office or person it is: a state or organisation named
// beside it, "our", "this country", another person, a state within the office's
// words or further on, "her own".
func (k *caster) whose(x *extract.Mention, m *rule.Match) {
	o, ok := m.Get("office")
	switch {
	case ok && x.Office == "ambassador" && k.his(o.End-1) && k.theirOwn(x, m):
	case ok && k.desk(o), k.within(x, m, "state"), k.pointed(x, m):
	case ok && !k.plain(o) && k.stateOrOrg(x, o), k.within(x, m, "via"):
	case k.theirOwn(x, m), k.within(x, m, "alsoof"):
	default:
		if n, named := m.Get("name"); ok && named && o.End < n.First {
			k.stateOrOrg(x, rule.Cap{First: o.End, End: n.First})
		}
	}
}

// plain reports whether the only state's name within an office's words is one
// that is an ordinary word too: the minister of finance is not of Mali.
func (k *caster) plain(o rule.Cap) bool {
	found := false
	for i := o.First; i < o.End; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			switch {
			case k.Lex.ClassName(m.Class) == "org" || k.C.Offices.Has(m.Class) && k.Lex.Attr(m, "org")+k.Lex.Attr(m, "country") != "":
				return false
			case k.C.StateName.Has(m.Class) && m.End <= o.End:
				if k.Lex.Attr(m, "ambiguous") == "" {
					return false
				}
				found = true
			}
		}
	}
	return found
}

// within reads the state or organisation in a capture, if there is one.
func (k *caster) within(x *extract.Mention, m *rule.Match, capture string) bool {
	c, ok := m.Get(capture)
	return ok && k.stateOrOrg(x, c)
}

// pointed reads words that point at a state or a person: our, this country, of
// Mr Radi.
func (k *caster) pointed(x *extract.Mention, m *rule.Match) bool {
	if s, ok := m.Get("home"); ok {
		x.Home = true
		for _, mark := range k.Doc.MarksAt(int(s.First)) {
			x.HomeOf = append(x.HomeOf, list(k.Lex.Attr(mark, "of"))...)
		}
		return true
	}
	if s, ok := m.Get("same"); ok {
		x.Country, x.Sieve = k.lastForeign(s.First), "samestate"
		return true
	}
	b, ok := m.Get("boss")
	x.Boss = [2]int32{b.First, b.End}
	return ok
}

// theirOwn reads "her ambassador": the state named last in the sentence.
func (k *caster) theirOwn(x *extract.Mention, m *rule.Match) bool {
	o, ok := m.Get("office")
	if _, own := m.Get("own"); !own && !(ok && k.his(o.End-1)) {
		return false
	}
	x.Country, x.Sieve = k.lastState(x.Sentence, m.First), "own"
	x.His = x.Country == ""
	return true
}

// stateOrOrg reads the state or organisation in a capture; an entry may name
// it too.
func (k *caster) stateOrOrg(x *extract.Mention, s rule.Cap) bool {
	for i := s.First; i < s.End; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if k.Lex.ClassName(m.Class) == "org" && m.End <= s.End {
				x.Org = k.Lex.Attr(m, "code")
				k.speaksFor(x.Org, m)
				return true
			}
			if k.C.Offices.Has(m.Class) {
				x.Org, x.Country = k.Lex.Attr(m, "org"), k.Lex.Attr(m, "country")
				if x.Org != "" {
					k.speaksFor(x.Org, m)
				}
				if x.Org != "" || x.Country != "" {
					return true
				}
			}
		}
	}
	if codes := k.States(s.First, s.End); len(codes) > 0 {
		x.Country = codes[0]
		return true
	}
	return false
}

// speaksFor makes an actor of the organisation in whose office somebody is.
func (k *caster) speaksFor(org string, m doc.Mark) {
	k.Actors[k.OrgActor(org, k.Doc.SpanOf(int(m.First), int(m.End)))].Used = true
}

// his reports whether a segment is printed with an ending that says "his" or
// "her".
func (k *caster) his(i int32) bool {
	printed, readings := k.Doc.Slice(int(i), int(i+1)), k.Doc.Segs.Readings(int(i))
	own := k.Names(readings[0])
	for _, r := range readings[1:] {
		for _, end := range k.His {
			stem, ok := strings.CutSuffix(own, end)
			if ok && strings.HasSuffix(printed, end) && (stem == k.Names(r) || bent(stem, k.Names(r))) {
				return true
			}
		}
	}
	return false
}

// bent reports whether two words differ in their last letter alone, as stems do
// before an ending.
func bent(a, b string) bool {
	_, x := utf8.DecodeLastRuneInString(a)
	_, y := utf8.DecodeLastRuneInString(b)
	return len(a) > x && a[:len(a)-x] == b[:len(b)-y]
}

// lastState is the state named last in a sentence before a segment: whose
// ambassador "her ambassador" is.
func (k *caster) lastState(sentence int, before int32) string {
	for i := before - 1; i >= k.Doc.Sents[sentence].First; i-- {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if k.C.StateName.Has(m.Class) && k.Lex.ClassName(m.Class) != "state.adj" && m.End <= before && !k.InDate(m) {
				return k.Lex.Attr(m, "code")
			}
		}
	}
	return ""
}

// lastForeign is the state, other than the home state, named last before a
// segment.
func (k *caster) lastForeign(at int32) string {
	for i := at - 1; i >= max(0, at-farthest); i-- {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if k.C.StateName.Has(m.Class) && m.End <= at && !k.InDate(m) {
				if code := k.Lex.Attr(m, "code"); code != k.HomeState {
					return code
				}
			}
		}
	}
	return ""
}

// desk reports whether an office is named after the state that it watches.
func (k *caster) desk(o rule.Cap) bool {
	return slices.ContainsFunc(k.Doc.MarksAt(int(o.First)), func(m doc.Mark) bool { return k.Lex.ClassName(m.Class) == "desk" })
}
