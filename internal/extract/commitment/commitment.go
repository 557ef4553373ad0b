// Package commitment reads checkable deliverables: what the rules of kind
// "commitment" find in the words of a statement or in the outlet's own, and
// what events of signing and visiting imply.
//
// A rule's captures: object (the thing promised; else the whole match), thing
// (a mark of class deliver.<kind> in it), verb (the finite verb that says
// whether it will be), by and to (parties). Its settings:
//
//	kind   of object; else that of thing
//	stage  once it is undertaken; else what the words of class "stage" around
//	       it say, else the act of the statement it stands in and the verb's
//	       tense
//	other  named: nobody is the other side who is not named
//	joint  yes: both sides owe it, whoever speaks; no: who gives it owes it
//	framed 1: only where the outlet tells what a document holds
//	fact   1: the match itself tells that it was undertaken; the stage stands
//	       whoever tells it, and one party that is known will do
package commitment

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Form is what rules of kind "commitment" may say.
var Form = extract.Form{
	Settings: map[string][]string{"kind": nil, "stage": nil, "joint": {"yes", "no"}, "other": {"named"}, "framed": {"1"}, "fact": {"1"}},
	Captures: []string{"cue", "object", "thing", "verb", "doer", "by", "to"},
}

// Run reads the commitments of an article into c.Promised.
func Run(c *extract.Case) {
	r := &reader{Case: c, w: wordsOf(c.Lex)}
	r.firm, r.described = r.firmly(), r.telling()
	listed := r.terms()
	for _, s := range c.Doc.Sents {
		if !s.Zone.Evidence() || listed[s.First] {
			continue
		}
		r.sentence(s)
	}
	r.events()
	r.contents()
	r.finish()
}

// sentence finishes the matches of a sentence: first those that name a thing,
// then those that tell that something was undertaken, whatever it is.
func (r *reader) sentence(s doc.Sentence) {
	matches := r.Run("commitment", s)
	for _, anything := range []bool{false, true} {
		for _, m := range matches {
			if whatever(r.Rule("commitment", &m)) == anything {
				r.match(s, &m)
			}
		}
	}
}

// whatever reports whether a rule takes any deed, and not a thing by name.
func whatever(ru *rule.Rule) bool { return ru.Make["fact"] != "" || ru.Make["framed"] != "" }

// reader reads one article.
type reader struct {
	*extract.Case
	w         words
	drafts    []draft
	firm      map[string]bool // states that are named, and whether beyond doubt
	described map[int32]bool  // sentences that tell what a document holds, by their first segment
}

// draft is a commitment on its way. Segments [first, end) are its object,
// [from, to) the clause around it.
type draft struct {
	record.Commitment
	first, end int32
	from, to   int32
	thing      doc.Mark // of class deliver; its Ref is -1 where there is none
	sentence   int32    // where its sentence begins
	last       int32    // and where that ends
	called     string   // what tellings of one promise have in common, or "" where nothing tells
	title      bool
	fact       bool // told as undertaken
	guessed    bool // its own words name fewer than two parties
	carried    bool // a party is named neither in its clause nor by the words it stands in
	said       *record.Statement
}

// match finishes one match.
func (r *reader) match(s doc.Sentence, m *rule.Match) {
	ru := r.Rule("commitment", m)
	d := r.draft(s, m, ru)
	why := ""
	switch {
	case d.Object.Kind == "":
		why = "no kind of object"
	case r.overlaps(&d):
		why = "within another commitment"
	case !d.fact && r.spans(&d, r.w.press):
		why = "for the press"
	case d.Object.Kind != "membership" && r.inName(m):
		why = "part of a name"
	case r.conditional(s, &d, m):
		why = "only a condition"
	case d.fact && d.thing.Ref >= 0 && d.Object.Kind == "instrument" && r.bare(d.thing, d.end):
		why = "papers that are only counted"
	case !d.fact && r.aside(s, &d, m):
		why = "named only as time, ground or lack"
	case d.said != nil && d.said.Act == "welcome" && !d.fact && r.spans(&d, r.w.this):
		why = "there already"
	case whatever(ru) && r.wish(&d):
		why = "only a wish"
	case ru.Make["framed"] != "" && r.listed(&d):
		return
	case ru.Make["framed"] != "" && (d.said != nil || !r.described[s.First]):
		why = "no document says so"
	default:
		if d.Stage = r.stage(s, &d, m, ru); d.Stage == "" {
			why = "nobody undertakes it"
			break
		}
		r.parties(&d, m, ru)
		if len(d.Parties) < 1 || len(d.Parties) < 2 && !d.fact && !r.ofTwo(&d) {
			why = "too few parties"
		}
	}
	if why != "" {
		r.Drop(m.First, m.End, ru.Name, why)
		return
	}
	if d.carried || d.guessed {
		d.Doubts = append(d.Doubts, "party-carried")
	}
	d.Deadline, d.Quantity = r.deadline(&d), r.quantity(&d)
	d.Topics = r.Topics(d.first, d.end)
	r.drafts = append(r.drafts, d)
}

// ofTwo reports whether something of two sides is announced of which the
// article names one: a paper to be signed, talks to be held.
func (r *reader) ofTwo(d *draft) bool {
	return r.holds(doc.Sentence{First: d.sentence, End: d.last}, r.w.jointly) && (d.Stage == "announced" || d.Stage == "agreed") && (d.Object.Kind == "session" || d.Object.Kind == "instrument")
}

// listed makes a commitment of a deed that goes on a list of what was agreed on
// or pledged: another such deed stands before it in its sentence, and no verb
// between them.
func (r *reader) listed(d *draft) bool {
	if len(r.drafts) == 0 || !r.VerbFirst {
		return false
	}
	p, before := &r.drafts[len(r.drafts)-1], d.first-1
	if before > 0 && r.Marked(before, r.C.Prep) {
		before--
	}
	if !p.fact || p.sentence != d.sentence || p.Object.Kind == "instrument" || d.first < p.end || d.first-p.end > 2*longestTail || before < 0 || !r.Marked(before, r.C.And) {
		return false
	}
	for i := p.end; i < d.first; i++ {
		if r.verbAt(i) || r.Doc.Segs.Flags[i]&doc.Hard != 0 {
			return false
		}
	}
	d.fact, d.Stage, d.By, d.To, d.Parties = true, p.Stage, p.By, p.To, p.Parties
	d.Deadline, d.Quantity, d.Topics = r.deadline(d), r.quantity(d), r.Topics(d.first, d.end)
	r.drafts = append(r.drafts, *d)
	return true
}

// draft is what the match itself tells.
func (r *reader) draft(s doc.Sentence, m *rule.Match, ru *rule.Rule) draft {
	obj, ok := m.Get("object")
	if !ok {
		obj = rule.Cap{First: m.First, End: m.End}
	}
	d := draft{first: obj.First, thing: nothing, sentence: s.First, last: s.End, title: s.Zone == doc.Title, fact: ru.Make["fact"] != ""}
	d.from, d.to = r.clauseStart(s, obj.First), r.clauseEnd(s, obj.End)
	if d.fact {
		d.from = r.clauseStart(s, min(m.First, obj.First))
	}
	d.end = obj.End
	_, verbal := m.Get("verb")
	if doer, ok := m.Get("doer"); (!verbal || r.VerbFirst) && !(ok && doer.First >= obj.End) {
		d.end = r.tail(s, obj.End)
	}
	if cue, ok := m.Get("cue"); ok {
		d.called = ru.Name + " " + r.Names(r.Doc.Segs.Form(int(cue.First)))
	}
	kind := ru.Make["kind"]
	if t, ok := m.Get("thing"); ok {
		d.thing = r.thing(t)
		if k := r.firstThing(d.first, d.end); k.Ref >= 0 && !verbal && kind == "" {
			d.thing = k // what the deed is done to; what follows tells more of it
		}
		d.called = r.calledOf(d.thing)
		if kind == "" {
			kind = r.kindOf(d.thing)
		}
	} else if kind == "" && whatever(ru) {
		kind = r.kindWithin(&d)
	} else if cue, ok := m.Get("cue"); ok && r.Marked(cue.First, r.w.accord) {
		d.called = "accord"
	}
	d.Rule, d.Span, d.By, d.To, d.Doubts = ru.Name, r.Span(d.first, d.end), []string{}, []string{}, []string{}
	d.Object = record.Object{Kind: kind, Span: d.Span}
	if d.said = r.SaidAt(d.Span); d.said != nil {
		id := d.said.ID
		d.Statement = &id
	}
	return d
}

var nothing = doc.Mark{Ref: -1}

// thing is the mark of class deliver that a capture took.
func (r *reader) thing(t rule.Cap) doc.Mark {
	for _, k := range r.Doc.MarksAt(int(t.First)) {
		if k.End == t.End && r.Has(r.w.deliver, k.Class) {
			return k
		}
	}
	return nothing
}

// kindWithin is the kind of the first thing that an object names, else what its
// figure or its words of setting free tell.
func (r *reader) kindWithin(d *draft) string {
	if k := r.firstThing(d.first, d.end); k.Ref >= 0 {
		return r.kindOf(k)
	}
	within := *d
	within.from = d.first
	q := r.quantity(d)
	switch {
	case r.spans(&within, r.w.free):
		return "release"
	case q == nil:
		return "other"
	case len(q.Unit) != 3 || q.Unit != strings.ToUpper(q.Unit):
		return "quota"
	case r.spans(&within, r.w.invest):
		return "project"
	}
	return "aid"
}

// firstThing is the first thing that segments [first, end) name, the longest of
// those that begin there; its Ref is -1 where there is none. A noun that is made
// a verb, such as to help, is none.
func (r *reader) firstThing(first, end int32) doc.Mark {
	for i := first; i < end; i++ {
		best := nothing
		for _, k := range r.Doc.MarksAt(int(i)) {
			if r.Has(r.w.deliver, k.Class) && k.End <= end && !r.Marked(k.End, r.w.do) && (best.Ref < 0 || k.End > best.End) {
				best = k
			}
		}
		if best.Ref >= 0 {
			return best
		}
	}
	return nothing
}

// wish reports whether what is undertaken cannot be ticked off: a word of
// class "wish" stands at its head, or makes its verb where verbs stand last, and
// it names no thing.
func (r *reader) wish(d *draft) bool {
	if v := d.end - 2; !r.VerbFirst && d.thing.Ref < 0 && v > d.first && r.Marked(v, r.w.wish) && r.verbAt(v+1) {
		return true
	}
	return d.thing.Ref < 0 && r.kindWithin(d) == "other" && slices.ContainsFunc([]int32{0, 1, 2}, func(i int32) bool {
		return d.first+i < d.end && r.Marked(d.first+i, r.w.wish)
	})
}

// kindOf is what stands behind "deliver." in the class of a thing.
func (r *reader) kindOf(k doc.Mark) string {
	_, kind, _ := strings.Cut(r.Lex.ClassName(k.Class), ".")
	return kind
}

// longestTail is how many segments of a phrase are shown behind its thing.
const longestTail = 12

// inName reports whether the thing is part of somebody's name or office; what
// one becomes a member of always is.
func (r *reader) inName(m *rule.Match) bool {
	t, ok := m.Get("thing")
	if !ok {
		return false
	}
	for x := range r.Between(max(0, t.First-longestTail), t.End+longestTail) {
		if x.First <= t.First && t.End <= x.End && (x.Kind == extract.OfOrg || x.Kind == extract.OfOffice || x.Kind == extract.OfPerson) {
			return true
		}
	}
	return false
}

// aside reports whether a noun phrase is only the time, the ground or the lack
// of something: words of class "beside" stand right before it.
func (r *reader) aside(s doc.Sentence, d *draft, m *rule.Match) bool {
	if _, verbal := m.Get("verb"); verbal {
		return false
	}
	for i := max(s.First, d.first-4); i < d.first; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.w.beside); ok && k.End <= d.first && d.first-k.End < 2 {
			return true
		}
	}
	return false
}

// tail is where a noun phrase ends that has been read up to segment i: at a
// stop, a comma, a verb, a word that opens a clause or marks an object, or at
// an "and" behind which another deed begins.
func (r *reader) tail(s doc.Sentence, i int32) int32 {
	end, from := min(s.End, i+longestTail), i
	for ; i < end; i++ {
		if r.verbAt(i) && !r.VerbFirst && i > from {
			return i - 1 // the noun before it belongs to the verb
		}
		if r.Doc.Segs.Flags[i]&doc.Hard != 0 || r.Comma(i) || r.Marked(i, r.C.Relative) || r.Marked(i, r.C.Accusative) || r.verbAt(i) {
			break
		}
		if r.Marked(i, r.C.And) && i+1 < end && (r.Marked(i+1, r.w.doing) || r.partyless(i+1, end)) {
			break
		}
	}
	return i
}

// partyless reports whether no state is named in segments [first, end).
func (r *reader) partyless(first, end int32) bool { return len(r.States(first, end)) == 0 }

// clauseStart is behind the last finite verb or stop before segment i.
func (r *reader) clauseStart(s doc.Sentence, i int32) int32 {
	for j := i - 1; j >= s.First; j-- {
		if v, ok := r.verb(j); ok && v.End <= i {
			return v.End
		}
		if r.Doc.Segs.Flags[j]&doc.Hard != 0 {
			return j + 1
		}
	}
	return s.First
}

// clauseEnd is behind the verb that ends the clause, in languages whose verb
// stands last; else before the next deed or verb that is added with "and" or a
// comma.
func (r *reader) clauseEnd(s doc.Sentence, i int32) int32 {
	for ; i < s.End; i++ {
		if r.Doc.Segs.Flags[i]&doc.Hard != 0 {
			return i
		}
		v, ok := r.verb(i)
		switch {
		case ok && !r.VerbFirst:
			return min(v.End, s.End)
		case r.VerbFirst && (ok || r.Marked(i, r.w.doing)) && i > s.First && (r.Marked(i-1, r.C.And) || r.Comma(i-1)):
			return i - 1
		}
	}
	return s.End
}

// verb is the finite verb that begins at segment i; a word that may as well be
// the noun of a deed is none, nor, where verbs stand first, one in the past
// behind a preposition.
func (r *reader) verb(i int32) (doc.Mark, bool) {
	if r.VerbFirst && r.Marked(i, r.w.doing) {
		return doc.Mark{}, false
	}
	for _, k := range r.Doc.MarksAt(int(i)) {
		tense := r.Lex.Attr(k, "tense")
		if !r.C.Finite.Has(k.Class) || tense == "" || tense == "part" || r.VerbFirst && tense == "past" && i > 0 && r.Marked(i-1, r.C.Prep) {
			continue
		}
		return k, true
	}
	return doc.Mark{}, false
}

func (r *reader) verbAt(i int32) bool {
	_, ok := r.verb(i)
	return ok
}

// overlaps reports whether a former draft holds some of the same words.
func (r *reader) overlaps(d *draft) bool {
	for i := range r.drafts {
		if p := &r.drafts[i]; p.first < d.end && d.first < p.end {
			return true
		}
	}
	return false
}
