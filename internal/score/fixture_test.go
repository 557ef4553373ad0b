package score

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"testing"
	"testing/fstest"

	"safir/internal/record"
)

// invented is an article about invented people.
const invented = "بهزاد کاشفی وزیر خارجه ایران روز سه‌شنبه در دوشنبه با رستم نوری همتای تاجیک خود دیدار کرد. " +
	"کاشفی گفت که تجارت دو کشور باید دو برابر شود. " +
	"نوری نیز از گشایش راه‌آهن ایران استقبال کرد. " +
	"قرار شد یادداشت تفاهم حمل و نقل تا پایان سال در چارچوب اکو امضا شود."

const inventedGold = `{
  "doc": "invented", "lang": "fa", "published": "2024-05-07",
  "persons": [
    {"name": "بهزاد کاشفی", "country": "IRN", "office": "foreign_minister"},
    {"name": "رستم نوری", "country": "TJK", "office": "foreign_minister", "represents": "opposition"}],
  "orgs": ["ECO"],
  "events": [
    {"type": "CONSULT", "mode": "visit", "verb": "meet", "channel": "in_person", "status": "occurred", "main": true,
     "countries": ["IRN", "TJK"], "persons": ["بهزاد کاشفی", "رستم نوری"], "date": "2024-05-07",
     "place": {"country": "TJK", "city": "Dushanbe"}, "topics": ["trade"], "quote": "با رستم نوری همتای تاجیک خود دیدار کرد"},
    {"type": "AGREE", "mode": null, "verb": "sign", "channel": null, "status": "planned", "main": false,
     "countries": ["IRN", "TJK"], "persons": [], "date": null, "place": null, "topics": [], "quote": "یادداشت تفاهم حمل و نقل"}],
  "statements": [
    {"speakers": ["بهزاد کاشفی"], "targets": [], "act": "stress", "topics": ["trade"], "quote": "تجارت دو کشور باید دو برابر شود"},
    {"speakers": ["رستم نوری"], "targets": ["IRN"], "act": "welcome", "topics": ["transport/rail"], "quote": "گشایش راه‌آهن ایران"}],
  "commitments": [
    {"by": ["IRN", "TJK"], "to": [], "parties": ["IRN", "TJK"], "object": "instrument", "stage": "agreed",
     "deadline": "2024", "topics": ["transport"], "quote": "یادداشت تفاهم حمل و نقل تا پایان سال در چارچوب اکو امضا شود"}]}`

// goldOf loads the invented gold.
func goldOf(t *testing.T) []Gold {
	t.Helper()
	golds, err := LoadGold(fstest.MapFS{
		"invented.json": {Data: []byte(inventedGold)},
		"invented.txt":  {Data: []byte("\ufeff" + invented)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return golds
}

// perfect turns gold into the record that would score 1.000 on everything.
// Events name their persons and countries as participants.
func perfect(g *Gold) record.Record {
	sum := sha256.Sum256([]byte(g.Text))
	rec := record.Record{Schema: record.Schema, ID: hex.EncodeToString(sum[:]), Lang: g.Lang, Text: g.Text,
		Published: record.Published{Value: g.Published}, Zones: []record.Zone{}, Actors: []record.Actor{},
		Events: []record.Event{}, Statements: []record.Statement{}, Commitments: []record.Commitment{}}
	c := &caster{rec: &rec, known: map[string]string{}}
	for _, p := range g.Persons {
		c.known[p.Name] = c.add(record.Actor{Kind: "person", Name: p.Name, Country: p.Country, Office: p.Office, Represents: p.Represents})
	}
	for _, o := range g.Orgs {
		c.known[o] = c.add(record.Actor{Kind: "organization", Name: o, Acronym: &o})
	}
	for i := range g.Events {
		rec.Events = append(rec.Events, c.event(&g.Events[i]))
	}
	for _, s := range g.Statements {
		rec.Statements = append(rec.Statements, record.Statement{ID: "s", Speakers: c.ids(s.Speakers), Targets: s.Targets.Value,
			Act: s.Act, Topics: s.Topics, Span: s.At, Rule: "test/statement", Doubts: []string{}})
	}
	for _, x := range g.Commitments {
		rec.Commitments = append(rec.Commitments, record.Commitment{ID: "c", By: x.By.Value, Parties: x.Parties, Stage: x.Stage,
			Object: record.Object{Kind: x.Object.Value}, Deadline: &record.Deadline{Value: x.Deadline}, Topics: x.Topics, Span: x.At, Rule: "test/commitment"})
	}
	return rec
}

// caster gives actors their ids.
type caster struct {
	rec   *record.Record
	known map[string]string // gold's word → actor id
}

func (c *caster) add(a record.Actor) string {
	a.ID, a.Spans, a.Rule = "a"+string(rune('0'+len(c.rec.Actors)/10))+string(rune('0'+len(c.rec.Actors)%10)), []record.Span{}, "test/cast"
	c.rec.Actors = append(c.rec.Actors, a)
	return a.ID
}

// ids names actors, adding a country for every unknown code.
func (c *caster) ids(who []string) []string {
	out := []string{}
	for _, w := range who {
		if c.known[w] == "" {
			c.known[w] = c.add(record.Actor{Kind: "country", Name: w, Country: &w})
		}
		out = append(out, c.known[w])
	}
	return out
}

func (c *caster) event(e *GoldEvent) record.Event {
	out := record.Event{ID: "e", Type: e.Type, Mode: e.Mode, Verb: e.Verb.Value, Channel: e.Channel.Value, Status: e.Status, Main: e.Main,
		Participants: []record.Participant{}, Countries: e.Countries, Date: &record.Date{Value: e.Date}, Topics: e.Topics,
		Spans: []record.Span{e.At}, Rule: "test/event", Doubts: []string{}}
	for _, id := range c.ids(e.Persons) {
		out.Participants = append(out.Participants, record.Participant{Actor: id, Role: "participant"})
	}
	if e.Place != nil {
		out.Place = &record.Place{Country: e.Place.Country, City: e.Place.City}
	}
	return out
}

// clone copies a record by way of its JSON.
func clone(t *testing.T, rec record.Record) record.Record {
	t.Helper()
	data, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	var out record.Record
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// mustAt is the place of words in the invented article.
func mustAt(t *testing.T, words string) record.Span {
	t.Helper()
	at, ok := locateIn(invented, words)
	if !ok {
		t.Fatalf("the invented article lacks %q", words)
	}
	return at
}

func near(a, b float64) bool { return math.Abs(a-b) < 5e-4 }

func valueOf(t *testing.T, table Table, figure string) float64 {
	t.Helper()
	row, ok := table.Row(figure)
	if !ok {
		t.Fatalf("no figure %q", figure)
	}
	return row.Value
}
