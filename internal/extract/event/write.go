package event

import (
	"slices"
	"time"

	"safir/internal/extract"
	"safir/internal/record"
)

// write turns a draft into an event.
func (r *reader) write(i int, d *draft) {
	e := d.Event
	e.ID = extract.ID("e", i)
	e.Spans = d.spans
	e.Doubts = append([]string{}, d.Doubts...)
	e.Countries = append([]string{}, d.countries...)
	e.Participants = []record.Participant{}
	for _, p := range d.parts {
		r.Actors[p.actor].Used = true
		e.Participants = append(e.Participants, record.Participant{Actor: extract.ID("a", p.actor), Role: p.role, Office: record.Opt(p.office),
			Holder: r.Holder(p.actor, p.office, d.Date)})
	}
	e.Main = r.news(d)
	r.fill(&e, d)
	r.Events = append(r.Events, e)
}

// news reports whether an event is what the article reports: told first or of
// the day of publication, and neither background nor a mere wish.
func (r *reader) news(d *draft) bool {
	if d.past && (d.Verb == "attend" || d.Date != nil && d.Status == "occurred" && !r.today(d)) {
		return false
	}
	recent := d.Date != nil && len(*d.Date.Value) >= 10 && r.Published.Value != "" && apart(*d.Date.Value, r.Published.Value) <= 2
	switch d.Status {
	case "proposed":
		return false
	case "planned":
		return d.lead && r.nth(d.sentence) < 2 || r.awaited && !d.past && (d.lead || d.Type == "CONSULT") && !d.said
	case "occurred":
		if d.Date != nil && r.Published.Value != "" {
			return recent && (d.lead || d.Verb != "attend" && !d.said)
		}
		return !d.past && (d.lead || d.Type == "CONSULT" && !d.said && !(r.VerbFirst && d.verbless && d.Verb == "visit"))
	}
	return d.lead && !d.past
}

// allAhead reports whether the news is what will be: something planned is told
// first, and nothing of the news occurred.
func (r *reader) allAhead(drafts []draft) bool {
	ahead := false
	for i := range drafts {
		d := &drafts[i]
		if d.Status == "occurred" && r.news(d) {
			return false
		}
		ahead = ahead || d.Status == "planned" && d.lead
	}
	return ahead && r.VerbFirst
}

// today reports whether an event is dated the day of publication.
func (r *reader) today(d *draft) bool {
	return len(r.Published.Value) >= 10 && *d.Date.Value == r.Published.Value[:10]
}

// nth is how many sentences of the article itself stand before one.
func (r *reader) nth(sentence int) (n int) {
	for _, s := range r.Doc.Sents[:sentence] {
		if s.Zone.Evidence() {
			n++
		}
	}
	return n
}

// apart is how many days lie between two dates, as far as they are printed.
func apart(a, b string) int {
	x, ok1 := dayOf(a)
	y, ok2 := dayOf(b)
	if !ok1 || !ok2 {
		return 0
	}
	return int(x.Sub(y).Abs().Hours() / 24)
}

// dayOf is the first day of a date: the first of a month, of a year, of a
// range.
func dayOf(value string) (time.Time, bool) {
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(value) >= len(form) {
			if t, err := time.Parse(form, value[:len(form)]); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// fill derives mode, format and a day for the news itself.
func (r *reader) fill(e *record.Event, d *draft) {
	if e.Type == "CONSULT" && e.Mode == nil {
		e.Mode = record.Opt(r.mode(e, d))
	}
	if e.Format == nil {
		e.Format = record.Opt("bilateral")
		if len(d.countries)+r.bodies(d) > 2 {
			e.Format = record.Opt("multilateral")
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
	case record.Val(d.Channel) == "phone" || record.Val(d.Channel) == "video":
		return "phone"
	case record.Val(d.Channel) != "in_person":
		return ""
	case d.gathering || e.Verb == "meet" && len(d.countries) > 2 && !d.has("host"):
		return "multilateral"
	case e.Verb == "credentials" || e.Verb == "farewell" || r.ambassador(d) >= 0:
		return ""
	case e.Place != nil && slices.Contains(d.countries, *e.Place.Country):
		return "visit"
	case e.Place != nil && len(d.countries) > 1:
		return "third-party"
	}
	return ""
}
