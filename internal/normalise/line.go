package normalise

import (
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
)

// form is a stretch of text as its words are compared: folded, without blanks
// and half-spaces, each rune with the bytes it was read from.
type form struct {
	runes  []rune
	from   []int32
	to     []int32
	begins []bool // first of a word, or a sign
	spaced []bool // white space stands before it
}

// char sorts characters.
type char uint8

const (
	blank char = iota
	joint      // of no width
	letter
	digit
	sign
)

func charOf(r rune) char {
	if r >= 0 && r < rune(len(chars)) {
		return chars[r]
	}
	return sorted(r)
}

// chars are the sorts of the characters of which most texts are made.
var chars = func() (out [0x700]char) {
	for r := range out {
		out[r] = sorted(rune(r))
	}
	return out
}()

func sorted(r rune) char {
	switch {
	case r == ' ':
		return blank
	case r >= '0' && r <= '9' || r >= 0x0660 && r <= 0x0669 || r >= 0x06F0 && r <= 0x06F9:
		return digit
	case r >= 0x0621 && r <= 0x065F || r >= 0x066E && r <= 0x06D3 || r >= 'a' && r <= 'z':
		return letter
	case invisible(r):
		return joint
	case unicode.IsSpace(r):
		return blank
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return sign
}

// invisible reports whether r is of no width: joiners, direction marks,
// variation selectors, byte order marks.
func invisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 ||
		r == 0xFEFF || r == 0x061C || r == 0xAD || r >= 0xFE00 && r <= 0xFE0F
}

// directs reports whether r is one of the twelve controls of direction.
func directs(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

const tatweel = 0x0640

// room makes a form that takes n runes without growing, in the memory of this
// one where that is large enough.
func (f *form) room(n int) form {
	if cap(f.runes) >= n {
		return form{f.runes[:0], f.from[:0], f.to[:0], f.begins[:0], f.spaced[:0]}
	}
	flags := make([]bool, 2*n)
	places := make([]int32, 2*n)
	return form{runes: make([]rune, 0, n), from: places[:0:n], to: places[n:n], begins: flags[:0:n], spaced: flags[n:n]}
}

// rest is what room a form has left, as a form of its own.
func (f *form) rest() form {
	n := len(f.runes)
	return form{runes: f.runes[n:n], from: f.from[n:n], to: f.to[n:n], begins: f.begins[n:n], spaced: f.spaced[n:n]}
}

// read folds s, which begins at byte base of the article.
func (f *form) read(fold *folder, s string, base int) {
	last := blank
	for at, r := range s {
		last = f.take(fold, s, at, base, r, charOf(r), last)
	}
}

// take folds the character of a kind at byte at of s; last is what stood before
// it, and so is the result for what stands behind it.
func (f *form) take(fold *folder, s string, at, base int, r rune, kind, last char) char {
	if kind == blank {
		return blank
	}
	if kind == joint {
		return last
	}
	end := int32(base + at + utf8.RuneLen(r))
	if r == tatweel && alone(s, at) {
		r, kind = '-', sign
	}
	before := len(f.runes)
	f.fold(fold, r, int32(base+at), end)
	if len(f.runes) == before {
		f.stretch(end)
		return last
	}
	f.begins[before] = kind != last || kind == sign
	f.spaced[before] = last == blank
	return kind
}

// fold adds what one rune is read as.
func (f *form) fold(fold *folder, r rune, from, to int32) {
	one, more := fold.one(r)
	if one != dropped {
		f.add(one, from, to)
	}
	for _, m := range more {
		f.add(m, from, to)
	}
}

func (f *form) add(r rune, from, to int32) {
	f.runes = append(f.runes, r)
	f.from = append(f.from, from)
	f.to = append(f.to, to)
	f.begins = append(f.begins, false)
	f.spaced = append(f.spaced, false)
}

// stretch lets the last rune take a mark that folds to nothing.
func (f *form) stretch(end int32) {
	if n := len(f.to); n > 0 {
		f.to[n-1] = end
	}
}

// alone reports whether the character at byte at has no letter on either
// side: a tatweel printed as a dash.
func alone(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	_, size := utf8.DecodeRuneInString(s[at:])
	after, _ := utf8.DecodeRuneInString(s[at+size:])
	return charOf(before) != letter && charOf(after) != letter && after != tatweel && before != tatweel
}

// line is one line of the text that is not blank, and what is seen in it.
type line struct {
	form
	span   doc.Span // trimmed
	gap    bool     // a blank line stands before it
	size   int      // runes
	words  int
	script int  // letters of the Arabic script
	other  int  // other letters
	digits int  // digits
	full   bool // ends with a full stop, question or exclamation mark
	colon  bool // ends with a colon
	dots   bool // ends with an ellipsis

	sort  sorting
	reach reach
	kind  doc.ZoneKind
	parts []doc.Zone // where the line holds several zones
}

// divide makes lines of the text; blank lines only leave a gap.
func (p *page) divide(text string) {
	p.arena = p.arena.room(len(text))
	gap, free := false, p.arena
	for from := 0; from < len(text); {
		end, next := lineEnd(text, from)
		span := trim(text, doc.Span{Start: from, End: end})
		from = next
		if span.Len() == 0 {
			gap = true
			continue
		}
		p.lines = append(p.lines, line{span: span, gap: gap, form: free})
		ln := &p.lines[len(p.lines)-1]
		ln.read(p.fold, text[span.Start:span.End])
		free, gap = ln.rest(), false
	}
}

// lineEnd finds the end of the line that begins at from, and the next one.
func lineEnd(text string, from int) (end, next int) {
	for at := from; at < len(text); at++ {
		switch c := text[at]; {
		case c >= '\n' && c <= '\r':
			return at, at + 1
		case c == 0xC2 || c == 0xE2: // the first byte of a character of which few break lines
			switch r, size := utf8.DecodeRuneInString(text[at:]); r {
			case 0x85, 0x2028, 0x2029:
				return at, at + size
			}
		}
	}
	return len(text), len(text)
}

// trim takes white space and controls of direction off both ends.
func trim(text string, s doc.Span) doc.Span {
	for s.Start < s.End {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) && !directs(r) {
			break
		}
		s.Start += size
	}
	for s.Start < s.End {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) && !directs(r) {
			break
		}
		s.End -= size
	}
	return s
}

// read folds s, the line, counts what stands in it, and looks at its end.
func (ln *line) read(fold *folder, s string) {
	folded, last := blank, blank
	for at, r := range s {
		kind := charOf(r)
		folded = ln.take(fold, s, at, ln.span.Start, r, kind, folded)
		last = ln.count(r, kind, last)
	}
	ln.lookAtEnd(s)
}

// count counts a character of a kind; last is what stood before it, and so is
// the result for what stands behind it.
func (ln *line) count(r rune, kind, last char) char {
	if kind == joint && directs(r) {
		return last
	}
	ln.size++
	switch kind {
	case joint:
		return last
	case digit:
		ln.digits++
	case letter:
		if last != letter && last != digit {
			ln.words++
		}
		if r >= 0x0600 && r <= 0x06FF || r >= 0x0750 && r <= 0x077F || r >= 0xFB50 && r <= 0xFEFC {
			ln.script++
		} else {
			ln.other++
		}
	}
	return kind
}

func (ln *line) lookAtEnd(s string) {
	stops := 0
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		switch r {
		case '.', '؟', '?', '!', '…':
			stops++
			ln.full = true
			ln.dots = ln.dots || r == '…' || stops > 1 && r == '.'
		case ':':
			ln.colon = stops == 0
			return
		case '»', '"', '”', '“', '’', '\'', ')', ']', '}', '*':
		default:
			if !unicode.IsSpace(r) && !invisible(r) {
				return
			}
		}
	}
}

// equal reports whether two lines are the same words.
func (f *form) equal(g *form) bool {
	return len(f.runes) == len(g.runes) && f.hasPrefix(g)
}

// hasPrefix reports whether f begins with the words of g.
func (f *form) hasPrefix(g *form) bool {
	if len(g.runes) == 0 || len(f.runes) < len(g.runes) {
		return false
	}
	for i, r := range g.runes {
		if f.runes[i] != r {
			return false
		}
	}
	return true
}
