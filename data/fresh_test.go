package data_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"safir/internal/score"
)

// TestFresh scores articles that were annotated without a look at any record.
// Their gold is here, their texts lie beside the checkout. Those of "fresh"
// were read by nobody who made rules while the figures of docs/accuracy.md
// came about; those of "seen" were, miss by miss. The floors only keep both
// from falling far.
func TestFresh(t *testing.T) {
	w := open(t).NewWorker()
	for folder, floors := range map[string]map[string]float64{
		"fresh": {"fa": 0.60, "ar": 0.60},
		"seen":  {"fa": 0.66, "ar": 0.68},
	} {
		golds := rawGold(t, folder)
		for lang, floor := range floors {
			of := score.ByLang(golds, lang)
			row, _ := score.Score(of, coding(t, w, of)).Table(score.DefaultDraws).Row("overall")
			if row.Value < floor {
				t.Errorf("%s, %s: overall is %.3f (n %d), below its floor %.2f", folder, lang, row.Value, row.N, floor)
			}
			t.Logf("PROOF | %s gold documents scored, %s | %d | overall %.3f (%.3f–%.3f)", folder, lang, len(of), row.Value, row.Low, row.High)
		}
	}
}

// rawGold is the gold of a folder of testdata with the texts from beside the
// checkout.
func rawGold(t *testing.T, folder string) []score.Gold {
	files := fstest.MapFS{}
	for _, lang := range []string{"fa", "ar"} {
		f, err := os.Open("../../shared/corpora/" + lang + ".jsonl")
		if err != nil {
			t.Skip("the raw articles do not lie beside the checkout: their gold cannot be scored")
		}
		defer f.Close()
		in := bufio.NewScanner(f)
		in.Buffer(nil, 64<<20)
		for in.Scan() {
			var a struct{ ID, Text string }
			if err := json.Unmarshal(in.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			files[a.ID+".txt"] = &fstest.MapFile{Data: []byte(a.Text)}
		}
		if err := in.Err(); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob("testdata/" + folder + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = &fstest.MapFile{Data: body, Mode: fs.ModePerm}
	}
	golds, err := score.LoadGold(files)
	if err != nil {
		t.Fatal(err)
	}
	return golds
}
