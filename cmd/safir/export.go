package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/register"
	"safir/internal/store"
)

type exportCmd struct {
	shared
	inRegister
	clock
	Query  []string `arg:"" optional:"" help:"What to write, as safir search takes it; everything when left out."`
	Format string   `required:"" help:"csv, parquet (a folder of tables), jsonl, plover, ftm, annotations, ical, atom, bibtex, csl, or gold (a folder: the articles that were reviewed whole, for safir eval)." enum:"csv,parquet,jsonl,plover,ftm,annotations,ical,atom,bibtex,csl,gold" placeholder:"FORMAT"`
	Out    string   `short:"o" help:"The file to write, or for tables the folder; - for standard output." default:"-" placeholder:"PATH"`
}

// Run writes what a query finds in one of the forms that others read.
func (c *exportCmd) Run(s *streams) error {
	tables := c.Format == "csv" || c.Format == "parquet"
	if (tables || c.Format == "gold") && c.Out == "-" {
		return fmt.Errorf("%s writes a folder; name it with --out FOLDER", c.Format)
	}
	ctx := cancelled()
	asking := asking{speaking: speaking{shared: c.shared, inRegister: c.inRegister, UI: "en"}, clock: c.clock}
	a, db, err := asking.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Format == "gold" {
		return c.gold(ctx, s, a)
	}
	items := a.Items(ctx, joinQuery(c.Query))
	if tables {
		return c.tables(ctx, a, items)
	}
	x := &exporting{exportCmd: c, ctx: ctx, asker: a, db: db, items: items}
	if x.at, err = c.time(); err != nil {
		return err
	}
	if c.Out == "-" {
		return wrap(x.write(s.out))
	}
	return intoFile(c.Out, x.write)
}

// intoFile writes a file that appears whole or not at all.
func intoFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".safir-*")
	if err != nil {
		return fmt.Errorf("%w; name a file in a folder that is there with --out FILE", err)
	}
	defer os.Remove(f.Name()) // does nothing once it has its name
	b := bufio.NewWriter(f)
	err = errors.Join(write(b), b.Flush(), f.Sync(), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}

// tables writes one file a table into a folder; they appear there when all are
// whole.
func (c *exportCmd) tables(ctx context.Context, a *ask.Asker, items export.Items) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("%w; name a folder with --out FOLDER", err)
	}
	tmp, err := os.MkdirTemp(c.Out, ".safir-*")
	if err != nil {
		return fmt.Errorf("%w; name a folder that can be written to with --out FOLDER", err)
	}
	defer os.RemoveAll(tmp)
	t, err := export.NewTables(func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(tmp, name)) }, c.Format)
	if err == nil {
		err = t.Fill(items, a.Journeys(ctx))
	}
	written, e := t.Close()
	if err = errors.Join(err, e); err != nil {
		return err
	}
	for _, x := range written {
		name := x.Name + "." + c.Format
		if err := os.Rename(filepath.Join(tmp, name), filepath.Join(c.Out, name)); err != nil {
			return err
		}
	}
	return nil
}

// exporting is one export at work.
type exporting struct {
	*exportCmd
	ctx   context.Context
	asker *ask.Asker
	db    *store.SQLite
	items export.Items
	at    time.Time
}

func (x *exporting) write(w io.Writer) error {
	switch x.Format {
	case "jsonl":
		return x.lines(w)
	case "plover":
		return x.plover(w)
	case "ftm":
		return export.Entities(w, x.items, x.asker.UI().Party)
	case "annotations":
		said, err := x.db.Corrections(x.ctx)
		return errors.Join(err, export.Annotations(w, x.items, said))
	case "ical":
		return export.ICal(w, x.items, x.at)
	case "atom":
		title := "Safir"
		if q := joinQuery(x.Query); q != "" {
			title += ": " + q
		}
		return export.Atom(w, title, x.items, x.at)
	}
	list, err := x.citations()
	switch {
	case err != nil:
		return err
	case x.Format == "bibtex":
		return export.BibTeX(w, list)
	}
	return export.CSL(w, list)
}

// lines writes each thing as JSON on a line.
func (x *exporting) lines(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for y, err := range x.items {
		if err != nil {
			return err
		}
		y.Words, y.Blocks = nil, nil // of use to the program alone
		for j := range y.Evidence {
			y.Evidence[j].Words, y.Evidence[j].Blocks = nil, nil
		}
		if err := enc.Encode(y); err != nil {
			return err
		}
	}
	return nil
}

// plover writes one record for each happening and each remark that PLOVER has
// a place for: that of its earliest report.
func (x *exporting) plover(w io.Writer) error {
	_, coder, err := x.shared.open()
	if err != nil {
		return err
	}
	p, err := export.NewPlover(coder.Dir.Plover, coder.Dir)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for y, err := range x.items {
		if err != nil {
			return err
		}
		first := &y.Evidence[0]
		rec, err := x.asker.Whole(x.ctx, first.Report)
		if err != nil {
			return err
		}
		if rec == nil {
			continue
		}
		for _, r := range p.Cast(rec) {
			if r.Register.Item != first.Item {
				continue
			}
			r.ID = y.Thing
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// citations are the reports behind the items, by day of publication.
func (x *exporting) citations() (list []export.Citation, err error) {
	seen := map[string]bool{}
	for y, err := range x.items {
		if err != nil {
			return nil, err
		}
		for _, e := range y.Evidence {
			if y.Kind != register.Person && !seen[e.Report] {
				seen[e.Report] = true
				list = append(list, export.Citation{Report: e.Source, Newspaper: e.Outlet, English: y.Gloss})
			}
		}
	}
	slices.SortFunc(list, func(a, b export.Citation) int { return export.ByDay(&a.Report, &b.Report) })
	return list, nil
}

// gold writes what people have read whole as gold: a text and its annotation
// for each article.
func (c *exportCmd) gold(ctx context.Context, s *streams, a *ask.Asker) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("%w; name a folder with --out FOLDER", err)
	}
	n := 0
	partly, err := a.Reviewed(ctx, func(x *ask.Reviewed) error {
		n++
		doc := x.Report.ID[:min(12, len(x.Report.ID))]
		body, err := json.MarshalIndent(export.NewGold(doc, &x.Report, x.Mentions), "", " ")
		if err != nil {
			return err
		}
		return errors.Join(os.WriteFile(filepath.Join(c.Out, doc+".txt"), []byte(x.Text), 0o644), os.WriteFile(filepath.Join(c.Out, doc+".json"), append(body, '\n'), 0o644))
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%d articles that were reviewed whole; %d more were reviewed in part and are left out\n", n, partly)
	return wrap(err)
}
