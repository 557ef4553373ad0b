package main

import (
	"context"
	"errors"
	"fmt"

	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/register"
)

type addCmd struct {
	keeperFlags
	Paths []string `arg:"" optional:"" help:"Files, folders (.txt, .html, .jsonl and the like in them), or - for standard input (the default)."`
}

// Run codes all articles of the inputs and keeps them.
func (c *addCmd) Run(s *streams) error {
	ctx := cancelled()
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	if err := fetch.Exist(paths); err != nil {
		return err
	}
	k, db, err := c.keeper(ctx, c.made)
	if err != nil {
		return err
	}
	read := func(yield func(fetch.Item) bool) error { return fetch.Paths(paths, s.in, readPage, yield) }
	return keep(ctx, s, db, func(told func(pipeline.Kept) error) error { return k.Add(ctx, read, told) })
}

// keep runs what brings articles into a register, tells of each that was not
// coded, and how many there were.
func keep(ctx context.Context, s *streams, db interface{ Close() error }, run func(told func(pipeline.Kept) error) error) error {
	t := newTeller(s.err)
	known, dayless := 0, 0
	err := run(func(k pipeline.Kept) error {
		if k.Err == nil && !k.Known && k.Report.Published == "" {
			dayless++
		}
		if k.Known && k.Err == nil { // what was set aside is tried again, and told again
			known++
		} else {
			t.tell(&pipeline.Outcome{Where: k.Where, Err: k.Err})
		}
		return nil
	})
	err = errors.Join(err, db.Close())
	t.clear()
	if ctx.Err() != nil {
		err = errors.New("interrupted; what was counted is kept, run the command again for the rest")
	}
	said := t.counts()
	if known > 0 {
		said += fmt.Sprintf("; %d were in the register before and are unchanged", known)
	}
	if dayless > 0 {
		said += fmt.Sprintf("\n%d of the coded have no day of publication: \"yesterday\" in them stays unresolved, and they stand in no count by month;"+
			" leave the line with the date in the text, or name it as \"published\" in a line of JSON", dayless)
	}
	if err != nil && t.coded+t.passed+t.bad+known == 0 {
		return err
	}
	if _, e := fmt.Fprintln(s.out, said); e != nil {
		err = errors.Join(err, wrap(e))
	}
	return t.verdict(err)
}

type setAsideCmd struct {
	speaking
	Passed bool `help:"List what was passed over for its language instead."`
}

// Run lists what was set aside and why.
func (c *setAsideCmd) Run(s *streams) error {
	ctx := cancelled()
	ui, db, err := c.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	state := register.SetAside
	if c.Passed {
		state = register.Passed
	}
	p := newPrinter(ui, int(c.Width))
	for r, err := range db.Reports(ctx, state) {
		if err != nil {
			return err
		}
		why := r.Why
		if c.Passed {
			why = ui.Say("state.passed") + " (" + r.Lang + ")"
		}
		p.line(orNone(r.Published), orNone(r.File)+ui.Say("colon")+why+" · "+r.ID)
	}
	if p.Len() == 0 {
		p.para(ui.Say("aside.none"))
	}
	return wrap(p.to(s.out))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
