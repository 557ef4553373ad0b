package ask

import (
	"cmp"
	"context"
	"slices"

	"safir/internal/register"
)

// Between is what passed between two states or organisations.
type Between struct {
	Parties     []string  `json:"parties"` // keys
	Names       []string  `json:"names"`
	Read        []string  `json:"read,omitempty"`
	Last        []Contact `json:"last,omitempty"`
	Levels      []Level   `json:"levels,omitempty"`
	Commitments []Stage   `json:"commitments,omitempty"`
	Coverage    Coverage  `json:"coverage"`
}

// Contact is the last contact of a kind at a level.
type Contact struct {
	Level string `json:"level"`
	Verb  string `json:"verb"`
	Date  string `json:"date"`
	Days  int    `json:"days_ago"`
	ID    string `json:"id"`
}

// Level is one row of a timeline: all happenings at a level, the newest first.
type Level struct {
	Level string `json:"level"`
	Count int    `json:"count"` // also of those that are not listed
	Rows  []Row  `json:"rows"`
}

// Stage is the commitments that have come so far.
type Stage struct {
	Stage string `json:"stage"`
	Count int    `json:"count"`
	Rows  []Row  `json:"rows"`
}

// contact are the types of happenings that are contacts of two sides.
var contact = []string{"CONSULT", "AGREE", "COOPERATE"}

// Pair asks what passed between two sides, at most limit rows at each level and
// stage (0: all). More conditions may be given as a query.
func (a *Asker) Pair(ctx context.Context, x, y, query string, limit int) (*Between, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	if q.Pair, err = a.sides(x, y); err != nil {
		return nil, err
	}
	q.Kinds = []register.Kind{register.Event, register.Commitment}
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	out := &Between{Parties: q.Pair, Names: a.ui.Parties(q.Pair), Read: q.Read}
	var events, promises []Row
	for _, h := range heaps(hits) {
		if h.list[0].Kind == register.Event {
			events = append(events, a.of(&h))
			events[len(events)-1].contact = slices.Contains(contact, h.list[0].Type)
		} else {
			promises = append(promises, a.of(&h))
		}
	}
	slices.SortFunc(events, latest)
	out.Last = a.lastContacts(events)
	if out.Levels, err = a.levels(ctx, events, limit); err != nil {
		return nil, err
	}
	if out.Commitments, err = a.stages(ctx, promises, limit); err != nil {
		return nil, err
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, len(events)+len(promises))
	return out, err
}

// lastContacts are the last of each kind at each level, among what occurred on
// a known day. Rows come newest first.
func (a *Asker) lastContacts(rows []Row) (out []Contact) {
	for _, r := range rows {
		if !r.contact || r.Status != "occurred" || r.To == "" || slices.ContainsFunc(out, func(c Contact) bool { return c.Level == r.Level && c.Verb == r.Verb }) {
			continue
		}
		days, _ := between(r.To, a.Now)
		out = append(out, Contact{r.Level, r.Verb, r.Date, days, r.ID})
	}
	slices.SortStableFunc(out, func(x, y Contact) int {
		return cmp.Or(cmp.Compare(slices.Index(Levels, x.Level), slices.Index(Levels, y.Level)), cmp.Compare(x.Days, y.Days))
	})
	return out
}

func (a *Asker) levels(ctx context.Context, rows []Row, limit int) (out []Level, err error) {
	for _, level := range Levels {
		l := Level{Level: level}
		for _, r := range rows {
			if r.Level == level {
				l.Rows = append(l.Rows, r)
			}
		}
		if l.Count = len(l.Rows); l.Count == 0 {
			continue
		}
		l.Rows = most(l.Rows, limit)
		if err := a.quoted(ctx, l.Rows); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// stages orders commitments by how far they have come.
func (a *Asker) stages(ctx context.Context, rows []Row, limit int) (out []Stage, err error) {
	slices.SortFunc(rows, func(x, y Row) int { return cmp.Or(cmp.Compare(y.Last, x.Last), cmp.Compare(x.ID, y.ID)) })
	for _, stage := range a.ui.Keys("stage") {
		s := Stage{Stage: stage}
		for _, r := range rows {
			if r.Status == stage {
				s.Rows = append(s.Rows, r)
			}
		}
		if s.Count = len(s.Rows); s.Count == 0 {
			continue
		}
		s.Rows = most(s.Rows, limit)
		if err := a.quoted(ctx, s.Rows); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
