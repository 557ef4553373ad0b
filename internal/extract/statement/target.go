package statement

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// directed are the acts that have somebody at whom they are directed, whom the
// words name; personal are those that fall to the other side of the talk when
// they name nobody; wanting those that fall to it even when they do.
var (
	directed = []string{"offer", "request", "propose", "thank", "congratulate", "welcome", "condole", "criticise", "warn", "invite", "promise"}
	personal = []string{"offer", "request", "propose", "thank", "congratulate", "invite", "condole", "promise"}
)

// targetsOf keeps the parties that a match names as targets.
func (c *clause) targetsOf(d *draft, m *rule.Match) {
	for _, k := range m.Caps {
		switch k.Name {
		case "target":
			d.aims = append(d.aims, k)
		case "told":
			d.told = k
		}
	}
}

// targets are those the rule names, else for directed acts the first other
// party named in the words, with those that share its place, else the one
// spoken to. Who is judged is a target too.
func (r *reader) targets(d *draft) []string {
	out := []string{}
	all := false
	for _, k := range d.aims {
		out = append(out, r.aimed(d, k.First, k.End)...)
		all = all || r.audience(k.First, k.End)
	}
	switch {
	case len(out) > 0 || all:
		return out
	case d.rule.Make["mood"] == "judge" && d.act == "state":
		return r.judged(d)
	case d.act == "reject":
		return r.aimed(d, d.first, min(d.first+refused, d.end))
	case !d.toward && !slices.Contains(directed, d.act):
		return out
	case d.told.End > 0:
		return r.aimed(d, d.told.First, d.told.End)
	case d.rule.Make["aim"] == "other":
		if out = r.other(d); len(out) > 0 {
			return out
		}
	case d.act == "request" && r.open(d):
		return out
	}
	if k := r.addressees(d); k > d.first {
		return r.aimed(d, d.first, k)
	}
	out = r.aimed(d, d.first, d.end)
	switch {
	case len(out) > 0:
		return out
	case d.act == "request" && r.audience(d.first, d.end):
		return out
	case slices.Contains(personal, d.act) && (d.act != "request" || r.VerbFirst || len(r.other(d)) > 0) && !(d.felt && d.act == "promise" && r.VerbFirst):
		return r.other(d)
	case d.act == "criticise" && r.VerbFirst && r.marked(d.first, d.end, r.C.Victim):
		return out
	case d.act == "criticise":
		if again := r.blamed(d); len(again) > 0 {
			return again
		}
		return r.accused(d, near)
	case d.act == "warn" && d.felt, d.act == "request" && !r.VerbFirst:
		return r.accused(d, 0)
	}
	return out
}

// refused is within how many segments the one stands who is refused.
const refused = 8

// addressees is where those end who are asked or warned, as they stand between
// the verb and what is asked of them; where words begin when nobody does.
func (r *reader) addressees(d *draft) int32 {
	before := d.first - 1
	for before > 0 && r.outer(before) {
		before--
	}
	if !r.VerbFirst || d.felt || d.act != "request" && d.act != "warn" || before >= 0 && r.joins(before) || r.thing(d) {
		return d.first
	}
	for i := d.first; i < d.end; i++ {
		if r.Prep(i) || r.joins(i) && !r.and(i) {
			return i
		}
	}
	return d.first
}

// thing reports whether the object of a cue's verb is what is asked for, and not
// who is asked.
func (r *reader) thing(d *draft) bool {
	for _, k := range r.Doc.MarksAt(int(d.cue.First)) {
		if d.act == "request" && r.Lex.Attr(k, "thing") != "" {
			return true
		}
	}
	return d.rule.Make["act"] != ""
}

// open reports whether what is called for is asked of nobody, as it stands
// right behind the call, or of all the world.
func (r *reader) open(d *draft) bool {
	if r.audience(d.first, d.first+1) {
		return true
	}
	if d.first == 0 {
		return false
	}
	k, ok := r.Doc.MarkAt(int(d.first-1), r.C.Link)
	return ok && r.Lex.Attr(k, "for") != "" && (d.first-1 == d.cue.End || d.subject >= 0 && d.first-1 <= d.subjectEnd+1)
}

// audience reports whether segments [first, end) name all the world: all parties,
// of no state.
func (r *reader) audience(first, end int32) bool {
	for i := first; i < end; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Audience); ok {
			after := r.parties(k.End, min(k.End+2, r.Doc.Sents[len(r.Doc.Sents)-1].End))
			return len(after) == 0 || after[0].first != k.End
		}
	}
	return false
}

// judged is the party with which what is judged begins.
func (r *reader) judged(d *draft) []string {
	if p := r.Parties(d.first, min(d.first+10, d.end)); len(p) > 0 && r.Mentions[p[0]].First == d.first {
		return r.addTarget([]string{}, d, p[0])
	}
	return []string{}
}

// named is one party, or the adjective of a state, in a stretch of words.
type named struct {
	first, end int32
	codes      []string
	org        bool
}

// parties are those named in segments [first, end), in order.
func (r *reader) parties(first, end int32) (out []named) {
	for i := first; i < end; i++ {
		if p := r.Parties(i, min(i+16, end)); len(p) > 0 && r.Mentions[p[0]].First == i {
			m := &r.Mentions[p[0]]
			n := named{first: i, end: m.End}
			for _, a := range r.Who(p[0]) {
				n.codes = append(n.codes, r.Code(a))
				n.org = r.Actors[a].Kind == extract.Organization
			}
			out = append(out, n)
			i = m.End - 1
			continue
		}
		if k, ok := r.Doc.MarkAt(int(i), r.C.Nisba); ok && k.End <= end && !r.never(i) {
			out = append(out, named{i, k.End, []string{r.Lex.Attr(k, "code")}, false})
			continue
		}
		if k, ok := r.Doc.MarkAt(int(i), r.C.Bloc); ok && k.End <= end {
			out = append(out, named{i, k.End, []string{r.Lex.Attr(k, "code")}, false})
			i = k.End - 1
		}
	}
	return out
}

// never reports whether a word that looks like a state's adjective hardly ever
// is one.
func (r *reader) never(i int32) bool {
	_, ok := r.Doc.MarkAt(int(i), r.C.NoNisba)
	return ok
}

// aimed are the codes of the first party in [first, end) that is not the
// speaker's own side, and of those that commas and ands join to it.
func (r *reader) aimed(d *draft, first, end int32) []string {
	out := []string{}
	last, victim := int32(-1), int32(-1)
	for _, n := range r.parties(first, end) {
		if len(out) > 0 && !r.follows(last, n.first) {
			break
		}
		switch {
		case n.org && d.act == "congratulate": // on joining it
			continue
		case d.act == "criticise" && n.first > first && (r.wronged(first, n.first) || r.follows(victim, n.first)):
			victim = n.end
			continue
		}
		for _, code := range n.codes {
			if code != "" && !r.speaks(d, code) && !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
		last = n.end
	}
	return out
}

// wronged reports whether words that say to whom harm is done stand before a party
// at segment i: right before it, or close by where the verb stands first.
func (r *reader) wronged(first, i int32) bool {
	low := i - 1
	if r.VerbFirst {
		low = max(first, i-apart)
	}
	return r.marked(low, i, r.C.Victim)
}

// marked reports whether a mark of a class begins in segments [first, end).
func (r *reader) marked(first, end int32, class doc.Class) bool {
	for i := first; i < end; i++ {
		if r.Marked(i, class) {
			return true
		}
	}
	return false
}

// apart is how many segments such words may stand before whom they mean.
const apart = 4

// follows reports whether a comma or an "and" alone parts segment i from what
// ended at last.
func (r *reader) follows(last, i int32) bool {
	return i == last+1 && (r.Comma(last) || r.and(last))
}

// speaks reports whether a code is one of the speakers'.
func (r *reader) speaks(d *draft, code string) bool {
	return slices.ContainsFunc(d.speakers, func(s int) bool { return r.Code(s) == code })
}

// near is how many sentences back the other side of a talk is looked for.
const near = 6

// other is the other side of the talk: the last person of another state who
// was named shortly before.
func (r *reader) other(d *draft) []string {
	if len(d.speakers) != 1 {
		return []string{}
	}
	for m := range r.Earlier(d.end) {
		if m.Kind != extract.OfPerson && m.Kind != extract.OfOffice || len(m.Actors) != 1 {
			continue
		}
		if m.Sentence < d.sentence-near {
			break
		}
		if code := r.Code(m.Actors[0]); code != "" && !r.speaks(d, code) {
			if r.VerbFirst && !r.met(m.Actors[0], d.sentence) {
				return []string{}
			}
			return []string{code}
		}
	}
	return []string{}
}

// blamed are those whom the same speakers blamed right before, in a statement of
// their own.
func (r *reader) blamed(d *draft) []string {
	n := len(r.Said)
	if n == 0 || r.Said[n-1].Act != "criticise" || len(r.Said[n-1].Speakers) != len(d.speakers) {
		return nil
	}
	for i, a := range d.speakers {
		if r.Said[n-1].Speakers[i] != extract.ID("a", a) {
			return nil
		}
	}
	return slices.Clone(r.Said[n-1].Targets)
}

// met reports whether a sentence that names an actor, not long before another
// sentence, tells that people talked.
func (r *reader) met(actor, sentence int) bool {
	for m := range r.Latest(sentence) {
		if m.Sentence >= sentence-2*near && slices.Contains(m.Actors, actor) && r.talk(r.Doc.Sents[m.Sentence]) {
			return true
		}
	}
	return false
}

// talk reports whether a sentence has a word of people who talk with each other.
func (r *reader) talk(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if r.AnyAt(i, &r.C.Talks) {
			return true
		}
	}
	return false
}

// accused is the other state named last before what is said, at most so many
// sentences back, by itself or by somebody who acts for it.
func (r *reader) accused(d *draft, back int) []string {
	for m := range r.Earlier(d.first) {
		if m.Sentence < d.sentence-back {
			break
		}
		if len(m.Actors) == 1 && r.Actors[m.Actors[0]].Kind != extract.Organization {
			if code := r.Code(m.Actors[0]); code != "" && !r.speaks(d, code) {
				return []string{code}
			}
		}
	}
	return []string{}
}

// addTarget adds the codes of a mention's actors that are not the speaker's.
func (r *reader) addTarget(out []string, d *draft, mention int) []string {
	for _, a := range r.Who(mention) {
		if code := r.Code(a); code != "" && !r.speaks(d, code) && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}
