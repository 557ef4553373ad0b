package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"safir/internal/pipeline"
	"safir/internal/register"
	"safir/internal/store"
)

type recodeCmd struct {
	keeperFlags
	Lang  string `help:"Only articles in this language, for example fa or ar." placeholder:"TAG"`
	Since string `help:"Only articles published on this day or later, in any of three calendars." placeholder:"DAY"`
}

// Run codes kept articles anew.
func (c *recodeCmd) Run(s *streams) error {
	ctx := cancelled()
	since, _, err := stretch(c.Since, "")
	if err != nil {
		return err
	}
	db, err := c.existing(ctx)
	if err != nil {
		return err
	}
	k, err := c.keeper(db)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	wanted := func(r *register.Report) bool {
		base, _, _ := strings.Cut(r.Lang, "-")
		return (c.Lang == "" || c.Lang == r.Lang || c.Lang == base) && r.Published >= since
	}
	return keep(ctx, s, db, func(told func(pipeline.Kept) error) error {
		if err := k.Recode(ctx, wanted, readPage, told); err != nil {
			return err
		}
		return orphans(ctx, s, db)
	})
}

// orphans shows the corrections whose item is no longer found.
func orphans(ctx context.Context, s *streams, db store.Store) error {
	list, err := pipeline.Orphans(ctx, db)
	for _, c := range list {
		fmt.Fprintf(s.err, "orphan: %s by %s on %s; the words were %s\n", said(&c), c.Author, orDash(c.At), isolate("«"+c.Quote+"»"))
	}
	if len(list) > 0 {
		fmt.Fprintf(s.err, "%d corrections are kept but fit nothing that is found now\n", len(list))
	}
	return err
}
