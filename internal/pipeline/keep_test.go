package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/reconcile"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// drawn is an article of the generator: an outcome without any coding.
func drawn(t *rapid.T, n int) Outcome {
	from := func(label string, words ...string) string { return rapid.SampledFrom(words).Draw(t, label) }
	text := fmt.Sprintf("article %d %s", n, from("text", "one text about the talks of two ministers in a city", "another text"))
	day := fmt.Sprintf("2024-05-%02d", rapid.IntRange(1, 6).Draw(t, "day"))
	end := len([]rune(text))
	r := &record.Record{Schema: record.Schema, ID: idOf(text), Lang: "fa", Text: text, Published: record.Published{Value: &day}, Coder: record.Coder{Program: "1", Pack: "fa 1", World: "1"}}
	country := []string{"GOL", "BAH"}
	for i := range 2 {
		a := record.Actor{ID: fmt.Sprintf("a%d", i+1), Kind: "person", Name: from("name", "سامان رادی", "رادی", "کاوه پارسا", "پارسا", "سامان پارسا"), Country: &country[i], Spans: []record.Span{{i, i + 3}}}
		if office := from("office", "foreign_minister", "ambassador", ""); office != "" {
			a.Office = &office
		}
		r.Actors = append(r.Actors, a)
	}
	on := fmt.Sprintf("2024-05-%02d", rapid.IntRange(1, 6).Draw(t, "on"))
	e := record.Event{ID: "e1", Type: "CONSULT", Verb: from("verb", "meet", "meet", "call", "visit"), Status: from("status", "occurred", "planned"), Main: true, Countries: country,
		Participants: []record.Participant{{Actor: "a1", Role: "participant"}, {Actor: "a2", Role: "participant"}}, Date: &record.Date{Value: &on}, Spans: []record.Span{{0, end}}}
	if city := from("city", "Prague", "Oslo", ""); city != "" {
		e.Place = &record.Place{City: &city}
	}
	r.Events = []record.Event{e}
	r.Statements = []record.Statement{{ID: "s1", Speakers: []string{"a1"}, Targets: []string{"BAH"}, Act: from("act", "state", "hope"), Topics: []string{"trade"}, Span: record.Span{0, end}}}
	r.Commitments = []record.Commitment{{ID: "c1", By: country, Parties: country, Stage: from("stage", "proposed", "signed"), Object: record.Object{Kind: from("object", "visit", "instrument"), Span: record.Span{0, 5}},
		Span: record.Span{0, 5}}}
	raw := []byte(text)
	return Outcome{Where: fmt.Sprint(n), Record: r, Item: fetch.Item{Where: fmt.Sprint(n), Raw: raw, Article: doc.Article{Text: text, File: fmt.Sprintf("%d.txt", n)}}}
}

// prepared is what all keepers of this file share.
var prepared = sync.OnceValue(func() *Keeper {
	c, err := builtIn()
	if err != nil {
		panic(err)
	}
	k, err := NewKeeper(data.FS, c, nil, 2, "2024-12-31T00:00:00Z")
	if err != nil {
		panic(err)
	}
	return k
})

func keeper(s store.Store) *Keeper {
	k := *prepared()
	k.Store, k.seen = s, newSeen()
	return &k
}

// inParts keeps outcomes in so many goes as are drawn.
func inParts(t *rapid.T, k *Keeper, list []Outcome) {
	for len(list) > 0 {
		n := rapid.IntRange(1, len(list)).Draw(t, "go")
		if _, err := k.keepAll(context.Background(), slices.Clone(list[:n])); err != nil {
			t.Fatal(err)
		}
		list = list[n:]
	}
}

// TestAnyOrder holds that a register is the same in whatever order and in how
// many goes its articles came, in memory or in a file, and that its things are
// those of joining all mentions at once.
func TestAnyOrder(t *testing.T) {
	dir := t.TempDir()
	files := 0
	rapid.Check(t, func(t *rapid.T) {
		var list []Outcome
		for n := range rapid.IntRange(1, 14).Draw(t, "articles") {
			list = append(list, drawn(t, n))
		}
		one, two := store.NewMemory(), store.NewMemory()
		inParts(t, keeper(one), list)
		inParts(t, keeper(two), rapid.Permutation(list).Draw(t, "order"))
		want := digestOf(t, one)
		if got := digestOf(t, two); got != want {
			t.Errorf("another order, another register: %s", cmp.Diff(thingsOf(t, one), thingsOf(t, two)))
		}
		if d := cmp.Diff(atOnce(t, one), thingsOf(t, one)); d != "" {
			t.Errorf("not what joining all at once gives (-want +got):\n%s", d)
		}
		checked(t, one)
		if rapid.IntRange(0, 7).Draw(t, "with a file") > 0 {
			return
		}
		files++
		file, err := store.Open(context.Background(), filepath.Join(dir, fmt.Sprint(files, ".db")))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		inParts(t, keeper(file), rapid.Permutation(list).Draw(t, "order of file"))
		if got := digestOf(t, file); got != want {
			t.Errorf("the file differs from memory: %s", cmp.Diff(thingsOf(t, one), thingsOf(t, file)))
		}
		if err := file.Sound(context.Background(), func(what string) { t.Error(what) }); err != nil {
			t.Error(err)
		}
		checked(t, file)
	})
}

// TestTwoKeepers holds that two that write to one register in turn make the
// register that one makes.
func TestTwoKeepers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.db")
	var keepers [2]*Keeper
	for i := range keepers {
		s, err := store.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		keepers[i] = bare(s)
	}
	m := store.NewMemory()
	g, alone := invent(8), bare(m)
	for n := range 24 {
		o := []Outcome{g.next()}
		_, err1 := keepers[n%2].keepAll(t.Context(), slices.Clone(o))
		_, err2 := alone.keepAll(t.Context(), o)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
	}
	got, err1 := keepers[0].Store.Digest(t.Context())
	want, err2 := m.Digest(t.Context())
	if err := errors.Join(err1, err2); err != nil || got != want {
		t.Errorf("another register: %v", err)
	}
}

// TestSaid holds that what people say of joins holds whenever they say it and
// whatever comes in later, and that undoing puts everything back.
func TestSaid(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		var list []Outcome
		for n := range rapid.IntRange(2, 9).Draw(t, "articles") {
			list = append(list, drawn(t, n))
		}
		first := rapid.IntRange(1, len(list)).Draw(t, "said after")
		s := store.NewMemory()
		inParts(t, keeper(s), list[:first])
		before := digestOf(t, s)
		hits, err := s.Find(ctx, store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		var made []register.Correction
		for range rapid.IntRange(1, 3).Draw(t, "corrections") {
			a, b := rapid.SampledFrom(hits).Draw(t, "one"), rapid.SampledFrom(hits).Draw(t, "other")
			c := register.Correction{Mention: a.ID, Other: b.ID, Action: rapid.SampledFrom([]string{register.JoinTo, register.PartOf}).Draw(t, "action"), Author: "a", At: fmt.Sprint("2024-01-0", len(made)+1)}
			if c, err = Correct(ctx, s, c); err == nil {
				made = append(made, c)
			} else if a.Kind == b.Kind && a.ID != b.ID && !errors.Is(err, ErrSaidBefore) {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(atOnce(t, s), thingsOf(t, s)); d != "" {
			t.Fatalf("not what joining all at once gives (-want +got):\n%s", d)
		}
		if first == len(list) {
			for _, c := range made {
				if _, err := Correct(ctx, s, register.Correction{Action: register.Undo, Undoes: c.ID, At: "2024-02-01"}); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(atOnce(t, s), thingsOf(t, s)); d != "" {
				t.Fatalf("undone, not what joining all at once gives (-want +got):\n%s", d)
			}
			if len(made) == 0 && digestOf(t, s) != before {
				t.Error("nothing was said and something changed")
			}
			return
		}
		inParts(t, keeper(s), list[first:])
		if d := cmp.Diff(atOnce(t, s), thingsOf(t, s)); d != "" {
			t.Errorf("later, not what joining all at once gives (-want +got):\n%s", d)
		}
		checked(t, s)
	})
}

// TestAnew holds that articles coded anew are joined as if they had been coded
// so at once, but under the ids that they had, and that what people said stays
// with its item.
func TestAnew(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s := store.NewMemory()
		var list []Outcome
		for n := range rapid.IntRange(1, 8).Draw(t, "articles") {
			list = append(list, drawn(t, n))
		}
		inParts(t, keeper(s), list)
		before, err := s.Find(ctx, store.Query{Kinds: []register.Kind{register.Event}})
		if err != nil {
			t.Fatal(err)
		}
		said := rapid.SampledFrom(before).Draw(t, "said of").Mention
		if _, err := Correct(ctx, s, register.Correction{Mention: said.ID, Action: register.Accept}); err != nil {
			t.Fatal(err)
		}
		for i := range list { // other rules: another day, another verb, evidence moved, a statement less
			r := *list[i].Record
			r.Events = slices.Clone(r.Events)
			e := &r.Events[0]
			on := fmt.Sprintf("2024-05-%02d", rapid.IntRange(1, 6).Draw(t, "on"))
			e.Date = &record.Date{Value: &on}
			e.Verb = rapid.SampledFrom([]string{"meet", "negotiate"}).Draw(t, "verb anew")
			e.Spans = []record.Span{{rapid.IntRange(0, 5).Draw(t, "moved"), e.Spans[0][1]}}
			r.Statements = r.Statements[:rapid.IntRange(0, 1).Draw(t, "statements")]
			list[i].Record = &r
		}
		k := keeper(s)
		k.anew = true
		inParts(t, k, rapid.Permutation(list).Draw(t, "order"))
		if d := cmp.Diff(atOnce(t, s), thingsOf(t, s)); d != "" {
			t.Errorf("not what joining all at once gives (-want +got):\n%s", d)
		}
		checked(t, s)
		if orphans, err := Orphans(ctx, s); err != nil || len(orphans) > 0 {
			t.Errorf("orphans: %v, %v", orphans, err)
		}
		if now, err := s.Mentions(ctx, []string{said.ID}); err != nil || len(now) != 1 || now[0].Report != said.Report {
			t.Errorf("the mention that somebody accepted is lost: %v, %v", now, err)
		}
	})
}

// checked holds that checking finds no fault.
func checked(t *rapid.T, s store.Store) {
	if _, err := Check(context.Background(), s, func(what string) { t.Error(what) }); err != nil {
		t.Error(err)
	}
}

func digestOf(t *rapid.T, s store.Store) string {
	d, err := s.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func thingsOf(t *rapid.T, s store.Store) (out []register.Thing) {
	for _, kind := range register.Kinds {
		for thing, err := range s.Things(context.Background(), kind) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, thing)
		}
	}
	return out
}

// atOnce joins all mentions of a store, each compared with every other.
func atOnce(t *rapid.T, s store.Store) (out []register.Thing) {
	hits, err := s.Find(context.Background(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	said, err := s.Corrections(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range register.Kinds {
		var of []register.Mention
		for _, h := range hits {
			if h.Kind == kind {
				of = append(of, h.Mention)
			}
		}
		out = append(out, reconcile.Join(of, reconcile.All(of), register.Pairs(said))...)
	}
	return out
}
