package reconcile

import (
	"slices"
	"strings"
	"testing"

	"safir/internal/register"
)

// meeting is a mention of an event between two invented people.
func meeting(id, outlet, published, status, from string) register.Mention {
	return register.Mention{
		ID: id, Kind: register.Event, Report: "r-" + id, Text: "t-" + id, Outlet: outlet, Published: published, Status: status, From: from, To: from,
		Basis: "explicit", Verb: "meet", Channel: "in_person", Parties: []string{"IRN", "OMN"}, Country: "OMN",
		Who: []register.Name{{Text: "بهرام رادمنش", Country: "IRN", Office: "foreign_minister"}},
	}
}

func TestSum(t *testing.T) {
	plan := meeting("a", "one", "2024-05-01", "planned", "2024-05-06")
	anew := meeting("b", "two", "2024-05-03", "planned", "2024-05-07")
	done := meeting("c", "two", "2024-05-08", "occurred", "2024-05-08")
	done.Basis, done.About = "published", true
	sure := meeting("d", "three", "2024-05-09", "occurred", "2024-05-07")
	sure.City, sure.Who = "Muscat", []register.Name{{Text: "رادمنش", Country: "IRN"}, {Text: "سالم الکندی", Country: "OMN"}}
	copy := meeting("e", "four", "2024-05-09", "occurred", "2024-05-07")
	copy.Text = sure.Text
	late := meeting("f", "five", "2024-05-10", "planned", "2024-05-06")

	s := Sum(&register.Thing{ID: "a"}, []register.Mention{late, sure, plan, copy, done, anew})
	if s.Status != "occurred" || s.From != "2024-05-07" || s.About || s.City != "Muscat" {
		t.Errorf("%s on %s in %q", s.Status, s.From, s.City)
	}
	var steps []string
	for _, x := range s.Steps {
		steps = append(steps, x.Mention+" "+x.Status+" "+x.From)
	}
	if got := strings.Join(steps, ", "); got != "a planned 2024-05-06, b planned 2024-05-07, c occurred 2024-05-08" {
		t.Error("steps:", got)
	}
	if len(s.Who) != 2 || s.Who[0].Text != "بهرام رادمنش" {
		t.Error("people:", s.Who)
	}
	if len(s.Voices) != 4 || len(s.Voices[2].Reports) != 2 || !slices.Equal(s.Voices[2].Why, []string{"same-text"}) {
		t.Errorf("voices: %+v", s.Voices)
	}
	denied := meeting("g", "six", "2024-05-11", "denied", "2024-05-07")
	if s := Sum(&register.Thing{ID: "a"}, []register.Mention{denied, sure}); s.Status != "denied" {
		t.Error("a denial is told later, but it is", s.Status)
	}
}

func TestRenewal(t *testing.T) {
	promise := func(id, published, stage, from, to string) register.Mention {
		return register.Mention{ID: id, Kind: register.Commitment, Published: published, Status: stage, From: from, To: to, Verb: "quota", Parties: []string{"AZE", "TUR"}}
	}
	s := Sum(&register.Thing{ID: "a"}, []register.Mention{
		promise("a", "2023-05-01", "announced", "2025-01-01", "2025-12-31"), promise("b", "2023-06-01", "announced", "", ""),
		promise("c", "2025-05-01", "announced", "2028-01-01", "2028-12-31"), promise("d", "2025-06-01", "agreed", "2028-01-01", "2028-12-31"),
	})
	var got []string
	for _, x := range s.Steps {
		step := x.Mention + " " + x.Status
		if x.Renewed {
			step += " renewed"
		}
		got = append(got, step)
	}
	if strings.Join(got, ", ") != "a announced, c announced renewed, d agreed" {
		t.Error(got)
	}
}

func TestTrips(t *testing.T) {
	at := func(id, country, city, day string, with ...register.Name) register.Summary {
		m := meeting(id, "", "", "occurred", day)
		m.Country, m.City = country, city
		m.Who = append(m.Who, with...)
		return register.Summary{Mention: m, Thing: id}
	}
	aide := register.Name{Text: "نادر کاویان", Country: "IRN"}
	host := register.Name{Text: "سالم الکندی", Country: "IRQ"}
	events := []register.Summary{
		at("e", "IRN", "Tehran", "2024-05-12"), at("a", "IRQ", "Baghdad", "2024-05-06", aide, host), at("b", "IRQ", "", "2024-05-06"),
		at("c", "SYR", "Damascus", "2024-05-08"), at("d", "LBN", "Beirut", "2024-05-08"), at("f", "OMN", "Muscat", "2024-06-01"),
	}
	person := func(n *register.Name) bool { return n.Text == "بهرام رادمنش" }
	trips, clashes := Trips("IRN", person, events)
	var got []string
	for _, trip := range trips {
		for _, s := range trip.Stops {
			got = append(got, strings.Join([]string{s.Country, s.Earliest, s.Latest, s.Left, strings.Join(s.Events, "+")}, " "))
		}
		got = append(got, "/")
	}
	want := "IRQ  2024-05-06 2024-05-06 a+b, SYR 2024-05-06 2024-05-08 2024-05-08 c, LBN 2024-05-08 2024-05-08 2024-05-08 d, /, OMN  2024-06-01 2024-06-01 f, /"
	if strings.Join(got, ", ") != want {
		t.Error(strings.Join(got, ", "))
	}
	if len(trips) != 2 || len(trips[0].Delegation) != 1 || trips[0].Delegation[0].Text != aide.Text {
		t.Errorf("%+v", trips)
	}
	if len(clashes) != 1 || clashes[0] != (register.Clash{Day: "2024-05-08", A: "c", B: "d"}) {
		t.Error(clashes)
	}
}
