package annotate

import (
	"slices"
	"strings"

	"safir/internal/doc"
)

// reach is a place in the trie that a walk has come to.
type reach struct {
	node, end int32
}

// stretch is a range of segments.
type stretch struct{ first, end int32 }

// Annotate lays segments, sentences and the marks of the lists over w.Doc,
// whose Article and Zones are set.
func (w *Worker) Annotate() {
	d := &w.Doc
	w.segments(d)
	w.pairQuotes(d)
	w.sentences(d)
	w.found = w.found[:0]
	for _, s := range d.Sents {
		w.phrases(d, s)
	}
	d.AddMarks(w.found...)
	w.found = w.found[:0]
	for _, s := range d.Sents {
		w.signs(d, s)
	}
	d.AddMarks(w.found...)
	w.namings(d)
	w.dates(d)
}

// phrases finds the entries of the lexicon in a sentence; of one class's
// overlapping entries the first, then the longer, stays.
func (w *Worker) phrases(d *doc.Doc, s doc.Sentence) {
	from := len(w.found)
	for i := s.First; i < s.End; i++ {
		at := len(w.found)
		w.walk(d, i, s.End)
		if len(w.found) > at+1 {
			slices.SortFunc(w.found[at:], doc.CompareMarks)
		}
	}
	w.found = w.found[:from+len(w.longest(w.found[from:]))]
}

// walk finds the entries that begin at segment i.
func (w *Worker) walk(d *doc.Doc, i, end int32) {
	p := w.pieces[i]
	for _, e := range p.lone {
		if !e.last || w.clauseEnds(d, i+1, end) {
			w.found = append(w.found, doc.Mark{First: i, End: i + 1, Class: e.class, Ref: e.ref})
		}
	}
	w.open = w.open[:0]
	for _, b := range p.begun {
		w.reach(b, i+1, end)
	}
	for k := 0; k < len(w.open); k++ {
		w.follow(d, i, end, w.open[k])
	}
}

// reach notes a place in the trie if the segment at which it goes on may follow.
func (w *Worker) reach(b begun, i, end int32) {
	if i < end && b.after&w.pieces[i].bits != 0 {
		w.open = append(w.open, reach{b.node, i})
	}
}

// follow goes on from a place in the trie along all readings of the next
// segment, for entries that began at segment i.
func (w *Worker) follow(d *doc.Doc, i, end int32, r reach) {
	own := d.Segs.Form(int(r.end))
	for _, f := range d.Segs.Readings(int(r.end)) {
		n := w.trie.step(r.node, f)
		if n == 0 {
			continue
		}
		w.reach(begun{w.trie.after[n], n}, r.end+1, end)
		for _, ref := range w.trie.ends[n] {
			if w.bent(own, ref, f) || w.Entries[ref].Last && !w.clauseEnds(d, r.end+1, end) {
				continue
			}
			w.found = append(w.found, doc.Mark{First: i, End: r.end + 1, Class: w.Entries[ref].Class, Ref: ref})
		}
	}
}

// clauseEnds reports whether a clause may end before segment i: a sign that
// opens no quotation, the sentence's end, or a word that ties clauses stands
// there.
func (w *Worker) clauseEnds(d *doc.Doc, i, end int32) bool {
	return i >= end || d.Segs.Flags[i]&(doc.Word|doc.Number) == 0 && w.pairs[i] <= i || w.links.has(d.Segs.Form(int(i)))
}

// bent reports whether a name whose last word is printed as form own was found by cutting an ending off a word: names
// of people and of the world, and entries that say exact=1, are printed whole.
// Only adjectives of states are inflected, and a state's name may have an
// adjective's ending. A form of a verb takes neither article nor a noun's ending.
func (w *Worker) bent(own, ref, f int32) bool {
	if own == f {
		return false
	}
	e := &w.Entries[ref]
	if e.exact || e.needs && strings.HasPrefix(w.FormName(own), w.Pack.Article) { // what needs another word behind it takes no article
		return true
	}
	if e.verb { // all forms of verbs are listed; some take an object's ending
		return w.Pack.Article == "" || strings.HasPrefix(w.FormName(own), w.Pack.Article)
	}
	if !w.anyName.Has(e.Class) && (e.From != fromWorld || w.inflects(e.Class)) {
		return false
	}
	if w.FormName(own) == w.Pack.Article+w.FormName(f) {
		return false
	}
	return e.Class != w.state || !w.adjective(own, f)
}

func (w *Worker) inflects(c doc.Class) bool { return c == w.nisba || c == w.people }

// adjective reports whether a word is a name with an adjective's ending.
func (w *Worker) adjective(word, name int32) bool {
	ending, ok := strings.CutPrefix(w.FormName(word), w.FormName(name))
	return ok && slices.Contains(w.Pack.Adjectives, ending)
}

// classOf is the class of an entry of one word, printed as form own and read as
// form f: a state's name with an adjective's ending is an adjective.
func (w *Worker) classOf(ref, own, f int32) doc.Class {
	if c := w.Entries[ref].Class; c != w.state || !w.adjective(own, f) {
		return c
	}
	return w.nisba
}

// longest keeps, family by family (what stands before the first dot of a
// class's name), the leftmost and then longest marks; equal spans all stay, and
// so does a word that needs another behind it: where its longer phrase takes
// the first half of a state's name, the word by itself is meant. The adjective
// that ends the name of a state's body stays: it says whose office stands before.
func (w *Worker) longest(marks []doc.Mark) []doc.Mark {
	w.kept = w.kept[:0]
	for range w.class {
		w.kept = append(w.kept, stretch{-1, -1})
	}
	out := marks[:0]
	for _, m := range marks {
		if len(out) > 0 && out[len(out)-1] == m {
			continue
		}
		l := &w.kept[w.family[m.Class]] // the last of its family: its first segment, its end
		switch {
		case m.First == l.first && w.Entries[m.Ref].needs:
		case m.First > l.first && m.End == l.end && m.Class == w.nisba:
		case m.First < l.end && !(m.First == l.first && m.End == l.end):
			continue
		default:
			*l = stretch{m.First, m.End}
		}
		if !w.shadow.Has(m.Class) {
			out = append(out, m)
		}
	}
	return out
}

// signs marks the quotations of a sentence, its numbers, and the words that no
// list knows: they may be names.
func (w *Worker) signs(d *doc.Doc, s doc.Sentence) {
	for i := s.First; i < s.End; i++ {
		switch f := d.Segs.Flags[i]; {
		case f&doc.Number != 0:
			w.found = append(w.found, doc.Mark{First: i, End: i + 1, Class: w.number, Ref: -1})
		case f&(doc.Word|doc.Vocab) == doc.Word && d.Segs.End[i]-d.Segs.Start[i] > 2:
			w.found = append(w.found, doc.Mark{First: i, End: i + 1, Class: w.unknown, Ref: -1})
		case f&doc.Punct != 0:
			w.quotes(i, s.End)
		}
	}
}
