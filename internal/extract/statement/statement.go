// Package statement reads who says what: reporting cues from the rules of
// kind "statement", their speakers, what is reported, and at whom it is
// directed.
//
// A rule's captures: cue (the reporting words), content (what is said, where
// the pattern can tell), head (the word that opens what is said, where it
// stands before the cue), object (the word that ends it), speaker and target
// (parties), told (who is told it: the target of what is directed at somebody). Its settings:
//
//	act      the act; else it is an attribute of a mark in the cue, or of one
//	         in the capture "act"
//	content  rest: what is said follows the match, from the capture act on where
//	         that mark says keep; front: it stands between head, or where the
//	         clause begins, and the cue; around: from where the clause begins on,
//	         the cue in it; whole: it is the sentence
//	link     speech: what is said goes on in the next sentences
//	level    inner: a participle's clause, which has the speaker of its verb;
//	         head: a line that gives the floor to what stands below it
//	floor    keep: the cue does not change who has the floor
//	aim      other: it is directed at the other side of the talk before any
//	         party that its words name
//	mood     the group of moods that may change the act
//	speaker  all: every person in the match, when there are two or more; ahead:
//	         none is looked for but the captured one; same: whoever spoke last
//
// What is said shows its own act too (we hope, we shall): rules of kind
// "mood" read it. Settings of those: act (else an attribute of a mark in the
// match) and under: any cue that only tells, or the name of a group that a
// statement's rule gives as its mood; without it, speech. Where a mood captures
// a party, that party must not be the speaker's own, and is the target; with
// side: own, the first party of the mood's clause must be. The act "none" makes words nobody's
// statement.
package statement

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// Form is what rules of kind "statement" may say, Moods what those of kind
// "mood" may.
var (
	Form = extract.Form{
		Settings: map[string][]string{"act": nil, "content": {"rest", "front", "around", "whole"}, "link": {"speech"}, "between": {"subject"}, "level": {"inner", "head"},
			"floor": {"keep"}, "mood": nil, "aim": {"other"}, "speaker": {"all", "ahead", "same"}},
		Captures: []string{"cue", "content", "head", "object", "speaker", "target", "told", "act"},
	}
	Moods = extract.Form{Settings: map[string][]string{"act": nil, "under": nil, "side": {"own"}}, Captures: []string{"cue", "party"}}
)

// Run reads the statements of an article into c.Said.
func Run(c *extract.Case) {
	r := &reader{Case: c, para: -1, until: -1}
	for i, s := range c.Doc.Sents {
		switch {
		case r.colon(s):
			r.headline(i)
		case s.Zone.Evidence():
			r.sentence(i, s)
		case s.Zone == doc.Dateline:
			r.speech = false // the outlet speaks again
		}
	}
	r.finish()
}

type reader struct {
	*extract.Case
	drafts []draft
	speech bool   // the last cue opened direct speech that may go on
	para   int32  // of the last sentence
	until  int32  // the sign that closes the quotation in which direct speech goes on, or -1
	lead   *draft // the head whose speaker speaks in the lines below it, or nil
}

// draft is a statement on its way.
type draft struct {
	speakers   []int // actors
	subject    int   // their (first) mention in the cue's own clause, or -1
	subjectEnd int32 // where that, with those joined to it, ends
	office     string
	act        string
	cue        rule.Cap
	first, end int32      // what is said
	aims       []rule.Cap // where those stand at whom it is directed
	told       rule.Cap   // and those who are told it, or nothing
	rule       *rule.Rule
	doubts     []string
	sentence   int
	continues  bool // goes on from the sentence before
	nested     bool // it stands in a question put to another
	felt       bool // its act shows in its own words
	toward     bool // it is directed at somebody, whatever the act
}

// sentence reads the cues of one sentence, or carries on a speech.
func (r *reader) sentence(i int, s doc.Sentence) {
	if s.Para != r.para {
		r.speech = r.speech && (r.awaits(i) || s.First <= r.until) || r.saysWe(i, s)
	}
	r.para = s.Para
	if r.turns(s) {
		r.Floor = nil
	}
	before := len(r.drafts)
	r.read(i, s)
	if len(r.drafts) == before {
		r.without(i, s)
	}
	if r.until < s.End {
		r.until = -1
	}
	if n := len(r.drafts); n > before && r.speech {
		r.until = r.closing(r.drafts[n-1].first-1, s.End)
	}
}

// farQuote is how far behind speech the sign may stand that closes it, in
// segments.
const farQuote = 300

// closing is the sign that closes the quotation which stands open at the end of
// segments [first, end), or -1.
func (r *reader) closing(first, end int32) int32 {
	depth := 0
	for i := max(0, first); i < min(end+farQuote, int32(r.Doc.Segs.Len())); i++ {
		switch r.Names(r.Doc.Segs.Form(int(i))) {
		case "«":
			depth++
		case "»":
			depth--
			if depth == 0 && i >= end {
				return i
			}
		}
		if i+1 >= end && depth <= 0 {
			return -1
		}
	}
	return -1
}

// turns reports whether a sentence opens with words that give the floor to
// another: "for his part".
func (r *reader) turns(s doc.Sentence) bool {
	for i := s.First; i < min(s.First+2, s.End); i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Insert); ok && r.Lex.Attr(k, "turn") != "" {
			return true
		}
	}
	return false
}

// awaits reports whether the sentence before ended with a cue, so that what is
// said stands on its own line.
func (r *reader) awaits(i int) bool {
	n := len(r.drafts)
	return n > 0 && r.drafts[n-1].sentence == i-1 && r.drafts[n-1].end <= r.drafts[n-1].first
}

// farSpeech is how many sentences direct speech may stand behind its last words.
const farSpeech = 2

// saysWe reports whether a paragraph that follows speech, or a line below a bullet
// that follows what somebody tells in the first line, goes on with it: one who speaks for himself is
// its verb's subject.
func (r *reader) saysWe(i int, s doc.Sentence) bool {
	n := len(r.drafts)
	if n == 0 || r.worded(r.drafts[n-1].sentence, i) > farSpeech || !r.spoken() && !(r.bullet(r.Doc.Sents[i-1]) && r.worded(0, r.drafts[n-1].sentence) == 0) {
		return false
	}
	for j := s.First; j < s.End; j++ {
		if k, ok := r.finiteAt(j); ok && r.Lex.Attr(k, "person") == "1" {
			return true
		}
	}
	return false
}

// worded counts the sentences from a to b that hold words.
func (r *reader) worded(a, b int) (n int) {
	for ; a < b; a++ {
		if !r.bullet(r.Doc.Sents[a]) {
			n++
		}
	}
	return n
}

// spoken reports whether the last words were direct speech, or stand in one that
// names nobody else as the one who said them.
func (r *reader) spoken() bool {
	last := &r.drafts[len(r.drafts)-1]
	for k := len(r.drafts) - 1; k >= 0; k-- {
		d := &r.drafts[k]
		if d.rule.Make["link"] == "speech" || d.continues {
			return true
		}
		if d.sentence < last.sentence-farSpeech || d.subject >= 0 || !slices.Equal(d.speakers, last.speakers) {
			return false
		}
	}
	return false
}

// colon reports whether a sentence is a colon alone on its line.
func (r *reader) colon(s doc.Sentence) bool {
	return s.End == s.First+1 && r.Names(r.Doc.Segs.Form(int(s.First))) == ":"
}

// headline makes the line before a colon that stands alone a head.
func (r *reader) headline(i int) {
	if i == 0 {
		return
	}
	s := r.Doc.Sents[i-1]
	if p := r.Parties(s.First, min(s.First+12, s.End)); len(p) > 0 && r.Mentions[p[0]].First == s.First {
		if n := len(r.drafts); n > 0 && r.drafts[n-1].sentence == i-1 {
			r.drafts = r.drafts[:n-1]
		}
		r.lead = &draft{speakers: r.Who(p[0]), office: r.officeOf(p[0]), rule: r.headRule()}
	}
}

// headRule is the first rule of heads.
func (r *reader) headRule() *rule.Rule {
	rules := r.Sets["statement"].Rules
	for k := range rules {
		if rules[k].Make["level"] == "head" {
			return &rules[k]
		}
	}
	return &rules[0]
}

// read makes drafts of the sentence's cues, in their order.
func (r *reader) read(i int, s doc.Sentence) {
	c := clause{reader: r, s: s, at: i, from: s.First, drafted: len(r.drafts), main: -1}
	for _, m := range r.Run("statement", s) {
		c.take(&m)
	}
	c.close(s.End)
}

// without handles a sentence without a cue: a speech goes on, or the outlet
// tells something and its subject is who "he" will be.
func (r *reader) without(i int, s doc.Sentence) {
	if s.First > r.until && r.outletSpeaks(s) {
		r.speech = false
		r.hold(s)
		return
	}
	if r.lead != nil && r.tells(s, r.lead.speakers) {
		r.lead = nil
	}
	switch below := r.below(i, s); {
	case below:
		r.goesOn(i, s, r.lead)
		r.speech = true
	case r.speech && len(r.drafts) > 0:
		r.goesOn(i, s, &r.drafts[len(r.drafts)-1])
	default:
		r.hold(s)
	}
}

// goesOn makes a sentence part of the speech that a draft began.
func (r *reader) goesOn(i int, s doc.Sentence, from *draft) {
	first, end := r.trim(s.First, s.End)
	if end-first >= 3 {
		r.drafts = append(r.drafts, draft{speakers: from.speakers, office: from.office, subject: -1, act: "state", first: first, end: end,
			rule: from.rule, doubts: []string{"speaker-carried"}, sentence: i, continues: true})
	}
}

// below reports whether a sentence begins a line under a head whose speaker
// still has the floor: any line where the head stands alone on its own, else
// the lines of a list.
func (r *reader) below(i int, s doc.Sentence) bool {
	if r.lead == nil || i == 0 || r.Doc.Segs.Flags[s.First]&doc.Newline == 0 {
		return false
	}
	return r.lead.end <= r.lead.first || r.bullet(r.Doc.Sents[i-1])
}

// tells reports whether a sentence begins with one of some people: it tells of
// them, and is not what they say.
func (r *reader) tells(s doc.Sentence, who []int) bool {
	at := r.PartyAt(s.First)
	if at < 0 {
		return false
	}
	m := &r.Mentions[at]
	return (m.Kind == extract.OfPerson || m.Kind == extract.OfOffice) && len(m.Actors) == 1 && slices.Contains(who, m.Actors[0])
}

// bullet reports whether a sentence holds nothing but signs.
func (r *reader) bullet(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if r.Doc.Segs.Flags[i]&(doc.Word|doc.Number) != 0 {
			return false
		}
	}
	return true
}

// hold gives the floor to the person of whom the outlet tells.
func (r *reader) hold(s doc.Sentence) {
	at := r.teller(s)
	if at < 0 || r.Mentions[at].Kind != extract.OfPerson && r.Mentions[at].Kind != extract.OfOffice {
		return
	}
	if who := r.Who(at); len(who) == 1 {
		r.Floor = who
	}
}

// teller is the subject of a sentence that tells something, or -1.
func (r *reader) teller(s doc.Sentence) int {
	if !r.VerbFirst {
		return r.Subject(s, s.First, min(s.First+25, s.End), s.First)
	}
	for i := s.First; i < s.End; i++ {
		if k, ok := r.finiteAt(i); ok {
			if at := r.Subject(s, s.First, i, k.End); at >= 0 {
				return at
			}
			break
		}
	}
	near := r.Parties(s.First, min(s.First+14, s.End))
	for _, m := range near {
		if k := r.Mentions[m].Kind; (k == extract.OfPerson || k == extract.OfOffice) && r.Free(s.First, m) {
			return m
		}
	}
	if len(near) > 0 && r.Free(s.First, near[0]) {
		return near[0]
	}
	return -1
}

// outletSpeaks reports whether a sentence opens with words by which the
// outlet takes the floor back, or with "he", who in his own words is "I".
func (r *reader) outletSpeaks(s doc.Sentence) bool {
	for i := s.First; i < min(s.First+3, s.End); i++ {
		if _, ok := r.Doc.MarkAt(int(i), r.C.Narrator); ok {
			return true
		}
	}
	p := r.Parties(s.First, min(s.First+3, s.End))
	return len(p) > 0 && r.Mentions[p[0]].First == s.First && r.Mentions[p[0]].Kind == extract.OfPron
}
