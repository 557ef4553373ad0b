package commitment

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// parties fills by, to and parties: as the rule's captures say, else those who
// are named in the clause, who speaks and who is spoken to.
func (r *reader) parties(d *draft, m *rule.Match, ru *rule.Rule) {
	for _, x := range m.Caps {
		for _, p := range r.Parties(x.First, x.End) {
			for _, a := range r.Who(p) {
				switch x.Name {
				case "by":
					d.By = add(d.By, r.Code(a))
				case "to":
					d.To = add(d.To, r.Code(a))
				}
			}
		}
	}
	switch {
	case len(d.By) > 0 && len(d.To) == 0 && ru.Make["joint"] != "yes":
		d.To = slices.DeleteFunc(r.ownNamed(d), func(c string) bool { return slices.Contains(d.By, c) })
	case len(d.By)+len(d.To) > 0:
	case d.fact && ru.Make["joint"] == "yes":
		d.By = r.bound(d)
	default:
		speaker, other := r.sides(d, ru)
		r.share(d, speaker, other, m, ru)
	}
	d.all()
}

// bound are those who are bound by what was undertaken together: those named
// in its own words, else in its clause or sentence, else the two sides of the
// article. A paper known by name has a party of its own, by the attribute
// "party", and needs no other; a paper that is only called an accord is that
// one, where the article names it.
func (r *reader) bound(d *draft) []string {
	own := r.ownParty(d)
	out := r.ownNamed(d)
	if own == "" && d.called == "accord" && d.thing.Ref >= 0 && len(out) < 2 {
		if accord := r.knownAccord(); len(out) == 0 || out[0] == accord {
			own = accord
		}
	}
	if len(out) < 2 {
		out = add(out, own)
	}
	if len(out) > 1 || own != "" {
		return out
	}
	d.guessed = true
	if of := r.namedAccord(d); len(of) > 0 {
		return of
	}
	out = r.namedIn(d)
	for _, code := range r.statesOf(doc.Sentence{First: d.sentence, End: d.last}) {
		if len(out) < 2 && r.firm[code] {
			out = add(out, code)
		}
	}
	for _, a := range r.Pair() {
		if len(out) < 2 {
			out = add(out, r.Code(a))
		}
	}
	return out
}

// namedAccord are the parties of the paper told last whose own words name
// them, where a draft speaks of the accord alone.
func (r *reader) namedAccord(d *draft) (out []string) {
	if d.called != "accord" || d.end-d.first > 3*nearIf {
		return nil
	}
	for i := range r.drafts {
		if p := &r.drafts[i]; p.Object.Kind == "instrument" && p.called == "accord" && !p.guessed && !p.carried && len(p.Parties) > 1 {
			out = p.Parties
		}
	}
	return slices.Clone(out)
}

// knownAccord is the party of the first paper that the article names by its
// known name, or "".
func (r *reader) knownAccord() string {
	for _, k := range r.Doc.Marks() {
		if code := r.Lex.Attr(k, "party"); code != "" && r.Lex.Attr(k, "named") != "" {
			return code
		}
	}
	return ""
}

// ownParty is the attribute "party" of a word of the object, or "".
func (r *reader) ownParty(d *draft) string {
	for i := d.first; i < d.end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if code := r.Lex.Attr(k, "party"); code != "" {
				return code
			}
		}
	}
	return ""
}

// all makes parties of who owes and who is owed.
func (d *draft) all() {
	d.Parties = []string{}
	for _, code := range append(append([]string{}, d.By...), d.To...) {
		d.Parties = add(d.Parties, code)
	}
}

// share: what both sides name or undertake is owed by both; what the clause's
// subject does, by it; what is asked of the other side, by that; the rest by who
// speaks.
func (r *reader) share(d *draft, speaker, other string, m *rule.Match, ru *rule.Rule) {
	named := r.namedIn(d)
	agent := r.agent(d, m)
	joint := ru.Make["joint"] == "yes" || ru.Make["joint"] != "no" && !d.fact && r.isJoint(d)
	switch {
	case d.Object.Kind == "instrument" && r.others(d, speaker):
		d.By = r.ownNamed(d)
	case !joint && agent != "":
		d.By, d.To = []string{agent}, without(add(named, speaker, other), agent)
		if len(named) > 1 || agent != speaker {
			d.To = without(add(named, speaker), agent)
		}
	case !joint && oneSided(d) && r.giver(d, named):
	case len(named) > 2 || len(named) == 2 && !slices.Contains(named, speaker):
		d.By = named
	case joint || d.said == nil || d.said.Act == "propose" || d.said.Act == "hope":
		d.By = add(add([]string{}, speaker), other)
	case d.said.Act == "request" || d.said.Act == "invite":
		d.By, d.To = add([]string{}, other), add([]string{}, speaker)
	default:
		d.By, d.To = add([]string{}, speaker), add([]string{}, other)
	}
}

// oneSided reports whether a deed is one that a side does for another.
func oneSided(d *draft) bool {
	return d.Object.Kind != "session" && d.Object.Kind != "instrument" && d.Object.Kind != "visit"
}

// giver sets who owes a deed, where those named in its clause before it are
// others than those whom its own words name, and reports whether it is so.
func (r *reader) giver(d *draft, named []string) bool {
	own := []string{}
	for _, m := range r.Parties(d.first, d.end) {
		for _, a := range r.Who(m) {
			own = add(own, r.Code(a))
		}
	}
	inside := r.ownNamed(d)
	before := slices.DeleteFunc(slices.Clone(named), func(c string) bool { return slices.Contains(own, c) || slices.Contains(inside, c) })
	if len(before) == 0 || len(own) == 0 {
		return false
	}
	d.By, d.To = before, own
	return true
}

// ownNamed are the parties named in the object's own words.
func (r *reader) ownNamed(d *draft) []string {
	inside := *d
	inside.from = d.first
	return r.namedIn(&inside)
}

// others reports whether a paper is of other parties than the speaker's: its
// own words name some, and not that one.
func (r *reader) others(d *draft, speaker string) bool {
	own := r.ownNamed(d)
	return d.Stage == "signed" && len(own) > 0 && !slices.Contains(own, speaker)
}

// agent is the party of the subject of the verb that does it, or "".
func (r *reader) agent(d *draft, m *rule.Match) string {
	verb, ok := m.Get("doer")
	if !ok {
		verb, ok = m.Get("verb")
	}
	if !ok {
		return ""
	}
	if code := r.beforeCue(m); code != "" {
		return code
	}
	s := doc.Sentence{First: d.sentence, End: d.last}
	if at := r.Subject(s, d.from, verb.First, verb.End); at >= 0 && !r.joined(at) {
		if who := r.Who(at); len(who) == 1 {
			if code := r.Code(who[0]); r.Actors[who[0]].Kind != extract.Country || r.firm[code] {
				return code
			}
		}
	}
	return ""
}

// joined reports whether "and" ties another party to a mention right behind it.
func (r *reader) joined(at int) bool {
	end := r.Mentions[at].End
	return r.Marked(end, r.C.And) && len(r.Parties(end+1, end+longestTail)) > 0 && r.Mentions[r.Parties(end+1, end+longestTail)[0]].First == end+1
}

// beforeCue is the state named right before a cue whose verb stands last: who
// is told without "that" by somebody else to have promised.
func (r *reader) beforeCue(m *rule.Match) string {
	cue, ok := m.Get("cue")
	if _, doer := m.Get("doer"); !ok || !doer || r.VerbFirst {
		return ""
	}
	for _, p := range r.Parties(max(0, cue.First-3), cue.First) {
		x, who := &r.Mentions[p], r.Who(p)
		if x.End == cue.First && len(who) == 1 && r.behindVerb(x.First) {
			return r.Code(who[0])
		}
	}
	return ""
}

// behindVerb reports whether a verb ends right before segment i.
func (r *reader) behindVerb(i int32) bool {
	for j := max(0, i-3); j < i; j++ {
		if v, ok := r.verb(j); ok && v.End == i {
			return true
		}
	}
	return false
}

func without(list []string, code string) []string {
	return slices.DeleteFunc(list, func(c string) bool { return c == code || c == "" })
}

// isJoint reports whether the words or the kind of thing make it an
// undertaking of both sides.
func (r *reader) isJoint(d *draft) bool {
	switch {
	case d.Stage == "agreed" || d.Stage == "under_way" || d.said == nil && d.Stage == "proposed" || d.said != nil && len(d.said.Speakers) > 1:
		return true
	case d.Object.Kind == "session" || d.Object.Kind == "instrument":
		return true
	case r.Lex.Attr(d.thing, "joint") != "":
		return true
	}
	for i := d.from; i < d.end; i++ {
		if r.Marked(i, r.w.jointly) {
			return true
		}
	}
	return false
}

// sides are the speaker's party and the other one: the other state named in
// the clause, the statement's target, the other side of the talk told last.
func (r *reader) sides(d *draft, ru *rule.Rule) (speaker, other string) {
	named := r.namedIn(d)
	if d.said != nil && len(d.said.Speakers) > 1 {
		if talk, near := r.lastTalk(d, ""); near && len(talk) == 2 {
			return talk[0], talk[1]
		}
	}
	if d.said != nil {
		for _, id := range d.said.Speakers {
			if code := r.Code(extract.Index(id)); speaker == "" {
				speaker = code
			} else if code != speaker && other == "" {
				other = code
			}
		}
	}
	candidates := slices.Clone(named)
	if d.said != nil {
		candidates = append(candidates, d.said.Targets...)
	}
	told := len(candidates)
	if ru.Make["other"] != "named" {
		candidates = append(candidates, r.around(d, speaker)...)
	}
	for i, code := range candidates {
		switch {
		case !isCode(code) || code == speaker || r.doubtful(code):
		case speaker == "":
			speaker, d.carried = code, i >= told
		case other == "":
			other, d.carried = code, i >= told
		}
	}
	return speaker, other
}

// isCode tells codes of states and organisations from ids of actors.
func isCode(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// around are the parties that the words around a commitment suggest, the
// likeliest first: of the talk told last (after "the two countries" only later),
// whoever was named last before it in its paragraph, the two sides of the
// article. Talks and sides count where the speaker is one of them.
func (r *reader) around(d *draft, speaker string) (out []string) {
	talk, _ := r.lastTalk(d, speaker)
	if !r.spans(d, r.w.both) {
		out = append(out, talk...)
	}
	out = append(append(out, r.namedBefore(d)...), talk...)
	for _, pair := range [][]int{r.PairAt(d.end), r.Pair()} {
		codes := []string{}
		for _, a := range pair {
			codes = append(codes, r.Code(a))
		}
		if speaker == "" || slices.Contains(codes, speaker) {
			out = append(out, codes...)
		}
	}
	return out
}

// spans reports whether a mark of a class begins in the clause or the object.
func (r *reader) spans(d *draft, c doc.Class) bool {
	for i := d.from; i < d.end; i++ {
		if r.Marked(i, c) {
			return true
		}
	}
	return false
}

// farNamed is how far before a commitment states are looked for, in segments.
const farNamed = 60

// namedBefore are the states named before the clause in its paragraph, the
// last first; a capital where something was is none.
func (r *reader) namedBefore(d *draft) (out []string) {
	for i := d.from - 1; i >= max(0, d.from-farNamed) && r.Doc.Segs.Flags[i+1]&doc.Newline == 0; i-- {
		for _, k := range r.Doc.MarksAt(int(i)) {
			place := k.Class == r.w.capital && i > 0 && r.Marked(i-1, r.C.PlacePrep)
			if code := r.Lex.Attr(k, "code"); r.C.StateName.Has(k.Class) && r.firm[code] && !place {
				out = add(out, code)
			}
		}
	}
	return out
}

// lastTalk are the countries of the event told last before a commitment, of
// those to which the speaker belongs, if there is one; near says that it is
// told in the same paragraph.
func (r *reader) lastTalk(d *draft, speaker string) (out []string, near bool) {
	at := -1
	for i := range r.Events {
		e := &r.Events[i]
		if len(e.Countries) < 2 || speaker != "" && !slices.Contains(e.Countries, speaker) {
			continue
		}
		for _, s := range e.Spans {
			if s[0] <= d.Span[1] && s[0] > at {
				out, at = slices.Clone(e.Countries), s[0]
			}
		}
	}
	return out, at >= 0 && !strings.Contains(r.Doc.Text[min(at, d.Span[0]):d.Span[0]], "\n")
}

// namedIn are the states and organisations named in the object and, before
// it, in its clause.
func (r *reader) namedIn(d *draft) (out []string) {
	for i := d.from; i < d.end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if code := r.Lex.Attr(k, "code"); k.Class == r.C.Nisba && k.End <= d.end && r.firm[code] && (i == 0 || !r.Marked(i-1, r.C.Seat)) {
				out = add(out, code)
			}
		}
	}
	for m := range r.Between(d.from, d.end) {
		if m.Kind == extract.OfPron || m.Kind == extract.OfPair || m.Kind == extract.Anonymous || r.where(m) || r.beside(m) {
			continue
		}
		for _, a := range m.Actors {
			if code := r.Code(a); !r.doubtful(code) {
				out = add(out, code)
			}
		}
	}
	return out
}

// beside reports whether an organisation is named as that of a gathering on
// whose sidelines something was.
func (r *reader) beside(m *extract.Mention) bool {
	if m.Kind != extract.OfOrg {
		return false
	}
	for i := max(0, m.First-longestTail); i < m.First; i++ {
		if r.Marked(i, r.C.Sidelines) {
			return true
		}
	}
	return false
}

// firmly tells of each state that the article names whether words do that
// mean nothing else, or one of its people is in the article.
func (r *reader) firmly() map[string]bool {
	firm := map[string]bool{}
	for _, k := range r.Doc.Marks() {
		if r.C.StateName.Has(k.Class) {
			code := r.Lex.Attr(k, "code")
			firm[code] = firm[code] || r.Lex.Attr(k, "ambiguous") == "" || r.listedState(k)
		}
	}
	for i := range r.Actors {
		if a := &r.Actors[i]; a.Kind == extract.Person && a.Country != "" {
			firm[a.Country] = true
		}
	}
	return firm
}

// listedState reports whether "and" ties a state's name to that of another.
func (r *reader) listedState(k doc.Mark) bool {
	if k.End+1 < int32(r.Doc.Segs.Len()) && r.Marked(k.End, r.C.And) && len(r.States(k.End+1, k.End+2)) > 0 {
		return true
	}
	return k.First > 1 && r.Marked(k.First-1, r.C.And) && len(r.States(k.First-2, k.First-1)) > 0
}

// doubtful reports whether a state is named only by words that may mean
// something else.
func (r *reader) doubtful(code string) bool {
	firm, named := r.firm[code]
	return named && !firm
}

// where reports whether a capital is named as a place: in it, not for it; or
// as the place by which a document is known.
func (r *reader) where(m *extract.Mention) bool {
	k, ok := r.Doc.MarkAt(int(m.First), r.w.capital)
	if !ok || k.End != m.End || m.First == 0 {
		return false
	}
	before := m.First - 1
	return r.Marked(before, r.C.PlacePrep) || r.Marked(before, r.w.accord) || r.Marked(before, r.w.paper)
}

func add(list []string, codes ...string) []string {
	for _, code := range codes {
		if code != "" && !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return list
}
