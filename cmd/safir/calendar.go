package main

import (
	"context"

	"safir/internal/ask"
)

type calendarCmd struct {
	asking
	Query []string `arg:"" optional:"" help:"Conditions, as in search: pair:IRN-KGZ"`
	Days  number   `help:"So many days from now on; 0 for all." default:"0" placeholder:"N"`
	Limit number   `help:"At most so many of each kind; 0 for all." default:"20" placeholder:"N"`
}

// Run lists what is to come.
func (c *calendarCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Agenda, error) {
		return a.Calendar(ctx, joinQuery(c.Query), int(c.Days), int(c.Limit))
	}, (*printer).agenda)
}

func (p *printer) agenda(a *ask.Agenda) {
	p.para(p.ui.Say("calendar.title", a.Now))
	p.readAs(a.Read)
	for i, part := range []struct {
		key  string
		rows []ask.Row
	}{{"calendar.planned", a.Rows}, {"calendar.open", a.Open}, {"calendar.due", a.Due}, {"calendar.off", a.Off}} {
		if len(part.rows) == 0 {
			continue
		}
		p.heading(p.ui.Say(part.key) + shownOf(p.ui, len(part.rows), a.Totals[i]))
		for j := range part.rows {
			p.row(&part.rows[j])
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}
