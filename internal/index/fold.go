package index

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold gives letters and digits one form and drops all else but blanks.
func (x *Index) fold(s string) string {
	var b strings.Builder
	for _, r := range x.composed(s) {
		if r = x.plain(r); r > 0 {
			b.WriteRune(r)
		} else if r == blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// What plain answers for characters that are no letters and digits.
const (
	dropped rune = 0
	blank   rune = -1
)

// The block of Arabic letters. Of them and of ASCII plain is known beforehand.
const firstArabic, lastArabic = 0x600, 0x6ff

// learnPlain finds what plain answers for ASCII and Arabic letters.
func (x *Index) learnPlain() {
	for r := range x.low {
		c := rune(r)
		if c >= firstArabic {
			for _, c = range norm.NFKD.String(string(c)) { // a letter, then what sits on it
				break
			}
		}
		x.low[r] = x.spelled(c)
	}
}

// composed is a text whose letters plain knows one by one: marks stand behind
// them, presentation forms are letters.
func (x *Index) composed(s string) string {
	for _, r := range s {
		if r >= 0x80 && (r < firstArabic || r > lastArabic) && r != half {
			return norm.NFKD.String(s)
		}
	}
	return s
}

// plain is the one form of a letter or digit, dropped for what has no width or
// sits on a letter, and blank for what parts words.
func (x *Index) plain(r rune) rune {
	if r < rune(len(x.low)) && (r < 0x80 || r >= firstArabic) {
		return x.low[r]
	}
	return x.spelled(r)
}

func (x *Index) spelled(r rune) rune {
	if to, ok := x.chars[r]; ok {
		if to == 0 {
			return dropped
		}
		r = to
	}
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case unicode.IsLetter(r):
		return unicode.ToLower(r)
	case unicode.IsDigit(r):
		return r
	case unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || r == '\'' || r == '’' || r == 'ʼ':
		return dropped
	}
	return blank
}

// part is a piece of a text that has no blank and no half-space in it.
type part struct {
	word  string // folded
	glued bool   // behind a half-space
	near  bool   // behind a blank or a half-space and nothing else
}

// parts cuts a text at everything that is neither letter nor digit.
func (x *Index) parts(text string) (out []part) {
	var b strings.Builder
	next := part{}
	end := func() {
		if b.Len() > 0 {
			next.word = b.String()
			out = append(out, next)
			b.Reset()
			next = part{near: true}
		}
	}
	for _, r := range x.composed(text) {
		if r == half {
			end()
			next.glued = true
			continue
		}
		c := x.plain(r)
		switch c {
		case dropped:
		case blank:
			end()
			next.glued = false
			next.near = next.near && (r == ' ' || r == '-' || r == '\u00a0')
		default:
			b.WriteRune(c)
		}
	}
	end()
	return out
}
