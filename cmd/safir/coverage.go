package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"safir/internal/ask"
	"safir/internal/register"
	"safir/internal/store"
)

type coverageCmd struct {
	inRegister
	From string `help:"From this day on, in any of three calendars; what has no day is then left out." placeholder:"DAY"`
	To   string `help:"Up to this day." placeholder:"DAY"`
	Days bool   `help:"A line for each day."`
	JSON bool   `help:"Write JSON, a line for each outlet, language, day and state."`
}

// Run says what was read, by outlet, language and state.
func (c *coverageCmd) Run(s *streams) error {
	ctx := cancelled()
	db, err := c.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	from, to, err := stretch(c.From, c.To)
	if err != nil {
		return err
	}
	list, err := db.Coverage(ctx, from, to)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(s.out)
		for _, l := range list {
			if err := enc.Encode(l); err != nil {
				return wrap(err)
			}
		}
		return nil
	}
	return c.table(s, list)
}

// stretch reads the first and the last day of a stretch; each may be left out.
func stretch(from, to string) (first, last string, err error) {
	if from != "" {
		if first, _, err = ask.Days(from); err != nil {
			return "", "", err
		}
	}
	if to != "" {
		_, last, err = ask.Days(to)
	}
	return first, last, err
}

// row is one line of the table.
type row struct{ outlet, lang, day string }

func (c *coverageCmd) table(s *streams, list []store.Coverage) error {
	counts := map[row]map[register.State]int{}
	total := map[register.State]int{}
	var order []row
	for _, l := range list {
		r := row{l.Outlet, l.Lang, ""}
		if c.Days {
			r.day = l.Day
		}
		if counts[r] == nil {
			counts[r] = map[register.State]int{}
			order = append(order, r)
		}
		counts[r][l.State] += l.Reports
		total[l.State] += l.Reports
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "outlet\tlanguage\tday\tread\tcoded\tpassed over\tset aside")
	line := func(r row, n map[register.State]int) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\n", orDash(r.outlet), orDash(r.lang), orDash(r.day), n[register.Coded]+n[register.Passed]+n[register.SetAside],
			n[register.Coded], n[register.Passed], n[register.SetAside])
	}
	for _, r := range order {
		line(r, counts[r])
	}
	line(row{"all", "", ""}, total)
	return wrap(w.Flush())
}
