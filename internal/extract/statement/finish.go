package statement

import (
	"slices"

	"safir/internal/extract"
	"safir/internal/record"
)

// finish turns the drafts into statements that do not overlap.
func (r *reader) finish() {
	r.cut()
	r.moods()
	r.join()
	for i := range r.drafts {
		r.write(&r.drafts[i])
	}
}

// cut takes overlaps off: words belong to the later, inner statement.
func (r *reader) cut() {
	out := r.drafts[:0]
	for _, d := range r.drafts {
		d.end = r.uncredited(d.first, d.end)
		if n := len(out); n > 0 && out[n-1].end > d.first {
			p := &out[n-1]
			p.first, p.end = r.trim(p.first, max(p.first, d.first))
		}
		if n := len(out); n > 0 && out[n-1].end-out[n-1].first < 1 {
			out = out[:n-1]
		}
		out = append(out, d)
	}
	if n := len(out); n > 0 && out[n-1].end-out[n-1].first < 1 {
		out = out[:n-1]
	}
	r.drafts = out
}

// uncredited is where words end before a credit that closes them: a last comma,
// and according to whom.
func (r *reader) uncredited(first, end int32) int32 {
	for i := end - 2; i > first; i-- {
		if !r.Comma(i) {
			continue
		}
		if _, ok := r.Doc.MarkAt(int(i+1), r.C.Source); ok {
			return i
		}
		break
	}
	return end
}

// longest is how many segments the sentences of one statement may have.
const longest = 90

// join makes one statement of a speech's sentences that say one thing in one
// mood.
func (r *reader) join() {
	out := r.drafts[:0]
	for _, d := range r.drafts {
		if n := len(out); n > 0 && d.continues {
			p := &out[n-1]
			if d.sentence == p.sentence+1 && p.act == d.act && slices.Equal(r.Topics(p.first, p.end), r.Topics(d.first, d.end)) && d.end-p.first < longest {
				p.end, p.sentence = d.end, d.sentence
				continue
			}
		}
		out = append(out, d)
	}
	r.drafts = out
}

// write makes the record of a draft.
func (r *reader) write(d *draft) {
	st := record.Statement{ID: extract.ID("s", len(r.Said)), Act: d.act, Span: r.Span(d.first, d.end),
		Topics: r.Topics(d.first, d.end), Rule: d.rule.Name, Doubts: append([]string{}, d.doubts...), Quoted: r.quoted(d.first, d.end)}
	if d.cue.End > d.cue.First {
		cue := r.Span(d.cue.First, d.cue.End)
		st.Cue = &cue
	}
	if d.office != "" {
		st.Office = &d.office
	}
	for _, a := range d.speakers {
		st.Speakers = append(st.Speakers, extract.ID("a", a))
		r.Actors[a].Used = true
	}
	st.Targets = r.targets(d)
	r.Said = append(r.Said, st)
}

// quoted reports whether what is said stands in quotation marks.
func (r *reader) quoted(first, end int32) bool {
	for i := max(0, first-1); i < end; i++ {
		if m, ok := r.Doc.MarkAt(int(i), r.C.Quote); ok && m.First <= first && m.End >= end {
			return true
		}
	}
	return false
}
