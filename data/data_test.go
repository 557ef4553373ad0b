package data_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"safir/data"
	"safir/internal/export"
	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/record"
)

func open(t testing.TB) *pipeline.Coder {
	t.Helper()
	c, err := pipeline.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestLint holds what `safir lint` holds: every table can be read, every rule
// hits its hits and misses its near misses.
func TestLint(t *testing.T) {
	rules := 0
	for _, counts := range open(t).Coverage() {
		for _, n := range counts {
			rules += n
		}
	}
	if rules == 0 {
		t.Fatal("no rules were found")
	}
	for _, f := range pipeline.Lint(data.FS) {
		if f.Fault {
			t.Error(f)
		} else {
			t.Log(f)
		}
	}
}

// articles are the demo's reports and, when a gold set lies beside the
// checkout, its texts.
func articles(t testing.TB) (out []fetch.Item) {
	t.Helper()
	keep := func(i fetch.Item) bool { out = append(out, i); return true }
	names, err := fs.Glob(data.FS, "demo/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no demo articles: %v", err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(data.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := fetch.Plain(raw, path.Base(name))
		keep(fetch.Item{Article: a, Where: name, Err: err})
	}
	for _, dir := range []string{"../../shared/bench/dev", "../../shared/bench/seeds"} {
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%s is not beside the checkout: only the demo's articles are tried", path.Base(dir))
			continue
		}
		if err := fetch.Paths([]string{dir}, nil, nil, keep); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// coded runs articles through and gives the lines as `safir code` writes them.
func coded(t testing.TB, c *pipeline.Coder, workers int, items []fetch.Item) (lines [][]byte, records []*record.Record) {
	t.Helper()
	read := func(yield func(fetch.Item) bool) error {
		for _, i := range items {
			if !yield(i) {
				break
			}
		}
		return nil
	}
	err := c.Stream(workers, read, func(o pipeline.Outcome, _ bool) error {
		if o.Err != nil {
			return fmt.Errorf("%s: %w", o.Where, o.Err)
		}
		line, err := json.Marshal(o.Record)
		lines, records = append(lines, line), append(records, o.Record)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, records
}

// schema reads a JSON Schema of the docs.
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	raw, err := os.ReadFile("../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid validates a line of JSON.
func valid(t *testing.T, s *jsonschema.Schema, where string, line []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v", where, err)
	}
}

// TestSchema validates every record against docs/record.schema.json.
func TestSchema(t *testing.T) {
	s := schema(t, "record.schema.json")
	lines, records := coded(t, open(t), 2, articles(t))
	for i, line := range lines {
		valid(t, s, *records[i].Source.File, line)
	}
}

// TestPlover validates every PLOVER record against docs/plover.schema.json,
// and holds that it points at its own words.
func TestPlover(t *testing.T) {
	c := open(t)
	p, err := export.NewPlover(c.Dir.Plover, c.Dir)
	if err != nil {
		t.Fatal(err)
	}
	s := schema(t, "plover.schema.json")
	_, records := coded(t, c, 2, articles(t))
	n, ids := 0, map[string]bool{}
	for _, r := range records {
		text := []rune(r.Text)
		for _, x := range p.Cast(r) {
			n++
			line, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			valid(t, s, *r.Source.File, line)
			if ids[x.ID] || string(text[x.TextInfo.Start:x.TextInfo.End]) != x.EventText[0] {
				t.Errorf("%s: %s stands twice, or does not point at its words", *r.Source.File, x.ID)
			}
			ids[x.ID] = true
		}
	}
	if n == 0 {
		t.Error("no PLOVER records came of the articles")
	}
}

// TestSame holds that the number of workers and the articles coded before do
// not change a byte.
func TestSame(t *testing.T) {
	c, items := open(t), articles(t)
	one, _ := coded(t, c, 1, items)
	for _, workers := range []int{2, 7} {
		many, _ := coded(t, c, workers, items)
		for i := range one {
			if !bytes.Equal(one[i], many[i]) {
				t.Errorf("%s: another record with %d workers", items[i].Where, workers)
			}
		}
	}
	alone, _ := coded(t, open(t), 1, items[len(items)-1:])
	if !bytes.Equal(alone[0], one[len(one)-1]) {
		t.Errorf("%s: another record when coded alone", items[len(items)-1].Where)
	}
}

// TestSound holds that every record points at its own words and actors.
func TestSound(t *testing.T) {
	_, records := coded(t, open(t), 2, articles(t))
	for _, r := range records {
		soundly(t, r)
	}
}

func soundly(t testing.TB, r *record.Record) {
	s := sound{t, r, utf8.RuneCountInString(r.Text), map[string]bool{}}
	s.check()
}

type sound struct {
	t      testing.TB
	r      *record.Record
	length int
	actors map[string]bool
}

func (s *sound) fault(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%s: %s", *s.r.Source.File, fmt.Sprintf(format, args...))
}

func (s *sound) span(what string, x record.Span) {
	if x[0] < 0 || x[1] <= x[0] || x[1] > s.length {
		s.fault("%s: span %v in a text of %d code points", what, x, s.length)
	}
}

func (s *sound) actor(what, id string) {
	if !s.actors[id] {
		s.fault("%s: no actor %q", what, id)
	}
}

func (s *sound) rule(what, rule string) {
	if strings.Count(rule, "/") < 1 {
		s.fault("%s: names no rule", what)
	}
}

func (s *sound) check() {
	for _, a := range s.r.Actors {
		s.actors[a.ID] = true
		s.rule(a.ID, a.Rule)
		if len(a.Spans) == 0 {
			s.fault("%s: no span", a.ID)
		}
		for _, x := range a.Spans {
			s.span(a.ID, x)
		}
	}
	for _, e := range s.r.Events {
		s.rule(e.ID, e.Rule)
		for _, x := range e.Spans {
			s.span(e.ID, x)
		}
		for _, p := range e.Participants {
			s.actor(e.ID, p.Actor)
		}
	}
	last := 0
	for _, st := range s.r.Statements {
		s.rule(st.ID, st.Rule)
		s.span(st.ID, st.Span)
		for _, id := range st.Speakers {
			s.actor(st.ID, id)
		}
		if st.Span[0] < last {
			s.fault("%s: overlaps the statement before it", st.ID)
		}
		last = st.Span[1]
	}
	for _, c := range s.r.Commitments {
		s.rule(c.ID, c.Rule)
		s.span(c.ID, c.Span)
	}
}
