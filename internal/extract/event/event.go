// Package event reads what happened, is scheduled or was called off between
// named parties: matches of the rules of kind "event" are finished (who, when,
// where, how, did it happen) and tellings of one happening are made one.
//
// A rule's settings: type, verb, mode, channel, format, status (else the verb's
// tense decides), main: "no" for background, said: "no" for what counts only outside reported words, need: what it takes beside two
// parties ("1": one will do, "place": one and a place, "gathering": one and a
// gathering, "alone": no other talk or journey of the two), again: another "talk", "round", "commission" or "session" of the series told last,
// with its parties (and, of a session, its kind), attach: "topics", "people", "date", "status" or "channel" to give what it
// found to the event told last and make none.
// Its roles name captures and what their parties are; the role of "subject" is
// for the clause's subject, where no capture "a" of that role took it, of "with" for those behind a word of company, of
// "states" for whoever the cue names, of "pair" for the two sides, of "home"
// for the outlet's own state where nobody else has this role. A capture's list
// goes on: "with A, B and C" is captured as A. "samehost" is who was host in the
// talk told last, "teller" the state of who tells it. Captures of its own: cue, date,
// place (where), goal (where to; its state is a party), topic, gathering.
package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Form is what rules of kind "event" may say.
var Form = extract.Form{
	Settings: map[string][]string{"type": nil, "verb": nil, "mode": nil, "channel": nil, "format": nil, "status": nil, "main": {"no"}, "said": {"no"},
		"need": {"1", "place", "gathering", "alone"}, "attach": {"topics", "people", "date", "status", "channel"}, "again": {"talk", "round", "commission", "session"}},
	Captures: []string{"cue", "date", "place", "goal", "topic", "gathering"},
	Roles:    []string{"subject", "with", "states", "pair", "home", "samehost", "teller"},
}

// Run reads the events of an article into c.Events.
func Run(c *extract.Case) {
	r := &reader{Case: c, carried: -1, carriedIn: -1}
	r.paragraphs()
	for i, s := range c.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		r.sentence = i
		for _, m := range c.Run("event", s) {
			r.match(s, &m)
		}
		r.carry(s)
	}
	r.finish()
}

type reader struct {
	*extract.Case
	drafts    []draft
	told      []draft        // talks whose other side is not known: they still tell where somebody was
	leading   map[int32]bool // paragraphs that tell the article's news
	sentence  int
	carried   int  // the person who acted last: an actor, or -1
	awaited   bool // the news is what will be: nothing that occurred is
	carriedIn int  // the sentence in which a verb last took that subject
}

// part is a party with its role.
type part struct {
	actor  int
	role   string
	office string
}

// draft is an event on its way. Segments are of its first telling.
type draft struct {
	record.Event
	parts     []part
	countries []string
	goal      string   // state of the place travelled to, or ""
	goals     []string // further states on the same journey
	hub       bool     // the place travelled to is all the world's: the seat of the United Nations
	first     int32
	end       int32
	sentence  int
	direction int
	spans     []record.Span
	gathering bool   // beside or at a summit, a session, a conference
	verbless  bool   // told without a verb: its status is a guess
	now       bool   // planned, as its verb is in the present tense: it may go on
	past      bool   // told as earlier than the news
	lead      bool   // told in a title, a lead or the first paragraphs
	count     string // how many documents, as printed, or ""
	sum       bool   // sums up talks with officials of several states
	said      bool   // told inside somebody's words
	subject   bool   // its clause has a subject
	alone     bool   // only shows that two met: nothing where that is told
}

// paragraphs finds what is news: title, lead and the first paragraphs of the
// body.
func (r *reader) paragraphs() {
	r.leading = map[int32]bool{}
	bodies := 0
	for _, s := range r.Doc.Sents {
		if !s.Zone.Evidence() || r.leading[s.Para] {
			continue
		}
		if s.Zone == doc.Body {
			if bodies == 2 {
				return
			}
			bodies++
		}
		r.leading[s.Para] = true
	}
}

// match finishes one match.
func (r *reader) match(s doc.Sentence, m *rule.Match) {
	ru := r.Rule("event", m)
	if ru.Make["attach"] != "" {
		r.attach(s, m, ru)
		return
	}
	d := draft{first: m.First, end: m.End, sentence: r.sentence, lead: r.leading[s.Para]}
	d.Type, d.Verb, d.Rule = ru.Make["type"], ru.Make["verb"], ru.Name
	d.Mode, d.Channel, d.Format = record.Opt(ru.Make["mode"]), record.Opt(ru.Make["channel"]), record.Opt(ru.Make["format"])
	d.spans, d.alone = []record.Span{r.evidence(m)}, ru.Make["need"] == "alone"
	c := r.clause(s, m)
	r.channel(&d, m, c)
	r.parties(&d, s, m, ru, c)
	if r.again(&d, ru.Make["again"]); len(d.parts) == 0 && ru.Make["again"] == "round" {
		r.again(&d, "talk")
	}
	if ru.Make["said"] == "no" && r.said(cueOf(m)) {
		r.Drop(m.First, m.End, ru.Name, "it stands inside reported words")
		return
	}
	if !r.status(&d, s, m, ru, c) {
		return
	}
	r.when(&d, s, m, c)
	r.where(&d, s, m, c)
	if d.sum && slices.Contains(talks, d.Verb) {
		r.Drop(m.First, m.End, ru.Name, "it sums up several talks")
		return
	}
	if !r.enough(&d, ru) || r.lacksSubject(&d, ru) {
		if d.Type == "CONSULT" && len(d.parts) > 0 && d.Place != nil {
			r.told = append(r.told, d)
		}
		r.Drop(m.First, m.End, ru.Name, "fewer parties are known than it takes")
		return
	}
	d.Topics = r.topics(m)
	d.count = r.count(cueOf(m))
	d.past = ru.Make["main"] == "no" || r.VerbFirst && (r.monthGone(m) || !d.lead && r.afterThat(cueOf(m))) || r.background(s, m, c) || r.longAgo(c) || r.VerbFirst && d.Status == "occurred" && d.Date != nil && len(*d.Date.Value) < day || d.verbless && d.Type == "AGREE" && s.Zone == doc.Body && !(r.VerbFirst && cueOf(m).First > m.First)
	d.said = r.said(cueOf(m))
	d.Attribution = r.attribution(&d, s, cueOf(m))
	d.ParticipantsComplete = !r.fewer(&d, s, cueOf(m))
	r.drafts = append(r.drafts, r.calls(d)...)
}

// calls are the telephone talks that a draft tells: one with each state, where
// somebody spoke with people of several. Who called or was called stands first.
func (r *reader) calls(d draft) []draft {
	if !r.VerbFirst || d.Verb != "call" || len(d.countries) < 3 || len(d.parts) < 3 {
		return []draft{d}
	}
	var out []draft
	own := r.stateOf(d.parts[0].actor)
	for _, code := range d.countries {
		if code == own {
			continue
		}
		x := d
		x.countries, x.spans = []string{own, code}, slices.Clone(d.spans)
		x.parts = slices.DeleteFunc(slices.Clone(d.parts), func(p part) bool { of := r.stateOf(p.actor); return of != own && of != code })
		out = append(out, x)
	}
	return out
}

// series are the verbs of what comes in rounds and sessions.
var series = map[string]string{"round": "negotiate", "commission": "commission"}

// again gives a draft the parties of the talk or the session that was told
// last: it is the next of the same series, or the one before.
func (r *reader) again(d *draft, kind string) {
	for i := len(r.drafts) - 1; i >= 0 && kind != ""; i-- {
		x := &r.drafts[i]
		if x.past {
			continue
		}
		if kind == "session" && (x.Verb == "attend" || x.Verb == "commission") {
			d.Type, d.Verb, d.Mode, d.Format = x.Type, x.Verb, x.Mode, x.Format
			for _, p := range x.parts {
				if r.Actors[p.actor].Kind != extract.Person {
					d.add(part{actor: p.actor, role: p.role})
				}
			}
			return
		}
		if x.Verb == series[kind] || kind == "talk" && x.Type == "CONSULT" && slices.Contains(talks, x.Verb) && record.Val(x.Channel) != "phone" {
			for _, p := range x.parts {
				d.add(part{actor: r.stateFor(p.actor), role: "participant"})
			}
			return
		}
	}
}

// channel corrects how a talk was held where words of the match tell: by
// telephone, by video, through others.
func (r *reader) channel(d *draft, m *rule.Match, c clause) {
	if !slices.Contains(talks, d.Verb) && d.Verb != "commission" || d.Verb == "credentials" {
		return
	}
	for i := m.First; i < max(m.End, min(c.end, m.End+6)); i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			switch {
			case r.Lex.Attr(k, "talk") != "": // a verb that does not say how
				d.Channel = nil
			case k.Class == r.C.Video:
				d.Channel, d.Mode = record.Opt("video"), nil
			case d.Verb == "commission" || i >= m.End:
			case r.C.Phone.Has(k.Class):
				d.Verb, d.Channel, d.Mode = "call", record.Opt("phone"), nil
			case k.Class == r.C.Indirect:
				d.Verb, d.Channel = "negotiate", record.Opt("indirect")
			}
		}
	}
}

// cueOf is the rule's capture "cue", or all that it took.
func cueOf(m *rule.Match) rule.Cap {
	if c, ok := m.Get("cue"); ok {
		return c
	}
	return rule.Cap{Name: "cue", First: m.First, End: m.End}
}

// longest is how much of a text is shown as evidence, in bytes: about 380
// letters of Arabic script.
const longest = 680

// evidence is the match, cut to what a reader can take in.
func (r *reader) evidence(m *rule.Match) record.Span {
	s := r.Span(m.First, m.End)
	if s[1]-s[0] > longest {
		cue := cueOf(m)
		return r.Span(cue.First, cue.End)
	}
	return s
}

// enough reports whether the event has the parties it takes.
func (r *reader) enough(d *draft, ru *rule.Rule) bool {
	if d.Verb == "visit" && !r.VerbFirst && r.private(d) {
		return false
	}
	for _, p := range d.parts {
		d.country(r.stateOf(p.actor))
	}
	if r.VerbFirst && d.Verb == "visit" && len(d.parts) == 0 {
		return false // somebody travels, nobody knows who
	}
	if d.hub && d.Type == "CONSULT" {
		return len(d.countries) > 0
	}
	for _, code := range append([]string{d.goal}, d.goals...) {
		d.country(code)
	}
	switch ru.Make["need"] {
	case "1":
		return len(d.countries)+r.bodies(d) > 0
	case "place":
		return len(d.parts) > 0 && d.Place != nil
	case "gathering":
		abroad := d.Place != nil && !slices.Contains(d.countries, *d.Place.Country)
		return d.gathering && len(d.countries) > 0 && (abroad || len(d.countries)+r.bodies(d) > 1)
	}
	return len(d.countries)+r.bodies(d) >= 2 && !r.domestic(d) || d.Type == "CONSULT" && r.foreign(d)
}

// private reports whether all who take part are people of no office whom the
// directory does not know: athletes and pilgrims travel too.
func (r *reader) private(d *draft) bool {
	return len(d.parts) > 0 && !slices.ContainsFunc(d.parts, func(p part) bool {
		a := &r.Actors[p.actor]
		return a.Kind != extract.Person || a.Office != "" || a.NameBasis == "directory"
	})
}

// domestic reports whether all who talk are people of one state: a president
// and the leader of a party at home.
func (r *reader) domestic(d *draft) bool {
	if !r.VerbFirst || d.Type != "CONSULT" || len(d.countries) != 1 || d.goal != "" {
		return false
	}
	return !slices.ContainsFunc(d.parts, func(p part) bool {
		a := &r.Actors[p.actor]
		return a.Kind != extract.Person || a.Country != d.countries[0] || a.Represents == "opposition" || a.Represents == "armed_group"
	})
}

// noEnvoy reports whether a party is somebody else's man but no envoy: ministers
// are not summoned.
func (r *reader) noEnvoy(p part) bool {
	a := &r.Actors[p.actor]
	return p.role == "recipient" && a.Kind == extract.Person && slices.Contains([]string{"minister", "foreign_minister", "deputy_head", "head_of_state", "head_of_government", "legislator"}, a.Office)
}

// lacksSubject reports whether nobody was found who talked with those that a
// rule captured: two of them, met by a third, did not meet each other.
func (r *reader) lacksSubject(d *draft, ru *rule.Rule) bool {
	if d.Verb == "summon" && slices.ContainsFunc(d.parts, r.noEnvoy) {
		return true
	}
	return !r.VerbFirst && !d.subject && ru.Roles["subject"] != "" && ru.Roles["b"] != "" && slices.Contains(talks, d.Verb)
}

// foreign reports whether somebody of a state that is not known met or went to
// another than the article's own.
func (r *reader) foreign(d *draft) bool {
	if len(d.countries) != 1 || d.countries[0] == r.HomeState {
		return false
	}
	return slices.ContainsFunc(d.parts, func(p part) bool {
		a := &r.Actors[p.actor]
		return a.Kind == extract.Person && a.Country == "" && a.Office != "expert" && (d.goal == "" || a.Office != "")
	})
}

// bodies counts the parties that stand for no state: organisations, movements,
// regions.
func (r *reader) bodies(d *draft) (n int) {
	for _, p := range d.parts {
		a := &r.Actors[p.actor]
		if a.Kind == extract.Organization || a.Kind == extract.Person && (a.Represents != "state" || a.Country != "" && r.stateOf(p.actor) == "") {
			n++
		}
	}
	return n
}

// stateOf is the state that an actor makes a party, or "".
func (r *reader) stateOf(actor int) string {
	a := &r.Actors[actor]
	if a.Kind == extract.Organization || a.Kind == extract.Person && a.Represents != "state" {
		return ""
	}
	if _, ok := r.Dir.StateByCode(a.Country); !ok {
		return ""
	}
	return a.Country
}

// topics are what was on the table: the rule's topic capture.
func (r *reader) topics(m *rule.Match) []string {
	if c, ok := m.Get("topic"); ok {
		return r.Topics(c.First, c.End)
	}
	return []string{}
}

// attach gives what a rule found to the event told last.
func (r *reader) attach(s doc.Sentence, m *rule.Match, ru *rule.Rule) {
	n := len(r.drafts)
	if n == 0 {
		return
	}
	d := &r.drafts[n-1]
	switch ru.Make["attach"] {
	case "topics":
		d.Topics = union(d.Topics, r.topics(m))
	case "people":
		r.parties(d, s, m, ru, r.clause(s, m))
	case "date":
		if d.Date == nil {
			d.Date = r.Date(m.First, m.End, d.direction)
		}
	case "channel":
		if d.Channel == nil && slices.Contains(talks, d.Verb) {
			d.Verb, d.Channel = "call", record.Opt(ru.Make["channel"])
		}
	case "status":
		if r.sentence-d.sentence <= 1 {
			d.Status, d.verbless = ru.Make["status"], false
			d.spans = append(d.spans, r.evidence(m))
			if k, ok := m.Get("date"); ok {
				d.Date = r.Date(k.First, k.End, 1) // put off to that day
			}
		}
	}
}

func union(a, b []string) []string {
	out := append(append([]string{}, a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// count is the first number of a cue, for telling ten documents from two.
func (r *reader) count(cue rule.Cap) string {
	for i := max(0, cue.First-1); i < cue.End; i++ {
		if r.Doc.Segs.Flags[i]&doc.Number != 0 {
			return r.Names(r.Doc.Segs.Form(int(i)))
		}
	}
	return ""
}

// said reports whether a cue stands inside reported words.
func (r *reader) said(cue rule.Cap) bool {
	at := r.Span(cue.First, cue.End)
	st := r.SaidAt(at)
	return st != nil && at[1] <= st.Span[1]
}

// longAgo reports whether a clause names a month or a year that is over.
func (r *reader) longAgo(c clause) bool {
	for i := c.first; i < c.end; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok {
			if e := &r.Doc.Dates[k.Ref]; e.Offset < 0 && (e.Unit == doc.Month || e.Unit == doc.Year) {
				return true
			}
		}
	}
	return false
}

// monthGone reports whether a match names a month that is over ("last March"),
// or such a month stands right behind it.
func (r *reader) monthGone(m *rule.Match) bool {
	for i := m.First; i < m.End+4 && int(i) < r.Doc.Segs.Len() && (i < m.End || !r.verbAt(i)); i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok && r.Doc.Dates[k.Ref].Which == doc.Last && r.Doc.Dates[k.Ref].From.Month != 0 {
			return true
		}
	}
	return false
}

// afterThat reports whether a cue only tells after or before what the news is:
// "after the visit that X paid".
func (r *reader) afterThat(cue rule.Cap) bool {
	return cue.First > 0 && r.Marked(cue.First-1, r.C.Apart) && r.relatedTo(cue.First, cue.End)
}

// background reports whether the clause is set before the news: a pluperfect
// or a word such as "earlier".
func (r *reader) background(s doc.Sentence, m *rule.Match, c clause) bool {
	for i := c.first; i < m.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class == r.C.Background || i >= m.First && k.End <= m.End && r.Lex.Attr(k, "tense") == "pluperf" {
				return true
			}
		}
	}
	return false
}
