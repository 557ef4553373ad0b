// Package index says by which tokens a text is found and which tokens a query
// asks for: one function for both, so that what differs in spelling alone is
// the same token.
//
// A token is a run of letters and digits in lower case: letters and digits
// folded as the packs' chars.tsv say, marks dropped, endings and clitics cut by
// the tables of the packs. The half-space, a blank and nothing are one: known
// compounds become one token, endings printed apart are dropped. What a query
// names in one language is asked for in all of them.
package index

import (
	"errors"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"safir/internal/directory"
	"safir/internal/lang"
)

// Index knows how words are spelled. It does not change after New.
type Index struct {
	chars     map[rune]rune
	low       [lastArabic + 1]rune // what plain answers for ASCII and Arabic letters
	words     map[string]bool      // folded words that the packs and the world know
	keep      map[string]bool      // words that look as if they had an ending or a prefix
	whole     map[string]bool      // words that look as if they had the article
	fused     map[string][]string  // words printed as one, with their parts
	stems     map[string]string    // words with an ending that print varies in: without it
	compounds map[string]string    // words of several parts, joined: their one form
	longest   int                  // parts of the longest compound
	inside    [][]string           // the parts of each compound
	tails     map[string][]string  // the last word of compounds: their tokens
	before    map[string]bool      // printed apart, they belong to the next word
	after     map[string]bool      // behind a half-space, they belong to the word before
	spaced    []string             // endings that belong to it behind a blank too; longest first
	endings   []string             // cut where a known word remains; longest first
	prefixes  []string             // short words printed before a word without a blank
	and       string               // that of them which is cut from unknown words too, as it stands in compounds
	article   string
	bends     map[string]string
	ignored   map[string]bool
	names     map[string][]string // tokens of a name, joined by blanks: what else to look for
	called    map[string][]Entity // the same, and names that are ordinary words too
	longName  int                 // tokens of the longest name
	persons   map[string][]string // English name: tokens of all its forms
	dir       *directory.Directory
	labels    map[string]string // what verbs, acts, objects and topics are called in English
}

// Open makes an index of a world, language packs and the words of the
// interface (ui of fsys): what verbs and acts are called in English, and the
// words of all languages that say nothing alone.
func Open(fsys fs.FS, dir *directory.Directory, packs ...*lang.Pack) (*Index, error) {
	x := &Index{chars: map[rune]rune{}, words: map[string]bool{}, keep: map[string]bool{}, whole: map[string]bool{}, fused: map[string][]string{}, stems: map[string]string{},
		compounds: map[string]string{}, before: map[string]bool{}, after: map[string]bool{}, bends: map[string]string{}, ignored: map[string]bool{},
		names: map[string][]string{}, called: map[string][]Entity{}, persons: map[string][]string{}, labels: map[string]string{}, dir: dir}
	x.learnChars(packs)
	x.learnPlain()
	for _, p := range packs {
		x.learnSettings(p)
	}
	for _, p := range packs {
		x.learnLists(p)
	}
	for w := range x.whole {
		if x.words[strings.TrimPrefix(w, x.article)] { // it may as well have the article
			delete(x.whole, w)
		}
	}
	for _, n := range dir.Names {
		x.learnWords(n.Form)
	}
	for _, list := range []*[]string{&x.spaced, &x.endings} {
		slices.SortFunc(*list, func(a, b string) int { return len(b) - len(a) })
		*list = slices.Compact(*list)
	}
	x.learnTails()
	x.learnNames()
	x.learnPersons()
	return x, x.learnInterface(fsys)
}

// learnInterface reads the words of the interface.
func (x *Index) learnInterface(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "ui/*.tsv")
	for _, name := range names {
		rows, e := lang.Table(fsys, name, "key", "text")
		err = errors.Join(err, e)
		for _, row := range rows {
			kind, key, _ := strings.Cut(row.Cells[0], ".")
			switch {
			case kind == "ignore":
				for _, t := range x.stream(row.Cells[1]) {
					x.ignored[t.text] = true
				}
			case name == "ui/en.tsv" && (kind == "verb" || kind == "also" || kind == "act" || kind == "object"):
				x.labels[key] += " " + row.Cells[1]
			}
		}
	}
	return err
}

// learnChars makes characters one that any pack reads as one. Of those that a
// pack reads others as, the last in order stands for all. A character that a
// pack drops is dropped.
func (x *Index) learnChars(packs []*lang.Pack) {
	parent, read := map[rune]rune{}, map[rune]bool{}
	root := func(r rune) rune {
		for to, ok := parent[r]; ok; to, ok = parent[r] {
			r = to
		}
		return r
	}
	for _, p := range packs {
		for _, from := range slices.Sorted(maps.Keys(p.Chars)) {
			to := p.Chars[from]
			if to == 0 {
				x.chars[from] = dropped
				continue
			}
			read[to] = true
			if a, b := root(from), root(to); a != b {
				parent[a] = b
			}
		}
	}
	best := map[rune]rune{}
	for r := range read {
		best[root(r)] = max(best[root(r)], r)
	}
	for _, list := range []iter.Seq[rune]{maps.Keys(parent), maps.Keys(read)} {
		for r := range list {
			x.chars[r] = best[root(r)]
		}
	}
}

// learnSettings takes over a pack's tables of endings and clitics.
func (x *Index) learnSettings(p *lang.Pack) {
	x.and = x.fold(p.Conjunction)
	if p.Article != "" {
		x.article = x.fold(p.Article)
	}
	for _, s := range p.GlueBefore {
		x.before[x.fold(s)] = true
	}
	for _, s := range p.GlueAfter {
		x.after[x.fold(s)] = true
	}
	for _, s := range p.GlueSpaced {
		x.spaced = append(x.spaced, x.fold(s))
	}
	for _, s := range p.Suffixes {
		x.endings = append(x.endings, x.fold(s))
	}
	for _, s := range p.Prefixes {
		if f := x.fold(s); !slices.Contains(x.prefixes, f) {
			x.prefixes = append(x.prefixes, f)
		}
	}
	for from, to := range p.Bends {
		x.bends[x.fold(from)] = x.fold(to)
	}
}

// learnLists takes over a pack's words.
func (x *Index) learnLists(p *lang.Pack) {
	for _, e := range p.Entries {
		switch e.Class {
		case "keep":
			x.keep[x.fold(e.Phrase)] = true
		case "fused":
			x.fused[x.fold(e.Phrase)] = strings.Fields(x.fold(e.Attrs["parts"]))
			continue
		}
		x.learnWords(e.Phrase)
	}
}

// learnWords learns the words of a phrase; "_" stands in compounds where print
// varies. A word that begins like the article but with a letter that the
// article never has is kept whole, however it is printed.
func (x *Index) learnWords(phrase string) {
	for _, word := range strings.Fields(phrase) {
		parts := strings.FieldsFunc(word, func(r rune) bool { return r == '_' || r == half })
		for i, s := range parts {
			parts[i] = x.fold(s)
		}
		folded := strings.Join(parts, "")
		x.words[folded] = true
		switch last := len(parts) - 1; {
		case last > 0 && x.after[parts[last]]:
			x.stems[folded] = strings.Join(parts[:last], "")
		case last > 0:
			x.learnCompound(parts, folded)
		}
		if x.article != "" && strings.HasPrefix(folded, x.article) && !strings.HasPrefix(word, x.article) {
			x.whole[folded] = true
		}
	}
}

// learnCompound learns a word of several parts. Where "and" stands between two,
// print may drop it.
func (x *Index) learnCompound(parts []string, folded string) {
	x.compounds[folded] = folded
	x.longest = max(x.longest, len(parts))
	x.inside = append(x.inside, parts)
	if len(parts) == 3 && parts[1] == x.and {
		x.compounds[parts[0]+parts[2]] = folded
	}
}

// learnTails gathers compounds by the words that they end with.
func (x *Index) learnTails() {
	x.tails = map[string][]string{}
	for _, parts := range x.inside {
		whole, tail := x.stem(strings.Join(parts, "")), x.stem(parts[len(parts)-1])
		if letters(tail) >= shortest && !slices.Contains(x.tails[tail], whole) {
			x.tails[tail] = append(x.tails[tail], whole)
		}
	}
	x.inside = nil
}

// half is the half-space of Persian print.
const half = '\u200c'
