package statement

import (
	"safir/internal/doc"
	"safir/internal/rule"
)

// content bounds what is said; start is where the clause begins. It returns
// where the draft's words begin, its subject included.
func (c *clause) content(d *draft, m *rule.Match, start int32) int32 {
	switch {
	case d.rule.Make["content"] == "rest":
		d.first, d.end = c.behind(d, m.End), m.End
		if k, ok := m.Get("act"); ok && c.attr(k, "keep") != "" {
			d.first = k.First
		}
		return start
	case d.rule.Make["content"] == "whole":
		d.first, d.end = c.s.First, c.s.End
	case d.rule.Make["content"] == "front":
		d.first, d.end = c.front(d, m)
	case d.rule.Make["content"] == "around":
		d.first, _ = c.front(d, m)
		d.end = c.s.End
	default:
		if k, ok := m.Get("content"); ok {
			d.first, d.end = k.First, k.End
		}
	}
	d.first, d.end = c.trim(d.first, d.end)
	if start > d.first || start < c.from {
		return d.first
	}
	return start
}

// behind is where what is said begins behind a cue: past its subject, and
// past what is set between.
func (c *clause) behind(d *draft, at int32) int32 {
	if d.subject >= 0 {
		at = max(at, d.subjectEnd)
	}
	if !c.VerbFirst {
		return at
	}
	for {
		next := c.Pass(at, c.s.End)
		if next < c.s.End && c.comma(next-1) && c.Inserted(next) && next > at {
			if k := c.nextComma(next, min(next+14, c.s.End)); k > 0 {
				next = k + 1
			}
		}
		if next == at {
			return at
		}
		at = next
	}
}

// front are the words before a cue: from its head, or from where its clause
// begins.
func (c *clause) front(d *draft, m *rule.Match) (int32, int32) {
	end := d.cue.First
	if o, ok := m.Get("object"); ok {
		end = o.First
	}
	low := c.low(d, end)
	if h, ok := m.Get("head"); ok {
		return c.head(h, c.Pass(low, end), end), end
	}
	return c.opening(low, end), end
}

// opening is where the clause's own words begin behind low: past settings and
// past what is set aside up to a comma.
func (c *clause) opening(low, end int32) int32 {
	low = c.Pass(low, end)
	if _, ok := c.Doc.MarkAt(int(low), c.C.Aside); ok {
		if k := c.nextComma(low, end); k > 0 && k+1 < end {
			return c.opening(k+1, end)
		}
	}
	return low
}

// low is where the words before a cue may begin at the earliest: behind its
// subject, behind the last cue, behind the comma that closes a participle's
// clause; end is where the words end.
func (c *clause) low(d *draft, end int32) int32 {
	low := c.from
	if d.subject >= 0 && d.subjectEnd <= d.cue.First {
		low = max(low, d.subjectEnd)
	}
	if c.kind == inner {
		if k := c.nextComma(c.from, d.cue.First); k > low {
			low = k + 1
		}
	}
	return max(low, c.afterVerb(c.outside(end)))
}

func (c *clause) nextComma(i, end int32) int32 {
	for ; i < end; i++ {
		if c.comma(i) {
			return i
		}
	}
	return -1
}

// head is the end of the first word like the matched head that stands at or
// behind low, else of the last before it; behind a participle's clause, of one
// that follows a comma before any other.
func (c *clause) head(h rule.Cap, low, end int32) int32 {
	form, last, found := c.Doc.Segs.Form(int(h.First)), h.End, false
	for i := h.First; i < end; i++ {
		if c.Doc.Segs.Form(int(i)) != form {
			continue
		}
		at := i + h.End - h.First
		if c.kind == inner && i >= low && c.comma(i-1) {
			return at
		}
		if !found {
			last, found = at, i >= low
		}
	}
	return last
}

// trim takes signs, conjunctions and complementisers off the ends.
func (r *reader) trim(first, end int32) (int32, int32) {
	for first < end && (r.outer(first) || r.joins(first)) {
		first++
	}
	for end > first && (r.outer(end-1) || r.joins(end-1) || r.tail(&end, first)) {
		end--
	}
	return r.keepQuotes(first, end)
}

// keepQuotes takes back the sign of a quotation that stands within.
func (r *reader) keepQuotes(first, end int32) (int32, int32) {
	for i := first; i < end; i++ {
		if q, ok := r.Doc.MarkAt(int(i), r.C.Quote); ok && q.End == end+1 && q.First > first {
			return first, q.End
		}
	}
	return first, end
}

// tail takes a phrase by which the outlet closes another's words ("as he put
// it") off the end, save its first word.
func (r *reader) tail(end *int32, first int32) bool {
	for i := max(first, *end-4); i < *end; i++ {
		if m, ok := r.Doc.MarkAt(int(i), r.C.Tail); ok && m.End == *end {
			*end = i + 1
			return true
		}
	}
	return false
}

func (r *reader) outer(i int32) bool {
	return r.Doc.Segs.Flags[i]&doc.Punct != 0
}

// joins reports whether segment i only ties clauses together.
func (r *reader) joins(i int32) bool {
	for _, k := range r.Doc.MarksAt(int(i)) {
		if k.Class == r.C.Link && k.End == i+1 {
			return true
		}
	}
	return false
}
