package export

import (
	"iter"

	"safir/internal/register"
)

// Items are things one after another, so that a register of any size can be
// written.
type Items = iter.Seq2[*Item, error]

// Item is one thing of the register made ready to be written: what its
// mentions say together, its English line, and the words that bear it, by
// publication.
type Item struct {
	register.Summary
	Gloss    string
	Evidence []Evidence
}

// Evidence is one mention with its words as printed. Prefix and Suffix are up
// to 32 code points of the text around them.
type Evidence struct {
	register.Mention
	Rule                  string
	Doubts                []string
	Quote, Prefix, Suffix string
	Source                register.Report
}

// Journey is a trip of one person.
type Journey struct {
	Person string // id of the thing
	Name   string // in English, or ""
	register.Trip
}

// around is the length in code points around a quotation that its selector
// carries, as Web Annotation suggests.
const around = 32

// Cite takes the words of a span of code points out of a text, with what
// stands around them.
func Cite(text []rune, from, to int) (quote, prefix, suffix string) {
	from, to = max(0, min(from, len(text))), max(0, min(to, len(text)))
	if from > to {
		from = to
	}
	return string(text[from:to]), string(text[max(0, from-around):from]), string(text[to:min(len(text), to+around)])
}
