package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
	"safir/internal/record"
	"safir/internal/register"
)

// Row is one line of an answer: a happening, a remark, a promise or a person
// of the register, with the words that bear it.
type Row struct {
	ID        string        `json:"id"`
	Kind      register.Kind `json:"kind"`
	Date      string        `json:"date,omitempty"` // ISO: a day, month, year or a range A/B
	From      string        `json:"from,omitempty"`
	To        string        `json:"to,omitempty"`
	About     bool          `json:"about,omitempty"`   // the day is only taken from the publication
	Bound     bool          `json:"bound,omitempty"`   // and that is only known to be no later
	Ordinal   int           `json:"ordinal,omitempty"` // told as the so-manieth of its kind
	Who       []string      `json:"who,omitempty"`     // as the interface calls them
	Whom      []string      `json:"whom,omitempty"`
	What      string        `json:"what,omitempty"`
	Verb      string        `json:"verb,omitempty"`
	Status    string        `json:"status,omitempty"`
	Certainty string        `json:"certainty,omitempty"` // the status in words, and who vouches where it is not the outlet
	Parties   []string      `json:"parties,omitempty"`
	Persons   []string      `json:"persons,omitempty"`
	Topics    []string      `json:"topics,omitempty"`
	Country   string        `json:"country,omitempty"`
	City      string        `json:"city,omitempty"`
	Channel   string        `json:"channel,omitempty"`
	Due       string        `json:"due,omitempty"`     // of a commitment
	Told      string        `json:"told,omitempty"`    // day of the first report
	Last      string        `json:"last,omitempty"`    // day of the last report
	Reports   int           `json:"reports,omitempty"` // how many tell it
	Voices    int           `json:"voices,omitempty"`  // how many of them are no copies of each other
	Outlets   []string      `json:"outlets,omitempty"`
	Gloss     string        `json:"gloss"`
	Quote     *Evidence     `json:"quote,omitempty"`
	Late      bool          `json:"late,omitempty"`  // of a brief: it came in long after it appeared
	Why       string        `json:"why,omitempty"`   // of a brief or a ledger: why it stands here
	Level     string        `json:"level,omitempty"` // of an event: at which level the sides met
	contact   bool
	sum       register.Summary
	bearer    *register.Mention
	rank      int
}

// Evidence is the words that bear a row, and where they stand.
type Evidence struct {
	Text    string      `json:"text"`
	Lang    string      `json:"lang"`
	Span    record.Span `json:"span"` // code points of the report's text
	Mention string      `json:"mention"`
	Rule    string      `json:"rule,omitempty"`
	Doubts  []string    `json:"doubts,omitempty"`
	Source
}

// Source is a report as an answer names it.
type Source struct {
	Report    string `json:"report"`
	Outlet    string `json:"outlet,omitempty"`
	File      string `json:"file,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	Lang      string `json:"report_lang,omitempty"`
	State     string `json:"state,omitempty"` // when it is not coded
}

func sourceOf(r *register.Report) Source {
	s := Source{Report: r.ID, Outlet: r.Outlet, File: r.File, URL: r.URL, Title: r.Title, Published: r.Published, Lang: r.Lang}
	if r.State != register.Coded {
		s.State = string(r.State)
	}
	return s
}

// when orders hits: by the last day it can have been, for commitments by the
// day they were told.
func when(m *register.Mention) string {
	if m.Kind == register.Commitment {
		return m.Published
	}
	return m.To
}

// Rows makes a row of each thing, in the order of the ids.
func (a *Asker) Rows(ctx context.Context, ids []string) ([]Row, error) {
	out := make([]Row, 0, len(ids))
	for _, id := range ids {
		t, err := a.Store.Thing(ctx, id)
		if err != nil {
			return nil, err
		}
		r, err := a.Row(ctx, &t)
		if err != nil {
			return nil, err
		}
		out = append(out, *r)
	}
	return out, nil
}

// mentionsOf are the mentions of a thing as people have corrected them, by
// publication and then id, without those that were rejected.
func (a *Asker) mentionsOf(ctx context.Context, t *register.Thing) (out []register.Mention, err error) {
	list, err := a.Store.Mentions(ctx, t.Mentions)
	for i := range list {
		ok, err := a.reviewed(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, list[i])
		}
	}
	slices.SortStableFunc(out, func(x, y register.Mention) int {
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.ID, y.ID))
	})
	return out, err
}

// Row makes the row of a thing.
func (a *Asker) Row(ctx context.Context, t *register.Thing) (*Row, error) {
	list, err := a.mentionsOf(ctx, t)
	if err != nil || len(list) == 0 {
		return &Row{ID: t.ID, Kind: t.Kind}, err
	}
	r := a.of(&heap{t.ID, list})
	rows := []Row{r}
	err = a.quoted(ctx, rows)
	return &rows[0], err
}

// rowOf says a mention in the words of the interface.
func (a *Asker) rowOf(m *register.Mention) *Row {
	r := &Row{Kind: m.Kind, Verb: m.Verb, Status: m.Status, Parties: m.Parties, Topics: m.Topics, Country: m.Country, City: m.City, Channel: m.Channel, Ordinal: m.Ordinal,
		From: m.From, To: m.To, About: m.About}
	for i := range m.Who {
		if name := a.ui.Person(&m.Who[i]); !slices.Contains(r.Persons, name) {
			r.Persons = append(r.Persons, name)
		}
	}
	switch m.Kind {
	case register.Event:
		a.event(r, m)
	case register.Statement:
		a.statement(r, m)
	case register.Commitment:
		a.commitment(r, m)
	case register.Person:
		r.Who = []string{a.ui.Who(&m.Who[0])}
		r.Gloss = r.Who[0]
	}
	if m.Kind != register.Commitment {
		r.Date = span(m.From, m.To)
	}
	return r
}

// receiving are the roles of those to whom something is done.
var receiving = []string{"host", "addressee", "recipient"}

func (a *Asker) event(r *Row, m *register.Mention) {
	var seen []string
	for i := range m.Who {
		n := &m.Who[i]
		seen = append(seen, n.Country)
		if slices.Contains(receiving, n.Role) {
			r.Whom = append(r.Whom, a.ui.Who(n))
		} else {
			r.Who = append(r.Who, a.ui.Who(n))
		}
	}
	for _, p := range m.Parties {
		if !slices.Contains(seen, p) {
			r.Who = append(r.Who, a.ui.Party(p))
		}
	}
	if len(r.Who) == 0 {
		r.Who, r.Whom = r.Whom, nil
	}
	r.What = a.ui.Say("verb."+m.Verb) + a.where(m)
	if m.Ordinal > 0 {
		r.What += a.ui.Say("ordinal", m.Ordinal)
	}
	r.Certainty = a.ui.Say("status." + m.Status)
	if m.Source == "anonymous" || m.Source == "media" {
		r.Certainty += a.ui.Say("comma") + a.ui.Say("source."+m.Source)
	}
	r.Gloss = a.gloss(r, a.ui.Say("between"))
}

func (a *Asker) statement(r *Row, m *register.Mention) {
	for i := range m.Who {
		r.Who = append(r.Who, a.ui.Who(&m.Who[i]))
	}
	if len(r.Who) == 0 {
		r.Who = a.ui.Parties(m.Parties)
	}
	r.Whom = a.ui.Parties(m.Targets)
	r.What = a.ui.Say("act." + m.Verb)
	r.Certainty = a.ui.Say("said")
	r.Gloss = a.gloss(r, a.ui.Say("and"))
}

func (a *Asker) commitment(r *Row, m *register.Mention) {
	r.Who = a.ui.Parties(m.By)
	to := m.Targets
	if len(to) == 0 {
		to = m.Parties
	}
	for _, p := range to {
		if !slices.Contains(m.By, p) {
			r.Whom = append(r.Whom, a.ui.Party(p))
		}
	}
	if len(r.Who) == 0 {
		r.Who, r.Whom = r.Whom, nil
	}
	r.What = a.ui.Say("object." + m.Verb)
	if m.Amount != "" {
		r.What += " " + m.Amount
	}
	if m.To > m.Published { // else it is the day of a signature
		r.Due = span(m.From, m.To)
	}
	r.Certainty = a.ui.Say("stage." + m.Status)
	r.Gloss = a.gloss(r, a.ui.Say("and"))
	if r.Due != "" {
		r.Gloss += a.ui.Say("comma") + a.ui.Say("due.by", r.Due[strings.LastIndexByte(r.Due, '/')+1:])
	}
}

// gloss says a row on one line.
func (a *Asker) gloss(r *Row, between string) string {
	s := strings.Join(r.Who, between)
	if between == a.ui.Say("and") {
		s = a.ui.List(r.Who)
	}
	if len(r.Whom) > 0 {
		s += a.ui.Say("arrow") + strings.Join(r.Whom, a.ui.Say("comma"))
	}
	s += a.ui.Say("colon") + r.What
	if len(r.Topics) > 0 {
		labels := make([]string, len(r.Topics))
		for i, t := range r.Topics {
			labels[i] = a.ui.Topic(t)
		}
		s += " [" + strings.Join(labels, a.ui.Say("semicolon")) + "]"
	}
	return s
}

// where is the place of an event, behind a comma.
func (a *Asker) where(m *register.Mention) string {
	switch {
	case m.City != "":
		return a.ui.Say("comma") + a.ui.City(m.City)
	case m.Country != "":
		return a.ui.Say("comma") + a.ui.Party(m.Country)
	}
	return ""
}

// span writes a stretch of days as a day, a month, a year or a range.
func span(from, to string) string {
	switch {
	case from == "" || from == to:
		return to
	case to == "":
		return from + "/"
	case from[:4] == to[:4] && from[4:] == "-01-01" && to[4:] == "-12-31":
		return from[:4]
	case from[:7] == to[:7] && from[7:] == "-01" && to == lastOfMonth(from):
		return from[:7]
	}
	return from + "/" + to
}

func lastOfMonth(day string) string {
	n, _ := calendar.DayOf(day)
	d := calendar.FromDay(doc.Gregorian, n)
	d.Day = calendar.MonthLength(doc.Gregorian, d.Year, d.Month)
	return d.ISO()
}

// quote gives the words that bear a mention on one line, with the rule that
// found them.
func (a *Asker) quote(ctx context.Context, m *register.Mention) (*Evidence, error) {
	e, err := a.evidence(ctx, m)
	if err != nil {
		return nil, err
	}
	return &Evidence{Text: clip(e.Quote), Lang: m.Lang, Span: m.Span, Mention: m.ID, Rule: e.Rule, Doubts: e.Doubts, Source: sourceOf(&e.Source)}, nil
}

// clip puts words on one line, and cuts them at a blank where they are too
// long.
func clip(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	cut := []rune(words)
	if len(cut) <= longestQuote {
		return words
	}
	words = string(cut[:longestQuote])
	if i := strings.LastIndexByte(words, ' '); i > 0 {
		words = words[:i]
	}
	return words + " …"
}
