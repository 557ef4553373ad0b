package data_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"safir/internal/fetch"
	"safir/internal/record"
)

// itemKinds are what is counted, in the order of the table.
var itemKinds = []string{"persons", "events", "statements", "commitments"}

// tally counts the items of one kind: told before, of these found again, and
// found new.
type tally struct{ told, kept, new int }

func (t tally) share() float64 {
	if t.told == 0 {
		return 1
	}
	return float64(t.kept) / float64(t.told)
}

func (t tally) String() string { return fmt.Sprintf("%.3f of %d, %d new", t.share(), t.told, t.new) }

// TestRespelt codes every article again in other spellings: what was found
// must be found again, with the same speakers, acts, parties and dates.
func TestRespelt(t *testing.T) {
	c, items := open(t), articles(t)
	_, before := coded(t, c, 2, items)
	for _, way := range respellings {
		tallies := respell(way, items, before, func(again []fetch.Item) []*record.Record {
			_, after := coded(t, c, 2, again)
			return after
		})
		for _, kind := range itemKinds {
			n := tallies[kind]
			name := strings.TrimSpace(way.name + " " + way.lang)
			t.Logf("PROOF | %s: %s found again | %d | %.3f, %d new", name, kind, n.told, n.share(), n.new)
			if floor := floorOf(name); n.share() < floor && n.told-n.kept > 1 {
				t.Errorf("%s: %s: %v; the floor is %.2f", name, kind, n, floor)
			}
		}
	}
}

// respell codes the articles of a way's language anew and compares.
func respell(way respelling, items []fetch.Item, before []*record.Record, code func([]fetch.Item) []*record.Record) map[string]tally {
	var again []fetch.Item
	var texts []respelt
	var firsts []*record.Record
	for i, r := range before {
		if way.lang != "" && r.Lang[:2] != way.lang {
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(way.name + r.ID))
		s := way.make([]rune(r.Text), rand.New(rand.NewPCG(1, h.Sum64())))
		item := items[i]
		item.Article.Text, item.Article.Lang = string(s.runes), r.Lang
		again, texts, firsts = append(again, item), append(texts, s), append(firsts, r)
	}
	out := map[string]tally{}
	for i, r := range code(again) {
		p := newPair(firsts[i], r, &texts[i])
		for kind, n := range p.compare() {
			sum := out[kind]
			out[kind] = tally{sum.told + n.told, sum.kept + n.kept, sum.new + n.new}
		}
		if lost != nil {
			lost(way, p)
		}
	}
	return out
}

// lost, when set, hears of what was not found again.
var lost func(respelling, *pair)

// pair is an article's record and that of the article in another spelling.
type pair struct {
	a, b  *record.Record
	text  *respelt
	as    map[string]string // actor of b to the actor of a that it is
	gone  []string          // what was not found again
	extra []string
}

func newPair(a, b *record.Record, text *respelt) *pair {
	p := &pair{a: a, b: b, text: text, as: map[string]string{}}
	for _, y := range b.Actors {
		p.as[y.ID] = "new " + y.ID
		for _, x := range a.Actors {
			if p.sameActor(&x, &y) {
				p.as[y.ID] = x.ID
				break
			}
		}
	}
	return p
}

func (p *pair) sameActor(x, y *record.Actor) bool {
	switch {
	case x.Kind != y.Kind:
		return false
	case x.Kind == "country":
		return val(x.Country) == val(y.Country)
	}
	return p.meet(x.Spans, y.Spans)
}

func val(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// meet reports whether a span of the first text overlaps one of the second.
func (p *pair) meet(a, b []record.Span) bool {
	for _, y := range b {
		back := p.text.back(y)
		for _, x := range a {
			if x[0] < back[1] && back[0] < x[1] {
				return true
			}
		}
	}
	return false
}

// compare counts, kind by kind, what was found again.
func (p *pair) compare() map[string]tally {
	out := map[string]tally{}
	out["persons"] = match(p, people(p.a), people(p.b), "person", p.samePerson)
	out["events"] = match(p, p.a.Events, p.b.Events, "event", p.sameEvent)
	out["statements"] = match(p, p.a.Statements, p.b.Statements, "statement", p.sameStatement)
	out["commitments"] = match(p, p.a.Commitments, p.b.Commitments, "commitment", p.sameCommitment)
	return out
}

func match[T any](p *pair, a, b []T, kind string, same func(x, y *T) bool) (t tally) {
	used := make([]bool, len(b))
	for i := range a {
		at := slices.IndexFunc(b, func(y T) bool { return same(&a[i], &y) })
		for at >= 0 && used[at] {
			next := slices.IndexFunc(b[at+1:], func(y T) bool { return same(&a[i], &y) })
			if next < 0 {
				at = -1
			} else {
				at += next + 1
			}
		}
		if t.told++; at >= 0 {
			t.kept++
			used[at] = true
		} else {
			p.gone = append(p.gone, p.tell(p.a, kind, &a[i]))
		}
	}
	for i := range b {
		if !used[i] {
			t.new++
			p.extra = append(p.extra, p.tell(p.b, kind, &b[i]))
		}
	}
	return t
}

func people(r *record.Record) (out []record.Actor) {
	for _, a := range r.Actors {
		if a.Kind == "person" {
			out = append(out, a)
		}
	}
	return out
}

func (p *pair) samePerson(x, y *record.Actor) bool {
	return val(x.Country) == val(y.Country) && val(x.Office) == val(y.Office) && p.meet(x.Spans, y.Spans)
}

func (p *pair) sameEvent(x, y *record.Event) bool {
	return x.Type == y.Type && x.Verb == y.Verb && x.Status == y.Status && slices.Equal(sorted(x.Countries), sorted(y.Countries)) &&
		slices.Equal(p.parties(x.Participants, false), p.parties(y.Participants, true)) && dated(x.Date) == dated(y.Date) && p.meet(x.Spans, y.Spans)
}

func dated(d *record.Date) string {
	if d == nil {
		return ""
	}
	return val(d.Value)
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// parties are the participants' actors, as the first record calls them.
func (p *pair) parties(list []record.Participant, second bool) (out []string) {
	for _, x := range list {
		id := x.Actor
		if second {
			id = p.as[id]
		}
		out = append(out, id+" "+x.Role)
	}
	return sorted(out)
}

func (p *pair) speakers(list []string) (out []string) {
	for _, id := range list {
		out = append(out, p.as[id])
	}
	return sorted(out)
}

// sameStatement asks that at least half of what the two cover be common.
func (p *pair) sameStatement(x, y *record.Statement) bool {
	if x.Act != y.Act || !slices.Equal(sorted(x.Speakers), p.speakers(y.Speakers)) {
		return false
	}
	back := p.text.back(y.Span)
	both := min(x.Span[1], back[1]) - max(x.Span[0], back[0])
	all := max(x.Span[1], back[1]) - min(x.Span[0], back[0])
	return 2*both >= all
}

func (p *pair) sameCommitment(x, y *record.Commitment) bool {
	if x.Object.Kind != y.Object.Kind || x.Stage != y.Stage || !slices.Equal(sorted(x.Parties), sorted(y.Parties)) {
		return false
	}
	return due(x) == due(y) && p.meet([]record.Span{x.Span}, []record.Span{y.Span})
}

func due(c *record.Commitment) string {
	if c.Deadline == nil {
		return ""
	}
	return val(c.Deadline.Value)
}

// tell is an item in one line, for people.
func (p *pair) tell(r *record.Record, kind string, item any) string {
	text := []rune(r.Text)
	slice := func(s record.Span) string { return strings.ReplaceAll(string(text[s[0]:s[1]]), "\n", "/") }
	switch x := item.(type) {
	case *record.Actor:
		return fmt.Sprintf("%s %s (%s %s, %s)", kind, x.Name, val(x.Office), val(x.Country), x.Rule)
	case *record.Event:
		return fmt.Sprintf("%s %s %s %s %v %v %s: %s", kind, x.Type, x.Verb, x.Status, x.Countries, dated(x.Date), x.Rule, slice(x.Spans[0]))
	case *record.Statement:
		return fmt.Sprintf("%s %s %v %s: %s", kind, x.Act, x.Speakers, x.Rule, slice(x.Span))
	case *record.Commitment:
		return fmt.Sprintf("%s %s %s %v %s: %s", kind, x.Object.Kind, x.Stage, x.Parties, x.Rule, slice(x.Span))
	}
	return ""
}

// lowest is the share of items that must be found again; of few, all but one.
const lowest = 0.97

// floors are of the ways of spelling that do not reach it yet.
var floors = map[string]float64{"straight quotation marks": 0.85, "hamza lost ar": 0.94}

func floorOf(name string) float64 {
	if f, ok := floors[name]; ok {
		return f
	}
	return lowest
}
