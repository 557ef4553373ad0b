package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/reconcile"
	"safir/internal/record"
	"safir/internal/register"
)

// told is one article of a story, with the truth about it.
type told struct {
	name    string // file and number
	article doc.Article
	truth   []fact
}

// fact says that an item of an article is of a thing: "! event visit «words»".
// Its words lie in the item's evidence.
type fact struct {
	kind  register.Kind
	thing string
	quote string
}

// readStories reads the test set of reconciling; its form can be seen in any
// of its files.
func readStories(t *testing.T) []told {
	t.Helper()
	files, err := filepath.Glob("../reconcile/testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	var out []told
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		story := strings.TrimSuffix(filepath.Base(f), ".txt")
		for _, part := range strings.Split("\n"+string(data), "\n@ ")[1:] {
			out = append(out, readTold(t, story, part))
		}
	}
	return out
}

func readTold(t *testing.T, story, part string) told {
	t.Helper()
	head, rest, _ := strings.Cut(part, "\n")
	h := strings.Fields(head)
	if len(h) != 4 {
		t.Fatalf("%s: %q must be: number, language, day, outlet", story, head)
	}
	a := told{name: story + " " + h[0]}
	a.article = doc.Article{Lang: h[1], Published: h[2], Outlet: h[3], File: a.name}
	var text []string
	for _, line := range strings.Split(strings.TrimSpace(rest), "\n") {
		said, ok := strings.CutPrefix(line, "! ")
		if !ok {
			text = append(text, line)
			continue
		}
		mark, quote, _ := strings.Cut(strings.TrimSuffix(said, "»"), " «")
		kind, thing, _ := strings.Cut(mark, " ")
		if kind != "person" { // people go from story to story
			thing = story + " " + thing
		}
		a.truth = append(a.truth, fact{register.Kind(kind), thing, quote})
	}
	a.article.Text = strings.TrimSpace(strings.Join(text, "\n"))
	for _, f := range a.truth {
		if !strings.Contains(a.article.Text, f.quote) {
			t.Errorf("%s: %q is not in the text", a.name, f.quote)
		}
	}
	return a
}

// coded is the mentions of all stories, with the truth about those that the
// coder found.
type coded struct {
	mentions []register.Mention
	thing    map[string]string // truth, by mention
	where    map[string]string // for messages
	found    map[register.Kind]int
	facts    map[register.Kind]int
}

func codeStories(t *testing.T, c *Coder, stories []told) coded {
	t.Helper()
	out := coded{thing: map[string]string{}, where: map[string]string{}, found: map[register.Kind]int{}, facts: map[register.Kind]int{}}
	cutter := reconcile.New(c.Dir)
	w := c.NewWorker()
	for _, a := range stories {
		r, err := w.Code(a.article)
		if err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
		mentions := cutter.Mentions(&register.Report{ID: a.name, Outlet: a.article.Outlet, Published: a.article.Published}, r)
		for i := range mentions {
			m := &mentions[i]
			text := []rune(r.Text)
			out.where[m.ID] = fmt.Sprintf("%s %s %s %s %s..%s %v %s «%s»", a.name, m.Item, m.Verb, m.Status, m.From, m.To, m.Parties, m.City, string(text[m.Span[0]:m.Span[1]]))
		}
		for _, f := range a.truth {
			out.facts[f.kind]++
			if m := out.bearing(a.article.Text, &f, r, mentions); m != nil {
				out.found[f.kind]++
				out.thing[m.ID] = f.thing
			} else {
				t.Logf("not coded: %s: %s %s", a.name, f.kind, f.quote)
			}
		}
		out.mentions = append(out.mentions, mentions...)
	}
	return out
}

// bearing finds the mention of a fact: the one whose evidence has most of its
// words.
func (c *coded) bearing(text string, f *fact, r *record.Record, mentions []register.Mention) *register.Mention {
	start := utf8.RuneCountInString(text[:strings.Index(text, f.quote)])
	quote := record.Span{start, start + utf8.RuneCountInString(f.quote)}
	var best *register.Mention
	most := 0
	for i := range mentions {
		m := &mentions[i]
		if m.Kind != f.kind || c.thing[m.ID] != "" {
			continue
		}
		for _, s := range evidence(r, m) {
			if n := min(s[1], quote[1]) - max(s[0], quote[0]); n > most {
				best, most = m, n
			}
		}
	}
	return best
}

// evidence is all spans of a mention's item.
func evidence(r *record.Record, m *register.Mention) []record.Span {
	for _, e := range r.Events {
		if m.Kind == register.Event && e.ID == m.Item {
			return e.Spans
		}
	}
	for _, a := range r.Actors {
		if m.Kind == register.Person && a.ID == m.Item {
			return a.Spans
		}
	}
	return []record.Span{m.Span}
}

// pairs counts pairs of mentions of one kind.
type pairs struct{ right, wrong, missed int }

func (p pairs) precision() float64 { return ratio(p.right, p.right+p.wrong) }
func (p pairs) recall() float64    { return ratio(p.right, p.right+p.missed) }
func (p pairs) f1() float64        { return ratio(2*p.right, 2*p.right+p.wrong+p.missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// TestStories holds that what happens in stories over months and in two
// languages is put together as a reader would: pairs of mentions of one
// thing, of those items that the coder found.
func TestStories(t *testing.T) {
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	stories := readStories(t)
	all := codeStories(t, c, stories)
	in := map[string]string{}
	for _, thing := range reconcile.Join(all.mentions, reconcile.Blocked(all.mentions), nil) {
		for _, m := range thing.Mentions {
			in[m] = thing.ID
		}
	}
	score := map[register.Kind]*pairs{}
	for _, k := range register.Kinds {
		score[k] = &pairs{}
	}
	for i := range all.mentions {
		for j := i + 1; j < len(all.mentions); j++ {
			a, b := &all.mentions[i], &all.mentions[j]
			if a.Kind != b.Kind || all.thing[a.ID] == "" || all.thing[b.ID] == "" {
				continue
			}
			p := score[a.Kind]
			switch one, joined := all.thing[a.ID] == all.thing[b.ID], in[a.ID] == in[b.ID]; {
			case one && joined:
				p.right++
			case joined:
				p.wrong++
				t.Logf("wrongly one:\n  %s\n  %s", all.where[a.ID], all.where[b.ID])
			case one:
				p.missed++
				t.Logf("wrongly two:\n  %s\n  %s", all.where[a.ID], all.where[b.ID])
			}
		}
	}
	for _, k := range register.Kinds {
		p := score[k]
		t.Logf("%-10s F1 %.3f, precision %.3f, recall %.3f of %d pairs; the coder found %d of %d in %d articles",
			k, p.f1(), p.precision(), p.recall(), p.right+p.missed, all.found[k], all.facts[k], len(stories))
		if p.f1() < 0.92 || p.precision() < 0.98 {
			t.Errorf("%s: F1 %.3f (want .92), precision %.3f (want .98)", k, p.f1(), p.precision())
		}
	}
}
