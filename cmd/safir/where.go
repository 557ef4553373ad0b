package main

import (
	"context"
	"strings"

	"safir/internal/ask"
)

type whereCmd struct {
	asking
	Name []string `arg:"" help:"A person's name, or an id."`
	On   string   `help:"The day, in any of three calendars." required:"" placeholder:"DAY"`
}

// Run says where a person was on a day.
func (c *whereCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Whereabouts, error) {
		return a.Where(ctx, strings.Join(c.Name, " "), c.On)
	}, (*printer).whereabouts)
}

func (p *printer) whereabouts(a *ask.Whereabouts) {
	for _, n := range a.Notes {
		p.para(n)
	}
	p.para(a.Person + p.ui.Say("comma") + a.Day)
	if len(a.There) == 0 {
		p.para(p.ui.Say("where.unknown"))
	}
	for i := range a.There {
		p.row(&a.There[i])
	}
	if len(a.Perhaps) > 0 {
		p.heading(p.ui.Say("where.perhaps"))
		for i := range a.Perhaps {
			p.row(&a.Perhaps[i])
		}
	}
	for _, e := range []struct {
		key string
		row *ask.Row
	}{{"where.before", a.Before}, {"where.after", a.After}} {
		if e.row != nil {
			p.heading(p.ui.Say(e.key))
			p.row(e.row)
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}
