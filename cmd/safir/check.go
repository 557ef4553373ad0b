package main

import (
	"errors"
	"fmt"
	"slices"

	"safir/internal/pipeline"
	"safir/internal/store"
)

type checkCmd struct {
	speaking
}

// Run looks for faults in a register.
func (c *checkCmd) Run(s *streams) error {
	ctx := cancelled()
	path, err := c.path()
	if err != nil {
		return err
	}
	ui, db, err := c.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	var faults []string
	tell := func(what string) { faults = append(faults, what) }
	err = db.Sound(ctx, tell)
	var seen pipeline.Checked
	if err == nil {
		seen, err = pipeline.Check(ctx, db, tell)
	}
	if err != nil {
		if !errors.Is(err, store.ErrDamaged) {
			return err
		}
		tell(err.Error())
	}
	slices.Sort(faults)
	faults = slices.Compact(faults)
	for _, f := range faults {
		fmt.Fprintln(s.err, f)
	}
	switch {
	case len(faults) > seen.Otherwise:
		fmt.Fprintf(s.err, "safir: %s\n", ui.Say("check.faults", path, path))
		return exit(someAside)
	case len(faults) > 0:
		fmt.Fprintf(s.err, "safir: %s\n", ui.Say("check.otherwise", len(faults), path))
		return exit(someAside)
	}
	p := newPrinter(ui, int(c.Width))
	p.para(ui.Say("check.sound", seen.Reports, seen.Mentions, seen.Things))
	return wrap(p.to(s.out))
}

type backupCmd struct {
	inRegister
	To string `arg:"" help:"The new file." type:"path"`
}

// Run copies a register while others may write to it.
func (c *backupCmd) Run(s *streams) error {
	ctx := cancelled()
	db, err := c.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Backup(ctx, c.To); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s holds the register as it was when the copy began\n", c.To)
	return wrap(err)
}
