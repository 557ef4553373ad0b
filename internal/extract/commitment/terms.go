package commitment

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// A document's terms may be told as a list: a head that names the document,
// its parties and that its terms follow, and a line for each of them. Each
// line in which something is undertaken is a commitment.

// fewest is how many lines make a list.
const fewest = 3

// terms reads the lists and returns the sentences that belong to them, by
// their first segment.
func (r *reader) terms() map[int32]bool {
	taken := map[int32]bool{}
	for i := range r.Doc.Sents {
		head := r.Doc.Sents[i]
		if !head.Zone.Evidence() || taken[head.First] || !r.holds(head, r.w.terms) || !r.holds(head, r.w.accord) && !r.holds(head, r.w.instrument) {
			continue
		}
		items := r.items(i + 1)
		sides := r.statesOf(head)
		if len(sides) < 2 {
			sides = r.around(&draft{Commitment: record.Commitment{Span: r.Span(head.First, head.End)}, from: head.First, end: head.End}, "")
		}
		if len(items) < fewest || len(sides) < 2 || r.tales(items)*fewest > len(items) {
			continue
		}
		for _, s := range items {
			taken[s.First] = true
			r.term(s, sides, r.draftText(head))
		}
	}
	return taken
}

// draftText reports whether the head speaks of a text that is not agreed.
func (r *reader) draftText(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.w.terms); ok && r.Lex.Attr(k, "draft") != "" {
			return true
		}
	}
	return false
}

// items are the lines of a list that begins at sentence i or at the next: each
// is numbered or stands below a bullet.
func (r *reader) items(i int) (out []doc.Sentence) {
	other := 0
	for ; i < len(r.Doc.Sents) && other < 2; i++ {
		s := r.Doc.Sents[i]
		switch {
		case !s.Zone.Evidence(), r.wordless(s):
		case r.numbered(s) || i > 0 && r.wordless(r.Doc.Sents[i-1]):
			out = append(out, s)
		case len(out) > 0 && s.Para == r.Doc.Sents[i-1].Para:
		default:
			other++
		}
	}
	return out
}

// numbered reports whether a sentence begins with a number and a sign, or
// stands behind them on their line.
func (r *reader) numbered(s doc.Sentence) bool {
	for _, i := range []int32{s.First, s.First - 2} {
		if i >= 0 && s.End-i > 3 && r.Doc.Segs.Flags[i]&doc.Number != 0 && r.Doc.Segs.Flags[i+1]&doc.Punct != 0 && (i == s.First || r.Doc.Segs.Flags[i]&doc.Newline != 0) {
			return true
		}
	}
	return false
}

// wordless reports whether a sentence holds nothing but signs.
func (r *reader) wordless(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if r.Doc.Segs.Flags[i]&(doc.Word|doc.Number) != 0 {
			return false
		}
	}
	return true
}

// tales counts the lines that tell what somebody did or said.
func (r *reader) tales(items []doc.Sentence) (n int) {
	for _, s := range items {
		if r.tale(s) {
			n++
		}
	}
	return n
}

// tale reports whether a line tells what somebody did or said.
func (r *reader) tale(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if v, ok := r.verb(i); ok && r.Lex.Attr(v, "tense") == "past" {
			return true
		}
	}
	return slices.ContainsFunc(r.Mentions, func(m extract.Mention) bool {
		return m.First >= s.First && m.End <= s.End && m.Kind == extract.OfPerson
	})
}

// holds reports whether a mark of a class begins in a sentence.
func (r *reader) holds(s doc.Sentence, c doc.Class) bool {
	for i := s.First; i < s.End; i++ {
		if r.Marked(i, c) {
			return true
		}
	}
	return false
}

// statesOf are the states that a sentence names.
func (r *reader) statesOf(s doc.Sentence) (out []string) {
	for m := range r.Between(s.First, s.End) {
		if m.Kind == extract.OfState {
			for _, a := range m.Actors {
				out = add(out, r.Code(a))
			}
		}
	}
	return out
}

// term makes a commitment of a line that names a deed or says what will be.
func (r *reader) term(s doc.Sentence, sides []string, proposed bool) {
	first := s.First
	for first < s.End && r.Doc.Segs.Flags[first]&doc.Word == 0 {
		first++
	}
	d := draft{first: first, end: s.End, from: first, to: s.End, thing: nothing, sentence: s.First, last: s.End}
	deed := false
	for i := first; i < s.End; i++ {
		v, ok := r.verb(i)
		deed = deed || i < first+4 && r.Marked(i, r.w.doing) || ok && r.Lex.Attr(v, "tense") == "fut" || r.Marked(i, r.w.pledge)
		for _, k := range r.Doc.MarksAt(int(i)) {
			if r.Has(r.w.deliver, k.Class) && d.thing.Ref < 0 {
				d.thing = k
			}
		}
	}
	if !deed && d.thing.Ref < 0 || r.Marked(first, r.w.condition) || r.tale(s) {
		return
	}
	d.Stage, d.Rule, d.Span = "agreed", r.Lang+"/commitment/terms", r.Span(d.first, d.end)
	if proposed {
		d.Stage = "proposed"
	}
	d.By, d.To, d.Doubts = add([]string{}, sides[:2]...), []string{}, []string{}
	if own := r.namedIn(&d); len(own) > 0 && own[0] == sides[0] {
		d.By, d.To = sides[:1:1], sides[1:2]
	} else if len(own) > 0 && own[0] == sides[1] {
		d.By, d.To = sides[1:2], sides[:1:1]
	}
	d.Object = record.Object{Kind: "other", Span: d.Span}
	if d.thing.Ref >= 0 {
		d.Object.Kind = r.kindOf(d.thing)
	}
	d.all()
	d.Deadline, d.Quantity, d.Topics = r.deadline(&d), r.quantity(&d), r.Topics(d.first, d.end)
	r.drafts = append(r.drafts, d)
}
