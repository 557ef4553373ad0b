package index

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold gives letters and digits one form and drops all else but blanks.
func (x *Index) fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
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

// plain is the one form of a letter or digit, dropped for what has no width or
// sits on a letter, and blank for what parts words.
func (x *Index) plain(r rune) rune {
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
	for _, r := range norm.NFKD.String(text) {
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
