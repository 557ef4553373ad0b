package index

import (
	"strings"
	"unicode/utf8"
)

// Lengths in letters below which a word is not cut.
const (
	shortest      = 3 // what is left of a known word
	shortestOther = 4 // what is left of any other
)

// token is a token with the parts it was made of.
type token struct {
	text  string
	joins string   // the word written together with the one before, or ""; its stem is a token
	glued bool     // to that one by a half-space
	parts []string // of a word that was printed in parts: each as a token
}

// stream are the tokens of a text in its order.
func (x *Index) stream(text string) (out []token) {
	parts := x.parts(text)
	plain := false // the part before is a token by itself
	for i := 0; i < len(parts); {
		n := x.compound(parts[i:])
		p := parts[i]
		afterPlain := plain && p.near
		var whole []part
		plain = false
		switch {
		case n > 0:
			p.word = x.compounds[joined(parts[i:i+n])]
			if n > 1 {
				whole = parts[i : i+n]
			}
		case x.before[p.word] && i+1 < len(parts) && parts[i+1].near:
			n = 2
			p.word += parts[i+1].word
		case i > 0 && x.ending(p, parts[i-1].word):
			if last := &out[len(out)-1]; letters(last.text) < shortest { // with so short a word it is one
				last.text += p.word
			}
			i++
			continue
		default:
			n, plain = 1, true
		}
		words := x.unfuse(p.word)
		for _, word := range words {
			out = append(out, token{text: x.stem(word)})
		}
		for _, w := range whole {
			out[len(out)-1].parts = append(out[len(out)-1].parts, x.stem(w.word))
		}
		if plain && afterPlain && len(words) == 1 {
			last := &out[len(out)-1]
			last.joins, last.glued = parts[i-1].word+p.word, p.glued
		}
		i += n
	}
	return out
}

func joined(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.word)
	}
	return b.String()
}

// compound is how many of the parts at hand are one word of several parts.
func (x *Index) compound(parts []part) int {
	key, best := "", 0
	for n := range min(x.longest, len(parts)) {
		if n > 0 && !parts[n].near {
			break
		}
		key += parts[n].word
		if _, ok := x.compounds[key]; ok {
			best = n + 1
		}
	}
	return best
}

// ending reports whether a part is an ending of the word before it.
func (x *Index) ending(p part, before string) bool {
	if p.glued && x.after[p.word] {
		return true
	}
	if !p.near {
		return false
	}
	if p.word == "ی" { // alone it is no word
		return true
	}
	for _, s := range x.spaced {
		if p.word == s {
			return true
		}
	}
	return x.after[p.word] && strings.HasPrefix(p.word, "ا") && strings.HasSuffix(before, "ه") // a silent h keeps its ending apart
}

func (x *Index) unfuse(word string) []string {
	if parts, ok := x.fused[word]; ok {
		return parts
	}
	return []string{word}
}

// stem cuts endings and what is printed before a word without a blank. It looks
// at the word alone, so that it is the same wherever the word stands.
func (x *Index) stem(w string) string {
	if w == "" || w[0] < utf8.RuneSelf {
		return latin(w)
	}
	if letters(w) <= shortest {
		return w
	}
	return x.withoutEnding(x.withoutPrefix(x.withoutPlural(w)))
}

func letters(w string) int { return utf8.RuneCountInString(w) }

// withoutPlural cuts the endings that may be printed apart.
func (x *Index) withoutPlural(w string) string {
	if x.keep[w] {
		return w
	}
	if s, ok := x.stems[w]; ok {
		return s
	}
	for _, e := range x.spaced {
		rest, ok := strings.CutSuffix(w, e)
		if !ok || letters(rest) < shortest {
			continue
		}
		if h, ending := rest+"ه", strings.TrimPrefix(e, "ه"); x.after[ending] && x.words[h] && !x.words[rest] {
			return h
		}
		return rest
	}
	return w
}

// withoutPrefix cuts the article and the short words before it.
func (x *Index) withoutPrefix(w string) string {
	for range 3 {
		if x.whole[w] {
			return w
		}
		if rest, ok := x.cutArticle(w); ok {
			return rest
		}
		rest, ok := x.cutPrefix(w)
		if !ok || x.keep[w] {
			return w
		}
		w = rest
	}
	return w
}

func (x *Index) cutArticle(w string) (string, bool) {
	if x.article == "" {
		return w, false
	}
	if rest, ok := strings.CutPrefix(w, x.article); ok && letters(rest) >= shortest {
		return rest, true
	}
	last, size := utf8.DecodeLastRuneInString(x.article) // the short word for "to" takes the article's first letter
	twice := string(last) + string(last)
	if rest, ok := strings.CutPrefix(w, twice); ok && size > 0 && letters(rest) >= shortest && (x.words[rest] || x.words[x.article+rest]) {
		return rest, true
	}
	return w, false
}

func (x *Index) cutPrefix(w string) (string, bool) {
	for _, p := range x.prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok {
			continue
		}
		n := letters(rest)
		noun, defined := strings.CutPrefix(rest, x.article)
		defined = defined && x.article != "" && letters(noun) >= shortest
		switch {
		case x.words[w] && !(defined && x.words[noun]): // it is a word by itself
		case x.words[rest] && n >= shortest, defined, p == x.and && n >= shortestOther:
			return rest, true
		}
	}
	return w, false
}

// withoutEnding cuts an ending where a known word remains.
func (x *Index) withoutEnding(w string) string {
	if x.keep[w] {
		return w
	}
	if rest, ok := strings.CutSuffix(w, "ی"); ok && x.words[rest] && letters(rest) >= shortest && (strings.HasSuffix(rest, "ا") || strings.HasSuffix(rest, "و")) {
		return rest
	}
	if x.words[w] {
		return w
	}
	for _, e := range x.endings {
		rest, ok := strings.CutSuffix(w, e)
		if !ok || letters(rest) < shortest {
			continue
		}
		switch {
		case x.words[rest]:
			return rest
		case x.words[rest+"ه"]: // the plural of a feminine noun
			return rest + "ه"
		}
		for from, to := range x.bends {
			if s, ok := strings.CutSuffix(rest, from); ok && x.words[s+to] {
				return s + to
			}
		}
	}
	return w
}

// latin cuts the plural of an English word.
func latin(w string) string {
	if len(w) > shortestOther && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}
