package rule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Rule is one rule as written, with its pattern read.
type Rule struct {
	Name    string // pack, kind and name: fa/event/meet-with
	File    string
	Line    int
	Pattern string
	Block   bool
	Make    map[string]string
	Roles   map[string]string
	Yes, No []string
	Note    string
	tree    node
}

// Captures are the names that the pattern keeps things under, each once, in
// order.
func (r *Rule) Captures() (names []string) {
	captures(r.tree, &names)
	return names
}

func captures(n node, names *[]string) {
	switch n := n.(type) {
	case keep:
		if !slices.Contains(*names, n.name) {
			*names = append(*names, n.name)
		}
		captures(n.x, names)
	case repeat:
		captures(n.x, names)
	case seq:
		for _, x := range n {
			captures(x, names)
		}
	case alt:
		for _, x := range n {
			captures(x, names)
		}
	}
}

// Error is a fault in a rule file: where it is and what to do about it.
type Error struct {
	File string
	Line int
	Rule string
	Text string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Rule, e.Text)
}

// written is a rule as YAML has it.
type written struct {
	Name    string            `yaml:"name"`
	Pattern string            `yaml:"pattern"`
	Block   bool              `yaml:"block"`
	Make    map[string]string `yaml:"make"`
	Roles   map[string]string `yaml:"roles"`
	Yes     []string          `yaml:"yes"`
	No      []string          `yaml:"no"`
	Note    string            `yaml:"note"`
}

// Parse reads a rule file. prefix stands before each rule's name. All faults
// are returned together with the rules that could be read.
func Parse(file, prefix string, data []byte) ([]Rule, error) {
	var top struct {
		Vars  map[string]string `yaml:"vars"`
		Rules []yaml.Node       `yaml:"rules"`
	}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&top); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var rules []Rule
	var errs []error
	seen := map[string]bool{}
	for i := range top.Rules {
		r, err := read(&top.Rules[i], top.Vars)
		r.File, r.Line = file, top.Rules[i].Line
		if err == nil && seen[r.Name] {
			err = errors.New("a second rule of this name")
		}
		seen[r.Name] = true
		r.Name = prefix + "/" + r.Name
		if err != nil {
			errs = append(errs, &Error{file, r.Line, r.Name, err.Error()})
			continue
		}
		rules = append(rules, r)
	}
	return rules, errors.Join(errs...)
}

func read(n *yaml.Node, vars map[string]string) (Rule, error) {
	var w written
	if err := n.Decode(&w); err != nil {
		return Rule{}, err
	}
	if err := unknownFields(n); err != nil {
		return Rule{Name: w.Name}, err
	}
	r := Rule{Name: w.Name, Pattern: w.Pattern, Block: w.Block, Make: w.Make, Roles: w.Roles, Yes: w.Yes, No: w.No, Note: w.Note}
	if w.Name == "" || w.Pattern == "" {
		return r, errors.New("a rule needs a name and a pattern")
	}
	text, err := expand(w.Pattern, vars, 0)
	if err != nil {
		return r, err
	}
	r.tree, err = parsePattern(text)
	return r, err
}

var fields = map[string]bool{"name": true, "pattern": true, "block": true, "make": true, "roles": true, "yes": true, "no": true, "note": true}

func unknownFields(n *yaml.Node) error {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i].Value; !fields[key] {
			return fmt.Errorf("unknown field %q; see docs/linguist.md for the fields of a rule", key)
		}
	}
	return nil
}

var variable = regexp.MustCompile(`\$[A-Za-z][A-Za-z0-9_]*`)

// longestPattern is how long a pattern may become by its vars, in bytes.
const longestPattern = 1 << 16

// expand puts the file's vars in; vars may name other vars, four deep.
func expand(text string, vars map[string]string, depth int) (string, error) {
	var missing error
	out := variable.ReplaceAllStringFunc(text, func(v string) string {
		value, ok := vars[v[1:]]
		if !ok {
			missing = fmt.Errorf("%s is not among the file's vars", v)
		}
		return value
	})
	if missing != nil || !variable.MatchString(out) {
		return out, missing
	}
	if depth > 4 || len(out) > longestPattern {
		return "", errors.New("vars name each other in a circle, or too often")
	}
	return expand(out, vars, depth+1)
}

// The parts of a pattern.
type node interface{}

type (
	word struct {
		text  string
		exact bool
	}
	mark struct {
		class, key string
		values     []string
	}
	anyone struct{}
	soft   struct{}
	not    struct{ x node }
	peek   struct {
		x            node
		behind, none bool
	}
	edge   struct{ end bool }
	seq    []node
	alt    []node
	repeat struct {
		x        node
		min, max int
		lazy     bool
	}
	keep struct {
		name string
		x    node
	}
)

// most is the most often that * and + take a step.
const most = 60

type parser struct {
	src string
	pos int
}

func parsePattern(src string) (n node, err error) {
	p := &parser{src: src}
	n, err = p.alternatives()
	if err == nil && p.pos < len(p.src) {
		err = fmt.Errorf("pattern: %q is left over", p.src[p.pos:])
	}
	return n, err
}

func (p *parser) skip() {
	for p.pos < len(p.src) && strings.IndexByte(" \t\n", p.src[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *parser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *parser) take(c byte) bool {
	if p.peek() == c && c != 0 {
		p.pos++
		return true
	}
	return false
}

func (p *parser) alternatives() (node, error) {
	var out alt
	for {
		s, err := p.sequence()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
		if !p.take('|') {
			break
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (p *parser) sequence() (node, error) {
	var out seq
	for {
		p.skip()
		if c := p.peek(); c == 0 || c == '|' || c == ')' {
			break
		}
		s, err := p.step()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

var captured = regexp.MustCompile(`^[a-z][a-z0-9_]*:`)

func (p *parser) step() (node, error) {
	if name := captured.FindString(p.src[p.pos:]); name != "" {
		p.pos += len(name)
		x, err := p.step()
		return keep{name[:len(name)-1], x}, err
	}
	x, err := p.atom()
	if err != nil {
		return nil, err
	}
	return p.quantified(x)
}

func (p *parser) quantified(x node) (node, error) {
	r := repeat{x: x, min: 1, max: 1}
	switch {
	case p.take('?'):
		r.min = 0
	case p.take('*'):
		r.min, r.max = 0, most
	case p.take('+'):
		r.max = most
	case p.take('{'):
		end := strings.IndexByte(p.src[p.pos:], '}')
		if end < 0 {
			return nil, errors.New("pattern: { without }")
		}
		if n, err := fmt.Sscanf(p.src[p.pos:p.pos+end], "%d,%d", &r.min, &r.max); n != 2 || err != nil || r.min > r.max || r.max > most {
			return nil, fmt.Errorf("pattern: {%s}: write {m,n} with m ≤ n ≤ %d", p.src[p.pos:p.pos+end], most)
		}
		p.pos += end + 1
	default:
		return x, nil
	}
	r.lazy = p.take('?')
	return r, nil
}

func (p *parser) atom() (node, error) {
	switch c := p.peek(); {
	case p.take('('):
		x, err := p.alternatives()
		if err == nil && !p.take(')') {
			err = errors.New("pattern: ( without )")
		}
		return x, err
	case p.take('.'):
		return anyone{}, nil
	case p.take('~'):
		return soft{}, nil
	case p.take('^'):
		return edge{}, nil
	case p.take('$'):
		return edge{end: true}, nil
	case p.take('@'):
		return p.mark()
	case p.take('='):
		return p.word(true)
	case p.take('!'):
		return p.single(func(x node) node { return not{x} })
	case p.take('&'):
		none := p.take('!')
		return p.single(func(x node) node { return peek{x, false, none} })
	case p.take('<'):
		none := p.take('!')
		return p.single(func(x node) node { return peek{x, true, none} })
	case c == ')' || c == '|' || c == 0 || strings.IndexByte("?*+{}[]:", c) >= 0:
		return nil, fmt.Errorf("pattern: %q stands where a step is wanted; put literal signs in quotes", string(rune(c)))
	}
	return p.word(false)
}

// single reads a step that is tested at one place: a word, a mark, or a group of them.
func (p *parser) single(wrap func(node) node) (node, error) {
	x, err := p.atom()
	if err == nil && !isSingle(x) {
		err = errors.New("pattern: ! & and < stand before one word, one mark, or a group (a | b) of them")
	}
	return wrap(x), err
}

func isSingle(x node) bool {
	switch x := x.(type) {
	case word, mark:
		return true
	case alt:
		for _, y := range x {
			if !isSingle(y) {
				return false
			}
		}
		return true
	}
	return false
}

var className = regexp.MustCompile(`^[a-z][a-z0-9_.]*[a-z0-9_]|^[a-z]`)

func (p *parser) mark() (node, error) {
	name := className.FindString(p.src[p.pos:])
	if name == "" {
		return nil, errors.New("pattern: @ needs the name of a class")
	}
	p.pos += len(name)
	m := mark{class: name}
	if !p.take('[') {
		return m, nil
	}
	end := strings.IndexByte(p.src[p.pos:], ']')
	if end < 0 {
		return nil, errors.New("pattern: [ without ]")
	}
	key, values, ok := strings.Cut(p.src[p.pos:p.pos+end], "=")
	if !ok {
		return nil, fmt.Errorf("pattern: @%s[…]: write [key=value]", name)
	}
	p.pos += end + 1
	m.key, m.values = key, strings.Split(values, "|")
	return m, nil
}

func (p *parser) word(exact bool) (node, error) {
	if p.take('\'') {
		end := strings.IndexByte(p.src[p.pos:], '\'')
		if end <= 0 {
			return nil, errors.New("pattern: a ' is not closed")
		}
		text := p.src[p.pos : p.pos+end]
		p.pos += end + 1
		return word{text, exact}, nil
	}
	start := p.pos
	for p.pos < len(p.src) {
		r, size := utf8.DecodeRuneInString(p.src[p.pos:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '_' && r != '\u200c' {
			break
		}
		p.pos += size
	}
	if p.pos == start {
		r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
		return nil, fmt.Errorf("pattern: %q: put signs that are no letters in quotes", string(r))
	}
	return word{p.src[start:p.pos], exact}, nil
}
