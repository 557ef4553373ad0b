package normalise

import "slices"

// grade is how surely a line is a dateline.
type grade uint8

const (
	no     grade = iota
	weak         // shaped like one: short names between dashes or strokes
	strong       // holds a date, a code, a label or an agency
)

// longest lines that may be datelines.
const (
	longestDateline = 160 // runes
	longestLabelled = 14  // words
)

// dateline judges a line of its own: dates, codes, bylines, agency credits.
func (l *lexicon) dateline(ln *line, from int) grade {
	if ln.size > longestDateline || ln.full && ln.words > 8 {
		return no
	}
	if _, ok := l.match(&ln.form, from, isRoundup|isOpener, anyPlace); ok {
		return no
	}
	var few fewTokens
	segs := segments(&ln.form, l.tokens(few[:], &ln.form, from, len(ln.runes)))
	words, evidence, parted, pure := 0, false, false, true
	for i := range segs {
		s := &segs[i]
		if s.bare() {
			continue
		}
		words += s.words
		if i == 0 && s.label {
			return labelled(ln, segs)
		}
		if !s.known() && !s.timely() {
			if s.words > 3 || s.quote && s.words > 0 {
				return no
			}
			pure = false
		} else if s.known() {
			evidence = true
		}
		parted = parted || parts(s.sep)
	}
	if ln.colon && !parted && !slices.ContainsFunc(segs, func(s segment) bool { return s.dated() }) {
		return no // "the agency:" gives it the floor
	}
	return judge(words, evidence, parted, pure, segs)
}

// judge weighs what dateline counted.
func judge(words int, evidence, parted, pure bool, segs []segment) grade {
	dated := slices.ContainsFunc(segs, func(s segment) bool { return s.dated() || s.label || s.coded || s.labels > 0 && s.numbers > 0 })
	switch {
	case evidence && (dated || pure) && words <= 4:
		return strong
	case evidence && parted && words <= 5:
		return strong
	case parted && words <= 6 && words > 0:
		return weak
	}
	return no
}

// labelled judges a line that opens with a label and a colon: a short field,
// or one with a number in it.
func labelled(ln *line, segs []segment) grade {
	if len(segs) == 1 || ln.words <= longestField || ln.words <= longestLabelled && segs[1].numbers > 0 {
		return strong
	}
	return no
}

// parts reports whether separators set names apart: dashes, strokes, arrows.
func parts(sep []rune) bool {
	return slices.ContainsFunc(sep, func(r rune) bool {
		switch r {
		case '-', '–', '—', '/', '|', '>', '›', '•', '·':
			return true
		}
		return false
	})
}

// longest dateline prefix of a paragraph, in folded runes.
const longestPrefix = 90

// prefix finds how far a dateline at the front of a paragraph reaches: the
// rune behind it, or 0.
func (l *lexicon) prefix(f *form, own func(from, to int) bool) int {
	if _, ok := l.match(f, 0, isOpener, anyPlace); ok {
		return 0
	}
	var few fewTokens
	segs := segments(f, l.tokens(few[:], f, 0, longestPrefix))
	end, words, strokes, evidence := 0, 0, 0, false
	for i := range segs {
		s := &segs[i]
		if len(s.sep) == 0 || s.bare() || i == len(segs)-1 {
			break
		}
		known := s.known() || own(s.from, s.to)
		if !known && !s.mayBelong(i) {
			break
		}
		words += s.words
		if words > 6 {
			break
		}
		if i == 0 && has(s.sep, ':') && !own(s.from, s.to) {
			break // "the agency: …" gives it the floor
		}
		evidence = evidence || known
		if has(s.sep, '/') {
			strokes++
		}
		if closes(segs, i, evidence, strokes) {
			end = s.after
		} else if has(s.sep, '.') || s.opensInsert() {
			break
		}
	}
	return end
}

// mayBelong reports whether a segment of no listed word may be a city or a
// name in a dateline.
func (s *segment) mayBelong(i int) bool {
	switch {
	case s.timely():
		return true
	case s.quote || s.words+s.initials == 0:
		return false
	}
	return s.words <= 2 || i == 1 && s.words == 3 && s.sep[0] == ':'
}

func has(sep []rune, r rune) bool { return slices.Contains(sep, r) }

// closes reports whether a dateline may end behind segment i.
func closes(segs []segment, i int, evidence bool, strokes int) bool {
	s := &segs[i]
	switch {
	case has(s.sep, '-'), has(s.sep, '–'), has(s.sep, '—'):
		return evidence && (s.open || s.shut || len(s.sep) > 1) || (i == 0 || i == 1 && s.words == 1) && s.shut && !insert(segs, i)
	case has(s.sep, '/'):
		return evidence && strokes > 1 && (s.shut || s.open) || strokes > 1 && s.shut && s.open
	case has(s.sep, ':'):
		return s.shut && !s.dated() && (evidence || i == 1 && has(segs[0].sep, '-') && s.words > 0)
	case has(s.sep, ')'):
		return s.credits > 0 && segs[0].credits+segs[0].agency == 0
	}
	return false
}

// opensInsert reports words with a dash right before the next word only.
func (s *segment) opensInsert() bool {
	return s.words > 1 && s.sep[0] == '-' && s.open && !s.shut
}

// insert reports whether the dash behind segment i opens an insertion that a
// second dash closes.
func insert(segs []segment, i int) bool {
	if i+1 >= len(segs)-1 {
		return false
	}
	next := &segs[i+1]
	return has(next.sep, '-') && !next.known() && next.words > 1
}

// longest credit phrase, in tokens.
const longestCredit = 18

// credit finds an agency's credit that opens at rune i: the rune behind it
// and the span of the name in it; 0 when there is none. A medium of the list
// of sources is no credit: it is who vouches for the news.
func (l *lexicon) credit(f *form, i int) (end int, name [2]int) {
	open, ok := l.match(f, i, isOpener, anyPlace)
	if !ok {
		return 0, name
	}
	return l.creditName(f, i+open.size)
}

// creditName reads on behind the opening words.
func (l *lexicon) creditName(f *form, i int) (end int, name [2]int) {
	words, sure, named := 0, 0, false
	var few fewTokens
	toks := l.tokens(few[:], f, i, 140)
	for k, t := range toks {
		switch {
		case k >= longestCredit:
			return sure, [2]int{i, max(i, sure)}
		case t.role&isVia != 0 && k > 0:
			return t.from, [2]int{i, t.from}
		case t.role&isForeign != 0 && t.role&(isCredit|isAgency) == 0 && sure == 0:
			return 0, name
		case ends(t.sign):
			if k == 0 {
				return 0, name
			}
			if sure > 0 && words > 4 {
				return sure, [2]int{i, sure}
			}
			return t.to, [2]int{i, t.from}
		case t.sign == '.':
			return sure, [2]int{i, max(i, sure)}
		case quoting(t.sign) && named:
			return sure, [2]int{i, sure}
		case t.role&(isCredit|isAgency) != 0:
			sure, words, named = t.to, 0, t.role&isCredit != 0
		case t.sign == 0:
			words++
		}
	}
	return sure, [2]int{i, max(i, sure)}
}

func ends(r rune) bool { return r == '،' || r == ',' || r == ':' || r == '؛' || r == ';' }
