package main

import (
	"context"
	"fmt"
	"strings"

	"safir/internal/ask"
)

type showCmd struct {
	asking
	ID string `arg:"" help:"Id of a happening, remark, promise or person, of one telling of it, or of a report."`
}

// Run shows all that the register has of one id.
func (c *showCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Shown, error) { return a.Show(ctx, c.ID) }, (*printer).shown)
}

func (p *printer) shown(a *ask.Shown) {
	if a.Report != nil {
		p.sources([]ask.Source{*a.Report})
		if a.Why != "" {
			p.para(a.Why)
		}
		for i := range a.Items {
			p.row(&a.Items[i])
		}
		return
	}
	if a.Former != "" {
		p.para(p.ui.Say("show.former", a.Former))
	}
	if a.Why != "" {
		p.para(a.Why)
	} else {
		p.row(a.Row)
	}
	if len(a.Steps) > 1 {
		p.heading(p.ui.Say("show.history"))
		for _, st := range a.Steps {
			when := p.ui.Say("stage." + st.Status)
			if a.Row.Kind == "event" {
				when = p.ui.Say("status." + st.Status)
			}
			if st.From != "" {
				when += " · " + between(st.From, st.To)
			}
			if st.Renewed {
				when += " · " + p.ui.Say("show.renewed")
			}
			p.line(orNone(st.Told), when+" · "+st.Mention)
		}
	}
	if len(a.Tellings) > 1 {
		p.heading(p.ui.Say("show.tellings", len(a.Tellings), len(a.Voices)))
		for i := range a.Tellings {
			p.row(&a.Tellings[i])
		}
	}
	if len(a.Also) > 0 {
		p.heading(p.ui.Say("show.also"))
		for i := range a.Also {
			x := &a.Also[i]
			p.line(x.Published, strings.TrimSpace(x.Title))
			p.line("", p.ui.Say("also.in", x.Language, p.ui.List(x.Names))+" · "+source(&x.Source)+" · "+x.Report)
		}
	}
	if len(a.Joins) > 0 {
		p.heading(p.ui.Say("show.joins"))
		for _, j := range a.Joins {
			p.line(fmt.Sprintf("%d/1000", j.Score), j.A+" = "+j.B)
			p.line("", strings.Join(j.Reasons, p.ui.Say("comma")))
		}
	}
	if len(a.Corrections) > 0 {
		p.heading(p.ui.Say("show.corrections"))
		for _, c := range a.Corrections {
			p.line(c.At[:min(len(c.At), dateWidth-2)], strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s — %s %s", c.Action, c.Field, c.Value, c.Other, c.Author, c.Note)), " "))
		}
	}
}
