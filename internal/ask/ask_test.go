package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"safir/data"
	"safir/internal/directory"
	"safir/internal/index"
	"safir/internal/lang"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// house is what all tests share, opened once.
type house struct {
	dir   *directory.Directory
	index *index.Index
	texts map[string]*Texts
}

var opened = sync.OnceValues(func() (*house, error) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		return nil, err
	}
	var packs []*lang.Pack
	for _, tag := range []string{"ar", "fa"} {
		p, err := lang.Open(data.FS, "lang/"+tag)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	x, err := index.Open(data.FS, dir, packs...)
	if err != nil {
		return nil, err
	}
	texts, err := OpenTexts(data.FS, dir)
	return &house{dir, x, texts}, err
})

func open(t testing.TB) *house {
	t.Helper()
	h, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// asker asks a store in English on a day.
func (h *house) asker(t testing.TB, s store.Store, now string) *Asker {
	t.Helper()
	a, err := Open(data.FS, s, h.index, h.dir, "en", now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// told is an invented report for tests: a text, and mentions whose evidence is
// all of it.
type told struct {
	id, text, lang, outlet, day string
	mentions                    []register.Mention
	joins                       string // the thing that the first mention is one with, or ""
	added                       string // when it came in; "" for noon of its day
}

// keep puts reports into a store as the keeper does; each mention is a thing of
// its own unless it names one.
func (h *house) keep(t testing.TB, s store.Store, reports ...told) {
	t.Helper()
	for _, r := range reports {
		b := &store.Batch{Text: r.text, Report: register.Report{ID: r.id, Text: "text-" + r.id, File: r.id + ".txt", Outlet: r.outlet, Lang: r.lang, Published: r.day,
			State: register.Coded, Coder: "test", Title: strings.SplitN(r.text, "\n", 2)[0], Added: cmp.Or(r.added, r.day+"T12:00:00Z")}}
		rec := record.Record{Schema: record.Schema}
		for i, m := range r.mentions {
			m.Report, m.Text, m.Lang, m.Outlet, m.Published = r.id, b.Report.Text, r.lang, r.outlet, r.day
			m.Item = fmt.Sprint(string(m.Kind[0]), i+1)
			if m.ID == "" {
				m.ID = r.id + m.Item
			}
			if m.Span == (record.Span{}) {
				m.Span = record.Span{0, len([]rune(r.text))}
			}
			if m.Kind == register.Statement && m.From == "" {
				m.From, m.To = r.day, r.day
			}
			for j := range m.Who {
				if m.Who[j].Actor == "" {
					m.Who[j].Actor = fmt.Sprint("p", i, j)
				}
			}
			b.Mentions = append(b.Mentions, store.Entry{Mention: m, Tokens: h.index.Mention(&m, string([]rune(r.text)[m.Span[0]:m.Span[1]]))})
			thing := m.ID
			if r.joins != "" && i == 0 {
				thing = r.joins
			}
			b.Things = append(b.Things, register.Thing{ID: thing, Kind: m.Kind, Mentions: []string{m.ID}})
			for _, n := range m.Who {
				if m.Kind == register.Person || slices.ContainsFunc(b.Mentions, func(e store.Entry) bool { return e.ID == r.id+n.Actor }) {
					continue
				}
				p := register.Mention{ID: r.id + n.Actor, Kind: register.Person, Report: r.id, Text: m.Text, Item: n.Actor, Lang: r.lang, Outlet: r.outlet, Published: r.day, From: r.day, To: r.day, Who: []register.Name{n}}
				b.Mentions = append(b.Mentions, store.Entry{Mention: p, Tokens: h.index.Mention(&p, n.Text)})
				b.Things = append(b.Things, register.Thing{ID: "person " + cmp.Or(n.English, n.Text), Kind: p.Kind, Mentions: []string{p.ID}})
			}
			rec.Events = append(rec.Events, record.Event{ID: m.Item, Rule: "test/rule"})
		}
		var texts []register.Mention
		for _, e := range b.Mentions {
			texts = append(texts, e.Mention)
		}
		b.Tokens = h.index.Report(r.text, texts)
		b.Record, _ = json.Marshal(rec)
		if err := s.Keep(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
}

// invented are reports made up for tests; the persons are nobody's.
func invented() []told {
	meeting := func(status, from, to string) register.Mention {
		return register.Mention{Kind: register.Event, Verb: "meet", Status: status, From: from, To: to, Parties: []string{"IRN", "KGZ"}, City: "Bishkek", Country: "KGZ", Main: true, Source: "outlet",
			Topics: []string{"transport/rail"}, Who: []register.Name{{Text: "کامران نیک‌پور", English: "Kamran Nikpour", Country: "IRN", Office: "foreign_minister", Role: "visitor"}, {Text: "تیلک آسانوف", English: "Tilek Asanov", Country: "KGZ", Office: "foreign_minister", Role: "host"}}}
	}
	return []told{
		{id: "r1", text: "کامران نیک‌پور وزیر خارجه ایران در بیشکک با تیلک آسانوف دیدار کرد", lang: "fa", outlet: "north", day: "2023-01-24", mentions: []register.Mention{meeting("occurred", "2023-01-24", "2023-01-24")}},
		{id: "r2", text: "نیک‌پور بر همکاری‌های منطقه‌ای با قرقیزستان تأکید کرد", lang: "fa", outlet: "south", day: "2023-01-25", mentions: []register.Mention{
			{Kind: register.Statement, Verb: "stress", Parties: []string{"IRN"}, Targets: []string{"KGZ"}, Topics: []string{"trade"}, Who: []register.Name{{Text: "نیک‌پور", English: "Kamran Nikpour", Country: "IRN"}}}}},
		{id: "r3", text: "اتفقت طهران وبيشكيك على تسيير رحلات مباشرة قبل نهاية عام 2023", lang: "ar", outlet: "east", day: "2023-02-02", mentions: []register.Mention{
			{Kind: register.Commitment, Verb: "service", Status: "agreed", From: "2023-12-31", To: "2023-12-31", Parties: []string{"IRN", "KGZ"}, By: []string{"IRN", "KGZ"}, Topics: []string{"transport/air"}}}},
	}
}

// sqlite is a new register in a file.
func sqlite(t testing.TB) store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// asJSON is what an answer says.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSearch(t *testing.T) {
	h := open(t)
	s, file := store.NewMemory(), sqlite(t)
	h.keep(t, s, invented()...)
	h.keep(t, file, invented()...)
	a, b := h.asker(t, s, "2024-01-01"), h.asker(t, file, "2024-01-01")
	for query, want := range map[string]string{
		"Kyrgyzstan":          "r1e1 r2s1 r3c1",
		"ایران":               "r1e1 r2s1 r3c1",
		"همکاريهاي منطقه اي":  "r2s1",
		"\"همکاری منطقه‌ای\"": "r2s1",
		"flights":             "r3c1",
		"kind:commitment":     "r3c1",
		"kind:statements":     "r2s1",
		"who:Nikpour":         "r1e1 r2s1",
		"who:نیکپور":          "r1e1 r2s1",
		"said-by:نیک‌پور":     "r2s1",
		"said-by:Iran":        "r2s1",
		"to:Kyrgyzstan":       "r2s1",
		"pair:IRN-KGZ":        "r1e1 r2s1 r3c1",
		"pair:ایران-قرقیزستان verb:meet": "r1e1",
		"pair:Iran–Tajikistan":           "",
		"verb:دیدار":                     "r1e1",
		"topic:transport":                "r1e1 r3c1",
		"topic:rail":                     "r1e1",
		"place:Bishkek":                  "r1e1",
		"place:بیشکک":                    "r1e1",
		"status:agreed":                  "r3c1",
		"outlet:east":                    "r3c1",
		"lang:fa":                        "r1e1 r2s1",
		"Bishkek -kind":                  "r1e1 r3c1",
		"Iran -Nikpour":                  "r3c1",
		"after:1401-11-05":               "r2s1 r3c1",
		"before:2023-01-25":              "r1e1",
		"after:۱۴۰۱/۱۱/۰۴ before:1444-07-04": "r1e1 r2s1",
		"who:Nobody": "",
	} {
		got, err := a.Search(t.Context(), query, 20)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		same, err := b.Search(t.Context(), query, 20)
		if d := gocmp.Diff(asJSON(t, got), asJSON(t, same)); err != nil || d != "" {
			t.Errorf("%s: SQLite answers otherwise (%v): %s", query, err, d)
		}
		ids := map[string]bool{}
		for _, r := range got.Rows {
			ids[r.ID] = true
		}
		for _, id := range strings.Fields(want) {
			if !ids[id] {
				t.Errorf("%s: %s is not found; read as %v", query, id, got.Read)
			}
			delete(ids, id)
		}
		if len(ids) > 0 {
			t.Errorf("%s: found too: %v; read as %v", query, ids, got.Read)
		}
	}
}

// TestCorrected holds that answers are as people have corrected them.
func TestCorrected(t *testing.T) {
	h := open(t)
	s := store.NewMemory()
	h.keep(t, s, invented()...)
	for _, c := range []register.Correction{
		{ID: "1", Mention: "r2s1", Action: register.Reject, Author: "tester", At: "2024-01-01T00:00:00Z"},
		{ID: "2", Mention: "r1e1", Action: register.Edit, Field: "city", Value: `"Dushanbe"`, Author: "tester", At: "2024-01-01T00:00:00Z"},
	} {
		if err := s.Correct(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	a := h.asker(t, s, "2024-01-01")
	got, err := a.Search(t.Context(), "who:Nikpour", 0)
	if err != nil || len(got.Rows) != 1 || got.Rows[0].City != "Dushanbe" {
		t.Errorf("%v %s", err, asJSON(t, got))
	}
	shown, err := a.Show(t.Context(), "r2s1")
	if err != nil || shown.Why == "" || len(shown.Corrections) != 1 {
		t.Errorf("%v %s", err, asJSON(t, shown))
	}
}

// TestFaults holds that a fault in a query is told with its place and with
// what is allowed.
func TestFaults(t *testing.T) {
	h := open(t)
	r := NewReader(h.index, h.texts, h.texts["en"])
	for query, want := range map[string]string{
		"iran verb:mett":                      "at character 6 (verb:mett): there is no such verb; of happenings: meet, receive",
		"whoo:Zarif":                          "there is no field \"whoo:\"; the fields are who: to:",
		"\"not closed":                        "at character 1 (\"not closed): the quotation mark is not closed",
		"pair:IRN":                            "no pair of states",
		"pair:IRN-IRN":                        "no pair of states",
		"after:12":                            "\"12\" is no date",
		"after:1402-13":                       "is no day of the solar calendar",
		"kind:thing":                          "the kinds are event, statement",
		"who:":                                "what is behind the colon is missing",
		"after:2024 before:2023":              "no day lies from 2024-01-01 to 2022-12-31",
		"status:maybe":                        "of happenings: occurred, planned",
		"to:nowhere":                          "no state or organisation",
		"-":                                   "nothing in it to look for",
		"of the":                              "nothing in it to look for",
		"10:30 a:b http://example.org/x?y=1#": "there is no field \"http:\"",
		strings.Repeat("a ", 1200):            "too long",
	} {
		_, err := r.Read(query)
		switch {
		case err == nil && want != "":
			t.Errorf("%s: no fault; want %q", query, want)
		case err != nil && (want == "" || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v; want %q", query, err, want)
		}
	}
}

// FuzzRead holds that any query is read or refused in words.
func FuzzRead(f *testing.F) {
	h := open(f)
	r := NewReader(h.index, h.texts, h.texts["en"])
	for _, s := range []string{"iran -x \"a b\" who:\"c d\" pair:IRN-KGZ after:1402", "«ایران»", "who:\"", "-\"", "pair:-", "before:0-0-0", "-who:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := r.Read(s)
		if err == nil && q == nil || err != nil && err.Error() == "" {
			t.Fatalf("%q: %v %v", s, q, err)
		}
	})
}
