package main

import (
	"context"
	"strings"

	"safir/internal/ask"
)

type travelCmd struct {
	asking
	Name  string   `help:"Only journeys of this person." placeholder:"NAME"`
	Query []string `arg:"" optional:"" help:"Days, as in search: after:2023-01 before:2024"`
	Limit number   `help:"At most so many journeys; 0 for all." default:"20" placeholder:"N"`
}

// Run lists journeys.
func (c *travelCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Travel, error) {
		return a.Travel(ctx, c.Name, joinQuery(c.Query), int(c.Limit))
	}, (*printer).travel)
}

func (p *printer) travel(a *ask.Travel) {
	for _, n := range a.Notes {
		p.para(n)
	}
	for _, t := range a.Trips {
		p.put("")
		p.para(t.Person + p.ui.Say("colon") + p.journeyDays(&t))
		if len(t.Delegation) > 0 {
			p.para(p.ui.Say("travel.with", strings.Join(t.Delegation, p.ui.Say("comma"))))
		}
		for _, h := range t.Stops {
			p.halt(h)
		}
	}
	if len(a.Trips) < a.Total {
		p.outOf(len(a.Trips), a.Total)
	}
	if len(a.Clashes) > 0 {
		p.heading(p.ui.Say("travel.clash") + shownOf(p.ui, len(a.Clashes), a.AllClash))
		for _, c := range a.Clashes {
			p.para(c.Person + p.ui.Say("colon") + c.From)
			for _, h := range c.Stops {
				p.halt(h)
			}
		}
	}
	p.put("")
	p.coverage(&a.Coverage)
}

// journeyDays are the first and last day of a journey, with "~" and "≤" where
// what happened there has no day of its own.
func (p *printer) journeyDays(t *ask.Journey) string {
	if len(t.Stops) == 0 || t.From == t.To {
		return p.signed(mark(t.Stops), t.From)
	}
	return p.signed(mark(t.Stops[:1]), t.From) + " – " + p.signed(mark(t.Stops[len(t.Stops)-1:]), t.To)
}

// mark is "" where a day of some stops is known, "~" where it is only that of
// a publication, "≤" where it is the last of a stretch.
func mark(stops []ask.Halt) string {
	sign := "≤"
	for _, h := range stops {
		for i := range h.Events {
			switch r := &h.Events[i]; {
			case r.From == r.To && !r.About:
				return ""
			case r.About && !r.Bound:
				sign = "~"
			}
		}
	}
	return sign
}

// halt prints a place on a journey with what happened there.
func (p *printer) halt(h ask.Halt) {
	p.line(p.signed(mark([]ask.Halt{h}), h.Latest), h.Place)
	for i := range h.Events {
		r := &h.Events[i]
		p.line("", r.Gloss+" · "+r.ID)
		p.evidence(r.Quote)
	}
}
