package score

import (
	"strings"
	"testing"
	"testing/fstest"

	"safir/internal/record"
)

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

// TestPlaces: positions are code points without the BOM, line ends stay as
// they are, and a span wins over a quote.
func TestPlaces(t *testing.T) {
	golds, err := LoadGold(fstest.MapFS{
		"b.json": file(`{"doc": "b", "lang": "ar", "statements": [{"quote": "قال"}, {"quote": "قال", "span": [1, 2]}, {"quote": "هنا", "span": null}]}`),
		"b.txt":  file("\ufeffوزير\r\nقال هنا"),
		"a.json": file(`{"doc": "a.txt", "lang": "fa", "events": [{"span": [3, 4], "verb": null}]}`),
		"a.md":   file("not gold"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(golds) != 2 || golds[0].File() != "a.txt" || golds[0].HasText {
		t.Fatalf("%+v", golds)
	}
	if e := golds[0].Events[0]; !e.Verb.Given || e.Channel.Given {
		t.Error("a field that is null is given, an absent one is not")
	}
	for i, want := range []record.Span{{6, 9}, {1, 2}, {10, 13}} {
		if got := golds[1].Statements[i].At; got != want {
			t.Errorf("statements[%d] at %v, want %v", i, got, want)
		}
	}
	if only := ByLang(golds, "ar"); len(only) != 1 || only[0].Doc != "b" || len(ByLang(golds, "")) != 2 {
		t.Errorf("by language: %v", only)
	}
}

// TestGoldFaults: all faults are told at once, with the place and the way out.
func TestGoldFaults(t *testing.T) {
	_, err := LoadGold(fstest.MapFS{
		"a.json": file(`{"doc": "a", "events": [{"quote": "not there"}], "statements": [{}], "commitments": [{"quote": "here"}]}`),
		"a.txt":  file("here"),
		"b.json": file(`{`),
		"c.json": file(`{"doc": "c"}`),
		"c.txt":  file("\xff"),
		"d.json": file(`{"doc": "d", "events": [{"quote": "x"}]}`),
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"a.json: events[0]: its quote does not stand in a.txt", "a.json: statements[0]: has no span", "b.json: not the JSON",
		"c.json: its text c.txt: is not UTF-8", "d.json: events[0]: has no span"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	if _, err := LoadGold(fstest.MapFS{}); err == nil {
		t.Error("an empty folder is no gold")
	}
}
