package reconcile

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safir/internal/calendar"
	"safir/internal/directory"
	"safir/internal/record"
	"safir/internal/register"
)

// Cutter cuts records into mentions. It is opened once, does not change and
// may be shared.
type Cutter struct {
	dir    *directory.Directory
	people people
	marks  marks
}

// New makes a cutter that knows the directory's people and places.
func New(dir *directory.Directory) *Cutter {
	return &Cutter{dir: dir, people: readPeople(dir), marks: readMarks(dir)}
}

// cut is one record on its way into mentions.
type cut struct {
	*Cutter
	report *register.Report
	rec    *record.Record
	text   []rune
	actors map[string]*record.Actor
	names  map[string]register.Name // of persons, by actor
	called map[uint32]bool          // words of people's names
	taken  map[string]int
}

// Mentions cuts a record into one mention for each person, event, statement
// and commitment, in the order of the record. The report's day of publication
// is taken before the record's.
func (c *Cutter) Mentions(report *register.Report, rec *record.Record) []register.Mention {
	k := &cut{c, report, rec, []rune(rec.Text), map[string]*record.Actor{}, map[string]register.Name{}, map[uint32]bool{}, map[string]int{}}
	var out []register.Mention
	for i := range rec.Actors {
		a := &rec.Actors[i]
		k.actors[a.ID] = a
		if a.Kind == "person" {
			k.names[a.ID] = k.name(a)
			for _, w := range fold(a.Name) {
				k.called[wordHash(stem(w))] = true
			}
			out = append(out, k.person(a))
		}
	}
	events := map[string]*register.Mention{}
	for i := range rec.Events {
		m := k.event(&rec.Events[i])
		events[m.Item] = &m
		out = append(out, m)
	}
	statements := map[string]*register.Mention{}
	for i := range rec.Statements {
		m := k.statement(&rec.Statements[i], events)
		statements[m.Item] = &m
		out = append(out, m)
	}
	for i := range rec.Commitments {
		out = append(out, k.commitment(&rec.Commitments[i], events, statements))
	}
	for i := range out {
		out[i].Blocks = blocks(&out[i])
	}
	return out
}

// start is what all mentions of a record share.
func (k *cut) start(kind register.Kind, item string, span record.Span, verb string) register.Mention {
	m := register.Mention{
		Kind: kind, Report: k.report.ID, Item: item, Text: k.rec.ID, Outlet: k.report.Outlet, Agency: record.Val(k.rec.Source.Agency),
		Lang: k.rec.Lang, Published: k.published(), Span: span, Verb: verb,
	}
	id := strings.Join([]string{k.report.ID, string(kind), strconv.Itoa(span[0]), strconv.Itoa(span[1]), verb}, "\x00")
	if n := k.taken[id]; n > 0 {
		k.taken[id]++
		id += "\x00" + strconv.Itoa(n)
	} else {
		k.taken[id] = 1
	}
	sum := sha256.Sum256([]byte(id))
	m.ID = hex.EncodeToString(sum[:idBytes])
	return m
}

// idBytes is the length of the ids of mentions, before they are printed in hex.
const idBytes = 12

// published is the day of publication, or its upper bound, or "".
func (k *cut) published() string {
	for _, v := range []string{k.report.Published, record.Val(k.rec.Published.Value), record.Val(k.rec.Published.NotAfter)} {
		if len(v) >= 10 {
			return v[:10]
		}
	}
	return ""
}

// name is how the record names a person, with the English name of those whom
// the directory knows.
func (k *cut) name(a *record.Actor) register.Name {
	words := tokens(a.Name)
	n := register.Name{Actor: a.ID, Text: a.Name, English: familiar(a), Keys: keys(words), Country: record.Val(a.Country), Office: record.Val(a.Office)}
	if n.English == "" {
		n.English = k.people.english(&n, words, k.published())
	}
	return n
}

// familiar is the English name of an actor whom the directory knows; a name that
// was spelled out by its letters says nothing of who it is.
func familiar(a *record.Actor) string {
	if record.Val(a.NameBasis) == "transliterated" {
		return ""
	}
	return record.Val(a.NameEn)
}

func (k *cut) person(a *record.Actor) register.Mention {
	var span record.Span
	if len(a.Spans) > 0 {
		span = a.Spans[0]
	}
	n := k.names[a.ID]
	m := k.start(register.Person, a.ID, span, "")
	m.From, m.To = m.Published, m.Published
	m.Who = []register.Name{n}
	m.Parties = list(n.Country)
	m.Face = face(&m, &n)
	return m
}

// face is the same for mentions that name a person in the same way: those are
// one person without being compared. A person of the directory has one face;
// others one for each language, spelling, country, office and quarter of a
// year.
func face(m *register.Mention, n *register.Name) string {
	said := "en\x00" + n.English
	if n.English == "" {
		said = strings.Join([]string{"as", m.Lang, strings.Join(tokens(n.Text), " "), n.Country, n.Office, quarter(m.Published)}, "\x00")
	}
	sum := sha256.Sum256([]byte(said))
	return hex.EncodeToString(sum[:idBytes])
}

// quarter is the quarter of a year of an ISO day: "2024-1", or "".
func quarter(day string) string {
	if len(day) < 10 {
		return ""
	}
	month, _ := strconv.Atoi(day[5:7])
	return fmt.Sprintf("%s-%d", day[:4], (month-1)/3)
}

func (k *cut) event(e *record.Event) register.Mention {
	m := k.start(register.Event, e.ID, lead(e.Spans), e.Verb)
	m.Type, m.Status, m.Main, m.Source = e.Type, e.Status, e.Main, e.Attribution.Kind
	m.Mode, m.Channel, m.Format = record.Val(e.Mode), record.Val(e.Channel), record.Val(e.Format)
	m.Occasion, m.Topics = strings.Join(fold(record.Val(e.Occasion)), " "), set(e.Topics)
	m.Parties = slices.Clone(e.Countries)
	for _, p := range e.Participants {
		a := k.actors[p.Actor]
		if a == nil {
			continue
		}
		if a.Acronym != nil {
			m.Parties = append(m.Parties, *a.Acronym)
		}
		if n, ok := k.participant(a, &p); ok {
			m.Who = append(m.Who, n)
		}
	}
	if e.Place != nil {
		m.Country, m.City = record.Val(e.Place.Country), record.Val(e.Place.City)
	}
	if m.Verb == "visit" && m.Country != "" {
		m.Parties = append(m.Parties, m.Country)
	}
	if e.Ordinal != nil {
		m.Ordinal = e.Ordinal.N
	}
	m.Parties = set(m.Parties)
	k.eventDays(&m, e.Date)
	m.Words = k.words(m.Parties, shortest, k.sentences(e.Spans)...)
	return m
}

// participant is the person, or the office that stands for one, who takes
// part; a bare office is named after its holder on that day.
func (k *cut) participant(a *record.Actor, p *record.Participant) (register.Name, bool) {
	if n, ok := k.names[a.ID]; ok {
		n.Role = p.Role
		return n, true
	}
	if p.Office == nil {
		return register.Name{}, false
	}
	n := register.Name{Actor: a.ID, Country: record.Val(a.Country), Office: *p.Office, Role: p.Role}
	switch {
	case p.Holder != nil:
		n.English = p.Holder.NameEn
	default:
		n.English = k.holder(cmp.Or(n.Country, record.Val(a.Acronym)), n.Office)
	}
	return n, true
}

// holder is who held an office when the article appeared, unless the article
// names somebody else in it.
func (k *cut) holder(of, office string) string {
	day := k.published()
	if day == "" {
		return ""
	}
	h, _ := k.dir.Held(of, office, day)
	for _, a := range k.actors {
		if c := record.Val(a.Country); a.Kind == "person" && record.Val(a.Office) == office && (c == of || c == "") && k.names[a.ID].English != h.English {
			return ""
		}
	}
	return h.English
}

// Days in which what an article tells without a day can have been or will be,
// counted from its publication.
const (
	lately = 45
	soon   = 60
	hoped  = 365
)

// eventDays sets when an event was or is to be.
func (k *cut) eventDays(m *register.Mention, d *record.Date) {
	if d != nil && d.Value != nil {
		if from, to, ok := period(*d.Value); ok {
			m.Basis = record.Val(d.Basis)
			m.About = m.Basis == "published"
			m.From, m.To = calendar.Shift(from, -d.Uncertain), calendar.Shift(to, d.Uncertain)
			if !k.behind(m) {
				k.bound(m)
				return
			}
		}
	}
	if m.Published == "" {
		return
	}
	m.About, m.Basis = true, ""
	switch m.Status {
	case "planned", "cancelled":
		m.From, m.To = m.Published, calendar.Shift(m.Published, soon)
	case "proposed":
		m.From, m.To = m.Published, calendar.Shift(m.Published, hoped)
	default:
		m.From, m.To = calendar.Shift(m.Published, -lately), m.Published
	}
}

// behind reports whether what is to come, or was called off, lies well before
// the article that tells it, or what is hoped for not after it: then its day
// was misread.
func (k *cut) behind(m *register.Mention) bool {
	late := open(m) && m.To < calendar.Shift(m.Published, -planOff)
	return m.Published != "" && (late || m.Status == "proposed" && m.To <= m.Published)
}

// bound cuts a period of many days at the day of publication: what occurred
// was before it, what is planned comes after.
func (k *cut) bound(m *register.Mention) {
	p := m.Published
	if p == "" || m.From == m.To || p < m.From || p > m.To {
		return
	}
	switch m.Status {
	case "occurred":
		m.To = p
	case "planned", "proposed":
		m.From = p
	}
}

func (k *cut) statement(s *record.Statement, events map[string]*register.Mention) register.Mention {
	m := k.start(register.Statement, s.ID, s.Span, s.Act)
	m.From, m.To, m.About = m.Published, m.Published, true
	m.Topics, m.Targets = set(s.Topics), k.targets(s.Targets)
	for _, id := range s.Speakers {
		a := k.actors[id]
		if a == nil {
			continue
		}
		if n, ok := k.names[id]; ok {
			m.Who = append(m.Who, n)
			m.Parties = append(m.Parties, list(n.Country)...)
			continue
		}
		of := cmp.Or(record.Val(a.Country), record.Val(a.Acronym))
		m.Parties = append(m.Parties, list(of)...)
		if s.Office != nil {
			m.Who = append(m.Who, register.Name{Actor: id, Country: record.Val(a.Country), Office: *s.Office, English: k.holder(of, *s.Office)})
		}
	}
	m.Parties = set(m.Parties)
	if s.Event != nil {
		if e := events[*s.Event]; e != nil && e.From == e.To && e.From != "" && e.Status == "occurred" {
			m.From, m.To, m.About, m.Basis = e.From, e.To, e.About, e.Basis
			m.City, m.Country = e.City, e.Country
		}
	}
	if s.Restates != nil {
		m.Restates = *s.Restates
	}
	m.Words = k.words(m.Parties, shortest, s.Span)
	return m
}

// targets are codes and acronyms as they stand; persons by their country.
func (k *cut) targets(ids []string) []string {
	var out []string
	for _, id := range ids {
		if a := k.actors[id]; a != nil {
			id = cmp.Or(record.Val(a.Country), record.Val(a.Acronym), a.Name)
		}
		out = append(out, id)
	}
	return set(out)
}

// commitment takes those who are to travel or sign from the event that it is
// also told as; else it names who spoke of it, without a role.
func (k *cut) commitment(c *record.Commitment, events, statements map[string]*register.Mention) register.Mention {
	m := k.start(register.Commitment, c.ID, c.Span, c.Object.Kind)
	m.Status, m.Topics = c.Stage, set(c.Topics)
	m.Parties, m.Targets, m.By = set(c.Parties), set(c.To), set(c.By)
	m.Object = strings.Join(fold(record.Val(c.Object.Name)), " ")
	if c.Quantity != nil {
		m.Amount = strings.TrimSpace(strconv.FormatFloat(c.Quantity.Value, 'f', -1, 64) + " " + c.Quantity.Unit)
	}
	if c.Deadline != nil && c.Deadline.Value != nil {
		if from, to, ok := period(*c.Deadline.Value); ok {
			m.From, m.To = from, to
		}
	}
	if e := events[record.Val(c.Event)]; e != nil {
		m.Who, m.Country, m.City = e.Who, e.Country, e.City
	} else if s := statements[record.Val(c.Statement)]; s != nil {
		m.Who = s.Who
	}
	spans := []record.Span{c.Object.Span, c.Span}
	if c.Deadline != nil && c.Deadline.Span != nil {
		spans = around(spans, *c.Deadline.Span) // a renewal has another
	}
	m.Words = k.words(m.Parties, shortThing, spans...)
	return m
}

// around is spans without what lies in a hole.
func around(spans []record.Span, hole record.Span) []record.Span {
	var out []record.Span
	for _, s := range spans {
		if hole[0] >= s[1] || hole[1] <= s[0] {
			out = append(out, s)
			continue
		}
		out = append(out, record.Span{s[0], max(s[0], hole[0])}, record.Span{min(s[1], hole[1]), s[1]})
	}
	return out
}

// words are the hashes of the content words of at least so many letters under
// spans: names of places and
// organisations in any language by what they name, all others as folded. The
// parties' own names and the names of people say nothing more and are left
// out.
func (k *cut) words(parties []string, least int, spans ...record.Span) []uint32 {
	var out []uint32
	for _, s := range spans {
		if s[0] < 0 || s[1] > len(k.text) || s[0] > s[1] {
			continue
		}
		out = append(out, k.marks.hashes(fold(string(k.text[s[0]:s[1]])), least)...)
	}
	out = slices.DeleteFunc(out, func(h uint32) bool {
		return k.called[h] || slices.ContainsFunc(parties, func(p string) bool { return h == stateMark(p) || h == orgMark(p) })
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// sentences widens spans to the sentences that they lie in.
func (k *cut) sentences(spans []record.Span) []record.Span {
	out := make([]record.Span, len(spans))
	for i, s := range spans {
		for s[0] > 0 && s[0] <= len(k.text) && !ends(k.text[s[0]-1]) {
			s[0]--
		}
		for s[1] < len(k.text) && !ends(k.text[s[1]]) {
			s[1]++
		}
		out[i] = s
	}
	return out
}

func ends(r rune) bool { return r == '.' || r == '\n' || r == '!' || r == '؟' || r == '?' }

func lead(spans []record.Span) record.Span {
	if len(spans) == 0 {
		return record.Span{}
	}
	return spans[0]
}

// list is a list of one, or none for "".
func list(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// set is a sorted copy without doubles and blanks.
func set(s []string) []string {
	out := slices.DeleteFunc(slices.Clone(s), func(x string) bool { return x == "" })
	slices.Sort(out)
	return slices.Compact(out)
}
