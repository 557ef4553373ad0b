package annotate

import (
	"slices"
	"testing"

	"safir/internal/doc"
	"safir/internal/lang"
)

// TestCompounds cuts words with joints however they are printed, behind
// prefixes too.
func TestCompounds(t *testing.T) {
	pack := &lang.Pack{Settings: lang.Settings{Prefixes: []string{"و", "ب", "ل"}, Conjunction: "و"}}
	a := &Annotator{Pack: pack, fold: newFolder(nil), forms: map[string]int32{"": 0}, names: []string{""}, joints: compoundTrie{}}
	for _, word := range []string{"تل_أبيب", "رئيس_نواب"} {
		a.Word(word)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"تل أبيب", []string{"تل أبيب"}},
		{"تلأبيب", []string{"تلأبيب"}},
		{"لتل أبيب", []string{"ل", "تل أبيب"}},
		{"ولتل أبيب", []string{"و", "ل", "تل أبيب"}},
		{"بتل كبير", []string{"بتل", "كبير"}},
		{"ورئيس نواب", []string{"و", "رئيس نواب"}},
	} {
		w := a.NewWorker()
		var d doc.Doc
		d.Reset(doc.Article{Text: c.text})
		w.segments(&d)
		var got []string
		for i := range d.Segs.Len() {
			got = append(got, d.Slice(i, i+1))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q is cut into %q; wanted %q", c.text, got, c.want)
		}
	}
}
