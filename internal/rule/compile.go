package rule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"safir/internal/doc"
)

// Env tells what the words and classes of patterns are in a language.
type Env interface {
	// Word is the form number of one word of a pattern.
	Word(text string) int32
	// Classes are the class of this name and all finer ones; none if unknown.
	Classes(name string) []doc.Class
	// Weight is how often a word or the marks of a class stand in sentences, as
	// a rough number: rules are tried only where their rarest part stands.
	Weight(form int32, class doc.Class) int
	// Attr reads an attribute of the entry behind a mark.
	Attr(m doc.Mark, key string) string
}

type op uint8

const (
	opTake op = iota // a word or a mark
	opAny
	opSoft
	opNot
	opPeek   // what comes next
	opBehind // what stands before
	opFirst
	opLast
	opSplit // try x, then y
	opSave
	opMatch
)

// test is one thing looked for at one place.
type test struct {
	text    string // as written
	form    int32  // 0: a mark is looked for
	look    int32  // where it may stand
	classes doc.ClassSet
	key     string
	values  []string
}

type inst struct {
	op    op
	none  bool // for peek and behind: must not match
	may   bool // what takes something may do without: go on at y
	lazy  bool // and rather does
	x, y  int32
	look  int32 // of the tests
	tests *tests
}

// tests are what a step looks for: one of them is enough.
type tests struct {
	all     []test
	look    int32 // of all, whatever their attributes
	words   int32 // of the words
	plain   int32 // of those without an attribute
	classes doc.ClassSet
	keyed   []test // those with an attribute
}

// program is a compiled rule.
type program struct {
	code  []inst
	names []string // captures; slots 2i and 2i+1
	cue   int      // index of the capture "cue", or -1
	first int32    // the look of what a match begins with, or -1: anything
	needs []int32  // looks that all stand in every sentence that matches, the rarest first
	order []int32  // those that stand in every match one behind the other
}

// Set is a compiled list of rules.
type Set struct {
	*Alphabet
	Rules    []Rule
	number   int // among the sets of its alphabet
	programs []program
	triggers []trigger // of the rules, in their order
}

// trigger is 64 symbols of the rarest anchor of a rule: a rule is tried where
// one of them stands.
type trigger struct {
	block
	rule int32
}

// Alphabet numbers what the rules of a language ask for, all kinds together: a
// symbol is a class, a word in any of its forms, or a word that is printed so;
// a look is several symbols that one test takes together.
type Alphabet struct {
	env     Env
	sets    int
	stop    test             // a finite verb
	classes doc.ClassSet     // that a look is of; their symbols are their numbers
	words   []wordSymbols    // by form number
	asked   []uint64         // bits of the form numbers of all words
	symbols int32            // how many there are
	looks   []look           //
	named   map[string]int32 // looks by what they are of
	shared  map[string]*tests
}

// wordSymbols are the symbols of a word: in any of its forms, and printed so; 0
// is none.
type wordSymbols struct{ any, exact int32 }

// look is a set of symbols.
type look struct {
	symbols []int32
	blocks  []block // the same as bits
}

// block is 64 symbols from 64*at on.
type block struct {
	at   int32
	bits uint64
}

// NewAlphabet makes an alphabet without symbols.
func NewAlphabet(env Env) *Alphabet {
	a := &Alphabet{env: env, symbols: doc.MaxClass, named: map[string]int32{}, shared: map[string]*tests{}}
	a.stop = a.mark(mark{class: "finite"})
	return a
}

// Compile readies rules for matching. All faults are returned together.
func (a *Alphabet) Compile(rules []Rule) (*Set, error) {
	s := &Set{Alphabet: a, Rules: rules, number: a.sets}
	a.sets++
	var errs []error
	for i, r := range rules {
		c := &compiler{set: s, p: program{cue: -1}}
		err := c.compile(r.tree)
		if err == nil {
			err = s.index(int32(i), r.tree, &c.p)
		}
		if err != nil {
			errs = append(errs, &Error{r.File, r.Line, r.Name, err.Error()})
		}
		s.programs = append(s.programs, c.p)
	}
	return s, errors.Join(errs...)
}

// asks reports whether a rule asks for a form.
func (a *Alphabet) asks(form int32) bool {
	return int(form>>6) < len(a.asked) && a.asked[form>>6]>>(form&63)&1 != 0
}

// symbol is the number under which a word is looked for.
func (a *Alphabet) symbol(form int32, exact bool) int32 {
	for int(form) >= len(a.words) {
		a.words = append(a.words, wordSymbols{})
	}
	for int(form>>6) >= len(a.asked) {
		a.asked = append(a.asked, 0)
	}
	a.asked[form>>6] |= 1 << (form & 63)
	of := &a.words[form].any
	if exact {
		of = &a.words[form].exact
	}
	if *of == 0 {
		*of = a.symbols
		a.symbols++
	}
	return *of
}

// look is the number of the look of some symbols.
func (a *Alphabet) look(symbols ...int32) int32 {
	symbols = sorted(symbols)
	name := fmt.Sprint(symbols)
	n, ok := a.named[name]
	if !ok {
		n = int32(len(a.looks))
		a.named[name] = n
		a.looks = append(a.looks, look{symbols, blocksOf(symbols)})
	}
	return n
}

// blocksOf are some symbols, in order, as bits.
func blocksOf(symbols []int32) (out []block) {
	for _, s := range symbols {
		if len(out) == 0 || out[len(out)-1].at != s>>6 {
			out = append(out, block{at: s >> 6})
		}
		out[len(out)-1].bits |= 1 << (s & 63)
	}
	return out
}

// share gives steps that look for the same the same tests.
func (a *Alphabet) share(all []test) *tests {
	name := ""
	for i := range all {
		name += fmt.Sprintf("%d %s=%s;", all[i].look, all[i].key, all[i].values)
	}
	if t := a.shared[name]; t != nil {
		return t
	}
	t := &tests{all: all}
	for i := range all {
		if all[i].key != "" {
			t.keyed = append(t.keyed, all[i])
		} else {
			t.classes.Unite(&all[i].classes)
		}
	}
	t.look = a.joint(all, func(*test) bool { return true })
	t.words = a.joint(all, func(t *test) bool { return t.form != 0 })
	t.plain = a.joint(all, func(t *test) bool { return t.key == "" })
	a.shared[name] = t
	return t
}

// joint is the look of those of some tests that are asked for.
func (a *Alphabet) joint(all []test, asked func(*test) bool) int32 {
	var symbols []int32
	for i := range all {
		if asked(&all[i]) {
			symbols = append(symbols, a.looks[all[i].look].symbols...)
		}
	}
	return a.look(symbols...)
}

func (a *Alphabet) word(n word) test {
	t := test{text: n.text, form: a.env.Word(n.text)}
	t.look = a.look(a.symbol(t.form, n.exact))
	return t
}

// mark tests for a class; without marks of it in the language it holds nowhere.
func (a *Alphabet) mark(n mark) test {
	t := test{text: "@" + n.class, key: n.key, values: n.values}
	var symbols []int32
	for _, k := range a.env.Classes(n.class) {
		t.classes.Add(k)
		a.classes.Add(k)
		symbols = append(symbols, int32(k))
	}
	t.look = a.look(symbols...)
	return t
}

type compiler struct {
	set *Set
	p   program
}

func (c *compiler) emit(i inst) int32 {
	c.p.code = append(c.p.code, i)
	return int32(len(c.p.code) - 1)
}

func (c *compiler) compile(n node) error {
	if err := c.node(n); err != nil {
		return err
	}
	c.emit(inst{op: opMatch})
	c.p.first = -1
	if first := c.p.firsts(0, map[int32]bool{}); first != nil {
		c.p.first = c.set.joint(first, func(*test) bool { return true })
	}
	return nil
}

// largest is how many steps a compiled pattern may have.
const largest = 4000

// firsts collects what may be taken first from a place in the program; nil
// when that may be anything.
func (p *program) firsts(pc int32, seen map[int32]bool) []test {
	if pc < 0 || seen[pc] {
		return []test{}
	}
	seen[pc] = true
	in := &p.code[pc]
	switch in.op {
	case opTake:
		if !in.may {
			return in.tests.all
		}
		if rest := p.firsts(in.y, seen); rest != nil {
			return slices.Concat(in.tests.all, rest)
		}
	case opSplit:
		a, b := p.firsts(in.x, seen), p.firsts(in.y, seen)
		if a == nil || b == nil {
			return nil
		}
		return append(slices.Clone(a), b...)
	case opSave, opFirst, opLast, opPeek, opBehind:
		return p.firsts(pc+1, seen)
	}
	return nil
}

func (c *compiler) node(n node) error {
	if len(c.p.code) > largest {
		return errors.New("the pattern is too large: lower its {m,n}")
	}
	switch n := n.(type) {
	case word, mark:
		return c.tested(opTake, false, n)
	case anyone:
		c.emit(inst{op: opAny})
	case soft:
		c.emit(inst{op: opSoft})
	case edge:
		c.emit(inst{op: map[bool]op{false: opFirst, true: opLast}[n.end]})
	case not:
		return c.tested(opNot, false, n.x)
	case peek:
		return c.tested(map[bool]op{false: opPeek, true: opBehind}[n.behind], n.none, n.x)
	case seq:
		for _, x := range n {
			if err := c.node(x); err != nil {
				return err
			}
		}
	case alt:
		return c.alt(n)
	case repeat:
		return c.repeat(n)
	case keep:
		return c.keep(n)
	}
	return nil
}

func (c *compiler) tested(o op, none bool, x node) error {
	all := []test{}
	for _, x := range flat(alt{x}) {
		t, err := c.test(x)
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	shared := c.set.share(all)
	c.emit(inst{op: o, none: none, look: shared.look, tests: shared})
	return nil
}

func (c *compiler) test(n node) (test, error) {
	switch n := n.(type) {
	case word:
		return c.set.word(n), nil
	case mark:
		if len(c.set.env.Classes(n.class)) == 0 {
			return test{}, fmt.Errorf("no word list or stage knows the class @%s", n.class)
		}
		return c.set.mark(n), nil
	}
	return test{}, errors.New("only words and marks can be tested")
}

func (c *compiler) alt(n alt) error {
	if n = merged(n); isSingle(n) {
		return c.tested(opTake, false, n)
	}
	var ends []int32
	for i, x := range n {
		var split int32 = -1
		if i < len(n)-1 {
			split = c.emit(inst{op: opSplit})
			c.p.code[split].x = int32(len(c.p.code))
		}
		if err := c.node(x); err != nil {
			return err
		}
		if split >= 0 {
			ends = append(ends, c.emit(inst{op: opSplit}))
			c.p.code[split].y = int32(len(c.p.code))
		}
	}
	for _, e := range ends {
		c.p.code[e].x, c.p.code[e].y = int32(len(c.p.code)), -1
	}
	return nil
}

// merged makes one test of neighbouring alternatives that are single words or
// marks.
func merged(n alt) (out alt) {
	for _, x := range flat(n) {
		if len(out) > 0 && isSingle(x) && isSingle(out[len(out)-1]) {
			out[len(out)-1] = flat(alt{out[len(out)-1], x})
		} else {
			out = append(out, x)
		}
	}
	if len(out) == 1 {
		return out[0].(alt)
	}
	return out
}

// flat puts the alternatives of alternatives in their place.
func flat(n alt) (out alt) {
	for _, x := range n {
		if inner, ok := x.(alt); ok {
			out = append(out, flat(inner)...)
		} else {
			out = append(out, x)
		}
	}
	return out
}

// repeat takes a step so often; one that takes something by itself needs no
// split to do without it.
func (c *compiler) repeat(n repeat) error {
	for range n.min {
		if err := c.node(n.x); err != nil {
			return err
		}
	}
	var optional []int32
	for range n.max - n.min {
		at := int32(len(c.p.code))
		if !isStep(n.x) {
			c.emit(inst{op: opSplit})
		}
		optional = append(optional, at)
		if err := c.node(n.x); err != nil {
			return err
		}
	}
	out := int32(len(c.p.code))
	for _, at := range optional {
		switch in := &c.p.code[at]; {
		case in.op != opSplit:
			in.may, in.lazy, in.y = true, n.lazy, out
		case n.lazy:
			in.x, in.y = out, at+1
		default:
			in.x, in.y = at+1, out
		}
	}
	return nil
}

// isStep reports whether a node becomes one step that takes something.
func isStep(n node) bool {
	switch n.(type) {
	case anyone, soft, not:
		return true
	}
	return isSingle(n)
}

func (c *compiler) keep(n keep) error {
	slot := slices.Index(c.p.names, n.name)
	if slot < 0 {
		slot = len(c.p.names)
		c.p.names = append(c.p.names, n.name)
	}
	if n.name == "cue" {
		c.p.cue = slot
	}
	c.emit(inst{op: opSave, x: int32(2 * slot)})
	err := c.node(n.x)
	c.emit(inst{op: opSave, x: int32(2*slot + 1)})
	return err
}

// anchor is something of which one must stand in every sentence that the
// pattern matches.
type anchor struct {
	symbols []int32
	weight  int  // how often it may stand in a text, roughly
	taken   bool // by a step, not only looked at
}

// anchors of a pattern: all of them must stand in a sentence, and those that
// are taken one behind the other.
func (s *Set) anchors(n node) (out []anchor) {
	switch n := n.(type) {
	case word:
		t := s.word(n)
		out = []anchor{{s.looks[t.look].symbols, s.env.Weight(t.form, 0), true}}
	case mark:
		a := anchor{symbols: s.looks[s.mark(n).look].symbols, taken: true}
		for _, k := range a.symbols {
			a.weight += s.env.Weight(0, doc.Class(k))
		}
		out = []anchor{a}
	case seq:
		for _, x := range n {
			out = append(out, s.anchors(x)...)
		}
	case alt:
		a := anchor{taken: true}
		for _, x := range n {
			of := s.anchors(x)
			if len(of) == 0 {
				return nil
			}
			best := slices.MinFunc(of, lighter)
			a.symbols, a.weight, a.taken = append(a.symbols, best.symbols...), a.weight+best.weight, a.taken && best.taken
		}
		out = []anchor{a}
	case repeat:
		if n.min > 0 {
			out = s.anchors(n.x)
		}
	case keep:
		out = s.anchors(n.x)
	case peek:
		if !n.none {
			out = s.anchors(n.x)
			for i := range out {
				out[i].taken = false
			}
		}
	}
	return out
}

func lighter(a, b anchor) int { return cmp.Compare(a.weight, b.weight) }

// index notes where a rule can match at all.
func (s *Set) index(i int32, tree node, p *program) error {
	of := s.anchors(tree)
	if len(of) == 0 {
		return errors.New("the pattern has no word or mark that every match must hold; add one")
	}
	for _, a := range of {
		if a.taken {
			p.order = append(p.order, s.look(a.symbols...))
		}
	}
	slices.SortStableFunc(of, lighter)
	for _, a := range of {
		p.needs = append(p.needs, s.look(a.symbols...))
	}
	for _, b := range s.looks[p.needs[0]].blocks {
		s.triggers = append(s.triggers, trigger{b, i})
	}
	return nil
}

func sorted(list []int32) []int32 {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
