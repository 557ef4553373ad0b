package event

import (
	"safir/internal/doc"
	"safir/internal/record"
	"safir/internal/rule"
)

// when dates the event: a date that the rule captures, else the one of the
// clause that stands nearest to the cue, else the nearest of the sentence.
func (r *reader) when(d *draft, s doc.Sentence, m *rule.Match, c clause) {
	if k, ok := m.Get("date"); ok {
		d.Date = r.Date(k.First, k.End, d.direction)
	}
	cue := cueOf(m)
	if d.Date == nil && r.VerbFirst && d.Status == "planned" && c.end < s.End && r.held(cue, c) == "planned" { // a summit ... will be held on the 18th
		d.Date = r.nearest(c.end, s.End, rule.Cap{First: c.end, End: c.end + 1}, d.direction)
	}
	if d.Date == nil {
		d.Date = r.nearest(c.first, c.end, cue, d.direction)
	}
	if d.Date == nil && d.Status != "proposed" {
		d.Date = r.nearest(s.First, s.End, cue, d.direction)
	}
	if d.Status == "occurred" && d.Date != nil && r.toCome(*d.Date.Value) {
		d.Date = nil
	}
}

// toCome reports whether a date begins after the day of publication.
func (r *reader) toCome(value string) bool {
	day, ok := dayOf(value)
	now, known := dayOf(r.Published.Value)
	return ok && known && day.After(now)
}

// nearest is the date in segments [first, end) that stands nearest to a cue;
// other verbs between make it farther.
func (r *reader) nearest(first, end int32, cue rule.Cap, direction int) *record.Date {
	at, best := int32(-1), int32(1<<30)
	for i := first; i < end; i++ {
		k, ok := r.Doc.MarkAt(int(i), r.C.Date)
		if !ok || k.End > end {
			continue
		}
		far := r.distance(k.First, k.End, cue)
		if direction < 0 && r.bounded(k) || r.VerbFirst && k.First >= cue.End && (r.verbsBetween(cue.End, k.First) > 0 || r.saidAt(k.First) && !r.saidAt(cue.First)) {
			continue // a limit, the day of what a later verb tells, or of what is said
		}
		if far < best {
			at, best = i, far
		}
		i = k.End - 1
	}
	if at < 0 {
		return nil
	}
	k, _ := r.Doc.MarkAt(int(at), r.C.Date)
	return r.Date(k.First, k.End, direction)
}

// bounded reports whether a date is a limit ("by the end of June") and so no
// day of something that happened.
func (r *reader) bounded(k doc.Mark) bool {
	switch r.Doc.Dates[k.Ref].Bound {
	case doc.At, doc.During:
		return false
	}
	return true
}

// distance from segments [first, end) to a cue, in segments; a verb between
// counts for forty.
func (r *reader) distance(first, end int32, cue rule.Cap) int32 {
	from, to := end, cue.First
	if first >= cue.End {
		from, to = cue.End, first
	}
	far := max(0, to-from)
	for i := from; i < to; i++ {
		if r.verbAt(i) {
			far += 40
		}
	}
	return far
}
