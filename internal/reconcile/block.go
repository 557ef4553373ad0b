package reconcile

import (
	"slices"
	"strconv"
	"strings"

	"safir/internal/calendar"
	"safir/internal/register"
)

// Time is cut into windows of days. Mentions look beyond their own days by a
// reach, so that two whose days lie no more than twice the reach apart share a
// window: what comes later is not compared.
const (
	window       = 16
	reach        = 2
	promised     = 256 // window of commitments
	promiseReach = 400
)

// few is the greatest number of parties of which each pair makes a block.
// Larger gatherings, and all that are wide, share a block with others of a
// party.
const few = 4

// blocks are the keys under which a mention is compared: two mentions of which
// Compare has something good to say share one.
func blocks(m *register.Mention) []int64 {
	var out []int64
	ever := func(key string) { out = append(out, register.Block(m.Kind, key, 0)) }
	times := func(key, from, to string, window, reach int) {
		first, last := windows(from, to, window, reach)
		for w := first; w <= last; w++ {
			out = append(out, register.Block(m.Kind, key, w))
		}
	}
	switch m.Kind {
	case register.Person:
		if m.Who[0].English != "" {
			ever("face " + m.Face)
			break
		}
		for _, k := range m.Who[0].Keys {
			ever("name " + k)
		}
	case register.Event:
		for _, p := range append(partyKeys(m), sessionKeys(m)...) {
			times(p, m.From, plannedTo(m), window, reach)
		}
	case register.Statement:
		for _, s := range speakerKeys(m) {
			times(s, m.Published, m.Published, window, reach)
		}
	case register.Commitment:
		for _, p := range partyKeys(m) {
			times(m.Verb+" "+p, m.Published, m.Published, promised, promiseReach)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// plannedTo is the last day on which an event can be, told anew: a plan may be
// moved.
func plannedTo(m *register.Mention) string {
	if m.Status == "occurred" || m.Status == "denied" || m.To == "" {
		return m.To
	}
	return calendar.Shift(m.To, moved)
}

// partyKeys are the pairs of parties of a mention; of many parties each one,
// and a lone one by itself.
func partyKeys(m *register.Mention) []string {
	p := m.Parties
	var out []string
	if len(p) > few || wide(m) {
		for _, x := range p {
			out = append(out, "many "+x)
		}
	}
	if len(p) == 1 {
		out = append(out, "alone "+p[0])
	}
	if len(p) <= few {
		for i := range p {
			for j := i + 1; j < len(p); j++ {
				out = append(out, p[i]+"+"+p[j])
			}
		}
	}
	return out
}

// sessionKeys are the organisations named where somebody attends.
func sessionKeys(m *register.Mention) []string {
	var out []string
	if m.Verb == "attend" {
		for _, h := range named(m.Words) {
			if isOrg(h) {
				out = append(out, "of "+strconv.Itoa(int(h)))
			}
		}
	}
	return out
}

// sameSession reports whether two attend what one organisation holds.
func sameSession(a, b *register.Mention) bool {
	if a.Verb != "attend" || b.Verb != "attend" {
		return false
	}
	n, _, _ := commonOf(a.Words, b.Words, isOrg)
	return n > 0
}

// samePartyKey reports whether two mentions share a pair of parties, as
// partyKeys has it.
func samePartyKey(a, b *register.Mention) bool {
	n, x, y := shared(a.Parties, b.Parties), len(a.Parties), len(b.Parties)
	switch {
	case x == 1 || y == 1:
		return x == y && n == 1
	case x > few || y > few:
		return n >= 2 && (x > few || wide(a)) && (y > few || wide(b))
	}
	return n >= 2
}

// speakerKeys are the names and offices of those who speak; of a statement
// without a person, or of several sides, its states.
func speakerKeys(m *register.Mention) []string {
	var out []string
	for _, n := range m.Who {
		if n.English != "" {
			out = append(out, "en "+n.English)
		} else {
			for _, k := range n.Keys {
				out = append(out, "name "+k)
			}
		}
		if !vague[n.Office] {
			out = append(out, "office "+n.Country+" "+n.Office)
		}
	}
	if len(m.Who) == 0 || len(m.Parties) > 1 {
		for _, p := range m.Parties {
			out = append(out, "state "+p)
		}
	}
	return out
}

// windows are the first and last window that days touch, with their reach;
// those of unknown days lie in none (0).
func windows(from, to string, window, reach int) (first, last int) {
	a, ok1 := calendar.DayOf(from)
	b, ok2 := calendar.DayOf(to)
	if !ok1 || !ok2 {
		return 0, 0
	}
	return (a - reach) / window, (b + reach) / window
}

// shared is the number of words that two sorted lists have in common.
func shared(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			n, i, j = n+1, i+1, j+1
		case c < 0:
			i++
		default:
			j++
		}
	}
	return n
}

// common is the number of hashes that two sorted lists have in common.
func common(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// named are the hashes of names and figures in a sorted list; names sort
// behind words.
func named(words []uint32) []uint32 {
	i, _ := slices.BinarySearch(words, marked)
	return words[i:]
}

// bits are the two by which names are told apart.
const bits = aCity | aState

func isCity(h uint32) bool { return h&bits == aCity }
func isOrg(h uint32) bool  { return h&bits == bits }

// particular are names and figures but for states, which are named in too many
// ways and say too little.
func particular(h uint32) bool { return h&bits != aState }

// commonOf counts, of the names and figures of two sorted lists, those of a
// sort: in both, in the first and in the second.
func commonOf(a, b []uint32, sort func(uint32) bool) (both, x, y int) {
	a, b = named(a), named(b)
	for _, h := range a {
		if sort(h) {
			x++
			if _, ok := slices.BinarySearch(b, h); ok {
				both++
			}
		}
	}
	for _, h := range b {
		if sort(h) {
			y++
		}
	}
	return both, x, y
}
