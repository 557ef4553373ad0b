package frame

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// source says who vouches for the events of a sentence that are told nowhere
// else; an outlet passed on what is said there.
func (r *reader) source(s doc.Sentence, m *rule.Match, ru *rule.Rule) {
	by, ok := m.Get("by")
	if ru.Make["foreign"] != "" && !r.abroad(by) {
		return
	}
	who, within, span := r.actors(by), r.Span(s.First, s.End), r.shown(m)
	if ru.Make["source"] == "named" && len(who) == 0 {
		return
	}
	if ok && ru.Make["source"] == "media" {
		r.via(within, r.words(by))
	}
	for _, e := range r.eventsIn(s) {
		if e.Attribution.Kind == "outlet" && r.all(e, within) {
			e.Attribution = record.Attribution{Kind: ru.Make["source"], By: r.use(who), Span: &span}
		}
	}
}

// via names who passed on what is said within a span.
func (r *reader) via(within record.Span, name string) {
	for i := range r.Said {
		if st := &r.Said[i]; st.Via == nil && within[0] <= st.Span[0] && st.Span[0] < within[1] {
			st.Via = &name
		}
	}
}

// abroad reports whether the first outlet of a capture is one of another state
// than the article's.
func (r *reader) abroad(k rule.Cap) bool {
	for i := k.First; i < k.End; i++ {
		if m, ok := r.Doc.MarkAt(int(i), r.C.Outlet); ok {
			return r.Lex.Attr(m, "code") != r.HomeState
		}
	}
	return true
}

// all reports whether an event is told within a span alone.
func (r *reader) all(e *record.Event, within record.Span) bool {
	return !slices.ContainsFunc(e.Spans, func(x record.Span) bool { return x[0] < within[0] || x[0] >= within[1] })
}

// actors are those whom the parties of a capture mean.
func (r *reader) actors(k rule.Cap) (out []int) {
	for _, m := range r.Parties(k.First, k.End) {
		for _, a := range r.Who(m) {
			if !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// use turns actors into ids of actors that something points at.
func (r *reader) use(actors []int) []string {
	out := []string{}
	for _, a := range actors {
		r.Actors[a].Used = true
		out = append(out, extract.ID("a", a))
	}
	return out
}

// vouched names those in whose words alone an event is told; for a denied
// event, those who deny it.
func (r *reader) vouched() {
	for i := range r.Events {
		e := &r.Events[i]
		if e.Attribution.Kind != "outlet" {
			r.claimed(e)
			continue
		}
		if st := r.teller(e); st != nil {
			e.Attribution = record.Attribution{Kind: "named", By: slices.Clone(st.Speakers), Span: st.Cue}
		}
		r.claimed(e)
	}
}

// claimed moves who vouches for the denial of a denied event to its own field.
func (r *reader) claimed(e *record.Event) {
	a := &e.Attribution
	if e.Status == "denied" && a.Kind == "named" {
		a.DeniedBy = slices.Clone(a.By)
	}
}

// teller is the statement of those in whose words every telling of an event
// lies, or nil.
func (r *reader) teller(e *record.Event) (first *record.Statement) {
	for _, x := range e.Spans {
		st := r.SaidAt(x)
		if st == nil || x[1] > st.Span[1] || first != nil && !slices.Equal(first.Speakers, st.Speakers) {
			return nil
		}
		if first == nil {
			first = st
		}
	}
	return first
}
