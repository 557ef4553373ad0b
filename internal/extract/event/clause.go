package event

import (
	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// clause is what surrounds a cue: where its clause begins and ends, and the
// mention that is its subject, or -1. stranger: somebody stands in the
// subject's place whom the article's cast does not know.
type clause struct {
	first, end int32
	subject    int
	stranger   bool
}

// clause reads the clause of a cue.
func (r *reader) clause(s doc.Sentence, cue rule.Cap) clause {
	if r.VerbFirst {
		c := clause{first: r.clauseStart(s, cue.First), end: r.clauseEnd(s, cue.End), subject: r.before(s, cue)}
		c.first, c.end = r.unsaidAround(cue, c.first, c.end)
		return c
	}
	return r.verbLast(s, cue)
}

// unsaidAround cuts what somebody says off the segments [first, end) around a
// cue that nobody says.
func (r *reader) unsaidAround(cue rule.Cap, first, end int32) (int32, int32) {
	if r.saidAt(cue.First) {
		return first, end
	}
	for i := cue.First - 1; i >= first; i-- {
		if r.saidAt(i) {
			first = i + 1
		}
	}
	for i := cue.End; i < end; i++ {
		if r.saidAt(i) {
			end = i
		}
	}
	return first, end
}

// saidAt reports whether segment i stands inside reported words.
func (r *reader) saidAt(i int32) bool {
	return r.SaidAt(r.Span(i, i+1)) != nil
}

// clauseStart is behind the last verb before segment i, or the sentence's
// start.
func (r *reader) clauseStart(s doc.Sentence, i int32) int32 {
	for j := i - 1; j >= s.First; j-- {
		if r.verbAt(j) || r.AnyAt(j, r.C.Say) || r.Doc.Segs.Flags[j]&doc.Hard != 0 {
			return j + 1
		}
	}
	return s.First
}

// clauseEnd is the next verb behind segment i, or the sentence's end.
func (r *reader) clauseEnd(s doc.Sentence, i int32) int32 {
	for ; i < s.End; i++ {
		if r.verbAt(i) || r.VerbFirst && r.AnyAt(i, r.C.Say) || r.Doc.Segs.Flags[i]&doc.Hard != 0 {
			return i
		}
	}
	return s.End
}

// verbAt reports whether a finite verb begins at segment i.
func (r *reader) verbAt(i int32) bool {
	_, ok := r.VerbAt(i)
	return ok
}

// before is the subject that a verb without one of its own takes from what
// stands before it in its sentence: the first person behind the last "that",
// unless the cue only says when something else was, else of the sentence; else
// the first state, that nothing governs; -1 when there is none.
func (r *reader) before(s doc.Sentence, cue rule.Cap) int {
	if !r.setting(cue) {
		for i := cue.First - 1; i > s.First; i-- {
			if r.Marked(i, r.C.That) {
				if m := r.firstFree(s, i+1, cue.First); m >= 0 && r.Mentions[m].Kind != extract.OfState && r.Mentions[m].Kind != extract.OfOrg {
					return m
				}
				break
			}
		}
	}
	return r.firstFree(s, s.First, cue.First)
}

// firstFree is the first person, else the first state or body, in segments
// [from, at) of a sentence that nothing governs; -1 when there is none.
func (r *reader) firstFree(s doc.Sentence, from, at int32) int {
	state := -1
	for i := from; i < at; i++ {
		m := r.PartyAt(i)
		if m < 0 || r.Mentions[m].End > at {
			continue
		}
		x := &r.Mentions[m]
		i = x.End - 1
		switch {
		case !r.free(s.First, m):
		case x.Kind != extract.OfState && x.Kind != extract.OfOrg:
			return m
		case state < 0:
			state = m
		}
	}
	return state
}

// verbLast walks from the sentence's start to the cue, clause by clause. A
// relative word opens a clause inside the present one, a finite verb closes
// it; the subject of a clause is its last party that nothing governs.
func (r *reader) verbLast(s doc.Sentence, cue rule.Cap) clause {
	type level struct {
		first   int32
		subject int
	}
	stack := []level{{s.First, -1}}
	for i := s.First; i < cue.First; i++ {
		top := &stack[len(stack)-1]
		if v, ok := r.VerbAt(i); ok && v.End <= cue.First {
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
			i = v.End - 1
			stack[len(stack)-1].first = v.End
			continue
		}
		if r.Marked(i, r.C.Relative) {
			next := level{i + 1, -1}
			if r.endsParty(s.First, i) {
				next.subject = top.subject
			}
			stack = append(stack, next)
			continue
		}
		if m := r.PartyAt(i); m >= 0 && r.Mentions[m].End <= cue.First {
			if r.free(s.First, m) {
				top.subject = m
			}
			i = r.Mentions[m].End - 1
		}
	}
	c := clause{first: stack[len(stack)-1].first, end: r.clauseEnd(s, cue.End), subject: -1}
	_, c.stranger = r.FindSubject(s, c.first, cue.First, cue.End)
	for k := len(stack) - 1; k >= 0 && c.subject < 0; k-- {
		c.subject = stack[k].subject
	}
	return c
}

// dated reports whether a mention is part of a date: the capital of a state
// may have the name of a weekday.
func (r *reader) dated(m int) bool {
	x := &r.Mentions[m]
	for i := max(0, x.First-5); i <= x.First; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok && k.End >= x.End {
			return true
		}
	}
	return false
}

// endsParty reports whether a party ends right before segment i, signs apart.
func (r *reader) endsParty(from, i int32) bool {
	for i > from && r.Doc.Segs.Flags[i-1]&doc.Punct != 0 {
		i--
	}
	return r.Ending(i) >= 0
}

// free reports whether a party may be a subject: nothing governs it, it is no
// object, and no part of a list or apposition to one that is governed.
func (r *reader) free(from int32, m int) bool {
	x := &r.Mentions[m]
	if x.Kind == extract.Anonymous || r.dated(m) || r.object(x.End) || r.governed(from, x.First) {
		return false
	}
	i := x.First
	for i > from && (r.Doc.Segs.Flags[i-1]&doc.Punct != 0 && r.Doc.Segs.Flags[i-1]&doc.Hard == 0 || r.Marked(i-1, r.C.And)) {
		i--
	}
	if before := r.Ending(i); before >= 0 && i > from && r.alike(before, m) && !r.source(from, before) {
		return i < x.First && r.free(from, before)
	}
	return true
}

// object reports whether the sign of the object stands at segment i, behind the
// comma that may close an apposition.
func (r *reader) object(i int32) bool {
	return r.Marked(i, r.C.Accusative) || int(i)+1 < r.Doc.Segs.Len() && r.Comma(i) && r.Marked(i+1, r.C.Accusative)
}

// source reports whether a mention is only who vouches for what follows
// ("according to X, Y …").
func (r *reader) source(from int32, m int) bool {
	first := r.Mentions[m].First
	for i := max(from, first-4); i < first; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Aside); ok && k.End >= first-2 {
			return true
		}
	}
	return r.Mentions[m].Kind == extract.Anonymous
}

// officed reports whether a mention of "the two ministers" names an office
// that both people hold.
func (r *reader) officed(m int, people []int) bool {
	x := &r.Mentions[m]
	for i := x.First; i < x.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if r.Lex.Attr(k, "office") != "" {
				return r.Actors[people[0]].Office == r.Actors[people[1]].Office
			}
		}
	}
	return false
}

// alike reports whether two mentions may stand in one list: both people, or
// both states and bodies, or the leaders of one state and others.
func (r *reader) alike(a, b int) bool {
	people := func(m int) bool {
		k := r.Mentions[m].Kind
		return k == extract.OfPerson || k == extract.OfOffice || k == extract.OfPron
	}
	return people(a) == people(b) || r.Mentions[a].Kind == extract.OfOffice && r.Mentions[b].Kind == extract.OfState
}

// governed reports whether a preposition, or a noun that takes a genitive,
// stands right before segment i.
func (r *reader) governed(from, i int32) bool {
	i = r.unquoted(from, i)
	for i > from && r.Doc.Segs.Flags[i-1]&(doc.Punct|doc.Hard) == doc.Punct && !r.Comma(i-1) {
		i-- // quotation marks, dashes
	}
	if i <= from || r.Doc.Segs.Flags[i-1]&doc.Word == 0 {
		return false
	}
	p := i - 1
	if r.Marked(p, r.C.Prep) {
		return true
	}
	if r.VerbFirst { // verbs stand there too: only a noun that is known governs
		return r.noun(p)
	}
	return r.Genitive && r.Doc.Segs.Flags[p]&doc.Clitic == 0 && !r.opens(from, p)
}

// unquoted is where the quoted name begins that stands right before segment i,
// else i: «So-and-so» minister of X.
func (r *reader) unquoted(from, i int32) int32 {
	for j := max(from, i-6); j < i; j++ {
		if k, ok := r.Doc.MarkAt(int(j), r.C.Quote); ok && k.End == i {
			return j
		}
	}
	return i
}

// noun reports whether a noun of happenings or bodies ends at segment p.
func (r *reader) noun(p int32) bool {
	for k := range r.EndingAt(p) {
		if r.Has(r.C.Nouns, k.Class) {
			return true
		}
	}
	return false
}

// opens reports whether the word at segment p may stand before a party that
// it does not govern: and, also, today, a verb.
func (r *reader) opens(from, p int32) bool {
	for k := range r.EndingAt(p) {
		if k.First >= from && (k.Class == r.C.Opener || k.Class == r.C.Setting || k.Class == r.C.Date || k.Class == r.C.Relative || k.Class == r.C.And || r.Finite(k)) {
			return true
		}
	}
	return r.Ending(p+1) >= 0
}

// carry remembers who acted in a sentence, for "he" in the next.
func (r *reader) carry(s doc.Sentence) {
	for i := s.First; i < s.End; i++ {
		m := r.PartyAt(i)
		if m < 0 {
			continue
		}
		x := &r.Mentions[m]
		if len(x.Actors) == 1 && r.Actors[x.Actors[0]].Kind == extract.Person && r.free(s.First, m) {
			r.carried = x.Actors[0]
			return
		}
		i = x.End - 1
	}
}

// who are the actors of a mention: he is who acted last.
func (r *reader) who(m int) []int {
	x := &r.Mentions[m]
	if x.Kind == extract.OfOffice && len(x.Actors) == 0 && x.Office != "" {
		if a := r.LastWith(x.Office, x.First); a >= 0 {
			return []int{a}
		}
	}
	if x.Kind == extract.OfPair {
		if p := r.Who(m); len(p) == 2 && r.officed(m, p) {
			return p
		}
		return r.pair()
	}
	if x.Kind != extract.OfPron || len(x.Actors) > 0 {
		return r.Who(m)
	}
	if x.Office != "" {
		if a := r.LastWith(x.Office, x.First); a >= 0 {
			return []int{a}
		}
	}
	if r.carried >= 0 {
		return []int{r.carried}
	}
	return nil
}
