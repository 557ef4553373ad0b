package rule

import (
	"fmt"
	"strings"
	"testing"

	"safir/internal/doc"
)

// toy is a language of Latin words: a word that begins with a capital letter
// is a mark of class "name", digits one of class "number", "went" and "met"
// are finite verbs, "gone" one that may stand inside a clause; "-" ends are stems.
type toy struct {
	forms map[string]int32
	lists map[string][]doc.Class
	open  map[int32]bool // segments at which an open form stands
}

const (
	name doc.Class = iota + 1
	number
	finite
	phrase
)

func newToy() *toy {
	return &toy{forms: map[string]int32{"": 0}, open: map[int32]bool{}, lists: map[string][]doc.Class{
		"name": {name}, "number": {number}, "finite": {finite}, "phrase": {phrase}, "any": {name, number}}}
}

func (t *toy) Word(s string) int32 {
	f, ok := t.forms[s]
	if !ok {
		f = int32(len(t.forms))
		t.forms[s] = f
	}
	return f
}

func (t *toy) Classes(n string) []doc.Class { return t.lists[n] }

func (t *toy) Weight(form int32, class doc.Class) int {
	if form != 0 {
		return 1
	}
	return 100
}

func (t *toy) Attr(m doc.Mark, key string) string {
	switch {
	case key == "open" && t.open[m.First]:
		return "1"
	case key != "size":
		return ""
	case m.End-m.First > 1:
		return "long"
	}
	return "short"
}

// read lays out a text of words between blanks; "a_b" is two segments under
// one mark of class "phrase".
func (t *toy) read(text string) *doc.Doc {
	d := &doc.Doc{}
	d.Reset(doc.Article{Text: text})
	var marks []doc.Mark
	at := 0
	for _, w := range strings.Fields(text) {
		at = strings.Index(text[at:], w) + at
		first := int32(d.Segs.Len())
		for i, part := range strings.Split(w, "_") {
			from := at + i
			readings := []int32{t.Word(part)}
			if stem, ok := strings.CutSuffix(part, "s"); ok {
				readings = append(readings, t.Word(stem))
			}
			flags := doc.Word
			if part == "." {
				flags = doc.Punct | doc.Hard
			}
			d.Segs.Add(from, from+len(part), flags, readings...)
		}
		end := int32(d.Segs.Len())
		t.open[first] = w == "gone"
		for class, ok := range map[doc.Class]bool{
			phrase: strings.Contains(w, "_"), finite: w == "went" || w == "met" || w == "gone",
			name: w[0] >= 'A' && w[0] <= 'Z', number: w[0] >= '0' && w[0] <= '9',
		} {
			if ok {
				marks = append(marks, doc.Mark{First: first, End: end, Class: class, Ref: first})
			}
		}
		at += len(w)
	}
	d.AddMarks(marks...)
	d.Sents = append(d.Sents, doc.Sentence{First: 0, End: int32(d.Segs.Len())})
	return d
}

// one runs rules written as "name pattern" and says what won, with captures.
func one(t *testing.T, text string, patterns ...string) string {
	t.Helper()
	env := newToy()
	var rules []Rule
	for i, p := range patterns {
		block := strings.HasPrefix(p, "block ")
		tree, err := parsePattern(strings.TrimPrefix(p, "block "))
		if err != nil {
			t.Fatal(err)
		}
		rules = append(rules, Rule{Name: fmt.Sprint("r", i), Block: block, tree: tree})
	}
	set, err := NewAlphabet(env).Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	d := env.read(text)
	var out []string
	for _, m := range (&Matcher{}).Run(set, d, d.Sents[0]) {
		s := fmt.Sprintf("r%d[%d,%d)", m.Rule, m.First, m.End)
		for _, c := range m.Caps {
			s += fmt.Sprintf(" %s[%d,%d)", c.Name, c.First, c.End)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ text, pattern, want string }{
		{"Ann met Bob", "@name met @name", "r0[0,3)"},
		{"Ann met Bob", "a:@name met b:@name", "r0[0,3) a[0,1) b[2,3)"},
		{"Ann saw Bob", "@name met @name", ""},
		{"the ships sail", "ship sail", "r0[1,3)"},
		{"the ships sail", "=ship sail", ""},
		{"a b c d", "b . d", "r0[1,4)"},
		{"a b c d", "a .{0,2} d", "r0[0,4)"},
		{"a b c d", "a .{0,1} d", ""},
		{"a d b d", "a x:.{0,3} d", "r0[0,4) x[1,3)"},  // longest wins
		{"a d b d", "a x:.{0,3}? d", "r0[0,4) x[1,3)"}, // laziness does not shorten a match
		{"a b went d", "a ~{0,3} d", ""},               // a finite verb stops ~
		{"a b gone d", "a ~{0,3} d", "r0[0,4)"},        // unless it may stand inside a clause
		{"a b . d", "a ~{0,3} d", ""},                  // so does a stop
		{"a big_cat runs", "a @phrase run", "r0[0,4)"}, // a mark is eaten whole
		{"a big_cat runs", "big cat", "r0[1,3)"},       // and may be looked into
		{"a big_cat runs", "@phrase[size=long]", "r0[1,3)"},
		{"a big_cat runs", "@phrase[size=short|tiny]", ""},
		{"a b c", "^ a", "r0[0,1)"},
		{"a b c", "^ b", ""},
		{"a b c", "c $", "r0[2,3)"},
		{"a b c", "a !c c", "r0[0,3)"},
		{"a b c", "a !(b | d) c", ""},
		{"a Bob c", "a !@name c", ""},
		{"a b c", "a &b . c", "r0[0,3)"},
		{"a b c", "a &!b . c", ""},
		{"a b c", "<a b", "r0[1,2)"},
		{"a b c", "<!a b", ""},
		{"a b c", "<!x b", "r0[1,2)"},
		{"a b a b", "(a | c) b", "r0[0,2); r0[2,4)"},
		{"a b b b c", "a b{1,2} c", ""},
		{"a b b b c", "a b+ c", "r0[0,5)"},
		{"1 x Bob", "@any x @any", "r0[0,3)"},
		{"a : b", "a ':' b", "r0[0,3)"},
	} {
		if got := one(t, c.text, c.pattern); got != c.want {
			t.Errorf("%q on %q: got %q, want %q", c.pattern, c.text, got, c.want)
		}
	}
}

func TestConflict(t *testing.T) {
	for _, c := range []struct {
		text     string
		patterns []string
		want     string
	}{
		{"a b c d", []string{"b c", "a b"}, "r1[0,2)"},                         // leftmost
		{"a b c d", []string{"a b", "a b c"}, "r1[0,3)"},                       // then longest
		{"a b c d", []string{"a b", "(a | x) b"}, "r0[0,2)"},                   // then the earlier in the file
		{"a b c d", []string{"a cue:b c", "c d"}, "r0[0,3) cue[1,2); r1[2,4)"}, // the cue is what overlaps
		{"a b c d", []string{"block a b", "b c"}, ""},                          // a veto makes nothing
		{"a b c d", []string{"block x b", "b c"}, "r1[1,3)"},                   // unless it matches
	} {
		if got := one(t, c.text, c.patterns...); got != c.want {
			t.Errorf("%q on %q: got %q, want %q", c.patterns, c.text, got, c.want)
		}
	}
}

func TestFaultyPatterns(t *testing.T) {
	for pattern, want := range map[string]string{
		"(a":     "( without )",
		"a{2,1}": "m ≤ n",
		"a{2":    "{ without }",
		"@":      "name of a class",
		"@x[y]":  "[key=value]",
		"!(a b)": "one word, one mark",
		"'a":     "not closed",
		"a)":     "left over",
		"a ، b":  "in quotes",
	} {
		_, err := parsePattern(pattern)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", pattern, err, want)
		}
	}
}

func TestCompileFaults(t *testing.T) {
	for pattern, want := range map[string]string{
		". a?":           "no word or mark that every match must hold",
		"@nosuch":        "no word list or stage knows",
		"(((()*0*)*)*)*": "too large",
	} {
		tree, err := parsePattern(pattern)
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewAlphabet(newToy()).Compile([]Rule{{Name: "r", File: "f.yaml", Line: 3, tree: tree}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "f.yaml:3: r: ") {
			t.Errorf("%q: got %v, want f.yaml:3: r: …%q", pattern, err, want)
		}
	}
}

func TestParseFile(t *testing.T) {
	good := "vars:\n  GAP: \".{0,3}\"\nrules:\n- name: met\n  pattern: \"a:@name $GAP met\"\n  make: {type: CONSULT}\n  roles: {a: host}\n  yes: [x]\n  no: [y]\n"
	rules, err := Parse("f.yaml", "fa/event", []byte(good))
	if err != nil || len(rules) != 1 || rules[0].Name != "fa/event/met" || rules[0].Line != 4 || rules[0].Roles["a"] != "host" {
		t.Fatalf("got %+v, %v", rules, err)
	}
	for text, want := range map[string]string{
		strings.Replace(good, "make:", "makes:", 1):                         "unknown field",
		strings.Replace(good, "$GAP", "$GUP", 1):                            "$GUP is not among",
		strings.Replace(good, "\".{0,3}\"", "$GAP$GAP", 1):                  "too often",
		strings.Replace(good, "name: met", "name: \"\"", 1):                 "needs a name",
		good + strings.TrimPrefix(good[strings.Index(good, "- name"):], ""): "second rule",
	} {
		if _, err := Parse("f.yaml", "fa/event", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestNearly(t *testing.T) {
	env := newToy()
	tree, _ := parsePattern("a b c x")
	set, _ := NewAlphabet(env).Compile([]Rule{{Name: "r", tree: tree}})
	d := env.read("a b c x a b c d")
	if got := (&Matcher{}).Nearly(set, d, d.Sents[0]); len(got) != 0 {
		t.Errorf("a rule that matched is not near: %+v", got)
	}
	d = env.read("x a b c d")
	got := (&Matcher{}).Nearly(set, d, d.Sents[0])
	if len(got) != 1 || got[0].First != 1 || got[0].End != 4 || got[0].Wanted != "x" {
		t.Errorf("got %+v", got)
	}
}

// BenchmarkIdleRules shows what rules cost that never fire: ns per sentence
// with 0 and 1,000 of them beside ten that do.
func BenchmarkIdleRules(b *testing.B) {
	for _, idle := range []int{0, 1000} {
		b.Run(fmt.Sprint(idle), func(b *testing.B) {
			env := newToy()
			var rules []Rule
			for i := range 10 + idle {
				p := "@name .{0,5} met .{0,5} @name"
				if i >= 10 {
					p = fmt.Sprintf("@name .{0,5} idle%d .{0,5} @name", i)
				}
				tree, err := parsePattern(p)
				if err != nil {
					b.Fatal(err)
				}
				rules = append(rules, Rule{Name: fmt.Sprint(i), tree: tree})
			}
			set, err := NewAlphabet(env).Compile(rules)
			if err != nil {
				b.Fatal(err)
			}
			d := env.read("the minister Ann of the state met in the town with Bob and some others on 3 days of talks about trade")
			m := &Matcher{}
			for b.Loop() {
				m.Run(set, d, d.Sents[0])
			}
		})
	}
}

// FuzzPattern holds that no pattern makes the reader or the matcher fail, and
// that matches stay within their sentence.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{"@name met @name", "a:(b | c){0,3}? $", "^ !(a | @name) &b <c '.'", "((a?)*)+", "x:.{0,60} @any[k=v|w]"} {
		f.Add(s, "Ann met Bob . 3 big_cats went")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 200 || len(text) > 400 {
			t.Skip()
		}
		tree, err := parsePattern(pattern)
		if err != nil {
			return
		}
		env := newToy()
		set, err := NewAlphabet(env).Compile([]Rule{{Name: "r", tree: tree}})
		if err != nil {
			return
		}
		d := env.read(strings.ToValidUTF8(text, "?"))
		for _, m := range (&Matcher{}).Run(set, d, d.Sents[0]) {
			if m.First < 0 || m.End > d.Sents[0].End || m.First >= m.End {
				t.Errorf("%q on %q: match [%d,%d)", pattern, text, m.First, m.End)
			}
		}
	})
}

// FuzzRules holds that no rule file makes the reader fail, and that what it
// reads can be compiled or is refused with the file's name.
func FuzzRules(f *testing.F) {
	for _, s := range []string{
		"vars:\n  a: (x | $b)\n  b: y\nrules:\n- name: one\n  pattern: speaker:@name $a .{0,3}\n  make: {act: state}\n  yes: [Ann x]\n  no: [Ann z]\n",
		"vars: {a: $a$a}\nrules: [{name: r, pattern: $a}]", "rules:\n- pattern: x", "rules:\n- &r {name: r, pattern: x}\n- *r", "- 1", "rules: {}", "\x00", "a: &a [*a]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			t.Skip()
		}
		rules, err := Parse("some.yaml", "xx/kind", []byte(text))
		if err != nil && !strings.Contains(err.Error(), "some.yaml") {
			t.Errorf("%q: %v does not name the file", text, err)
		}
		for i := range rules {
			if !strings.HasPrefix(rules[i].Name, "xx/kind/") || rules[i].File != "some.yaml" || rules[i].Line < 1 {
				t.Errorf("%q: rule %q of %s:%d", text, rules[i].Name, rules[i].File, rules[i].Line)
			}
		}
		if _, err := NewAlphabet(newToy()).Compile(rules); err != nil && err.Error() == "" {
			t.Errorf("%q: an error without words", text)
		}
	})
}
