package score

import (
	"slices"
	"strings"
	"testing"

	"safir/internal/record"
)

// TestFigures changes one thing of a perfect record and looks at every figure
// that must move; all others must stay at 1.
func TestFigures(t *testing.T) {
	golds := goldOf(t)
	str := func(s string) *string { return &s }
	stress := float64(len([]rune("تجارت دو کشور باید دو برابر شود")))
	welcome := float64(len([]rune("گشایش راه‌آهن ایران")))
	cases := []struct {
		name   string
		change func(*record.Record)
		want   map[string]float64
	}{
		{"nothing", func(*record.Record) {}, nil},
		{"published wrong", func(r *record.Record) { r.Published.Value = str("2024-05-08") }, map[string]float64{"published": 0}},
		{"published with a time", func(r *record.Record) { r.Published.Value = str("2024-05-07T10:00") }, nil},
		{"a false person", func(r *record.Record) {
			r.Actors = append(r.Actors, record.Actor{ID: "x", Kind: "person", Name: "سهراب آذری"})
		}, map[string]float64{"persons": .8}},
		{"country of a person who represents no state", func(r *record.Record) { r.Actors[1].Country = str("UZB") },
			map[string]float64{"persons": .5, "persons.represents": 0}},
		{"country of a person", func(r *record.Record) { r.Actors[0].Country = str("UZB") }, map[string]float64{"persons": .5}},
		{"surname alone", func(r *record.Record) { r.Actors[0].Name = "کاشفي" }, nil},
		{"given name alone", func(r *record.Record) { r.Actors[0].Name = "بهزاد" },
			map[string]float64{"persons": .5, "events.people": .5, "statements": welcome / (welcome + stress), "statements.act": welcome / (welcome + stress)}},
		{"office", func(r *record.Record) { r.Actors[0].Office = nil }, map[string]float64{"persons.office": .5}},
		{"represents", func(r *record.Record) { r.Actors[1].Represents = nil }, map[string]float64{"persons.represents": 0}},
		{"an organisation more", func(r *record.Record) {
			r.Actors = append(r.Actors, record.Actor{ID: "x", Kind: "organization", Acronym: str("SCO")}, record.Actor{ID: "y", Kind: "organization", Name: "بی‌نام"})
		}, map[string]float64{"orgs": 2. / 3}},
		{"type", func(r *record.Record) { r.Events[0].Type = "COOPERATE" },
			map[string]float64{"events": .5, "events.strict": .5, "events.main": 0, "events.people": 0}},
		{"one of three countries", func(r *record.Record) { r.Events[1].Countries = []string{"IRN", "TJK", "UZB"} }, nil},
		{"two countries too many", func(r *record.Record) { r.Events[1].Countries = []string{"IRN", "TJK", "UZB", "KAZ", "KGZ"} },
			map[string]float64{"events": .5, "events.strict": .5}},
		{"countries from participants", func(r *record.Record) {
			r.Events[1].Countries = nil
			r.Actors = append(r.Actors, record.Actor{ID: "x", Kind: "country", Country: str("TJK")})
			r.Events[1].Participants = []record.Participant{{Actor: "x"}}
		}, nil},
		{"status", func(r *record.Record) { r.Events[0].Status = "planned" }, map[string]float64{"events.status": .5, "events.strict": .5}},
		{"mode, verb, channel", func(r *record.Record) {
			r.Events[1].Mode, r.Events[1].Verb, r.Events[1].Channel = str("visit"), "initial", str("phone")
		}, map[string]float64{"events.mode": .5, "events.verb": .5, "events.channel": .5}},
		{"date with a time", func(r *record.Record) { r.Events[0].Date.Value = str("2024-05-07T09:30") }, nil},
		{"date guessed", func(r *record.Record) { r.Events[1].Date.Value = str("2024") }, map[string]float64{"events.date": .5, "events.strict": .5}},
		{"place", func(r *record.Record) { r.Events[0].Place = nil }, map[string]float64{"events.country": .5, "events.city": .5}},
		{"city spelt otherwise", func(r *record.Record) { r.Events[0].Place.City = str("Dushanbe City") }, nil},
		{"main", func(r *record.Record) { r.Events[1].Main = true }, map[string]float64{"events.main_flag": .5}},
		{"evidence elsewhere", func(r *record.Record) { r.Events[0].Spans = []record.Span{{0, 5}} }, map[string]float64{"events.evidence": .5}},
		{"evidence too long", func(r *record.Record) { r.Events[0].Spans = []record.Span{{0, 401}} }, map[string]float64{"events.evidence": .5}},
		{"a participant less", func(r *record.Record) { r.Events[0].Participants = r.Events[0].Participants[:1] }, map[string]float64{"events.people": 2. / 3}},
		{"a found event twice", func(r *record.Record) { r.Events = append(r.Events, r.Events[0]) },
			map[string]float64{"events": .8, "events.strict": .8}},
		{"half a statement", func(r *record.Record) { r.Statements[1].Span[1] -= int(welcome) - 8 },
			map[string]float64{"statements": 2 * (stress + 8) / (2*stress + 8 + welcome), "statements.act": 2 * (stress + 8) / (2*stress + 8 + welcome)}},
		{"speaker", func(r *record.Record) { r.Statements[1].Speakers = r.Statements[0].Speakers },
			map[string]float64{"statements": stress / (stress + welcome), "statements.act": stress / (stress + welcome)}},
		{"no known speaker", func(r *record.Record) { r.Statements[1].Speakers = []string{"gone"} },
			map[string]float64{"statements": stress / (stress + welcome), "statements.act": stress / (stress + welcome)}},
		{"act", func(r *record.Record) { r.Statements[1].Act = "thank" }, map[string]float64{"statements.act": stress / (stress + welcome)}},
		{"target by actor id", func(r *record.Record) { r.Statements[1].Targets = []string{r.Actors[0].ID} }, nil},
		{"a target too many", func(r *record.Record) { r.Statements[0].Targets = []string{"USA"} }, map[string]float64{"statements.targets": 2. / 3}},
		{"parties", func(r *record.Record) { r.Commitments[0].Parties = []string{"IRN", "UZB"} }, map[string]float64{"commitments": 0}},
		{"half of the parties", func(r *record.Record) { r.Commitments[0].Parties = []string{"IRN"} }, nil},
		{"commitment elsewhere", func(r *record.Record) { r.Commitments[0].Span = record.Span{0, 30} }, map[string]float64{"commitments": 0}},
		{"commitment too long", func(r *record.Record) { r.Commitments[0].Span = record.Span{0, 401} }, map[string]float64{"commitments": 0}},
		{"details of a commitment", func(r *record.Record) {
			c := &r.Commitments[0]
			c.Stage, c.By, c.Object.Kind, c.Deadline = "signed", []string{"IRN"}, "visit", nil
		}, map[string]float64{"commitments.stage": 0, "commitments.by": 0, "commitments.object": 0, "commitments.deadline": 0}},
		{"a topic more", func(r *record.Record) { r.Events[0].Topics = []string{"trade", "water"} }, map[string]float64{"topics": 6. / 7}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rec := clone(t, perfect(&golds[0]))
			c.change(&rec)
			table := Score(golds, []record.Record{rec}).Table(0)
			for _, row := range table.Rows {
				want, given := c.want[row.Figure]
				if !given {
					want = 1
				}
				// What was judged of an item that is no longer matched is over nothing.
				judged := given || row.N > 0
				if row.Figure != "overall" && judged && !near(row.Value, want) {
					t.Errorf("%s is %.4f (n %d), want %.4f", row.Figure, row.Value, row.N, want)
				}
			}
		})
	}
}

func TestOverallIsTheMeanOfTheFive(t *testing.T) {
	golds := goldOf(t)
	rec := perfect(&golds[0])
	rec.Commitments, rec.Actors[0].Country = []record.Commitment{}, nil
	table := Score(golds, []record.Record{rec}).Table(0)
	sum := 0.
	for _, f := range []string{"persons", "events", "statements", "commitments", "topics"} {
		sum += valueOf(t, table, f)
		if !IsMain(f) {
			t.Errorf("%s is no main figure", f)
		}
	}
	if got := valueOf(t, table, "overall"); !near(got, sum/5) {
		t.Errorf("overall is %.4f, want %.4f", got, sum/5)
	}
	if IsMain("orgs") || !IsMain("overall") || IsMain("no such figure") {
		t.Error("IsMain: orgs is none, overall is one, what does not exist is none")
	}
}

// TestStatesSpeakForSeveral: where two speak as one, a found state of theirs
// agrees; of a single speaker it does not.
func TestStatesSpeakForSeveral(t *testing.T) {
	d := newDocument(&goldOf(t)[0], nil)
	both, one := []string{"بهزاد کاشفی", "رستم نوری"}, []string{"بهزاد کاشفی"}
	for _, c := range []struct {
		want, have []string
		agree      bool
	}{
		{both, []string{"IRN"}, true}, {both, []string{"IRN", "نوری"}, true}, {both, []string{"UZB"}, false},
		{one, []string{"IRN"}, false}, {one, []string{"کاشفی"}, true}, {one, both, false}, {one, nil, false},
	} {
		if got := d.agree(c.want, c.have); got != c.agree {
			t.Errorf("gold %v, found %v: agree %v", c.want, c.have, got)
		}
	}
}

// TestWhoseRecord: by the text's sum first, then by the file's base name; a
// document without a record is missed whole, but may be right to have no date.
func TestWhoseRecord(t *testing.T) {
	golds := goldOf(t)
	rec, file := perfect(&golds[0]), "some/where/invented.txt"
	rec.ID, rec.Text, rec.Source.File = "other", "other", &file
	r := Score(golds, []record.Record{{}, rec})
	if got := valueOf(t, r.Table(0), "overall"); got != 1 {
		t.Errorf("by file name: overall %.3f", got)
	}
	if !slices.Equal(r.TextDiffers, []string{"invented.txt"}) || r.Uncoded != nil {
		t.Errorf("text differs %v, uncoded %v", r.TextDiffers, r.Uncoded)
	}
	golds[0].Published = nil
	r = Score(golds, nil)
	table := r.Table(0)
	if table.Docs != 1 || table.Coded != 0 || !slices.Equal(r.Uncoded, []string{"invented.txt"}) {
		t.Errorf("%d documents, %d coded, uncoded %v", table.Docs, table.Coded, r.Uncoded)
	}
	if valueOf(t, table, "published") != 1 || valueOf(t, table, "overall") != 0 || len(r.Items) != 8 {
		t.Errorf("without a record: %v, %d items", table.Rows, len(r.Items))
	}
}

func TestItems(t *testing.T) {
	golds := goldOf(t)
	rec := perfect(&golds[0])
	uzb, place := "UZB", mustAt(t, "رستم نوری")
	rec.Actors[1].Country, rec.Actors[1].Spans = &uzb, []record.Span{place}
	rec.Events[0].Type = "COOPERATE"
	rec.Statements[0].Span = record.Span{0, 11}
	rec.Commitments[0].Parties = []string{"UZB"}
	rec.Actors = append(rec.Actors, record.Actor{ID: "x", Kind: "organization", Name: "شانگهای", Acronym: new(string), Rule: "test/org"})
	*rec.Actors[len(rec.Actors)-1].Acronym = "SCO"
	event := mustAt(t, "با رستم نوری همتای تاجیک خود دیدار کرد")
	commitment := mustAt(t, "یادداشت تفاهم حمل و نقل تا پایان سال در چارچوب اکو امضا شود")
	want := []Item{
		{"invented.txt", KindPerson, true, place, "رستم نوری (TJK, foreign_minister)", ""},
		{"invented.txt", KindPerson, false, place, "رستم نوری (UZB, foreign_minister)", "test/cast"},
		{"invented.txt", KindOrg, false, record.Span{}, "SCO (شانگهای)", "test/org"},
		{"invented.txt", KindEvent, true, event, "CONSULT visit occurred (IRN, TJK) بهزاد کاشفی, رستم نوری", ""},
		{"invented.txt", KindEvent, false, event, "COOPERATE visit occurred (IRN, TJK) بهزاد کاشفی, رستم نوری", "test/event"},
		{"invented.txt", KindStatement, true, mustAt(t, "تجارت دو کشور باید دو برابر شود"), "stress by بهزاد کاشفی", ""},
		{"invented.txt", KindStatement, false, record.Span{0, 11}, "stress by بهزاد کاشفی", "test/statement"},
		{"invented.txt", KindCommitment, true, commitment, "instrument agreed (IRN, TJK)", ""},
		{"invented.txt", KindCommitment, false, commitment, "instrument agreed (UZB)", "test/commitment"},
	}
	got := Score(golds, []record.Record{rec}).Items
	if !slices.Equal(got, want) {
		t.Errorf("items:\n%v\nwant:\n%v", got, want)
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		span record.Span
		want string
	}{
		{record.Span{4, 9}, "یک 【دو سه】 چها"}, {record.Span{0, 2}, "【یک】 دو"},
		{record.Span{}, ""}, {record.Span{3, 99}, ""}, {record.Span{-1, 2}, ""},
	} {
		if got := Excerpt("یک\n\nدو سه چهار", c.span, 4); got != c.want {
			t.Errorf("%v: %q, want %q", c.span, got, c.want)
		}
	}
}

func TestReadRecords(t *testing.T) {
	lines := `{"id": "1", "actors": [{"id": "a", "kind": "person", "represents": null}, {"id": "b", "kind": "person"}], "unknown": 1}
{"id": "2", "statements": [{"span": [3, 9]}]}
`
	records, err := ReadRecords(strings.NewReader(lines))
	if err != nil || len(records) != 2 || records[1].Statements[0].Span != (record.Span{3, 9}) {
		t.Fatalf("%v, %v", records, err)
	}
	if a := records[0].Actors; standsForState(&a[0]) || !standsForState(&a[1]) {
		t.Error("null acts for no state, absent for the state")
	}
	for _, c := range []struct{ lines, want string }{
		{"{}\n{", "record 2: not JSON"}, {`{"text": 3}`, "record 1: does not fit"}, {`{"actors": 3}`, "record 1: does not fit"},
	} {
		if _, err := ReadRecords(strings.NewReader(c.lines)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.lines, err)
		}
	}
}
