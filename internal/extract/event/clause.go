package event

import (
	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// clause is what surrounds a cue: where its clause begins and ends, and the
// mention that is its subject, or -1. stranger: somebody stands in the
// subject's place whom the article's cast does not know. alone: no list goes on
// with the subject.
type clause struct {
	first, end int32
	subject    int
	stranger   bool
	alone      bool
}

// clause reads the clause of a cue.
func (r *reader) clause(s doc.Sentence, m *rule.Match) clause {
	cue := cueOf(m)
	if r.VerbFirst {
		end := cue.End
		for _, k := range m.Caps {
			end = max(end, k.End)
		}
		c := clause{first: r.clauseStart(s, cue.First), end: r.clauseEnd(s, end), subject: r.whoDid(s, cue)}
		if c.alone = c.subject >= 0; !c.alone {
			c.subject = r.before(s, cue)
		}
		c.stranger = r.ofOthers(s, cue)
		c.first, c.end = r.unsaidAround(cue, c.first, c.end)
		return c
	}
	w := r.Walk(s.First, cue.First)
	if w.Subject >= 0 && r.Mentions[w.Subject].First > m.First && m.First < cue.First {
		if x := r.Walk(s.First, m.First); x.Subject >= 0 && x.First == w.First {
			w = x // not one of those with whom
		}
	}
	return clause{first: w.First, end: r.clauseEnd(s, cue.End), subject: w.Subject, stranger: w.Stranger}
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
		if r.verbAt(j) || r.AnyAt(j, &r.C.Say) || r.Doc.Segs.Flags[j]&doc.Hard != 0 {
			return j + 1
		}
	}
	return s.First
}

// clauseEnd is the next verb behind segment i, or the sentence's end.
func (r *reader) clauseEnd(s doc.Sentence, i int32) int32 {
	for ; i < s.End; i++ {
		if r.verbAt(i) || r.VerbFirst && r.AnyAt(i, &r.C.Say) || r.Doc.Segs.Flags[i]&doc.Hard != 0 {
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
// unless the cue only says when something else was, then who says it, else the
// first of the sentence; else the first state, that nothing governs; -1 when
// there is none.
func (r *reader) before(s doc.Sentence, cue rule.Cap) int {
	if m := r.teller(s, cue); m >= 0 {
		return m
	}
	if !r.setting(cue) {
		for i := cue.First - 1; i > s.First; i-- {
			if r.Marked(i, r.C.That) {
				if m := r.Former(i+1, cue.First); m >= 0 && r.Mentions[m].Kind != extract.OfState && r.Mentions[m].Kind != extract.OfOrg {
					return m
				}
				break
			}
		}
	}
	return r.Former(s.First, cue.First)
}

// whoDid is the person right before the relative word, which is of one person,
// before a cue: "A, and B, who visits"; else -1.
func (r *reader) whoDid(s doc.Sentence, cue rule.Cap) int {
	i := cue.First - 1
	for i > s.First && !r.Marked(i, r.C.Relative) && r.Marked(i, r.C.Date) {
		i--
	}
	if i <= s.First || !r.Marked(i, r.C.Relative) {
		return -1
	}
	for i > s.First && (r.Comma(i-1) || r.Marked(i-1, r.C.And)) {
		i--
	}
	m := r.Ending(i)
	if m < 0 || r.Mentions[m].First < s.First || r.Mentions[m].Plural || r.Mentions[m].Kind == extract.OfState || r.Mentions[m].Kind == extract.OfOrg {
		return -1
	}
	return m
}

// ofOthers reports whether a cue tells what some of whom the article names none
// do: "fighters who travel", "that the letter will arrive".
func (r *reader) ofOthers(s doc.Sentence, cue rule.Cap) bool {
	if !r.verbAt(cue.First) {
		return false
	}
	i := cue.First - 1
	for i > s.First && (r.Marked(i, r.C.Date) || r.Marked(i, r.C.Between)) {
		i--
	}
	if k, ok := r.Doc.MarkAt(int(max(i, s.First)), r.C.Relative); ok && r.Lex.Attr(k, "pl") != "" {
		return true
	}
	for ; i > s.First && r.PartyAt(i) < 0 && !r.verbAt(i) && r.Ending(i+1) < 0; i-- {
		if !r.Marked(i, r.C.That) {
			continue
		}
		next := i + 1
		return next < cue.First && (r.Definite(next) || next+1 < cue.First && r.Definite(next+1)) // "this letter"
	}
	return false
}

// teller is the person who says something in the clause of a cue that is not
// part of it: "X said in a talk with Y that"; else -1.
func (r *reader) teller(s doc.Sentence, cue rule.Cap) int {
	for i := cue.First - 1; i >= s.First && !r.Marked(i, r.C.That) && !r.saidAt(i); i-- {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if !r.C.Say.Has(k.Class) {
				continue
			}
			if m := r.Subject(s, r.clauseStart(s, i), k.First, k.End); m >= 0 && r.Mentions[m].End <= cue.First && r.Mentions[m].Kind == extract.OfPerson {
				return m
			}
			return -1
		}
	}
	return -1
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

// carry remembers who acted in a sentence, for "he" in the next.
func (r *reader) carry(s doc.Sentence) {
	for i := s.First; i < s.End; i++ {
		m := r.PartyAt(i)
		if m < 0 {
			continue
		}
		x := &r.Mentions[m]
		if len(x.Actors) == 1 && r.Actors[x.Actors[0]].Kind == extract.Person && r.Free(s.First, m) {
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
