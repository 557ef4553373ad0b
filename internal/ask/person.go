package ask

import (
	"cmp"
	"context"
	"slices"

	"safir/internal/calendar"
	"safir/internal/register"
	"safir/internal/store"
)

// Persons is what the register has of persons of one name.
type Persons struct {
	Asked    string   `json:"asked"`
	Persons  []Known  `json:"persons"`
	Coverage Coverage `json:"coverage"`
}

// Known is a person of the register.
type Known struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Names       []string `json:"names"` // as printed, the most frequent first
	Reports     int      `json:"reports"`
	First       string   `json:"first,omitempty"` // days of the first and last report
	Last        string   `json:"last,omitempty"`
	Offices     []Office `json:"offices,omitempty"`
	Events      []Row    `json:"events,omitempty"`
	Statements  []Row    `json:"statements,omitempty"`
	CountEvents int      `json:"count_events"`
	CountSaid   int      `json:"count_statements"`
}

// Office is an office as reports give it, or as the directory knows it.
type Office struct {
	Office  string `json:"office"`
	Of      string `json:"of"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Reports int    `json:"reports,omitempty"` // how many give it; 0 when only the directory does
	Source  string `json:"source,omitempty"`  // the directory's
}

// Person asks for persons by name, or by the id of one.
func (a *Asker) Person(ctx context.Context, name string, limit int) (*Persons, error) {
	out := &Persons{Asked: name}
	ids, err := a.personIDs(ctx, name)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		k, err := a.known(ctx, id, limit)
		if err != nil {
			return nil, err
		}
		out.Persons = append(out.Persons, *k)
	}
	slices.SortStableFunc(out.Persons, func(x, y Known) int { return cmp.Compare(y.Reports, x.Reports) })
	out.Coverage, err = a.cover(ctx, "", "", nil, nil, len(ids))
	return out, err
}

// personIDs are the persons that a name or an id means.
func (a *Asker) personIDs(ctx context.Context, name string) ([]string, error) {
	if t, err := a.Store.Thing(ctx, name); err == nil && t.Kind == register.Person {
		return []string{t.ID}, nil
	}
	return a.persons(ctx, name)
}

func (a *Asker) known(ctx context.Context, id string, limit int) (*Known, error) {
	t, err := a.Store.Thing(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := a.mentionsOf(ctx, &t)
	if err != nil {
		return nil, err
	}
	row := a.of(&heap{id, list})
	k := &Known{ID: id, Name: a.ui.Person(&row.sum.Who[0]), Names: printed(list), Reports: row.Reports, First: row.Told, Last: row.Last, Offices: a.offices(list)}
	hits, err := a.Store.Find(ctx, store.Query{Who: []string{id}, Kinds: []register.Kind{register.Event, register.Statement}})
	if err != nil {
		return nil, err
	}
	for _, h := range heaps(hits) {
		r := a.of(&h)
		if r.Kind == register.Event {
			k.Events = append(k.Events, r)
		} else {
			k.Statements = append(k.Statements, r)
		}
	}
	k.CountEvents, k.CountSaid = len(k.Events), len(k.Statements)
	slices.SortFunc(k.Events, latest)
	slices.SortFunc(k.Statements, latest)
	k.Events = most(k.Events, limit)
	k.Statements = most(k.Statements, limit)
	if err := a.quoted(ctx, k.Events); err != nil {
		return nil, err
	}
	return k, a.quoted(ctx, k.Statements)
}

// printed are the forms in which a person is printed, the most frequent first.
func printed(list []register.Mention) (out []string) {
	count := map[string]int{}
	for i := range list {
		for _, n := range []string{list[i].Who[0].Text, list[i].Who[0].English} {
			if n != "" {
				if count[n]++; count[n] == 1 {
					out = append(out, n)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return out
}

// offices are a person's offices: what reports give, with the days between
// which they give it, and what the directory knows.
func (a *Asker) offices(list []register.Mention) (out []Office) {
	english := ""
	for i := range list {
		n := &list[i].Who[0]
		english = cmp.Or(english, n.English)
		if n.Office == "" {
			continue
		}
		day := list[i].Published
		at := slices.IndexFunc(out, func(o Office) bool { return o.Office == n.Office && o.Of == n.Country })
		if at < 0 {
			at = len(out)
			out = append(out, Office{Office: n.Office, Of: n.Country, From: day})
		}
		o := &out[at]
		o.Reports++
		o.To = max(o.To, day)
		if day != "" && (o.From == "" || day < o.From) {
			o.From = day
		}
	}
	for _, h := range a.ui.dir.Holders {
		if h.English == english && english != "" {
			out = append(out, Office{Office: h.Office, Of: h.Of, From: h.From, To: h.To, Source: h.Source})
		}
	}
	return out
}

// Whereabouts is where a person was on a day, as far as the register knows.
type Whereabouts struct {
	Person   string   `json:"person"`
	Day      string   `json:"day"`
	There    []Row    `json:"there,omitempty"`   // happenings on that very day, with their place
	Perhaps  []Row    `json:"perhaps,omitempty"` // happenings that may have been on that day
	Before   *Row     `json:"before,omitempty"`  // the last one before whose day is known
	After    *Row     `json:"after,omitempty"`   // the first one after
	Notes    []string `json:"notes,omitempty"`
	Coverage Coverage `json:"coverage"`
}

// window is how many days around a day were read for it.
const window = 7

// Where asks where a person was on a day.
func (a *Asker) Where(ctx context.Context, name, on string) (*Whereabouts, error) {
	from, to, err := Days(on)
	if err != nil {
		return nil, err
	}
	out := &Whereabouts{Person: name, Day: span(from, to)}
	ids, err := a.personIDs(ctx, name)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		out.Notes = append(out.Notes, a.ui.Say("note.nobody", name))
	} else if err := a.stops(ctx, ids, from, to, out); err != nil {
		return nil, err
	}
	found := len(out.There) + len(out.Perhaps)
	out.Coverage, err = a.cover(ctx, calendar.Shift(from, -window), calendar.Shift(to, window), nil, nil, found)
	return out, err
}

// stops sorts a person's happenings by what they say of some days.
func (a *Asker) stops(ctx context.Context, ids []string, from, to string, out *Whereabouts) error {
	rows, err := a.placed(ctx, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		known := r.From != "" && r.From == r.To && !r.About
		switch {
		case r.From >= from && r.To <= to && known:
			out.There = append(out.There, *r)
		case r.From <= to && r.To >= from:
			out.Perhaps = append(out.Perhaps, *r)
		case known && r.To < from:
			out.Before = r // rows come oldest first
		case known && r.From > to && out.After == nil:
			out.After = r
		}
	}
	for _, list := range [][]Row{out.There, out.Perhaps} {
		if err := a.quoted(ctx, list); err != nil {
			return err
		}
	}
	for _, r := range []*Row{out.Before, out.After} {
		if r == nil {
			continue
		}
		one := []Row{*r}
		if err := a.quoted(ctx, one); err != nil {
			return err
		}
		*r = one[0]
	}
	return nil
}

// placed are the happenings in which persons took part somewhere themselves,
// the oldest first.
func (a *Asker) placed(ctx context.Context, ids []string) (rows []Row, err error) {
	hits, err := a.Store.Find(ctx, store.Query{Who: ids, Kinds: []register.Kind{register.Event}, Statuses: []string{"occurred"}})
	for _, h := range heaps(hits) {
		if r := a.of(&h); (r.City != "" || r.Country != "") && r.Level != "calls" {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, earliest)
	return rows, err
}
