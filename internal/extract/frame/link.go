package frame

import (
	"slices"
	"sort"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/record"
)

// talks are the verbs of events in which people speak to each other.
var talks = []string{"meet", "receive", "negotiate", "call", "consultations", "credentials", "farewell"}

// settings ties statements to the talk in which they were made: the one told
// in the same sentence, else the article's only one.
func (r *reader) settings() {
	only := r.only()
	for i := range r.Said {
		st := &r.Said[i]
		e := r.beside(st)
		if e == nil && only != nil && st.Span[0] > only.Spans[0][0] && r.spoke(st, only) {
			e = only
		}
		if e != nil {
			st.Event = &e.ID
		}
	}
}

// only is the one talk that an article reports, when nothing else in it was an
// occasion to speak; else nil.
func (r *reader) only() (one *record.Event) {
	for _, m := range r.Doc.Marks() {
		if r.Lex.ClassName(m.Class) == "press" {
			return nil
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		if !slices.Contains(talks, e.Verb) || !e.Main || e.Status != "occurred" {
			continue
		}
		if one != nil {
			return nil
		}
		one = e
	}
	return one
}

// beside is the talk told in the sentence of a statement's cue outside of the
// words said, when its speaker took part in it.
func (r *reader) beside(st *record.Statement) (found *record.Event) {
	s, ok := r.sentenceOf(st)
	if !ok {
		return nil
	}
	for _, e := range r.eventsIn(s, "CONSULT") {
		if !slices.Contains(talks, e.Verb) || e.Status != "occurred" || !r.spoke(st, e) || r.within(e, st) || r.apart(e, s) {
			continue
		}
		if found != nil {
			return nil
		}
		found = e
	}
	return found
}

// apart reports whether a word before a telling sets it before or after what
// else the sentence tells, or what else it tells beside it.
func (r *reader) apart(e *record.Event, s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		for _, m := range r.Doc.MarksAt(int(i)) {
			if (m.Class == r.C.Apart || m.Class == r.C.Sidelines) && r.begins(e, m.First, min(m.End+near, s.End)) {
				return true
			}
		}
	}
	return false
}

// near is how many segments may part a word from what it governs.
const near = 3

// begins reports whether a telling of an event begins in segments [first, end).
func (r *reader) begins(e *record.Event, first, end int32) bool {
	at := r.Span(first, end)
	return slices.ContainsFunc(e.Spans, func(x record.Span) bool { return at[0] <= x[0] && x[0] < at[1] })
}

// sentenceOf is the sentence in which a statement's cue stands.
func (r *reader) sentenceOf(st *record.Statement) (doc.Sentence, bool) {
	at := st.Span[0]
	if st.Cue != nil {
		at = st.Cue[0]
	}
	for _, s := range r.Doc.Sents {
		if x := r.Span(s.First, s.End); x[0] <= at && at < x[1] {
			return s, true
		}
	}
	return doc.Sentence{}, false
}

// within reports whether a statement's own words tell an event.
func (r *reader) within(e *record.Event, st *record.Statement) bool {
	return slices.ContainsFunc(e.Spans, func(x record.Span) bool { return st.Span[0] <= x[0] && x[0] < st.Span[1] })
}

// spoke reports whether all who make a statement took part in an event.
func (r *reader) spoke(st *record.Statement, e *record.Event) bool {
	for _, s := range st.Speakers {
		if !slices.ContainsFunc(e.Participants, func(p record.Participant) bool { return p.Actor == s }) {
			return false
		}
	}
	return len(st.Speakers) > 0
}

// restated ties a statement to the earlier one of the same speakers whose
// words it says again.
func (r *reader) restated() {
	words := make([][]int32, len(r.Said))
	said := func(i int) []int32 {
		if words[i] == nil {
			words[i] = r.content(r.Said[i].Span)
		}
		return words[i]
	}
	for i := range r.Said {
		for k := range i {
			if slices.Equal(r.Said[k].Speakers, r.Said[i].Speakers) && again(said(k), said(i)) {
				id := r.Said[k].ID
				r.Said[i].Restates = &id
				break
			}
		}
	}
}

// What makes two statements one: so many words of content at least, and so
// many in a hundred of the shorter one's.
const (
	fewest = 4
	shared = 80
	longer = 4 // how often the shorter goes into the longer at most
)

// again reports whether the words of one statement are mostly the other's.
func again(a, b []int32) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			n++
		}
	}
	return len(a) >= fewest && len(b) <= longer*len(a) && n*100 >= len(a)*shared
}

// content are the words of content in a span, each once, sorted: words of three
// letters or more that tie nothing and are no finite verbs.
func (r *reader) content(span record.Span) (out []int32) {
	segs := &r.Doc.Segs
	for i := sort.Search(segs.Len(), func(i int) bool { return int(segs.Start[i]) >= span[0] }); i < segs.Len() && int(segs.Start[i]) <= span[1]; i++ {
		if int(segs.End[i]) > span[1] || segs.Flags[i]&doc.Word == 0 || segs.Flags[i]&doc.Clitic != 0 {
			continue
		}
		if f := segs.Form(i); utf8.RuneCountInString(r.Names(f)) > 2 && !r.ties(int32(i)) {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ties reports whether a word only ties others, or says no more than that
// something was done.
func (r *reader) ties(i int32) bool {
	for _, m := range r.Doc.MarksAt(int(i)) {
		if m.Class == r.C.Prep || m.Class == r.C.Link || m.Class == r.C.Opener || r.C.Finite.Has(m.Class) {
			return true
		}
	}
	return false
}
