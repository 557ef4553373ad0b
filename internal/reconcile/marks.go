package reconcile

import (
	"strings"

	"safir/internal/directory"
)

// marks are the hashes of names of states, cities and organisations, by their
// folded words: all names of one place have one hash, in any language.
type marks map[string]uint32

// longestMark is how many words of a name are looked up.
const longestMark = 5

func readMarks(dir *directory.Directory) marks {
	m := marks{}
	for _, n := range dir.Names {
		if n.Weak {
			continue
		}
		what := ""
		switch {
		case n.Kind == "city":
			what = "city\x00" + dir.Cities[n.Ref].Name
		case n.Kind == "org":
			what = "org\x00" + dir.Orgs[n.Ref].Acronym
		case n.Kind == "state.capital":
			what = "city\x00" + dir.States[n.Ref].Capital
		case n.Kind == "state.name" || n.Kind == "state.adj":
			what = "state\x00" + dir.States[n.Ref].Code
		default:
			continue
		}
		words := fold(n.Form)
		if len(words) > longestMark || len(words) == 0 {
			continue
		}
		for i := range words {
			words[i] = stem(words[i])
		}
		key := strings.Join(words, " ")
		if _, taken := m[key]; !taken {
			m[key] = markOf(what)
		}
	}
	return m
}

// Bits by which the hash of a name or figure is told from a word's, and that
// of a city or a state from others; that of an organisation has both.
const (
	marked = 1 << 31
	aCity  = 1 << 30
	aState = 1 << 29
)

func markOf(what string) uint32 {
	h := hash24(what)&^(aCity|aState) | marked
	switch {
	case strings.HasPrefix(what, "city"):
		h |= aCity
	case strings.HasPrefix(what, "state"):
		h |= aState
	case strings.HasPrefix(what, "org"):
		h |= aCity | aState
	}
	return h
}

func stateMark(code string) uint32 { return markOf("state\x00" + code) }

func orgMark(acronym string) uint32 { return markOf("org\x00" + acronym) }

// wordHash is the hash of a word that names nothing in the directory. Figures
// are marked as names are: all languages share them.
func wordHash(word string) uint32 {
	h := hash24(word) &^ marked
	if digits(word) {
		h = h&^(aCity|aState) | marked
	}
	return h
}

// hashes reads folded words: the longest names first, then content words of
// at least so many letters.
func (m marks) hashes(words []string, least int) []uint32 {
	var out []uint32
	for i := range words {
		words[i] = stem(words[i])
	}
	for i := 0; i < len(words); {
		n := m.at(words[i:])
		if n > 0 {
			out = append(out, m[strings.Join(words[i:i+n], " ")])
			i += n
			continue
		}
		if content(words[i], least) {
			out = append(out, wordHash(words[i]))
		}
		i++
	}
	return out
}

// at is the number of words of the longest name at the head of words.
func (m marks) at(words []string) int {
	for n := min(longestMark, len(words)); n > 0; n-- {
		if _, ok := m[strings.Join(words[:n], " ")]; ok {
			return n
		}
	}
	return 0
}

// digits reports whether a word is a number, which is one in all languages.
func digits(w string) bool {
	return strings.Trim(w, "0123456789") == ""
}
