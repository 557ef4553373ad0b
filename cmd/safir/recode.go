package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
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
	k, db, err := c.keeper(ctx, c.existing)
	if err != nil {
		return err
	}
	fitting, anew := 0, 0
	wanted := func(r *register.Report) bool {
		base, _, _ := strings.Cut(r.Lang, "-")
		fits := (c.Lang == "" || c.Lang == r.Lang || c.Lang == base) && r.Published >= since
		if fits {
			fitting++
		}
		return fits
	}
	return keep(ctx, s, db, func(told func(pipeline.Kept) error) error {
		err := k.Recode(ctx, wanted, readPage, func(one pipeline.Kept) error { anew++; return told(one) })
		switch {
		case err != nil:
			return err
		case fitting == 0:
			return c.nothing(ctx, db)
		case anew < fitting:
			fmt.Fprintf(s.err, "%d of %d articles were coded with today's rules already\n", fitting-anew, fitting)
		}
		return c.orphans(ctx, s, db)
	})
}

// nothing says that no kept article fits, and of which languages there are.
func (c *recodeCmd) nothing(ctx context.Context, db store.Store) error {
	rows, err := db.Covered(ctx, "", "")
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return errors.New("the register has no article yet; bring some in with: safir add PATH")
	}
	count := map[string]int{}
	for _, r := range rows {
		count[orDash(r.Lang)] += r.Reports
	}
	var there []string
	for _, l := range slices.Sorted(maps.Keys(count)) {
		there = append(there, fmt.Sprintf("%s (%d)", l, count[l]))
	}
	return fmt.Errorf("no kept article fits --lang and --since; there are articles in: %s", strings.Join(there, ", "))
}

// orphans shows the corrections whose item is no longer found.
func (c *recodeCmd) orphans(ctx context.Context, s *streams, db store.Store) error {
	ui, err := (&speaking{shared: c.shared, UI: "en"}).texts()
	if err != nil {
		return err
	}
	list, err := pipeline.Orphans(ctx, db)
	for _, c := range list {
		fmt.Fprintf(s.err, "orphan: %s by %s on %s; the words were %s\n", said(ui, &c), c.Author, orDash(c.At), isolate("«"+c.Quote+"»"))
	}
	if len(list) > 0 {
		fmt.Fprintf(s.err, "%d corrections are kept but fit nothing that is found now\n", len(list))
	}
	return err
}
