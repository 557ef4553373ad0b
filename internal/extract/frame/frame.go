// Package frame reads what stands around the events and statements of an
// article: the gathering to which a talk belongs, which one of how many it was,
// who vouches for it, who passed words on. Matches of the rules of kind "frame"
// are given to the events and statements of their sentence; and statements are
// tied to the talk in which they were made and to the statement that they say
// again.
//
// A rule's settings: field, what it fills: "occasion", "ordinal", "source" (who
// vouches for events and, where that is an outlet, passed words on),
// "incomplete" (more took part than are named); source: "anonymous", "media" or
// "named", which kind of source it is; n: the count of an ordinal whose own word
// does not say it; foreign: "1" where an outlet of the article's own state is
// its own credit.
//
// Captures: cue (the words shown), name (the gathering as printed), nth (the
// word of count), since (from when it counts), by (who vouches), of (how many
// took part).
package frame

import (
	"slices"
	"strconv"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Form is what rules of kind "frame" may say.
var Form = extract.Form{
	Settings: map[string][]string{"field": {"occasion", "ordinal", "source", "incomplete"}, "source": {"anonymous", "media", "named"},
		"n": nil, "foreign": {"1"}},
	Captures: []string{"cue", "name", "nth", "since", "by", "of"},
	Roles:    []string{},
}

// Run fills the frames of c.Events and c.Said.
func Run(c *extract.Case) {
	r := &reader{c}
	for _, s := range c.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for _, m := range c.Run("frame", s) {
			r.match(s, &m)
		}
	}
	r.vouched()
	r.settings()
	r.restated()
}

type reader struct{ *extract.Case }

// match gives what a rule found to the events or statements of its sentence.
func (r *reader) match(s doc.Sentence, m *rule.Match) {
	ru := r.Rule("frame", m)
	switch ru.Make["field"] {
	case "occasion":
		r.occasion(s, m)
	case "ordinal":
		r.ordinal(s, m, ru)
	case "source":
		r.source(s, m, ru)
	case "incomplete":
		r.incomplete(s, m)
	}
}

// eventsIn are the events of a type that are told in a sentence.
func (r *reader) eventsIn(s doc.Sentence, types ...string) (out []*record.Event) {
	within := r.Span(s.First, s.End)
	for i := range r.Events {
		e := &r.Events[i]
		told := slices.ContainsFunc(e.Spans, func(x record.Span) bool { return within[0] <= x[0] && x[0] < within[1] })
		if told && (len(types) == 0 || slices.Contains(types, e.Type)) {
			out = append(out, e)
		}
	}
	return out
}

// nearest is the event of a list one of whose spans in the sentence lies
// closest to the segments of a match; nil when there is none.
func (r *reader) nearest(list []*record.Event, s doc.Sentence, m *rule.Match) (best *record.Event) {
	at, within, least := r.Span(m.First, m.End), r.Span(s.First, s.End), -1
	for _, e := range list {
		for _, x := range e.Spans {
			if x[0] < within[0] || x[0] >= within[1] {
				continue
			}
			if d := max(at[0]-x[1], x[0]-at[1], 0); least < 0 || d < least {
				best, least = e, d
			}
		}
	}
	return best
}

// words are the printed words of segments on one line.
func (r *reader) words(k rule.Cap) string {
	s := r.Span(k.First, k.End)
	return strings.Join(strings.Fields(r.Doc.Text[s[0]:s[1]]), " ")
}

// shown is what a match shows as its words.
func (r *reader) shown(m *rule.Match) record.Span {
	if k, ok := m.Get("cue"); ok {
		return r.Span(k.First, k.End)
	}
	return r.Span(m.First, m.End)
}

// occasion names the gathering at or beside which the talks of a sentence were
// held.
func (r *reader) occasion(s doc.Sentence, m *rule.Match) {
	k, ok := m.Get("name")
	if !ok {
		return
	}
	name := r.words(k)
	for _, e := range r.eventsIn(s, "CONSULT", "AGREE", "COOPERATE") {
		beside := e.Mode != nil && *e.Mode == "multilateral" || e.Verb == "attend"
		if e.Occasion == nil && beside {
			e.Occasion = &name
		}
	}
}

// ordinal counts the talk that stands closest.
func (r *reader) ordinal(s doc.Sentence, m *rule.Match, ru *rule.Rule) {
	e := r.nearest(r.eventsIn(s, "CONSULT", "COOPERATE"), s, m)
	n := r.count(m, ru)
	if e == nil || n < 1 || e.Status == "denied" {
		return
	}
	e.Ordinal = &record.Ordinal{N: n, Since: r.since(m), Span: r.shown(m)}
}

// count is the number of a match: its rule's, or that of its word.
func (r *reader) count(m *rule.Match, ru *rule.Rule) int {
	said := ru.Make["n"]
	if k, ok := m.Get("nth"); ok && said == "" {
		said = r.attr(k, "n")
	}
	n, _ := strconv.Atoi(said)
	return n
}

// attr is an attribute of the first mark in a capture that has it.
func (r *reader) attr(k rule.Cap, key string) string {
	for i := k.First; i < k.End; i++ {
		for _, m := range r.Doc.MarksAt(int(i)) {
			if v := r.Lex.Attr(m, key); v != "" && m.End <= k.End {
				return v
			}
		}
	}
	return ""
}

// since is the year or day from which an ordinal counts: a year, that of so many
// years before the day of publication, or a date.
func (r *reader) since(m *rule.Match) *string {
	k, ok := m.Get("since")
	if !ok {
		return nil
	}
	switch n, now := r.figure(k), r.year(); {
	case n > 1900 && n <= now:
		from := strconv.Itoa(n)
		return &from
	case n > 0 && n < 200 && now > 0:
		from := strconv.Itoa(now - n)
		return &from
	}
	if d := r.Date(k.First, k.End, -1); d != nil {
		from, _, _ := strings.Cut(*d.Value, "/")
		return &from
	}
	return nil
}

// year is that of publication, or 0.
func (r *reader) year() int {
	n, err := strconv.Atoi(r.Published.Value[:min(4, len(r.Published.Value))])
	if err != nil {
		return 0
	}
	return n
}

// figure is the first number of a capture, in digits or as a word, or 0.
func (r *reader) figure(k rule.Cap) int {
	for i := k.First; i < k.End; i++ {
		if n, err := strconv.Atoi(r.Names(r.Doc.Segs.Form(int(i)))); err == nil {
			return n
		}
	}
	n, _ := strconv.Atoi(r.attr(k, "n"))
	return n
}

// incomplete notes that more took part than are named.
func (r *reader) incomplete(s doc.Sentence, m *rule.Match) {
	of := 0
	if k, ok := m.Get("of"); ok {
		of = r.figure(k)
	}
	for _, e := range r.eventsIn(s, "CONSULT", "AGREE", "COOPERATE") {
		several := e.Verb == "attend" || e.Format != nil && *e.Format == "multilateral"
		if several && (of == 0 || of > len(e.Countries)) {
			e.ParticipantsComplete = false
		}
	}
}
