package rule

import (
	"cmp"
	"slices"

	"safir/internal/doc"
)

// Match is where a rule matched: segments [First, End) and its captures.
type Match struct {
	Rule       int32 // index into Set.Rules
	First, End int32
	Caps       []Cap
	BeatenBy   int32 // index of the rule that won over it, or -1 (only in Trace)
}

// Cap is what a named step took: segments [First, End).
type Cap struct {
	Name       string
	First, End int32
}

// Get is the capture of this name; ok is false when the pattern did without it.
func (m *Match) Get(name string) (Cap, bool) {
	for _, c := range m.Caps {
		if c.Name == name {
			return c, true
		}
	}
	return Cap{}, false
}

// Matcher runs sets of rules; it keeps its memory between runs and is for one
// goroutine. Trace, when set, hears of every match that was beaten.
type Matcher struct {
	Trace   func(Match)
	queued  []uint64 // by place behind the start: bits of the steps queued there
	cleared int32    // how many places of these are of this start
	lists   [][]thread
	saves   []save
	found   []Match
	caps    []Cap // of the matches found last: these keep it, once it is full
	best    int32 // the last save of the longest match so far
	bestEnd int32
	sight   sight
	far     Near // the farthest a rule got; only Nearly reads it
}

type thread struct {
	pc   int32
	last int32 // its last save
}

// save is where a capture begins or ends. Those of a thread are a chain; 0 is
// no save.
type save struct {
	before int32
	slot   int32
	pos    int32
}

// Run matches the rules of s within one sentence and returns the winners in
// order of their start.
func (m *Matcher) Run(s *Set, d *doc.Doc, sent doc.Sentence) []Match {
	return slices.DeleteFunc(m.run(s, d, sent), func(x Match) bool { return s.Rules[x.Rule].Block })
}

// Blocks are the winning matches of blocking rules, which Run leaves out.
func (m *Matcher) Blocks(s *Set, d *doc.Doc, sent doc.Sentence) []Match {
	return slices.DeleteFunc(m.run(s, d, sent), func(x Match) bool { return !s.Rules[x.Rule].Block })
}

// run finds all winners of a sentence.
func (m *Matcher) run(s *Set, d *doc.Doc, sent doc.Sentence) []Match {
	m.sight.read(s.Alphabet, d)
	all := m.found[:0]
	for _, c := range m.sight.candidates(s) {
		if next(m.sight.rows[c.rare:], sent.First, sent.End) == sent.End {
			continue
		}
		p := &s.programs[c.rule]
		for at := m.next(p, sent, sent.First); at < sent.End && m.ordered(p, sent, at); at = m.next(p, sent, at+1) {
			if match, ok := m.at(s, c.rule, d, sent, at); ok {
				all = append(all, match)
			}
		}
	}
	m.found = all
	return m.settle(s, all)
}

// Near is how far a rule came that did not match: it took the segments
// [First, End) and then wanted something that did not stand there.
type Near struct {
	Rule       int32
	First, End int32
	Wanted     string // the step as written: a word, @class, or a sign of the pattern language
	pc         int32
}

// Nearly tells of the rules whose trigger stands in the sentence, which took
// at least two segments, and which matched nowhere: the farthest first.
func (m *Matcher) Nearly(s *Set, d *doc.Doc, sent doc.Sentence) (out []Near) {
	m.sight.read(s.Alphabet, d)
	for _, c := range m.sight.candidates(s) {
		r := c.rule
		p, best, hit := &s.programs[r], Near{Rule: r}, !m.all(&s.programs[r], sent)
		for at := m.next(p, sent, sent.First); at < sent.End && !hit; at = m.next(p, sent, at+1) {
			m.far = Near{Rule: r, First: at, End: at}
			_, hit = m.at(s, r, d, sent, at)
			if m.far.End-m.far.First > best.End-best.First {
				best = m.far
			}
		}
		if !hit && best.End-best.First > 1 {
			best.Wanted = p.code[best.pc].wanted()
			out = append(out, best)
		}
	}
	slices.SortStableFunc(out, func(a, b Near) int { return cmp.Compare(b.End-b.First, a.End-a.First) })
	return out
}

// wanted says a step as it was written.
func (i *inst) wanted() string {
	signs := map[op]string{opAny: ".", opSoft: "~", opNot: "!", opPeek: "&", opBehind: "<"}
	out := signs[i.op]
	if i.tests == nil {
		return out
	}
	for n, t := range i.tests.all {
		if n > 0 {
			out += " | "
		}
		out += t.text
	}
	return out
}

// all reports whether all that a rule needs stands in a sentence.
func (m *Matcher) all(p *program, sent doc.Sentence) bool {
	return !slices.ContainsFunc(p.needs, func(look int32) bool { return m.sight.next(look, sent.First, sent.End) == sent.End })
}

// next is the first place from segment i on at which a match may begin, or the
// sentence's end.
func (m *Matcher) next(p *program, sent doc.Sentence, i int32) int32 {
	if p.first < 0 {
		return i
	}
	return m.sight.next(p.first, i, sent.End)
}

// ordered reports whether all that a match takes for sure stands one behind the
// other from segment i on. Where it does not, it does so nowhere behind.
func (m *Matcher) ordered(p *program, sent doc.Sentence, i int32) bool {
	for _, look := range p.order {
		if i = m.sight.next(look, i, sent.End) + 1; i > sent.End {
			return false
		}
	}
	return true
}

// at runs one rule from one start and keeps the longest match.
func (m *Matcher) at(s *Set, r int32, d *doc.Doc, sent doc.Sentence, start int32) (Match, bool) {
	p := &s.programs[r]
	run := runner{m: m, s: s, p: p, d: d, sent: sent, start: start, width: int32(len(p.code)+63) / 64}
	n := int(sent.End-start) + 1
	m.queued, m.cleared = slices.Grow(m.queued[:0], n*int(run.width)), 0
	for len(m.lists) < n {
		m.lists = append(m.lists, nil)
	}
	m.saves = append(m.saves[:0], save{})
	m.bestEnd = -1
	run.add(start, 0, 0)
	for i := 0; i < n; i++ {
		for k := 0; k < len(m.lists[i]); k++ {
			run.step(start+int32(i), m.lists[i][k])
		}
		m.lists[i] = m.lists[i][:0]
	}
	if m.bestEnd <= start {
		return Match{}, false
	}
	return run.match(r), true
}

type runner struct {
	m     *Matcher
	s     *Set
	p     *program
	d     *doc.Doc
	sent  doc.Sentence
	start int32
	width int32 // of a place in queued
}

// first reports whether a step is come to at pos for the first time.
func (r *runner) first(pos, pc int32) bool {
	m, i := r.m, pos-r.start
	if i >= m.cleared {
		m.queued = m.queued[:(i+1)*r.width]
		clear(m.queued[m.cleared*r.width:])
		m.cleared = i + 1
	}
	steps, bit := &m.queued[i*r.width+pc>>6], uint64(1)<<(pc&63)
	if *steps&bit != 0 {
		return false
	}
	*steps |= bit
	return true
}

// add follows the steps that take nothing and queues the thread at pos.
func (r *runner) add(pos, pc, last int32) {
	if pc < 0 || !r.first(pos, pc) {
		return
	}
	in := &r.p.code[pc]
	switch in.op {
	case opSplit:
		r.add(pos, in.x, last)
		r.add(pos, in.y, last)
	case opSave:
		r.m.saves = append(r.m.saves, save{last, in.x, pos})
		r.add(pos, pc+1, int32(len(r.m.saves)-1))
	case opFirst:
		if pos == r.sent.First {
			r.add(pos, pc+1, last)
		}
	case opLast:
		if pos == r.sent.End {
			r.add(pos, pc+1, last)
		}
	case opPeek:
		if (pos < r.sent.End && r.any(in.tests, pos)) != in.none {
			r.add(pos, pc+1, last)
		}
	case opBehind:
		if (pos > r.sent.First && r.before(in.tests.all, pos-1)) != in.none {
			r.add(pos, pc+1, last)
		}
	case opMatch:
		if pos > r.m.bestEnd {
			r.m.bestEnd, r.m.best = pos, last
		}
	default:
		if in.may && in.lazy {
			r.add(pos, in.y, last)
		}
		if pos > r.m.far.End {
			r.m.far.End, r.m.far.pc = pos, pc
		}
		if i := pos - r.start; pos < r.sent.End && r.takes(in, pos) {
			r.m.lists[i] = append(r.m.lists[i], thread{pc, last})
		}
		if in.may && !in.lazy {
			r.add(pos, in.y, last)
		}
	}
}

// takes reports whether a step may take what stands at pos; of a mark neither
// end nor attribute is looked at.
func (r *runner) takes(in *inst, pos int32) bool {
	switch in.op {
	case opAny:
		return true
	case opSoft:
		return r.m.sight.soft(pos)
	case opNot:
		return !r.any(in.tests, pos)
	}
	return r.m.sight.stands(in.look, pos)
}

// step lets a thread take the segment, or the marks, at pos.
func (r *runner) step(pos int32, t thread) {
	in := &r.p.code[t.pc]
	if in.op != opTake || r.m.sight.stands(in.tests.words, pos) {
		r.add(pos+1, t.pc+1, t.last)
	}
	if in.op != opTake {
		return
	}
	for _, k := range r.d.MarksAt(int(pos)) {
		if k.End <= r.sent.End && r.isOne(in.tests, k) {
			r.add(k.End, t.pc+1, t.last)
		}
	}
}

// isOne reports whether a mark is what one of some tests looks for.
func (r *runner) isOne(t *tests, k doc.Mark) bool {
	if t.classes.Has(k.Class) {
		return true
	}
	for i := range t.keyed {
		if r.isMark(&t.keyed[i], k) {
			return true
		}
	}
	return false
}

// stands reports whether what a test looks for stands at pos; its attribute is
// not looked at.
func (r *runner) stands(t *test, pos int32) bool { return r.m.sight.stands(t.look, pos) }

func (r *runner) isMark(t *test, k doc.Mark) bool {
	return t.classes.Has(k.Class) && (t.key == "" || slices.Contains(t.values, r.s.env.Attr(k, t.key)))
}

// any reports whether one of the tests holds at pos.
func (r *runner) any(t *tests, pos int32) bool {
	if r.m.sight.stands(t.plain, pos) {
		return true
	}
	for i := range t.keyed {
		if !r.stands(&t.keyed[i], pos) {
			continue
		}
		for _, k := range r.d.MarksAt(int(pos)) {
			if r.isMark(&t.keyed[i], k) {
				return true
			}
		}
	}
	return false
}

// before is any for the one segment at pos: marks must end with it.
func (r *runner) before(tests []test, pos int32) bool {
	for i := range tests {
		t := &tests[i]
		if t.form != 0 {
			if r.stands(t, pos) {
				return true
			}
			continue
		}
		for back := pos; back >= r.sent.First && back > pos-8; back-- {
			for _, k := range r.d.MarksAt(int(back)) {
				if k.End == pos+1 && r.isMark(t, k) {
					return true
				}
			}
		}
	}
	return false
}

func (r *runner) match(rule int32) Match {
	if cap(r.m.caps)-len(r.m.caps) < len(r.p.names) {
		r.m.caps = make([]Cap, 0, len(r.p.names)+256)
	}
	first := len(r.m.caps)
	for i, name := range r.p.names {
		a, b := r.saved(int32(2*i)), r.saved(int32(2*i+1))
		if a >= 0 && b >= 0 {
			r.m.caps = append(r.m.caps, Cap{name, a, b})
		}
	}
	return Match{Rule: rule, First: r.start, End: r.m.bestEnd, Caps: slices.Clip(r.m.caps[first:]), BeatenBy: -1}
}

// saved is what the longest match kept last in a slot, or -1.
func (r *runner) saved(slot int32) int32 {
	for at := r.m.best; at > 0; at = r.m.saves[at].before {
		if r.m.saves[at].slot == slot {
			return r.m.saves[at].pos
		}
	}
	return -1
}

// region is what a match is judged by when it overlaps another.
func (s *Set) region(m *Match) (int32, int32) {
	if s.programs[m.Rule].cue >= 0 {
		if c, ok := m.Get("cue"); ok {
			return c.First, c.End
		}
	}
	return m.First, m.End
}

// settle lets the leftmost, then longest, then earliest-written match win
// wherever two overlap.
func (m *Matcher) settle(s *Set, all []Match) []Match {
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b Match) int {
		a1, a2 := s.region(&a)
		b1, b2 := s.region(&b)
		return cmp.Or(cmp.Compare(a1, b1), cmp.Compare(b2, a2), cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.Rule, b.Rule))
	})
	won := make([]Match, 0, len(all))
	for _, x := range all {
		x.BeatenBy = s.loses(won, &x)
		if x.BeatenBy < 0 {
			won = append(won, x)
		} else if m.Trace != nil {
			m.Trace(x)
		}
	}
	return won
}

func (s *Set) loses(won []Match, x *Match) int32 {
	x1, x2 := s.region(x)
	for i := range won {
		w1, w2 := s.region(&won[i])
		if x1 < w2 && w1 < x2 {
			return won[i].Rule
		}
	}
	return -1
}
