package rule

import (
	"errors"
	"fmt"
	"slices"
	"sort"

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
	exact   bool
	classes doc.ClassSet
	key     string
	values  []string
}

type inst struct {
	op    op
	none  bool // for peek and behind: must not match
	x, y  int32
	tests []test
}

// program is a compiled rule.
type program struct {
	code  []inst
	names []string // captures; slots 2i and 2i+1
	cue   int      // index of the capture "cue", or -1
	first *start   // what must stand where a match begins; nil: anything may
}

// start is what the first step of a program may take: one of these words, or a
// mark of one of these classes.
type start struct {
	forms   []int32
	classes doc.ClassSet
}

// Set is a compiled list of rules with its index from triggers.
type Set struct {
	Rules    []Rule
	programs []program
	env      Env
	stop     doc.ClassSet
	byForm   [][]int32 // rules by a form number of their trigger
	byClass  [doc.MaxClass][]int32
}

// Compile readies rules for matching. All faults are returned together.
func Compile(rules []Rule, env Env) (*Set, error) {
	s := &Set{Rules: rules, env: env}
	for _, k := range env.Classes("finite") {
		s.stop.Add(k)
	}
	var errs []error
	for i, r := range rules {
		c := &compiler{env: env, p: program{cue: -1}}
		err := c.compile(r.tree)
		if err == nil {
			err = s.indexRule(int32(i), r.tree)
		}
		if err != nil {
			errs = append(errs, &Error{r.File, r.Line, r.Name, err.Error()})
		}
		s.programs = append(s.programs, c.p)
	}
	return s, errors.Join(errs...)
}

type compiler struct {
	env Env
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
	c.p.first = startOf(c.p.firsts(0, map[int32]bool{}))
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
		return in.tests
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

func startOf(tests []test) *start {
	if tests == nil {
		return nil
	}
	out := &start{}
	for i := range tests {
		if f := tests[i].form; f != 0 {
			out.forms = append(out.forms, f)
		}
		for j := range out.classes {
			out.classes[j] |= tests[i].classes[j]
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
	case t.exact:
		o = opExact
	}
	c.emit(inst{op: o, tests: []test{t}})
	return err
}

func (c *compiler) tested(o op, none bool, x node) error {
	list, ok := x.(alt)
	if !ok {
		list = alt{x}
	}
	i := inst{op: o, none: none}
	for _, x := range list {
		t, err := c.test(x)
		if err != nil {
			return err
		}
		i.tests = append(i.tests, t)
	}
	c.emit(i)
	return nil
}

func (c *compiler) test(n node) (test, error) {
	switch n := n.(type) {
	case word:
		return test{text: n.text, form: c.env.Word(n.text), exact: n.exact}, nil
	case mark:
		classes := c.env.Classes(n.class)
		if len(classes) == 0 {
			return test{}, fmt.Errorf("no word list or stage knows the class @%s", n.class)
		}
		t := test{text: "@" + n.class, key: n.key, values: n.values}
		for _, k := range classes {
			t.classes.Add(k)
		}
		return t, nil
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

// trigger is something of which one must stand in every sentence that the
// pattern matches.
type trigger struct {
	forms   []int32
	classes []doc.Class
}

func (s *Set) cost(t trigger) (sum int) {
	if len(t.forms)+len(t.classes) == 0 {
		return 1 << 30
	}
	for _, f := range t.forms {
		sum += s.env.Weight(f, 0)
	}
	for _, c := range t.classes {
		sum += s.env.Weight(0, c)
	}
	return sum
}

func (s *Set) trigger(n node) (t trigger) {
	switch n := n.(type) {
	case word:
		t.forms = []int32{s.env.Word(n.text)}
	case mark:
		t.classes = s.env.Classes(n.class)
	case seq:
		for _, x := range n {
			if u := s.trigger(x); s.cost(u) < s.cost(t) {
				t = u
			}
		}
	case alt:
		for _, x := range n {
			u := s.trigger(x)
			if s.cost(u) >= 1<<30 {
				return trigger{}
			}
			t.forms, t.classes = append(t.forms, u.forms...), append(t.classes, u.classes...)
		}
	case repeat:
		if n.min > 0 {
			t = s.trigger(n.x)
		}
	case keep:
		t = s.trigger(n.x)
	}
	return t
}

func (s *Set) indexRule(i int32, tree node) error {
	t := s.trigger(tree)
	if s.cost(t) >= 1<<30 {
		return errors.New("the pattern has no word or mark that every match must hold; add one")
	}
	for _, f := range dedupe(t.forms) {
		for int(f) >= len(s.byForm) {
			s.byForm = append(s.byForm, nil)
		}
		s.byForm[f] = append(s.byForm[f], i)
	}
	for _, c := range dedupe(t.classes) {
		s.byClass[c] = append(s.byClass[c], i)
	}
	return nil
}

func dedupe[T int32 | doc.Class](list []T) []T {
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	return slices.Compact(list)
}
