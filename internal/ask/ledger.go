package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"safir/internal/calendar"
	"safir/internal/register"
)

// Days that a ledger reckons with.
const (
	soonDays   = 30  // a deadline this near is due
	silentDays = 270 // nine months without a word
)

// closed are the stages after which nothing more is due.
var closed = []string{"completed", "cancelled", "lapsed", "in_force"}

// Ledger is commitments with how they stand on the day of asking.
type Ledger struct {
	Asked    string   `json:"asked,omitempty"`
	Read     []string `json:"read,omitempty"`
	Now      string   `json:"now"`
	Rows     []Row    `json:"rows"`
	Total    int      `json:"total"` // how many there are
	Coverage Coverage `json:"coverage"`
}

// Which picks commitments by how they stand.
type Which struct {
	Due     bool // due within a month, or overdue
	Silent  bool // not heard of for nine months
	Status  string
	History bool
}

// Commitments asks for commitments; query may narrow them.
func (a *Asker) Commitments(ctx context.Context, w Which, query string, limit int) (*Ledger, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	q.Kinds = []register.Kind{register.Commitment}
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	out := &Ledger{Asked: query, Read: q.Read, Now: a.Now}
	if w.Status != "" {
		keys := a.keys(w.Status, "stage")
		if len(keys) == 0 {
			return nil, fmt.Errorf("--status %q: there is no such stage; the stages are %s", w.Status, strings.Join(a.ui.Keys("stage"), ", "))
		}
		w.Status = keys[0]
	}
	for _, h := range heaps(hits) {
		r := a.of(&h)
		due, silent := a.stands(&r)
		if w.Status != "" && r.Status != w.Status || w.Due && !due || w.Silent && !silent {
			continue
		}
		out.Rows = append(out.Rows, r)
	}
	slices.SortStableFunc(out.Rows, func(x, y Row) int {
		return cmp.Or(a.compareDue(&x, &y), cmp.Compare(y.Last, x.Last), cmp.Compare(x.ID, y.ID))
	})
	out.Total = len(out.Rows)
	out.Rows = most(out.Rows, limit)
	if err := a.standings(ctx, out.Rows); err != nil {
		return nil, err
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, len(out.Rows))
	return out, err
}

// compareDue puts those first that are to fall due, the nearest first, then
// those that are overdue, the latest first, then those without a deadline.
func (a *Asker) compareDue(x, y *Row) int {
	rank := func(r *Row) int {
		switch {
		case r.Due == "":
			return 2
		case r.To < a.Now:
			return 1
		}
		return 0
	}
	if c := cmp.Compare(rank(x), rank(y)); c != 0 || x.Due == "" {
		return c
	}
	if x.To < a.Now {
		return cmp.Compare(y.To, x.To)
	}
	return cmp.Compare(x.To, y.To)
}

// stands reports whether a commitment is due soon or overdue, and whether it
// has not been heard of for long. A day on or before the one it was told first
// is no deadline: it is the day of a signature.
func (a *Asker) stands(r *Row) (due, silent bool) {
	if slices.Contains(closed, r.Status) {
		return false, false
	}
	left, dated := between(a.Now, r.To)
	since, told := between(r.Last, a.Now)
	return dated && left <= soonDays && r.To > r.Told, told && since > silentDays
}

// standings says of each commitment how it stands, a silence with what was
// read meanwhile, and shows its words.
func (a *Asker) standings(ctx context.Context, rows []Row) error {
	for i := range rows {
		r := &rows[i]
		due, silent := a.stands(r)
		left, _ := between(a.Now, r.To)
		switch {
		case due && left < -1:
			r.Why = a.ui.Say("ledger.overdue", -left)
		case due && left <= 1:
			r.Why = a.ui.Say([]string{"ledger.yesterday", "ledger.today", "ledger.tomorrow"}[left+1])
		case due:
			r.Why = a.ui.Say("ledger.due", left)
		}
		if silent {
			c, err := a.cover(ctx, calendar.Shift(r.Last, 1), a.Now, nil, nil, 0)
			if err != nil {
				return err
			}
			since, _ := between(r.Last, a.Now)
			said := a.ui.Say("ledger.silent", since, c.Articles, c.Outlets)
			if r.Why != "" {
				said = r.Why + a.ui.Say("semicolon") + said
			}
			r.Why = said
		}
	}
	return a.quoted(ctx, rows)
}

// Agenda is what is to come.
type Agenda struct {
	Now      string   `json:"now"`
	Read     []string `json:"read,omitempty"`
	Rows     []Row    `json:"rows"`                // planned and hoped for, the nearest first
	Open     []Row    `json:"open,omitempty"`      // the same of which nobody told a day, the last told first
	Due      []Row    `json:"due,omitempty"`       // commitments whose deadline is to come
	Off      []Row    `json:"cancelled,omitempty"` // what was to come and was called off
	Totals   [4]int   `json:"totals"`              // how many there are of each
	Coverage Coverage `json:"coverage"`
}

// Calendar asks what is to come from now on, within so many days (0: all).
func (a *Asker) Calendar(ctx context.Context, query string, days, limit int) (*Agenda, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	q.From, q.Kinds = max(q.From, a.Now), []register.Kind{register.Event}
	if days > 0 && q.Until == "" {
		q.Until = calendar.Shift(a.Now, days)
	}
	out := &Agenda{Now: a.Now, Read: q.Read}
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	for _, h := range heaps(hits) {
		switch r := a.of(&h); {
		case r.To < a.Now: // another telling knows better
		case r.Status == "cancelled":
			out.Off = append(out.Off, r)
		case r.Status != "planned" && r.Status != "proposed":
		case r.About:
			out.Open = append(out.Open, r)
		default:
			out.Rows = append(out.Rows, r)
		}
	}
	if out.Due, err = a.dueBy(ctx, q); err != nil {
		return nil, err
	}
	for i, list := range []*[]Row{&out.Rows, &out.Open, &out.Due, &out.Off} {
		order := a.nearest
		if list == &out.Due {
			order = func(x, y Row) int { return cmp.Or(a.compareDue(&x, &y), cmp.Compare(x.ID, y.ID)) }
		}
		slices.SortFunc(*list, order)
		out.Totals[i] = len(*list)
		*list = most(*list, limit)
		if err := a.quoted(ctx, *list); err != nil {
			return nil, err
		}
	}
	out.Coverage, err = a.cover(ctx, "", "", q.Outlets, q.Langs, len(out.Rows)+len(out.Open)+len(out.Due)+len(out.Off))
	return out, err
}

// nearest orders what is to come: by the day from which on it may be, then by
// how little of the time is open, then by when it was told last.
func (a *Asker) nearest(x, y Row) int {
	return cmp.Or(cmp.Compare(max(x.From, a.Now), max(y.From, a.Now)), cmp.Compare(x.To, y.To), cmp.Compare(y.Last, x.Last), cmp.Compare(x.ID, y.ID))
}

// dueBy are open commitments whose deadline lies within a question's days.
func (a *Asker) dueBy(ctx context.Context, q *Question) (out []Row, err error) {
	promises := *q
	promises.From, promises.Until, promises.Kinds = "", "", []register.Kind{register.Commitment}
	hits, _, err := a.hits(ctx, &promises, 0, &Answer{})
	for _, h := range heaps(hits) {
		if r := a.of(&h); r.To >= q.From && r.To != "" && (q.Until == "" || r.To <= q.Until) && !slices.Contains(closed, r.Status) {
			out = append(out, r)
		}
	}
	return out, err
}
