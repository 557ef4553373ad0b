package annotate

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are characters of one block, U+0600 to U+06FF.
type letters [0x100]bool

func (l *letters) add(r rune) {
	if r >= 0x600 && r < 0x700 {
		l[r-0x600] = true
	}
}

func (l *letters) has(r rune) bool { return r >= 0x600 && r < 0x700 && l[r-0x600] }

// printedAs reports whether a word of the text is a listed one letter for
// letter, not only when folded. Marks, joiners and the letters of other
// keyboards count for nothing; a letter printed bare is the listed one in an
// article that prints the listed one nowhere.
func (w *Worker) printedAs(word, listed string) bool {
	for _, r := range norm.NFKC.String(word) {
		if skipped(r) {
			continue
		}
		p, size := utf8.DecodeRuneInString(listed)
		if size == 0 || !w.sameLetter(r, p) {
			return false
		}
		listed = listed[size:]
	}
	return listed == ""
}

// skipped reports a character that print may add to any word.
func skipped(r rune) bool {
	k := kindOf(r)
	return k == ignored || k == joiner || unicode.Is(unicode.Mn, r) || r == tatweel
}

const tatweel = 0x0640

func (w *Worker) sameLetter(r, listed rune) bool {
	if r == listed {
		return true
	}
	bare, _ := w.fold.one(listed)
	if r == bare {
		return !w.told.has(listed)
	}
	to, _ := w.fold.one(r)
	return to == bare && !w.ours.has(r)
}
