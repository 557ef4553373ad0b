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
	Limit  number   `help:"At most so many; 0 for all." default:"20" placeholder:"N"`
}

// Run lists promises and how they stand.
func (c *commitmentsCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Ledger, error) {
		return a.Commitments(ctx, ask.Which{Due: c.Due, Silent: c.Silent, Status: c.Status}, joinQuery(c.Query), int(c.Limit))
	}, (*printer).ledger)
}

func (p *printer) ledger(a *ask.Ledger) {
	p.para(p.ui.Say("ledger.title", a.Now))
	p.readAs(a.Read)
	for i := range a.Rows {
		p.row(&a.Rows[i])
	}
	p.outOf(len(a.Rows), a.Total)
	p.coverage(&a.Coverage)
}
