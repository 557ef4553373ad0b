package main

import (
	"fmt"
	"io/fs"
	"os"
	"text/tabwriter"

	"safir/data"
	"safir/internal/ask"
	"safir/internal/pipeline"
)

type lintCmd struct {
	shared
}

// Run prints every finding and a table of how many rules each language has.
func (l *lintCmd) Run(s *streams) error {
	fsys := fs.FS(data.FS)
	if l.Data != "" {
		fsys = os.DirFS(l.Data)
	}
	bad := 0
	for _, f := range pipeline.Lint(fsys) {
		fmt.Fprintln(s.out, f)
		if f.Fault {
			bad++
		}
	}
	if c, err := pipeline.Open(fsys); err == nil {
		if err := ask.Check(fsys, c.Dir); err != nil {
			fmt.Fprintln(s.out, err)
			bad++
		}
		coverage(s, c)
	}
	if bad > 0 {
		fmt.Fprintf(s.err, "safir: %d faults in the data\n", bad)
		return exit(someAside)
	}
	return nil
}

// coverage prints rules by language and kind; an empty cell is a dash.
func coverage(s *streams, c *pipeline.Coder) {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "rules\t")
	for _, k := range pipeline.Kinds {
		fmt.Fprintf(w, "%s\t", k)
	}
	fmt.Fprintln(w)
	table := c.Coverage()
	for _, p := range c.Packs {
		fmt.Fprintf(w, "%s\t", p.Lang)
		for _, k := range pipeline.Kinds {
			if n := table[p.Lang][k]; n > 0 {
				fmt.Fprintf(w, "%d\t", n)
			} else {
				fmt.Fprint(w, "-\t")
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}
