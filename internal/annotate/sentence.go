package annotate

import (
	"slices"

	"safir/internal/doc"
)

// longestSentence is where a sentence is cut that will not end, in segments.
const longestSentence = 260

// sentences divides the segments: at stops outside quotations, at the ends of
// lines and of zones. A quotation reaches no further than its line.
func (w *Worker) sentences(d *doc.Doc) {
	n := d.Segs.Len()
	first, para, depth, zone := 0, int32(-1), 0, 0
	flush := func(end int) {
		if end > first {
			d.Sents = append(d.Sents, doc.Sentence{First: int32(first), End: int32(end), Zone: zoneAt(d, zone), Para: para})
		}
		first = end
	}
	for i := range n {
		start := int(d.Segs.Start[i])
		if next := zoneOf(d.Zones, zone, start); next != zone {
			flush(i)
			zone, depth = next, 0
		}
		if d.Segs.Flags[i]&doc.Newline != 0 {
			flush(i)
			para, depth = para+1, 0
		}
		if i-first >= longestSentence {
			flush(i)
			depth = 0
		}
		depth = w.depth(i, depth)
		if w.stops(d, i, depth) {
			flush(i + 1)
		}
	}
	flush(n)
}

func zoneOf(zones []doc.Zone, from, at int) int {
	for from < len(zones)-1 && zones[from].Span.End <= at {
		from++
	}
	return from
}

func zoneAt(d *doc.Doc, i int) doc.ZoneKind {
	if i < len(d.Zones) {
		return d.Zones[i].Kind
	}
	return doc.Body
}

// stops reports whether the sentence ends behind segment i.
func (w *Worker) stops(d *doc.Doc, i, depth int) bool {
	if d.Segs.Flags[i]&doc.Hard == 0 {
		// A closing mark after a stop inside the quotation ends the sentence too.
		return depth == 0 && i > 0 && d.Segs.Flags[i-1]&doc.Hard != 0 && w.closing(d, i) && w.full(d, i-1)
	}
	if depth > 0 || !w.full(d, i) {
		return false
	}
	if i+1 < d.Segs.Len() && d.Segs.Flags[i+1]&doc.Number != 0 && d.Segs.Flags[i+1]&doc.Space == 0 {
		return false
	}
	if i > 0 && i+1 < d.Segs.Len() && w.full(d, i+1) && d.Segs.Flags[i+1]&doc.Hard != 0 {
		return false // "..": the last of them decides
	}
	return !w.initial(d, i)
}

// initial reports whether the stop at i stands behind a single letter.
func (w *Worker) initial(d *doc.Doc, i int) bool {
	return i > 0 && d.Segs.Flags[i-1]&doc.Word != 0 && d.Segs.End[i-1]-d.Segs.Start[i-1] <= 2 && d.Segs.Flags[i]&doc.Space == 0
}

func (w *Worker) closing(d *doc.Doc, i int) bool {
	f := w.FormName(d.Segs.Form(i))
	return f == "»" || f == "\""
}

// full reports whether the sign at i is one that ends sentences.
func (w *Worker) full(d *doc.Doc, i int) bool {
	return slices.Contains(w.Pack.Stops, w.FormName(d.Segs.Form(i)))
}
