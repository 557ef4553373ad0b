package score

import "safir/internal/record"

// scorePersons counts persons by name and country, and among the matched the
// office, and for whom they act where that is not their state.
func (d *document) scorePersons() {
	people := d.people()
	m := greedy(len(d.gold.Persons), len(people), func(g, f int) float64 {
		want, have := d.gold.Persons[g], people[f]
		right := sameName(want.Name, have.Name) && (want.Country == nil || same(want.Country, have.Country))
		return float64(one(right))
	})
	d.counts.add(figPersons, m.pairs(), len(people), len(d.gold.Persons))
	for g, want := range d.gold.Persons {
		if f := m.toFound[g]; f >= 0 {
			d.scorePerson(want, people[f])
		} else {
			d.missed(KindPerson, d.placeOf(want.Name), want.summary())
		}
	}
	for f, have := range people {
		if m.toGold[f] < 0 {
			d.falseHit(KindPerson, firstSpan(have.Spans), actorSummary(have), have.Rule)
		}
	}
}

// scorePerson judges a person who was found.
func (d *document) scorePerson(want GoldPerson, have *record.Actor) {
	d.counts.share(figPersonsOffice, same(want.Office, have.Office))
	if want.represents() != "state" {
		d.counts.share(figPersonsRepresents, same(want.Represents, have.Represents))
	}
}

// represents says for whom a gold person acts.
func (p GoldPerson) represents() string {
	if p.Represents == nil {
		return "state"
	}
	return *p.Represents
}

func (p GoldPerson) summary() string {
	return words(p.Name, inBrackets(text(p.Country), text(p.Office)))
}

func actorSummary(a *record.Actor) string {
	return words(a.Name, inBrackets(text(a.Country), text(a.Office)))
}

// people is the record's persons.
func (d *document) people() []*record.Actor { return d.ofKind("person") }

// ofKind is the record's actors of one kind.
func (d *document) ofKind(kind string) []*record.Actor {
	var out []*record.Actor
	for i := range d.actors {
		if d.actors[i].Kind == kind {
			out = append(out, &d.actors[i])
		}
	}
	return out
}

// placeOf is where a name first stands in the text, or an empty span.
func (d *document) placeOf(name string) record.Span {
	at, _ := locateIn(d.gold.Text, name)
	return at
}

// scoreOrgs counts the acronyms of organisations.
func (d *document) scoreOrgs() {
	want, have := setOf(d.gold.Orgs...), set[string]{}
	for _, a := range d.ofKind("organization") {
		if a.Acronym == nil {
			continue
		}
		if !want[*a.Acronym] && !have[*a.Acronym] {
			d.falseHit(KindOrg, firstSpan(a.Spans), words(*a.Acronym, inBrackets(a.Name)), a.Rule)
		}
		have.add(*a.Acronym)
	}
	d.counts.add(figOrgs, want.shared(have), len(have), len(want))
	for _, acronym := range d.gold.Orgs {
		if !have[acronym] {
			d.missed(KindOrg, d.placeOf(acronym), acronym)
		}
	}
}
