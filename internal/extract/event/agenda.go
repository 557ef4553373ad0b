package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/record"
)

// agendas gives events what was on the table: the topics behind words of class
// "about", or before one of class "discussed", in a sentence that tells the
// event, or that follows it and tells only what was discussed; for talks all
// topics of the sentence. What somebody says is a statement's.
func (r *reader) agendas(drafts []draft) {
	if len(drafts) == 0 {
		return
	}
	for n, s := range r.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		r.talked(drafts, s)
		for i := s.First; i < s.End; i++ {
			k, first, end := r.slot(s, i)
			if end <= first || r.SaidAt(r.Span(k.First, k.End)) != nil {
				continue
			}
			if d := r.discussed(drafts, n, k); d != nil {
				d.Topics = union(d.Topics, r.Topics(first, end))
			}
			i = max(i, end-1)
		}
	}
	for i := range drafts {
		r.matter(&drafts[i])
	}
}

// about is what acts are about by themselves, by the event's verb.
var about = map[string]string{
	"sanction": "sanctions", "ease": "sanctions", "attack": "security", "withdraw_forces": "security", "ceasefire": "security", "exercise": "defence",
}

// matter gives an act that is no talk the topics of the words that tell it,
// and those it has by itself.
func (r *reader) matter(d *draft) {
	if d.Type == "CONSULT" {
		return
	}
	if t := about[d.Verb]; t != "" {
		d.Topics = union(d.Topics, []string{t})
	}
	if d.Type == "AGREE" || d.Type == "COOPERATE" || d.Type == "AID" {
		d.Topics = union(d.Topics, r.Topics(d.first, d.end))
	}
}

// talked gives the talks that a sentence tells the topics of its words.
func (r *reader) talked(drafts []draft, s doc.Sentence) {
	at := r.Span(s.First, s.End)
	here := func(x record.Span) bool { return at[0] <= x[0] && x[0] < at[1] && r.SaidAt(x) == nil }
	for i := range drafts {
		if d := &drafts[i]; d.Type == "CONSULT" && slices.ContainsFunc(d.spans, here) {
			d.Topics = union(d.Topics, r.unsaid(s))
		}
	}
}

// unsaid are the topics of a sentence's words that nobody says.
func (r *reader) unsaid(s doc.Sentence) (out []string) {
	for i := s.First; i < s.End; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Topic); ok && r.SaidAt(r.Span(k.First, k.End)) == nil {
			out = append(out, r.Topics(k.First, k.End)...)
		}
	}
	return out
}

// slot is the mark at segment i by which an agenda is known, and the segments
// [first, end) that hold the agenda: behind "about", before "were discussed".
func (r *reader) slot(s doc.Sentence, i int32) (k doc.Mark, first, end int32) {
	if k, ok := r.Doc.MarkAt(int(i), r.C.About); ok {
		return k, k.End, r.slotEnd(s, k.End)
	}
	if k, ok := r.Doc.MarkAt(int(i), r.C.Discussed); ok {
		return k, r.clauseStart(s, k.First), k.First
	}
	return doc.Mark{}, 0, 0
}

// slotEnd is where the words of an agenda end: at a stop or at the next verb.
func (r *reader) slotEnd(s doc.Sentence, i int32) int32 {
	for ; i < s.End; i++ {
		v, ok := r.VerbAt(i)
		if r.Doc.Segs.Flags[i]&doc.Hard != 0 || ok && r.Lex.Attr(v, "tense") != "part" && (!r.VerbFirst || r.Lex.Attr(v, "tense") != "pres") {
			return i
		}
	}
	return s.End
}

// farAgenda is how many sentences an agenda may stand behind its event.
const farAgenda = 4

// discussed is the event whose agenda stands at a mark: the one told last
// before it, of those of its own sentence and of the few before.
func (r *reader) discussed(drafts []draft, sentence int, k doc.Mark) *draft {
	at, first := r.Span(k.First, k.End), r.Doc.Sents[max(0, sentence-farAgenda)]
	reach := record.Span{r.Span(first.First, first.First)[0], r.sentenceEnd(sentence)}
	var best *draft
	last := -1
	for i := range drafts {
		for _, s := range drafts[i].spans {
			if s[0] >= reach[0] && s[0] < reach[1] && s[0] > last && (s[0] < at[1] || last < 0) {
				best, last = &drafts[i], s[0]
			}
		}
	}
	return best
}

// sentenceEnd is the byte behind a sentence.
func (r *reader) sentenceEnd(n int) int {
	s := r.Doc.Sents[n]
	return r.Span(s.First, s.End)[1]
}
