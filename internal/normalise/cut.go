package normalise

import (
	"slices"

	"safir/internal/doc"
)

// cutter divides single lines into zones.
type cutter struct {
	*page
	credits int    // agency credits found
	name    []rune // the first agency's name
	seen    int    // paragraphs looked at
	outlet  *form  // the article's outlet, once that is asked for
}

// cut finds the zones inside lines of text.
func (p *page) cut() {
	c := &cutter{page: p}
	for i := range p.lines {
		ln := &p.lines[i]
		switch ln.kind {
		case doc.Title:
			c.label(ln)
		case doc.Body:
			c.text(ln)
		}
	}
}

// part sets the zone of the line's runes [from, to).
func (c *cutter) part(ln *line, from, to int, kind doc.ZoneKind) {
	if from >= to {
		return
	}
	start, end := int(ln.from[from]), int(ln.to[to-1])
	if from == 0 {
		start = ln.span.Start
	}
	if to == len(ln.runes) {
		end = ln.span.End
	}
	if n := len(ln.parts); n > 0 {
		start = ln.parts[n-1].Span.End // what folds to nothing stands between them
	}
	if kind.Evidence() && !ln.spoken(from, to) {
		kind = doc.Furniture
	}
	ln.parts = append(ln.parts, doc.Zone{Span: doc.Span{Start: start, End: end}, Kind: kind})
}

// spoken reports whether a letter or digit stands in the runes [from, to).
func (f *form) spoken(from, to int) bool {
	for _, r := range f.runes[from:to] {
		if k := charOf(r); k == letter || k == digit {
			return true
		}
	}
	return false
}

// label cuts an alarm or a section's name off a title.
func (c *cutter) label(ln *line) {
	first := ln.firstWord()
	p, ok := c.lexicon.match(&ln.form, first, isAlert, anyPlace)
	if !ok || first+p.size >= len(ln.runes)-8 {
		return
	}
	switch ln.runes[first+p.size] {
	case '/', '|':
		c.part(ln, 0, first+p.size+1, doc.Furniture)
		c.part(ln, first+p.size+1, len(ln.runes), doc.Title)
	}
}

// text cuts a paragraph: share box, title, dateline and credit in front; end
// mark, tags, handles and initials behind.
func (c *cutter) text(ln *line) {
	from := c.front(&ln.form)
	c.part(ln, 0, from, doc.Furniture)
	from = c.title(ln, from)
	if from == 0 && c.seen < 2 {
		from = c.dateline(ln)
	}
	if ln.words >= 5 {
		c.seen++
	}
	from = c.credit(ln, from)
	to := c.behind(ln, from)
	c.middle(ln, from, to)
	c.rest(ln, to)
	if len(ln.parts) == 1 {
		ln.kind, ln.parts = ln.parts[0].Kind, nil
	}
}

// title cuts the title that was glued to an agency's credit.
func (c *cutter) title(ln *line, from int) int {
	if c.page.title < 0 || from > 0 {
		return from
	}
	t := &c.lines[c.page.title].form
	if len(t.runes) >= len(ln.runes) || !ln.hasPrefix(t) {
		return from
	}
	if _, ok := c.matchLoose(&ln.form, len(t.runes), isOpener, anyPlace); !ok {
		return from
	}
	c.part(ln, 0, len(t.runes), doc.Title)
	ln.begins[len(t.runes)] = true
	return len(t.runes)
}

// dateline cuts place, date and agency off the front of a paragraph.
func (c *cutter) dateline(ln *line) int {
	end := c.prefix(&ln.form, func(from, to int) bool { return c.own(ln.runes[from:to]) })
	if end == 0 || len(ln.runes)-end < 15 {
		return 0
	}
	c.part(ln, 0, end, doc.Dateline)
	return end
}

// own reports whether the page calls itself so.
func (c *cutter) own(name []rune) bool {
	if len(name) < 3 {
		return false
	}
	for i := range c.names {
		if within(c.names[i].runes, name) && len(name)*2 > len(c.names[i].runes) {
			return true
		}
	}
	if c.outlet == nil {
		c.outlet = &form{}
		c.outlet.read(c.fold, c.article.Outlet, 0)
	}
	outlet := c.outlet.runes
	return len(outlet) > 0 && (within(outlet, name) || within(name, outlet))
}

// within reports whether part stands in whole.
func within(whole, part []rune) bool {
	for i := 0; i+len(part) <= len(whole); i++ {
		if slices.Equal(whole[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// credit cuts the agency's credit at rune from, or inside the first paragraph.
func (c *cutter) credit(ln *line, from int) int {
	i := from
	for i < len(ln.runes) && charOf(ln.runes[i]) == sign && ln.runes[i] != '«' {
		i++
	}
	end := c.creditAt(ln, i)
	if end == 0 {
		return from
	}
	c.part(ln, from, end, doc.Dateline)
	return end
}

// creditAt judges a credit at rune i. The first of the page may name anyone
// but a known source; later ones must repeat it or be an agency of the list.
func (c *cutter) creditAt(ln *line, i int) int {
	end, name := c.lexicon.credit(&ln.form, i)
	if end == 0 {
		return 0
	}
	called := ln.runes[name[0]:name[1]]
	if c.credits > 0 && !c.listedName(&ln.form, name) && string(called) != string(c.name) {
		return 0
	}
	if c.credits == 0 {
		if c.seen > 3 && !c.listedName(&ln.form, name) {
			return 0
		}
		c.name = called
	}
	c.credits++
	return end
}

// listedName reports an agency of the list at the front of the name.
func (c *cutter) listedName(f *form, name [2]int) bool {
	_, ok := c.lexicon.match(f, name[0], isCredit, anyPlace)
	return ok
}

// middle lays the zone of the text itself. A credit that opens a later
// sentence of the first paragraph parts the lead from the body.
func (c *cutter) middle(ln *line, from, to int) {
	if c.credits == 0 && c.seen <= 1 && from == 0 {
		for i := 1; i < to; i++ {
			if !ln.begins[i] || ln.runes[i-1] != '.' {
				continue
			}
			if end := c.creditAt(ln, i); end > 0 && end < to {
				c.part(ln, from, i, doc.Lead)
				c.part(ln, i, end, doc.Dateline)
				from = end
				break
			}
		}
	}
	c.part(ln, from, to, doc.Body)
}

// behind finds where the text of a paragraph ends and other things begin.
func (c *cutter) behind(ln *line, from int) int {
	to := len(ln.runes)
	for range 4 {
		next := c.endMark(ln, from, c.tags(ln, from, c.handles(ln, from, c.signed(ln, from, to))))
		if next == to {
			return to
		}
		to = next
	}
	return to
}

// farthest end mark from the end of a line, in runes.
const farthestMark = 60

// endMark finds an end mark that is glued to the last sentence.
func (c *page) endMark(ln *line, from, to int) int {
	for i := max(from+1, to-farthestMark); i < to; i++ {
		if !c.start(ln.runes[i]).leads(isEnd, lineTail) {
			continue
		}
		p, ok := c.lexicon.match(&ln.form, i, isEnd, lineTail)
		if !ok {
			if p, ok = c.matchLoose(&ln.form, i, isEnd, lineTail); !ok || p.size < 8 {
				continue
			}
		}
		if onlyMarks(&ln.form, i+p.size, to) && (p.size >= 8 || stops(ln.runes[i-1])) {
			return i
		}
	}
	return to
}

// onlyMarks reports whether no word of two letters stands in the runes
// [from, to).
func onlyMarks(f *form, from, to int) bool {
	run := 0
	for i := from; i < to; i++ {
		if charOf(f.runes[i]) != letter || f.begins[i] {
			run = 0
		}
		if charOf(f.runes[i]) == letter {
			if run++; run > 1 {
				return false
			}
		}
	}
	return true
}

func stops(r rune) bool {
	switch r {
	case '.', '؟', '?', '!', '…', '»', '"', '”', ')', ']', '/', '*':
		return true
	}
	return false
}

// longest run of tags behind a paragraph, in runes.
const farthestTag = 220

// tags finds words of the tables that open a run of furniture behind the last
// sentence.
func (c *cutter) tags(ln *line, from, to int) int {
	for i := max(from+1, to-farthestTag); i < to; i++ {
		if !ln.begins[i] || !stops(ln.runes[i-1]) && ln.runes[i] != '.' {
			continue
		}
		if _, ok := c.lexicon.match(&ln.form, i, isFurniture, lineTail); ok {
			return i
		}
	}
	return to
}

// handles finds a channel's handle or an address at the end of a line.
func (c *cutter) handles(ln *line, from, to int) int {
	for i := to - 1; i > from; i-- {
		r := ln.runes[i]
		if charOf(r) == letter && r >= 0x0600 && r <= 0x06FF {
			return to
		}
		if r == '@' || r == 'h' && ln.begins[i] && string(ln.runes[i:min(i+4, to)]) == "http" {
			for i > from+1 && charOf(ln.runes[i-1]) == sign && !stops(ln.runes[i-1]) && ln.runes[i-1] > 0x2000 {
				i--
			}
			return i
		}
	}
	return to
}

// signed finds the writer's initials, or a stroke and an agency, behind the
// last word.
func (c *cutter) signed(ln *line, from, to int) int {
	for i := to - 1; i > from && i > to-24; i-- {
		switch {
		case ln.runes[i] == '/' && i+1 < to:
			if p, ok := c.lexicon.match(&ln.form, i+1, isCredit, anyPlace); ok && i+1+p.size == to {
				return i
			}
			return to
		case ln.runes[i] == '.' || ln.runes[i] == '؟' || ln.runes[i] == '»':
			if i+1 < to && to-i <= 7 && ln.spaced[i+1] && onlyMarks(&ln.form, i+1, to) && charOf(ln.runes[i+1]) == letter {
				return i + 1
			}
			return to
		}
	}
	return to
}

// rest lays the zone of what stands behind the text.
func (c *cutter) rest(ln *line, to int) {
	if to == len(ln.runes) {
		return
	}
	kind := doc.Furniture
	if charOf(ln.runes[to]) == letter && onlyMarks(&ln.form, to, len(ln.runes)) || ln.runes[to] == '/' {
		kind = doc.Dateline
	}
	c.part(ln, to, len(ln.runes), kind)
}

// lead marks the paragraph under the title that the body tells again.
func (p *page) lead() {
	first, second, labelled := p.firstTwo()
	if second < 0 {
		return
	}
	ln, next := &p.lines[first], &p.lines[second]
	if p.sentences(ln) > 3 || ln.words < 6 || ln.credited() || p.hasLead() {
		return
	}
	if p.opensCreditLike(next) || labelled || p.restated(ln, second) {
		p.makeLead(ln)
	}
}

// hasLead reports whether a lead was found inside a paragraph.
func (p *page) hasLead() bool {
	for i := range p.lines {
		for _, z := range p.lines[i].parts {
			if z.Kind == doc.Lead {
				return true
			}
		}
	}
	return false
}

// credited reports whether an agency's credit was cut off the line's front.
func (ln *line) credited() bool {
	return len(ln.parts) > 0 && ln.parts[0].Kind == doc.Title
}

// firstTwo are the first two lines of the body behind the title; labelled
// says that a dateline stands between them.
func (p *page) firstTwo() (first, second int, labelled bool) {
	first, second = -1, -1
	for i := p.title + 1; i < len(p.lines); i++ {
		switch ln := &p.lines[i]; {
		case ln.kind == doc.Body && first < 0:
			first = i
		case ln.kind == doc.Body:
			return first, i, labelled
		case ln.kind == doc.Dateline && first >= 0:
			labelled = true
		case ln.kind == doc.Furniture && ln.sort == ending:
			return first, second, false
		}
	}
	return first, second, false
}

// opensCreditLike reports whether a credit or dateline stands at the front.
func (p *page) opensCreditLike(ln *line) bool {
	if p.opensCredit(ln) {
		return true
	}
	return len(ln.parts) > 1 && (ln.parts[0].Kind == doc.Dateline || ln.parts[0].Kind == doc.Title)
}

// sentences counts the stops of a line that a blank follows.
func (p *page) sentences(ln *line) int {
	n := 1
	for i := 0; i+1 < len(ln.runes); i++ {
		if r := ln.runes[i]; (r == '.' || r == '؟' || r == '!') && ln.spaced[i+1] {
			n++
		}
	}
	return n
}

// restated reports whether most words of the line come again in line next.
func (p *page) restated(ln *line, next int) bool {
	words := map[wordNumber]bool{}
	p.each(&p.lines[next], func(w wordNumber) { words[w] = true })
	all, found := 0, 0
	p.each(ln, func(w wordNumber) {
		all++
		if words[w] {
			found++
		}
	})
	return all >= 5 && found*10 >= all*7
}

// makeLead turns the text of a line into a lead.
func (p *page) makeLead(ln *line) {
	ln.kind = doc.Lead
	for i := range ln.parts {
		if ln.parts[i].Kind == doc.Body {
			ln.parts[i].Kind = doc.Lead
		}
	}
}
