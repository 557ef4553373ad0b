package score

import (
	"fmt"
	"slices"

	"safir/internal/record"
)

// What an oracle may put right.
const (
	OraclePersons  = "persons"
	OracleSpeakers = "speakers"
)

// oracleRule is the rule named by whatever an oracle has put in.
const oracleRule = "oracle"

// Oracle returns copies of the records in which one thing is as the gold has
// it, so that scoring them shows how much of the other figures is lost to
// that thing. Records without gold are copied as they are; the records given
// are not changed.
//
// OraclePersons makes the cast right. Found persons are paired with gold
// persons by name alone, those of the same country first; a paired person
// takes the gold's name, country, office and represents. A found person left
// over whose name is that of a gold person is merged into the one paired with
// it; one of no such name is removed, from participants, speakers and targets
// too (as a target, their country stays). Gold persons left over are added as
// actors, but nothing is linked to them. In an event, the state that a
// participant stood for gives way to the one they stand for now, unless
// another participant stands for it; a removed person's stays. Parties of commitments stay as found.
//
// OracleSpeakers gives each found statement that overlaps a gold statement
// the speakers of the gold statement it overlaps most. They come as stand-in
// actors of kind country, whatever they are, which no other figure counts: so
// statements and statements.act alone can change. Other statements keep their
// speakers, and no span moves.
func Oracle(golds []Gold, records []record.Record, what string) ([]record.Record, error) {
	apply, ok := map[string]func(*Gold, *record.Record){OraclePersons: rightPersons, OracleSpeakers: rightSpeakers}[what]
	if !ok {
		return nil, fmt.Errorf("score: oracle %q: there is none of that name; ask for %q or %q", what, OraclePersons, OracleSpeakers)
	}
	out := make([]record.Record, len(records))
	for i := range records {
		out[i] = copyOf(records[i])
	}
	find := finder(out)
	for i := range golds {
		if rec := find(&golds[i]); rec != nil {
			apply(&golds[i], rec)
		}
	}
	return out, nil
}

// copyOf copies a record as deep as the oracles write.
func copyOf(rec record.Record) record.Record {
	rec.Actors = slices.Clone(rec.Actors)
	rec.Events = slices.Clone(rec.Events)
	rec.Statements = slices.Clone(rec.Statements)
	for i := range rec.Events {
		rec.Events[i].Participants = slices.Clone(rec.Events[i].Participants)
		rec.Events[i].Countries = slices.Clone(rec.Events[i].Countries)
	}
	return rec
}

// rightSpeakers gives found statements the gold's speakers.
func rightSpeakers(g *Gold, rec *record.Record) {
	known := set[string]{}
	for i := range rec.Statements {
		gold := mostOfGold(g, rec.Statements[i].Span)
		if gold == nil {
			continue
		}
		rec.Statements[i].Speakers = []string{}
		for _, who := range gold.Speakers {
			id := "oracle:" + who
			if !known[id] {
				rec.Actors = append(rec.Actors, record.Actor{ID: id, Kind: "country", Name: who, Country: &who, Spans: []record.Span{}, Rule: oracleRule})
			}
			known.add(id)
			rec.Statements[i].Speakers = append(rec.Statements[i].Speakers, id)
		}
	}
}

// mostOfGold is the gold statement that overlaps a span most, the first of
// equals; nil when none does.
func mostOfGold(g *Gold, span record.Span) *GoldStatement {
	var best *GoldStatement
	most := 0
	for i := range g.Statements {
		if n := overlap(span, g.Statements[i].At); n > most {
			best, most = &g.Statements[i], n
		}
	}
	return best
}

// rightPersons makes a record's cast that of the gold.
func rightPersons(g *Gold, rec *record.Record) {
	d := newDocument(g, rec)
	r := d.recast()
	rec.Actors = r.actors
	for i := range rec.Events {
		r.event(&rec.Events[i])
	}
	for i := range rec.Statements {
		s := &rec.Statements[i]
		s.Speakers, s.Targets = r.speakers(s.Speakers), r.targets(s.Targets)
	}
}

// byNameAlone pairs persons by name, those of the same country first.
func (d *document) byNameAlone(people []*record.Actor) matching {
	return greedy(len(d.gold.Persons), len(people), func(g, f int) float64 {
		want, have := d.gold.Persons[g], people[f]
		if !sameName(want.Name, have.Name) {
			return 0
		}
		return 1 + float64(one(same(want.Country, have.Country)))
	})
}

// newcomer is a gold person whom the record lacks, as an actor.
func (d *document) newcomer(g int) record.Actor {
	p := d.gold.Persons[g]
	a := record.Actor{ID: "oracle:" + p.Name, Kind: "person", Spans: []record.Span{}, Rule: oracleRule}
	if at := d.placeOf(p.Name); length(at) > 0 {
		a.Spans = append(a.Spans, at)
	}
	return p.dress(a)
}

// dress gives an actor what the gold says of a person.
func (p GoldPerson) dress(a record.Actor) record.Actor {
	a.Name, a.Country, a.Office, a.Represents = p.Name, p.Country, p.Office, p.Represents
	return a
}

// recasting is the new cast with what became of the old one.
type recasting struct {
	actors []record.Actor
	became map[string]fate   // by id of a found person
	stands map[string]string // by id of an actor in the new cast, the state they make a party
}

// fate is what became of a found person.
type fate struct {
	id          string // of the actor they are now, "" when removed
	country     string // where they were thought to be from
	former, now string // the state they stood for and stand for, "" for none
}

// recast pairs the found persons with the gold's and builds the new cast.
func (d *document) recast() *recasting {
	people := d.people()
	m := d.byNameAlone(people)
	r := &recasting{became: map[string]fate{}, stands: map[string]string{}}
	for f, a := range people {
		r.became[a.ID] = d.fateOf(f, people, m)
	}
	for _, a := range d.actors {
		if g := slices.IndexFunc(m.toFound, func(f int) bool { return f >= 0 && people[f].ID == a.ID }); g >= 0 {
			r.add(d.gold.Persons[g].dress(a))
		} else if a.Kind != "person" {
			r.add(a)
		}
	}
	for g, f := range m.toFound {
		if f < 0 {
			r.add(d.newcomer(g))
		}
	}
	return r
}

// fateOf says what becomes of a found person. One left over that has a gold
// person's name finds that one paired, or they would be a pair themselves.
func (d *document) fateOf(f int, people []*record.Actor, m matching) fate {
	g := m.toGold[f]
	if g < 0 {
		g = slices.IndexFunc(d.gold.Persons, func(p GoldPerson) bool { return sameName(p.Name, people[f].Name) })
	}
	out := fate{country: text(people[f].Country), former: stateOf(people[f])}
	if g < 0 {
		out.now = out.former
		return out
	}
	right := d.gold.Persons[g].dress(*people[f])
	out.id, out.now = people[m.toFound[g]].ID, stateOf(&right)
	return out
}

// add puts an actor into the new cast.
func (r *recasting) add(a record.Actor) {
	r.actors = append(r.actors, a)
	r.stands[a.ID] = stateOf(&a)
}

// stateOf is the state that an actor makes a party, or "".
func stateOf(a *record.Actor) string {
	if !standsForState(a) {
		return ""
	}
	return text(a.Country)
}

// event links an event to the new cast and puts its countries right.
func (r *recasting) event(e *record.Event) {
	old := e.Participants
	e.Participants = r.participants(old)
	for _, p := range old {
		if f := r.became[p.Actor]; f.former != f.now && !r.anyStandsFor(e.Participants, f.former) {
			e.Countries = replaced(e.Countries, f.former, f.now)
		}
	}
}

// participants are those who are still in the cast, each once.
func (r *recasting) participants(old []record.Participant) []record.Participant {
	out, seen := []record.Participant{}, set[string]{}
	for _, p := range old {
		if f, person := r.became[p.Actor]; person {
			p.Actor = f.id
		}
		if p.Actor != "" && !seen[p.Actor] {
			out = append(out, p)
		}
		seen.add(p.Actor)
	}
	return out
}

func (r *recasting) anyStandsFor(list []record.Participant, state string) bool {
	return slices.ContainsFunc(list, func(p record.Participant) bool { return r.stands[p.Actor] == state })
}

// replaced puts one word in the place of another; "" in no place, and no
// word where it is to become "".
func replaced(list []string, from, to string) []string {
	if from == "" {
		return list
	}
	out := []string{}
	for _, w := range list {
		if w == from {
			w = to
		}
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// speakers are those who are still in the cast, each once.
func (r *recasting) speakers(ids []string) []string {
	return r.each(ids, func(fate) string { return "" })
}

// targets are those who are still in the cast, each once; whoever was removed
// leaves their state.
func (r *recasting) targets(ids []string) []string {
	return r.each(ids, func(f fate) string { return f.country })
}

// each follows ids into the new cast; instead says what stands for a removed
// person, "" for nothing.
func (r *recasting) each(ids []string, instead func(fate) string) []string {
	out := []string{}
	for _, id := range ids {
		if f, person := r.became[id]; person {
			id = firstOf(f.id, instead(f))
		}
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
