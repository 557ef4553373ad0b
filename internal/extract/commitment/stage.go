package commitment

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/rule"
)

// How acts of speech stand to what they name.
var (
	asking    = []string{"offer", "request", "propose", "hope", "invite"}
	promising = []string{"announce", "promise"}
	telling   = []string{"state", "stress"}
)

// stage says where the promise stands; "" when nobody undertakes anything.
func (r *reader) stage(s doc.Sentence, d *draft, m *rule.Match, ru *rule.Rule) string {
	if d.fact {
		return r.factStage(m, ru)
	}
	word := r.nearStage(s, d)
	verb, verbal := m.Get("verb")
	tense := ""
	if verbal {
		v, ok := r.verb(verb.First)
		if !ok || r.Lex.Attr(v, "neg") != "" {
			return ""
		}
		tense = r.Lex.Attr(v, "tense")
	}
	if r.goesOn(d, verbal, word) || !verbal && r.denied(s, d) {
		return ""
	}
	stage := r.undertaken(d, tense, word)
	if frame := r.framed(d); frame != "" && (stage != "" || tense != "subj") {
		stage = frame
	}
	if stage != "" && ru.Make["stage"] != "" {
		return ru.Make["stage"]
	}
	return stage
}

// goesOn reports whether talks are only told to go on.
func (r *reader) goesOn(d *draft, verbal bool, word string) bool {
	return verbal && word == "under_way" && d.Object.Kind == "session" && d.thing.Ref < 0
}

// denied reports whether the verb that ends the clause of a noun phrase says
// no, where verbs stand last: what is not said or done is not promised. What is
// held up is told so, too.
func (r *reader) denied(s doc.Sentence, d *draft) bool {
	if r.VerbFirst || r.nearStage(s, d) == "delayed" {
		return false
	}
	for i := d.end; i < s.End; i++ {
		if v, ok := r.verb(i); ok {
			return r.Lex.Attr(v, "neg") != ""
		}
	}
	return false
}

// factStage is the rule's own stage, unless the verb that tells it says no; a
// deed may be undertaken not to be done.
func (r *reader) factStage(m *rule.Match, ru *rule.Rule) string {
	if doer, ok := m.Get("doer"); ok {
		if v, ok := r.verb(doer.First); ok && r.Lex.Attr(v, "neg") != "" {
			return ""
		}
	}
	return ru.Make["stage"]
}

// framed is the stage of what a document says, where the sentence tells that:
// by this memorandum, under the plan.
func (r *reader) framed(d *draft) string {
	for i := d.sentence; i < d.last; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.w.frame); ok {
			return first(r.Lex.Attr(k, "stage"), "agreed")
		}
	}
	if d.said == nil && r.described[d.sentence] {
		return "agreed"
	}
	return ""
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// undertaken is the stage by words, act and tense.
func (r *reader) undertaken(d *draft, tense, word string) string {
	switch {
	case word != "" && word != "announced" && word != "proposed":
		return word
	case d.said == nil:
		return r.told(d, tense, word)
	}
	return r.saidStage(d, tense, word)
}

// told: the outlet's own words make a promise where they say that it will be,
// or when; that it was agreed, promised or planned; that it was discussed or
// wanted.
func (r *reader) told(d *draft, tense, word string) string {
	switch {
	case slices.Contains(asking, r.mood(d)):
		return "proposed"
	case word != "":
		return word
	case tense == "fut", tense == "pres" && r.ahead(d):
		return "announced"
	case tense == "" && r.Published.Value != "" && r.ahead(d):
		return "announced"
	case tense == "" && (r.discussed(d) || r.wanted(d)):
		return "proposed"
	}
	return ""
}

// wanted reports whether words in the sentence make what it names a wish: asks
// for, is ready to, proposed.
func (r *reader) wanted(d *draft) bool {
	for i := d.sentence; i < d.last; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Status); ok && r.Lex.Attr(k, "status") == "proposed" {
			return true
		}
	}
	return false
}

// farAgenda is how far a thing that is discussed may stand behind the words
// that say so, in segments.
const farAgenda = 20

// discussed reports whether the object stands in what two sides talked about,
// and not in what a document is about.
func (r *reader) discussed(d *draft) bool {
	for i := max(d.from, d.first-farAgenda); i < d.first; i++ {
		if r.Marked(i, r.w.instrument) {
			return false
		}
	}
	for i := max(d.from, d.first-farAgenda); i < min(d.to, d.end+farAgenda); i++ {
		if r.Marked(i, r.C.About) && i < d.first || r.Marked(i, r.C.Discussed) && i >= d.first {
			return true
		}
	}
	return false
}

// saidStage: what is asked, offered or hoped for is proposed, what is promised
// announced; what is only stated needs a verb of the future or of duty.
func (r *reader) saidStage(d *draft, tense, word string) string {
	act := d.said.Act
	if own := r.mood(d); own != "" {
		act = own
	}
	switch {
	case act == "stress" && len(d.said.Speakers) > 1:
		return "agreed"
	case slices.Contains(asking, act):
		return "proposed"
	case slices.Contains(promising, act):
		return "announced"
	case act == "welcome" && tense == "" && word == "":
		return "agreed" // what is welcomed is there
	case !slices.Contains(telling, act):
		return word
	case tense == "fut", tense == "pres" && (r.ahead(d) || word == "announced"):
		return "announced"
	case word != "":
		return word
	case tense != "fut" && r.within(d, r.w.must), tense == "" && act == "stress" && r.opens(d):
		return "proposed"
	}
	return ""
}

// farStress is how far behind the beginning of what is stressed a deed may
// stand that is called for, in segments.
const farStress = 8

// opens reports whether a statement begins with the object: what is stressed
// is that deed, and not a thought in which it is named.
func (r *reader) opens(d *draft) bool {
	from := d.first
	for from > 0 && d.first-from < farStress && r.Span(from-1, from)[0] >= d.said.Span[0] {
		from--
	}
	return d.first-from < farStress
}

// mood is the act that words of mood in the clause itself show: we hope, we
// are ready to.
func (r *reader) mood(d *draft) string {
	for i := d.from; i < d.to; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Mood); ok && (k.End <= d.first || k.First >= d.end) {
			return r.Lex.Attr(k, "act")
		}
	}
	return ""
}

// ahead reports whether the clause names a day to come, or says soon. Where the article's own
// day is not known, only words that count from it tell: tomorrow, next year.
func (r *reader) ahead(d *draft) bool {
	if r.within(d, r.w.soon) {
		return true
	}
	if r.Published.Value != "" {
		return r.deadline(d) != nil
	}
	for i := d.from; i < d.to; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok && k.End <= d.to {
			if e := &r.Doc.Dates[k.Ref]; e.Bound != doc.After && (e.Which == doc.Next || e.Anchor == doc.FromToday && e.Offset > 0) {
				return true
			}
		}
	}
	return false
}

// within reports whether a mark of a class stands in the clause.
func (r *reader) within(d *draft, c doc.Class) bool {
	for i := d.from; i < d.to; i++ {
		if r.Marked(i, c) {
			return true
		}
	}
	return false
}

// farStage is how far a word of stage may stand from what it judges, in
// segments; a verb between counts for many.
const farStage = 24

// nearStage is the stage that the nearest word of that class says.
func (r *reader) nearStage(s doc.Sentence, d *draft) (stage string) {
	best := int32(farStage)
	for i := s.First; i < s.End; i++ {
		k, ok := r.Doc.MarkAt(int(i), r.w.stage)
		if !ok || k.First < d.end && k.End > d.first && !r.VerbFirst && k.First < d.first {
			continue
		}
		if far := r.distance(k, d); far < best {
			best, stage = far, r.Lex.Attr(k, "stage")
		}
	}
	return stage
}

// distance of a mark from an object, in segments.
func (r *reader) distance(k doc.Mark, d *draft) int32 {
	from, to := k.End, d.first
	if k.First >= d.first {
		from, to = d.end, k.First
	}
	far := max(0, to-from)
	for i := from; i < to; i++ {
		if r.verbAt(i) {
			far += 12
		}
	}
	return far
}

// nearIf is how many segments may part a condition from what it makes one; of
// what is told as done only words right before it do.
const nearIf = 3

// conditional reports whether the object stands in an if-clause; a condition
// beside it is kept.
func (r *reader) conditional(s doc.Sentence, d *draft, m *rule.Match) bool {
	for i := s.First; i < s.End; i++ {
		k, ok := r.Doc.MarkAt(int(i), r.w.condition)
		if !ok {
			continue
		}
		end := r.conditionEnd(s, k)
		if k.First < d.first && d.first < end && (!d.fact || !r.VerbFirst || m.First-k.End < nearIf) {
			return true
		}
		if k.First >= d.from || end >= d.from {
			span := r.Span(k.First, end)
			d.Condition = &span
		}
	}
	return false
}

// conditionEnd is where a condition ends: behind its verb, or at a comma or
// stop.
func (r *reader) conditionEnd(s doc.Sentence, k doc.Mark) int32 {
	for i := k.End; i < s.End; i++ {
		if v, ok := r.verb(i); ok && !r.VerbFirst {
			return v.End
		}
		if r.Comma(i) || r.Doc.Segs.Flags[i]&doc.Hard != 0 {
			return i
		}
	}
	return s.End
}
