package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	_ "embed"

	"safir/internal/ask"
)

type briefCmd struct {
	asking
	Since  string   `help:"From when on: last (my last brief), day, week, or a day." default:"last" placeholder:"WHEN"`
	Day    bool     `help:"What came in during the last 24 hours."`
	Week   bool     `help:"What came in during the last seven days."`
	Pair   string   `help:"Only what concerns this pair: IRN-KGZ, Iran-Kyrgyzstan." placeholder:"A-B"`
	Query  []string `arg:"" optional:"" help:"More conditions, as in search."`
	Format string   `help:"text, md, html or docx." enum:"text,md,html,docx" default:"text" placeholder:"FORM"`
	Peek   bool     `help:"Do not remember this brief: the next one begins where this one began."`
	Limit  number   `help:"At most so many lines; 0 for all." default:"20" placeholder:"N"`
}

// Run gives what came into the register since the last brief.
func (c *briefCmd) Run(s *streams) error {
	ctx := cancelled()
	a, db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	got, err := c.ask(ctx, a)
	if err != nil {
		return err
	}
	if err := c.write(s, a, got); err != nil {
		return wrap(err)
	}
	if c.Peek || c.Since != "last" || c.Day || c.Week || c.Pair != "" || len(c.Query) > 0 {
		return nil
	}
	return a.Seen(ctx)
}

func (c *briefCmd) ask(ctx context.Context, a *ask.Asker) (*ask.Brief, error) {
	when := c.Since
	switch {
	case c.Day:
		when = "day"
	case c.Week:
		when = "week"
	}
	since, err := a.Since(ctx, when)
	if err != nil {
		return nil, err
	}
	query := joinQuery(c.Query)
	if c.Pair != "" {
		query = strings.TrimSpace(fmt.Sprintf("%s pair:\"%s\"", query, strings.ReplaceAll(c.Pair, `"`, "")))
	}
	return a.Brief(ctx, since, query, int(c.Limit))
}

func (c *briefCmd) write(s *streams, a *ask.Asker, got *ask.Brief) error {
	if c.JSON {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(got)
	}
	switch c.Format {
	case "html":
		return writeBriefPage(s, a, got)
	case "docx":
		return writeBriefDocx(s.out, a.UI(), got)
	case "md":
		_, err := s.out.Write([]byte(briefMarkdown(a.UI(), got)))
		return err
	}
	p := newPrinter(a.UI(), int(c.Width))
	p.brief(got)
	return p.to(s.out)
}

// briefTitle says from which day to which a brief reaches.
func briefTitle(ui *ask.Texts, b *ask.Brief) string {
	day := func(moment string) string { return moment[:min(len(moment), len("2006-01-02"))] }
	switch {
	case b.Since == "":
		return ui.Say("brief.first", day(b.Now))
	case day(b.Since) == day(b.Now):
		return ui.Say("brief.today", day(b.Now))
	}
	return ui.Say("brief.title", day(b.Since), day(b.Now))
}

// briefLines are the lines below the title: the day in other calendars, and
// how much is new.
func briefLines(ui *ask.Texts, b *ask.Brief) []string {
	today := b.Now[:min(len(b.Now), len("2006-01-02"))]
	solar, lunar := ask.Calendars(today)
	return []string{ui.Say("brief.calendars", today, solar, lunar), ui.Say("brief.counts", b.New, b.Changed, b.Again, b.Late)}
}

// briefParts are the parts of a brief with their headings.
func briefParts(ui *ask.Texts, b *ask.Brief) []briefPart {
	var out []briefPart
	for _, p := range []struct {
		key   string
		rows  []ask.Row
		total int
	}{{"brief.news", b.Rows, b.Totals[0]}, {"calendar.planned", b.Planned, b.Totals[1]}, {"calendar.due", b.Due, b.Totals[2]}} {
		if len(p.rows) > 0 {
			out = append(out, briefPart{ui.Say(p.key) + shownOf(ui, len(p.rows), p.total), p.rows})
		}
	}
	return out
}

type briefPart struct {
	Title string
	Rows  []ask.Row
}

func (p *printer) brief(b *ask.Brief) {
	p.para(briefTitle(p.ui, b))
	p.readAs(b.Read)
	for _, l := range briefLines(p.ui, b) {
		p.para(l)
	}
	for _, part := range briefParts(p.ui, b) {
		p.heading(part.Title)
		for i := range part.Rows {
			p.row(&part.Rows[i])
		}
	}
	p.put("")
	p.para(b.Ranking)
	p.coverage(&b.Coverage)
}

// briefMarkdown writes a brief to be sent on. Markdown's own signs in texts are
// escaped.
func briefMarkdown(ui *ask.Texts, b *ask.Brief) string {
	var w strings.Builder
	plain := newPrinter(ui, wide)
	fmt.Fprintf(&w, "# %s\n", markdown(plain.isolated(briefTitle(ui, b))))
	for _, l := range briefLines(ui, b) {
		fmt.Fprintf(&w, "\n%s\n", markdown(plain.isolated(l)))
	}
	for _, part := range briefParts(ui, b) {
		fmt.Fprintf(&w, "\n## %s\n\n", markdown(part.Title))
		for i := range part.Rows {
			r := &part.Rows[i]
			fmt.Fprintf(&w, "* **%s** %s — %s\n", markdown(plain.date(r)), markdown(plain.isolated(r.Gloss)), markdown(plain.isolated(plain.standing(r))))
			if q := r.Quote; q != nil {
				fmt.Fprintf(&w, "  > %s %s\n", markdown(whole("«"+q.Text+"»")), markdown(plain.isolated(plain.grounds(q))))
			}
		}
	}
	plain.coverage(&b.Coverage)
	fmt.Fprintf(&w, "\n%s\n\n%s", markdown(b.Ranking), markdown(plain.String()))
	return w.String()
}

var markdownSigns = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "#", `\#`)

func markdown(s string) string { return markdownSigns.Replace(s) }

//go:embed page/brief.html
var briefPage string

var briefTemplate = template.Must(template.New("brief").Funcs(template.FuncMap{
	"ptr": func(r ask.Row) *ask.Row { return &r },
}).Parse(briefPage))

// writeBriefPage writes a brief for a browser: one page, no script.
func writeBriefPage(s *streams, a *ask.Asker, b *ask.Brief) error {
	plain := newPrinter(a.UI(), wide)
	plain.coverage(&b.Coverage)
	cover := strings.TrimSpace(plain.String())
	return briefTemplate.Execute(s.out, map[string]any{
		"Lang": a.UI().Lang, "Dir": a.UI().Say("direction"), "Title": plain.isolated(briefTitle(a.UI(), b)), "Parts": briefParts(a.UI(), b), "Brief": b, "Coverage": cover,
		"Lines": briefLines(a.UI(), b), "Date": plain.date, "Standing": plain.standing, "Grounds": plain.grounds, "Isolated": plain.isolated,
	})
}
