package reconcile

import "strings"

// consonants is the sound of each letter, roughly, and alike in Persian,
// Arabic and Latin print: what one of them cannot tell apart is one sound
// here. Vowels, and the letters that one script writes and the other drops,
// have none.
var consonants = map[rune]byte{
	'ب': 'b', 'پ': 'b', 'ت': 't', 'ط': 't', 'ث': 's', 'س': 's', 'ص': 's', 'ج': 'k', 'ژ': 'k', 'چ': 'c', 'ح': 'h', 'خ': 'x',
	'د': 'd', 'ذ': 'z', 'ز': 'z', 'ض': 'z', 'ظ': 'z', 'ر': 'r', 'ش': 'c', 'غ': 'k', 'ق': 'k', 'ک': 'k', 'گ': 'k', 'ف': 'f', 'ڤ': 'f',
	'ل': 'l', 'م': 'm', 'ن': 'n',
	'b': 'b', 'p': 'b', 't': 't', 's': 's', 'j': 'k', 'd': 'd', 'z': 'z', 'r': 'r', 'g': 'k', 'k': 'k', 'q': 'k', 'f': 'f', 'v': 'f', 'w': 'f',
	'l': 'l', 'm': 'm', 'n': 'n', 'c': 'k', 'x': 'x',
}

// waw is a vowel, or the v of Persian for which Arabic has another letter.
const waw = 'و'

// tash is how Arabic prints the sound of the Persian letter tche.
const tash = "\u062a\u0634"

// soundsLike reports whether two folded words may be one name in two scripts:
// their consonants agree, where a waw may stand for one or for none.
func soundsLike(a, b string) bool {
	if a == b {
		return true
	}
	x, y := consonantal(a), consonantal(b)
	return sounds(x, y)
}

// consonantal is the skeleton with each inner waw left as 'w', which may be a
// consonant or none.
func consonantal(word string) string {
	word = strings.ReplaceAll(word, tash, "چ")
	var b strings.Builder
	last := byte(0)
	for i, r := range word {
		c := consonants[r]
		if r == waw {
			c = 'w'
			if i == 0 {
				c = 'f'
			}
		}
		if c != 0 && (c != last || c == 'w') {
			b.WriteByte(c)
			last = c
		}
	}
	return b.String()
}

// hull is what all words that sound alike share: the consonants without those
// for which a waw may stand.
func hull(word string) string {
	var b strings.Builder
	last := byte(0)
	for _, c := range []byte(consonantal(word)) {
		if c != 'w' && c != 'f' && c != last {
			b.WriteByte(c)
			last = c
		}
	}
	return b.String()
}

// sounds compares two consonantal words; a 'w' stands for an f or for nothing.
func sounds(x, y string) bool {
	switch {
	case x == "" && y == "":
		return true
	case x != "" && y != "" && (x[0] == y[0] || x[0] == 'w' && y[0] == 'f' || x[0] == 'f' && y[0] == 'w') && sounds(x[1:], y[1:]):
		return true
	}
	return x != "" && x[0] == 'w' && sounds(x[1:], y) || y != "" && y[0] == 'w' && sounds(x, y[1:])
}
