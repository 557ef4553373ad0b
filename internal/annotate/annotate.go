// Package annotate lays marks over an article: segments and their readings,
// sentences, quotations, the words and names of the lists, dates, numbers.
// The text itself never changes; every mark covers segments, and every
// segment knows the bytes it was read from.
package annotate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/directory"
	"safir/internal/doc"
	"safir/internal/lang"
)

// Entry is what a lexical mark's Ref points to.
type Entry struct {
	Class  doc.Class
	Attrs  map[string]string
	Ref    int  // index into the directory's table for names of the world
	Weak   bool // also an ordinary word
	Last   bool // counts only where a clause ends behind it
	weight int  // how often it may stand in a text, roughly
	From   string

	exact, needs, verb bool   // what bent asks of Attrs
	pairs              []pair // Attrs, by key
}

// pair is an attribute.
type pair struct {
	tag        tag // of the key
	key, value string
}

// tag tells most keys apart without a look at their letters.
type tag uint32

func tagOf(key string) tag {
	if key == "" {
		return 0
	}
	return tag(len(key))<<16 | tag(key[0])<<8 | tag(key[len(key)-1])
}

// Annotator is one language's word lists and names, ready for use. It does
// not change once its workers run.
type Annotator struct {
	Pack    *lang.Pack
	Dir     *directory.Directory
	Entries []Entry

	roles   bool // read the words for roles
	fold    *folder
	forms   map[string]int32
	names   []string
	ours    letters // that the pack's lists are printed in
	strong  formSet // single words of any list
	lexical formSet // single words of a list that is neither "common" nor of topics
	weak    formSet // words of phrases
	word    formSet // single words of any list but those of names
	links   formSet // single words that tie clauses
	plain   formSet // single words of the list "common"
	classes map[string]doc.Class
	class   []string
	finer   map[string][]doc.Class
	trie    trie
	joints  compoundTrie
	bends   [][2]string       // folded endings of stems before an ending, and as listed
	weights map[doc.Class]int // of classes, once they are asked for
	fused   map[string][]string
	common  doc.Class
	unknown doc.Class
	holder  doc.Class
	outlet  doc.Class
	quote   doc.Class
	longer  doc.Class // quotations that are more than a name
	number  doc.Class
	state   doc.Class    // names of states
	nisba   doc.Class    // adjectives of states
	people  doc.Class    // states' people
	made    doc.ClassSet // classes whose marks have no entry

	sets     map[string]*doc.ClassSet // some classes with their finer ones
	anyName  *doc.ClassSet            // of the sets
	anyState *doc.ClassSet
	office   *doc.ClassSet
	anyTime  *doc.ClassSet
	that     *doc.ClassSet
	honour   *doc.ClassSet
	kin      doc.ClassSet // of words that say "son of", "father of"
	shadow   doc.ClassSet // words that only keep others from being found
	family   []int32      // by class: a number for what stands before the first dot of its name
	families map[string]int32
	time     timeTables
}

// classes that are made by the annotator and the stages after it; rules may
// name them in any language.
var builtin = []string{
	"name.unknown", namingFull, namingWhole, namingSure, namingFirst, namingLone, namingDoubt, "quote", "quote.long", "number", "date", "person", "party.person", "party.office", "party.state",
	"party.org", "party.pron", "party.pair", "party.anonymous",
}

// New readies a pack and the directory's names for annotating articles. All
// faults are returned together.
func New(pack *lang.Pack, dir *directory.Directory) (*Annotator, error) {
	return ready(pack, dir, false)
}

// ForPhrases is New for single phrases: it knows the pack's words for roles
// too, which articles do without.
func ForPhrases(pack *lang.Pack, dir *directory.Directory) (*Annotator, error) {
	return ready(pack, dir, true)
}

func ready(pack *lang.Pack, dir *directory.Directory, roles bool) (*Annotator, error) {
	a := &Annotator{
		roles: roles,
		Pack:  pack, Dir: dir, fold: newFolder(pack.Chars), forms: map[string]int32{"": 0}, names: []string{""},
		classes: map[string]doc.Class{}, class: []string{""},
		finer: map[string][]doc.Class{}, trie: trie{}, joints: compoundTrie{}, fused: map[string][]string{},
		sets: map[string]*doc.ClassSet{}, family: []int32{0}, families: map[string]int32{},
	}
	a.anyName, a.anyState, a.office, a.anyTime, a.honour, a.that = a.set("name"), a.set("state"), a.set("office"), a.set("time"), a.set("honorific"), a.set("that")
	for _, c := range builtin {
		a.made.Add(a.Class(c))
	}
	a.holder, a.outlet = a.Class("holder"), a.Class("outlet")
	a.state, a.nisba, a.people = a.Class("state.name"), a.Class("state.adj"), a.Class("state.people")
	a.common, a.unknown, a.quote, a.longer, a.number = a.Class("common"), a.Class("name.unknown"), a.Class("quote"), a.Class("quote.long"), a.Class("number")
	for from, to := range a.Pack.Bends {
		a.bends = append(a.bends, [2]string{a.fold.text(from), a.fold.text(to)})
	}
	slices.SortFunc(a.bends, func(x, y [2]string) int { return strings.Compare(x[0], y[0]) })
	phrases, err := a.collect()
	for _, p := range phrases {
		a.learn(p)
	}
	for _, p := range phrases {
		a.insert(p)
	}
	return a, errors.Join(err, a.readTime())
}

// fromWorld marks the entries that are names of the directory.
const fromWorld = "world"

// phrase is one form on its way into the lexicon.
type phrase struct {
	words []string // folded, "_" kept
	entry Entry
}

// collect gathers the forms of the pack's lists and of the directory.
func (a *Annotator) collect() ([]phrase, error) {
	var out []phrase
	var errs []error
	for _, e := range a.Pack.Entries {
		if e.Class == "fused" {
			a.fused[a.fold.text(e.Phrase)] = strings.Fields(a.fold.text(e.Attrs["parts"]))
			continue
		}
		if strings.HasPrefix(e.Class, "furniture") || strings.HasPrefix(e.Class, "genre") {
			continue // the words of pages, for normalise alone
		}
		if strings.HasPrefix(e.Class, "role") && !a.roles {
			continue
		}
		for _, r := range e.Phrase {
			a.ours.add(r)
		}
		words := a.words(e.Phrase)
		if len(words) == 0 {
			errs = append(errs, &lang.Error{File: e.File, Line: e.Line, Text: fmt.Sprintf("nothing is left of %q when folded", e.Phrase)})
			continue
		}
		out = append(out, phrase{words, Entry{Class: a.Class(e.Class), Attrs: e.Attrs, Ref: -1, Weak: e.Attrs["ambiguous"] != "", Last: e.Attrs["ezafe"] != "" && e.Attrs["bare"] != "", From: e.File}})
	}
	parts := map[string]bool{}
	for _, n := range a.Dir.Names {
		if n.Kind == "figure" && !a.roles {
			continue
		}
		words := a.words(n.Form)
		if n.Lang != a.Pack.Lang && !(n.Lang == "en" && n.Kind == "org" && acronym(n.Form)) || len(words) == 0 {
			continue
		}
		out = append(out, phrase{words, Entry{Class: a.Class(n.Kind), Attrs: a.attrs(n), Ref: n.Ref, Weak: n.Weak, From: fromWorld}})
		if n.Kind == "holder" {
			out = append(out, a.nameParts(a.words(strings.ReplaceAll(n.Form, "_", " ")), parts)...)
		}
	}
	return out, errors.Join(errs...)
}

// shortestPart is how many letters a word has at least that is known only from
// the names of office-holders; shorter ones are too often ordinary words.
const shortestPart = 4

// nameParts makes the words of an office-holder's name known as name parts,
// each once.
func (a *Annotator) nameParts(words []string, seen map[string]bool) (out []phrase) {
	for _, w := range words {
		if seen[w] || strings.ContainsAny(w, "_.-") || utf8.RuneCountInString(w) < shortestPart {
			continue
		}
		seen[w] = true
		out = append(out, phrase{[]string{w}, Entry{Class: a.Class("name.holder"), Ref: -1, From: fromWorld}})
	}
	return out
}

func acronym(s string) bool {
	for _, r := range s {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' {
			return false
		}
	}
	return len(s) > 1
}

// attrs of a name of the world, so that patterns can ask for them.
func (a *Annotator) attrs(n directory.Name) map[string]string {
	switch {
	case strings.HasSuffix(n.Kind, ".shadow"):
		return nil
	case strings.HasPrefix(n.Kind, "state"):
		return map[string]string{"code": a.Dir.States[n.Ref].Code, "form": n.Form, "ambiguous": flag(n.Weak)}
	case n.Kind == "city":
		return map[string]string{"code": a.Dir.Cities[n.Ref].Country, "city": a.Dir.Cities[n.Ref].Name}
	case n.Kind == "org":
		return map[string]string{"code": a.Dir.Orgs[n.Ref].Acronym, "class": a.Dir.Orgs[n.Ref].Class, "ambiguous": flag(n.Weak)}
	case n.Kind == "outlet":
		o := &a.Dir.Outlets[n.Ref]
		return map[string]string{"outlet": o.Key, "code": o.Country, "ambiguous": flag(n.Weak), "abroad": flag(o.Abroad)}
	case n.Kind == "figure":
		return map[string]string{"ref": strconv.Itoa(n.Ref), "exact": "1"}
	case n.Kind == "holder":
		return map[string]string{"code": a.Dir.Holders[n.Ref].Of, "office": a.Dir.Holders[n.Ref].Office, "ref": strconv.Itoa(n.Ref)}
	}
	return nil
}

// flag is how an attribute says yes.
func flag(yes bool) string {
	if yes {
		return "1"
	}
	return ""
}

// words folds a phrase and divides it as a text would be; joiners in names
// become "_".
func (a *Annotator) words(s string) []string {
	s = strings.ReplaceAll(s, "\u200c", "_")
	var out []string
	for _, w := range strings.Fields(s) {
		parts := splitSigns(w)
		for _, p := range parts {
			if f := a.fold.text(p); strings.Trim(f, "_") != "" {
				out = append(out, f)
			}
		}
	}
	return out
}

// splitSigns parts letters, digits and signs, as the scanner does; "_" joins letters.
func splitSigns(w string) (out []string) {
	var last kind = 255
	for _, r := range w {
		k := kindOf(r)
		if r == '_' || k == ignored {
			k = last
			if last == 255 {
				continue
			}
		}
		if k == letter || k == digit {
			if k == last {
				out[len(out)-1] += string(r)
			} else {
				out = append(out, string(r))
			}
		} else {
			out = append(out, string(r))
		}
		last = k
	}
	return out
}

// learn makes the words of a phrase known, so that cutting can rely on them.
func (a *Annotator) learn(p phrase) {
	for _, w := range p.words {
		f := a.intern(strings.ReplaceAll(w, "_", ""))
		if len(p.words) == 1 {
			if a.class[p.entry.Class] == "link" {
				a.links.add(f)
			}
			a.strong.add(f)
			switch {
			case p.entry.Class == a.common:
				a.plain.add(f)
			case a.class[p.entry.Class] != "topic": // a topic says what a word is about, not what it is
				a.lexical.add(f)
			}
			if !strings.HasPrefix(a.class[p.entry.Class], "name.") {
				a.word.add(f)
			}
		} else {
			a.weak.add(f)
		}
		if strings.Contains(strings.Trim(w, "_"), "_") {
			a.joints.add(w, f)
		}
	}
}

// joined makes one word of neighbours that another list has as one word with
// a joint, as the scanner will.
func (a *Annotator) joined(words []string) (out []string) {
	for i := 0; i < len(words); {
		n, form := 1, strings.ReplaceAll(words[i], "_", "")
		node := &a.joints
		for j := i; j < len(words); j++ {
			if node = node.next[strings.ReplaceAll(words[j], "_", "")]; node == nil {
				break
			}
			if node.form != 0 && j > i {
				n, form = j-i+1, a.names[node.form]
			}
		}
		out = append(out, form)
		i += n
	}
	return out
}

// insert puts a phrase into the lexicon, cut as a text would be.
func (a *Annotator) insert(p phrase) {
	if p.entry.Class == a.common || a.class[p.entry.Class] == "keep" {
		return
	}
	var path []int32
	for _, w := range a.joined(p.words) {
		for _, part := range a.cut(w) {
			path = append(path, a.intern(part))
		}
	}
	ref := int32(len(a.Entries))
	p.entry.weight = 1
	if len(path) == 1 {
		p.entry.weight = weightOf(a.names[path[0]])
	}
	a.Entries = append(a.Entries, a.asked(p.entry))
	a.trie.add(path, ref)
}

// asked readies what is asked of an entry in every text.
func (a *Annotator) asked(e Entry) Entry {
	if e.Attrs["son"]+e.Attrs["kunya"] != "" {
		a.kin.Add(e.Class)
	}
	e.exact, e.needs, e.verb = e.Attrs["exact"] != "", e.Attrs["needs"] != "", e.Attrs["tense"] != ""
	for _, key := range slices.Sorted(maps.Keys(e.Attrs)) {
		if v := e.Attrs[key]; v != "" {
			e.pairs = append(e.pairs, pair{tagOf(key), key, v})
		}
	}
	return e
}

func (a *Annotator) intern(form string) int32 {
	f, ok := a.forms[form]
	if !ok {
		f = int32(len(a.names))
		a.forms[strings.Clone(form)] = f
		a.names = append(a.names, form)
	}
	return f
}

// Class is the number of a class, made when first asked for.
func (a *Annotator) Class(name string) doc.Class {
	c, ok := a.classes[name]
	if ok {
		return c
	}
	c = doc.Class(len(a.class))
	if c >= doc.MaxClass {
		panic("more classes than doc.MaxClass: raise it") // unreachable unless word lists name hundreds of new classes
	}
	a.classes[name] = c
	a.class = append(a.class, name)
	family, _, _ := strings.Cut(name, ".")
	if _, ok := a.families[family]; !ok {
		a.families[family] = int32(len(a.families))
	}
	a.family = append(a.family, a.families[family])
	if strings.HasSuffix(name, ".shadow") {
		a.shadow.Add(c)
	}
	for n := name; ; n = n[:strings.LastIndexByte(n, '.')] {
		a.finer[n] = append(a.finer[n], c)
		if s := a.sets[n]; s != nil {
			s.Add(c)
		}
		if !strings.Contains(n, ".") {
			return c
		}
	}
}

// set is the set of the class of this name and all finer ones; it must be asked
// for before they are made.
func (a *Annotator) set(name string) *doc.ClassSet {
	a.sets[name] = &doc.ClassSet{}
	return a.sets[name]
}

// ClassName is the name of a class.
func (a *Annotator) ClassName(c doc.Class) string { return a.class[c] }

// Classes implements rule.Env.
func (a *Annotator) Classes(name string) []doc.Class { return a.finer[name] }

// Word implements rule.Env: it makes the word known and gives its number.
func (a *Annotator) Word(text string) int32 {
	text = strings.ReplaceAll(text, "\u200c", "_")
	w := a.fold.text(text)
	f := a.intern(strings.ReplaceAll(w, "_", ""))
	a.strong.add(f)
	if strings.Contains(strings.Trim(w, "_"), "_") {
		a.joints.add(w, f)
	}
	return f
}

// Weights of triggers: a short word is a function word and stands everywhere,
// and so do marks that the annotator makes of many words.
const (
	weightShort = 300
	weightMade  = 5000
	shortest    = 3 // letters
)

// Weight implements rule.Env: a class weighs as much as its entries.
func (a *Annotator) Weight(form int32, class doc.Class) int {
	if form != 0 {
		return weightOf(a.names[form])
	}
	if a.made.Has(class) {
		return weightMade
	}
	if len(a.weights) == 0 {
		a.weights = map[doc.Class]int{}
		for i := range a.Entries {
			a.weights[a.Entries[i].Class] += a.Entries[i].weight
		}
	}
	return max(1, a.weights[class])
}

func weightOf(word string) int {
	if utf8.RuneCountInString(word) <= shortest {
		return weightShort
	}
	return 1
}

// Attr implements rule.Env.
func (a *Annotator) Attr(m doc.Mark, key string) string {
	if m.Ref < 0 || a.made.Has(m.Class) {
		return ""
	}
	pairs, tag := a.Entries[m.Ref].pairs, tagOf(key)
	for i := range pairs {
		if pairs[i].tag == tag && pairs[i].key == key {
			return pairs[i].value
		}
	}
	return ""
}

// Entry is the lexicon's entry behind a lexical mark.
func (a *Annotator) Entry(m doc.Mark) *Entry { return &a.Entries[m.Ref] }

// Fold is how a stretch of text is looked up: letters made one, joiners and
// marks dropped, blanks kept.
func (a *Annotator) Fold(s string) string { return a.fold.text(s) }

// known reports whether a word, or a stem of it, stands in a list.
func (a *Annotator) known(w string) bool {
	if f, ok := a.forms[w]; ok && (a.strong.has(f) || a.weak.has(f)) {
		return true
	}
	return len(a.stems(w)) > 0
}

func (a *Annotator) isStrong(w string) bool {
	f, ok := a.forms[w]
	return ok && a.strong.has(f)
}

// cut parts a folded word into proclitics, the word, and a fused function
// word at its end. One decisive cut; the readings of the last part are a set.
func (a *Annotator) cut(w string) []string {
	if parts := a.fused[w]; parts != nil {
		return parts
	}
	if a.isStrong(w) || a.stemmed(w) && !a.prefixed(w) {
		return []string{w}
	}
	for _, p := range a.Pack.Prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || utf8.RuneCountInString(rest) < 2 {
			continue
		}
		if parts := a.cutPrefix(p, rest); parts != nil {
			return parts
		}
	}
	if a.known(w) {
		return []string{w} // only as part of phrases, which may themselves be cut
	}
	for _, f := range a.Pack.Finals {
		head, ok := strings.CutSuffix(w, f)
		if ok && utf8.RuneCountInString(head) >= 3 && a.known(head) {
			return []string{head, f}
		}
	}
	if c := a.Pack.Conjunction; a.Pack.CutUnknown && strings.HasPrefix(w, c) && utf8.RuneCountInString(w) >= 5 {
		return []string{c, w[len(c):]}
	}
	return []string{w}
}

// stemmed reports whether a word is an inflection of a listed one.
func (a *Annotator) stemmed(w string) bool {
	return slices.ContainsFunc(a.stems(w), func(f int32) bool { return a.strong.has(f) })
}

// prefixed reports whether a word that is in no list by itself is a listed one
// behind a prefix: its ending may make it look like an inflection of another.
func (a *Annotator) prefixed(w string) bool {
	return slices.ContainsFunc(a.Pack.Prefixes, func(p string) bool {
		rest, ok := strings.CutPrefix(w, p)
		return ok && utf8.RuneCountInString(rest) >= 4 && a.isStrong(rest)
	})
}

// cutPrefix tries one proclitic before the rest of a word.
func (a *Annotator) cutPrefix(p, rest string) []string {
	article := a.Pack.Article
	if article != "" {
		// ل + ال is printed لل.
		_, alef := utf8.DecodeRuneInString(article)
		second := article[alef:]
		if inner, ok := strings.CutPrefix(rest, second); ok && p == second && utf8.RuneCountInString(inner) >= 2 {
			if a.isStrong(rest) { // the word itself begins with this letter
				inner = rest
			}
			return []string{p, article + inner}
		}
		if inner, ok := strings.CutPrefix(rest, article); ok && utf8.RuneCountInString(inner) >= 3 {
			return []string{p, rest}
		}
	}
	if utf8.RuneCountInString(rest) >= 3 && a.known(rest) || a.isStrong(rest) {
		return []string{p, rest}
	}
	if p == a.Pack.Conjunction || slices.Index(a.Pack.Prefixes, p) < 2 {
		if sub := a.cut(rest); len(sub) > 1 && a.known(sub[len(sub)-1]) {
			return append([]string{p}, sub...)
		}
	}
	return nil
}

// stems are the listed words that w may be an inflection of.
func (a *Annotator) stems(w string) (out []int32) {
	add := func(s string) {
		if f, ok := a.forms[s]; ok && (a.strong.has(f) || a.weak.has(f)) && !slices.Contains(out, f) && len(out) < 4 {
			out = append(out, f)
		}
	}
	bend := func(s string) { // a stem whose last letters change before an ending
		add(s)
		for _, b := range a.bends {
			if head, ok := strings.CutSuffix(s, b[0]); ok {
				add(head + b[1])
			}
		}
	}
	bare, definite := "", false
	if a.Pack.Article != "" {
		bare, definite = strings.CutPrefix(w, a.Pack.Article)
		if definite && utf8.RuneCountInString(bare) >= 2 {
			add(bare)
		}
	}
	for _, suffix := range a.Pack.Suffixes {
		if stem, ok := strings.CutSuffix(w, suffix); ok && utf8.RuneCountInString(stem) >= 2 {
			bend(stem)
		}
		if stem, ok := strings.CutSuffix(bare, suffix); ok && definite && utf8.RuneCountInString(stem) >= 2 {
			bend(stem)
		}
	}
	return out
}

// formSet is a set of form numbers.
type formSet []bool

func (s formSet) has(f int32) bool { return int(f) < len(s) && s[f] }

func (s *formSet) add(f int32) {
	for int(f) >= len(*s) {
		*s = append(*s, false)
	}
	(*s)[f] = true
}
