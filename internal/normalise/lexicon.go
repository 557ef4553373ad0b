package normalise

import (
	"slices"
	"strings"

	"safir/internal/lang"
)

// role is what a phrase of the pack says about the line it stands in.
type role uint32

// The roles, one a class of the word tables.
const (
	isDate role = 1 << iota
	isLabel
	isCredit
	isAgency
	isForeign
	isOpener
	isVia
	isEnd
	isComment
	isFurniture
	isCaption
	isAlert
	isOpinion
	isInterview
	isQuestion
	isAnswer
	isRoundup
	isReadout
)

var roles = map[string]role{
	"furniture.date":           isDate,
	"furniture.dateline":       isLabel,
	"furniture.credit":         isCredit,
	"furniture.credit.agency":  isAgency,
	"furniture.credit.foreign": isForeign,
	"furniture.credit.open":    isOpener,
	"furniture.credit.via":     isVia,
	"furniture.end":            isEnd,
	"furniture.comment":        isComment,
	"furniture.furniture":      isFurniture,
	"furniture.caption":        isCaption,
	"furniture.label":          isAlert,
	"genre.opinion":            isOpinion,
	"genre.interview":          isInterview,
	"genre.interview.question": isQuestion,
	"genre.interview.answer":   isAnswer,
	"genre.roundup":            isRoundup,
	"genre.readout":            isReadout,
}

// place is where a phrase must stand in its line to count.
type place uint8

const (
	wholeLine place = 1 << iota // nothing else but digits and signs, or a colon and a rest
	lineStart                   // first, whatever follows
	anywhere                    // in a short line
	lineTail                    // behind the last sentence of a paragraph
	lineFront                   // glued before the first words of a paragraph
)

var places = map[string]place{"line": wholeLine, "start": lineStart, "any": anywhere, "tail": lineTail, "front": lineFront}

// reach is how much a heading takes with it.
type reach uint8

const (
	reachDefault reach = iota
	reachLine          // its own line
	reachList          // the short lines that follow too
)

// phrase is one entry of the tables.
type phrase struct {
	role  role
	at    place
	reach reach
	size  int // runes
}

// node is one of the trie of phrases, by folded characters without blanks.
type node struct {
	keys    []rune
	next    []*node // by key
	phrases []phrase
	roles   role // of the phrases here and behind
	places  place
}

// child is the node behind a rune, or nil.
func (n *node) child(r rune) *node {
	if i := slices.Index(n.keys, r); i >= 0 {
		return n.next[i]
	}
	return nil
}

// leads reports whether a phrase of one of some roles and places may end here or
// behind.
func (n *node) leads(want role, at place) bool {
	return n != nil && n.roles&want != 0 && n.places&at != 0
}

// lexicon is what a language's tables say of pages.
type lexicon struct {
	fold     *folder
	root     node
	first    [0x100]*node // of the root, by Arabic letter less U+0600: most places begin no phrase
	prefixes [][]rune     // printed without a blank before the next word, the longest first
}

// newLexicon reads the entries of the packs; other classes are passed over.
func newLexicon(packs ...*lang.Pack) *lexicon {
	l := &lexicon{fold: newFolder(mergedChars(packs))}
	for _, p := range packs {
		if p.Article != "" {
			for _, c := range p.Prefixes {
				l.prefixes = append(l.prefixes, []rune(l.fold.text(c+p.Article)))
			}
			l.prefixes = append(l.prefixes, []rune(l.fold.text(p.Article)))
		}
		for _, c := range p.Prefixes {
			l.prefixes = append(l.prefixes, []rune(l.fold.text(c)))
		}
		for _, e := range p.Entries {
			if r, ok := roles[e.Class]; ok {
				l.learn(e, r)
			}
		}
	}
	for i, r := range l.root.keys {
		if at := r - arabic; at >= 0 && at < rune(len(l.first)) {
			l.first[at] = l.root.next[i]
		}
	}
	return l
}

// text folds a word of a pack.
func (f *folder) text(s string) string {
	var b strings.Builder
	for _, r := range s {
		to, more := f.one(r)
		if to != dropped {
			b.WriteRune(to)
		}
		for _, m := range more {
			b.WriteRune(m)
		}
	}
	return b.String()
}

// learn adds one entry.
func (l *lexicon) learn(e lang.Entry, r role) {
	var form form
	form.read(l.fold, strings.ReplaceAll(e.Phrase, "_", " "), 0)
	if len(form.runes) == 0 {
		return
	}
	p := phrase{role: r, at: placesOf(e.Attrs["at"]), size: len(form.runes)}
	switch e.Attrs["reach"] {
	case "line":
		p.reach = reachLine
	case "list":
		p.reach = reachList
	}
	n := &l.root
	for _, c := range form.runes {
		if n.child(c) == nil {
			n.keys, n.next = append(n.keys, c), append(n.next, &node{})
		}
		n = n.child(c)
		n.roles, n.places = n.roles|p.role, n.places|p.at
	}
	n.phrases = append(n.phrases, p)
}

func placesOf(cell string) (p place) {
	for _, name := range strings.Split(cell, ",") {
		p |= places[strings.TrimSpace(name)]
	}
	if p == 0 {
		return wholeLine
	}
	return p
}

// arabic is where the Arabic block begins.
const arabic = 0x600

// start is the node of a phrase's first rune, or nil.
func (l *lexicon) start(r rune) *node {
	if i := r - arabic; i >= 0 && i < rune(len(l.first)) {
		return l.first[i]
	}
	return l.root.child(r)
}

// match finds the longest phrase of one of the wanted roles and places that
// begins at rune i of f and ends where a word ends.
func (l *lexicon) match(f *form, i int, want role, at place) (best phrase, ok bool) {
	if i >= len(f.runes) || !f.begins[i] {
		return phrase{}, false
	}
	n := l.start(f.runes[i])
	for j := i + 1; n.leads(want, at); j++ {
		if j == len(f.runes) || f.begins[j] {
			if p, found := n.pick(want, at); found {
				best, ok = p, true
			}
		}
		if j == len(f.runes) {
			break
		}
		n = n.child(f.runes[j])
	}
	return best, ok
}

// pick joins the phrases of a node that are wanted here.
func (n *node) pick(want role, at place) (best phrase, ok bool) {
	for _, p := range n.phrases {
		if p.role&want == 0 || p.at&at == 0 {
			continue
		}
		p.role |= best.role
		best, ok = p, true
	}
	return best, ok
}

// matchLoose is match for careless print, where blanks were lost on either
// side of the phrase.
func (l *lexicon) matchLoose(f *form, i int, want role, at place) (best phrase, ok bool) {
	if i >= len(f.runes) {
		return best, ok
	}
	n := l.start(f.runes[i])
	for j := i + 1; n.leads(want, at); j++ {
		if p, found := n.pick(want, at); found {
			best, ok = p, true
		}
		if j >= len(f.runes) {
			break
		}
		n = n.child(f.runes[j])
	}
	return best, ok
}

// anyPlace matches phrases whatever their place.
const anyPlace = wholeLine | lineStart | anywhere | lineTail | lineFront
