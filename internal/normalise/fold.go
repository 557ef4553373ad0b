package normalise

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"safir/internal/lang"
)

// folder reads characters as a pack's chars.tsv says, and presentation forms
// as the letters they stand for.
type folder struct {
	low   [0x700]rune // what a character below U+0700 is read as; -1 drops it
	other map[rune]rune
	wide  map[rune][]rune
}

const dropped rune = -1

// newFolder closes the table, so that folding twice is folding once.
func newFolder(chars map[rune]rune) *folder {
	f := &folder{other: map[rune]rune{}, wide: map[rune][]rune{}}
	for r := range f.low {
		f.low[r] = closed(chars, rune(r))
	}
	for from := range chars {
		if from >= rune(len(f.low)) {
			f.other[from] = closed(chars, from)
		}
	}
	for _, block := range [][2]rune{{0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0xFF01, 0xFF5E}} {
		for r := block[0]; r <= block[1]; r++ {
			f.widen(chars, r)
		}
	}
	return f
}

// widen learns a presentation or full-width form, unless the table names it.
func (f *folder) widen(chars map[rune]rune, r rune) {
	if _, listed := chars[r]; listed {
		return
	}
	s := norm.NFKC.String(string(r))
	if s == string(r) {
		return
	}
	to := []rune{}
	for _, c := range s {
		if c = closed(chars, c); c != dropped {
			to = append(to, c)
		}
	}
	f.wide[r] = to
}

// closed follows the table and lower case until nothing changes any more.
func closed(chars map[rune]rune, r rune) rune {
	for range 8 {
		to, ok := chars[r]
		if !ok {
			to = unicode.ToLower(r)
		}
		if ok && (to == 0 || to == unicode.ReplacementChar) {
			return dropped // an empty cell
		}
		if to == r {
			break
		}
		r = to
	}
	return r
}

// one folds a character; the second result is for those that become several.
func (f *folder) one(r rune) (rune, []rune) {
	if r < rune(len(f.low)) {
		return f.low[r], nil
	}
	if to, ok := f.other[r]; ok {
		return to, nil
	}
	if to, ok := f.wide[r]; ok {
		return dropped, to
	}
	return unicode.ToLower(r), nil
}

// mergedChars joins the tables of several packs; the first to name a
// character decides.
func mergedChars(packs []*lang.Pack) map[rune]rune {
	all := map[rune]rune{}
	for _, p := range packs {
		for from, to := range p.Chars {
			if _, taken := all[from]; !taken {
				all[from] = to
			}
		}
	}
	return all
}
