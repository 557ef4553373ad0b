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
	opWord op = iota
	opExact
	opMark
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
	x, y  int32
	look  int32 // of all tests without an attribute
	tests *tests
}

// tests are what a step looks for: one of them is enough.
type tests struct {
	all   []test
	look  int32  // of those without an attribute
	keyed []test // those with one
}

// program is a compiled rule.
type program struct {
	code  []inst
	names []string  // captures; slots 2i and 2i+1
	cue   int       // index of the capture "cue", or -1
	first []int32   // looks of which one stands where a match begins; nil: anything may
	needs [][]int32 // lists of symbols; one of each stands in every sentence that matches
	order []int32   // looks that stand in every match one behind the other
}

// Set is a compiled list of rules with its index from triggers.
type Set struct {
	Rules    []Rule
	programs []program
	env      Env
	stop     test             // a finite verb
	asked    []uint64         // bits of the form numbers of all words
	words    []int32          // the symbol of a word by its form number, or 0; the next is of the word printed so
	symbols  int32            // how many there are
	looks    [][]int32        // the symbols of each look
	named    map[string]int32 // looks by what they are of
	shared   map[string]*tests
	classes  doc.ClassSet // that a look is of
	bySymbol [][]int32    // rules by a symbol of their trigger
}

// Compile readies rules for matching. All faults are returned together.
func Compile(rules []Rule, env Env) (*Set, error) {
	s := &Set{Rules: rules, env: env, symbols: doc.MaxClass, named: map[string]int32{}, shared: map[string]*tests{}}
	s.stop = s.mark(mark{class: "finite"})
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

// symbol is the number under which a word is looked for in sentences; the next
// one is that of the word itself, when it is no mere reading of another.
func (s *Set) symbol(form int32) int32 {
	for int(form) >= len(s.words) {
		s.words = append(s.words, 0)
	}
	for int(form>>6) >= len(s.asked) {
		s.asked = append(s.asked, 0)
	}
	s.asked[form>>6] |= 1 << (form & 63)
	if s.words[form] == 0 {
		s.words[form] = s.symbols
		s.symbols += 2
	}
	return s.words[form]
}

// look is the number of a look, made when first asked for.
func (s *Set) look(name string, symbols ...int32) int32 {
	n, ok := s.named[name]
	if !ok {
		n = int32(len(s.looks))
		s.named[name] = n
		s.looks = append(s.looks, symbols)
	}
	return n
}

// share gives steps that look for the same the same tests.
func (s *Set) share(all []test) *tests {
	name := ""
	for i := range all {
		name += fmt.Sprintf("%d %s=%s;", all[i].look, all[i].key, all[i].values)
	}
	if t := s.shared[name]; t != nil {
		return t
	}
	t := &tests{all: all}
	var symbols []int32
	for i := range all {
		if all[i].key != "" {
			t.keyed = append(t.keyed, all[i])
		} else {
			symbols = append(symbols, s.looks[all[i].look]...)
		}
	}
	symbols = sorted(symbols)
	t.look = s.look(fmt.Sprint(symbols), symbols...)
	s.shared[name] = t
	return t
}

func (s *Set) word(n word) test {
	t := test{text: n.text, form: s.env.Word(n.text)}
	if n.exact {
		t.look = s.look("="+n.text, s.symbol(t.form)+1)
	} else {
		t.look = s.look(n.text, s.symbol(t.form))
	}
	return t
}

// mark tests for a class; without marks of it in the language it holds nowhere.
func (s *Set) mark(n mark) test {
	t := test{text: "@" + n.class, key: n.key, values: n.values}
	var symbols []int32
	for _, k := range s.env.Classes(n.class) {
		t.classes.Add(k)
		s.classes.Add(k)
		symbols = append(symbols, int32(k))
	}
	t.look = s.look(t.text, symbols...)
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
	c.p.first = looksOf(c.p.firsts(0, map[int32]bool{}))
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
	case opWord, opExact, opMark:
		return in.tests.all
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

// looksOf are the looks of some tests, each once; nil for nil.
func looksOf(tests []test) []int32 {
	if tests == nil {
		return nil
	}
	out := []int32{}
	for i := range tests {
		if !slices.Contains(out, tests[i].look) {
			out = append(out, tests[i].look)
		}
	}
	return out
}

func (c *compiler) node(n node) error {
	if len(c.p.code) > largest {
		return errors.New("the pattern is too large: lower its {m,n}")
	}
	switch n := n.(type) {
	case word, mark:
		return c.single(n)
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

func (c *compiler) single(n node) error {
	t, err := c.test(n)
	o := opWord
	switch {
	case t.form == 0:
		o = opMark
	case n.(word).exact:
		o = opExact
	}
	c.emit(inst{op: o, look: t.look, tests: c.set.share([]test{t})})
	return err
}

func (c *compiler) tested(o op, none bool, x node) error {
	list, ok := x.(alt)
	if !ok {
		list = alt{x}
	}
	all := []test{}
	for _, x := range list {
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

func (c *compiler) repeat(n repeat) error {
	for range n.min {
		if err := c.node(n.x); err != nil {
			return err
		}
	}
	var splits []int32
	for range n.max - n.min {
		splits = append(splits, c.emit(inst{op: opSplit}))
		if err := c.node(n.x); err != nil {
			return err
		}
	}
	out := int32(len(c.p.code))
	for _, s := range splits {
		if n.lazy {
			c.p.code[s].x, c.p.code[s].y = out, s+1
		} else {
			c.p.code[s].x, c.p.code[s].y = s+1, out
		}
	}
	return nil
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
		out = []anchor{{s.looks[t.look], s.env.Weight(t.form, 0), true}}
	case mark:
		a := anchor{symbols: s.looks[s.mark(n).look], taken: true}
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

// index makes a rule known under its rarest anchor and keeps the others.
func (s *Set) index(i int32, tree node, p *program) error {
	of := s.anchors(tree)
	if len(of) == 0 {
		return errors.New("the pattern has no word or mark that every match must hold; add one")
	}
	for _, a := range of {
		if a.taken {
			p.order = append(p.order, s.look(fmt.Sprint(sorted(a.symbols)), sorted(a.symbols)...))
		}
	}
	slices.SortStableFunc(of, lighter)
	for int(s.symbols) > len(s.bySymbol) {
		s.bySymbol = append(s.bySymbol, nil)
	}
	for _, symbol := range sorted(of[0].symbols) {
		s.bySymbol[symbol] = append(s.bySymbol[symbol], i)
	}
	for _, a := range of[1:] {
		p.needs = append(p.needs, sorted(a.symbols))
	}
	return nil
}

func sorted(list []int32) []int32 {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
