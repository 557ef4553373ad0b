package cast

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
)

// holders takes full names of known office-holders that no rule took.
func (k *caster) holders(sentence int, s doc.Sentence) {
	for i := s.First; i < s.End; i++ {
		m, ok := k.Doc.MarkAt(int(i), k.C.Holder)
		if ok && m.End-m.First > 1 && !k.covered(m.First, m.End) {
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfPerson, Name: [2]int32{m.First, m.End}, Rule: "world/holder", Sentence: sentence})
		}
	}
}

// counterparts gives "his Tajik counterpart" the office of the person before,
// and further people of a list that of the list.
func (k *caster) counterparts() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		switch m.Office {
		case "same":
			m.Office = k.officeBefore(i, m.Country, 2)
		case "list":
			m.Office = k.officeBefore(i, m.Country, 0)
		}
	}
}

// officeBefore is the office named last before a mention, of another state, at
// most so many sentences back.
func (k *caster) officeBefore(mention int, country string, back int) string {
	m := &k.Mentions[mention]
	for j := mention - 1; j >= 0 && k.Mentions[j].Sentence >= m.Sentence-back; j-- {
		x := &k.Mentions[j]
		if (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) && x.Office != "" && x.Office != "same" && (x.Country != country || country == "") {
			return x.Office
		}
	}
	return ""
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
	}
	a := &k.Actors[at]
	m.Actors, m.Sieve = []int{at}, "name"
	a.Spans = append(a.Spans, k.Doc.SpanOf(int(m.Name[0]), int(m.Name[1])))
	a.Used = a.Used || !m.Bare
	if a.Office == "" && m.Office != "" {
		a.Office, a.OfficeBasis = m.Office, "text"
	}
	if a.Country == "" && m.Country != "" {
		a.Country, a.CountryFrom = m.Country, "text"
	}
	if a.Org == "" {
		a.Org = m.Org
	}
	if a.Place == "" {
		a.Place = m.Place
	}
}

// findPerson is the actor of this name, or -1.
func (k *caster) findPerson(words []string, m *extract.Mention) int {
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind == extract.Person && agree(a.Country, m.Country) && agree(a.Org, m.Org) && SameName(a.Words, words) {
			return i
		}
	}
	return -1
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

// settle fills in what the text does not say beside a name: from the
// directory, else the state of the clause's place, else the outlet's.
func (k *caster) settle() {
	for i := range k.Actors {
		a := &k.Actors[i]
		k.complete(a)
		if a.Country == "" && a.Org == "" && a.Office != "" {
			a.Country, a.CountryFrom = a.Place, "text"
			if a.Country == "" {
				a.Country, a.CountryFrom = k.HomeState, "home_state"
			}
		}
		k.represents(a)
	}
}

// complete fills in what the directory knows of a name.
func (k *caster) complete(a *extract.Actor) {
	h := k.holderOf(a)
	if h < 0 {
		return
	}
	d := &k.Dir.Holders[h]
	a.NameEn, a.NameBasis = d.English, "directory"
	if a.Country == "" && a.Org == "" {
		if _, org := k.Dir.OrgByAcronym(d.Of); org {
			a.Org = d.Of
		} else {
			a.Country, a.CountryFrom = d.Of, "directory"
		}
	}
	if a.Office == "" && (k.inOffice(h) || k.Published.Value == "" && k.told(d.Office, d.Of)) {
		a.Office, a.OfficeBasis = d.Office, "directory"
	}
}

// holderOf is the term in the directory that fits a name best: one that runs
// on the day of the article before one whose office the article names, before
// any other; -1 when none has the name.
func (k *caster) holderOf(a *extract.Actor) int {
	best, worth := -1, -1
	for i := range k.Doc.Segs.Len() {
		for _, m := range k.Doc.MarksAt(i) {
			if m.Class != k.C.Holder || !k.spans(a, m) {
				continue
			}
			ref, err := strconv.Atoi(k.Lex.Attr(m, "ref"))
			if err != nil || !agree(a.Country, k.Dir.Holders[ref].Of) || a.Org != "" && a.Org != k.Dir.Holders[ref].Of {
				continue
			}
			if w := k.worth(ref); w > worth {
				best, worth = ref, w
			}
		}
	}
	return best
}

func (k *caster) worth(ref int) int {
	h := &k.Dir.Holders[ref]
	switch {
	case k.inOffice(ref):
		return 2
	case k.told(h.Office, h.Of):
		return 1
	}
	return 0
}

// told reports whether the article speaks of an office of a state.
func (k *caster) told(office, of string) bool {
	return slices.ContainsFunc(k.Mentions, func(m extract.Mention) bool {
		return m.Kind == extract.OfOffice && m.Office == office && (m.Country == of || m.Country == "" && m.Org == "" && of == k.HomeState)
	})
}

// spans reports whether one of the actor's names covers a mark.
func (k *caster) spans(a *extract.Actor, m doc.Mark) bool {
	s := k.Doc.SpanOf(int(m.First), int(m.End))
	return slices.ContainsFunc(a.Spans, func(x doc.Span) bool { return x.Start <= s.Start && s.End <= x.End })
}

func (k *caster) inOffice(ref int) bool {
	h, day := &k.Dir.Holders[ref], k.Published.Value
	if len(day) < 10 {
		return false
	}
	return h.From <= day[:10] && (h.To == "" || day[:10] <= h.To)
}

// stateOffices are held for a state even by those whom a movement sends.
var stateOffices = []string{"head_of_state", "head_of_government", "deputy_head", "foreign_minister", "deputy_foreign_minister", "minister", "deputy_minister", "ambassador"}

// represents says for whom a person acts: as the organisation behind the
// office says, else as the office does.
func (k *caster) represents(a *extract.Actor) {
	a.Represents = "state"
	o, ok := k.Dir.OrgByAcronym(a.Org)
	if !ok {
		switch a.Office {
		case "expert":
			a.Represents = "self"
		case "executive":
			a.Represents = "company"
		case "party_leader":
			a.Represents = "opposition"
		}
		return
	}
	switch o.Class {
	case "company":
		a.Represents = "company"
	case "armed_group":
		a.Represents = "armed_group"
	case "party":
		a.Represents = "opposition"
	default:
		a.Represents, a.Country = "organization", ""
		return
	}
	if a.Country == "" {
		a.Country, a.CountryFrom = o.Country, "directory"
	}
	if a.Country != "" && slices.Contains(stateOffices, a.Office) {
		a.Represents = "state"
	}
}

// surnames finds further mentions of known people by parts of their names.
func (k *caster) surnames(sentence int, s doc.Sentence) {
	for i := s.First; i < s.End; {
		i += max(1, k.surname(sentence, i, s.End))
	}
}

// surname takes the longest run from segment i that names a known person.
func (k *caster) surname(sentence int, i, end int32) int32 {
	for n := min(5, end-i); n > 0; n-- {
		if k.covered(i, i+n) || !k.wordsOnly(i, i+n) || n == 1 && !k.nameLike(i) {
			continue
		}
		var words []string
		for j := i; j < i+n; j++ {
			words = append(words, k.Names(k.Doc.Segs.Form(int(j))))
		}
		if at := k.bySurname(words); at >= 0 {
			k.put(extract.Mention{First: i, End: i + n, Kind: extract.OfPerson, Name: [2]int32{i, i + n}, Actors: []int{at}, Sieve: "name", Rule: "cast/surname", Sentence: sentence})
			k.Actors[at].Spans = append(k.Actors[at].Spans, k.Doc.SpanOf(int(i), int(i+n)))
			return n
		}
	}
	return 1
}

func (k *caster) wordsOnly(first, end int32) bool {
	for i := first; i < end; i++ {
		if k.Doc.Segs.Flags[i]&doc.Word == 0 {
			return false
		}
	}
	return true
}

// nameLike reports whether a single word may stand for a person: it is in a
// list of names, or in none at all.
func (k *caster) nameLike(i int32) bool {
	for _, m := range k.Doc.MarksAt(int(i)) {
		if slices.Contains(k.C.Name, m.Class) {
			return true
		}
	}
	return false
}

// bySurname is the only actor whose name ends with these words, or holds them
// when there are several; -1 when none or several do.
func (k *caster) bySurname(words []string) int {
	found := -1
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind != extract.Person || len(words) > len(a.Words) || !SameName(a.Words, words) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
