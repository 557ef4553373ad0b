package extract

import (
	"iter"
	"slices"
	"strings"

	"safir/internal/doc"
)

// At is the first mark of a class that begins at segment i.
func (c *Case) At(i int32, class doc.Class) (doc.Mark, bool) { return c.Doc.MarkAt(int(i), class) }

// Marked reports whether a mark of a class begins at segment i.
func (c *Case) Marked(i int32, class doc.Class) bool {
	_, ok := c.At(i, class)
	return ok
}

// AnyAt reports whether a mark of one of some classes begins at segment i.
func (c *Case) AnyAt(i int32, classes *doc.ClassSet) bool {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if classes.Has(m.Class) {
			return true
		}
	}
	return false
}

// longestPhrase is how many segments a listed phrase has at most that is
// looked for by its end.
const longestPhrase = 7

// EndingAt are the marks whose last segment is i, and which are no longer than
// a listed phrase.
func (c *Case) EndingAt(i int32) iter.Seq[doc.Mark] {
	return func(yield func(doc.Mark) bool) {
		for j := max(0, i-longestPhrase+1); j <= i; j++ {
			for _, m := range c.Doc.MarksAt(int(j)) {
				if m.End == i+1 && !yield(m) {
					return
				}
			}
		}
	}
}

// Has reports whether a class is one of a list.
func (c *Case) Has(list []doc.Class, class doc.Class) bool {
	return slices.Contains(list, class)
}

// PartyAt is the mention of a party that begins at segment i, or -1.
func (c *Case) PartyAt(i int32) int {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if c.IsParty(m.Class) {
			return int(m.Ref)
		}
	}
	return -1
}

// VerbAt is the finite verb that begins at segment i.
func (c *Case) VerbAt(i int32) (doc.Mark, bool) {
	for _, m := range c.Doc.MarksAt(int(i)) {
		if c.Finite(m) {
			return m, true
		}
	}
	return doc.Mark{}, false
}

// Finite reports whether a mark is a finite verb of its clause.
func (c *Case) Finite(m doc.Mark) bool {
	return c.C.Finite.Has(m.Class) && c.Lex.Attr(m, "tense") != ""
}

// Prep reports whether a preposition begins at segment i.
func (c *Case) Prep(i int32) bool { return c.Marked(i, c.C.Prep) }

// link reports whether a word at segment i only ties what follows to its verb.
func (c *Case) link(i int32) bool { return c.Marked(i, c.C.Link) }

// ends reports whether a mark of a class ends with segment i.
func (c *Case) ends(i int32, class doc.Class) bool {
	for m := range c.EndingAt(i) {
		if m.Class == class {
			return true
		}
	}
	return false
}

// Definite reports whether the word at segment i has the article.
func (c *Case) Definite(i int32) bool {
	return c.Article != "" && strings.HasPrefix(c.Names(c.Doc.Segs.Form(int(i))), c.Article)
}

// Punct reports whether segment i is a sign that stops nothing.
func (c *Case) Punct(i int32) bool {
	return c.Doc.Segs.Flags[i]&(doc.Punct|doc.Hard) == doc.Punct
}

// Comma reports whether segment i is a comma.
func (c *Case) Comma(i int32) bool {
	switch c.Names(c.Doc.Segs.Form(int(i))) {
	case "،", ",":
		return true
	}
	return false
}

func (c *Case) dash(i int32) bool {
	return strings.ContainsAny(c.Names(c.Doc.Segs.Form(int(i))), "-–—ـ")
}

// Opens reports whether segment i opens what is said: a colon or another stop,
// or a sign of quotation.
func (c *Case) Opens(i int32) bool {
	return c.Doc.Segs.Flags[i]&doc.Hard != 0 || c.quoteSign(i)
}

func (c *Case) quoteSign(i int32) bool {
	switch c.Names(c.Doc.Segs.Form(int(i))) {
	case "«", "\"", "“":
		return true
	}
	return false
}

// nextComma is the first comma or dash in [i, end), or -1.
func (c *Case) nextComma(i, end int32) int32 {
	for ; i < end; i++ {
		if c.Comma(i) || c.dash(i) {
			return i
		}
	}
	return -1
}

// Passing is the end of words at i that may stand before a subject without
// governing it: dates, settings, and, also; of signs too.
func (c *Case) Passing(i int32) (int32, bool) {
	if c.Doc.Segs.Flags[i]&doc.Punct != 0 {
		return i + 1, true
	}
	end := i
	for _, m := range c.Doc.MarksAt(int(i)) {
		if m.Class == c.C.Date || m.Class == c.C.Insert || m.Class == c.C.Opener || m.Class == c.C.Setting {
			end = max(end, m.End)
		}
	}
	return end, end > i
}

// Pass goes over settings, dates, and other passing words from i on; it ends
// no later than end.
func (c *Case) Pass(i, end int32) int32 {
	for i < end {
		next, ok := c.Passing(i)
		if !ok {
			break
		}
		i = next
	}
	return min(i, end)
}

// Inserted reports whether what stands between commas from i on is set in: it
// begins with a preposition, with who, or with and he.
func (c *Case) Inserted(i int32) bool {
	return c.Prep(i) || c.Marked(i, c.C.Relative) || c.Marked(i, c.C.And) && c.Marked(i+1, c.C.Pron)
}
