package reconcile

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"safir/internal/calendar"
	"safir/internal/record"
	"safir/internal/register"
)

// The laws of reconciling, held for mentions made at random from so few words
// that many of them meet. The names are invented.

var (
	someStates = []string{"IRN", "IRQ", "TUR"}
	someNames  = map[string][]string{
		"IRN": {"بهرام رادمنش", "بهرام راد‌منش", "کامران رادمنش", "رادمنش", "بهرام"},
		"IRQ": {"كريم الشامي", "کریم شامی", "شامی", "نادر شامی"},
		"TUR": {"والی کاوه", "فالي كافه", "کاوه", ""},
	}
	someCities = []string{"", "", "Tehran", "Baghdad"}
	someTopics = []string{"trade", "transport/rail", "regional/iraq"}
)

func anyOf[T any](t *rapid.T, from []T, what string) T { return rapid.SampledFrom(from).Draw(t, what) }

// day is an ISO day of some weeks, or rarely "".
func day(t *rapid.T, what string) string {
	n := rapid.IntRange(-3, 40).Draw(t, what)
	if n < 0 {
		return ""
	}
	return calendar.ISO(20000 + n)
}

func someName(t *rapid.T, of string) register.Name {
	n := register.Name{Text: anyOf(t, someNames[of], "name"), Country: of, Office: anyOf(t, []string{"", "foreign_minister", "minister", "head_of_state"}, "office")}
	if rapid.IntRange(0, 5).Draw(t, "known") == 0 {
		n.English = anyOf(t, []string{"Radmanesh", "Shami"}, "english")
	}
	n.Keys = keys(tokens(n.Text))
	return n
}

func someMention(t *rapid.T, i int) register.Mention {
	m := register.Mention{
		ID: fmt.Sprintf("%02d%x", rapid.IntRange(0, 99).Draw(t, "id"), i), Kind: anyOf(t, register.Kinds[:], "kind"),
		Report: fmt.Sprintf("r%d", rapid.IntRange(0, 30).Draw(t, "report")), Item: fmt.Sprintf("i%d", i), Lang: anyOf(t, []string{"fa", "ar"}, "lang"),
		Published: day(t, "published"), Parties: set([]string{anyOf(t, someStates, "party"), anyOf(t, someStates, "party")}),
		City: anyOf(t, someCities, "city"), Topics: set([]string{anyOf(t, someTopics, "topic")}), Span: record.Span{0, 1},
	}
	m.Text = m.Report
	if rapid.IntRange(0, 9).Draw(t, "many") == 0 {
		m.Parties = []string{"AFG", "IRN", "IRQ", "TUR", "ZAF"}
	}
	of := m.Parties[0]
	if of == "AFG" {
		of = "IRN"
	}
	for range rapid.IntRange(1, 12).Draw(t, "words") {
		m.Words = append(m.Words, rapid.Uint32Range(1, 14).Draw(t, "word")<<28)
	}
	slices.Sort(m.Words)
	m.Words = slices.Compact(m.Words)
	switch m.Kind {
	case register.Person:
		m.Who = []register.Name{someName(t, of)}
		m.From, m.To = m.Published, m.Published
		m.Face = face(&m, &m.Who[0])
	case register.Event:
		m.Verb = anyOf(t, []string{"meet", "meet", "visit", "call", "sign", "attend"}, "verb")
		m.Status = anyOf(t, []string{"occurred", "occurred", "planned", "cancelled", "proposed"}, "status")
		m.Who = []register.Name{someName(t, of), someName(t, anyOf(t, someStates, "guest"))}
		someDays(t, &m)
	case register.Statement:
		m.Verb = anyOf(t, []string{"state", "request"}, "act")
		m.Who = []register.Name{someName(t, of)}
		m.From, m.To = m.Published, m.Published
	case register.Commitment:
		m.Verb = anyOf(t, []string{"visit", "project", "quota", "other"}, "object")
		m.By = m.Parties[:1]
	}
	m.Blocks = blocks(&m)
	return m
}

func someDays(t *rapid.T, m *register.Mention) {
	m.From = day(t, "from")
	m.To = m.From
	switch rapid.IntRange(0, 3).Draw(t, "days") {
	case 0:
		m.From, m.To, m.About = m.Published, m.Published, true
	case 1:
		if m.From != "" {
			m.To = calendar.Shift(m.From, rapid.IntRange(0, 40).Draw(t, "long"))
		}
		m.About = rapid.Bool().Draw(t, "about")
	}
}

// someMentions are a few mentions and copies of them, each as another report
// may have it: some fields are those of another mention.
func someMentions(t *rapid.T) []register.Mention {
	n := rapid.IntRange(2, 30).Draw(t, "n")
	var out []register.Mention
	for i := range n {
		m := someMention(t, i)
		if len(out) > 0 && rapid.IntRange(0, 4).Draw(t, "new") > 0 {
			m = altered(t, anyOf(t, out, "copied"), &m)
		}
		out = append(out, m)
	}
	return out
}

func altered(t *rapid.T, m register.Mention, by *register.Mention) register.Mention {
	m.ID, m.Item, m.Lang = by.ID, by.Item, by.Lang
	if rapid.IntRange(0, 9).Draw(t, "elsewhere") > 0 {
		m.Report, m.Text = by.Report, by.Text
	}
	switch rapid.IntRange(0, 6).Draw(t, "altered") {
	case 0:
		if by.Published != "" {
			m.Published = by.Published
		}
	case 1:
		if by.Kind == m.Kind {
			m.Who = by.Who
		}
	case 2:
		if m.Kind == register.Event && by.Kind == m.Kind {
			m.From, m.To, m.About, m.Status = by.From, by.To, by.About, by.Status
		}
	case 3:
		m.Words, m.City = by.Words, by.City
	}
	if m.Kind == register.Person {
		if of := m.Who[0].Country; rapid.Bool().Draw(t, "respelled") {
			m.Who = []register.Name{someName(t, of)}
		}
		m.Face = face(&m, &m.Who[0])
	}
	m.Blocks = blocks(&m)
	return m
}

func somePairs(t *rapid.T, mentions []register.Mention) []register.Pair {
	var out []register.Pair
	for range rapid.IntRange(0, 3).Draw(t, "said") {
		a, b := anyOf(t, mentions, "a"), anyOf(t, mentions, "b")
		if a.ID > b.ID {
			a, b = b, a
		}
		if a.Kind == b.Kind && a.ID != b.ID {
			out = append(out, register.Pair{A: a.ID, B: b.ID, Apart: rapid.Bool().Draw(t, "apart")})
		}
	}
	return out
}

func sortLinks(links []register.Link) []register.Link {
	slices.SortFunc(links, func(x, y register.Link) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return links
}

// TestSymmetric holds that which of two mentions comes first makes no
// difference.
func TestSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someMention(t, 1), someMention(t, 2)
		x, ok1 := Compare(&a, &b)
		y, ok2 := Compare(&b, &a)
		if ok1 != ok2 || !reflect.DeepEqual(x, y) {
			t.Fatalf("%v %v\n%v %v", x, ok1, y, ok2)
		}
	})
}

// TestBlocked holds that comparing by blocks finds every link that comparing
// all with all finds.
func TestBlocked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentions := someMentions(t)
		all, some := sortLinks(All(mentions)), sortLinks(Blocked(mentions))
		if !reflect.DeepEqual(all, some) {
			t.Fatalf("all %v\nblocked %v", all, some)
		}
	})
}

// TestAnyOrder holds that the order of mentions and links makes no difference,
// and that adding one by one, joining only what the new one touches, gives
// what joining all at once gives.
func TestAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentions := someMentions(t)
		said := somePairs(t, mentions)
		links := Blocked(mentions)
		whole := Join(mentions, links, said)
		again := Join(rapid.Permutation(mentions).Draw(t, "order"), rapid.Permutation(links).Draw(t, "links"), said)
		if !reflect.DeepEqual(whole, again) {
			t.Fatalf("another order:\n%v\n%v", whole, again)
		}
		if one := oneByOne(rapid.Permutation(mentions).Draw(t, "adding"), said); !reflect.DeepEqual(whole, one) {
			t.Fatalf("one by one:\n%v\n%v", whole, one)
		}
	})
}

// TestTogether holds that each mention is in one thing, that no thing holds
// two kinds, and that nothing in a thing conflicts unless people said so.
func TestTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentions := someMentions(t)
		by := map[string]*register.Mention{}
		for i := range mentions {
			by[mentions[i].ID] = &mentions[i]
		}
		n := 0
		for _, thing := range Join(mentions, Blocked(mentions), nil) {
			n += len(thing.Mentions)
			for i, a := range thing.Mentions {
				for _, b := range thing.Mentions[:i] {
					if why := conflict(by[a], by[b]); by[a].Kind != by[b].Kind || why != "" {
						t.Fatalf("%s and %s are one: %s", a, b, why)
					}
				}
			}
		}
		if n != len(mentions) {
			t.Fatalf("%d mentions of %d", n, len(mentions))
		}
	})
}

// TestSaid holds that what people parted stays apart, and that what they
// joined is one where nothing they said forbids it.
func TestSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentions := someMentions(t)
		said := somePairs(t, mentions)
		in := map[string]string{}
		for _, thing := range Join(mentions, Blocked(mentions), said) {
			for _, m := range thing.Mentions {
				in[m] = thing.ID
			}
		}
		parting := slices.ContainsFunc(said, func(p register.Pair) bool { return p.Apart })
		for _, p := range said {
			if one := in[p.A] == in[p.B]; p.Apart && one || !p.Apart && !one && !parting {
				t.Fatalf("%v, but they are one: %v", p, one)
			}
		}
	})
}

// oneByOne adds mentions as a keeper would: it compares each with those that
// share a block and joins anew what hangs together with it.
func oneByOne(mentions []register.Mention, said []register.Pair) []register.Thing {
	var kept []register.Mention
	var links []register.Link
	things := map[string]register.Thing{} // by mention
	for _, m := range mentions {
		var near []register.Mention
		for _, k := range kept {
			if k.Kind == m.Kind && slices.ContainsFunc(k.Blocks, func(b int64) bool { return slices.Contains(m.Blocks, b) }) {
				near = append(near, k)
			}
		}
		for _, k := range near {
			if l, ok := Compare(&m, &k); ok && !l.Cannot && !slices.ContainsFunc(links, func(x register.Link) bool { return x.A == l.A && x.B == l.B }) {
				links = append(links, l)
			}
		}
		kept = append(kept, m)
		part := component(&m, kept, links, said)
		for _, t := range Join(part, links, said) {
			for _, id := range t.Mentions {
				things[id] = t
			}
		}
	}
	var out []register.Thing
	for id, t := range things {
		if id == t.ID {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b register.Thing) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// component is the mentions that hang together with m by links, faces and what
// people said.
func component(m *register.Mention, kept []register.Mention, links []register.Link, said []register.Pair) []register.Mention {
	in := map[string]bool{Key(m): true, m.ID: true}
	for grown := true; grown; {
		grown = false
		put := func(a, b string) {
			if in[a] != in[b] {
				in[a], in[b], grown = true, true, true
			}
		}
		for _, l := range links {
			put(l.A, l.B)
		}
		for _, p := range said {
			put(p.A, p.B)
		}
		for i := range kept {
			put(kept[i].ID, Key(&kept[i]))
		}
	}
	return slices.DeleteFunc(slices.Clone(kept), func(k register.Mention) bool { return !in[k.ID] })
}
