package event

import (
	"cmp"
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// parties fills the parts from the rule's roles.
func (r *reader) parties(d *draft, s doc.Sentence, m *rule.Match, ru *rule.Rule, c clause) {
	cue := cueOf(m)
	for _, k := range m.Caps {
		if role := ru.Roles[k.Name]; role != "" {
			r.captured(d, k, role, r.listEnd(s, k, cue, m))
		}
	}
	if role := ru.Roles["subject"]; role != "" && !(ru.Roles["a"] == role && d.has(role) && captures(m, "a")) {
		d.subject = r.subject(d, s, c, cue, role)
	}
	if role := ru.Roles["with"]; role != "" {
		r.with(d, c, cue, role)
	}
	if role := ru.Roles["states"]; role != "" {
		r.states(d, s, c, cue, role)
	}
	if role := ru.Roles["pair"]; role != "" && len(d.parts) < 2 {
		r.both(d, m, role)
	}
	if role := ru.Roles["teller"]; role != "" {
		r.whoTells(d, c, cue, role)
	}
	if role := ru.Roles["samehost"]; role != "" {
		r.sameHost(d, role)
	}
	if role := ru.Roles["home"]; role != "" && !d.has(role) && r.HomeState != "" {
		d.add(part{actor: r.atHome(s, cue), role: role})
	}
	if k, ok := m.Get("gathering"); ok {
		from := k.End
		if r.VerbFirst {
			from = k.First // the gathering itself may be an organisation's
		}
		for _, p := range r.Parties(from, min(s.End, k.End+14)) {
			if m := &r.Mentions[p]; m.Kind == extract.OfOrg && slices.ContainsFunc(m.Actors, r.between) {
				r.part(d, p, "participant")
			}
		}
	}
	if k, ok := m.Get("goal"); ok {
		d.goal, d.hub = r.stateIn(d, k), r.Marked(k.First, r.C.Hub)
		d.goals = r.furtherGoals(k.End, min(s.End, k.End+longestName))
	}
}

// between reports whether an actor is an organisation between states: no
// movement against which they gather.
func (r *reader) between(actor int) bool { return r.Actors[actor].Class == "igo" }

// captures reports whether a match has a capture of this name.
func captures(m *rule.Match, name string) bool {
	_, ok := m.Get(name)
	return ok
}

// furtherGoals are the states that go on behind the first of a journey to "A, B
// and C".
func (r *reader) furtherGoals(first, end int32) (out []string) {
	list := r.list(first, end)
	if n := len(list); n == 0 || !r.Marked(r.Mentions[list[n-1]].First-1, r.C.And) || r.VerbFirst && r.verbAt(r.Mentions[list[n-1]].End) {
		return nil
	}
	for _, m := range list {
		if r.Mentions[m].Kind == extract.OfState {
			out = append(out, r.Mentions[m].Country)
		}
	}
	return out
}

// atHome is the outlet's own state, shown by the body of a sentence that stands
// for it, else by the cue.
func (r *reader) atHome(s doc.Sentence, cue rule.Cap) int {
	first, end := cue.First, cue.End
	for _, m := range r.Parties(s.First, s.End) {
		if x := &r.Mentions[m]; x.Kind == extract.OfPron && r.Marked(x.First, r.C.Body) {
			first, end = x.First, x.End
			break
		}
	}
	n := len(r.Actors)
	a := r.StateActor(r.HomeState, r.Doc.SpanOf(int(first), int(end)))
	if a == n && first == cue.First { // nothing printed stands for it
		r.Actors[a].Name = cmp.Or(r.Dir.StateName(r.HomeState, r.Lang), r.Actors[a].Name)
	}
	return a
}

// listEnd is how far the list that a capture begins may go: to the cue when
// the capture stands before it, else to the end of the clause; to the next
// capture in any case.
func (r *reader) listEnd(s doc.Sentence, k, cue rule.Cap, m *rule.Match) int32 {
	end := s.End
	switch {
	case k.End <= cue.First:
		end = cue.First
	case k.End < cue.End:
		end = cue.End
	}
	for _, x := range m.Caps {
		if x.First >= k.End {
			end = min(end, x.First)
		}
	}
	return end
}

// captured adds the parties of a capture and of the list that it begins.
func (r *reader) captured(d *draft, k rule.Cap, role string, end int32) {
	parties := r.Parties(k.First, k.End)
	if len(parties) == 0 { // a state named inside somebody's office
		for _, code := range r.States(k.First, k.End) {
			d.add(part{actor: r.StateActor(code, r.Doc.SpanOf(int(k.First), int(k.End))), role: role})
		}
	}
	rest := r.likes(parties, r.list(k.End, end))
	d.sum = d.sum || len(rest) > 1 && len(parties) == 1 && r.Mentions[parties[0]].Kind == extract.OfState && r.Mentions[parties[0]].Rule != "world/state"
	for _, p := range append(parties, rest...) {
		r.part(d, p, role)
	}
}

// likes cuts a list of people where it names a mere state: that belongs to
// somebody's office ("the ambassador to Italy and Malta").
func (r *reader) likes(first, rest []int) []int {
	if !r.VerbFirst || len(first) == 0 || r.Mentions[first[0]].Kind == extract.OfState || r.Mentions[first[0]].Plural && len(r.Mentions[first[0]].More) > 0 {
		return rest
	}
	if i := slices.IndexFunc(rest, func(m int) bool { return r.Mentions[m].Rule == extract.WorldState }); i >= 0 {
		return rest[:i]
	}
	return rest
}

// list are the parties that go on with "," and "and" behind segment i.
func (r *reader) list(i, end int32) (out []int) {
	for i < end {
		joint, last := false, r.Ending(i)
		closed := !r.VerbFirst && last >= 0 && r.Mentions[last].First > 0 && r.Marked(r.Mentions[last].First-1, r.C.And) // "A, B and C": the list is full
		for i < end && (r.Doc.Segs.Flags[i]&doc.Punct != 0 && r.Doc.Segs.Flags[i]&doc.Hard == 0 || r.Marked(i, r.C.And)) {
			joint = joint || r.Marked(i, r.C.And) || r.Comma(i) && !closed
			i++
		}
		m := -1
		if i < end {
			m = r.PartyAt(i)
		}
		if m < 0 || !joint || r.Mentions[m].End > end || r.Mentions[m].Kind == extract.OfPron || r.begins(m, end) {
			return out
		}
		out = append(out, m)
		i = r.Mentions[m].End
	}
	return out
}

// begins reports whether a state begins the next clause, before segment end:
// "Sweden applies to NATO and Finland votes".
func (r *reader) begins(m int, end int32) bool {
	x := &r.Mentions[m]
	return r.VerbFirst && x.Kind == extract.OfState && x.End < end && r.verbAt(x.End)
}

// subject adds the clause's subject with the list that it begins; where there
// is none, who acted last. False: there is nobody but who takes part already.
func (r *reader) subject(d *draft, s doc.Sentence, c clause, cue rule.Cap, role string) bool {
	if who := r.speaker(cue); len(who) > 0 {
		for _, a := range who {
			d.add(part{actor: a, role: role})
		}
		return true
	}
	if r.VerbFirst && c.stranger {
		return false
	}
	if c.subject >= 0 && d.Type == "CONSULT" && d.Verb != "write" && (d.Verb != "attend" || r.VerbFirst) && r.Mentions[c.subject].Rule == "world/state" {
		c.subject = -1 // states write and attend, their people meet
	}
	if c.subject >= 0 && d.Type == "CONSULT" && r.VerbFirst && r.carried >= 0 && r.Mentions[c.subject].Kind == extract.OfOrg && r.Mentions[c.subject].End < cue.First {
		c.subject = -1
	}
	if r.VerbFirst && d.Type == "CONSULT" && r.goesOn(d, c) {
		if c.subject = -1; r.carriedIn != r.sentence {
			c.subject = r.other(d, r.before(s, cue))
		}
	}
	if c.subject < 0 && !r.VerbFirst && d.Type == "CONSULT" {
		c.subject = r.behind(d, cue, c)
	}
	if c.subject < 0 {
		if r.carried < 0 || d.Type != "CONSULT" || c.stranger && (d.Verb == "visit" || r.did(d, cue)) {
			return false
		}
		d.add(part{actor: r.carried, role: role})
		d.Doubts = append(d.Doubts, "subject-carried")
		r.carriedIn = r.sentence
		return true
	}
	if led := r.led(c.subject, cue.First); led >= 0 {
		c.subject = led
	}
	known, x := len(d.parts), &r.Mentions[c.subject]
	r.part(d, c.subject, role)
	if c.alone {
		return len(d.parts) > known
	}
	end := s.End
	if x.End <= cue.First {
		end = cue.First
	}
	for _, p := range r.list(x.End, end) {
		r.part(d, p, role)
	}
	for _, p := range r.listBefore(s, c.subject) {
		r.part(d, p, role)
	}
	return len(d.parts) > known
}

// behind is the subject that stands behind a setting and its comma ("in a
// meeting with X, Y said"), or -1.
func (r *reader) behind(d *draft, cue rule.Cap, c clause) int {
	for i := cue.End; i < c.end; i++ {
		if !r.Comma(i) {
			continue
		}
		if m := r.PartyAt(i + 1); m >= 0 && r.Mentions[m].Kind != extract.OfState && r.Free(i+1, m) && r.aside(cue) {
			return m
		}
	}
	return -1
}

// aside reports whether a cue belongs to the words before a clause: "in a
// meeting with X, …".
func (r *reader) aside(cue rule.Cap) bool {
	for i := max(0, cue.First-3); i < cue.First; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if (k.Class == r.C.Prep || k.Class == r.C.Aside) && k.End >= cue.First {
				return true
			}
		}
	}
	return false
}

// led is who heads the delegation that a mention names ("headed by X") before
// segment end, or -1.
func (r *reader) led(m int, end int32) int {
	if k, ok := r.Doc.MarkAt(int(r.Mentions[m].End), r.C.Led); ok && r.Mentions[m].Kind == extract.OfState {
		if p := r.PartyAt(k.End); p >= 0 && r.Mentions[p].End <= end {
			return p
		}
	}
	return -1
}

// goesOn reports whether a verb's subject is who acted before the sentence: a
// verb before it had him too, or the one found is its object.
func (r *reader) goesOn(d *draft, c clause) bool {
	if r.carriedIn == r.sentence {
		return true
	}
	return c.subject >= 0 && slices.ContainsFunc(r.who(c.subject), func(a int) bool {
		return slices.ContainsFunc(d.parts, func(p part) bool { return p.actor == a })
	})
}

// other is a person who takes no part in a draft yet; -1 for anybody else.
func (r *reader) other(d *draft, m int) int {
	if m < 0 || r.Mentions[m].Kind == extract.OfState || r.Mentions[m].Kind == extract.OfOrg {
		return -1
	}
	for _, a := range r.who(m) {
		if r.Actors[a].Kind != extract.Person || slices.ContainsFunc(d.parts, func(p part) bool { return p.actor == a }) {
			return -1
		}
	}
	return m
}

// did reports whether a cue tells of a talk by a verb, where verbs stand last:
// its subject is whoever stands before it, known or not.
func (r *reader) did(d *draft, cue rule.Cap) bool {
	_, ok := r.lastVerb(cue.First, cue.End)
	return ok && !r.VerbFirst && slices.Contains(talks, d.Verb)
}

// speaker are those who tell in the first person what they did: "I met …".
func (r *reader) speaker(cue rule.Cap) (out []int) {
	v, ok := r.lastVerb(cue.First, cue.End)
	mine := ok && r.Lex.Attr(v, "person") == "1"
	for i := cue.First; i < cue.End && !mine; i++ { // my meeting
		mine = slices.ContainsFunc(r.Doc.MarksAt(int(i)), func(k doc.Mark) bool { return r.C.Nouns.Has(k.Class) && r.Lex.Attr(k, "person") == "1" })
	}
	if !mine {
		return nil
	}
	if st := r.SaidAt(r.Span(cue.First, cue.End)); st != nil {
		for _, id := range st.Speakers {
			out = append(out, extract.Index(id))
		}
	}
	return out
}

// whoTells adds the state of who tells what was or will be done: who says it,
// else the clause's subject.
func (r *reader) whoTells(d *draft, c clause, cue rule.Cap, role string) {
	var who []int
	if st := r.SaidAt(r.Span(cue.First, cue.End)); st != nil {
		for _, id := range st.Speakers {
			who = append(who, extract.Index(id))
		}
	}
	if len(who) == 0 && c.subject >= 0 {
		who = r.who(c.subject)
	}
	for _, a := range who {
		if r.stateOf(a) != "" {
			d.add(part{actor: r.stateFor(a), role: role})
		}
	}
}

// sameHost adds the host of the talk told last.
func (r *reader) sameHost(d *draft, role string) {
	for i := len(r.drafts) - 1; i >= 0; i-- {
		for _, p := range r.drafts[i].parts {
			if p.role == "host" {
				d.add(part{actor: p.actor, role: role})
				return
			}
		}
	}
}

// with adds the parties behind a word of company in the clause.
func (r *reader) with(d *draft, c clause, cue rule.Cap, role string) {
	for i := c.first; i < max(cue.End, c.end); i++ {
		if m := r.PartyAt(i + 1); m >= 0 && r.Marked(i, r.C.Company) {
			r.part(d, m, role)
			for _, p := range r.list(r.Mentions[m].End, c.end) {
				r.part(d, p, role)
			}
			return
		}
	}
}

// states adds the states and organisations named in the cue and, where it
// names none, in its clause.
func (r *reader) states(d *draft, s doc.Sentence, c clause, cue rule.Cap, role string) {
	for _, m := range r.Parties(cue.First, cue.End) {
		if at := r.Mentions[m].First; !r.placed(at) && !r.beside(at) && (at == 0 || !r.Marked(at-1, r.C.City) && !r.Marked(at-1, r.C.Seat)) {
			r.part(d, m, role)
		}
	}
	if len(d.parts) > 0 {
		return
	}
	for _, m := range append(r.Parties(c.first, cue.First), r.Parties(cue.End, c.end)...) {
		if r.VerbFirst || !r.placed(r.Mentions[m].First) {
			r.part(d, m, role)
		}
	}
}

// longestName is how many segments the name of a gathering has at most.
const longestName = 14

// beside reports whether a segment belongs to the name of a gathering beside
// which something was done.
func (r *reader) beside(i int32) bool {
	for j := i - 1; j >= max(0, i-longestName) && !r.Comma(j) && !r.verbAt(j); j-- {
		if r.Marked(j, r.C.Sidelines) {
			return true
		}
	}
	return false
}

// listBefore are the parties of the list that mention m ends.
func (r *reader) listBefore(s doc.Sentence, m int) (out []int) {
	for {
		i := r.Mentions[m].First
		joint := false
		for i > s.First && (r.Doc.Segs.Flags[i-1]&doc.Punct != 0 && r.Doc.Segs.Flags[i-1]&doc.Hard == 0 || r.Marked(i-1, r.C.And)) {
			i--
			joint = joint || r.Marked(i, r.C.And) || r.Comma(i)
		}
		before := r.Ending(i)
		if !joint || before < 0 || r.Mentions[before].First < s.First || r.Mentions[before].Kind == extract.OfPron || r.VerbFirst && !r.Alike(before, m) {
			return out
		}
		out = append(out, before)
		m = before
	}
}

// part adds a mention's actors.
func (r *reader) part(d *draft, mention int, role string) {
	m := &r.Mentions[mention]
	if m.Kind == extract.Anonymous || m.Office == "expert" || r.Dated(mention) || r.anyPeers(m) {
		return
	}
	for _, a := range r.who(mention) {
		p := part{actor: a, role: role}
		if m.Kind == extract.OfOffice && r.Actors[a].Kind != extract.Person {
			p.office = m.Office
		}
		d.add(p)
	}
}

func (d *draft) add(p part) {
	for i := range d.parts {
		if d.parts[i].actor == p.actor {
			return
		}
	}
	d.parts = append(d.parts, p)
}

func (d *draft) has(role string) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool { return p.role == role })
}

func (d *draft) country(code string) {
	if code != "" && !slices.Contains(d.countries, code) {
		d.countries = append(d.countries, code)
	}
}

// anyPeers reports whether a mention is "his counterparts" of no named state.
func (r *reader) anyPeers(m *extract.Mention) bool {
	k, ok := r.Doc.MarkAt(int(m.First), r.C.Counterpart)
	return ok && r.Lex.Attr(k, "pl") != "" && m.Kind == extract.OfOffice && m.Org == "" && len(r.States(m.First, m.End)) == 0
}

// stateFor is the state that a person stands for, as an actor; others are
// themselves.
func (r *reader) stateFor(a int) int {
	if code := r.stateOf(a); code != "" && r.Actors[a].Kind == extract.Person {
		return r.StateActor(code, r.Actors[a].Spans[0])
	}
	return a
}

// farPair is how many sentences behind an event its two sides may sign
// something without being named.
const farPair = 4

// both adds the two sides to a draft, unless it has a party of its own that is
// none of them: their people only where the match names "the two".
func (r *reader) both(d *draft, m *rule.Match, role string) {
	pair := r.pair()
	if n := len(r.drafts); d.Type == "AGREE" && !r.VerbFirst && n > 0 && r.drafts[n-1].Type != "AGREE" && r.sentence-r.drafts[n-1].sentence > farPair {
		return
	}
	if len(d.parts) == 1 && d.Verb != "receive" && !slices.ContainsFunc(pair, func(a int) bool { return r.stateFor(a) == r.stateFor(d.parts[0].actor) }) {
		return
	}
	if n := len(r.drafts); r.VerbFirst && d.Verb == "commission" && len(d.parts) == 1 && n > 0 && r.drafts[n-1].Verb == "visit" && r.drafts[n-1].said {
		return // where somebody is said to have gone is no side of a session of others
	}
	for _, a := range pair {
		if d.Verb == "commission" || r.VerbFirst && !r.twosome(m) || r.others(m, a) {
			a = r.stateFor(a)
		}
		d.add(part{actor: a, role: role})
	}
}

// others reports whether a match names a pair by an office that an actor does
// not hold: "the two presidents" are not the ministers who talked.
func (r *reader) others(m *rule.Match, actor int) bool {
	for i := m.First; i < m.End; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if office := r.Lex.Attr(k, "office"); k.Class == r.C.PairWord && office != "" && office != r.Actors[actor].Office {
				return true
			}
		}
	}
	return false
}

// twosome reports whether a match names "the two sides" or has a subject.
func (r *reader) twosome(m *rule.Match) bool {
	for _, p := range r.Parties(m.First, m.End) {
		if r.Mentions[p].Kind == extract.OfPair {
			return true
		}
	}
	return r.Rule("event", m).Roles["subject"] != ""
}

// pair is who "the two sides" are: the parties of the talk, session or, where
// verbs stand last, accord told last.
func (r *reader) pair() []int {
	for i := len(r.drafts) - 1; i >= 0; i-- {
		d := &r.drafts[i]
		if (d.Type == "CONSULT" || d.Verb == "commission" || d.Verb == "agree" && !r.VerbFirst) && len(d.parts) == 2 && len(d.countries)+r.bodies(d) == 2 {
			return []int{d.parts[0].actor, d.parts[1].actor}
		}
		if d.Verb == "visit" && len(d.parts) == 1 && d.goal != "" {
			return []int{d.parts[0].actor, r.StateActor(d.goal, r.Actors[d.parts[0].actor].Spans[0])}
		}
	}
	return nil
}

// stateIn is the state of the city or state named in a capture, or "". "This
// country" is none of those who go there.
func (r *reader) stateIn(d *draft, k rule.Cap) string {
	for _, m := range r.Parties(k.First, k.End) {
		if r.Mentions[m].Kind == extract.OfState {
			return r.Mentions[m].Country
		}
	}
	if p := r.Place(k.First, k.End); p != nil {
		return *p.Country
	}
	if codes := r.States(k.First, k.End); len(codes) > 0 {
		return codes[0]
	}
	if r.Marked(k.First, r.C.SameState) {
		return r.lastState(d, k.First)
	}
	return ""
}

// lastState is the state named last before a segment that is neither the
// article's own nor a party's, or "".
func (r *reader) lastState(d *draft, at int32) string {
	for i := at - 1; i >= 0; i-- {
		for _, k := range r.Doc.MarksAt(int(i)) {
			code := r.Lex.Attr(k, "code")
			if r.C.StateName.Has(k.Class) && code != r.HomeState && !slices.ContainsFunc(d.parts, func(p part) bool { return r.stateOf(p.actor) == code }) {
				return code
			}
		}
	}
	return ""
}
