package event

import (
	"slices"
	"strconv"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// details reads what an event's own words and those around them tell beside
// who, when and where: who vouches for it, its count, its occasion.
func (r *reader) details(d *draft, s doc.Sentence, m *rule.Match, c clause) {
	cue := cueOf(m)
	d.Attribution = r.attribution(d, s, cue)
	d.Ordinal = r.ordinal(max(s.First, cue.First-3), m.End)
	if d.gathering {
		d.Occasion = r.occasion(s, m)
	}
	d.ParticipantsComplete = !r.fewer(d, s, cue)
}

// attribution says who vouches for an event: who speaks where it is told in
// somebody's words, an unnamed source of its sentence, else the outlet. Who
// speaks of an event that is denied denies it.
func (r *reader) attribution(d *draft, s doc.Sentence, cue rule.Cap) record.Attribution {
	a := record.Attribution{Kind: "outlet", By: []string{}}
	if st := r.SaidAt(r.Span(cue.First, cue.End)); st != nil && len(st.Speakers) > 0 {
		a.Kind, a.By, a.Span = "named", slices.Clone(st.Speakers), st.Cue
	}
	for i := s.First; i < cue.First; i++ {
		if k := r.PartyAt(i); k >= 0 && r.Mentions[k].Kind == extract.Anonymous {
			span := r.Span(r.Mentions[k].First, r.Mentions[k].End)
			a = record.Attribution{Kind: "anonymous", By: []string{}, Span: &span}
		}
	}
	if d.Status == "denied" {
		a.DeniedBy = slices.Clone(a.By)
	}
	return a
}

// ordinal is the count printed in segments [first, end) ("the sixth meeting"),
// or nil.
func (r *reader) ordinal(first, end int32) *record.Ordinal {
	for i := first; i < end; i++ {
		k, ok := r.Doc.MarkAt(int(i), r.C.Ordinal)
		if !ok || r.inDate(i) {
			continue
		}
		if n, err := strconv.Atoi(r.Lex.Attr(k, "n")); err == nil && n > 0 { // "the last" has no number
			return &record.Ordinal{N: n, Span: r.Span(k.First, k.End)}
		}
	}
	return nil
}

// inDate reports whether segment i is part of a date.
func (r *reader) inDate(i int32) bool {
	for j := max(0, i-6); j <= i; j++ {
		if k, ok := r.Doc.MarkAt(int(j), r.C.Date); ok && i < k.End {
			return true
		}
	}
	return false
}

// longestOccasion is how many words the name of a gathering may have.
const longestOccasion = 9

// occasion is the name of the gathering that a match or its sentence names: its
// noun and what follows up to a preposition, a verb or a sign.
func (r *reader) occasion(s doc.Sentence, m *rule.Match) *string {
	first := int32(-1)
	if k, ok := m.Get("gathering"); ok {
		first = k.First
	}
	for i := s.First; i < s.End && first < 0; i++ {
		if r.gatheringIn(i, i+1) {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	end := first + 1
	for end < s.End && end-first < longestOccasion && r.Doc.Segs.Flags[end]&doc.Punct == 0 && !r.Marked(end, r.C.Prep) && !r.verbAt(end) && !r.inDate(end) {
		end++
	}
	text := r.Doc.Slice(int(first), int(end))
	return &text
}

// fewer reports whether the words of an event tell of more sides ("of four")
// than are named.
func (r *reader) fewer(d *draft, s doc.Sentence, cue rule.Cap) bool {
	for i := max(s.First, cue.First-2); i < min(s.End, cue.End+3); i++ {
		k, ok := r.Doc.MarkAt(int(i), r.C.KindOf)
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(r.Lex.Attr(k, "n")); err == nil && n > len(r.sides(d)) {
			return true
		}
	}
	return false
}
