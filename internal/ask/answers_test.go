package ask

import (
	"context"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"safir/data"
	"safir/internal/register"
	"safir/internal/store"
)

// history is invented: a visit that is planned, told again late, and takes
// place; a promise with a deadline, of which nothing more is heard.
func history() []told {
	who := func() []register.Name {
		return []register.Name{{Text: "سامان رادی", English: "Saman Radi", Country: "IRN", Office: "foreign_minister", Role: "visitor"}}
	}
	visit := func(status, from, to string) register.Mention {
		return register.Mention{Kind: register.Event, Type: "CONSULT", Verb: "visit", Status: status, From: from, To: to, Parties: []string{"IRN", "OMN"}, City: "Muscat", Country: "OMN",
			Channel: "in_person", Main: true, Source: "outlet", Who: who()}
	}
	promise := register.Mention{Kind: register.Commitment, Verb: "project", Status: "agreed", From: "2023-06-01", To: "2023-06-30", Parties: []string{"IRN", "OMN"}, By: []string{"OMN"}, Topics: []string{"transport/sea"}}
	return []told{
		{id: "h1", text: "planned visit", lang: "fa", outlet: "north", day: "2023-01-01", mentions: []register.Mention{visit("planned", "2023-01-10", "2023-01-10"), promise}},
		{id: "h2", text: "visit took place", lang: "ar", outlet: "south", day: "2023-01-11", mentions: []register.Mention{visit("occurred", "2023-01-10", "2023-01-10")}, joins: "h1e1"},
		{id: "h3", text: "visit recalled", lang: "fa", outlet: "east", day: "2023-02-01", mentions: []register.Mention{visit("occurred", "2023-01-10", "2023-01-10")}, joins: "h1e1"},
		{id: "h4", text: "an old article", lang: "fa", outlet: "east", day: "2022-05-05", added: "2023-03-01T12:00:00Z", mentions: []register.Mention{
			{Kind: register.Statement, Verb: "hope", Parties: []string{"IRN"}, Targets: []string{"OMN"}, Topics: []string{"trade"}, Who: who()}}},
		{id: "h5", text: "another remark", lang: "fa", outlet: "east", day: "2023-05-05", mentions: []register.Mention{
			{Kind: register.Statement, Verb: "hope", Parties: []string{"IRN"}, Targets: []string{"OMN"}, Topics: []string{"trade"}, Who: who()}}},
	}
}

// both runs a test with memory and with a file, and holds that all its answers
// are the same.
func both(t *testing.T, reports []told, try func(t *testing.T, a func(now string) *Asker) []any) {
	h := open(t)
	var said [2]string
	for i, s := range []store.Store{store.NewMemory(), sqlite(t)} {
		h.keep(t, s, reports...)
		var b strings.Builder
		for _, v := range try(t, func(now string) *Asker { return h.asker(t, s, now) }) {
			b.WriteString(asJSON(t, v))
		}
		said[i] = b.String()
	}
	if d := gocmp.Diff(said[0], said[1]); d != "" {
		t.Errorf("memory and SQLite answer differently: %s", d)
	}
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestBrief holds that a brief tells what is new, what has changed and what
// came late, and counts what was only told again.
func TestBrief(t *testing.T) {
	both(t, history(), func(t *testing.T, at func(string) *Asker) (out []any) {
		a := at("2023-06-15T08:00:00Z")
		for _, c := range []struct {
			since                     string
			new, changed, again, late int
		}{
			{"", 4, 0, 0, 0},
			{"2023-01-05T00:00:00Z", 2, 1, 0, 1}, // the visit took place, two remarks
			{"2023-01-20T00:00:00Z", 2, 0, 1, 1},
			{"2023-04-01T00:00:00Z", 1, 0, 0, 0},
			{"2023-06-01T00:00:00Z", 0, 0, 0, 0},
		} {
			b := must[*Brief](t)(a.Brief(t.Context(), c.since, "", 0))
			if b.New != c.new || b.Changed != c.changed || b.Again != c.again || b.Late != c.late {
				t.Errorf("since %q: %d new, %d changed, %d again, %d late; want %v", c.since, b.New, b.Changed, b.Again, b.Late, c)
			}
			out = append(out, b)
		}
		b := must[*Brief](t)(a.Brief(t.Context(), "2023-06-01T00:00:00Z", "", 0))
		if b.Coverage.Word != "not_read" || len(b.Due) != 0 {
			t.Errorf("nothing came in: %+v", b)
		}
		if b := must[*Brief](t)(at("2023-06-25T08:00:00Z").Brief(t.Context(), "2023-06-01T00:00:00Z", "", 0)); len(b.Due) != 1 {
			t.Errorf("a week before a promise falls due: %+v", b)
		}
		if since := must[string](t)(a.Since(t.Context(), "last")); since != "" {
			t.Errorf("the first brief goes on from %q", since)
		}
		if err := a.Seen(t.Context()); err != nil {
			t.Fatal(err)
		}
		if since := must[string](t)(a.Since(t.Context(), "last")); since != "2023-06-15T08:00:00Z" {
			t.Errorf("the next brief goes on from %q", since)
		}
		return append(out, must[*Brief](t)(a.Brief(t.Context(), "", "pair:IRN-OMN topic:trade", 1)))
	})
}

// TestLedger holds that promises are due, overdue and silent by the day of
// asking alone.
func TestLedger(t *testing.T) {
	both(t, history(), func(t *testing.T, at func(string) *Asker) (out []any) {
		for _, c := range []struct {
			now         string
			w           Which
			rows        int
			why, notWhy string
		}{
			{"2023-01-02", Which{Due: true}, 0, "", ""},
			{"2023-06-15", Which{Due: true}, 1, "due in 15 days", "not heard"},
			{"2023-07-15", Which{Due: true}, 1, "overdue for 15 days", "not heard"},
			{"2023-07-15", Which{Silent: true}, 0, "", ""},
			{"2023-12-15", Which{Silent: true}, 1, "not heard of for 348 days (articles read: 3, outlets: 2)", ""},
			{"2023-12-15", Which{Status: "agreed"}, 1, "", ""},
			{"2023-12-15", Which{Status: "signed"}, 0, "", ""},
		} {
			l := must[*Ledger](t)(at(c.now).Commitments(t.Context(), c.w, "", 0))
			out = append(out, l)
			if len(l.Rows) != c.rows {
				t.Errorf("%s %+v: %d rows, want %d", c.now, c.w, len(l.Rows), c.rows)
				continue
			}
			if c.rows > 0 && (!strings.Contains(l.Rows[0].Why, c.why) || c.notWhy != "" && strings.Contains(l.Rows[0].Why, c.notWhy)) {
				t.Errorf("%s %+v: %q, want %q", c.now, c.w, l.Rows[0].Why, c.why)
			}
		}
		return out
	})
}

// TestOneHappening holds that a plan and what came of it are one line with all
// its reports, on the pair's timeline, in whereabouts, journeys, counts and the
// calendar.
func TestOneHappening(t *testing.T) {
	both(t, history(), func(t *testing.T, at func(string) *Asker) (out []any) {
		ctx, a := t.Context(), at("2023-06-15")
		p := must[*Between](t)(a.Pair(ctx, "Oman", "ایران", "", 0))
		if len(p.Levels) != 1 || p.Levels[0].Level != "ministers" || p.Levels[0].Count != 1 || p.Levels[0].Rows[0].Reports != 3 || p.Levels[0].Rows[0].Status != "occurred" {
			t.Errorf("levels: %s", asJSON(t, p.Levels))
		}
		if len(p.Last) != 1 || p.Last[0].Days != 156 || len(p.Commitments) != 1 {
			t.Errorf("last: %s", asJSON(t, p.Last))
		}
		w := must[*Whereabouts](t)(a.Where(ctx, "Radi", "1401-10-20"))
		if len(w.There) != 1 || w.There[0].City != "Muscat" {
			t.Errorf("where: %s", asJSON(t, w))
		}
		nowhere := must[*Whereabouts](t)(a.Where(ctx, "Radi", "2023-03-03"))
		if len(nowhere.There) != 0 || nowhere.Before == nil || nowhere.Before.City != "Muscat" || nowhere.Coverage.Word != "not_read" {
			t.Errorf("where else: %s", asJSON(t, nowhere))
		}
		j := must[*Travel](t)(a.Travel(ctx, "Radi", "", 0))
		if len(j.Trips) != 1 || j.Trips[0].Stops[0].City != "Muscat" {
			t.Errorf("travel: %s", asJSON(t, j))
		}
		c := must[*Counts](t)(a.Count(ctx, []string{"month", "pair"}, "articles", "", 0))
		if c.Total != 1 || len(c.Rows) != 1 || c.Rows[0].Articles != 2 || c.Rows[0].Keys[1] != "IRN-OMN" {
			t.Errorf("count: %s", asJSON(t, c))
		}
		for now, want := range map[string]int{"2023-01-05": 0, "2023-02-05": 0} { // it is known to have taken place
			k := must[*Agenda](t)(at(now).Calendar(ctx, "", 0, 0))
			if len(k.Rows) != want || len(k.Due) != 1 {
				t.Errorf("calendar at %s: %s", now, asJSON(t, k))
			}
		}
		s := must[*Shown](t)(a.Show(ctx, "h1e1"))
		if len(s.Tellings) != 3 || len(s.Steps) != 2 {
			t.Errorf("show: %s", asJSON(t, s))
		}
		said := must[*Remarks](t)(a.Said(ctx, "said-by:Radi topic:trade", 0))
		if len(said.Rows) != 2 || said.Rows[0].ID != "h4s1" || said.Rows[1].Former != "h4s1" || len(said.Rows[1].Changed) != 2 {
			t.Errorf("said: %s", asJSON(t, said))
		}
		wording := must[*Wordings](t)(a.Wording(ctx, "another remark", "", 0))
		if wording.Said != 1 || wording.Of != 2 || wording.Reports != 1 || wording.OfAll != wording.Coverage.Articles || wording.First.ID != "h5s1" || len(wording.Speakers) != 1 || wording.Speakers[0].Of != 2 {
			t.Errorf("wording: %s", asJSON(t, wording))
		}
		if late := must[*Wordings](t)(a.Wording(ctx, "another remark", "before:2023-01", 0)); late.Reports != 0 {
			t.Errorf("wording before it was used: %s", asJSON(t, late))
		}
		one := must[*Remarks](t)(a.Said(ctx, "said-by:Radi topic:trade", 1))
		if len(one.Rows) != 1 || one.Total != 2 {
			t.Errorf("one remark of two: %s", asJSON(t, one))
		}
		if begun := must[*Shown](t)(a.Show(ctx, "h4s")); begun.Row.ID != "h4s1" {
			t.Errorf("show by the beginning of an id: %s", asJSON(t, begun))
		}
		if _, err := a.Show(ctx, "h"); err == nil || strings.Count(err.Error(), "\n  h") != mostMeant {
			t.Errorf("show by what begins several: %v", err)
		}
		person := must[*Persons](t)(a.Person(ctx, "Radi", 0))
		return append(out, p, w, nowhere, j, c, s, said, wording, person)
	})
}

// TestLanguages holds that every answer can be said in every language.
func TestLanguages(t *testing.T) {
	h := open(t)
	s := store.NewMemory()
	h.keep(t, s, history()...)
	for lang, want := range map[string]string{"en": "visit, Muscat", "fa": "سفر، مسقط", "ar": "زيارة، مسقط"} {
		a, err := Open(data.FS, s, h.index, h.dir, lang, "2023-06-15T00:00:00Z")
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Search(context.Background(), "kind:event Oman", 0)
		if err != nil || len(got.Rows) != 1 || !strings.Contains(got.Rows[0].Gloss, want) {
			t.Errorf("%s: %v %s", lang, err, asJSON(t, got))
		}
	}
}

// TestSpeaker holds that somebody is one speaker in whatever office, and that
// two of one office are two.
func TestSpeaker(t *testing.T) {
	a := open(t).asker(t, store.NewMemory(), "2024-01-01")
	said := func(names ...register.Name) string {
		r := Row{Parties: []string{"IRN"}}
		r.sum.Who = names
		return a.speaker(&r)
	}
	then, now := register.Name{Text: "سامان رادی", Country: "IRN", Office: "minister"}, register.Name{Text: "سامان رادی", Country: "IRN", Office: "foreign_minister"}
	if x, y := said(then), said(now); x != y || x != "سامان رادی (Iran)" {
		t.Errorf("%q and %q are two", x, y)
	}
	other := now
	other.Text = "کاوه رادی"
	if x, y := said(now), said(other); x == y {
		t.Errorf("%q is two persons", x)
	}
	if x, y := said(), said(register.Name{Country: "IRN", Office: "official"}); x != "Iran" || y != "Iran" {
		t.Errorf("a state: %q, %q", x, y)
	}
}
