package data_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"safir/data"
	"safir/internal/directory"
	"safir/internal/fetch"
	"safir/internal/pipeline"
	"safir/internal/record"
	"safir/internal/score"
)

// reached are figures that no change may fall below, over all gold beside the
// checkout, each language by itself. They are set a little under what is
// reached, and only ever raised; docs/accuracy.md has the figures with their
// intervals.
var reached = map[string]map[string]float64{
	"fa": {"overall": 0.70, "persons": 0.88, "persons.office": 0.88, "orgs": 0.85, "published": 1, "events": 0.62, "events.main": 0.50, "events.date": 0.75,
		"statements": 0.82, "statements.act": 0.66, "commitments": 0.48, "topics": 0.68},
	"ar": {"overall": 0.70, "persons": 0.88, "persons.office": 0.90, "orgs": 0.85, "published": 1, "events": 0.62, "events.main": 0.60, "events.date": 0.68,
		"statements": 0.72, "statements.act": 0.62, "commitments": 0.62, "topics": 0.68},
}

// TestReach scores all gold beside the checkout against the floors.
func TestReach(t *testing.T) {
	golds := allGold(t)
	if len(golds) == 0 {
		t.Skip("no gold set lies beside the checkout: accuracy is not measured")
	}
	w := open(t).NewWorker()
	for lang, want := range reached {
		of := score.ByLang(golds, lang)
		table := score.Score(of, coding(t, w, of)).Table(0)
		for figure, floor := range want {
			row, ok := table.Row(figure)
			if !ok {
				t.Fatalf("no figure %q", figure)
			}
			if row.Value < floor {
				t.Errorf("%s: %s is %.3f (n %d), below its floor %.2f", lang, figure, row.Value, row.N, floor)
			}
		}
		row, _ := table.Row("overall")
		t.Logf("PROOF | gold documents scored, %s | %d | overall %.3f", lang, len(of), row.Value)
	}
}

// allGold is the gold of every folder beside the checkout.
func allGold(t *testing.T) (out []score.Gold) {
	for _, dir := range []string{"seeds", "dev", "real"} {
		path := "../../shared/bench/" + dir
		if !exists(path) {
			continue
		}
		golds, err := score.LoadGold(os.DirFS(path))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, golds...)
	}
	return out
}

func coding(t *testing.T, w *pipeline.Worker, golds []score.Gold) (out []record.Record) {
	for i := range golds {
		a, err := fetch.Plain([]byte(golds[i].Text), golds[i].File())
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", golds[i].File(), err))
		}
		r, err := w.Code(a)
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", golds[i].File(), err))
		}
		out = append(out, *r)
	}
	return out
}

// Without the directory's people a name may be lost for every twentieth person
// at most: the text itself must introduce them. Their states are another thing:
// of Macron without a word beside him no text says whose he is, and nothing is
// guessed. withStates is what the two may cost together.
const (
	mostLost   = 0.05
	withStates = 0.12
)

// TestWithoutPeople holds that names are found in the text, not in the
// directory.
func TestWithoutPeople(t *testing.T) {
	golds := allGold(t)
	if len(golds) == 0 {
		t.Skip("no gold set lies beside the checkout: accuracy is not measured")
	}
	dir, err := directory.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := pipeline.OpenWith(data.FS, dir.WithoutPeople())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"fa", "ar"} {
		of := score.ByLang(golds, lang)
		with, without := coding(t, open(t).NewWorker(), of), coding(t, bare.NewWorker(), of)
		falls := func(what string, of []score.Gold, most float64) {
			before, _ := score.Score(of, with).Table(0).Row("persons")
			after, _ := score.Score(of, without).Table(0).Row("persons")
			if before.Value-after.Value > most {
				t.Errorf("%s: %s fall from %.3f to %.3f without the directory's people", lang, what, before.Value, after.Value)
			}
			t.Logf("PROOF | %s with and without the directory's people, %s | %d | F1 %.3f and %.3f", what, lang, before.N, before.Value, after.Value)
		}
		falls("persons by name and state", of, withStates)
		falls("persons by name", stateless(of), mostLost)
	}
}

// stateless is gold that asks for the names of people, not for their states.
func stateless(golds []score.Gold) []score.Gold {
	out := slices.Clone(golds)
	for i := range out {
		out[i].Persons = slices.Clone(out[i].Persons)
		for j := range out[i].Persons {
			out[i].Persons[j].Country = nil
		}
	}
	return out
}

// TestOther holds that articles on other matters give next to no meetings and
// agreements of states.
func TestOther(t *testing.T) {
	for _, lang := range []string{"fa", "ar"} {
		path := "../../shared/corpora/" + lang + "-other.jsonl"
		if !exists(path) {
			t.Skip("no corpus of other matters lies beside the checkout")
		}
		w, n, bad := open(t).NewWorker(), 0, 0
		err := fetch.Paths([]string{path}, nil, nil, func(i fetch.Item) bool {
			r, err := w.Code(i.Article)
			if err == nil {
				n++
				if slices.ContainsFunc(r.Events, func(e record.Event) bool { return e.Type == "CONSULT" || e.Type == "AGREE" }) {
					bad++
				}
			}
			return true
		})
		if err != nil || n == 0 || bad*100 > n*3 {
			t.Errorf("%s: %d of %d articles on other matters tell a meeting or an agreement (%v)", lang, bad, n, err)
		}
		t.Logf("PROOF | articles on other matters that give a meeting or an agreement, %s | %d | %d", lang, n, bad)
	}
}
