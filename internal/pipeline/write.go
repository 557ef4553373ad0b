package pipeline

import (
	"slices"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// write turns a finished case into its record.
func (w *Worker) write(k *extract.Case) *record.Record {
	a := &k.Doc.Article
	p := newPoints(a.Text)
	r := &record.Record{Schema: record.Schema, ID: idOf(a.Text), Lang: k.Doc.Lang, Genre: k.Doc.Genre, Text: a.Text,
		Source: source(k), Coder: w.coder(k.Lang), Published: published(k.Published, p), Zones: zones(k.Doc.Zones, p)}
	used := renumber(k)
	r.Actors = actors(k, used, p)
	r.Events, r.Statements, r.Commitments = k.Events, k.Said, k.Promised
	finishEvents(r, used, p)
	finishStatements(r, used, p)
	finishCommitments(r, p)
	return r
}

func (c *Coder) coder(tag string) record.Coder {
	return record.Coder{Program: Version, Pack: tag + " " + c.langs[tag].pack.Hash[:12], World: c.Dir.Hash[:12]}
}

func published(p doc.Published, pt *points) record.Published {
	out := record.Published{Value: record.Opt(p.Value), Zone: record.Opt(p.Zone), NotAfter: record.Opt(p.NotAfter)}
	if p.Basis == "given" {
		out.Basis = record.Opt(p.Basis)
	}
	if p.Span.Len() > 0 {
		s := pt.of(record.Span{p.Span.Start, p.Span.End})
		out.Span = &s
	}
	return out
}

func zones(in []doc.Zone, pt *points) []record.Zone {
	out := []record.Zone{}
	for _, z := range in {
		out = append(out, record.Zone{Span: pt.of(record.Span{z.Span.Start, z.Span.End}), Kind: z.Kind.String()})
	}
	return out
}

// points turns byte positions into code points.
type points struct {
	text   string
	before []int // code points before each stretch of bytes
}

const stretch = 256

func newPoints(text string) *points {
	p := &points{text, make([]int, 1, len(text)/stretch+2)}
	n := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
		if (i+1)%stretch == 0 {
			p.before = append(p.before, n)
		}
	}
	return p
}

// point is the number of code points before byte at.
func (p *points) point(at int) int {
	n := p.before[at/stretch]
	for _, b := range []byte(p.text[at/stretch*stretch : at]) {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

func (p *points) of(s record.Span) record.Span { return record.Span{p.point(s[0]), p.point(s[1])} }

func (p *points) at(s *record.Span) *record.Span {
	if s == nil {
		return nil
	}
	out := p.of(*s)
	return &out
}

func (p *points) all(in []record.Span) []record.Span {
	out := make([]record.Span, len(in))
	for i, s := range in {
		out[i] = p.of(s)
	}
	return out
}

// renumber gives ids to the actors that something points at, in the order in
// which the text first names them.
func renumber(k *extract.Case) map[string]string {
	order := []int{}
	for i := range k.Actors {
		if k.Actors[i].Used {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return firstSpan(&k.Actors[a]) - firstSpan(&k.Actors[b]) })
	ids := map[string]string{}
	for n, i := range order {
		ids[extract.ID("a", i)] = extract.ID("a", n)
	}
	return ids
}

func firstSpan(a *extract.Actor) int {
	first := 1 << 30
	for _, s := range a.Spans {
		first = min(first, s.Start)
	}
	return first
}

func actors(k *extract.Case, ids map[string]string, p *points) []record.Actor {
	out := make([]record.Actor, len(ids))
	for i := range k.Actors {
		a := &k.Actors[i]
		id, ok := ids[extract.ID("a", i)]
		if !ok {
			continue
		}
		out[extract.Index(id)] = actor(k, a, id, p)
	}
	return out
}

func actor(k *extract.Case, a *extract.Actor, id string, p *points) record.Actor {
	spans := []record.Span{}
	for _, s := range a.Spans {
		spans = append(spans, p.of(record.Span{s.Start, s.End}))
	}
	slices.SortFunc(spans, func(x, y record.Span) int { return x[0] - y[0] })
	country := a.Country
	if _, ok := k.Dir.StateByCode(country); !ok {
		country = "" // whoever speaks for an organisation has no state by that
	}
	english, basis := a.NameEn, a.NameBasis
	if a.Kind == extract.Person && english == "" {
		if english = k.Latin(a.Name); english != "" {
			basis = "transliterated"
		}
	}
	return record.Actor{ID: id, Kind: a.Kind.String(), Name: a.Name, NameEn: record.Opt(english), NameBasis: record.Opt(basis), Office: record.Opt(a.Office),
		OfficeBasis: record.Opt(a.OfficeBasis), Country: record.Opt(country), Represents: record.Opt(a.Represents), Class: record.Opt(a.Class), Acronym: record.Opt(a.Acronym),
		Spans: slices.Compact(spans), Rule: a.Rule}
}

// own is a copy: events may share a day or a place, and each has its spans
// turned once.
func own[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

func finishEvents(r *record.Record, ids map[string]string, p *points) {
	if r.Events == nil {
		r.Events = []record.Event{}
	}
	for i := range r.Events {
		e := &r.Events[i]
		e.Participants = slices.Clone(e.Participants)
		for j := range e.Participants {
			e.Participants[j].Actor = ids[e.Participants[j].Actor]
		}
		for _, names := range []*[]string{&e.Attribution.By, &e.Attribution.ClaimedBy, &e.Attribution.DeniedBy} {
			*names = slices.Clone(*names)
			for j, id := range *names {
				(*names)[j] = ids[id]
			}
		}
		e.Attribution.Span = p.at(e.Attribution.Span)
		e.Spans = p.all(e.Spans)
		e.Date, e.Place, e.Ordinal = own(e.Date), own(e.Place), own(e.Ordinal)
		if e.Date != nil {
			e.Date.Span = p.at(e.Date.Span)
		}
		if e.Place != nil {
			e.Place.Span = p.at(e.Place.Span)
		}
		if e.Ordinal != nil {
			e.Ordinal.Span = p.of(e.Ordinal.Span)
		}
	}
}

func finishStatements(r *record.Record, ids map[string]string, p *points) {
	if r.Statements == nil {
		r.Statements = []record.Statement{}
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Speakers, s.Targets = slices.Clone(s.Speakers), slices.Clone(s.Targets)
		for j := range s.Speakers {
			s.Speakers[j] = ids[s.Speakers[j]]
		}
		for j, t := range s.Targets {
			if id, ok := ids[t]; ok {
				s.Targets[j] = id
			}
		}
		s.Cue, s.Span = p.at(s.Cue), p.of(s.Span)
	}
}

func finishCommitments(r *record.Record, p *points) {
	if r.Commitments == nil {
		r.Commitments = []record.Commitment{}
	}
	for i := range r.Commitments {
		c := &r.Commitments[i]
		c.Span, c.Object.Span, c.Condition = p.of(c.Span), p.of(c.Object.Span), p.at(c.Condition)
		if c.Deadline = own(c.Deadline); c.Deadline != nil {
			c.Deadline.Span = p.at(c.Deadline.Span)
		}
	}
}
