package main

import (
	"context"

	"safir/internal/ask"
)

type wordingCmd struct {
	asking
	Phrase string   `arg:"" help:"Words that stand side by side; spelling and endings make no difference."`
	Query  []string `arg:"" optional:"" help:"More conditions, as in search: said-by:Iran after:2023"`
	Limit  number   `help:"At most so many speakers; 0 for all." default:"20" placeholder:"N"`
}

// Run says who used a phrase, first and last.
func (c *wordingCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Wordings, error) {
		return a.Wording(ctx, c.Phrase, joinQuery(c.Query), int(c.Limit))
	}, (*printer).wordings)
}

func (p *printer) wordings(a *ask.Wordings) {
	p.readAs(a.Read)
	p.para(p.ui.Say("wording.count", a.Said, a.Of, a.Reports, a.OfAll))
	if a.First != nil {
		p.heading(p.ui.Say("wording.first"))
		p.row(a.First)
		p.heading(p.ui.Say("wording.last"))
		p.row(a.Last)
	}
	if len(a.Speakers) > 0 {
		p.heading(p.ui.Say("wording.by") + shownOf(p.ui, len(a.Speakers), a.Total))
		var rows [][]string
		for _, s := range a.Speakers {
			rows = append(rows, []string{p.ui.Say("of", s.Said, s.Of), orNone(s.First), orNone(s.Last), s.Name})
		}
		p.table([]string{p.ui.Say("col.said"), p.ui.Say("col.first"), p.ui.Say("col.last"), p.ui.Say("col.who")}, rows)
	}
	p.put("")
	p.coverage(&a.Coverage)
}
