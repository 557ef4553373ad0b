package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"safir/internal/register"
)

// Counts are things counted by something, with what was read for them.
type Counts struct {
	Asked    string   `json:"asked,omitempty"`
	Read     []string `json:"read,omitempty"`
	By       []string `json:"by"`
	Kind     string   `json:"kind"`
	Rows     []Count  `json:"rows"`
	Lines    int      `json:"lines"` // how many rows there are
	Total    int      `json:"total"` // how many things were counted
	Coverage Coverage `json:"coverage"`
}

// Count is one row of a table of counts.
type Count struct {
	Keys     []string `json:"keys"`
	Names    []string `json:"names"` // as the interface calls them
	Count    int      `json:"count"`
	Articles int      `json:"articles,omitempty"` // read in its period
	Rate     float64  `json:"per_100_articles,omitempty"`
}

// Bys are what things can be counted by.
var Bys = []string{"month", "year", "pair", "party", "verb", "status", "topic", "country", "level", "person", "outlet"}

// Count counts things: one for each happening that occurred, unless the query
// asks for another kind or status. By names what to count by; per may be
// "articles". At most limit rows are given (0: all).
func (a *Asker) Count(ctx context.Context, by []string, per, query string, limit int) (*Counts, error) {
	for _, b := range by {
		if !slices.Contains(Bys, b) {
			return nil, fmt.Errorf("--by %q: things can be counted by %s", b, strings.Join(Bys, ", "))
		}
	}
	if per != "" && per != "articles" {
		return nil, fmt.Errorf("--per %q: counts can be put beside articles only: --per articles", per)
	}
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	if len(q.Kinds) == 0 {
		q.Kinds = []register.Kind{register.Event}
	}
	only := ""
	if slices.Equal(q.Kinds, []register.Kind{register.Event}) && len(q.Status) == 0 {
		only = "occurred"
	}
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	out := &Counts{Asked: query, Read: q.Read, By: by, Kind: string(q.Kinds[0])}
	if only != "" {
		out.Read = append(out.Read, a.ui.Say("read.status", a.ui.Say("status."+only)))
	}
	counts := map[string]int{}
	for _, h := range heaps(hits) {
		r := a.of(&h)
		if only != "" && r.Status != only {
			continue
		}
		out.Total++
		for _, keys := range a.countedBy(&r, by) {
			counts[strings.Join(keys, "\t")]++
		}
	}
	for k, n := range counts {
		out.Rows = append(out.Rows, Count{Keys: strings.Split(k, "\t"), Count: n})
	}
	slices.SortFunc(out.Rows, func(x, y Count) int {
		return cmp.Or(slices.CompareFunc(x.Keys[:1], y.Keys[:1], byTime(by[0])), cmp.Compare(y.Count, x.Count), slices.Compare(x.Keys, y.Keys))
	})
	out.Lines = len(out.Rows)
	out.Rows = most(out.Rows, limit)
	for i := range out.Rows {
		out.Rows[i].Names = a.countNames(by, out.Rows[i].Keys)
	}
	if per != "" {
		if err := a.per(ctx, q, out); err != nil {
			return nil, err
		}
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, out.Total)
	return out, err
}

// byTime puts months and years in order and leaves all else to the counts.
func byTime(by string) func(a, b string) int {
	if by == "month" || by == "year" {
		return func(a, b string) int { return cmp.Compare(a, b) }
	}
	return func(string, string) int { return 0 }
}

// unknown stands for what a row does not say.
const unknown = "?"

// countedBy are the cells of the table in which a row counts.
func (a *Asker) countedBy(r *Row, by []string) [][]string {
	out := [][]string{nil}
	for _, b := range by {
		values := a.values(r, b)
		if len(values) == 0 {
			values = []string{unknown}
		}
		var next [][]string
		for _, keys := range out {
			for _, v := range values {
				next = append(next, append(slices.Clone(keys), v))
			}
		}
		out = next
	}
	return out
}

func (a *Asker) values(r *Row, by string) []string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	switch by {
	case "month", "year":
		return one(month(r, by))
	case "pair":
		return pairs(r.Parties)
	case "party":
		return r.Parties
	case "verb":
		return one(r.Verb)
	case "status":
		return one(r.Status)
	case "topic":
		return r.Topics
	case "country":
		return one(r.Country)
	case "level":
		return one(r.Level)
	case "person":
		return r.Persons
	}
	return r.Outlets
}

// month is the month or year in which a row lies whole, of a commitment the
// one in which it was first told.
func month(r *Row, by string) string {
	from, to := r.From, r.To
	if r.Kind == register.Commitment {
		from, to = r.Told, r.Told
	}
	n := len("2006-01")
	if by == "year" {
		n = len("2006")
	}
	if len(from) < n || len(to) < n || from[:n] != to[:n] {
		return ""
	}
	return from[:n]
}

// pairs are all pairs of parties: AAA-BBB.
func pairs(parties []string) (out []string) {
	for i, p := range parties {
		for _, q := range parties[i+1:] {
			out = append(out, p+"-"+q)
		}
	}
	return out
}

// countNames says the keys of a count in the words of the interface.
func (a *Asker) countNames(by, keys []string) []string {
	out := slices.Clone(keys)
	for i, b := range by {
		if keys[i] == unknown {
			out[i] = a.ui.Say("count.unknown")
			continue
		}
		switch b {
		case "pair":
			x, y, _ := strings.Cut(keys[i], "-")
			out[i] = a.ui.Party(x) + a.ui.Say("between") + a.ui.Party(y)
		case "party", "country":
			out[i] = a.ui.Party(keys[i])
		case "verb":
			for _, kind := range []string{"verb", "act", "object"} {
				if a.ui.Has(kind + "." + keys[i]) {
					out[i] = a.ui.Say(kind + "." + keys[i])
					break
				}
			}
		case "status":
			out[i] = a.ui.Say("status." + keys[i])
			if !a.ui.Has("status." + keys[i]) {
				out[i] = a.ui.Say("stage." + keys[i])
			}
		case "topic":
			out[i] = a.ui.Topic(keys[i])
		case "level":
			out[i] = a.ui.Say("level." + keys[i])
		}
	}
	return out
}

// per puts beside each count how many articles were read in its period, or in
// all where no period is counted by.
func (a *Asker) per(ctx context.Context, q *Question, out *Counts) error {
	at := slices.IndexFunc(out.By, func(b string) bool { return b == "month" || b == "year" })
	read := map[string]int{}
	for i := range out.Rows {
		c := &out.Rows[i]
		from, to := q.From, q.Until
		if at >= 0 && c.Keys[at] != unknown {
			var err error
			if from, to, err = Days(c.Keys[at]); err != nil {
				return err
			}
		}
		n, ok := read[from+"/"+to]
		if !ok {
			cover, err := a.cover(ctx, from, to, q.Outlets, q.Langs, 0)
			if err != nil {
				return err
			}
			n = cover.Articles
			read[from+"/"+to] = n
		}
		if c.Articles = n; n > 0 {
			c.Rate = float64(c.Count) * 100 / float64(n)
		}
	}
	return nil
}
