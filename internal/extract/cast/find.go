package cast

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/extract"
)

// farthest is how far back a reader looks for a state, in segments.
const farthest = 4000

// index finds people without looking at all of them.
type index struct {
	words   map[string][]int   // people by the words of their names
	tails   map[string][]int   // and by the endings of these
	offices map[[2]string]bool // offices and states named without a person
	held    map[[2]string]bool // offices and states that people have
	naming  [][]int            // by actor: mentions
	of      map[string][]int   // people by their state and their organisation
	plain   map[string]bool    // organisations that the text names without ambiguity
	states  map[string]bool    // and states
	last    []int              // of alike
}

// ending is how many letters two names have in common at the end, printed
// without blanks, when one is the end of the other.
const ending = 4

// tail is the ending of a name.
func tail(words []string) string {
	last := words[len(words)-1]
	at, n := len(last), 0
	for ; n < ending && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(last[:at])
		at -= size
	}
	if n < ending && len(words) > 1 {
		return tail([]string{strings.Join(words, "")})
	}
	return last[at:]
}

// add puts an actor's name in.
func (x *index) add(words []string, actor int) {
	if x.words == nil {
		x.words, x.tails = map[string][]int{}, map[string][]int{}
	}
	for _, w := range words {
		x.words[w] = append(x.words[w], actor)
	}
	x.tails[tail(words)] = append(x.tails[tail(words)], actor)
}

// alike are the actors whose names may be that of these words, in order: they
// share a word or the ending. The list is good until it is asked for again.
func (x *index) alike(words []string) []int {
	x.last = append(x.last[:0], x.tails[tail(words)]...)
	for _, w := range words {
		x.last = append(x.last, x.words[w]...)
	}
	slices.Sort(x.last)
	return slices.Compact(x.last)
}

// told reports whether the article speaks of an office of a state.
func (k *caster) told(office, of string) bool {
	if k.find.offices == nil {
		k.find.offices = map[[2]string]bool{}
		for i := range k.Mentions {
			if m := &k.Mentions[i]; m.Kind == extract.OfOffice && (m.Country != "" || m.Org == "") {
				k.find.offices[[2]string{m.Office, m.Country}] = true
			}
		}
	}
	return k.find.offices[[2]string{office, of}] || of == k.HomeState && k.find.offices[[2]string{office, ""}]
}

// naming are the mentions that name an actor, in order, as they are when first
// asked for.
func (k *caster) naming(actor int) []int {
	if k.find.naming == nil {
		k.find.naming = make([][]int, len(k.Actors))
		for i := range k.Mentions {
			for _, a := range k.Mentions[i].Actors {
				k.find.naming[a] = append(k.find.naming[a], i)
			}
		}
	}
	return k.find.naming[actor]
}

// held reports whether a person of the article has an office of a state.
func (k *caster) held(office, country string) bool {
	if k.find.held == nil {
		k.find.held = map[[2]string]bool{}
		for i := range k.Actors {
			k.find.holds(&k.Actors[i])
		}
	}
	return k.find.held[[2]string{office, country}]
}

// holds puts a person's office in.
func (x *index) holds(a *extract.Actor) {
	if a.Kind == extract.Person && x.held != nil {
		x.held[[2]string{a.Office, a.Country}] = true
	}
}

// of are the people of a state or organisation, as they are when first asked
// for.
func (k *caster) of(stateOrOrg string) []int {
	if k.find.of == nil {
		k.find.of = map[string][]int{"": nil}
		for i := range k.Actors {
			if a := &k.Actors[i]; a.Kind == extract.Person {
				k.find.of[a.Country] = append(k.find.of[a.Country], i)
				k.find.of[a.Org] = append(k.find.of[a.Org], i)
			}
		}
		k.find.of[""] = nil
	}
	return k.find.of[stateOrOrg]
}

// plainly reports whether the organisation of a mark is named without
// ambiguity somewhere in the text.
func (k *caster) plainly(org doc.Mark) bool {
	if k.find.plain == nil {
		k.find.plain = map[string]bool{}
		for _, m := range k.Doc.Marks() {
			if m.Class == org.Class && k.Lex.Attr(m, "ambiguous") == "" {
				k.find.plain[k.Lex.Attr(m, "code")] = true
			}
		}
	}
	return k.find.plain[k.Lex.Attr(org, "code")]
}
