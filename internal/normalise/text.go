package normalise

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
)

// Map leads from a text in its one spelling back to the text as printed.
type Map struct {
	at   []int32 // byte of the new text where each rune begins
	from []int32 // the bytes it was read from
	to   []int32
}

// Text gives a text its one spelling: letters and digits as the tables of the
// language read them, no marks and joiners, one blank where white space stood,
// no blank lines. The text given is not changed; the map leads back to it.
func (z *Zoner) Text(text, tag string) (string, *Map) {
	t := speller{fold: z.lexiconFor(tag).fold, m: &Map{}}
	t.b.Grow(len(text))
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		t.read(r, int32(at), int32(at+size))
		at += size
	}
	return t.b.String(), t.m
}

// speller writes a text in its one spelling.
type speller struct {
	fold     *folder
	b        strings.Builder
	m        *Map
	pending  rune // white space to write before the next rune; 0 is none
	from, to int32
}

// read folds one rune of the source.
func (t *speller) read(r rune, from, to int32) {
	if unicode.IsSpace(r) {
		t.space(r, from, to)
		return
	}
	if invisible(r) {
		t.stretch(to)
		return
	}
	one, more := t.fold.one(r)
	if one == dropped && len(more) == 0 {
		t.stretch(to)
		return
	}
	if one != dropped {
		t.write(one, from, to)
	}
	for _, c := range more {
		t.write(c, from, to)
	}
}

// write puts one folded rune down, and the white space before it.
func (t *speller) write(r rune, from, to int32) {
	if unicode.IsSpace(r) {
		t.space(r, from, to)
		return
	}
	if invisible(r) {
		return
	}
	if t.pending != 0 && t.b.Len() > 0 {
		t.put(t.pending, t.from, t.to)
	}
	t.pending = 0
	t.put(r, from, to)
}

func (t *speller) put(r rune, from, to int32) {
	t.m.at = append(t.m.at, int32(t.b.Len()))
	t.m.from = append(t.m.from, from)
	t.m.to = append(t.m.to, to)
	t.b.WriteRune(r)
}

// space remembers white space; a line break outweighs blanks.
func (t *speller) space(r rune, from, to int32) {
	if t.pending == 0 {
		t.pending, t.from = ' ', from
	}
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		t.pending = '\n'
	}
	t.to = to
}

// stretch lets the rune before take a mark that is not written.
func (t *speller) stretch(to int32) {
	if n := len(t.m.to); n > 0 && t.pending == 0 {
		t.m.to[n-1] = to
	}
}

// Back is the span of the printed text that a span of the new text was read
// from. It begins and ends between characters, and holds the marks and
// joiners that were dropped inside it.
func (m *Map) Back(s doc.Span) doc.Span {
	if len(m.at) == 0 {
		return doc.Span{}
	}
	first := m.rune(s.Start)
	if s.End <= s.Start {
		return doc.Span{Start: int(m.from[first]), End: int(m.from[first])}
	}
	last := max(first, m.rune(s.End-1))
	return doc.Span{Start: int(m.from[first]), End: int(m.to[last])}
}

// rune is the rune that holds byte at of the new text.
func (m *Map) rune(at int) int {
	n := sort.Search(len(m.at), func(i int) bool { return int(m.at[i]) > at })
	return max(0, n-1)
}
