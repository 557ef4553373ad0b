package main

import (
	"context"
	"fmt"

	"safir/internal/ask"
)

type countCmd struct {
	asking
	By    []string `help:"What to count by, joined by commas: month, year, pair, party, verb, status, topic, country, level, person, outlet." default:"month" placeholder:"WHAT"`
	Per   string   `help:"Put counts beside what was read: articles." placeholder:"articles"`
	Query []string `arg:"" optional:"" help:"Conditions, as in search. Without kind: and status:, happenings that occurred are counted."`
	Limit number   `help:"At most so many rows in the table; 0 for all." default:"0" placeholder:"N"`
}

// Run counts.
func (c *countCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Counts, error) {
		return a.Count(ctx, c.By, c.Per, joinQuery(c.Query), int(c.Limit))
	}, (*printer).counts)
}

func (p *printer) counts(a *ask.Counts) {
	p.readAs(a.Read)
	head := []string{p.ui.Say("col.count")}
	per := false
	for _, r := range a.Rows {
		per = per || r.Articles > 0
	}
	if per {
		head = append(head, p.ui.Say("col.read"), p.ui.Say("col.rate"))
	}
	for _, b := range a.By {
		head = append(head, p.ui.Say("by."+b))
	}
	var rows [][]string
	for _, r := range a.Rows {
		row := []string{fmt.Sprint(r.Count)}
		if per {
			rate := "—"
			if r.Articles > 0 {
				rate = fmt.Sprintf("%.2f", r.Rate)
			}
			row = append(row, fmt.Sprint(r.Articles), rate)
		}
		rows = append(rows, append(row, r.Names...))
	}
	p.table(head, rows)
	p.outOf(len(a.Rows), a.Lines)
	p.para(p.ui.Say("count.total", a.Total, p.ui.Say("kind."+a.Kind)))
	p.coverage(&a.Coverage)
}
