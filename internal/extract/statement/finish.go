package statement

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// finish turns the drafts into statements that do not overlap.
func (r *reader) finish() {
	r.cut()
	r.moods()
	r.join()
	r.echo()
	if r.domestic() {
		r.drafts = nil
	}
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

// domestic reports whether nothing in the article reaches beyond the outlet's own
// state: no other state, no organisation of states, nobody who stands or stood for
// a state abroad, and nothing said of what concerns several.
func (r *reader) domestic() bool {
	if r.HomeState == "" {
		return false
	}
	for i := range r.Actors {
		a := &r.Actors[i]
		if a.Country != "" && a.Country != r.HomeState || a.Class == "igo" || a.NameBasis == "directory" || slices.Contains(diplomats, a.Office) {
			return false
		}
	}
	for i := range r.Mentions {
		if slices.Contains(diplomats, r.Mentions[i].Office) {
			return false
		}
	}
	for i := range r.drafts {
		for _, topic := range r.Topics(r.drafts[i].first, r.drafts[i].end) {
			if area, _, _ := strings.Cut(topic, "/"); area == "regional" || area == "sanctions" {
				return false
			}
		}
	}
	return true
}

// diplomats are the offices whose holders stand for a state abroad.
var diplomats = []string{"head_of_state", "head_of_government", "supreme_leader", "crown_prince", "foreign_minister", "deputy_foreign_minister", "ambassador",
	"special_envoy", "security_secretary", "spokesperson"}

// An echo is a head in which nobody is named as who said it, and whose words
// come again in what somebody says below: so many words at least, and so many
// of a hundred of them.
const (
	echoWords = 5
	echoShare = 80
)

// echo gives the head of an article to who says it again below. News that is
// announced is told by the head itself.
func (r *reader) echo() {
	for i, s := range r.Doc.Sents {
		if s.Zone != doc.Title || s.End <= s.First || !r.endsVerb(s.End-1) || slices.ContainsFunc(r.drafts, func(d draft) bool { return d.sentence == i }) {
			continue
		}
		for k := range r.drafts {
			d := r.drafts[k]
			if d.sentence <= i || d.act == "announce" || !r.comesAgain(s, &d) {
				continue
			}
			first, end := r.trim(s.First, s.End)
			head := draft{speakers: d.speakers, office: d.office, subject: -1, act: d.act, first: first, end: end, rule: d.rule, doubts: []string{"speaker-carried"}, sentence: i}
			at, _ := slices.BinarySearchFunc(r.drafts, i, func(d draft, i int) int { return d.sentence - i })
			r.drafts = slices.Insert(r.drafts, at, head)
			break
		}
	}
}

// comesAgain reports whether the words of a sentence stand in a draft's.
func (r *reader) comesAgain(s doc.Sentence, d *draft) bool {
	words, found := 0, 0
	for i := s.First; i < s.End; i++ {
		if r.Doc.Segs.Flags[i]&doc.Word == 0 {
			continue
		}
		words++
		for j := d.first; j < d.end; j++ {
			if r.Doc.Segs.Form(int(j)) == r.Doc.Segs.Form(int(i)) {
				found++
				break
			}
		}
	}
	return words >= echoWords && found*100 >= words*echoShare
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
