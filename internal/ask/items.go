package ask

import (
	"context"
	"iter"
	"slices"

	"safir/internal/export"
	"safir/internal/reconcile"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// mostRead is how many reports are held in memory while items are made.
const mostRead = 500

// Items makes all things that a query finds ready to be written, with all
// their evidence; an empty query finds everything. Things come by kind, then in
// the order in which they were found, or by id.
func (a *Asker) Items(ctx context.Context, query string) export.Items {
	return func(yield func(*export.Item, error) bool) {
		for t, err := range a.things(ctx, query) {
			if err == nil && len(a.reports) > mostRead {
				a.forget()
			}
			var x *export.Item
			if err == nil {
				x, err = a.item(ctx, &t)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if x != nil && !yield(x, nil) {
				return
			}
		}
	}
}

// forget drops what was read of reports; it is read again when it is needed.
func (a *Asker) forget() {
	clear(a.reports)
	clear(a.bodies)
	clear(a.records)
}

// things are those that a query finds, or all.
func (a *Asker) things(ctx context.Context, query string) iter.Seq2[register.Thing, error] {
	return func(yield func(register.Thing, error) bool) {
		if query == "" {
			for _, kind := range register.Kinds {
				for t, err := range a.Store.Things(ctx, kind) {
					if !yield(t, err) || err != nil {
						return
					}
				}
			}
			return
		}
		ids, err := a.foundIDs(ctx, query)
		for _, id := range ids {
			var t register.Thing
			if t, err = a.Store.Thing(ctx, id); !yield(t, err) || err != nil {
				return
			}
		}
		if err != nil {
			yield(register.Thing{}, err)
		}
	}
}

// foundIDs are the ids of the things that a query finds, and of the people in
// them.
func (a *Asker) foundIDs(ctx context.Context, query string) (ids []string, err error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	people := map[string]bool{}
	for _, h := range hits {
		if !seen[h.Thing] {
			seen[h.Thing] = true
			ids = append(ids, h.Thing)
		}
		for _, n := range h.Who {
			people[h.Report+" "+n.Actor] = true
		}
	}
	persons, err := a.personsIn(ctx, hits, people)
	return append(ids, persons...), err
}

// personsIn are the persons whom reports name as these actors.
func (a *Asker) personsIn(ctx context.Context, hits []store.Hit, actors map[string]bool) (ids []string, err error) {
	done := map[string]bool{}
	for _, h := range hits {
		if done[h.Report] {
			continue
		}
		done[h.Report] = true
		list, err := a.Store.OfReport(ctx, h.Report)
		if err != nil {
			return nil, err
		}
		var named []string
		for i := range list {
			if list[i].Kind == register.Person && actors[h.Report+" "+list[i].Item] {
				named = append(named, list[i].ID)
			}
		}
		things, err := a.Store.ThingsOf(ctx, named)
		if err != nil {
			return nil, err
		}
		for _, t := range things {
			ids = append(ids, t.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// item makes a thing ready; nil when people have rejected all of it.
func (a *Asker) item(ctx context.Context, t *register.Thing) (*export.Item, error) {
	list, err := a.mentionsOf(ctx, t)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	x := &export.Item{Summary: reconcile.Sum(t, list)}
	x.Gloss = a.rowOf(&x.Mention).Gloss
	for i := range list {
		e, err := a.evidence(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		x.Evidence = append(x.Evidence, *e)
	}
	return x, nil
}

func (a *Asker) evidence(ctx context.Context, m *register.Mention) (*export.Evidence, error) {
	r, err := a.report(ctx, m.Report)
	if err != nil {
		return nil, err
	}
	text, err := a.text(ctx, m.Text)
	if err != nil {
		return nil, err
	}
	rec, err := a.record(ctx, m.Report)
	if err != nil {
		return nil, err
	}
	e := &export.Evidence{Mention: *m, Source: r}
	e.Quote, e.Prefix, e.Suffix = export.Cite(text, m.Span[0], m.Span[1])
	if rec != nil {
		e.Rule, e.Doubts = rec.Grounds(m.Item)
	}
	return e, nil
}

// Whole is the record of a report with its text, as it was coded; nil when
// there is none.
func (a *Asker) Whole(ctx context.Context, report string) (*record.Record, error) {
	rec, err := a.record(ctx, report)
	if err != nil || rec == nil {
		return nil, err
	}
	text, err := a.text(ctx, rec.ID)
	whole := *rec
	whole.Text = string(text)
	return &whole, err
}

// Journeys are the trips of all persons of the register, person by person.
func (a *Asker) Journeys(ctx context.Context) iter.Seq2[*export.Journey, error] {
	return func(yield func(*export.Journey, error) bool) {
		for t, err := range a.Store.Things(ctx, register.Person) {
			var of Travel
			if err == nil {
				err = a.journeys(ctx, t.ID, &Question{}, &of)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range of.Trips {
				if !yield(travelled(&of.Trips[i]), nil) {
					return
				}
			}
		}
	}
}

// travelled is a journey as it is written.
func travelled(t *Journey) *export.Journey {
	j := &export.Journey{Person: t.PersonID, Name: t.english, Trip: register.Trip{From: t.From, To: t.To, Purpose: t.Topics}}
	for _, h := range t.Stops {
		s := register.Stop{Country: h.Country, City: h.City, Earliest: h.Earliest, Latest: h.Latest, Left: h.Left}
		for _, e := range h.Events {
			s.Events = append(s.Events, e.ID)
		}
		j.Stops = append(j.Stops, s)
	}
	return j
}
