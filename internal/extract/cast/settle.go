package cast

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
)

// settle fills in what the text does not say beside a name: from the
// directory, from those whose office a person shares, else the state of the
// clause's place, else the outlet's.
func (k *caster) settle() {
	k.find.offices = nil
	k.findEra()
	for i := range k.Actors {
		a := &k.Actors[i]
		k.complete(a)
		if a.Kind == extract.Person && a.Office == "" && slices.ContainsFunc(k.naming(i), func(m int) bool { return k.Mentions[m].Boss[1] > 0 }) {
			a.Office = "official"
		}
	}
	k.counterparts()
	k.vacant()
	k.find.offices = nil
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Country == "" && a.Org == "" && a.Office != "" {
			k.belongs(i)
		}
		if a.Country == "" && a.Org == "" && a.Office == "" && k.homely(a) {
			a.Country, a.CountryFrom = k.HomeState, "home_state"
		}
		k.represents(a)
		if a.NameBasis == "directory" && len(a.Words) > 1 && (!k.VerbFirst || k.leading(i)) {
			a.Used = true // an office-holder who is named in full counts (where verbs stand first: at the head, or often) even where nothing points at the name
		}
	}
}

// homely reports whether a person of whom nothing else is known has a given
// name of the outlet's people and no surname of others, and is named in full,
// or has a title that only they use.
func (k *caster) homely(a *extract.Actor) bool {
	for _, n := range a.Names {
		if k.homeTitle(n[0]) {
			return true
		}
		if n[1]-n[0] < 2 || k.foreignEnding(n[1]-1) {
			continue
		}
		for _, m := range k.Doc.MarksAt(int(n[0])) {
			if k.Lex.Attr(m, "home") != "" && k.Lex.ClassName(m.Class) != "home" {
				return true
			}
		}
	}
	return false
}

// foreign reports whether a person's full name is of no people at home: a given
// name of others, or a surname with an ending of theirs.
func (k *caster) foreign(a *extract.Actor) bool {
	for _, n := range a.Names {
		if k.foreignEnding(n[1]-1) || k.VerbFirst && k.strange(n[0]) && k.strange(n[1]-1) {
			return true
		}
		if n[1]-n[0] < 2 {
			continue
		}
		for _, m := range k.Doc.MarksAt(int(n[0])) {
			if k.Lex.ClassName(m.Class) != "name.given" {
				continue
			}
			if k.Lex.Attr(m, "foreign") != "" || k.HomeNames && k.HomeState == k.Home && k.Lex.Attr(m, "home") == "" && k.Lex.Attr(m, "ambiguous") == "" {
				return true
			}
		}
	}
	return false
}

// strange reports whether a name begins with a word that no list knows and that
// has no article.
func (k *caster) strange(i int32) bool {
	return !k.Definite(i) && slices.ContainsFunc(k.Doc.MarksAt(int(i)), func(m doc.Mark) bool { return k.Lex.ClassName(m.Class) == "name.unknown" })
}

// foreignEnding reports whether a surname ends, or begins, as those of other
// peoples do.
func (k *caster) foreignEnding(i int32) bool {
	last := k.Names(k.Doc.Segs.Form(int(i)))
	if rest, ok := strings.CutPrefix(last, k.ForeignHead); ok && k.ForeignHead != "" && utf8.RuneCountInString(rest) > 3 {
		return true
	}
	return slices.ContainsFunc(k.Foreign, func(e string) bool { return strings.HasSuffix(last, e) })
}

// oneOfMany reports whether a person is named under an office in the plural:
// the presidents Radi and Kaviani are of two states.
func (k *caster) oneOfMany(actor int) bool {
	return slices.ContainsFunc(k.naming(actor), func(i int) bool { return k.Mentions[i].Plural })
}

// vacantState is the only foreign state whose holder of a person's office the
// article names without a name: the American president said …; president Radi.
func (k *caster) vacantState(actor int) string {
	a, found := &k.Actors[actor], ""
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfOffice || !k.fits(a, m) || len(m.Of) > 0 || m.Country == "" || m.Country == k.HomeState || k.held(m.Office, m.Country) {
			continue
		}
		if found != "" && found != m.Country {
			return ""
		}
		found = m.Country
	}
	return found
}

// homeTitle reports whether a title of the outlet's people ends before a name.
func (k *caster) homeTitle(name int32) bool {
	for i := max(0, name-4); i < name; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if m.End == name && k.C.Honorific.Has(m.Class) && k.Lex.Attr(m, "home") != "" {
				return true
			}
		}
	}
	return false
}

// belongs gives a person whose office is of no named state the state that the
// clause is about, else the outlet's.
func (k *caster) belongs(actor int) {
	a := &k.Actors[actor]
	if slices.ContainsFunc(a.Names, func(n [2]int32) bool { return k.homeTitle(n[0]) }) {
		a.Country, a.CountryFrom = k.HomeState, "home_state"
		return
	}
	for _, i := range k.naming(actor) {
		if m := &k.Mentions[i]; m.Office != "" {
			if a.Country = cmp.Or(k.bossState(m), k.masterState(m), k.about(m)); a.Country != "" {
				a.CountryFrom = "text"
				return
			}
		}
	}
	if m := k.abroad(actor); m != nil {
		a.Country, a.CountryFrom = k.elsewhere(m), "coreference"
	} else if k.foreign(a) {
		a.Country, a.CountryFrom = k.vacantState(actor), "coreference"
	} else if code := k.besides(actor); code != "" {
		a.Country, a.CountryFrom = code, "coreference"
	} else if !k.oneOfMany(actor) && !k.otherwiseHeld(a) {
		a.Country, a.CountryFrom = k.HomeState, "home_state"
	}
}

// besides is the foreign state of the person or office that a person's own
// mention goes on from, with another office, in a sentence that names nobody of
// the outlet's state: "Prime Minister X and Defence Minister Y"; or "".
func (k *caster) besides(actor int) string {
	for _, i := range k.naming(actor) {
		if i == 0 || !k.VerbFirst {
			continue
		}
		m, p := &k.Mentions[i], &k.Mentions[i-1]
		if m.Office == "" || p.Office == m.Office || p.Sentence != m.Sentence || !k.joined(p.End, m.First) || k.atHomeHere(m.Sentence, actor) {
			continue
		}
		if code := k.countryOf(p); code != k.HomeState {
			return code
		}
	}
	return ""
}

// joined reports whether only "and" and commas stand in segments [first, end).
func (k *caster) joined(first, end int32) bool {
	and := false
	for i := first; i < end; i++ {
		if !k.Comma(i) && !k.Marked(i, k.C.And) {
			return false
		}
		and = and || k.Marked(i, k.C.And)
	}
	return and
}

// atHomeHere reports whether a sentence names somebody else of the outlet's
// state, or that state.
func (k *caster) atHomeHere(sentence, actor int) bool {
	return slices.ContainsFunc(k.Mentions, func(m extract.Mention) bool {
		return m.Sentence == sentence && !slices.Contains(m.Actors, actor) && (m.Home || k.countryOf(&m) == k.HomeState)
	})
}

// countryOf is the state of the one whom a mention names, or "".
func (k *caster) countryOf(m *extract.Mention) string {
	if len(m.Actors) == 1 {
		return k.Actors[m.Actors[0]].Country
	}
	return m.Country
}

// abroad is the first mention of a person that makes him no man of the
// outlet's state: the counterpart of one of ours, an office we do not have.
func (k *caster) abroad(actor int) *extract.Mention {
	for _, i := range k.naming(actor) {
		if m := &k.Mentions[i]; k.notOurs(m) || m.Other && agree(m.Not, k.HomeState) {
			return m
		}
	}
	return nil
}

// notOurs reports whether the outlet's state has no such office as a mention's.
func (k *caster) notOurs(m *extract.Mention) bool { return slices.Contains(m.NotOf, k.HomeState) }

// elsewhere is the state of an office that is not ours, as far as the text
// tells it beside the office: the state or capital named last before it, else
// the one with which the next mention of the office stands.
func (k *caster) elsewhere(m *extract.Mention) string {
	for i := m.First - 1; i >= k.Doc.Sents[m.Sentence].First; i-- {
		for _, x := range k.Doc.MarksAt(int(i)) {
			if code := k.Lex.Attr(x, "code"); k.C.StateName.Has(x.Class) && code != k.HomeState {
				return code
			}
		}
	}
	for i := range k.Mentions {
		x := &k.Mentions[i]
		if x.First > m.First && x.Sentence <= m.Sentence+2 && x.Kind == extract.OfOffice && x.Office == m.Office && x.Country != "" && x.Country != k.HomeState {
			return x.Country
		}
	}
	return ""
}

// otherwiseHeld reports whether the directory knows who held an office of the
// outlet's state, and none of the actor's name: then it is not ours.
func (k *caster) otherwiseHeld(a *extract.Actor) bool {
	return k.heldByOthers(a, a.Office, k.HomeState)
}

// heldByOthers reports whether the directory knows who held an office of a
// state, and none of the actor's name.
func (k *caster) heldByOthers(a *extract.Actor, office, state string) bool {
	if !k.Dir.Office(office).Listed {
		return false
	}
	held := false
	for ref := range k.Dir.Holders {
		h := &k.Dir.Holders[ref]
		if h.Of != state || h.Office != office || k.era.from != "" && !k.inOffice(ref) {
			continue
		}
		if slices.Contains(k.Surnames[a.Words[len(a.Words)-1]], ref) || slices.Contains(k.Surnames[strings.Join(a.Words, "")], ref) {
			return false
		}
		held = true
	}
	return held
}

// bossState is the state of the person whose aide a mention names.
func (k *caster) bossState(m *extract.Mention) string {
	if at := k.bossOf(m); at >= 0 {
		return k.Actors[at].Country
	}
	return ""
}

// bossOf is the person whose aide a mention names, or -1.
func (k *caster) bossOf(m *extract.Mention) int {
	if m.Boss[1] == 0 {
		return -1
	}
	for x := range k.Latest(m.Sentence) {
		if x.Name == m.Boss && len(x.Actors) == 1 {
			return x.Actors[0]
		}
	}
	return -1
}

// masterState is the state of the person or office named last before "his
// foreign minister".
func (k *caster) masterState(m *extract.Mention) string {
	if !m.His {
		return ""
	}
	return k.lastPerson(m.Sentence, m.First)
}

// about is the state that a clause is about before a mention: of the side that
// is listed, of the one whose words are reported, of the place it begins with.
func (k *caster) about(m *extract.Mention) string {
	if host := k.host(m); host != "" {
		return host
	}
	first := k.Doc.Sents[m.Sentence].First
	words := false
	for i := m.First - 1; i >= first; i-- {
		for _, x := range k.Doc.MarksAt(int(i)) {
			words = words || k.Lex.ClassName(x.Class) == "that"
			switch k.Lex.ClassName(x.Class) {
			case "there":
				return k.lastState(m.Sentence, i)
			case "escort":
				return k.lastPerson(m.Sentence, i)
			}
		}
		for x := range k.Starting(i) {
			if x.Country == "" || x.Country == k.HomeState {
				continue
			}
			if k.side(x) || words && (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice || x.Kind == extract.OfState) {
				return x.Country
			}
		}
	}
	return k.opening(first)
}

// host is the state of the capital right before a head of state: he met in
// Astana President Radi.
func (k *caster) host(m *extract.Mention) string {
	if m.Office != "head_of_state" || m.First == 0 {
		return ""
	}
	for _, x := range k.Doc.MarksAt(int(m.First - 1)) {
		if k.Lex.ClassName(x.Class) == "state.capital" {
			return k.Lex.Attr(x, "code")
		}
	}
	return ""
}

// side reports whether a mention names a state's side.
func (k *caster) side(m *extract.Mention) bool {
	return slices.ContainsFunc(k.Doc.MarksAt(int(m.First)), func(x doc.Mark) bool { return k.Lex.ClassName(x.Class) == "side" })
}

// lastPerson is the state of the person or office named last in a sentence
// before a segment.
func (k *caster) lastPerson(sentence int, before int32) (country string) {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Sentence == sentence && m.First < before && (m.Kind == extract.OfPerson || m.Kind == extract.OfOffice) {
			country = m.Country
			if len(m.Actors) == 1 {
				country = k.Actors[m.Actors[0]].Country
			}
		}
	}
	return country
}

// opening is the state of the city that a sentence begins with: in Tehran, the
// spokesman said.
func (k *caster) opening(first int32) string {
	for i := first; i < min(first+4, int32(k.Doc.Segs.Len())); i++ {
		if m, ok := k.Doc.MarkAt(int(i), k.C.City); ok && i > first {
			for _, x := range k.Doc.MarksAt(int(i - 1)) {
				if x.Class == k.C.PlacePrep {
					return k.Lex.Attr(m, "code")
				}
			}
		}
	}
	return ""
}
