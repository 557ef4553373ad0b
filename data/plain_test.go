package data_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"safir/internal/doc"
	"safir/internal/pipeline"
	"safir/internal/record"
)

// plain is a sentence as any agency prints it, with what it tells.
type plain struct {
	told string // as the part of the test writes it
	text string
}

// TestPlain codes plain sentences, one of each kind of event, of each act and
// of many offices: what a reader of one language expects first. They were
// written before any of them was coded; rules were made for what they lacked,
// so the figures say what is covered, not how good unseen text is read.
func TestPlain(t *testing.T) {
	w := open(t).NewWorker()
	for _, part := range []struct {
		name   string
		tell   func(*record.Record) []string
		floors map[string]float64
	}{
		{"events", plainEvents, map[string]float64{"fa": 0.78, "ar": 0.85}},
		{"statements", plainStatements, map[string]float64{"fa": 0.74, "ar": 0.72}},
		{"persons", plainPersons, map[string]float64{"fa": 0.85, "ar": 0.80}},
	} {
		for lang, floor := range part.floors {
			list := readPlain(t, part.name+"-"+lang)
			right := 0
			for _, p := range list {
				told := part.tell(codePlain(t, w, lang, p.text))
				if slices.Contains(told, p.told) {
					right++
				} else {
					t.Logf("%s: want %s, told %q: %s", lang, p.told, told, p.text)
				}
			}
			t.Logf("PROOF | plain sentences with their %s, %s | %d | %d right", part.name, lang, len(list), right)
			if float64(right) < floor*float64(len(list)) {
				t.Errorf("%s, %s: %d of %d right, the floor is %.2f", part.name, lang, right, len(list), floor)
			}
		}
	}
}

func codePlain(t *testing.T, w *pipeline.Worker, lang, text string) *record.Record {
	t.Helper()
	r, err := w.Code(doc.Article{Text: text, Lang: lang, Published: "2024-05-15"})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return r
}

func readPlain(t *testing.T, name string) (list []plain) {
	t.Helper()
	data, err := os.ReadFile("testdata/plain/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if told, text, ok := strings.Cut(line, " | "); ok {
			list = append(list, plain{told, text})
		}
	}
	return list
}

// plainEvents tells events as "AGREE sign occurred IRN,TUR".
func plainEvents(r *record.Record) (told []string) {
	for _, e := range r.Events {
		states := slices.Sorted(slices.Values(e.Countries))
		told = append(told, fmt.Sprintf("%s %s %s %s", e.Type, e.Verb, e.Status, strings.Join(states, ",")))
	}
	return told
}

// plainStatements tells statements as "thank LBN IRN": act, speakers, targets.
func plainStatements(r *record.Record) (told []string) {
	of := map[string]string{}
	for _, a := range r.Actors {
		of[a.ID] = record.Val(a.Country) + record.Val(a.Acronym)
	}
	sides := func(ids []string) string {
		var out []string
		for _, id := range ids {
			if side, ok := of[id]; ok {
				id = side
			}
			out = append(out, id)
		}
		slices.Sort(out)
		if out = slices.Compact(out); len(out) == 0 {
			return "-"
		}
		return strings.Join(out, ",")
	}
	for _, s := range r.Statements {
		told = append(told, fmt.Sprintf("%s %s %s", s.Act, sides(s.Speakers), sides(s.Targets)))
	}
	return told
}

// plainPersons tells people as "minister ESP name".
func plainPersons(r *record.Record) (told []string) {
	for _, a := range r.Actors {
		if a.Kind == "person" {
			told = append(told, fmt.Sprintf("%s %s %s", record.Val(a.Office), record.Val(a.Country), a.Name))
		}
	}
	return told
}
