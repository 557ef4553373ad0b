package main

import (
	"context"
	"fmt"
	"os"

	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/register"
	"safir/internal/store"
)

type mergeCmd struct {
	keeperFlags
	Other string `arg:"" help:"The other register's file." type:"path"`
}

// Run brings in the articles and corrections of another register.
func (c *mergeCmd) Run(s *streams) error {
	ctx := cancelled()
	path, err := c.path()
	if err != nil {
		return err
	}
	if same(path, c.Other) {
		return fmt.Errorf("%s is this register itself; name another one", c.Other)
	}
	from, err := (&inRegister{DB: c.Other}).existing(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	k, db, err := c.keeper(ctx, c.made)
	if err != nil {
		return err
	}
	return keep(ctx, s, db, func(told func(pipeline.Kept) error) error {
		err := k.Add(ctx, func(yield func(fetch.Item) bool) error { return pipeline.All(ctx, from, readPage, yield) }, told)
		if err != nil {
			return err
		}
		list, err := from.Corrections(ctx)
		if err != nil {
			return err
		}
		was := func(id string) (register.Mention, bool) {
			m, err := from.Mentions(ctx, []string{id})
			if err != nil || len(m) == 0 {
				return register.Mention{}, false
			}
			return m[0], true
		}
		return take(ctx, s, k, list, was)
	})
}

// take brings in corrections and says how many.
func take(ctx context.Context, s *streams, k *pipeline.Keeper, list []register.Correction, was func(id string) (register.Mention, bool)) error {
	got, err := k.Take(ctx, list, was)
	if err == nil && len(list) > 0 {
		_, err = fmt.Fprintf(s.out, "%d new corrections of %d, %d of them fit nothing here\n", got.New, len(list), got.Orphans)
		err = wrap(err)
	}
	return err
}

// same reports whether two paths are of one file.
func same(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

type repairCmd struct {
	keeperFlags
	To string `arg:"" help:"The new file." type:"path"`
}

// Run builds a new register from what is left of a damaged one.
func (c *repairCmd) Run(s *streams) error {
	ctx := cancelled()
	path, err := c.path()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(c.To); err == nil {
		return fmt.Errorf("%s is there already; name a new file", c.To)
	}
	wreck, err := store.OpenWreck(ctx, path)
	if err != nil {
		return err
	}
	defer wreck.Close()
	k, db, err := c.keeper(ctx, func(ctx context.Context) (*store.SQLite, error) { return store.Open(ctx, c.To) })
	if err != nil {
		return err
	}
	err = keep(ctx, s, db, func(told func(pipeline.Kept) error) error {
		if err := k.Add(ctx, func(yield func(fetch.Item) bool) error { return saved(ctx, wreck, yield) }, told); err != nil {
			return err
		}
		list, err := wreck.Said(ctx)
		if err != nil {
			return err
		}
		return take(ctx, s, k, list, func(id string) (register.Mention, bool) { return wreck.Was(ctx, id) })
	})
	for _, l := range wreck.Lost {
		fmt.Fprintf(s.err, "lost: %s\n", l)
	}
	fmt.Fprintf(s.err, "%s holds what could be read of %s; %d losses\n", c.To, path, len(wreck.Lost))
	if err == nil && len(wreck.Lost) > 0 {
		err = exit(someAside)
	}
	return err
}

// saved hands over what is left of a wreck.
func saved(ctx context.Context, wreck *store.Wreck, yield func(fetch.Item) bool) error {
	return wreck.Articles(ctx, func(a store.Saved) bool {
		r := &a.Report
		item := pipeline.OfText(r, a.Text)
		if a.Raw != nil {
			item = fetch.Kept(a.Raw, r.File, r.File, readPage)
		}
		item.Came = r.Added
		return yield(item)
	})
}
