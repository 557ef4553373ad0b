package statement

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// clause walks the cues of one sentence. What stands before a cue belongs to
// the cue before it, or is the clause's own.
type clause struct {
	*reader
	s       doc.Sentence
	at      int   // the sentence's number
	from    int32 // where the next clause may begin
	kind    kind  // of the last cue
	drafted int   // drafts before this sentence
	open    bool  // the last draft's words reach to the next cue
	link    int32 // where the words behind the last cue begin
	main    int   // who leads the clause in which a question stands that told of another's words, or -1
}

// kind says how the words of the last cue lie.
type kind uint8

const (
	none  kind = iota
	front      // before the cue
	rest       // behind it
	inner      // behind it, up to the verb on which it depends
)

// take makes a draft of a match, or drops it.
func (c *clause) take(m *rule.Match) {
	ru := c.Rule("statement", m)
	cue, ok := m.Get("cue")
	if !ok {
		cue = rule.Cap{First: m.First, End: m.End}
	}
	if c.kind != none && cue.First < c.from {
		return
	}
	if c.kind == none && ru.Make["link"] == "" && c.speaking(cue) || c.kind == rest && !c.parts(ru, m, cue) || c.VerbFirst && c.attr(cue, "tense") == "pres" && !c.begins(cue.First) {
		c.Drop(m.First, m.End, ru.Name, "within what another says")
		return
	}
	d := draft{rule: ru, sentence: c.at, subject: -1, cue: cue}
	d.act = c.actOf(&d, m)
	start := m.First
	if q := c.inquiry(cue.First); q < 0 {
		start = c.speaker(&d, m)
	} else if !c.nested(&d, q) {
		c.Drop(m.First, m.End, ru.Name, "within a question")
		return
	}
	start = c.content(&d, m, start)
	c.close(start)
	c.targetsOf(&d, m)
	c.settle(&d, m)
}

// speaking reports whether direct speech is going on in which a cue of the present
// tense stands whose subject is nobody by name, and not the speaker's own side: these
// are the speaker's words.
func (c *clause) speaking(cue rule.Cap) bool {
	n := len(c.drafts)
	if c.VerbFirst || !c.speech || n == 0 || c.attr(cue, "tense") != "pres" {
		return false
	}
	at := c.Subject(c.s, c.from, cue.First, cue.End)
	return at < 0 || c.Mentions[at].Kind != extract.OfPerson && len(c.addTarget(nil, &c.drafts[n-1], at)) > 0
}

// inquiry is where the words begin, right before segment at, of a question or of
// what is said to have been said: behind "to the effect that", with no verb
// between; -1 where there are none.
func (c *clause) inquiry(at int32) int32 {
	for i := at - 1; i >= max(c.s.First, c.from); i-- {
		if k, ok := c.Doc.MarkAt(int(i), c.C.Inquiry); ok && k.End <= at {
			return k.End
		}
		if _, ok := c.finiteAt(i); ok || c.comma(i) {
			return -1
		}
	}
	return -1
}

// nested gives a cue that stands in words from segment q on the one who leads
// them, and reports whether there is one.
func (c *clause) nested(d *draft, q int32) bool {
	at := c.Subject(c.s, q, d.cue.First, d.cue.End)
	if at < 0 || c.asks(q) {
		return false
	}
	if c.main < 0 {
		c.main = c.Subject(c.s, c.s.First, q, q)
	}
	d.nested = true
	c.speaks(d, at)
	return true
}

// asks reports whether the words that end at segment q only ask.
func (c *clause) asks(q int32) bool {
	for i := max(c.s.First, q-4); i < q; i++ {
		if k, ok := c.Doc.MarkAt(int(i), c.C.Inquiry); ok && k.End == q && c.Lex.Attr(k, "asks") != "" {
			return true
		}
	}
	return false
}

// settle keeps a draft that has all it needs, and moves on behind its cue.
func (c *clause) settle(d *draft, m *rule.Match) {
	why := ""
	switch {
	case d.act == "" || d.act == "none":
		why = "the cue has no act"
	case len(d.speakers) == 0:
		why = "no speaker is known"
	}
	if d.rule.Make["floor"] != "keep" && !d.nested && len(d.speakers) == 1 && !c.aside(d) {
		c.Floor = d.speakers
	}
	former := c.kind
	c.speech = d.rule.Make["link"] == "speech" && why == ""
	c.from, c.link = max(m.End, d.cue.End), max(m.End, d.cue.End)
	c.kind = kindOf(d.rule)
	c.leads(d, m)
	if why != "" {
		if c.relative(d.cue.First) {
			c.kind = former
		}
		c.Drop(m.First, m.End, d.rule.Name, why)
		return
	}
	c.drafts = append(c.drafts, *d)
	c.open = c.kind != front
}

// relative reports whether a relative word stands right before segment i, where
// the verb stands first.
func (c *clause) relative(i int32) bool {
	return c.VerbFirst && i > c.s.First && c.Marked(i-1, c.C.Relative)
}

// aside reports whether a cue tells what somebody had said before, in words that
// are not given: who has the floor keeps it.
func (c *clause) aside(d *draft) bool {
	if c.VerbFirst || d.rule.Make["link"] == "speech" || len(c.Floor) == 0 {
		return false
	}
	for i := max(c.s.First, d.cue.First); i < d.cue.End; i++ {
		if v, ok := c.VerbAt(i); ok && c.Lex.Attr(v, "tense") == "pluperf" {
			return true
		}
	}
	return c.toMe(d.cue.First)
}

// toMe reports whether "to me" stands right before segment i: it is told by
// who has the floor.
func (c *clause) toMe(i int32) bool {
	for j := max(c.s.First, i-3); j < i; j++ {
		if c.Marked(j, c.C.Me) {
			return true
		}
	}
	return false
}

// leads gives a head the lines below it; another speaker of a name ends that.
func (c *clause) leads(d *draft, m *rule.Match) {
	switch {
	case d.rule.Make["level"] == "head" && len(d.speakers) > 0:
		head := *d
		head.first, head.end = c.trim(m.End, c.s.End)
		c.lead = &head
	case c.lead != nil && d.subject >= 0 && !slices.Equal(d.speakers, c.lead.speakers):
		c.lead = nil
	}
}

func kindOf(ru *rule.Rule) kind {
	switch {
	case ru.Make["level"] == "inner":
		return inner
	case ru.Make["content"] == "rest" || ru.Make["content"] == "around":
		return rest
	}
	return front
}

// close ends the words of the last cue at segment end.
func (c *clause) close(end int32) {
	if !c.open || len(c.drafts) == c.drafted {
		return
	}
	c.open = false
	d := &c.drafts[len(c.drafts)-1]
	d.first, d.end = c.trim(d.first, max(d.first, end))
	c.speech = c.speech && !c.quoted(d.first, d.end)
}

// parts reports whether a match behind a cue whose words follow it is a clause
// of its own and not part of those words: it stands in no quotation, and a
// clause begins right there.
func (c *clause) parts(ru *rule.Rule, m *rule.Match, cue rule.Cap) bool {
	if c.inQuote(cue.First) {
		return false
	}
	if c.outer(m.First) {
		return true
	}
	if ru.Make["level"] == "inner" {
		return c.comma(m.First - 1)
	}
	if c.VerbFirst {
		told := c.attr(cue, "tense") != "pres" || c.s.Zone == doc.Title
		return c.attr(cue, "part") != "" || told && c.begins(cue.First)
	}
	if c.attr(cue, "tense") == "pres" && c.speech {
		return false
	}
	return len(c.drafts) == c.drafted || c.afterVerb(cue.First) >= 0 || ru.Make["content"] == "rest" && c.insider(cue) >= 0
}

// insider is the named person who says what is said within another's words,
// or -1.
func (c *clause) insider(cue rule.Cap) int {
	if at, _ := c.FindSubject(c.s, c.link, cue.First, cue.End); at >= 0 && c.Mentions[at].Kind == extract.OfPerson {
		return at
	}
	return -1
}

// begins reports whether a verb at segment i begins a clause of its own: a
// word that adds clauses, a comma or a stop stands before it, or a person
// who says what is said within another's words.
func (c *clause) begins(i int32) bool {
	for i > c.s.First && c.between(i-1) {
		i--
	}
	if i <= c.s.First || c.outer(i-1) || c.and(i-1) {
		return true
	}
	at, _ := c.FindSubject(c.s, c.link, i, i)
	return at >= 0 && c.Mentions[at].End == i && (c.Mentions[at].Kind == extract.OfPerson || c.s.Zone == doc.Title && c.kind == none && c.Free(c.s.First, at))
}

func (c *clause) between(i int32) bool {
	_, ok := c.Doc.MarkAt(int(i), c.C.Between)
	return ok
}

// inQuote reports whether segment i stands in a quotation of some length.
func (c *clause) inQuote(i int32) bool {
	for j := c.s.First; j <= i; j++ {
		if q, ok := c.Doc.MarkAt(int(j), c.C.Quote); ok && q.End > i && q.End-q.First > 5 && q.First >= c.from-1 {
			return true
		}
	}
	return false
}

func (c *clause) comma(i int32) bool {
	return i >= c.s.First && c.Case.Comma(i)
}

// actOf is the act that a draft's rule or cue names.
func (c *clause) actOf(d *draft, m *rule.Match) string {
	if act := d.rule.Make["act"]; act != "" {
		return act
	}
	if a, ok := m.Get("act"); ok {
		d.toward = c.attr(a, "toward") != ""
		return c.actIn(a.First, a.End)
	}
	return c.actIn(d.cue.First, d.cue.End)
}

// actIn is the act of the first mark in [first, end) that has one.
func (r *reader) actIn(first, end int32) string {
	for i := first; i < end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if act := r.Lex.Attr(k, "act"); act != "" && k.End <= end {
				return act
			}
		}
	}
	return ""
}

// speaker finds who speaks: the rule's capture, the clause's subject, who
// spoke before in the sentence, who has the floor. It returns where the
// clause begins.
func (c *clause) speaker(d *draft, m *rule.Match) int32 {
	switch {
	case d.rule.Make["speaker"] == "same":
		if n := len(c.drafts); n > 0 {
			d.speakers = c.drafts[n-1].speakers
		}
		return m.First
	case d.rule.Make["speaker"] == "all" && c.all(d, m):
		return m.First
	}
	at, stranger := c.captured(m), false
	if at < 0 && d.rule.Make["speaker"] != "ahead" {
		at, stranger = c.subject(d, m)
	}
	switch {
	case at >= 0:
		c.speaks(d, at)
		if start := c.Mentions[at].First; start >= c.from && start < m.First {
			return start
		}
	case c.attr(d.cue, "pair") != "":
		d.speakers = c.PairAt(m.First)
	case c.reporter(d.cue.First):
	case stranger && (c.VerbFirst || c.kind == none) && c.attr(d.cue, "cont") == "":
		c.Floor = nil
	case len(c.drafts) > c.drafted && c.drafts[len(c.drafts)-1].nested:
		if c.main >= 0 {
			c.speaks(d, c.main)
			break
		}
		d.speakers = c.carried(d)
		d.doubts = append(d.doubts, "speaker-carried")
	case len(c.drafts) > c.drafted && c.fits(d, c.drafts[len(c.drafts)-1].speakers):
		last := c.drafts[len(c.drafts)-1]
		d.speakers, d.office = last.speakers, last.office
	case c.kind == none && c.attr(d.cue, "part") != "":
		c.depends(d)
	case c.kind == none && c.told(d.cue.First) >= 0:
		c.speaks(d, c.told(d.cue.First))
		return m.First
	case c.kind == none && c.VerbFirst && len(c.Floor) == 0:
		if at := c.teller(c.s); at >= 0 && c.Mentions[at].End <= d.cue.First && c.Mentions[at].Kind == extract.OfPerson {
			c.speaks(d, at)
			d.doubts = append(d.doubts, "speaker-carried")
		}
	case c.kind == none:
		d.speakers = c.carried(d)
		d.doubts = append(d.doubts, "speaker-carried")
	}
	return m.First
}

// reporter reports whether a report or paper is the subject of a cue at segment
// at: it opens the clause.
func (c *clause) reporter(at int32) bool {
	i := c.Pass(max(c.from, c.afterVerb(at)), at)
	for j := max(c.s.First, i-2); j <= i && j < at; j++ {
		if _, ok := c.Doc.MarkAt(int(j), c.C.Reporter); ok {
			return true
		}
	}
	return false
}

// carried is who has the floor: they, for a plural verb behind words of
// several, else he.
func (c *clause) carried(d *draft) []int {
	if n := len(c.drafts); n > 0 && len(c.drafts[n-1].speakers) > 1 && c.attr(d.cue, "pl") != "" {
		return c.drafts[n-1].speakers
	}
	if !c.fits(d, c.Floor) {
		return nil
	}
	return c.Floor
}

// fits reports whether a cue's verb may be said of some people: where the
// verb stands first its plural is never for one, its feminine for no man.
func (c *clause) fits(d *draft, who []int) bool {
	if !c.VerbFirst || len(who) != 1 {
		return true
	}
	return c.attr(d.cue, "pl") == "" && (c.attr(d.cue, "gender") != "f" || c.Actors[who[0]].Kind != extract.Person || c.woman(who[0]))
}

// woman reports whether a word of a person's names or offices is a woman's.
func (c *clause) woman(actor int) bool {
	for i := range c.Mentions {
		m := &c.Mentions[i]
		if !slices.Equal(m.Actors, []int{actor}) {
			continue
		}
		for at := m.First; at < m.End; at++ {
			for _, k := range c.Doc.MarksAt(int(at)) {
				if c.Lex.Attr(k, "gender") == "f" && (c.C.Name.Has(k.Class) || c.C.Offices.Has(k.Class)) {
					return true
				}
			}
		}
	}
	return false
}

// depends gives a participle the subject of the sentence's verb.
func (c *clause) depends(d *draft) {
	if at := c.teller(c.s); at >= 0 && c.Mentions[at].End <= d.cue.First {
		c.speaks(d, at)
		return
	}
	d.speakers = c.Floor
	d.doubts = append(d.doubts, "speaker-carried")
}

// told is the person who is the subject of the verb before segment i of the
// sentence, or -1.
func (c *clause) told(i int32) int {
	if !c.VerbFirst {
		return -1
	}
	for j := i - 1; j >= c.s.First; j-- {
		k, ok := c.verbAt(j)
		if !ok || k.End > i {
			continue
		}
		if at := c.Subject(c.s, c.s.First, j, k.End); at >= 0 && c.Mentions[at].End <= i && c.Mentions[at].Kind == extract.OfPerson {
			return at
		}
	}
	return -1
}

// verbAt is the verb, of telling or another, that begins at segment i.
func (c *clause) verbAt(i int32) (doc.Mark, bool) {
	if k, ok := c.finiteAt(i); ok {
		return k, true
	}
	return c.Doc.MarkAt(int(i), c.C.Carry)
}

// all makes every party of a match a speaker, when there are two or more.
func (c *clause) all(d *draft, m *rule.Match) bool {
	var who []int
	for _, at := range c.Parties(m.First, m.End) {
		for _, a := range c.Who(at) {
			if !slices.Contains(who, a) && c.Actors[a].Kind == extract.Person {
				who = append(who, a)
			}
		}
	}
	if len(who) < 2 {
		return false
	}
	d.speakers = who
	return true
}

// attr is an attribute of the first mark in a capture that has it and is no
// name.
func (c *clause) attr(k rule.Cap, key string) string {
	for i := k.First; i < k.End; i++ {
		for _, m := range c.Doc.MarksAt(int(i)) {
			if v := c.Lex.Attr(m, key); v != "" && m.End <= k.End && !c.C.Name.Has(m.Class) {
				return v
			}
		}
	}
	return ""
}

// joined adds those that a list ending in "and" joins to the party of a
// mention, the draft's only speaker. It returns where the subject ends.
func (c *clause) joined(d *draft, at int) int32 {
	kind, end := c.Mentions[at].Kind, c.Mentions[at].End
	who, last := d.speakers, end
	for len(who) > 0 && last+1 < c.s.End && (c.and(last) || c.comma(last)) {
		p := c.Parties(last+1, min(last+16, c.s.End))
		if len(p) == 0 || c.Mentions[p[0]].First != last+1 || c.Mentions[p[0]].Kind != kind {
			break
		}
		one := c.Who(p[0])
		if len(one) != 1 || slices.Contains(who, one[0]) {
			break
		}
		who = append(slices.Clone(who), one[0])
		listed := c.and(last)
		last = c.Mentions[p[0]].End
		if listed {
			d.speakers, end = who, last
		}
	}
	return end
}

// fronted adds those that stand in a list before the draft's only speaker, where
// the verb behind the list is one of two or more.
func (c *clause) fronted(d *draft, at int) {
	if !c.VerbFirst || c.Mentions[at].End > d.cue.First || c.attr(d.cue, "pair") == "" && c.attr(d.cue, "pl") == "" {
		return
	}
	for len(d.speakers) > 0 {
		m := &c.Mentions[at]
		last := m.First - 1
		if last <= c.s.First || !c.and(last) && !c.comma(last) || c.Ending(last) < 0 {
			return
		}
		at = c.Ending(last)
		one := c.Who(at)
		if len(one) != 1 || slices.Contains(d.speakers, one[0]) {
			return
		}
		d.speakers = append(one, d.speakers...)
	}
}

func (c *clause) captured(m *rule.Match) int {
	if s, ok := m.Get("speaker"); ok {
		if p := c.Parties(s.First, s.End); len(p) > 0 {
			return p[0]
		}
	}
	return -1
}

// speaks makes the party of a mention the speaker.
func (c *clause) speaks(d *draft, at int) {
	d.subject, d.speakers, d.office = at, c.Who(at), c.officeOf(at)
	d.subjectEnd = c.joined(d, at)
	c.fronted(d, at)
	if who := c.again(at); who != nil {
		d.speakers = who
	}
	if c.Mentions[at].Kind == extract.Anonymous {
		c.Floor = nil
	}
	if c.Mentions[at].Kind == extract.OfPron {
		d.doubts = append(d.doubts, "speaker-carried")
	}
}

// again is who spoke last of the state or body of a mention with a demonstrative
// ("this American official"); nil where nobody did, or the mention has none.
func (c *clause) again(at int) []int {
	m := &c.Mentions[at]
	if len(m.Actors) != 1 || m.Kind != extract.OfState && m.Kind != extract.OfOrg || !c.Marked(m.First, c.C.This) {
		return nil
	}
	for k := len(c.drafts) - 1; k >= 0; k-- {
		last := c.drafts[k].speakers
		if len(last) == 1 && (c.Code(last[0]) == c.Code(m.Actors[0]) || m.Org != "" && c.Actors[last[0]].Org == m.Org) {
			return last
		}
	}
	return nil
}

// subject is the subject of a cue in what stands free before it.
func (c *clause) subject(d *draft, m *rule.Match) (int, bool) {
	from := c.from
	if !c.VerbFirst {
		switch c.kind {
		case inner:
			if n := len(c.drafts); n > c.drafted && c.drafts[n-1].subject >= 0 {
				return -1, false
			}
			if from = c.afterComma(d.cue.First); from < 0 {
				return -1, false
			}
		case rest:
			if from = c.afterVerb(d.cue.First); from < 0 && len(c.drafts) > c.drafted {
				return c.insider(d.cue), false
			}
			from = max(from, c.link)
		}
	}
	at, stranger := c.FindSubject(c.s, from, d.cue.First, d.cue.End)
	if at >= 0 && (c.attr(d.cue, "part") != "" || c.Mentions[at].First >= d.cue.End && c.addressed(d, at)) {
		return -1, false
	}
	if at >= 0 && c.Mentions[at].End <= d.cue.First && c.unlike(d, at) {
		return -1, true // what stands there only says whose the subject is
	}
	if stranger && slices.Contains(asking, d.act) && c.attr(d.cue, "thing") == "" && c.Marked(c.Pass(d.cue.End, c.s.End), c.C.Group) {
		stranger = false // they are asked
	}
	named := c.attr(d.cue, "pure") != "" || d.rule.Make["between"] == "subject" && m.End > d.cue.End+2 && c.attr(d.cue, "part") == ""
	return at, stranger || at < 0 && named && c.noun(d.cue.End)
}

// unlike reports whether the verb behind a party is of the other gender: where the
// verb stands first it agrees with a subject before it.
func (c *clause) unlike(d *draft, at int) bool {
	m := &c.Mentions[at]
	if !c.VerbFirst || c.attr(d.cue, "part") != "" || c.attr(d.cue, "pair") != "" || c.attr(d.cue, "pl") != "" {
		return false
	}
	feminine := c.attr(d.cue, "gender") == "f"
	if m.Kind == extract.OfPerson && len(m.Actors) == 1 {
		return feminine && !c.woman(m.Actors[0])
	}
	_, masc := c.Doc.MarkAt(int(m.First), c.C.Masculine)
	return m.Kind == extract.OfState && m.Rule == extract.WorldState && !masc && !feminine
}

// asking are the acts whose verbs have people as their objects.
var asking = []string{"request", "warn", "invite", "thank", "congratulate", "criticise", "welcome", "condole"}

// noun reports whether a word that can only be a subject stands at segment i,
// past what may be set between: no preposition, no word that ties clauses, no
// quotation.
func (c *clause) noun(i int32) bool {
	for i < c.s.End && !c.joins(i) && !c.Opens(i) {
		next, ok := c.Passing(i)
		if !ok {
			return c.Doc.Segs.Flags[i]&(doc.Word|doc.Clitic) == doc.Word && !c.Prep(i)
		}
		i = next
	}
	return false
}

// addressed reports whether the party behind a verb is its object: "his
// counterpart", a word in the form of an object, or a state whose gender is not
// the verb's.
func (c *clause) addressed(d *draft, at int) bool {
	m := &c.Mentions[at]
	for _, k := range c.Doc.MarksAt(int(m.First)) {
		if k.Class == c.C.Counterpart || c.Lex.Attr(k, "case") == "obl" {
			return true
		}
	}
	if m.Kind != extract.OfState || m.Rule != extract.WorldState || c.attr(d.cue, "gender") == "f" {
		return false
	}
	_, masc := c.Doc.MarkAt(int(m.First), c.C.Masculine)
	return !masc
}

// afterComma is the place behind the last comma before at behind which a
// party stands, or -1.
func (c *clause) afterComma(at int32) int32 {
	for i := at - 1; i > c.from; i-- {
		if c.comma(i) && len(c.Parties(i+1, min(i+4, at))) > 0 {
			return i + 1
		}
	}
	return -1
}

// afterVerb is the place behind the last finite verb between the words of the
// last cue and at, or -1.
func (c *clause) afterVerb(at int32) int32 {
	_, end := c.verbBefore(at)
	return end
}

// verbBefore is where the last finite verb between the words of the last cue
// and at begins and ends; both -1 when there is none.
func (c *clause) verbBefore(at int32) (first, end int32) {
	for i := at - 1; i >= c.link; i-- {
		if k, ok := c.finiteAt(i); ok && k.End <= at {
			return i, k.End
		}
	}
	return -1, -1
}

// outside is where the clause goes on before a relative clause whose verb ends
// right at segment at ("the attack that was made [object sign]"), else at.
func (c *clause) outside(at int32) int32 {
	first, end := c.verbBefore(at)
	if first < 0 || end < at {
		return at
	}
	stop := c.afterVerb(first)
	for i := first - 1; i > max(stop, c.from); i-- {
		if c.Marked(i, c.C.Relative) {
			return i
		}
	}
	return at
}

// finiteAt is the finite verb that begins at segment i.
func (r *reader) finiteAt(i int32) (doc.Mark, bool) {
	for _, k := range r.Doc.MarksAt(int(i)) {
		if r.C.Finite.Has(k.Class) && r.Lex.Attr(k, "open") == "" {
			return k, true
		}
	}
	return doc.Mark{}, false
}

// officeOf is the bare office that stands for a state at a mention.
func (r *reader) officeOf(mention int) string {
	m := &r.Mentions[mention]
	if m.Kind == extract.OfOffice && len(m.Actors) == 1 && r.Actors[m.Actors[0]].Kind != extract.Person {
		return m.Office
	}
	return ""
}
