package normalise

// sorting is what a line looks like, wherever it stands.
type sorting uint8

const (
	plain         sorting = iota
	symbols               // no letter and no digit
	handle                // a channel's name, an address
	credited              // a dateline beyond doubt
	perhaps               // shaped like a dateline
	heading               // of links to other pages
	furnitureLine         // a line of the page's furniture
	commenting            // heading of readers' comments
	ending                // end mark
	picture               // words of a picture or film
)

// sort looks at every line by itself.
func (l *lexicon) sort(lines []line) {
	for i := range lines {
		ln := &lines[i]
		ln.sort, ln.reach = l.sortOf(ln)
	}
}

// sortOf is what one line looks like.
func (l *lexicon) sortOf(ln *line) (sorting, reach) {
	if ln.script+ln.other+ln.digits == 0 {
		return symbols, reachLine
	}
	if address(ln) {
		return handle, reachLine
	}
	if s, r := l.listed(ln); s != plain {
		return s, r
	}
	front := l.front(&ln.form)
	switch l.dateline(ln, front) {
	case strong:
		return credited, reachLine
	case weak:
		return perhaps, reachLine
	}
	return plain, reachLine
}

// address reports a line that is only a channel's handle, an e-mail or a web
// address.
func address(ln *line) bool {
	if ln.script > 0 || ln.words > 8 {
		return false
	}
	for i, r := range ln.runes {
		if r == '@' {
			return true
		}
		if r == ':' && i+2 < len(ln.runes) && ln.runes[i+1] == '/' && ln.runes[i+2] == '/' {
			return true
		}
		if r == '/' && i > 3 && ln.words > 1 && !ln.spaced[i] && ln.dotted(i) {
			return true
		}
	}
	return false
}

// dotted reports whether the word before rune i holds a dot between letters.
func (f *form) dotted(i int) bool {
	for j := i - 1; j > 0 && !f.spaced[j]; j-- {
		if f.runes[j] == '.' && charOf(f.runes[j-1]) == letter && charOf(f.runes[j+1]) == letter {
			return true
		}
	}
	return false
}

// longest lines that a phrase at the start or anywhere may rule, in words.
const (
	longestRuled    = 26
	longestSentence = 15 // with a full stop
)

// listed looks for the phrases of the tables.
func (l *lexicon) listed(ln *line) (sorting, reach) {
	const heads = isEnd | isComment | isFurniture | isCaption
	for _, first := range []int{ln.firstWord(), ln.firstLetter()} {
		if p, ok := l.match(&ln.form, first, heads, wholeLine); ok {
			if s, r := l.whole(ln, first+p.size, p); s != plain {
				return s, r
			}
		}
	}
	first := ln.firstLetter()
	if ln.words > longestRuled || ln.full && ln.words > longestSentence {
		return plain, reachLine
	}
	if p, ok := l.match(&ln.form, first, heads, lineStart); ok {
		return sortFor(p), p.reach
	}
	for i := range ln.runes {
		if !ln.begins[i] {
			continue
		}
		if p, ok := l.match(&ln.form, i, heads, anywhere); ok {
			return sortFor(p), p.reach
		}
	}
	return plain, reachLine
}

// firstLetter is the rune where the first word begins.
func (f *form) firstLetter() int {
	for i, r := range f.runes {
		if charOf(r) == letter {
			return i
		}
	}
	return 0
}

// firstWord is the rune where a listed phrase may begin: at a letter, or at a
// sign that some phrases begin with.
func (f *form) firstWord() int {
	for i, r := range f.runes {
		if k := charOf(r); k == letter || r == '©' || r == '*' || r == '.' {
			return i
		}
	}
	return 0
}

// whole judges a line that begins with a heading, by what stands behind it
// from rune i on.
func (l *lexicon) whole(ln *line, i int, p phrase) (sorting, reach) {
	var few fewTokens
	rest := l.tokens(few[:], &ln.form, i, len(ln.runes))
	words := 0
	for _, t := range rest {
		if t.sign == 0 && !t.number && t.role&isDate == 0 && t.letters() > 1 {
			words++
		}
	}
	s := sortFor(p)
	if words == 0 {
		return s, p.reach
	}
	if s == ending && rest[0].sign != 0 && words <= 3 {
		return s, p.reach // the writer's name
	}
	colon := len(rest) > 0 && (rest[0].sign == ':' || rest[0].sign == '|')
	if !colon || s == ending || words > longestRuled {
		return plain, reachLine
	}
	if s == heading {
		return furnitureLine, reachLine
	}
	return s, reachLine
}

// sortFor is what a line is that a phrase rules.
func sortFor(p phrase) sorting {
	r := p.role
	switch {
	case r&isEnd != 0:
		return ending
	case r&isComment != 0:
		return commenting
	case r&isFurniture != 0 && p.reach == reachLine:
		return furnitureLine
	case r&isFurniture != 0:
		return heading
	case r&isCaption != 0:
		return picture
	}
	return plain
}

// front is the rune behind a run of share buttons and the like that is glued
// before the first words.
func (l *lexicon) front(f *form) int {
	end, run := 0, 0
	for i := 0; i < len(f.runes) && i < 80; {
		if p, ok := l.match(f, i, isFurniture, lineFront); ok {
			i += p.size
			end = i
			run++
			if p.size > 9 {
				run++
			}
			continue
		}
		if charOf(f.runes[i]) != sign {
			break
		}
		i++
	}
	if run < 2 {
		return 0
	}
	return end
}
