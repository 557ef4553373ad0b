package event

import (
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// where places the event: what the rule captures, else a city or state of the
// clause behind a word of place. A vote of states is nowhere. A treaty is left nowhere.
func (r *reader) where(d *draft, s doc.Sentence, m *rule.Match, c clause) {
	if d.Verb == "leave" {
		return
	}
	if d.Verb == "vote" {
		return
	}
	for _, name := range []string{"place", "goal"} {
		if k, ok := m.Get(name); ok && d.Place == nil {
			d.Place = r.placeIn(k.First, k.End, false)
		}
	}
	if k, ok := m.Get("goal"); ok && d.Place == nil {
		d.Place = r.homePlace(k, d.goal)
	}
	from := c.first
	if r.VerbFirst && d.Verb == "agree" && r.Rule("event", m).Make["main"] == "no" {
		from = m.First // a document told aside
	}
	if d.Place == nil {
		d.Place = r.placeIn(max(from, m.First-20), m.End, true)
	}
	if d.Place == nil {
		d.Place = r.placeIn(from, r.matterOf(m, c), true)
	}
	if d.Place == nil && !r.VerbFirst {
		d.Place = r.placeIn(s.First, c.first, true)
	}
	_, d.gathering = m.Get("gathering")
	for i := s.First; i < s.End && !d.gathering; i++ {
		d.gathering = r.Marked(i, r.C.Sidelines) && r.gatheringIn(i, min(s.End, i+7))
	}
}

// matterOf is where a clause goes over to what was discussed: at a word such as
// "about", and not far behind the partner of a verb of discussing; else the
// clause's end.
func (r *reader) matterOf(m *rule.Match, c clause) int32 {
	if !r.VerbFirst {
		return c.end
	}
	cue := cueOf(m)
	end := cue.End
	for _, k := range m.Caps {
		end = max(end, k.End)
	}
	for i := end; i < c.end; i++ {
		if r.Marked(i, r.C.About) {
			return i
		}
	}
	if v, ok := r.lastVerb(cue.First, cue.End); ok && v.Class == r.C.Discuss {
		for i := end + 1; end < c.end && r.Comma(end) && r.Prep(end+1) && i < min(c.end, end+farthestInsert); i++ {
			if r.Comma(i) {
				return i // what is set in between commas
			}
		}
		return min(c.end, end+placeReach)
	}
	return c.end
}

// placeReach is how many segments behind the partner of a talk its place may
// stand.
const placeReach = 3

// farthestInsert is how many segments what is set between commas may have.
const farthestInsert = 12

// homePlace is a state that is named as ours, as a place.
func (r *reader) homePlace(k rule.Cap, code string) *record.Place {
	if code == "" {
		return nil
	}
	span, basis := r.Span(k.First, k.End), "home_state"
	return &record.Place{Country: &code, Basis: &basis, Span: &span}
}

// gatheringIn reports whether a summit, session or conference is named in
// segments [first, end).
func (r *reader) gatheringIn(first, end int32) bool {
	for i := first; i < end; i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if r.C.Gathering.Has(k.Class) {
				return true
			}
		}
	}
	return false
}

// placeIn is the first city, else the first state, in segments [first, end)
// that is no part of somebody's office. told: only behind a word of place.
func (r *reader) placeIn(first, end int32, told bool) *record.Place {
	var state *record.Place
	for i := first; i < end; i++ {
		if told && (!r.placed(i) || r.talkedOf(i)) || r.InPerson(i) || r.onTheEve(i) {
			continue
		}
		if k, ok := r.Doc.MarkAt(int(i), r.C.City); ok && k.End <= end && !r.anotherState(k) {
			return r.cityPlace(k)
		}
		if p := r.capitalPlace(i, end); p != nil {
			return p
		}
		if state == nil {
			state = r.statePlace(i, end)
		}
	}
	return state
}

// capitalPlace is the capital that segment i names by its state: "the Russian
// capital".
func (r *reader) capitalPlace(i, end int32) *record.Place {
	k, ok := r.Doc.MarkAt(int(i), r.C.Seat)
	if !ok || r.Lex.Attr(k, "capital") == "" || k.End >= end {
		return nil
	}
	for _, a := range r.Doc.MarksAt(int(k.End)) {
		if !r.C.StateName.Has(a.Class) {
			continue
		}
		if s, ok := r.Dir.StateByCode(r.Lex.Attr(a, "code")); ok && s.Capital != "" {
			span, basis, code, city := r.Span(k.First, a.End), "text", s.Code, s.Capital
			return &record.Place{Country: &code, City: &city, Basis: &basis, Span: &span}
		}
	}
	return nil
}

// placed reports whether a word of place stands right before segment i, signs
// and a word such as "city" apart.
func (r *reader) placed(i int32) bool {
	for n := 0; i > 0 && n < 4; n++ {
		i--
		if r.Marked(i, r.C.PlacePrep) {
			return true
		}
		if r.Doc.Segs.Flags[i]&doc.Punct == 0 && !r.Marked(i, r.C.Seat) {
			return false
		}
	}
	return false
}

// talkedOf reports whether the place behind a word of place belongs to what is
// talked of: "the situation in Libya", "the full settlement in Libya".
func (r *reader) talkedOf(i int32) bool {
	for j := i - 1; j > 0 && j >= i-3; j-- {
		if r.Marked(j, r.C.PlacePrep) {
			return r.Doc.Segs.Flags[j]&doc.Clitic == 0 && r.matterBefore(j)
		}
	}
	return false
}

// matterBefore reports whether a noun of what is talked of stands before segment
// i, adjectives apart.
func (r *reader) matterBefore(i int32) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if r.Marked(j, r.C.Matter) {
			return true
		}
		if !r.Definite(j) {
			return false
		}
	}
	return false
}

// anotherState reports whether what may be a city names a state of which it is
// no part.
func (r *reader) anotherState(k doc.Mark) bool {
	for i := k.First; i >= max(0, k.First-2); i-- { // in "the Sultanate of X" too
		if m := r.PartyAt(i); m >= 0 && r.Mentions[m].Kind == extract.OfState && r.Mentions[m].End == k.End && r.Mentions[m].Country != r.Lex.Attr(k, "code") {
			return true
		}
	}
	return false
}

// onTheEve reports whether what may be a place belongs to a word of status: the
// words "on the eve of" hold the name of a city.
func (r *reader) onTheEve(i int32) bool {
	for j := max(0, i-2); j < i; j++ {
		if k, ok := r.Doc.MarkAt(int(j), r.C.Status); ok && k.End > i {
			return true
		}
	}
	return false
}

func (r *reader) cityPlace(k doc.Mark) *record.Place {
	city, country := r.Lex.Attr(k, "city"), r.Lex.Attr(k, "code")
	span, basis := r.Span(k.First, k.End), "text"
	return &record.Place{Country: &country, City: &city, Basis: &basis, Span: &span}
}

// statePlace is the state named at segment i, as a place.
func (r *reader) statePlace(i, end int32) *record.Place {
	for _, k := range r.Doc.MarksAt(int(i)) {
		if name := r.Lex.ClassName(k.Class); strings.HasPrefix(name, "state.") && name != "state.adj" && k.End <= end {
			code := r.Lex.Attr(k, "code")
			span, basis := r.Span(k.First, k.End), "text"
			return &record.Place{Country: &code, Basis: &basis, Span: &span}
		}
	}
	return nil
}
