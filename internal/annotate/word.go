package annotate

import (
	"slices"
	"strings"

	"safir/internal/doc"
)

// word is what a worker knows of a form that it has met: news repeats its
// words, so each is looked up once.
type word struct {
	form   string // folded
	use    use
	joint  *compoundTrie // what may follow it in a listed word with joints, or nil
	after  uint64        // bits of that
	alone  bool          // is by itself a listed word with joints
	bits   uint64        // of itself and of what it is with an ending, as a later piece
	pieces []piece       // how it is cut; nil until that is asked for
	whole  *piece        // the same for digits and signs, which are not cut
}

// piece is a part of a word as it stands in a text.
type piece struct {
	size     int      // bytes of its folded form
	readings []int32  // its own form, then the stems it may have
	listed   bool     // stands in a list
	verbal   bool     // no list has it, and it is no name either: a form of a verb, a fused word
	lone     []found  // entries of one segment
	begun    []begun  // longer entries that it begins
	bits     uint64   // of its readings
	time     *timeTok // as the reader of dates sees it, wherever it stands
}

// begun is a place in the trie, with the bits of the forms that may follow.
type begun struct {
	after uint64
	node  int32
}

// found is an entry that a piece may be.
type found struct {
	class doc.Class
	last  bool // only where a clause ends behind it
	ref   int32
}

// use is what a word may be to its neighbours.
type use uint8

const (
	prefixed   use = 1 << iota // begins a listed word with joints behind prefixes
	glueBefore                 // a verb prefix printed apart
	glueAfter                  // an ending behind a half-space
	glueSpaced                 // an ending behind a blank
	stops                      // a stop that ends a clause
)

// printed is the word that is printed so.
func (w *Worker) printed(text string) *word {
	if x := w.seen[text]; x != nil {
		return x
	}
	w.buf = beginning(w.fold.appendTo(w.buf[:0], text))
	x := w.wordOf(string(w.buf))
	if len(text) <= longestWord {
		w.seen[strings.Clone(text)] = x
	}
	return x
}

// wordOf is the word of a folded form.
func (w *Worker) wordOf(form string) *word {
	if x := w.folded[form]; x != nil {
		return x
	}
	x := &word{form: w.FormName(w.formOf(form)), use: w.useOf(form), joint: w.joints.next[form], bits: pieceBit(form)}
	if x.joint != nil {
		x.after, x.alone = x.joint.after, x.joint.form != 0
	}
	for _, suffix := range w.Pack.Suffixes {
		if stem, ok := strings.CutSuffix(form, suffix); ok {
			x.bits |= pieceBit(stem)
		}
	}
	w.folded[x.form] = x
	return x
}

func (w *Worker) useOf(form string) (u use) {
	for _, x := range []struct {
		holds bool
		use   use
	}{
		{w.mayLead(form), prefixed},
		{slices.Contains(w.Pack.GlueBefore, form), glueBefore},
		{slices.Contains(w.Pack.GlueAfter, form), glueAfter},
		{slices.Contains(w.Pack.GlueSpaced, form), glueSpaced},
		{slices.Contains(w.Pack.Stops, form) || slices.Contains(w.Pack.Breaks, form), stops},
	} {
		if x.holds {
			u |= x.use
		}
	}
	return u
}

// cutUp are the pieces of a word.
func (w *Worker) cutUp(x *word) []piece {
	if x.pieces == nil {
		for _, part := range w.cut(x.form) {
			x.pieces = append(x.pieces, w.piece(letter, part, w.readings(part)))
		}
	}
	return x.pieces
}

// uncut is a number or a sign as one piece.
func (w *Worker) uncut(of kind, x *word) *piece {
	if x.whole == nil {
		p := w.piece(of, x.form, []int32{w.formOf(x.form)})
		x.whole = &p
	}
	return x.whole
}

// piece finds the entries of a part of a word.
func (w *Worker) piece(of kind, part string, readings []int32) piece {
	p := piece{size: len(part), readings: readings, listed: w.listed(readings), time: w.timely(of, part, readings[0])}
	p.verbal = !p.listed && (w.verbal(part) || mixed(part))
	for _, f := range readings {
		p.bits |= bitOf(f)
		n := w.trie.step(0, f)
		if n == 0 {
			continue
		}
		if w.trie.after[n] != 0 {
			p.begun = append(p.begun, begun{w.trie.after[n], n})
		}
		for _, ref := range w.trie.ends[n] {
			if !w.bent(readings[0], ref, f) {
				p.lone = append(p.lone, found{w.classOf(ref, readings[0], f), w.Entries[ref].Last, ref})
			}
		}
	}
	return p
}
