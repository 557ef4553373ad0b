package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/fetch"
	"safir/internal/pipeline"
)

type codeCmd struct {
	shared
	Paths   []string `arg:"" optional:"" help:"Files, folders (.txt, .html, .jsonl and the like in them), or - for standard input (the default)."`
	Workers int      `help:"How many articles to code at once." default:"${cpus}" placeholder:"N"`
	Pretty  bool     `help:"Write indented JSON for people."`
	Explain bool     `help:"Write what was found in English lines, with the words and the rule of each, instead of JSON."`
	Format  string   `help:"What to write: record (docs/format-record.md) or plover (docs/plover.md)." enum:"record,plover" default:"record" placeholder:"FORMAT"`
}

// Run codes all articles of the inputs.
func (c *codeCmd) Run(s *streams) error {
	_, coder, err := c.open()
	if err != nil {
		return err
	}
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	t := newTeller(s.err)
	w := bufio.NewWriterSize(s.out, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if c.Pretty {
		enc.SetIndent("", "  ")
	}
	write, err := c.writer(coder, w, enc)
	if err != nil {
		return err
	}
	stop := interrupted()
	read := func(yield func(fetch.Item) bool) error {
		return fetch.Paths(paths, s.in, readPage, func(i fetch.Item) bool {
			select {
			case <-stop:
				return false
			default:
				return yield(i)
			}
		})
	}
	err = coder.Stream(max(1, c.Workers), read, func(o pipeline.Outcome, _ bool) error {
		t.tell(&o)
		if o.Record == nil {
			return nil
		}
		return wrap(write(&o))
	})
	if flushed := wrap(w.Flush()); !errors.Is(err, errOutput) { // else it says the same again
		err = errors.Join(err, flushed)
	}
	t.done()
	return t.verdict(err)
}

// writer writes a record in the form that was asked for.
func (c *codeCmd) writer(coder *pipeline.Coder, w io.Writer, enc *json.Encoder) (func(*pipeline.Outcome) error, error) {
	switch {
	case c.Explain:
		g := &ask.Glosser{Dir: coder.Dir}
		return func(o *pipeline.Outcome) error { return told(w, g, o) }, nil
	case c.Format == "record":
		return func(o *pipeline.Outcome) error { return enc.Encode(o.Record) }, nil
	}
	p, err := export.NewPlover(coder.Dir.Plover, coder.Dir)
	return func(o *pipeline.Outcome) error {
		for _, x := range p.Cast(o.Record) {
			if err := enc.Encode(x); err != nil {
				return err
			}
		}
		return nil
	}, err
}

// told writes a record in English lines.
func told(w io.Writer, g *ask.Glosser, o *pipeline.Outcome) error {
	v := view{Name: o.Where, Explanation: &pipeline.Explanation{Record: o.Record}, Items: items(g, o.Record)}
	if p := o.Record.Published.Value; p != nil {
		v.Published = *p
	}
	_, err := fmt.Fprintf(w, "%s: %s, published %s\n", v.Name, o.Record.Lang, orNot(v.Published))
	v.found(w)
	return err
}

// errOutput marks faults of writing.
var errOutput = errors.New("the output cannot be written")

func wrap(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", errOutput, err)
	}
	return nil
}

// teller says on standard error what was set aside, and, on a terminal, how
// far the run is.
type teller struct {
	w                  io.Writer
	live               bool
	coded, passed, bad int
	last               time.Time
}

func newTeller(w io.Writer) *teller {
	f, ok := w.(*os.File)
	t := &teller{w: w}
	if ok {
		info, err := f.Stat()
		t.live = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return t
}

func (t *teller) tell(o *pipeline.Outcome) {
	switch {
	case o.Err == nil:
		t.coded++
		if o.Item.Article.Truncated {
			t.line("%s: nested too deeply for a page; the words between its tags were read\n", o.Where)
		}
	case o.PassedOver():
		t.passed++
		t.line("%s: passed over: %v\n", o.Where, o.Err)
	default:
		t.bad++
		t.line("%s: set aside: %v\n", o.Where, o.Err)
	}
	if t.live && time.Since(t.last) > 200*time.Millisecond {
		t.last = time.Now()
		fmt.Fprintf(t.w, "\r%s ", t.counts())
	}
}

func (t *teller) line(format string, args ...any) {
	t.clear()
	io.WriteString(t.w, harmless(fmt.Sprintf(format, args...)))
}

// harmless writes out what would change how a terminal shows a line: controls,
// and the twelve marks of direction. File names and faults come from outside.
func harmless(line string) string {
	var b strings.Builder
	for _, r := range line {
		if r != '\n' && unicode.IsControl(r) || r == 0x061c || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tame makes words of an article safe to show: what would steer a terminal, or
// reorder the line around the words, is shown as U+FFFD. Marks of direction
// and joiners that spelling needs stay.
func tame(words string) string {
	return strings.Map(func(r rune) rune {
		if steers(r) || r >= 0x2066 && r <= 0x2069 {
			return 0xfffd
		}
		return r
	}, words)
}

// steers reports whether a terminal, or the order of a whole line, obeys a
// character.
func steers(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202a && r <= 0x202e
}

// clear takes the progress off the terminal.
func (t *teller) clear() {
	if t.live {
		fmt.Fprint(t.w, "\r\033[K")
	}
}

func (t *teller) counts() string {
	return fmt.Sprintf("%d coded, %d passed over, %d set aside", t.coded, t.passed, t.bad)
}

func (t *teller) done() {
	if t.live || t.passed+t.bad > 0 {
		t.line("%s\n", t.counts())
	}
}

// verdict turns how it went into the exit code.
func (t *teller) verdict(err error) error {
	switch {
	case errors.Is(err, errOutput):
		t.line("safir: %v\n", err)
		return exit(outputFailed)
	case err != nil:
		return err
	case t.bad > 0:
		return exit(someAside)
	}
	return nil
}
