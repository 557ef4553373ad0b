package export

import "safir/internal/register"

// Item is one thing of the register made ready to be written: what its
// mentions say together, its English line, and the words that bear it.
type Item struct {
	register.Mention // merged; its ID is the thing's
	Gloss            string
	Voices           int // reports that do not copy one another
	History          []Step
	Evidence         []Evidence
}

// Step is one word of status with the day on which it was printed.
type Step struct {
	Day, Status, Mention string
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

// Stop is one place of one person's journey.
type Stop struct {
	Person, Name  string // id of the thing, and its English name
	Country, City string
	First, Last   string // earliest arrival and latest departure that the reports allow
	Events        []string
	Purpose       string
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
