// Package commitment reads checkable deliverables: what the rules of kind
// "commitment" find in the words of a statement or in the outlet's own, and
// what events of signing and visiting imply.
//
// A rule's captures: object (the thing promised; else the whole match), by
// and to (parties). Its settings: kind (of object), stage (else the act of
// the statement it stands in, else the tense).
package commitment

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Run reads the commitments of an article into c.Promised.
func Run(c *extract.Case) {
	r := &reader{Case: c}
	for _, s := range c.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for _, m := range c.Run("commitment", s) {
			r.match(s, &m)
		}
	}
	r.events()
	for i := range c.Promised {
		c.Promised[i].ID = extract.ID("c", i)
	}
}

type reader struct{ *extract.Case }

// stages of what is said, by the act of the statement.
var stages = map[string]string{
	"offer": "proposed", "request": "proposed", "propose": "proposed", "hope": "proposed", "invite": "proposed", "stress": "proposed",
	"announce": "announced", "promise": "announced", "state": "announced",
}

// match finishes one match.
func (r *reader) match(s doc.Sentence, m *rule.Match) {
	ru := r.Rule("commitment", m)
	obj, ok := m.Get("object")
	if !ok {
		obj = rule.Cap{First: m.First, End: m.End}
	}
	c := record.Commitment{Rule: ru.Name, Stage: ru.Make["stage"], Span: r.Span(obj.First, obj.End), By: []string{}, To: []string{}, Doubts: []string{}}
	c.Object = record.Object{Kind: ru.Make["kind"], Span: c.Span}
	st := r.statement(c.Span)
	if st != nil {
		id := st.ID
		c.Statement = &id
	}
	if c.Stage == "" {
		c.Stage = r.stage(st)
	}
	r.parties(&c, st, m)
	if c.Stage == "" || len(c.Parties) < 2 {
		r.Drop(m.First, m.End, ru.Name, "no stage, or fewer than two parties")
		return
	}
	c.Topics = r.Topics(obj.First, obj.End)
	c.Deadline = r.deadline(obj.First, min(obj.End+12, s.End))
	r.keep(c)
}

// statement is the statement in whose words a span stands, or nil.
func (r *reader) statement(span record.Span) *record.Statement {
	for i := range r.Said {
		if st := &r.Said[i]; st.Span[0] <= span[0] && span[0] < st.Span[1] {
			return st
		}
	}
	return nil
}

func (r *reader) stage(st *record.Statement) string {
	if st == nil {
		return ""
	}
	return stages[st.Act]
}

// parties: as the rule says, else the speaker and those spoken to; what is
// asked of the other side is owed by it.
func (r *reader) parties(c *record.Commitment, st *record.Statement, m *rule.Match) {
	for _, x := range m.Caps {
		for _, p := range r.Parties(x.First, x.End) {
			for _, a := range r.Who(p) {
				switch x.Name {
				case "by":
					c.By = add(c.By, r.Code(a))
				case "to":
					c.To = add(c.To, r.Code(a))
				}
			}
		}
	}
	if len(c.By)+len(c.To) == 0 && st != nil {
		r.said(c, st)
	}
	c.Parties = []string{}
	for _, code := range append(append([]string{}, c.By...), c.To...) {
		c.Parties = add(c.Parties, code)
	}
}

// said: what is offered, announced or promised is owed by the speaker to
// those spoken to; what is asked of others by them; what both sides name, by
// both.
func (r *reader) said(c *record.Commitment, st *record.Statement) {
	speaker, other := r.sides(st)
	states := r.namedIn(c.Span)
	switch {
	case slices.Contains(states, speaker) && len(states) > 1 || len(st.Speakers) > 1:
		c.By = append(c.By, states...)
	case st.Act == "request":
		c.By, c.To = add(c.By, other), add(c.To, speaker)
	case st.Act == "offer" || st.Act == "promise" || st.Act == "announce":
		c.By, c.To = add(c.By, speaker), add(c.To, other)
	}
	if len(c.By)+len(c.To) < 2 {
		c.By, c.To = add(add([]string{}, speaker), other), []string{}
	}
}

// sides are the speaker's party and the one spoken to: the statement's
// target, else the other of the two parties of the talk.
func (r *reader) sides(st *record.Statement) (speaker, other string) {
	for _, id := range st.Speakers {
		if speaker == "" {
			speaker = r.Code(extract.Index(id))
		} else if code := r.Code(extract.Index(id)); code != speaker {
			other = code
		}
	}
	for _, t := range st.Targets {
		if other == "" && t != speaker {
			other = t
		}
	}
	for _, a := range r.Pair() {
		if code := r.Code(a); other == "" && code != speaker {
			other = code
		}
	}
	return speaker, other
}

// namedIn are the parties named within a span.
func (r *reader) namedIn(span record.Span) (out []string) {
	for i := range r.Mentions {
		m := &r.Mentions[i]
		s := r.Span(m.First, m.End)
		if s[0] < span[0] || s[1] > span[1] {
			continue
		}
		for _, a := range r.Who(i) {
			out = add(out, r.Code(a))
		}
	}
	return out
}

func add(list []string, code string) []string {
	if code == "" || slices.Contains(list, code) {
		return list
	}
	return append(list, code)
}

// deadline is a date that lies ahead of what is promised.
func (r *reader) deadline(first, end int32) *record.Deadline {
	d := r.Date(first, end, 1)
	if d == nil {
		return nil
	}
	return &record.Deadline{Value: d.Value, Span: d.Span}
}

// events adds what events imply: a document signed, a visit to be paid.
func (r *reader) events() {
	for i := range r.Events {
		e := &r.Events[i]
		kind, stage := implied(e)
		if kind == "" {
			continue
		}
		id := e.ID
		span := e.Spans[0]
		c := record.Commitment{Rule: e.Rule, Stage: stage, Span: span, Object: record.Object{Kind: kind, Span: span}, By: []string{}, To: []string{},
			Topics: append([]string{}, e.Topics...), Event: &id, Doubts: []string{}}
		r.owed(&c, e)
		if len(c.Parties) < 2 {
			continue
		}
		if e.Date != nil && stage != "signed" && stage != "ratified" {
			c.Deadline = &record.Deadline{Value: e.Date.Value, Span: e.Date.Span}
		}
		r.keep(c)
	}
}

// implied is the object and stage of the commitment that an event brings.
func implied(e *record.Event) (kind, stage string) {
	done := map[string]string{"occurred": "signed", "planned": "announced", "proposed": "proposed"}
	switch {
	case e.Verb == "sign":
		return "instrument", done[e.Status]
	case e.Verb == "initial" && e.Status == "occurred":
		return "instrument", "initialled"
	case e.Verb == "ratify" && e.Status == "occurred":
		return "instrument", "ratified"
	case e.Type == "CONSULT" && e.Verb == "visit" || e.Verb == "meet" || e.Verb == "receive":
		return "visit", map[string]string{"planned": "announced", "proposed": "proposed", "cancelled": "delayed"}[e.Status]
	case e.Verb == "commission" && e.Status != "occurred":
		return "session", map[string]string{"planned": "announced", "proposed": "proposed", "cancelled": "delayed"}[e.Status]
	}
	return "", ""
}

// owed: a visitor owes his visit to the host; the rest is owed by all.
func (r *reader) owed(c *record.Commitment, e *record.Event) {
	for _, p := range e.Participants {
		code := r.Code(extract.Index(p.Actor))
		if p.Role == "host" {
			c.To = add(c.To, code)
		} else {
			c.By = add(c.By, code)
		}
	}
	for _, code := range e.Countries {
		if !slices.Contains(c.To, code) && !slices.Contains(c.By, code) {
			c.To = add(c.To, code)
		}
	}
	if len(c.By) == 0 {
		c.By, c.To = c.To, []string{}
	}
	c.Parties = []string{}
	for _, code := range append(append([]string{}, c.By...), c.To...) {
		c.Parties = add(c.Parties, code)
	}
}

// keep adds a commitment unless the same words already gave one of its kind.
func (r *reader) keep(c record.Commitment) {
	if c.Object.Kind == "" || c.Stage == "" {
		return
	}
	for i := range r.Promised {
		p := &r.Promised[i]
		if p.Object.Kind == c.Object.Kind && p.Span[0] < c.Span[1] && c.Span[0] < p.Span[1] {
			return
		}
	}
	r.Promised = append(r.Promised, c)
}
