package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// face are the verbs of what people do face to face unless the text says
// otherwise.
var face = []string{"meet", "sign", "declare", "commission"}

// scenes gives talks that are told without a place the place where their
// people are told to be: on a journey, at a gathering, at another talk of the
// day, at home where they are hosts. Talks by telephone have none.
func (r *reader) scenes(drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if record.Val(d.Channel) == "phone" {
			d.Place = nil // it is nowhere
		}
		if record.Val(d.Channel) == "phone" || d.Type != "CONSULT" && d.Type != "AGREE" && d.Verb != "commission" && d.Verb != "summon" || d.Status == "proposed" || r.VerbFirst && d.past && d.Verb == "agree" {
			continue
		}
		if d.Verb == "summon" && d.Place != nil && !r.VerbFirst && differ(r.doer(d), *d.Place.Country) {
			d.Place = nil // where the envoy serves, or where the cause was
		}
		if d.Place == nil {
			r.borrow(d, near(drafts, i))
		}
		if d.Place == nil && (d.Type == "CONSULT" || d.Verb == "summon") {
			d.Place = r.home(d)
		}
		if d.Place == nil && d.lead && d.Status == "occurred" {
			d.Place = r.dateline(d)
		}
		if d.Place == nil && d.lead && d.Status == "occurred" && d.Type == "CONSULT" {
			d.Place = r.citySide(d)
		}
		r.refine(d, near(drafts, i))
		if d.Channel == nil && (slices.Contains(face, d.Verb) || d.gathering && slices.Contains(talks, d.Verb) || d.Place != nil && (d.Status == "occurred" || d.Type == "CONSULT")) {
			d.Channel = record.Opt("in_person")
		}
	}
}

// citySide is the only city of the sides in which title, lead and the first
// paragraphs place something that nobody says; nil when there is none.
func (r *reader) citySide(d *draft) (only *record.Place) {
	for _, s := range r.Doc.Sents {
		if !s.Zone.Evidence() || !r.leading[s.Para] || !r.VerbFirst || record.Val(d.Channel) == "video" {
			continue
		}
		for i := s.First; i < s.End; i++ {
			p := r.placeIn(i, min(i+1, s.End), true)
			if k, ok := r.Doc.MarkAt(int(i), r.C.City); ok && p == nil {
				p = r.placeIn(i, k.End, true)
			}
			if p == nil || p.City == nil || r.saidAt(i) {
				continue
			}
			if !slices.Contains(d.countries, *p.Country) || only != nil && *only.City != *p.City {
				return nil
			}
			only = p
		}
	}
	return only
}

// dateline is the city from which the article is dated, where it lies in the
// state of a party.
func (r *reader) dateline(d *draft) *record.Place {
	for _, s := range r.Doc.Sents {
		if s.Zone != doc.Dateline {
			continue
		}
		if p := r.placeIn(s.First, s.End, false); p != nil && p.City != nil && slices.Contains(d.countries, *p.Country) {
			return p
		}
	}
	return nil
}

// borrow takes the place of a draft that shares a person: of another talk of
// the same sides first, then of a journey or a gathering.
func (r *reader) borrow(d *draft, drafts []draft) {
	travels := func(x *draft) bool { return x.Verb == "visit" || x.Verb == "attend" }
	same := func(x *draft) bool {
		return r.VerbFirst && !travels(x) && len(x.countries) > 1 && len(x.countries) == len(d.countries) && within(x.countries, d.countries)
	}
	rest := func(x *draft) bool { return !travels(x) }
	for _, kind := range []func(*draft) bool{same, travels, rest} {
		var best *draft
		for i := range len(drafts) + len(r.told) {
			x := r.donor(drafts, i)
			if x == d || x.Place == nil || x.Type != "CONSULT" || !kind(x) || !r.lends(x, d) || best != nil && !r.closer(d, x, best) {
				continue
			}
			best = x
		}
		if best != nil {
			d.Place = best.Place
			d.gathering = d.gathering || best.gathering && best.Verb == "attend"
			return
		}
	}
}

// closer reports whether x tells better than y, which comes first, where d
// was: x is told with d or right before it, planned or occurred like d, and y
// is not. In languages whose verb stands last the first that is told counts.
func (r *reader) closer(d, x, y *draft) bool {
	near := func(z *draft) bool {
		far := d.sentence - z.sentence
		return z.Status == d.Status && (far == 0 || far == 1)
	}
	return r.VerbFirst && near(x) && !near(y)
}

// refine gives a place that is only a state the city that the article tells
// of there.
func (r *reader) refine(d *draft, drafts []draft) {
	if d.Place == nil || d.Place.City != nil || d.Verb == "visit" {
		return
	}
	for i := range len(drafts) + len(r.told) {
		x := r.donor(drafts, i)
		if x.Place != nil && x.Place.City != nil && *x.Place.Country == *d.Place.Country && x.Status == d.Status && !otherDayFar(x, d) {
			d.Place = x.Place
			return
		}
	}
	if p := r.onlyCity(*d.Place.Country); p != nil {
		d.Place = p
	}
}

// onlyCity is the city of a state in which title or lead place something, else
// the only one in which the article does; nil when there is none.
func (r *reader) onlyCity(country string) (only *record.Place) {
	several := false
	for _, s := range r.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		p := r.placeIn(s.First, s.End, true)
		switch {
		case p == nil || p.City == nil || *p.Country != country:
		case s.Zone == doc.Title || s.Zone == doc.Lead:
			return p
		case only == nil:
			only = p
		case *only.City != *p.City:
			several = true
		}
	}
	if several || !r.VerbFirst {
		return nil
	}
	return only
}

// donor is the i-th draft that may tell where somebody was.
func (r *reader) donor(drafts []draft, i int) *draft {
	if i < len(drafts) {
		return &drafts[i]
	}
	return &r.told[i-len(drafts)]
}

// companions gives documents and sessions told without day or place those of
// the talk of the same sides that is the news.
func (r *reader) companions(drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if d.Type != "AGREE" && d.Verb != "commission" || d.Status != "occurred" || d.Date != nil || d.past || d.said {
			continue
		}
		for k := range drafts {
			x := &drafts[k]
			if x.Type == "CONSULT" && x.Status == "occurred" && record.Val(x.Channel) != "phone" && !(r.VerbFirst && x.Verb == "write") && within(d.countries, x.countries) && r.news(x) {
				d.Date, d.Place, d.lead = x.Date, nearer(d.Place, x.Place), true
				break
			}
		}
		if d.Place != nil && d.Channel == nil {
			d.Channel = record.Opt("in_person")
		}
	}
}

// lends reports whether what happened in x may tell where d was.
func (r *reader) lends(x, d *draft) bool {
	if record.Val(x.Channel) == "phone" || otherDayFar(x, d) || x.past != d.past && (x.Date == nil || d.Date == nil) {
		return false
	}
	if x.Status != "occurred" && x.Status != d.Status || x.Status != d.Status && d.Status != "planned" {
		return false
	}
	if (x.Status != "occurred" || d.Status != "occurred" || x.Verb != "visit" && x.Verb != "attend") && otherDay(x, d) {
		return false
	}
	return r.sharePerson(d, x) && (x.Status == "occurred" || r.sameNames(d, x))
}

// sameNames reports whether a person acts in both drafts.
func (r *reader) sameNames(a, b *draft) bool {
	return slices.ContainsFunc(a.parts, func(p part) bool {
		return r.Actors[p.actor].Kind == extract.Person && slices.ContainsFunc(b.parts, func(q part) bool { return q.actor == p.actor })
	})
}

// home is the capital of the side that is at home: the host, or who receives
// an ambassador sent to him. The city is given only where the text names it.
func (r *reader) home(d *draft) *record.Place {
	code := r.hostState(d)
	s, ok := r.Dir.StateByCode(code)
	if !ok {
		return nil
	}
	basis := "coreference" // the host is named, not the place
	p := &record.Place{Country: &code, Basis: &basis}
	for _, k := range r.Doc.Marks() {
		if k.Class == r.C.City && r.Lex.Attr(k, "city") == s.Capital && r.Lex.Attr(k, "code") == code {
			span := r.Span(k.First, k.End)
			p.City, p.Span = &s.Capital, &span
			break
		}
	}
	return p
}

func (r *reader) hostState(d *draft) string {
	for _, p := range d.parts {
		if p.role == "host" || d.Verb == "summon" && p.role == "actor" {
			return r.stateOf(p.actor)
		}
	}
	if at := r.ambassador(d); at >= 0 && len(d.countries) == 2 {
		own := r.stateOf(at)
		return d.countries[1-slices.Index(d.countries, own)]
	}
	return ""
}

// ambassador is the only ambassador among a draft's people, or -1.
func (r *reader) ambassador(d *draft) int {
	found := -1
	for _, p := range d.parts {
		a := &r.Actors[p.actor]
		if a.Kind == extract.Person && a.Office == "ambassador" || p.office == "ambassador" {
			if found >= 0 {
				return -1
			}
			found = p.actor
		}
	}
	if found >= 0 && r.stateOf(found) == "" {
		return -1
	}
	return found
}
