package main

import (
	"context"
	"fmt"
	"strings"

	"safir/internal/ask"
)

type saidCmd struct {
	asking
	By    string   `help:"Who speaks: a person, state or organisation." placeholder:"NAME"`
	Topic string   `help:"On what." placeholder:"TOPIC"`
	To    string   `help:"To whom: a state or organisation." placeholder:"NAME"`
	Query []string `arg:"" optional:"" help:"More conditions, as in search."`
	Limit number   `help:"At most so many, the newest; 0 for all." default:"20" placeholder:"N"`
}

// Run lists what somebody said, the oldest first.
func (c *saidCmd) Run(s *streams) error {
	query := joinQuery(c.Query)
	for _, f := range [][2]string{{"said-by", c.By}, {"topic", c.Topic}, {"to", c.To}} {
		if f[1] != "" {
			query = strings.TrimSpace(fmt.Sprintf("%s %s:\"%s\"", query, f[0], strings.ReplaceAll(f[1], `"`, "")))
		}
	}
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Remarks, error) {
		return a.Said(ctx, query, int(c.Limit))
	}, (*printer).remarks)
}

func (p *printer) remarks(a *ask.Remarks) {
	p.readAs(a.Read)
	for _, n := range a.Notes {
		p.para(n)
	}
	for i := range a.Rows {
		r := &a.Rows[i]
		p.row(&r.Row)
		if r.Former != "" {
			said := p.ui.Say("said.same", r.Former)
			if len(r.Changed) > 0 {
				said = p.ui.Say("said.changed", r.Former, strings.Join(r.Changed, " "))
			}
			p.line("", said)
		}
	}
	p.outOf(len(a.Rows), a.Total)
	p.coverage(&a.Coverage)
}
