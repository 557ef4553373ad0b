package main

import (
	"context"
	"strings"

	"safir/internal/ask"
)

type pairCmd struct {
	asking
	A     string   `arg:"" help:"A state or organisation: code or name in any of three languages."`
	B     string   `arg:"" help:"The other one."`
	Query []string `arg:"" optional:"" help:"More conditions, as in search: after:2023 topic:transport"`
	Limit int      `help:"At most so many lines at each level and stage; 0 for all." default:"5" placeholder:"N"`
}

// Run says what passed between two sides.
func (c *pairCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Between, error) {
		return a.Pair(ctx, c.A, c.B, joinQuery(c.Query), c.Limit)
	}, (*printer).between)
}

func (p *printer) between(a *ask.Between) {
	p.para(p.ui.Say("pair.title", a.Names[0], a.Names[1]))
	p.readAs(a.Read)
	if len(a.Last) > 0 {
		p.heading(p.ui.Say("pair.last"))
		var rows [][]string
		for _, c := range a.Last {
			day := c.Date
			if _, last, ranged := strings.Cut(day, "/"); ranged {
				day = "≤" + last
			}
			rows = append(rows, []string{p.ui.Say("level." + c.Level), p.ui.Say("verb." + c.Verb), day, p.ago(c.Days)})
		}
		p.table([]string{p.ui.Say("col.level"), p.ui.Say("col.what"), p.ui.Say("col.day"), p.ui.Say("col.ago")}, rows)
	}
	for _, l := range a.Levels {
		p.heading(p.ui.Say("level."+l.Level) + p.shownOf(len(l.Rows), l.Count))
		for i := range l.Rows {
			p.row(&l.Rows[i])
		}
	}
	for _, st := range a.Commitments {
		p.heading(p.ui.Say("pair.promised", p.ui.Say("stage."+st.Stage)) + p.shownOf(len(st.Rows), st.Count))
		for i := range st.Rows {
			p.row(&st.Rows[i])
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}

// shownOf says how many of how many are listed.
func (p *printer) shownOf(shown, all int) string {
	if shown == all {
		return p.ui.Say("count.all", all)
	}
	return p.ui.Say("count.some", shown, all)
}
