package event

import (
	"slices"

	"safir/internal/extract"
	"safir/internal/record"
)

// finish makes tellings of one happening one and writes the events.
func (r *reader) finish() {
	var kept []draft
	for _, d := range r.drafts {
		if i := slices.IndexFunc(kept, func(k draft) bool { return r.same(&k, &d) }); i >= 0 {
			r.join(&kept[i], &d)
		} else {
			kept = append(kept, d)
		}
	}
	for i := range kept {
		r.write(i, &kept[i])
	}
}

// talks are the verbs that may tell one talk.
var talks = []string{"meet", "receive", "visit", "negotiate", "call", "consultations", "attend"}

// same reports whether two drafts tell one happening.
func (r *reader) same(a, b *draft) bool {
	if a.Type != b.Type || a.Verb != b.Verb && !(slices.Contains(talks, a.Verb) && slices.Contains(talks, b.Verb)) {
		return false
	}
	if !within(a.countries, b.countries) || a.Status != b.Status && !(a.Main && b.Main) {
		return false
	}
	if differ(channel(a), channel(b)) || r.otherDay(a, b) {
		return false
	}
	return r.samePeople(a, b)
}

func channel(d *draft) string {
	if d.Channel == nil {
		return ""
	}
	return *d.Channel
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return len(a) > 0
}

func (r *reader) otherDay(a, b *draft) bool {
	return a.Date != nil && b.Date != nil && *a.Date.Value != *b.Date.Value
}

// samePeople: two tellings may name different people only where one names
// none of that state.
func (r *reader) samePeople(a, b *draft) bool {
	for _, p := range a.parts {
		for _, q := range b.parts {
			x, y := &r.Actors[p.actor], &r.Actors[q.actor]
			if p.actor != q.actor && x.Kind == extract.Person && y.Kind == extract.Person && x.Country == y.Country {
				return false
			}
		}
	}
	return true
}

// join puts a later telling into the first.
func (r *reader) join(a, b *draft) {
	for _, p := range b.parts {
		r.better(a, p)
	}
	for _, c := range b.countries {
		a.country(c)
	}
	if a.Date == nil {
		a.Date = b.Date
	}
	if a.Place == nil {
		a.Place = b.Place
	}
	if a.Channel == nil {
		a.Channel = b.Channel
	}
	if a.Mode == nil {
		a.Mode = b.Mode
	}
	if a.Verb == "visit" || a.Verb == "negotiate" {
		a.Verb = b.Verb
	}
	a.Main = a.Main || b.Main
	a.occasionMul = a.occasionMul || b.occasionMul
	a.Topics = union(a.Topics, b.Topics)
	a.spans = append(a.spans, b.spans...)
}

// better adds a part; a person takes the place of his bare state.
func (r *reader) better(a *draft, p part) {
	for i, q := range a.parts {
		x, y := &r.Actors[q.actor], &r.Actors[p.actor]
		if q.actor == p.actor {
			return
		}
		if x.Country == y.Country && x.Kind == extract.Country && y.Kind == extract.Person {
			a.parts[i].actor, a.parts[i].office = p.actor, ""
			return
		}
		if x.Country == y.Country && x.Kind == extract.Person && y.Kind == extract.Country {
			return
		}
	}
	a.add(p)
}

// write turns a draft into an event.
func (r *reader) write(i int, d *draft) {
	e := d.Event
	e.ID = extract.ID("e", i)
	e.Spans, e.Doubts, e.ParticipantsComplete = d.spans, []string{}, true
	e.Attribution = record.Attribution{Kind: "outlet", By: []string{}}
	e.Countries = append([]string{}, d.countries...)
	e.Participants = []record.Participant{}
	for _, p := range d.parts {
		r.Actors[p.actor].Used = true
		e.Participants = append(e.Participants, record.Participant{Actor: extract.ID("a", p.actor), Role: p.role, Office: opt(p.office)})
	}
	r.fill(&e, d)
	r.Events = append(r.Events, e)
}

// fill derives mode, format and a day for the news itself.
func (r *reader) fill(e *record.Event, d *draft) {
	if e.Type == "CONSULT" && e.Mode == nil {
		e.Mode = opt(r.mode(e, d))
	}
	if e.Format == nil {
		e.Format = opt("bilateral")
		if len(d.countries)+r.bodies(d) > 2 {
			e.Format = opt("multilateral")
		}
	}
	if e.Date == nil && e.Main && e.Status == "occurred" && len(r.Published.Value) >= 10 {
		value, basis, cal := r.Published.Value[:10], "published", "gregorian"
		e.Date = &record.Date{Value: &value, Basis: &basis, Calendar: &cal}
		e.Doubts = append(e.Doubts, "date-assumed")
	}
}

// mode of a talk: how the parties came together.
func (r *reader) mode(e *record.Event, d *draft) string {
	switch {
	case channel(d) == "phone" || channel(d) == "video":
		return "phone"
	case d.occasionMul:
		return "multilateral"
	case channel(d) != "in_person":
		return ""
	case e.Place != nil && slices.Contains(d.countries, *e.Place.Country):
		return "visit"
	case e.Place != nil && len(d.countries) > 1:
		return "third-party"
	}
	return ""
}
