package main

import (
	"context"
	"strings"

	"safir/internal/ask"
)

type personCmd struct {
	asking
	Name  []string `arg:"" help:"A person's name, or part of it, in any of three languages; or an id."`
	Limit number   `help:"At most so many happenings and remarks; 0 for all." default:"10" placeholder:"N"`
}

// Run says who a person is and what the register has of them.
func (c *personCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Persons, error) {
		return a.Person(ctx, strings.Join(c.Name, " "), int(c.Limit))
	}, (*printer).persons)
}

func (p *printer) persons(a *ask.Persons) {
	if len(a.Persons) == 0 {
		p.para(p.ui.Say("note.nobody", a.Asked))
	}
	for i := range a.Persons {
		p.person(&a.Persons[i])
	}
	p.put("")
	p.coverage(&a.Coverage)
}

// between is a stretch of days of which either end may not be known.
func between(from, to string) string {
	if from == to {
		return from
	}
	return strings.TrimSpace(from + " – " + to)
}

func (p *printer) person(k *ask.Known) {
	p.heading(k.Name)
	p.para(p.ui.Say("person.names", strings.Join(k.Names, p.ui.Say("semicolon"))))
	told := p.ui.Say("person.told", k.Reports)
	if days := between(k.First, k.Last); days != "" {
		told += p.ui.Say("comma") + days
	}
	p.para(told + " · " + k.ID)
	for _, o := range k.Offices {
		text := p.ui.Say("office."+o.Office) + p.ui.Say("comma") + orNone(p.ui.Party(o.Of))
		if o.Reports > 0 {
			text += " · " + p.ui.Say("person.said", o.Reports)
		} else {
			text += " · " + p.ui.Say("person.known")
		}
		if days := between(o.From, o.To); days != "" {
			text = days + p.ui.Say("colon") + text
		}
		p.para(text)
	}
	for _, list := range []struct {
		key   string
		rows  []ask.Row
		count int
	}{{"kind.event", k.Events, k.CountEvents}, {"kind.statement", k.Statements, k.CountSaid}} {
		if list.count == 0 {
			continue
		}
		p.heading(p.ui.Say(list.key) + shownOf(p.ui, len(list.rows), list.count))
		for i := range list.rows {
			p.row(&list.rows[i])
		}
	}
}
