package score

import (
	"slices"
	"testing"

	"safir/internal/record"
)

// TestWorth adds up what makes one found event a better fit than another.
func TestWorth(t *testing.T) {
	day, visit := "2024-05-07", "visit"
	want := &GoldEvent{Type: "CONSULT", Mode: &visit, Status: "occurred", Countries: []string{"IRN", "TJK"},
		Persons: []string{"بهزاد کاشفی", "رستم نوری"}, Date: &day}
	want.At = record.Span{10, 20}
	full := func() foundEvent {
		return foundEvent{&record.Event{Type: "CONSULT", Mode: &visit, Status: "occurred", Date: &record.Date{Value: &day}, Spans: []record.Span{{19, 30}}},
			[]string{"کاشفی", "نوری"}, setOf("IRN", "TJK")}
	}
	for _, c := range []struct {
		name   string
		change func(*foundEvent)
		want   float64
	}{
		{"all", func(*foundEvent) {}, 3.75},
		{"mode", func(f *foundEvent) { f.Mode = nil }, 3.25},
		{"status", func(f *foundEvent) { f.Status = "planned" }, 3.25},
		{"one of two persons", func(f *foundEvent) { f.people = f.people[:1] }, 3.5},
		{"two persons too many", func(f *foundEvent) { f.people = append(f.people, "الف", "ب") }, 3.5},
		{"evidence", func(f *foundEvent) { f.Spans = []record.Span{{20, 30}} }, 2.75},
		{"date", func(f *foundEvent) { f.Date = nil }, 3.5},
		{"half of the countries", func(f *foundEvent) { f.states = setOf("IRN") }, 1.875},
		{"less than half", func(f *foundEvent) { f.states = setOf("IRN", "UZB") }, 0},
		{"type", func(f *foundEvent) { f.Type = "AGREE" }, 0},
	} {
		have := full()
		c.change(&have)
		if got := worth(want, &have); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNoDateIsNotASameDay(t *testing.T) {
	if sameDay(nil, nil) || sameDay(new(string), &record.Date{}) {
		t.Error("two events without a date are not worth more for it")
	}
}

func TestShown(t *testing.T) {
	want := record.Span{100, 110}
	for _, c := range []struct {
		span  record.Span
		shown bool
	}{
		{record.Span{109, 120}, true}, {record.Span{110, 120}, false}, {record.Span{0, 400}, true}, {record.Span{0, 401}, false}, {record.Span{105, 105}, false},
	} {
		if got := shown(want, []record.Span{{0, 1}, c.span}); got != c.shown {
			t.Errorf("%v: shown %v", c.span, got)
		}
	}
}

// TestOnePersonForTwo: a found name that would do for two gold persons counts
// once.
func TestOnePersonForTwo(t *testing.T) {
	d := newDocument(&Gold{}, nil)
	want := &GoldEvent{Persons: []string{"رستم نوری", "نوری"}}
	d.scoreEvent(want, &foundEvent{&record.Event{}, []string{"نوری"}, nil})
	if got := d.counts[figEventsPeople]; got != (count{1, 1, 2}) {
		t.Errorf("%+v", got)
	}
}

func TestCommitmentWorth(t *testing.T) {
	for _, c := range []struct {
		name    string
		at      record.Span
		parties []string
		want    float64
	}{
		{"30 % of the shorter", record.Span{17, 27}, nil, 1},
		{"less than 30 %", record.Span{18, 28}, nil, 0},
		{"the longest", record.Span{0, 400}, nil, 1},
		{"too long", record.Span{0, 401}, nil, 0},
		{"half of the parties", record.Span{0, 20}, []string{"IRN"}, .5},
		{"a third of them", record.Span{0, 20}, []string{"IRN", "UZB"}, 0},
	} {
		want := &GoldCommitment{Parties: []string{"IRN", "TJK"}}
		want.At = record.Span{0, 20}
		have := &record.Commitment{Parties: want.Parties, Span: c.at}
		if c.parties != nil {
			have.Parties = c.parties
		}
		if got := commitmentWorth(want, have); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestMostOf: the statement that overlaps most, the first of equals.
func TestMostOf(t *testing.T) {
	d := newDocument(&Gold{}, &record.Record{Statements: []record.Statement{
		{ID: "a", Span: record.Span{0, 5}}, {ID: "b", Span: record.Span{5, 15}}, {ID: "c", Span: record.Span{15, 25}},
	}})
	for span, want := range map[record.Span]string{{3, 6}: "a", {10, 20}: "b", {14, 20}: "c"} {
		if got := d.mostOf(span); got == nil || got.ID != want {
			t.Errorf("%v: %v, want %s", span, got, want)
		}
	}
	if got := d.mostOf(record.Span{25, 30}); got != nil {
		t.Errorf("touching is no overlap: %v", got)
	}
}

// TestOneActorAnID: of two actors with one id the last counts, in the place
// of the first.
func TestOneActorAnID(t *testing.T) {
	d := newDocument(&Gold{}, &record.Record{Actors: []record.Actor{{ID: "a", Name: "1"}, {ID: "b", Name: "2"}, {ID: "a", Name: "3"}}})
	names := []string{}
	for _, a := range d.actors {
		names = append(names, a.Name)
	}
	if !slices.Equal(names, []string{"3", "2"}) || d.byID["a"].Name != "3" {
		t.Errorf("%v", names)
	}
}

// TestBodies: targets become states and organisations.
func TestBodies(t *testing.T) {
	irn, un, none := "IRN", "UN", ""
	d := newDocument(&Gold{Persons: []GoldPerson{{Name: "رستم نوری", Country: &irn}, {Name: "سهراب آذری"}}},
		&record.Record{Actors: []record.Actor{{ID: "a", Country: &irn}, {ID: "b", Country: &none, Acronym: &un}, {ID: "c"}}})
	for target, want := range map[string][]string{"رستم نوری": {"IRN"}, "سهراب آذری": {"سهراب آذری"}, "a": {"IRN"}, "b": {"UN"}, "c": nil, "TJK": {"TJK"}} {
		if got := sorted(d.bodies([]string{target})); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}
