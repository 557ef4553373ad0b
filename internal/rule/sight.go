package rule

import (
	"math/bits"

	"safir/internal/doc"
)

// sight says where in one sentence the words and classes stand that the
// patterns of a set ask for. Each is a symbol with a row of bits, one bit a
// segment: a class by its own number, a word by Set.words. A look is several
// symbols that one test takes together.
type sight struct {
	gen   uint32   // of the sentence
	first int32    // its first segment
	width int      // of a row, in words of 64 bits
	rows  []uint64 // by symbol
	seen  []uint32 // by symbol: the sentence its row is of
	found []int32  // symbols that stand in the sentence
	looks []uint64 // rows by look
	asked []uint32 // by look: the sentence its row is of
	gaps  []uint64 // segments that "~" takes
	gapOf uint32   // the sentence that row is of
}

// fill reads a sentence.
func (v *sight) fill(s *Set, d *doc.Doc, sent doc.Sentence) {
	v.gen++
	v.first, v.found = sent.First, v.found[:0]
	v.width = (int(sent.End-sent.First) + 63) / 64
	v.rows, v.seen = room(v.rows, v.width*int(s.symbols)), room(v.seen, int(s.symbols))
	v.looks, v.asked = room(v.looks, v.width*len(s.looks)), room(v.asked, len(s.looks))
	for i := int(sent.First); i < int(sent.End); i++ {
		at := i - int(sent.First)
		for k, f := range d.Segs.Readings(i) {
			if int(f>>6) >= len(s.asked) || s.asked[f>>6]>>(f&63)&1 == 0 {
				continue
			}
			v.put(s.words[f], at)
			if k == 0 {
				v.put(s.words[f]+1, at)
			}
		}
		for _, m := range d.MarksAt(i) {
			if s.classes.Has(m.Class) {
				v.put(int32(m.Class), at)
			}
		}
	}
}

// room is a list made at least so long.
func room[T uint32 | uint64](list []T, n int) []T {
	if len(list) < n {
		return append(list, make([]T, n-len(list))...)
	}
	return list
}

func (v *sight) put(symbol int32, at int) {
	row := v.rows[int(symbol)*v.width:][:v.width]
	if v.seen[symbol] != v.gen {
		v.seen[symbol] = v.gen
		v.found = append(v.found, symbol)
		clear(row)
	}
	row[at>>6] |= 1 << (at & 63)
}

// row is where a look stands; it is put together when first asked for.
func (v *sight) row(s *Set, look int32) []uint64 {
	row := v.looks[int(look)*v.width:][:v.width]
	if v.asked[look] != v.gen {
		v.asked[look] = v.gen
		clear(row)
		for _, symbol := range s.looks[look] {
			if v.seen[symbol] == v.gen {
				unite(row, v.rows[int(symbol)*v.width:])
			}
		}
	}
	return row
}

// soft reports whether "~" takes segment pos: it is no stop, and no finite verb
// begins there that closes a clause.
func (v *sight) soft(s *Set, d *doc.Doc, pos int32) bool {
	if v.gapOf != v.gen {
		v.gapOf = v.gen
		v.gaps = append(v.gaps[:0], make([]uint64, v.width)...)
		verbs := v.row(s, s.stop.look)
		for i := range verbs {
			v.gaps[i] = ^verbs[i]
		}
		for at := first(verbs, 0); at >= 0; at = first(verbs, at+1) {
			if !s.closes(d, int(v.first)+at) {
				v.gaps[at>>6] |= 1 << (at & 63)
			}
		}
	}
	at := pos - v.first
	return v.gaps[at>>6]>>(at&63)&1 != 0 && d.Segs.Flags[pos]&doc.Hard == 0
}

// closes reports whether a finite verb begins at segment i that is no form that
// may stand inside a clause.
func (s *Set) closes(d *doc.Doc, i int) bool {
	for _, k := range d.MarksAt(i) {
		if s.stop.classes.Has(k.Class) && s.env.Attr(k, "open") == "" {
			return true
		}
	}
	return false
}

func unite(into, row []uint64) {
	for i := range into {
		into[i] |= row[i]
	}
}

// stands reports whether a look stands at segment pos.
func (v *sight) stands(s *Set, look, pos int32) bool {
	at := pos - v.first
	return v.row(s, look)[at>>6]>>(at&63)&1 != 0
}

// first is the first place of a row from at on, or -1.
func first(row []uint64, at int) int {
	for k := at >> 6; k < len(row); k++ {
		rest := row[k]
		if k == at>>6 {
			rest &= ^uint64(0) << (at & 63)
		}
		if rest != 0 {
			return k<<6 + bits.TrailingZeros64(rest)
		}
	}
	return -1
}

// holds reports whether one of some symbols stands in the sentence.
func (v *sight) holds(symbols []int32) bool {
	for _, symbol := range symbols {
		if v.seen[symbol] == v.gen {
			return true
		}
	}
	return false
}
