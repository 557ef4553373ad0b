package score

import (
	"slices"

	"safir/internal/record"
)

// scoreStatements counts statements by code points, each with its speaker, so
// that it matters little where a statement was cut.
func (d *document) scoreStatements() {
	v := d.voices()
	right, act := set[int]{}, 0
	for at, g := range v.want {
		f, ok := v.have[at]
		if !ok || !v.agree(g, f) {
			continue
		}
		right.add(at)
		act += one(d.gold.Statements[g].Act == d.rec.Statements[f].Act)
	}
	d.counts.add(figStatements, len(right), len(v.have), len(v.want))
	d.counts.add(figStatementsAct, act, len(v.have), len(v.want))
	d.scoreTargets()
	d.listStatements(right)
}

// voices says who speaks at each code point. Where statements overlap, the
// later in the list has the word.
type voices struct {
	want, have map[int]int // code point → index of the gold's, the found statement
	agree      func(g, f int) bool
}

func (d *document) voices() voices {
	v := voices{map[int]int{}, map[int]int{}, d.agreement()}
	for g, s := range d.gold.Statements {
		cover(v.want, s.At, g)
	}
	for f, s := range d.rec.Statements {
		cover(v.have, s.Span, f)
	}
	return v
}

func cover(m map[int]int, span record.Span, index int) {
	for at := span[0]; at < span[1]; at++ {
		m[at] = index
	}
}

// agreement returns whether the speakers of a gold and a found statement
// agree; it keeps its answers, since it is asked for every code point.
func (d *document) agreement() func(g, f int) bool {
	kept := map[[2]int]bool{}
	return func(g, f int) bool {
		key := [2]int{g, f}
		answer, ok := kept[key]
		if !ok {
			answer = d.agree(d.gold.Statements[g].Speakers, d.speakers(&d.rec.Statements[f]))
			kept[key] = answer
		}
		return answer
	}
}

// agree reports whether every speaker found is one of the gold's; where
// several speak as one, their states may stand for them. A statement without
// a known speaker agrees with nothing.
func (d *document) agree(want, have []string) bool {
	wide := slices.Clone(want)
	for _, w := range want {
		if len(want) > 1 && d.home[w] != "" {
			wide = append(wide, d.home[w])
		}
	}
	for _, h := range have {
		if !slices.Contains(wide, h) && !anySame(h, wide) {
			return false
		}
	}
	return len(have) > 0
}

// speakers is what the speakers of a found statement are called; actors that
// the record lacks are passed over.
func (d *document) speakers(s *record.Statement) []string {
	var out []string
	for _, id := range s.Speakers {
		if a := d.byID[id]; a != nil {
			out = append(out, called(a))
		}
	}
	return out
}

// called is how gold would call an actor: a person by name, a country by its
// code, an organisation by its acronym or else its name.
func called(a *record.Actor) string {
	switch a.Kind {
	case "person":
		return a.Name
	case "country":
		return text(a.Country)
	}
	return firstOf(text(a.Acronym), text(a.NameEn), a.Name)
}

// firstOf is the first that is not empty.
func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// scoreTargets compares targets, as states and organisations, of each gold
// statement with those of the found statement that overlaps it most.
func (d *document) scoreTargets() {
	for _, want := range d.gold.Statements {
		have := d.mostOf(want.At)
		if !want.Targets.Given || have == nil {
			continue
		}
		x, y := d.bodies(want.Targets.Value), d.bodies(have.Targets)
		d.counts.add(figStatementsTargets, x.shared(y), len(y), len(x))
	}
}

// mostOf is the found statement that overlaps a span most, the first of
// equals; nil when none does.
func (d *document) mostOf(span record.Span) *record.Statement {
	var best *record.Statement
	most := 0
	for i := range d.rec.Statements {
		if n := overlap(span, d.rec.Statements[i].Span); n > most {
			best, most = &d.rec.Statements[i], n
		}
	}
	return best
}

// bodies turns targets into states and organisations: a gold person into
// their state, an actor id into the actor's country or acronym (an actor with
// neither drops out), anything else into itself.
func (d *document) bodies(targets []string) set[string] {
	out := set[string]{}
	for _, w := range targets {
		switch a := d.byID[w]; {
		case d.home[w] != "":
			out.add(d.home[w])
		case a == nil:
			out.add(w)
		case text(a.Country) != "":
			out.add(*a.Country)
		case a.Acronym != nil:
			out.add(*a.Acronym)
		}
	}
	return out
}

// listStatements lists as missed each gold statement, and as false hit each
// found one, of which less than a third of the code points is right.
func (d *document) listStatements(right set[int]) {
	for _, s := range d.gold.Statements {
		if lessThanThird(right, s.At) {
			d.missed(KindStatement, s.At, words(s.Act, "by", listed(s.Speakers)))
		}
	}
	for i := range d.rec.Statements {
		s := &d.rec.Statements[i]
		if lessThanThird(right, s.Span) {
			d.falseHit(KindStatement, s.Span, words(s.Act, "by", listed(d.speakers(s))), s.Rule)
		}
	}
}

func lessThanThird(right set[int], span record.Span) bool {
	n := 0
	for at := span[0]; at < span[1]; at++ {
		n += one(right[at])
	}
	return 3*n < length(span)
}

// sorted is a set's items in order.
func sorted(s set[string]) []string {
	var out []string
	for x := range s {
		out = append(out, x)
	}
	slices.Sort(out)
	return out
}
