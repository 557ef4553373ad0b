package reconcile

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters makes Arabic and Persian forms of one letter the same.
var letters = map[rune]rune{
	'ي': 'ی', 'ى': 'ی', 'ئ': 'ی', 'ك': 'ک', 'ة': 'ه', 'ۀ': 'ه', 'ە': 'ه', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ؤ': 'و',
}

// half is the half-space of Persian print.
const half = '\u200c'

// article is the Arabic definite article.
const article = "\u0627\u0644"

// fold cuts text into words of one spelling: one form a letter, no marks, no
// capitals. The half-space joins: what stands around it is one word.
func fold(text string) []string {
	var words []string
	var w strings.Builder
	end := func() {
		if w.Len() > 0 {
			words = append(words, w.String())
			w.Reset()
		}
	}
	for _, r := range norm.NFKC.String(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			w.WriteRune(plain(r))
		case r == half || unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || r == '\u0640' || r == '\u0621':
		default:
			end()
		}
	}
	end()
	return words
}

// plain is the one form of a letter or digit.
func plain(r rune) rune {
	if to, ok := letters[r]; ok {
		return to
	}
	if unicode.IsDigit(r) && r > unicode.MaxASCII {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
	}
	return unicode.ToLower(r)
}

// withoutArticle removes the Arabic article where three letters or more
// remain.
func withoutArticle(word string) string {
	if rest, ok := strings.CutPrefix(word, article); ok && len([]rune(rest)) >= 3 {
		return rest
	}
	return word
}

// shortest is the length of the shortest word that counts as content, in
// letters: what is shorter is nearly always a particle.
const shortest = 4

// shortThing is that of what is promised, which is told in few words: oil,
// gas and a road have three letters.
const shortThing = 3

// content reports whether a folded word of at least so many letters says
// something of what is spoken of; figures always do.
func content(word string, least int) bool {
	n := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			return true
		}
		n++
	}
	return n >= least
}

// stem is a word without the Arabic article and the letters that Arabic writes
// together with the next word ("and", "in", "for", "so"), as long as enough of
// it remains. Words of their own that begin so lose a letter too, each time.
func stem(word string) string {
	for {
		rest := withoutArticle(word)
		if rest == word && strings.ContainsRune(clitics, first(word)) {
			rest = word[utf8.RuneLen(first(word)):]
		}
		if rest == word || utf8.RuneCountInString(rest) < shortest {
			return word
		}
		word = rest
	}
}

// clitics are the letters of one-letter words.
const clitics = "\u0648\u0628\u0644\u0641"

func first(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	return r
}

// hash24 is a hash of 24 bits in the upper three bytes.
func hash24(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	sum := h.Sum32()
	return (sum ^ sum<<16) &^ 0xff
}
