package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder reads characters as the pack's chars.tsv says. It is for looking
// words up; the text that is kept never changes.
type folder struct {
	low   [0x2100]rune // what a character below U+2100 is read as; -1 drops it
	other map[rune]rune
	wide  map[rune]string // presentation forms and their like
}

const dropped rune = -1

func newFolder(chars map[rune]rune) *folder {
	f := &folder{other: map[rune]rune{}, wide: map[rune]string{}}
	for r := range f.low {
		f.low[r] = unicode.ToLower(rune(r))
	}
	for from, to := range chars {
		if to == 0 {
			to = dropped
		}
		if from < rune(len(f.low)) {
			f.low[from] = to
		} else {
			f.other[from] = to
		}
	}
	for _, block := range [][2]rune{{0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0xFF01, 0xFF5E}} {
		for r := block[0]; r <= block[1]; r++ {
			if s := norm.NFKC.String(string(r)); s != string(r) {
				f.wide[r] = f.text(s)
			}
		}
	}
	return f
}

// one folds a character; the second result is for those that become several.
func (f *folder) one(r rune) (rune, string) {
	if r < rune(len(f.low)) {
		return f.low[r], ""
	}
	if to, ok := f.other[r]; ok {
		return to, ""
	}
	if s, ok := f.wide[r]; ok {
		return dropped, s
	}
	return unicode.ToLower(r), ""
}

// appendTo folds s behind buf.
func (f *folder) appendTo(buf []byte, s string) []byte {
	for _, r := range s {
		to, more := f.one(r)
		if to != dropped {
			buf = utf8.AppendRune(buf, to)
		}
		buf = append(buf, more...)
	}
	return buf
}

func (f *folder) text(s string) string {
	return strings.TrimSpace(string(f.appendTo(nil, s)))
}

// kind sorts characters for the scanner.
type kind uint8

const (
	letter kind = iota
	digit
	blank
	newline
	joiner  // the half-space: part of a word, and a place where it may part
	ignored // of no width
	sign
)

func kindOf(r rune) kind {
	switch {
	case r >= 0x0621 && r <= 0x065F || r >= 0x066E && r <= 0x06D3 || r == 0x0640:
		return letter
	case r == ' ' || r == '\t' || r == 0xA0 || r == '\r':
		return blank
	case r == '\n' || r == 0x2028 || r == 0x2029 || r == 0x85 || r == '\v' || r == '\f':
		return newline
	case r == 0x200C:
		return joiner
	case r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0x061C || r == 0xAD || r >= 0xFE00 && r <= 0xFE0F:
		return ignored
	case r >= '0' && r <= '9' || r >= 0x0660 && r <= 0x0669 || r >= 0x06F0 && r <= 0x06F9:
		return digit
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r):
		return blank
	}
	return sign
}
