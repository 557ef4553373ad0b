package score

import (
	"strings"

	"safir/internal/record"
)

// The kinds of items.
const (
	KindPerson     = "person"
	KindOrg        = "org"
	KindEvent      = "event"
	KindStatement  = "statement"
	KindCommitment = "commitment"
)

// Item is one thing missed (it is in the gold and was not found) or one false
// hit (it was found and is not in the gold).
type Item struct {
	Doc     string // file name of the document
	Kind    string
	Missed  bool        // false: a false hit
	Span    record.Span // code points of the text; empty when the place is not known
	Summary string      // one line in the words of the record
	Rule    string      // the rule that found a false hit; "" for a miss
}

// missed lists something of the gold that was not found.
func (d *document) missed(kind string, at record.Span, summary string) {
	d.items = append(d.items, Item{Doc: d.gold.File(), Kind: kind, Missed: true, Span: at, Summary: summary})
}

// falseHit lists something found that is not in the gold.
func (d *document) falseHit(kind string, at record.Span, summary, rule string) {
	d.items = append(d.items, Item{Doc: d.gold.File(), Kind: kind, Span: at, Summary: summary, Rule: rule})
}

// Excerpt is the words of a span with up to margin code points either side,
// on one line; the words themselves stand in 【】. A span that does not lie in
// the text, or is empty, gives "".
func Excerpt(s string, span record.Span, margin int) string {
	runes := []rune(s)
	if span[0] < 0 || span[1] <= span[0] || span[1] > len(runes) {
		return ""
	}
	before := string(runes[max(0, span[0]-margin):span[0]])
	after := string(runes[span[1]:min(len(runes), span[1]+margin)])
	return oneLine(before + "【" + string(runes[span[0]:span[1]]) + "】" + after)
}

// oneLine turns every run of white space into one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// firstSpan is the first of an item's spans, or an empty one.
func firstSpan(spans []record.Span) record.Span {
	if len(spans) == 0 {
		return record.Span{}
	}
	return spans[0]
}

// words joins the words of a summary, leaving out empty ones.
func words(list ...string) string { return strings.Join(notEmpty(list), " ") }

// listed joins names or codes for a summary.
func listed(names []string) string { return strings.Join(names, ", ") }

// inBrackets is "(a, b)" of those that are not empty, or "".
func inBrackets(list ...string) string {
	kept := notEmpty(list)
	if len(kept) == 0 {
		return ""
	}
	return "(" + listed(kept) + ")"
}

func notEmpty(list []string) []string {
	var kept []string
	for _, w := range list {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
