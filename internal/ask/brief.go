package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"safir/internal/register"
)

// Brief is what came into the register since a moment.
type Brief struct {
	Since    string   `json:"since,omitempty"` // RFC 3339, or "" for from the beginning
	Now      string   `json:"now"`
	Read     []string `json:"read,omitempty"`
	Rows     []Row    `json:"rows"` // the highest rank first
	New      int      `json:"new"`
	Changed  int      `json:"changed"` // known before, and their status is another now
	Again    int      `json:"again"`   // known before, told again
	Late     int      `json:"late"`
	Due      []Row    `json:"due,omitempty"` // commitments due within the week
	Planned  []Row    `json:"planned,omitempty"`
	Totals   [3]int   `json:"totals"`  // how many rows, planned and due there are
	Ranking  string   `json:"ranking"` // how the rows were ranked, in words
	Coverage Coverage `json:"coverage"`
}

// Periods of a brief, in days.
const (
	week     = 7
	lateDays = 7 // what came in more days after it appeared came late
)

// lastBrief is the note that keeps the moment of the last brief.
const lastBrief = "brief last"

// Since is the moment from which a brief counts: "last" is that of the last
// one, "day" and "week" are so long ago, all else is a day.
func (a *Asker) Since(ctx context.Context, since string) (string, error) {
	days := map[string]int{"day": 1, "week": week}[since]
	switch {
	case since == "last":
		return a.Store.Noted(ctx, lastBrief)
	case days > 0:
		now, err := time.Parse(time.RFC3339, a.Moment)
		if err != nil {
			return "", err
		}
		return now.AddDate(0, 0, -days).Format(time.RFC3339), nil
	}
	from, _, err := Days(since)
	if err != nil {
		return "", fmt.Errorf("--since %q: write last, day, week or a day (YYYY-MM-DD)", since)
	}
	return from + "T00:00:00Z", nil
}

// Seen notes that a brief was given now, so that the next one goes on from
// here.
func (a *Asker) Seen(ctx context.Context) error { return a.Store.Note(ctx, lastBrief, a.Moment) }

// Brief asks what is new since a moment (RFC 3339; "" for all); query may
// narrow it. At most limit rows are given.
func (a *Asker) Brief(ctx context.Context, since, query string, limit int) (*Brief, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	out := &Brief{Since: since, Now: a.Moment, Read: q.Read, Ranking: a.ui.Say("brief.ranking")}
	added, read, err := a.addedSince(ctx, since)
	if err != nil {
		return nil, err
	}
	wanted, err := a.wanted(ctx, q, query, added)
	if err != nil {
		return nil, err
	}
	for _, h := range wanted {
		if r, ok := a.news(&h, added, out); ok {
			out.Rows = append(out.Rows, r)
		}
	}
	slices.SortStableFunc(out.Rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(y.rank, x.rank), cmp.Compare(y.Last, x.Last), cmp.Compare(x.ID, y.ID))
	})
	out.Totals[0] = len(out.Rows)
	out.Rows = most(out.Rows, limit)
	if err := a.quoted(ctx, out.Rows); err != nil {
		return nil, err
	}
	out.Coverage = read
	out.Coverage.Word = "none_found"
	switch {
	case len(out.Rows) > 0:
		out.Coverage.Word = "found"
	case read.Articles == 0:
		out.Coverage.Word = "not_read"
	}
	agenda, err := a.Calendar(ctx, query, week, limit)
	if err == nil {
		out.Planned, out.Due = agenda.Rows, agenda.Due
		out.Totals[1], out.Totals[2] = agenda.Totals[0], agenda.Totals[2]
	}
	return out, err
}

// addedSince are the reports that came in after a moment, and what was read
// with them.
func (a *Asker) addedSince(ctx context.Context, since string) (map[string]register.Report, Coverage, error) {
	added := map[string]register.Report{}
	var c Coverage
	outlets := map[string]bool{}
	for r, err := range a.Store.Reports(ctx, "") {
		if err != nil {
			return nil, c, err
		}
		if r.Added <= since {
			continue
		}
		switch r.State {
		case register.Coded:
			added[r.ID] = r
			c.Articles++
			if outlets[r.Outlet] = true; r.Outlet == "" {
				c.Nameless++
			}
		case register.Passed:
			c.Passed++
		default:
			c.Aside++
		}
		if day := r.Published[:min(len(r.Published), len("2006-01-02"))]; day != "" {
			if c.From == "" || day < c.From {
				c.From = day
			}
			c.To = max(c.To, day)
		}
	}
	delete(outlets, "")
	c.Outlets = len(outlets)
	return added, c, nil
}

// wanted are the things that reports of a set tell and a query asks for, with
// all their mentions.
func (a *Asker) wanted(ctx context.Context, q *Question, query string, added map[string]register.Report) (out []heap, err error) {
	things := map[string]bool{}
	if strings.TrimSpace(query) != "" {
		hits, _, err := a.hits(ctx, q, 0, &Answer{})
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if _, ok := added[h.Report]; ok {
				things[h.Thing] = true
			}
		}
	} else if things, err = a.toldBy(ctx, added); err != nil {
		return nil, err
	}
	for id := range things {
		t, err := a.Store.Thing(ctx, id)
		if err != nil {
			return nil, err
		}
		list, err := a.mentionsOf(ctx, &t)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out = append(out, heap{id, list})
		}
	}
	slices.SortFunc(out, func(x, y heap) int { return cmp.Compare(x.id, y.id) })
	return out, nil
}

// toldBy are the happenings, remarks and promises that reports tell.
func (a *Asker) toldBy(ctx context.Context, added map[string]register.Report) (map[string]bool, error) {
	var ids []string
	for id := range added {
		list, err := a.Store.OfReport(ctx, id)
		if err != nil {
			return nil, err
		}
		for i := range list {
			if list[i].Kind != register.Person {
				ids = append(ids, list[i].ID)
			}
		}
	}
	owners, err := a.Store.Owners(ctx, ids)
	things := map[string]bool{}
	for _, t := range owners {
		things[t.ID] = true
	}
	return things, err
}

// news is the row of a thing in a brief: new, or of another status than
// before. What was only told again is counted.
func (a *Asker) news(h *heap, added map[string]register.Report, out *Brief) (Row, bool) {
	var before []register.Mention
	late := true
	for _, m := range h.list {
		r, fresh := added[m.Report]
		if !fresh {
			before = append(before, m)
			continue
		}
		days, ok := between(r.Published[:min(len(r.Published), len("2006-01-02"))], r.Added[:min(len(r.Added), len("2006-01-02"))])
		late = late && ok && days > lateDays
	}
	r := a.of(h)
	if len(before) > 0 {
		old := a.of(&heap{h.id, before})
		if old.Status == r.Status {
			out.Again++
			return r, false
		}
		out.Changed++
		r.Why = a.ui.Say("brief.changed", old.Certainty)
	} else {
		out.New++
	}
	if late && out.Since != "" {
		out.Late++
		r.Late = true
		if r.Why != "" {
			r.Why += a.ui.Say("semicolon")
		}
		r.Why += a.ui.Say("brief.late")
	}
	return r, true
}
