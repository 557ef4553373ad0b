package event

import (
	"slices"
	"strconv"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

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
