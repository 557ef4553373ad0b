// Package cast finds who is who in an article, before events and statements
// are read. Mentions come from the rules of kind "person" and from the lists
// of the world; sieves in a fixed order then say which mentions are one:
//
//	name        the same name, or parts of it
//	office      the same office of the same state
//	counterpart "his Tajik counterpart": the office of the one named before
//	home        "our country": the outlet's state
//	floor       he, this diplomat: who has the floor (at reading time)
//
// Each link names its sieve. A weak link leaves the field empty.
package cast

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// Run fills c.Actors and c.Mentions and lays the party marks.
func Run(c *extract.Case) {
	k := &caster{Case: c}
	k.home()
	for i, s := range c.Doc.Sents {
		if s.Zone.Evidence() {
			k.sentence(i, s)
		}
	}
	k.holders()
	k.people()
	k.surnames()
	k.offices()
	k.states()
	k.lay()
}

type caster struct {
	*extract.Case
	taken []bool // segments covered by a mention
}

// home finds the outlet's state: the outlet named in a credit or dateline,
// else the language's usual one.
func (k *caster) home() {
	k.taken = make([]bool, k.Doc.Segs.Len())
	k.HomeState = k.DefaultHome()
	for _, s := range k.Doc.Sents {
		if s.Zone != doc.Dateline {
			continue
		}
		for i := s.First; i < s.End; i++ {
			if m, ok := k.Doc.MarkAt(int(i), k.C.Outlet); ok {
				if code := k.Lex.Attr(m, "code"); code != "" {
					k.HomeState = code
					return
				}
			}
		}
	}
}

// sentence takes the matches of the person rules.
func (k *caster) sentence(i int, s doc.Sentence) {
	for _, m := range k.Run("person", s) {
		r := k.Rule("person", &m)
		k.add(i, &m, r)
	}
}

// add makes a mention of a match.
func (k *caster) add(sentence int, m *rule.Match, r *rule.Rule) {
	x := extract.Mention{First: m.First, End: m.End, Rule: r.Name, Sentence: sentence, Office: r.Make["office"]}
	if cue, ok := m.Get("cue"); ok {
		x.First, x.End = cue.First, cue.End
	}
	if o, ok := m.Get("office"); ok && x.Office == "" {
		x.Office = k.officeOf(o)
	}
	k.country(&x, m)
	switch {
	case k.named(&x, m):
		x.Kind = extract.OfPerson
	case r.Make["kind"] == "state":
		x.Kind = extract.OfState
		if x.Country == "" {
			return
		}
	case r.Make["kind"] == "anonymous":
		x.Kind = extract.Anonymous
	case r.Make["kind"] == "person":
		k.Drop(x.First, x.End, r.Name, "no name is left")
		return
	default:
		x.Kind = extract.OfOffice
	}
	if former, ok := m.Get("former"); ok && former.End > former.First {
		x.Office = "former"
	}
	k.put(x)
}

// put keeps a mention and its segments.
func (k *caster) put(x extract.Mention) {
	for i := x.First; i < x.End; i++ {
		k.taken[i] = true
	}
	k.Mentions = append(k.Mentions, x)
}

// officeOf is the code of the office mark in a capture.
func (k *caster) officeOf(o rule.Cap) string {
	for i := o.First; i < o.End; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if code := k.Lex.Attr(m, "office"); code != "" {
				return code
			}
		}
	}
	return ""
}

// country reads whose office or person it is.
func (k *caster) country(x *extract.Mention, m *rule.Match) {
	if s, ok := m.Get("state"); ok {
		if codes := k.States(s.First, s.End); len(codes) > 0 {
			x.Country = codes[0]
			return
		}
		x.Country = k.orgIn(s)
		return
	}
	if _, ok := m.Get("home"); ok {
		x.Country, x.Sieve = k.HomeState, "home"
		return
	}
	if s, ok := m.Get("same"); ok {
		x.Country, x.Sieve = k.lastForeign(s.First), "samestate"
		return
	}
	if o, ok := m.Get("office"); ok {
		x.Country = k.orgIn(o)
	}
}

// orgIn is the key of an organisation named within a capture, or what the
// office's entry says.
func (k *caster) orgIn(s rule.Cap) string {
	for i := s.First; i < s.End; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if k.Lex.ClassName(m.Class) == "org" && m.End <= s.End {
				return k.Lex.Attr(m, "code")
			}
			if org := k.Lex.Attr(m, "org"); org != "" {
				return org
			}
		}
	}
	return ""
}

// lastForeign is the state, other than the home state, named last before a
// segment.
func (k *caster) lastForeign(at int32) string {
	for i := at - 1; i >= 0; i-- {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if slices.Contains(k.C.StateName, m.Class) && m.End <= at {
				if code := k.Lex.Attr(m, "code"); code != k.HomeState {
					return code
				}
			}
		}
	}
	return ""
}

// named reads the name of a match; false when there is none.
func (k *caster) named(x *extract.Mention, m *rule.Match) bool {
	n, ok := m.Get("name")
	if !ok {
		return false
	}
	first, end := k.trim(n.First, n.End)
	if first >= end {
		return false
	}
	x.Name = [2]int32{first, end}
	return true
}

// trim takes signs and honorifics off the ends of a name.
func (k *caster) trim(first, end int32) (int32, int32) {
	for first < end && (k.Doc.Segs.Flags[first]&doc.Punct != 0 || k.honorific(first)) {
		first++
	}
	for end > first && k.Doc.Segs.Flags[end-1]&(doc.Punct|doc.Number) != 0 {
		end--
	}
	return first, end
}

func (k *caster) honorific(i int32) bool {
	for _, m := range k.Doc.MarksAt(int(i)) {
		if k.Lex.ClassName(m.Class) == "honorific" {
			return true
		}
	}
	return false
}

// holders takes full names of known office-holders that no rule took.
func (k *caster) holders() {
	for si, s := range k.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for i := s.First; i < s.End; i++ {
			m, ok := k.Doc.MarkAt(int(i), k.C.Holder)
			if !ok || k.covered(m.First, m.End) || m.End-m.First < 2 {
				continue
			}
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfPerson, Name: [2]int32{m.First, m.End}, Rule: "world/holder", Sentence: si})
		}
	}
}

func (k *caster) covered(first, end int32) bool {
	for i := first; i < end; i++ {
		if k.taken[i] {
			return true
		}
	}
	return false
}

// people makes one actor of all mentions of one name.
func (k *caster) people() {
	order := make([]int, 0, len(k.Mentions))
	for i := range k.Mentions {
		if k.Mentions[i].Kind == extract.OfPerson {
			order = append(order, i)
		}
	}
	// Longer names first: parts of a name find the whole.
	slices.SortStableFunc(order, func(a, b int) int { return len(k.wordsOf(b)) - len(k.wordsOf(a)) })
	for _, i := range order {
		k.link(i)
	}
	for i := range k.Actors {
		k.complete(&k.Actors[i])
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
	at := k.findPerson(words, m.Country)
	if at < 0 {
		at = len(k.Actors)
		k.Actors = append(k.Actors, extract.Actor{Kind: extract.Person, Words: words, Name: k.Doc.Slice(int(m.Name[0]), int(m.Name[1])), Rule: m.Rule, Used: true})
	}
	a := &k.Actors[at]
	m.Actors, m.Sieve = []int{at}, "name"
	a.Spans = append(a.Spans, k.Doc.SpanOf(int(m.Name[0]), int(m.Name[1])))
	if a.Office == "" && m.Office != "" && m.Office != "former" {
		a.Office, a.OfficeBasis = m.Office, "text"
	}
	if a.Country == "" && m.Country != "" {
		a.Country, a.CountryFrom = m.Country, "text"
	}
}

// findPerson is the actor of this name, or -1.
func (k *caster) findPerson(words []string, country string) int {
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind == extract.Person && (a.Country == "" || country == "" || a.Country == country) && SameName(a.Words, words) {
			return i
		}
	}
	return -1
}

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

// complete fills in from the directory what the text does not say.
func (k *caster) complete(a *extract.Actor) {
	if a.Kind != extract.Person {
		return
	}
	if h := k.holderOf(a); h >= 0 {
		d := &k.Dir.Holders[h]
		a.NameEn, a.NameBasis = d.English, "directory"
		if a.Country == "" {
			a.Country, a.CountryFrom = d.Of, "directory"
		}
		if a.Office == "" && k.inOffice(h) {
			a.Office, a.OfficeBasis = d.Office, "directory"
		}
	}
	a.Represents = "state"
	if _, ok := k.Dir.OrgByAcronym(a.Country); ok {
		a.Represents = "organization"
	}
}

// holderOf is the term in the directory that fits a name best: one that runs
// on the day of the article before any other; -1 when none has the name.
func (k *caster) holderOf(a *extract.Actor) int {
	best := -1
	for i := range k.Doc.Segs.Len() {
		for _, m := range k.Doc.MarksAt(i) {
			if m.Class != k.C.Holder || !k.spans(a, m) {
				continue
			}
			ref, err := strconv.Atoi(k.Lex.Attr(m, "ref"))
			if err != nil || a.Country != "" && k.Dir.Holders[ref].Of != a.Country {
				continue
			}
			if best < 0 || k.inOffice(ref) && !k.inOffice(best) {
				best = ref
			}
		}
	}
	return best
}

// spans reports whether one of the actor's names overlaps a mark.
func (k *caster) spans(a *extract.Actor, m doc.Mark) bool {
	s := k.Doc.SpanOf(int(m.First), int(m.End))
	return slices.ContainsFunc(a.Spans, s.Overlaps)
}

func (k *caster) inOffice(ref int) bool {
	h, day := &k.Dir.Holders[ref], k.Published.Value
	if len(day) < 10 {
		return false
	}
	return h.From <= day[:10] && (h.To == "" || day[:10] <= h.To)
}

// surnames finds further mentions of known people by parts of their names.
func (k *caster) surnames() {
	for si, s := range k.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for i := s.First; i < s.End; {
			i += max(1, k.surname(si, i, s.End))
		}
	}
}

// surname takes the longest run from segment i that names a known person.
func (k *caster) surname(sentence int, i, end int32) int32 {
	for n := min(5, end-i); n > 0; n-- {
		if k.covered(i, i+n) || !k.wordsOnly(i, i+n) {
			continue
		}
		var words []string
		for j := i; j < i+n; j++ {
			words = append(words, k.Names(k.Doc.Segs.Form(int(j))))
		}
		if n == 1 && !k.nameLike(i) {
			continue
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

// nameLike reports whether a single word may stand for a person: it is no
// ordinary word, or it is printed with the name elsewhere.
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
		if a.Kind != extract.Person || !SameName(a.Words, words) || len(words) > len(a.Words) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// offices links bare offices to the people who hold them in this article.
func (k *caster) offices() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfOffice {
			continue
		}
		if m.Office == "same" {
			k.counterpart(i)
		}
		if m.Country == "" && m.Sieve == "" {
			m.Country = k.HomeState
		}
		if at := k.byOffice(m.Office, m.Country); at >= 0 {
			m.Actors, m.Sieve = []int{at}, "office"
		}
	}
}

// counterpart gives "his Tajik counterpart" the office of the person before.
func (k *caster) counterpart(i int) {
	m := &k.Mentions[i]
	m.Office = ""
	for j := i - 1; j >= 0; j-- {
		x := &k.Mentions[j]
		if (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) && x.Office != "" && x.Country != m.Country && x.Sentence >= m.Sentence-2 {
			m.Office = x.Office
			return
		}
	}
}

// byOffice is the only actor with this office and state, or -1.
func (k *caster) byOffice(office, country string) int {
	found := -1
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind != extract.Person || a.Country != country || country == "" || !sameOffice(a.Office, office) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// sameOffice: an unnamed office is any; a plain "minister" may be any minister.
func sameOffice(known, said string) bool {
	return known == said || said == "minister" && known == "foreign_minister"
}

// states takes the states and organisations that no mention covers.
func (k *caster) states() {
	for si, s := range k.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for i := s.First; i < s.End; i++ {
			k.bare(si, i)
		}
	}
}

// bare takes a state or organisation named by itself at segment i.
func (k *caster) bare(sentence int, i int32) {
	for _, m := range k.Doc.MarksAt(int(i)) {
		if k.covered(m.First, m.End) {
			continue
		}
		name := k.Lex.ClassName(m.Class)
		switch {
		case name == "org":
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfOrg, Country: k.Lex.Attr(m, "code"), Rule: "world/organization", Sentence: sentence})
		case strings.HasPrefix(name, "state.") && name != "state.adj":
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfState, Country: k.Lex.Attr(m, "code"), Rule: "world/state", Sentence: sentence})
		case name == "pron" || strings.HasPrefix(name, "pron."):
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfPron, Office: k.Lex.Attr(m, "office"), Rule: "cast/pronoun", Sentence: sentence})
		case name == "pair":
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.OfPair, Rule: "cast/pair", Sentence: sentence})
		case name == "anonymous":
			k.put(extract.Mention{First: m.First, End: m.End, Kind: extract.Anonymous, Rule: "cast/anonymous", Sentence: sentence})
		}
	}
}

// lay turns mentions into marks, in the order of the text.
func (k *caster) lay() {
	slices.SortStableFunc(k.Mentions, func(a, b extract.Mention) int { return int(a.First - b.First) })
	classes := map[extract.MentionKind]doc.Class{
		extract.OfPerson: k.C.Person, extract.OfOffice: k.C.Office, extract.OfState: k.C.State, extract.OfOrg: k.C.Org,
		extract.OfPron: k.C.Pron, extract.OfPair: k.C.Pair, extract.Anonymous: k.C.Anonymous,
	}
	marks := make([]doc.Mark, 0, len(k.Mentions))
	for i := range k.Mentions {
		m := &k.Mentions[i]
		marks = append(marks, doc.Mark{First: m.First, End: m.End, Class: classes[m.Kind], Ref: int32(i)})
		k.resolveBody(m)
	}
	k.Doc.AddMarks(marks...)
}

// resolveBody gives states, bodies and organisations their actors.
func (k *caster) resolveBody(m *extract.Mention) {
	span := k.Doc.SpanOf(int(m.First), int(m.End))
	if len(m.Actors) > 0 || m.Country == "" {
		return
	}
	switch m.Kind {
	case extract.OfOrg:
		m.Actors = []int{k.OrgActor(m.Country, span)}
		k.Actors[m.Actors[0]].Used = true
	case extract.OfState, extract.OfOffice:
		if _, org := k.Dir.OrgByAcronym(m.Country); org {
			m.Actors = []int{k.OrgActor(m.Country, span)}
		} else {
			m.Actors = []int{k.StateActor(m.Country, span)}
		}
	}
}
