package ask

import (
	"cmp"
	"slices"
	"strings"

	"safir/internal/record"
)

// Line is one line of a register: what it says in English, the words that
// bear it, and where they stand.
type Line struct {
	Date    string // YYYY-MM-DD or shorter; with ≤ or ≥ for the edge of a stretch of days; or "" when nothing is known
	Gloss   string
	Quote   string
	Lang    string // of the quote
	Rule    string
	Sources []string // files or outlets, each once
	Main    bool
}

// Pair is two states, or more, and what passed between them.
type Pair struct {
	Countries []string // codes, sorted
	Title     string
	Lines     []Line
}

// Register is what a handful of records says, laid out to be read.
type Register struct {
	Pairs    []Pair
	Said     []Line
	Promised []Line
}

// longestQuote is the length in code points above which a quotation is cut.
const longestQuote = 140

// Lay makes a register of records. Events of one type, day and set of states
// are told on one line with all their sources; nothing else is merged.
func (g *Glosser) Lay(records []*record.Record) Register {
	var reg Register
	for _, r := range records {
		for i := range r.Events {
			g.event(&reg, r, &r.Events[i])
		}
		for i := range r.Statements {
			s := &r.Statements[i]
			if len(s.Targets) > 0 {
				reg.Said = append(reg.Said, g.line(r, published(r), g.Statement(r, s), s.Span, s.Rule))
			}
		}
		for i := range r.Commitments {
			c := &r.Commitments[i]
			reg.Promised = append(reg.Promised, g.line(r, published(r), g.Commitment(r, c), c.Span, c.Rule))
		}
	}
	slices.SortStableFunc(reg.Pairs, func(a, b Pair) int { return cmp.Compare(a.Title, b.Title) })
	for i := range reg.Pairs {
		slices.SortStableFunc(reg.Pairs[i].Lines, byDate)
	}
	slices.SortStableFunc(reg.Said, byDate)
	slices.SortStableFunc(reg.Promised, byDate)
	return reg
}

func byDate(a, b Line) int {
	return cmp.Compare(strings.TrimLeft(a.Date, "≤≥"), strings.TrimLeft(b.Date, "≤≥"))
}

// edge is a date as a line shows it: of a stretch of days the edge that counts,
// without a date that it was before the day of the report, or is after it.
func edge(date, published, status string) string {
	from, to, stretch := strings.Cut(date, "/")
	switch ahead := status == "planned" || status == "proposed"; {
	case date == "" && published == "", date != "" && !stretch:
		return date
	case date == "" && ahead:
		return "≥" + published
	case date == "":
		return "≤" + published
	case ahead:
		return "≥" + from
	}
	return "≤" + to
}

// event puts an event among those of its states, or joins it to the same one
// told elsewhere.
func (g *Glosser) event(reg *Register, r *record.Record, e *record.Event) {
	if len(e.Countries) < 2 || len(e.Spans) == 0 {
		return
	}
	date := ""
	if e.Date != nil {
		date = record.Val(e.Date.Value)
	}
	l := g.line(r, date, g.Event(r, e), e.Spans[0], e.Rule)
	l.Main = e.Main
	l.Date = edge(date, published(r), e.Status)
	p := reg.pair(g, e.Countries)
	for i := range p.Lines {
		if q := &p.Lines[i]; date != "" && q.Date == l.Date && kind(q.Gloss) == kind(l.Gloss) {
			if !slices.Contains(q.Sources, l.Sources[0]) {
				q.Sources = append(q.Sources, l.Sources[0])
			}
			return
		}
	}
	p.Lines = append(p.Lines, l)
}

// kind is what a gloss says happened, without who and where.
func kind(gloss string) string {
	_, rest, _ := strings.Cut(gloss, ": ")
	verb, _, _ := strings.Cut(rest, ",")
	verb, _, _ = strings.Cut(verb, " [")
	return verb
}

func (reg *Register) pair(g *Glosser, countries []string) *Pair {
	codes := slices.Clone(countries)
	slices.Sort(codes)
	for i := range reg.Pairs {
		if slices.Equal(reg.Pairs[i].Countries, codes) {
			return &reg.Pairs[i]
		}
	}
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = g.Country(c)
	}
	slices.Sort(names)
	reg.Pairs = append(reg.Pairs, Pair{Countries: codes, Title: strings.Join(names, " – ")})
	return &reg.Pairs[len(reg.Pairs)-1]
}

func (g *Glosser) line(r *record.Record, date, gloss string, span record.Span, rule string) Line {
	return Line{Date: date, Gloss: gloss, Quote: Quote(r.Text, span), Lang: r.Lang, Rule: rule, Sources: []string{source(r)}}
}

// Quote is the words of a span on one line, cut at a word where they are long.
func Quote(text string, span record.Span) string {
	return clip(string([]rune(text)[span[0]:span[1]]))
}

func published(r *record.Record) string {
	v := record.Val(r.Published.Value)
	return v[:min(10, len(v))]
}

func source(r *record.Record) string {
	for _, s := range []*string{r.Source.File, r.Source.Outlet, r.Source.ID} {
		if s != nil {
			return *s
		}
	}
	return r.ID[:12]
}
