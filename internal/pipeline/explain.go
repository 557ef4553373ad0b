package pipeline

import (
	"fmt"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
	"safir/internal/rule"
)

// Explanation says why an article was coded as it was.
type Explanation struct {
	Record    *record.Record
	Sentences []SentenceNote
}

// SentenceNote is what was found, and nearly found, in one sentence.
type SentenceNote struct {
	Zone  string
	Text  string
	Span  doc.Span // bytes
	Words []WordNote
	Marks []MarkNote
	Hits  []HitNote
	Lost  []HitNote // beaten or dropped: Why says by what
	Near  []HitNote // rules whose trigger stands here: Why says what they wanted next
}

// WordNote is a word that is read in other ways than as it is printed: cut off
// the next one, or with stems beside its own form.
type WordNote struct {
	Text  string
	Cut   bool
	Stems []string
}

// MarkNote is one mark: its words, its class and what it stands for.
type MarkNote struct{ Text, Class, Detail string }

// HitNote is one rule and the words it took.
type HitNote struct{ Kind, Rule, Text, Captures, Why string }

// mostNear is how many rules that came near are told of a sentence and kind.
const mostNear = 4

// Explain codes an article and keeps what was seen on the way.
func (w *Worker) Explain(a doc.Article) (*Explanation, error) {
	w.Trace = &extract.Trace{}
	defer func() { w.Trace = nil }()
	k, err := w.Read(a)
	if err != nil {
		return nil, err
	}
	w.matcher.Trace = nil
	out := &Explanation{}
	for _, s := range k.Doc.Sents {
		out.Sentences = append(out.Sentences, w.note(k, s))
	}
	out.Record = w.write(k)
	return out, nil
}

func (w *Worker) note(k *extract.Case, s doc.Sentence) SentenceNote {
	n := SentenceNote{Zone: s.Zone.String(), Span: k.Doc.SpanOf(int(s.First), int(s.End)), Text: k.Doc.Slice(int(s.First), int(s.End))}
	if !s.Zone.Evidence() {
		return n
	}
	n.Words, n.Marks = words(k, s), marks(k, s)
	for _, kind := range Kinds {
		for _, m := range w.matcher.Run(k.Sets[kind], k.Doc, s) {
			n.Hits = append(n.Hits, hit(k, kind, &m))
		}
		for i, m := range w.matcher.Nearly(k.Sets[kind], k.Doc, s) {
			if i == mostNear {
				break
			}
			n.Near = append(n.Near, HitNote{Kind: kind, Rule: k.Sets[kind].Rules[m.Rule].Name, Text: k.Doc.Slice(int(m.First), int(m.End)), Why: "then wanted " + m.Wanted})
		}
	}
	for _, d := range k.Trace.Dropped {
		if n.Span.Holds(d.Span) {
			n.Lost = append(n.Lost, HitNote{Rule: d.Rule, Text: k.Doc.Text[d.Span.Start:d.Span.End], Why: d.Why})
		}
	}
	return n
}

// words lists the segments of a sentence that were cut off or have stems.
func words(k *extract.Case, s doc.Sentence) (out []WordNote) {
	segs := &k.Doc.Segs
	for i := int(s.First); i < int(s.End); i++ {
		n := WordNote{Text: k.Doc.Slice(i, i+1), Cut: segs.Flags[i]&doc.Clitic != 0}
		for _, f := range segs.Readings(i)[1:] {
			n.Stems = append(n.Stems, k.Names(f))
		}
		if n.Cut || n.Stems != nil {
			out = append(out, n)
		}
	}
	return out
}

// marks lists the marks of a sentence but for those of no meaning of their own.
func marks(k *extract.Case, s doc.Sentence) (out []MarkNote) {
	for _, m := range k.Doc.Marks() {
		if m.First < s.First || m.End > s.End {
			continue
		}
		out = append(out, MarkNote{k.Doc.Slice(int(m.First), int(m.End)), k.Lex.ClassName(m.Class), detail(k, m)})
	}
	return out
}

// detail is what a mark stands for: an actor, a code, an office, a date.
func detail(k *extract.Case, m doc.Mark) string {
	if k.IsParty(m.Class) {
		return party(k, &k.Mentions[m.Ref])
	}
	if m.Class == k.C.Date {
		return date(k, m)
	}
	var out []string
	for _, key := range []string{"code", "office", "act", "topic", "status", "tense"} {
		if v := k.Lex.Attr(m, key); v != "" {
			out = append(out, v)
		}
	}
	return strings.Join(out, " ")
}

func party(k *extract.Case, m *extract.Mention) string {
	var out []string
	for _, a := range m.Actors {
		out = append(out, fmt.Sprintf("%s %s", k.Actors[a].Name, k.Actors[a].Country))
	}
	if len(out) == 0 {
		out = append(out, "not resolved")
	}
	if m.Sieve != "" {
		out = append(out, "by "+m.Sieve)
	}
	return strings.Join(out, ", ")
}

func date(k *extract.Case, m doc.Mark) string {
	d := k.Resolve(int(m.Ref), 0)
	if d == nil || d.Value == nil {
		return "not resolved"
	}
	return *d.Value + " " + *d.Basis
}

func hit(k *extract.Case, kind string, m *rule.Match) HitNote {
	n := HitNote{Kind: kind, Rule: k.Rule(kind, m).Name, Text: k.Doc.Slice(int(m.First), int(m.End))}
	var caps []string
	for _, c := range m.Caps {
		caps = append(caps, fmt.Sprintf("%s: %s", c.Name, k.Doc.Slice(int(c.First), int(c.End))))
	}
	n.Captures = strings.Join(caps, " · ")
	return n
}
