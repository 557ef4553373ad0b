package cast

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/directory"
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
// directory, from those whose office a person shares, else the state of the
// clause's place, else the outlet's.
func (k *caster) settle() {
	k.find.offices = nil
	k.findEra()
	for i := range k.Actors {
		k.complete(&k.Actors[i])
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
	}
}

// homely reports whether a person of whom nothing else is known has a given
// name of the outlet's people, and is named in full.
func (k *caster) homely(a *extract.Actor) bool {
	for _, n := range a.Names {
		if n[1]-n[0] < 2 {
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

// belongs gives a person whose office is of no named state the state that the
// clause is about, else the outlet's.
func (k *caster) belongs(actor int) {
	a := &k.Actors[actor]
	for _, i := range k.naming(actor) {
		if m := &k.Mentions[i]; m.Office != "" {
			if a.Country = cmp.Or(k.bossState(m), k.about(m)); a.Country != "" {
				a.CountryFrom = "text"
				return
			}
		}
	}
	if !k.otherwiseHeld(a) {
		a.Country, a.CountryFrom = k.HomeState, "home_state"
	}
}

// known are the offices of which the directory knows all holders or none.
var known = []string{"head_of_state", "head_of_government", "supreme_leader", "foreign_minister", "crown_prince"}

// otherwiseHeld reports whether the directory knows who held an office of the
// outlet's state, and none of the actor's name: then it is not ours.
func (k *caster) otherwiseHeld(a *extract.Actor) bool {
	if !slices.Contains(known, a.Office) {
		return false
	}
	held := false
	for ref := range k.Dir.Holders {
		h := &k.Dir.Holders[ref]
		if h.Of != k.HomeState || h.Office != a.Office || k.era.from != "" && !k.inOffice(ref) {
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
	if m.Boss[1] == 0 {
		return ""
	}
	for x := range k.Latest(m.Sentence) {
		if x.Name == m.Boss && len(x.Actors) == 1 {
			return k.Actors[x.Actors[0]].Country
		}
	}
	return ""
}

// about is the state that a clause is about before a mention: of the side that
// is listed, of the one whose words are reported, of the place it begins with.
func (k *caster) about(m *extract.Mention) string {
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
			if k.side(x) || words && (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) {
				return x.Country
			}
		}
	}
	return k.opening(first)
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

// complete fills in what the directory knows of a name.
func (k *caster) complete(a *extract.Actor) {
	h := k.holderOf(a)
	if h < 0 {
		h = k.heldBy(a.Words, a.Country)
	}
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
	if a.Office == "" && (k.inOffice(h) || k.told(d.Office, d.Of) || k.era.from == "" && k.onlyOffice(h)) {
		a.Office, a.OfficeBasis = d.Office, "directory"
	}
}

// onlyOffice reports whether the directory knows a person in one office alone.
func (k *caster) onlyOffice(ref int) bool {
	h := &k.Dir.Holders[ref]
	return !slices.ContainsFunc(k.Dir.Holders, func(x directory.Holder) bool {
		return x.English == h.English && (x.Office != h.Office || x.Of != h.Of)
	})
}

// holderOf is the term in the directory that fits a name best: one that runs
// at the time of the article before one whose office the article names, before
// any other; -1 when none has the name.
func (k *caster) holderOf(a *extract.Actor) int {
	best, worth := -1, -1
	for _, ref := range k.terms(a) {
		if w := k.worth(ref); w > worth {
			best, worth = ref, w
		}
	}
	return best
}

// terms are the directory's terms of people who have the actor's whole name
// and may be of the actor's state or organisation.
func (k *caster) terms(a *extract.Actor) (out []int) {
	for _, s := range a.Names {
		for i := s[0]; i < s[1]; i++ {
			for _, m := range k.Doc.MarksAt(int(i)) {
				if m.Class != k.C.Holder || m.End > s[1] {
					continue
				}
				ref, err := strconv.Atoi(k.Lex.Attr(m, "ref"))
				if err == nil && agree(a.Country, k.Dir.Holders[ref].Of) && (a.Org == "" || a.Org == k.Dir.Holders[ref].Of) {
					out = append(out, ref)
				}
			}
		}
	}
	return out
}

// heldBy is the term of the only office-holder with a surname, of a state when
// it is given: of those in office at the time of the article, else of all. -1
// when there is none, or when two of different offices have it.
func (k *caster) heldBy(words []string, country string) int {
	now, ever := none, none
	for _, ref := range k.Surnames[strings.Join(words, "")] {
		if !agree(country, k.Dir.Holders[ref].Of) {
			continue
		}
		if k.inOffice(ref) {
			now = k.only(now, ref)
		}
		ever = k.only(ever, ref)
	}
	if now == none {
		now = ever
	}
	return max(now, none)
}

// only is the one of two terms when it is of one person or of one office.
func (k *caster) only(a, b int) int {
	if a < 0 {
		return cmp.Or(map[int]int{several: several}[a], b)
	}
	x, y := &k.Dir.Holders[a], &k.Dir.Holders[b]
	if x.English == y.English || x.Of == y.Of && x.Office == y.Office {
		return a
	}
	return several
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
	if !k.mayName(i) {
		return 1
	}
	var run []string
	for j := i; j < min(i+5, end) && !k.taken[j] && k.Doc.Segs.Flags[j]&doc.Word != 0; j++ {
		run = append(run, k.Names(k.Doc.Segs.Form(int(j))))
	}
	for n := int32(len(run)); n > 0; n-- {
		if n == 1 && !k.nameLike(i) {
			continue
		}
		words := run[:n:n]
		at := k.bySurname(words)
		if at == none && n == 1 && k.afterOffice(i) {
			at = k.byFirst(words[0])
		}
		if at == none && k.famed {
			at = k.famous(i, i+n, words)
		}
		if at >= 0 {
			k.put(extract.Mention{First: i, End: i + n, Kind: extract.OfPerson, Name: [2]int32{i, i + n}, Actors: []int{at}, Sieve: "name", Rule: "cast/surname", Sentence: sentence})
			k.Actors[at].Spans = append(k.Actors[at].Spans, k.Doc.SpanOf(int(i), int(i+n)))
			return n
		}
	}
	return 1
}

// longestRoll is the length in bytes above which the names of all people are
// not looked through for each word: the index finds them then.
const longestRoll = 4096

// mayName reports whether the word at segment i is a part of a known person's
// name, or a name that a list is sure of: most words are neither.
func (k *caster) mayName(i int32) bool {
	if k.listed != len(k.Actors) {
		var b strings.Builder
		for j := range k.Actors {
			if k.Actors[j].Kind == extract.Person {
				b.WriteString(strings.Join(k.Actors[j].Words, ""))
				b.WriteByte(' ')
			}
		}
		k.roll, k.listed = b.String(), len(k.Actors)
	}
	if len(k.roll) > longestRoll {
		return true
	}
	if k.Doc.Segs.Flags[i]&doc.Word != 0 && strings.Contains(k.roll, k.Names(k.Doc.Segs.Form(int(i)))) {
		return true
	}
	_, sure := k.Doc.MarkAt(int(i), k.C.NamingSure)
	return sure
}

// afterOffice reports whether an office, named without a person, stands right
// before segment i.
func (k *caster) afterOffice(i int32) bool {
	m, ok := k.ending(i)
	return ok && (m.Kind == extract.OfOffice || m.Kind == extract.OfPron)
}

// ending is the mention that ends before segment i.
func (k *caster) ending(i int32) (*extract.Mention, bool) {
	if i == 0 || !k.taken[i-1] {
		return nil, false
	}
	for j := range k.Mentions {
		if k.Mentions[j].End == i {
			return &k.Mentions[j], true
		}
	}
	return nil, false
}

// byFirst is the only person whose name begins with a word: where the family
// name stands first, president Xi is called by it.
func (k *caster) byFirst(word string) int {
	found := none
	for i := range k.Actors {
		a := &k.Actors[i]
		first, _, _ := strings.Cut(a.Name, " ")
		if a.Kind != extract.Person || k.Lex.Fold(first) != word {
			continue
		}
		if found >= 0 {
			return several
		}
		found = i
	}
	return found
}

// famous makes an actor of an office-holder whom the text names by the surname
// alone; it counts only when something points at it.
func (k *caster) famous(first, end int32, words []string) int {
	m, ok := k.Doc.MarkAt(int(first), k.C.NamingSure)
	if !ok || m.End != end {
		return none
	}
	h := k.heldBy(words, "")
	if h < 0 {
		return none
	}
	for i := range k.Actors {
		if k.Actors[i].NameEn == k.Dir.Holders[h].English {
			return i
		}
	}
	k.Actors = append(k.Actors, extract.Actor{Kind: extract.Person, Words: words, Name: k.Doc.Slice(int(first), int(end)), Rule: "cast/famous"})
	k.find.add(words, len(k.Actors)-1)
	a := &k.Actors[len(k.Actors)-1]
	k.complete(a)
	k.represents(a)
	return len(k.Actors) - 1
}

// nameLike reports whether a single word may stand for a person: it is in a
// list of names, or no list marks it.
func (k *caster) nameLike(i int32) bool {
	marks := k.Doc.MarksAt(int(i))
	return len(marks) == 0 || slices.ContainsFunc(marks, func(m doc.Mark) bool { return slices.Contains(k.C.Name, m.Class) })
}

// What bySurname finds when it finds nobody, or too many.
const (
	none    = -1
	several = -2
)

// bySurname is the only actor whose name ends with these words, or holds them
// when there are several words.
func (k *caster) bySurname(words []string) int {
	found := none
	for _, i := range k.find.alike(words) {
		a := &k.Actors[i]
		if a.Kind != extract.Person || len(words) > len(a.Words) || !SameName(a.Words, words) {
			continue
		}
		if found >= 0 {
			return several
		}
		found = i
	}
	return found
}
