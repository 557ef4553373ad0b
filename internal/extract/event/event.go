// Package event reads what happened, is scheduled or was called off between
// named parties: matches of the rules of kind "event" are finished (who, when,
// where, how, did it happen) and tellings of one happening are made one.
//
// A rule's settings: type, verb, mode, channel, format, status (else the verb's
// tense decides), main: "no" for background, need: how many parties it takes
// (2 unless it says 1). Its roles name captures and what their parties are;
// the role of "subject" is for the clause's subject, "pair" for the two sides.
// Captures of its own: cue, date, place, topic. attach: topics gives its
// topics to the event told last and makes none.
package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Run reads the events of an article into c.Events.
func Run(c *extract.Case) {
	r := &reader{Case: c}
	r.paragraphs()
	for i, s := range c.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for _, m := range c.Run("event", s) {
			r.match(i, s, &m)
		}
	}
	r.finish()
}

type reader struct {
	*extract.Case
	drafts  []draft
	leading map[int32]bool // paragraphs that tell the article's news
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
	parts       []part
	countries   []string
	first, end  int32
	sentence    int
	direction   int
	spans       []record.Span
	occasionMul bool
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
func (r *reader) match(i int, s doc.Sentence, m *rule.Match) {
	ru := r.Rule("event", m)
	if ru.Make["attach"] == "topics" {
		r.attach(m)
		return
	}
	d := draft{first: m.First, end: m.End, sentence: i}
	d.Type, d.Verb, d.Rule = ru.Make["type"], ru.Make["verb"], ru.Name
	d.Mode, d.Channel, d.Format = opt(ru.Make["mode"]), opt(ru.Make["channel"]), opt(ru.Make["format"])
	d.spans = []record.Span{r.evidence(m)}
	r.parties(&d, s, m, ru)
	r.status(&d, s, m, ru)
	r.when(&d, s, m)
	r.where(&d, s, m)
	if !r.enough(&d, ru) {
		r.Drop(m.First, m.End, ru.Name, "fewer parties are known than it takes")
		return
	}
	d.Topics = r.topics(m)
	d.Main = ru.Make["main"] != "no" && r.leading[s.Para] && d.Status != "proposed" && !r.background(s, m)
	r.drafts = append(r.drafts, d)
}

func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// evidence is the match, cut to what a reader can take in.
func (r *reader) evidence(m *rule.Match) record.Span {
	s := r.Span(m.First, m.End)
	if s[1]-s[0] > 700 { // bytes; about 400 letters of Arabic script
		if cue, ok := m.Get("cue"); ok {
			return r.Span(cue.First, cue.End)
		}
	}
	return s
}

// parties fills the parts from the rule's roles.
func (r *reader) parties(d *draft, s doc.Sentence, m *rule.Match, ru *rule.Rule) {
	for _, c := range m.Caps {
		role := ru.Roles[c.Name]
		if role == "" {
			continue
		}
		for _, p := range r.Parties(c.First, c.End) {
			r.part(d, p, role)
		}
		for _, code := range r.States(c.First, c.End) {
			d.country(code)
		}
	}
	if role := ru.Roles["subject"]; role != "" && !d.has(role) {
		cue, ok := m.Get("cue")
		if !ok {
			cue = rule.Cap{First: m.First, End: m.End}
		}
		if at := r.Subject(s, s.First, cue.First, cue.End); at >= 0 {
			r.part(d, at, role)
		} else {
			for _, a := range r.Floor {
				d.add(part{actor: a, role: role})
			}
		}
	}
	if role := ru.Roles["pair"]; role != "" && len(d.parts) < 2 {
		for _, a := range r.Pair() {
			d.add(part{actor: a, role: role})
		}
	}
}

// part adds a mention's actors.
func (r *reader) part(d *draft, mention int, role string) {
	m := &r.Mentions[mention]
	for _, a := range r.Who(mention) {
		p := part{actor: a, role: role}
		if m.Kind == extract.OfOffice && r.Actors[a].Kind != extract.Person {
			p.office = m.Office
		}
		d.add(p)
	}
}

func (d *draft) add(p part) {
	for i := range d.parts {
		if d.parts[i].actor == p.actor {
			return
		}
	}
	d.parts = append(d.parts, p)
}

func (d *draft) has(role string) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool { return p.role == role })
}

func (d *draft) country(code string) {
	if code != "" && !slices.Contains(d.countries, code) {
		d.countries = append(d.countries, code)
	}
}

// status says whether it happened: as the rule says, else as the tense of the
// cue's verb says; words of status in the clause overrule both.
func (r *reader) status(d *draft, s doc.Sentence, m *rule.Match, ru *rule.Rule) {
	d.Status, d.direction = ru.Make["status"], -1
	if d.Status == "" {
		d.Status = r.tense(m)
	}
	for i := max(s.First, m.First-8); i < min(s.End, m.End+8); i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class == r.C.Status && (k.First < m.End || d.Status != "occurred") {
				d.Status = r.Lex.Attr(k, "status")
			}
		}
	}
	if d.Status == "planned" || d.Status == "proposed" {
		d.direction = 1
	}
}

// tense reads the last finite verb of a match.
func (r *reader) tense(m *rule.Match) string {
	status := "occurred"
	for i := m.First; i < m.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if !slices.Contains(r.C.Finite, k.Class) || k.End > m.End {
				continue
			}
			switch r.Lex.Attr(k, "tense") {
			case "fut", "pres":
				status = "planned"
			case "subj":
				status = "proposed"
			default:
				status = "occurred"
			}
			if r.Lex.Attr(k, "neg") != "" {
				status = "denied"
			}
		}
	}
	return status
}

// when dates the event: a date in the match, else in its sentence, else the
// day of publication for the news itself.
func (r *reader) when(d *draft, s doc.Sentence, m *rule.Match) {
	if c, ok := m.Get("date"); ok {
		d.Date = r.Date(c.First, c.End, d.direction)
	}
	if d.Date == nil {
		d.Date = r.Date(m.First, m.End, d.direction)
	}
	if d.Date == nil {
		d.Date = r.Date(s.First, s.End, d.direction)
	}
}

// where places it: a city in the match, else in its sentence.
func (r *reader) where(d *draft, s doc.Sentence, m *rule.Match) {
	if c, ok := m.Get("place"); ok {
		d.Place = r.Place(c.First, c.End)
		if d.Place == nil {
			if codes := r.States(c.First, c.End); len(codes) > 0 {
				span, basis := r.Span(c.First, c.End), "text"
				d.Place = &record.Place{Country: &codes[0], Basis: &basis, Span: &span}
			}
		}
	}
	if d.Place == nil {
		d.Place = r.Place(m.First, m.End)
	}
	if d.Place == nil {
		d.Place = r.Place(s.First, s.End)
	}
	for i := s.First; i < s.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			d.occasionMul = d.occasionMul || k.Class == r.C.Gathering
		}
	}
}

// enough reports whether the event has the parties it takes; a visit's place
// counts as a party.
func (r *reader) enough(d *draft, ru *rule.Rule) bool {
	for _, p := range d.parts {
		d.country(r.stateOf(p.actor))
	}
	if d.Verb == "visit" && d.Place != nil && len(d.countries) < 2 {
		d.country(*d.Place.Country)
	}
	if ru.Make["need"] == "1" {
		return len(d.parts) > 0
	}
	return len(d.countries)+r.bodies(d) >= 2
}

func (r *reader) bodies(d *draft) (n int) {
	for _, p := range d.parts {
		if r.stateOf(p.actor) == "" {
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
	return a.Country
}

// topics are what was on the table: the rule's topic capture.
func (r *reader) topics(m *rule.Match) []string {
	if c, ok := m.Get("topic"); ok {
		return r.Topics(c.First, c.End)
	}
	return []string{}
}

// attach gives topics to the event told last.
func (r *reader) attach(m *rule.Match) {
	if n := len(r.drafts); n > 0 {
		d := &r.drafts[n-1]
		d.Topics = union(d.Topics, r.topics(m))
	}
}

func union(a, b []string) []string {
	out := append(append([]string{}, a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// background reports whether the clause is set before the news: a pluperfect
// or a word such as "earlier".
func (r *reader) background(s doc.Sentence, m *rule.Match) bool {
	for i := s.First; i < m.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class == r.C.Background || i >= m.First && k.End <= m.End && r.Lex.Attr(k, "tense") == "pluperf" {
				return true
			}
		}
	}
	return false
}
