package main

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/pipeline"
	"safir/internal/register"
	"safir/internal/score"
	"safir/internal/store"
)

type releaseCmd struct {
	shared
	inRegister
	clock
	Name string `arg:"" help:"The release's name, such as 2024-05."`
	Out  string `short:"o" required:"" help:"The folder to make; it must not be there yet." placeholder:"FOLDER"`
	Text string `help:"How much of the articles is in it: none, quote (the words of the evidence) or full." enum:"none,quote,full" default:"quote" placeholder:"HOW"`
	Gold string `help:"Measure the coder on this folder of annotated articles, for the table of errors." type:"existingdir" placeholder:"FOLDER"`
	Last string `help:"The release before: what changed since is listed." type:"existingdir" placeholder:"FOLDER"`
}

// Run freezes the register as a data set.
func (c *releaseCmd) Run(s *streams) error {
	ctx := cancelled()
	asking := asking{speaking: speaking{shared: c.shared, inRegister: c.inRegister, UI: "en"}, clock: c.clock}
	a, db, err := asking.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	at, err := c.time()
	if err != nil {
		return err
	}
	r := &export.Release{Name: c.Name, Made: at.Format(time.RFC3339), Quotes: c.Text != "none", Last: c.Last}
	if err := c.fill(ctx, r, a, db); err != nil {
		return err
	}
	m, err := r.Write(c.Out)
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		fmt.Fprintf(s.out, "%9d bytes %7d rows  %s\n", f.Bytes, f.Rows, f.Name)
	}
	return nil
}

// fill gathers what goes into the release.
func (c *releaseCmd) fill(ctx context.Context, r *export.Release, a *ask.Asker, db *store.SQLite) error {
	r.Items, r.Journeys = a.Items(ctx, ""), a.Journeys(ctx)
	read, err := db.Coverage(ctx, "", "")
	if err != nil {
		return err
	}
	for _, x := range read {
		r.Coverage = append(r.Coverage, export.CoverageRow{Outlet: x.Outlet, Lang: x.Lang, Day: x.Day, State: string(x.State), Reports: x.Reports})
	}
	if c.Text == "full" {
		r.Texts = texts(ctx, db)
	}
	_, coder, err := c.shared.open()
	if err != nil {
		return err
	}
	r.Program = program(coder)
	if c.Gold != "" {
		r.Errors, err = c.errors()
	}
	return err
}

// program names what made the release, as records do.
func program(c *pipeline.Coder) string {
	out := []string{"safir " + pipeline.Version}
	for _, p := range c.Packs {
		out = append(out, "pack "+p.Lang+" "+p.Hash[:12])
	}
	return strings.Join(append(out, "world "+c.Dir.Hash[:12]), ", ")
}

// errors measures the coder on gold, by language.
func (c *releaseCmd) errors() (out []export.ErrorRow, err error) {
	e := &evalCmd{shared: c.shared, Gold: c.Gold}
	golds, err := e.load()
	if err != nil {
		return nil, err
	}
	records, err := e.records(golds)
	if err != nil {
		return nil, err
	}
	var langs []string
	for i := range golds {
		langs = append(langs, golds[i].Lang)
	}
	slices.Sort(langs)
	for _, lang := range slices.Compact(langs) {
		for _, row := range score.Score(score.ByLang(golds, lang), records).Table(score.DefaultDraws).Rows {
			x := export.ErrorRow{Lang: lang, Figure: row.Figure, Measure: row.Measure, Value: share(row.Value), Low: share(row.Low), High: share(row.High), N: row.N}
			if row.Measure == "f1" {
				x.Precision, x.Recall = share(row.Precision), share(row.Recall)
			}
			out = append(out, x)
		}
	}
	return out, nil
}

func share(x float64) string { return fmt.Sprintf("%.3f", x) }

// texts are the texts of all reports that were coded, each once.
func texts(ctx context.Context, db *store.SQLite) iter.Seq2[export.TextRow, error] {
	return func(yield func(export.TextRow, error) bool) {
		seen := map[string]bool{}
		for r, err := range db.Reports(ctx, register.Coded) {
			if err == nil && seen[r.Text] {
				continue
			}
			row := export.TextRow{ID: r.Text, Lang: r.Lang}
			if seen[r.Text] = true; err == nil {
				row.Text, err = db.Text(ctx, r.Text)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
