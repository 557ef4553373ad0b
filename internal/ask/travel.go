package ask

import (
	"cmp"
	"context"
	"slices"

	"safir/internal/reconcile"
	"safir/internal/register"
	"safir/internal/store"
)

// Travel is journeys of persons, the newest first.
type Travel struct {
	Asked    string    `json:"asked,omitempty"`
	Trips    []Journey `json:"trips"`
	Total    int       `json:"total"`             // how many there are
	Clashes  []Journey `json:"clashes,omitempty"` // one person in two places on one day: to be checked
	AllClash int       `json:"total_clashes,omitempty"`
	Coverage Coverage  `json:"coverage"`
	Notes    []string  `json:"notes,omitempty"`
}

// Journey is a journey of one person.
type Journey struct {
	Person     string   `json:"person"`
	PersonID   string   `json:"person_id"`
	Home       string   `json:"home,omitempty"`
	From       string   `json:"from"`
	To         string   `json:"to"`
	Stops      []Halt   `json:"stops,omitempty"`
	Delegation []string `json:"delegation,omitempty"`
	Topics     []string `json:"topics,omitempty"`
	english    string   // name of the person, or ""
}

// Halt is a place on a journey, with what happened there.
type Halt struct {
	Place    string `json:"place"`
	Country  string `json:"country"`
	City     string `json:"city,omitempty"`
	Earliest string `json:"earliest,omitempty"` // arrival
	Latest   string `json:"latest"`
	Left     string `json:"left"`
	Events   []Row  `json:"events"`
}

// Travel asks for journeys: of the persons of one name, or of all; within some
// days.
func (a *Asker) Travel(ctx context.Context, name, query string, limit int) (*Travel, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	out := &Travel{Asked: name}
	ids, err := a.travellers(ctx, name, q)
	if err != nil {
		return nil, err
	}
	if name != "" && len(ids) == 0 {
		out.Notes = append(out.Notes, a.ui.Say("note.nobody", name))
	}
	for _, id := range ids {
		if err := a.journeys(ctx, id, q, out); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out.Trips, func(x, y Journey) int {
		return cmp.Or(cmp.Compare(y.To, x.To), cmp.Compare(x.Person, y.Person), cmp.Compare(x.PersonID, y.PersonID))
	})
	out.Total, out.AllClash = len(out.Trips), len(out.Clashes)
	out.Trips, out.Clashes = most(out.Trips, limit), most(out.Clashes, limit)
	for _, t := range out.Trips {
		for _, h := range t.Stops {
			if err := a.quoted(ctx, h.Events); err != nil {
				return nil, err
			}
		}
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, nil, nil, len(out.Trips))
	return out, err
}

// travellers are the persons of a name, or all who took part in something that
// occurred within the days of a question.
func (a *Asker) travellers(ctx context.Context, name string, q *Question) (ids []string, err error) {
	if name != "" {
		return a.personIDs(ctx, name)
	}
	hits, err := a.Store.Find(ctx, store.Query{Kinds: []register.Kind{register.Event}, Statuses: []string{"occurred"}, From: q.From, To: q.Until})
	if err != nil {
		return nil, err
	}
	there := map[string]map[string]bool{} // by report: items of persons who were somewhere
	for _, h := range hits {
		if h.Channel != "in_person" || h.Country == "" {
			continue
		}
		if there[h.Report] == nil {
			there[h.Report] = map[string]bool{}
		}
		for _, n := range h.Who {
			there[h.Report][n.Actor] = true
		}
	}
	var named []string
	for report, items := range there {
		list, err := a.Store.OfReport(ctx, report)
		if err != nil {
			return nil, err
		}
		for i := range list {
			if list[i].Kind == register.Person && items[list[i].Item] {
				named = append(named, list[i].ID)
			}
		}
	}
	owners, err := a.Store.Owners(ctx, named)
	for _, t := range owners {
		ids = append(ids, t.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// journeys adds a person's journeys to the answer.
func (a *Asker) journeys(ctx context.Context, id string, q *Question, out *Travel) error {
	t, err := a.Store.Thing(ctx, id)
	if err != nil {
		return err
	}
	list, err := a.mentionsOf(ctx, &t)
	if err != nil || len(list) == 0 {
		return err
	}
	whole := reconcile.Sum(&t, list)
	who := &whole.Who[0]
	items := map[[2]string]bool{}
	for i := range list {
		items[[2]string{list[i].Report, list[i].Item}] = true
	}
	hits, err := a.Store.Find(ctx, store.Query{Who: []string{id}, Kinds: []register.Kind{register.Event}, From: q.From, To: q.Until})
	if err != nil {
		return err
	}
	var sums []register.Summary
	rows := map[string]Row{}
	actors := map[string]bool{} // printed names of this person
	for _, h := range heaps(hits) {
		for i := range h.list {
			for _, n := range h.list[i].Who {
				if items[[2]string{h.list[i].Report, n.Actor}] {
					actors[n.Text] = true
				}
			}
		}
		r := a.of(&h)
		r.sum.Thing = h.id
		sums, rows[h.id] = append(sums, r.sum), r
	}
	trips, clashes := reconcile.Trips(who.Country, func(n *register.Name) bool { return actors[n.Text] || n.English != "" && n.English == who.English }, sums)
	for i := range trips {
		out.Trips = append(out.Trips, a.journey(&trips[i], id, who, rows))
	}
	for _, c := range clashes {
		out.Clashes = append(out.Clashes, Journey{Person: a.ui.Person(who), PersonID: id, From: c.Day, To: c.Day, Stops: []Halt{a.halt(rows[c.A]), a.halt(rows[c.B])}})
	}
	return nil
}

func (a *Asker) halt(r Row) Halt {
	return Halt{Place: a.place(r.City, r.Country), Country: r.Country, City: r.City, Latest: r.To, Left: r.To, Events: []Row{r}}
}

func (a *Asker) journey(t *register.Trip, id string, who *register.Name, rows map[string]Row) Journey {
	j := Journey{Person: a.ui.Who(who), PersonID: id, Home: who.Country, From: t.From, To: t.To, Topics: t.Purpose, english: who.English}
	for i := range t.Delegation {
		j.Delegation = append(j.Delegation, a.ui.Who(&t.Delegation[i]))
	}
	for _, s := range t.Stops {
		h := Halt{Place: a.place(s.City, s.Country), Country: s.Country, City: s.City, Earliest: s.Earliest, Latest: s.Latest, Left: s.Left}
		for _, e := range s.Events {
			h.Events = append(h.Events, rows[e])
		}
		j.Stops = append(j.Stops, h)
	}
	return j
}

// place names a city and its state.
func (a *Asker) place(city, country string) string {
	if city == "" {
		return a.ui.Party(country)
	}
	return a.ui.City(city)
}
