package main

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"

	"safir/internal/ask"
	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/record"
)

type explainCmd struct {
	shared
	Path string `arg:"" help:"A file, or - for standard input; of several articles the first."`
	At   string `help:"Only the sentences that hold this text: why was this not coded?" placeholder:"TEXT"`
	HTML bool   `name:"html" help:"Write a page instead of text."`
}

//go:embed page/explain.html
var explainPage string

// Run explains one article.
func (e *explainCmd) Run(s *streams) error {
	_, coder, err := e.open()
	if err != nil {
		return err
	}
	var first *fetch.Item
	err = fetch.Paths([]string{e.Path}, s.in, readPage, func(i fetch.Item) bool { first = &i; return false })
	if err != nil {
		return err
	}
	if first == nil {
		return fmt.Errorf("%s: no article in it", e.Path)
	}
	if first.Err != nil {
		return fmt.Errorf("%s: %w", first.Where, first.Err)
	}
	x, err := coder.NewWorker().Explain(first.Article)
	if err != nil {
		return fmt.Errorf("%s: %w", first.Where, err)
	}
	v := view{Explanation: x, Name: first.Where, Items: items(&ask.Glosser{Dir: coder.Dir}, x.Record)}
	if p := x.Record.Published.Value; p != nil {
		v.Published = *p
	}
	if v.Sentences, err = only(x.Sentences, e.At); err != nil {
		return err
	}
	return e.print(s.out, v)
}

// only keeps the sentences that hold a text.
func only(all []pipeline.SentenceNote, text string) (out []pipeline.SentenceNote, err error) {
	for _, n := range all {
		if strings.Contains(n.Text, text) {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		err = errors.New("no sentence holds that text; copy it from the article, letter by letter")
	}
	return out, err
}

func (e *explainCmd) print(out io.Writer, v view) error {
	w := bufio.NewWriter(out)
	if e.HTML {
		err := template.Must(template.New("explain").Parse(explainPage)).Execute(w, v)
		return wrap(errors.Join(err, w.Flush()))
	}
	v.text(w, e.At == "")
	return wrap(w.Flush())
}

// view is what the page and the text show.
type view struct {
	*pipeline.Explanation
	Name      string
	Published string
	Items     []item
	Sentences []pipeline.SentenceNote
}

// item is one thing found, in words.
type item struct{ ID, Gloss, Quote, Rule string }

// items lists all that the record holds.
func items(g *ask.Glosser, r *record.Record) (out []item) {
	for i := range r.Actors {
		a := &r.Actors[i]
		out = append(out, item{a.ID, g.Who(a), ask.Quote(r.Text, a.Spans[0]), a.Rule})
	}
	for i := range r.Events {
		e := &r.Events[i]
		out = append(out, item{e.ID, g.Event(r, e), ask.Quote(r.Text, e.Spans[0]), e.Rule})
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		out = append(out, item{s.ID, g.Statement(r, s), ask.Quote(r.Text, s.Span), s.Rule})
	}
	for i := range r.Commitments {
		c := &r.Commitments[i]
		out = append(out, item{c.ID, g.Commitment(r, c), ask.Quote(r.Text, c.Span), c.Rule})
	}
	return out
}

// text prints for a terminal: words of the article are isolated, so that
// their direction does not reach beyond them.
func (v view) text(w io.Writer, whole bool) {
	fmt.Fprintf(w, "%s: %s, published %s\n", v.Name, v.Record.Lang, orNot(v.Published))
	if whole {
		fmt.Fprintln(w, "\nFound")
		v.found(w)
	}
	fmt.Fprintln(w, "\nSentence by sentence (✓ hit, ✗ beaten or dropped, … came near)")
	for _, n := range v.Sentences {
		sentence(w, n, !whole)
	}
}

// found lists the items with their words and rules.
func (v view) found(w io.Writer) {
	for _, i := range v.Items {
		fmt.Fprintf(w, "  %-4s %s  [%s]\n       %s\n", i.ID, i.Gloss, i.Rule, isolate(i.Quote))
	}
}

func orNot(s string) string {
	if s == "" {
		return "on a day that the page does not tell"
	}
	return s
}

func sentence(w io.Writer, n pipeline.SentenceNote, marks bool) {
	fmt.Fprintf(w, "\n%s  %s\n", n.Zone, isolate(n.Text))
	for _, h := range n.Hits {
		fmt.Fprintf(w, "  ✓ %s  %s\n", h.Rule, isolate(h.Captures))
	}
	for _, h := range n.Lost {
		fmt.Fprintf(w, "  ✗ %s  %s  %s\n", h.Rule, isolate(h.Text), h.Why)
	}
	for _, h := range n.Near {
		fmt.Fprintf(w, "  … %s  came as far as %s, %s\n", h.Rule, isolate(h.Text), h.Why)
	}
	if marks {
		for _, x := range n.Words {
			fmt.Fprintf(w, "      %s %s\n", isolate(x.Text), reading(x))
		}
		for _, m := range n.Marks {
			fmt.Fprintf(w, "      %s = %s %s\n", isolate(m.Text), m.Class, isolate(m.Detail))
		}
	}
}

// reading says how a word is read beside its printed form.
func reading(x pipeline.WordNote) string {
	out := ""
	if x.Cut {
		out = "is cut off the next word"
	}
	if x.Stems != nil {
		if out != "" {
			out += "; "
		}
		out += "also read as " + isolate(strings.Join(x.Stems, ", "))
	}
	return out
}
