// Package cast finds who is who in an article, before events and statements
// are read. Mentions come from the rules of kind "person" and from the lists
// of the world; sieves in a fixed order then say which mentions are one:
//
//	name        the same name, or parts of it
//	directory   what is known of a name beforehand
//	counterpart "his Tajik counterpart": the office of the one named before
//	home        an office of no named state: the outlet's state
//	surname     further mentions by a part of a known name
//	office      the same office of the same state
//	title       the minister, this diplomat: the last who may be called so
//	floor       he: who has the floor (at reading time)
//
// Each link names its sieve. A weak link leaves the field empty.
//
// A rule's captures: name (name2, name3: further people), office, state
// (state2, state3: of the further people), home, same, own (whose office), via
// (another office that says whose), former, post (the place of an embassy), also and alsoof (a second office,
// and its state), chair (an office at the head of a
// body), boss (the person whose spokesman somebody is), bare and bareof (an office apart,
// and its state); cue is what the mention covers. Its
// settings: kind (person, office, state, anonymous, none), office (when it is no
// attribute of the mark in the office capture; "same" for a counterpart's,
// "list" for that of the person before), bare=1 (a name without an office:
// an actor only when something points at it).
package cast

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
)

// Form is what rules of kind "person" may say.
var Form = extract.Form{
	Settings: map[string][]string{"kind": {"person", "office", "state", "anonymous", "none"}, "office": nil, "bare": {"1"}},
	Captures: []string{"cue", "name", "name2", "name3", "office", "state", "state2", "state3", "state4", "home", "same", "own", "via", "former",
		"chair", "also", "alsoof", "post", "boss", "bare", "bareof"},
}

// Run fills c.Actors and c.Mentions and lays the party marks.
func Run(c *extract.Case) {
	k := &caster{Case: c, taken: make([]bool, c.Doc.Segs.Len()), parts: make([]known, c.Doc.Segs.Len())}
	k.home()
	k.each(k.matches)
	k.each(k.holders)
	k.order()
	k.people()
	k.each(k.surnames)
	k.order()
	k.vote()
	k.ours()
	k.settle()
	k.famed = true
	k.each(k.surnames)
	k.offices()
	k.each(k.bare)
	k.order()
	k.titles()
	k.lay()
	k.Settle()
}

type caster struct {
	*extract.Case
	taken  []bool // segments covered by a mention
	famed  bool   // surnames may be of office-holders whom the text does not introduce
	find   index
	era    era
	roll   string      // the names of all people so far, run together
	listed int         // how many actors stand in it
	pairs  letterPairs // of the roll
	parts  []known     // by segment: whether its word is a part of a name of the roll
	run    []string    // words that are looked up
}

// each calls do for the sentences that count as evidence.
func (k *caster) each(do func(int, doc.Sentence)) {
	for i, s := range k.Doc.Sents {
		if s.Zone.Evidence() {
			do(i, s)
		}
	}
}

// take keeps segments from later sieves.
func (k *caster) take(first, end int32) {
	for i := first; i < end; i++ {
		k.taken[i] = true
	}
}

// put keeps a mention and its segments.
func (k *caster) put(x extract.Mention) {
	k.take(x.First, x.End)
	k.Mentions = append(k.Mentions, x)
}

// covered reports whether a mention lies on some of the segments.
func (k *caster) covered(first, end int32) bool {
	return slices.Contains(k.taken[first:end], true)
}

// order sorts the mentions as the text has them.
func (k *caster) order() {
	slices.SortStableFunc(k.Mentions, func(a, b extract.Mention) int { return int(a.First - b.First) })
}

// lay turns mentions into marks.
func (k *caster) lay() {
	classes := map[extract.MentionKind]doc.Class{
		extract.OfPerson: k.C.Person, extract.OfOffice: k.C.Office, extract.OfState: k.C.State, extract.OfOrg: k.C.Org,
		extract.OfPron: k.C.Pron, extract.OfPair: k.C.Pair, extract.Anonymous: k.C.Anonymous,
	}
	marks := make([]doc.Mark, 0, len(k.Mentions))
	for i := range k.Mentions {
		m := &k.Mentions[i]
		marks = append(marks, doc.Mark{First: m.First, End: m.End, Class: classes[m.Kind], Ref: int32(i)})
	}
	k.Doc.AddMarks(marks...)
}
