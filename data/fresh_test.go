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

// TestFresh scores the articles that were annotated, without a look at any
// record, from the raw articles beside the checkout. Their gold is here, their
// texts are not. Nothing was fitted to them while the figures of
// docs/accuracy.md were made; the floors only keep them from falling far.
func TestFresh(t *testing.T) {
	golds := freshGold(t)
	w := open(t).NewWorker()
	for lang, floor := range map[string]float64{"fa": 0.58, "ar": 0.60} {
		of := score.ByLang(golds, lang)
		row, _ := score.Score(of, coding(t, w, of)).Table(score.DefaultDraws).Row("overall")
		if row.Value < floor {
			t.Errorf("%s: overall is %.3f (n %d), below its floor %.2f", lang, row.Value, row.N, floor)
		}
		t.Logf("PROOF | fresh gold documents scored, %s | %d | overall %.3f (%.3f–%.3f)", lang, len(of), row.Value, row.Low, row.High)
	}
}

// freshGold is the gold of testdata/fresh with the texts from beside the
// checkout.
func freshGold(t *testing.T) []score.Gold {
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
	names, err := filepath.Glob("testdata/fresh/*.json")
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
