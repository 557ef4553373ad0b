package cast

import (
	"slices"
	"strings"

	"safir/internal/extract"
)

// offices links bare offices to the people who hold them in this article, else
// to the state or organisation they speak for.
func (k *caster) offices() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind == extract.OfState && m.Home && len(m.Actors) == 0 && m.Country != "" {
			m.Actors = []int{k.StateActor(m.Country, k.Doc.SpanOf(int(m.First), int(m.End)))}
		}
		if m.Kind != extract.OfOffice {
			continue
		}
		if m.Other && m.Country == "" && !(m.Plural && m.Org != "") {
			m.Actors, m.Sieve = k.opposite(m), "counterpart"
			continue
		}
		if m.Boss[1] > 0 {
			k.aide(m)
			continue
		}
		if at := k.nextPerson(i); at >= 0 {
			m.Actors, m.Sieve = []int{at}, "apposition"
			continue
		}
		if m.Country == "" && m.Org == "" && m.Sieve == "" {
			if k.notOurs(m) {
				m.Actors, m.Sieve = k.opposite(m), "office"
				continue
			}
			if at := k.ofBody(m); at >= 0 {
				m.Actors, m.Sieve = []int{at}, "office"
				continue
			}
			m.Country, m.Sieve = k.HomeState, "home"
		}
		m.Actors = k.inOfficeHere(m)
	}
}

// aide links a nameless aide to who stands right behind in apposition, to the
// one of these words whom the article names, else gives him the state of the
// person whom he serves.
func (k *caster) aide(m *extract.Mention) {
	for i := range k.Mentions {
		x := &k.Mentions[i]
		if x.Kind == extract.OfPerson && x.First == m.Boss[1]+1 && k.Comma(m.Boss[1]) && len(x.Actors) == 1 && !m.Plural && agree(k.Actors[x.Actors[0]].Country, k.bossState(m)) {
			m.Actors, m.Sieve = x.Actors, "apposition"
			return
		}
	}
	for x := range k.Earlier(m.First) {
		if x.Kind == extract.OfPerson && x.Boss[1] > 0 && x.Phrase == m.Phrase && k.bossState(x) == k.bossState(m) {
			m.Actors, m.Sieve = x.Actors, "aide"
			return
		}
	}
	boss := k.bossOf(m)
	if boss >= 0 && k.Actors[boss].Office != "" && m.Office == "special_envoy" && k.Dir.Office(k.Actors[boss].Office).Deputy == "" {
		m.Actors, m.Sieve = []int{boss}, "apposition" // the envoy himself: nobody's master
		return
	}
	if m.Country = k.bossState(m); m.Country != "" {
		m.Actors, m.Sieve = []int{k.StateActor(m.Country, k.Doc.SpanOf(int(m.First), int(m.End)))}, "aide"
	}
}

// ofBody is the person last named before a mention with its office, who holds
// it for an organisation: "the UN's envoy X … the envoy"; or -1.
func (k *caster) ofBody(m *extract.Mention) int {
	for x := range k.Earlier(m.First) {
		if x.Kind != extract.OfPerson || len(x.Actors) != 1 {
			continue
		}
		if a := &k.Actors[x.Actors[0]]; a.Office == m.Office {
			if a.Org != "" && a.Country == "" {
				return x.Actors[0]
			}
			return -1
		}
	}
	return -1
}

// nextPerson is the person whose name stands right behind a mention, or -1.
func (k *caster) nextPerson(mention int) int {
	if mention+1 == len(k.Mentions) {
		return -1
	}
	x := &k.Mentions[mention+1]
	m := &k.Mentions[mention]
	if x.Kind == extract.OfPerson && x.First == m.End && len(x.Actors) == 1 && !x.Other && agree(x.Country, m.Country) && agree(k.Actors[x.Actors[0]].Country, m.Country) {
		return x.Actors[0]
	}
	return -1
}

// inOfficeHere are the people who hold a mention's office in its states, or
// the states themselves.
func (k *caster) inOfficeHere(m *extract.Mention) (out []int) {
	for _, of := range append([]string{m.Country}, m.More...) {
		if at := k.byOffice(m, of); at >= 0 && (!m.Plural || len(m.More) > 0) {
			m.Sieve = "office"
			out = append(out, at)
		} else if of != "" && k.Dir.Office(m.Office).Represents != "opposition" {
			out = append(out, k.StateActor(of, k.Doc.SpanOf(int(m.First), int(m.End))))
		}
	}
	if len(out) == 0 && m.Org != "" {
		out = append(out, k.OrgActor(m.Org, k.Doc.SpanOf(int(m.First), int(m.End))))
		k.Actors[out[0]].Used = true
	}
	return out
}

// byOffice is the only person with a mention's office in a state, or in its
// organisation; -1 when none or several have it.
func (k *caster) byOffice(m *extract.Mention, country string) int {
	found, of := -1, country
	if of == "" {
		of = m.Org
	}
	for _, i := range k.of(of) {
		a := &k.Actors[i]
		if !k.fits(a, m) || country != "" && a.Country != country || country == "" && a.Org != m.Org {
			continue
		}
		switch {
		case found < 0:
			found = i
		case a.NameEn == "" || a.NameEn != k.Actors[found].NameEn: // not by another of his names
			return -1
		}
	}
	return found
}

// fits reports whether a person may be called by a mention's office: the same
// office, one of those that a title may mean, or a plain minister for any.
func (k *caster) fits(a *extract.Actor, m *extract.Mention) bool {
	if len(m.Of) > 0 {
		return slices.Contains(m.Of, a.Office)
	}
	return (a.Office == m.Office || m.Office == "minister" && a.Office == "foreign_minister") && k.samePhrase(a, m)
}

// samePhrase reports whether the words of an office may be those beside a
// person's name: a wide office is the same only where one begins the other.
func (k *caster) samePhrase(a *extract.Actor, m *extract.Mention) bool {
	if !k.Dir.Office(m.Office).Many || len(a.Phrases) == 0 || !strings.Contains(m.Phrase, " ") {
		return true
	}
	return slices.ContainsFunc(a.Phrases, func(p string) bool {
		return strings.HasPrefix(p, m.Phrase) || strings.HasPrefix(m.Phrase, p)
	})
}

// titles finds who "the minister", "this diplomat" and "His Highness" are: the
// last person before who was addressed so, else who may be called so.
func (k *caster) titles() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfPron || m.Office == "" && len(m.Of) == 0 {
			continue
		}
		if a := k.addressed(m); a >= 0 {
			m.Actors, m.Sieve = []int{a}, "style"
		} else if a := k.ourHead(m); a >= 0 {
			m.Actors, m.Sieve = []int{a}, "home"
		}
		for x := range k.Earlier(m.First) {
			if len(m.Actors) > 0 {
				break
			}
			if (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) && len(x.Actors) == 1 && (k.fits(&k.Actors[x.Actors[0]], m) || x.Kind == extract.OfOffice && k.fits(&extract.Actor{Office: x.Office}, m)) {
				m.Actors, m.Sieve = x.Actors, "title"
			}
		}
	}
}

// ourHead is the head of the outlet's state where a title may mean him: the
// president, without a state, is ours. -1 when the article does not name him.
func (k *caster) ourHead(m *extract.Mention) int {
	if k.HomeState == "" || m.Plural || k.notOurs(m) || m.Office != "head_of_state" && !slices.Contains(m.Of, "head_of_state") {
		return -1
	}
	return k.byOffice(&extract.Mention{Office: "head_of_state"}, k.HomeState)
}

// addressed is the person named last with the style of a mention, or -1.
func (k *caster) addressed(m *extract.Mention) int {
	if m.Style == "" {
		return -1
	}
	for x := range k.Earlier(m.First) {
		if x.Kind == extract.OfPerson && len(x.Actors) == 1 && k.styled(x, m.Style) {
			return x.Actors[0]
		}
	}
	return -1
}

// styled reports whether a mention names a person with a style.
func (k *caster) styled(m *extract.Mention, style string) bool {
	for i := m.First; i < m.End; i++ {
		for _, h := range k.Doc.MarksAt(int(i)) {
			if k.C.Honorific.Has(h.Class) && k.Lex.Attr(h, "style") == style {
				return true
			}
		}
	}
	return false
}

// borrowed reports whether a mention's office is that of somebody else.
func borrowed(m *extract.Mention) bool { return m.Office == "same" || m.Office == "list" }

// counterparts gives "his Tajik counterpart" the office of the person before,
// and further people of a list that of the list.
func (k *caster) counterparts() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if !borrowed(m) {
			continue
		}
		m.Other = m.Office == "same"
		if len(m.Actors) == 1 && k.Actors[m.Actors[0]].Office != "" {
			m.Office = k.Actors[m.Actors[0]].Office
			continue
		}
		m.Office, m.Not = k.officeBefore(i, map[string]int{"same": 2, "list": 0}[m.Office])
		if len(m.Actors) == 1 && m.Office != "" {
			k.Actors[m.Actors[0]].Office, k.Actors[m.Actors[0]].OfficeBasis = m.Office, "coreference"
		}
	}
}

// opposite is the person of another state with a counterpart's office who was
// named last, if any.
func (k *caster) opposite(m *extract.Mention) []int {
	for x := range k.Earlier(m.First) {
		if len(x.Actors) != 1 {
			continue
		}
		if a := &k.Actors[x.Actors[0]]; a.Kind == extract.Person && a.Office == m.Office && a.Country != "" && a.Country != m.Not {
			return x.Actors
		}
	}
	return nil
}

// officeBefore is the office named last before a mention, of another state, at
// most so many sentences back, and its state.
func (k *caster) officeBefore(mention, back int) (string, string) {
	m := &k.Mentions[mention]
	for j := mention - 1; j >= 0 && k.Mentions[j].Sentence >= m.Sentence-back; j-- {
		x := &k.Mentions[j]
		office, country := x.Office, x.Country
		if x.Kind == extract.OfPerson && len(x.Actors) == 1 {
			office, country = k.Actors[x.Actors[0]].Office, k.Actors[x.Actors[0]].Country
		} else if x.Kind != extract.OfOffice || borrowed(x) {
			continue
		}
		if office != "" && (country != m.Country || country == "") {
			return office, country
		}
	}
	return k.officeAfter(mention)
}

// officeAfter is the office named first behind a mention in its sentence, and
// its state: the subject that stands behind "his counterparts".
func (k *caster) officeAfter(mention int) (string, string) {
	m := &k.Mentions[mention]
	for j := mention + 1; j < len(k.Mentions) && k.Mentions[j].Sentence == m.Sentence; j++ {
		if x := &k.Mentions[j]; (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) && x.Office != "" && !borrowed(x) {
			return x.Office, x.Country
		}
	}
	return "", ""
}

// vacant gives an office that the article names without its holder to a
// person whom it names without an office: the spokesman said …; Radi added ….
// Of several offices the one named most often before the person counts.
func (k *caster) vacant() {
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind != extract.Person || a.Office != "" || a.Org != "" || a.NameBasis != "" || !k.leading(i) {
			continue
		}
		m := k.vacancy(i)
		if m == nil {
			m = k.announced(i)
		}
		if m != nil {
			if !k.VerbFirst || m.Country != k.HomeState || !k.heldByOthers(a, m.Office, m.Country) {
				a.Office, a.OfficeBasis = m.Office, "coreference"
			}
			if a.Country == "" {
				a.Country, a.CountryFrom = m.Country, "coreference"
			}
			k.represents(a)
			k.find.holds(a)
		}
	}
}

// leading reports whether a person is named at the head of the article, or
// again and again.
func (k *caster) leading(person int) bool {
	n := 0
	for i := range k.Mentions {
		if !slices.Contains(k.Mentions[i].Actors, person) {
			continue
		}
		if n++; n > 2 || k.Mentions[i].Sentence < 6 {
			return true
		}
	}
	return false
}

// vacancy is the bare office that fits a person best: no other person has it,
// and it is ours when the person has a name of ours, and another's when the person
// has a name of others, as far as the language's lists can tell.
func (k *caster) vacancy(person int) *extract.Mention {
	a, until := &k.Actors[person], k.secondSentence(person)
	home, foreign := k.homely(a), k.foreign(a)
	counts, best := map[string]int{}, (*extract.Mention)(nil)
	for m := range k.Latest(until) {
		if m.Kind != extract.OfOffice || m.Office == "" || m.Boss[1] > 0 || borrowed(m) || m.Org != "" || len(m.More) > 0 || len(m.Of) > 0 {
			continue
		}
		country := m.Country
		if country == "" && m.Sieve == "" && !k.notOurs(m) {
			country = k.HomeState
		}
		if country == "" || !agree(a.Country, country) || k.held(m.Office, country) || !k.mayBeOf(country, home, foreign) {
			continue
		}
		key := m.Office + country
		if counts[key]++; best == nil || counts[key] > counts[best.Office+best.Country] {
			m.Country = country
			best = m
		}
	}
	return best
}

// mayBeOf reports whether a person with a name of ours, of others or of none
// that the lists can tell may hold an office of a state.
func (k *caster) mayBeOf(country string, home, foreign bool) bool {
	if country == k.HomeState {
		return !foreign && (home || !k.HomeNames)
	}
	return !home || !k.HomeNames
}

// announced is the office with which the news goes on below a head that gives
// a surname the floor: "Radi: the road is open", and then "The foreign minister
// said today".
func (k *caster) announced(person int) *extract.Mention {
	at := k.naming(person)
	if len(at) == 0 {
		return nil
	}
	head := &k.Mentions[at[0]]
	if int(head.End) >= k.Doc.Segs.Len() || k.Names(k.Doc.Segs.Form(int(head.End))) != ":" {
		return nil
	}
	for i := at[0] + 1; i < len(k.Mentions) && k.Mentions[i].Sentence <= head.Sentence+announcing; i++ {
		m := &k.Mentions[i]
		if m.Sentence == head.Sentence || m.First != k.Doc.Sents[m.Sentence].First {
			continue
		}
		if m.Kind != extract.OfOffice || m.Office == "" || m.Boss[1] > 0 || borrowed(m) || m.Org != "" || len(m.More) > 0 || len(m.Of) > 0 {
			return nil
		}
		if m.Country == "" && m.Sieve == "" && !k.notOurs(m) {
			m.Country = k.HomeState
		}
		if m.Country == "" || k.held(m.Office, m.Country) {
			return nil
		}
		return m
	}
	return nil
}

// announcing is how many sentences a head may stand above the office of the
// one who speaks in it: signs and pictures stand between.
const announcing = 4

// secondSentence is the last sentence whose offices may be a person's: the one
// after that which names the person first.
func (k *caster) secondSentence(person int) int {
	if at := k.naming(person); len(at) > 0 {
		return k.Mentions[at[0]].Sentence + 1
	}
	return -1
}
