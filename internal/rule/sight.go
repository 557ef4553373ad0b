package rule

import (
	"math/bits"
	"slices"

	"safir/internal/doc"
)

// sight says where in an article the words and classes stand that the rules of
// a language ask for, as rows of bits, one bit a segment. An article is read
// once for all kinds of rules, and again when marks were added to it; only what
// counts as evidence is read. A row is put together when it is first asked for.
type sight struct {
	doc      *doc.Doc
	marks    int           // Doc.Version of what was read
	alphabet *Alphabet     // that it was read for
	width    int           // of a row, in words of 64 bits
	rows     []uint64      // one behind the other; the first is empty
	standing []uint64      // bits of the symbols that stand in the article
	symbolAt []int32       // by symbol that stands there: where its row begins
	lookAt   []int32       // by look: where its row begins, and one; 0: not yet asked for
	gaps     int32         // the row of segments that "~" takes, and one; 0: not yet asked for
	rules    [][]candidate // by set: the rules all of whose anchors stand in the article; nil: not yet asked for
}

// candidate is a rule with the row of its rarest anchor.
type candidate struct{ rule, rare int32 }

// read reads an article, unless that was done.
func (v *sight) read(a *Alphabet, d *doc.Doc) {
	if v.doc == d && v.marks == d.Version() && v.alphabet == a {
		return
	}
	v.doc, v.marks, v.alphabet = d, d.Version(), a
	v.width, v.rows, v.gaps = d.Segs.Len()>>6+1, v.rows[:0], 0
	v.standing = cleared(v.standing, int(a.symbols)>>6+1)
	v.symbolAt = slices.Grow(v.symbolAt[:0], int(a.symbols))[:a.symbols]
	v.lookAt = cleared(v.lookAt, len(a.looks))
	v.rules = cleared(v.rules, a.sets)
	v.row()
	for _, s := range d.Sents {
		for i := s.First; i < s.End && s.Zone.Evidence(); i++ {
			v.segment(i)
		}
	}
}

// segment reads a segment.
func (v *sight) segment(i int32) {
	for k, f := range v.doc.Segs.Readings(int(i)) {
		if !v.alphabet.asks(f) {
			continue
		}
		symbols := v.alphabet.words[f]
		if symbols.any != 0 {
			v.put(symbols.any, i)
		}
		if symbols.exact != 0 && k == 0 {
			v.put(symbols.exact, i)
		}
	}
	for _, m := range v.doc.MarksAt(int(i)) {
		if v.alphabet.classes.Has(m.Class) {
			v.put(int32(m.Class), i)
		}
	}
}

// cleared is a list of n zero values, in the memory of another.
func cleared[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// row makes an empty row and says where it begins.
func (v *sight) row() int32 {
	at := len(v.rows)
	v.rows = slices.Grow(v.rows, v.width)[:at+v.width]
	clear(v.rows[at:])
	return int32(at)
}

func (v *sight) put(symbol, i int32) {
	if v.standing[symbol>>6]>>(symbol&63)&1 == 0 {
		v.standing[symbol>>6] |= 1 << (symbol & 63)
		v.symbolAt[symbol] = v.row()
	}
	v.rows[v.symbolAt[symbol]+i>>6] |= 1 << (i & 63)
}

// look is the row of a look.
func (v *sight) look(look int32) []uint64 {
	at := v.lookAt[look]
	if at == 0 {
		at = v.join(v.alphabet.looks[look].blocks) + 1
		v.lookAt[look] = at
	}
	return v.rows[at-1:][:v.width]
}

// join is where a row of all that stands of some symbols begins.
func (v *sight) join(of []block) (at int32) {
	own := false
	for _, b := range of {
		for found := v.standing[b.at] & b.bits; found != 0; found &= found - 1 {
			row := v.symbolAt[b.at<<6+int32(bits.TrailingZeros64(found))]
			switch {
			case at == 0:
				at = row
			case !own:
				first := at
				at, own = v.row(), true
				copy(v.rows[at:], v.rows[first:][:v.width])
				fallthrough
			default:
				for i := range v.width {
					v.rows[int(at)+i] |= v.rows[int(row)+i]
				}
			}
		}
	}
	return at
}

// stands reports whether a look stands at segment i.
func (v *sight) stands(look, i int32) bool { return v.look(look)[i>>6]>>(i&63)&1 != 0 }

// next is the first segment of [i, end) at which a look stands, or end.
func (v *sight) next(look, i, end int32) int32 { return next(v.look(look), i, end) }

// next is the first bit of a row in [i, end), or end.
func next(row []uint64, i, end int32) int32 {
	if i >= end {
		return end
	}
	rest := row[i>>6] & (^uint64(0) << (i & 63))
	for i >>= 6; rest == 0; rest = row[i] {
		if i++; i<<6 >= end {
			return end
		}
	}
	return min(end, i<<6+int32(bits.TrailingZeros64(rest)))
}

// holds reports whether one of some symbols stands in the article.
func (v *sight) holds(of []block) bool {
	for _, b := range of {
		if v.standing[b.at]&b.bits != 0 {
			return true
		}
	}
	return false
}

// soft reports whether "~" takes segment i: it is no stop, and no finite verb
// begins there that closes a clause.
func (v *sight) soft(i int32) bool {
	if v.gaps == 0 {
		v.gaps = v.findGaps() + 1
	}
	return v.rows[v.gaps-1+i>>6]>>(i&63)&1 != 0 && v.doc.Segs.Flags[i]&doc.Hard == 0
}

// findGaps makes the row of segments at which no finite verb begins that closes
// a clause.
func (v *sight) findGaps() int32 {
	at, n := v.row(), int32(v.doc.Segs.Len())
	verbs, gaps := v.look(v.alphabet.stop.look), v.rows[at:]
	for i := range verbs {
		gaps[i] = ^verbs[i]
	}
	for i := next(verbs, 0, n); i < n; i = next(verbs, i+1, n) {
		if !v.closes(i) {
			gaps[i>>6] |= 1 << (i & 63)
		}
	}
	return at
}

// closes reports whether a finite verb begins at segment i that is no form that
// may stand inside a clause.
func (v *sight) closes(i int32) bool {
	for _, k := range v.doc.MarksAt(int(i)) {
		if v.alphabet.stop.classes.Has(k.Class) && v.alphabet.env.Attr(k, "open") == "" {
			return true
		}
	}
	return false
}

// candidates are the rules of a set all of whose anchors stand in the article.
func (v *sight) candidates(s *Set) []candidate {
	if v.rules[s.number] == nil {
		v.rules[s.number] = v.find(s)
	}
	return v.rules[s.number]
}

func (v *sight) find(s *Set) []candidate {
	out, last := []candidate{}, int32(-1)
	for i := range s.triggers {
		t := &s.triggers[i]
		if v.standing[t.at]&t.bits == 0 || t.rule == last {
			continue
		}
		last = t.rule
		if p := &s.programs[t.rule]; v.all(p.needs[1:]) {
			v.look(p.needs[0])
			out = append(out, candidate{t.rule, v.lookAt[p.needs[0]] - 1})
		}
	}
	return out
}

// all reports whether all of some looks stand in the article.
func (v *sight) all(looks []int32) bool {
	for _, look := range looks {
		if !v.holds(v.alphabet.looks[look].blocks) {
			return false
		}
	}
	return true
}
