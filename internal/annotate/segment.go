package annotate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
)

// Worker annotates articles, one after another, in one reused arena. It is for
// one goroutine.
type Worker struct {
	*Annotator
	Doc      doc.Doc
	own      map[string]int32 // forms that no list has
	names    []string         // of those, from base on
	base     int32
	seen     map[string]*word // by what is printed
	folded   map[string]*word
	pieces   []*piece // of each segment
	atoms    []atom
	buf      []byte
	open     []reach
	found    []doc.Mark
	kept     []stretch  // by family of classes: the last mark that stays
	kinds    []nameKind // of each segment
	pairs    []int32    // the other quotation sign of each segment, or -1
	unclosed []int32    // quotations, while signs are paired
	told     letters    // that the article prints
	toks     []timeTok  // memory for those of a line
}

// atom is a run of letters, a run of digits, or a sign.
type atom struct {
	start, end int32
	*word
	kind   kind
	joined bool // a half-space stands before it
	spaced bool
	first  bool // on its line
}

// forget is how many printed words a worker keeps before it starts anew.
const forget = 50_000

// NewWorker makes a worker. All rules must be compiled before: their words
// become part of the language's lists.
func (a *Annotator) NewWorker() *Worker {
	return &Worker{Annotator: a, own: map[string]int32{}, seen: map[string]*word{}, folded: map[string]*word{}, base: int32(len(a.names))}
}

// FormName is the folded word behind a form number.
func (w *Worker) FormName(f int32) string {
	if f < w.base {
		return w.Annotator.names[f]
	}
	return w.names[f-w.base]
}

func (w *Worker) formOf(s string) int32 {
	if f, ok := w.forms[s]; ok {
		return f
	}
	if f, ok := w.own[s]; ok {
		return f
	}
	s = strings.Clone(s)
	f := w.base + int32(len(w.names))
	w.own[s] = f
	w.names = append(w.names, s)
	return f
}

// Segments divides d's text and lays the segments. Zones must be set.
func (w *Worker) segments(d *doc.Doc) {
	if len(w.seen) > forget {
		clear(w.seen)
		clear(w.folded)
		clear(w.own)
		w.names = w.names[:0]
	}
	w.scan(d.Text)
	w.pieces = w.pieces[:0]
	for i := 0; i < len(w.atoms); {
		i = w.segment(d, i)
	}
}

// scan finds the atoms of a text.
func (w *Worker) scan(text string) {
	w.atoms = w.atoms[:0]
	w.told = letters{}
	cur := -1 // the atom being read, or -1
	var joined, spaced, first = false, false, true
	for at, r := range text {
		k := kindOf(r)
		switch k {
		case ignored:
			continue
		case joiner:
			cur, joined = -1, true
			continue
		case blank:
			cur, spaced = -1, true
			continue
		case newline:
			cur, spaced, first = -1, true, true
			continue
		}
		w.told.add(r)
		end := int32(at + utf8.RuneLen(r))
		if cur >= 0 && k != sign && w.atoms[cur].kind == k {
			w.atoms[cur].end = end
			continue
		}
		w.atoms = append(w.atoms, atom{start: int32(at), end: end, kind: k, joined: joined && !spaced, spaced: spaced || first, first: first})
		joined, spaced, first = false, false, false
		cur = len(w.atoms) - 1
	}
	for i := range w.atoms {
		a := &w.atoms[i]
		a.word = w.printed(text[a.start:a.end])
	}
}

// longestWord is how much of a word is looked at, in bytes of its folded form.
const longestWord = 160

// beginning is as much of a word as is looked at.
func beginning(word []byte) []byte {
	if len(word) <= longestWord {
		return word
	}
	n := longestWord
	for !utf8.RuneStart(word[n]) {
		n--
	}
	return word[:n]
}

// segment lays the segment or segments that begin with atom i and returns the
// next atom.
func (w *Worker) segment(d *doc.Doc, i int) int {
	a := &w.atoms[i]
	flags := flagsOf(a)
	switch a.kind {
	case digit:
		w.lay(d, a.start, a.end, flags|doc.Number, w.uncut(a.kind, a.word))
		return i + 1
	case sign:
		flags |= doc.Punct
		if a.use&stops != 0 {
			flags |= doc.Hard
		}
		w.lay(d, a.start, a.end, flags, w.uncut(a.kind, a.word))
		return i + 1
	}
	if n, form := w.compound(i); n > 0 {
		w.addWord(d, i, i+n, form)
		return i + n
	}
	j, form := w.glued(i)
	w.addWord(d, i, j, form)
	return j
}

func flagsOf(a *atom) (f doc.SegFlag) {
	if a.spaced {
		f |= doc.Space
	}
	if a.first {
		f |= doc.Newline
	}
	return f
}

// mayLead reports whether led may find something for a word.
func (w *Worker) mayLead(word string) bool {
	return !w.isStrong(word) && slices.ContainsFunc(w.Pack.Prefixes, func(p string) bool {
		rest, ok := strings.CutPrefix(word, p)
		return ok && rest != "" && (w.joints.next[rest] != nil || p == w.Pack.Conjunction && w.mayLead(rest))
	})
}

// compound finds the longest listed word with joints that begins at atom i,
// behind prefixes that are printed with it, with endings behind it: atoms taken
// and the whole form.
func (w *Worker) compound(i int) (n int, form string) {
	a := &w.atoms[i]
	if a.joint != nil && (a.alone || i+1 < len(w.atoms) && a.after&w.atoms[i+1].bits != 0) {
		n, form = w.jointed(i, a.joint, true)
	}
	if n == 0 && a.use&prefixed != 0 {
		return w.led(i, a.form)
	}
	return n, form
}

// led finds a compound whose first atom is what remains of a word, that is in
// no list itself, behind one or two prefixes.
func (w *Worker) led(i int, word string) (int, string) {
	if w.isStrong(word) {
		return 0, ""
	}
	for _, p := range w.Pack.Prefixes {
		rest, ok := strings.CutPrefix(word, p)
		if !ok || rest == "" {
			continue
		}
		n, form := 0, ""
		if node := w.joints.next[rest]; node != nil {
			n, form = w.jointed(i, node, false)
		}
		if n < 2 && p == w.Pack.Conjunction {
			n, form = w.led(i, rest)
		}
		if n > 1 {
			return n, p + form
		}
	}
	return 0, ""
}

// jointed is compound for atom i, read as the first piece behind which node is.
// whole: that is all of the atom.
func (w *Worker) jointed(i int, node *compoundTrie, whole bool) (n int, form string) {
	if node.form != 0 {
		n, form = 1, w.FormName(node.form)
	}
	first := node
	for j := i + 1; j < len(w.atoms) && node.after&w.atoms[j].bits != 0 && w.near(j); j++ {
		if node = node.next[w.atoms[j].form]; node == nil {
			break
		}
		if node.form != 0 {
			n, form = j-i+1, w.FormName(node.form)
		}
	}
	switch {
	case n == 0 && whole:
		return w.inflected(i, first)
	case n == 0:
		return 0, ""
	}
	j, form := w.endings(i+n, form)
	return j - i, form
}

// inflected finds a compound whose last atom carries an ending. node is behind
// its first.
func (w *Worker) inflected(i int, node *compoundTrie) (int, string) {
	for j := i + 1; node != nil && j < len(w.atoms) && node.after&w.atoms[j].bits != 0 && w.near(j); j++ {
		for _, suffix := range w.Pack.Suffixes {
			stem, ok := strings.CutSuffix(w.atoms[j].form, suffix)
			if !ok || stem == "" {
				continue
			}
			if last := node.next[stem]; last != nil && last.form != 0 {
				return j - i + 1, w.FormName(last.form) + suffix
			}
		}
		node = node.next[w.atoms[j].form]
	}
	return 0, ""
}

// near reports whether atom j is a word on the line of the one before it,
// parted from it by a blank or a half-space only.
func (w *Worker) near(j int) bool {
	a := &w.atoms[j]
	return a.kind == letter && !a.first && (a.joined || a.spaced || w.atoms[j-1].end == a.start) && w.atoms[j-1].kind == letter
}

// ending reports whether atom j is an ending printed apart.
func (w *Worker) ending(j int) bool {
	a := &w.atoms[j]
	if !w.near(j) {
		return false
	}
	if a.joined {
		return a.use&glueAfter != 0
	}
	return a.spaced && a.use&glueSpaced != 0
}

// glued joins verb prefixes and endings printed apart to the word at atom i.
func (w *Worker) glued(i int) (int, string) {
	form, j := w.atoms[i].form, i+1
	if w.atoms[i].use&glueBefore != 0 && j < len(w.atoms) && w.near(j) {
		if whole := form + w.atoms[j].form; w.atoms[j].joined || w.isStrong(whole) {
			form, j = whole, j+1
		}
	}
	return w.endings(j, form)
}

// mostEndings is how many endings printed apart a word may have.
const mostEndings = 3

// endings joins the endings printed apart from atom j on to a form.
func (w *Worker) endings(j int, form string) (int, string) {
	for n := 0; n < mostEndings && j < len(w.atoms) && w.ending(j); n++ {
		form += w.atoms[j].form
		j++
	}
	return j, form
}

// addWord lays a word of the atoms [i, j): its parts where it is cut.
func (w *Worker) addWord(d *doc.Doc, i, j int, form string) {
	start, end := w.atoms[i].start, w.atoms[j-1].end
	flags := flagsOf(&w.atoms[i]) | doc.Word
	x := w.atoms[i].word
	if j > i+1 || form != x.form {
		x = w.wordOf(form)
	}
	pieces := w.cutUp(x)
	for k := range pieces {
		p, to, f := &pieces[k], end, flags
		if k < len(pieces)-1 {
			to = w.after(d.Text, start, end, p.size)
		}
		if k < len(pieces)-1 && pieces[k+1].size > 0 {
			f |= doc.Clitic
		}
		if p.listed {
			f |= doc.Vocab
		}
		w.lay(d, start, to, f, p)
		start = to
		flags &^= doc.Space | doc.Newline
	}
}

// lay adds a segment.
func (w *Worker) lay(d *doc.Doc, start, end int32, flags doc.SegFlag, p *piece) {
	d.Segs.Add(int(start), int(end), flags, p.readings...)
	w.pieces = append(w.pieces, p)
}

// listed reports whether a word stands in a list, or is an inflection of one
// that is no name.
func (w *Worker) listed(readings []int32) bool {
	for i, f := range readings {
		if f < w.base && (w.word.has(f) || w.weak.has(f) || i == 0 && w.strong.has(f)) {
			return true
		}
	}
	return false
}

// after is the byte behind the first n folded bytes of text[start:end]. A part
// that was written into the fold alone (the article behind ل) takes no text.
func (w *Worker) after(text string, start, end int32, n int) int32 {
	var buf [64]byte
	b := buf[:0]
	for at, r := range text[start:end] {
		if len(b) >= n {
			return start + int32(at)
		}
		if kindOf(r) == letter || kindOf(r) == digit {
			b = w.fold.appendTo(b, string(r))
		}
	}
	return end
}

// readings of a part: its own form first, then the stems it may have.
func (w *Worker) readings(part string) []int32 {
	f := w.formOf(part)
	out := []int32{f}
	if f >= w.base || !w.lexical.has(f) || w.Pack.Article != "" {
		for _, s := range w.stems(part) {
			if s != f {
				out = append(out, s)
			}
		}
	}
	return out
}
