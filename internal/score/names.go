package score

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters makes Arabic and Persian forms of one letter the same, takes the
// half-space for a space and drops joiners, direction marks and tatweel. It
// stands here and not in a pack: what measures must not move with the data that
// it measures.
var letters = strings.NewReplacer(
	"ي", "ی", "ى", "ی", "ئ", "ی", "ك", "ک", "ة", "ه", "ۀ", "ه",
	"أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ؤ", "و",
	"\u200c", " ", "\u200d", "", "\u200e", "", "\u200f", "", "\u0640", "")

// fold cuts a name into its words with letters alone: one form a letter, no
// marks, no capitals, no Arabic article.
func fold(name string) []string {
	var plain strings.Builder
	for _, r := range norm.NFKD.String(letters.Replace(name)) {
		if norm.NFKD.PropertiesString(string(r)).CCC() == 0 {
			plain.WriteRune(unicode.ToLower(r))
		}
	}
	words := strings.FieldsFunc(plain.String(), func(r rune) bool { return !inWord(r) })
	for i, w := range words {
		words[i] = withoutArticle(w)
	}
	return words
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// article is the Arabic definite article.
const article = "\u0627\u0644"

// withoutArticle removes the Arabic article where at least two letters remain.
func withoutArticle(word string) string {
	rest, ok := strings.CutPrefix(word, article)
	if ok && utf8.RuneCountInString(rest) >= 2 {
		return rest
	}
	return word
}

// sameName reports whether two names may be one person's: all words of the
// shorter stand in the longer, and it has two words or more or shares the
// last one; or both are equal but for spaces.
func sameName(a, b string) bool {
	x, y := fold(a), fold(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if strings.Join(x, "") == strings.Join(y, "") {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	return within(x, y) && (len(x) > 1 || x[0] == y[len(y)-1])
}

// within reports whether every word of x is one of y.
func within(x, y []string) bool {
	all := setOf(y...)
	for _, w := range x {
		if !all[w] {
			return false
		}
	}
	return true
}

// anySame reports whether a name is the same as one of a list.
func anySame(name string, list []string) bool {
	for _, other := range list {
		if sameName(name, other) {
			return true
		}
	}
	return false
}

// sameCount is the number of names that are the same as one of the others.
func sameCount(names, others []string) int {
	n := 0
	for _, name := range names {
		if anySame(name, others) {
			n++
		}
	}
	return n
}

var notCity = regexp.MustCompile(`[^a-z ]`)

// city is a city's English name with letters and spaces alone, without a
// closing "City".
func city(name *string) string {
	plain := strings.ReplaceAll(strings.ToLower(text(name)), "-", " ")
	return strings.TrimSpace(strings.TrimSuffix(notCity.ReplaceAllString(plain, ""), " city"))
}

var timeOfDay = regexp.MustCompile(`T[^/]*`)

// calendarDay is a date without its time of day; months, years and ranges
// stay as they are.
func calendarDay(date string) string { return timeOfDay.ReplaceAllString(date, "") }

// upTo is the first n code points of s.
func upTo(s string, n int) string {
	for at := range s {
		if n == 0 {
			return s[:at]
		}
		n--
	}
	return s
}

// baseName is what follows the last slash.
func baseName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
