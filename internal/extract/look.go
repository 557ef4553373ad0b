package extract

import (
	"iter"
	"slices"
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
	"safir/internal/record"
)

// Parties are the mentions that lie in segments [first, end), in order.
func (c *Case) Parties(first, end int32) (out []int) {
	for i := first; i < end; i++ {
		for _, m := range c.Doc.MarksAt(int(i)) {
			if c.IsParty(m.Class) && m.End <= end {
				out = append(out, int(m.Ref))
				break
			}
		}
	}
	return out
}

// IsParty reports whether marks of a class are mentions of parties.
func (c *Case) IsParty(k doc.Class) bool {
	return k == c.C.Person || k == c.C.Office || k == c.C.State || k == c.C.Org || k == c.C.Pron || k == c.C.Pair || k == c.C.Anonymous
}

// Topics are the topics of the cue words in segments [first, end), sorted.
// What stands in the name of a person or an office is no topic; a cue that has
// other meanings tells one only where the article has a cue of it that has none,
// or where it names a state of which nobody acts.
func (c *Case) Topics(first, end int32) []string {
	out := []string{}
	for _, m := range c.Doc.MarksIn(first, end) {
		if m.Class != c.C.Topic || m.End > end || c.named(m) {
			continue
		}
		for topic := range split(c.Lex.Attr(m, "topic")) {
			if c.Lex.Attr(m, "ambiguous") == "" || slices.Contains(c.sight.topics, topic) || c.afar(m) {
				out = append(out, topic)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// afar reports whether a mark names a state, or a city of one, of which the
// article has no person.
func (c *Case) afar(k doc.Mark) bool {
	for _, m := range c.Doc.MarksAt(int(k.First)) {
		if code := c.Lex.Attr(m, "code"); code != "" && (m.Class == c.C.City || c.C.StateName.Has(m.Class)) {
			return !slices.ContainsFunc(c.Actors, func(a Actor) bool { return a.Kind == Person && a.Country == code })
		}
	}
	return false
}

// sureTopics are the topics of which an article has a cue that means nothing
// else, each once.
func (c *Case) sureTopics() (out []string) {
	for _, s := range c.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		for _, m := range c.Doc.MarksIn(s.First, s.End) {
			if m.Class == c.C.Topic && c.Lex.Attr(m, "ambiguous") == "" && !c.named(m) {
				out = slices.AppendSeq(out, split(c.Lex.Attr(m, "topic")))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// named reports whether a mark lies in the name of a person, an office or a
// body.
func (c *Case) named(k doc.Mark) bool {
	for m := range c.Between(max(0, k.First-longestName), k.End+longestName) {
		if m.First <= k.First && k.End <= m.End && (m.Kind == OfPerson || m.Kind == OfOffice) {
			return true
		}
	}
	return false
}

// longestName is how far the name of a party may reach, in segments.
const longestName = 16

// split are the values of a list between commas.
func split(list string) iter.Seq[string] {
	return strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' })
}

// States are the codes of the states named in segments [first, end), each
// once, in order.
func (c *Case) States(first, end int32) (out []string) {
	for _, m := range c.Doc.MarksIn(first, end) {
		if c.C.StateName.Has(m.Class) && m.End <= end {
			if code := c.Lex.Attr(m, "code"); !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// Date resolves the first date that stands in segments [first, end) and is
// neither deadline nor clock. direction is -1 for the past, +1 for the
// future, 0 when it is not known. Nil when there is none or it cannot be
// resolved.
func (c *Case) Date(first, end int32, direction int) *record.Date {
	for i := first; i < end; i++ {
		m, ok := c.Doc.MarkAt(int(i), c.C.Date)
		if !ok || m.End > end {
			continue
		}
		if d := c.Resolve(int(m.Ref), direction); d != nil {
			s := c.Span(m.First, m.End)
			d.Span = &s
			return d
		}
	}
	return nil
}

// Resolve turns date i of the article into a day, month or range.
func (c *Case) Resolve(i, direction int) *record.Date {
	published := day(c.Published.Value)
	if c.speaks == "" {
		c.speaks = calendar.Speaks(c.Doc, c.Kit.Calendar, published)
	}
	v, ok := calendar.ResolveAt(c.Doc, i, calendar.Context{Published: published, Calendar: c.speaks, Direction: direction})
	if !ok {
		return nil
	}
	return &record.Date{Value: &v.Date, Basis: &v.Basis, Calendar: nilIfEmpty(v.Calendar), Uncertain: v.Uncertain}
}

func day(stamp string) string {
	if len(stamp) > 10 {
		return stamp[:10]
	}
	return stamp
}

func nilIfEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Place is the first city, else the first state after a word of place, in
// segments [first, end). Nil when there is none.
func (c *Case) Place(first, end int32) *record.Place {
	for i := first; i < end; i++ {
		if m, ok := c.Doc.MarkAt(int(i), c.C.City); ok && m.End <= end && !c.InPerson(i) {
			return c.placeOf(m)
		}
	}
	return nil
}

func (c *Case) placeOf(m doc.Mark) *record.Place {
	city, country := c.Lex.Attr(m, "city"), c.Lex.Attr(m, "code")
	s, basis := c.Span(m.First, m.End), "text"
	return &record.Place{Country: &country, City: &city, Basis: &basis, Span: &s}
}
