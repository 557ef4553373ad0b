package cast

import (
	"cmp"
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/rule"
)

// matches takes the matches of the person rules in a sentence.
func (k *caster) matches(sentence int, s doc.Sentence) {
	for _, m := range k.Run("person", s) {
		k.match(sentence, &m, k.Rule("person", &m))
	}
}

// match makes the mention or mentions of a match.
func (k *caster) match(sentence int, m *rule.Match, r *rule.Rule) {
	x := extract.Mention{First: m.First, End: m.End, Rule: r.Name, Sentence: sentence, Bare: r.Make["bare"] != ""}
	if cue, ok := m.Get("cue"); ok {
		x.First, x.End = cue.First, cue.End
	}
	entry := k.office(&x, m, r)
	k.whose(&x, m)
	if x.Office == "secretary_general" && x.Org == "" && x.Country != "" {
		x.Office = "official" // of a state's customs, not of an organisation
	}
	if post, ok := m.Get("post"); ok && post.End == x.End && !k.Dir.Office(x.Office).Posted {
		x.End = post.First
	}
	k.make(x, m, r.Make["kind"], entry)
}

// make puts what a match names: nothing, a state, a source, people, or an
// office without its holder.
func (k *caster) make(x extract.Mention, m *rule.Match, kind string, entry doc.Mark) {
	names, states := numbered(m, "name"), numbered(m, "state")
	switch {
	case kind == "none":
		k.take(m.First, m.End)
	case kind == "state":
		k.state(x, states)
	case kind == "anonymous":
		x.Kind = extract.Anonymous
		k.put(x)
	case len(names) > 0:
		k.company(x, m, names, states)
	default:
		k.bareOffice(x, entry, states)
	}
}

// company puts the people of a match, and what else it names beside them: an
// office apart, the person whose aide somebody is.
func (k *caster) company(x extract.Mention, m *rule.Match, names, states []rule.Cap) {
	o, ok := m.Get("office")
	switch {
	case ok && names[0].First-o.End < 3 && k.title(o):
		x.Office, x.Of = "", nil
	case !ok && x.Office == "":
		x.Office, x.NotOf = k.styleOffice(m.First, names[0].First)
	}
	if x.Boss[1] > 0 && x.Office == "official" {
		x.Office = "" // whose aide he is says less than what the directory knows
	}
	x.First = k.apart(x.Sentence, m, x.First, names[0])
	x.End = k.boss(&x)
	k.persons(k.another(x, m, names[0]), names, states)
}

// boss puts the person whose aide a mention names, and gives where the words of
// the aide end.
func (k *caster) boss(x *extract.Mention) int32 {
	boss := x.Boss
	if boss[1] == boss[0] {
		return x.End
	}
	k.put(extract.Mention{First: boss[0], End: boss[1], Kind: extract.OfPerson, Name: boss, Rule: x.Rule, Sentence: x.Sentence, Bare: true})
	return boss[0]
}

// apart makes a mention of its own of an office before a name that has
// another office behind it; it gives where the person's mention begins.
func (k *caster) apart(sentence int, m *rule.Match, first int32, name rule.Cap) int32 {
	o, ok := m.Get("bare")
	if !ok {
		return first
	}
	x := extract.Mention{First: o.First, End: o.End, Rule: "cast/apart", Sentence: sentence, Kind: extract.OfOffice}
	if mark, ok := k.officeMark(o); ok {
		x.Office = k.Lex.Attr(mark, "office")
	}
	if s, ok := m.Get("bareof"); ok {
		k.stateOrOrg(&x, s)
		x.End = s.End
	}
	k.put(x)
	return name.First
}

// another takes an office of another state off a person whom the directory
// knows: the office after the name is somebody else's, and a mention of its
// own. The king received the foreign minister of …
func (k *caster) another(x extract.Mention, m *rule.Match, name rule.Cap) extract.Mention {
	o, ok := m.Get("office")
	if !ok || o.First < name.End || x.Country == "" || !k.stranger(name, x.Country) {
		return x
	}
	second := x
	second.First, second.Kind, second.Rule = o.First, extract.OfOffice, "cast/another"
	k.put(second)
	x.End, x.Office, x.Of, x.Country = name.End, "", nil, ""
	return x
}

// stranger reports whether the directory knows a name, and in no office of a
// state.
func (k *caster) stranger(name rule.Cap, country string) bool {
	known := false
	for i := name.First; i < name.End; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if m.Class != k.C.Holder || m.End != name.End {
				continue
			}
			if k.Lex.Attr(m, "code") == country {
				return false
			}
			known = true
		}
	}
	return known
}

// styleOffices are the offices of those who are addressed in a style.
var styleOffices = map[string]string{"president": "head_of_state", "majesty": "head_of_state", "premier": "head_of_government"}

// styleOffice is the office that the honorifics in segments [first, end) tell,
// and the states that have none.
func (k *caster) styleOffice(first, end int32) (office string, notOf []string) {
	for i := first; i < end; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if o := styleOffices[k.Lex.Attr(m, "style")]; o != "" && office == "" && k.C.Honorific.Has(m.Class) {
				office = o
			}
			notOf = append(notOf, list(k.Lex.Attr(m, "foreign"))...)
		}
	}
	return office, notOf
}

// title reports whether an office beside a name is a title of courtesy, which
// names no office.
func (k *caster) title(o rule.Cap) bool {
	if o.End != o.First+1 {
		return false
	}
	return slices.ContainsFunc(k.Doc.MarksAt(int(o.First)), func(m doc.Mark) bool { return k.Lex.Attr(m, "courtesy") != "" })
}

// numbered are the captures of a name and its numbered followers, in order.
func numbered(m *rule.Match, name string) (out []rule.Cap) {
	for _, c := range m.Caps {
		if n, ok := strings.CutPrefix(c.Name, name); ok && c.End > c.First && (n == "" || n >= "2" && n <= "9") {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b rule.Cap) int { return int(a.First - b.First) })
	return out
}

// office reads the office of a match, and gives the entry behind it; its Ref is
// -1 when there is none.
func (k *caster) office(x *extract.Mention, m *rule.Match, r *rule.Rule) doc.Mark {
	x.Office = r.Make["office"]
	o, ok := m.Get("office")
	entry, known := k.officeMark(o)
	if !ok || !known {
		c, peers := k.Doc.MarkAt(int(x.First), k.C.Counterpart)
		x.Plural = peers && k.Lex.Attr(c, "pl") != ""
		return doc.Mark{Ref: -1}
	}
	x.Phrase, x.Plural, x.Style = k.phrase(o), k.Lex.Attr(entry, "number") != "", k.Lex.Attr(entry, "style")
	x.Office, x.Of, x.NotOf = k.Lex.Attr(entry, "office"), list(k.Lex.Attr(entry, "of")), list(k.Lex.Attr(entry, "foreign"))
	if x.Office == "" && len(x.Of) > 0 {
		x.Office = x.Of[0]
	}
	x.Office = k.modified(x.Office, entry, m)
	return entry
}

// modified is an office as the words around it change it: a deputy's, a second
// one that counts for more, one that is past, one at the head of any body.
func (k *caster) modified(office string, entry doc.Mark, m *rule.Match) string {
	if via, ok := m.Get("via"); ok && (office == "legislator" || k.Lex.Attr(entry, "deputy") != "") {
		office = cmp.Or(k.Dir.Office(k.codeOf(via)).Deputy, "official")
	}
	if also, ok := m.Get("also"); ok && office == "deputy_head" && k.codeOf(also) == "foreign_minister" {
		office = "foreign_minister"
	}
	_, former := m.Get("former")
	_, chair := m.Get("chair")
	if former || chair || k.Lex.Attr(entry, "former") != "" {
		return "official"
	}
	return office
}

// codeOf is the office that a capture names, or "".
func (k *caster) codeOf(o rule.Cap) string {
	if mark, ok := k.officeMark(o); ok {
		return k.Lex.Attr(mark, "office")
	}
	return ""
}

// list parts the values of an attribute.
func list(values string) []string {
	return strings.FieldsFunc(values, func(r rune) bool { return r == ',' })
}

// phrase is what the words of a capture are, each by its shortest reading: with
// the article or without, it is one office.
func (k *caster) phrase(o rule.Cap) string {
	var words []string
	for i := o.First; i < o.End; i++ {
		word := k.Names(k.Doc.Segs.Form(int(i)))
		for _, r := range k.Doc.Segs.Readings(int(i)) {
			if w := k.Names(r); len(w) < len(word) {
				word = w
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// officeMark is the longest mark of an office that a capture begins with; of two
// readings of its words the plural.
func (k *caster) officeMark(o rule.Cap) (best doc.Mark, found bool) {
	for i := o.First; i < o.End && !found; i++ {
		for _, m := range k.Doc.MarksAt(int(i)) {
			if !k.C.Offices.Has(m.Class) || m.End > o.End {
				continue
			}
			if !found || m.End == best.End && k.Lex.Attr(best, "number") == "" && k.Lex.Attr(m, "number") != "" {
				best, found = m, true
			}
		}
	}
	return best, found
}

// persons makes a mention of each name of a match; the first reaches back to
// where the match begins, the last on to where it ends.
func (k *caster) persons(x extract.Mention, names, states []rule.Cap) {
	end := x.End
	for i, n := range names {
		p := x
		first, last := k.trim(n.First, n.End)
		if first >= last {
			k.Drop(n.First, n.End, x.Rule, "no name is left")
			continue
		}
		p.Kind, p.Name = extract.OfPerson, [2]int32{first, last}
		if i > 0 {
			p.First = n.First
			if i < len(states) {
				k.stateOrOrg(&p, states[i])
				p.First = min(p.First, states[i].First)
			}
		}
		p.End = end
		if i+1 < len(names) {
			p.End = n.End
		}
		k.put(p)
	}
}

// trim takes signs off the ends of a name, and honorifics off its front.
func (k *caster) trim(first, end int32) (int32, int32) {
	for first < end && (k.Doc.Segs.Flags[first]&doc.Punct != 0 || first+1 < end && k.honorific(first)) {
		if _, whole := k.Doc.MarkAt(int(first), k.C.Holder); whole {
			break
		}
		first++
	}
	for end > first && k.Doc.Segs.Flags[end-1]&(doc.Punct|doc.Number) != 0 {
		end--
	}
	return first, end
}

// honorific reports whether a segment is an honorific and no name.
func (k *caster) honorific(i int32) bool {
	title := false
	for _, m := range k.Doc.MarksAt(int(i)) {
		if k.Lex.ClassName(m.Class) == "honorific" && m.End == i+1 {
			title = true
		}
		if k.Lex.ClassName(m.Class) == "name.given" {
			return false
		}
	}
	return title
}

// state makes a mention of states through a side, an official or a body.
func (k *caster) state(x extract.Mention, states []rule.Cap) {
	span := k.Doc.SpanOf(int(x.First), int(x.End))
	switch {
	case x.Org != "":
		x.Kind, x.Actors = extract.OfOrg, []int{k.OrgActor(x.Org, span)}
		k.Actors[x.Actors[0]].Used = true
	case x.Country != "":
		x.Kind, x.More = extract.OfState, k.more(states)
		for _, code := range append([]string{x.Country}, x.More...) {
			x.Actors = append(x.Actors, k.StateActor(code, span))
		}
	case x.Home:
		x.Kind = extract.OfState
	default:
		return
	}
	k.put(x)
}

// more are the states after the first.
func (k *caster) more(states []rule.Cap) (out []string) {
	for i, s := range states {
		if codes := k.States(s.First, s.End); i > 0 && len(codes) > 0 {
			out = append(out, codes[0])
		}
	}
	return out
}

// bareOffice makes a mention of an office without a name: a title when it is
// one of several and no state is named.
func (k *caster) bareOffice(x extract.Mention, entry doc.Mark, states []rule.Cap) {
	x.Kind = extract.OfOffice
	if x.Boss[1] > 0 {
		x.End = k.boss(&x)
		k.put(x)
		return
	}
	x.More = k.more(states)
	stateless := x.Country == "" && x.Org == "" && !x.Home
	if stateless && k.Dir.Office(x.Office).Voiceless {
		return
	}
	if entry.Ref >= 0 && stateless {
		generic := k.generic(entry)
		switch {
		case k.Lex.Attr(entry, "needs") != "", k.Lex.Attr(entry, "number") != "", generic && k.Lex.Attr(entry, "ambiguous") != "":
			return
		case generic:
			x.Kind = extract.OfPron
		}
	}
	k.put(x)
}

// generic reports whether an entry, or another of the same words, is a title
// that says of several offices only which sort it is.
func (k *caster) generic(entry doc.Mark) bool {
	return slices.ContainsFunc(k.Doc.MarksAt(int(entry.First)), func(m doc.Mark) bool {
		return m.End == entry.End && k.Lex.ClassName(m.Class) == "office.generic"
	})
}
