package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"safir/data"
	"safir/internal/ask"
	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/record"
)

type demoCmd struct{}

// Run codes the built-in reports and prints their register.
func (demoCmd) Run(s *streams) error {
	c, err := pipeline.Open(data.FS)
	if err != nil {
		return err
	}
	records, err := demoRecords(c)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(s.out)
	g := &ask.Glosser{Dir: c.Dir}
	printRegister(w, g.Lay(records), len(records))
	return wrap(w.Flush())
}

func demoRecords(c *pipeline.Coder) (out []*record.Record, err error) {
	names, err := fs.Glob(data.FS, "demo/*.txt")
	if err != nil {
		return nil, err
	}
	w := c.NewWorker()
	for _, name := range names {
		raw, err := fs.ReadFile(data.FS, name)
		if err != nil {
			return nil, err
		}
		a, err := fetch.Plain(raw, path.Base(name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r, err := w.Code(a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func printRegister(w io.Writer, reg ask.Register, n int) {
	fmt.Fprintf(w, "A register of %d short reports, Persian and Arabic, written for this demonstration\n(public meetings retold, and invented ones: data/demo/README.md says which).\n", n)
	heading(w, "Who met whom, by states")
	for _, p := range reg.Pairs {
		fmt.Fprintf(w, "\n%s\n", p.Title)
		for _, l := range p.Lines {
			line(w, l)
		}
	}
	heading(w, "Who said what to whom")
	for _, l := range reg.Said {
		line(w, l)
	}
	heading(w, "What was promised")
	for _, l := range reg.Promised {
		line(w, l)
	}
	fmt.Fprint(w, next)
}

func heading(w io.Writer, title string) {
	fmt.Fprintf(w, "\n%s\n%s\n", title, strings.Repeat("─", len([]rune(title))))
}

// line prints a gloss, its words and its sources. The words are isolated so
// that their direction does not reach beyond them.
func line(w io.Writer, l ask.Line) {
	date := l.Date
	if date == "" {
		date = "no date"
	}
	fmt.Fprintf(w, "  %-11s %s\n", date, l.Gloss)
	fmt.Fprintf(w, "              %s  — %s%s\n", isolate("«"+l.Quote+"»"), strings.Join(l.Sources, ", "), reports(len(l.Sources)))
}

func reports(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" (one event, %d reports)", n)
}

const next = `
Try next
  bin/safir code data/demo | head -1              the record of one article, as JSON
  bin/safir code YOUR.txt --pretty                your own article (UTF-8 text, or JSON Lines)
  bin/safir explain data/demo/fa-01-bishkek.txt   why it was coded so
  bin/safir add data/demo                         keep them in a register, to be asked (docs/reader.md)
  bin/safir --help                                all commands
`
