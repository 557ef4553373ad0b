package score

import (
	"encoding/json"
	"slices"
	"testing"

	"safir/internal/record"
)

// wronged is a perfect record with its cast spoilt: the first person twice
// and from elsewhere, the second unfound, a third invented.
func wronged(t *testing.T, g *Gold) record.Record {
	t.Helper()
	uzb := "UZB"
	rec := clone(t, perfect(g))
	rec.Actors[0].Country, rec.Actors[0].Office = &uzb, nil
	rec.Actors[1].Name = "سهراب آذری"
	rec.Actors = append(rec.Actors, record.Actor{ID: "twin", Kind: "person", Name: "کاشفی", Country: &uzb})
	rec.Events[0].Countries = []string{"UZB", "TJK"}
	rec.Events[0].Participants = append(rec.Events[0].Participants, record.Participant{Actor: "twin"})
	rec.Statements[0].Speakers = []string{"twin"}
	rec.Statements[0].Targets = []string{rec.Actors[1].ID, "twin", "ECO"}
	return rec
}

func oracle(t *testing.T, golds []Gold, rec record.Record, what string) record.Record {
	t.Helper()
	before, _ := json.Marshal(rec)
	out, err := Oracle(golds, []record.Record{rec}, what)
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := json.Marshal(rec); string(before) != string(after) {
		t.Error("the record given was changed")
	}
	return out[0]
}

func TestOraclePersons(t *testing.T) {
	golds := goldOf(t)
	rec := oracle(t, golds, wronged(t, &golds[0]), OraclePersons)
	table := Score(golds, []record.Record{rec}).Table(0)
	for _, f := range []string{"persons", "persons.office", "persons.represents", "events"} {
		if got := valueOf(t, table, f); got != 1 {
			t.Errorf("%s is %.3f", f, got)
		}
	}
	if got := rec.Events[0].Countries; !slices.Equal(got, []string{"IRN", "TJK"}) {
		t.Errorf("countries of the event: %v", got)
	}
	if got := rec.Events[0].Participants; len(got) != 1 || got[0].Actor != "a00" {
		t.Errorf("participants: %v, want the first person once", got)
	}
	s := rec.Statements[0]
	if !slices.Equal(s.Speakers, []string{"a00"}) || !slices.Equal(s.Targets, []string{"TJK", "a00", "ECO"}) {
		t.Errorf("speakers %v, targets %v", s.Speakers, s.Targets)
	}
	if last := rec.Actors[len(rec.Actors)-1]; last.Name != "رستم نوری" || last.Rule != oracleRule || last.Spans[0] != mustAt(t, "رستم نوری") {
		t.Errorf("the person unfound was not added: %+v", last)
	}
}

// TestOraclePersonsKeepsStatesOthersStandFor: the former state of a person
// stays when another participant stands for it.
func TestOraclePersonsKeepsStatesOthersStandFor(t *testing.T) {
	golds, uzb := goldOf(t), "UZB"
	rec := wronged(t, &golds[0])
	rec.Actors = append(rec.Actors, record.Actor{ID: "state", Kind: "country", Country: &uzb})
	rec.Events[0].Participants = append(rec.Events[0].Participants, record.Participant{Actor: "state"})
	if got := oracle(t, golds, rec, OraclePersons).Events[0].Countries; !slices.Equal(got, []string{"UZB", "TJK"}) {
		t.Errorf("countries of the event: %v", got)
	}
}

func TestOracleSpeakers(t *testing.T) {
	golds := goldOf(t)
	wrong := wronged(t, &golds[0])
	wrong.Statements[0].Speakers, wrong.Statements[1].Speakers = []string{"ghost"}, []string{"ghost"}
	wrong.Statements[1].Act = "thank"
	wrong.Statements = append(wrong.Statements, record.Statement{Speakers: []string{"ghost"}, Span: record.Span{0, 3}})
	rec := oracle(t, golds, wrong, OracleSpeakers)
	if !slices.Equal(rec.Statements[2].Speakers, []string{"ghost"}) {
		t.Errorf("a statement beside the gold keeps its speaker: %v", rec.Statements[2].Speakers)
	}
	before, after := Score(golds, []record.Record{wrong}).Table(0), Score(golds, []record.Record{rec}).Table(0)
	for i, row := range after.Rows {
		old := before.Rows[i]
		switch row.Figure {
		case "statements":
			if row.Recall != 1 || row.Precision == 1 {
				t.Errorf("all found, the false one stays: %+v", row)
			}
		case "statements.act", "overall":
			if row.Value <= old.Value {
				t.Errorf("%s: %.3f, before %.3f", row.Figure, row.Value, old.Value)
			}
		default:
			if row != old {
				t.Errorf("%+v, before %+v", row, old)
			}
		}
	}
}

func TestOracleOfOtherThings(t *testing.T) {
	golds := goldOf(t)
	if _, err := Oracle(golds, nil, "events"); err == nil {
		t.Error("no error for an oracle that is not there")
	}
	alone := record.Record{ID: "of another text", Actors: []record.Actor{{ID: "a", Kind: "person", Name: "سهراب آذری"}}}
	out, err := Oracle(golds, []record.Record{alone}, OraclePersons)
	if err != nil || len(out) != 1 || out[0].Actors[0].Name != "سهراب آذری" {
		t.Errorf("a record without gold is copied: %v, %v", out, err)
	}
}
