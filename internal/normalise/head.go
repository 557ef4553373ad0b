package normalise

import (
	"slices"
	"unicode/utf8"

	"safir/internal/doc"
)

// longest titles, in runes.
const (
	longestTitle   = 140
	longestCertain = 240 // where a second sign says that it is one
)

// head finds the title and the kinds of the lines around it.
func (p *page) head() {
	var candidates []int
	end := p.openings(&candidates)
	p.title = p.choose(candidates, end)
	if p.title < 0 {
		p.first = p.untitled(end)
		return
	}
	p.before(p.title)
	p.lines[p.title].kind = doc.Title
	p.first = p.title + 1
	if end < len(p.lines) && !p.post {
		p.first = end
		p.between(p.title+1, end)
	}
}

// openings collects the lines that may be titles and finds the first
// paragraph; without one the head ends with the text.
func (p *page) openings(candidates *[]int) int {
	for i := range p.lines {
		ln := &p.lines[i]
		switch {
		case ln.sort == ending, ln.sort == commenting && i > 0 && len(*candidates) > 0:
			return i
		case ln.sort == plain || ln.sort == perhaps || ln.sort == picture:
			if p.opensCredit(ln) || p.isParagraph(i, len(*candidates) == 0) {
				return i
			}
			if len(*candidates) < 7 && p.leads(i, *candidates) {
				*candidates = append(*candidates, i)
			}
		}
	}
	return len(p.lines)
}

// leads reports whether line i may be a title where others were seen before
// it: it opens a block of lines, or those above it in the block are only a
// name or two.
func (p *page) leads(i int, candidates []int) bool {
	if len(candidates) == 0 {
		return true
	}
	if p.post {
		return false
	}
	gaps := 0
	for j := i; j > 0; j-- {
		above := &p.lines[j-1]
		if p.lines[j].gap {
			gaps++
		}
		if gaps > 1 {
			return true
		}
		if above.sort != plain && above.sort != perhaps {
			return true
		}
		if above.words > 3 || above.words > 2 && !p.lines[j].gap || above.colon {
			return p.certain(i)
		}
	}
	return true
}

// isParagraph reports whether line i ends the head. The first line that could
// be a title is given more room.
func (p *page) isParagraph(i int, first bool) bool {
	ln := &p.lines[i]
	if p.certain(i) {
		return false
	}
	if ln.full && !ln.dots && ln.ends('.') && ln.words >= 5 {
		return true
	}
	limit := longestTitle
	if p.post && first && i+1 < len(p.lines) && p.lines[i+1].sort == symbols {
		limit = longestCertain
	}
	return ln.size > limit
}

// ends reports whether r is the last sign of the line that is no quotation
// mark or bracket.
func (f *form) ends(r rune) bool {
	for i := len(f.runes) - 1; i >= 0; i-- {
		c := f.runes[i]
		if charOf(c) != sign || c == '.' || c == '!' || c == '؟' || c == '?' {
			return c == r
		}
	}
	return false
}

// certain reports a second sign that line i is the title: it is the title
// given, or is printed again.
func (p *page) certain(i int) bool {
	ln := &p.lines[i]
	if ln.size > longestCertain || ln.words < 3 {
		return false
	}
	if p.given(ln) {
		return true
	}
	if ln.full && !ln.dots && ln.ends('.') {
		return false
	}
	if i == 0 && p.sectioned(ln) {
		return true
	}
	for j := range p.lines {
		if j != i && j < i+8 && ln.size <= longestTitle && p.lines[j].equal(&ln.form) {
			return true
		}
	}
	return false
}

// sectioned reports a section's name or an alarm and a stroke in front.
func (p *page) sectioned(ln *line) bool {
	l, ok := p.lexicon.match(&ln.form, ln.firstWord(), isAlert, anyPlace)
	at := ln.firstWord() + l.size
	return ok && at < len(ln.runes) && ln.runes[at] == '/'
}

// given reports whether the line is the title the article came with.
func (p *page) given(ln *line) bool {
	if p.article.Title == "" {
		return false
	}
	var t form
	t.read(p.fold, p.article.Title, 0)
	return t.equal(&ln.form) || len(t.runes) > 15 && len(ln.runes) > 15 && (t.hasPrefix(&ln.form) || ln.hasPrefix(&t))
}

// choose weighs the candidates; -1 when there is none with text behind it.
func (p *page) choose(candidates []int, end int) int {
	if len(candidates) == 1 && p.hasText(candidates[0]+1) {
		return candidates[0]
	}
	best, high := -1, -1000
	for n, i := range candidates {
		if !p.hasText(i + 1) {
			break
		}
		score := p.weigh(i, end) - 2*n
		if score > high {
			best, high = i, score
		}
		if end == len(p.lines) && p.lines[i].sort == plain {
			break // no paragraph in sight: the first line leads
		}
	}
	return best
}

// hasText reports whether anything that could be body stands from line i on.
func (p *page) hasText(i int) bool {
	for ; i < len(p.lines); i++ {
		if s := p.lines[i].sort; s == plain || s == perhaps {
			return true
		}
	}
	return false
}

// weigh says how much a line looks like the title of what follows.
func (p *page) weigh(i, end int) int {
	ln := &p.lines[i]
	score := 0
	if p.given(ln) {
		score += 100
	}
	if p.glued(ln) || i == 0 && p.sectioned(ln) {
		score += 50
	}
	if p.certain(i) {
		score += 8
	}
	score += int(20 * p.shared(ln))
	score -= brevity(ln.words)
	if ln.sort == perhaps {
		score -= 6
	}
	if _, ok := p.lexicon.match(&ln.form, ln.firstWord(), isRoundup, anyPlace); ok {
		score += 20
	}
	if p.namesPage(ln) {
		score -= 25
	}
	if ln.colon && ln.words <= 3 {
		score -= 4
	}
	if i == 0 {
		score += 3
	}
	return score
}

// brevity is what few words weigh against a title: names and sections have
// no more.
func brevity(words int) int {
	switch {
	case words <= 2:
		return 14
	case words <= 3:
		return 5
	}
	return 0
}

// glued reports whether a paragraph begins with the line's words and an
// agency's credit right behind them.
func (p *page) glued(ln *line) bool {
	if ln.words < 3 {
		return false
	}
	for i := range p.lines {
		if g := &p.lines[i]; len(g.runes) > len(ln.runes) && g.hasPrefix(&ln.form) {
			if _, ok := p.matchLoose(&g.form, len(ln.runes), isOpener, anyPlace); ok {
				return true
			}
		}
	}
	return false
}

// namesPage reports whether a paragraph begins with the line's words and a
// colon or dash, or credits them: the page's own name.
func (p *page) namesPage(ln *line) bool {
	for i := range p.lines {
		g := &p.lines[i]
		n := len(ln.runes)
		if ln.words > 4 || g.size <= 80 || len(g.runes) <= n {
			continue
		}
		if g.hasPrefix(&ln.form) && (g.runes[n] == ':' || g.runes[n] == '-' || g.runes[n] == '–') {
			return true
		}
		if end, name := p.credit(&g.form, 0); end > 0 && within(g.runes[name[0]:name[1]], ln.runes) {
			return true
		}
	}
	return false
}

// collect gathers the words of all paragraphs, when they are asked for.
func (p *page) collect() {
	if p.words != nil {
		return
	}
	p.words = map[wordNumber]bool{}
	for i := range p.lines {
		if ln := &p.lines[i]; ln.size > 90 || ln.paragraph() {
			p.each(ln, func(w wordNumber) { p.words[w] = true })
		}
	}
}

// wordNumber is a number that hardly another word has.
type wordNumber uint64

func numberOf(word []rune) wordNumber {
	n := wordNumber(14695981039346656037)
	for _, r := range word {
		n = (n ^ wordNumber(r)) * 1099511628211
	}
	return n
}

// each calls f with the stem of every longer word of a line.
func (p *page) each(ln *line, f func(wordNumber)) {
	for i := 0; i < len(ln.runes); {
		j := i + 1
		for j < len(ln.runes) && !ln.begins[j] {
			j++
		}
		if charOf(ln.runes[i]) == letter && j-i >= 3 {
			f(numberOf(p.stem(ln.runes[i:j])))
		}
		i = j
	}
}

// stem cuts the longest prefix that leaves three letters.
func (p *page) stem(w []rune) []rune {
	for _, c := range p.prefixes {
		if len(w) > len(c) && slices.Equal(w[:len(c)], c) && size(w[len(c):]) >= 6 {
			return w[len(c):]
		}
	}
	return w
}

// size is how many bytes a text has.
func size(text []rune) (n int) {
	for _, r := range text {
		n += utf8.RuneLen(r)
	}
	return n
}

// shared is the share of the line's words that the paragraphs have too.
func (p *page) shared(ln *line) float64 {
	p.collect()
	all, found := 0, 0
	p.each(ln, func(w wordNumber) {
		all++
		if p.words[w] {
			found++
		}
	})
	if all == 0 {
		return 0
	}
	if ln.size > 90 || ln.paragraph() { // its own words are among them
		return 0.7
	}
	return float64(found) / float64(all)
}

// before gives the lines above the title their kinds: the page's name, its
// menu, codes and dates.
func (p *page) before(title int) {
	for i := range title {
		ln := &p.lines[i]
		switch {
		case ln.sort == credited:
			ln.kind = doc.Dateline
		case ln.sort == plain && ln.words >= 4 && p.shared(ln) >= 0.5:
			ln.kind = doc.Title
		case ln.sort == perhaps && !menu(ln):
			ln.kind = doc.Dateline
		default:
			ln.kind = doc.Furniture
		}
		if ln.words <= 4 && ln.kind != doc.Title {
			p.names = append(p.names, ln.form)
		}
	}
}

// menu reports a line of a menu or a path: arrows or upright strokes.
func menu(ln *line) bool {
	for _, r := range ln.runes {
		if r == '>' || r == '›' || r == '|' || r == '»' {
			return true
		}
	}
	return false
}

// between gives the lines from the title to the first paragraph their kinds.
func (p *page) between(from, to int) {
	for i := from; i < to; i++ {
		ln := &p.lines[i]
		switch {
		case ln.equal(&p.lines[p.title].form):
			ln.kind = doc.Title
		case ln.sort == symbols || ln.sort == handle || ln.sort == heading || ln.sort == furnitureLine || ln.sort == commenting:
			ln.kind = doc.Furniture
		case ln.sort == picture:
			ln.kind = doc.Caption
		case ln.sort == credited || ln.sort == perhaps:
			ln.kind = doc.Dateline
			p.names = append(p.names, ln.form)
		case ln.colon:
			ln.kind = doc.Body
		case ln.words <= 1:
			ln.kind = doc.Furniture
		case ln.words <= 3:
			ln.kind = p.nameLine(ln)
		default:
			ln.kind = doc.Body
		}
	}
}

// nameLine tells a caption from a byline: who is pictured is spoken of.
func (p *page) nameLine(ln *line) doc.ZoneKind {
	if p.shared(ln) >= 0.5 {
		return doc.Caption
	}
	return doc.Dateline
}

// untitled gives the lines above the first paragraph their kinds when none of
// them is a title.
func (p *page) untitled(end int) int {
	if end == len(p.lines) {
		return 0
	}
	for i := range end {
		ln := &p.lines[i]
		switch ln.sort {
		case credited, perhaps:
			ln.kind = doc.Dateline
			p.names = append(p.names, ln.form)
		case plain:
			ln.kind = doc.Body
		case picture:
			ln.kind = doc.Caption
		default:
			ln.kind = doc.Furniture
		}
	}
	return end
}

// opensCredit reports whether a line begins with an agency's credit.
func (p *page) opensCredit(ln *line) bool {
	_, ok := p.lexicon.match(&ln.form, ln.firstLetter(), isOpener, anyPlace)
	return ok && ln.words >= 5
}
