// Package normalise finds the article in a page's plain text: its zones, its
// genre, the language of its paragraphs, and one spelling of the whole with
// the map back to the text as printed. What it knows of words comes from the
// language packs; the text itself never changes.
package normalise

import (
	"strings"
	"sync"

	"safir/internal/doc"
	"safir/internal/lang"
)

// Zoner divides articles into zones. It does not change once made, and may be
// used by several goroutines.
type Zoner struct {
	byLang map[string]*lexicon
	all    *lexicon
}

// New makes a Zoner of the packs' entries of the classes furniture.* and
// genre.*.
func New(packs ...*lang.Pack) *Zoner {
	z := &Zoner{byLang: map[string]*lexicon{}, all: newLexicon(packs...)}
	for _, p := range packs {
		z.byLang[p.Lang] = newLexicon(p)
	}
	return z
}

// lexiconFor is the table of a language, or all tables together when there is
// none of its own.
func (z *Zoner) lexiconFor(tag string) *lexicon {
	base, _, _ := strings.Cut(tag, "-")
	if l := z.byLang[base]; l != nil {
		return l
	}
	return z.all
}

// Zones divides an article's text. The zones are in order, do not overlap,
// hold no line break, and cover all that is not white space.
func (z *Zoner) Zones(a *doc.Article, tag string) []doc.Zone {
	p := z.read(a, tag)
	defer pages.Put(p)
	return p.zones()
}

// pages are done with: their memory serves the next.
var pages = sync.Pool{New: func() any { return new(page) }}

// page is one article on its way to zones.
type page struct {
	*lexicon
	arena   form // memory of the lines' forms
	article *doc.Article
	lines   []line
	title   int                 // line of the title, or -1
	first   int                 // first line behind the head
	names   []form              // what the page calls itself: short lines of its head, the outlet
	words   map[wordNumber]bool // of the lines that look like paragraphs
	post    bool                // a channel's post: bullets and handles
}

// read finds the kinds of all lines.
func (z *Zoner) read(a *doc.Article, tag string) *page {
	p := pages.Get().(*page)
	*p = page{lexicon: z.lexiconFor(tag), arena: p.arena, lines: p.lines[:0], article: a, title: -1}
	p.divide(a.Text)
	p.lexicon.sort(p.lines)
	p.post = p.isPost()
	if p.isDigest() {
		p.fill(0, len(p.lines), doc.Furniture)
		return p
	}
	p.head()
	p.walk()
	p.tail()
	p.cut()
	p.lead()
	return p
}

// fill gives the lines [from, to) a kind.
func (p *page) fill(from, to int, kind doc.ZoneKind) {
	for i := from; i < to; i++ {
		p.lines[i].kind = kind
	}
}

// zones lists what was found.
func (p *page) zones() []doc.Zone {
	out := make([]doc.Zone, 0, len(p.lines)+4)
	for i := range p.lines {
		ln := &p.lines[i]
		if len(ln.parts) == 0 {
			out = append(out, doc.Zone{Span: ln.span, Kind: ln.kind})
			continue
		}
		for _, part := range ln.parts {
			part.Span = trim(p.article.Text, part.Span)
			if part.Span.Len() > 0 {
				out = append(out, part)
			}
		}
	}
	return out
}

// paragraph reports whether a line reads as running text: long, or a sentence
// that ends.
func (ln *line) paragraph() bool {
	return ln.sort == plain && (ln.full && !ln.dots && ln.words >= 8 || ln.size >= 180 && ln.words >= 12)
}

// isPost reports the layout of a channel's post: lines of bullets only, or a
// handle at the end.
func (p *page) isPost() bool {
	marks, handles := 0, 0
	for i := range p.lines {
		switch p.lines[i].sort {
		case symbols:
			marks++
		case handle:
			handles++
		}
	}
	return marks > 1 || handles > 0 && marks > 0
}

// isDigest reports a list of links with a line each and no paragraph.
func (p *page) isDigest() bool {
	links, paragraphs := 0, 0
	for i := range p.lines {
		ln := &p.lines[i]
		if ln.sort == handle && i > 0 {
			links++
		}
		if ln.paragraph() && ln.size > 90 {
			paragraphs++
		}
	}
	return links >= 3 && paragraphs == 0 && links*5 >= len(p.lines)
}
