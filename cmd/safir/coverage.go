package main

import (
	"encoding/json"
	"fmt"

	"safir/internal/ask"
	"safir/internal/register"
	"safir/internal/store"
)

type coverageCmd struct {
	speaking
	From string `help:"From this day on, in any of three calendars; what has no day is then left out." placeholder:"DAY"`
	To   string `help:"Up to this day." placeholder:"DAY"`
	Days bool   `help:"A line for each day."`
	JSON bool   `help:"Write JSON, a line for each outlet, language, day and state."`
}

// Run says what was read, by outlet, language and state.
func (c *coverageCmd) Run(s *streams) error {
	ctx := cancelled()
	ui, db, err := c.existing(ctx)
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
	p := newPrinter(ui, int(c.Width))
	c.table(p, list)
	return wrap(p.to(s.out))
}

// stretch reads the first and the last day of a stretch; each may be left out.
func stretch(from, to string) (first, last string, err error) {
	if from != "" {
		if first, _, err = ask.Days(from); err != nil {
			return "", "", err
		}
	}
	if to != "" {
		if _, last, err = ask.Days(to); err != nil {
			return "", "", err
		}
	}
	if first != "" && last != "" && first > last {
		return "", "", fmt.Errorf("no day lies from %s to %s", first, last)
	}
	return first, last, nil
}

// row is one line of the table.
type row struct{ outlet, lang, day string }

func (c *coverageCmd) table(p *printer, list []store.Coverage) {
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
	var head []string
	for _, key := range []string{"by.outlet", "col.lang", "col.day", "col.all_read", "col.coded", "col.passed", "col.aside"} {
		head = append(head, p.ui.Say(key))
	}
	var rows [][]string
	line := func(r row, n map[register.State]int) {
		cells := []string{orNone(r.outlet), orNone(r.lang), orNone(r.day)}
		for _, x := range []int{n[register.Coded] + n[register.Passed] + n[register.SetAside], n[register.Coded], n[register.Passed], n[register.SetAside]} {
			cells = append(cells, fmt.Sprint(x))
		}
		rows = append(rows, cells)
	}
	for _, r := range order {
		line(r, counts[r])
	}
	line(row{p.ui.Say("col.all"), "", ""}, total)
	p.table(head, rows)
}
