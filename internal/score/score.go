// Package score holds coded records against gold annotation: the figures
// behind `safir eval`. It is a port of the benchmark's score.py and gives the
// same figures to three decimals on the same records; every rule of matching
// here is that script's rule, and a change here without a change there is a
// fault that the tests show.
//
// The way through: LoadGold and ReadRecords bring both sides, Score counts
// document by document, Result.Table sums the counts into figures with their
// bootstrap intervals, Compare sets two runs side by side, and Result.Items
// lists what was missed and what was found in vain. Oracle answers "what
// would the score be if the persons, or the speakers, were right?".
//
// All positions are code points of the text, as in the record itself.
package score

import (
	"crypto/sha256"
	"encoding/hex"

	"safir/internal/record"
)

// longest is the length in code points above which a span is no evidence: it
// would touch anything.
const longest = 400

// Result is one run, counted but not yet summed up.
type Result struct {
	Items       []Item   // misses and false hits, in the order of the documents
	Uncoded     []string // documents that have gold but no record
	TextDiffers []string // documents whose record has another text than was annotated

	docs []counts // one a document of the gold, in its order
}

// Score counts the records against the gold. A record belongs to the gold
// whose text has its id as SHA-256, or else to the gold whose file has the
// base name of its source; records of other documents count for nothing, and
// gold without a record is missed whole.
func Score(golds []Gold, records []record.Record) Result {
	var out Result
	find := finder(records)
	for i := range golds {
		d := newDocument(&golds[i], find(&golds[i]))
		d.score()
		out.docs = append(out.docs, d.counts)
		out.Items = append(out.Items, d.items...)
		out.note(d)
	}
	return out
}

// note keeps the documents whose figures say more about the run than about
// the coder.
func (r *Result) note(d *document) {
	switch {
	case !d.coded:
		r.Uncoded = append(r.Uncoded, d.gold.File())
	case d.gold.HasText && d.rec.Text != d.gold.Text:
		r.TextDiffers = append(r.TextDiffers, d.gold.File())
	}
}

// finder returns a look-up of a gold's record, nil when it has none. Where
// several records would do, the last one is taken.
func finder(records []record.Record) func(*Gold) *record.Record {
	bySum, byFile := map[string]*record.Record{}, map[string]*record.Record{}
	for i := range records {
		rec := &records[i]
		bySum[rec.ID] = rec
		if rec.Source.File != nil {
			byFile[baseName(*rec.Source.File)] = rec
		}
	}
	return func(g *Gold) *record.Record {
		if rec := bySum[g.sum()]; rec != nil && rec.ID != "" {
			return rec
		}
		return byFile[g.File()]
	}
}

// sum is the SHA-256 of the gold's text in hex, or the one its file states
// when the text is absent.
func (g *Gold) sum() string {
	if !g.HasText {
		return g.SHA256
	}
	sum := sha256.Sum256([]byte(g.Text))
	return hex.EncodeToString(sum[:])
}

// document is one gold with its record, being scored.
type document struct {
	gold   *Gold
	rec    *record.Record
	coded  bool           // there is a record at all
	actors []record.Actor // of the record; of equal ids the last
	byID   map[string]*record.Actor
	home   map[string]string // gold person → state, for those that have one
	counts counts
	items  []Item
}

// newDocument prepares a document; rec is nil when it was not coded.
func newDocument(g *Gold, rec *record.Record) *document {
	d := &document{gold: g, rec: rec, coded: rec != nil, byID: map[string]*record.Actor{}, home: map[string]string{}}
	if rec == nil {
		d.rec = &record.Record{}
	}
	d.takeActors()
	for _, p := range g.Persons {
		d.home[p.Name] = text(p.Country)
	}
	return d
}

// takeActors lists the record's actors, one an id: the last one told wins, in
// the place of the first.
func (d *document) takeActors() {
	at := map[string]int{}
	for _, a := range d.rec.Actors {
		if i, ok := at[a.ID]; ok {
			d.actors[i] = a
			continue
		}
		at[a.ID] = len(d.actors)
		d.actors = append(d.actors, a)
	}
	for i := range d.actors {
		d.byID[d.actors[i].ID] = &d.actors[i]
	}
}

// score fills the document's counts and items.
func (d *document) score() {
	d.counts.share(figOverall, d.coded)
	d.counts.share(figPublished, upTo(text(d.rec.Published.Value), 10) == upTo(text(d.gold.Published), 10))
	d.scorePersons()
	d.scoreOrgs()
	d.scoreEvents()
	d.scoreStatements()
	d.scoreCommitments()
	d.scoreTopics()
}

// scoreTopics counts the set of topics a document has in its events,
// statements and commitments.
func (d *document) scoreTopics() {
	want, have := set[string]{}, set[string]{}
	for _, e := range d.gold.Events {
		want.add(e.Topics...)
	}
	for _, s := range d.gold.Statements {
		want.add(s.Topics...)
	}
	for _, c := range d.gold.Commitments {
		want.add(c.Topics...)
	}
	for _, e := range d.rec.Events {
		have.add(e.Topics...)
	}
	for _, s := range d.rec.Statements {
		have.add(s.Topics...)
	}
	for _, c := range d.rec.Commitments {
		have.add(c.Topics...)
	}
	d.counts.add(figTopics, want.shared(have), len(have), len(want))
}
