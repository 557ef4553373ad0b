// Package statement reads who says what: reporting cues from the rules of
// kind "statement", their speakers, what is reported, and at whom it is
// directed.
//
// A rule's captures: cue (the reporting words), content (what is said, where
// the pattern can tell), speaker and target (parties). Its settings: act, or
// nothing when the act is an attribute of the mark in the cue; content: rest
// when what is said is what follows the match; link: speech when the words
// after it go on in the next sentences; floor: keep when the cue does not
// change who has the floor.
package statement

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Run reads the statements of an article into c.Said.
func Run(c *extract.Case) {
	r := &reader{Case: c, para: -1}
	for i, s := range c.Doc.Sents {
		if s.Zone.Evidence() {
			r.sentence(i, s)
		}
	}
	r.finish()
}

type reader struct {
	*extract.Case
	drafts []draft
	speech bool  // the last cue opened direct speech that may go on
	para   int32 // of the last sentence
}

// draft is a statement on its way.
type draft struct {
	speakers    []int // actors
	office      string
	act         string
	cue         rule.Cap
	first, end  int32 // what is said
	targets     []int // mentions
	rule        string
	doubts      []string
	sentence    int
	continues   bool // goes on from the sentence before
	keepContent bool // the rule itself bounded the content
}

// sentence reads the cues of one sentence, or carries on a speech.
func (r *reader) sentence(i int, s doc.Sentence) {
	matches := r.Run("statement", s)
	if s.Para != r.para {
		r.speech = false
	}
	r.para = s.Para
	if len(matches) == 0 {
		r.without(i, s)
		return
	}
	slices.SortStableFunc(matches, func(a, b rule.Match) int { return int(a.First - b.First) })
	from, before := s.First, len(r.drafts)
	for k := range matches {
		m := &matches[k]
		end := s.End
		if k+1 < len(matches) {
			end = matches[k+1].First
		}
		if d, ok := r.draft(i, s, m, from, end, before); ok {
			r.drafts = append(r.drafts, d)
		}
		from = m.End
	}
}

// draft makes a statement of one match. from is where its clause begins, end
// where the next cue's words begin.
func (r *reader) draft(i int, s doc.Sentence, m *rule.Match, from, end int32, before int) (draft, bool) {
	ru := r.Rule("statement", m)
	d := draft{rule: ru.Name, sentence: i, act: ru.Make["act"]}
	d.cue, _ = m.Get("cue")
	if d.act == "" {
		d.act = r.actOf(m.First, m.End)
	}
	r.speaker(&d, s, m, from, before)
	if ru.Make["floor"] != "keep" && len(d.speakers) > 0 {
		r.Floor = d.speakers
	}
	r.content(&d, ru, m, end)
	r.speech = ru.Make["link"] == "speech"
	for _, c := range m.Caps {
		if c.Name == "target" {
			d.targets = append(d.targets, r.Parties(c.First, c.End)...)
		}
	}
	switch {
	case d.act == "" || d.act == "none":
		r.Drop(m.First, m.End, ru.Name, "the cue has no act")
		return d, false
	case len(d.speakers) == 0:
		r.Drop(m.First, m.End, ru.Name, "no speaker is known")
		return d, false
	case d.end-d.first < 2:
		r.Drop(m.First, m.End, ru.Name, "nothing is said")
		return d, false
	}
	return d, true
}

// actOf is the act of the first mark in [first, end) that has one.
func (r *reader) actOf(first, end int32) string {
	for i := first; i < end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if act := r.Lex.Attr(k, "act"); act != "" && k.End <= end {
				return act
			}
		}
	}
	return ""
}

// speaker finds who speaks: the rule's capture, the clause's subject, who
// spoke before in the sentence, who has the floor.
func (r *reader) speaker(d *draft, s doc.Sentence, m *rule.Match, from int32, before int) {
	at := -1
	if c, ok := m.Get("speaker"); ok {
		if p := r.Parties(c.First, c.End); len(p) > 0 {
			at = p[0]
		}
	}
	if at < 0 {
		at = r.Subject(s, from, m.First, m.End)
	}
	if at >= 0 {
		d.speakers, d.office = r.Who(at), r.officeOf(at)
		if r.Mentions[at].Kind == extract.OfPron {
			d.doubts = append(d.doubts, "speaker-carried")
		}
		return
	}
	if len(r.drafts) > before {
		last := r.drafts[len(r.drafts)-1]
		d.speakers, d.office = last.speakers, last.office
		return
	}
	d.speakers = r.Floor
	d.doubts = append(d.doubts, "speaker-carried")
}

// officeOf is the bare office that stands for a state at a mention.
func (r *reader) officeOf(mention int) string {
	m := &r.Mentions[mention]
	if m.Kind == extract.OfOffice && len(m.Actors) == 1 && r.Actors[m.Actors[0]].Kind != extract.Person {
		return m.Office
	}
	return ""
}

// content bounds what is said.
func (r *reader) content(d *draft, ru *rule.Rule, m *rule.Match, end int32) {
	if c, ok := m.Get("content"); ok {
		d.first, d.end, d.keepContent = c.First, c.End, true
	} else if ru.Make["content"] == "rest" {
		d.first, d.end = m.End, end
	}
	d.first, d.end = r.trim(d.first, d.end)
}

// trim takes signs, conjunctions and complementisers off the ends.
func (r *reader) trim(first, end int32) (int32, int32) {
	for first < end && (r.outer(first) || r.joins(first)) {
		first++
	}
	for end > first && (r.outer(end-1) || r.joins(end-1)) {
		end--
	}
	return first, end
}

func (r *reader) outer(i int32) bool {
	return r.Doc.Segs.Flags[i]&doc.Punct != 0
}

// joins reports whether segment i only ties clauses together.
func (r *reader) joins(i int32) bool {
	for _, k := range r.Doc.MarksAt(int(i)) {
		if k.Class == r.C.Link && k.End == i+1 {
			return true
		}
	}
	return false
}

// without handles a sentence without a cue: a speech goes on, or the outlet
// tells something and its subject is who "he" will be.
func (r *reader) without(i int, s doc.Sentence) {
	subject := r.Subject(s, s.First, min(s.First+12, s.End), s.First)
	if r.speech && len(r.drafts) > 0 && !r.outletSpeaks(s) {
		last := r.drafts[len(r.drafts)-1]
		first, end := r.trim(s.First, s.End)
		if end-first >= 3 {
			r.drafts = append(r.drafts, draft{speakers: last.speakers, office: last.office, act: r.mood(first, end, "state"), first: first, end: end,
				rule: last.rule, doubts: []string{"speaker-carried"}, sentence: i, continues: true})
		}
		return
	}
	if subject >= 0 && (r.Mentions[subject].Kind == extract.OfPerson || r.Mentions[subject].Kind == extract.OfOffice) {
		if who := r.Who(subject); len(who) == 1 {
			r.Floor = who
		}
	}
}

// outletSpeaks reports whether a sentence opens with words by which the
// outlet takes the floor back.
func (r *reader) outletSpeaks(s doc.Sentence) bool {
	for i := s.First; i < min(s.First+3, s.End); i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class == r.C.Narrator {
				return true
			}
		}
	}
	return false
}

// mood is the act that the words themselves show (we hope, we are ready), or
// the one given.
func (r *reader) mood(first, end int32, act string) string {
	if act != "state" {
		return act
	}
	for i := first; i < end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class == r.C.Mood && k.End <= end {
				return r.Lex.Attr(k, "act")
			}
		}
	}
	return act
}

// finish turns the drafts into statements that do not overlap.
func (r *reader) finish() {
	r.merge()
	for i := range r.drafts {
		d := &r.drafts[i]
		st := record.Statement{ID: extract.ID("s", len(r.Said)), Act: r.mood(d.first, d.end, d.act), Span: r.Span(d.first, d.end), Targets: []string{},
			Topics: r.Topics(d.first, d.end), Rule: d.rule, Doubts: append([]string{}, d.doubts...), Quoted: r.quoted(d.first, d.end)}
		if d.cue.End > d.cue.First {
			cue := r.Span(d.cue.First, d.cue.End)
			st.Cue = &cue
		}
		if d.office != "" {
			st.Office = &d.office
		}
		for _, a := range d.speakers {
			st.Speakers = append(st.Speakers, extract.ID("a", a))
			r.Actors[a].Used = true
		}
		st.Targets = r.targets(d, st.Act)
		r.Said = append(r.Said, st)
	}
}

// merge joins a speech's sentences that say one thing in one mood, and cuts
// overlaps: words belong to the later, inner statement.
func (r *reader) merge() {
	out := r.drafts[:0]
	for _, d := range r.drafts {
		if n := len(out); n > 0 {
			p := &out[n-1]
			if d.continues && d.sentence == p.sentence+1 && p.act == d.act && slices.Equal(r.Topics(p.first, p.end), r.Topics(d.first, d.end)) && d.end-p.first < 90 {
				p.end, p.sentence = d.end, d.sentence
				continue
			}
			if p.end > d.first {
				p.first, p.end = r.trim(p.first, max(p.first, d.first))
			}
			if p.end-p.first < 2 {
				out = out[:n-1]
			}
		}
		out = append(out, d)
	}
	r.drafts = out
}

// quoted reports whether what is said stands in quotation marks.
func (r *reader) quoted(first, end int32) bool {
	for i := max(0, first-1); i < end; i++ {
		if m, ok := r.Doc.MarkAt(int(i), r.C.Quote); ok && m.First <= first && m.End >= end {
			return true
		}
	}
	return false
}

// directed are the acts that have somebody at whom they are directed.
var directed = []string{"offer", "request", "propose", "thank", "congratulate", "welcome", "condole", "criticise", "warn", "reject", "invite", "promise"}

// targets are those the rule names, else for directed acts the first other
// party named in the words, else the one spoken to.
func (r *reader) targets(d *draft, act string) []string {
	out := []string{}
	for _, m := range d.targets {
		out = r.addTarget(out, d, m)
	}
	if len(out) > 0 || !slices.Contains(directed, act) {
		return out
	}
	for _, m := range r.Parties(d.first, d.end) {
		if out = r.addTarget(out, d, m); len(out) > 0 {
			return out
		}
	}
	if pair := r.Pair(); len(pair) == 2 && len(d.speakers) == 1 && slices.Contains([]string{"offer", "request", "propose", "thank", "invite", "congratulate"}, act) {
		for _, a := range pair {
			if code := r.Code(a); a != d.speakers[0] && slices.Contains(pair, d.speakers[0]) && code != "" {
				out = append(out, code)
			}
		}
	}
	return out
}

func (r *reader) addTarget(out []string, d *draft, mention int) []string {
	for _, a := range r.Who(mention) {
		code := r.Code(a)
		if code == "" || slices.Contains(out, code) {
			continue
		}
		own := slices.ContainsFunc(d.speakers, func(s int) bool { return r.Code(s) == code })
		if !own {
			out = append(out, code)
		}
	}
	return out
}
