package main

import (
	"context"

	"safir/internal/ask"
)

type commitmentsCmd struct {
	asking
	Query  []string `arg:"" optional:"" help:"Conditions, as in search: pair:IRN-KGZ topic:transport"`
	Due    bool     `help:"Only those that are due within 30 days, or overdue."`
	Silent bool     `help:"Only those of which nothing was heard for nine months."`
	Status string   `help:"Only those that have come so far: proposed, announced, agreed, signed, …" placeholder:"STAGE"`
	Limit  int      `help:"At most so many; 0 for all." default:"20" placeholder:"N"`
}

// Run lists promises and how they stand.
func (c *commitmentsCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Ledger, error) {
		return a.Commitments(ctx, ask.Which{Due: c.Due, Silent: c.Silent, Status: c.Status}, joinQuery(c.Query), c.Limit)
	}, (*printer).ledger)
}

func (p *printer) ledger(a *ask.Ledger) {
	p.para(p.ui.Say("ledger.title", a.Now))
	p.readAs(a.Read)
	for i := range a.Rows {
		p.row(&a.Rows[i])
	}
	p.put("")
	p.coverage(&a.Coverage)
}

type calendarCmd struct {
	asking
	Query []string `arg:"" optional:"" help:"Conditions, as in search: pair:IRN-KGZ"`
	Days  int      `help:"So many days from now on; 0 for all." default:"0" placeholder:"N"`
	Limit int      `help:"At most so many of each kind; 0 for all." default:"20" placeholder:"N"`
}

// Run lists what is to come.
func (c *calendarCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Agenda, error) {
		return a.Calendar(ctx, joinQuery(c.Query), c.Days, c.Limit)
	}, (*printer).agenda)
}

func (p *printer) agenda(a *ask.Agenda) {
	p.para(p.ui.Say("calendar.title", a.Now))
	p.readAs(a.Read)
	for _, part := range []struct {
		key  string
		rows []ask.Row
	}{{"calendar.planned", a.Rows}, {"calendar.due", a.Due}, {"calendar.off", a.Off}} {
		if len(part.rows) == 0 {
			continue
		}
		p.heading(p.ui.Say(part.key))
		for i := range part.rows {
			p.row(&part.rows[i])
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}
