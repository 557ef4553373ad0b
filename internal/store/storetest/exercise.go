// Package storetest holds every store to the same promises.
package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safir/internal/register"
	"safir/internal/store"
)

// Exercise tries all that a store promises. open gives a new, empty store.
func Exercise(t *testing.T, open func(t *testing.T) store.Store) {
	for name, try := range map[string]func(*testing.T, store.Store){
		"keeps what it is given":        keeps,
		"keeps the same twice":          twice,
		"keeps all or nothing":          whole,
		"forgets what a recoding left":  recoded,
		"finds by every condition":      finds,
		"finds the next page":           next,
		"follows moves":                 moves,
		"counts what was read":          covers,
		"keeps corrections in order":    corrections,
		"knows mentions by faces":       faces,
		"knows links by their ends":     linked,
		"merges, splits and empties":    merges,
		"gives bytes back as they came": forms,
		"says what is missing":          misses,
		"knows ids by their beginning":  begun,
		"digests alike in any order":    digests,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			try(t, s)
		})
	}
}

// Article is a batch made for tests: a report of two mentions about two
// states, with the number n in all that must differ.
func Article(n int) *store.Batch {
	id := fmt.Sprintf("%04d", n)
	day := fmt.Sprintf("2024-%02d-%02d", n/28%12+1, n%28+1)
	r := register.Report{ID: "r" + id, Text: "t" + id, Raw: "b" + id, File: id + ".txt", Outlet: []string{"north", "south"}[n%2], Title: "Title " + id, Lang: "fa",
		Published: day, Added: "2024-12-31T00:00:00Z", State: register.Coded, Coder: "1"}
	event := register.Mention{ID: "e" + id, Kind: register.Event, Report: r.ID, Item: "e1", Text: r.Text, Outlet: r.Outlet, Lang: r.Lang, Published: day, From: day, To: day,
		Parties: []string{"AAA", "BBB"}, Who: []register.Name{{Actor: "a1", Text: "Name", Keys: []string{"nm"}}}, Type: "CONSULT", Verb: "meet", Status: "occurred", Country: "AAA",
		City: "Upper", Topics: []string{"transport/rail"}, Main: true, Source: "outlet", Blocks: []int64{register.Block(register.Event, "AAA BBB", n)}}
	person := register.Mention{ID: "p" + id, Kind: register.Person, Report: r.ID, Item: "a1", Text: r.Text, Outlet: r.Outlet, Lang: r.Lang, Published: day,
		Who: []register.Name{{Actor: "a1", Text: "Name", Keys: []string{"nm"}}}, Blocks: []int64{register.Block(register.Person, "nm", 0)}}
	return &store.Batch{Report: r, Raw: []byte("bytes " + id), Text: "text " + id, Record: []byte(`{"id":"` + id + `"}`), Tokens: "common words n" + id,
		Mentions: []store.Entry{{Mention: event, Tokens: "railway bridge n" + id}, {Mention: person, Tokens: "name"}},
		Things:   []register.Thing{{ID: event.ID, Kind: register.Event, Mentions: []string{event.ID}}, {ID: person.ID, Kind: register.Person, Mentions: []string{person.ID}}}}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a test's own fault or the store's: either way it ends here
	}
	return v
}

func keep(t *testing.T, s store.Store, numbers ...int) {
	t.Helper()
	for _, n := range numbers {
		if err := s.Keep(t.Context(), Article(n)); err != nil {
			t.Fatal(err)
		}
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func keeps(t *testing.T, s store.Store) {
	ctx := t.Context()
	keep(t, s, 1, 2)
	a := Article(1)
	same(t, "report", must(s.Report(ctx, "r0001")), a.Report)
	same(t, "bytes", string(must(s.Raw(ctx, "b0001"))), "bytes 0001")
	same(t, "text", must(s.Text(ctx, "t0001")), "text 0001")
	same(t, "record", string(must(s.Record(ctx, "r0001"))), `{"id":"0001"}`)
	same(t, "has", must(s.Has(ctx, "r0001", "1")), true)
	same(t, "has other coder", must(s.Has(ctx, "r0001", "2")), false)
	same(t, "mentions of report", must(s.OfReport(ctx, "r0001")), []register.Mention{a.Mentions[0].Mention, a.Mentions[1].Mention})
	same(t, "mentions", must(s.Mentions(ctx, []string{"p0001", "none", "p0001"})), []register.Mention{a.Mentions[1].Mention})
	same(t, "block", must(s.Block(ctx, []int64{register.Block(register.Person, "nm", 0), register.Block(register.Person, "other", 0)})), []string{"p0001", "p0002"})
	same(t, "block of another kind", len(must(s.Block(ctx, []int64{register.Block(register.Event, "nm", 0)}))), 0)
	same(t, "thing", must(s.Thing(ctx, "e0001")), a.Things[0])
	same(t, "things of", must(s.ThingsOf(ctx, []string{"e0001", "p0001"})), a.Things)
}

func begun(t *testing.T, s store.Store) {
	ctx := t.Context()
	keep(t, s, 1, 2)
	for _, id := range []string{"abc0de", "abc1de", "ab"} { // hex, as real ids are
		if err := s.Keep(ctx, &store.Batch{Report: register.Report{ID: id, State: register.SetAside, Why: "no text"}}); err != nil {
			t.Fatal(err)
		}
	}
	for prefix, want := range map[string][]string{"p000": {"p0001", "p0002"}, "r0002": {"r0002"}, "abc": {"abc0de", "abc1de"}, "abc1": {"abc1de"}, "abd": nil, "pq": nil} {
		got := must(s.Begun(ctx, prefix, 9))
		same(t, prefix, append([]string{}, got...), append([]string{}, want...))
	}
	same(t, "at most", must(s.Begun(ctx, "abc", 1)), []string{"abc0de"})
}

func twice(t *testing.T, s store.Store) {
	keep(t, s, 1)
	before := must(s.Digest(t.Context()))
	keep(t, s, 1)
	same(t, "digest", must(s.Digest(t.Context())), before)
	same(t, "found", len(must(s.Find(t.Context(), store.Query{}))), 2)
}

func whole(t *testing.T, s store.Store) {
	ctx := t.Context()
	keep(t, s, 1)
	before := must(s.Digest(ctx))
	fault := errors.New("a fault on the way")
	err := s.Within(ctx, func(in store.Store) error {
		keep(t, in, 2)
		if got := len(must(in.Find(ctx, store.Query{}))); got != 4 {
			t.Errorf("inside, %d mentions are found, not 4", got)
		}
		return fault
	})
	if !errors.Is(err, fault) {
		t.Errorf("Within gave %v", err)
	}
	same(t, "digest", must(s.Digest(ctx)), before)
}

func recoded(t *testing.T, s store.Store) {
	ctx := t.Context()
	b := Article(1)
	b.Links = []register.Link{{A: "e0001", B: "e0002", Score: 7}}
	if err := errors.Join(s.Keep(ctx, Article(2)), s.Keep(ctx, b)); err != nil {
		t.Fatal(err)
	}
	same(t, "links", must(s.Links(ctx, []string{"e0002"})), b.Links)
	again := Article(1)
	again.Report.Coder, again.Report.Added = "2", "2030-01-01T00:00:00Z"
	again.Mentions, again.Things = again.Mentions[1:], again.Things[1:]
	again.Moved = []store.Move{{From: "e0001", To: "e0002"}}
	if err := s.Keep(ctx, again); err != nil {
		t.Fatal(err)
	}
	same(t, "mentions", len(must(s.OfReport(ctx, "r0001"))), 1)
	same(t, "links", len(must(s.Links(ctx, []string{"e0001", "e0002"}))), 0)
	same(t, "added", must(s.Report(ctx, "r0001")).Added, "2024-12-31T00:00:00Z")
	same(t, "moved", must(s.Thing(ctx, "e0001")).ID, "e0002")
	same(t, "by words", len(must(s.Find(ctx, store.Query{Terms: []store.Term{{Any: []string{"n0001"}}}}))), 0)
}

func finds(t *testing.T, s store.Store) {
	keep(t, s, 1, 2, 30)
	for name, c := range map[string]struct {
		q    store.Query
		want []string
	}{
		"all":           {store.Query{}, []string{"e0030", "e0002", "e0001", "p0030", "p0002", "p0001"}},
		"kind":          {store.Query{Kinds: []register.Kind{register.Person}}, []string{"p0030", "p0002", "p0001"}},
		"parties":       {store.Query{Parties: []string{"AAA", "BBB"}, Limit: 2}, []string{"e0030", "e0002"}},
		"other parties": {store.Query{Parties: []string{"AAA", "CCC"}}, nil},
		"who":           {store.Query{Kinds: []register.Kind{register.Event}, Who: []string{"p0002", "p0001"}}, []string{"e0002", "e0001"}},
		"verb, outlet":  {store.Query{Verbs: []string{"meet"}, Outlets: []string{"south"}}, []string{"e0001"}},
		"topic above":   {store.Query{Topics: []string{"transport"}, Main: true}, []string{"e0030", "e0002", "e0001"}},
		"topic beside":  {store.Query{Topics: []string{"transport/road", "trans"}}, nil},
		"place":         {store.Query{Places: []string{"Upper"}, Limit: 1}, []string{"e0030"}},
		"days":          {store.Query{From: "2024-01-03", To: "2024-01-31"}, []string{"e0002"}},
		"phrase":        {store.Query{Terms: []store.Term{{Any: []string{"railway bridge"}}, {Any: []string{"n0002"}, Not: true}}}, []string{"e0030", "e0001"}},
		"no phrase":     {store.Query{Terms: []store.Term{{Any: []string{"bridge railway"}}}}, nil},
		"one of words":  {store.Query{Terms: []store.Term{{Any: []string{"n0001", "n0030"}}}}, []string{"e0030", "e0001"}},
		"report":        {store.Query{Report: "r0001", Statuses: []string{"occurred"}, Sources: []string{"outlet"}, Langs: []string{"fa"}}, []string{"e0001"}},
	} {
		var got []string
		for _, h := range must(s.Find(t.Context(), c.q)) {
			got = append(got, h.ID)
			same(t, "thing", h.Thing, h.ID)
		}
		same(t, name, got, c.want)
	}
	same(t, "reports", len(must(s.FindReports(t.Context(), []store.Term{{Any: []string{"common"}}, {Any: []string{"n0030"}, Not: true}}, 5))), 2)
}

func next(t *testing.T, s store.Store) {
	keep(t, s, 1, 2, 3, 4, 5, 30, 31)
	all := must(s.Find(t.Context(), store.Query{}))
	var got []store.Hit
	for q := (store.Query{Limit: 3}); ; q.After = got[len(got)-1].ID {
		list := must(s.Find(t.Context(), q))
		got = append(got, list...)
		if len(list) < 3 {
			break
		}
	}
	same(t, "pages", got, all)
}

func moves(t *testing.T, s store.Store) {
	keep(t, s, 1, 2, 3)
	for i, to := range []int{2, 3} {
		from := fmt.Sprintf("e%04d", i+1)
		b := Article(to)
		b.Things[0].Mentions = append(b.Things[0].Mentions, from)
		slices.Sort(b.Things[0].Mentions)
		b.Moved = []store.Move{{From: from, To: b.Things[0].ID}}
		if err := s.Keep(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "over two moves", must(s.Thing(t.Context(), "e0001")).ID, "e0003")
}

func covers(t *testing.T, s store.Store) {
	keep(t, s, 1, 2, 3)
	aside := &store.Batch{Report: register.Report{ID: "x", State: register.SetAside, Why: "no text", Raw: "bx"}, Raw: []byte{0}}
	if err := s.Keep(t.Context(), aside); err != nil {
		t.Fatal(err)
	}
	same(t, "all", len(must(s.Coverage(t.Context(), "", ""))), 4)
	var total []store.Covered
	for _, c := range must(s.Coverage(t.Context(), "", "")) {
		if i := slices.IndexFunc(total, func(o store.Covered) bool { return o.Outlet == c.Outlet && o.Lang == c.Lang && o.State == c.State }); i >= 0 {
			total[i].Reports, total[i].First, total[i].Last = total[i].Reports+c.Reports, min(total[i].First, c.Day), max(total[i].Last, c.Day)
		} else {
			total = append(total, store.Covered{Outlet: c.Outlet, Lang: c.Lang, State: c.State, Reports: c.Reports, First: c.Day, Last: c.Day})
		}
	}
	same(t, "covered", must(s.Covered(t.Context(), "", "")), total)
	same(t, "days", must(s.Coverage(t.Context(), "2024-01-03", "2024-01-03")), []store.Coverage{{Outlet: "north", Lang: "fa", Day: "2024-01-03", State: register.Coded, Reports: 1}})
	var why []string
	for r, err := range s.Reports(t.Context(), register.SetAside) {
		why = append(why, must(r, err).Why)
	}
	same(t, "set aside", why, []string{"no text"})
}

func corrections(t *testing.T, s store.Store) {
	keep(t, s, 1)
	for _, id := range []string{"b", "a", "b"} {
		if err := s.Correct(t.Context(), register.Correction{ID: id, Mention: "e0001", Action: "accept", Author: "somebody"}); err != nil {
			t.Fatal(err)
		}
	}
	list := must(s.Corrections(t.Context()))
	same(t, "order", []string{list[0].ID, list[1].ID}, []string{"b", "a"})
	if err := s.Note(t.Context(), "brief", "2024-01-01"); err != nil {
		t.Fatal(err)
	}
	same(t, "noted", must(s.Noted(t.Context(), "brief"))+must(s.Noted(t.Context(), "nothing")), "2024-01-01")
}

// faced is an article whose person has a face.
func faced(n int, face string) *store.Batch {
	b := Article(n)
	b.Mentions[1].Face = face
	return b
}

func faces(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, b := range []*store.Batch{faced(3, "f1"), faced(2, "f1"), faced(1, "f2")} {
		if err := s.Keep(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	ids := func(list []register.Mention, err error) (out []string) {
		for _, m := range must(list, err) {
			out = append(out, m.ID)
		}
		return out
	}
	same(t, "block", must(s.Block(ctx, []int64{register.Block(register.Person, "nm", 0)})), []string{"f1", "f2"})
	same(t, "earliest", ids(s.Faces(ctx, []string{"f1", "e0003", "none", "f1"})), []string{"e0003", "p0002"})
	same(t, "all", ids(s.OfFaces(ctx, []string{"f1", ""})), []string{"p0002", "p0003"})
	if err := s.Keep(ctx, faced(1, "f1")); err != nil {
		t.Fatal(err)
	}
	same(t, "block when a face is gone", must(s.Block(ctx, []int64{register.Block(register.Person, "nm", 0)})), []string{"f1"})
	same(t, "earliest of more", ids(s.Faces(ctx, []string{"f1"})), []string{"p0001"})
}

func linked(t *testing.T, s store.Store) {
	ctx := t.Context()
	keep(t, s, 1, 2, 3, 4, 5)
	b := Article(5)
	b.Links = []register.Link{{A: "e0001", B: "e0002"}, {A: "e0002", B: "e0003"}, {A: "e0004", B: "e0005"}}
	if err := s.Keep(ctx, b); err != nil {
		t.Fatal(err)
	}
	same(t, "with one end", must(s.Links(ctx, []string{"e0001"})), b.Links[:1])
	same(t, "of two keys, once", must(s.Links(ctx, []string{"e0002", "e0003"})), b.Links[:2])
	same(t, "of nothing", len(must(s.Links(ctx, nil))), 0)
}

func merges(t *testing.T, s store.Store) {
	ctx := t.Context()
	keep(t, s, 1, 2, 3)
	again := func(n int, change func(*store.Batch)) {
		t.Helper()
		b := Article(n)
		b.Things = nil
		b.Mentions = nil
		change(b)
		if err := s.Keep(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	again(4, func(b *store.Batch) { b.Moved = []store.Move{{From: "e0002", To: "e0001"}, {From: "p0003", To: "new"}} })
	same(t, "merged", must(s.Thing(ctx, "e0002")).Mentions, []string{"e0001", "e0002"})
	same(t, "renamed", must(s.Thing(ctx, "p0003")), register.Thing{ID: "new", Kind: register.Person, Mentions: []string{"p0003"}})
	owners := must(s.Owners(ctx, []string{"e0002", "p0003", "none"}))
	same(t, "owners", []string{owners["e0002"].ID, owners["p0003"].ID, owners["none"].ID}, []string{"e0001", "new", ""})
	again(5, func(b *store.Batch) {
		b.Things = []register.Thing{{ID: "e0002", Kind: register.Event, Mentions: []string{"e0002"}}}
	})
	same(t, "split", must(s.Thing(ctx, "e0002")).Mentions, []string{"e0002"})
	same(t, "rest of it", must(s.Thing(ctx, "e0001")).Mentions, []string{"e0001"})
	again(1, func(*store.Batch) {})
	if _, err := s.Thing(ctx, "e0001"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a thing without mentions is still there: %v", err)
	}
}

func forms(t *testing.T, s store.Store) {
	ctx := t.Context()
	text := "line \"one\"\n\tline\\two \u06a9 \U0001F54A\r\u0001"
	plain := must(json.Marshal(map[string]string{"a": "b", "text": text}))
	var bare bytes.Buffer
	enc := json.NewEncoder(&bare)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		t.Fatal(err)
	}
	for i, raw := range []string{text, "\xef\xbb\xbf" + text + "\n", string(plain), bare.String(), `{"text": "` + strconv.QuoteToASCII(text) + `"}`, "other", ""} {
		b := Article(i + 1)
		b.Report.Text, b.Text, b.Raw = fmt.Sprintf("%064x", 1), text, []byte(raw)
		if raw == "" {
			b.Report.Raw = ""
		}
		if err := s.Keep(ctx, b); err != nil {
			t.Fatal(err)
		}
		if raw != "" {
			same(t, "bytes", string(must(s.Raw(ctx, b.Report.Raw))), raw)
		}
	}
}

func misses(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, e1 := s.Report(ctx, "none")
	_, e2 := s.Raw(ctx, "none")
	_, e3 := s.Text(ctx, "none")
	_, e4 := s.Record(ctx, "none")
	_, e5 := s.Thing(ctx, "none")
	for i, err := range []error{e1, e2, e3, e4, e5} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%d: %v", i+1, err)
		}
	}
}

func digests(t *testing.T, s store.Store) {
	ctx := context.Background()
	keep(t, s, 3, 1, 2)
	m := store.NewMemory()
	keep(t, m, 1, 2, 3)
	same(t, "digest", must(s.Digest(ctx)), must(m.Digest(ctx)))
	keep(t, m, 4)
	if must(s.Digest(ctx)) == must(m.Digest(ctx)) {
		t.Error("an article more and the digest is the same")
	}
}
