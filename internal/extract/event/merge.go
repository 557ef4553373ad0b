package event

import (
	"slices"

	"safir/internal/extract"
	"safir/internal/record"
)

// finish makes tellings of one happening one, lets journeys go up in the talks
// they were made for, and writes the events.
func (r *reader) finish() {
	var kept []draft
	r.shown()
	r.refuted()
	for i := range r.drafts {
		d, told := &r.drafts[i], kept[max(0, len(kept)-memory):]
		if k := slices.IndexFunc(told, func(k draft) bool { return r.same(&k, d) }); k >= 0 {
			r.join(&told[k], d)
		} else {
			kept = append(kept, *d)
		}
	}
	kept = r.single(kept)
	r.newcomers(kept)
	r.scenes(kept)
	r.companions(kept)
	kept = r.journeys(kept)
	r.agendas(kept)
	r.awaited = r.allAhead(kept)
	for i := range kept {
		r.write(i, &kept[i])
	}
}

// refuted makes the talks and journeys that the article tells somebody denies
// denied wherever it tells of them: who claimed them tells them as having been.
func (r *reader) refuted() {
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.Type != "CONSULT" || d.Status != "denied" {
			continue
		}
		for k := range r.drafts {
			x := &r.drafts[k]
			if x.Type == d.Type && x.Status == "occurred" && len(x.countries) > 1 && within(x.countries, d.countries) && r.sameNames(x, d) && !otherDay(x, d) {
				x.Status, x.verbless = d.Status, false
				x.Attribution.DeniedBy = slices.Clone(d.Attribution.DeniedBy)
			}
		}
	}
}

// shown sets the drafts aside that only show that two met, where another tells
// how: they still tell where somebody was.
func (r *reader) shown() {
	var kept []draft
	for i := range r.drafts {
		d := &r.drafts[i]
		switch {
		case !d.alone || !slices.ContainsFunc(r.drafts, func(x draft) bool { return r.tells(&x, d) }):
			kept = append(kept, *d)
		case d.Place != nil:
			r.told = append(r.told, *d)
		}
	}
	r.drafts = kept
}

// tells reports whether x tells of a talk of those whom d shows together.
func (r *reader) tells(x, d *draft) bool {
	return !x.alone && !x.said && x.Verb != "visit" && x.Type == "CONSULT" && len(x.countries) > 1 && within(x.countries, d.countries) && r.samePeople(x, d)
}

// memory is how many happenings a reader keeps in mind.
const memory = 100

// near are the drafts told not too far from the i-th.
func near(drafts []draft, i int) []draft {
	return drafts[max(0, i-memory):min(len(drafts), i+memory)]
}

// talks are the verbs that may tell one talk.
var talks = []string{"meet", "receive", "negotiate", "call", "consultations", "credentials", "farewell"}

// same reports whether two drafts tell one happening.
func (r *reader) same(a, b *draft) bool {
	if a.Type != b.Type || a.Verb != b.Verb && !(slices.Contains(talks, a.Verb) && slices.Contains(talks, b.Verb)) {
		return false
	}
	if a.Verb == "attend" && b.Verb == "attend" && (a.Status == b.Status || !r.VerbFirst && r.sharePerson(a, b) && r.sameBody(a, b)) {
		x, y := r.sides(a), r.sides(b) // a gathering is one, whoever comes
		return !otherDay(a, b) && !otherCity(a, b) && (min(len(x), len(y)) < 2 || within(x, y))
	}
	if r.VerbFirst && b.sentence-a.sentence > 2 && r.amongThemselves(a) != r.amongThemselves(b) {
		return false
	}
	if x, y := len(r.sides(a)), len(r.sides(b)); x != y && min(x, y) > 1 && (a.Verb != "visit" || !r.sharePerson(a, b)) {
		return false
	}
	if !within(r.sides(a), r.sides(b)) || a.Status != b.Status && !a.verbless && !b.verbless && !a.goesOn(b) && !b.goesOn(a) {
		return false
	}
	if a.Type == "AGREE" && (len(a.countries) != len(b.countries) && !(r.VerbFirst && a.past && a.Verb == "agree") || a.past != b.past) {
		return false // one document each, and an older one
	}
	if a.Type == "AGREE" && differ(a.count, b.count) || r.otherChannel(a, b) || otherDay(a, b) || otherCity(a, b) {
		return false
	}
	return r.samePeople(a, b) && !differ(r.doer(a), r.doer(b))
}

// otherChannel reports whether two drafts tell different ways of talking. Rounds
// of talks are told as such, and elsewhere as indirect.
func (r *reader) otherChannel(a, b *draft) bool {
	x, y := record.Val(a.Channel), record.Val(b.Channel)
	if !r.VerbFirst && a.Verb == "negotiate" && b.Verb == "negotiate" && min(x, y) == "in_person" && max(x, y) == "indirect" {
		return false
	}
	return differ(x, y)
}

// sameBody reports whether two drafts name one organization.
func (r *reader) sameBody(a, b *draft) bool {
	return slices.ContainsFunc(a.parts, func(p part) bool {
		return r.Actors[p.actor].Kind == extract.Organization && slices.ContainsFunc(b.parts, func(q part) bool { return q.actor == p.actor })
	})
}

// doer is the state of a draft's actor, or "": one recalls, another recalls in
// turn.
func (r *reader) doer(d *draft) string {
	for _, p := range d.parts {
		if p.role == "actor" {
			return r.stateOf(p.actor)
		}
	}
	return ""
}

// amongThemselves reports whether those who met are of one organisation alone.
func (r *reader) amongThemselves(d *draft) bool {
	return d.Type == "CONSULT" && len(d.countries) == 0 && len(r.sides(d)) == 1
}

// sides are the states and bodies that take part.
func (r *reader) sides(d *draft) []string {
	out := slices.Clone(d.countries)
	for _, p := range d.parts {
		if r.stateOf(p.actor) != "" {
			continue
		}
		a := &r.Actors[p.actor]
		switch {
		case a.Kind == extract.Organization:
			out = append(out, a.Key)
		case a.Represents == "organization":
			out = append(out, a.Country)
		case r.VerbFirst && a.Represents != "state":
			out = append(out, a.Name) // an opposition, a movement
		}
	}
	return out
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return len(a) > 0
}

// otherDay reports whether two drafts are dated and neither date can hold the
// other.
func otherDay(a, b *draft) bool {
	if a.Date == nil || b.Date == nil {
		return false
	}
	x, y := *a.Date.Value, *b.Date.Value
	if len(x) > len(y) {
		x, y = y, x
	}
	return y[:len(x)] != x
}

func otherCity(a, b *draft) bool {
	return a.Place != nil && b.Place != nil && (differ(record.Val(a.Place.City), record.Val(b.Place.City)) || differ(record.Val(a.Place.Country), record.Val(b.Place.Country)))
}

// samePeople: two tellings may name different people only where one names
// none of that state.
func (r *reader) samePeople(a, b *draft) bool {
	for _, code := range append([]string{""}, a.countries...) {
		x, y := r.peopleOf(a, code), r.peopleOf(b, code)
		if len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(p int) bool { return slices.Contains(y, p) }) {
			return false
		}
		if !r.VerbFirst && (r.lesser(a, code) && r.leaders(y) || r.lesser(b, code) && r.leaders(x)) {
			return false
		}
	}
	return true
}

// lesser reports whether a draft names a state's side by the office of one who
// leads neither the state nor its ministry.
func (r *reader) lesser(d *draft, code string) bool {
	return code != "" && slices.ContainsFunc(d.parts, func(p part) bool {
		return r.stateOf(p.actor) == code && slices.Contains([]string{"official", "ambassador", "legislator"}, p.office)
	})
}

// leaders reports whether people are known, and all of them lead their state or
// its diplomacy.
func (r *reader) leaders(people []int) bool {
	return len(people) > 0 && !slices.ContainsFunc(people, func(p int) bool {
		return !slices.Contains([]string{"head_of_state", "supreme_leader", "head_of_government", "foreign_minister"}, r.Actors[p].Office)
	})
}

// peopleOf are the persons of a state among a draft's parts.
func (r *reader) peopleOf(d *draft, code string) (out []int) {
	for _, p := range d.parts {
		if a := &r.Actors[p.actor]; a.Kind == extract.Person && r.stateOf(p.actor) == code {
			out = append(out, p.actor)
		}
	}
	return out
}

// join puts a later telling into the first.
func (r *reader) join(a, b *draft) {
	for _, p := range b.parts {
		r.better(a, p)
	}
	for _, c := range b.countries {
		a.country(c)
	}
	if a.verbless && !b.verbless || a.goesOn(b) {
		a.Status, a.verbless, a.now, a.direction = b.Status, false, false, b.direction
	}
	a.Place = nearer(a.Place, b.Place)
	if a.Date = closer(a.Date, b.Date); a.Verb != "visit" && b.Date != nil && len(*b.Date.Value) == day && len(*a.Date.Value) > day {
		a.Date = b.Date // the day itself, of two
	}
	if a.Channel == nil || record.Val(b.Channel) == "indirect" {
		a.Channel = b.Channel
	}
	if a.Mode == nil {
		a.Mode = b.Mode
	}
	if slices.Index(ranks, b.Verb) > slices.Index(ranks, a.Verb) {
		a.Verb = b.Verb
	}
	a.lead = a.lead || b.lead
	a.said = a.said && b.said
	a.past = a.past && b.past
	a.gathering = a.gathering || b.gathering
	a.Topics = union(a.Topics, b.Topics)
	r.joinDetails(a, b)
	a.spans = append(a.spans, b.spans...)
}

// joinDetails keeps what only the later telling knows; the outlet's own voice
// vouches for what others are told to say.
func (r *reader) joinDetails(a, b *draft) {
	if b.Attribution.Kind == "outlet" && a.Status != "denied" {
		a.Attribution = b.Attribution
	}
	a.ParticipantsComplete = a.ParticipantsComplete && b.ParticipantsComplete || len(r.sides(a)) > 2
}

// ranks orders the verbs of one talk: the last is the one to keep.
var ranks = []string{"negotiate", "meet", "receive", "call", "consultations", "farewell", "credentials"}

// day is how long the name of a day is: YYYY-MM-DD.
const day = 10

// closer is the finer of two dates.
func closer(a, b *record.Date) *record.Date {
	if a == nil || b != nil && len(*b.Value) > len(*a.Value) {
		return b
	}
	return a
}

// nearer is the finer of two places.
func nearer(a, b *record.Place) *record.Place {
	if a == nil || b != nil && a.City == nil && b.City != nil {
		return b
	}
	return a
}

// better adds a part; a person takes the place of his bare state.
func (r *reader) better(a *draft, p part) {
	y := &r.Actors[p.actor]
	for i, q := range a.parts {
		x := &r.Actors[q.actor]
		switch {
		case q.actor == p.actor:
			if q.role == "participant" && a.Type == "CONSULT" {
				a.parts[i].role = p.role // the finer
			}
			return
		case x.Country != y.Country:
		case x.Kind == extract.Country && y.Kind == extract.Person:
			a.parts[i].actor, a.parts[i].office = p.actor, ""
			return
		case x.Kind == extract.Person && y.Kind == extract.Country:
			return
		}
	}
	a.add(p)
}

// newcomers makes the meeting of an ambassador with the host to whom the
// article tells that ambassadors hand their credentials one of these.
func (r *reader) newcomers(drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if d.Verb != "meet" && d.Verb != "receive" || d.Status != "occurred" || r.ambassador(d) < 0 {
			continue
		}
		for k := range drafts {
			if x := &drafts[k]; x.Verb == "credentials" && r.sameNames(x, d) {
				d.Verb = "credentials"
			}
		}
	}
}

// single drops the drafts that only sum up others: of three states or more,
// each pair of which met by itself; and letters handed over in a meeting.
func (r *reader) single(drafts []draft) []draft {
	var out []draft
	for i := range drafts {
		if !r.sumsUp(&drafts[i], drafts) && !r.handedOver(&drafts[i], drafts) {
			out = append(out, drafts[i])
		}
	}
	return out
}

// handedOver reports whether a letter's addressee met somebody of the sender's
// state: it was handed over there, and belongs to that meeting.
func (r *reader) handedOver(d *draft, drafts []draft) bool {
	if d.Verb != "write" || !d.has("carrier") {
		return false
	}
	return slices.ContainsFunc(drafts, func(m draft) bool {
		return slices.Contains(talks, m.Verb) && record.Val(m.Channel) == "in_person" && m.Status == d.Status && within(d.countries, m.countries) && r.sameNames(&m, d)
	})
}

func (r *reader) sumsUp(d *draft, drafts []draft) bool {
	if len(d.countries) < 3 || !slices.Contains(talks, d.Verb) || d.Verb == "negotiate" && d.has("host") {
		return false
	}
	parts := map[string]bool{}
	for i := range drafts {
		x := &drafts[i]
		if x.Type == d.Type && x.Status == d.Status && len(x.countries) == 2 && slices.Contains(talks, x.Verb) && within(x.countries, d.countries) {
			parts[min(x.countries[0], x.countries[1])+max(x.countries[0], x.countries[1])] = true
		}
	}
	return len(parts) >= len(d.countries)-1
}

// journeys drops a visit that one of the meetings told was made on, and gives
// the meeting the visit's place and day.
func (r *reader) journeys(drafts []draft) []draft {
	var out []draft
	for i := range drafts {
		d := &drafts[i]
		if d.Verb != "visit" {
			continue
		}
		for k := range drafts {
			if m := &drafts[k]; m.Type == "CONSULT" && m.Verb != "visit" && r.partOf(m, d) {
				m.Place, d.Verb = nearer(m.Place, d.Place), ""
				if len(m.countries) == 1 && r.bodies(m) > 0 && !d.hub && !r.VerbFirst {
					m.country(d.goal) // received there by a movement
				}
				if d.lead && m.Verb != "attend" {
					m.lead, m.sentence = true, min(m.sentence, d.sentence)
				}
				if m.Date == nil && d.Date != nil && len(*d.Date.Value) == 10 && m.Verb != "attend" {
					m.Date = d.Date
				}
			}
		}
	}
	for _, d := range drafts {
		if d.Verb != "" {
			out = append(out, d)
		}
	}
	return out
}

// partOf reports whether a talk was held on a journey.
func (r *reader) partOf(m, visit *draft) bool {
	if r.VerbFirst && visit.past && !m.past && visit.Date != nil && m.Date == nil {
		return false // a journey of another year
	}
	if record.Val(m.Channel) == "phone" || m.Status != visit.Status && !visit.goesOn(m) || !r.sharePerson(m, visit) {
		return false
	}
	if m.Place != nil {
		return *m.Place.Country == visit.goal && !otherCity(m, visit) && !otherDayFar(m, visit)
	}
	return !otherDayFar(m, visit) && (slices.Contains(m.countries, visit.goal) || m.sentence == visit.sentence)
}

// otherDayFar reports whether two drafts are dated days that differ by more
// than a journey lasts.
func otherDayFar(a, b *draft) bool {
	if a.Date == nil || b.Date == nil {
		return false
	}
	return apart(*a.Date.Value, *b.Date.Value) > 4
}

// goesOn reports whether what the present tense tells as planned goes on: b
// tells that it occurred.
func (d *draft) goesOn(b *draft) bool { return d.now && b.Status == "occurred" && !b.verbless }

// sharePerson reports whether one acts in both drafts; a state stands for its
// people where a draft names none of them.
func (r *reader) sharePerson(a, b *draft) bool {
	for _, p := range b.parts {
		x := &r.Actors[p.actor]
		if slices.ContainsFunc(a.parts, func(q part) bool { return q.actor == p.actor }) {
			return true
		}
		if x.Kind == extract.Country && slices.Contains(a.countries, x.Country) && x.Country != b.goal {
			return true
		}
	}
	return false
}
