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
	if len(d.By)+len(d.To) == 0 {
		speaker, other := r.sides(d)
		r.share(d, speaker, other, ru.Make["joint"])
	}
	d.all()
}

// all makes parties of who owes and who is owed.
func (d *draft) all() {
	d.Parties = []string{}
	for _, code := range append(append([]string{}, d.By...), d.To...) {
		d.Parties = add(d.Parties, code)
	}
}

// share: what both sides name or undertake is owed by both; what is asked of
// the other side by it; the rest by who speaks.
func (r *reader) share(d *draft, speaker, other, joint string) {
	named := r.namedIn(d)
	if len(named) > 2 || len(named) == 2 && !slices.Contains(named, speaker) {
		d.By = named
		return
	}
	by, to := add(add([]string{}, speaker), other), []string{}
	if joint != "yes" && (joint == "no" || !r.isJoint(d)) && d.said != nil {
		switch {
		case d.said.Act == "request":
			by, to = []string{other}, []string{speaker}
		case d.said.Act != "propose" && d.said.Act != "hope":
			by, to = []string{speaker}, []string{other}
		}
	}
	d.By, d.To = add([]string{}, by...), add([]string{}, to...)
}

// isJoint reports whether the words or the kind of thing make it an
// undertaking of both sides.
func (r *reader) isJoint(d *draft) bool {
	switch {
	case d.Stage == "agreed" || d.Stage == "under_way" || d.said != nil && len(d.said.Speakers) > 1:
		return true
	case d.Object.Kind == "session" || d.Object.Kind == "instrument":
		return true
	case r.Lex.Attr(d.thing, "joint") != "":
		return true
	}
	for i := d.from; i < d.end; i++ {
		if r.marked(i, r.jointly) {
			return true
		}
	}
	return false
}

// sides are the speaker's party and the other one: the other state named in
// the clause, the statement's target, the other side of the talk told last.
func (r *reader) sides(d *draft) (speaker, other string) {
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
	candidates = append(candidates, r.talkBefore(d, speaker)...)
	for _, code := range candidates {
		switch {
		case !isCode(code) || code == speaker:
		case speaker == "":
			speaker = code
		case other == "":
			other = code
		}
	}
	return speaker, other
}

// isCode tells codes of states and organisations from ids of actors.
func isCode(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// talkBefore are the parties of the talk told last before a commitment, then
// of the two sides of the article, where its speaker is one of them.
func (r *reader) talkBefore(d *draft, speaker string) []string {
	out, _ := r.lastTalk(d, speaker)
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
			if r.Has(r.C.StateName, k.Class) && k.End <= d.end && !r.where(k) && r.Lex.Attr(k, "ambiguous") == "" {
				out = add(out, r.Lex.Attr(k, "code"))
			}
		}
	}
	for m := range r.Between(d.from, d.end) {
		if m.Kind != extract.OfOrg && m.Kind != extract.OfPerson {
			continue
		}
		for _, a := range m.Actors {
			out = add(out, r.Code(a))
		}
	}
	return out
}

// where reports whether a capital is named as a place: in it, not for it.
func (r *reader) where(k doc.Mark) bool {
	return r.Lex.ClassName(k.Class) == "state.capital" && k.First > 0 && r.marked(k.First-1, r.C.PlacePrep)
}

func add(list []string, codes ...string) []string {
	for _, code := range codes {
		if code != "" && !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return list
}
