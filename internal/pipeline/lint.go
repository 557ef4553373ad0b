package pipeline

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"safir/internal/doc"
	"safir/internal/export"
	"safir/internal/extract"
	"safir/internal/extract/cast"
	"safir/internal/extract/statement"
	"safir/internal/lang"
	"safir/internal/rule"
)

// Finding is one fault of the data, or one thing worth knowing.
type Finding struct {
	Where string // file:line
	Text  string
	Fault bool // a fault fails the lint; the rest is for people
}

func (f Finding) String() string {
	if f.Where == "" {
		return f.Text
	}
	return f.Where + ": " + f.Text
}

// Lint checks everything in the data folder: that it can be read, that every
// rule hits its hits and misses its near misses, that no row stands twice. All
// findings are returned, in a fixed order.
func Lint(data fs.FS) []Finding {
	c, err := Open(data)
	out := faults(err)
	if c == nil {
		return out
	}
	for _, p := range c.Packs {
		out = append(out, twice(p)...)
		if c.langs[p.Lang] != nil && err == nil {
			out = append(out, c.examples(p)...)
		}
	}
	_, err = export.NewPlover(c.Dir.Plover, c.Dir)
	return append(append(out, faults(err)...), c.unverified()...)
}

// faults parts joined errors.
func faults(err error) (out []Finding) {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			out = append(out, faults(e)...)
		}
		return out
	}
	return []Finding{{Text: err.Error(), Fault: true}}
}

// twice finds rows that say the same.
func twice(p *lang.Pack) (out []Finding) {
	seen := map[string]lang.Entry{}
	for _, e := range p.Entries {
		key := e.Phrase + "\t" + e.Class + "\t" + fmt.Sprint(e.Attrs)
		if first, ok := seen[key]; ok && !strings.HasSuffix(e.File, "verbs.tsv") {
			out = append(out, Finding{at(e.File, e.Line), fmt.Sprintf("%q (%s) stands already in %s", e.Phrase, e.Class, at(first.File, first.Line)), true})
		}
		seen[key] = e
	}
	return out
}

func at(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// examples tries every rule on its own sentences.
func (c *Coder) examples(p *lang.Pack) (out []Finding) {
	w := c.NewWorker()
	for _, kind := range sortedKinds(p.Rules) {
		if !known(kind) {
			out = append(out, Finding{"lang/" + p.Lang + "/rules/" + kind + ".yaml", "no stage runs rules of this kind", true})
			continue
		}
		for i := range p.Rules[kind] {
			out = append(out, w.tryRule(p.Lang, kind, &p.Rules[kind][i])...)
		}
	}
	return out
}

func sortedKinds(rules map[string][]rule.Rule) (kinds []string) {
	for k := range rules {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	return kinds
}

func known(kind string) bool {
	for _, k := range extract.Kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func (w *Worker) tryRule(tag, kind string, r *rule.Rule) (out []Finding) {
	fault := func(format string, args ...any) {
		out = append(out, Finding{at(r.File, r.Line), r.Name + ": " + fmt.Sprintf(format, args...), true})
	}
	if len(r.Yes) == 0 || len(r.No) == 0 {
		fault("needs a hit (yes:) and a near miss (no:)")
	}
	for _, m := range misfits(kind, r) {
		fault("%s", m)
	}
	for _, s := range r.Yes {
		if won, beaten := w.Hits(tag, kind, r.Name, s); !won {
			fault("does not hit its yes: %s%s", s, beaten)
		}
	}
	for _, s := range r.No {
		if won, _ := w.Hits(tag, kind, r.Name, s); won {
			fault("hits its no: %s", s)
		}
	}
	return out
}

// Hits reports whether a rule wins a match in a sentence read by itself; if
// it was beaten, by which rule. "_" in the sentence is a half-space.
func (w *Worker) Hits(tag, kind, name, sentence string) (won bool, beaten string) {
	k := w.sample(tag, kind, strings.ReplaceAll(sentence, "_", "\u200c"))
	k.Trace = &extract.Trace{}
	for _, s := range k.Doc.Sents {
		for _, m := range k.Run(kind, s) {
			won = won || k.Rule(kind, &m).Name == name
		}
	}
	for _, d := range k.Trace.Dropped {
		if d.Rule == name {
			beaten = " (" + d.Why + ")"
		}
	}
	if blocks(k.Sets[kind], name) {
		won = w.blocked(k, kind, name)
	}
	return won, beaten
}

// sample takes a sentence as far as the stage whose rules are tried.
func (w *Worker) sample(tag, kind, sentence string) *extract.Case {
	l, aw := w.langs[tag], w.annotators[tag]
	d := &aw.Doc
	d.Reset(doc.Article{Text: sentence})
	d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{Start: 0, End: len(sentence)}, Kind: doc.Body})
	aw.Annotate()
	w.matcher.Trace = nil
	k := &extract.Case{Kit: l.kit, Doc: d, Names: aw.FormName, Matcher: &w.matcher}
	if kind != "person" {
		cast.Run(k)
	}
	if kind == "commitment" {
		statement.Run(k)
	}
	return k
}

// blocks reports whether a rule only keeps others away.
func blocks(set *rule.Set, name string) bool {
	for i := range set.Rules {
		if set.Rules[i].Name == name {
			return set.Rules[i].Block
		}
	}
	return false
}

// blocked reports whether a blocking rule matched.
func (w *Worker) blocked(k *extract.Case, kind, name string) bool {
	set := k.Sets[kind]
	for _, s := range k.Doc.Sents {
		for _, m := range w.matcher.Blocks(set, k.Doc, s) {
			if set.Rules[m.Rule].Name == name {
				return true
			}
		}
	}
	return false
}

// unverified lists the office-holders that nobody has checked.
func (c *Coder) unverified() []Finding {
	n := 0
	for _, h := range c.Dir.Holders {
		if !h.Verified {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []Finding{{Text: fmt.Sprintf("world/holders.tsv: %d of %d terms are from memory; name a source where you can", n, len(c.Dir.Holders))}}
}

// Coverage counts the rules of each language and kind, for a table: language
// to kind to number.
func (c *Coder) Coverage() map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, p := range c.Packs {
		out[p.Lang] = map[string]int{}
		for kind, rules := range p.Rules {
			out[p.Lang][kind] = len(rules)
		}
	}
	return out
}

// Kinds are the kinds of rules, in the order in which they run.
var Kinds = extract.Kinds
