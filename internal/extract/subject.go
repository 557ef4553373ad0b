package extract

import (
	"slices"
	"strings"

	"safir/internal/doc"
)

// Subject is the grammatical subject of a cue, as FindSubject gives it, or -1.
func (c *Case) Subject(s doc.Sentence, from, first, end int32) int {
	m, _ := c.FindSubject(s, from, first, end)
	return m
}

// FindSubject is the mention that is the grammatical subject of a cue at segments
// [first, end) of a sentence, or -1. from is where the clause begins. In
// languages whose verb stands first it is the party right behind the cue, or
// the one that stands just before it; in others the first party of the clause
// that nothing governs. stranger says that somebody stands in the subject's
// place whom the article's cast does not know.
func (c *Case) FindSubject(s doc.Sentence, from, first, end int32) (mention int, stranger bool) {
	if !c.VerbFirst {
		return c.leading(s, from, first)
	}
	if m := c.fronted(s, from, first); m >= 0 && c.leads(from, m) {
		return m, false
	}
	m, stranger := c.behind(s, end)
	if m >= 0 {
		return m, false
	}
	if m := c.fronted(s, from, first); m >= 0 {
		return m, false
	}
	return -1, stranger
}

// leading is the first party between from and the verb at first that nothing
// governs and that is no object. Words set aside at the front (in answer to,
// after that) are passed over.
func (c *Case) leading(s doc.Sentence, from, first int32) (int, bool) {
	stranger, opening, passed := false, true, -1
	for i := from; i < first; {
		if _, ok := c.markOf(i, c.C.Aside); ok {
			if i = c.pastComma(i, first); i < 0 {
				return -1, stranger
			}
			opening = true
			continue
		}
		if m := c.partyAt(i); m >= 0 && c.Mentions[m].End <= first {
			if !c.governed(from, i) && !c.object(c.Mentions[m].End) && !c.listed(passed, m) {
				return m, false
			}
			i, opening = c.Mentions[m].End, false
			passed = m
			continue
		}
		if end, ok := c.Passing(i); ok {
			i = min(end, first)
			continue
		}
		if opening && c.Doc.Segs.Flags[i]&doc.Word != 0 && !c.Prep(i) {
			stranger = true
		}
		opening = false
		i++
	}
	return -1, stranger
}

// listed reports whether a comma or an "and" alone parts a mention from one of
// its kind that was passed over: both stand in one list.
func (c *Case) listed(passed, mention int) bool {
	if passed < 0 || c.Mentions[passed].Kind != c.Mentions[mention].Kind {
		return false
	}
	end := c.Mentions[passed].End
	k, ok := c.markOf(end, c.C.Link)
	return end+1 == c.Mentions[mention].First && (c.Comma(end) || ok && c.Lex.Attr(k, "and") != "")
}

// Passing is the end of words at i that may stand before a subject without
// governing it: dates, settings, and, also; of signs too.
func (c *Case) Passing(i int32) (int32, bool) {
	if c.Doc.Segs.Flags[i]&doc.Punct != 0 {
		return i + 1, true
	}
	end := i
	for _, m := range c.Doc.MarksAt(int(i)) {
		if m.Class == c.C.Date || m.Class == c.C.Insert || m.Class == c.C.Opener || m.Class == c.C.Setting {
			end = max(end, m.End)
		}
	}
	return end, end > i
}

// pastComma is the place behind the last comma between i and end that is
// followed by a party, else behind the first one; -1 when there is none.
func (c *Case) pastComma(i, end int32) int32 {
	first, best := int32(-1), int32(-1)
	for j := i; j < end; j++ {
		if !c.Comma(j) {
			continue
		}
		if first < 0 {
			first = j + 1
		}
		if k := c.Pass(j+1, end); k < end && c.partyAt(k) >= 0 {
			best = j + 1
		}
	}
	if best >= 0 {
		return best
	}
	return first
}

// Pass goes over settings, dates, and other passing words from i on; it ends
// no later than end.
func (c *Case) Pass(i, end int32) int32 {
	for i < end {
		next, ok := c.Passing(i)
		if !ok {
			break
		}
		i = next
	}
	return min(i, end)
}

// object reports whether the word at i marks what stands before it as object.
func (c *Case) object(i int32) bool {
	_, ok := c.markOf(i, c.C.Object)
	return ok
}

// Prep reports whether a preposition begins at i.
func (c *Case) Prep(i int32) bool {
	_, ok := c.markOf(i, c.C.Prep)
	return ok
}

// markOf is the mark of a class, or of a finer one, that begins at i.
func (c *Case) markOf(i int32, class doc.Class) (doc.Mark, bool) {
	if int(i) >= c.Doc.Segs.Len() {
		return doc.Mark{}, false
	}
	return c.Doc.MarkAt(int(i), class)
}

// behind is the party that stands right after segment end, past signs, dates
// and what is set between commas; -1 when other words come first, and then
// whether they are a stranger's.
func (c *Case) behind(s doc.Sentence, end int32) (int, bool) {
	for i, left := end, 12; i < s.End && left > 0; left-- {
		if m := c.partyAt(i); m >= 0 {
			return m, false
		}
		f := c.Doc.Segs.Flags[i]
		next, ok := c.Passing(i)
		switch {
		case f&doc.Hard != 0:
			return -1, false
		case c.quoteSign(i):
			return -1, false
		case c.Comma(i) && i+1 < s.End && c.Inserted(i+1):
			if next = c.nextComma(i+1, min(i+14, s.End)); next < 0 {
				return -1, false
			}
		case f&doc.Punct == 0 && c.link(i), c.Prep(i):
			return -1, false
		case c.honorific(i):
			next = i + 1
		case !ok:
			return -1, c.someone(i)
		}
		i = next
	}
	return -1, false
}

// Inserted reports whether what stands between commas from i on is set in: it
// begins with a preposition, with who, or with and he.
func (c *Case) Inserted(i int32) bool {
	_, who := c.markOf(i, c.C.Relative)
	_, and := c.markOf(i, c.C.And)
	_, he := c.markOf(i+1, c.C.Pron)
	return c.Prep(i) || who || and && he
}

// someone reports whether a word for a person of no name begins at i.
func (c *Case) someone(i int32) bool {
	return c.hasClass(i, c.C.Strangers)
}

func (c *Case) honorific(i int32) bool {
	return c.hasClass(i, c.C.Honorific)
}

func (c *Case) hasClass(i int32, list []doc.Class) bool {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if c.Has(list, m.Class) {
			return true
		}
	}
	return false
}

// Has reports whether a class is one of a list.
func (c *Case) Has(list []doc.Class, class doc.Class) bool {
	return slices.Contains(list, class)
}

// nextComma is the first comma in [i, end), or -1.
func (c *Case) nextComma(i, end int32) int32 {
	for ; i < end; i++ {
		if c.Comma(i) || c.dash(i) {
			return i
		}
	}
	return -1
}

// fronted is the party that stands before its verb at first: in titles, after
// was and as for, before which and that.
func (c *Case) fronted(s doc.Sentence, from, first int32) int {
	i := first - 1
	if i < from {
		return -1
	}
	if _, ok := c.markOf(from, c.C.Topical); ok {
		if m := c.partyAt(c.Pass(from+1, first)); m >= 0 {
			return m
		}
	}
	comma := false
	for i >= from && (c.between(i) || c.Comma(i)) {
		comma = comma || c.Comma(i)
		i--
	}
	k := c.Ending(i + 1)
	if k < 0 || comma && c.Pass(from, first) < c.Mentions[k].First || c.Mentions[k].First < from || c.Mentions[k].First > from && c.Prep(c.Mentions[k].First-1) {
		return -1
	}
	return k
}

// leads reports whether a clause begins with a mention: the sentence does, or a
// word that opens clauses stands before it.
func (c *Case) leads(from int32, mention int) bool {
	i := c.Mentions[mention].First
	return i <= from || c.link(i-1) && !c.Prep(i-1) || c.between(i-1)
}

// between reports whether the word at i may stand between a subject and the
// verb behind it.
func (c *Case) between(i int32) bool {
	for j := max(0, i-5); j <= i; j++ {
		for _, m := range c.Doc.MarksAt(int(j)) {
			if m.End == i+1 && (m.Class == c.C.Between || m.Class == c.C.Date || m.Class == c.C.Insert) {
				return true
			}
		}
	}
	return false
}

// partyAt is the mention that begins at segment i, or -1.
func (c *Case) partyAt(i int32) int {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if c.IsParty(m.Class) {
			return int(m.Ref)
		}
	}
	return -1
}

// governed reports whether a preposition, or a noun that takes a genitive,
// stands right before segment i.
func (c *Case) governed(from, i int32) bool {
	for i > from && c.Doc.Segs.Flags[i-1]&doc.Punct != 0 && c.Doc.Segs.Flags[i-1]&doc.Hard == 0 && !c.Comma(i-1) {
		i--
	}
	if i <= from {
		return false
	}
	p := i - 1
	if c.Prep(p) {
		return true
	}
	return c.Genitive && c.Doc.Segs.Flags[p]&(doc.Word|doc.Vocab) == doc.Word|doc.Vocab && c.Doc.Segs.Flags[p]&doc.Clitic == 0 && !c.opener(p)
}

// opener reports whether a word may stand before a subject that it does not
// govern: and, also, today, that.
func (c *Case) opener(p int32) bool {
	for j := max(0, p-6); j <= p; j++ {
		for _, m := range c.Doc.MarksAt(int(j)) {
			if m.End == p+1 && (m.Class == c.C.Opener || m.Class == c.C.Date || m.Class == c.C.Setting || m.Class == c.C.Insert || slices.Contains(c.C.Finite, m.Class)) {
				return true
			}
		}
	}
	return false
}

// link reports whether a word at i only ties what follows to its verb.
func (c *Case) link(i int32) bool {
	_, ok := c.markOf(i, c.C.Link)
	return ok
}

// Comma reports whether segment i is a comma.
func (c *Case) Comma(i int32) bool {
	switch c.Names(c.Doc.Segs.Form(int(i))) {
	case "،", ",":
		return true
	}
	return false
}

func (c *Case) dash(i int32) bool {
	return strings.ContainsAny(c.Names(c.Doc.Segs.Form(int(i))), "-–—ـ")
}

// Opens reports whether segment i opens what is said: a colon or another stop,
// or a sign of quotation.
func (c *Case) Opens(i int32) bool {
	return c.Doc.Segs.Flags[i]&doc.Hard != 0 || c.quoteSign(i)
}

func (c *Case) quoteSign(i int32) bool {
	switch c.Names(c.Doc.Segs.Form(int(i))) {
	case "«", "\"", "“":
		return true
	}
	return false
}

// Who are the actors of a mention at reading time: he is who has the floor,
// the two sides are the parties of the talk, a state's side is the person who
// came for it, "an official of X" is nobody of a name.
func (c *Case) Who(mention int) []int {
	m := &c.Mentions[mention]
	switch m.Kind {
	case OfPron:
		if len(m.Actors) > 0 {
			return m.Actors
		}
		return c.he(m)
	case OfPair:
		return c.pairOf(m)
	case Anonymous:
		return c.behalf(m)
	case OfOffice:
		return c.holder(m)
	case OfState:
		if m.Own {
			return c.ownState(m)
		}
		if c.sided(m) {
			if a := c.lastOf(m.Country, m.First); a >= 0 {
				return []int{a}
			}
		}
	}
	return m.Actors
}

// holder is who an office without a name stands for: "an official of X" for
// the state, "the X official" for its person named last, "officials" for
// nobody.
func (c *Case) holder(m *Mention) []int {
	switch {
	case m.Country == "" || len(m.Actors) != 1:
		return m.Actors
	case m.Sieve == "home" && m.Office == "official" && c.Article != "" && !c.definite(m.First):
		return c.behalf(m)
	}
	person := c.Actors[m.Actors[0]].Kind == Person
	switch {
	case person && (c.ends(m.First-1, c.C.Indefinite) || c.indefinite(m)):
		return []int{c.StateActor(m.Country, c.Doc.SpanOf(int(m.First), int(m.End)))}
	case !person && m.Office == "official" && c.definite(m.First):
		if a := c.lastOf(m.Country, m.First); a >= 0 {
			return []int{a}
		}
	}
	return m.Actors
}

// indefinite reports whether a mention ends in a state's adjective, and
// neither that nor its first word has the article.
func (c *Case) indefinite(m *Mention) bool {
	_, ok := c.markOf(m.End-1, c.C.Nisba)
	return ok && c.Article != "" && !c.definite(m.First) && !c.definite(m.End-1)
}

// definite reports whether the word at segment i has the article.
func (c *Case) definite(i int32) bool {
	return c.Article != "" && strings.HasPrefix(c.Names(c.Doc.Segs.Form(int(i))), c.Article)
}

// ends reports whether a mark of a class ends with segment i.
func (c *Case) ends(i int32, class doc.Class) bool {
	for j := max(0, i-2); j <= i; j++ {
		if k, ok := c.markOf(j, class); ok && k.End == i+1 {
			return true
		}
	}
	return false
}

// behalf is the state of an unnamed source "in the ministry of X".
func (c *Case) behalf(m *Mention) []int {
	for i := m.End; i < min(m.End+4, int32(c.Doc.Segs.Len())-1); i++ {
		if !c.Prep(i) {
			continue
		}
		if k := c.partyAt(i + 1); k >= 0 && c.body(&c.Mentions[k]) {
			return c.Who(k)
		}
		break
	}
	return nil
}

// body reports whether a mention is of a body that speaks for a state.
func (c *Case) body(m *Mention) bool {
	_, ok := c.markOf(m.First, c.C.Body)
	return ok || m.Kind == OfState && m.Rule != WorldState
}

// sided reports whether a mention is "the X side".
func (c *Case) sided(m *Mention) bool {
	_, ok := c.markOf(m.First, c.C.Side)
	return ok
}

// ownState is the state of who has the floor: his country.
func (c *Case) ownState(m *Mention) []int {
	if len(c.Floor) == 0 || c.Actors[c.Floor[0]].Country == "" {
		return nil
	}
	return []int{c.StateActor(c.Actors[c.Floor[0]].Country, c.Doc.SpanOf(int(m.First), int(m.End)))}
}

// he is whom a pronoun or a title without a name stands for.
func (c *Case) he(m *Mention) []int {
	if _, ok := c.markOf(m.First, c.C.Body); ok {
		return c.bodyOf(m)
	}
	if m.Office != "" || len(m.Of) > 0 {
		if len(c.Floor) == 1 && c.calledSo(m, c.Floor[0]) {
			return c.Floor
		}
		if len(m.Actors) > 0 {
			return m.Actors
		}
	}
	if code := c.stateAt(m.End); code != "" {
		if len(c.Floor) == 1 && c.Actors[c.Floor[0]].Country == code {
			return c.Floor
		}
		if a := c.lastOf(code, m.First); a >= 0 {
			return []int{a}
		}
	}
	return c.Floor
}

// calledSo reports whether a person may be called by the title of a mention.
func (c *Case) calledSo(m *Mention, actor int) bool {
	office := c.Actors[actor].Office
	if len(m.Of) > 0 {
		return slices.Contains(m.Of, office)
	}
	return office == m.Office || m.Office == "minister" && office == "foreign_minister"
}

// bodyOf is the state of a body of no named state ("the ministry"): the one
// whose body was named last before, else the outlet's.
func (c *Case) bodyOf(body *Mention) []int {
	for m := range c.Earlier(body.First) {
		if m.Kind == OfState && c.body(m) {
			return m.Actors
		}
	}
	if c.HomeState == "" {
		return nil
	}
	return []int{c.StateActor(c.HomeState, c.Doc.SpanOf(int(body.First), int(body.End)))}
}

// stateAt is the state named at segment i, or "".
func (c *Case) stateAt(i int32) string {
	if int(i) < c.Doc.Segs.Len() {
		for _, k := range c.Doc.MarksAt(int(i)) {
			if slices.Contains(c.C.StateName, k.Class) {
				return c.Lex.Attr(k, "code")
			}
		}
	}
	return ""
}

// lastOf is the person of a state named last before a segment, or -1.
func (c *Case) lastOf(country string, before int32) int {
	for m := range c.Earlier(before) {
		if len(m.Actors) == 1 && (m.Kind == OfPerson || m.Kind == OfOffice) {
			if a := &c.Actors[m.Actors[0]]; a.Kind == Person && a.Country == country {
				return m.Actors[0]
			}
		}
	}
	return -1
}

// LastWith is the person with an office named last before a segment, or -1.
func (c *Case) LastWith(office string, before int32) int {
	for m := range c.Earlier(before) {
		if m.Kind == OfPerson && len(m.Actors) == 1 {
			if o := c.Actors[m.Actors[0]].Office; o == office || office == "minister" && o == "foreign_minister" {
				return m.Actors[0]
			}
		}
	}
	return -1
}

// Pair is who "the two sides" are: the two people of different states named
// most often, else the two states.
func (c *Case) Pair() []int { return c.sight.pair }

func (c *Case) findPair() []int {
	if p := c.topTwo(c.counts(OfPerson, OfOffice), Person); len(p) == 2 {
		return p
	}
	return c.topTwo(c.counts(OfPerson, OfOffice, OfState), Country)
}

// counts are how often each actor is named by mentions of some kinds.
func (c *Case) counts(kinds ...MentionKind) []int {
	out := make([]int, len(c.Actors))
	for i := range c.Mentions {
		if m := &c.Mentions[i]; len(m.Actors) == 1 && slices.Contains(kinds, m.Kind) {
			out[m.Actors[0]]++
		}
	}
	return out
}

// topTwo are the two actors of one kind and of different states with the
// highest counts.
func (c *Case) topTwo(counts []int, kind ActorKind) []int {
	order := []int{}
	for i := range c.Actors {
		if c.Actors[i].Kind == kind && counts[i] > 0 && c.Actors[i].Country != "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	for j := 1; j < len(order); j++ {
		if c.Actors[order[j]].Country != c.Actors[order[0]].Country {
			return []int{min(order[0], order[j]), max(order[0], order[j])}
		}
	}
	return nil
}

// pairOf is who a pair's word names: "the two ministers" are of that office.
func (c *Case) pairOf(m *Mention) []int {
	if k, ok := c.markOf(m.First, c.C.PairWord); ok {
		if office := c.Lex.Attr(k, "office"); office != "" {
			if p := c.lastTwo(m.First, Person, office); len(p) == 2 {
				return p
			}
		}
	}
	return c.PairAt(m.First)
}

// PairAt is who "the two sides" are at a segment: the two people of different
// states named last before it, else the two states.
func (c *Case) PairAt(before int32) []int {
	if p := c.lastTwo(before, Person, ""); len(p) == 2 {
		return p
	}
	return c.lastStates(before)
}

// lastStates are the two states that were named last before a segment, by
// themselves or by somebody who acts for them.
func (c *Case) lastStates(before int32) []int {
	first := ""
	for i := len(c.Mentions) - 1; i >= 0; i-- {
		m := &c.Mentions[i]
		if m.First >= before || len(m.Actors) != 1 || c.Actors[m.Actors[0]].Kind == Organization {
			continue
		}
		switch code := c.Code(m.Actors[0]); {
		case code == "" || code == first:
		case first == "":
			first = code
		default:
			span := c.Doc.SpanOf(int(m.First), int(m.End))
			return []int{c.StateActor(code, span), c.StateActor(first, span)}
		}
	}
	return nil
}

// lastTwo are the two actors of one kind and of different states that were
// named last before a segment; of an office that ends like the one given.
func (c *Case) lastTwo(before int32, kind ActorKind, office string) []int {
	found := -1
	for m := range c.Earlier(before) {
		if len(m.Actors) != 1 {
			continue
		}
		a := m.Actors[0]
		switch {
		case c.Actors[a].Kind != kind || c.Actors[a].Country == "" || !strings.HasSuffix(c.Actors[a].Office, office):
		case found < 0:
			found = a
		case c.Actors[a].Country != c.Actors[found].Country:
			return []int{min(a, found), max(a, found)}
		}
	}
	return nil
}
