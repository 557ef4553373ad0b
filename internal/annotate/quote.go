package annotate

import "safir/internal/doc"

// pairQuotes finds, paragraph by paragraph, which sign of quotation opens and
// which closes, and fills w.pairs: for each segment the other sign of its pair,
// or -1. A sign that has no other is none.
func (w *Worker) pairQuotes(d *doc.Doc) {
	n := d.Segs.Len()
	w.pairs = w.pairs[:0]
	w.unclosed = w.unclosed[:0]
	for i := range n {
		w.pairs = append(w.pairs, -1)
		if d.Segs.Flags[i]&doc.Newline != 0 {
			w.unclosed = w.unclosed[:0]
		}
		switch last := len(w.unclosed) - 1; w.quoteSign(d, i) {
		case opens:
			w.unclosed = append(w.unclosed, int32(i))
		case closes:
			if last >= 0 {
				w.pairs[i], w.pairs[w.unclosed[last]] = w.unclosed[last], int32(i)
				w.unclosed = w.unclosed[:last]
			}
		}
	}
}

// quoteRole is what a sign of quotation does.
type quoteRole uint8

const (
	noQuote quoteRole = iota
	opens
	closes
)

// quoteSign reports what segment i does. Signs that do not say it themselves
// open where they stand tight before a word only, close where they stand tight
// behind one only, else the one that is due.
func (w *Worker) quoteSign(d *doc.Doc, i int) quoteRole {
	if d.Segs.Flags[i]&doc.Punct == 0 {
		return noQuote
	}
	switch w.FormName(d.Segs.Form(i)) {
	case "«":
		return opens
	case "»":
		return closes
	case "\"":
		before := i == 0 || d.Segs.Flags[i]&(doc.Space|doc.Newline) != 0
		behind := i+1 == d.Segs.Len() || d.Segs.Flags[i+1]&(doc.Space|doc.Newline|doc.Punct) != 0
		if before && !behind || before == behind && len(w.unclosed) == 0 {
			return opens
		}
		return closes
	}
	return noQuote
}

// depth counts open quotations behind segment i.
func (w *Worker) depth(i, depth int) int {
	switch other := w.pairs[i]; {
	case other < 0:
		return depth
	case int(other) > i:
		return depth + 1
	}
	return max(0, depth-1)
}

// longQuote is how many segments a quotation has at most that may be a mere name.
const longQuote = 9

// quotes marks the quotation, signs included, that opens at segment i and closes
// before end; one that is more than a name is a long one too.
func (w *Worker) quotes(i, end int32) {
	last := w.pairs[i] + 1
	if last <= i || last > end {
		return
	}
	w.found = append(w.found, doc.Mark{First: i, End: last, Class: w.quote, Ref: -1})
	if last-i > longQuote {
		w.found = append(w.found, doc.Mark{First: i, End: last, Class: w.longer, Ref: -1})
	}
}
