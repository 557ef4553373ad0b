package export_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"safir/internal/directory"
	"safir/internal/export"
	"safir/internal/record"
)

func open(t *testing.T) *export.Plover {
	t.Helper()
	dir, err := directory.Open(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := export.NewPlover(dir.Plover, dir)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func ptr[T any](v T) *T { return &v }

// article is a record of one invented article, with four parties.
func article() *record.Record {
	return &record.Record{ID: "0123", Lang: "fa", Text: "Rad Golestan Kav Hirkan ECO PALACE",
		Published: record.Published{Value: ptr("2024-05-02T10:00")},
		Zones:     []record.Zone{{Span: record.Span{0, 12}, Kind: "title"}},
		Actors: []record.Actor{
			{ID: "a1", Kind: "person", Office: ptr("foreign_minister"), Country: ptr("KGZ"), Represents: ptr("state"), NameEn: ptr("Rad"), Spans: []record.Span{{0, 3}}},
			{ID: "a2", Kind: "person", Office: ptr("party_leader"), Country: ptr("TJK"), Represents: ptr("opposition"), Spans: []record.Span{{13, 16}}},
			{ID: "a3", Kind: "country", Country: ptr("TJK"), Spans: []record.Span{{17, 23}}},
			{ID: "a4", Kind: "organization", Class: ptr("igo"), Acronym: ptr("ECO"), NameEn: ptr("Economic Cooperation Organization"), Spans: []record.Span{{24, 27}}},
			{ID: "a5", Kind: "person", Office: ptr("military_chief"), Country: ptr("XKX"), Represents: ptr("state"), Spans: []record.Span{{0, 3}}},
		}}
}

// happening is an event of two states, told by the first word.
func happening(typ, verb, status string) record.Event {
	return record.Event{ID: "e1", Type: typ, Verb: verb, Status: status, Main: true, Countries: []string{"KGZ", "TJK"},
		Participants: []record.Participant{{Actor: "a1", Role: "actor"}, {Actor: "a3", Role: "recipient"}},
		Date:         &record.Date{Value: ptr("2024-04-30"), Basis: ptr("explicit")}, Spans: []record.Span{{0, 3}}, Rule: "test"}
}

// cast gives the only PLOVER record of a record, or nil.
func cast(t *testing.T, p *export.Plover, r *record.Record) *export.PloverRecord {
	t.Helper()
	out := p.Cast(r)
	if len(out) > 1 {
		t.Fatalf("%d PLOVER records; wanted one at most", len(out))
	}
	if len(out) == 0 {
		return nil
	}
	return &out[0]
}

// told is a PLOVER record in short: category, mode, quad, scale.
func told(x *export.PloverRecord) string {
	if x == nil {
		return "-"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %d %g %s", x.Event[0], x.QuadCode, x.EventScale, strings.Join(x.Mode, ",")))
}

// TestEveryAct files every type and verb of the register in every status:
// occurred | planned | proposed | cancelled.
func TestEveryAct(t *testing.T) {
	p := open(t)
	const agreed, refused, meeting, conceded = "AGREE 1 2.5", "REJECT 3 -1.5 assist", "REJECT 3 -2 meet", "CONCEDE 1 4.5"
	for _, c := range []struct{ typ, verbs, occurred, planned, proposed, cancelled string }{
		{"AGREE", "sign initial ratify", "SUPPORT 1 5", agreed, agreed, refused},
		{"AGREE", "agree declare decide other", agreed, agreed, agreed, refused},
		{"CONSULT", "meet receive visit attend negotiate mediate consultations credentials farewell other", "CONSULT 1 2.5", agreed, agreed, meeting},
		{"CONSULT", "call write", "CONSULT 1 1.5 phone", agreed, agreed, meeting},
		{"SUPPORT", "open_mission congratulate condole thank recognise back vote appoint join other", "SUPPORT 1 5", agreed, agreed, refused},
		{"CONCEDE", "apologise concede other", conceded, conceded, conceded, "REJECT 3 -2 yield"},
		{"COOPERATE", "launch inaugurate exercise exchange extradite other", "COOPERATE 2 9.5", agreed, agreed, refused},
		{"COOPERATE", "commission", "CONSULT 1 2.5", agreed, agreed, meeting},
		{"AID", "give other", "AID 2 10", agreed, agreed, "SANCTION 4 -6 discontinue"},
		{"RETREAT", "release", "RETREAT 2 6.5 release", conceded, conceded, "REJECT 3 -2 yield"},
		{"RETREAT", "return_ambassador", "SUPPORT 1 5", agreed, agreed, "REJECT 3 -2 yield"},
		{"RETREAT", "ease other", "RETREAT 2 6.5", conceded, conceded, "REJECT 3 -2 yield"},
		{"RETREAT", "ceasefire", "RETREAT 2 7.5 ceasefire", conceded, conceded, "REJECT 3 -2 yield"},
		{"RETREAT", "withdraw_forces", "RETREAT 2 8 withdraw", conceded, conceded, "REJECT 3 -2 yield"},
		{"REQUEST", "request other", "REQUEST 3 0", "REQUEST 3 0", "REQUEST 3 0", conceded},
		{"ACCUSE", "summon condemn complain", "ACCUSE 3 -2 disapprove", "ACCUSE 3 -2 disapprove", "ACCUSE 3 -2 disapprove", conceded},
		{"ACCUSE", "investigate", "ACCUSE 3 -3.5 investigate", "ACCUSE 3 -3.5 investigate", "ACCUSE 3 -3.5 investigate", conceded},
		{"ACCUSE", "other", "ACCUSE 3 -3", "ACCUSE 3 -2 disapprove", "ACCUSE 3 -2 disapprove", conceded},
		{"REJECT", "refuse veto other", "REJECT 3 -2", "REJECT 3 -2", "REJECT 3 -2", conceded},
		{"THREATEN", "threaten other", "THREATEN 3 -3.5", "THREATEN 3 -3.5", "THREATEN 3 -3.5", conceded},
		{"PROTEST", "protest other", "PROTEST 4 -5", "PROTEST 4 -5", "PROTEST 4 -5", conceded},
		{"SANCTION", "sanction", "SANCTION 4 -6 discontinue", "THREATEN 3 -3 restrict", "-", conceded},
		{"SANCTION", "suspend cut_ties", "SANCTION 4 -6 discontinue", "THREATEN 3 -3.5 relations", "-", conceded},
		{"SANCTION", "recall leave", "SANCTION 4 -6 withdraw", "THREATEN 3 -3.5 relations", "-", conceded},
		{"SANCTION", "expel", "SANCTION 4 -5.5 expel", "THREATEN 3 -3.5 expel", "-", conceded},
		{"SANCTION", "other", "SANCTION 4 -6", "THREATEN 3 -3.5 relations", "-", conceded},
		{"MOBILIZE", "deploy other", "MOBILIZE 4 -5.5", "MOBILIZE 4 -5.5", "MOBILIZE 4 -5.5", conceded},
		{"COERCE", "seize", "COERCE 4 -7 seize", "THREATEN 3 -3.5", "-", conceded},
		{"COERCE", "arrest", "COERCE 4 -7 arrest", "THREATEN 3 -3.5 arrest", "-", conceded},
		{"COERCE", "deport", "COERCE 4 -7 deport", "THREATEN 3 -3.5 expel", "-", conceded},
		{"COERCE", "block", "COERCE 4 -7 restrict", "THREATEN 3 -3 restrict", "-", conceded},
		{"COERCE", "hack", "COERCE 4 -7 cyber", "THREATEN 3 -3.5", "-", conceded},
		{"COERCE", "other", "COERCE 4 -7", "THREATEN 3 -3.5", "-", conceded},
		{"ASSAULT", "attack other", "ASSAULT 4 -9", "THREATEN 3 -3.5 violence", "-", conceded},
	} {
		for _, verb := range strings.Fields(c.verbs) {
			for status, want := range map[string]string{"occurred": c.occurred, "planned": c.planned, "proposed": c.proposed, "cancelled": c.cancelled, "denied": "-"} {
				r := article()
				r.Events = []record.Event{happening(c.typ, verb, status)}
				if got := told(cast(t, p, r)); got != want {
					t.Errorf("%s %s, %s: %s; wanted %s", c.typ, verb, status, got, want)
				}
			}
		}
	}
}

// TestOwnModes keeps the register's mode where the category has it, and its
// score.
func TestOwnModes(t *testing.T) {
	p := open(t)
	for _, c := range []struct{ typ, mode, want string }{
		{"CONSULT", "visit", "CONSULT 1 4 visit"}, {"CONSULT", "third-party", "CONSULT 1 1 third-party"}, {"CONSULT", "multilateral", "CONSULT 1 4 multilateral"},
		{"ASSAULT", "drone", "ASSAULT 4 -9.5 drone"}, {"PROTEST", "vandalize", "PROTEST 4 -5 vandalize"}, {"SANCTION", "convict", "SANCTION 4 -6 convict"},
		{"THREATEN", "territory", "THREATEN 3 -4 territory"}, {"RETREAT", "disarm", "RETREAT 2 10 disarm"}, {"AGREE", "visit", "AGREE 1 2.5"},
	} {
		r := article()
		e := happening(c.typ, "other", "occurred")
		e.Mode = ptr(c.mode)
		r.Events = []record.Event{e}
		if got := told(cast(t, p, r)); got != c.want {
			t.Errorf("%s %s: %s; wanted %s", c.typ, c.mode, got, c.want)
		}
	}
}

// TestStatements files every act with a target; without one, and said again,
// none makes an event.
func TestStatements(t *testing.T) {
	p := open(t)
	want := map[string]string{
		"request": "REQUEST 3 0", "criticise": "ACCUSE 3 -2 disapprove", "warn": "THREATEN 3 -3.5", "reject": "REJECT 3 -2", "promise": "AGREE 1 2.5", "offer": "AGREE 1 2.5",
		"thank": "SUPPORT 1 5", "congratulate": "SUPPORT 1 5", "welcome": "SUPPORT 1 5",
		"state": "-", "stress": "-", "hope": "-", "propose": "-", "announce": "-", "condole": "-", "invite": "-",
	}
	for act, category := range want {
		for _, c := range []struct {
			targets  []string
			restates *string
			want     string
		}{{[]string{"TJK"}, nil, category}, {nil, nil, "-"}, {[]string{"TJK"}, ptr("s0"), "-"}} {
			r := article()
			r.Statements = []record.Statement{{ID: "s1", Act: act, Speakers: []string{"a1"}, Targets: c.targets, Restates: c.restates, Span: record.Span{4, 12}}}
			if got := told(cast(t, p, r)); got != c.want {
				t.Errorf("%s to %v: %s; wanted %s", act, c.targets, got, c.want)
			}
		}
	}
}

// parties writes entities in short: code/sector/others.
func parties(list []export.Entity) string {
	var out []string
	for _, x := range list {
		out = append(out, strings.TrimRight(x.Code+"/"+x.Sector+"/"+strings.Join(x.Others, ","), "/"))
	}
	return strings.Join(out, " ")
}

// TestSides parts participants into who acts and whom it reaches.
func TestSides(t *testing.T) {
	p := open(t)
	at := func(country string) *record.Place { return &record.Place{Country: ptr(country)} }
	who := func(pairs ...string) (out []record.Participant) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, record.Participant{Actor: pairs[i], Role: pairs[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		name      string
		e         record.Event
		actor, to string
	}{
		{"all who meet are actors", record.Event{Type: "CONSULT", Participants: who("a1", "participant", "a3", "participant")}, "KGZ/GOV TJK", ""},
		{"the visitor acts, the host is reached", record.Event{Type: "CONSULT", Participants: who("a3", "host", "a1", "visitor")}, "KGZ/GOV", "TJK"},
		{"a visit's place tells its host", record.Event{Type: "CONSULT", Mode: ptr("visit"), Place: at("TJK"), Participants: who("a3", "participant", "a1", "participant")}, "KGZ/GOV", "TJK"},
		{"a state visited is a host", record.Event{Type: "CONSULT", Participants: who("a1", "visitor"), Countries: []string{"KGZ", "UZB"}}, "KGZ/GOV", "UZB"},
		{"a state named beside those who meet", record.Event{Type: "CONSULT", Participants: who("a1", "participant"), Countries: []string{"KGZ", "UZB"}}, "KGZ/GOV UZB", ""},
		{"a planned visit is agreed by both", record.Event{Type: "CONSULT", Status: "planned", Participants: who("a3", "host", "a1", "visitor")}, "TJK KGZ/GOV", ""},
		{"a letter goes from its sender", record.Event{Type: "CONSULT", Verb: "write", Participants: who("a2", "carrier", "a1", "sender", "a4", "addressee")}, "KGZ/GOV", "IGO"},
		{"a carrier alone acts", record.Event{Type: "CONSULT", Verb: "write", Participants: who("a1", "carrier", "a3", "addressee")}, "KGZ/GOV", "TJK"},
		{"a witness has no part", record.Event{Type: "AGREE", Verb: "sign", Participants: who("a1", "signatory", "a4", "signatory", "a3", "witness")}, "KGZ/GOV IGO", ""},
		{"an opposition leader is of it", record.Event{Type: "CONSULT", Participants: who("a1", "host", "a2", "visitor")}, "TJK/PTY/OPP", "KGZ/GOV"},
		{"joint work needs another side", record.Event{Type: "COOPERATE", Participants: who("a1", "participant", "a3", "participant", "a4", "participant")}, "KGZ/GOV", "TJK IGO"},
		{"a drill of one state is no cooperation", record.Event{Type: "COOPERATE", Verb: "exercise", Participants: who("a1", "actor"), Countries: []string{"KGZ"}}, "KGZ/GOV", ""},
		{"states alone", record.Event{Type: "AGREE", Countries: []string{"KGZ", "XKX"}}, "KGZ KOS", ""},
		{"a disputed territory", record.Event{Type: "CONSULT", Participants: who("a5", "participant"), Countries: []string{"XKX", "ESH"}}, "KOS/MIL MAR//PRE", ""},
	} {
		r := article()
		c.e.ID, c.e.Spans = "e1", []record.Span{{0, 3}}
		if c.e.Status == "" {
			c.e.Status = "occurred"
		}
		r.Events = []record.Event{c.e}
		x := cast(t, p, r)
		if x == nil {
			t.Errorf("%s: no record", c.name)
		} else if got, to := parties(x.Actor), parties(x.Recipient); got != c.actor || to != c.to {
			t.Errorf("%s: %s → %s; wanted %s → %s", c.name, got, to, c.actor, c.to)
		}
	}
}

// TestIncomplete leaves out what the code-book's category cannot do without.
func TestIncomplete(t *testing.T) {
	p := open(t)
	for name, e := range map[string]record.Event{
		"nobody acts":         {Type: "PROTEST"},
		"aid to nobody known": {Type: "AID", Participants: []record.Participant{{Actor: "a1", Role: "actor"}}},
	} {
		r := article()
		e.ID, e.Status, e.Spans = "e1", "occurred", []record.Span{{0, 3}}
		r.Events = []record.Event{e}
		if x := cast(t, p, r); x != nil {
			t.Errorf("%s: %s", name, told(x))
		}
	}
}

// TestDates holds which day an act is given.
func TestDates(t *testing.T) {
	p := open(t)
	for _, c := range []struct {
		status, value      string
		date, end, basis   string
		due                *string
		withoutPublication bool
	}{
		{"occurred", "2024-04-30", "2024-04-30", "", "explicit", nil, false},
		{"occurred", "2024-02", "2024-02-01", "2024-02-29", "explicit", nil, false},
		{"occurred", "2023", "2023-01-01", "2023-12-31", "explicit", nil, false},
		{"occurred", "2024-03-06/2024-03-10", "2024-03-06", "2024-03-10", "explicit", nil, false},
		{"occurred", "", "2024-05-02", "", "published", nil, false},
		{"planned", "2024-06-01", "2024-05-02", "", "published", ptr("2024-06-01"), false},
		{"cancelled", "2024-06-01", "2024-05-02", "", "published", ptr("2024-06-01"), false},
		{"planned", "2024-06-01", "", "", "", ptr("2024-06-01"), true},
	} {
		r := article()
		e := happening("CONSULT", "meet", c.status)
		e.Date.Value = nil
		if c.value != "" {
			e.Date.Value = ptr(c.value)
		}
		if c.withoutPublication {
			r.Published.Value = nil
		}
		r.Events = []record.Event{e}
		x := cast(t, p, r)
		date, basis := "", ""
		if x.Date != nil {
			date, basis = *x.Date, *x.Register.DateBasis
		}
		if date != c.date || x.EndDate != c.end || basis != c.basis || (x.Register.Due == nil) != (c.due == nil) {
			t.Errorf("%s %s: %s–%s %s, due %v", c.status, c.value, date, x.EndDate, basis, x.Register.Due)
		}
	}
}

// TestWords holds that an act and its parties are cited, and said words lead
// to the event in which they were said.
func TestWords(t *testing.T) {
	p := open(t)
	r := article()
	e := happening("CONSULT", "meet", "occurred")
	e.Topics, e.Place = []string{"trade", "customs", "health", "culture"}, &record.Place{Country: ptr("KGZ"), City: ptr("Osh"), Span: &record.Span{28, 34}}
	r.Events = []record.Event{e}
	r.Statements = []record.Statement{{ID: "s1", Act: "request", Speakers: []string{"a1"}, Targets: []string{"ECO", "a2", "UN", "SYR"}, Event: ptr("e1"), Span: record.Span{4, 12}, Office: ptr("legislator")}}
	out := p.Cast(r)
	if len(out) != 2 {
		t.Fatalf("%d records", len(out))
	}
	x, s := out[0], out[1]
	if x.TextInfo != (export.TextInfo{Start: 0, End: 3}) || x.EventText[0] != "Rad" || x.Actor[0].Text != "Rad" || *x.Recipient[0].Start != 17 || x.CiteInfo.Title != "Rad Golestan" {
		t.Errorf("the words are wrong: %+v", x)
	}
	if want := []string{"diplomatic", "economic", "health"}; !slices.Equal(x.Context, want) {
		t.Errorf("contexts %v; wanted %v", x.Context, want)
	}
	if want := (export.Location{Extracted: "PALACE", Resolved: "Osh", City: "Osh", CountryCode: "KGZ", Resolution: 4}); *x.EventLoc != want {
		t.Errorf("place %+v", *x.EventLoc)
	}
	if s.Link != x.ID || *s.Date != "2024-04-30" {
		t.Errorf("words said: link %s, date %s", s.Link, *s.Date)
	}
	if got := parties(s.Actor) + " → " + parties(s.Recipient); got != "KGZ/LEG → IGO TJK/PTY/OPP UNO SYR" {
		t.Errorf("words said: %s", got)
	}
	line, err := json.Marshal(x)
	if err != nil || strings.Contains(string(line), "null") {
		t.Errorf("%s %v", line, err)
	}
}

// TestRefusesRows names every row that cannot be used.
func TestRefusesRows(t *testing.T) {
	blank := func(cells ...string) []string { return append(cells, make([]string, 11-len(cells))...) }
	_, err := export.NewPlover([][]string{blank("deed"), blank("event", "AGREE", "", "", "", "PACT"), blank("category", "", "", "", "", "AID", "", "two")}, nil)
	for _, want := range []string{`"deed" is not known`, `"PACT"`, `"two"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the faults %v do not tell of %s", err, want)
		}
	}
}
