package score

import "safir/internal/record"

// scoreEvents counts events. Two match when their type is equal and their
// countries' Jaccard index is at least 0.5; the matched are judged in detail.
func (d *document) scoreEvents() {
	found := d.foundEvents()
	m := greedy(len(d.gold.Events), len(found), func(g, f int) float64 { return worth(&d.gold.Events[g], &found[f]) })
	strict := 0
	for g := range d.gold.Events {
		want := &d.gold.Events[g]
		hit := m.toFound[g] >= 0
		if want.Main {
			d.counts.share(figEventsMain, hit)
		}
		if hit {
			strict += one(d.scoreEvent(want, &found[m.toFound[g]]))
		} else {
			d.missed(KindEvent, want.At, want.summary())
		}
	}
	d.counts.add(figEvents, m.pairs(), len(found), len(d.gold.Events))
	d.counts.add(figEventsStrict, strict, len(found), len(d.gold.Events))
	for f := range found {
		if m.toGold[f] < 0 {
			d.falseHit(KindEvent, firstSpan(found[f].Spans), found[f].summary(), found[f].Rule)
		}
	}
}

// foundEvent is an event of the record with what its participants make of it.
type foundEvent struct {
	*record.Event
	people []string    // names of the persons who took part, as often as listed
	states set[string] // its countries and those its participants stand for
}

func (d *document) foundEvents() []foundEvent {
	out := make([]foundEvent, len(d.rec.Events))
	for i := range d.rec.Events {
		out[i] = d.foundEvent(&d.rec.Events[i])
	}
	return out
}

func (d *document) foundEvent(e *record.Event) foundEvent {
	f := foundEvent{Event: e, states: setOf(e.Countries...)}
	for _, p := range e.Participants {
		a := d.byID[p.Actor]
		if a == nil {
			continue
		}
		if a.Kind == "person" {
			f.people = append(f.people, a.Name)
		}
		if a.Country != nil && standsForState(a) {
			f.states.add(*a.Country)
		}
	}
	return f
}

// standsForState reports whether an actor makes its country a party: a
// country itself, or whoever is not said to act for another.
func standsForState(a *record.Actor) bool {
	return a.Kind == "country" || a.Represents == nil || *a.Represents == "state"
}

// worth says how well a found event fits a gold one; 0 forbids the pair. The
// terms and their order decide which of two found events is taken, so they
// are exactly those of score.py (float64() keeps the compiler from fusing
// them).
func worth(want *GoldEvent, have *foundEvent) float64 {
	share := jaccard(setOf(want.Countries...), have.states)
	if want.Type != have.Type || share < .5 {
		return 0
	}
	most := max(len(have.people), len(want.Persons), 1)
	people := float64(sameCount(want.Persons, have.people)) / float64(most)
	sum := 1 + float64(.5*float64(one(same(want.Mode, have.Mode))))
	sum += float64(.5 * float64(one(want.Status == have.Status)))
	sum += float64(.5 * people)
	sum += float64(one(shown(want.At, have.Spans)))
	sum += float64(.25 * float64(one(sameDay(want.Date, have.Date))))
	return share * sum
}

// sameDay compares the first ten letters of two dates; no date at all is the
// same as none.
func sameDay(want *string, have *record.Date) bool {
	return text(want) != "" && upTo(*want, 10) == upTo(dateValue(have), 10)
}

func dateValue(d *record.Date) string {
	if d == nil {
		return ""
	}
	return text(d.Value)
}

// shown reports whether one of the spans touches the gold's words and is
// short enough to be evidence.
func shown(want record.Span, spans []record.Span) bool {
	for _, s := range spans {
		if overlap(want, s) > 0 && length(s) <= longest {
			return true
		}
	}
	return false
}

// scoreEvent judges a matched event and reports whether its persons, status
// and date are all right.
func (d *document) scoreEvent(want *GoldEvent, have *foundEvent) bool {
	both := sameCount(want.Persons, have.people)
	sameStatus := want.Status == have.Status
	sameDate := calendarDay(text(want.Date)) == calendarDay(dateValue(have.Date))
	d.counts.add(figEventsPeople, min(both, len(have.people)), len(have.people), len(want.Persons))
	d.counts.share(figEventsEvidence, shown(want.At, have.Spans))
	d.counts.share(figEventsDate, sameDate)
	d.counts.share(figEventsStatus, sameStatus)
	d.counts.share(figEventsMode, same(want.Mode, have.Mode))
	d.counts.share(figEventsMainFlag, want.Main == have.Main)
	if want.Verb.Given {
		d.counts.share(figEventsVerb, want.Verb.Value == have.Verb)
	}
	if want.Channel.Given {
		d.counts.share(figEventsChannel, same(want.Channel.Value, have.Channel))
	}
	d.scorePlace(want.Place, have.Place)
	return sameStatus && sameDate && 2*both >= max(len(have.people), len(want.Persons))
}

// scorePlace judges country and city; an absent place is one with neither.
func (d *document) scorePlace(want *GoldEventPlace, have *record.Place) {
	if want == nil {
		want = &GoldEventPlace{}
	}
	if have == nil {
		have = &record.Place{}
	}
	d.counts.share(figEventsCountry, same(want.Country, have.Country))
	d.counts.share(figEventsCity, city(want.City) == city(have.City))
}

func (e *GoldEvent) summary() string {
	return eventSummary(e.Type, e.Mode, e.Status, e.Countries, e.Persons)
}

func (e *foundEvent) summary() string {
	return eventSummary(e.Type, e.Mode, e.Status, sorted(e.states), e.people)
}

func eventSummary(kind string, mode *string, status string, states, people []string) string {
	return words(kind, text(mode), status, inBrackets(states...), listed(people))
}
