package main

import (
	"context"
	"fmt"
	"strings"

	"safir/internal/ask"
)

type pairCmd struct {
	asking
	Sides []string `arg:"" help:"Two states or organisations, by code or name in any of three languages: IRN KGZ, or IRN-KGZ; then more conditions, as in search: after:2023 topic:transport"`
	Limit number   `help:"At most so many lines at each level and stage; 0 for all." default:"5" placeholder:"N"`
}

// Run says what passed between two sides.
func (c *pairCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Between, error) {
		sides, more := c.Sides, []string(nil)
		if both, err := a.Reader.Pair(sides[0]); err == nil {
			sides, more = both, sides[1:]
		} else if len(sides) < 2 {
			return nil, fmt.Errorf("%q: pair takes two sides: safir pair IRN KGZ, or safir pair IRN-KGZ; with whom one side deals, says: safir count --by pair who:IRN", sides[0])
		} else {
			sides, more = sides[:2], sides[2:]
		}
		return a.Pair(ctx, sides[0], sides[1], joinQuery(more), int(c.Limit))
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
				day = p.signed("≤", last)
			}
			rows = append(rows, []string{p.ui.Say("level." + c.Level), p.ui.Say("verb." + c.Verb), day, p.ago(c.Days)})
		}
		p.table([]string{p.ui.Say("col.level"), p.ui.Say("col.what"), p.ui.Say("col.day"), p.ui.Say("col.ago")}, rows)
	}
	for _, l := range a.Levels {
		p.heading(p.ui.Say("level."+l.Level) + shownOf(p.ui, len(l.Rows), l.Count))
		for i := range l.Rows {
			p.row(&l.Rows[i])
		}
	}
	for _, st := range a.Commitments {
		p.heading(p.ui.Say("pair.promised", p.ui.Say("stage."+st.Stage)) + shownOf(p.ui, len(st.Rows), st.Count))
		for i := range st.Rows {
			p.row(&st.Rows[i])
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}
