package main

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"safir/internal/ask"
)

// columns is the width of the terminal, or what COLUMNS says, or 80.
func columns() string {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return strconv.Itoa(n)
	}
	if n, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && n > 0 {
		return strconv.Itoa(n)
	}
	return "80"
}

// The printer's widths, in columns.
const (
	narrowest = 40
	dateWidth = 12
	wide      = 1 << 20 // no line is wrapped
)

// printer lays answers out for a terminal, in lines that fit it. What runs in
// the other direction is isolated, so that it turns nothing around it.
type printer struct {
	strings.Builder
	ui    *ask.Texts
	width int
}

func newPrinter(ui *ask.Texts, width int) *printer {
	return &printer{ui: ui, width: max(width, narrowest)}
}

// to writes what was printed.
func (p *printer) to(w io.Writer) error {
	_, err := io.WriteString(w, p.String())
	return err
}

// line prints text behind a label of dateWidth columns, wrapped.
func (p *printer) line(label, text string) {
	indent := strings.Repeat(" ", dateWidth)
	for i, l := range p.wrap(text, p.width-dateWidth) {
		head := indent
		if i == 0 {
			head = label + strings.Repeat(" ", max(1, dateWidth-uniseg.StringWidth(label)))
		}
		p.put(head + p.isolated(l))
	}
}

// para prints text from the margin, wrapped.
func (p *printer) para(text string) {
	for _, l := range p.wrap(text, p.width) {
		p.put(p.isolated(l))
	}
}

// put prints one line in the direction of the interface.
func (p *printer) put(line string) {
	if p.ui.RTL() {
		p.WriteString("\u200f")
	}
	p.WriteString(strings.TrimRight(line, " "))
	p.WriteByte('\n')
}

// heading prints a heading with a rule below it.
func (p *printer) heading(text string) {
	p.put("")
	p.put(p.isolated(text))
	p.put(strings.Repeat("─", min(p.width, uniseg.StringWidth(text))))
}

// wrap breaks text at blanks so that each line has at most width columns; a
// word that is longer stands alone.
func (p *printer) wrap(text string, width int) (lines []string) {
	line, used := "", 0
	for _, w := range strings.Fields(text) {
		n := uniseg.StringWidth(w)
		if used > 0 && used+1+n > width {
			lines, line, used = append(lines, line), "", 0
		}
		if used > 0 {
			line += " "
			used++
		}
		line += w
		used += n
	}
	return append(lines, line)
}

// isolated puts the runs of the other direction between isolates.
func (p *printer) isolated(s string) string {
	foreign, within := rtl, inArabic
	if p.ui.RTL() {
		foreign, within = latin, inLatin
	}
	var b strings.Builder
	runes := []rune(strings.Map(func(r rune) rune { // our own texts have isolates, and keep them
		if steers(r) {
			return 0xfffd
		}
		return r
	}, s))
	for i := 0; i < len(runes); {
		if !foreign(runes[i]) {
			b.WriteRune(runes[i])
			i++
			continue
		}
		end := i + 1
		for j := end; j < len(runes) && (foreign(runes[j]) || within(runes[j])); j++ {
			if foreign(runes[j]) {
				end = j + 1
			}
		}
		b.WriteString("\u2068" + string(runes[i:end]) + "\u2069")
		i = end
	}
	return b.String()
}

func rtl(r rune) bool {
	return r >= 0x0590 && r <= 0x08ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc
}

func latin(r rune) bool { return !rtl(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// inLatin may stand inside a run from left to right.
func inLatin(r rune) bool { return r == ' ' || strings.ContainsRune("-_./:'’", r) }

// inArabic may stand inside a run from right to left.
func inArabic(r rune) bool {
	return inLatin(r) || r == '\u200c' || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("،؛؟…!()«»\"", r)
}

// date is a row's day in at most dateWidth columns: "~" when it is only taken
// from the publication, "≤" and "≥" for the edge of a stretch of days.
func (p *printer) date(r *ask.Row) string {
	switch {
	case r.Date == "":
		return "—"
	case !strings.Contains(r.Date, "/") && r.Bound:
		return p.signed("≤", r.Date)
	case !strings.Contains(r.Date, "/") && r.About:
		return p.signed("~", r.Date)
	case !strings.Contains(r.Date, "/"):
		return r.Date
	case r.Status == "planned" || r.Status == "proposed":
		return p.signed("≥", r.From)
	}
	return p.signed("≤", r.To)
}

// signed puts a sign before a day. From right to left the two are isolated, or
// the sign would be mirrored and say the opposite.
func (p *printer) signed(sign, day string) string {
	if p.ui.RTL() && sign != "" {
		return "\u2066" + sign + day + "\u2069"
	}
	return sign + day
}

// answer prints the answer to a search.
func (p *printer) answer(a *ask.Answer) {
	p.readAs(a.Read)
	for _, n := range a.Notes {
		p.para(n)
	}
	for i := range a.Rows {
		p.row(&a.Rows[i])
	}
	if len(a.Reports) > 0 {
		p.heading(p.ui.Say("head.reports"))
		p.sources(a.Reports)
	}
	if a.More {
		p.put("")
		p.para(p.ui.Say("more"))
	}
	p.put("")
	p.coverage(&a.Coverage)
}

// shownOf says behind a heading how many of how many are listed below it.
func shownOf(ui *ask.Texts, shown, all int) string {
	if shown == all {
		return ui.Say("count.all", all)
	}
	return ui.Say("count.some", shown, all)
}

// outOf says how many of how many were shown, where some were not.
func (p *printer) outOf(shown, all int) {
	p.put("")
	if shown < all {
		p.para(p.ui.Say("shown", shown, all))
	}
}

func (p *printer) readAs(read []string) {
	if len(read) > 0 {
		p.para(p.ui.Say("read.as", strings.Join(read, p.ui.Say("semicolon"))))
	}
}

// row prints a row: what it says, how certain it is and how often it was told,
// and the words that bear it.
func (p *printer) row(r *ask.Row) {
	p.put("")
	label := p.date(r)
	if r.Kind == "commitment" && r.Due == "" {
		label = orNone(r.Told)
	} else if r.Kind == "commitment" {
		label = r.Due
		if strings.Contains(r.Due, "/") {
			label = p.signed("≤", r.To)
		}
	}
	p.line(label, r.Gloss)
	p.line("", p.standing(r))
	p.evidence(r.Quote)
}

// standing is how certain a row is and how often it was told.
func (p *printer) standing(r *ask.Row) string {
	parts := []string{}
	for _, s := range []string{r.Certainty, r.Why} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r.Reports > 0 {
		said := p.ui.Say("reports.n", r.Reports)
		if r.Reports == 1 {
			said = p.ui.Say("reports.one")
		}
		if len(r.Outlets) > 1 {
			said += " (" + strings.Join(r.Outlets, p.ui.Say("comma")) + ")"
		}
		parts = append(parts, said)
	}
	return strings.Join(append(parts, r.ID), " · ")
}

// evidence prints a quotation, its source and the rule that found it.
func (p *printer) evidence(q *ask.Evidence) {
	if q == nil {
		return
	}
	if q.Text != "" {
		for _, l := range p.wrap("«"+q.Text+"»", p.width-dateWidth) {
			p.put(strings.Repeat(" ", dateWidth) + whole(l))
		}
	}
	p.line("", p.grounds(q))
}

// grounds are the source of a quotation, the rule that found it, and what is
// to be checked.
func (p *printer) grounds(q *ask.Evidence) string {
	parts := []string{source(&q.Source)}
	if q.Rule != "" {
		parts = append(parts, p.ui.Say("rule", q.Rule))
	}
	if len(q.Doubts) > 0 {
		parts = append(parts, p.ui.Doubts(q.Doubts))
	}
	return strings.Join(parts, " · ")
}

// whole isolates a line of a quotation, in the direction of its letters.
func whole(line string) string {
	line = tame(line)
	if strings.ContainsFunc(line, rtl) {
		return "\u2067" + line + "\u2069"
	}
	return "\u2066" + line + "\u2069"
}

// source names a report: outlet, file, day.
func source(s *ask.Source) string {
	var parts []string
	for _, x := range []string{s.Outlet, s.File, s.Published} {
		if x != "" {
			parts = append(parts, x)
		}
	}
	return "— " + strings.Join(parts, ", ")
}

func (p *printer) sources(list []ask.Source) {
	for i := range list {
		s := &list[i]
		label := s.Published
		if label == "" {
			label = "—"
		}
		p.line(label, strings.TrimSpace(s.Title))
		tail := source(s)
		if s.State != "" {
			tail += " · " + p.ui.Say("state."+s.State)
		}
		p.line("", tail+" · "+s.Report)
	}
}

// coverage prints what was read where the answer was looked for.
func (p *printer) coverage(c *ask.Coverage) {
	said := p.ui.Say("cover." + c.Word)
	if c.Articles > 0 {
		said += p.ui.Say("colon") + p.ui.Say("cover.read", c.Articles, c.Outlets)
		if c.Nameless > 0 {
			said += p.ui.Say("comma") + p.ui.Say("cover.nameless", c.Nameless)
		}
		if c.From != "" {
			said += p.ui.Say("comma") + c.From + " – " + c.To
		}
		if c.Dayless > 0 {
			said += p.ui.Say("comma") + p.ui.Say("cover.dayless", c.Dayless)
		}
	}
	if c.Undated > 0 {
		said += p.ui.Say("semicolon") + p.ui.Say("cover.undated", c.Undated)
	}
	if c.Passed+c.Aside > 0 {
		said += p.ui.Say("semicolon") + p.ui.Say("cover.not", c.Passed, c.Aside)
	}
	p.para(said)
}

// hasBlank reports whether a string has a blank in it.
func hasBlank(s string) bool { return strings.ContainsFunc(s, unicode.IsSpace) }

// cutField parts "who:Amir Abdollahian" at the colon.
func cutField(s string) (field, value string, ok bool) {
	field, value, ok = strings.Cut(s, ":")
	return field, value, ok && field != "" && !hasBlank(field) && !strings.HasPrefix(value, `"`)
}

// orNone is text, or a dash.
func orNone(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// ago says how long before now a day was.
func (p *printer) ago(days int) string {
	switch {
	case days < -1:
		return p.ui.Say("in.days", -days)
	case days > 1:
		return p.ui.Say("days.ago", days)
	}
	return p.ui.Say([]string{"tomorrow", "today", "yesterday"}[days+1])
}

// table prints columns that are as wide as what stands in them; the last one
// is wrapped.
func (p *printer) table(head []string, rows [][]string) {
	widths := make([]int, len(head))
	for _, r := range append([][]string{head}, rows...) {
		for i, c := range r {
			widths[i] = max(widths[i], uniseg.StringWidth(c))
		}
	}
	for _, r := range append([][]string{head}, rows...) {
		p.tableRow(r, widths)
	}
}

func (p *printer) tableRow(cells []string, widths []int) {
	before := ""
	used := 0
	for i, c := range cells[:len(cells)-1] {
		before += p.isolated(c) + strings.Repeat(" ", widths[i]-uniseg.StringWidth(c)+2)
		used += widths[i] + 2
	}
	for i, l := range p.wrap(cells[len(cells)-1], max(p.width-used, narrowest/2)) {
		if i > 0 {
			before = strings.Repeat(" ", used)
		}
		p.put(before + p.isolated(l))
	}
}
