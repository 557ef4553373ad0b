package index

import (
	"cmp"
	"slices"
	"strings"
)

// Asked is one thing that must be found: one of the phrases, each of tokens
// that stand side by side.
type Asked struct {
	Any     []string
	Printed string // the words as typed, folded
	Named   []Entity
}

// Words reads words that stand side by side in a query. The second result are
// words that say nothing alone and were passed over.
func (x *Index) Words(query string) (asked []Asked, ignored []string) {
	stream := x.stream(query)
	for i := 0; i < len(stream); {
		n := x.named(stream[i:])
		if n == 0 && x.ignored[stream[i].text] && len(stream) > 1 {
			ignored = append(ignored, stream[i].text)
			i++
			continue
		}
		a := Asked{Printed: phrase(stream[i : i+max(n, 1)])}
		if n > 0 {
			a.Any = slices.Compact(slices.Sorted(slices.Values(x.names[a.Printed])))
			a.Named = x.called[a.Printed]
			i += n
		} else {
			a.Any = x.word(stream, i)
			i++
		}
		asked = append(asked, a)
	}
	return asked, ignored
}

// Phrase reads words that must stand side by side.
func (x *Index) Phrase(query string) string { return phrase(x.stream(query)) }

// Phrases are the ways in which words that must stand side by side may be kept:
// the first of several may be the end of a compound.
func (x *Index) Phrases(query string) []string {
	words := texts(x.stream(query))
	if len(words) == 0 {
		return nil
	}
	out := []string{strings.Join(words, " ")}
	if len(words) > 1 {
		for _, whole := range x.tails[words[0]] {
			out = append(out, whole+" "+strings.Join(words[1:], " "))
		}
	}
	return out
}

func phrase(list []token) string { return strings.Join(texts(list), " ") }

func texts(list []token) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.text
	}
	return out
}

// word is what a single word is looked for by: itself, or written together
// with a neighbour, or apart where it is two known words.
func (x *Index) word(stream []token, i int) []string {
	any := []string{stream[i].text}
	add := func(s string) {
		if s != "" && !slices.Contains(any, s) {
			any = append(any, s)
		}
	}
	add(x.stem(stream[i].joins))
	if i+1 < len(stream) {
		add(x.stem(stream[i+1].joins))
	}
	if !x.words[stream[i].text] {
		for _, s := range x.split(stream[i].text) {
			add(s)
		}
	}
	return any
}

// split are the ways to read a word as two known ones written together.
func (x *Index) split(w string) (out []string) {
	runes := []rune(w)
	for n := shortest; n+shortest <= len(runes); n++ {
		a, b := string(runes[:n]), string(runes[n:])
		if x.words[a] && (x.words[b] || x.words[x.stem(b)]) {
			out = append(out, x.stem(a)+" "+x.stem(b))
		}
	}
	return out
}

// named is the number of tokens of the longest name of a state, city or
// organisation at the beginning of the stream.
func (x *Index) named(stream []token) int {
	for n := min(x.longName, len(stream)); n > 0; n-- {
		if _, ok := x.names[phrase(stream[:n])]; ok {
			return n
		}
	}
	return 0
}

// Entity is a state, city or organisation of the directory.
type Entity struct {
	Kind string // state, city, org
	Key  string // code of the state, English name of the city, acronym
}

// Named are the entities that go by a name, or by their key.
func (x *Index) Named(name string) []Entity { return x.called[x.Phrase(name)] }

// learnNames gathers under each name of a state, city or organisation all its
// other names. Names that are ordinary words too lead nowhere and are not led
// to, but are names for whoever asks for a name.
func (x *Index) learnNames() {
	groups := map[Entity][]string{}
	call := func(p string, e Entity) {
		if p != "" && !slices.Contains(x.called[p], e) {
			x.called[p] = append(x.called[p], e)
		}
	}
	for _, n := range x.dir.Names {
		e := x.entityOf(n.Kind, n.Ref)
		p := x.Phrase(strings.ReplaceAll(n.Form, "_", string(half)))
		if e.Kind == "" || p == "" {
			continue
		}
		call(p, e)
		if !n.Weak && !slices.Contains(groups[e], p) {
			groups[e] = append(groups[e], p)
		}
	}
	for e, list := range groups {
		called := slices.Clone(list)
		if e.Kind != "city" {
			called = append(called, entity(e.Key))
			a := x.Phrase(e.Key)
			call(a, e)
			if e.Kind == "org" && len(a) >= shortest {
				list = append(list, a)
			}
		}
		called = shortestOf(called)
		for _, p := range list {
			x.names[p] = append(x.names[p], called...)
			x.longName = max(x.longName, strings.Count(p, " ")+1)
		}
	}
	for _, list := range x.called {
		slices.SortFunc(list, func(a, b Entity) int { return cmp.Or(cmp.Compare(b.Kind, a.Kind), cmp.Compare(a.Key, b.Key)) })
	}
}

// shortestOf leaves out phrases that hold another one: what they would find,
// that finds.
func shortestOf(phrases []string) []string {
	return slices.DeleteFunc(slices.Clone(phrases), func(long string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return p != long && strings.Contains(" "+long+" ", " "+p+" ") })
	})
}

// entityOf says what a name is a name of, for kinds that queries name.
func (x *Index) entityOf(kind string, ref int) Entity {
	switch kind {
	case "state.name", "state.adj", "state.people":
		return Entity{"state", x.dir.States[ref].Code}
	case "city":
		return Entity{"city", x.dir.Cities[ref].Name}
	case "org":
		return Entity{"org", x.dir.Orgs[ref].Acronym}
	}
	return Entity{}
}

// learnPersons gathers the tokens of all forms of an office-holder's name.
func (x *Index) learnPersons() {
	add := func(english, form string) {
		for _, t := range x.stream(strings.ReplaceAll(form, "_", "\u200c")) {
			for _, s := range x.forms(&t) {
				if s != "" && !slices.Contains(x.persons[english], s) {
					x.persons[english] = append(x.persons[english], s)
				}
			}
		}
	}
	for _, n := range x.dir.Names {
		if n.Kind == "holder" {
			add(x.dir.Holders[n.Ref].English, n.Form)
		}
	}
	for _, h := range x.dir.Holders {
		add(h.English, h.English)
		for _, s := range h.Also {
			add(h.English, s)
		}
	}
}

// Called reports whether all words of a name are among those by which an
// office-holder of this English name is found.
func (x *Index) Called(english, name string) bool {
	asked, _ := x.Words(name)
	return x.answers(english, asked)
}

// answers reports whether a name that was read is one of those by which an
// office-holder of this English name is found.
func (x *Index) answers(english string, asked []Asked) bool {
	has, known := x.persons[english]
	if !known {
		for _, t := range x.stream(english) {
			has = append(has, x.forms(&t)...)
		}
	}
	return english != "" && len(asked) > 0 && !slices.ContainsFunc(asked, func(a Asked) bool {
		return !slices.ContainsFunc(a.Any, func(p string) bool { return slices.Contains(has, p) })
	})
}

// Holder reports whether an office-holder of the directory is called so.
func (x *Index) Holder(name string) bool {
	asked, _ := x.Words(name)
	for english := range x.persons {
		if x.answers(english, asked) {
			return true
		}
	}
	return false
}
