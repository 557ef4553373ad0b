package normalise

import "safir/internal/doc"

// state is where the walk down the page is.
type state uint8

const (
	inText    state = iota
	inList          // behind the heading of a list of links
	inComment       // behind the heading of the readers' comments
)

// walker goes down the lines behind the head.
type walker struct {
	*page
	state   state
	ended   bool // an end mark was seen
	told    int  // paragraphs seen
	lastEnd int  // the last line that is an end mark, or -1
}

// walk gives the lines behind the head their kinds.
func (p *page) walk() {
	w := &walker{page: p, lastEnd: -1}
	for i := range p.lines {
		if p.lines[i].sort == ending {
			w.lastEnd = i
		}
	}
	for i := p.first; i < len(p.lines); i++ {
		w.lines[i].kind = w.kind(i)
	}
}

// kind is the kind of line i, and moves the state on.
func (w *walker) kind(i int) doc.ZoneKind {
	ln := &w.lines[i]
	if w.state == inComment {
		return w.comment(ln)
	}
	switch ln.sort {
	case symbols, handle:
		return doc.Furniture
	case ending:
		w.ended, w.state = true, inText
		return doc.Furniture
	case commenting:
		return w.startComments(i)
	case heading:
		w.state = inList
		return doc.Furniture
	case furnitureLine:
		return doc.Furniture
	case picture:
		return w.picture(i)
	case credited:
		return w.credited(i)
	}
	return w.text(i)
}

// comment keeps to the comments until a heading of furniture.
func (w *walker) comment(ln *line) doc.ZoneKind {
	if ln.sort == heading && ln.reach != reachLine {
		w.state = inList
		return doc.Furniture
	}
	return doc.Comment
}

// startComments takes a heading of comments for one only behind a text.
func (w *walker) startComments(i int) doc.ZoneKind {
	if w.told == 0 && !w.ended {
		return doc.Furniture
	}
	if i < w.lastEnd && !w.ended {
		return doc.Body // the text goes on to its end mark
	}
	w.state = inComment
	return doc.Comment
}

// picture tells a caption from a heading of the text.
func (w *walker) picture(i int) doc.ZoneKind {
	if w.lines[i].words > 25 {
		return w.text(i)
	}
	return doc.Caption
}

// credited places a dateline: inside the text it must stand near an end.
func (w *walker) credited(i int) doc.ZoneKind {
	ln := &w.lines[i]
	if ln.ends('؟') {
		return w.text(i)
	}
	if w.state == inList && !w.dated(ln) {
		return doc.Furniture
	}
	return doc.Dateline
}

// dated reports a line with a date or a label, not only a number in front.
func (w *walker) dated(ln *line) bool {
	var few fewTokens
	for _, s := range segments(&ln.form, w.tokens(few[:], &ln.form, 0, len(ln.runes))) {
		if s.label || s.coded || s.numbers > 0 && s.dates > 0 {
			return true
		}
	}
	return false
}

// text places a line that looks like nothing in particular.
func (w *walker) text(i int) doc.ZoneKind {
	ln := &w.lines[i]
	if w.title >= 0 && ln.words > 2 && ln.equal(&w.lines[w.title].form) {
		return doc.Title
	}
	switch {
	case w.sectionLabel(i):
		return doc.Dateline
	case w.state == inList:
		if w.ended || !w.resumes(ln) {
			return doc.Furniture
		}
		w.state = inText
	case w.ended && !w.resumes(ln):
		if w.byline(ln) {
			return doc.Dateline
		}
		return doc.Furniture
	}
	if ln.words >= 5 {
		w.told++
	}
	if w.endMark(ln, 0, len(ln.runes)) < len(ln.runes) {
		w.ended = true
	}
	return doc.Body
}

// sectionLabel reports the page's name and a section's between the first
// paragraph and the second.
func (w *walker) sectionLabel(i int) bool {
	ln := &w.lines[i]
	if ln.sort != perhaps || ln.words > 4 || w.told != 1 || w.state != inText || w.post || i+1 == len(w.lines) {
		return false
	}
	return w.lines[i-1].paragraph() && w.lines[i+1].paragraph()
}

// resumes reports whether the text goes on behind a list of links or a
// misplaced end mark: links have no full stop.
func (w *walker) resumes(ln *line) bool {
	return w.opensCredit(ln) || ln.full && !ln.dots && ln.ends('.') && ln.words >= 6 || ln.words >= 45
}

// byline reports the initials or names that some agencies sign with.
func (w *walker) byline(ln *line) bool {
	return ln.sort == perhaps || ln.words <= 4 && ln.size <= 40 && w.initials(ln) || onlyMarks(&ln.form, 0, len(ln.runes))
}

// initials reports a line of single letters, names and strokes.
func (w *walker) initials(ln *line) bool {
	single, strokes := 0, 0
	for i, r := range ln.runes {
		if charOf(r) == letter && ln.begins[i] && (i+1 == len(ln.runes) || ln.begins[i+1]) {
			single++
		}
		if r == '/' || r == '*' {
			strokes++
		}
	}
	return single > 0 || strokes > 0
}

// tail looks at the lines behind the last paragraph: signatures, sources.
func (p *page) tail() {
	w := &walker{page: p}
	for i := len(p.lines) - 1; i > p.first; i-- {
		ln := &p.lines[i]
		if ln.kind != doc.Body {
			continue
		}
		if ln.size > 45 || !w.signature(ln) {
			return
		}
		ln.kind = doc.Dateline
	}
}

// signature reports a last line that names who wrote or sent the text.
func (w *walker) signature(ln *line) bool {
	if onlyMarks(&ln.form, 0, len(ln.runes)) {
		return true
	}
	if ln.full && ln.words > 3 || ln.words > 4 {
		return false
	}
	return ln.sort == perhaps || w.initials(ln) || ln.script == 0 && ln.other > 0 && ln.words <= 3
}
