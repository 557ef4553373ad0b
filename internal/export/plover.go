// Package export holds the ways out: records in the forms that others use. It
// gets labels and codes ready-made, and decides nothing about meaning.
package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"safir/internal/record"
)

// PloverCodebook names the code-book, as PLOVER's citeInfo asks.
const PloverCodebook = "plover-base-2.0"

// PloverRecord is one event in PLOVER's own fields (docs/plover.md,
// docs/plover.schema.json). Register is the only field of ours.
type PloverRecord struct {
	ID         string    `json:"id"`
	Date       *string   `json:"date"` // null where neither the act nor the article tells its day
	EndDate    string    `json:"enddate,omitempty"`
	Actor      []Entity  `json:"actor"`
	Recipient  []Entity  `json:"recipient,omitempty"`
	Event      []string  `json:"event"`
	Mode       []string  `json:"mode,omitempty"`
	Context    []string  `json:"context,omitempty"`
	QuadCode   int       `json:"quad_code"`
	EventScale float64   `json:"event_scale"`
	EventLoc   *Location `json:"event_loc,omitempty"`
	EventText  []string  `json:"event_text"`
	TextInfo   TextInfo  `json:"text_info"`
	Link       string    `json:"link,omitempty"` // the event in which words were said
	CiteInfo   CiteInfo  `json:"cite_info"`
	Coder      string    `json:"coder"`
	Register   Register  `json:"register"`
}

// Location is where it happened. Resolution is PLOVER's: 4 a city, 1 a state.
type Location struct {
	Extracted   string `json:"extracted_place,omitempty"`
	Resolved    string `json:"resolved_place,omitempty"`
	City        string `json:"city,omitempty"`
	CountryCode string `json:"country_code,omitempty"`
	Resolution  int    `json:"resolution"`
}

// TextInfo is where the words stand: code points of the article's text.
type TextInfo struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// CiteInfo says what was read and by what.
type CiteInfo struct {
	Citation    string `json:"citation"` // sha256 of the article's text, hex
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language"`
	Publication string `json:"publication,omitempty"`
	Coder       string `json:"coder"`
	Codebook    string `json:"codebook"`
	Version     string `json:"version"` // of the language pack and of the world's data
}

// Register is the item of Safir's record behind it, so that nothing is lost by
// the code-book's coarser words.
type Register struct {
	Item      string   `json:"item"`           // e1, s1
	Type      string   `json:"type,omitempty"` // of an event
	Verb      string   `json:"verb,omitempty"`
	Act       string   `json:"act,omitempty"` // of a statement
	Status    string   `json:"status,omitempty"`
	Main      *bool    `json:"main,omitempty"` // of an event: the article's news, no background
	Due       *string  `json:"due,omitempty"`  // the day of what is planned, hoped for or called off
	DateBasis *string  `json:"date_basis"`
	Rule      string   `json:"rule"`
	Doubts    []string `json:"doubts,omitempty"`
}

// Cast gives PLOVER's records of one article: its events, then its statements,
// in their order. What the code-book has no place for is left out.
func (p *Plover) Cast(r *record.Record) (out []PloverRecord) {
	c := &caster{Plover: p, Record: r, runes: []rune(r.Text), actors: map[string]*record.Actor{}}
	for i := range r.Actors {
		c.actors[r.Actors[i].ID] = &r.Actors[i]
	}
	for i := range r.Events {
		if x, ok := c.event(&r.Events[i]); ok {
			out = append(out, x)
		}
	}
	for i := range r.Statements {
		if x, ok := c.statement(&r.Statements[i]); ok {
			out = append(out, x)
		}
	}
	return out
}

// caster is one record at work.
type caster struct {
	*Plover
	*record.Record
	runes  []rune
	actors map[string]*record.Actor
}

// event casts an event.
func (c *caster) event(e *record.Event) (PloverRecord, bool) {
	f, ok := c.file("event", e.Type, e.Verb, e.Status, len(e.Countries))
	if !ok {
		return PloverRecord{}, false
	}
	x := c.record(e.ID, f, c.mode(f, e.Mode), e.Topics, e.Spans)
	x.Actor, x.Recipient = c.sides(e, f.category, x.Mode)
	x.Register.Type, x.Register.Verb, x.Register.Status, x.Register.Main = e.Type, e.Verb, e.Status, &e.Main
	x.Register.Rule, x.Register.Doubts = e.Rule, e.Doubts
	x.EventLoc = c.location(e.Place)
	c.dateEvent(&x, e)
	return x, c.complete(&x)
}

// statement casts words that are directed at somebody. Words said again are
// no second event.
func (c *caster) statement(s *record.Statement) (PloverRecord, bool) {
	f, ok := c.file("statement", s.Act, "", "", 0)
	if !ok || len(s.Targets) == 0 || s.Restates != nil {
		return PloverRecord{}, false
	}
	x := c.record(s.ID, f, c.mode(f, nil), s.Topics, []record.Span{s.Span})
	for _, id := range s.Speakers {
		x.Actor = append(x.Actor, c.entity(id, s.Office, []record.Span{s.Span}))
	}
	for _, t := range s.Targets {
		x.Recipient = append(x.Recipient, c.target(t, s.Span))
	}
	x.Register.Act, x.Register.Rule, x.Register.Doubts = s.Act, s.Rule, s.Doubts
	c.dateStatement(&x, s)
	return x, c.complete(&x)
}

// complete reports whether a record has what the code-book asks of its
// category.
func (c *caster) complete(x *PloverRecord) bool {
	return len(x.Actor) > 0 && (len(x.Recipient) > 0 || !c.categories[x.Event[0]].needsRecipient)
}

// record fills what events and statements share.
func (c *caster) record(item string, f filing, mode string, topics []string, spans []record.Span) PloverRecord {
	x := PloverRecord{
		ID: c.reportID() + "-" + item, Event: []string{f.category}, Context: c.context(f, mode, topics),
		QuadCode: c.categories[f.category].quad, EventScale: c.scale(f.category, mode),
		CiteInfo: c.cite(), Coder: "safir " + c.Coder.Program, Register: Register{Item: item},
	}
	if mode != "" {
		x.Mode = []string{mode}
	}
	for i, s := range spans {
		if i == 0 {
			x.TextInfo = TextInfo{s[0], s[1]}
		}
		x.EventText = append(x.EventText, c.words(s))
	}
	return x
}

// words are the words of a span.
func (c *caster) words(s record.Span) string { return string(c.runes[s[0]:s[1]]) }

// reportID names the report: the text, and where it stood.
func (c *caster) reportID() string {
	where := text(c.Source.Outlet)
	if where == "" {
		where = text(c.Source.File)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{where, text(c.Source.URL), text(c.Source.ID), c.ID}, "\x00")))
	return "safir-" + hex.EncodeToString(sum[:8])
}

func (c *caster) cite() CiteInfo {
	i := CiteInfo{Citation: c.ID, URL: text(c.Source.URL), Language: c.Lang, Publication: text(c.Source.Outlet),
		Coder: "safir " + c.Coder.Program, Codebook: PloverCodebook, Version: c.Coder.Pack + " world " + c.Coder.World}
	at := slices.IndexFunc(c.Zones, func(z record.Zone) bool { return z.Kind == "title" })
	if at >= 0 {
		i.Title = c.words(c.Zones[at].Span)
	}
	return i
}

func (c *caster) location(p *record.Place) *Location {
	if p == nil || p.City == nil && p.Country == nil {
		return nil
	}
	l := &Location{Resolved: text(p.City), City: text(p.City), Resolution: 1}
	if p.City != nil {
		l.Resolution = 4
	}
	if p.Country != nil {
		l.CountryCode, _ = c.world.PartyCode(*p.Country)
	}
	if p.Span != nil {
		l.Extracted = c.words(*p.Span)
	}
	return l
}

// dateEvent gives an act its day. What is planned, hoped for or called off was
// so on the day of the report; the day it was meant for stands in the
// register's field.
func (c *caster) dateEvent(x *PloverRecord, e *record.Event) {
	if e.Status == "occurred" && e.Date != nil && e.Date.Value != nil {
		c.date(x, *e.Date.Value, e.Date.Basis)
		return
	}
	c.published(x)
	if e.Date != nil {
		x.Register.Due = e.Date.Value
	}
}

// dateStatement gives words the day of the event in which they were said, else
// that of the report.
func (c *caster) dateStatement(x *PloverRecord, s *record.Statement) {
	if s.Event != nil {
		x.Link = c.reportID() + "-" + *s.Event
		at := slices.IndexFunc(c.Events, func(e record.Event) bool { return e.ID == *s.Event })
		if at >= 0 && c.Events[at].Status == "occurred" && c.Events[at].Date != nil && c.Events[at].Date.Value != nil {
			c.date(x, *c.Events[at].Date.Value, c.Events[at].Date.Basis)
			return
		}
	}
	c.published(x)
}

// published takes the day of the report.
func (c *caster) published(x *PloverRecord) {
	if c.Published.Value != nil {
		basis := "published"
		c.date(x, (*c.Published.Value)[:min(10, len(*c.Published.Value))], &basis)
	}
}

// date writes a day, a month, a year or a range as PLOVER does: a first day
// and, unless it is the only one, a last.
func (c *caster) date(x *PloverRecord, value string, basis *string) {
	from, to, ranged := strings.Cut(value, "/")
	if !ranged {
		to = from
	}
	first, last := firstDay(from), lastDay(to)
	x.Date, x.Register.DateBasis = &first, basis
	if last != first {
		x.EndDate = last
	}
}
