package reconcile

import (
	"slices"
	"strings"
	"sync"

	"safir/internal/calendar"
	"safir/internal/directory"
	"safir/internal/register"
)

// Words that Arabic and Persian print apart from the name they belong to, or
// with it: "servant (of)", "(of) the faith", "(of) God".
const (
	servant = "\u0639\u0628\u062f"
	faith   = article + "\u062f\u06cc\u0646"
	god     = article + "\u0644\u0647"
)

// tokens are the words of a name, folded: without articles, with compounds in
// one word however they are printed.
func tokens(name string) []string {
	var out []string
	glue := false
	for _, w := range fold(strings.ReplaceAll(name, "_", string(half))) {
		if len(out) > 0 && (glue || w == faith || w == god) {
			out[len(out)-1] += w
		} else {
			out = append(out, withoutArticle(w))
		}
		glue = w == servant
	}
	return out
}

// likeness says how two names fit each other.
type likeness int

// The degrees of likeness, from people who cannot be one to one name.
const (
	otherGiven likeness = iota - 2 // one surname with different given names
	otherName                      // nothing in common
	noName                         // one of them is not told
	surname                        // one is told by surname alone
	partOf                         // all of one, of two words or more, stands in the other
	sameName                       // word for word
)

// fit is the likeness of two names by their tokens; sound reports whether it
// rests on consonants only.
func fit(a, b []string) (how likeness, sound bool) {
	if len(a) == 0 || len(b) == 0 {
		return noName, false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if strings.Join(a, "") == strings.Join(b, "") {
		return whole(len(a), len(b)), false
	}
	if alike(strings.Join(a, ""), strings.Join(b, "")) {
		return whole(len(a), len(b)), true
	}
	last, ok := sameLast(a, b)
	if !ok {
		if len(a) == 1 && slices.Contains(b[:min(len(b), 3)], a[0]) {
			return surname, false // a part that is not the last
		}
		return otherName, false
	}
	if len(a) == 1 || len(a) == last.a {
		return surname, last.sound
	}
	missing, loose := lacking(a[:len(a)-last.a], b[:len(b)-last.b])
	switch {
	case missing > 0:
		return otherGiven, last.sound
	case len(b)-last.b == 0:
		return surname, last.sound
	}
	return partOf, last.sound || loose
}

// liken is the likeness of two names of people. Names that fit share a key, so
// most are told apart by their keys.
func liken(a, b *register.Name) (how likeness, sound bool) {
	switch {
	case a.Text == "" || b.Text == "":
		return noName, false
	case len(a.Keys) > 0 && len(b.Keys) > 0 && shared(a.Keys, b.Keys) == 0:
		return otherName, false
	}
	return likenesses.of(a.Text, b.Text)
}

func whole(a, b int) likeness {
	if a == 1 && b == 1 {
		return surname
	}
	return sameName
}

// tail is how many words of each name the surname takes.
type tail struct {
	a, b  int
	sound bool
}

// sameLast finds the surname that two names share: their last words, or the
// last two of one that the other prints in one.
func sameLast(a, b []string) (tail, bool) {
	for _, t := range [...]tail{{1, 1, false}, {1, 2, false}, {2, 1, false}} {
		if len(a) < t.a || len(b) < t.b {
			continue
		}
		x, y := strings.Join(a[len(a)-t.a:], ""), strings.Join(b[len(b)-t.b:], "")
		if x == y {
			return t, true
		}
		if alike(x, y) {
			t.sound = true
			return t, true
		}
	}
	return tail{}, false
}

// audible is the number of consonants that a likeness of sound must rest on.
const audible = 3

// alike reports whether two words sound alike and are long enough for that to
// mean something.
func alike(x, y string) bool {
	return len(hull(x)) >= audible-1 && max(len(consonantal(x)), len(consonantal(y))) >= audible && soundsLike(x, y)
}

// lacking counts the words of the shorter list that the longer one lacks;
// loose reports whether one was found by sound alone.
func lacking(a, b []string) (missing int, loose bool) {
	if len(b) == 0 || len(a) == 0 {
		return 0, false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		switch {
		case slices.Contains(b, x):
		case slices.ContainsFunc(b, func(y string) bool { return initial(x, y) || soundsLike(x, y) }):
			loose = true
		default:
			missing++
		}
	}
	return missing, loose
}

// initial reports whether one word is the other's first letter.
func initial(x, y string) bool {
	return len([]rune(x)) == 1 && strings.HasPrefix(y, x) || len([]rune(y)) == 1 && strings.HasPrefix(x, y)
}

// likenesses remembers how names fit: the same few names meet again and again.
var likenesses = memo{known: map[[2]string]fitted{}}

// memo is what fit said of pairs of printed names.
type memo struct {
	sync.Mutex
	known map[[2]string]fitted
}

type fitted struct {
	how   likeness
	sound bool
}

// mostLikenesses is how many pairs are remembered, a few megabytes.
const mostLikenesses = 50_000

func (m *memo) of(a, b string) (likeness, bool) {
	m.Lock()
	f, ok := m.known[[2]string{a, b}]
	m.Unlock()
	if ok {
		return f.how, f.sound
	}
	f.how, f.sound = fit(tokens(a), tokens(b))
	m.Lock()
	defer m.Unlock()
	if len(m.known) >= mostLikenesses {
		clear(m.known)
	}
	m.known[[2]string{a, b}] = f
	return f.how, f.sound
}

// keys are what every two names that fit share one of: the hulls of the
// surname, of the last two words and of the whole; of a short name those of
// each word.
func keys(name []string) []string {
	var out []string
	add := func(words []string) {
		word := strings.Join(words, "")
		if h := hull(word); len(h) >= audible-1 {
			word = h
		}
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	if n := len(name); n > 0 {
		add(name[n-1:])
		add(name[max(0, n-2):])
		add(name)
		for i := range name[:min(n, 3)] {
			add(name[i : i+1])
		}
	}
	slices.Sort(out)
	return out
}

// known is a person of the directory under one printed name.
type known struct {
	english  string
	of       string
	office   string
	from, to string
	name     []string
}

// people finds persons of the directory by the hull of their surnames.
type people map[string][]known

func readPeople(dir *directory.Directory) people {
	p := people{}
	for _, n := range dir.Names {
		k := known{name: tokens(n.Form)}
		switch n.Kind {
		case "holder":
			h := dir.Holders[n.Ref]
			k.english, k.of, k.office, k.from, k.to = h.English, h.Of, h.Office, h.From, h.To
		case "figure":
			f := dir.Figures[n.Ref]
			k.english, k.of, k.office = f.English, f.Of, f.Office
		default:
			continue
		}
		for _, key := range keys(k.name) {
			p[key] = append(p[key], k)
		}
	}
	return p
}

// english is the name under which the directory knows a person, or "". A name
// that is not whole needs their country; a surname alone their office too, on
// that day if the day is known.
func (p people) english(n *register.Name, name []string, day string) string {
	found := ""
	for _, key := range n.Keys {
		for _, k := range p[key] {
			if !k.fits(n, name, day) || k.english == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = k.english
		}
	}
	return found
}

func (k *known) fits(n *register.Name, name []string, day string) bool {
	how, sound := fit(k.name, name)
	switch {
	case n.Country == "":
		return how == sameName && !sound
	case k.of != n.Country:
		return false
	}
	switch how {
	case sameName, partOf:
		return !sound && len(name) > 1 && (day == "" || k.from == "" || calendar.Shift(k.from, -20*365) <= day)
	case surname:
		return !sound && k.office == n.Office && n.Office != "" && (day == "" || k.from <= day && (k.to == "" || day <= k.to))
	}
	return false
}
