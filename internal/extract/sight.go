package extract

import (
	"iter"
	"sort"

	"safir/internal/record"
)

// sight finds mentions by the segments they stand on.
type sight struct {
	ending []int32  // by the segment behind it: a mention, and one; 0 is none
	person []bool   // segments of mentions of a person or an office
	pair   []int    // who the two sides of the article are
	topics []string // of which the article has a cue that means nothing else
}

// memory is how far back a reader looks for whom a word means, in mentions.
const memory = 600

// Settle readies the search for mentions once all are laid in order.
func (c *Case) Settle() {
	n := c.Doc.Segs.Len()
	c.sight = sight{ending: make([]int32, n+1), person: make([]bool, n), pair: c.findPair()}
	for i := range c.Mentions {
		m := &c.Mentions[i]
		c.sight.ending[m.End] = int32(i + 1)
		if m.Kind != OfPerson && m.Kind != OfOffice {
			continue
		}
		for at := m.First; at < m.End; at++ {
			c.sight.person[at] = true
		}
	}
	c.sight.topics = c.sureTopics()
}

// Ending is the mention that ends right before segment i, or -1.
func (c *Case) Ending(i int32) int { return int(c.sight.ending[i]) - 1 }

// InPerson reports whether segment i lies within a mention of a person or of an
// office.
func (c *Case) InPerson(i int32) bool { return c.sight.person[i] }

// Earlier are the mentions that begin before a segment, the last of them
// first, as far back as a reader remembers.
func (c *Case) Earlier(before int32) iter.Seq[*Mention] {
	last := c.from(before) - 1
	return func(yield func(*Mention) bool) {
		for i := last; i >= max(0, last-memory); i-- {
			if !yield(&c.Mentions[i]) {
				return
			}
		}
	}
}

// Starting are the mentions that begin at segment i.
func (c *Case) Starting(i int32) iter.Seq[*Mention] {
	return func(yield func(*Mention) bool) {
		for k := c.from(i); k < len(c.Mentions) && c.Mentions[k].First == i && yield(&c.Mentions[k]); k++ {
		}
	}
}

// Latest are the last mentions that stand no later than in a sentence, in
// order, as many as a reader remembers.
func (c *Case) Latest(sentence int) iter.Seq[*Mention] {
	return func(yield func(*Mention) bool) {
		end := sort.Search(len(c.Mentions), func(k int) bool { return c.Mentions[k].Sentence > sentence })
		for i := max(0, end-memory); i < end && yield(&c.Mentions[i]); i++ {
		}
	}
}

// Between are the mentions that lie within segments [first, end), in order.
func (c *Case) Between(first, end int32) iter.Seq[*Mention] {
	return func(yield func(*Mention) bool) {
		for i := c.from(first); i < len(c.Mentions) && c.Mentions[i].First < end; i++ {
			if c.Mentions[i].End <= end && !yield(&c.Mentions[i]) {
				return
			}
		}
	}
}

// from is the first mention that begins at segment i or behind it.
func (c *Case) from(i int32) int {
	return sort.Search(len(c.Mentions), func(k int) bool { return c.Mentions[k].First >= i })
}

// SaidAt is the statement in whose words a span begins, or nil.
func (c *Case) SaidAt(span record.Span) *record.Statement {
	i := sort.Search(len(c.Said), func(k int) bool { return c.Said[k].Span[1] > span[0] })
	if i == len(c.Said) || c.Said[i].Span[0] > span[0] {
		return nil
	}
	return &c.Said[i]
}
