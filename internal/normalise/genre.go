package normalise

import "safir/internal/doc"

// The genres of articles, as record.md names them.
const (
	News      = "news"
	Readout   = "readout"
	Interview = "interview"
	Opinion   = "opinion"
	Roundup   = "roundup"
	Brief     = "brief"
)

// Genre says what sort of text an article is, by plain cues: headings and
// bylines of the tables, turns of question and answer, who signs, how long.
func (z *Zoner) Genre(a *doc.Article, tag string) string {
	p := z.read(a, tag)
	defer pages.Put(p)
	return p.genre()
}

// Read is Zones and Genre in one pass.
func (z *Zoner) Read(a *doc.Article, tag string) ([]doc.Zone, string) {
	p := z.read(a, tag)
	defer pages.Put(p)
	return p.zones(), p.genre()
}

// briefest articles, in words of evidence.
const longestBrief = 60

func (p *page) genre() string {
	switch {
	case p.labelled(isOpinion) || p.authored():
		return Opinion
	case p.labelled(isInterview) || p.questions():
		return Interview
	case p.isDigest() || p.rounds():
		return Roundup
	case p.firstParty():
		return Readout
	case p.evidence() <= longestBrief:
		return Brief
	}
	return News
}

// labelled reports a phrase of the role as a line of its own, or in front of a
// colon or stroke, in the head or around the title.
func (p *page) labelled(want role) bool {
	for i := range p.lines[:p.bodyStart()] {
		ln := &p.lines[i]
		first := ln.firstWord()
		f, ok := p.lexicon.match(&ln.form, first, want, anyPlace)
		if !ok {
			continue
		}
		at := first + f.size
		if at == len(ln.runes) || ln.kind != doc.Title && ln.words <= 6 {
			return true
		}
		switch ln.runes[at] {
		case ':', '|', '/', '-', '–', ']', ')':
			return true
		}
	}
	return false
}

// bodyStart is the first line of lead or body.
func (p *page) bodyStart() int {
	for i := range p.lines {
		if k := p.lines[i].kind; k == doc.Body || k == doc.Lead {
			return i
		}
	}
	return len(p.lines)
}

// authored reports the signature of an opinion piece behind the text.
func (p *page) authored() bool {
	for i := p.bodyStart(); i < len(p.lines); i++ {
		ln := &p.lines[i]
		if ln.kind == doc.Body || ln.kind == doc.Comment {
			continue
		}
		if _, ok := p.lexicon.match(&ln.form, ln.firstWord(), isOpinion, anyPlace); ok && ln.words > 1 {
			return true
		}
		if ln.sort == handle && ln.words <= 3 && p.mail(ln) {
			return true
		}
	}
	return false
}

// mail reports an address with a name before the at sign.
func (p *page) mail(ln *line) bool {
	for i, r := range ln.runes {
		if r == '@' {
			return i > 1 && !ln.spaced[i] && charOf(ln.runes[i-1]) != sign
		}
	}
	return false
}

// questions reports turns of question and answer.
func (p *page) questions() bool {
	asked, marked, answered, paragraphs := 0, 0, 0, 0
	for i := range p.lines {
		ln := &p.lines[i]
		if ln.kind != doc.Body {
			continue
		}
		paragraphs++
		first := ln.firstWord()
		if f, ok := p.lexicon.match(&ln.form, first, isQuestion, anyPlace); ok && p.turn(ln, first+f.size) {
			asked++
		}
		if f, ok := p.lexicon.match(&ln.form, first, isAnswer, anyPlace); ok && p.turn(ln, first+f.size) {
			answered++
		}
		if ln.ends('؟') && ln.words >= 4 {
			marked++
		}
	}
	return asked >= 2 && (answered >= 1 || marked >= 2 || asked*3 >= paragraphs) || marked >= 4 && marked*4 >= paragraphs
}

// turn reports a colon or dash at rune i.
func (p *page) turn(ln *line, i int) bool {
	return i < len(ln.runes) && (ln.runes[i] == ':' || ln.runes[i] == '-' || ln.runes[i] == '/')
}

// rounds reports a title that announces a roundup, or short headings with a
// paragraph each from the start to the end.
func (p *page) rounds() bool {
	for i := range p.lines[:p.bodyStart()] {
		ln := &p.lines[i]
		for j := range ln.runes {
			if _, ok := p.lexicon.match(&ln.form, j, isRoundup, anyPlace); ok && ln.begins[j] {
				return true
			}
		}
	}
	return p.headed()
}

// headed reports at least three short headings that part the body in pieces
// of one paragraph.
func (p *page) headed() bool {
	heads, paragraphs, before := 0, 0, false
	for i := range p.lines {
		ln := &p.lines[i]
		if ln.kind != doc.Body {
			continue
		}
		if ln.words <= 8 && !ln.full && !ln.colon {
			if before {
				return false
			}
			heads++
			before = true
			continue
		}
		paragraphs++
		before = false
	}
	return heads >= 3 && heads == paragraphs
}

// firstParty reports that a ministry or presidency itself speaks: in the
// address, the page's name, the credit, the title or the signature.
func (p *page) firstParty() bool {
	var from form
	from.read(p.fold, p.article.URL+" "+p.article.Outlet, 0)
	if p.says(&from) {
		return true
	}
	for i := range p.lines {
		ln := &p.lines[i]
		switch {
		case ln.kind == doc.Title:
			if ln.colon && p.says(&ln.form) {
				return true
			}
		case ln.kind == doc.Dateline || ln.kind == doc.Furniture && i < 3 || ln.kind == doc.Body && i >= len(p.lines)-4 && ln.words <= 8 && !ln.full:
			if p.says(&ln.form) {
				return true
			}
		case p.signs(ln):
			return true
		}
	}
	return false
}

// signs reports a credit that names a ministry or presidency and no agency.
func (p *page) signs(ln *line) bool {
	first := ln.firstLetter()
	open, ok := p.lexicon.match(&ln.form, first, isOpener, anyPlace)
	if !ok {
		return false
	}
	_, ok = p.lexicon.match(&ln.form, first+open.size, isReadout, anyPlace)
	return ok
}

// says reports a phrase of a ministry or presidency.
func (p *page) says(f *form) bool {
	for i := range f.runes {
		if _, ok := p.lexicon.match(f, i, isReadout, anyPlace); ok {
			return true
		}
	}
	return false
}

// evidence counts the words that may bear records.
func (p *page) evidence() (n int) {
	for i := range p.lines {
		if ln := &p.lines[i]; ln.kind == doc.Body || ln.kind == doc.Lead {
			n += ln.words
		}
	}
	return n
}
